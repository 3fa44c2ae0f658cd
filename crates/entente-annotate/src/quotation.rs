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
            (Some((from, start)), _) if closes(start, mark) => {
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
/// same sentence.
fn speaker(
    words: &Words<'_>,
    sentences: &[Sentence],
    mentions: &[Mention],
    from: usize,
    to: usize,
) -> Option<u32> {
    let after =
        sentence_of(sentences, to).and_then(|s| speaker_between(words, mentions, to + 1, s.last as usize, 8));
    let before =
        sentence_of(sentences, from).and_then(|s| speaker_before(words, mentions, s.first as usize, from));
    let behind_is_close =
        words.tokens.get(to + 1).is_some_and(|t| matches!(t.span.slice(words.text), "-" | "–" | "," | "—"));
    if behind_is_close { after.or(before) } else { before.or(after) }
}

/// "…" - X nói; "…", theo X: a mention and a verb of speech or source word within `window` tokens.
fn speaker_between(
    words: &Words<'_>,
    mentions: &[Mention],
    from: usize,
    to: usize,
    window: usize,
) -> Option<u32> {
    let lexicon = words.lexicon;
    let (index, mention) = mentions_from(mentions, from).find(|(_, m)| speaks(m))?;
    let (first, last) = (mention.first as usize, mention.last as usize);
    if last > to || first > from + window {
        return None;
    }
    let verb_behind = (last..to.min(last + 6)).any(|i| lexicon.speech.longest(words.folded(i, to)).is_some());
    let said_before = (from..first).any(|i| {
        lexicon.speech.longest(words.folded(i, to)).is_some()
            || lexicon.sources.longest(words.folded(i, to)).is_some()
    });
    (verb_behind || said_before).then_some(index as u32)
}

/// X nói: "…": the subject of the last verb of speech before the opening mark.
fn speaker_before(words: &Words<'_>, mentions: &[Mention], begin: usize, from: usize) -> Option<u32> {
    let lexicon = words.lexicon;
    let verb = (begin..from).rev().find(|i| lexicon.speech.longest(words.folded(*i, from)).is_some())?;
    let candidates = || {
        mentions_from(mentions, begin)
            .take_while(|(_, m)| (m.first as usize) < verb)
            .filter(|(_, m)| speaks(m))
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
