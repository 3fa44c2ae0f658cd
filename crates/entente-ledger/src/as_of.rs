//! The ledger as it would have been on a reporting date.
//!
//! The second clock: what happened is dated by events, what was known by the documents that reported it. Views and tables
//! of the temporary schema take the names of the stored ones, so every question is asked as ever, and the file on
//! disk stays as it is.

use crate::error::LedgerError;
use crate::ledger::Ledger;
use entente_text::Edtf;
use rusqlite::Connection;
use serde::Serialize;

/// What is stored rather than derived, with the column that names the document.
const STORED: &[(&str, &str)] = &[
    ("document", "id"),
    ("passage", "document"),
    ("claim", "document"),
    ("assertion", "document"),
    ("fingerprint", "document"),
];

/// How many documents a reporting date leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AsOf {
    /// Published by then, as far as their dates tell.
    pub known: u32,
    /// Published later.
    pub later: u32,
    /// Of those known: the date is a stretch that ends later, so that they may be later ones.
    pub unsure: u32,
    /// Without a date of publication: left out.
    pub undated: u32,
}

impl Ledger {
    /// From now on, answers as if nothing had been read that was published after `date`. A document whose date is a
    /// stretch counts from its first day; one without any date is left out. What is derived is made again in
    /// memory.
    pub fn as_of(&mut self, date: &Edtf) -> Result<AsOf, LedgerError> {
        let last = date.last_day().map_or_else(|| "9999".to_owned(), iso);
        // Temporary tables have no parents in the stored ones.
        self.db.pragma_update(None, "foreign_keys", false)?;
        self.db.execute_batch("CREATE TEMP TABLE known (id INTEGER PRIMARY KEY) STRICT")?;
        self.db.execute(
            "INSERT INTO temp.known SELECT id FROM main.document WHERE first_day(published) <= ?1",
            [&last],
        )?;
        let found = self.db.query_row(
            "SELECT count(*), count(k.id), count(iif(k.id AND last_day(d.published) > ?1, 1, NULL)),
             count(iif(first_day(d.published) IS NULL, 1, NULL))
             FROM main.document d LEFT JOIN temp.known k ON k.id = d.id",
            [&last],
            |row| Ok([row.get::<_, u32>(0)?, row.get(1)?, row.get(2)?, row.get(3)?]),
        )?;
        shadow(&self.db)?;
        self.rebuild_all_events()?;
        let [all, known, unsure, undated] = found;
        Ok(AsOf { known, later: all - known - undated, unsure, undated })
    }
}

/// Lays views over what is stored, and empty tables over what is derived.
fn shadow(db: &Connection) -> Result<(), LedgerError> {
    let mut statement = db.prepare(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema
         WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC, name",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
        ))
    })?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    for (kind, name, table, sql) in rows {
        if table.starts_with("sqlite_") || table.starts_with("words") {
            continue;
        }
        match (STORED.iter().find(|(stored, _)| *stored == table), kind.as_str()) {
            (Some((_, column)), "table") => db.execute_batch(&format!(
                "CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE {column} IN (SELECT id FROM temp.known)"
            ))?,
            (Some(_), _) => {}
            (None, "table") => db.execute_batch(&sql.replacen("CREATE TABLE", "CREATE TEMP TABLE", 1))?,
            (None, _) => db.execute_batch(&sql.replacen("INDEX ", "INDEX temp.", 1))?,
        }
    }
    Ok(())
}

/// The first day that a publication date leaves open, as text; `None` where nothing is known.
pub(crate) fn first_day(published: &str) -> Option<String> {
    let date = Edtf::parse(published).ok().filter(|d| !d.has_open_year())?;
    Some(date.first_day().map_or_else(|| "0000-01-01".to_owned(), iso))
}

/// The last day that a publication date leaves open.
pub(crate) fn last_day(published: &str) -> Option<String> {
    let date = Edtf::parse(published).ok().filter(|d| !d.has_open_year())?;
    Some(date.last_day().map_or_else(|| "9999-12-31".to_owned(), iso))
}

fn iso((y, m, d): (i32, u8, u8)) -> String {
    format!("{y:04}-{m:02}-{d:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{claim, document};
    use crate::{Entry, EventFilter};
    use entente_resolve::merge_document;
    use entente_text::{Category, Published, PublishedBasis};

    const VISIT: &str = "Thủ tướng Nhật Bản tới thăm trụ sở liên minh hôm 12/1/2007.";
    const AGAIN: &str = "Chuyến thăm năm 2007 mở đường cho nhiều cuộc gặp về sau.";

    fn add(ledger: &mut Ledger, name: &str, words: &str, published: Option<&str>, date: &str) {
        let mut clean = document(name, words);
        clean.document.published = Published {
            date: published.and_then(|d| Edtf::parse(d).ok()),
            basis: PublishedBasis::Stated,
            reasons: Vec::new(),
        };
        let events = merge_document(vec![claim(&clean, words, Category::Consult, ("JPN", "NATO"), date)]);
        let entry = Entry {
            clean: &clean,
            sha256: &format!("{name:0>64}"),
            events: &events,
            assertions: &[],
            coder: "1",
        };
        ledger.add_document(&entry).expect("stored");
    }

    fn check(date: &str, expect: [u32; 4], reports: &[usize]) {
        let mut ledger = Ledger::open_in_memory().expect("made");
        add(&mut ledger, "a", VISIT, Some("2007-01-13"), "2007-01-12");
        add(&mut ledger, "b", AGAIN, Some("2012-03/2012-06"), "2007");
        add(&mut ledger, "c", AGAIN, None, "2007");
        ledger.rebuild_events().expect("rebuilt");
        let found = ledger.as_of(&Edtf::parse(date).expect("a date")).expect("asked");
        assert_eq!([found.known, found.later, found.unsure, found.undated], expect, "{date}");
        let events = ledger.events(&EventFilter::default()).expect("asked");
        assert_eq!(events.iter().map(|e| e.reports).collect::<Vec<_>>(), reports, "{date}");
        let stats = ledger.stats(&EventFilter::default(), 1).expect("asked");
        assert_eq!(stats.documents, expect[0], "{date}");
        assert_eq!(ledger.search("2007", 9, None).expect("asked").len(), expect[0] as usize, "{date}");
    }

    #[test]
    fn what_was_reported_later_is_unknown() {
        check("2006", [0, 2, 0, 1], &[]);
        check("2007-01-12", [0, 2, 0, 1], &[]);
        check("2007-01", [1, 1, 0, 1], &[1]);
        check("2012-04", [2, 0, 1, 1], &[2]);
        check("2013", [2, 0, 0, 1], &[2]);
    }

    #[test]
    fn the_file_stays_as_it_is() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.db");
        let mut ledger = Ledger::open(&path).expect("made");
        add(&mut ledger, "a", VISIT, Some("2007-01-13"), "2007-01-12");
        ledger.rebuild_events().expect("rebuilt");
        drop(ledger);
        let before = std::fs::read(&path).expect("read");
        let mut asked = Ledger::open_existing(&path).expect("opened");
        asked.as_of(&Edtf::parse("2006").expect("a date")).expect("asked");
        assert!(asked.events(&EventFilter::default()).expect("asked").is_empty());
        drop(asked);
        assert_eq!(std::fs::read(&path).expect("read"), before);
        let ledger = Ledger::open_existing(&path).expect("opened");
        assert_eq!(ledger.events(&EventFilter::default()).expect("asked").len(), 1);
    }

    #[test]
    fn open_ends_count_from_their_known_side() {
        assert_eq!(first_day("../2018").as_deref(), Some("0000-01-01"));
        assert_eq!(last_day("2014/..").as_deref(), Some("9999-12-31"));
        assert_eq!((first_day("XXXX-07-11"), last_day("no date")), (None, None));
    }
}
