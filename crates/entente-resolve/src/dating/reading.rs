//! An article as the dating sees it: its lines with their phrases, times and mentions.

use super::Dater;
use super::days::{self, Day};
use super::words::{Hit, Order, Signal};
use entente_text::edtf::Ymd;
use entente_text::{
    Anchor, Annotated, Edtf, Grain, Mention, Passage, PassageKind, Relative, Span, Token, TokenKind, Word,
};
use entente_time::{Context, Modifier, Tagged};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Title, standfirst and the first paragraphs: what is new.
    Head,
    /// The other paragraphs.
    Rest,
    /// Under a picture, which may be an old one.
    Caption,
    /// Byline, credit.
    Stamp,
    /// Words of the page above the article, the page's own clock among them.
    Above,
    /// Words of the page between the article's own lines: put there when it was published.
    Within,
}

/// Paragraphs that count as the article's beginning.
const HEAD: usize = 3;

/// A month and a day of it.
pub(crate) type MonthDay = (u8, u8);

/// The time that an expression names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    /// From one day to another.
    Full(Day, Day, Grain),
    /// From a day on.
    Since(Day),
    /// From a day to another, months and days of a year that is not named.
    Bare(MonthDay, MonthDay, Grain),
    /// None on the calendar.
    None,
}

/// Where an expression lies, as seen from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lies {
    /// It has been; a word says so.
    Past,
    /// It has been; nothing says otherwise.
    Told,
    /// It is to come.
    Ahead,
    /// Either.
    Unknown,
}

/// A time expression of a line.
#[derive(Debug, Clone)]
pub(crate) struct Timed<'a> {
    pub span: Span,
    /// Tokens `first..last` of the line.
    pub first: usize,
    pub last: usize,
    pub point: Point,
    /// The weekday that it names, from 1 for Monday, when that can be no ordinal number.
    pub weekday: Option<u8>,
    pub tagged: Cow<'a, Tagged>,
}

impl Timed<'_> {
    /// How it is reckoned from the day of publication, when it is and the number is exact.
    pub fn relative(&self) -> Option<Relative> {
        self.tagged.expression.relative.filter(|r| r.anchor == Anchor::Document && !r.fuzzy)
    }

    /// Whether it is a day or month with its year.
    pub fn is_dated(&self) -> bool {
        matches!(self.point, Point::Full(_, _, grain) if grain <= Grain::Month)
    }

    /// Whether it bears a year.
    pub fn has_year(&self) -> bool {
        matches!(self.point, Point::Full(..) | Point::Since(_))
    }
}

/// A sentence, or a line of the page.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub zone: Zone,
    pub passage: u32,
    pub tokens: Cow<'a, [Token]>,
    pub words: Cow<'a, [Word]>,
    pub hits: Vec<Hit>,
    pub times: Vec<Timed<'a>>,
    pub mentions: Vec<&'a Mention>,
    /// Number of the line's first token in the document: mentions count from it.
    pub offset: usize,
    /// Bare days that another sentence may speak of as to come.
    pub planned: Rc<BTreeSet<(MonthDay, MonthDay)>>,
    /// Whether the last time before this line is a day or month with its year: then bare days may be of that year.
    pub goes_on: bool,
    /// Whether a time before this line, in the same passage, bears a year: then bare days may be of that year.
    pub after_year: bool,
}

impl Line<'_> {
    /// The phrases of a kind.
    pub fn hits(&self, wanted: impl Fn(Signal) -> bool) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |h| wanted(h.signal))
    }

    /// Whether a phrase of a kind begins in the tokens `from..to`.
    pub fn any(&self, signal: Signal, from: usize, to: usize) -> bool {
        self.hits.iter().any(|h| h.signal == signal && from <= h.first && h.first < to)
    }

    /// Whether a phrase of a kind is in the line.
    pub fn has(&self, signal: Signal) -> bool {
        self.any(signal, 0, usize::MAX)
    }

    /// Tokens of a mention in this line.
    pub fn tokens_of(&self, mention: &Mention) -> (usize, usize) {
        let at = |n: u32| (n as usize).saturating_sub(self.offset);
        (at(mention.first), at(mention.last))
    }

    /// Whether the year of a bare day may be one that the text named before it.
    pub fn is_narrative(&self, timed: &Timed<'_>) -> bool {
        let before = self.times.iter().filter(|t| t.first < timed.first);
        let last = before.clone().rfind(|t| t.point != Point::None);
        let goes_on = last.map_or(self.goes_on, Timed::is_dated);
        self.after_year || goes_on || before.clone().any(Timed::has_year)
    }

    /// Whether a phrase of a kind ends where an expression begins, or begins it.
    pub fn is_right_before(&self, signal: Signal, timed: &Timed<'_>) -> bool {
        self.hits(|s| s == signal).any(|h| h.last == timed.first || h.first == timed.first)
    }

    /// Where an expression lies.
    pub fn lies(&self, timed: &Timed<'_>) -> Lies {
        match timed.relative() {
            Some(r) if r.offset > 0 => return Lies::Ahead,
            Some(r) if r.offset < 0 => return Lies::Past,
            _ => {}
        }
        let past = |s| matches!(s, Signal::Past | Signal::Ended(_));
        let behind = self.hits(past).map(|h| gap(h, timed)).min();
        if self.zone == Zone::Caption {
            return if behind.is_some() { Lies::Past } else { Lies::Told };
        }
        if self.is_right_before(Signal::Until, timed) {
            return Lies::Unknown;
        }
        let since = self.is_right_before(Signal::Since, timed);
        let ahead =
            self.hits(|s| matches!(s, Signal::Future | Signal::Coming(_))).filter(|h| self.reaches(h, timed));
        match (ahead.map(|h| gap(h, timed)).min(), behind) {
            (Some(near), None) if near < 8 && timed.tagged.expression.ahead && !since => Lies::Ahead,
            (Some(_), _) => Lies::Unknown,
            (None, Some(0)) => Lies::Past,
            (None, _) if timed.tagged.expression.grain > Grain::Day && self.has(Signal::Planned) => {
                Lies::Unknown
            }
            (None, Some(near)) if near < 12 => Lies::Past,
            (None, _) if matches!(timed.point, Point::Bare(a, b, _) if self.planned.contains(&(a, b))) => {
                Lies::Unknown
            }
            (None, _) if !timed.has_year() && (since || self.is_planned(timed)) => Lies::Unknown,
            _ => Lies::Told,
        }
    }

    /// Whether a word of what is to come reaches an expression: one behind it does not when somebody says it then.
    fn reaches(&self, hit: &Hit, timed: &Timed<'_>) -> bool {
        hit.first < timed.last
            || !self.hits(|s| s == Signal::Report).any(|r| timed.last <= r.first && r.first < hit.first)
    }

    /// Whether a word of what is decided for later stands before an expression.
    fn is_planned(&self, timed: &Timed<'_>) -> bool {
        self.hits(|s| s == Signal::Planned).any(|h| h.last <= timed.first && timed.first - h.last < 8)
    }
}

/// Tokens between a phrase and an expression.
fn gap(hit: &Hit, timed: &Timed<'_>) -> usize {
    if hit.last <= timed.first { timed.first - hit.last } else { hit.first.saturating_sub(timed.last) }
}

/// So many lines, and time expressions, of an article are read; of a longer one only the beginning: news stays far below,
/// and each expression of a year that is not named leaves days of every year open.
pub(super) const LONGEST: (usize, usize) = (1_500, 3_000);

/// Reads an article.
pub(crate) fn lines<'a>(
    dater: &Dater,
    annotated: &'a Annotated,
    tags: Option<&'a [Tagged]>,
    article: u32,
) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let text = annotated.text();
    let passages = &annotated.clean.passages;
    let Some((first, last)) = ends(passages, article) else { return lines };
    let above = (0..first).rev().take_while(|i| passages[*i].article.is_none()).last().unwrap_or(first);
    let mut bodies = 0;
    for (index, passage) in passages.iter().enumerate().take(last + 1).skip(above) {
        if passage.article.is_some_and(|a| a != article) {
            continue;
        }
        bodies += usize::from(passage.kind == PassageKind::Body);
        let zone = match passage.kind {
            PassageKind::Title | PassageKind::Standfirst => Zone::Head,
            PassageKind::Body if bodies <= HEAD => Zone::Head,
            PassageKind::Body => Zone::Rest,
            PassageKind::Caption => Zone::Caption,
            PassageKind::Byline | PassageKind::Credit => Zone::Stamp,
            PassageKind::Furniture | PassageKind::Teaser if index < first => Zone::Above,
            PassageKind::Furniture | PassageKind::Teaser => Zone::Within,
        };
        if is_full(&lines) {
            break;
        }
        if passage.kind.is_coded() {
            coded(dater, annotated, tags, (index as u32, zone), &mut lines);
        } else {
            let span = beginning(text, passage.span);
            let tokens = entente_lang::tokenize(text, span);
            let words = dater.words.look_up(text, &tokens);
            let times = times(dater, text, &tokens, span);
            lines.push(line(dater, zone, index as u32, times, (tokens.into(), words.into())));
        }
    }
    let mut goes_on = false;
    for line in lines.iter_mut().filter(|l| matches!(l.zone, Zone::Head | Zone::Rest)) {
        line.goes_on = goes_on;
        goes_on = line.times.iter().rev().find(|t| t.point != Point::None).map_or(goes_on, Timed::is_dated);
    }
    let planned = Rc::new(planned(&lines));
    for line in &mut lines {
        line.planned = Rc::clone(&planned);
    }
    lines
}

pub(super) fn is_full(lines: &[Line<'_>]) -> bool {
    lines.len() >= LONGEST.0
        || lines.len() > 1 && lines.iter().map(|l| l.times.len()).sum::<usize>() >= LONGEST.1
}

/// The first and the last passage of an article. Articles stand in their order, what belongs to none between them.
fn ends(passages: &[Passage], article: u32) -> Option<(usize, usize)> {
    let (mut from, mut to) = (0, passages.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        match (middle..to).find_map(|i| Some((i, passages[i].article?))) {
            Some((at, number)) if number < article => from = at + 1,
            _ => to = middle,
        }
    }
    let of_article = |i: &usize| passages[*i].article.is_none_or(|a| a == article);
    let own = (from..passages.len()).take_while(of_article).filter(|i| passages[*i].article.is_some());
    own.last().map(|last| (from, last))
}

/// The most bytes of a line of the page that are read: longer ones are no stamps.
const PAGE_LINE: usize = 8_000;

fn beginning(text: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    Span::new(start, text.floor_char_boundary(end.min(start + PAGE_LINE)))
}

/// The bare days that a sentence of the article speaks of as to come, or may do so.
fn planned(lines: &[Line<'_>]) -> BTreeSet<(MonthDay, MonthDay)> {
    let all = lines.iter().flat_map(|line| line.times.iter().map(move |timed| (line, timed)));
    all.filter_map(|(line, timed)| match timed.point {
        Point::Bare(from, to, _) if matches!(line.lies(timed), Lies::Ahead | Lies::Unknown) => {
            Some((from, to))
        }
        _ => None,
    })
    .collect()
}

/// The sentences of a passage.
fn coded<'a>(
    dater: &Dater,
    annotated: &'a Annotated,
    tags: Option<&'a [Tagged]>,
    (passage, zone): (u32, Zone),
    lines: &mut Vec<Line<'a>>,
) {
    let from = annotated.sentences.partition_point(|s| s.passage < passage);
    let mut after_year = false;
    for sentence in annotated.sentences[from..].iter().take_while(|s| s.passage == passage) {
        let tokens = &annotated.tokens[sentence.tokens()];
        let words = &annotated.words[sentence.tokens()];
        if is_full(lines) {
            break;
        }
        let text = annotated.text();
        let times = match tags {
            Some(tags) => {
                let from = tags.partition_point(|t| t.expression.span.start < sentence.span.start);
                let own = tags[from..].iter().take_while(|t| t.expression.span.end <= sentence.span.end);
                own.map(|t| timed(dater, text, tokens, Cow::Borrowed(t), t.expression.span)).collect()
            }
            // Where annotation found no times there are none.
            None if annotated.times_in(sentence.span).next().is_none() => Vec::new(),
            None => times(dater, text, tokens, sentence.span),
        };
        let mut line = line(dater, zone, passage, times, (tokens.into(), words.into()));
        line.mentions = annotated.mentions_in(sentence.span).map(|(_, m)| m).collect();
        line.offset = sentence.first as usize;
        line.after_year = after_year;
        after_year |= line.times.iter().any(Timed::has_year);
        lines.push(line);
    }
}

/// The time expressions of a span.
fn times<'a>(dater: &Dater, text: &str, tokens: &[Token], within: Span) -> Vec<Timed<'a>> {
    let tagged = dater.tagger.tag(within.slice(text), &Context::default());
    let timed = |tagged: Tagged| {
        let span = tagged.expression.span.shift(within.start as usize);
        timed(dater, text, tokens, Cow::Owned(tagged), span)
    };
    tagged.into_iter().map(timed).collect()
}

fn line<'a>(
    dater: &Dater,
    zone: Zone,
    passage: u32,
    times: Vec<Timed<'a>>,
    (tokens, words): (Cow<'a, [Token]>, Cow<'a, [Word]>),
) -> Line<'a> {
    let hits = dater.words.find(&words);
    Line {
        zone,
        passage,
        tokens,
        words,
        hits,
        times,
        mentions: Vec::new(),
        offset: 0,
        planned: Rc::default(),
        goes_on: false,
        after_year: false,
    }
}

fn timed<'a>(dater: &Dater, text: &str, tokens: &[Token], tagged: Cow<'a, Tagged>, span: Span) -> Timed<'a> {
    let first = tokens.partition_point(|t| t.span.end <= span.start);
    let last = tokens.partition_point(|t| t.span.start < span.end);
    let point = match tagged.expression.edtf.as_ref().map(point) {
        Some(point) if names_its_day(point, text, span) => point,
        Some(_) => Point::None,
        None => numbers(dater, text, &tokens[first.min(last)..last]),
    };
    let word = |at: usize| tokens.get(at).map_or("", |t| t.span.slice(text));
    let small = |w: &str| w.chars().all(char::is_lowercase);
    let is_ordinal = dater.words.is_ordinal(word(first)) && small(word(first + 1));
    let weekday = tagged.weekday.filter(|_| !is_ordinal);
    Timed { span, first, last, point: cut(point, tagged.modifier), weekday, tagged }
}

/// The time of an EDTF date.
fn point(edtf: &Edtf) -> Point {
    let grain = edtf.precision();
    if edtf.has_open_year() {
        return match edtf.with_year(2004).bounds() {
            Some((a, b)) if a.0 == b.0 => Point::Bare((a.1, a.2), (b.1, b.2), grain),
            _ => Point::None,
        };
    }
    match (edtf.first_day().and_then(days::day), edtf.last_day().and_then(days::day)) {
        (Some(first), Some(last)) => Point::Full(first, last, grain),
        (Some(first), None) => Point::Since(first),
        _ => Point::None,
    }
}

/// Whether a day is told by a number: holidays are spoken of long before and after.
fn names_its_day(point: Point, text: &str, span: Span) -> bool {
    let digits = span.slice(text).split(|c: char| !c.is_ascii_digit());
    match point {
        Point::Full(_, _, Grain::Day) | Point::Bare(_, _, Grain::Day) => {
            digits.into_iter().any(|run| (1..=2).contains(&run.len()))
        }
        _ => true,
    }
}

/// The end of June is not before its twentieth.
fn cut(point: Point, modifier: Option<Modifier>) -> Point {
    let share = match modifier {
        Some(Modifier::End) => 2,
        Some(Modifier::Mid) => 1,
        _ => return point,
    };
    match point {
        Point::Full(first, last, grain) if grain >= Grain::Month => {
            Point::Full(first + (last - first) * share / 4, last, grain)
        }
        Point::Bare((month, 1), to, Grain::Month) => {
            Point::Bare((month, 1 + 7 * share as u8), to, Grain::Month)
        }
        point => point,
    }
}

/// The day that joined digits name: `22-3`, `12/07/2018`.
fn numbers(dater: &Dater, text: &str, tokens: &[Token]) -> Point {
    let mut numbers = tokens.iter().filter(|t| t.kind == TokenKind::Number);
    let found = numbers.find_map(|t| number(t.span.slice(text), dater.words.order));
    match found {
        Some((Some(year), month, dom)) => {
            days::day((year, month, dom)).map_or(Point::None, |d| Point::Full(d, d, Grain::Day))
        }
        Some((None, month, dom)) => Point::Bare((month, dom), (month, dom), Grain::Day),
        None => Point::None,
    }
}

fn number(word: &str, order: Order) -> Option<(Option<i32>, u8, u8)> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let small = |s: &str| if s.len() <= 2 { s.parse::<u8>().ok() } else { None };
    let (a, b) = (small(parts.first()?)?, small(parts.get(1)?)?);
    let (month, dom) = if order == Order::DayMonth { (b, a) } else { (a, b) };
    let year = match parts.get(2) {
        None => None,
        Some(y) if y.len() == 4 => Some(y.parse().ok()?),
        Some(_) => return None,
    };
    let known: Ymd = (year.unwrap_or(2004), month, dom);
    (parts.len() <= 3 && days::day(known).is_some()).then_some((year, month, dom))
}
