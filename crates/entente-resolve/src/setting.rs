//! What stands around a claim: its sentence, and what its article is about.

use crate::words::bag;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// So many of an article's words tell what it is about.
const TELLING: usize = 40;
/// What stands behind this byte of an article says nothing new of what it is about.
const OPENING: usize = 20_000;

/// What an article is about: the words that set it apart, with their weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gist(Weighed);

impl Gist {
    /// Of an article's title and text.
    ///
    /// ```
    /// use entente_resolve::Gist;
    /// let [a, b, c] = ["The Pelagia accord", "Accord of Pelagia", "A strike in the harbour"].map(|t| Gist::of(t, ""));
    /// assert!(a.like(&b) > a.like(&c));
    /// ```
    pub fn of(title: &str, text: &str) -> Self {
        let end = (0..=OPENING.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let mut told = crate::words::bag_order(title);
        told.extend(crate::words::bag_order(&text[..end]));
        told.sort_unstable();
        let counted = told.chunk_by(|a, b| a == b);
        let mut all: Vec<(u64, f32)> = counted
            .map(|c| (c[0], (1.0 + (c.len() as f32).ln()) * rarity(c[0])))
            .filter(|w| w.1 > 1.0)
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(TELLING);
        all.sort_unstable_by_key(|w| w.0);
        Self(Weighed::new(all))
    }

    /// From 0 (no word in common) to 1 (the same).
    pub fn like(&self, other: &Self) -> f64 {
        self.0.like(&other.0)
    }
}

/// The sentence of a claim and the gist of its article; empty where only the claim is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Setting {
    /// Words of the sentence, sorted, each once.
    pub(crate) words: Vec<u64>,
    /// Those of them that begin with a capital or a digit, the first left out.
    pub(crate) names: Vec<u64>,
    /// Those that begin with a digit.
    pub(crate) numbers: Vec<u64>,
    pub(crate) gist: Arc<Gist>,
}

impl Setting {
    /// Of a sentence in an article.
    pub fn new(sentence: &str, gist: &Arc<Gist>) -> Self {
        let (names, numbers) = names(sentence);
        Self { words: bag(sentence), names, numbers, gist: Arc::clone(gist) }
    }
}

/// Words that begin with a capital or a digit, the first left out; and those that begin with a digit.
pub(crate) fn names(text: &str) -> (Vec<u64>, Vec<u64>) {
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let begins = |w: &&str, of: fn(char) -> bool| w.chars().next().is_some_and(of);
    let all = |of: fn(char) -> bool, from: usize| {
        let mut found: Vec<u64> = words().skip(from).filter(|w| begins(w, of)).flat_map(bag).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    (all(|c| c.is_uppercase() || c.is_numeric(), 1), all(char::is_numeric, 0))
}

/// Words with weights, in the order of the words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Weighed {
    words: Vec<(u64, f32)>,
    length: f32,
}

impl Weighed {
    fn new(words: Vec<(u64, f32)>) -> Self {
        let length = words.iter().map(|w| w.1 * w.1).sum::<f32>().sqrt();
        Self { words, length }
    }

    /// Of words in order, each once, weighed by their rarity.
    pub fn by_rarity(words: impl Iterator<Item = u64>) -> Self {
        Self::new(words.map(|w| (w, rarity(w))).collect())
    }

    /// The cosine of the angle between the two.
    pub fn like(&self, other: &Self) -> f64 {
        let both: f32 = self.common(other).map(|(a, b)| a * b).sum();
        let length = self.length * other.length;
        if length > 0.0 { f64::from(both / length) } else { 0.0 }
    }

    /// The weights of what they have in common, summed.
    pub fn shared(&self, other: &Self) -> f64 {
        f64::from(self.common(other).map(|w| w.0).sum::<f32>())
    }

    /// The weights in both of each word that is in both.
    fn common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (f32, f32)> + 'a {
        let mut rest = other.words.as_slice();
        self.words.iter().filter_map(move |(word, weight)| {
            while let [(first, _), more @ ..] = rest
                && first < word
            {
                rest = more;
            }
            rest.first().filter(|f| f.0 == *word).map(|f| (*weight, f.1))
        })
    }
}

/// The logarithm of one article in how many holds a word: 0 for what is in all, the highest for what `schema/words.tsv` does
/// not know.
fn rarity(word: u64) -> f32 {
    /// Articles in a thousand that hold a word that is not in the table.
    const RARE: f32 = 1.5;
    static TABLE: OnceLock<BTreeMap<u64, f32>> = OnceLock::new();
    let table = TABLE.get_or_init(|| read(include_str!("../../../schema/words.tsv")));
    let share = table.get(&word).copied().unwrap_or(RARE);
    (1000.0 / share).ln().max(0.0)
}

fn read(table: &str) -> BTreeMap<u64, f32> {
    let rows = table.lines().filter(|l| !l.starts_with('#')).skip(1);
    let row = |line: &str| {
        let (word, share) = line.split_once('\t')?;
        Some((*bag(word).first()?, share.trim().parse::<f32>().ok().filter(|s| *s > 0.0)?))
    };
    rows.filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more_than_common_ones() {
        let of = |text: &str| Weighed::by_rarity(bag(text).into_iter());
        let (rare, common) = (of("Tổng thống thăm Kavaratti"), of("Tổng thống và các nước"));
        assert!(of("ở Kavaratti").shared(&rare) > of("Tổng thống").shared(&common));
        assert!((rare.like(&rare) - 1.0).abs() < 1e-5);
        assert!(rare.like(&of("khác")).abs() < 1e-9);
    }

    #[test]
    fn names_and_numbers_are_told_apart() {
        let (names, numbers) = names("Hôm qua 23 tàu rời Kavaratti");
        assert_eq!((names.len(), numbers.len()), (2, 1));
    }

    #[test]
    fn a_gist_never_cuts_a_letter() {
        let long = "ệ".repeat(OPENING);
        assert!(Gist::of("", &long).like(&Gist::of("", &long)) > 0.99);
    }
}
