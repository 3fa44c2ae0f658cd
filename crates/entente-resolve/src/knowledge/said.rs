//! Assertions of words to quotations: the same words of the same speaker are one, whoever reports them.

use super::weigh::{best, bounds, plain, spread};
use super::{Quotation, Told};
use crate::calendar::finest;
use crate::id::short_hash;
use entente_text::{Asserted, Said, Voice};
use std::collections::BTreeMap;

/// Quotations, by date, then words. `order` are the indexes of the assertions, sorted.
pub(super) fn quotations<T: Told>(told: &[T], order: &[usize]) -> Vec<Quotation> {
    let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for i in order {
        let Some(said) = said(&told[*i]) else { continue };
        groups.entry((plain(&said.words), speaker_key(said.speaker.as_ref()))).or_default().push(*i);
    }
    let mut all: Vec<Quotation> = groups.into_values().filter_map(|group| quotation(told, group)).collect();
    all.sort_by_cached_key(|q| {
        (bounds(q.date.as_ref()).is_none(), bounds(q.date.as_ref()), q.words.clone(), q.id.clone())
    });
    all
}

fn said<T: Told>(told: &T) -> Option<&Said> {
    match &told.assertion().asserted {
        Asserted::Quotation(said) => Some(said),
        _ => None,
    }
}

/// The last word of the name, or the polities: "Mao Ning" and "bà Mao Ninh" differ, "Kishida" is both "Fumio Kishida"
/// and "ông Kishida" only by chance; the words being the same is what counts.
fn speaker_key(speaker: Option<&Voice>) -> String {
    speaker.map_or(String::new(), |s| if s.codes.is_empty() { plain(&s.label()) } else { s.codes.join(" ") })
}

fn quotation<T: Told>(told: &[T], group: Vec<usize>) -> Option<Quotation> {
    let best = best(told, &group);
    let says = said(&told[best])?;
    let speaker = group
        .iter()
        .filter_map(|i| said(&told[*i]).and_then(|s| s.speaker.as_ref()))
        .max_by_key(|s| (s.name.is_some(), s.role.is_some(), s.name.as_ref().map(String::len)))
        .cloned();
    let date = finest(group.iter().filter_map(|i| told[*i].assertion().date.as_ref()));
    Some(Quotation {
        id: short_hash(&["quotation", &speaker_key(says.speaker.as_ref()), &plain(&says.words)]),
        form: says.form,
        words: says.words.clone(),
        outlet: group.iter().find_map(|i| said(&told[*i]).and_then(|s| s.outlet.clone())),
        speaker,
        date,
        spread: spread(told, &group),
        told: group,
        best,
    })
}
