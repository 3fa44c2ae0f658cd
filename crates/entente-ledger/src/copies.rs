//! Which documents are copies of each other.

use crate::error::LedgerError;
use crate::ledger::Ledger;
use entente_resolve::copies::{Signature, copies};
use entente_text::{CleanDocument, PassageKind};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// Passages that make up the text that is compared.
const TEXT: [PassageKind; 3] = [PassageKind::Title, PassageKind::Standfirst, PassageKind::Body];

/// Stores what a document is compared by.
pub(crate) fn add_fingerprint(
    db: &Connection,
    document: i64,
    clean: &CleanDocument,
) -> Result<(), LedgerError> {
    let whole = clean.document.text();
    let text: Vec<&str> =
        clean.passages.iter().filter(|p| TEXT.contains(&p.kind)).map(|p| p.span.slice(whole)).collect();
    let signature = Signature::of(&text.join("\n"));
    db.prepare_cached("INSERT INTO fingerprint (document, minhash) VALUES (?1, ?2)")?
        .execute(params![document, signature.to_bytes()])?;
    Ok(())
}

impl Ledger {
    /// Finds the copies again. Gives the documents that are now held for copies of others than before.
    pub(crate) fn rebuild_copies(&self) -> Result<BTreeSet<i64>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT f.document, d.sha256, f.minhash FROM fingerprint f JOIN document d ON d.id = f.document
             ORDER BY d.sha256",
        )?;
        let (mut documents, mut names, mut signatures) = (Vec::new(), Vec::new(), Vec::new());
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(signature) = Signature::from_bytes(&row.get::<_, Vec<u8>>(2)?) else { continue };
            documents.push(row.get::<_, i64>(0)?);
            names.push(row.get::<_, String>(1)?);
            signatures.push(signature);
        }
        // The copy whose hash comes first gives the text its name, in whatever order they were read.
        let found: BTreeMap<i64, &str> = copies(&signatures)
            .into_iter()
            .flat_map(|group| {
                let name = names[group[0]].as_str();
                group.into_iter().map(move |i| (i, name))
            })
            .map(|(i, name)| (documents[i], name))
            .collect();
        let known = self.known_copies()?;
        let all: BTreeSet<i64> = known.keys().chain(found.keys()).copied().collect();
        let changed: BTreeSet<i64> =
            all.into_iter().filter(|d| known.get(d).map(String::as_str) != found.get(d).copied()).collect();
        let mut remove = self.db.prepare_cached("DELETE FROM copy WHERE document = ?1")?;
        let mut insert = self.db.prepare_cached("INSERT INTO copy (document, text) VALUES (?1, ?2)")?;
        for document in &changed {
            remove.execute([document])?;
            if let Some(text) = found.get(document) {
                insert.execute(params![document, text])?;
            }
        }
        Ok(changed)
    }

    fn known_copies(&self) -> Result<BTreeMap<i64, String>, LedgerError> {
        let mut statement = self.db.prepare_cached("SELECT document, text FROM copy")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
