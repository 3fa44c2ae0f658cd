//! Documents and claims into the ledger.

use crate::assertions::{self, insert_assertion};
use crate::claims::{INSERT, insert_claim, word};
use crate::copies::add_fingerprint;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use entente_resolve::Event;
use entente_text::{Assertion, CleanDocument, Edtf, PassageKind, fold};
use rusqlite::{Connection, params};

/// A document that is ready to be stored.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The document with its passages.
    pub clean: &'a CleanDocument,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: &'a str,
    /// What it reports, each event with its claims, as [`entente_resolve::merge_document`] makes them.
    pub events: &'a [Event],
    /// The quotations, stances and steps of plans in it.
    pub assertions: &'a [Assertion],
    /// Version of the coder.
    pub coder: &'a str,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored.
    Added,
    /// The same bytes were stored before: nothing was added.
    AlreadyThere,
}

impl Ledger {
    /// Stores a document with its passages and claims in one transaction: all of it or nothing.
    pub fn add_document(&mut self, entry: &Entry<'_>) -> Result<Outcome, LedgerError> {
        let change = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let outcome = add(&change, entry)?;
        change.commit()?;
        Ok(outcome)
    }
}

fn add(db: &Connection, entry: &Entry<'_>) -> Result<Outcome, LedgerError> {
    let document = &entry.clean.document;
    let added = db
        .prepare_cached(
            "INSERT INTO document (sha256, name, origin, lang, published, published_basis, published_why, url, outlet,
             title, body, articles) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            entry.sha256,
            document.id,
            document.origin,
            document.lang,
            document.published.date.as_ref().map(Edtf::as_str),
            word(&document.published.basis)?,
            serde_json::to_string(&document.published.reasons)?,
            document.url,
            document.outlet,
            document.original_title(),
            document.original_body(),
            entry.clean.articles.len() as i64,
        ])?;
    if added == 0 {
        return Ok(Outcome::AlreadyThere);
    }
    let id = db.last_insert_rowid();
    add_passages(db, id, entry.clean)?;
    add_fingerprint(db, id, entry.clean)?;
    let mut insert = db.prepare_cached(INSERT)?;
    for (report, event) in entry.events.iter().enumerate() {
        for claim in &event.claims {
            insert_claim(&mut insert, id, report, claim, entry.coder)?;
        }
    }
    let mut insert = db.prepare_cached(assertions::INSERT)?;
    for assertion in entry.assertions {
        insert_assertion(&mut insert, id, assertion, entry.coder)?;
    }
    db.prepare_cached("INSERT INTO pending (document) VALUES (?1)")?.execute([id])?;
    Ok(Outcome::Added)
}

fn add_passages(db: &Connection, document: i64, clean: &CleanDocument) -> Result<(), LedgerError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO passage (document, kind, line, article, part, \"start\", \"end\") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut index = db.prepare_cached("INSERT INTO words (rowid, exact, folded) VALUES (?1, ?2, ?3)")?;
    for passage in &clean.passages {
        let at = clean.document.locate(passage.span);
        let (start, end) = (at.span.start, at.span.end);
        insert.execute(params![
            document,
            passage.kind.name(),
            passage.line,
            passage.article,
            word(&at.part)?,
            start,
            end
        ])?;
        if !matches!(passage.kind, PassageKind::Furniture | PassageKind::Teaser) {
            let text = passage.span.slice(clean.document.text());
            index.execute(params![db.last_insert_rowid(), text, fold(text)])?;
        }
    }
    Ok(())
}
