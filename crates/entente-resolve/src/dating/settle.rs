//! What the words of an article leave open, settled by its dating.

use super::days::{self, Day};
use super::reading::{self, Lies, Line, MonthDay, Point, Timed};
use super::{Dater, Dating};
use entente_text::{Annotated, Edtf, Grain, Span, TimeExpression};
use entente_time::{Context, Prefer};

/// At the end of the rule of an expression that was settled.
const MARK: &str = "+dated";

/// An expression with what it means.
struct Settled {
    span: Span,
    edtf: Edtf,
    value: String,
    grain: Grain,
}

/// Settles the expressions of an article; gives how many.
pub(crate) fn settle(dater: &Dater, annotated: &mut Annotated, article: u32, dating: &Dating) -> usize {
    let lines = reading::lines(dater, annotated, article);
    let mut settled = Vec::new();
    for line in &lines {
        let found = line.times.iter().filter_map(|timed| bare(line, timed, dating));
        settled.extend(found);
        if let (Some(first), Some(last)) = dating.bounds {
            settled.extend(relative(dater, annotated.text(), line, (first, last)));
        }
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

/// The year of a bare day or month.
fn bare(line: &Line<'_>, timed: &Timed, dating: &Dating) -> Option<Settled> {
    let edtf = timed.tagged.expression.edtf.as_ref().filter(|e| e.has_open_year())?;
    let Point::Bare(from, to, _) = timed.point else { return None };
    let anchor = dating.anchors.iter().find(|a| a.span == timed.span);
    let year = match anchor {
        Some(anchor) => anchor.year,
        None if line.is_narrative(timed) || timed.relative().is_some() => return None,
        None => {
            let (Some(first), Some(last)) = dating.bounds else { return None };
            let seen = |day: Day| year_seen(line.lies(timed), from, to, day);
            seen(first).filter(|year| seen(last) == Some(*year))?
        }
    };
    let edtf = edtf.with_year(year);
    let expression = &timed.tagged.expression;
    let value = expression.value.replacen("XXXX", &format!("{year:04}"), 2);
    (!edtf.has_open_year()).then_some(Settled { span: timed.span, edtf, value, grain: expression.grain })
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

/// The expressions that are reckoned from the day of publication and come out the same from the first and from the
/// last day of the interval.
fn relative(dater: &Dater, text: &str, line: &Line<'_>, (first, last): (Day, Day)) -> Vec<Settled> {
    let wanted = |t: &&Timed| t.relative().is_some_and(|r| r.unit >= Grain::Day) && !line.is_narrative(t);
    if !line.times.iter().any(|t| wanted(&t)) {
        return Vec::new();
    }
    let (Some(start), Some(end)) = (line.tokens.first(), line.tokens.last()) else { return Vec::new() };
    let span = start.span.cover(end.span);
    let seen_from = |day: Day| {
        let context = Context { published: Edtf::parse(&days::iso(day)).ok(), prefer: Prefer::Past };
        dater.tagger.tag(span.slice(text), &context)
    };
    let (from_first, from_last) = (seen_from(first), seen_from(last));
    let same = from_first.into_iter().zip(from_last).filter_map(|(a, b)| {
        let edtf =
            a.expression.edtf.filter(|e| b.expression.edtf.as_ref() == Some(e) && !e.has_open_year())?;
        let span = a.expression.span.shift(span.start as usize);
        let is_wanted = line.times.iter().any(|t| wanted(&t) && t.span == span);
        is_wanted.then_some(Settled { span, edtf, value: a.expression.value, grain: a.expression.grain })
    });
    same.collect()
}
