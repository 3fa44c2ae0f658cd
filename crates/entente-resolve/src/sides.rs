//! Who stands on the two sides of an event, and when two pairs of sides are the same.

use entente_text::{Claim, Party};
use std::collections::BTreeMap;

/// The codes of both sides, sorted, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sides {
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub both: Vec<String>,
    pub symmetric: bool,
    /// Persons by polity: the words of each name, lower-cased.
    names: BTreeMap<String, Vec<Vec<u64>>>,
}

impl Sides {
    pub fn of(claim: &Claim) -> Self {
        Self::new(&claim.actors, &claim.recipients, claim.symmetric)
    }

    pub fn new(actors: &[Party], recipients: &[Party], symmetric: bool) -> Self {
        let (actors_codes, recipients_codes) = (codes(actors), codes(recipients));
        let mut both = [actors_codes.as_slice(), recipients_codes.as_slice()].concat();
        both.sort_unstable();
        both.dedup();
        let mut names: BTreeMap<String, Vec<Vec<u64>>> = BTreeMap::new();
        for party in actors.iter().chain(recipients) {
            if let Some(name) = &party.name {
                names.entry(party.code.clone()).or_default().push(crate::words::bag(name));
            }
        }
        Self { actors: actors_codes, recipients: recipients_codes, both, symmetric, names }
    }

    /// Whether the sides are the same: in any order where one of the two was done together, else side by
    /// side. One may name more members of a side than the other. `alone` lets a claim that names one side only
    /// agree with one that names both.
    pub fn agree(&self, other: &Self, alone: bool) -> bool {
        if self.both.is_empty() || other.both.is_empty() {
            return false;
        }
        if self.symmetric || other.symmetric {
            return self.agree_in_any_order(other, alone);
        }
        within(&self.actors, &other.actors)
            && (within(&self.recipients, &other.recipients)
                || (alone && (self.recipients.is_empty() || other.recipients.is_empty())))
    }

    /// Whether just the same polities take part, on whatever side.
    pub fn same_polities(&self, other: &Self) -> bool {
        self.both == other.both
    }

    /// Whether one names all the parties that the other does; at least two, unless there is only one. Of acts of
    /// many, half of the members must be in common.
    pub fn agree_in_any_order(&self, other: &Self, alone: bool) -> bool {
        let common = common(&self.both, &other.both);
        let (smaller, larger) =
            (self.both.len().min(other.both.len()), self.both.len().max(other.both.len()));
        smaller > 0 && common == smaller && (alone || larger == 1 || (common >= 2 && 2 * common >= larger))
    }

    /// Whether both name persons for the same polity and none of them can be the same person.
    pub fn persons_differ(&self, other: &Self) -> bool {
        self.names.iter().any(|(code, names)| {
            other
                .names
                .get(code)
                .is_some_and(|others| !names.iter().any(|a| others.iter().any(|b| same_person(a, b))))
        })
    }
}

fn codes(parties: &[Party]) -> Vec<String> {
    let mut codes: Vec<_> = parties.iter().filter(|p| !p.code.is_empty()).map(|p| p.code.clone()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn common(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|c| b.binary_search(c).is_ok()).count()
}

/// Whether one side holds the other; an empty side only agrees with an empty one.
fn within(a: &[String], b: &[String]) -> bool {
    let smaller = a.len().min(b.len());
    common(a, b) == smaller && (smaller > 0 || a.len() == b.len())
}

/// Whether one name is the other or a part of it: "Kishida", "Fumio Kishida".
pub(crate) fn same_person(a: &[u64], b: &[u64]) -> bool {
    let smaller = a.len().min(b.len());
    smaller > 0 && crate::words::likeness(a, b).shared == smaller
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parties;

    #[track_caller]
    fn check(a: (&[&str], &[&str], bool), b: (&[&str], &[&str], bool), expect: bool) {
        let sides = |s: (&[&str], &[&str], bool)| Sides::new(&parties(s.0), &parties(s.1), s.2);
        assert_eq!(sides(a).agree(&sides(b), false), expect, "{a:?} {b:?}");
        assert_eq!(sides(b).agree(&sides(a), false), expect, "{b:?} {a:?}");
    }

    #[test]
    fn sides_agree_in_order_unless_done_together() {
        check((&["JPN"], &["NATO"], false), (&["JPN"], &["NATO"], false), true);
        check((&["JPN"], &["NATO"], false), (&["NATO"], &["JPN"], false), false);
        check((&["JPN"], &["NATO"], false), (&["NATO"], &["JPN"], true), true);
        check((&["JPN", "KOR", "USA"], &[], true), (&["JPN"], &["USA"], true), true);
        check((&["JPN", "KOR", "USA"], &[], true), (&["JPN"], &["CHN"], true), false);
        check((&["USA"], &[], false), (&["USA"], &["CHN"], false), false);
        check((&["PRK"], &[], false), (&["PRK"], &[], false), true);
        check((&[], &[], false), (&[], &[], false), false);
        check((&["USA", "GBR"], &["RUS"], false), (&["USA"], &["RUS"], false), true);
        check((&["USA", "GBR"], &["RUS"], false), (&["USA", "FRA"], &["RUS"], false), false);
    }

    #[test]
    fn another_person_of_the_same_polity_is_another_event() {
        let side = |name: &str| {
            let party = Party { name: Some(name.to_owned()), ..Party::of("JPN") };
            Sides::new(&[party], &parties(&["NATO"]), false)
        };
        assert!(side("Kishida").agree(&side("Fumio Kishida"), false));
        assert!(!side("Kishida").persons_differ(&side("Fumio Kishida")));
        assert!(side("Taro Kono").persons_differ(&side("Fumio Kishida")));
    }
}
