//! Gold and predictions from JSON Lines.

use entente_text::{Claim, Document, Party, Scope};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// An event as far as it is scored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "RawEvent")]
pub struct Scored {
    /// PLOVER category.
    #[serde(rename = "type")]
    pub category: String,
    /// Codes of the actors.
    pub actors: Vec<String>,
    /// Codes of the recipients.
    pub recipients: Vec<String>,
    /// Done together.
    pub symmetric: bool,
    /// EDTF, or empty.
    pub date: String,
    /// Status, or empty.
    pub status: String,
    /// Within one polity.
    pub domestic: bool,
    /// The clause.
    pub quote: String,
    /// Kind, or empty.
    pub kind: String,
    /// The rule that made it, or empty.
    pub rule: String,
    /// From 0 to 1, of what was predicted.
    pub confidence: Option<f32>,
}

impl From<&Claim> for Scored {
    fn from(claim: &Claim) -> Self {
        let codes = |side: &[Party]| side.iter().map(|p| p.code.clone()).collect();
        Self {
            category: claim.category.name().to_owned(),
            actors: codes(&claim.actors),
            recipients: codes(&claim.recipients),
            symmetric: claim.symmetric,
            date: claim.date.as_ref().map(ToString::to_string).unwrap_or_default(),
            status: claim.status.name().to_owned(),
            domestic: claim.scope == Scope::Domestic,
            quote: claim.quote.clone(),
            kind: claim.kind.clone(),
            rule: claim.rule.clone(),
            confidence: Some(claim.confidence),
        }
    }
}

/// Why a file can't be scored.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ScoreError {
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Events by document, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    order: Vec<String>,
    events: BTreeMap<String, Vec<Scored>>,
}

impl Documents {
    /// The documents with their events.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Scored])> {
        self.order.iter().map(|id| (id.as_str(), self.get(id)))
    }

    /// The events of a document; none where it is not known.
    pub fn get(&self, document: &str) -> &[Scored] {
        self.events.get(document).map_or(&[], Vec::as_slice)
    }

    fn of(&mut self, document: String) -> &mut Vec<Scored> {
        if !self.events.contains_key(&document) {
            self.order.push(document.clone());
        }
        self.events.entry(document).or_default()
    }
}

#[derive(Deserialize)]
struct Row {
    doc: Option<Value>,
    id: Option<Value>,
    events: Option<Vec<RawEvent>>,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

#[derive(Deserialize)]
struct RawEvent {
    #[serde(rename = "type")]
    category: String,
    actors: Option<Vec<RawParty>>,
    recipients: Option<Vec<RawParty>>,
    symmetric: Option<bool>,
    date: Option<String>,
    status: Option<String>,
    scope: Option<String>,
    quote: Option<String>,
    kind: Option<String>,
    rule: Option<String>,
    confidence: Option<f32>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawParty {
    Code(String),
    Party { code: Option<String> },
}

/// Reads documents with their events, one a line (`{"id", "events"}`), or events, one a line, that name their
/// document as `doc`. Actors and recipients are codes or objects with a `code`.
pub fn parse(text: &str) -> Result<Documents, ScoreError> {
    let mut documents = Documents::default();
    for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let wrong = |e: serde_json::Error| ScoreError { line: number + 1, message: e.to_string() };
        let row: Row = serde_json::from_str(line).map_err(wrong)?;
        if let Some(events) = row.events {
            let known = documents.of(name(row.id));
            known.extend(events.into_iter().map(Scored::from));
        } else {
            let event: RawEvent = serde_json::from_value(Value::Object(row.rest)).map_err(wrong)?;
            documents.of(name(row.doc.or(row.id))).push(event.into());
        }
    }
    Ok(documents)
}

/// The documents of gold whose text is there, by id.
pub fn texts(text: &str) -> BTreeMap<String, Document> {
    let document = |line: &str| {
        let row: Value = serde_json::from_str(line).ok()?;
        let words = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let id = name(row.get("id").cloned());
        row["text"].as_str()?;
        let mut document = Document::new(id.clone(), words("title"), words("text"));
        document.lang = row["lang"].as_str().map(str::to_owned);
        document.published.date = row["published"].as_str().and_then(|d| d.parse().ok());
        Some((id, document))
    };
    text.lines().filter_map(document).collect()
}

fn name(id: Option<Value>) -> String {
    match id {
        Some(Value::String(s)) => s,
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

impl From<RawEvent> for Scored {
    fn from(raw: RawEvent) -> Self {
        let codes = |side: Option<Vec<RawParty>>| {
            let code = |p| match p {
                RawParty::Code(c) => Some(c),
                RawParty::Party { code } => code,
            };
            side.unwrap_or_default().into_iter().filter_map(code).filter(|c| !c.is_empty()).collect()
        };
        Self {
            category: raw.category,
            actors: codes(raw.actors),
            recipients: codes(raw.recipients),
            symmetric: raw.symmetric.unwrap_or(false),
            date: raw.date.unwrap_or_default(),
            status: raw.status.unwrap_or_default(),
            domestic: raw.scope.as_deref() == Some("domestic"),
            quote: raw.quote.unwrap_or_default(),
            kind: raw.kind.unwrap_or_default(),
            rule: raw.rule.unwrap_or_default(),
            confidence: raw.confidence,
        }
    }
}
