//! An event with every claim, in the words of its documents; a document with what it tells.

use crate::error::AskError;
use crate::record::{Record, Source, edtf, three_places, title};
use entente_ledger::{DocumentRow, EventRow, Ledger, StoredClaim};
use entente_text::{Located, Part};
use serde::Serialize;

/// An event with its claims. Its field names are a promise to other programs.
#[derive(Debug, Clone, Serialize)]
pub struct EventWithClaims {
    /// The event.
    #[serde(flatten)]
    pub record: Record,
    /// All that reports it.
    pub claims: Vec<ClaimRecord>,
}

/// A claim as the outside sees it.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimRecord {
    /// The document.
    pub doc: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// EDTF, or empty.
    pub date: String,
    /// How far the act had come.
    pub status: &'static str,
    /// The whole sentence.
    pub sentence: String,
    /// The most informative clause.
    pub quote: String,
    /// The word that the rule began with.
    pub trigger: String,
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
    /// The rule that made it.
    pub rule: String,
    /// Version of the coder.
    pub coder: String,
}

/// A claim with the words of its document.
#[derive(Debug, Clone)]
pub struct Opened<'a> {
    /// The claim.
    pub stored: &'a StoredClaim,
    /// The whole sentence.
    pub sentence: String,
    /// The word that the rule began with.
    pub trigger: String,
}

/// The claims of an event with their words.
pub fn claims<'a>(ledger: &Ledger, event: &'a EventRow) -> Result<Vec<Opened<'a>>, AskError> {
    let mut opened = Vec::new();
    for stored in &event.claims {
        let (title, body) = ledger.text(&stored.source.sha256)?.unwrap_or_default();
        let words = |at: Located| match at.part {
            Part::Title => at.span.slice(&title).to_owned(),
            Part::Text => at.span.slice(&body).to_owned(),
        };
        opened.push(Opened {
            stored,
            sentence: words(stored.claim.sentence),
            trigger: words(stored.claim.trigger),
        });
    }
    Ok(opened)
}

/// An event with its claims as the outside sees it.
pub fn event(event: &EventRow, claims: &[Opened<'_>]) -> EventWithClaims {
    EventWithClaims {
        record: Record::with_reports(event),
        claims: claims.iter().map(Opened::record).collect(),
    }
}

impl Opened<'_> {
    /// The claim as the outside sees it.
    pub fn record(&self) -> ClaimRecord {
        let (stored, claim) = (self.stored, &self.stored.claim);
        ClaimRecord {
            doc: stored.source.name.clone(),
            outlet: stored.source.outlet.clone(),
            published: stored.source.published.clone(),
            date: edtf(claim.date.as_ref()),
            status: claim.status.name(),
            sentence: self.sentence.clone(),
            quote: claim.quote.clone(),
            trigger: self.trigger.clone(),
            part: title(claim.at),
            start: claim.at.span.start,
            end: claim.at.span.end,
            attribution: claim.attribution.as_ref().map(Source::from),
            confidence: three_places(claim.confidence),
            rule: claim.rule.clone(),
            coder: stored.coder.clone(),
        }
    }
}

/// A document with the events that it tells of.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentRecord<'a> {
    /// The document.
    #[serde(flatten)]
    pub document: &'a DocumentRow,
    /// Its events, by date.
    pub told: Vec<Record>,
}

/// A document as the outside sees it.
pub fn document<'a>(document: &'a DocumentRow, events: &[EventRow]) -> DocumentRecord<'a> {
    DocumentRecord { document, told: events.iter().map(Record::with_reports).collect() }
}
