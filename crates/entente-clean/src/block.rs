//! A text cut into blocks: its non-blank lines, and the parts of a line in which two texts run together.

use crate::form;
use crate::lexicon::Lexicon;
use crate::shape::{Ending, Shape};
use crate::signal::{self, Class};
use entente_text::Span;

/// How far into a line a phrase of the page that runs into a title is looked for, in bytes.
const HEAD: usize = 100;
/// The shortest text before a title that runs on behind it, in bytes.
const BEFORE_TITLE: usize = 40;

/// A line or a part of one.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its words.
    pub span: Span,
    /// Its line, from 1.
    pub line: u32,
    /// Its outside.
    pub shape: Shape,
    /// What it is, as far as is known yet.
    pub class: Class,
    /// Whether it might be a person's name.
    pub name: bool,
    /// Whether it follows on the same line, without a break.
    pub glued: bool,
}

impl Block {
    /// A headline or subhead, as far as can be told.
    pub fn is_title_like(&self) -> bool {
        self.class == Class::Text && self.shape.is_title_like()
    }

    /// A sentence or several, as far as can be told.
    pub fn is_sentence(&self) -> bool {
        self.class == Class::Text && self.shape.is_sentence_like()
    }
}

/// Cuts `text` from byte `from` on into blocks.
pub fn blocks(text: &str, from: usize, lexicon: &Lexicon) -> Vec<Block> {
    let mut out = Vec::new();
    let mut scratch = String::new();
    for (number, start, end) in lines(text, from) {
        let raw = &text[start..end];
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            continue;
        }
        let at = start + (raw.len() - raw.trim_start().len());
        let mut begin = 0;
        for cut in cuts(trimmed, lexicon, &mut scratch).into_iter().chain([trimmed.len()]) {
            let piece = &trimmed[begin..cut];
            let shape = Shape::of(piece);
            let (class, name) = signal::class(piece, shape, lexicon, &mut scratch);
            let span = Span::new(at + begin, at + cut);
            out.push(Block { span, line: number, shape, class, name, glued: begin > 0 });
            begin = cut;
        }
    }
    out
}

/// The lines from byte `from` on: number, first byte, one past the last. A line ends in LF, CR LF or CR.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (u32, usize, usize)> {
    let bytes = text.as_bytes();
    let (mut at, mut number) = (from, 0);
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let start = at;
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |n| at + n);
        at = end + 1 + usize::from(bytes[end..].starts_with(b"\r\n"));
        number += 1;
        Some((number, start, end))
    })
}

/// Where a line is to be cut because one text runs into the next; no cut in nearly all lines.
fn cuts(line: &str, lexicon: &Lexicon, scratch: &mut String) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut begin = 0;
    while let Some(cut) = cut_behind_furniture(&line[begin..], lexicon, scratch) {
        begin += cut;
        cuts.push(begin);
    }
    cuts.extend(cut_before_title(&line[begin..], lexicon, scratch).map(|cut| begin + cut));
    cuts
}

/// `Back to top buttonNATO …`, `(theo Japan Times)Câu chuyện …`: a phrase of the page or a credit in
/// brackets, and behind it, without a blank, a capital.
fn cut_behind_furniture(line: &str, lexicon: &Lexicon, scratch: &mut String) -> Option<usize> {
    let bytes = &line.as_bytes()[..line.len().min(HEAD)];
    // Small letters, blanks and the rest of longer characters can't begin a word that runs on.
    let may_begin =
        |at: usize| !matches!(bytes[at], b'a'..=b'z' | b' ' | 0x80..=0xbf) && bytes[at - 1] != b' ';
    (1..bytes.len()).filter(|&at| may_begin(at)).find(|&at| {
        let before = line[..at].chars().next_back();
        line[at..].starts_with(form::is_capital)
            && before.is_some_and(|c| c == ')' || c.is_lowercase())
            && is_complete(&line[..at], lexicon, scratch)
    })
}

/// Whether `head` stands for itself: a phrase of two words and more, or a credit in brackets.
fn is_complete(head: &str, lexicon: &Lexicon, scratch: &mut String) -> bool {
    if head.ends_with(')') {
        let (class, _) = signal::class(head, Shape::of(head), lexicon, scratch);
        return head.starts_with('(') && class != Class::Text;
    }
    form::compared(head, scratch);
    scratch.contains(' ') && lexicon.line(scratch).is_some()
}

/// `… vào năm tới.Hai nước …`: a text's last words, then, without a blank, a headline or a phrase of the page.
fn cut_before_title(line: &str, lexicon: &Lexicon, scratch: &mut String) -> Option<usize> {
    let shape = Shape::of(line);
    if line.len() < BEFORE_TITLE || !matches!(shape.ending, Ending::Open | Ending::Mark) {
        return None;
    }
    let mut after = line.char_indices().rev().peekable();
    while let Some((at, c)) = after.next() {
        if line.len() - at > 330 {
            return None;
        }
        let Some(&(before, last)) = after.peek() else { break };
        if form::is_capital(c) && ends_a_text(&line[..before], last) {
            let tail = &line[at..];
            form::compared(tail, scratch);
            let page = scratch.contains(' ') && lexicon.line(scratch).is_some();
            let shape = Shape::of(tail);
            let title = shape.words >= 5 && shape.is_title_like();
            return ((page || title) && at >= BEFORE_TITLE).then_some(at);
        }
    }
    None
}

/// Whether a text can end in `last`, with `before` standing before it: a full stop that is not part of an
/// abbreviation or of initials, a bracket, a closing quotation mark.
fn ends_a_text(before: &str, last: char) -> bool {
    match last {
        '…' | ')' | '”' | '»' => true,
        '.' | '!' | '?' => before.chars().next_back().is_some_and(|c| {
            c.is_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '"' | '”' | ')' | ' ')
        }),
        _ => false,
    }
}
