//! Words as small numbers.
//!
//! All stages of a language share one vocabulary, so that each token of a text is looked up once and the lists of every
//! stage are compared by its number. It is filled while packs are loaded and only read afterwards.

use crate::{Pack, PackError, tokenize::tokenize};
use entente_text::{Span, Token, Word, WordId};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock, RwLockReadGuard};

/// The words of all lists of a language. Spellings that a pack declares equal share a number.
#[derive(Debug, Default, Clone)]
pub struct Vocabulary {
    table: Arc<RwLock<Table>>,
    spelling: Arc<Spelling>,
}

impl Vocabulary {
    /// The vocabulary of the pack's language, with what other stages have put into it. It knows the pack's equal
    /// spellings (`spelling.tsv`: `from`, `to`), such as the two ways to place a tone mark.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        static ALL: LazyLock<Mutex<BTreeMap<&'static str, Vocabulary>>> = LazyLock::new(Mutex::default);
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(pack.lang()) {
            return Ok(known.clone());
        }
        let new = Self { table: Arc::default(), spelling: Arc::new(Spelling::new(pack)?) };
        all.insert(pack.lang(), new.clone());
        Ok(new)
    }

    fn read(&self) -> RwLockReadGuard<'_, Table> {
        self.table.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a word, which is added when it is new.
    pub fn intern(&mut self, word: &str) -> WordId {
        let canonical = self.spelling.canonical(word);
        self.table.write().unwrap_or_else(PoisonError::into_inner).add(canonical.as_deref().unwrap_or(word))
    }

    /// How the lists see a token.
    pub fn look_up(&self, word: &str) -> Word {
        self.spelling.look_up(&self.read(), word, Span::new(0, word.len()))
    }

    /// How the lists see the tokens of a text.
    pub fn look_up_all(&self, text: &str, tokens: &[Token]) -> Vec<Word> {
        let table = self.read();
        tokens.iter().map(|t| self.spelling.look_up(&table, text, t.span)).collect()
    }

    /// The word's number in lower case; 0 when no list has it.
    pub fn folded(&self, word: &str) -> WordId {
        self.look_up(word).folded
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

/// Spellings that count as one.
#[derive(Debug, Default)]
struct Spelling {
    /// Pairs of letters that are read as another pair.
    pairs: FxHashMap<(char, char), String>,
    /// The letters that such a pair begins with.
    first: Vec<char>,
}

impl Spelling {
    fn new(pack: &Pack) -> Result<Self, PackError> {
        const FILE: &str = "spelling.tsv";
        let mut spelling = Self::default();
        if pack.file(FILE).is_err() {
            return Ok(spelling);
        }
        for (line, row) in pack.tsv(FILE)? {
            let mut letters = row[0].chars();
            let (Some(first), Some(second), None) = (letters.next(), letters.next(), letters.next()) else {
                let message = format!("{:?} is not two letters; write a pair such as \"oà\"", row[0]);
                return Err(pack.error(FILE, Some(line), message));
            };
            spelling.pairs.insert((first, second), row[1].to_owned());
            if !spelling.first.contains(&first) {
                spelling.first.push(first);
            }
        }
        Ok(spelling)
    }

    fn canonical(&self, word: &str) -> Option<String> {
        if word.is_ascii() || self.pairs.is_empty() {
            return None;
        }
        let mut before = None;
        for (at, c) in word.char_indices() {
            if let Some((start, first)) = before
                && self.first.contains(&first)
                && let Some(to) = self.pairs.get(&(first, c))
            {
                return Some(format!("{}{to}{}", &word[..start], &word[at + c.len_utf8()..]));
            }
            before = Some((at, c));
        }
        None
    }

    /// The number of a word and whether it has a capital, where the table says so.
    fn get(&self, table: &Table, text: &str, at: Span) -> Option<(WordId, bool)> {
        table.get(text, at).or_else(|| {
            let canonical = self.canonical(at.slice(text))?;
            table.get(&canonical, Span::new(0, canonical.len()))
        })
    }

    fn look_up(&self, table: &Table, text: &str, at: Span) -> Word {
        let found = self.get(table, text, at);
        let exact = found.map_or(0, |(id, _)| id);
        if found.is_some_and(|(_, capital)| !capital) {
            return Word { exact, folded: exact };
        }
        Word { exact, folded: lowered(at.slice(text), |lower| self.number(table, lower)).unwrap_or(exact) }
    }

    /// The number of a word that is given as its bytes; 0 when no list has it.
    fn number(&self, table: &Table, word: &[u8]) -> WordId {
        if let Some(id) = key(word, 0, word.len()).and_then(|key| table.find(key)) {
            return id;
        }
        // Only a long word or another spelling can still be found.
        let word = if word.len() <= SHORT && word.is_ascii() { None } else { std::str::from_utf8(word).ok() };
        word.and_then(|word| self.get(table, word, Span::new(0, word.len()))).map_or(0, |(id, _)| id)
    }
}

/// Up to so many bytes a word is compared as one number.
const SHORT: usize = 15;

/// A place for a word. What is compared and what is asked for lie side by side: one look at memory a word.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// The bytes of the word with their count in the last; 0 for a free place.
    key: u128,
    id: WordId,
    /// Whether it has a capital.
    capital: bool,
}

/// The words with their numbers, from 1: open addressing by a hash of the bytes, for nearly all words of news are short.
#[derive(Debug, Default)]
struct Table {
    count: usize,
    /// A power of two, never more than half full.
    slots: Vec<Slot>,
    /// The words that are not short, with whether they have a capital.
    long: FxHashMap<Box<str>, (WordId, bool)>,
}

impl Table {
    fn get(&self, text: &str, at: Span) -> Option<(WordId, bool)> {
        match key(text.as_bytes(), at.start as usize, at.len()) {
            Some(key) => {
                let slot = self.slots.get(self.place(key)?)?;
                (slot.key == key).then_some((slot.id, slot.capital))
            }
            None => self.long.get(at.slice(text)).copied(),
        }
    }

    /// The number of the word that a key stands for.
    fn find(&self, key: u128) -> Option<WordId> {
        let slot = self.slots[self.place(key)?];
        (slot.key == key).then_some(slot.id)
    }

    /// Where a key stands, or the free place for it; `None` while there is no place at all.
    fn place(&self, key: u128) -> Option<usize> {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        if self.slots.is_empty() {
            return None;
        }
        let mixed = (key as u64).wrapping_mul(ODD) ^ ((key >> 64) as u64).rotate_left(32).wrapping_mul(ODD);
        let hash = (mixed ^ mixed >> 32).wrapping_mul(ODD);
        let mut at = (hash >> (u64::BITS - self.slots.len().trailing_zeros())) as usize;
        while self.slots[at].key != 0 && self.slots[at].key != key {
            at = (at + 1) & (self.slots.len() - 1);
        }
        Some(at)
    }

    fn add(&mut self, word: &str) -> WordId {
        if let Some((id, _)) = self.get(word, Span::new(0, word.len())) {
            return id;
        }
        self.count += 1;
        let (id, capital) = (self.count as WordId, word.chars().any(|c| !is_small(c)));
        match key(word.as_bytes(), 0, word.len()) {
            None => {
                self.long.insert(word.into(), (id, capital));
            }
            Some(key) => {
                if 2 * self.count > self.slots.len() {
                    self.grow();
                }
                if let Some(at) = self.place(key) {
                    self.slots[at] = Slot { key, id, capital };
                }
            }
        }
        id
    }

    fn grow(&mut self) {
        let slots = vec![Slot::default(); (4 * self.count).next_power_of_two().max(64)];
        for slot in std::mem::replace(&mut self.slots, slots) {
            if let Some(at) = self.place(slot.key).filter(|_| slot.key != 0) {
                self.slots[at] = slot;
            }
        }
    }
}

/// The bytes of a short word as a number; `None` for a long or an empty one.
fn key(text: &[u8], start: usize, len: usize) -> Option<u128> {
    if len == 0 || len > SHORT {
        return None;
    }
    let bytes = if let Some(bytes) = text.get(start..start + 16) {
        u128::from_le_bytes(bytes.try_into().unwrap_or_default()) & ((1 << (8 * len)) - 1)
    } else {
        let mut bytes = [0; 16];
        bytes[..len].copy_from_slice(text.get(start..start + len)?);
        u128::from_le_bytes(bytes)
    };
    Some(bytes | (len as u128) << 120)
}

/// Whether a letter is its own lower case.
fn is_small(c: char) -> bool {
    if c.is_ascii() { !c.is_ascii_uppercase() } else { c.is_lowercase() || c.to_lowercase().eq([c]) }
}

/// What `look` makes of a word in lower case; `None` where it has no capital.
fn lowered(word: &str, look: impl FnOnce(&[u8]) -> WordId) -> Option<WordId> {
    let upper = word.chars().position(|c| !is_small(c))?;
    let mut buffer = [0; 32];
    // Nearly all words are a capital and small letters: no memory is asked for.
    if upper == 0
        && word.len() < buffer.len()
        && let Some(first) = word.chars().next()
        && let Some(small) = one_letter(first.to_lowercase())
        && word[first.len_utf8()..].chars().all(is_small)
    {
        let rest = &word.as_bytes()[first.len_utf8()..];
        let begin = small.encode_utf8(&mut buffer).len();
        buffer[begin..begin + rest.len()].copy_from_slice(rest);
        return Some(look(&buffer[..begin + rest.len()]));
    }
    Some(look(word.to_lowercase().as_bytes()))
}

fn one_letter(mut letters: impl Iterator<Item = char>) -> Option<char> {
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        let capital = vocabulary.intern("Hòa");
        assert_eq!(vocabulary.look_up("Hoà"), Word { exact: capital, folded: id });
    }

    #[test]
    fn stages_of_a_language_share_their_numbers() {
        let pack = Pack::of("vi").expect("a pack");
        let [mut one, other] = [(); 2].map(|()| Vocabulary::new(&pack).expect("spellings"));
        let id = one.intern("từ-chỉ-một-nơi-biết");
        assert_eq!(other.folded("Từ-chỉ-một-nơi-biết"), id);
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

        #[test]
        fn words_are_told_apart_wherever_they_stand(words in proptest::collection::vec("[ab\u{1}ế]{1,18}", 1..200)) {
            let mut vocabulary = Vocabulary::default();
            let ids: Vec<_> = words.iter().map(|w| vocabulary.intern(w)).collect();
            let text = words.join(" ");
            let mut at = 0;
            for (word, id) in words.iter().zip(&ids) {
                let token = Token { span: Span::new(at, at + word.len()), kind: entente_text::TokenKind::Word };
                prop_assert_eq!(vocabulary.look_up_all(&text, &[token]), [Word { exact: *id, folded: *id }]);
                at += word.len() + 1;
            }
            for (a, x) in words.iter().zip(&ids) {
                prop_assert!(words.iter().zip(&ids).all(|(b, y)| (a == b) == (x == y)));
            }
        }
    }
}
