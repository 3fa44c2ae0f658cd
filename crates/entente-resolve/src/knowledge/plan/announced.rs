//! Plans behind events: a visit, a meeting or an exercise that was announced, and what became of it.

use super::link::settles;
use crate::event::{Event, Reported};
use crate::id::short_hash;
use crate::knowledge::weigh::spread_of;
use crate::knowledge::{Ground, Plan, PlanStep};
use entente_text::{Stage, Status, Voice};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of events that one announces.
const KINDS: &[&str] = &[
    "visit",
    "host",
    "envoy",
    "meeting",
    "talks",
    "negotiation",
    "summit",
    "exercise",
    "own_exercise",
    "deploy",
    "withdraw_troops",
    "arms_sale",
    "leave",
];

/// The plans behind those of the events that some claim announces or calls off.
pub(super) fn plans<C: Reported>(events: &[Event<C>]) -> Vec<Plan> {
    events.iter().enumerate().filter_map(|(number, event)| plan(number, event)).collect()
}

fn plan<C: Reported>(number: usize, event: &Event<C>) -> Option<Plan> {
    let announced = event.claims.iter().any(|c| c.claim().status != Status::Happened && !is_past(c));
    if !announced || !KINDS.contains(&event.kind.as_str()) {
        return None;
    }
    let mut steps: Vec<PlanStep> = Vec::new();
    let mut seen = BTreeSet::new();
    for (i, reported) in event.claims.iter().enumerate() {
        let claim = reported.claim();
        let stage = stage(claim.status);
        if stage != Stage::Done && is_past(reported) || !seen.insert((reported.document(), stage)) {
            continue;
        }
        let by = if stage == Stage::Done { Vec::new() } else { claim.actors.iter().map(voice).collect() };
        let date = if stage == Stage::Done { claim.date.clone() } else { reported.published() };
        let target = (stage != Stage::Done).then(|| claim.date.clone()).flatten();
        let ground = Ground::Claim(number, i);
        steps.push(PlanStep { stage, date, by, reason: None, target, superseded: false, ground });
    }
    steps.sort_by_cached_key(|s| (super::life::when(s), settles(s.stage), s.ground));
    let last = steps.iter().max_by_key(|s| settles(s.stage))?;
    let (status, status_date) = (last.stage, last.date.clone());
    let mut by_document: BTreeMap<&str, f32> = BTreeMap::new();
    for c in &event.claims {
        let best = by_document.entry(c.document()).or_default();
        *best = best.max(c.claim().confidence);
    }
    let outlets = event.claims.iter().filter_map(Reported::outlet).collect();
    let codes: BTreeSet<String> =
        event.actors.iter().chain(&event.recipients).map(|p| p.code.clone()).collect();
    Some(Plan {
        id: short_hash(&["plan", &event.id]),
        kind: event.kind.clone(),
        what: event.quote().to_owned(),
        parties: codes.into_iter().collect(),
        places: Vec::new(),
        fields: event.fields.clone(),
        proposer: Vec::new(),
        target: event.date.clone(),
        status,
        status_date,
        steps,
        blocked_by: Vec::new(),
        spread: spread_of(&by_document, outlets),
    })
}

/// Whether what is told as a plan lay months behind when it was told: a look back.
fn is_past<C: Reported>(reported: &C) -> bool {
    const MONTHS: i32 = 2;
    let days = |d: &entente_text::Edtf| crate::calendar::When::of(d).days();
    let month = |(y, m, _): entente_text::edtf::Ymd| y * 12 + i32::from(m);
    let (planned, told) =
        (reported.claim().date.as_ref().and_then(days), reported.published().as_ref().and_then(days));
    planned.zip(told).is_some_and(|(planned, told)| month(planned.1) + MONTHS < month(told.0))
}

fn stage(status: Status) -> Stage {
    match status {
        Status::Happened => Stage::Done,
        Status::Scheduled => Stage::Scheduled,
        Status::Proposed | Status::Conditional => Stage::Proposed,
        Status::CalledOff => Stage::Cancelled,
    }
}

fn voice(party: &entente_text::Party) -> Voice {
    Voice {
        words: party.name.clone().unwrap_or_else(|| party.code.clone()),
        name: party.name.clone(),
        role: party.role.clone(),
        codes: vec![party.code.clone()],
    }
}
