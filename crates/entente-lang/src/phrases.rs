//! Words as small numbers, and phrases of them in a trie.

use crate::{Pack, PackError, tokenize::tokenize};
use entente_text::Span;
use rustc_hash::FxHashMap;

/// A word's number. 0 is every word that no list knows.
pub type WordId = u32;

/// A token as the lists see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    /// The word as written; 0 when no list has it so.
    pub exact: WordId,
    /// The word in lower case; 0 when no list has it.
    pub folded: WordId,
}

/// The words of all lists of a stage. Spellings that a pack declares equal share a number.
#[derive(Debug, Default, Clone)]
pub struct Vocabulary {
    ids: FxHashMap<Box<str>, WordId>,
    /// Pairs of letters that are read as another pair.
    respell: FxHashMap<(char, char), String>,
}

impl Vocabulary {
    /// An empty vocabulary that knows the pack's equal spellings (`spelling.tsv`: `from`, `to`), such as
    /// the two ways to place a tone mark.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let mut respell = FxHashMap::default();
        if pack.file("spelling.tsv").is_ok() {
            for (line, row) in pack.tsv("spelling.tsv")? {
                let mut letters = row[0].chars();
                let (Some(first), Some(second), None) = (letters.next(), letters.next(), letters.next())
                else {
                    let message = format!("{:?} is not two letters; write a pair such as \"oà\"", row[0]);
                    return Err(pack.error("spelling.tsv", Some(line), message));
                };
                respell.insert((first, second), row[1].to_owned());
            }
        }
        Ok(Self { ids: FxHashMap::default(), respell })
    }

    fn canonical(&self, word: &str) -> Option<String> {
        if word.is_ascii() || self.respell.is_empty() {
            return None;
        }
        let mut before = None;
        for (at, c) in word.char_indices() {
            if let Some((start, first)) = before
                && let Some(to) = self.respell.get(&(first, c))
            {
                return Some(format!("{}{to}{}", &word[..start], &word[at + c.len_utf8()..]));
            }
            before = Some((at, c));
        }
        None
    }

    /// The number of a word, which is added when it is new.
    pub fn intern(&mut self, word: &str) -> WordId {
        let key = self.canonical(word).unwrap_or_else(|| word.to_owned());
        let next = self.ids.len() as WordId + 1;
        *self.ids.entry(key.into_boxed_str()).or_insert(next)
    }

    fn get(&self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        self.canonical(word).and_then(|w| self.ids.get(w.as_str()).copied()).unwrap_or(0)
    }

    /// How the lists see a token.
    pub fn look_up(&self, word: &str) -> Word {
        let exact = self.get(word);
        let lower = |c: char| c.is_ascii_lowercase() || !c.is_ascii_uppercase() && !c.is_uppercase();
        if word.chars().all(lower) {
            return Word { exact, folded: exact };
        }
        Word { exact, folded: self.get(&word.to_lowercase()) }
    }

    /// The numbers of a phrase's words as written.
    pub fn phrase(&mut self, phrase: &str) -> Vec<WordId> {
        tokenize(phrase, Span::new(0, phrase.len()))
            .iter()
            .map(|t| self.intern(t.span.slice(phrase)))
            .collect()
    }

    /// The numbers of a phrase's words in lower case.
    pub fn folded_phrase(&mut self, phrase: &str) -> Vec<WordId> {
        self.phrase(&phrase.to_lowercase())
    }
}

/// Phrases with their values, found longest first.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    steps: FxHashMap<(u32, WordId), u32>,
    values: Vec<Vec<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { steps: FxHashMap::default(), values: vec![Vec::new()] }
    }
}

impl<T> Phrases<T> {
    /// Adds a value under a phrase; an empty phrase is passed over.
    pub fn insert(&mut self, phrase: &[WordId], value: T) {
        if phrase.is_empty() {
            return;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn case_folds_only_on_request() {
        let mut vocabulary = Vocabulary::default();
        let id = vocabulary.intern("anh");
        let word = vocabulary.look_up("Anh");
        assert_eq!((word.exact, word.folded), (0, id));
    }
}
