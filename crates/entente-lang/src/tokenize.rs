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
    let mut chars = slice.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() || c.is_control() {
            continue;
        }
        let kind = match c {
            _ if c.is_ascii_digit() => TokenKind::Number,
            _ if c.is_ascii_alphabetic() || latin_letter(c) => TokenKind::Word,
            _ if c.is_numeric() => TokenKind::Number,
            _ if is_word(c) => TokenKind::Word,
            _ => TokenKind::Punct,
        };
        let mut end = at + c.len_utf8();
        if kind != TokenKind::Punct {
            let rest = &slice[end..];
            end += run_length(rest, kind);
            while chars.peek().is_some_and(|(i, _)| *i < end) {
                chars.next();
            }
        }
        tokens.push(Token { span: Span::new(base + at, base + end), kind });
    }
    tokens
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

/// Bytes of `rest` that go on with a token of this kind.
fn run_length(rest: &str, kind: TokenKind) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let goes_on = match kind {
            TokenKind::Number => {
                c.is_alphanumeric()
                    || (matches!(c, '.' | ',' | '/' | '-' | ':') && next.is_some_and(char::is_numeric))
            }
            _ => {
                is_word(c)
                    || (matches!(c, '\'' | '’')
                        && next.is_some_and(char::is_alphabetic)
                        && joins_name(rest, i))
            }
        };
        if !goes_on {
            break;
        }
        end = i + c.len_utf8();
    }
    end
}

/// `O'Brien` is one word, `Russia's` is two: an apostrophe joins only before a capital.
fn joins_name(rest: &str, at: usize) -> bool {
    rest[at..].chars().nth(1).is_some_and(char::is_uppercase)
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
