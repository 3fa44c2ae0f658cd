//! Bodies across articles: ministries, armies, parliaments and organs, one for all spellings of a name.

use crate::knowledge::Told;
use entente_text::Asserted;
use entente_world::history::fold;
use std::collections::{BTreeMap, BTreeSet};

/// A body that acts for a polity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The name that articles use most.
    pub name: String,
    /// Other names that articles use.
    pub variants: Vec<String>,
    /// What sort it is: `foreign_ministry`, `parliament` …; a folded name where it is a sort of its own.
    pub sort: String,
    /// The polity that it acts for.
    pub code: String,
    /// How many documents name it.
    pub reports: usize,
    /// Places in the list of assertions.
    pub told: Vec<usize>,
}

/// All bodies that assertions name, those named by the most documents first. One sort of a polity is one body.
pub fn bodies<T: Told>(told: &[T]) -> Vec<Body> {
    let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (i, t) in told.iter().enumerate() {
        if let Asserted::Body(named) = &t.assertion().asserted
            && let (Some(sort), Some(code)) = (&named.role, named.codes.first())
        {
            groups.entry((code, sort)).or_default().push(i);
        }
    }
    let mut all: Vec<Body> =
        groups.into_iter().map(|((code, sort), of)| body(told, code, sort, of)).collect();
    all.sort_by(|a, b| b.reports.cmp(&a.reports).then_with(|| (&a.name, &a.code).cmp(&(&b.name, &b.code))));
    all
}

fn body<T: Told>(told: &[T], code: &str, sort: &str, of: Vec<usize>) -> Body {
    // Names that differ in case and marks only are one spelling: the most usual of them.
    let mut names: BTreeMap<String, BTreeMap<&str, u32>> = BTreeMap::new();
    for i in &of {
        if let Asserted::Body(named) = &told[*i].assertion().asserted {
            let spellings = names.entry(fold(&named.name)).or_default();
            *spellings.entry(&named.name).or_default() += named.times.max(1);
        }
    }
    let mut ranked: Vec<(u32, &str)> = names
        .values()
        .filter_map(|spellings| {
            let usual = spellings.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(**name)))?;
            Some((spellings.values().sum(), *usual.0))
        })
        .collect();
    ranked.sort_by_key(|(n, name)| (std::cmp::Reverse(*n), *name));
    let mut ranked = ranked.into_iter().map(|(_, name)| name.to_owned());
    Body {
        name: ranked.next().unwrap_or_default(),
        variants: ranked.collect(),
        sort: sort.to_owned(),
        code: code.to_owned(),
        reports: of.iter().map(|i| told[*i].document()).collect::<BTreeSet<_>>().len(),
        told: of,
    }
}

/// The body that a typed name means: it is one of its names, with or without marks.
pub fn find<'a>(bodies: &'a [Body], typed: &str) -> Option<&'a Body> {
    let wanted = fold(typed);
    bodies.iter().find(|b| std::iter::once(&b.name).chain(&b.variants).any(|n| fold(n) == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::told;
    use entente_text::{Assertion, Naming};

    fn named(doc: &str, name: &str, sort: &str, code: &str) -> Assertion {
        let naming = Naming {
            name: name.to_owned(),
            role: Some(sort.to_owned()),
            title: None,
            codes: vec![code.to_owned()],
            times: 1,
        };
        told(doc, name, Asserted::Body(naming))
    }

    #[test]
    fn names_of_one_body_are_one() {
        let told = [
            named("a", "Bộ Ngoại giao Peru", "foreign_ministry", "PER"),
            named("b", "Bộ Ngoại Giao Peru", "foreign_ministry", "PER"),
            named("b", "Bộ Ngoại giao Peru", "foreign_ministry", "PER"),
            named("b", "Peruvian Foreign Ministry", "foreign_ministry", "PER"),
            named("c", "Bộ Ngoại giao Chile", "foreign_ministry", "CHL"),
        ];
        let found = bodies(&told);
        let seen: Vec<_> = found.iter().map(|b| (b.name.as_str(), b.variants.len(), b.reports)).collect();
        assert_eq!(seen, [("Bộ Ngoại giao Peru", 1, 2), ("Bộ Ngoại giao Chile", 0, 1)]);
        assert_eq!(find(&found, "bo ngoai giao peru").map(|b| b.code.as_str()), Some("PER"));
        assert_eq!(find(&found, "peruvian foreign ministry").map(|b| b.code.as_str()), Some("PER"));
        assert!(find(&found, "Peru").is_none());
    }
}
