//! Persons across articles: one for all spellings of a name, linked to the reference world where it knows them.

use crate::knowledge::Told;
use entente_text::{Asserted, Edtf, Naming};
use entente_world::World;
use entente_world::history::{History, fold};
use std::collections::{BTreeMap, BTreeSet};

/// A role of a person, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Role id.
    pub role: Option<String>,
    /// What an article calls it.
    pub title: Option<String>,
    /// The polity acted for.
    pub code: Option<String>,
    /// Since when; of a role that articles tell of, when the first of them was published.
    pub since: Option<Edtf>,
    /// Until when; of a role that articles tell of, when the last of them was published.
    pub until: Option<Edtf>,
    /// Places in the list of assertions; empty for a row of the reference world.
    pub told: Vec<usize>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The usual name: of the reference world, else the one that articles use most.
    pub name: String,
    /// Other spellings that articles use.
    pub variants: Vec<String>,
    /// Codes of the polities acted for.
    pub codes: Vec<String>,
    /// Whether the reference world knows the person.
    pub known: bool,
    /// The person's item in Wikidata.
    pub wikidata: Option<String>,
    /// Terms of the reference world, then roles that articles tell of.
    pub roles: Vec<Held>,
    /// How many documents name the person.
    pub reports: usize,
    /// Places in the list of assertions.
    pub told: Vec<usize>,
}

/// What holds the namings of one person together.
type Key = (String, String);

struct Named<'a> {
    at: usize,
    naming: &'a Naming,
    document: &'a str,
    published: Option<Edtf>,
}

/// All persons that assertions name, those named by the most documents first.
pub fn persons<T: Told>(told: &[T]) -> Vec<Person> {
    let history = History::embedded();
    let mut groups: BTreeMap<Key, Vec<Named<'_>>> = BTreeMap::new();
    for (at, t) in told.iter().enumerate() {
        let Asserted::Naming(naming) = &t.assertion().asserted else { continue };
        let named = Named { at, naming, document: t.document(), published: t.published() };
        groups.entry(key(history, naming)).or_default().push(named);
    }
    let mut persons: Vec<Person> = join(groups).iter().map(|(k, all)| person(history, k, all)).collect();
    persons.sort_by(|a, b| {
        b.reports.cmp(&a.reports).then_with(|| (&a.name, &a.codes).cmp(&(&b.name, &b.codes)))
    });
    persons
}

/// The name in the reference world; else its words in any order, without marks, with the polity, so that namesakes of two
/// polities are two.
fn key(history: &History, naming: &Naming) -> Key {
    if let Some(name) = known_name(history, naming) {
        return (name.to_owned(), "world".to_owned());
    }
    (words(&naming.name).join(" "), naming.codes.first().cloned().unwrap_or_default())
}

fn known_name(history: &History, naming: &Naming) -> Option<&'static str> {
    // Who serves an organisation is often named with the state that they come from.
    let serves = |code: &str| World::embedded().polity(code).is_some_and(|p| p.kind.is_organisation());
    let fits = |code: &str| naming.codes.is_empty() || serves(code) || naming.codes.iter().any(|c| c == code);
    let one = |mut names: Vec<&'static str>| {
        names.sort_unstable();
        names.dedup();
        if let [only] = names.as_slice() { Some(*only) } else { None }
    };
    // A lone family name is nobody's.
    if !naming.name.contains([' ', '-']) {
        return None;
    }
    let persons = history.persons_named(&naming.name);
    let named = one(persons.iter().filter(|p| fits(p.code)).map(|p| p.name).collect());
    named.or_else(|| {
        let turned: Vec<&str> = naming.name.split(' ').collect();
        // Family name first or last.
        let other = [&turned[1..], &turned[..1]].concat().join(" ");
        let all = [history.terms_of(&naming.name), history.terms_of(&other)].concat();
        one(all.iter().filter(|o| fits(o.code) && o.name.contains(' ')).map(|o| o.name).collect())
    })
}

/// A name's words without marks, sorted: the order of family and given name is of no account.
fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut words: Vec<String> =
        folded.split(' ').filter(|w| w.chars().count() > 1).map(str::to_owned).collect();
    words.sort_unstable();
    words
}

/// Names without a polity, and parts of names, go to the one person that they can mean; names whose marks differ are
/// two persons.
fn join(groups: BTreeMap<Key, Vec<Named<'_>>>) -> BTreeMap<Key, Vec<Named<'_>>> {
    let mut joined: BTreeMap<Key, Vec<Named<'_>>> = BTreeMap::new();
    let keys: Vec<Key> = groups.keys().cloned().collect();
    let whole: Vec<(Vec<String>, &Key, BTreeSet<&str>)> = groups
        .iter()
        .map(|(k, all)| {
            (words(&k.0), k, all.iter().flat_map(|n| n.naming.codes.iter().map(String::as_str)).collect())
        })
        .collect();
    let mut bearers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (j, (words, ..)) in whole.iter().enumerate() {
        let mut distinct: Vec<&str> = words.iter().map(String::as_str).collect();
        distinct.dedup();
        for word in distinct {
            bearers.entry(word).or_default().push(j);
        }
    }
    let mut target: BTreeMap<Key, Key> = BTreeMap::new();
    for (i, (mine, k, codes)) in whole.iter().enumerate() {
        if k.1 == "world" {
            continue;
        }
        // Whoever bears all words of a name bears its first.
        let near = mine.first().and_then(|w| bearers.get(w.as_str())).map_or(&[][..], Vec::as_slice);
        let fits = near.iter().copied().filter(|j| {
            let (theirs, other, their_codes) = &whole[*j];
            let part = mine.iter().all(|w| theirs.contains(w));
            let same_polity = codes.is_empty() || their_codes.is_empty() || !codes.is_disjoint(their_codes);
            let fuller = theirs.len() > mine.len() || (k.1.is_empty() && (!other.1.is_empty()));
            *j != i && part && same_polity && fuller
        });
        let fits: Vec<usize> = fits.collect();
        // The fullest of the names, where there is one.
        let most = fits.iter().map(|j| whole[*j].0.len()).max();
        let mut fullest = fits.iter().filter(|j| Some(whole[**j].0.len()) == most);
        if let (Some(j), None) = (fullest.next(), fullest.next()) {
            target.insert((*k).clone(), keys[*j].clone());
        }
    }
    drop(bearers);
    drop(whole);
    for (k, all) in groups {
        let mut to = k;
        // Chains are short: a part of a name, a name, a name with its polity.
        for _ in 0..3 {
            match target.get(&to) {
                Some(next) => to = next.clone(),
                None => break,
            }
        }
        joined.entry(to).or_default().extend(all);
    }
    joined.into_iter().flat_map(|(k, all)| by_marks(k, all)).collect()
}

/// "Nguyễn Văn Hưng" and "Nguyễn Văn Hùng" are two; a spelling without marks is the one that there is.
fn by_marks(key: Key, all: Vec<Named<'_>>) -> Vec<(Key, Vec<Named<'_>>)> {
    let marked = |n: &Named<'_>| {
        let lower = n.naming.name.to_lowercase();
        let mut words: Vec<&str> = lower.split([' ', '-']).collect();
        words.sort_unstable();
        (!lower.is_ascii() && words.len() > 1).then(|| words.join(" "))
    };
    let forms: BTreeSet<String> = all.iter().filter_map(marked).collect();
    let alike = |a: &str, b: &str| a.split(' ').count() != b.split(' ').count() || fold(a) != fold(b);
    let mut list = forms.iter();
    let first = list.next();
    if key.1 == "world" || forms.len() < 2 || list.any(|f| first.is_some_and(|x| alike(x, f))) {
        return vec![(key, all)];
    }
    let mut apart: BTreeMap<Key, Vec<Named<'_>>> = BTreeMap::new();
    for named in all {
        let form = marked(&named).or_else(|| first.cloned()).unwrap_or_default();
        apart.entry((format!("{} {form}", key.0), key.1.clone())).or_default().push(named);
    }
    apart.into_iter().collect()
}

fn person(history: &History, key: &Key, all: &[Named<'_>]) -> Person {
    let known = key.1 == "world";
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for named in all {
        *counts.entry(&named.naming.name).or_default() += named.naming.times.max(1);
    }
    let most = counts
        .iter()
        .max_by_key(|(name, n)| (name.contains(' '), **n, std::cmp::Reverse(**name)))
        .map(|(name, _)| *name);
    let name = if known { key.0.as_str() } else { most.unwrap_or(&key.0) };
    let terms = if known { history.terms_of(name) } else { Vec::new() };
    let mut codes: Vec<String> = Vec::new();
    for code in all.iter().flat_map(|n| &n.naming.codes) {
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
    codes.sort_by_key(|c| std::cmp::Reverse(all.iter().filter(|n| n.naming.codes.contains(c)).count()));
    let mut roles: Vec<Held> = terms
        .iter()
        .map(|o| Held {
            role: Some(o.role.to_owned()),
            title: None,
            code: Some(o.code.to_owned()),
            since: o.term.start().cloned(),
            until: o.term.end().cloned(),
            told: Vec::new(),
        })
        .collect();
    roles.extend(told_roles(all));
    Person {
        name: name.to_owned(),
        variants: counts.keys().filter(|n| **n != name).map(|n| (*n).to_owned()).collect(),
        codes,
        known,
        wikidata: terms.iter().find_map(|o| o.qid).map(str::to_owned),
        roles,
        reports: all.iter().map(|n| n.document).collect::<BTreeSet<_>>().len(),
        told: all.iter().map(|n| n.at).collect(),
    }
}

/// The roles that articles tell of, each with the time of its reports; titles that only differ in case are one.
fn told_roles(all: &[Named<'_>]) -> Vec<Held> {
    type Title = (Option<String>, Option<String>, String);
    let mut by_title: BTreeMap<Title, Vec<&Named<'_>>> = BTreeMap::new();
    for named in all {
        let n = named.naming;
        let title = n.title.as_deref().map(str::to_lowercase).unwrap_or_default();
        by_title.entry((n.role.clone(), n.codes.first().cloned(), title)).or_default().push(named);
    }
    let held = |((role, code, _), named): (_, Vec<&Named<'_>>)| {
        let dates = || named.iter().filter_map(|n| n.published.as_ref()).filter(|d| d.bounds().is_some());
        Held {
            role,
            title: named.iter().find_map(|n| n.naming.title.clone()),
            code,
            since: dates().min_by_key(|d| d.first_day()).cloned(),
            until: dates().max_by_key(|d| d.last_day()).cloned(),
            told: named.iter().map(|n| n.at).collect(),
        }
    };
    let mut roles: Vec<Held> = by_title.into_iter().map(held).collect();
    roles.sort_by(|a, b| b.told.len().cmp(&a.told.len()).then_with(|| a.title.cmp(&b.title)));
    roles
}

/// The persons that a typed name can mean: all its words are words of the name or of a spelling of it.
pub fn find<'a>(persons: &'a [Person], typed: &str) -> Vec<&'a Person> {
    let wanted = words(typed);
    let has = |name: &str| {
        let theirs = words(name);
        !wanted.is_empty() && wanted.iter().all(|w| theirs.contains(w))
    };
    let mut found: Vec<&Person> =
        persons.iter().filter(|p| has(&p.name) || p.variants.iter().any(|v| has(v))).collect();
    // The whole name before a part of one.
    found.sort_by_key(|p| words(&p.name) != wanted && !p.variants.iter().any(|v| words(v) == wanted));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::told;
    use entente_text::Assertion;

    fn naming(doc: &str, name: &str, role: &str, code: &str) -> Assertion {
        let naming = Naming {
            name: name.to_owned(),
            role: Some(role.to_owned()).filter(|r| !r.is_empty()),
            title: None,
            codes: Some(code.to_owned()).into_iter().filter(|c| !c.is_empty()).collect(),
            times: 1,
        };
        told(doc, name, Asserted::Naming(naming))
    }

    #[track_caller]
    fn check(names: &[(&str, &str)], expect: usize) {
        let told: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(i, (name, code))| naming(&i.to_string(), name, "", code))
            .collect();
        let found = persons(&told);
        assert_eq!(found.len(), expect, "{names:?}: {:?}", found.iter().map(|p| &p.name).collect::<Vec<_>>());
        let turned: Vec<_> = told.iter().rev().cloned().collect();
        let names_of =
            |found: &[Person]| found.iter().map(|p| (p.name.clone(), p.reports)).collect::<Vec<_>>();
        assert_eq!(names_of(&persons(&turned)), names_of(&found), "the order is of no account");
    }

    #[test]
    fn spellings_of_one_name_are_one_person() {
        check(&[("Fumio Kishida", "JPN"), ("Kishida Fumio", "JPN"), ("Fumio Kishida", "")], 1);
        check(&[("Yoon Suk-yeol", "KOR"), ("Yoon Suk Yeol", "KOR")], 1);
        check(&[("Mao Ning", "CHN"), ("Mao Ninh", "CHN")], 1);
        check(&[("Arlen Vostrikov", "XKX"), ("Vostrikov", "XKX"), ("Vostrikov", "")], 1);
    }

    #[test]
    fn namesakes_are_told_apart() {
        check(&[("Arlen Vostrikov", "XKX"), ("Arlen Vostrikov", "MNG")], 2);
        check(&[("Nguyễn Văn Hưng", "VNM"), ("Nguyễn Văn Hùng", "VNM")], 2);
        check(&[("Nguyễn Văn Hưng", "VNM"), ("Nguyen Van Hung", "VNM")], 1);
        check(&[("Vostrikov", "XKX"), ("Arlen Vostrikov", "XKX"), ("Boris Vostrikov", "XKX")], 3);
    }

    #[test]
    fn the_reference_world_tells_terms_and_items() {
        let told = [naming("a", "Kishida Fumio", "head_of_government", "JPN")];
        let found = persons(&told);
        assert!(found[0].known && found[0].wikidata.is_some());
        let terms: Vec<_> =
            found[0].roles.iter().filter(|r| r.told.is_empty()).filter_map(|r| r.role.as_deref()).collect();
        assert_eq!(terms, ["foreign_minister", "head_of_government"]);
        assert_eq!(find(&found, "kishida").len(), 1);
        assert!(find(&found, "abe").is_empty());
    }
}
