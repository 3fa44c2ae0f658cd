//! Bodies that act for polities: their names, who acts for them, their events.

use crate::choice::Choice;
use crate::error::AskError;
use crate::events::{self, Found};
use crate::record::Record;
use entente_ledger::{EventRow, Ledger, StoredAssertion};
use entente_resolve::bodies::{self, Body};
use entente_text::{Asserted, fold};
use serde::Serialize;
use std::collections::BTreeMap;

/// A body as the outside sees it. Its field names are a promise to other programs.
#[derive(Debug, Clone, Serialize)]
pub struct BodyRecord {
    /// The name that articles use most.
    pub name: String,
    /// Other names that articles use.
    pub variants: Vec<String>,
    /// What sort it is: `foreign_ministry`, `parliament` …
    pub sort: String,
    /// Code of the polity that it acts for.
    pub polity: String,
    /// How many documents name it.
    pub reports: usize,
    /// Names of persons whose titles name it, with the number of documents.
    pub persons: BTreeMap<String, usize>,
    /// Events that are told of it by name, by date.
    pub events: Vec<Record>,
}

/// A body with what it did.
#[derive(Debug)]
pub struct Known {
    /// The body.
    pub body: Body,
    /// Persons whose titles name it, those of the most documents first.
    pub persons: Vec<(String, usize)>,
    /// Events whose words name it.
    pub found: Found,
}

/// All bodies that articles name, those named by the most documents first.
pub fn all(ledger: &Ledger) -> Result<Vec<Body>, AskError> {
    Ok(bodies::bodies(&ledger.assertions_of("body")?))
}

/// The one of `all` bodies that a typed name means, with what it did.
pub fn find(ledger: &Ledger, choice: &Choice, all: &[Body], typed: &str) -> Result<Option<Known>, AskError> {
    let Some(body) = bodies::find(all, typed).cloned() else { return Ok(None) };
    let names: Vec<String> = std::iter::once(&body.name).chain(&body.variants).map(|n| fold(n)).collect();
    let told = |words: &str| {
        let words = fold(words);
        names.iter().any(|n| words.contains(n.as_str()))
    };
    let mut found = events::find(ledger, choice, vec![body.code.clone()], false)?;
    let acts = |e: &EventRow| e.actors.iter().chain(&e.recipients).any(|p| p.code == body.code);
    found.events.retain(|e| acts(e) && e.claims.iter().any(|c| told(&c.claim.quote)));
    let persons = persons(&ledger.assertions_of("naming")?, told);
    Ok(Some(Known { body, persons, found }))
}

/// Who is given a title that names the body, with the number of documents.
fn persons(named: &[StoredAssertion], told: impl Fn(&str) -> bool) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for assertion in named {
        if let Asserted::Naming(naming) = &assertion.assertion.asserted
            && naming.title.as_deref().is_some_and(&told)
        {
            *counts.entry(&naming.name).or_default() += 1;
        }
    }
    let mut all: Vec<(String, usize)> = counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
    all.sort_by(|a, b| (std::cmp::Reverse(a.1), &a.0).cmp(&(std::cmp::Reverse(b.1), &b.0)));
    all
}

impl Known {
    /// As the outside sees it.
    pub fn record(&self) -> BodyRecord {
        BodyRecord {
            name: self.body.name.clone(),
            variants: self.body.variants.clone(),
            sort: self.body.sort.clone(),
            polity: self.body.code.clone(),
            reports: self.body.reports,
            persons: self.persons.iter().cloned().collect(),
            events: self.found.events.iter().map(Record::with_reports).collect(),
        }
    }
}
