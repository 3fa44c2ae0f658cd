//! Questions about events.

use crate::claims::{COLUMNS, EventRow, StoredClaim, date, from_word, json, optional_word, read_claim};
use crate::error::LedgerError;
use crate::filter::{Condition, EventFilter};
use crate::ledger::Ledger;
use rusqlite::{Row, params_from_iter};
use std::collections::BTreeMap;

/// The columns that [`read_event`] takes after those of the best claim.
const EVENT: &str =
    "e.id, e.category, e.kind, e.actors, e.recipients, e.symmetric, e.date, e.date_basis, e.status, e.scope,
    e.fields, e.outlets, e.reports, e.confidence, e.independent";

/// The first column after those of a claim.
const EVENT_AT: usize = 27;

/// A part of a list: which, and from which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// Begins at the end of the list; undated events stay last.
    pub newest_first: bool,
    /// So many are passed over.
    pub offset: usize,
    /// At most so many are given.
    pub limit: usize,
}

const OLDEST: &str = "e.date_from IS NULL, e.date_from, e.date_to, e.date IS NULL, e.date, e.id";
// Nothing is less than any date, so that undated events come last.
const NEWEST: &str = "e.date_from DESC, e.date_to DESC, e.date IS NULL, e.date DESC, e.id";

impl Ledger {
    /// A part of the events that a filter chooses, each with its most informative claim.
    pub fn events_slice(&self, filter: &EventFilter, slice: Slice) -> Result<Vec<EventRow>, LedgerError> {
        let condition = filter.condition();
        let order = if slice.newest_first { NEWEST } else { OLDEST };
        // Only numbers are sorted, not whole rows.
        let chosen = format!(
            "e.number IN (SELECT e.number FROM event e WHERE {} ORDER BY {order} LIMIT {} OFFSET {})",
            condition.sql, slice.limit, slice.offset
        );
        self.select_ordered(&chosen, params_from_iter(condition.values.iter()), order)
    }

    /// How many events a filter chooses.
    pub fn count_events(&self, filter: &EventFilter) -> Result<usize, LedgerError> {
        let condition = filter.condition();
        let mut statement =
            self.db.prepare_cached(&format!("SELECT count(*) FROM event e WHERE {}", condition.sql))?;
        Ok(statement.query_row(params_from_iter(condition.values.iter()), |row| row.get::<_, i64>(0))?
            as usize)
    }

    /// Events by date (open years, then undated ones last), each with its most informative claim.
    pub fn events(&self, filter: &EventFilter) -> Result<Vec<EventRow>, LedgerError> {
        let condition = filter.condition();
        self.select(&condition.sql, params_from_iter(condition.values.iter()))
    }

    /// The events that a filter chooses, each with all its claims.
    pub fn whole_events(&self, filter: &EventFilter) -> Result<Vec<EventRow>, LedgerError> {
        self.with_claims(self.events(filter)?, &filter.condition())
    }

    /// Events that a condition chooses, with all their claims.
    pub(crate) fn with_claims(
        &self,
        mut events: Vec<EventRow>,
        condition: &Condition,
    ) -> Result<Vec<EventRow>, LedgerError> {
        let mut claims = self.claims_of_events(condition)?;
        for event in &mut events {
            let best = event.claims[0].id;
            event.claims = claims.remove(&event.id).unwrap_or_default();
            event.best = event.claims.iter().position(|c| c.id == best).unwrap_or_default();
        }
        Ok(events)
    }

    /// The claims of the events that a condition chooses, by the event's id.
    fn claims_of_events(
        &self,
        condition: &Condition,
    ) -> Result<BTreeMap<String, Vec<StoredClaim>>, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS}, e.id FROM event e JOIN event_claim ec ON ec.event = e.number
             JOIN claim c ON c.id = ec.claim JOIN document d ON d.id = c.document WHERE {}
             ORDER BY e.number, d.name, c.part, c.\"start\", c.id",
            condition.sql
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut sources = self.sources()?;
        let mut rows = statement.query(params_from_iter(condition.values.iter()))?;
        let mut claims: BTreeMap<String, Vec<StoredClaim>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            claims.entry(row.get(EVENT_AT)?).or_default().push(read_claim(row, &mut sources)?);
        }
        Ok(claims)
    }

    /// The events that a document reports, in the order of its text.
    pub fn events_of_document(&self, sha256: &str) -> Result<Vec<EventRow>, LedgerError> {
        let told = "e.number IN (SELECT ec.event FROM event_claim ec JOIN claim k ON k.id = ec.claim
             JOIN document d ON d.id = k.document WHERE d.sha256 = ?1)";
        self.select(told, [sha256])
    }

    /// One event with all its claims. The first letters of the id are enough.
    pub fn event(&self, id: &str) -> Result<EventRow, LedgerError> {
        let id = id.to_ascii_lowercase();
        let mut found = self.select("substr(e.id, 1, length(?1)) = ?1 AND ?1 <> ''", [&id])?;
        if let Some(exact) = found.iter().position(|e| e.id == id) {
            found = vec![found.swap_remove(exact)];
        }
        let [event] = found.as_mut_slice() else {
            return Err(LedgerError::NoSuchId { id, found: found.len() });
        };
        let best = event.claims[0].id;
        event.claims = self.claims_of_event(&event.id)?;
        event.best = event.claims.iter().position(|c| c.id == best).unwrap_or_default();
        Ok(event.clone())
    }

    fn claims_of_event(&self, id: &str) -> Result<Vec<StoredClaim>, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM claim c JOIN event_claim ec ON ec.claim = c.id JOIN event e ON e.number = ec.event
             JOIN document d ON d.id = c.document WHERE e.id = ?1 ORDER BY d.name, c.part, c.\"start\", c.id"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut sources = self.sources()?;
        let mut rows = statement.query([id])?;
        let mut claims = Vec::new();
        while let Some(row) = rows.next()? {
            claims.push(read_claim(row, &mut sources)?);
        }
        Ok(claims)
    }

    pub(crate) fn select(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<EventRow>, LedgerError> {
        self.select_ordered(condition, values, OLDEST)
    }

    fn select_ordered(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
        order: &str,
    ) -> Result<Vec<EventRow>, LedgerError> {
        let sql = format!(
            "SELECT {COLUMNS}, {EVENT} FROM event e JOIN claim c ON c.id = e.best WHERE {condition} ORDER BY {order}"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut sources = self.sources()?;
        let mut rows = statement.query(values)?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let best = read_claim(row, &mut sources)?;
            events.push(read_event(row, best)?);
        }
        Ok(events)
    }
}

fn read_event(row: &Row<'_>, best: StoredClaim) -> Result<EventRow, LedgerError> {
    const AT: usize = EVENT_AT;
    Ok(EventRow {
        id: row.get(AT)?,
        category: from_word(row.get(AT + 1)?)?,
        kind: row.get(AT + 2)?,
        actors: json(row, AT + 3)?,
        recipients: json(row, AT + 4)?,
        symmetric: row.get(AT + 5)?,
        date: date(row.get(AT + 6)?),
        date_basis: optional_word(row.get(AT + 7)?)?,
        status: from_word(row.get(AT + 8)?)?,
        scope: from_word(row.get(AT + 9)?)?,
        fields: json(row, AT + 10)?,
        outlets: json(row, AT + 11)?,
        reports: row.get::<_, i64>(AT + 12)? as usize,
        confidence: row.get(AT + 13)?,
        independent: row.get::<_, i64>(AT + 14)? as usize,
        claims: vec![best],
        best: 0,
    })
}
