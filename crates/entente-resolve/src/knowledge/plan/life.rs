//! The life of a plan: its steps in order, where it stands now, what a later report overtook, who blocks it.

use super::link::{Mention, Source, settles};
use crate::calendar::{When, surely_later};
use crate::id::short_hash;
use crate::knowledge::weigh::{bounds, plain, spread};
use crate::knowledge::{Block, Ground, Plan, PlanStep, Stance, Told};
use entente_text::{Asserted, Edtf, Located, PlanObject, Position, Stage, Step, Voice};
use entente_world::World;
use entente_world::history::History;
use std::collections::{BTreeMap, BTreeSet};

/// One plan from its mentions; `None` where no step of it is told.
pub(super) fn plan<T: Told>(told: &[T], mentions: &[&Mention<'_>], stances: &[Stance]) -> Option<Plan> {
    let steps: Vec<usize> = mentions.iter().filter_map(|m| of_step(m)).collect();
    let held: Vec<usize> = mentions.iter().filter_map(|m| of_stance(m)).collect();
    let mut told_steps: Vec<(usize, &Step)> =
        steps.iter().filter_map(|i| step_of(&told[*i]).map(|s| (*i, s))).collect();
    others_did(told, &mut told_steps);
    // What nobody spoke of before it was done was no plan.
    if told_steps.iter().all(|(_, s)| s.stage == Stage::Done) {
        return None;
    }
    let verdicts = verdicts(told, &told_steps);
    let last = verdicts.last()?;
    let (status, status_date) = (last.stage, last.date.clone());
    let mut life: Vec<PlanStep> = told_steps.iter().map(|(i, s)| plan_step(told, *i, s, &verdicts)).collect();
    life.extend(objections(told, &held, stances));
    in_order(&mut life);
    let objects = || mentions.iter().map(|m| m.object);
    let codes = |of: fn(&PlanObject) -> &Vec<String>| -> Vec<String> {
        objects().flat_map(of).cloned().collect::<BTreeSet<_>>().into_iter().collect()
    };
    let (mut parties, places) = (codes(|o| &o.parties), codes(|o| &o.places));
    // Who plans something takes part.
    let planners = told_steps.iter().filter(|(_, s)| s.stage == Stage::Scheduled || s.stage == Stage::Agreed);
    parties.extend(planners.flat_map(|(_, s)| s.by.iter().flat_map(|v| v.codes.clone())));
    parties.sort();
    parties.dedup();
    let first = &mentions.iter().find_map(|m| of_step(m)).map(|i| &told[i])?;
    let first_words = plain(&first.assertion().quote);
    let mut reports = steps.clone();
    reports.extend(held.iter().flat_map(|s| stances[*s].told.iter().copied()));
    let kind = mentions[0].object.kind.clone();
    Some(Plan {
        id: short_hash(&[
            "plan",
            &kind,
            &parties.join(" "),
            &places.join(" "),
            first.document(),
            &first_words,
        ]),
        what: best_words(&objects().collect::<Vec<_>>()),
        proposer: proposer(told, &told_steps),
        target: target(&told_steps, last),
        blocked_by: blocks(&parties, status, &held, stances),
        fields: codes(|o| &o.fields),
        spread: spread(told, &reports),
        steps: life,
        kind,
        parties,
        places,
        status,
        status_date,
    })
}

/// What nobody in particular did is not this plan carried out, where the same article tells that it is to come: "many went".
fn others_did<T: Told>(told: &[T], steps: &mut Vec<(usize, &Step)>) {
    let open: BTreeSet<&str> =
        steps.iter().filter(|(_, s)| s.stage != Stage::Done).map(|(i, _)| told[*i].document()).collect();
    steps.retain(|(i, s)| s.stage != Stage::Done || !s.by.is_empty() || !open.contains(told[*i].document()));
}

fn of_step(mention: &Mention<'_>) -> Option<usize> {
    match mention.source {
        Source::Step(i) => Some(i),
        Source::Stance(_) => None,
    }
}

fn of_stance(mention: &Mention<'_>) -> Option<usize> {
    match mention.source {
        Source::Stance(s) => Some(s),
        Source::Step(_) => None,
    }
}

fn step_of<T: Told>(told: &T) -> Option<&Step> {
    match &told.assertion().asserted {
        Asserted::Step(step) => Some(step),
        _ => None,
    }
}

/// When a step was taken, to sort by: dated ones first.
pub(super) fn when(step: &PlanStep) -> (bool, Option<(String, String)>) {
    let bounds = bounds(step.date.as_ref());
    (bounds.is_none(), bounds)
}

/// What one document leaves a plan at.
struct Verdict<'a> {
    document: &'a str,
    published: Option<Edtf>,
    stage: Stage,
    date: Option<Edtf>,
    targets: Vec<&'a Edtf>,
    /// What lays it aside or calls it off, with the sentences.
    off: Vec<(Located, &'a Step)>,
    /// Until when it is put off.
    until: Option<&'a Edtf>,
}

impl Verdict<'_> {
    /// Whether another sentence of the document looks back on a step that is no more: what was announced before the plan was
    /// laid aside, or for a time before the one until which it is put off.
    fn overtakes(&self, sentence: Located, step: &Step) -> bool {
        let announced = matches!(step.stage, Stage::Scheduled | Stage::Agreed);
        let last = |d: &Edtf| bounds(Some(d)).map(|b| b.1);
        let moved = self.until.and_then(last).zip(step.target.as_ref().and_then(last));
        let elsewhere = self.off.iter().all(|(at, _)| *at != sentence);
        let is_off = elsewhere && self.off.iter().any(|(_, off)| by_same(&off.by, &step.by));
        announced && (is_off || moved.is_some_and(|(until, target)| target < until))
    }
}

/// Whether the same hands can have taken two steps: neither other polities nor other persons are named.
fn by_same(a: &[Voice], b: &[Voice]) -> bool {
    let codes = |all: &[Voice]| all.iter().flat_map(|v| v.codes.clone()).collect::<BTreeSet<_>>();
    let names = |all: &[Voice]| all.iter().filter_map(|v| v.name.clone()).collect::<BTreeSet<_>>();
    let apart =
        |x: BTreeSet<String>, y: BTreeSet<String>| !x.is_empty() && !y.is_empty() && x.is_disjoint(&y);
    !apart(codes(a), codes(b)) && !apart(names(a), names(b))
}

/// The verdicts of all documents, in the order of their publication.
fn verdicts<'a, T: Told>(told: &'a [T], steps: &[(usize, &'a Step)]) -> Vec<Verdict<'a>> {
    let mut by_document: BTreeMap<&str, Vec<(usize, &'a Step)>> = BTreeMap::new();
    for (i, step) in steps {
        by_document.entry(told[*i].document()).or_default().push((*i, step));
    }
    let mut all: Vec<Verdict<'a>> = by_document
        .into_iter()
        .filter_map(|(document, steps)| {
            let (i, step) = steps.iter().max_by_key(|(_, s)| settles(s.stage))?;
            let published = told[*i].published();
            Some(Verdict {
                document,
                stage: step.stage,
                date: told[*i].assertion().date.clone().or_else(|| published.clone()),
                published,
                off: off(told, &steps),
                until: steps
                    .iter()
                    .filter(|(_, s)| s.stage == Stage::Delayed)
                    .filter_map(|(_, s)| s.target.as_ref())
                    .max(),
                targets: steps.iter().filter_map(|(_, s)| s.target.as_ref()).collect(),
            })
        })
        .collect();
    all.sort_by_cached_key(|v| {
        let at = bounds(v.published.as_ref()).or_else(|| bounds(v.date.as_ref()));
        (at.is_some(), at, settles(v.stage), v.document)
    });
    all
}

/// The steps that lay a plan aside or call it off.
fn off<'a, T: Told>(told: &[T], steps: &[(usize, &'a Step)]) -> Vec<(Located, &'a Step)> {
    // "Others dropped that idea" may be of a plan like it.
    let is_off = |s: &Step| {
        matches!(s.stage, Stage::Shelved | Stage::Cancelled) && !(s.object.pointed && s.by.is_empty())
    };
    steps.iter().filter(|(_, s)| is_off(s)).map(|(i, s)| (told[*i].assertion().sentence, *s)).collect()
}

fn plan_step<T: Told>(told: &[T], i: usize, step: &Step, verdicts: &[Verdict<'_>]) -> PlanStep {
    let date = told[i].assertion().date.clone().or_else(|| told[i].published());
    let open = matches!(step.stage, Stage::Scheduled | Stage::Agreed | Stage::Negotiated);
    let overtaken = |v: &Verdict<'_>| {
        v.document != told[i].document()
            && settles(v.stage) >= settles(Stage::Delayed)
            && surely_later(
                v.published.as_ref().or(v.date.as_ref()),
                told[i].published().as_ref().or(date.as_ref()),
            )
    };
    let here = verdicts.iter().find(|v| v.document == told[i].document());
    let looked_back = here.is_some_and(|v| v.overtakes(told[i].assertion().sentence, step));
    PlanStep {
        stage: step.stage,
        by: step.by.clone(),
        reason: step.reason.clone(),
        target: step.target.clone(),
        superseded: open && (looked_back || verdicts.iter().any(overtaken)),
        ground: Ground::Assertion(i),
        date,
    }
}

/// Each stance against a plan is a step in its life.
fn objections<T: Told>(told: &[T], held: &[usize], stances: &[Stance]) -> Vec<PlanStep> {
    let against = held.iter().map(|s| &stances[*s]).filter(|s| s.position == Position::Opposes);
    against.map(|s| objection(told, s)).collect()
}

fn objection<T: Told>(told: &[T], stance: &Stance) -> PlanStep {
    PlanStep {
        stage: Stage::Objected,
        date: stance.date.clone().or_else(|| told[stance.best].published()),
        by: vec![stance.holder.clone()],
        reason: stance.reason.clone(),
        target: None,
        superseded: false,
        ground: Ground::Assertion(stance.best),
    }
}

/// Adds the step of a stance against a plan.
pub(super) fn object<T: Told>(told: &[T], plan: &mut Plan, stance: &Stance) {
    plan.steps.push(objection(told, stance));
    in_order(&mut plan.steps);
}

/// Steps by their time, each once.
fn in_order(steps: &mut Vec<PlanStep>) {
    distinct(steps);
    steps.sort_by_cached_key(|s| (when(s), settles(s.stage), s.ground));
}

/// Of steps of one stage, day, hand and target only the first stays.
fn distinct(steps: &mut Vec<PlanStep>) {
    let mut seen = BTreeSet::new();
    steps.retain(|s| {
        let by: Vec<String> = s.by.iter().map(|v| v.codes.join(" ")).collect();
        seen.insert((s.stage, s.date.clone(), by, s.target.clone()))
    });
}

/// The words that put a plan best: with party and place, the noun that most use, of middling length; the first of equals.
fn best_words<'a>(objects: &[&'a PlanObject]) -> String {
    const TELLING: usize = 45;
    // Where all only point back, what they point at will do.
    let named: Vec<&PlanObject> = objects.iter().copied().filter(|o| !o.pointed).collect();
    let objects = if named.is_empty() { objects } else { &named };
    let mut heads: BTreeMap<&str, usize> = BTreeMap::new();
    for object in objects {
        *heads.entry(object.head.as_str()).or_default() += 1;
    }
    let rank = |o: &&&'a PlanObject| {
        let named = usize::from(!o.parties.is_empty()) + usize::from(!o.places.is_empty());
        let usual = heads.get(o.head.as_str()).copied().unwrap_or_default();
        (std::cmp::Reverse(named), std::cmp::Reverse(usual), o.words.chars().count().abs_diff(TELLING))
    };
    objects.iter().min_by_key(rank).map(|o| o.words.clone()).unwrap_or_default()
}

fn proposer<T: Told>(told: &[T], steps: &[(usize, &Step)]) -> Vec<Voice> {
    let proposed = steps.iter().filter(|(_, s)| s.stage == Stage::Proposed && !s.by.is_empty());
    let rank = |(i, s): &&(usize, &Step)| {
        (s.by.iter().any(|v| v.name.is_some()), (told[*i].assertion().confidence * 1000.0) as u32)
    };
    let all: Vec<_> = proposed.collect();
    all.iter().rev().max_by_key(|s| rank(s)).map(|(_, s)| s.by.clone()).unwrap_or_default()
}

/// The last day that is named for it, by the last document that names one.
fn target(steps: &[(usize, &Step)], last: &Verdict<'_>) -> Option<Edtf> {
    let late = |dates: &mut dyn Iterator<Item = &Edtf>| dates.max().cloned();
    late(&mut last.targets.iter().copied())
        .or_else(|| late(&mut steps.iter().filter_map(|(_, s)| s.target.as_ref())))
}

/// Members of a party that decides only when nobody is against, who are against.
fn blocks(parties: &[String], status: Stage, held: &[usize], stances: &[Stance]) -> Vec<Block> {
    if status == Stage::Done {
        return Vec::new();
    }
    let (world, history) = (World::embedded(), History::embedded());
    let mut found = BTreeSet::new();
    for stance in held.iter().map(|s| &stances[*s]).filter(|s| s.position == Position::Opposes) {
        for body in parties.iter().filter_map(|p| world.polity(p)) {
            let Some(rule) = body.decision.filter(|d| d.name() != "majority") else { continue };
            let day = stance.date.as_ref().and_then(|d| When::of(d).days()).map(|(first, _)| first);
            let is_member = |code: &String| match day {
                Some(day) => history.members(&body.code, day).iter().any(|m| m.code == code),
                None => history.memberships().iter().any(|m| {
                    m.org == body.code && m.code == code && m.kind == "member" && m.term.end().is_none()
                }),
            };
            for who in stance.holder.codes.iter().filter(|c| is_member(c)) {
                found.insert(Block {
                    who: who.clone(),
                    body: body.code.clone(),
                    rule: rule.name().to_owned(),
                });
            }
        }
    }
    found.into_iter().collect()
}
