//! What the words of an article leave open, settled by its dating.

use super::Dating;
use super::days::{self, Day};
use super::reading::{Lies, Line, MonthDay, Point, Timed, Zone};
use entente_text::{Annotated, Edtf, Grain, Span, TimeExpression};
use entente_time::Tagged;
use rustc_hash::FxHashMap;

/// A date that an article names with its year, and whether it is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    first: Day,
    last: Day,
    is_ahead: bool,
}

/// A bare day that lies no further than this from a date with its year is of the year that brings the two nearest:
/// news names years mostly of what lies less than a year away.
const NEAREST: Day = 200;
/// A mere year counts as so many days further off.
const VAGUE: Day = 100;
/// A bare time that lies no further than this from the day of the news is one of its season, be it before or after.
const BESIDE: Day = 100;
/// The longest month.
const MONTH: Day = 31;
/// So long before the earliest day of publication the days that it tells of may lie.
const BEFORE: Day = 60;

/// The dates with a year in an article's own sentences.
pub(crate) fn named(lines: &[Line<'_>]) -> Vec<Named> {
    let own = lines.iter().filter(|l| matches!(l.zone, Zone::Head | Zone::Rest));
    let timed = own.flat_map(|line| line.times.iter().map(move |timed| (line, timed)));
    timed
        .filter_map(|(line, timed)| match timed.point {
            Point::Full(first, last, grain) if grain <= Grain::Year => {
                Some(Named { first, last, is_ahead: line.lies(timed) == Lies::Ahead })
            }
            _ => None,
        })
        .collect()
}

/// The year of the first bare day that an article tells of: that in which it follows on the latest month or day that the
/// article names with its year as past, for news tells of what came before; failing that the year in which it lies
/// nearest to a date with its year.
fn news_year(dating: &Dating, from: MonthDay) -> Option<i32> {
    let past = dating.named.iter().filter(|n| n.last - n.first <= MONTH && !is_ahead(dating, n));
    let follows = past.max_by_key(|n| n.first).and_then(|latest| {
        let year = days::ymd(latest.first).0;
        (year..=year + 1).find(|year| on(*year, from).is_some_and(|day| day >= latest.first))
    });
    let is_news = |year: &i32| on(*year, from).is_some_and(|day| is_open(dating, day));
    follows.filter(is_news).or_else(|| nearest_year(dating, from))
}

/// Whether the article says of a date, here or elsewhere, that it is still to come.
fn is_ahead(dating: &Dating, named: &Named) -> bool {
    let month_day = |day| (days::ymd(day).1, days::ymd(day).2);
    let (first, last) = (month_day(named.first), month_day(named.last));
    let bare = |open: &Open| match &open.what {
        What::Bare { from, to, lies: Lies::Ahead, .. } => *from <= first && last <= *to,
        _ => false,
    };
    let holds = |n: &Named| n.is_ahead && n.first <= named.first && named.last <= n.last;
    dating.named.iter().any(holds) || dating.open.iter().any(bare)
}

/// A bare day of a year.
fn on(year: i32, (month, day): MonthDay) -> Option<Day> {
    days::day((year, month, day.min(days::length(year, month))))
}

/// Whether an article that appeared when the dating says can tell of a day as news.
fn is_open(dating: &Dating, day: Day) -> bool {
    let (first, last) = dating.bounds;
    first.is_none_or(|first| day >= first - BEFORE) && last.is_none_or(|last| day <= last)
}

/// The year in which a bare day lies nearest to a date with its year.
fn nearest_year(dating: &Dating, from: MonthDay) -> Option<i32> {
    let mut best: Option<(Day, i32)> = None;
    for named in &dating.named {
        let year = days::ymd(named.first).0;
        for year in year - 1..=year + 1 {
            let Some(on) = on(year, from) else { continue };
            if !is_open(dating, on) || named.is_ahead && on > named.last {
                continue;
            }
            // A year is named of what lies in another one as often as of what lies in it.
            let vague = if named.last - named.first > 300 { VAGUE } else { 0 };
            let far = (named.first - on).max(on - named.last).max(0) + vague;
            if far <= NEAREST && best.is_none_or(|best| (far, year) < best) {
                best = Some((far, year));
            }
        }
    }
    best.map(|(_, year)| year)
}

/// At the end of the rule of an expression that was settled.
const MARK: &str = "+dated";

/// So many years are a round number.
const ROUND: i32 = 10;

/// An expression with what it means.
struct Settled {
    span: Span,
    edtf: Edtf,
    value: String,
    grain: Grain,
}

/// An expression that the words alone leave open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Open {
    span: Span,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// A day or month of an open year; whether the interval may settle it, not only a meeting.
    Bare { expression: TimeExpression, from: MonthDay, to: MonthDay, lies: Lies, is_free: bool },
    /// It is reckoned from the day of publication.
    Relative(Box<Tagged>),
}

/// The expressions of an article that are open.
pub(crate) fn open(lines: &[Line<'_>]) -> Vec<Open> {
    let mut found = Vec::new();
    for line in lines {
        for timed in &line.times {
            let what = [bare_one(line, timed), relative_one(line, timed)];
            found.extend(what.into_iter().flatten().map(|what| Open { span: timed.span, what }));
        }
    }
    found
}

fn bare_one(line: &Line<'_>, timed: &Timed<'_>) -> Option<What> {
    let expression = &timed.tagged.expression;
    let Point::Bare(from, to, _) = timed.point else { return None };
    expression.edtf.as_ref().is_some_and(Edtf::has_open_year).then(|| What::Bare {
        expression: expression.clone(),
        from,
        to,
        lies: line.lies(timed),
        is_free: !line.is_narrative(timed) && timed.relative().is_none(),
    })
}

fn relative_one(line: &Line<'_>, timed: &Timed<'_>) -> Option<What> {
    let relative = timed.relative()?;
    // "30 years ago" is no year.
    let is_round = relative.unit >= Grain::Year && relative.offset.abs() >= ROUND;
    (relative.unit >= Grain::Day && !is_round && !line.is_narrative(timed))
        .then(|| What::Relative(Box::new(timed.tagged.as_ref().clone())))
}

/// Settles the expressions of an article; gives how many.
pub(crate) fn settle(annotated: &mut Annotated, dating: &Dating) -> usize {
    let views = Views::of(dating);
    let mut settled: Vec<Settled> = dating.open.iter().filter_map(|open| bare(open, &views)).collect();
    for open in &dating.open {
        let What::Relative(tagged) = &open.what else { continue };
        // The surer view first: what it settles stays.
        let seen = [views.bounds, views.guess].into_iter().flatten();
        settled.extend(seen.filter_map(|view| relative(open.span, tagged, view)));
    }
    settled.iter().filter(|s| apply(&mut annotated.times, s)).count()
}

fn apply(times: &mut [TimeExpression], settled: &Settled) -> bool {
    let at = times.partition_point(|t| t.span.start < settled.span.start);
    let Some(time) = times.get_mut(at).filter(|t| t.span == settled.span) else { return false };
    if time.edtf.as_ref().is_some_and(|e| !e.has_open_year()) {
        return false;
    }
    time.edtf = Some(settled.edtf.clone());
    time.value.clone_from(&settled.value);
    time.grain = settled.grain;
    time.rule.push_str(MARK);
    true
}

/// The stretches of days that expressions are seen from, the surer first.
struct Views {
    /// The interval of publication, where both ends are known.
    bounds: Option<(Day, Day)>,
    /// Some weeks from the first day that the article tells of.
    guess: Option<(Day, Day)>,
    /// The years that meetings tell.
    anchors: FxHashMap<Span, i32>,
    /// The days that the article names with their year elsewhere.
    named: Vec<Named>,
}

/// An article appears within so many days of the first day that it tells of.
const NEWS: Day = 20;

impl Views {
    fn of(dating: &Dating) -> Self {
        let bounds = dating.bounds.0.zip(dating.bounds.1);
        let told = dating.open.iter().find_map(|open| match &open.what {
            What::Bare { from, to, lies: Lies::Past | Lies::Told, is_free, .. } if from == to => {
                let agreed =
                    bounds.filter(|_| *is_free).and_then(|b| agreed_year(b, Lies::Told, (*from, *to)));
                Some((agreed.or_else(|| news_year(dating, *from)), *from))
            }
            _ => None,
        });
        let first = told.and_then(|(year, (month, day))| days::day((year?, month, day)));
        let mut anchors = FxHashMap::default();
        for anchor in &dating.anchors {
            anchors.entry(anchor.span).or_insert(anchor.year);
        }
        Self { bounds, guess: first.map(|first| (first, first + NEWS)), anchors, named: dating.named.clone() }
    }

    /// The one year that the article itself gives to a day or month where it names that in full.
    fn named_year(&self, from: MonthDay, to: MonthDay) -> Option<i32> {
        let within = |named: &&Named| {
            let ((year, month, day), (_, m, d)) = (days::ymd(named.first), days::ymd(named.last));
            from <= (month, day) && (m, d) <= to && days::ymd(named.last).0 == year
        };
        let mut years = self.named.iter().filter(within).map(|n| days::ymd(n.first).0);
        let first = years.next()?;
        years.all(|year| year == first).then_some(first)
    }
}

/// The year of a bare day or month.
fn bare(open: &Open, views: &Views) -> Option<Settled> {
    let What::Bare { expression, from, to, lies, is_free } = &open.what else { return None };
    let seen = |view| agreed_year(view, *lies, (*from, *to));
    let year = match views.anchors.get(&open.span) {
        Some(year) => Some(*year),
        None => (views.bounds.filter(|_| *is_free).and_then(seen))
            .or_else(|| views.named_year(*from, *to))
            .or_else(|| views.guess.and_then(seen))
            .or_else(|| views.guess.and_then(|(first, _)| year_beside(first, (*from, *to)))),
    }?;
    let edtf = expression.edtf.as_ref()?.with_year(year);
    let value = expression.value.replacen("XXXX", &format!("{year:04}"), 2);
    (!edtf.has_open_year()).then_some(Settled { span: open.span, edtf, value, grain: expression.grain })
}

/// The year that a bare time is of as seen from both ends of a stretch.
fn agreed_year((first, last): (Day, Day), lies: Lies, (from, to): (MonthDay, MonthDay)) -> Option<i32> {
    year_seen(lies, from, to, first).filter(|year| year_seen(lies, from, to, last) == Some(*year))
}

/// The year that brings a bare time close to a day, on whichever side it lies.
fn year_beside(day: Day, (from, to): (MonthDay, MonthDay)) -> Option<i32> {
    let year = days::ymd(day).0;
    (year - 1..=year + 1).find(|y| {
        let stretch = on(*y, from).zip(on(*y, to));
        stretch.is_some_and(|(first, last)| first - day <= BESIDE && day - last <= BESIDE)
    })
}

/// The year that a bare time is of, as seen from a day.
fn year_seen(lies: Lies, from: MonthDay, to: MonthDay, day: Day) -> Option<i32> {
    let year = days::ymd(day).0;
    let on = |y: i32, (m, d): MonthDay| days::day((y, m, d.min(days::length(y, m))));
    let past = || (year - 1..=year).rev().find(|y| on(*y, from).is_some_and(|first| first <= day));
    let ahead = || (year..=year + 1).find(|y| on(*y, to).is_some_and(|last| last >= day));
    match lies {
        Lies::Past | Lies::Told => past(),
        Lies::Ahead => ahead(),
        // Either way only where both ways lead to one year.
        Lies::Unknown => past().filter(|y| ahead() == Some(*y)),
    }
}

/// An expression that comes out the same as seen from the first and from the last day of the interval.
fn relative(span: Span, tagged: &Tagged, (first, last): (Day, Day)) -> Option<Settled> {
    let seen_from = |day: Day| Edtf::parse(&days::iso(day)).ok().map(|day| tagged.seen_from(&day));
    let (a, b) = (seen_from(first)?, seen_from(last)?);
    let edtf = a.edtf.filter(|e| b.edtf.as_ref() == Some(e) && !e.has_open_year())?;
    Some(Settled { span, edtf, value: a.value, grain: a.grain })
}
