//! Reports grouped by the happening that they tell of.
//!
//! Reports are sorted first, the ones whose dates say most in front; each joins the group all of whose members
//! it agrees with, or founds one. So no vague report bridges two dates, and the order of the input is of no
//! account.

use crate::again;
use crate::event::{Event, Reported};
use crate::likely::{Clues, model, seen};
use crate::meetings;
use crate::same::{self, Profile};
use crate::sides::Sides;
use crate::sum::order;
use crate::trees::Trees;
use crate::unite::unite;
use crate::words;
use entente_text::Category;
use std::collections::{BTreeMap, BTreeSet};

/// What two events must have in common to be compared at all: the category and two of their parties (or the only
/// one), or the known meeting that both are. Events that no chain of keys connects never influence each other, so a ledger needs to
/// merge again only what shares keys with what is new.
pub type Key = (Category, String, String);

/// The keys of an event: its pairs of parties, and the known meeting that it is.
pub fn keys<C: Reported>(event: &Event<C>) -> Vec<Key> {
    let mut all = pairs(event);
    all.extend(meetings::of_event(event).into_iter().map(|m| (event.category, m.to_owned(), String::new())));
    all
}

fn pairs<C>(event: &Event<C>) -> Vec<Key> {
    let sides = Sides::new(&event.actors, &event.recipients, event.symmetric);
    keys_of(event.category, &sides).into_iter().map(|(c, a, b)| (c, a.to_owned(), b.to_owned())).collect()
}

/// A key whose parties are named elsewhere.
type Ref<'a> = (Category, &'a str, &'a str);

fn keys_of<'a>(category: Category, sides: &Sides<'a>) -> Vec<Ref<'a>> {
    let codes = &sides.both;
    if codes.len() < 2 || (!sides.symmetric && sides.recipients.is_empty()) {
        return codes.iter().map(|c| (category, *c, "")).collect();
    }
    let pairs = |i: usize| codes[i + 1..].iter().map(move |b| (category, codes[i], *b));
    (0..codes.len()).flat_map(pairs).collect()
}

/// The events that the claims of one document tell of, in the order of the text.
///
/// Two triggers in one clause ("signed an agreement") make two claims of one act: these are joined first, so
/// that the pair is then compared with others as one. What rules leave apart is united where it likely is one act.
pub fn merge_document<C: Reported>(claims: Vec<C>) -> Vec<Event<C>> {
    merge_document_by(claims, again::unite)
}

/// The same, by other trees than `schema/again.tsv` and another bound than [`again::LIKELY`]: to measure on articles that they
/// do not know.
pub fn merge_document_with<C: Reported>(claims: Vec<C>, trees: &Trees, likely: f64) -> Vec<Event<C>> {
    merge_document_by(claims, |profiles, groups| again::unite_by(profiles, groups, trees, likely))
}

fn merge_document_by<C: Reported>(
    mut claims: Vec<C>,
    unite: impl Fn(&[Profile<'_>], &[Vec<usize>]) -> Vec<Vec<usize>>,
) -> Vec<Event<C>> {
    claims.sort_by(order);
    let groups = {
        let profiles: Vec<_> = claims.iter().map(|c| Profile::of(c.claim())).collect();
        unite(&profiles, &by_rules(&profiles))
    };
    collect(claims.into_iter().map(|c| [c]).collect(), groups)
}

/// The groups that rules make of a document's claims.
fn by_rules(profiles: &[Profile<'_>]) -> Vec<Vec<usize>> {
    let clauses = by_clause(profiles);
    let speakers: Vec<_> = clauses.iter().map(|clause| speaker(profiles, clause)).collect();
    let same = |i: usize, j: usize| same::in_document(speakers[i], speakers[j]);
    let groups =
        group(&speakers, Index::ByParty, same, |i, found, groups| nearest(&speakers, i, found, groups));
    let claims_of = |group: Vec<usize>| group.iter().flat_map(|i| &clauses[*i]).copied().collect();
    groups.into_iter().map(claims_of).collect()
}

/// Claims of one clause that can be one act, as indexes.
fn by_clause(profiles: &[Profile<'_>]) -> Vec<Vec<usize>> {
    let mut clauses: Vec<Vec<usize>> = Vec::new();
    for (i, profile) in profiles.iter().enumerate() {
        // Sorted by sentence: only the last few clauses can be the same.
        let same = |clause: &&mut Vec<usize>| clause.iter().all(|j| same::in_clause(&profiles[*j], profile));
        match clauses.iter_mut().rev().take(8).find(same) {
            Some(clause) => clause.push(i),
            None => clauses.push(vec![i]),
        }
    }
    clauses
}

/// Of the claims of one clause (at least one), the one that speaks for all.
fn speaker<'p, 'a>(profiles: &'p [Profile<'a>], clause: &[usize]) -> &'p Profile<'a> {
    let all = clause[1..].iter().map(|i| &profiles[*i]);
    all.fold(&profiles[clause[0]], |best, p| if p.says_more(best) { p } else { best })
}

/// The events that several documents tell of. Events of one document stay apart.
pub fn merge_documents<C: Reported>(events: Vec<Event<C>>) -> Vec<Event<C>> {
    merge_documents_by(events, |events, profiles| {
        let clues: Vec<Clues> = events.iter().map(Clues::of).collect();
        let shared: Vec<Vec<Key>> = events.iter().map(pairs).collect();
        let likely =
            |i: usize, j: usize| model().odds(&seen((profiles[i], &clues[i]), (profiles[j], &clues[j])));
        let groups = by_dates(profiles, |i, j| likely(i, j) > LIKELY_AT_A_DATE);
        meetings::unite(events, unite(profiles, &clues, &shared, groups))
    })
}

/// Reports whose stated dates agree are one where their log-odds are above this.
const LIKELY_AT_A_DATE: f64 = -0.5;

/// Groups whose stated dates agree, and whose members `likely` finds likely enough.
fn by_dates(profiles: &[&Profile<'_>], likely: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let same = |i: usize, j: usize| same::across_documents(profiles[i], profiles[j]) && likely(i, j);
    group(profiles, Index::ByPair, same, |i, found, groups| unambiguous(profiles, i, found, groups))
}

fn merge_documents_by<C: Reported>(
    mut events: Vec<Event<C>>,
    grouped: impl Fn(&[Event<C>], &[&Profile<'_>]) -> Vec<Vec<usize>>,
) -> Vec<Event<C>> {
    events.sort_by(|a, b| order(&a.claims[0], &b.claims[0]).then_with(|| a.id.cmp(&b.id)));
    let groups = {
        let profiles: Vec<_> = events.iter().map(Profile::of_event).collect();
        let profiles: Vec<_> = profiles.iter().collect();
        grouped(&events, &profiles)
    };
    collect(events.into_iter().map(|e| e.claims).collect(), groups)
}

fn collect<C: Reported>(reports: Vec<impl IntoIterator<Item = C>>, groups: Vec<Vec<usize>>) -> Vec<Event<C>> {
    let mut reports: Vec<_> = reports.into_iter().map(Some).collect();
    let mut events: Vec<_> = groups
        .into_iter()
        .filter_map(|g| Event::of(g.into_iter().filter_map(|i| reports[i].take()).flatten().collect()))
        .collect();
    events.sort_by(|a, b| order(&a.claims[0], &b.claims[0]).then_with(|| a.id.cmp(&b.id)));
    events
}

#[derive(Clone, Copy)]
enum Index {
    ByParty,
    ByPair,
}

/// Where a report is filed, and where reports lie that may be the same.
struct Filing {
    drawers: Vec<u64>,
    near: Vec<u64>,
}

impl Index {
    /// With how many groups of a key a report is compared: in one document with the latest, for one that names a pair
    /// thousands of times would take hours.
    fn reach(self) -> usize {
        match self {
            Self::ByParty => 400,
            Self::ByPair => usize::MAX,
        }
    }

    /// Reports that share no key and no drawer are never the same.
    fn file<'a>(self, profile: &Profile<'a>) -> (Vec<Ref<'a>>, Filing) {
        let all = |drawer: u64| Filing { drawers: vec![drawer], near: vec![drawer] };
        match (self, &profile.when) {
            (Self::ByParty, _) => {
                let keys = profile.sides.both.iter().map(|c| (profile.category, *c, ""));
                (keys.collect(), all(0))
            }
            // Across documents, only the very words join what has no date.
            (Self::ByPair, None) => {
                (keys_of(profile.category, &profile.sides), all(words::digest(profile.quote())))
            }
            (Self::ByPair, Some(when)) => {
                let wide = |drawers: Vec<u32>| drawers.into_iter().map(u64::from).collect();
                let filing = Filing { drawers: wide(when.drawers()), near: wide(when.near()) };
                (keys_of(profile.category, &profile.sides), filing)
            }
        }
    }
}

/// A report must agree with so many members of a group: those whose dates say most. More would only cost
/// time, on texts that repeat one sentence thousands of times.
const FOUNDERS: usize = 48;

/// Groups by complete linkage. `choose` picks one of several groups that would do, or none.
fn group<'a>(
    profiles: &[&Profile<'a>],
    index: Index,
    same: impl Fn(usize, usize) -> bool,
    choose: impl Fn(usize, &[usize], &[Vec<usize>]) -> Option<usize>,
) -> Vec<Vec<usize>> {
    let mut queue: Vec<usize> = (0..profiles.len()).collect();
    queue.sort_by_key(|i| (profiles[*i].rank(), *i));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut by_key: BTreeMap<Ref<'a>, BTreeMap<u64, BTreeSet<usize>>> = BTreeMap::new();
    for i in queue {
        let (keys, filing) = index.file(profiles[i]);
        let cabinets = keys.iter().filter_map(|k| by_key.get(k));
        let drawers = cabinets.flat_map(|c| filing.near.iter().filter_map(|d| c.get(d)));
        let near: BTreeSet<usize> =
            drawers.flat_map(|d| d.iter().rev().take(index.reach())).copied().collect();
        let fits = |g: &usize| groups[*g].iter().take(FOUNDERS).all(|j| same(i, *j));
        let found: Vec<usize> = near.into_iter().filter(fits).collect();
        let chosen = choose(i, &found, &groups).unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[chosen].push(i);
        for key in keys {
            let cabinet = by_key.entry(key).or_default();
            for drawer in &filing.drawers {
                cabinet.entry(*drawer).or_default().insert(chosen);
            }
        }
    }
    groups
}

/// Within a document: the same date before all, then what stands nearest in the text.
fn nearest(profiles: &[&Profile<'_>], i: usize, found: &[usize], groups: &[Vec<usize>]) -> Option<usize> {
    if let [] | [_] = found {
        return found.first().copied();
    }
    let me = profiles[i];
    let distance = |g: usize| {
        let member = |j: &usize| {
            let other = profiles[*j];
            let apart = if me.at.part == other.at.part { 0 } else { u32::MAX / 2 };
            (me.date != other.date, apart.saturating_add(me.at.span.start.abs_diff(other.at.span.start)))
        };
        groups[g].iter().take(FOUNDERS).map(member).min()
    };
    found.iter().copied().min_by_key(|g| (distance(*g), *g))
}

/// Across documents: the same date before all; a vaguer date only where just one event can be meant.
fn unambiguous(profiles: &[&Profile<'_>], i: usize, found: &[usize], groups: &[Vec<usize>]) -> Option<usize> {
    let same_date = |g: &&usize| groups[**g].iter().any(|j| profiles[*j].date == profiles[i].date);
    match found {
        [] => None,
        [only] => Some(*only),
        many => {
            many.iter().find(same_date).or_else(|| many.first().filter(|_| profiles[i].rank() == 0)).copied()
        }
    }
}

#[cfg(test)]
mod tests;
