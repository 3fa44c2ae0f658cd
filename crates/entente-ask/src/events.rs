//! Events that a choice finds, and their table.

use crate::choice::Choice;
use crate::error::AskError;
use crate::record::Record;
use entente_ledger::{EventFilter, EventRow, Ledger};
use entente_text::Party;
use std::collections::BTreeSet;

/// Events to show, and how many are held back.
#[derive(Debug)]
pub struct Found {
    /// The events, by date.
    pub events: Vec<EventRow>,
    /// How many are below the threshold.
    pub hidden: usize,
    /// The confidence below which they are.
    pub threshold: f32,
}

/// The events that a choice finds among those with all the given parties; `facing` leaves only those in which the
/// first two face each other.
pub fn find(ledger: &Ledger, choice: &Choice, parties: Vec<String>, facing: bool) -> Result<Found, AskError> {
    let mut events = ledger.events(&EventFilter { parties, facing, ..choice.events()? })?;
    let threshold = choice.threshold();
    let before = events.len();
    events.retain(|e| e.confidence >= threshold);
    Ok(Found { hidden: before - events.len(), events, threshold })
}

/// The columns of a table of events.
pub const COLUMNS: [&str; 17] = [
    "id",
    "date",
    "type",
    "kind",
    "actors",
    "recipients",
    "status",
    "scope",
    "fields",
    "reports",
    "independent",
    "outlets",
    "confidence",
    "quote",
    "doc",
    "start",
    "end",
];

/// Events as rows of a table, header first; lists within a cell are separated by semicolons.
pub fn rows(events: &[EventRow]) -> Vec<Vec<String>> {
    std::iter::once(header(&COLUMNS)).chain(events.iter().map(row)).collect()
}

fn row(event: &EventRow) -> Vec<String> {
    let r = Record::with_reports(event);
    let codes = |side: &[Party]| distinct(side.iter().map(|p| p.code.as_str())).join(";");
    vec![
        r.id.unwrap_or_default(),
        r.date,
        r.category.to_owned(),
        r.kind,
        codes(&r.actors),
        codes(&r.recipients),
        r.status.to_owned(),
        r.scope.to_owned(),
        r.fields.join(";"),
        r.reports.unwrap_or(1).to_string(),
        r.independent.unwrap_or(1).to_string(),
        r.outlets.unwrap_or_default().join(";"),
        r.confidence.to_string(),
        r.quote,
        r.doc,
        r.start.to_string(),
        r.end.to_string(),
    ]
}

pub(crate) fn header(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|c| (*c).to_owned()).collect()
}

/// The items without repetition, in the order of their first.
pub fn distinct<'a>(items: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    items.filter(|i| seen.insert(*i)).collect()
}
