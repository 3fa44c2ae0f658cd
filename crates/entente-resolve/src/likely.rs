//! How likely two reports of two documents tell of one happening, where no date that both state decides it.
//!
//! A logistic model over what can be seen of the two: days of the year, times of publication, words and names in common,
//! kinds and sides. Its weights are `schema/same.tsv`, fitted to hand-labelled pairs.

use crate::event::{Event, Reported};
use crate::words::{bag, likeness};
use entente_text::Edtf;
use entente_world::World;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What the model sees of one report.
#[derive(Debug, Default)]
pub(crate) struct Clues {
    /// Day of the year, of any date.
    day: Option<f64>,
    /// First and last day of publication, in days.
    published: Option<(i64, i64)>,
    /// Words of all quotes that do not name the parties.
    words: Vec<u64>,
    /// Those of them that begin with a capital or a digit, the first of a quote left out.
    names: Vec<u64>,
    /// Words of the names of persons.
    persons: BTreeSet<u64>,
}

/// Kinds that the same two seldom do twice.
const ONCE: &[&str] =
    &["annex", "withdraw_troops", "shoot_down", "invade", "recognise", "relations", "sever", "ease", "leave"];

impl Clues {
    pub fn of<C: Reported>(event: &Event<C>) -> Self {
        let mut own: BTreeSet<u64> = BTreeSet::new();
        let parties = || event.actors.iter().chain(&event.recipients);
        for party in parties() {
            own.extend(aliases().get(party.code.as_str()).into_iter().flatten());
        }
        let quotes = || event.claims.iter().map(|c| c.claim().quote.as_str());
        let strange = |words: Vec<u64>| -> Vec<u64> {
            words.into_iter().filter(|w| !own.contains(w)).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let capital = |w: &&str| w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        let split = |q: &'_ str| -> Vec<u64> {
            let words = q.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            words.skip(1).filter(capital).flat_map(bag).collect()
        };
        let bounds = event.claims[0].published().and_then(|d| Some((d.first_day()?, d.last_day())));
        let number = crate::closeness::number;
        Self {
            day: event.date.as_ref().and_then(day_of_year),
            published: bounds.map(|(a, b)| (number(a), b.map_or(i64::MAX, number))),
            words: strange(quotes().flat_map(bag).collect()),
            names: strange(quotes().flat_map(split).collect()),
            persons: parties().filter_map(|p| p.name.as_deref()).flat_map(bag).collect(),
        }
    }

    /// Months of the year (0 to 11) in which the report can lie; `None` where nothing is known.
    pub fn month(&self) -> Option<u64> {
        self.day.map(|d| (d / MONTH) as u64 % 12)
    }
}

/// Mean length of a month.
const MONTH: f64 = 30.5;

/// The middle of a date as a day of the year; `None` for dates longer than a quarter.
fn day_of_year(date: &Edtf) -> Option<f64> {
    let (first, last) = date.with_year(2000).bounds()?;
    let day = |(_, m, d): (i32, u8, u8)| (f64::from(m) - 1.0) * MONTH + f64::from(d);
    let long = (last.0 - first.0) * 12 + i32::from(last.1) - i32::from(first.1) > 3;
    (!long).then(|| f64::midpoint(day(first), day(last)))
}

/// The words of all names of a polity.
pub(crate) fn aliases() -> &'static BTreeMap<&'static str, BTreeSet<u64>> {
    static ALIASES: OnceLock<BTreeMap<&'static str, BTreeSet<u64>>> = OnceLock::new();
    ALIASES.get_or_init(|| {
        let world = World::embedded();
        let mut all: BTreeMap<&'static str, BTreeSet<u64>> = BTreeMap::new();
        for alias in world.languages().flat_map(|lang| world.aliases(lang)) {
            all.entry(alias.code.as_str()).or_default().extend(bag(&alias.text));
        }
        all
    })
}

/// What decides beside the clues.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub kinds: (&'a str, &'a str),
    pub statement: bool,
    pub same_sides: bool,
    pub same_order: bool,
}

impl Pair<'_> {
    /// Whether both are of kinds that the same two seldom do twice.
    pub fn is_done_once(&self) -> bool {
        ONCE.contains(&self.kinds.0) && ONCE.contains(&self.kinds.1)
    }
}

/// The log-odds that two reports tell of one happening; above nought it is more likely than not.
pub(crate) fn odds(a: &Clues, b: &Clues, pair: Pair<'_>) -> f64 {
    let weights = Weights::get();
    let of = |feature: &str, value: f64| weights.0.get(feature).copied().unwrap_or_default() * value;
    let is = |feature: &str, holds: bool| if holds { of(feature, 1.0) } else { 0.0 };
    let year = |d: f64| d.abs().min((365.0 - d.abs()).abs());
    let days = a.day.zip(b.day).map(|(x, y)| year(x - y));
    let within = |from: f64, to: f64| days.is_some_and(|d| from <= d && d < to);
    let words = likeness(&a.words, &b.words);
    let names = likeness(&a.names, &b.names);
    let published = a.published.zip(b.published);
    let apart = published.is_some_and(|(x, y)| x.0 > y.1 || y.0 > x.1);
    let near = published.is_some_and(|(x, y)| year(((x.0 - y.0) % 365) as f64) <= 5.0);
    let (kind, other) = pair.kinds;
    let both = |kinds: &[&str]| kinds.contains(&kind) && kinds.contains(&other);
    let either = |kinds: &[&str]| kinds.contains(&kind) || kinds.contains(&other);
    of("bias", 1.0)
        + is("same_day", within(0.0, 1.0))
        + is("within_4", within(1.0, 4.5))
        + is("within_20", within(4.5, 20.5))
        + is("beyond_60", within(60.0, 400.0))
        + is("published_apart", apart)
        + is("published_near", near)
        + of("words_jaccard", f64::from(words.jaccard))
        + of("words_contained", f64::from(words.contained))
        + of("words_shared", words.shared.min(10) as f64 / 10.0)
        + of("names_shared", names.shared.min(3) as f64 / 3.0)
        + is("same_kind", kind == other)
        + is("once", pair.is_done_once())
        + is("statement", pair.statement)
        + is("meets", either(&["meeting", "talks", "negotiation"]))
        + is("tariff", both(&["tariff", "sanction"]))
        + is("same_sides", pair.same_sides)
        + is("same_order", pair.same_order)
        + is("person_same", !a.persons.is_disjoint(&b.persons))
}

/// The weights by feature.
struct Weights(BTreeMap<&'static str, f64>);

impl Weights {
    fn get() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| {
            let rows =
                include_str!("../../../schema/same.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
            Self(
                rows.filter_map(|l| l.split_once('\t'))
                    .filter_map(|(k, v)| Some((k, v.parse().ok()?)))
                    .collect(),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{With, claim};

    fn clues(quote: &str, date: &str) -> Clues {
        let mut c = claim("COERCE", "annex", &["RUS"], &["UKR"]).at(0, quote);
        if !date.is_empty() {
            c = c.on(date);
        }
        Event::of(vec![c]).map(|e| Clues::of(&e)).unwrap_or_default()
    }

    fn pair<'a>(a: &'a str, b: &'a str) -> Pair<'a> {
        Pair { kinds: (a, b), statement: false, same_sides: true, same_order: true }
    }

    #[test]
    fn weights_are_read_and_words_weigh() {
        assert_eq!(Weights::get().0.len(), 19);
        let alike = odds(
            &clues("seized the port of Sevastopol", ""),
            &clues("seized Sevastopol and its port", ""),
            pair("seize", "seize"),
        );
        let other = odds(
            &clues("seized the port of Sevastopol", ""),
            &clues("a fishing boat was held", ""),
            pair("seize", "seize"),
        );
        assert!(alike > other, "{alike} {other}");
    }

    #[test]
    fn what_is_done_once_is_one_unless_months_lie_between() {
        let (a, b) = (clues("annexed the peninsula", "2014-03"), clues("took the peninsula", "2014-03-18"));
        assert!(odds(&a, &b, pair("annex", "annex")) > 0.0);
        let late = clues("took the peninsula", "2014-09-18");
        assert!(odds(&a, &late, pair("annex", "annex")) < odds(&a, &b, pair("annex", "annex")));
        assert!((odds(&a, &b, pair("annex", "annex")) - odds(&b, &a, pair("annex", "annex"))).abs() < 1e-9);
    }

    #[test]
    fn names_of_the_parties_are_no_clue() {
        assert!(clues("Russia annexed Ukraine", "").words.len() < 3);
    }
}
