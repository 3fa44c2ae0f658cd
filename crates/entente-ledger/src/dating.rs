//! What the other documents of the ledger tell of the day on which one was published.

use crate::claims::StoredClaim;
use crate::document::DocumentRow;
use crate::error::LedgerError;
use crate::filter::EventFilter;
use crate::ledger::Ledger;
use entente_resolve::dating::{narrow, opening_visit};
use entente_text::{Claim, Edtf, Published, PublishedBasis};

impl Ledger {
    /// Narrows the inferred date of a document by the visits that others date. Asked anew each time, so it is the same
    /// in whichever order the documents came.
    pub(crate) fn narrow_by_others(&self, row: &mut DocumentRow) -> Result<(), LedgerError> {
        if row.published_basis != "inferred" || row.articles > 1 {
            return Ok(());
        }
        // Each under its SHA-256, as the events know their documents.
        let under_hash =
            |(_, stored): (String, StoredClaim)| Claim { doc: stored.source.sha256.clone(), ..stored.claim };
        let claims: Vec<Claim> =
            self.claims_of_document(&row.source.sha256)?.into_iter().map(under_hash).collect();
        let Some(opening) = opening_visit(&claims) else { return Ok(()) };
        let published = Published {
            date: row.source.published.as_deref().and_then(|d| Edtf::parse(d).ok()),
            basis: PublishedBasis::Inferred,
            reasons: row.published_why.clone(),
        };
        let mut events = Vec::new();
        for host in &opening.recipients {
            let filter = EventFilter {
                parties: vec![host.code.clone()],
                kinds: vec![opening.kind.clone()],
                ..EventFilter::default()
            };
            events.extend(self.whole_events(&filter)?);
        }
        if let Some(narrowed) = narrow(&published, &claims, &events) {
            row.source.published = narrowed.date.map(|d| d.to_string());
            row.published_why = narrowed.reasons;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{claim, document};
    use crate::{Entry, Ledger};
    use entente_resolve::merge_document;
    use entente_text::{Category, Edtf, Published, PublishedBasis};

    fn add(ledger: &mut Ledger, name: &str, words: &str, date: &str, published: Published) {
        let mut clean = document(name, words);
        let mut told = claim(&clean, words, Category::Consult, ("NATO", "JPN"), date);
        told.confidence = 0.9;
        clean.document.published = published;
        let events = merge_document(vec![told]);
        let sha256 = &format!("{name:0>64}");
        let entry = Entry { clean: &clean, sha256, events: &events, assertions: &[], coder: "1" };
        ledger.add_document(&entry).expect("stored");
    }

    #[test]
    fn another_document_dates_the_visit_that_an_article_opens_with() {
        let mut ledger = Ledger::open_in_memory().expect("a ledger");
        let inferred = Published {
            date: Edtf::parse("2022-05-12/2024-01-24").ok(),
            basis: PublishedBasis::Inferred,
            reasons: vec!["a term of office".to_owned()],
        };
        add(&mut ledger, "own", "Tổng thư ký NATO đang ở thăm Nhật Bản.", "", inferred);
        add(&mut ledger, "other", "Ngày 31/1/2023, NATO thăm Nhật Bản.", "2023-01-31", Published::default());
        ledger.rebuild_events().expect("rebuilt");
        let row = ledger.document("own").expect("asked").expect("there");
        assert_eq!(row.source.published.as_deref(), Some("2023-01-31/2023-03-17"));
        assert!(row.published_why.iter().any(|why| why.contains("\"other\"")), "{:?}", row.published_why);
        let other = ledger.document("other").expect("asked").expect("there");
        assert_eq!(other.source.published, None);
    }
}
