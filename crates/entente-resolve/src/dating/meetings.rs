//! Evidence of meetings that are to come or over, by the reference world's table.

use super::Dater;
use super::ReasonKind;
use super::days::{self, Day, Days};
use super::evidence::{Evidence, Part};
use super::reading::{Lies, Line, MonthDay, Point, Timed, Zone};
use super::words::{Hit, Signal};
use entente_text::{Grain, MentionKind, Span};
use entente_world::history::{History, fold};
use std::collections::BTreeMap;

/// Tokens behind a meeting's name in which its place and time stand.
const REACH: usize = 14;
/// A bare date is of the year of its meeting, or of one this many days away.
const SAME_YEAR: Day = 180;
/// Endings of series that are meetings of leaders.
const LEADERS: &str = "-summit";

/// One meeting, ready to be compared.
#[derive(Debug)]
struct Known {
    first: Day,
    last: Day,
    state: &'static str,
    towns: Vec<String>,
    name: &'static str,
}

#[derive(Debug)]
struct Series {
    names: Vec<String>,
    meetings: Vec<Known>,
    /// Whether the table has nearly every year's meeting, so that a missing one is no worry.
    is_complete: bool,
}

/// The meetings of the reference world by series.
#[derive(Debug)]
pub(crate) struct Meetings {
    series: Vec<Series>,
    /// The leaders' meetings of an organisation.
    by_org: BTreeMap<&'static str, usize>,
    towns: std::collections::BTreeSet<String>,
}

/// An expression whose year a meeting tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchored {
    pub span: Span,
    pub year: i32,
}

impl Meetings {
    /// Indexes the meetings; names in the language, or in English where there are none in it.
    pub fn new(history: &History, lang: &str) -> Self {
        let mut all =
            Self { series: Vec::new(), by_org: BTreeMap::new(), towns: std::collections::BTreeSet::new() };
        for series in history.series() {
            let mut meetings: Vec<Known> =
                history.find_meetings(series.id, &[]).into_iter().filter_map(known).collect();
            meetings.sort_by_key(|m| (m.first, m.last));
            all.towns.extend(meetings.iter().flat_map(|m| m.towns.iter().cloned()));
            all.series.push(Series {
                names: series.names(lang),
                is_complete: is_complete(series.id, &meetings),
                meetings,
            });
        }
        for (number, series) in history.series().iter().enumerate() {
            let own = format!("{}{LEADERS}", series.org.to_lowercase());
            if series.id == own {
                all.by_org.insert(series.org, number);
            }
        }
        all
    }

    /// The names of all series, with their numbers.
    pub fn names(&self) -> impl Iterator<Item = (u16, &str)> {
        self.series.iter().enumerate().flat_map(|(i, s)| s.names.iter().map(move |n| (i as u16, n.as_str())))
    }
}

fn known(meeting: &entente_world::history::Meeting) -> Option<Known> {
    let (first, last) = meeting.term.outer();
    let towns = meeting.places.iter().map(|p| fold(p)).collect();
    Some(Known {
        first: days::day(first)?,
        last: days::day(last)?,
        state: meeting.place_code,
        towns,
        name: meeting.name_en,
    })
}

/// Whether a series of leaders' meetings has one in nearly every year since it met regularly.
fn is_complete(id: &str, meetings: &[Known]) -> bool {
    let years: std::collections::BTreeSet<i32> =
        meetings.iter().map(|m| days::ymd(m.first).0).filter(|y| *y >= 2005).collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return false };
    let span = (last - first + 1) as usize;
    id.ends_with(LEADERS) && id.matches('-').count() == 1 && span >= 10 && years.len() * 10 >= span * 9
}

/// A meeting that a line speaks of.
struct Spoken<'a> {
    span: Span,
    /// The meetings that fit what is said of place and time.
    fitting: Vec<&'a Known>,
    /// Whether place or time told some of them from the others.
    is_told_apart: bool,
    is_complete: bool,
    /// The day from which on meetings may be missing in the table, where one of them may be meant.
    beyond: Option<Day>,
    coming: Option<Day>,
    ended: Option<Day>,
    times: Vec<&'a Timed<'a>>,
}

/// Evidence of the meetings that an article speaks of, and the bare dates whose year they tell.
pub(crate) fn gather(
    dater: &Dater,
    text: &str,
    lines: &[Line<'_>],
    all: &mut Vec<Evidence>,
) -> Vec<Anchored> {
    let mut anchors = Vec::new();
    for line in lines.iter().filter(|l| matches!(l.zone, Zone::Head | Zone::Rest | Zone::Caption)) {
        for hit in line.hits(|s| matches!(s, Signal::Series(_) | Signal::Summit)) {
            let Some(series) = series_of(&dater.meetings, line, hit) else { continue };
            let Some(spoken) = spoken(&dater.meetings, text, line, hit, series) else { continue };
            all.extend(evidence(text, line, &spoken));
            anchors.extend(anchored(&spoken));
        }
    }
    anchors
}

/// The series that a phrase names, by the organisation beside it where it names none itself.
fn series_of<'a>(meetings: &'a Meetings, line: &Line<'_>, hit: &Hit) -> Option<&'a Series> {
    if let Signal::Series(number) = hit.signal {
        return meetings.series.get(usize::from(number));
    }
    let orgs = line.mentions.iter().filter(|m| m.kind != MentionKind::Outsider).filter_map(|m| {
        match &m.polities[..] {
            [only] => Some((line.tokens_of(m).0, *meetings.by_org.get(only.as_str())?)),
            _ => None,
        }
    });
    let orgs: Vec<(usize, usize)> = orgs.collect();
    let near = orgs.iter().find(|(at, _)| *at >= hit.last && *at <= hit.last + 3).map(|(_, number)| *number);
    let only = || orgs.first().map(|o| o.1).filter(|first| orgs.iter().all(|o| o.1 == *first));
    meetings.series.get(near.or_else(only)?)
}

fn spoken<'a>(
    meetings: &Meetings,
    text: &str,
    line: &'a Line<'_>,
    hit: &Hit,
    series: &'a Series,
) -> Option<Spoken<'a>> {
    let next = line.hits(|s| matches!(s, Signal::Series(_) | Signal::Summit)).find(|h| h.first >= hit.last);
    let end = (hit.last + REACH).min(next.map_or(usize::MAX, |h| h.first)).min(line.tokens.len());
    let times: Vec<&Timed> = line.times.iter().filter(|t| t.first >= hit.last && t.first < end).collect();
    let mut fitting: Vec<&Known> = series.meetings.iter().collect();
    let mut is_told_apart = false;
    let mut is_exact = false;
    let mut keep = |wanted: &dyn Fn(&Known) -> bool| {
        let kept: Vec<&Known> = fitting.iter().copied().filter(|m| wanted(m)).collect();
        let is_any = !kept.is_empty();
        // A place or bare day that no meeting fits was said of something else.
        if is_any {
            is_told_apart |= kept.len() < fitting.len();
            fitting = kept;
        }
        is_any
    };
    for time in &times {
        match time.point {
            // A meeting of a year that the table lacks.
            Point::Full(first, last, _) if !keep(&|m: &Known| m.first <= last && first <= m.last) => {
                return None;
            }
            Point::Bare(from, to, grain) => {
                let fits = keep(&|m: &Known| fits_bare(m, from, to));
                is_exact |= fits && grain <= Grain::Day;
            }
            Point::Full(..) | Point::Since(_) | Point::None => {}
        }
    }
    for at in line.hits(|s| s == Signal::At).filter(|h| h.first >= hit.last && h.first < end) {
        match place(meetings, text, line, at.last) {
            Some(Place::Town(town)) => is_exact |= keep(&|m: &Known| m.towns.contains(&town)),
            Some(Place::State(state)) => {
                keep(&|m: &Known| m.state == state);
            }
            None => {}
        }
    }
    let from = hit.first.saturating_sub(6);
    let within = |pick: &dyn Fn(Signal) -> Option<u16>| {
        let near = line.hits.iter().filter(|h| h.last > from && h.first < end);
        near.filter_map(|h| pick(h.signal)).min().map(Day::from)
    };
    Some(Spoken {
        span: line.tokens[hit.first].span.cover(line.tokens[hit.last - 1].span),
        beyond: (!is_exact && fitting.len() != 1)
            .then(|| series.meetings.last().map(|m| m.last + 1))
            .flatten(),
        fitting,
        is_told_apart,
        is_complete: series.is_complete,
        coming: within(&|s| if let Signal::Coming(n) = s { Some(n) } else { None }),
        ended: within(&|s| if let Signal::Ended(n) = s { Some(n) } else { None }),
        times,
    })
}

/// Whether a meeting can have been on days or in a month without a year.
fn fits_bare(meeting: &Known, from: MonthDay, to: MonthDay) -> bool {
    let year = days::ymd(meeting.first).0;
    let on = |(m, d): MonthDay| days::day((year, m, d.min(days::length(year, m))));
    match (on(from), on(to)) {
        (Some(first), Some(last)) => meeting.first <= last && first <= meeting.last,
        _ => false,
    }
}

enum Place {
    Town(String),
    State(String),
}

/// The place that begins at a token.
fn place(meetings: &Meetings, text: &str, line: &Line<'_>, at: usize) -> Option<Place> {
    let longest = (line.tokens.len()).min(at + 4);
    for end in (at + 1..=longest).rev() {
        let span = line.tokens[at].span.cover(line.tokens[end - 1].span);
        let name = fold(span.slice(text));
        if meetings.towns.contains(&name) {
            return Some(Place::Town(name));
        }
    }
    let mention = line.mentions.iter().find(|m| line.tokens_of(m).0 == at)?;
    match &mention.polities[..] {
        [only] => Some(Place::State(only.clone())),
        _ => None,
    }
}

/// What a sentence tells of the day of publication, whichever of the meetings is meant.
struct Telling {
    certainty: u8,
    /// The days that each of the meetings leaves open.
    ranges: Vec<(Day, Day)>,
    tells: String,
}

impl Telling {
    fn new(certainty: u8, spoken: &Spoken<'_>, range: impl Fn(&Known) -> (Day, Day), tells: &str) -> Self {
        let ranges = spoken.fitting.iter().map(|m| range(m)).collect();
        Self { certainty, ranges, tells: tells.to_owned() }
    }
}

/// What the sentence tells of the day of publication.
fn evidence(text: &str, line: &Line<'_>, spoken: &Spoken<'_>) -> Option<Evidence> {
    let sure = spoken.is_told_apart || spoken.is_complete;
    if !sure || spoken.fitting.is_empty() || line.has(Signal::Hindsight) {
        return None;
    }
    let telling = telling(text, line, spoken)?;
    let quoted = spoken.span.slice(text);
    let known = spoken.fitting.iter().zip(&telling.ranges).map(|(m, range)| {
        let when = format!("{}, {} to {}", m.name, days::iso(m.first), days::iso(m.last));
        (*range, format!("\"{quoted}\" ({when}) {}", telling.tells))
    });
    let beyond = spoken.beyond.map(|day| ((day, Day::MAX), format!("\"{quoted}\" {}", telling.tells)));
    let parts: Vec<Part> = known
        .chain(beyond)
        .map(|(range, words)| Part { days: Days::of([range]), span: spoken.span, words })
        .collect();
    let days = Days::of(parts.iter().flat_map(|p| p.days.ranges().iter().copied()));
    let words = format!("\"{quoted}\" {}", telling.tells);
    let certainty = telling.certainty;
    Some(Evidence {
        kind: ReasonKind::Meeting,
        certainty,
        days,
        span: Some(spoken.span),
        words,
        any_of: parts,
    })
}

fn telling(text: &str, line: &Line<'_>, spoken: &Spoken<'_>) -> Option<Telling> {
    let by_time = spoken.times.iter().any(|t| matches!(t.point, Point::Bare(..) | Point::Full(..)));
    let certainty = match (spoken.is_told_apart, by_time) {
        (true, true) => 62,
        (true, false) => 49,
        (false, _) => 47,
    };
    let tell = |certainty, range: &dyn Fn(&Known) -> (Day, Day), tells: &str| {
        Some(Telling::new(certainty, spoken, range, tells))
    };
    if let Some((time, relative)) = spoken.times.iter().find_map(|t| Some((*t, t.relative()?))) {
        let tells = format!("is spoken of as \"{}\"", time.span.slice(text));
        return match (time.point, relative.offset) {
            (Point::Bare(..), 1..) => tell(certainty, &in_its_year, &tells),
            // What is planned for next year may come to nothing.
            (Point::None, offset) if relative.unit != Grain::Year || offset <= 0 => {
                tell(certainty.min(60), &|m| seen_from(m, relative.unit, offset), &tells)
            }
            _ => None,
        };
    }
    let year = spoken.times.iter().any(|t| t.has_year());
    match (spoken.coming, spoken.ended) {
        (Some(within), None) if !year && !narrative(line) => {
            tell(certainty, &|m| (m.first - within, m.first - 1), "is still to come")
        }
        (None, Some(within)) if !year => tell(certainty, &|m| (m.last, m.last + within), "is just over"),
        _ => in_passing(line, spoken, year),
    }
}

/// Whether the sentence goes on from a time that bears a year.
fn narrative(line: &Line<'_>) -> bool {
    line.after_year || line.times.iter().any(Timed::has_year)
}

/// A meeting that is over because the sentence tells of the past, or that is of the year because its days have none.
fn in_passing(line: &Line<'_>, spoken: &Spoken<'_>, year: bool) -> Option<Telling> {
    if let ([_], true) = (&spoken.fitting[..], year) {
        let time = spoken.times.iter().find(|t| t.has_year())?;
        let ahead = line.lies(time) == Lies::Ahead || line.has(Signal::Future);
        let over = !ahead && line.has(Signal::Past) && !line.is_right_before(Signal::Until, time);
        return over
            .then(|| Telling::new(79, spoken, |m| (m.last, Day::MAX), "is told of as past, with its year"));
    }
    let fits = |from, to| spoken.fitting.iter().all(|m| fits_bare(m, from, to));
    let days =
        spoken.times.iter().find(|t| matches!(t.point, Point::Bare(a, b, Grain::Day) if fits(a, b)))?;
    if narrative(line) || !spoken.is_told_apart {
        return None;
    }
    Some(match line.lies(days) {
        Lies::Past | Lies::Told => {
            Telling::new(63, spoken, from_it_on, "is told of as past, without its year")
        }
        Lies::Ahead | Lies::Unknown => {
            Telling::new(56, spoken, around_it, "is named by its days without a year")
        }
    })
}

/// The days before a meeting in which its month needs no year.
fn in_its_year(m: &Known) -> (Day, Day) {
    let first = days::day((days::ymd(m.first).0, 1, 1)).unwrap_or(m.first);
    (first.min(m.first - SAME_YEAR), m.first - 1)
}

fn from_it_on(m: &Known) -> (Day, Day) {
    (m.first, around_it(m).1)
}

fn around_it(m: &Known) -> (Day, Day) {
    let last = days::day((days::ymd(m.last).0, 12, 31)).unwrap_or(m.last);
    (in_its_year(m).0, last.max(m.last + SAME_YEAR))
}

/// The days from which a meeting is in the unit that lies so many units later.
fn seen_from(m: &Known, unit: Grain, offset: i32) -> (Day, Day) {
    let months = |day: Day| {
        let (y, month, _) = days::ymd(day);
        y * 12 + i32::from(month) - 1
    };
    let month = |n: i32| days::day((n.div_euclid(12), (n.rem_euclid(12) + 1) as u8, 1)).unwrap_or(0);
    match unit {
        Grain::Day => (m.first - offset, m.last - offset),
        Grain::Week => {
            let monday = |d: Day| d + 1 - Day::from(days::weekday(d));
            // Some begin the week with Sunday.
            (monday(m.first) - 7 * offset - 1, monday(m.last) - 7 * offset + 6)
        }
        Grain::Month => (month(months(m.first) - offset), month(months(m.last) - offset + 1) - 1),
        Grain::Year => {
            (month((days::ymd(m.first).0 - offset) * 12), month((days::ymd(m.last).0 - offset + 1) * 12) - 1)
        }
        _ => (Day::MIN, Day::MAX),
    }
}

/// The bare dates of a meeting that only one fits.
fn anchored(spoken: &Spoken<'_>) -> Vec<Anchored> {
    let [only] = &spoken.fitting[..] else { return Vec::new() };
    let bare = spoken.times.iter().filter(|t| match t.point {
        Point::Bare(from, to, _) => spoken.is_told_apart && fits_bare(only, from, to),
        _ => false,
    });
    bare.map(|t| Anchored { span: t.span, year: days::ymd(only.first).0 }).collect()
}
