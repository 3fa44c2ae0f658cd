//! An event as the outside sees it: one JSON object, the same in `entente code` and in all questions to a ledger.

use entente_resolve::{Event, Reported};
use entente_text::{Attribution, Edtf, Located, Part, Party};
use serde::Serialize;

/// One event. Its field names are a promise to other programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// Short id; only from a ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Id of the document that the quote is from.
    pub doc: String,
    /// PLOVER category.
    #[serde(rename = "type")]
    pub category: &'static str,
    /// Kind, finer than the category.
    pub kind: String,
    /// Who did it.
    pub actors: Vec<Party>,
    /// Who received it.
    pub recipients: Vec<Party>,
    /// EDTF, or empty.
    pub date: String,
    /// `happened`, `scheduled`, `proposed`, `conditional` or `called_off`.
    pub status: &'static str,
    /// `international` or `domestic`.
    pub scope: &'static str,
    /// Fields of cooperation.
    pub fields: Vec<String>,
    /// The most informative clause, verbatim.
    pub quote: String,
    /// `title` when `start` and `end` count in the document's separate title.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub part: Option<&'static str>,
    /// First byte of the quote.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Who says so.
    pub attribution: Option<Source>,
    /// From 0 to 1, to three places.
    pub confidence: f64,
    /// The rule that made the claim that the quote is from.
    pub rule: String,
    /// How many documents report it; only from a ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports: Option<usize>,
    /// How many independent sources: copies of one text, and texts of one outlet, count once; only from a ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub independent: Option<usize>,
    /// Their outlets; only from a ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlets: Option<Vec<String>>,
}

/// Who says so, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// In the article's words.
    pub source: String,
    /// The polity that the speaker acts for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// `title` for a place in the separate title.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub part: Option<&'static str>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl From<&Attribution> for Source {
    fn from(said: &Attribution) -> Self {
        Self {
            source: said.source.clone(),
            code: said.code.clone(),
            part: title(said.at),
            start: said.at.span.start,
            end: said.at.span.end,
        }
    }
}

impl Record {
    /// An event of one document, as `entente code` prints it.
    pub fn of<C: Reported>(event: &Event<C>) -> Self {
        let best = event.best_claim();
        Self {
            id: None,
            doc: best.doc.clone(),
            category: event.category.name(),
            kind: event.kind.clone(),
            actors: event.actors.clone(),
            recipients: event.recipients.clone(),
            date: edtf(event.date.as_ref()),
            status: event.status.name(),
            scope: scope(event.scope),
            fields: event.fields.clone(),
            quote: best.quote.clone(),
            part: title(best.at),
            start: best.at.span.start,
            end: best.at.span.end,
            attribution: best.attribution.as_ref().map(Source::from),
            confidence: three_places(event.confidence),
            rule: best.rule.clone(),
            reports: None,
            independent: None,
            outlets: None,
        }
    }

    /// An event of a ledger, with its id, and how many report it.
    pub fn with_reports<C: Reported>(event: &Event<C>) -> Self {
        Self {
            id: Some(event.id.clone()),
            reports: Some(event.reports),
            independent: Some(event.independent),
            outlets: Some(event.outlets.clone()),
            ..Self::of(event)
        }
    }
}

/// `title` for a place in the separate title.
pub(crate) fn title(at: Located) -> Option<&'static str> {
    (at.part == Part::Title).then_some("title")
}

fn scope(scope: entente_text::Scope) -> &'static str {
    match scope {
        entente_text::Scope::International => "international",
        entente_text::Scope::Domestic => "domestic",
    }
}

/// Rounded to two places.
pub fn two_places(x: f64) -> f64 {
    // Nought without a sign.
    (x * 100.0).round() / 100.0 + 0.0
}

/// A 32-bit number as a 64-bit one that prints short.
pub fn three_places(x: f32) -> f64 {
    (f64::from(x) * 1000.0).round() / 1000.0
}

/// A date as text; empty where there is none.
pub fn edtf(date: Option<&Edtf>) -> String {
    date.map(ToString::to_string).unwrap_or_default()
}
