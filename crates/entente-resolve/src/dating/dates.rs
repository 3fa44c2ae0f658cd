//! Evidence of the dates in the text, and of those that came with it.

use super::days::{self, Day, Days};
use super::evidence::{Evidence, Part};
use super::reading::{Lies, Line, MonthDay, Point, Timed, Zone};
use super::words::Signal;
use super::{Dater, ReasonKind};
use entente_text::{Grain, Published, PublishedBasis, Span, TokenKind};
use entente_time::Context;

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
    (!date.has_open_year()).then(|| Evidence {
        kind,
        certainty: 100,
        days: Days::of([(first, last)]),
        span: None,
        words,
        any_of: Vec::new(),
    })
}

/// Evidence of each time expression of a line.
pub(crate) fn gather(dater: &Dater, text: &str, line: &Line<'_>, all: &mut Vec<Evidence>) {
    for timed in &line.times {
        let found = match line.zone {
            Zone::Stamp => stamp(text, line, timed),
            Zone::Above => clock(text, timed),
            Zone::Within => within(text, line, timed),
            Zone::Head | Zone::Rest | Zone::Caption => {
                today(dater, text, line, timed).or_else(|| told(text, line, timed))
            }
        };
        all.extend(found);
    }
}

fn evidence(kind: ReasonKind, certainty: u8, days: Days, timed: &Timed<'_>, words: String) -> Evidence {
    Evidence { kind, certainty, days, span: Some(timed.span), words, any_of: Vec::new() }
}

/// A day in a byline or credit.
fn stamp(text: &str, line: &Line<'_>, timed: &Timed<'_>) -> Option<Evidence> {
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
fn clock(text: &str, timed: &Timed<'_>) -> Option<Evidence> {
    match timed.point {
        Point::Full(day, last, Grain::Day) if day == last => {
            let words = format!("the page says \"{}\" above the article", timed.span.slice(text));
            Some(evidence(ReasonKind::Page, 85, Days::until(day), timed, words))
        }
        _ => None,
    }
}

/// Words of the page between the article's own lines: a stamp with the time of day, or another article's first words.
fn within(text: &str, line: &Line<'_>, timed: &Timed<'_>) -> Option<Evidence> {
    let quoted = timed.span.slice(text);
    match timed.point {
        Point::Full(day, last, Grain::Day)
            if day == last && line.tokens.len() < 16 && is_stamp(text, line, timed) =>
        {
            let words = format!("the page says \"{quoted}\" at the article");
            Some(evidence(ReasonKind::Stated, 96, Days::of([(day, day)]), timed, words))
        }
        Point::Full(day, _, Grain::Day) if line.lies(timed) == Lies::Told => {
            let words = format!("an article that the page puts into this one tells of \"{quoted}\"");
            Some(evidence(ReasonKind::Page, 45, Days::from(day), timed, words))
        }
        Point::Bare(from, _, Grain::Day)
            if matches!(line.lies(timed), Lies::Told | Lies::Past) && !line.is_narrative(timed) =>
        {
            let words =
                format!("an article that the page puts into this one tells of \"{quoted}\", without a year");
            Some(evidence(ReasonKind::Page, 40, after(from, SAME_YEAR, true, timed), timed, words))
        }
        _ => None,
    }
}

/// Whether a time of day or a weekday stands beside it.
fn is_stamp(text: &str, line: &Line<'_>, timed: &Timed<'_>) -> bool {
    let clock = |w: &str| w.contains(':') && w.bytes().next().is_some_and(|b| b.is_ascii_digit());
    let numbers = line.tokens.iter().filter(|t| t.kind == TokenKind::Number);
    timed.weekday.is_some() || numbers.into_iter().any(|t| clock(t.span.slice(text)))
}

/// "Today (22/3)": the day itself, of some year.
fn today(dater: &Dater, text: &str, line: &Line<'_>, timed: &Timed<'_>) -> Option<Evidence> {
    let days = match timed.point {
        Point::Bare(from, to, Grain::Day | Grain::Hour | Grain::Minute) if from == to => {
            Days::each_year(|y| {
                days::day((y, from.0, from.1)).filter(|d| fits_weekday(*d, timed)).map(|d| (d, d))
            })
        }
        Point::Full(day, last, Grain::Day | Grain::Hour | Grain::Minute) if day == last => {
            Days::of([(day, day)])
        }
        _ => return None,
    };
    timed.relative().filter(|r| r.unit == Grain::Day && matches!(r.offset, -1 | 0))?;
    // The relative words must stand first: "12/6 just past" is not yesterday.
    let own = line.tokens.get(timed.first..timed.last)?;
    let date =
        own.iter().find(|t| t.kind == TokenKind::Number && t.span.slice(text).contains(['/', '-', '.']))?;
    let before = Span { start: timed.span.start, end: date.span.start };
    let tagged = dater.tagger.tag(before.slice(text), &Context::default());
    let offset = tagged
        .iter()
        .find_map(|t| t.expression.relative.filter(|r| r.unit == Grain::Day && matches!(r.offset, -1 | 0)))?
        .offset;
    let which = if offset == 0 { "today" } else { "yesterday" };
    let words = format!("\"{}\": {which} is named with its date", timed.span.slice(text));
    Some(evidence(ReasonKind::Today, 82, days.later(-offset), timed, words))
}

/// A time in the article's own sentences.
fn told(text: &str, line: &Line<'_>, timed: &Timed<'_>) -> Option<Evidence> {
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
fn full(
    text: &str,
    line: &Line<'_>,
    timed: &Timed<'_>,
    (first, last): (Day, Day),
    grain: Grain,
) -> Option<Evidence> {
    let quoted = timed.span.slice(text);
    let opens = timed.first <= 2 || line.is_right_before(Signal::Since, timed);
    let opens =
        opens || line.hits(|s| s == Signal::Past).any(|h| h.first >= timed.last && h.first <= timed.last + 2);
    let certainty = match (line.lies(timed), grain) {
        (Lies::Ahead, Grain::Day | Grain::Month | Grain::Quarter | Grain::Year)
            if is_plain_plan(line, timed) =>
        {
            let words = format!("\"{quoted}\" is still to come");
            let certainty = if grain == Grain::Day { 50 } else { 43 };
            return Some(evidence(ReasonKind::FutureDate, certainty, Days::until(last), timed, words));
        }
        (Lies::Past | Lies::Told, Grain::Second | Grain::Minute | Grain::Hour | Grain::Day) => 92,
        (Lies::Past, Grain::Month | Grain::Quarter) => 88,
        (Lies::Past, Grain::Year) if opens => 84,
        (Lies::Told, Grain::Month | Grain::Quarter) => 78,
        (Lies::Told, Grain::Year) if opens => 76,
        _ => return None,
    };
    let words = format!("\"{quoted}\" is told as past");
    Some(evidence(ReasonKind::FullDate, certainty, Days::from(first), timed, words))
}

/// Whether a sentence tells of a plan of now: nothing in it or before it is of a year that it names.
fn is_plain_plan(line: &Line<'_>, timed: &Timed<'_>) -> bool {
    let said = line.hits(|s| s == Signal::Future).any(|h| h.last <= timed.first && timed.first - h.last <= 5);
    said && !line.after_year
        && !line.times.iter().any(|t| t.has_year() && t.first != timed.first)
        && !line.has(Signal::Hindsight)
}

/// A day or month without its year.
fn bare(
    text: &str,
    line: &Line<'_>,
    timed: &Timed<'_>,
    (from, to): (MonthDay, MonthDay),
    grain: Grain,
) -> Option<Evidence> {
    let quoted = timed.span.slice(text);
    if line.is_narrative(timed) {
        return None;
    }
    // "12 June last year" is of any season.
    if timed.relative().is_some_and(|r| r.unit >= Grain::Year) {
        return None;
    }
    let is_day = grain <= Grain::Day;
    let kind = if timed.weekday.is_some() { ReasonKind::Weekday } else { ReasonKind::BareDate };
    match line.lies(timed) {
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
            let certainty = if timed.relative().is_some() { 52 } else { 44 };
            Some(evidence(kind, certainty, before(from, to, timed), timed, words))
        }
        _ => None,
    }
}

/// Where an article begins with a day of some year, the last date that it names is of the weeks before it.
pub(crate) fn fresh(text: &str, lines: &[Line<'_>]) -> Option<Evidence> {
    // Pictures may be old ones.
    let own = || lines.iter().filter(|l| matches!(l.zone, Zone::Head | Zone::Rest));
    // Without a day where it begins, an article may tell of no news.
    if !own().any(|l| l.zone == Zone::Head && l.times.iter().any(|t| past_day(l, t).is_some())) {
        return None;
    }
    let parts: Vec<Part> = own()
        .flat_map(|line| line.times.iter().filter_map(move |timed| Some((timed, around(line, timed)?))))
        .map(|(timed, days)| {
            let words = format!("\"{}\" is the last date that it names", timed.span.slice(text));
            Part { days, span: timed.span, words }
        })
        .collect();
    let first = parts.first()?;
    let days = Days::of(parts.iter().flat_map(|p| p.days.ranges().iter().copied()));
    Some(Evidence {
        kind: ReasonKind::BareDate,
        certainty: 60,
        days,
        span: Some(first.span),
        words: first.words.clone(),
        any_of: parts,
    })
}

/// The weeks in which an article is news whose last date is this one; before it, too, where it may be to come.
fn around(line: &Line<'_>, timed: &Timed<'_>) -> Option<Days> {
    if past_day(line, timed).is_some() {
        return past_day(line, timed).map(|day| after(day, FRESH, false, timed));
    }
    match timed.point {
        Point::Full(first, last, Grain::Day | Grain::Month) => {
            Some(Days::of([(first - FRESH, last + FRESH)]))
        }
        Point::Bare(from, to, Grain::Day | Grain::Month) => Some(Days::each_year(|y| {
            let last = days::day((y, to.0, to.1.min(days::length(y, to.0))))?;
            Some((days::day((y, from.0, from.1))? - FRESH, last + FRESH))
        })),
        _ => None,
    }
}

/// A day without its year that is told as past, of no year that the text names.
fn past_day(line: &Line<'_>, timed: &Timed<'_>) -> Option<MonthDay> {
    let Point::Bare(_, to, grain) = timed.point else { return None };
    let past = matches!(line.lies(timed), Lies::Past | Lies::Told) && grain <= Grain::Day;
    let year = timed.relative().is_some_and(|r| r.unit >= Grain::Year);
    (past && !year && !line.is_narrative(timed)).then_some(to)
}

/// From a day of some year on, for so long; to the end of its year at least, where `year` says so.
fn after((month, dom): MonthDay, length: Day, year: bool, timed: &Timed<'_>) -> Days {
    Days::each_year(|y| {
        let first = days::day((y, month, dom)).filter(|d| fits_weekday(*d, timed))?;
        let end = if year { days::year(y)?.1 } else { first };
        Some((first, end.max(first + length)))
    })
}

/// Up to a day of some year, from the beginning of that year or half a year before.
fn before((month, dom): MonthDay, to: MonthDay, timed: &Timed<'_>) -> Days {
    Days::each_year(|y| {
        let first = days::day((y, month, dom)).filter(|d| fits_weekday(*d, timed))?;
        let last = days::day((y, to.0, to.1.min(days::length(y, to.0))))?;
        Some((days::year(y)?.0.min(first - SAME_YEAR), last))
    })
}

fn fits_weekday(day: Day, timed: &Timed<'_>) -> bool {
    timed.weekday.is_none_or(|w| w == days::weekday(day))
}
