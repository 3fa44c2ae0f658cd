//! Words between quotation marks and who says them.

use crate::pieces::Words;
use entente_text::{Mention, MentionKind, Quotation, Sentence, TokenKind};

/// The longest stretch, in bytes, that one pair of marks may enclose.
const LONGEST: u32 = 2_000;
/// The rule of words that mean the one who speaks.
const SPEAKER: &str = "reference.speaker";

/// The pairs of quotation marks of one article, by token, in order. Marks that are never closed give none.
pub(crate) fn pairs(words: &Words<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    // Curved marks within straight ones are somebody's words within words.
    let mut inner = false;
    for at in (0..words.tokens.len()).filter(|at| words.tokens[*at].kind == TokenKind::Punct) {
        let mark = words.word(at);
        match (open, mark) {
            (None, "“" | "\"" | "«") => (open, inner) = (Some((at, mark)), false),
            (Some((from, _)), "“") if too_long(words, from, at) => {
                (open, inner) = (Some((at, mark)), false);
            }
            (Some((_, "\"")), "“") => inner = true,
            (Some(_), "”") if inner => inner = false,
            (Some((from, start)), _) if closes(start, mark) || start == "“" && closes_curved(words, at) => {
                open = None;
                if at > from + 1 && !too_long(words, from, at) {
                    found.push((from, at));
                } else if mark == "\"" && at > from + 1 {
                    open = Some((at, mark));
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a straight mark closes what a curved one opened: it is glued to the word before, and no curved mark closes
/// before the next one opens.
fn closes_curved(words: &Words<'_>, at: usize) -> bool {
    let glued = at > 0 && words.tokens[at - 1].span.end == words.tokens[at].span.start;
    let apart = words
        .tokens
        .get(at + 1)
        .is_none_or(|t| t.span.start > words.tokens[at].span.end || t.kind == TokenKind::Punct);
    if words.word(at) != "\"" || !glued || !apart {
        return false;
    }
    let behind = (at + 1..words.tokens.len()).take_while(|i| !too_long(words, at, *i));
    behind.map(|i| words.word(i)).find(|w| matches!(*w, "“" | "”")).is_none_or(|w| w != "”")
}

/// The quotations of one article with their speakers, in order.
pub(crate) fn quotations(
    words: &Words<'_>,
    pairs: &[(usize, usize)],
    sentences: &[Sentence],
    mentions: &[Mention],
) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for &(from, at) in pairs {
        let span = words.tokens[from + 1].span.cover(words.tokens[at - 1].span);
        let speaker =
            speaker(words, sentences, mentions, from, at).or_else(|| carried(words, sentences, &found, from));
        found.push(Quotation { span, speaker });
    }
    found
}

/// The sentence that holds a token.
fn sentence_of(sentences: &[Sentence], token: usize) -> Option<&Sentence> {
    let at = sentences.partition_point(|s| s.last as usize <= token);
    sentences.get(at).filter(|s| s.tokens().contains(&token))
}

/// The mentions that begin at a token or behind it, with their indexes.
fn mentions_from(mentions: &[Mention], token: usize) -> impl Iterator<Item = (usize, &Mention)> {
    let at = mentions.partition_point(|m| (m.first as usize) < token);
    mentions[at..].iter().enumerate().map(move |(i, m)| (at + i, m))
}

fn too_long(words: &Words<'_>, from: usize, at: usize) -> bool {
    words.tokens[at].span.end - words.tokens[from].span.start > LONGEST
}

fn closes(start: &str, mark: &str) -> bool {
    matches!((start, mark), ("“", "”") | ("\"", "\"" | "”") | ("«", "»"))
}

/// Who speaks: named with a verb of speech just behind the closing mark, or before the opening one in the
/// same sentence; else in the sentence before, where that ends with a colon.
fn speaker(
    words: &Words<'_>,
    sentences: &[Sentence],
    mentions: &[Mention],
    from: usize,
    to: usize,
) -> Option<u32> {
    let after =
        sentence_of(sentences, to).and_then(|s| speaker_behind(words, mentions, to + 1, s.last as usize));
    let begin = sentence_of(sentences, from).map(|s| s.first as usize);
    let before = || {
        let begin = begin?;
        speaker_before(words, mentions, begin, from)
            .or_else(|| source_before(words, mentions, begin, from))
            .or_else(|| speaker_of_last(words, sentences, mentions, begin, from))
    };
    let sign = |at: usize| words.tokens.get(at).map(|t| t.span.slice(words.text));
    let marked = matches!(sign(to + 1), Some("-" | "–" | "," | "—"));
    let comma_within = to > 0 && matches!(sign(to - 1), Some("," | "?" | "!"));
    let opens = begin == Some(from);
    if marked || comma_within || opens { after.or_else(before) } else { before().or(after) }
}

/// A quotation that opens a sentence behind one that ends with a colon.
fn speaker_of_last(
    words: &Words<'_>,
    sentences: &[Sentence],
    mentions: &[Mention],
    begin: usize,
    from: usize,
) -> Option<u32> {
    let colon = begin.checked_sub(1).filter(|at| begin == from && words.word(*at) == ":")?;
    let last = sentence_of(sentences, colon)?;
    speaker_before(words, mentions, last.first as usize, colon)
}

/// How far behind the closing mark the one who speaks may begin, in tokens; farther behind a word for a source: "theo
/// một thông cáo của …".
const CLOSE: usize = 6;
const SOURCE_CLOSE: usize = 14;

/// "…" - X nói; "…", theo X: a mention behind a mark, a verb of speech or a source word, before any other clause.
fn speaker_behind(words: &Words<'_>, mentions: &[Mention], from: usize, to: usize) -> Option<u32> {
    let lexicon = words.lexicon;
    let (index, mention) = mentions_from(mentions, from).find(|(_, m)| speaks(m))?;
    let (first, last) = (mention.first as usize, mention.last as usize);
    if last > to {
        return None;
    }
    let is = |phrases: &entente_lang::Phrases<()>, i: usize| phrases.longest(words.folded(i, to)).is_some();
    let source = (from..first).find(|i| is(&lexicon.sources, *i));
    let clear = |from: usize| !(from..first).any(|i| matches!(words.word(i), "," | ";" | "." | ":"));
    if let Some(source) = source.filter(|i| *i <= from + 2) {
        return (first <= source + SOURCE_CLOSE && clear(source)).then_some(index as u32);
    }
    if first > from + CLOSE {
        return None;
    }
    let said_before = (from..first).any(|i| is(&lexicon.speech, i));
    let verb_behind = (last..to.min(last + 6)).any(|i| is(&lexicon.speech, i));
    // "…", X, giảng viên tại …, nói.
    let apposition = last < to
        && words.word(last) == ","
        && (last + 1..to).any(|i| words.word(i - 1) == "," && is(&lexicon.speech, i));
    (verb_behind || said_before || apposition).then_some(index as u32)
}

/// "Theo X: "…"", "Theo X, "…"": the source that stands right before.
fn source_before(words: &Words<'_>, mentions: &[Mention], begin: usize, from: usize) -> Option<u32> {
    let lexicon = words.lexicon;
    let source = (begin..from).find(|i| lexicon.sources.longest(words.folded(*i, from)).is_some())?;
    let found = mentions_from(mentions, source)
        .take_while(|(_, m)| m.last as usize <= from && (m.first as usize) < source + SOURCE_CLOSE)
        .filter(|(_, m)| !m.polities.is_empty() || m.name.is_some())
        .filter(|(_, m)| (source..m.first as usize).all(|i| !matches!(words.word(i), "," | ";" | ":")));
    let (index, _) = found.last()?;
    Some(index as u32)
}

/// X nói: "…": the subject of the last verb of speech before the opening mark.
fn speaker_before(words: &Words<'_>, mentions: &[Mention], begin: usize, from: usize) -> Option<u32> {
    let lexicon = words.lexicon;
    let verb = (begin..from).rev().find(|i| lexicon.speech.longest(words.folded(*i, from)).is_some())?;
    let candidates = || {
        mentions_from(mentions, begin)
            .take_while(|(_, m)| (m.first as usize) < verb)
            .filter(|(_, m)| speaks(m) && !aside(words, m))
    };
    // The one right before the verb, or the one whom the sentence begins with.
    let close = candidates().last().filter(|(_, m)| {
        let end = m.last as usize;
        verb <= end + 4
            && (end..verb)
                .all(|at| words.word(at) != "," && !lexicon.subject_openers.contains(words.word(at)))
    });
    let (index, _) = close.or_else(|| candidates().next())?;
    Some(index as u32)
}

/// A quotation that opens a sentence of its own goes on with the words of the one before.
fn carried(words: &Words<'_>, sentences: &[Sentence], found: &[Quotation], from: usize) -> Option<u32> {
    let last = found.last()?;
    let sentence = sentence_of(sentences, from)?;
    let near = words.tokens[from].span.start.saturating_sub(last.span.end) < 200;
    (near && sentence.first as usize == from).then_some(last.speaker?)
}

/// Whether a mention only says whose report it is, or stands in brackets.
fn aside(words: &Words<'_>, mention: &Mention) -> bool {
    let first = mention.first as usize;
    let source = |n: usize| {
        first.checked_sub(n).is_some_and(|i| {
            words.lexicon.sources.longest(words.folded(i, first)).is_some_and(|(len, _)| len == n)
        })
    };
    first > 0 && words.word(first - 1) == "(" || (1..=3).any(source)
}

fn speaks(mention: &Mention) -> bool {
    mention.kind.acts() || mention.kind == MentionKind::Outsider
}

/// Gives each "chúng tôi" the polity of the speaker whose words it stands in.
pub(crate) fn fill_speakers(
    words: &Words<'_>,
    mentions: &mut [Mention],
    quotations: &[Quotation],
    sentences: &[Sentence],
) {
    for i in 0..mentions.len() {
        if !mentions[i].polities.is_empty() || mentions[i].rule != SPEAKER {
            continue;
        }
        let at = mentions[i].span;
        let quoted =
            Quotation::holding(quotations, at).and_then(|q| quotations[q].speaker).map(|s| s as usize);
        let speaker = quoted.or_else(|| subject_of_sentence(words, mentions, sentences, i));
        if let Some(speaker) = speaker.filter(|s| *s != i && mentions[*s].kind != MentionKind::Outsider) {
            let Mention { polities, name, role, .. } = mentions[speaker].clone();
            mentions[i] = Mention { polities, name, role, ..mentions[i].clone() };
        }
    }
    // What is still nobody's stays as it is: the coder passes over mentions without a polity.
}

/// Who says a "we" without quotation marks: the one named before it with a verb of speech between.
fn subject_of_sentence(
    words: &Words<'_>,
    mentions: &[Mention],
    sentences: &[Sentence],
    we: usize,
) -> Option<usize> {
    let sentence = sentence_of(sentences, mentions[we].first as usize)?;
    let speaker = speaker_before(words, mentions, sentence.first as usize, mentions[we].first as usize)?;
    Some(speaker as usize).filter(|s| *s < we && mentions[*s].kind.acts())
}
