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
    /// The letters that such a pair begins with.
    respelled: Vec<char>,
}

impl Vocabulary {
    /// An empty vocabulary that knows the pack's equal spellings (`spelling.tsv`: `from`, `to`), such as
    /// the two ways to place a tone mark.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let (mut respell, mut respelled) = (FxHashMap::default(), Vec::new());
        if pack.file("spelling.tsv").is_ok() {
            for (line, row) in pack.tsv("spelling.tsv")? {
                let mut letters = row[0].chars();
                let (Some(first), Some(second), None) = (letters.next(), letters.next(), letters.next())
                else {
                    let message = format!("{:?} is not two letters; write a pair such as \"oà\"", row[0]);
                    return Err(pack.error("spelling.tsv", Some(line), message));
                };
                respell.insert((first, second), row[1].to_owned());
                if !respelled.contains(&first) {
                    respelled.push(first);
                }
            }
        }
        Ok(Self { ids: FxHashMap::default(), respell, respelled })
    }

    fn canonical(&self, word: &str) -> Option<String> {
        if word.is_ascii() || self.respell.is_empty() {
            return None;
        }
        let mut before = None;
        for (at, c) in word.char_indices() {
            if let Some((start, first)) = before
                && self.respelled.contains(&first)
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
        let canonical = self.canonical(word);
        let key = canonical.as_deref().unwrap_or(word);
        if let Some(id) = self.ids.get(key) {
            return *id;
        }
        let next = self.ids.len() as WordId + 1;
        self.ids.insert(key.into(), next);
        next
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
        let folded = lowered(word, |lower| self.get(lower));
        Word { exact, folded: folded.unwrap_or(exact) }
    }

    /// The word's number in lower case; 0 when no list has it.
    pub fn folded(&self, word: &str) -> WordId {
        lowered(word, |lower| self.get(lower)).unwrap_or_else(|| self.get(word))
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

/// What `look` makes of a word in lower case; `None` where it has no capital.
fn lowered(word: &str, look: impl FnOnce(&str) -> WordId) -> Option<WordId> {
    let lower = |c: char| c.is_ascii_lowercase() || !c.is_ascii_uppercase() && !c.is_uppercase();
    let upper = word.chars().position(|c| !lower(c))?;
    let mut buffer = [0; 32];
    // Nearly all words are a capital and small letters: no memory is asked for.
    if upper == 0
        && word.len() < buffer.len()
        && let Some(first) = word.chars().next()
        && let Some(small) = one_letter(first.to_lowercase())
        && word[first.len_utf8()..].chars().all(lower)
    {
        let rest = &word.as_bytes()[first.len_utf8()..];
        let begin = small.encode_utf8(&mut buffer).len();
        buffer[begin..begin + rest.len()].copy_from_slice(rest);
        if let Ok(small) = std::str::from_utf8(&buffer[..begin + rest.len()]) {
            return Some(look(small));
        }
    }
    Some(look(&word.to_lowercase()))
}

fn one_letter(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

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
    use proptest::prelude::*;

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
    #[test]
    fn spellings_that_a_pack_declares_equal_are_one_word() {
        let mut vocabulary = Vocabulary::new(&Pack::of("vi").expect("a pack")).expect("spellings");
        let id = vocabulary.intern("hòa");
        for word in ["hoà", "hòa", "Hoà", "HOÀ", "HÒA"] {
            assert_eq!(vocabulary.folded(word), id, "{word}");
        }
        assert_eq!(vocabulary.look_up("Hoà"), Word { exact: 0, folded: id });
    }

    proptest! {
        #[test]
        fn a_word_with_capitals_is_found_by_its_lower_case(word in "[\\PCĐđẠạÂâİẞßΣ]{1,12}") {
            prop_assume!(word.chars().any(char::is_uppercase));
            let mut vocabulary = Vocabulary::default();
            let id = vocabulary.intern(&word.to_lowercase());
            prop_assert_eq!(vocabulary.look_up(&word).folded, id);
            prop_assert_eq!(vocabulary.folded(&word), id);
        }
    }
}
