//! Known meetings that articles speak of, with their words and the events that they are.

use crate::choice::Choice;
use crate::error::AskError;
use crate::record::{edtf, title};
use entente_ledger::{EventFilter, EventRow, Ledger, StoredAssertion};
use entente_resolve::meetings;
use entente_text::fold;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A meeting as the outside sees it. Its field names are a promise to other programs.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingRecord {
    /// Its id in the reference world.
    pub id: String,
    /// Its name in English.
    pub name: &'static str,
    /// Its name in Vietnamese.
    pub name_vi: &'static str,
    /// The organisation or format that meets.
    pub org: &'static str,
    /// EDTF.
    pub date: String,
    /// Code of the host; empty where there is none.
    pub place: &'static str,
    /// How many documents speak of it.
    pub reports: usize,
    /// Who published them.
    pub outlets: Vec<String>,
    /// Ids of the events of the ledger that it is.
    pub events: Vec<String>,
    /// What speaks of it.
    pub claims: Vec<Spoken>,
}

/// Words that speak of a meeting.
#[derive(Debug, Clone, Serialize)]
pub struct Spoken {
    /// The document.
    pub doc: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The words.
    pub quote: String,
    /// `title` when `start` and `end` count in the document's separate title.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub part: Option<&'static str>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// The meetings that articles speak of, the earliest first; only those whose name, organisation, host or town holds all words.
pub fn find(ledger: &Ledger, choice: &Choice, typed: &[String]) -> Result<Vec<MeetingRecord>, AskError> {
    let told = ledger.assertions_of("meeting")?;
    let filter = EventFilter {
        kinds: vec!["summit".to_owned()],
        min_confidence: Some(choice.threshold()),
        ..EventFilter::default()
    };
    let mut events = by_meeting(&ledger.whole_events(&filter)?);
    let words: Vec<String> = typed.iter().flat_map(|t| t.split_whitespace()).map(fold).collect();
    let mut found = Vec::new();
    for spoken in meetings::spoken(&told) {
        let m = spoken.meeting;
        let named = fold(&[m.name_en, m.name_vi, m.org, m.place_code, m.id, &m.places.join(" ")].join(" "));
        if !words.iter().all(|w| named.contains(w.as_str())) {
            continue;
        }
        let claims: Vec<&StoredAssertion> = spoken.told.iter().map(|i| &told[*i]).collect();
        let outlets: BTreeSet<String> = claims.iter().filter_map(|c| c.source.outlet.clone()).collect();
        found.push(MeetingRecord {
            id: m.id.to_owned(),
            name: m.name_en,
            name_vi: m.name_vi,
            org: m.org,
            date: edtf(claims.iter().find_map(|c| c.assertion.date.as_ref())),
            place: m.place_code,
            reports: claims.iter().map(|c| c.source.sha256.as_str()).collect::<BTreeSet<_>>().len(),
            outlets: outlets.into_iter().collect(),
            events: events.remove(m.id).unwrap_or_default(),
            claims: claims.into_iter().map(record).collect(),
        });
    }
    Ok(found)
}

/// Ids of the events that are known meetings, by the meeting's id; of one meeting in the order that they came.
fn by_meeting(events: &[EventRow]) -> BTreeMap<&'static str, Vec<String>> {
    let mut found: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for event in events {
        for meeting in meetings::of_event(event) {
            found.entry(meeting).or_default().push(event.id.clone());
        }
    }
    found
}

fn record(told: &StoredAssertion) -> Spoken {
    let (source, said) = (&told.source, &told.assertion);
    Spoken {
        doc: source.name.clone(),
        outlet: source.outlet.clone(),
        published: source.published.clone(),
        quote: said.quote.clone(),
        part: title(said.at),
        start: said.at.span.start,
        end: said.at.span.end,
    }
}
