//! Evidence of the dates in the text, and of those that came with it.

use super::days::{self, Day, Days};
use super::evidence::Evidence;
use super::reading::{Lies, Line, Point, Timed, Zone};
use super::words::Signal;
use super::ReasonKind;
use entente_text::{Grain, Published, PublishedBasis, TokenKind};

/// For how long after a day news names it without its year, at least.
const SAME_YEAR: Day = 180;
/// For how long after a day an article begins with it, without its year.
const FRESH: Day = 92;

/// The date that came with the document.
pub(crate) fn metadata(published: &Published) -> Option<Evidence> {
    let kind = match published.basis {
        PublishedBasis::Stated => ReasonKind::Stated,
        PublishedBasis::Metadata => ReasonKind::Metadata,
        PublishedBasis::Inferred | PublishedBasis::Unknown => return None,
    };
    let date = published.date.as_ref()?;
    let first = date.first_day().and_then(days::day).unwrap_or(Day::MIN);
    let last = date.last_day().and_then(days::day).unwrap_or(Day::MAX);
    let words = "the document came with this date".to_owned();
    (!date.has_open_year()).then(|| Evidence { kind, certainty: 100, days: Days::of([(first, last)]), span: None, words })
}

/// Evidence of each time expression of a line.
pub(crate) fn gather(text: &str, line: &Line<'_>, all: &mut Vec<Evidence>) {
    for timed in &line.times {
        let found = match line.zone {
            Zone::Stamp => stamp(text, line, timed),
            Zone::Above => clock(text, timed),
            Zone::Within => within(text, line, timed),
            Zone::Head | Zone::Rest | Zone::Caption => told(text, line, timed),
        };
        all.extend(found);
    }
}

fn evidence(kind: ReasonKind, certainty: u8, days: Days, timed: &Timed, words: String) -> Evidence {
    Evidence { kind, certainty, days, span: Some(timed.span), words }
}

/// A day in a byline or credit.
fn stamp(text: &str, line: &Line<'_>, timed: &Timed) -> Option<Evidence> {
    let quoted = timed.span.slice(text);
    match timed.point {
        // A long line is a sentence that was taken for a credit.
        Point::Full(day, last, Grain::Day) if day == last && line.tokens.len() < 40 => {
            let words = format!("the byline or credit says \"{quoted}\"");
            Some(evidence(ReasonKind::Stated, 98, Days::of([(day, day)]), timed, words))
        }
        _ => None,
    }
}

/// A day above the article: of publication, or of the moment in which the page was kept.
fn clock(text: &str, timed: &Timed) -> Option<Evidence> {
    match timed.point {
        Point::Full(day, last, Grain::Day) if day == last => {
            let words = format!("the page says \"{}\" above the article", timed.span.slice(text));
            Some(evidence(ReasonKind::Page, 85, Days::until(day), timed, words))
        }
        _ => None,
    }
}

/// Words of the page between the article's own lines: a stamp with the time of day, or another article's first words.
fn within(text: &str, line: &Line<'_>, timed: &Timed) -> Option<Evidence> {
    let quoted = timed.span.slice(text);
    match timed.point {
        Point::Full(day, last, Grain::Day) if day == last && line.tokens.len() < 16 && is_stamp(text, line, timed) => {
            let words = format!("the page says \"{quoted}\" at the article");
            Some(evidence(ReasonKind::Stated, 96, Days::of([(day, day)]), timed, words))
        }
        Point::Full(day, _, Grain::Day) if line.lies(timed) == Lies::Told => {
            let words = format!("an article that the page puts into this one tells of \"{quoted}\"");
            Some(evidence(ReasonKind::Page, 45, Days::from(day), timed, words))
        }
        Point::Bare(from, _, Grain::Day) if matches!(line.lies(timed), Lies::Told | Lies::Past) && !line.is_narrative(timed) => {
            let words =
                format!("an article that the page puts into this one tells of \"{quoted}\", without a year");
            Some(evidence(ReasonKind::Page, 40, after(from, SAME_YEAR, true, timed), timed, words))
        }
        _ => None,
    }
}

/// Whether a time of day or a weekday stands beside it.
fn is_stamp(text: &str, line: &Line<'_>, timed: &Timed) -> bool {
    let clock = |w: &str| w.contains(':') && w.bytes().next().is_some_and(|b| b.is_ascii_digit());
    let numbers = line.tokens.iter().filter(|t| t.kind == TokenKind::Number);
    timed.tagged.weekday.is_some() || numbers.into_iter().any(|t| clock(t.span.slice(text)))
}

/// A time in the article's own sentences.
fn told(text: &str, line: &Line<'_>, timed: &Timed) -> Option<Evidence> {
    match timed.point {
        Point::Full(first, last, grain) => full(text, line, timed, (first, last), grain),
        Point::Since(first) => {
            let words = format!("\"{}\" is told as past", timed.span.slice(text));
            let past = matches!(line.lies(timed), Lies::Told | Lies::Past);
            past.then(|| evidence(ReasonKind::FullDate, 80, Days::from(first), timed, words))
        }
        Point::Bare(from, to, grain) => bare(text, line, timed, (from, to), grain),
        Point::None => None,
    }
}

/// A date with its year: not before it, or not after it.
fn full(text: &str, line: &Line<'_>, timed: &Timed, (first, last): (Day, Day), grain: Grain) -> Option<Evidence> {
    let quoted = timed.span.slice(text);
    let opens = timed.first <= 2;
    let certainty = match (line.lies(timed), grain) {
        (Lies::Ahead, Grain::Day | Grain::Month | Grain::Quarter | Grain::Year) if is_plain_plan(line, timed) => {
            let words = format!("\"{quoted}\" is still to come");
            return Some(evidence(ReasonKind::FutureDate, 50, Days::until(last), timed, words));
        }
        (Lies::Past | Lies::Told, Grain::Second | Grain::Minute | Grain::Hour | Grain::Day) => 92,
        (Lies::Past, Grain::Month | Grain::Quarter) => 88,
        (Lies::Past, Grain::Year) => 84,
        (Lies::Told, Grain::Month | Grain::Quarter) => 78,
        (Lies::Told, Grain::Year) if opens => 76,
        _ => return None,
    };
    let words = format!("\"{quoted}\" is told as past");
    Some(evidence(ReasonKind::FullDate, certainty, Days::from(first), timed, words))
}

/// Whether a sentence tells of a plan of now: nothing in it or before it is of a year that it names.
fn is_plain_plan(line: &Line<'_>, timed: &Timed) -> bool {
    !line.after_year && !line.times.iter().any(|t| t.has_year() && t.first != timed.first) && !line.has(Signal::Hindsight)
}

type MonthDay = (u8, u8);

/// A day or month without its year.
fn bare(text: &str, line: &Line<'_>, timed: &Timed, (from, to): (MonthDay, MonthDay), grain: Grain) -> Option<Evidence> {
    let quoted = timed.span.slice(text);
    let relative = timed.relative();
    let today = relative.filter(|r| r.unit == Grain::Day && r.offset <= 0 && r.offset >= -1 && timed.tagged.expression.edtf.is_none());
    if let Some(relative) = today.filter(|_| from == to) {
        let days = Days::each_year(|y| {
            let day = days::day((y, from.0, from.1))? - relative.offset;
            Some((day, day))
        });
        let which = if relative.offset == 0 { "today" } else { "yesterday" };
        return Some(evidence(ReasonKind::Today, 82, days, timed, format!("\"{quoted}\": {which} is named with its date")));
    }
    if line.is_narrative(timed) {
        return None;
    }
    let is_day = grain <= Grain::Day;
    let kind = if timed.tagged.weekday.is_some() { ReasonKind::Weekday } else { ReasonKind::BareDate };
    match line.lies(timed) {
        Lies::Past | Lies::Told if is_day && line.zone == Zone::Head => {
            let words = format!("the article begins with \"{quoted}\", without a year");
            Some(evidence(kind, 66, after(from, FRESH, false, timed), timed, words))
        }
        Lies::Past | Lies::Told if is_day => {
            let words = format!("\"{quoted}\" is told as past, without a year");
            Some(evidence(kind, 64, after(from, SAME_YEAR, true, timed), timed, words))
        }
        Lies::Past if grain == Grain::Month => {
            let words = format!("\"{quoted}\" is told as past, without a year");
            Some(evidence(kind, 56, after(from, SAME_YEAR + 31, true, timed), timed, words))
        }
        Lies::Ahead if is_day || grain == Grain::Month => {
            let words = format!("\"{quoted}\" is still to come, without a year");
            Some(evidence(kind, 58, before(from, to, timed), timed, words))
        }
        _ => None,
    }
}

/// From a day of some year on, for so long; to the end of its year at least, where `year` says so.
fn after((month, dom): MonthDay, length: Day, year: bool, timed: &Timed) -> Days {
    Days::each_year(|y| {
        let first = days::day((y, month, dom)).filter(|d| fits_weekday(*d, timed))?;
        let end = if year { days::year(y)?.1 } else { first };
        Some((first, end.max(first + length)))
    })
}

/// Up to a day of some year, from the beginning of that year or half a year before.
fn before((month, dom): MonthDay, to: MonthDay, timed: &Timed) -> Days {
    Days::each_year(|y| {
        let first = days::day((y, month, dom)).filter(|d| fits_weekday(*d, timed))?;
        let last = days::day((y, to.0, to.1.min(days::length(y, to.0))))?;
        Some((days::year(y)?.0.min(first - SAME_YEAR), last))
    })
}

fn fits_weekday(day: Day, timed: &Timed) -> bool {
    timed.tagged.weekday.is_none_or(|w| w == days::weekday(day))
}
