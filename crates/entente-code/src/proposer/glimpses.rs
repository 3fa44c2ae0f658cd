//! The words of a sentence by what they weigh, so that a stretch of them is summed without looking anything up.

use super::pieces::Part;
use super::table::{Place, Proposer, Rows, Weights};
use super::tell::Opinion;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::cell::OnceCell;

/// A word, frame or category of a sentence that weighs something somewhere.
#[derive(Debug, Clone, Copy)]
struct Glimpse {
    rows: Rows,
    /// Its part.
    part: u32,
    /// One past the last glimpse of the same before it; 0 where it is the first.
    before: u32,
    /// Whether the same comes again behind it.
    again: bool,
}

/// All of a sentence.
#[derive(Debug)]
pub(crate) struct Glimpses {
    all: Vec<Glimpse>,
    /// For each part, and one past the last, how many glimpses stand before it.
    starts: Vec<u32>,
    /// And how many features its words name before it.
    named: Vec<u32>,
    /// What all from each part to the end says, for places that are asked for so.
    tails: [OnceCell<Vec<Weights>>; 3],
}

impl Glimpses {
    /// The glimpses of these parts.
    pub fn of(parts: &[Part<'_>]) -> Self {
        let mut all = Vec::with_capacity(2 * parts.len());
        let mut starts = Vec::with_capacity(parts.len() + 1);
        let mut named = Vec::with_capacity(parts.len() + 1);
        let mut count = 0;
        for (part, at) in parts.iter().zip(0..) {
            starts.push(all.len() as u32);
            named.push(count);
            count += part.features();
            let shown = part.rows().filter(|rows| !rows.is_empty());
            all.extend(shown.map(|rows| Glimpse { rows, part: at, before: 0, again: false }));
        }
        starts.push(all.len() as u32);
        named.push(count);
        link(&mut all);
        Self { all, starts, named, tails: Default::default() }
    }

    /// The rows of a stretch of the sentence at a place, each once, with the parts that they are of.
    pub fn rows(&self, place: Place, from: usize, to: usize) -> impl Iterator<Item = (usize, u32)> {
        let begin = self.starts[from];
        let stretch = &self.all[begin as usize..self.starts[to] as usize];
        let first = stretch.iter().filter(move |g| g.before <= begin);
        first.filter_map(move |g| Some((g.part as usize, g.rows.at(place)?)))
    }

    /// What a stretch of the sentence says at a place.
    pub fn sum(&self, proposer: &Proposer, place: Place, from: usize, to: usize) -> Opinion {
        let mut sums = Weights::default();
        self.rows(place, from, to).for_each(|(_, row)| sums.add(proposer.weights(row)));
        Opinion::new(sums, self.count(from, to))
    }

    /// What all from a part to the end says.
    pub fn sum_to_end(&self, proposer: &Proposer, place: Place, from: usize) -> Opinion {
        let end = self.starts.len() - 1;
        let tail = match place {
            Place::Said => 0,
            Place::Rest => 1,
            Place::Silent => 2,
            _ => return self.sum(proposer, place, from, end),
        };
        let sums = self.tails[tail].get_or_init(|| self.tail(proposer, place));
        Opinion::new(sums[from], self.count(from, end))
    }

    /// What all from each part to the end says: each word where it stands last.
    fn tail(&self, proposer: &Proposer, place: Place) -> Vec<Weights> {
        let mut sum = Weights::default();
        let mut sums = vec![sum; self.starts.len()];
        for part in (0..self.starts.len() - 1).rev() {
            for glimpse in &self.all[self.starts[part] as usize..self.starts[part + 1] as usize] {
                if let Some(row) = glimpse.rows.at(place).filter(|_| !glimpse.again) {
                    sum.add(proposer.weights(row));
                }
            }
            sums[part] = sum;
        }
        sums
    }

    fn count(&self, from: usize, to: usize) -> usize {
        (self.named[to] - self.named[from]) as usize
    }
}

/// Notes at each glimpse where the same stands before it, and whether it does behind it.
fn link(all: &mut [Glimpse]) {
    let mut last = FxHashMap::with_capacity_and_hasher(all.len(), FxBuildHasher);
    for at in 0..all.len() {
        if let Some(before) = last.insert(all[at].rows.first, at as u32) {
            all[before as usize].again = true;
            all[at].before = before + 1;
        }
    }
}
