//! Text to tokens: syllables or words, numbers with their separators, single marks.

use entente_text::{Span, Token, TokenKind};

/// The tokens of `text[from..to]`, in order; white space is left out. Spans are offsets into `text`.
///
/// A number keeps the separators inside it (`27.700`, `6,5`, `11/7`, `25-1`); a word keeps an apostrophe
/// between letters (`O'Brien`); everything else is a mark of one character.
pub fn tokenize(text: &str, within: Span) -> Vec<Token> {
    let slice = within.slice(text);
    let base = within.start as usize;
    let mut tokens = Vec::with_capacity(slice.len() / 5);
    let mut at = 0;
    while let Some(c) = first(slice, at) {
        let start = at;
        at += c.len_utf8();
        let kind = match c {
            _ if c.is_ascii_alphabetic() || latin_letter(c) => TokenKind::Word,
            _ if is_blank(c) => continue,
            _ if c.is_numeric() => TokenKind::Number,
            _ if is_word(c) => TokenKind::Word,
            _ => TokenKind::Punct,
        };
        at = match kind {
            TokenKind::Word => word_end(slice, at),
            TokenKind::Number => number_end(slice, at),
            TokenKind::Punct => at,
        };
        tokens.push(Token { span: Span::new(base + start, base + at), kind });
    }
    tokens
}

/// The character that begins at a byte.
fn first(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(b) if b.is_ascii() => Some(char::from(*b)),
        _ => text.get(at..)?.chars().next(),
    }
}

fn is_blank(c: char) -> bool {
    if c.is_ascii() { c == ' ' || c.is_ascii_control() } else { c.is_whitespace() || c.is_control() }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || (!c.is_ascii() && (latin_letter(c) || c.is_alphanumeric() || unicode_mark(c)))
}

/// The letters of Latin scripts beyond ASCII, which the general test finds slowly.
fn latin_letter(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Combining marks that NFC could not compose belong to the letter before.
fn unicode_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Where the word ends that goes on at a byte. `O'Brien` is one word, `Russia's` is two: an apostrophe joins only
/// before a capital.
fn word_end(text: &str, mut at: usize) -> usize {
    while let Some(c) = first(text, at) {
        let next = at + c.len_utf8();
        let joins = || first(text, next).is_some_and(|c| c.is_alphabetic() && c.is_uppercase());
        if !(is_word(c) || matches!(c, '\'' | '’') && joins()) {
            break;
        }
        at = next;
    }
    at
}

/// Where the number ends that goes on at a byte.
fn number_end(text: &str, mut at: usize) -> usize {
    while let Some(c) = first(text, at) {
        let next = at + c.len_utf8();
        let joins = || first(text, next).is_some_and(char::is_numeric);
        if !(latin_letter(c) || c.is_alphanumeric() || matches!(c, '.' | ',' | '/' | '-' | ':') && joins()) {
            break;
        }
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: &[&str]) {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let words: Vec<_> = tokens.iter().map(|t| t.span.slice(text)).collect();
        assert_eq!(words, expect);
    }

    #[test]
    fn news_text() {
        check("Ngày 11/7, 27.700 tỉ (NATO).", &["Ngày", "11/7", ",", "27.700", "tỉ", "(", "NATO", ")", "."]);
        check("Moon Jae-in và O'Brien", &["Moon", "Jae", "-", "in", "và", "O'Brien"]);
        check("Russia's 13h 25-1.", &["Russia", "'", "s", "13h", "25-1", "."]);
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_slice(text in "\\PC*") {
            let tokens = tokenize(&text, Span::new(0, text.len()));
            let mut last = 0;
            for t in tokens {
                prop_assert!(t.span.start >= last && t.span.end > t.span.start);
                prop_assert!(!t.span.slice(&text).is_empty());
                last = t.span.end;
            }
        }
    }
}
