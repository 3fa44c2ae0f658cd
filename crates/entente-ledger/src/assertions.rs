//! Assertions as rows.

use crate::claims::{date, from_word, json, optional_word, word};
use crate::document::{Source, Sources};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use entente_resolve::knowledge::Told;
use entente_text::{Assertion, Edtf, Located, SourceSpan};
use rusqlite::{CachedStatement, Row, named_params};
use std::sync::Arc;

/// An assertion with its place in the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredAssertion {
    /// Its number.
    pub id: i64,
    /// The assertion.
    pub assertion: Assertion,
    /// Its document.
    pub source: Arc<Source>,
    /// Version of the coder that made it.
    pub coder: String,
}

impl Told for StoredAssertion {
    fn assertion(&self) -> &Assertion {
        &self.assertion
    }

    /// The same words read from another path are the same document.
    fn document(&self) -> &str {
        &self.source.sha256
    }

    fn outlet(&self) -> Option<&str> {
        self.source.outlet.as_deref()
    }

    fn published(&self) -> Option<Edtf> {
        self.source.published.as_deref().and_then(|p| Edtf::parse(p).ok())
    }
}

/// The columns that [`read_assertion`] takes, of a table called `a`.
pub(crate) const COLUMNS: &str = "a.id, a.document, a.article, a.asserted, a.date, a.date_basis, a.quote,
    a.part, a.\"start\", a.\"end\", a.sentence_part, a.sentence_start, a.sentence_end,
    a.attribution, a.confidence, a.rule, a.coder";

pub(crate) const INSERT: &str = "INSERT INTO assertion (document, article, what, asserted, date, date_basis, quote, part, \"start\", \"end\",
    sentence_part, sentence_start, sentence_end, attribution, confidence, rule, coder)
    VALUES (:document, :article, :what, :asserted, :date, :date_basis, :quote, :part, :start, :end,
    :sentence_part, :sentence_start, :sentence_end, :attribution, :confidence, :rule, :coder)";

pub(crate) fn insert_assertion(
    statement: &mut CachedStatement<'_>,
    document: i64,
    assertion: &Assertion,
    coder: &str,
) -> Result<(), LedgerError> {
    statement.execute(named_params! {
        ":document": document,
        ":article": assertion.article,
        ":what": assertion.asserted.name(),
        ":asserted": serde_json::to_string(&assertion.asserted)?,
        ":date": assertion.date.as_ref().map(Edtf::as_str),
        ":date_basis": assertion.date_basis.as_ref().map(word).transpose()?,
        ":quote": assertion.quote,
        ":part": word(&assertion.at.part)?,
        ":start": assertion.at.span.start,
        ":end": assertion.at.span.end,
        ":sentence_part": word(&assertion.sentence.part)?,
        ":sentence_start": assertion.sentence.span.start,
        ":sentence_end": assertion.sentence.span.end,
        ":attribution": assertion.attribution.as_ref().map(serde_json::to_string).transpose()?,
        ":confidence": assertion.confidence,
        ":rule": assertion.rule,
        ":coder": coder,
    })?;
    Ok(())
}

pub(crate) fn read_assertion(
    row: &Row<'_>,
    sources: &mut Sources<'_>,
) -> Result<StoredAssertion, LedgerError> {
    let source = sources.get(row.get(1)?)?;
    let located = |first: usize| -> Result<Located, LedgerError> {
        let span = SourceSpan { start: row.get(first + 1)?, end: row.get(first + 2)? };
        Ok(Located { part: from_word(row.get(first)?)?, span })
    };
    let assertion = Assertion {
        doc: source.name.clone(),
        article: row.get(2)?,
        asserted: json(row, 3)?,
        date: date(row.get(4)?),
        date_basis: optional_word(row.get(5)?)?,
        quote: row.get(6)?,
        at: located(7)?,
        sentence: located(10)?,
        attribution: row.get::<_, Option<String>>(13)?.map(|s| serde_json::from_str(&s)).transpose()?,
        confidence: row.get(14)?,
        rule: row.get(15)?,
    };
    Ok(StoredAssertion { id: row.get(0)?, assertion, source, coder: row.get(16)? })
}

impl Ledger {
    /// All assertions, in the order in which they were stored.
    pub fn assertions(&self) -> Result<Vec<StoredAssertion>, LedgerError> {
        self.assertions_where("1 ORDER BY a.id", [])
    }

    /// Assertions of one sort (`naming`, `tie`, `quotation` …), in the order of documents and text.
    pub fn assertions_of(&self, what: &str) -> Result<Vec<StoredAssertion>, LedgerError> {
        let mut all = self.assertions_where("a.what = ?1", [what])?;
        // The order of reading is of no account.
        all.sort_by(|a, b| {
            let key = |x: &StoredAssertion| (x.assertion.article, x.assertion.sentence, x.assertion.at);
            (&a.source.name, &a.source.sha256, key(a)).cmp(&(&b.source.name, &b.source.sha256, key(b)))
        });
        Ok(all)
    }

    /// Assertions of one document, in the order of its text.
    pub fn assertions_of_document(&self, sha256: &str) -> Result<Vec<StoredAssertion>, LedgerError> {
        self.assertions_where(
            "a.document = (SELECT id FROM document WHERE sha256 = ?1) ORDER BY a.part = 'text', a.\"start\", a.id",
            [sha256],
        )
    }

    /// Assertions that a condition on `a` chooses.
    pub(crate) fn assertions_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<StoredAssertion>, LedgerError> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM assertion a WHERE {condition}"))?;
        let mut sources = self.sources()?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read_assertion(row, &mut sources)?);
        }
        Ok(found)
    }
}
