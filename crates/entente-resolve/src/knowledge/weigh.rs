//! What quotations, stances and plans share: their order, their spread, which of several tells best.

use super::{Spread, Told};
use crate::calendar::When;
use entente_text::Edtf;
use std::collections::{BTreeMap, BTreeSet};

/// The indexes of all assertions in the order of documents and text: the same for the same assertions, however they
/// come.
pub(super) fn order<T: Told>(told: &[T]) -> Vec<usize> {
    let mut all: Vec<(_, usize)> = told
        .iter()
        .enumerate()
        .map(|(i, t)| {
            let a = t.assertion();
            let body = serde_json_key(a);
            ((t.document().to_owned(), a.article, a.sentence, a.at, a.rule.clone(), body), i)
        })
        .collect();
    all.sort();
    all.into_iter().map(|(_, i)| i).collect()
}

/// What is asserted as text, to order what stands at the same words.
fn serde_json_key(a: &entente_text::Assertion) -> String {
    format!("{:?}", a.asserted)
}

/// How far a group of assertions is reported. Independent documents raise each other.
pub(super) fn spread<T: Told>(told: &[T], group: &[usize]) -> Spread {
    let mut by_document: BTreeMap<&str, f32> = BTreeMap::new();
    let mut outlets = BTreeSet::new();
    for t in group.iter().map(|i| &told[*i]) {
        let best = by_document.entry(t.document()).or_default();
        *best = best.max(t.assertion().confidence);
        outlets.extend(t.outlet());
    }
    spread_of(&by_document, outlets)
}

/// The same of documents with the confidence that each gives.
pub(super) fn spread_of(by_document: &BTreeMap<&str, f32>, outlets: BTreeSet<&str>) -> Spread {
    let doubt = by_document.values().fold(1.0_f32, |doubt, c| doubt * (1.0 - c.clamp(0.0, 1.0)));
    let confidence = match by_document.len() {
        0 | 1 => by_document.values().copied().sum(),
        _ => (1.0 - doubt).min(0.99),
    };
    Spread {
        reports: by_document.len(),
        outlets: outlets.into_iter().map(str::to_owned).collect(),
        confidence,
    }
}

/// The assertion that says most: the surest, then the longest quote, then the first.
pub(super) fn best<T: Told>(told: &[T], group: &[usize]) -> usize {
    let rank = |i: &&usize| {
        let a = told[**i].assertion();
        ((a.confidence * 1000.0) as u32, a.quote.len())
    };
    // The first of equals, so that the order of the group decides.
    group.iter().rev().max_by_key(rank).copied().unwrap_or_default()
}

/// Whether two dates can be one; what has no date agrees with all.
pub(super) fn agree(a: Option<&Edtf>, b: Option<&Edtf>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => When::of(a).agrees(&When::of(b)),
        _ => true,
    }
}

/// The first and last day of a date, as text that sorts; open years sort last.
pub(super) fn bounds(date: Option<&Edtf>) -> Option<(String, String)> {
    date.and_then(|d| When::of(d).bounds())
}

/// Letters and digits in lower case without diacritics, single blanks between: for telling whether words are the same.
pub(super) fn plain(words: &str) -> String {
    let folded = entente_text::fold(words);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}
