//! Full-text search that forgives missing diacritics.

use crate::document::Source;
use crate::error::LedgerError;
use crate::filter::EventFilter;
use crate::ledger::Ledger;
use crate::words::words;
use entente_text::{Located, SourceSpan, fold};
use rusqlite::{ToSql, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The passages that tell of events `e` …
const TELLING: &str =
    "SELECT p.id FROM event e JOIN event_claim ec ON ec.event = e.number JOIN claim c ON c.id = ec.claim
    JOIN passage p ON p.document = c.document AND p.part = c.sentence_part
    AND p.\"start\" <= c.sentence_start AND p.\"end\" >= c.sentence_end WHERE";

/// A passage that holds the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Its document.
    #[serde(flatten)]
    pub source: Source,
    /// What the passage is: title, body …
    pub kind: String,
    /// The article in the document, from 1.
    pub article: Option<u32>,
    /// Where it stands in the input.
    #[serde(flatten)]
    pub at: Located,
    /// Its words, in NFC.
    pub text: String,
    /// Bytes of `text` where a word stands that was asked for.
    pub found: Vec<(usize, usize)>,
    /// Ids of the events that are told in it.
    pub events: Vec<String>,
}

impl Hit {
    /// The part of `text` around the first find, some `around` bytes before it and as many behind, in whole words.
    pub fn context(&self, around: usize) -> Range<usize> {
        let first = self.found.first().map_or(0, |found| found.0);
        let word = |at| word_from(&self.text, at);
        word(first.saturating_sub(around))..word((first + 2 * around).min(self.text.len()))
    }
}

/// The next place from `at` on where a word begins, or the end.
fn word_from(text: &str, at: usize) -> usize {
    if at == 0 || at >= text.len() {
        return at.min(text.len());
    }
    let from = (at..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    text[from..].find(char::is_whitespace).map_or(text.len(), |i| {
        let space = from + i;
        space + text[space..].chars().next().map_or(0, char::len_utf8)
    })
}

/// How the passages that hold some words are spread.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// How many there are.
    pub passages: u32,
    /// By outlet, those with the most first.
    pub outlets: Vec<(String, u32)>,
    /// By year of publication, the last first.
    pub years: Vec<(String, u32)>,
}

/// What was typed: words, each group of several between quotation marks a phrase.
struct Query {
    phrases: Vec<String>,
}

impl Query {
    fn read(typed: &str) -> Result<Self, LedgerError> {
        let mut phrases = Vec::new();
        for (i, piece) in typed.split(['"', '“', '”']).enumerate() {
            let found: Vec<_> =
                words(piece).map(|(_, w)| w.nfc().collect::<String>().to_lowercase()).collect();
            // Every second piece stood between marks.
            if i % 2 == 1 {
                phrases.push(found.join(" "));
            } else {
                phrases.extend(found);
            }
        }
        phrases.retain(|p| !p.is_empty());
        if phrases.is_empty() { Err(LedgerError::NoWords) } else { Ok(Self { phrases }) }
    }

    /// As FTS5 understands it, the best first: the words side by side, then anywhere in the passage; each in
    /// the letters typed, then without diacritics.
    fn tiers(&self) -> [String; 4] {
        let phrase = |s: &str| format!("\"{s}\"");
        let whole = self.phrases.join(" ");
        let each = |f: &dyn Fn(&str) -> String| {
            self.phrases.iter().map(|p| phrase(&f(p))).collect::<Vec<_>>().join(" AND ")
        };
        [
            format!("exact : {}", phrase(&whole)),
            format!("folded : {}", phrase(&fold(&whole))),
            format!("exact : ({})", each(&str::to_owned)),
            format!("folded : ({})", each(&fold)),
        ]
    }

    /// Whether diacritics were typed.
    fn has_marks(&self) -> bool {
        self.phrases.iter().any(|p| fold(p) != *p)
    }

    fn words(&self) -> BTreeSet<String> {
        self.phrases.iter().flat_map(|p| p.split(' ')).map(fold).collect()
    }
}

impl Ledger {
    /// Passages that hold all the words typed, those first that hold them side by side. Words without
    /// diacritics are found with them; words typed with them are found without only where nothing has them.
    /// Words between quotation marks stand together. With a filter, only passages that tell of such an event.
    pub fn search(
        &self,
        typed: &str,
        limit: usize,
        filter: Option<&EventFilter>,
    ) -> Result<Vec<Hit>, LedgerError> {
        let query = Query::read(typed)?;
        let (wanted, marked) = (query.words(), query.has_marks());
        let condition = filter.map(EventFilter::condition);
        let telling =
            condition.as_ref().map_or(String::new(), |c| format!("AND rowid IN ({TELLING} {})", c.sql));
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT rowid FROM words WHERE words MATCH ? AND EXISTS (SELECT 1 FROM passage WHERE id = words.rowid)
             {telling} ORDER BY bm25(words, 4.0, 1.0), rowid LIMIT ?"
        ))?;
        let (mut seen, mut hits) = (BTreeSet::new(), Vec::new());
        for (loose, tier) in [false, true, false, true].into_iter().zip(query.tiers()) {
            if loose && marked && !hits.is_empty() {
                continue;
            }
            let most = (limit + seen.len()) as i64;
            let mut values: Vec<&dyn ToSql> = vec![&tier];
            values.extend(condition.iter().flat_map(|c| &c.values).map(AsRef::as_ref));
            values.push(&most);
            let rows = statement.query_map(values.as_slice(), |row| row.get::<_, i64>(0))?;
            for passage in rows {
                let passage = passage?;
                if hits.len() < limit && seen.insert(passage) {
                    hits.push(self.hit(passage, &wanted)?);
                }
            }
            if hits.len() >= limit {
                break;
            }
        }
        Ok(hits)
    }

    /// How many passages hold all the words typed, by outlet and by year of publication. With a filter, only passages that
    /// tell of such an event.
    pub fn search_facets(&self, typed: &str, filter: Option<&EventFilter>) -> Result<Facets, LedgerError> {
        let query = Query::read(typed)?;
        let [.., exact, folded] = query.tiers();
        if query.has_marks() {
            let found = self.facets(&exact, filter)?;
            if found.passages > 0 {
                return Ok(found);
            }
        }
        self.facets(&folded, filter)
    }

    fn facets(&self, tier: &str, filter: Option<&EventFilter>) -> Result<Facets, LedgerError> {
        let condition = filter.map(EventFilter::condition);
        let telling =
            condition.as_ref().map_or(String::new(), |c| format!("AND p.id IN ({TELLING} {})", c.sql));
        let mut statement = self.db.prepare_cached(&format!(
            "SELECT d.outlet, substr(d.published, 1, 4), count(*) FROM words JOIN passage p ON p.id = words.rowid
             JOIN document d ON d.id = p.document WHERE words MATCH ? {telling} GROUP BY 1, 2"
        ))?;
        let mut values: Vec<&dyn ToSql> = vec![&tier];
        values.extend(condition.iter().flat_map(|c| &c.values).map(AsRef::as_ref));
        let mut rows = statement.query(values.as_slice())?;
        let mut passages = 0;
        let (mut outlets, mut years) = (BTreeMap::new(), BTreeMap::new());
        while let Some(row) = rows.next()? {
            let n: u32 = row.get(2)?;
            passages += n;
            if let Some(outlet) = row.get::<_, Option<String>>(0)? {
                *outlets.entry(outlet).or_default() += n;
            }
            let year: Option<String> = row.get(1)?;
            if let Some(year) = year.filter(|y| y.bytes().all(|b| b.is_ascii_digit())) {
                *years.entry(year).or_default() += n;
            }
        }
        let mut outlets: Vec<(String, u32)> = outlets.into_iter().collect();
        outlets.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(Facets { passages, outlets, years: years.into_iter().rev().collect() })
    }

    fn hit(&self, passage: i64, wanted: &BTreeSet<String>) -> Result<Hit, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT p.document, p.kind, p.article, p.part, p.\"start\", p.\"end\",
             CAST(substr(CAST(CASE p.part WHEN 'title' THEN d.title ELSE d.body END AS BLOB), p.\"start\" + 1, p.\"end\" - p.\"start\") AS TEXT)
             FROM passage p JOIN document d ON d.id = p.document WHERE p.id = ?1",
        )?;
        let (document, kind, article, part, span, text) = statement.query_row([passage], |row| {
            let span = SourceSpan { start: row.get(4)?, end: row.get(5)? };
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get::<_, String>(3)?,
                span,
                row.get::<_, String>(6)?,
            ))
        })?;
        let text: String = text.nfc().collect();
        let found = words(&text)
            .filter(|(_, w)| wanted.contains(&fold(w)))
            .map(|(at, w)| (at, at + w.len()))
            .collect();
        let mut events = self.db.prepare_cached(
            "SELECT DISTINCT e.id FROM claim c JOIN event_claim ec ON ec.claim = c.id JOIN event e ON e.number = ec.event
             WHERE c.document = ?1 AND c.sentence_part = ?2 AND c.sentence_start >= ?3 AND c.sentence_end <= ?4 ORDER BY c.id",
        )?;
        let rows = events.query_map(params![document, part, span.start, span.end], |row| row.get(0))?;
        Ok(Hit {
            source: self.sources()?.get(document)?.as_ref().clone(),
            kind,
            article,
            at: Located { part: crate::claims::from_word(part)?, span },
            text,
            found,
            events: rows.collect::<Result<_, _>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_words_and_phrases_and_never_syntax() {
        let read = |typed| Query::read(typed).map(|q| q.phrases).unwrap_or_default();
        assert_eq!(read("Nhật Bản"), ["nhật", "bản"]);
        assert_eq!(read("\"Nhật Bản\" NATO"), ["nhật bản", "nato"]);
        assert_eq!(read("a* OR (b) NEAR/2 -c : \"d"), ["a", "or", "b", "near", "2", "c", "d"]);
        assert!(Query::read(" -- \"\" ").is_err());
    }
}
