//! The dates that an article names.

use entente_text::{Anchor, Annotated, Edtf, Grain, Relative, Sentence, Span, TimeExpression, TimexType};
use rustc_hash::FxHashMap;

/// The shape of a date that an act can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// From one day, month or year to another.
    Range,
}

impl Shape {
    /// The shape of a date; `None` where no act is dated so: a season, a decade, an open interval.
    fn of(edtf: &Edtf) -> Option<Self> {
        if edtf.is_uncertain() {
            return None;
        }
        let text = edtf.as_str();
        match (edtf.precision(), text.split_once('/')) {
            (Grain::Day | Grain::Month | Grain::Year, Some((a, b))) => {
                (!a.contains("..") && !b.contains("..")).then_some(Self::Range)
            }
            (Grain::Day, None) => Some(Self::Day),
            (Grain::Month, None) => Some(Self::Month),
            (Grain::Year, None) if !text.contains('X') => Some(Self::Year),
            _ => None,
        }
    }
}

/// One place where a date is named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub span: Span,
    /// Its sentence, by index into [`Calendar::lines`].
    pub line: usize,
    /// Whether words before it say that it is to come.
    pub ahead: bool,
    /// Whether it lies in somebody's words.
    pub quoted: bool,
    pub relative: Option<Relative>,
}

/// A date with the places where it is named, in order.
#[derive(Debug)]
pub(crate) struct Value {
    pub date: Edtf,
    pub shape: Shape,
    pub places: Vec<Place>,
}

/// What is asked of a sentence.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub passage: u32,
    /// The polities that act in it, in order, and the persons that it names.
    pub polities: Vec<&'a str>,
    pub persons: Vec<&'a str>,
    /// Whether it names a day, month or range; the relative words in it that no date was found for.
    pub dated: bool,
    pub relative: Vec<(Span, Relative)>,
}

/// The dates of one article.
#[derive(Debug)]
pub struct Calendar<'a> {
    pub(crate) annotated: &'a Annotated,
    /// The sentences of the article, and the index of the first among the document's.
    pub(crate) lines: Vec<Line<'a>>,
    pub(crate) first: usize,
    pub(crate) values: Vec<Value>,
    /// The article's own day, by index into `values`: that of "today (22 March)", else the first day named.
    pub(crate) day: Option<usize>,
    /// Whether words say that it is the article's own.
    pub(crate) day_is_told: bool,
    /// Whether the article goes on behind `lines`.
    goes_on: bool,
}

/// The most sentences of an article whose dates are looked at together, and how many of them at least stand before and
/// behind an act: far more than an article has. Of a whole book each act would have each date to choose from.
const STRETCH: usize = 600;
const AROUND: usize = 200;

impl<'a> Calendar<'a> {
    /// Gathers the dates of the article that a sentence (by its index) is of; of a very long one, those around it.
    pub fn of(annotated: &'a Annotated, sentence: usize) -> Self {
        let Some(article) = annotated.sentences.get(sentence).map(|s| s.article) else {
            return Self::empty(annotated, sentence);
        };
        let begins = annotated.sentences.partition_point(|s| s.article < article);
        let first = begins.max(sentence.saturating_sub(AROUND));
        let own = annotated.sentences[first..].iter().take_while(|s| s.article == article);
        let mut calendar = Self::empty(annotated, first);
        let next = annotated.sentences.get(first + STRETCH);
        calendar.goes_on = next.is_some_and(|s| s.article == article);
        let mut known = FxHashMap::default();
        for (index, sentence) in own.take(STRETCH).enumerate() {
            let mut line = line(annotated, sentence);
            for time in annotated.times_in(sentence.span).filter(|t| is_date(t)) {
                match time.edtf.as_ref().and_then(|e| Some((e, Shape::of(e)?))) {
                    Some((date, shape)) => {
                        line.dated |= shape != Shape::Year;
                        calendar.note(&mut known, date, shape, place(annotated, time, index));
                    }
                    None => line.relative.extend(time.relative.map(|r| (time.span, r))),
                }
            }
            calendar.lines.push(line);
        }
        calendar.find_day();
        calendar
    }

    fn empty(annotated: &'a Annotated, first: usize) -> Self {
        let (lines, values) = Default::default();
        Self { annotated, lines, first, values, day: None, day_is_told: false, goes_on: false }
    }

    /// Whether the dates around a sentence of the article are all here.
    pub fn reaches(&self, sentence: usize) -> bool {
        let left = (self.first + self.lines.len()).saturating_sub(sentence);
        left > if self.goes_on { AROUND } else { 0 }
    }

    fn note(&mut self, known: &mut FxHashMap<&'a str, usize>, date: &'a Edtf, shape: Shape, place: Place) {
        let index = *known.entry(date.as_str()).or_insert(self.values.len());
        match self.values.get_mut(index) {
            Some(value) => value.places.push(place),
            None => self.values.push(Value { date: date.clone(), shape, places: vec![place] }),
        }
    }

    /// The article's own month: that of its day, else of the first stretch or month that it names.
    pub(crate) fn month(&self) -> Option<Edtf> {
        let first = |shape| self.values.iter().position(|v| v.shape == shape);
        let index = self.day.or_else(|| first(Shape::Range)).or_else(|| first(Shape::Month))?;
        Edtf::parse(self.values[index].date.as_str().get(..7)?).ok()
    }

    fn find_day(&mut self) {
        let today = |p: &Place| {
            p.relative.is_some_and(|r| {
                r.anchor == Anchor::Document && r.offset == 0 && r.unit <= Grain::Day && !r.fuzzy
            })
        };
        let days = || self.values.iter().enumerate().filter(|(_, v)| v.shape == Shape::Day);
        let told = days().find(|(_, v)| v.places.iter().any(today)).map(|(i, _)| i);
        let first = days().map(|(i, _)| i).next();
        self.day_is_told = told.is_some();
        self.day = told.or(first);
    }
}

fn line<'a>(annotated: &'a Annotated, sentence: &Sentence) -> Line<'a> {
    let mentions = || annotated.mentions_in(sentence.span).map(|(_, m)| m);
    Line {
        passage: sentence.passage,
        polities: mentions()
            .filter(|m| m.kind.acts())
            .flat_map(|m| m.polities.iter().map(String::as_str))
            .collect(),
        persons: mentions().filter_map(|m| m.name.as_deref()).collect(),
        dated: false,
        relative: Vec::new(),
    }
}

fn place(annotated: &Annotated, time: &TimeExpression, line: usize) -> Place {
    Place {
        span: time.span,
        line,
        ahead: time.ahead,
        quoted: annotated.quotation_of(time.span).is_some(),
        relative: time.relative,
    }
}

fn is_date(time: &TimeExpression) -> bool {
    matches!(time.timex, TimexType::Date | TimexType::Time)
}
