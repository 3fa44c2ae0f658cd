//! How likely two reports of two documents tell of one happening.
//!
//! Boosted trees over what can be seen of the two: dates and how they are known, times of publication, words and names in
//! common, what their articles are about, kinds and sides. They are `schema/same.tsv`, trained by `cargo xtask train-same` on
//! hand-labelled pairs.

use crate::again::{Bounds, apart, days_between};
use crate::event::{Event, Reported};
use crate::model::Features;
use crate::same::{Profile, kinds_agree};
use crate::setting::{Gist, Weighed, names};
use crate::trees::Trees;
use crate::words::{bag, likeness};
use entente_text::{DateBasis, Edtf, Grain, Part, Status};
use entente_world::World;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// What the model sees of one report.
#[derive(Debug, Default)]
pub(crate) struct Clues {
    /// When it took place, however that is known.
    date: Option<Edtf>,
    days: Option<Bounds>,
    /// Whether that is one day.
    is_day: bool,
    /// Whether the text states it.
    stated: bool,
    /// First and last day of publication, in days.
    published: Option<(i64, i64)>,
    /// Words of all quotes that do not name the parties.
    words: Vec<u64>,
    /// Those of them that begin with a capital or a digit, the first of a quote left out.
    names: Vec<u64>,
    /// The words once more, weighed by their rarity; those of the sentences; the names in them.
    weighed: Weighed,
    sentence: Weighed,
    around: Weighed,
    numbers: Vec<u64>,
    /// What its article is about.
    gist: Arc<Gist>,
    /// Words of its kinds.
    kinds: Vec<u64>,
    /// Whether it stands in the lead of its article, and is told more than once.
    lead: bool,
    again: bool,
}

/// What stands before this byte is the lead.
const LEAD: u32 = 600;

/// Kinds that the same two seldom do twice.
const ONCE: &[&str] = &[
    "annex",
    "withdraw_troops",
    "shoot_down",
    "invade",
    "recognise",
    "relations",
    "sever",
    "ease",
    "leave",
    "expel",
];

impl Clues {
    pub fn of<C: Reported>(event: &Event<C>) -> Self {
        let mut own: BTreeSet<u64> = BTreeSet::new();
        for party in event.actors.iter().chain(&event.recipients) {
            own.extend(aliases().get(party.code.as_str()).into_iter().flatten());
        }
        let claims = || event.claims.iter().map(Reported::claim);
        let settings = || event.claims.iter().filter_map(Reported::setting);
        let set = |words: Vec<u64>| words.into_iter().collect::<BTreeSet<_>>();
        let strange = |words: Vec<u64>| -> Vec<u64> { set(words).difference(&own).copied().collect() };
        let bounds = event.claims[0].published().and_then(|d| Some((d.first_day()?, d.last_day())));
        let number = crate::closeness::number;
        let words = strange(claims().flat_map(|c| bag(&c.quote)).collect());
        let sentence = strange(settings().flat_map(|s| s.words.iter().copied()).collect());
        let around = strange(settings().flat_map(|s| s.names.iter().copied()).collect());
        Self {
            days: event.date.as_ref().and_then(Bounds::of),
            is_day: event.date.as_ref().is_some_and(|d| d.precision() == Grain::Day && !d.is_interval()),
            date: event.date.clone(),
            stated: event.date_basis != Some(DateBasis::Inferred),
            published: bounds.map(|(a, b)| (number(a), b.map_or(i64::MAX, number))),
            names: strange(claims().flat_map(|c| names(&c.quote).0).collect()),
            weighed: Weighed::by_rarity(words.iter().copied()),
            words,
            sentence: Weighed::by_rarity(sentence.into_iter()),
            around: Weighed::by_rarity(around.into_iter()),
            numbers: set(settings().flat_map(|s| s.numbers.iter().copied()).collect()).into_iter().collect(),
            gist: settings().next().map(|s| Arc::clone(&s.gist)).unwrap_or_default(),
            kinds: set(claims().flat_map(|c| bag(&c.kind)).collect()).into_iter().collect(),
            lead: claims().any(|c| c.trigger.part == Part::Title || c.trigger.span.start < LEAD),
            again: event.claims.len() > 1,
        }
    }

    /// First and last day, where the text states them with their year and leaves no more than a month open.
    pub fn stated_days(&self) -> Option<(i64, i64)> {
        const MONTH: i64 = 31;
        let days = self.days.filter(|_| self.stated)?.closed()?;
        (days.1 - days.0 <= MONTH).then_some(days)
    }

    /// Months of the year (0 to 11) in which the report can lie; `None` where nothing is known.
    pub fn month(&self) -> Option<u64> {
        let (first, last) = self.date.as_ref()?.with_year(2000).bounds()?;
        let long = (last.0 - first.0) * 12 + i32::from(last.1) - i32::from(first.1) > 3;
        (!long).then(|| u64::from(first.1).saturating_sub(1) % 12)
    }
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

/// Whether the same two seldom do twice what is of this kind.
pub(crate) fn is_done_once(kind: &str) -> bool {
    ONCE.contains(&kind)
}

/// What is seen of two reports of two documents.
pub fn features<C: Reported>(a: &Event<C>, b: &Event<C>) -> Features {
    seen((&Profile::of_event(a), &Clues::of(a)), (&Profile::of_event(b), &Clues::of(b)))
}

pub(crate) fn seen<'a>(one: (&Profile<'a>, &Clues), other: (&Profile<'a>, &Clues)) -> Features {
    let ((a, mine), (b, theirs)) = (one, other);
    let mut seen: Features = vec![("bias", 1.0), (a.category.name(), 1.0)];
    let mut is = |name: &'static str, holds: bool| {
        if holds {
            seen.push((name, 1.0));
        }
    };
    is("statement", a.statement || b.statement);
    is("kind_same", a.kind == b.kind);
    is("kind_family", a.kind != b.kind && kinds_agree(a.category, a.kind, b.kind));
    is("once", is_done_once(a.kind) && is_done_once(b.kind));
    let (x, y) = (&a.sides, &b.sides);
    let ordered = x.actors == y.actors && x.recipients == y.recipients;
    is("sides_same", ordered);
    is("polities_same", !ordered && x.same_polities(y));
    is("sides_within", !x.same_polities(y) && x.one_has_all(y));
    is("sides_many", ordered && x.both.len() > 2);
    is("person_same", x.persons_agree(y));
    is("person_differs", x.persons_differ(y));
    is(dates(mine, theirs), true);
    let has = |status: Status| a.status == status || b.status == status;
    is("status_same", a.status == b.status);
    is("status_happened_one", a.status != b.status && has(Status::Happened));
    is("status_excludes", has(Status::Happened) && (has(Status::CalledOff) || has(Status::Conditional)));
    is("trigger_same", a.same_trigger(b));
    if let Some((p, q)) = mine.published.zip(theirs.published) {
        let year = |d: i64| (d.abs() % 365).min(365 - d.abs() % 365);
        is("published_apart", p.0 > q.1 || q.0 > p.1);
        is("published_near", year(p.0 - q.0) <= WEEK);
        is("published_same_week", (p.0 - q.0).abs() <= WEEK);
    }
    is("lead_both", mine.lead && theirs.lead);
    is("lead_one", mine.lead != theirs.lead);
    is("again_both", mine.again && theirs.again);
    let disjoint = |x: &[&str], y: &[&str]| x.iter().all(|c| y.binary_search(c).is_err());
    is("actors_differ", !a.category.is_mutual() && disjoint(&x.actors, &y.actors));
    let names = likeness(&mine.names, &theirs.names);
    is("names_none", !mine.names.is_empty() && !theirs.names.is_empty() && names.shared == 0);
    let numbers = likeness(&mine.numbers, &theirs.numbers);
    is("numbers_none", !mine.numbers.is_empty() && !theirs.numbers.is_empty() && numbers.shared == 0);
    seen.extend(dated_apart(mine, theirs).map(|days| ("days_apart", days)));
    let words = likeness(&mine.words, &theirs.words);
    let common = x.in_common(y);
    let all = x.both.len() + y.both.len() - common;
    seen.push(("words_jaccard", f64::from(words.jaccard)));
    seen.push(("words_contained", f64::from(words.contained)));
    seen.push(("words_shared", words.shared.min(8) as f64 / 8.0));
    seen.push(("words_alike", mine.weighed.like(&theirs.weighed)));
    seen.push(("names_shared", names.shared.min(3) as f64 / 3.0));
    seen.push(("sentence_alike", mine.sentence.like(&theirs.sentence)));
    seen.push(("sentence_names", mine.around.shared(&theirs.around)));
    seen.push(("sentence_numbers", numbers.shared.min(3) as f64));
    seen.push(("article_alike", mine.gist.like(&theirs.gist)));
    seen.push(("kinds_shared", f64::from(likeness(&mine.kinds, &theirs.kinds).jaccard)));
    seen.push(("sides_shared", common as f64 / all.max(1) as f64));
    seen
}

/// How many days lie between two dates: the square root of them; `None` where a date is missing.
fn dated_apart(a: &Clues, b: &Clues) -> Option<f64> {
    let (one, two) = apart(&a.days?, &b.days?);
    Some((days_between(one, two) as f64).sqrt())
}

const WEEK: i64 = 7;

/// How the dates of two reports compare, and how many of the two are stated.
fn dates(a: &Clues, b: &Clues) -> &'static str {
    const NEAR: i64 = 4;
    const MONTH: i64 = 31;
    let Some((one, two)) = a.days.zip(b.days).map(|(x, y)| apart(&x, &y)) else { return "date_missing" };
    let equal = a.date == b.date;
    let agrees = equal || (one.0 <= two.0 && two.1 <= one.1) || (two.0 <= one.0 && one.1 <= two.1);
    let apart = days_between(one, two);
    let rows = [
        ["date_day_none", "date_day_one", "date_day_both"],
        ["date_agrees_none", "date_agrees_one", "date_agrees_both"],
        ["date_near_none", "date_near_one", "date_near_both"],
        ["date_month_none", "date_month_one", "date_month_both"],
        ["date_far_none", "date_far_one", "date_far_both"],
    ];
    let row = match () {
        () if equal && a.is_day => 0,
        () if agrees => 1,
        () if apart <= NEAR => 2,
        () if apart <= MONTH => 3,
        () => 4,
    };
    rows[row][usize::from(a.stated) + usize::from(b.stated)]
}

/// The trees.
pub(crate) fn model() -> &'static Trees {
    static MODEL: OnceLock<Trees> = OnceLock::new();
    MODEL.get_or_init(|| Trees::parse(include_str!("../../../schema/same.tsv")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{With, claim};

    fn report(quote: &str, date: &str) -> Event {
        let mut c = claim("COERCE", "annex", &["RUS"], &["UKR"]).at(0, quote);
        if !date.is_empty() {
            c = c.on(date);
        }
        Event::of(vec![c]).expect("one claim")
    }

    #[track_caller]
    fn check(a: &Event, b: &Event, expect: &[&str]) {
        let names = |a, b| features(a, b).into_iter().map(|f| f.0).collect::<Vec<_>>();
        let (there, back) = (names(a, b), names(b, a));
        assert_eq!(there, back, "the order of two reports is of no account");
        for name in expect {
            assert!(there.contains(name), "{name}: {there:?}");
        }
    }

    #[test]
    fn dates_are_compared_by_what_is_known_of_them() {
        let on = |date: &str| report("took the peninsula", date);
        check(&on("2014-03-18"), &on("2014-03-18"), &["date_day_both", "once"]);
        check(&on("2014-03"), &on("2014-03-18"), &["date_agrees_both"]);
        check(&on("2014-03-16"), &on("XXXX-03-18"), &["date_near_both"]);
        check(&on("2014-03-18"), &on("2014-04-12"), &["date_month_both"]);
        check(&on("2014-03-18"), &on("2015-03-18"), &["date_far_both"]);
        check(&on("2014-03-18"), &on(""), &["date_missing"]);
    }

    #[test]
    fn like_words_make_it_likelier() {
        let odds = |a: &str, b: &str| model().odds(&features(&report(a, ""), &report(b, "")));
        let alike = odds("seized the port of Sevastopol", "seized Sevastopol and its port");
        let other = odds("seized the port of Sevastopol", "held a fishing boat from Kherson");
        assert!(alike > other, "{alike} {other}");
    }

    #[test]
    fn names_of_the_parties_are_no_clue() {
        assert!(Clues::of(&report("Russia annexed Ukraine", "")).words.len() < 3);
    }
}
