//! The strict measure by a property of the events.

use super::{Errors, Scored};
use serde::Serialize;
use std::collections::BTreeMap;

/// What events are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// PLOVER category.
    Type,
    /// Kind of what was predicted.
    Kind,
    /// Rule that made what was predicted.
    Rule,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The category, kind or rule.
    pub name: String,
    /// Pairs.
    pub matched: usize,
    /// Events predicted.
    pub predicted: usize,
    /// Share of the predicted that matches; `None` where nothing was predicted.
    pub precision: Option<f64>,
    /// Events of gold: only categories are known of gold.
    pub gold: Option<usize>,
    /// Share of gold that is matched.
    pub recall: Option<f64>,
}

/// The groups by name.
pub fn groups(scored: &[Errors<'_>], by: By) -> Vec<Group> {
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for document in scored {
        for (_, p) in &document.matched {
            let count = counts.entry(name(p, by)).or_default();
            *count = (count.0 + 1, count.1 + 1, count.2);
        }
        for p in &document.wrong {
            counts.entry(name(p, by)).or_default().1 += 1;
        }
        let gold = document.matched.iter().map(|(g, _)| *g).chain(document.missed.iter().copied());
        for g in gold.filter(|_| by == By::Type) {
            counts.entry(&g.category).or_default().2 += 1;
        }
    }
    let share = |of: usize, n: usize| (of > 0).then(|| super::round(n as f64 / of as f64));
    let group = |(name, (matched, predicted, gold)): (&str, (usize, usize, usize))| Group {
        name: if name.is_empty() { "(none named)".to_owned() } else { name.to_owned() },
        matched,
        predicted,
        precision: share(predicted, matched),
        gold: (by == By::Type).then_some(gold),
        recall: if by == By::Type { share(gold, matched) } else { None },
    };
    counts.into_iter().map(group).collect()
}

fn name(event: &Scored, by: By) -> &str {
    match by {
        By::Type => &event.category,
        By::Kind => &event.kind,
        By::Rule => &event.rule,
    }
}
