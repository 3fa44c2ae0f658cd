//! A person: roles over time, partners, events.

use crate::actor;
use crate::choice::Choice;
use crate::error::AskError;
use crate::events::{self, Found};
use crate::record::{Record, edtf};
use entente_ledger::{Ledger, StoredAssertion};
use entente_resolve::persons::{self, Held, Person};
use entente_text::Party;
use entente_world::history::fold;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A person as the outside sees them. Its field names are a promise to other programs.
#[derive(Debug, Clone, Serialize)]
pub struct PersonRecord {
    /// The usual name.
    pub name: String,
    /// Other spellings that articles use.
    pub variants: Vec<String>,
    /// Codes of the polities acted for.
    pub polities: Vec<String>,
    /// The item in Wikidata.
    pub wikidata: Option<String>,
    /// Whether the reference world knows the person.
    pub known: bool,
    /// How many documents name them.
    pub reports: usize,
    /// Terms of the reference world, then roles that articles tell of.
    pub roles: Vec<RoleRecord>,
    /// Codes of those faced, with the number of events.
    pub partners: BTreeMap<String, usize>,
    /// Events by date.
    pub events: Vec<Record>,
}

/// A role over time.
#[derive(Debug, Clone, Serialize)]
pub struct RoleRecord {
    /// Role id.
    pub role: Option<String>,
    /// What an article calls it.
    pub title: Option<String>,
    /// The polity acted for.
    pub polity: Option<String>,
    /// EDTF, or empty.
    pub since: String,
    /// EDTF, or empty.
    pub until: String,
    /// `world`, or `reports`: then the dates are those of the articles.
    pub basis: &'static str,
    /// The words of articles.
    pub claims: Vec<Naming>,
}

/// Where an article names a person.
#[derive(Debug, Clone, Serialize)]
pub struct Naming {
    /// The document.
    pub doc: String,
    /// The words.
    pub quote: String,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// All persons that articles name.
#[derive(Debug)]
pub struct People {
    persons: Vec<Person>,
    told: Arc<Vec<StoredAssertion>>,
}

impl People {
    /// The persons of a ledger.
    pub fn of(ledger: &Ledger) -> Result<Self, AskError> {
        let told = ledger.assertions_of("naming")?;
        Ok(Self { persons: persons::persons(&told), told: Arc::new(told) })
    }
}

/// A person with what they did.
#[derive(Debug)]
pub struct Known {
    /// The person.
    pub person: Person,
    /// Namesakes, those named by the most documents first.
    pub others: Vec<Person>,
    /// What names the persons; roles point into it.
    pub told: Arc<Vec<StoredAssertion>>,
    /// Events in which the person acts or is met.
    pub found: Found,
}

/// The person that a typed name means, where articles name one.
pub fn find(ledger: &Ledger, choice: &Choice, typed: &str) -> Result<Option<Known>, AskError> {
    Known::among(ledger, &People::of(ledger)?, choice, typed)
}

/// Events in which the person acts or is met.
fn events_of(ledger: &Ledger, choice: &Choice, person: &Person) -> Result<Found, AskError> {
    let parties = person.codes.first().map(|c| vec![c.clone()]).unwrap_or_default();
    let mut found = events::find(ledger, choice, parties, false)?;
    let names: Vec<Vec<String>> =
        std::iter::once(&person.name).chain(&person.variants).map(|n| words(n)).collect();
    let is = |party: &Party| {
        party.name.as_deref().map(words).is_some_and(|w| {
            !w.is_empty()
                && names.iter().any(|n| w.iter().all(|x| n.contains(x)) || n.iter().all(|x| w.contains(x)))
        })
    };
    found.events.retain(|e| e.actors.iter().chain(&e.recipients).any(is));
    Ok(found)
}

fn words(name: &str) -> Vec<String> {
    fold(name).split(' ').filter(|w| w.chars().count() > 1).map(str::to_owned).collect()
}

impl Known {
    /// The one of some people that a typed name means.
    pub fn among(
        ledger: &Ledger,
        people: &People,
        choice: &Choice,
        typed: &str,
    ) -> Result<Option<Self>, AskError> {
        let mut found = persons::find(&people.persons, typed).into_iter().cloned();
        let Some(person) = found.next() else { return Ok(None) };
        let others = found.collect();
        let found = events_of(ledger, choice, &person)?;
        Ok(Some(Self { person, others, told: Arc::clone(&people.told), found }))
    }

    /// Codes of those whom the person faces, with the number of events.
    pub fn partners(&self) -> BTreeMap<String, usize> {
        let mut partners = BTreeMap::new();
        for event in &self.found.events {
            for code in self.person.codes.first().map(|c| actor::facing(event, c)).unwrap_or_default() {
                *partners.entry(code.to_owned()).or_default() += 1;
            }
        }
        partners
    }

    /// As the outside sees them.
    pub fn record(&self) -> PersonRecord {
        let person = &self.person;
        PersonRecord {
            name: person.name.clone(),
            variants: person.variants.clone(),
            polities: person.codes.clone(),
            wikidata: person.wikidata.clone(),
            known: person.known,
            reports: person.reports,
            roles: person.roles.iter().map(|r| role_record(r, &self.told)).collect(),
            partners: self.partners(),
            events: self.found.events.iter().map(Record::with_reports).collect(),
        }
    }
}

fn role_record(held: &Held, told: &[StoredAssertion]) -> RoleRecord {
    let naming = |i: &usize| {
        let a = &told[*i].assertion;
        Naming {
            doc: told[*i].source.name.clone(),
            quote: a.quote.clone(),
            start: a.at.span.start,
            end: a.at.span.end,
        }
    };
    RoleRecord {
        role: held.role.clone(),
        title: held.title.clone(),
        polity: held.code.clone(),
        since: edtf(held.since.as_ref()),
        until: edtf(held.until.as_ref()),
        basis: if held.told.is_empty() { "world" } else { "reports" },
        claims: held.told.iter().map(naming).collect(),
    }
}
