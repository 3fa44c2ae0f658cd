//! Phrases of numbered words in a trie.

use entente_text::WordId;
use rustc_hash::FxHashMap;

/// Phrases with their values, found longest first.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    steps: FxHashMap<(u32, WordId), u32>,
    values: Vec<Vec<T>>,
    /// A bit for each word that a phrase begins with: most words of a text begin none.
    first: Vec<u64>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { steps: FxHashMap::default(), values: vec![Vec::new()], first: Vec::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a value under a phrase; an empty phrase is passed over.
    pub fn insert(&mut self, phrase: &[WordId], value: T) {
        let Some(&first) = phrase.first() else { return };
        let (at, bit) = place(first);
        if self.first.len() <= at {
            self.first.resize(at + 1, 0);
        }
        self.first[at] |= bit;
        let mut node = 0;
        for &word in phrase {
            let next = self.values.len() as u32;
            node = *self.steps.entry((node, word)).or_insert(next);
            if node == next {
                self.values.push(Vec::new());
            }
        }
        self.values[node as usize].push(value);
    }

    /// The longest phrase that begins the sequence: its length in words and its values.
    pub fn longest(&self, words: impl Iterator<Item = WordId>) -> Option<(usize, &[T])> {
        let mut words = words.peekable();
        let (at, bit) = place(*words.peek()?);
        if self.first.get(at).is_none_or(|bits| bits & bit == 0) {
            return None;
        }
        let mut node = 0;
        let mut best = None;
        for (i, word) in words.enumerate() {
            if word == 0 {
                break;
            }
            let Some(&next) = self.steps.get(&(node, word)) else { break };
            node = next;
            let values = &self.values[node as usize];
            if !values.is_empty() {
                best = Some((i + 1, values.as_slice()));
            }
        }
        best
    }
}

/// Where the bit of a word stands.
fn place(word: WordId) -> (usize, u64) {
    ((word / 64) as usize, 1 << (word % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;

    #[test]
    fn the_longest_phrase_wins() {
        let mut vocabulary = Vocabulary::default();
        let mut phrases = Phrases::default();
        for phrase in ["Hàn", "Hàn Quốc"] {
            let ids = vocabulary.phrase(phrase);
            phrases.insert(&ids, phrase);
        }
        let words = ["Hàn", "Quốc", "nói"].map(|w| vocabulary.look_up(w).exact);
        assert_eq!(phrases.longest(words.into_iter()), Some((2, ["Hàn Quốc"].as_slice())));
        assert_eq!(phrases.longest([0].into_iter()), None);
    }
}
