//! Disputes of the ledger, with the words of both sides.

use crate::choice::check_kinds;
use crate::error::AskError;
use crate::events::header;
use crate::record::title;
use entente_lang::{Pack, PackError};
use entente_ledger::{
    EventFilter, EventRow, Ledger, LineFilter, PlanRow, Source, StepRow, StoredAssertion, Telling,
};
use entente_resolve::calendar::surely_later;
use entente_resolve::disputes::{self, Dispute, DisputeKind, Ground, Words};
use entente_resolve::persons::persons;
use entente_resolve::{When, short_hash};
use entente_text::{Edtf, Located, Stage};
use entente_world::history::fold;
use serde::{Deserialize, Serialize};

/// A dispute as the outside sees it. Its field names are a promise to other programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DisputeRecord {
    /// Its id.
    pub id: String,
    /// What both are about.
    pub about: String,
    /// What they differ in.
    pub kind: &'static str,
    /// Codes of the polities concerned.
    pub codes: Vec<String>,
    /// Both sides, the earlier or first in order first.
    pub sides: Vec<SideRecord>,
}

/// One side with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideRecord {
    /// What it says.
    pub value: String,
    /// Its words.
    pub quote: String,
    /// Where they are from.
    pub doc: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// `title` when `start` and `end` count in the document's separate title.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub part: Option<&'static str>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    counted: Vec<String>,
    firsts: Vec<String>,
    heads: Vec<String>,
    seconds: Vec<String>,
}

/// The words of all languages.
fn words() -> Result<Words, PackError> {
    let mut all = Words::default();
    for pack in Pack::languages().into_iter().filter_map(Pack::of) {
        if pack.file("ties/disputes.toml").is_err() {
            continue;
        }
        let file: File = pack.toml("ties/disputes.toml")?;
        let lists = [
            (&mut all.counted, file.counted),
            (&mut all.firsts, file.firsts),
            (&mut all.heads, file.heads),
            (&mut all.seconds, file.seconds),
        ];
        for (to, from) in lists {
            to.extend(from.iter().map(|w| fold(w)));
        }
    }
    Ok(all)
}

/// All disputes among claims at least so sure.
pub fn find(ledger: &Ledger, least: f32) -> Result<Vec<DisputeRecord>, AskError> {
    let filter = EventFilter { min_confidence: Some(least), ..EventFilter::default() };
    let events = ledger.whole_events(&filter)?;
    let named = ledger.assertions_of("naming")?;
    let found = disputes::disputes(&events, &named, &persons(&named), &words()?);
    let plans = ledger.plans(&LineFilter { min_confidence: Some(least), ..LineFilter::default() })?;
    let mut records: Vec<DisputeRecord> = plans.iter().flat_map(overtaken).collect();
    // What a plan tells of its life needs no second line.
    let told: Vec<(String, u32)> =
        records.iter().flat_map(|r| &r.sides).map(|s| (s.doc.clone(), s.start)).collect();
    for dispute in &found {
        let record = record(dispute, &events, &named);
        let again = record.kind == "superseded"
            && record.sides.iter().any(|s| told.contains(&(s.doc.clone(), s.start)));
        if !again {
            records.push(record);
        }
    }
    Ok(records)
}

/// The disputes among claims at least so sure that concern all of `codes` and are of one of the kinds, where any are given.
pub fn choose(
    ledger: &Ledger,
    least: f32,
    codes: &[String],
    kinds: &[String],
) -> Result<Vec<DisputeRecord>, AskError> {
    check_disputes(kinds)?;
    among(&find(ledger, least)?, codes, kinds)
}

/// Those of some disputes that concern all of `codes` and are of one of the kinds, where any are given.
pub fn among(
    all: &[DisputeRecord],
    codes: &[String],
    kinds: &[String],
) -> Result<Vec<DisputeRecord>, AskError> {
    check_disputes(kinds)?;
    let wanted = |d: &&DisputeRecord| {
        codes.iter().all(|c| d.codes.contains(c)) && (kinds.is_empty() || kinds.iter().any(|k| k == d.kind))
    };
    Ok(all.iter().filter(wanted).cloned().collect())
}

fn check_disputes(kinds: &[String]) -> Result<(), AskError> {
    check_kinds(" of dispute", kinds, || DisputeKind::ALL.iter().map(|k| k.name().to_owned()).collect())
}

/// Disputes as rows of a table, header first.
pub fn rows(found: &[DisputeRecord]) -> Vec<Vec<String>> {
    let columns =
        ["id", "kind", "about", "codes", "value_1", "quote_1", "doc_1", "value_2", "quote_2", "doc_2"];
    let row = |d: &DisputeRecord| {
        let side = |s: &SideRecord| [s.value.clone(), s.quote.clone(), s.doc.clone()];
        let mut row = vec![d.id.clone(), d.kind.to_owned(), d.about.clone(), d.codes.join(";")];
        row.extend(d.sides.iter().flat_map(side));
        row
    };
    std::iter::once(header(&columns)).chain(found.iter().map(row)).collect()
}

fn record(dispute: &Dispute, events: &[EventRow], named: &[StoredAssertion]) -> DisputeRecord {
    let sides = dispute.sides.iter().map(|side| match side.ground {
        Ground::Claim(event, claim) => {
            let stored = &events[event].claims[claim];
            side_record(&side.value, &stored.claim.quote, &stored.source, stored.claim.at)
        }
        Ground::Assertion(i) => {
            let stored = &named[i];
            side_record(&side.value, &stored.assertion.quote, &stored.source, stored.assertion.at)
        }
    });
    DisputeRecord {
        id: dispute.id.clone(),
        about: dispute.about.clone(),
        kind: dispute.kind.name(),
        codes: dispute.codes.clone(),
        sides: sides.collect(),
    }
}

fn side_record(value: &str, quote: &str, source: &Source, at: Located) -> SideRecord {
    SideRecord {
        value: value.to_owned(),
        quote: quote.to_owned(),
        doc: source.name.clone(),
        outlet: source.outlet.clone(),
        published: source.published.clone(),
        part: title(at),
        start: at.span.start,
        end: at.span.end,
    }
}

/// The steps of a plan that later ones overtook: for each that was announced the one that put an end to it.
fn overtaken(plan: &PlanRow) -> Vec<DisputeRecord> {
    let ends = |s: &&StepRow| {
        matches!(s.stage, Stage::Delayed | Stage::Shelved | Stage::Rejected | Stage::Cancelled)
            && !s.superseded
    };
    let Some(end) = plan.steps.iter().rev().find(ends) else { return Vec::new() };
    let mut seen: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for step in
        plan.steps.iter().filter(|s| s.superseded && matches!(s.stage, Stage::Scheduled | Stage::Agreed))
    {
        let value = told(step);
        // What was to come at a time is answered best by the time until which it is put off.
        let end = plan.steps.iter().rev().find(|s| puts_off(s, step)).unwrap_or(end);
        // Of an event that several tell of, one line tells that it was called off.
        let of_event = matches!((&step.ground, &end.ground), (Telling::Claim(_), Telling::Claim(_)));
        let again = seen.contains(&value) || of_event && !found.is_empty();
        if again || place(step) == place(end) || !of_event && !told_later(end, step) {
            continue;
        }
        let sides = vec![side(step, &value), side(end, &told(end))];
        seen.push(value);
        let mut codes = plan.parties.clone();
        codes.extend(plan.places.iter().filter(|p| !plan.parties.contains(p)).cloned());
        found.push(DisputeRecord {
            id: short_hash(&["plan", &plan.id, &sides[0].value, &sides[1].value]),
            about: plan.what.clone(),
            kind: DisputeKind::Superseded.name(),
            codes,
            sides,
        });
    }
    found
}

/// Whether a step was surely told behind another, or in the same document.
fn told_later(late: &StepRow, early: &StepRow) -> bool {
    let (a, b) = (late.ground.source(), early.ground.source());
    let published = |s: &Source| s.published.as_deref().and_then(|p| Edtf::parse(p).ok());
    a.sha256 == b.sha256 || surely_later(published(a).as_ref(), published(b).as_ref())
}

/// Whether a step puts off until later what another announced.
fn puts_off(late: &StepRow, early: &StepRow) -> bool {
    let last = |s: &StepRow| s.target.as_ref().and_then(|t| When::of(t).bounds()).map(|b| b.1);
    let times = last(late).zip(last(early));
    late.stage == Stage::Delayed && !late.superseded && times.is_some_and(|(late, early)| late > early)
}

fn told(step: &StepRow) -> String {
    match &step.target {
        Some(target) => format!("{} for {target}", step.stage.name()),
        None => step.stage.name().to_owned(),
    }
}

fn place(step: &StepRow) -> (&str, Located) {
    (&step.ground.source().sha256, step.ground.at())
}

fn side(step: &StepRow, value: &str) -> SideRecord {
    side_record(value, step.ground.quote(), step.ground.source(), step.ground.at())
}
