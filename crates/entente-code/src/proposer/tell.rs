//! Sums the weights of what is seen.

use super::Sums;
use super::features::Scenery;
use super::table::{Place, Proposer, Sight, Weights};
use crate::tally::{Piece, piece};

/// What is said so far for each answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Opinion {
    sums: Weights,
    /// How many features were named.
    count: usize,
}

impl Opinion {
    /// Both together.
    pub fn and(mut self, other: Self) -> Self {
        self.sums.iter_mut().zip(other.sums).for_each(|(sum, more)| *sum += more);
        self.count += other.count;
        self
    }

    /// The sums in log odds.
    pub fn scaled(&self, bias: &Sums) -> Sums {
        let scale = scale(self.count);
        std::array::from_fn(|i| scale * self.sums[i] + bias[i])
    }
}

/// Sums the weights of features while they are named.
#[derive(Debug)]
pub(crate) struct Tell<'p> {
    proposer: &'p Proposer,
    told: Opinion,
    /// Their names, when asked for.
    names: Option<Vec<String>>,
    /// What each part says for one answer, when asked for.
    blame: Option<(usize, Vec<f32>)>,
    /// The rows seen, for each counts once; and a bit for each.
    seen: Vec<u32>,
    bits: Vec<u64>,
}

impl<'p> Tell<'p> {
    /// Nothing seen yet; with `named`, names are kept.
    pub fn new(proposer: &'p Proposer, named: bool) -> Self {
        Self {
            proposer,
            told: Opinion::default(),
            names: named.then(Vec::new),
            blame: None,
            seen: Vec::new(),
            bits: vec![0; proposer.len().div_ceil(64)],
        }
    }

    /// One that keeps what each of `parts` parts says for an answer.
    pub fn blaming(proposer: &'p Proposer, answer: usize, parts: usize) -> Self {
        Self { blame: Some((answer, vec![0.0; parts])), ..Self::new(proposer, false) }
    }

    /// What `name` names, apart from all before.
    pub fn apart(&mut self, name: impl FnOnce(&mut Self)) -> Opinion {
        for row in self.seen.drain(..) {
            self.bits[row as usize / 64] = 0;
        }
        self.told = Opinion::default();
        name(self);
        self.told
    }

    /// Names `place` `value`.
    pub fn add(&mut self, place: Piece<'_>, value: Piece<'_>) {
        if let Some(names) = &mut self.names {
            names.push(format!("{}{}", place.text(), value.text()));
        }
        self.weigh(self.proposer.row(value.behind(place.hash())), None);
    }

    /// Names `place` `first` and, after a space, `second`.
    pub fn add2(&mut self, place: Piece<'_>, first: Piece<'_>, second: Piece<'_>) {
        if let Some(names) = &mut self.names {
            names.push(format!("{}{} {}", place.text(), first.text(), second.text()));
        }
        let hash = second.behind(piece!(" ").behind(first.behind(place.hash())));
        self.weigh(self.proposer.row(hash), None);
    }

    /// Names the word of a part at a place.
    pub fn word(&mut self, place: Place, scenery: &Scenery<'_>, at: usize) {
        let part = &scenery.parts[at];
        self.sight(place, Sight::Word, part.value, Some(at), || part.text());
    }

    /// Names the word of a part that is no trigger because of it.
    pub fn beside(&mut self, place: Place, scenery: &Scenery<'_>, at: usize) {
        let part = &scenery.parts[at];
        self.sight(place, Sight::Word, part.value, None, || part.text());
    }

    /// Names the words of a stretch of the sentence, with their frames and the categories of these.
    pub fn words(&mut self, place: Place, scenery: &Scenery<'_>, from: usize, to: usize) {
        for at in from..to.min(scenery.parts.len()) {
            let part = &scenery.parts[at];
            self.sight(place, Sight::Word, part.value, Some(at), || part.text());
            if let Some(frame) = &part.frame {
                self.sight(place, Sight::Frame, frame.value, Some(at), || frame.id);
                self.sight(place, Sight::Frame, frame.category_value, Some(at), || frame.category());
            }
        }
    }

    fn sight<'a>(
        &mut self,
        place: Place,
        sight: Sight,
        value: u32,
        at: Option<usize>,
        text: impl FnOnce() -> &'a str,
    ) {
        if let Some(names) = &mut self.names {
            names.push(format!("{}{}{}", place.name(), sight.mark(), text()));
        }
        let row = if value == 0 { 0 } else { self.proposer.row_at(place, sight, value) };
        self.weigh(row, at);
    }

    fn weigh(&mut self, row: u32, part: Option<usize>) {
        self.told.count += 1;
        let (word, bit) = (row as usize / 64, 1_u64 << (row % 64));
        if row == 0 || self.bits[word] & bit != 0 {
            return;
        }
        self.bits[word] |= bit;
        self.seen.push(row);
        let weights = self.proposer.weights(row);
        self.told.sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        if let (Some((wanted, by_part)), Some(part)) = (&mut self.blame, part) {
            by_part[part] += weights[*wanted];
        }
    }

    /// How many features were named.
    pub fn count(&self) -> usize {
        self.told.count
    }

    /// What was named, each once.
    pub fn into_names(self) -> Vec<String> {
        let mut names = self.names.unwrap_or_default();
        names.sort();
        names.dedup();
        names
    }

    /// What each part says for the answer that was asked for.
    pub fn into_blame(self) -> Vec<f32> {
        self.blame.map_or_else(Vec::new, |(_, by_part)| by_part)
    }
}

/// What the sum of weights is multiplied by, times the root of the number of features.
const SCALE: f32 = 10.0;

/// What each weight is multiplied by where so many features are named.
pub(crate) fn scale(features: usize) -> f32 {
    SCALE / (features.max(1) as f32).sqrt()
}
