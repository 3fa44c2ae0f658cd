//! The ledger in numbers.

use crate::error::LedgerError;
use crate::filter::EventFilter;
use crate::ledger::Ledger;
use entente_text::Category;
use rusqlite::params_from_iter;
use serde::Serialize;

/// What a ledger holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Documents.
    pub documents: u32,
    /// Articles in them.
    pub articles: u32,
    /// Claims.
    pub claims: u32,
    /// Quotations.
    pub quotations: u32,
    /// Stances.
    pub stances: u32,
    /// Plans.
    pub plans: u32,
    /// Events by category, in PLOVER's order, those that occur.
    pub categories: Vec<(Category, u32)>,
    /// The pairs with the most events, most first.
    pub pairs: Vec<Pair>,
}

/// Two polities that face each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The one whose code comes first.
    pub a: String,
    /// The other.
    pub b: String,
    /// Events between them.
    pub events: u32,
}

impl Ledger {
    /// Counts; events and pairs of those that `filter` chooses, the `limit` most active pairs.
    pub fn stats(&self, filter: &EventFilter, limit: usize) -> Result<Stats, LedgerError> {
        let count =
            |sql: &str| -> Result<u32, LedgerError> { Ok(self.db.query_row(sql, [], |row| row.get(0))?) };
        let condition = filter.condition();
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT category, count(*) FROM event e WHERE {} GROUP BY category",
            condition.sql
        ))?;
        let rows = statement.query_map(params_from_iter(condition.values.iter()), |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?))
        })?;
        let mut categories = Vec::new();
        for row in rows {
            let (name, events) = row?;
            categories.push((name.parse::<Category>().map_err(LedgerError::Unknown)?, events));
        }
        categories.sort_unstable();
        Ok(Stats {
            documents: count("SELECT count(*) FROM document")?,
            articles: count("SELECT coalesce(sum(articles), 0) FROM document")?,
            claims: count("SELECT count(*) FROM claim")?,
            quotations: count("SELECT count(*) FROM quotation")?,
            stances: count("SELECT count(*) FROM stance")?,
            plans: count("SELECT count(*) FROM plan")?,
            categories,
            pairs: self.pairs(filter, limit)?,
        })
    }

    /// The pairs that face each other in the most events.
    pub fn pairs(&self, filter: &EventFilter, limit: usize) -> Result<Vec<Pair>, LedgerError> {
        let condition = filter.condition();
        let sql = format!(
            "SELECT a.code, b.code, count(DISTINCT e.number) AS n FROM event e
             JOIN event_party a ON a.event = e.number JOIN event_party b ON b.event = e.number AND a.code < b.code
             WHERE (e.symmetric OR a.acted <> b.acted) AND {}
             GROUP BY a.code, b.code ORDER BY n DESC, a.code, b.code LIMIT {limit}",
            condition.sql
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(condition.values.iter()), |row| {
            Ok(Pair { a: row.get(0)?, b: row.get(1)?, events: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
