//! Plans behind events: a visit, a meeting or an exercise that was announced, and what became of it.

use super::link::settles;
use crate::calendar::When;
use crate::event::{Event, Reported};
use crate::id::short_hash;
use crate::knowledge::weigh::spread_of;
use crate::knowledge::{Ground, Plan, PlanStep};
use entente_text::{Edtf, Grain, Stage, Status, Voice};
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
    events.iter().enumerate().flat_map(|(number, event)| of_event(number, event)).collect()
}

/// One plan for each time at which something was to happen: reports of one event err in its day, but what was announced for
/// one time is not what was done or called off at another, nor with others.
fn of_event<C: Reported>(number: usize, event: &Event<C>) -> Vec<Plan> {
    if !KINDS.contains(&event.kind.as_str()) {
        return Vec::new();
    }
    let is_announced =
        |i: &usize| event.claims[*i].claim().status != Status::Happened && !is_past(&event.claims[*i]);
    let mut announced: Vec<usize> = (0..event.claims.len()).filter(is_announced).collect();
    // Those whose dates say most come first; claims are in an order that rests on content alone.
    announced.sort_by_key(|i| (rank(&event.claims[*i]), *i));
    let mut centres: Vec<usize> = Vec::new();
    for i in announced {
        if !centres.iter().any(|c| is_of(&event.claims[*c], &event.claims[i])) {
            centres.push(i);
        }
    }
    let mut taken = BTreeSet::new();
    let mut plans = Vec::new();
    for centre in centres {
        let fits = |i: &usize| !taken.contains(i) && is_of(&event.claims[centre], &event.claims[*i]);
        let own: Vec<usize> = (0..event.claims.len()).filter(fits).collect();
        taken.extend(own.iter().copied());
        plans.extend(plan(number, event, centre, &own));
    }
    plans
}

/// How little the date of a claim says.
fn rank<C: Reported>(reported: &C) -> u8 {
    reported.claim().date.as_ref().map_or(u8::MAX, |d| When::of(d).rank())
}

/// Whether two claims of one event can be of one plan: the same polities, or some of them, at one time. Across documents that
/// takes days that agree, within one a month; what has no time is only of one plan within its document.
fn is_of<C: Reported>(centre: &C, other: &C) -> bool {
    let codes = |c: &C| -> BTreeSet<String> {
        c.claim().actors.iter().chain(&c.claim().recipients).map(|p| p.code.clone()).collect()
    };
    let (a, b) = (codes(centre), codes(other));
    let here = centre.document() == other.document();
    let fine = |d: &Edtf| d.precision() <= if here { Grain::Month } else { Grain::Day };
    let dates = match (&centre.claim().date, &other.claim().date) {
        (Some(a), Some(b)) => a == b && here || fine(a) && fine(b) && When::of(a).agrees(&When::of(b)),
        _ => here,
    };
    dates && (a.is_subset(&b) || b.is_subset(&a))
}

fn plan<C: Reported>(number: usize, event: &Event<C>, centre: usize, own: &[usize]) -> Option<Plan> {
    let mut steps: Vec<PlanStep> = Vec::new();
    let mut seen = BTreeSet::new();
    for i in own.iter().copied() {
        let reported = &event.claims[i];
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
    // That nobody did something is hardly ever a plan that was called off, unless it was announced or several say so.
    let off = steps.iter().filter(|s| s.stage == Stage::Cancelled).count();
    let told_of = steps.iter().any(|s| matches!(s.stage, Stage::Scheduled | Stage::Proposed));
    if !told_of && off < 2 {
        return None;
    }
    steps.sort_by_cached_key(|s| (super::life::when(s), settles(s.stage), s.ground));
    let last = steps.iter().max_by_key(|s| settles(s.stage))?;
    let (status, status_date) = (last.stage, last.date.clone());
    let claims = || own.iter().map(|i| &event.claims[*i]);
    let mut by_document: BTreeMap<&str, f32> = BTreeMap::new();
    for c in claims() {
        let best = by_document.entry(c.document()).or_default();
        *best = best.max(c.claim().confidence);
    }
    let told = event.claims[centre].claim();
    // The surest words of those that announce it.
    let words = claims()
        .map(Reported::claim)
        .filter(|c| c.status != Status::Happened)
        .max_by_key(|c| ((c.confidence * 1000.0) as u32, std::cmp::Reverse(c.quote.clone())))
        .unwrap_or(told);
    let codes: BTreeSet<String> = claims()
        .flat_map(|c| c.claim().actors.iter().chain(&c.claim().recipients))
        .map(|p| p.code.clone())
        .collect();
    let fields: BTreeSet<String> = claims().flat_map(|c| c.claim().fields.clone()).collect();
    let target = told.date.clone();
    Some(Plan {
        id: short_hash(&["plan", &event.id, target.as_ref().map_or("", Edtf::as_str), &told.quote]),
        kind: event.kind.clone(),
        what: words.quote.clone(),
        parties: codes.into_iter().collect(),
        places: Vec::new(),
        fields: fields.into_iter().collect(),
        proposer: Vec::new(),
        target,
        status,
        status_date,
        steps,
        blocked_by: Vec::new(),
        spread: spread_of(&by_document, claims().filter_map(Reported::outlet).collect()),
    })
}

/// Whether what is told as a plan lay months behind when it was told: a look back.
fn is_past<C: Reported>(reported: &C) -> bool {
    const MONTHS: i32 = 2;
    let days = |d: &Edtf| When::of(d).days();
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
