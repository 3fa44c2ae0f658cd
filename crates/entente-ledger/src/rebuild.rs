//! Events made again from claims, for what changed.

use crate::claims::{COLUMNS, EventRow, StoredClaim, read_claim, word};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use entente_resolve::{Event, Gist, Key, Setting, When, keys, merge_documents};
use entente_text::{Edtf, Located, Part, Party};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Ledger {
    /// How many documents wait for [`Ledger::rebuild_events`].
    pub fn pending(&self) -> Result<u32, LedgerError> {
        Ok(self.db.query_row("SELECT count(*) FROM pending", [], |row| row.get(0))?)
    }

    /// A number that changes whenever another connection has changed the ledger; comparable only with earlier ones of
    /// this connection.
    pub fn data_version(&self) -> Result<i64, LedgerError> {
        Ok(self.db.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Brings the events up to date with the claims: what shares no parties with a new document stays as it
    /// is. Gives the number of events that were written.
    pub fn rebuild_events(&mut self) -> Result<usize, LedgerError> {
        let change = self.begin()?;
        let recounted = self.rebuild_copies()?;
        let fresh = self.claims("WHERE c.document IN (SELECT document FROM pending)")?;
        let mut reports: Vec<Report> = by_report(fresh).collect();
        let touched = self.events_that_share_keys(&reports, &recounted)?;
        for event in &touched {
            reports.extend(by_report(self.claims_of(*event)?));
        }
        self.set(&mut reports)?;
        let merged = merge_documents(reports);
        {
            let mut delete = change.prepare_cached("DELETE FROM event WHERE number = ?1")?;
            for event in &touched {
                delete.execute([event])?;
            }
        }
        for event in &merged {
            insert_event(&change, event)?;
        }
        let stale = change.execute("DELETE FROM pending", [])? > 0;
        // In the transaction that settles the events: a run that dies leaves both as they were.
        if stale || !merged.is_empty() {
            self.rebuild_knowledge()?;
        }
        change.commit()?;
        Ok(merged.len())
    }

    /// What each document reports, merged within it alone, with the words around each claim.
    pub fn reports(&self) -> Result<Vec<EventRow>, LedgerError> {
        let mut reports: Vec<Report> = by_report(self.claims("")?).collect();
        self.set(&mut reports)?;
        Ok(reports)
    }

    /// Tells each claim its sentence and what its article is about; each document is read once.
    fn set(&self, reports: &mut [Report]) -> Result<(), LedgerError> {
        let mut text = self.db.prepare_cached("SELECT title, body FROM document WHERE sha256 = ?1")?;
        let mut by_document: BTreeMap<String, Vec<&mut StoredClaim>> = BTreeMap::new();
        for claim in reports.iter_mut().flat_map(|r| &mut r.claims) {
            by_document.entry(claim.source.sha256.clone()).or_default().push(claim);
        }
        for (sha256, claims) in by_document {
            let (title, body): (String, String) =
                text.query_row([&sha256], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let gist = Arc::new(Gist::of(&title, &body));
            for claim in claims {
                let Located { part, span } = claim.claim.sentence;
                let whole = if part == Part::Title { &title } else { &body };
                let sentence = whole.get(span.start as usize..span.end as usize);
                claim.setting = Setting::new(sentence.unwrap_or(&claim.claim.quote), &gist);
            }
        }
        Ok(())
    }

    /// Forgets all events and makes them again from the claims.
    pub fn rebuild_all_events(&mut self) -> Result<usize, LedgerError> {
        let change = self.begin()?;
        change.execute("DELETE FROM event", [])?;
        change.execute("INSERT OR IGNORE INTO pending SELECT id FROM document", [])?;
        change.commit()?;
        self.rebuild_events()
    }

    /// The stored events that a chain of shared keys connects with new ones, or with those of documents whose copies
    /// are counted anew.
    fn events_that_share_keys(
        &self,
        reports: &[Report],
        recounted: &BTreeSet<i64>,
    ) -> Result<BTreeSet<i64>, LedgerError> {
        let mut touched = BTreeSet::new();
        if self.db.query_row("SELECT NOT EXISTS (SELECT 1 FROM event)", [], |row| row.get(0))? {
            return Ok(touched);
        }
        let mut known: BTreeSet<Key> = reports.iter().flat_map(keys).collect();
        for document in recounted {
            let told =
                self.numbered("JOIN event_claim e ON e.claim = c.id WHERE c.document = ?1", [document])?;
            known.extend(by_report(told).flat_map(|report| keys(&report)));
        }
        let mut queue: Vec<Key> = known.iter().cloned().collect();
        let mut events = self
            .db
            .prepare_cached("SELECT event FROM event_key WHERE category = ?1 AND a = ?2 AND b = ?3")?;
        let mut more = self.db.prepare_cached("SELECT a, b FROM event_key WHERE event = ?1")?;
        while let Some((category, a, b)) = queue.pop() {
            let found = events.query_map(params![category.name(), a, b], |row| row.get::<_, i64>(0))?;
            for event in found {
                let event = event?;
                if !touched.insert(event) {
                    continue;
                }
                for key in more.query_map([event], |row| Ok((category, row.get(0)?, row.get(1)?)))? {
                    let key: Key = key?;
                    if known.insert(key.clone()) {
                        queue.push(key);
                    }
                }
            }
        }
        Ok(touched)
    }

    /// Claims with the document and the report that they belong to.
    fn claims(&self, condition: &str) -> Result<Vec<Numbered>, LedgerError> {
        self.numbered(condition, [])
    }

    fn claims_of(&self, event: i64) -> Result<Vec<Numbered>, LedgerError> {
        self.numbered("JOIN event_claim e ON e.claim = c.id WHERE e.event = ?1", [event])
    }

    fn numbered(&self, condition: &str, given: impl rusqlite::Params) -> Result<Vec<Numbered>, LedgerError> {
        let sql = format!("SELECT {COLUMNS}, c.report FROM claim c {condition} ORDER BY c.id");
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut sources = self.sources()?;
        let mut rows = statement.query(given)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Numbered {
                document: row.get(1)?,
                report: row.get(27)?,
                claim: read_claim(row, &mut sources)?,
            });
        }
        Ok(found)
    }
}

struct Numbered {
    document: i64,
    report: i64,
    claim: StoredClaim,
}

/// What one document reports of one happening.
type Report = Event<StoredClaim>;

/// Claims grouped as they were when their document was stored.
fn by_report(mut claims: Vec<Numbered>) -> impl Iterator<Item = Report> {
    claims.sort_by_key(|n| (n.document, n.report));
    let mut groups: Vec<((i64, i64), Vec<StoredClaim>)> = Vec::new();
    for n in claims {
        let key = (n.document, n.report);
        match groups.last_mut() {
            Some((last, group)) if *last == key => group.push(n.claim),
            _ => groups.push((key, vec![n.claim])),
        }
    }
    groups.into_iter().filter_map(|(_, group)| Event::of(group))
}

fn insert_event(db: &Connection, event: &Event<StoredClaim>) -> Result<(), LedgerError> {
    let bounds = event.date.as_ref().and_then(|d| When::of(d).bounds());
    let (from, to) = bounds.unzip();
    db.prepare_cached(
        "INSERT INTO event (id, category, kind, actors, recipients, symmetric, date, date_from, date_to, date_basis,
         status, scope, fields, outlets, reports, confidence, best, independent)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?
    .execute(params![
        event.id,
        event.category.name(),
        event.kind,
        serde_json::to_string(&event.actors)?,
        serde_json::to_string(&event.recipients)?,
        event.symmetric,
        event.date.as_ref().map(Edtf::as_str),
        from,
        to,
        event.date_basis.as_ref().map(word).transpose()?,
        event.status.name(),
        word(&event.scope)?,
        serde_json::to_string(&event.fields)?,
        serde_json::to_string(&event.outlets)?,
        event.reports as i64,
        event.confidence,
        event.claims[event.best].id,
        event.independent as i64,
    ])?;
    let number = db.last_insert_rowid();
    let mut claims = db.prepare_cached("INSERT INTO event_claim (claim, event) VALUES (?1, ?2)")?;
    for claim in &event.claims {
        claims.execute([claim.id, number])?;
    }
    let mut parties =
        db.prepare_cached("INSERT OR IGNORE INTO event_party (code, event, acted) VALUES (?1, ?2, ?3)")?;
    let mut side = |side: &[Party], acted: bool| -> Result<(), LedgerError> {
        for party in side {
            parties.execute(params![party.code, number, acted])?;
        }
        Ok(())
    };
    side(&event.actors, true)?;
    side(&event.recipients, false)?;
    let mut shared =
        db.prepare_cached("INSERT OR IGNORE INTO event_key (category, a, b, event) VALUES (?1, ?2, ?3, ?4)")?;
    for (category, a, b) in keys(event) {
        shared.execute(params![category.name(), a, b, number])?;
    }
    Ok(())
}
