//! Claims as rows.

use crate::document::{Source, Sources};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use entente_resolve::{Event, Reported, Setting};
use entente_text::{Claim, Edtf, Located, SourceSpan};
use rusqlite::{CachedStatement, Row, named_params};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;

/// A claim with its place in the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredClaim {
    /// Its number.
    pub id: i64,
    /// The claim.
    pub claim: Claim,
    /// Its document.
    pub source: Arc<Source>,
    /// Version of the coder that made it.
    pub coder: String,
    /// Its sentence and what its article is about; empty unless it was read to be merged.
    pub setting: Setting,
}

impl Reported for StoredClaim {
    fn claim(&self) -> &Claim {
        &self.claim
    }

    /// The same words read from another path are the same document.
    fn document(&self) -> &str {
        &self.source.sha256
    }

    fn text(&self) -> &str {
        self.source.copy_of.as_deref().unwrap_or(&self.source.sha256)
    }

    fn outlet(&self) -> Option<&str> {
        self.source.outlet.as_deref()
    }

    fn setting(&self) -> Option<&Setting> {
        Some(&self.setting)
    }

    fn published(&self) -> Option<Edtf> {
        date(self.source.published.clone())
    }
}

/// An event as the ledger gives it. In lists `claims` holds only the most informative claim.
pub type EventRow = Event<StoredClaim>;

/// The columns that [`read_claim`] takes, of a table called `c`.
pub(crate) const COLUMNS: &str =
    "c.id, c.document, c.article, c.category, c.kind, c.actors, c.recipients, c.symmetric,
    c.date, c.date_basis, c.status, c.scope, c.fields, c.quote, c.part, c.\"start\", c.\"end\",
    c.sentence_part, c.sentence_start, c.sentence_end, c.trigger_part, c.trigger_start, c.trigger_end,
    c.attribution, c.confidence, c.rule, c.coder";

pub(crate) const INSERT: &str = "INSERT INTO claim (document, report, article, category, kind, actors, recipients, symmetric,
    date, date_basis, status, scope, fields, quote, part, \"start\", \"end\", sentence_part, sentence_start, sentence_end,
    trigger_part, trigger_start, trigger_end, attribution, confidence, rule, coder)
    VALUES (:document, :report, :article, :category, :kind, :actors, :recipients, :symmetric,
    :date, :date_basis, :status, :scope, :fields, :quote, :part, :start, :end, :sentence_part, :sentence_start, :sentence_end,
    :trigger_part, :trigger_start, :trigger_end, :attribution, :confidence, :rule, :coder)";

pub(crate) fn insert_claim(
    statement: &mut CachedStatement<'_>,
    document: i64,
    report: usize,
    claim: &Claim,
    coder: &str,
) -> Result<(), LedgerError> {
    statement.execute(named_params! {
        ":document": document,
        ":report": report as i64,
        ":article": claim.article,
        ":category": claim.category.name(),
        ":kind": claim.kind,
        ":actors": serde_json::to_string(&claim.actors)?,
        ":recipients": serde_json::to_string(&claim.recipients)?,
        ":symmetric": claim.symmetric,
        ":date": claim.date.as_ref().map(Edtf::as_str),
        ":date_basis": claim.date_basis.as_ref().map(word).transpose()?,
        ":status": claim.status.name(),
        ":scope": word(&claim.scope)?,
        ":fields": serde_json::to_string(&claim.fields)?,
        ":quote": claim.quote,
        ":part": word(&claim.at.part)?,
        ":start": claim.at.span.start,
        ":end": claim.at.span.end,
        ":sentence_part": word(&claim.sentence.part)?,
        ":sentence_start": claim.sentence.span.start,
        ":sentence_end": claim.sentence.span.end,
        ":trigger_part": word(&claim.trigger.part)?,
        ":trigger_start": claim.trigger.span.start,
        ":trigger_end": claim.trigger.span.end,
        ":attribution": claim.attribution.as_ref().map(serde_json::to_string).transpose()?,
        ":confidence": claim.confidence,
        ":rule": claim.rule,
        ":coder": coder,
    })?;
    Ok(())
}

pub(crate) fn read_claim(row: &Row<'_>, sources: &mut Sources<'_>) -> Result<StoredClaim, LedgerError> {
    let source = sources.get(row.get(1)?)?;
    let located = |first: usize| -> Result<Located, LedgerError> {
        let span = SourceSpan { start: row.get(first + 1)?, end: row.get(first + 2)? };
        Ok(Located { part: from_word(row.get(first)?)?, span })
    };
    let claim = Claim {
        doc: source.name.clone(),
        article: row.get(2)?,
        category: from_word(row.get(3)?)?,
        kind: row.get(4)?,
        actors: json(row, 5)?,
        recipients: json(row, 6)?,
        symmetric: row.get(7)?,
        date: date(row.get(8)?),
        date_basis: optional_word(row.get(9)?)?,
        status: from_word(row.get(10)?)?,
        scope: from_word(row.get(11)?)?,
        fields: json(row, 12)?,
        quote: row.get(13)?,
        at: located(14)?,
        sentence: located(17)?,
        trigger: located(20)?,
        attribution: row.get::<_, Option<String>>(23)?.map(|s| serde_json::from_str(&s)).transpose()?,
        confidence: row.get(24)?,
        rule: row.get(25)?,
    };
    Ok(StoredClaim { id: row.get(0)?, claim, source, coder: row.get(26)?, setting: Setting::default() })
}

pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T, LedgerError> {
    Ok(serde_json::from_str(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)?)
}

pub(crate) fn date(text: Option<String>) -> Option<Edtf> {
    text.and_then(|s| Edtf::parse(&s).ok())
}

/// The name that a value has in the output formats.
pub(crate) fn word(value: &impl Serialize) -> Result<String, LedgerError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(s) => Ok(s),
        other => Err(LedgerError::Unknown(other.to_string())),
    }
}

pub(crate) fn from_word<T: DeserializeOwned>(word: String) -> Result<T, LedgerError> {
    Ok(serde_json::from_value(serde_json::Value::String(word))?)
}

pub(crate) fn optional_word<T: DeserializeOwned>(word: Option<String>) -> Result<Option<T>, LedgerError> {
    word.map(from_word).transpose()
}

impl Ledger {
    /// The claims of a document in the order of its text, each with the id of its event.
    pub fn claims_of_document(&self, sha256: &str) -> Result<Vec<(String, StoredClaim)>, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS}, e.id FROM document d JOIN claim c ON c.document = d.id
             JOIN event_claim ec ON ec.claim = c.id JOIN event e ON e.number = ec.event
             WHERE d.sha256 = ?1 ORDER BY c.part = 'text', c.\"start\", c.id"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut sources = self.sources()?;
        let mut rows = statement.query([sha256])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((row.get(27)?, read_claim(row, &mut sources)?));
        }
        Ok(found)
    }
}
