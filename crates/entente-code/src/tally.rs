//! Weights of named features, summed while the features are named.
//!
//! A feature's name is put together from pieces: `noun.actor.near<=0`. Its hash is put together from theirs, which are
//! worked out once: by the compiler for the pieces that are written here, by the caller for words of a text.

use crate::slots::Slots;
use entente_lang::{Pack, PackError};

const FILE: &str = "events/chooser.tsv";

/// The weights of a language, by the hash of the feature's name.
#[derive(Debug, Clone, Default)]
pub struct Chooser {
    weights: Slots<f32>,
    any: bool,
}

impl Chooser {
    /// Reads the weights; a pack without them gives a chooser that keeps to the rules.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        Ok(Self::of(pack.weights(FILE)?.into_iter().map(|row| (row.name, row.weight))))
    }

    /// A chooser with these weights.
    pub fn of<'a>(weights: impl IntoIterator<Item = (&'a str, f32)>) -> Self {
        let weights: Vec<(u64, f32)> =
            weights.into_iter().map(|(name, weight)| (Piece::new(name).hash, weight)).collect();
        Self { weights: Slots::of(&weights), any: !weights.is_empty() }
    }

    /// Whether there is anything to choose by.
    pub fn is_empty(&self) -> bool {
        !self.any
    }
}

/// A piece of a feature's name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'a> {
    text: &'a str,
    hash: u64,
    /// What the hash of all before it is multiplied by.
    shift: u64,
}

impl<'a> Piece<'a> {
    /// A piece with its hash: a polynomial in an odd number, so that the hash of two pieces follows from theirs.
    pub const fn new(text: &'a str) -> Self {
        const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
        let bytes = text.as_bytes();
        let (mut hash, mut shift, mut at) = (0_u64, 1_u64, 0);
        while at < bytes.len() {
            hash = hash.wrapping_mul(BASE).wrapping_add(bytes[at] as u64 + 1);
            shift = shift.wrapping_mul(BASE);
            at += 1;
        }
        Self { text, hash, shift }
    }

    /// Its words.
    pub const fn text(self) -> &'a str {
        self.text
    }

    /// The hash of all of it.
    pub const fn hash(self) -> u64 {
        self.hash
    }

    /// The hash of `before` and this one.
    pub const fn behind(self, before: u64) -> u64 {
        before.wrapping_mul(self.shift).wrapping_add(self.hash)
    }
}

/// A piece that is written in the code, hashed by the compiler.
macro_rules! piece {
    ($text:expr) => {
        const { $crate::tally::Piece::new($text) }
    };
}
pub(crate) use piece;

/// Sums the weights of features while they are named.
pub(crate) struct Tally<'w> {
    chooser: &'w Chooser,
    prefix: u64,
    /// The sum so far.
    pub sum: f32,
    /// The names too, when they are asked for: the prefix and what was named.
    names: Option<(String, Vec<String>)>,
}

impl<'w> Tally<'w> {
    /// Nothing named yet; each name will begin with `form.side.`.
    pub fn new(chooser: &'w Chooser, [form, side]: [Piece<'_>; 2], named: bool) -> Self {
        const DOT: Piece<'_> = Piece::new(".");
        let prefix = DOT.behind(side.behind(DOT.behind(form.hash)));
        let names = named.then(|| (format!("{}.{}.", form.text, side.text), Vec::new()));
        Self { chooser, prefix, sum: 0.0, names }
    }

    /// Names `name=value`.
    pub fn add(&mut self, name: Piece<'_>, value: Piece<'_>) {
        self.add3(name, piece!(""), value);
    }

    /// Names `name` `more` `=value`.
    pub fn add3(&mut self, name: Piece<'_>, more: Piece<'_>, value: Piece<'_>) {
        let key = value.behind(piece!("=").behind(more.behind(name.behind(self.prefix))));
        self.sum += self.chooser.weights.get(key);
        if let Some((prefix, names)) = &mut self.names {
            names.push(format!("{prefix}{}{}={}", name.text, more.text, value.text));
        }
    }

    /// What was named; nothing where names were not asked for.
    pub fn into_names(self) -> Vec<String> {
        self.names.map_or_else(Vec::new, |(_, names)| names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_sum_to_the_weights_of_whole_names() {
        let weights =
            [("noun.actor.near<=0", 0.5), ("noun.actor.source=phrase", 0.25), ("noun.pair.met=1", 9.0)];
        let chooser = Chooser::of(weights);
        let mut tally = Tally::new(&chooser, [piece!("noun"), piece!("actor")], true);
        tally.add(piece!("source"), piece!("phrase"));
        tally.add3(piece!("near"), piece!("<"), Piece::new(&0.to_string()));
        tally.add(piece!("met"), piece!("1"));
        assert!((tally.sum - 0.75).abs() < f32::EPSILON);
        assert_eq!(
            tally.into_names(),
            ["noun.actor.source=phrase", "noun.actor.near<=0", "noun.actor.met=1"]
        );
    }
}
