//! The curve of `entente relation`: how close two are, step by step, with the events that moved it.

use crate::ask;
use crate::output::{FAINT, Output, STRONG};
use crate::table::Table;
use anyhow::{Result, anyhow};
use entente::record::two_places;
use entente_code::Kinds;
use entente_ledger::EventRow;
use entente_resolve::closeness::{Pulse, Step, at, day_of, weight};
use serde::Serialize;

/// One point of the curve. Its field names are a promise to other programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// The last day of the step.
    pub until: String,
    /// From -10 to 10.
    pub closeness: f64,
    /// How much evidence that rests on: the sum of the weights that are left.
    pub evidence: f64,
    /// Events of the step.
    pub events: usize,
    /// Those that moved the curve most, the strongest first.
    pub moved: Vec<Moved>,
}

/// One event's part in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// Its id.
    pub id: String,
    /// Its date.
    pub date: String,
    /// Its kind.
    pub kind: String,
    /// PLOVER score of the kind.
    pub score: f64,
    /// How much it counts.
    pub weight: f64,
    /// How many independent sources report it.
    pub independent: usize,
    /// Its words.
    pub quote: String,
}

/// How many events a point names.
const NAMED: usize = 3;

/// The curve of some events, and how many of them have no date that places them.
pub fn curve(events: &[EventRow], step: Option<Step>) -> Result<(Vec<Point>, usize)> {
    let kinds = Kinds::embedded().map_err(|e| anyhow!("{e}"))?;
    let mut dated: Vec<(Pulse, &EventRow)> = Vec::new();
    for event in events {
        let (Some(day), Some(kind)) = (event.date.as_ref().and_then(day_of), kinds.get(&event.kind)) else {
            continue;
        };
        dated.push((Pulse { day, score: f64::from(kind.score), weight: weight(event) }, event));
    }
    dated.sort_by(|a, b| a.0.day.cmp(&b.0.day).then_with(|| a.1.id.cmp(&b.1.id)));
    let (Some(first), Some(last)) = (dated.first(), dated.last()) else {
        return Ok((Vec::new(), events.len()));
    };
    let (first, last) = (first.0.day, last.0.day);
    let pulses: Vec<Pulse> = dated.iter().map(|d| d.0).collect();
    let mut points = Vec::new();
    let mut done = 0;
    for ((y, m, d), end) in step.unwrap_or_else(|| Step::fitting(first, last)).ends(first, last) {
        let upto = done + dated[done..].partition_point(|(p, _)| p.day <= end);
        let (closeness, evidence) = at(&pulses, end);
        points.push(Point {
            until: format!("{y:04}-{m:02}-{d:02}"),
            closeness: two_places(closeness),
            evidence: two_places(evidence),
            events: upto - done,
            moved: strongest(&dated[done..upto]),
        });
        done = upto;
    }
    Ok((points, events.len() - dated.len()))
}

fn strongest(events: &[(Pulse, &EventRow)]) -> Vec<Moved> {
    let mut events: Vec<_> = events.iter().filter(|(p, _)| p.weight * p.score != 0.0).collect();
    events.sort_by(|a, b| {
        let pull = |p: &Pulse| (p.weight * p.score).abs();
        pull(&b.0).total_cmp(&pull(&a.0)).then_with(|| a.1.id.cmp(&b.1.id))
    });
    let moved = |(pulse, event): &&(Pulse, &EventRow)| Moved {
        id: event.id.clone(),
        date: event.date.as_ref().map(ToString::to_string).unwrap_or_default(),
        kind: event.kind.clone(),
        score: pulse.score,
        weight: two_places(pulse.weight),
        independent: event.independent,
        quote: event.quote().to_owned(),
    };
    events.iter().take(NAMED).map(moved).collect()
}

/// As comma-separated values, header first.
pub fn csv(out: &mut Output, points: &[Point]) -> Result<()> {
    let header = ["until", "closeness", "evidence", "events", "moved"].map(str::to_owned).to_vec();
    let row = |p: &Point| {
        let moved: Vec<&str> = p.moved.iter().map(|m| m.id.as_str()).collect();
        vec![
            p.until.clone(),
            p.closeness.to_string(),
            p.evidence.to_string(),
            p.events.to_string(),
            moved.join(";"),
        ]
    };
    out.csv(std::iter::once(header).chain(points.iter().map(row)))?;
    Ok(())
}

/// As a table with bars.
pub fn table(out: &mut Output, points: &[Point], undated: usize) -> Result<()> {
    let mut table = Table::new(&["Until", "Closeness", "", "Evidence", "Events", "*Moved most by"]);
    for (i, point) in points.iter().enumerate() {
        // Quiet steps say only that nothing happened; the last one says where things stand.
        if point.events == 0 && i + 1 < points.len() {
            continue;
        }
        let moved: Vec<String> =
            point.moved.iter().map(|m| format!("{} {}", m.kind.replace('_', " "), &m.id[..8])).collect();
        table.row([
            point.until.clone(),
            format!("{:+.1}", point.closeness),
            bar(point.closeness),
            format!("{:.1}", point.evidence),
            point.events.to_string(),
            moved.join(", "),
        ]);
    }
    out.line(&out.paint(STRONG, "Closeness, from -10 to +10"))?;
    for line in table.text(out.width) {
        out.line(&line)?;
    }
    if undated > 0 {
        out.line(&out.paint(FAINT, &format!("{} without a date are not in it", ask::events(undated))))?;
    }
    out.line("")?;
    Ok(())
}

/// Half of a bar's columns.
const HALF: i32 = 5;

/// Conflict to the left of the middle, cooperation to the right.
fn bar(closeness: f64) -> String {
    let filled = (closeness.abs() / 10.0 * f64::from(HALF)).round() as i32;
    let (left, right) = if closeness < 0.0 { (filled, 0) } else { (0, filled) };
    let side = |n: i32, c: &str| c.repeat(n.max(0) as usize);
    format!("{}{}|{}{}", side(HALF - left, " "), side(left, "-"), side(right, "+"), side(HALF - right, " "))
}
