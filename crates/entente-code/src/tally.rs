//! Weights of named features, summed while the features are named.
//!
//! A feature's name is put together from pieces: `noun.actor.near<=0`. Its hash is put together from theirs, which are
//! worked out once: by the compiler for the pieces that are written here, by the caller for words of a text.

use entente_lang::{Pack, PackError};

const FILE: &str = "events/chooser.tsv";

/// The weights of a language, by the hash of the feature's name.
#[derive(Debug, Clone, Default)]
pub struct Chooser {
    /// Places by the hash, each next one where the one before is taken; a key of 0 is a free place.
    /// A power of two, at most a quarter full: most features that are asked for weigh nothing, and the first look says so.
    slots: Vec<(u64, f32)>,
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
        let mut chooser = Self {
            slots: vec![(0, 0.0); (4 * weights.len()).next_power_of_two().max(2)],
            any: !weights.is_empty(),
        };
        for (key, weight) in weights.into_iter().filter(|(key, _)| *key != 0) {
            let at = chooser.place(key);
            chooser.slots[at] = (key, weight);
        }
        chooser
    }

    /// Whether there is anything to choose by.
    pub fn is_empty(&self) -> bool {
        !self.any
    }

    /// Where a key stands, or would stand.
    fn place(&self, key: u64) -> usize {
        const ODD: u64 = 0xd6e8_feb8_6659_fd93;
        let mut at = (key.wrapping_mul(ODD) >> (u64::BITS - self.slots.len().trailing_zeros())) as usize;
        while self.slots[at].0 != key && self.slots[at].0 != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// What a feature weighs, by the hash of its name; 0 for one that is not in the table.
    fn weight(&self, key: u64) -> f32 {
        if self.any { self.slots[self.place(key)].1 } else { 0.0 }
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
        self.sum += self.chooser.weight(key);
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
