//! Dating articles that bear no date: the days on which one can have been published, with the reasons.
//!
//! Each piece of evidence leaves some days open: a date told as past, those after it; a title, the term in office; a
//! meeting that is still to come, those before it; "12 July" without a year, the rest of some year. What all of them
//! leave open is the interval. Where two contradict each other the surer one stays, and the reasons say so. Pure: no
//! clock is read, so a text that nothing bounds from above stays open at that end.
//!
//! ```
//! use entente_lang::Pack;
//! use entente_resolve::dating::Dater;
//! use entente_world::history::History;
//! let dater = Dater::new(&Pack::of("vi").unwrap(), History::embedded()).unwrap();
//! ```
//!
//! Useful for: the publication date, and what bare days and "last year" mean once it is known. Not useful for: dates of
//! events, which the coder takes from the expressions.

mod counts;
mod dates;
mod days;
mod evidence;
mod meetings;
mod offices;
mod reading;
mod settle;
mod visits;
mod words;

use days::Days;
use entente_lang::{Pack, PackError};
use entente_text::edtf::Ymd;
use entente_text::{Annotated, Edtf, Published, PublishedBasis, Span};
use entente_time::{Tagged, Tagger};
use entente_world::history::History;
use evidence::Evidence;
use meetings::Meetings;
use offices::Offices;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use words::Words;

pub use visits::{narrow, opening_visit};

/// What a reason rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// A byline or credit with a date.
    Stated,
    /// The date that came with the document.
    Metadata,
    /// "Today", with its day and month.
    Today,
    /// A date with its year, told as past.
    FullDate,
    /// A date with its year that is still to come.
    FutureDate,
    /// A day or month without its year.
    BareDate,
    /// A weekday with a day and month.
    Weekday,
    /// A meeting of the reference world.
    Meeting,
    /// Somebody who holds an office.
    Office,
    /// Somebody who held an office.
    FormerOffice,
    /// How many members an organisation has.
    MemberCount,
    /// What the page shows within the article.
    Page,
    /// A visit that another document dates.
    OtherDocument,
}

/// Why a document is dated so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What it rests on.
    pub kind: ReasonKind,
    /// The words of the text, where there are such.
    pub span: Option<Span>,
    /// A short English sentence, without its full stop.
    pub words: String,
    /// The first day that it leaves open.
    pub from: Option<Ymd>,
    /// The last day that it leaves open.
    pub to: Option<Ymd>,
    /// Whether it was used; a reason that surer ones contradict was not.
    pub holds: bool,
}

/// When an article was published, and why one thinks so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dating {
    /// A day, `first/last`, `first/..` or `../last`; `None` where nothing is known.
    pub interval: Option<Edtf>,
    /// How it is known.
    pub basis: PublishedBasis,
    /// The reasons that bound it, the surest first, then those that were left out.
    pub reasons: Vec<Reason>,
    /// First and last day, where known.
    bounds: (Option<days::Day>, Option<days::Day>),
    /// Expressions whose year a meeting tells.
    anchors: Vec<meetings::Anchored>,
    /// Expressions that the words alone leave open.
    open: Vec<settle::Open>,
    /// Dates with a year.
    named: Vec<settle::Named>,
    /// Whether only the beginning of the article was read for it.
    in_part: bool,
}

impl Dating {
    /// First and last day of the interval, where they are known.
    pub fn bounds(&self) -> (Option<Ymd>, Option<Ymd>) {
        (self.bounds.0.map(days::ymd), self.bounds.1.map(days::ymd))
    }

    /// A remark for an article so long that it is dated by its beginning.
    pub fn remark(&self) -> Option<String> {
        let (lines, times) = reading::LONGEST;
        self.in_part.then(|| format!("dated by its first {lines} sentences or {times} times and dates only"))
    }

    /// How many days the interval has; `None` where an end is open.
    pub fn width(&self) -> Option<u32> {
        Some(self.bounds.1?.abs_diff(self.bounds.0?) + 1)
    }

    /// As a document's publication date, the reasons in words.
    pub fn published(&self) -> Published {
        let told = |r: &Reason| {
            let bound = match (r.from, r.to) {
                (Some(a), Some(b)) if a == b => ymd_text(a),
                (Some(a), Some(b)) => format!("{} to {}", ymd_text(a), ymd_text(b)),
                (Some(a), None) => format!("not before {}", ymd_text(a)),
                (None, Some(b)) => format!("not after {}", ymd_text(b)),
                (None, None) => return r.words.clone(),
            };
            format!("{bound}: {}", r.words)
        };
        Published {
            date: self.interval.clone(),
            basis: self.basis,
            reasons: self.reasons.iter().map(told).collect(),
        }
    }
}

fn ymd_text((y, m, d): Ymd) -> String {
    format!("{y:04}-{m:02}-{d:02}")
}

/// Dates articles of one language.
#[derive(Debug)]
pub struct Dater {
    tagger: Arc<Tagger>,
    words: Words,
    meetings: Meetings,
    offices: Offices,
    /// The organisations whose members can be counted.
    counted: FxHashSet<&'static str>,
    history: &'static History,
}

impl Dater {
    /// Reads the pack's date rules and the words of `dates/dating.toml`, and indexes the meetings.
    pub fn new(pack: &Pack, history: &'static History) -> Result<Self, PackError> {
        Self::with_tagger(pack, history, Arc::new(Tagger::new(pack)?))
    }

    /// The same with a time tagger of the pack that others use as well.
    pub fn with_tagger(
        pack: &Pack,
        history: &'static History,
        tagger: Arc<Tagger>,
    ) -> Result<Self, PackError> {
        let meetings = Meetings::new(history, pack.lang());
        let words = Words::new(pack, meetings.names())?;
        let offices = Offices::new(history);
        Ok(Self { tagger, words, meetings, offices, counted: counts::counted(history), history })
    }

    /// Dates one article (its number, from 1) of a document.
    pub fn date(&self, annotated: &Annotated, article: u32) -> Dating {
        self.date_tagged(annotated, None, article)
    }

    /// The same, where the time expressions of the document's sentences were told by themselves before, in order.
    pub fn date_tagged(&self, annotated: &Annotated, tags: Option<&[Tagged]>, article: u32) -> Dating {
        let published = &annotated.clean.document.published;
        if let Some(stated) = dates::metadata(published).filter(|e| e.days.is_one_day()) {
            let (days, reasons) = evidence::combine(vec![stated]);
            return dating(&days, reasons);
        }
        let lines = reading::lines(self, annotated, tags, article);
        let text = annotated.text();
        let mut all: Vec<Evidence> = Vec::new();
        all.extend(dates::metadata(published));
        for line in &lines {
            dates::gather(self, text, line, &mut all);
        }
        all.extend(dates::fresh(text, &lines));
        let anchors = meetings::gather(self, text, &lines, &mut all);
        offices::gather(self, text, &lines, &mut all);
        counts::gather(self, text, &lines, &mut all);
        let (days, reasons) = evidence::combine(all);
        let in_part = reading::is_full(&lines);
        let (open, named) = (settle::open(&lines), settle::named(&lines));
        Dating { anchors, open, named, in_part, ..dating(&days, reasons) }
    }

    /// Settles what the words of an article leave open, as far as its dating tells: the years of bare days, and what
    /// "yesterday" or "last year" means. `annotated` is the document that was dated. The rule of each expression that
    /// it changes ends in `+dated`. Gives their number.
    pub fn settle(&self, annotated: &mut Annotated, dating: &Dating) -> usize {
        settle::settle(annotated, dating)
    }
}

fn dating(days: &Days, reasons: Vec<Reason>) -> Dating {
    let bounds = days.hull().unwrap_or((None, None));
    let interval = match bounds {
        (Some(a), Some(b)) if a == b => Edtf::parse(&days::iso(a)).ok(),
        (Some(a), Some(b)) => Edtf::parse(&format!("{}/{}", days::iso(a), days::iso(b))).ok(),
        (Some(a), None) => Edtf::parse(&format!("{}/..", days::iso(a))).ok(),
        (None, Some(b)) => Edtf::parse(&format!("../{}", days::iso(b))).ok(),
        (None, None) => None,
    };
    let has = |kind| reasons.iter().any(|r| r.holds && r.kind == kind);
    let basis = match () {
        () if interval.is_none() => PublishedBasis::Unknown,
        () if has(ReasonKind::Stated) => PublishedBasis::Stated,
        () if has(ReasonKind::Metadata) => PublishedBasis::Metadata,
        () => PublishedBasis::Inferred,
    };
    let (anchors, open, named) = Default::default();
    Dating { interval, basis, reasons, bounds, anchors, open, named, in_part: false }
}

#[cfg(test)]
mod tests;
