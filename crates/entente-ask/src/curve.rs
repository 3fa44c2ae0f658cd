//! The curve of a relation: how close two are, step by step, with the events that moved it.

use crate::choice::kinds;
use crate::error::AskError;
use crate::events::header;
use crate::record::{edtf, two_places};
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
pub fn curve(events: &[EventRow], step: Option<Step>) -> Result<(Vec<Point>, usize), AskError> {
    let kinds = kinds()?;
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
        date: edtf(event.date.as_ref()),
        kind: event.kind.clone(),
        score: pulse.score,
        weight: two_places(pulse.weight),
        independent: event.independent,
        quote: event.quote().to_owned(),
    };
    events.iter().take(NAMED).map(moved).collect()
}

/// Points as rows of a table, header first.
pub fn rows(points: &[Point]) -> Vec<Vec<String>> {
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
    let columns = ["until", "closeness", "evidence", "events", "moved"];
    std::iter::once(header(&columns)).chain(points.iter().map(row)).collect()
}
