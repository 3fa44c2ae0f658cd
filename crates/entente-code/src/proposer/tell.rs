//! Sums the weights of what is seen.

use super::features::Scenery;
use super::table::{Place, Proposer, Weights};
use super::{NONE, Sums};
use crate::tally::{Piece, piece};

/// What is said so far for each answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Opinion {
    sums: Weights,
    /// How many features were named.
    count: usize,
}

impl Opinion {
    /// What so many features say together.
    pub fn new(sums: Weights, count: usize) -> Self {
        Self { sums, count }
    }

    /// Both together.
    pub fn and(mut self, other: Self) -> Self {
        self.sums.add(&other.sums);
        self.count += other.count;
        self
    }

    /// The sums in log odds.
    pub fn scaled(&self, bias: &Sums) -> Sums {
        let scale = scale(self.count) / 100.0;
        let mut scaled = *bias;
        for (sum, hundredths) in scaled[..NONE].iter_mut().zip(self.sums.0) {
            *sum += scale * f32::from(hundredths);
        }
        scaled
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
    /// The rows seen that may be seen again, for each counts once.
    seen: Vec<u32>,
}

impl<'p> Tell<'p> {
    /// Nothing seen yet; with `named`, names are kept.
    pub fn new(proposer: &'p Proposer, named: bool) -> Self {
        let names = named.then(Vec::new);
        Self { proposer, told: Opinion::default(), names, blame: None, seen: Vec::new() }
    }

    /// One that keeps what each of `parts` parts says for an answer.
    pub fn blaming(proposer: &'p Proposer, answer: usize, parts: usize) -> Self {
        Self { blame: Some((answer, vec![0.0; parts])), ..Self::new(proposer, false) }
    }

    /// What `name` names, apart from all before.
    pub fn apart(&mut self, name: impl FnOnce(&mut Self)) -> Opinion {
        self.seen.clear();
        self.told = Opinion::default();
        name(self);
        self.told
    }

    /// Names `place` `value`, which nothing names again.
    pub fn add(&mut self, place: Piece<'_>, value: Piece<'_>) {
        let row = self.named(place, value);
        self.weigh(row);
    }

    /// Names `place` `first` and, after a space, `second`, which nothing names again.
    pub fn add2(&mut self, place: Piece<'_>, first: Piece<'_>, second: Piece<'_>) {
        let row = self.named2(place, first, second);
        self.weigh(row);
    }

    /// Names `place` `value`, which may be named again and counts once.
    pub fn add_once(&mut self, place: Piece<'_>, value: Piece<'_>) {
        let row = self.named(place, value);
        self.weigh_once(row);
    }

    /// Names `place` `first` and, after a space, `second`, which may be named again and count once.
    pub fn add2_once(&mut self, place: Piece<'_>, first: Piece<'_>, second: Piece<'_>) {
        let row = self.named2(place, first, second);
        self.weigh_once(row);
    }

    /// The row of `place` `value`.
    fn named(&mut self, place: Piece<'_>, value: Piece<'_>) -> u32 {
        self.keep(|| format!("{}{}", place.text(), value.text()));
        self.row(value.behind(place.hash()))
    }

    /// The row of `place` `first` and, after a space, `second`.
    fn named2(&mut self, place: Piece<'_>, first: Piece<'_>, second: Piece<'_>) -> u32 {
        self.keep(|| format!("{}{} {}", place.text(), first.text(), second.text()));
        self.row(second.behind(piece!(" ").behind(first.behind(place.hash()))))
    }

    /// Keeps a name where names are asked for.
    fn keep(&mut self, name: impl FnOnce() -> String) {
        if let Some(names) = &mut self.names {
            names.push(name());
        }
    }

    /// The row of a feature by the hash of its name, which is counted.
    fn row(&mut self, name: u64) -> u32 {
        self.told.count += 1;
        self.proposer.row(name)
    }

    fn weigh(&mut self, row: u32) {
        if row != 0 {
            self.told.sums.add(self.proposer.weights(row));
        }
    }

    fn weigh_once(&mut self, row: u32) {
        if row != 0 && self.seen.iter().all(|seen| *seen != row) {
            self.seen.push(row);
            self.weigh(row);
        }
    }

    /// Names the word of a part at a place.
    pub fn word(&mut self, place: Place, scenery: &Scenery<'_>, at: usize) {
        let row = self.beside(place, scenery, at);
        if let (Some((answer, by_part)), Some(row)) = (&mut self.blame, row) {
            by_part[at] += self.proposer.weight(row, *answer);
        }
    }

    /// Names the word of a part that is no trigger because of it; its row.
    pub fn beside(&mut self, place: Place, scenery: &Scenery<'_>, at: usize) -> Option<u32> {
        let part = &scenery.parts[at];
        self.keep(|| part.name(place));
        self.told.count += 1;
        let row = part.word_rows().at(place);
        if let Some(row) = row {
            self.told.sums.add(self.proposer.weights(row));
        }
        row
    }

    /// Names the words of a stretch of the sentence, with their frames and the categories of these.
    pub fn words(&mut self, place: Place, scenery: &Scenery<'_>, from: usize, to: usize) {
        let to = to.min(scenery.parts.len());
        let from = from.min(to);
        self.note(place, scenery, from, to);
        self.told = self.told.and(scenery.glimpses.sum(self.proposer, place, from, to));
    }

    /// The same of all from a part to the end.
    pub fn words_to_end(&mut self, place: Place, scenery: &Scenery<'_>, from: usize) {
        let from = from.min(scenery.parts.len());
        self.note(place, scenery, from, scenery.parts.len());
        self.told = self.told.and(scenery.glimpses.sum_to_end(self.proposer, place, from));
    }

    /// Keeps the names of words, and what they say, where that is asked for.
    fn note(&mut self, place: Place, scenery: &Scenery<'_>, from: usize, to: usize) {
        if let Some(names) = &mut self.names {
            names.extend(scenery.parts[from..to].iter().flat_map(|part| part.names(place)));
        }
        if let Some((answer, by_part)) = &mut self.blame {
            for (part, row) in scenery.glimpses.rows(place, from, to) {
                by_part[part] += self.proposer.weight(row, *answer);
            }
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
