//! The ledger in numbers.

use crate::error::LedgerError;
use crate::filter::EventFilter;
use crate::ledger::Ledger;
use entente_text::{Category, Edtf};
use rusqlite::{ToSql, params_from_iter};
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

    /// The last day on which an article was published, where any is dated.
    pub fn last_published(&self) -> Result<Option<Edtf>, LedgerError> {
        // An open stretch says only since when.
        let sql = "SELECT max(first_day(published)) FROM document";
        let day: Option<String> = self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(day.and_then(|d| Edtf::parse(&d).ok()))
    }

    /// Polities that take part in events, with how many, those in the most first.
    pub fn actors(&self, filter: &EventFilter) -> Result<Vec<(String, u32)>, LedgerError> {
        let condition = filter.condition();
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT a.code, count(DISTINCT e.number) FROM event e JOIN event_party a ON a.event = e.number
             WHERE {} GROUP BY a.code ORDER BY 2 DESC, 1",
            condition.sql
        ))?;
        let rows = statement
            .query_map(params_from_iter(condition.values.iter()), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whom a polity faces, with the numbers of events that are of none and that are of one of some categories, those in the
    /// most first.
    pub fn partners(
        &self,
        code: &str,
        filter: &EventFilter,
        apart: &[Category],
        most: usize,
    ) -> Result<Vec<(String, u32, u32)>, LedgerError> {
        let condition = filter.condition();
        let names: Vec<String> = apart.iter().map(|c| format!("'{}'", c.name())).collect();
        let sql = format!(
            "SELECT code, count(*) FILTER (WHERE NOT apart), count(*) FILTER (WHERE apart) FROM (
             SELECT DISTINCT b.code AS code, e.number, e.category IN ({}) AS apart FROM event_party a
             JOIN event e ON e.number = a.event JOIN event_party b ON b.event = e.number
             WHERE a.code = ? AND b.code <> a.code AND (e.symmetric OR a.acted <> b.acted) AND {})
             GROUP BY code ORDER BY count(*) DESC, code LIMIT {most}",
            names.join(", "),
            condition.sql
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let code: Box<dyn ToSql> = Box::new(code.to_owned());
        let values = std::iter::once(&code).chain(&condition.values);
        let rows = statement
            .query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Who acts for a polity, as far as events name them: name, role and the number of events, those in the most first.
    pub fn persons_of(
        &self,
        code: &str,
        filter: &EventFilter,
        most: usize,
    ) -> Result<Vec<(String, String, usize)>, LedgerError> {
        let condition = filter.condition();
        let sql = format!(
            "SELECT p.value ->> 'name', coalesce(p.value ->> 'role', ''), count(*) FROM event e
             JOIN json_each(iif(instr(e.actors, '\"name\"'), e.actors, '[]')) p
             WHERE p.value ->> 'code' = ? AND p.value ->> 'name' IS NOT NULL AND {}
             GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {most}",
            condition.sql
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let code: Box<dyn ToSql> = Box::new(code.to_owned());
        let values = std::iter::once(&code).chain(&condition.values);
        let rows = statement.query_map(params_from_iter(values), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)? as usize))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
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
