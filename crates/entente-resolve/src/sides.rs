//! Who stands on the two sides of an event, and when two pairs of sides are the same.

use entente_text::{Claim, Party};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The codes of both sides, sorted, each once.
#[derive(Debug)]
pub(crate) struct Sides<'a> {
    pub actors: Vec<&'a str>,
    pub recipients: Vec<&'a str>,
    pub both: Vec<&'a str>,
    pub symmetric: bool,
    parties: [&'a [Party]; 2],
    /// Made when it is first asked for: most sides differ before persons count.
    names: OnceCell<Names<'a>>,
}

/// Persons by polity: the words of each name, lower-cased.
type Names<'a> = BTreeMap<&'a str, Vec<Vec<u64>>>;

impl<'a> Sides<'a> {
    pub fn of(claim: &'a Claim) -> Self {
        Self::new(&claim.actors, &claim.recipients, claim.symmetric)
    }

    pub fn new(actors: &'a [Party], recipients: &'a [Party], symmetric: bool) -> Self {
        let (actors_codes, recipients_codes) = (codes(actors), codes(recipients));
        let mut both = [actors_codes.as_slice(), recipients_codes.as_slice()].concat();
        both.sort_unstable();
        both.dedup();
        Self {
            actors: actors_codes,
            recipients: recipients_codes,
            both,
            symmetric,
            parties: [actors, recipients],
            names: OnceCell::new(),
        }
    }

    fn names(&self) -> &Names<'a> {
        self.names.get_or_init(|| {
            let mut names = Names::new();
            for party in self.parties.into_iter().flatten() {
                if let Some(name) = &party.name {
                    names.entry(party.code.as_str()).or_default().push(crate::words::bag(name));
                }
            }
            names
        })
    }

    /// Whether directed acts are surely two by their sides: none of the one acts in the other, or none to whom it is done is
    /// the same.
    pub fn apart(&self, other: &Sides<'_>) -> bool {
        let apart = |x: &[&str], y: &[&str]| {
            !x.is_empty() && !y.is_empty() && x.iter().all(|c| y.binary_search(c).is_err())
        };
        !self.symmetric
            && !other.symmetric
            && (apart(&self.actors, &other.actors) || apart(&self.recipients, &other.recipients))
    }

    /// How many polities both name, on either side.
    pub fn in_common(&self, other: &Sides<'_>) -> usize {
        common(&self.both, &other.both)
    }

    /// Whether one of the two names all the polities that the other does, on either side.
    pub fn one_has_all(&self, other: &Sides<'_>) -> bool {
        self.in_common(other) == self.both.len().min(other.both.len())
    }

    /// Whether the sides are the same: in any order where one of the two was done together, else side by
    /// side. One may name more members of a side than the other. `alone` lets a claim that names one side only
    /// agree with one that names both.
    pub fn agree(&self, other: &Sides<'_>, alone: bool) -> bool {
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
    pub fn same_polities(&self, other: &Sides<'_>) -> bool {
        self.both == other.both
    }

    /// Whether one names all the parties that the other does; at least two, unless there is only one. Of acts of
    /// many, half of the members must be in common.
    pub fn agree_in_any_order(&self, other: &Sides<'_>, alone: bool) -> bool {
        let common = common(&self.both, &other.both);
        let (smaller, larger) =
            (self.both.len().min(other.both.len()), self.both.len().max(other.both.len()));
        smaller > 0 && common == smaller && (alone || larger == 1 || (common >= 2 && 2 * common >= larger))
    }

    /// Whether both name one person for the same polity.
    pub fn persons_agree(&self, other: &Sides<'_>) -> bool {
        self.names().iter().any(|(code, names)| {
            other
                .names()
                .get(code)
                .is_some_and(|others| names.iter().any(|a| others.iter().any(|b| same_person(a, b))))
        })
    }

    /// Whether both name persons for the same polity and none of them can be the same person.
    pub fn persons_differ(&self, other: &Sides<'_>) -> bool {
        self.names().iter().any(|(code, names)| {
            other
                .names()
                .get(code)
                .is_some_and(|others| !names.iter().any(|a| others.iter().any(|b| same_person(a, b))))
        })
    }
}

fn codes(parties: &[Party]) -> Vec<&str> {
    let mut codes: Vec<_> = parties.iter().map(|p| p.code.as_str()).filter(|c| !c.is_empty()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn common(a: &[&str], b: &[&str]) -> usize {
    a.iter().filter(|c| b.binary_search(c).is_ok()).count()
}

/// Whether one side holds the other; an empty side only agrees with an empty one.
fn within(a: &[&str], b: &[&str]) -> bool {
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
        let all = [a.0, a.1, b.0, b.1].map(parties);
        let (x, y) = (Sides::new(&all[0], &all[1], a.2), Sides::new(&all[2], &all[3], b.2));
        assert_eq!(x.agree(&y, false), expect, "{a:?} {b:?}");
        assert_eq!(y.agree(&x, false), expect, "{b:?} {a:?}");
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
        let named = |name: &str| [Party { name: Some(name.to_owned()), ..Party::of("JPN") }];
        let all = ["Kishida", "Fumio Kishida", "Taro Kono"].map(named);
        let recipients = parties(&["NATO"]);
        let [short, full, other] = all.each_ref().map(|p| Sides::new(p, &recipients, false));
        assert!(short.agree(&full, false));
        assert!(!short.persons_differ(&full));
        assert!(other.persons_differ(&full));
    }
}
