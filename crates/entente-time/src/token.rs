//! Text to tokens, each known by the number of its word in the pack's vocabulary.
//!
//! The tagger sees every byte of every article, so this is where its time goes. A word is folded to lower case and
//! hashed while its end is looked for; a word that no rule speaks of costs one probe of a table and is never looked at
//! again.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A word of the vocabulary; 0 is a word that no rule speaks of.
pub type Symbol = u16;
/// What no rule speaks of.
pub const UNKNOWN: Symbol = 0;

/// A syllable, a run of digits or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its value, when it is digits; cut at nine of them.
    pub number: u32,
    /// Its word.
    pub symbol: Symbol,
    /// How many digits; 0 for words and marks.
    pub digits: u8,
    /// `SPACE`, `LINE`, `UPPER`, `WORD`, `JOINT`.
    pub flags: u8,
}

/// White space stands before it.
pub const SPACE: u8 = 1;
/// A line break stands before it.
pub const LINE: u8 = 2;
/// It begins with a capital.
pub const UPPER: u8 = 4;
/// It is a word.
pub const WORD: u8 = 8;
/// It is a mark that joins numbers to one: 27.700, 11/7, 3-1.
pub const JOINT: u8 = 16;

impl Token {
    /// Whether it touches what stands before it.
    pub fn is_glued(&self) -> bool {
        self.flags & (SPACE | LINE) == 0
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.flags & WORD != 0
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, c: u32) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The hash of a word, its case folded.
fn fold_hash(word: &str) -> u64 {
    word.chars().flat_map(char::to_lowercase).fold(SEED, |hash, c| step(hash, c.into()))
}

/// The letters from U+0080 up to here are looked up in a table: all of Latin.
const TABLE: u32 = 0x1f00;

/// A letter's lower case, for the letters whose lower case is one letter; 0 for what is none.
static FOLD: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let fold = |c: u32| {
        let c = char::from_u32(c).filter(|c| c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(c))?;
        let mut lower = c.to_lowercase();
        lower.next().filter(|_| lower.next().is_none()).and_then(|c| u16::try_from(u32::from(c)).ok())
    };
    (0x80..TABLE).map(|c| fold(c).unwrap_or(0)).collect()
});

/// The words that the rules speak of.
#[derive(Debug)]
pub struct Vocabulary {
    /// Sorted by the time they were met; the symbol is the index + 1.
    words: Vec<String>,
    known: FxHashMap<String, Symbol>,
    /// Open addressing by hash, built by [`Vocabulary::freeze`].
    table: Vec<(u32, Symbol)>,
    /// The whole hashes, by symbol from 1. Words are compared by them alone: two words that share all 64 bits are not met.
    hashes: Vec<u64>,
    shift: u32,
    /// Numbers of one or two digits that are part of a phrase: the 2 of "thứ 2".
    numbers: Vec<Symbol>,
    fold: &'static [u16],
}

impl Default for Vocabulary {
    fn default() -> Self {
        let (words, known, table, hashes, numbers) = Default::default();
        Self { words, known, table, hashes, shift: 0, numbers, fold: &FOLD }
    }
}

impl Vocabulary {
    /// The symbol of a word in lower case, made when it is new.
    pub fn intern(&mut self, word: &str) -> Symbol {
        let word: String = word.chars().flat_map(char::to_lowercase).collect();
        if let Some(&symbol) = self.known.get(&word) {
            return symbol;
        }
        self.words.push(word.clone());
        let symbol = self.words.len().min(usize::from(Symbol::MAX)) as Symbol;
        self.known.insert(word, symbol);
        symbol
    }

    /// The symbols of a phrase, split as text is split.
    pub fn phrase(&mut self, phrase: &str) -> Vec<Symbol> {
        let mut tokens = Vec::new();
        self.tokenize(phrase, &mut tokens);
        tokens.iter().map(|t| self.intern(&phrase[t.start as usize..t.end as usize])).collect()
    }

    /// Whether a symbol is a number in digits.
    pub fn is_number(&self, symbol: Symbol) -> bool {
        self.numbers.contains(&symbol)
    }

    /// How many symbols there are, 0 included.
    pub fn len(&self) -> usize {
        self.words.len() + 1
    }

    /// Makes the table that text is looked up in; words met later are not found.
    pub fn freeze(&mut self) {
        let bits = (self.words.len() * 4).next_power_of_two().trailing_zeros().max(4);
        self.shift = 64 - bits;
        self.table = vec![(0, UNKNOWN); 1 << bits];
        self.numbers =
            (0..100).map(|n: u32| self.known.get(&n.to_string()).copied().unwrap_or(UNKNOWN)).collect();
        self.hashes = self.words.iter().map(|word| fold_hash(word)).collect();
        for (i, &hash) in self.hashes.iter().enumerate() {
            let mut at = self.slot(hash);
            while self.table[at].1 != UNKNOWN {
                at = (at + 1) % self.table.len();
            }
            self.table[at] = (hash as u32, (i + 1) as Symbol);
        }
    }

    fn slot(&self, hash: u64) -> usize {
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    fn look_up(&self, hash: u64) -> Symbol {
        if self.table.is_empty() {
            return UNKNOWN;
        }
        let mut at = self.slot(hash);
        loop {
            let (h, symbol) = self.table[at];
            if symbol == UNKNOWN {
                return UNKNOWN;
            }
            if h == hash as u32 && self.hashes[usize::from(symbol) - 1] == hash {
                return symbol;
            }
            at = (at + 1) % self.table.len();
        }
    }

    /// Splits `text`: words (letters and the marks on them), runs of ASCII digits, single other characters.
    pub fn tokenize(&self, text: &str, tokens: &mut Vec<Token>) {
        tokens.clear();
        let bytes = text.as_bytes();
        let (mut at, mut flags) = (0, LINE);
        while let Some(&b) = bytes.get(at) {
            match CLASS[usize::from(b)] {
                Class::Space => {
                    flags |= if b == b'\n' { LINE } else { SPACE };
                    at += 1;
                }
                Class::Digit => at = self.digits(bytes, at, flags, tokens),
                Class::Mark => at = self.mark(text, at, flags, tokens),
                Class::Letter | Class::Other => {
                    let end = self.word(text, at, flags, tokens);
                    if end == at {
                        let c = text[at..].chars().next().unwrap_or_default();
                        if c.is_whitespace() || c == '\u{feff}' || ('\u{200b}'..='\u{200f}').contains(&c) {
                            flags |= SPACE;
                            at += c.len_utf8();
                            continue;
                        }
                        at = self.mark(text, at, flags, tokens);
                    } else {
                        at = end;
                    }
                }
            }
            if CLASS[usize::from(b)] != Class::Space {
                flags = 0;
            }
        }
    }

    /// A letter's lower case; 0 for what is no letter.
    fn fold(&self, c: char) -> u32 {
        let code = u32::from(c);
        match self.fold.get(code.wrapping_sub(0x80) as usize) {
            Some(&folded) => folded.into(),
            None if c.is_alphabetic() => c.to_lowercase().next().map_or(code, u32::from),
            None => 0,
        }
    }

    /// Reads a word at `at`; `at` itself when there is none.
    fn word(&self, text: &str, at: usize, flags: u8, tokens: &mut Vec<Token>) -> usize {
        let bytes = text.as_bytes();
        let (mut end, mut hash) = (at, SEED);
        let mut upper = false;
        while let Some(&b) = bytes.get(end) {
            match CLASS[usize::from(b)] {
                Class::Letter => {
                    upper |= end == at && b.is_ascii_uppercase();
                    hash = step(hash, u32::from(b | 0x20));
                    end += 1;
                }
                Class::Other => {
                    let Some(c) = text[end..].chars().next() else { break };
                    let folded = self.fold(c);
                    if folded == 0 {
                        break;
                    }
                    upper |= end == at && folded != u32::from(c);
                    hash = step(hash, folded);
                    end += c.len_utf8();
                }
                _ => break,
            }
        }
        if end > at {
            let symbol = self.look_up(hash);
            let flags = flags | WORD | if upper { UPPER } else { 0 };
            tokens.push(Token { start: at as u32, end: end as u32, number: 0, symbol, digits: 0, flags });
        }
        end
    }

    fn digits(&self, bytes: &[u8], at: usize, flags: u8, tokens: &mut Vec<Token>) -> usize {
        let mut end = at;
        let mut number = 0_u32;
        while let Some(b) = bytes.get(end).filter(|b| b.is_ascii_digit()) {
            if end - at < 9 {
                number = number * 10 + u32::from(b - b'0');
            }
            end += 1;
        }
        let digits = (end - at).min(255) as u8;
        let plain = digits == 1 || (digits == 2 && bytes[at] != b'0');
        let symbol =
            if plain { self.numbers.get(number as usize).copied().unwrap_or(UNKNOWN) } else { UNKNOWN };
        tokens.push(Token { start: at as u32, end: end as u32, number, symbol, digits, flags });
        end
    }

    fn mark(&self, text: &str, at: usize, flags: u8, tokens: &mut Vec<Token>) -> usize {
        let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
        let mark = &text[at..end];
        let symbol = self.look_up(fold_hash(mark));
        let flags = flags | if matches!(mark, "." | "," | "/" | "-" | ":" | "–") { JOINT } else { 0 };
        tokens.push(Token { start: at as u32, end: end as u32, number: 0, symbol, digits: 0, flags });
        end
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    Mark,
    Other,
}

static CLASS: [Class; 256] = {
    let mut table = [Class::Mark; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        table[b] = if byte.is_ascii_whitespace() {
            Class::Space
        } else if byte.is_ascii_alphabetic() {
            Class::Letter
        } else if byte.is_ascii_digit() {
            Class::Digit
        } else if byte >= 0x80 {
            Class::Other
        } else {
            Class::Mark
        };
        b += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        Vocabulary::default().tokenize(text, &mut tokens);
        tokens.iter().map(|t| &text[t.start as usize..t.end as usize]).collect()
    }

    #[test]
    fn digits_part_from_letters() {
        assert_eq!(split("lúc 10h45, Feb13"), ["lúc", "10", "h", "45", ",", "Feb", "13"]);
        assert_eq!(split("28-30/6/2022."), ["28", "-", "30", "/", "6", "/", "2022", "."]);
    }

    #[test]
    fn case_is_folded() {
        let mut words = Vocabulary::default();
        let symbol = words.intern("đầu");
        words.freeze();
        let mut tokens = Vec::new();
        words.tokenize("ĐẦU Đầu đàu", &mut tokens);
        assert_eq!(tokens.iter().map(|t| t.symbol).collect::<Vec<_>>(), [symbol, symbol, UNKNOWN]);
        assert_ne!(tokens[1].flags & UPPER, 0);
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_cover_all_but_space(text in "\\PC*|[a-zà-ỹ0-9/:.\\- \n\u{301}]{0,60}") {
            let mut tokens = Vec::new();
            Vocabulary::default().tokenize(&text, &mut tokens);
            let mut at = 0;
            for t in &tokens {
                prop_assert!(t.start as usize >= at && t.end > t.start);
                let blank = |c: char| c.is_whitespace() || c == '\u{feff}' || ('\u{200b}'..='\u{200f}').contains(&c);
                prop_assert!(text[at..t.start as usize].chars().all(blank));
                at = t.end as usize;
            }
        }
    }
}
