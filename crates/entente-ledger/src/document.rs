//! Documents as the ledger keeps them.

use crate::claims::from_word;
use crate::error::LedgerError;
use crate::ledger::Ledger;
use entente_text::{Located, SourceSpan};
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where a claim comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Its id: the record's own, or the path.
    pub name: String,
    /// Outlet's name.
    pub outlet: Option<String>,
    /// Publication date, EDTF.
    pub published: Option<String>,
    /// Where others print the same text: the SHA-256 that stands for all its copies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<String>,
}

/// A document with what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentRow {
    /// Who it is.
    #[serde(flatten)]
    pub source: Source,
    /// Where it was read: path, with `#line` for a record.
    pub origin: String,
    /// ISO 639-1.
    pub lang: Option<String>,
    /// How the publication date is known.
    pub published_basis: String,
    /// Why it is thought so, in words.
    pub published_why: Vec<String>,
    /// Address.
    pub url: Option<String>,
    /// The separate title, or the words of the first title line; empty when there is none.
    pub title: String,
    /// How many articles it holds.
    pub articles: u32,
    /// How many claims were coded.
    pub claims: u32,
    /// How many events they tell of.
    pub events: u32,
}

/// A labelled line of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageRow {
    /// What it is: title, body, furniture …
    pub kind: String,
    /// The article that it belongs to, from 1.
    pub article: Option<u32>,
    /// Where it stands.
    pub at: Located,
}

const DOCUMENT: &str = "SELECT d.sha256, d.name, d.outlet, d.published, (SELECT text FROM copy WHERE document = d.id), d.origin, d.lang, d.published_basis, d.url, d.articles,
    (SELECT count(*) FROM claim c WHERE c.document = d.id),
    (SELECT count(DISTINCT e.event) FROM claim c JOIN event_claim e ON e.claim = c.id WHERE c.document = d.id),
    coalesce(nullif(d.title, ''), (SELECT CAST(substr(CAST(d.body AS BLOB), p.\"start\" + 1, p.\"end\" - p.\"start\") AS TEXT)
        FROM passage p WHERE p.document = d.id AND p.kind = 'title' AND p.part = 'text' ORDER BY p.id LIMIT 1), ''),
    d.published_why
    FROM document d";

impl Ledger {
    /// All documents, by name.
    pub fn documents(&self) -> Result<Vec<DocumentRow>, LedgerError> {
        let mut statement = self.db.prepare_cached(&format!("{DOCUMENT} ORDER BY d.name, d.id"))?;
        let rows = statement.query_map([], document_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The document whose id, path or origin is `name`, or whose SHA-256 begins so (six letters at least); an inferred
    /// date as narrow as the other documents make it.
    pub fn document(&self, name: &str) -> Result<Option<DocumentRow>, LedgerError> {
        let sql = format!(
            "{DOCUMENT} WHERE d.name = ?1 OR d.origin = ?1 OR (length(?1) >= 6 AND substr(d.sha256, 1, length(?1)) = ?1) \
             ORDER BY d.id LIMIT 1"
        );
        let mut found = self.db.prepare_cached(&sql)?.query_row([name], document_row).optional()?;
        if let Some(row) = &mut found {
            self.narrow_by_others(row)?;
        }
        Ok(found)
    }

    /// The SHA-256 of all documents that are stored.
    pub fn known_documents(&self) -> Result<BTreeSet<String>, LedgerError> {
        let mut statement = self.db.prepare_cached("SELECT sha256 FROM document")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Title and text of a document as they were given.
    pub fn text(&self, sha256: &str) -> Result<Option<(String, String)>, LedgerError> {
        let mut statement = self.db.prepare_cached("SELECT title, body FROM document WHERE sha256 = ?1")?;
        Ok(statement.query_row([sha256], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// A part of the documents, those published last first, undated ones at the end; of one outlet where one is given,
    /// in any case.
    pub fn documents_slice(
        &self,
        outlet: Option<&str>,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<DocumentRow>, LedgerError> {
        let mut statement = self.db.prepare_cached(&format!(
            "{DOCUMENT} WHERE ?1 IS NULL OR fold(d.outlet) = fold(?1)
             ORDER BY d.published IS NULL, d.published DESC, d.name, d.id LIMIT ?2 OFFSET ?3"
        ))?;
        let rows = statement.query_map(params![outlet, limit as i64, offset as i64], document_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many documents there are, of one outlet where one is given.
    pub fn count_documents(&self, outlet: Option<&str>) -> Result<usize, LedgerError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT count(*) FROM document WHERE ?1 IS NULL OR fold(outlet) = fold(?1)")?;
        Ok(statement.query_row([outlet], |row| row.get::<_, i64>(0))? as usize)
    }

    /// Outlets with the number of their documents, those with the most first.
    pub fn outlets(&self) -> Result<Vec<(String, u32)>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT outlet, count(*) FROM document WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY 2 DESC, 1",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The labelled lines of a document, in the order of its text.
    pub fn passages(&self, sha256: &str) -> Result<Vec<PassageRow>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT p.kind, p.article, p.part, p.\"start\", p.\"end\" FROM passage p JOIN document d ON d.id = p.document
             WHERE d.sha256 = ?1 ORDER BY p.part = 'text', p.\"start\", p.id",
        )?;
        let mut rows = statement.query([sha256])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let span = SourceSpan { start: row.get(3)?, end: row.get(4)? };
            found.push(PassageRow {
                kind: row.get(0)?,
                article: row.get(1)?,
                at: Located { part: from_word(row.get(2)?)?, span },
            });
        }
        Ok(found)
    }

    pub(crate) fn sources(&self) -> Result<Sources<'_>, LedgerError> {
        Ok(Sources {
            statement: self
                .db
                .prepare_cached("SELECT sha256, name, outlet, published, (SELECT text FROM copy WHERE document = id) FROM document WHERE id = ?1")?,
            known: std::collections::BTreeMap::new(),
        })
    }
}

fn document_row(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    Ok(DocumentRow {
        source: source_row(row)?,
        origin: row.get(5)?,
        lang: row.get(6)?,
        published_basis: row.get(7)?,
        url: row.get(8)?,
        articles: row.get(9)?,
        claims: row.get(10)?,
        events: row.get(11)?,
        title: row.get(12)?,
        published_why: serde_json::from_str(&row.get::<_, String>(13)?).unwrap_or_default(),
    })
}

fn source_row(row: &Row<'_>) -> rusqlite::Result<Source> {
    Ok(Source {
        sha256: row.get(0)?,
        name: row.get(1)?,
        outlet: row.get(2)?,
        published: row.get(3)?,
        copy_of: row.get(4)?,
    })
}

/// Looks up where claims come from, each document once.
pub(crate) struct Sources<'a> {
    statement: rusqlite::CachedStatement<'a>,
    known: std::collections::BTreeMap<i64, Arc<Source>>,
}

impl Sources<'_> {
    pub fn get(&mut self, document: i64) -> Result<Arc<Source>, LedgerError> {
        if let Some(source) = self.known.get(&document) {
            return Ok(Arc::clone(source));
        }
        let source = Arc::new(self.statement.query_row([document], source_row)?);
        self.known.insert(document, Arc::clone(&source));
        Ok(source)
    }
}
