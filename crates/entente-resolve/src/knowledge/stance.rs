//! Assertions of stances grouped: the same holder, the same position, the same words or the same day and matter.

use super::weigh::{agree, best, bounds, plain, spread};
use super::{Stance, Told};
use crate::calendar::finest;
use crate::id::short_hash;
use entente_text::{Asserted, Held, Voice};
use std::collections::BTreeMap;

/// Stances, by date, then holder. `order` are the indexes of the assertions, sorted.
pub(super) fn stances<T: Told>(told: &[T], order: &[usize]) -> Vec<Stance> {
    let mut groups: BTreeMap<String, Vec<Vec<usize>>> = BTreeMap::new();
    for i in order {
        let Some(held) = held(&told[*i]) else { continue };
        let near = groups.entry(holder_key(&held.holder)).or_default();
        match near.iter_mut().find(|g| g.iter().all(|j| same(&told[*i], &told[*j]))) {
            Some(group) => group.push(*i),
            None => near.push(vec![*i]),
        }
    }
    let groups = groups.into_values().flatten();
    let mut all: Vec<Stance> = groups.filter_map(|group| stance(told, group)).collect();
    sort(&mut all);
    all
}

pub(super) fn sort(all: &mut [Stance]) {
    all.sort_by_cached_key(|s| {
        (bounds(s.date.as_ref()).is_none(), bounds(s.date.as_ref()), s.holder.label(), s.id.clone())
    });
}

pub(super) fn held<T: Told>(told: &T) -> Option<&Held> {
    match &told.assertion().asserted {
        Asserted::Stance(held) => Some(held),
        _ => None,
    }
}

fn holder_key(holder: &Voice) -> String {
    if holder.codes.is_empty() { plain(&holder.label()) } else { holder.codes.join(" ") }
}

/// Whether two reports tell of the same stance.
fn same<T: Told>(one: &T, other: &T) -> bool {
    let (Some(a), Some(b)) = (held(one), held(other)) else { return false };
    let (x, y) = (one.assertion(), other.assertion());
    let names = match (&a.holder.name, &b.holder.name) {
        (Some(a), Some(b)) => plain(a) == plain(b),
        _ => true,
    };
    let matter = plain(&a.toward.words) == plain(&b.toward.words) || plain(&x.quote) == plain(&y.quote);
    a.position == b.position && names && matter && agree(x.date.as_ref(), y.date.as_ref())
}

fn stance<T: Told>(told: &[T], group: Vec<usize>) -> Option<Stance> {
    let best = best(told, &group);
    let says = held(&told[best])?;
    let assertion = told[best].assertion();
    let holder = group
        .iter()
        .filter_map(|i| held(&told[*i]).map(|h| &h.holder))
        .max_by_key(|h| (h.name.is_some(), h.role.is_some()))
        .cloned()?;
    Some(Stance {
        id: short_hash(&[
            "stance",
            &holder_key(&says.holder),
            says.position.name(),
            &plain(&assertion.quote),
            told[best].document(),
        ]),
        holder,
        toward: says.toward.clone(),
        plan: None,
        position: says.position,
        reason: group.iter().find_map(|i| held(&told[*i]).and_then(|h| h.reason.clone())),
        reported_by: assertion.attribution.as_ref().map(|a| a.source.clone()),
        date: finest(group.iter().filter_map(|i| told[*i].assertion().date.as_ref())),
        spread: spread(told, &group),
        told: group,
        best,
    })
}
