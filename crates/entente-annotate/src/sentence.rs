//! Passages to sentences and tokens.

use crate::lexicon::Lexicon;
use entente_lang::tokenize;
use entente_text::{CleanDocument, Sentence, Token, TokenKind};

/// The most tokens of a sentence. Journalists' sentences stay far below; a text without full stops is cut here, so
/// that no later stage meets a sentence as long as the file.
const LONGEST: usize = 400;

/// The sentences of all coded passages with their tokens.
pub fn split(lexicon: &Lexicon, clean: &CleanDocument) -> (Vec<Sentence>, Vec<Token>) {
    let text = clean.document.text();
    let (mut sentences, mut tokens) = (Vec::new(), Vec::new());
    for (index, passage) in clean.passages.iter().enumerate() {
        let (Some(article), true) = (passage.article, passage.kind.is_coded()) else { continue };
        let begin = tokens.len();
        let mut first = begin;
        tokens.extend(tokenize(text, passage.span));
        for at in begin..tokens.len() {
            let last = at + 1;
            let is_long = last - first >= LONGEST;
            if last < tokens.len() && !is_long && !ends_sentence(lexicon, text, &tokens[first..], at - first)
            {
                continue;
            }
            sentences.push(Sentence {
                span: tokens[first].span.cover(tokens[at].span),
                passage: index as u32,
                kind: passage.kind,
                article,
                first: first as u32,
                last: last as u32,
            });
            first = last;
        }
    }
    (sentences, tokens)
}

/// Whether a sentence ends behind the token `at`: a full stop (or its kin, or the quotation mark behind it)
/// with white space and a capital, a digit or a mark behind, and no abbreviation before.
fn ends_sentence(lexicon: &Lexicon, text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |i: usize| tokens[i].span.slice(text);
    let (Some(next), this) = (tokens.get(at + 1), word(at)) else { return true };
    if tokens[at].kind != TokenKind::Punct || next.span.start == tokens[at].span.end {
        return false;
    }
    let stop = match this {
        "." => at > 0 && !is_abbreviation(lexicon, text, tokens, at - 1),
        "?" | "!" | "…" => true,
        "”" | "\"" | ")" | "»" => at > 0 && matches!(word(at - 1), "." | "?" | "!" | "…"),
        _ => false,
    };
    stop && begins_sentence(next.span.slice(text))
}

fn is_abbreviation(lexicon: &Lexicon, text: &str, tokens: &[Token], before: usize) -> bool {
    let token = tokens[before];
    let word = token.span.slice(text);
    token.kind == TokenKind::Word
        && (lexicon.abbreviations.contains(word)
            || (word.chars().count() == 1 && word.chars().all(char::is_uppercase)))
}

fn begins_sentence(word: &str) -> bool {
    word.chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '-' | '–' | '(' | '«'))
}
