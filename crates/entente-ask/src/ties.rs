//! Ties of the ledger, with the words that they rest on.

use crate::choice::check_kinds;
use crate::error::AskError;
use crate::events::header;
use crate::record::{Source, edtf, title};
use entente_ledger::{EventFilter, EventRow, Ledger, LineFilter, PlanRow, StoredAssertion};
use entente_resolve::ties::{self, Basis, Outlook, Tie, TieTurn};
use entente_text::{Edtf, Located, TieKind, fold};
use serde::Serialize;

/// Kinds of plans for what lasts.
const LASTING: &[&str] = &["office", "agreement", "project", "force", "arms", "membership"];

fn outlook(plan: &PlanRow) -> Outlook<'_> {
    let grounds = plan.steps.iter().map(|s| &s.ground);
    Outlook {
        codes: plan.parties.iter().chain(&plan.places).map(String::as_str).collect(),
        status: plan.status,
        told: grounds.map(|g| (g.source().sha256.as_str(), g.sentence())).collect(),
    }
}

/// Ties with what they rest on.
#[derive(Debug)]
pub struct Ties {
    /// The ties.
    pub found: Vec<Tie>,
    told: Vec<StoredAssertion>,
    events: Vec<EventRow>,
}

/// A tie as the outside sees it. Its field names are a promise to other programs.
#[derive(Debug, Clone, Serialize)]
pub struct TieRecord {
    /// Its id.
    pub id: String,
    /// What ties them.
    pub kind: &'static str,
    /// All parties.
    pub parties: Vec<String>,
    /// Those who join, send or impose.
    pub from: Vec<String>,
    /// Those on the other side.
    pub to: Vec<String>,
    /// What it is called.
    pub name: Option<String>,
    /// EDTF, or empty.
    pub since: String,
    /// EDTF, or empty.
    pub until: String,
    /// `in_force`, `planned`, `put_off`, `called_off` or `ended`.
    pub status: &'static str,
    /// What says so.
    pub claims: Vec<TieClaim>,
}

/// What says something of a tie.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TieClaim {
    /// `begins`, `holds` or `ends`.
    pub turn: &'static str,
    /// Whether that is only planned.
    pub planned: bool,
    /// EDTF, or empty.
    pub date: String,
    /// Where the words are from; `world` for the reference world.
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
    /// Who says so, where the article says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Source>,
}

/// Which ties.
#[derive(Debug, Clone, Default)]
pub struct TieChoice {
    /// Codes of polities that all stand on one of the sides.
    pub among: Vec<String>,
    /// Only what held on some day of this date.
    pub on: Option<Edtf>,
    /// One of these kinds.
    pub kinds: Vec<String>,
    /// An outlet that tells of them.
    pub outlet: Option<String>,
}

/// The ties that a choice finds, resting on claims at least so sure.
pub fn find(ledger: &Ledger, choice: &TieChoice, least: f32) -> Result<Vec<TieRecord>, AskError> {
    check_kinds(" of tie", &choice.kinds, || TieKind::ALL.iter().map(|k| k.name().to_owned()).collect())?;
    let mut ties = Ties::of(ledger, &choice.among, least)?;
    if let Some(date) = &choice.on {
        ties.keep_holding(date);
    }
    let mut records: Vec<TieRecord> = ties.found.iter().map(|t| ties.record(t)).collect();
    records.retain(|r| {
        (choice.kinds.is_empty() || choice.kinds.iter().any(|k| k == r.kind))
            && choice.outlet.as_ref().is_none_or(|o| {
                r.claims.iter().any(|c| c.outlet.as_ref().is_some_and(|x| fold(x) == fold(o)))
            })
            // Without a name, the reference world alone is no answer.
            && (!choice.among.is_empty() || r.claims.iter().any(|c| c.doc != "world"))
    });
    Ok(records)
}

/// Ties as rows of a table, header first.
pub fn rows(records: &[TieRecord]) -> Vec<Vec<String>> {
    let columns = ["id", "kind", "from", "to", "name", "since", "until", "status", "reports", "doc", "quote"];
    let row = |r: &TieRecord| {
        let first = r.claims.first();
        vec![
            r.id.clone(),
            r.kind.to_owned(),
            r.from.join(";"),
            r.to.join(";"),
            r.name.clone().unwrap_or_default(),
            r.since.clone(),
            r.until.clone(),
            r.status.to_owned(),
            r.claims.len().to_string(),
            first.map(|c| c.doc.clone()).unwrap_or_default(),
            first.map(|c| c.quote.clone()).unwrap_or_default(),
        ]
    };
    std::iter::once(header(&columns)).chain(records.iter().map(row)).collect()
}

impl Ties {
    /// The ties that have all of `among` on their sides.
    pub fn of(ledger: &Ledger, among: &[String], least: f32) -> Result<Self, AskError> {
        let told = ledger.assertions_of("tie")?;
        let filter = EventFilter {
            parties: among.to_vec(),
            kinds: ties::event_kinds().map(str::to_owned).collect(),
            min_confidence: Some(least),
            ..EventFilter::default()
        };
        let events = ledger.whole_events(&filter)?;
        let lasting = LineFilter {
            codes: among.to_vec(),
            kinds: LASTING.iter().map(|k| (*k).to_owned()).collect(),
            min_confidence: Some(least),
            ..LineFilter::default()
        };
        let plans = ledger.plans(&lasting)?;
        let plans: Vec<Outlook<'_>> = plans.iter().map(outlook).collect();
        Ok(Self { found: ties::ties(&told, &events, &plans, among), told, events })
    }

    /// Leaves only the ties that held on some day of a date.
    pub fn keep_holding(&mut self, date: &Edtf) {
        let found = std::mem::take(&mut self.found);
        self.found = found.into_iter().filter(|t| t.holds(date, |basis| self.published(basis))).collect();
    }

    fn published(&self, basis: &Basis) -> Option<Edtf> {
        let published = match basis {
            Basis::Assertion(i) => self.told[*i].source.published.clone(),
            Basis::Event(i) => self.events[*i].claims.first()?.source.published.clone(),
            Basis::World => None,
        };
        published.as_deref().and_then(|p| Edtf::parse(p).ok())
    }

    /// A tie as the outside sees it.
    pub fn record(&self, tie: &Tie) -> TieRecord {
        let mut parties: Vec<String> = tie.from.iter().chain(&tie.to).cloned().collect();
        parties.dedup();
        let mut claims: Vec<TieClaim> = tie.turns.iter().flat_map(|t| self.claims(t)).collect();
        claims.dedup();
        TieRecord {
            id: tie.id.clone(),
            kind: tie.kind.name(),
            parties,
            from: tie.from.clone(),
            to: tie.to.clone(),
            name: tie.name.clone(),
            since: edtf(tie.since.as_ref()),
            until: edtf(tie.until.as_ref()),
            status: tie.status.name(),
            claims,
        }
    }

    fn claims(&self, turn: &TieTurn) -> Vec<TieClaim> {
        let claim =
            |doc: &str, outlet: Option<&String>, published: Option<&String>, quote: &str, at: Located| {
                TieClaim {
                    turn: turn.turn.name(),
                    planned: turn.planned,
                    date: edtf(turn.date.as_ref()),
                    doc: doc.to_owned(),
                    outlet: outlet.cloned(),
                    published: published.cloned(),
                    quote: quote.to_owned(),
                    part: title(at),
                    start: at.span.start,
                    end: at.span.end,
                    attribution: None,
                }
            };
        match turn.basis {
            Basis::World => vec![claim("world", None, None, "", Located::default())],
            Basis::Assertion(i) => {
                let told = &self.told[i];
                let (source, said) = (&told.source, &told.assertion);
                vec![TieClaim {
                    attribution: said.attribution.as_ref().map(Source::from),
                    ..claim(
                        &source.name,
                        source.outlet.as_ref(),
                        source.published.as_ref(),
                        &said.quote,
                        said.at,
                    )
                }]
            }
            Basis::Event(i) => {
                let of = |c: &entente_ledger::StoredClaim| TieClaim {
                    attribution: c.claim.attribution.as_ref().map(Source::from),
                    ..claim(
                        &c.source.name,
                        c.source.outlet.as_ref(),
                        c.source.published.as_ref(),
                        &c.claim.quote,
                        c.claim.at,
                    )
                };
                self.events[i].claims.iter().map(of).collect()
            }
        }
    }
}
