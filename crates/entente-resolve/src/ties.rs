//! Ties between polities, made of what articles say of them, of events that open and end them, and of the reference
//! world.

use crate::calendar::{When, finest};
use crate::event::{Event, Reported};
use crate::id::short_hash;
use crate::knowledge::Told;
use crate::words::{bag, likeness};
use entente_text::{Asserted, Edtf, Located, Party, Scope, Stage, Status, TieKind, TieStep, Turn};
use entente_world::history::History;
use std::collections::{BTreeMap, BTreeSet};

/// How a tie stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TieStatus {
    /// It holds, as far as is known.
    InForce,
    /// It is announced.
    Planned,
    /// It has ended.
    Ended,
    /// It was announced and then put off or laid aside.
    PutOff,
    /// It was announced and did not come.
    CalledOff,
}

impl TieStatus {
    /// The name in the output formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Planned => "planned",
            Self::Ended => "ended",
            Self::PutOff => "put_off",
            Self::CalledOff => "called_off",
        }
    }
}

/// What a step of a tie rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// An assertion, by its place in the list.
    Assertion(usize),
    /// An event, by its place in the list.
    Event(usize),
    /// A row of the reference world's members.
    World,
}

/// One step of a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct TieTurn {
    /// What becomes of it.
    pub turn: Turn,
    /// Whether that is only planned.
    pub planned: bool,
    /// When.
    pub date: Option<Edtf>,
    /// What says so.
    pub basis: Basis,
}

/// A lasting relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// Twelve letters.
    pub id: String,
    /// What ties them.
    pub kind: TieKind,
    /// Codes of those who join, send or impose.
    pub from: Vec<String>,
    /// Codes of those on the other side.
    pub to: Vec<String>,
    /// What it is called.
    pub name: Option<String>,
    /// Since when.
    pub since: Option<Edtf>,
    /// Until when.
    pub until: Option<Edtf>,
    /// How it stands.
    pub status: TieStatus,
    /// What it rests on, in the order of time.
    pub turns: Vec<TieTurn>,
}

impl Tie {
    /// Whether it held on some day of `date`, as far as is known. A tie that is only planned never holds; one whose beginning
    /// is not known holds when something says so by then.
    pub fn holds(&self, date: &Edtf, known: impl Fn(&Basis) -> Option<Edtf>) -> bool {
        let Some((first, last)) = date.bounds() else { return self.status == TieStatus::InForce };
        if matches!(self.status, TieStatus::Planned | TieStatus::PutOff | TieStatus::CalledOff) {
            return false;
        }
        let begun = match &self.since {
            Some(since) => since.first_day().is_none_or(|d| d <= last),
            None => self.turns.iter().any(|t| {
                t.basis == Basis::World
                    || known(&t.basis).and_then(|d| d.first_day()).is_some_and(|d| d <= last)
            }),
        };
        begun && self.until.as_ref().and_then(Edtf::last_day).is_none_or(|d| d >= first)
    }
}

/// A sentence, with what tells its document from all others.
pub type Place<'a> = (&'a str, Located);

/// A plan as the sentences that tell of it leave it: what is only announced of a tie in one of them is part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook<'a> {
    /// Codes of its parties and of where it is to be.
    pub codes: BTreeSet<&'a str>,
    /// How far it has come.
    pub status: Stage,
    /// Documents and the sentences of theirs that tell of it.
    pub told: BTreeSet<Place<'a>>,
}

impl Outlook<'_> {
    /// Whether it is between these sides.
    fn is_of(&self, from: &[String], to: &[String]) -> bool {
        from.iter().chain(to).all(|code| self.codes.contains(code.as_str()))
    }

    /// How a tie stands that is announced and goes with it, where the plan came to nothing so far.
    fn verdict(&self) -> Option<TieStatus> {
        match self.status {
            Stage::Delayed | Stage::Shelved => Some(TieStatus::PutOff),
            Stage::Rejected | Stage::Cancelled => Some(TieStatus::CalledOff),
            _ => None,
        }
    }
}

/// Which events make ties: kind of event, kind of tie, turn.
const EVENTS: &[(&str, TieKind, Turn)] = &[
    ("sign", TieKind::Agreement, Turn::Begins),
    ("relations", TieKind::Relations, Turn::Begins),
    ("sever", TieKind::Relations, Turn::Ends),
    ("mission", TieKind::Mission, Turn::Begins),
    ("sanction", TieKind::Sanctions, Turn::Begins),
    ("ease", TieKind::Sanctions, Turn::Ends),
    ("deploy", TieKind::Presence, Turn::Begins),
    ("withdraw_troops", TieKind::Presence, Turn::Ends),
];

/// The kinds of events that make ties.
pub fn event_kinds() -> impl Iterator<Item = &'static str> {
    EVENTS.iter().map(|e| e.0)
}

/// Two names of agreements at least so alike are one.
const ALIKE: f32 = 0.6;

struct Step {
    kind: TieKind,
    name: Option<String>,
    from: Vec<String>,
    to: Vec<String>,
    turn: TieTurn,
}

/// The ties that assertions, events and the reference world tell of, by kind and parties; those that are only announced
/// stand as their plans do. Only those that have `among` (all of them) on their sides, where it is not empty.
pub fn ties<T: Told, C: Reported>(
    told: &[T],
    events: &[Event<C>],
    plans: &[Outlook<'_>],
    among: &[String],
) -> Vec<Tie> {
    let mut steps: Vec<Step> = told.iter().enumerate().filter_map(|(i, t)| asserted(i, t)).collect();
    let is_tie = |t: &&T| matches!(t.assertion().asserted, Asserted::Tie(_));
    let spoken: BTreeSet<Place<'_>> = told.iter().filter(is_tie).map(place).collect();
    for (i, event) in events.iter().enumerate() {
        // What a sentence says of a tie outright says more than the event coded from it.
        let said = places(event).any(|p| spoken.contains(&p));
        // So does a plan that is told there: who else is named is where it was spoken of.
        let of_others =
            |s: &Step| s.turn.planned && plan_of(plans, event).is_some_and(|p| !p.is_of(&s.from, &s.to));
        steps.extend(event_step(i, event).filter(|s| !said && !of_others(s)));
    }
    steps.extend(world(History::embedded()));
    steps.retain(|s| among.iter().all(|code| s.from.contains(code) || s.to.contains(code)));
    let mut found = gather(steps);
    let off = called_off(events);
    for tie in found.iter_mut().filter(|t| t.status == TieStatus::Planned) {
        if let Some(verdict) = verdict(tie, told, events, plans) {
            tie.status = verdict;
        } else if off.contains(&(tie.kind, tie.from.clone(), tie.to.clone())) {
            tie.status = TieStatus::CalledOff;
        }
    }
    found
}

/// Where an assertion stands.
fn place<T: Told>(told: &T) -> Place<'_> {
    (told.document(), told.assertion().sentence)
}

/// Where the claims of an event stand.
fn places<C: Reported>(event: &Event<C>) -> impl Iterator<Item = Place<'_>> {
    event.claims.iter().map(|c| (c.document(), c.claim().sentence))
}

/// The plan that the words of an event are told of.
fn plan_of<'a, C: Reported>(plans: &'a [Outlook<'a>], event: &'a Event<C>) -> Option<&'a Outlook<'a>> {
    plans.iter().find(|plan| places(event).any(|p| plan.told.contains(&p)))
}

/// What the plans of a tie that is only announced leave it at, where all of them came to nothing.
fn verdict<T: Told, C: Reported>(
    tie: &Tie,
    told: &[T],
    events: &[Event<C>],
    plans: &[Outlook<'_>],
) -> Option<TieStatus> {
    let mut sentences: BTreeSet<Place<'_>> = BTreeSet::new();
    for turn in &tie.turns {
        match turn.basis {
            Basis::Assertion(i) => sentences.extend([place(&told[i])]),
            Basis::Event(i) => sentences.extend(places(&events[i])),
            Basis::World => {}
        }
    }
    let own = plans.iter().filter(|p| p.is_of(&tie.from, &tie.to) && !p.told.is_disjoint(&sentences));
    let verdicts: Option<Vec<TieStatus>> = own.map(Outlook::verdict).collect();
    verdicts?.into_iter().max()
}

/// What events say was called off, by kind and sides.
fn called_off<C: Reported>(events: &[Event<C>]) -> BTreeSet<Parties> {
    let off = events.iter().filter(|e| e.status == Status::CalledOff);
    let step = |e: &Event<C>| {
        let (_, kind, _) = EVENTS.iter().find(|(k, ..)| *k == e.kind)?;
        let (mut from, mut to) = (codes(&e.actors), codes(&e.recipients));
        if is_mutual(*kind) && from > to {
            std::mem::swap(&mut from, &mut to);
        }
        Some((*kind, from, to))
    };
    off.filter_map(step).collect()
}

/// The codes of a side, sorted, each once.
fn codes(side: &[Party]) -> Vec<String> {
    side.iter().map(|p| p.code.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn asserted<T: Told>(i: usize, told: &T) -> Option<Step> {
    let Asserted::Tie(TieStep { kind, name, from, to, turn, planned }) = &told.assertion().asserted else {
        return None;
    };
    Some(Step {
        kind: *kind,
        name: name.clone(),
        from: from.clone(),
        to: to.clone(),
        turn: TieTurn {
            turn: *turn,
            planned: *planned,
            date: told.assertion().date.clone().filter(|d| !d.has_open_year()),
            basis: Basis::Assertion(i),
        },
    })
}

fn event_step<C: Reported>(i: usize, event: &Event<C>) -> Option<Step> {
    let (_, kind, turn) = EVENTS.iter().find(|(k, ..)| *k == event.kind)?;
    let (mut from, mut to) = (codes(&event.actors), codes(&event.recipients));
    if to.is_empty() && from.len() == 2 {
        to = from.split_off(1);
    }
    let planned = match event.status {
        Status::Happened => false,
        Status::Scheduled | Status::Proposed => true,
        Status::Conditional | Status::CalledOff => return None,
    };
    let fits = event.scope == Scope::International && from.len() == 1 && to.len() == 1 && from != to;
    fits.then(|| Step {
        kind: *kind,
        name: None,
        from,
        to,
        turn: TieTurn {
            turn: *turn,
            planned,
            date: event.date.clone().filter(|d| !d.has_open_year()),
            basis: Basis::Event(i),
        },
    })
}

/// Memberships and partner formats of the reference world.
fn world(history: &History) -> impl Iterator<Item = Step> + '_ {
    history.memberships().iter().flat_map(|m| {
        let kind = if m.kind == "member" { TieKind::Membership } else { TieKind::Partnership };
        let name = (m.kind != "member").then(|| m.kind.to_owned());
        let step = move |turn: Turn, date: Option<Edtf>| Step {
            kind,
            name: name.clone(),
            from: vec![m.code.to_owned()],
            to: vec![m.org.to_owned()],
            turn: TieTurn { turn, planned: false, date, basis: Basis::World },
        };
        let mut steps = vec![step(Turn::Begins, m.term.start().cloned())];
        steps.extend(m.term.end().map(|end| step(Turn::Ends, Some(end.clone()))));
        steps
    })
}

/// Kinds whose sides are equal.
fn is_mutual(kind: TieKind) -> bool {
    matches!(kind, TieKind::Agreement | TieKind::Programme | TieKind::Relations | TieKind::Partnership)
}

/// Kinds of which two can have several, told apart by their names.
fn is_named(kind: TieKind) -> bool {
    matches!(kind, TieKind::Agreement | TieKind::Programme | TieKind::Partnership)
}

/// A kind with both sides.
type Parties = (TieKind, Vec<String>, Vec<String>);

fn gather(mut steps: Vec<Step>) -> Vec<Tie> {
    // The order of steps is that of time and content, whatever order they came in.
    steps.sort_by(|a, b| {
        let key = |s: &Step| (s.kind, s.name.is_none(), s.turn.date.is_none());
        key(a)
            .cmp(&key(b))
            .then_with(|| {
                (&a.turn.date, &a.name, &a.from, &a.to).cmp(&(&b.turn.date, &b.name, &b.from, &b.to))
            })
            .then_with(|| (a.turn.turn, a.turn.basis).cmp(&(b.turn.turn, b.turn.basis)))
    });
    let mut groups: BTreeMap<Parties, Vec<Vec<Step>>> = BTreeMap::new();
    for mut step in steps {
        step.from.sort_unstable();
        step.to.sort_unstable();
        if is_mutual(step.kind) && step.from > step.to && step.kind != TieKind::Partnership {
            std::mem::swap(&mut step.from, &mut step.to);
        }
        let key = (step.kind, step.from.clone(), step.to.clone());
        let all = groups.entry(key).or_default();
        match all.iter_mut().find(|group| !is_named(step.kind) || group.iter().all(|g| same_thing(g, &step)))
        {
            Some(group) => group.push(step),
            None => all.push(vec![step]),
        }
    }
    groups.into_values().flatten().filter_map(tie).collect()
}

/// Whether two steps are of one agreement: alike by name, or dated alike where one has no name.
fn same_thing(a: &Step, b: &Step) -> bool {
    let dates = match (&a.turn.date, &b.turn.date) {
        (Some(x), Some(y)) => Some(When::of(x).agrees(&When::of(y))),
        _ => None,
    };
    match (&a.name, &b.name) {
        (Some(x), Some(y)) => {
            let alike = likeness(&bag(x), &bag(y));
            alike.jaccard >= ALIKE
                && (dates != Some(false) || a.turn.turn != b.turn.turn || alike.jaccard >= 1.0)
        }
        // What has neither a name nor another date is the one that is known.
        _ => dates.unwrap_or(true),
    }
}

fn tie(steps: Vec<Step>) -> Option<Tie> {
    let first = steps.first()?;
    let (kind, from, to) = (first.kind, first.from.clone(), first.to.clone());
    let name = steps
        .iter()
        .filter_map(|s| s.name.clone())
        .max_by_key(|n| (n.chars().count(), std::cmp::Reverse(n.clone())));
    let mut turns: Vec<TieTurn> = steps.into_iter().map(|s| s.turn).collect();
    turns.sort_by(|a, b| {
        (a.date.is_none(), &a.date, a.turn, a.planned, a.basis).cmp(&(
            b.date.is_none(),
            &b.date,
            b.turn,
            b.planned,
            b.basis,
        ))
    });
    let dates = |turn: Turn, planned: bool| {
        turns.iter().filter(move |t| t.turn == turn && t.planned == planned).filter_map(|t| t.date.as_ref())
    };
    let world =
        turns.iter().find(|t| t.basis == Basis::World && t.turn == Turn::Begins).and_then(|t| t.date.clone());
    let since = world.or_else(|| {
        let earliest = dates(Turn::Begins, false).min()?;
        let when = When::of(earliest);
        finest(dates(Turn::Begins, false).filter(|d| When::of(d).agrees(&when)))
    });
    let until = dates(Turn::Ends, false).max().filter(|end| {
        // A tie that began again after an end holds.
        dates(Turn::Begins, false).max().is_none_or(|begin| begin.sort_key() <= end.sort_key())
    });
    let ended = until.is_some() || turns.iter().all(|t| t.turn == Turn::Ends && !t.planned);
    let status = match () {
        () if ended => TieStatus::Ended,
        () if turns.iter().any(|t| !t.planned) => TieStatus::InForce,
        () => TieStatus::Planned,
    };
    // Nothing but an end that is planned, or a lifting of what nobody told of, is no tie.
    if turns.iter().all(|t| t.turn == Turn::Ends && t.planned) {
        return None;
    }
    let until = until.cloned();
    let id = short_hash(&[
        kind.name(),
        &from.join(" "),
        &to.join(" "),
        name.as_deref().unwrap_or_default(),
        since.as_ref().map_or("", Edtf::as_str),
    ]);
    Some(Tie { id, kind, from, to, name, since, until, status, turns })
}

#[cfg(test)]
mod tests;
