//! With whom a polity deals, and who acts for it.

use crate::error::AskError;
use entente_ledger::{EventFilter, EventRow, Ledger};
use entente_text::{Category, Party};
use serde::Serialize;
use std::collections::BTreeMap;

/// One that a polity deals with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partner {
    /// Its code.
    pub code: String,
    /// Events of cooperation.
    pub cooperation: usize,
    /// Events of conflict.
    pub conflict: usize,
}

impl Partner {
    /// All events with it.
    pub fn events(&self) -> usize {
        self.cooperation + self.conflict
    }
}

/// Whom a polity faces in some events, those in the most events first.
pub fn partners(events: &[EventRow], code: &str) -> Vec<Partner> {
    let mut partners: BTreeMap<&str, Partner> = BTreeMap::new();
    for event in events {
        for other in facing(event, code) {
            let partner = partners.entry(other).or_insert_with(|| Partner {
                code: other.to_owned(),
                cooperation: 0,
                conflict: 0,
            });
            *if is_conflict(event.category) { &mut partner.conflict } else { &mut partner.cooperation } += 1;
        }
    }
    let mut partners: Vec<_> = partners.into_values().collect();
    partners.sort_by(|a, b| b.events().cmp(&a.events()).then_with(|| a.code.cmp(&b.code)));
    partners
}

/// The same counted by the ledger, the `most` with the most events.
pub fn partners_of(
    ledger: &Ledger,
    code: &str,
    filter: &EventFilter,
    most: usize,
) -> Result<Vec<Partner>, AskError> {
    let conflict: Vec<Category> = Category::ALL.iter().copied().filter(|c| is_conflict(*c)).collect();
    let counted = ledger.partners(code, filter, &conflict, most)?;
    let partner = |(code, cooperation, conflict): (String, u32, u32)| Partner {
        code,
        cooperation: cooperation as usize,
        conflict: conflict as usize,
    };
    Ok(counted.into_iter().map(partner).collect())
}

/// Whom a polity faces in an event: the other side, or all others where they act together.
pub fn facing<'a>(event: &'a EventRow, code: &str) -> Vec<&'a str> {
    let has = |side: &[Party]| side.iter().any(|p| p.code == code);
    let mut others: Vec<&str> = match (event.symmetric, has(&event.actors), has(&event.recipients)) {
        (true, ..) => event.actors.iter().chain(&event.recipients).map(|p| p.code.as_str()).collect(),
        (false, true, _) => event.recipients.iter().map(|p| p.code.as_str()).collect(),
        (false, false, _) => event.actors.iter().map(|p| p.code.as_str()).collect(),
    };
    others.retain(|c| *c != code);
    others.sort_unstable();
    others.dedup();
    others
}

/// Whether a category is of the half that PLOVER counts as conflict.
pub fn is_conflict(category: Category) -> bool {
    category >= Category::Request
}

/// A person who acts for a polity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Acting {
    /// The name.
    pub name: String,
    /// Role id, or what the article calls the role; empty where none is told.
    pub role: String,
    /// Events in which they do.
    pub events: usize,
}

/// Who acts for a polity in some events, those in the most events first.
pub fn persons(events: &[EventRow], code: &str) -> Vec<Acting> {
    let mut persons: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for party in events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)).filter(|p| p.code == code) {
        if let Some(name) = &party.name {
            *persons.entry((name, party.role.as_deref().unwrap_or_default())).or_default() += 1;
        }
    }
    let mut persons: Vec<_> = persons.into_iter().collect();
    persons.sort_by_key(|(person, n)| (std::cmp::Reverse(*n), *person));
    let acting = |((name, role), events): ((&str, &str), usize)| Acting {
        name: name.to_owned(),
        role: role.to_owned(),
        events,
    };
    persons.into_iter().map(acting).collect()
}

/// The last `most` events by date; undated ones say nothing of when.
pub fn latest(events: &mut Vec<EventRow>, most: usize) {
    events.retain(|e| e.date.as_ref().is_some_and(|d| !d.has_open_year()));
    let cut = events.len().saturating_sub(most);
    events.drain(..cut);
}
