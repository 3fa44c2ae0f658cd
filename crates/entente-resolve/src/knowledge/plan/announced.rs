//! Plans behind events: a visit, a meeting or an exercise that was announced, and what became of it.

use super::link::settles;
use super::words::Words;
use crate::again::{Bounds, apart, days_between};
use crate::calendar::When;
use crate::event::{Event, Reported};
use crate::id::short_hash;
use crate::knowledge::weigh::spread_of;
use crate::knowledge::{Ground, Plan, PlanStep};
use crate::same::kinds_agree;
use crate::sides::Sides;
use entente_text::{Claim, DateBasis, Edtf, Grain, Located, Stage, Status, Voice};
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
    let mut plans: Vec<Plan> =
        events.iter().enumerate().flat_map(|(number, event)| of_event(number, event)).collect();
    let told = |plan: &Plan| match plan.steps.as_slice() {
        [PlanStep { ground: Ground::Claim(event, claim), .. }] => Some(&events[*event].claims[*claim]),
        _ => None,
    };
    // The same words announce one act: "will visit after the summit" plans no summit.
    let mut first: BTreeMap<(&str, Located), u32> = BTreeMap::new();
    for c in plans.iter().filter_map(told) {
        let trigger = first.entry((c.document(), c.claim().at)).or_insert(u32::MAX);
        *trigger = c.claim().trigger.span.start.min(*trigger);
    }
    plans.retain(|plan| {
        told(plan)
            .is_none_or(|c| first.get(&(c.document(), c.claim().at)) == Some(&c.claim().trigger.span.start))
    });
    plans
}

/// Claims less sure than this announce nothing, and tell of nothing that was done. Of the plans of 4,982 articles that rest on
/// claims surer than 0.5 two thirds are right, of those that rest on these three quarters.
const SURE: f32 = 0.7;
const SURE_DONE: f32 = 0.6;

/// So many days apart can two reports of one plan lie of whose days one is only inferred.
const NEAR: i64 = 45;

/// One plan for each time at which something was to happen: reports of one event err in its day, but what was announced for
/// one time is not what was done or called off at another, nor with others.
fn of_event<C: Reported>(number: usize, event: &Event<C>) -> Vec<Plan> {
    if !KINDS.contains(&event.kind.as_str()) {
        return Vec::new();
    }
    let stages: Vec<Option<Stage>> = event.claims.iter().map(stage).collect();
    let is_step = |i: &usize| stages[*i].is_some();
    let is_announced = |i: &usize| is_step(i) && stages[*i] != Some(Stage::Done);
    let mut announced: Vec<usize> = (0..event.claims.len()).filter(is_announced).collect();
    // Those whose dates say most come first; claims are in an order that rests on content alone.
    announced.sort_by_key(|i| (is_inferred(&event.claims[*i]), rank(&event.claims[*i]), *i));
    let is_part = |c: usize, i: usize| {
        let (centre, other) = (&event.claims[c], &event.claims[i]);
        is_of(centre, other) || is_nearly_of(centre, other)
    };
    let mut centres: Vec<usize> = Vec::new();
    for i in announced {
        if !centres.iter().any(|c| is_part(*c, i)) {
            centres.push(i);
        }
    }
    let mut taken = BTreeSet::new();
    let mut plans = Vec::new();
    for centre in centres {
        let fits = |i: &usize| {
            let done = stages[*i] == Some(Stage::Done);
            let (told, here) = (&event.claims[centre], &event.claims[*i]);
            let alike = || kinds_agree(told.claim().category, &told.claim().kind, &here.claim().kind);
            let one = if done { is_of(told, here) && alike() } else { is_part(centre, *i) };
            is_step(i) && !taken.contains(i) && one
        };
        let mut own: Vec<usize> = (0..event.claims.len()).filter(fits).collect();
        taken.extend(own.iter().copied());
        carried_out(event, &mut own);
        plans.extend(plan(number, event, centre, &own, &stages));
    }
    plans
}

/// An article that announces something tells of what else was done, or looks ahead: that it was carried out is for others to
/// tell, who wrote when its time had come.
fn carried_out<C: Reported>(event: &Event<C>, own: &mut Vec<usize>) {
    let announces = |i: &usize| event.claims[*i].claim().status != Status::Happened;
    let documents: BTreeSet<&str> =
        own.iter().filter(|i| announces(i)).map(|i| event.claims[*i].document()).collect();
    own.retain(|i| {
        let reported = &event.claims[*i];
        let too_early = || {
            let day = reported.claim().date.as_ref().and_then(|d| When::of(d).days());
            let told = reported.published().as_ref().and_then(|d| When::of(d).days());
            day.zip(told).is_some_and(|(day, told)| told.1 < day.0)
        };
        announces(i) || !documents.contains(reported.document()) && !too_early()
    });
}

/// Whether the sentence of a claim says nothing of its day.
fn is_inferred<C: Reported>(reported: &C) -> bool {
    let claim = reported.claim();
    claim.date.is_none() || claim.date_basis == Some(DateBasis::Inferred)
}

/// Whether a report can be of a plan though it says less of its day: the same kind of act of the same persons, in the same month,
/// or not months apart where the day is only inferred.
fn is_nearly_of<C: Reported>(centre: &C, other: &C) -> bool {
    let (a, b) = (centre.claim(), other.claim());
    let days = |c: &Claim| c.date.as_ref().and_then(Bounds::of);
    let near = || {
        days(a).zip(days(b)).is_none_or(|(x, y)| {
            let (x, y) = apart(&x, &y);
            days_between(x, y) <= NEAR
        })
    };
    let month = |d: &Edtf| d.precision() <= Grain::Month;
    let in_month = || {
        let dates = a.date.as_ref().zip(b.date.as_ref());
        dates.is_some_and(|(x, y)| month(x) && month(y) && When::of(x).agrees(&When::of(y)))
    };
    let when = if is_inferred(other) { near() } else { in_month() };
    // Who goes there is not who comes from there.
    let goes = |c: &Claim| ["visit", "envoy"].contains(&c.kind.as_str());
    let one_way = || a.actors.iter().any(|p| b.actors.iter().any(|q| p.code == q.code));
    when && kinds_agree(a.category, &a.kind, &b.kind)
        && are_same(centre, other)
        && (!goes(a) || !goes(b) || one_way())
        && !Sides::of(a).persons_differ(&Sides::of(b))
}

fn are_same<C: Reported>(a: &C, b: &C) -> bool {
    Sides::of(a.claim()).one_has_all(&Sides::of(b.claim()))
}

/// How little the date of a claim says.
fn rank<C: Reported>(reported: &C) -> u8 {
    reported.claim().date.as_ref().map_or(u8::MAX, |d| When::of(d).rank())
}

/// Whether two claims of one event can be of one plan: the same polities, or some of them, at one time. Across documents that
/// takes days that agree, within one a month; what has no time is only of one plan within its document.
fn is_of<C: Reported>(centre: &C, other: &C) -> bool {
    let here = centre.document() == other.document();
    let fine = |d: &Edtf| d.precision() <= if here { Grain::Month } else { Grain::Day };
    let dates = match (&centre.claim().date, &other.claim().date) {
        (Some(a), Some(b)) => a == b && here || fine(a) && fine(b) && When::of(a).agrees(&When::of(b)),
        _ => here,
    };
    dates && are_same(centre, other)
}

/// The plan of an event around one of its claims, with its own of them, and how far each of the event's says that it has come.
fn plan<C: Reported>(
    number: usize,
    event: &Event<C>,
    centre: usize,
    own: &[usize],
    stages: &[Option<Stage>],
) -> Option<Plan> {
    let mut steps: Vec<PlanStep> = Vec::new();
    let mut seen = BTreeSet::new();
    for i in own.iter().copied() {
        let reported = &event.claims[i];
        let claim = reported.claim();
        let Some(stage) = stages[i].filter(|s| seen.insert((reported.document(), *s))) else {
            continue;
        };
        let by = if stage == Stage::Done { Vec::new() } else { claim.actors.iter().map(voice).collect() };
        let date = if stage == Stage::Done { claim.date.clone() } else { reported.published() };
        let target = (stage != Stage::Done).then(|| target(reported)).flatten();
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
    overtake(event, &mut steps, status);
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
    let day = told.date.as_ref().map_or("", Edtf::as_str);
    Some(Plan {
        id: short_hash(&["plan", &event.id, day, &told.quote]),
        kind: words.kind.clone(),
        what: words.quote.clone(),
        parties: codes.into_iter().collect(),
        places: Vec::new(),
        fields: fields.into_iter().collect(),
        proposer: Vec::new(),
        target: target(&event.claims[centre]),
        status,
        status_date,
        steps,
        blocked_by: Vec::new(),
        spread: spread_of(&by_document, claims().filter_map(Reported::outlet).collect()),
    })
}

/// What two articles call off, or one on the very day that another announces, was announced before: as far as the day was named.
fn overtake<C: Reported>(event: &Event<C>, steps: &mut [PlanStep], status: Stage) {
    let day = |s: &PlanStep| match s.ground {
        Ground::Claim(_, i) => event.claims[i].claim().date.clone().filter(|d| d.precision() == Grain::Day),
        Ground::Assertion(_) => None,
    };
    let off: Vec<Option<Edtf>> = steps.iter().filter(|s| s.stage == Stage::Cancelled).map(day).collect();
    for step in steps.iter_mut().filter(|s| status == Stage::Cancelled && s.stage == Stage::Scheduled) {
        let one_day = || day(step).filter(|d| !d.has_open_year()).is_some_and(|d| off.contains(&Some(d)));
        step.superseded = day(step).is_some() && (off.len() > 1 || one_day());
    }
}

/// So many months lay the day of an act behind when it was told; nothing where it may still have been to come.
fn months_behind<C: Reported>(reported: &C) -> Option<i32> {
    let days = |d: &Edtf| When::of(d).days();
    let month = |(y, m, _): entente_text::edtf::Ymd| y * 12 + i32::from(m);
    let (planned, told) =
        reported.claim().date.as_ref().and_then(days).zip(reported.published().as_ref().and_then(days))?;
    (planned.1 < told.0).then(|| month(told.0) - month(planned.1))
}

/// When it is to be: a day that was over when the article came out is that of the saying.
fn target<C: Reported>(reported: &C) -> Option<Edtf> {
    reported.claim().date.clone().filter(|_| months_behind(reported).is_none())
}

/// How far a claim says that a plan has come; nothing where it is too unsure, a look back, or tells of no plan.
fn stage<C: Reported>(reported: &C) -> Option<Stage> {
    const MONTHS: i32 = 2;
    let claim = reported.claim();
    let words = Words::embedded();
    let stage = match claim.status {
        Status::Happened => Stage::Done,
        Status::Scheduled => Stage::Scheduled,
        Status::Proposed if words.is_proposal(&claim.quote) => Stage::Proposed,
        Status::CalledOff if words.is_called_off(&claim.quote) => Stage::Cancelled,
        _ => return None,
    };
    let holds = match stage {
        Stage::Done => claim.confidence >= SURE_DONE && !is_inferred(reported),
        _ => claim.confidence >= SURE && months_behind(reported).is_none_or(|m| m <= MONTHS),
    };
    (holds && KINDS.contains(&claim.kind.as_str())).then_some(stage)
}

fn voice(party: &entente_text::Party) -> Voice {
    Voice {
        words: party.name.clone().unwrap_or_else(|| party.code.clone()),
        name: party.name.clone(),
        role: party.role.clone(),
        codes: vec![party.code.clone()],
    }
}
