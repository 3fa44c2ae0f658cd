//! The same act told again in one document, in words that no rule joins.
//!
//! Rules make the first groups; boosted trees over what can be seen of two claims (sides, kinds, dates, words, where they
//! stand, how sure they are, how many others they could be taken for) then unite groups whose claims, on the mean, tell of one
//! act. They are `schema/again.tsv`, trained by `cargo xtask train-again` on annotated articles.

use crate::closeness::number;
use crate::model::Features;
use crate::same::{self, Profile, kinds_agree};
use crate::sides::Sides;
use crate::trees::Trees;
use crate::words;
use entente_text::edtf::Ymd;
use entente_text::{Claim, DateBasis, Edtf, Part, Scope, Status};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Groups are united where the mean log-odds of their claims are above this: chosen by cross-validation, where as many
/// annotated events are found as by rules and weights before and fewer are told twice.
pub const LIKELY: f64 = 1.1;
/// The log-odds of claims that can't be one act.
const NEVER: f64 = -4.0;
/// A category with more groups than these in one document is left as it is: that is a chronicle, not a report.
const MOST: usize = 150;
/// What stands before this byte is the lead.
const LEAD: u32 = 400;

/// What is seen of each two of a document's claims that can be one act, with their places among the claims, which come in the
/// order of the text.
pub fn pairs(claims: &[Claim]) -> Vec<(usize, usize, Features)> {
    let profiles: Vec<_> = claims.iter().map(Profile::of).collect();
    let members: Vec<usize> = (0..profiles.len()).collect();
    let around = around(&profiles, &members);
    let mut all = Vec::new();
    for (i, a) in profiles.iter().enumerate() {
        for (j, b) in profiles.iter().enumerate().skip(i + 1) {
            all.extend(seen((a, around[i]), (b, around[j])).map(|features| (i, j, features)));
        }
    }
    all
}

/// Whether one of two claims names all the parties that the other does.
pub fn sides_within(a: &Claim, b: &Claim) -> bool {
    Sides::of(a).one_has_all(&Sides::of(b))
}

fn can_be_one(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let abroad = |p: &Profile<'_>| p.scope == Scope::International;
    a.category == b.category
        && abroad(a)
        && abroad(b)
        && a.claim.article == b.claim.article
        && a.sides.in_common(&b.sides) > 0
        // What one does to two others, or two to each other, is no one act.
        && (a.category.is_mutual() || !a.sides.apart(&b.sides))
        // What is called off is no act of another kind that is not.
        && ((a.status == Status::CalledOff) == (b.status == Status::CalledOff)
            || kinds_agree(a.category, a.kind, b.kind))
        // Days that the text itself tells apart.
        && a.when.as_ref().zip(b.when.as_ref()).is_none_or(|(x, y)| x.agrees(y))
}

/// What the claims around one say: those of its document that could be taken for it.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    /// International claims of its category.
    told: usize,
    /// Those that could be taken for it.
    rivals: usize,
    /// Kinds of these and its own.
    kinds: usize,
    /// The share of them that took place.
    happened: f64,
}

/// What stands around each of `members`, in their order.
fn around(profiles: &[Profile<'_>], members: &[usize]) -> Vec<Around> {
    let of = |i: &usize| {
        let own = &profiles[*i];
        let others = || members.iter().map(|j| &profiles[*j]).filter(|p| p.category == own.category);
        let rivals: Vec<_> = others().filter(|p| std::ptr::eq(*p, own) || can_be_one(own, p)).collect();
        let happened = rivals.iter().filter(|p| p.status == Status::Happened).count();
        let mut kinds: Vec<&str> = rivals.iter().map(|p| p.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        Around {
            told: others().filter(|p| p.scope == Scope::International).count(),
            rivals: rivals.len().saturating_sub(1),
            kinds: kinds.len(),
            happened: happened as f64 / rivals.len().max(1) as f64,
        }
    };
    members.iter().map(of).collect()
}

/// What is seen of two claims, the first of which stands first in the text; `None` where they can't be one act.
fn seen<'a>((a, near_a): (&Profile<'a>, Around), (b, near_b): (&Profile<'a>, Around)) -> Option<Features> {
    if !can_be_one(a, b) {
        return None;
    }
    let mut seen: Features = vec![(a.category.name(), 1.0)];
    let mut is = |name: &'static str, holds: bool| {
        if holds {
            seen.push((name, 1.0));
        }
    };
    let statement = a.statement || b.statement;
    is("statement", statement);
    is("kind_same", a.kind == b.kind);
    is("kind_family", a.kind != b.kind && kinds_agree(a.category, a.kind, b.kind));
    is(sides(a, b), true);
    is("person_same", a.sides.persons_agree(&b.sides));
    is("person_differs", a.sides.persons_differ(&b.sides));
    is(dates(a, b), true);
    is("status_same", a.status == b.status);
    is(
        "status_happened_one",
        a.status != b.status && (a.status == Status::Happened || b.status == Status::Happened),
    );
    is("trigger_same", a.same_trigger(b));
    let overlap = words::overlap(a.at, b.at);
    is("overlap", overlap);
    is("same_sentence", !overlap && a.sentence == b.sentence);
    let (start, end) = (a.at.span.start.min(b.at.span.start), a.at.span.start.max(b.at.span.start));
    is("title_one", a.at.part != b.at.part);
    is("lead_one", a.at.part == b.at.part && start < LEAD);
    let ruled = same::in_document(a, b);
    is("rules_statement", ruled && statement);
    is("rules_act", ruled && !statement);
    let alike = words::likeness(a.quote(), b.quote());
    seen.push(("words_jaccard", f64::from(alike.jaccard)));
    seen.push(("words_contained", f64::from(alike.contained)));
    if a.at.part == b.at.part {
        seen.push(("distance", f64::from(end - start).ln_1p() / 10.0));
    }
    seen.extend(parties(a, b));
    seen.extend(sure(a, b));
    seen.extend(company(near_a, near_b));
    let place =
        |p: &Profile<'_>| if p.at.part == Part::Title { 0.0 } else { f64::from(p.at.span.start) / 1000.0 };
    seen.extend([("place", place(a)), ("place_later", place(b))]);
    Some(seen)
}

/// How many parties only one of two claims names, and the share that both do.
fn parties<'a>(a: &Profile<'a>, b: &Profile<'a>) -> [(&'static str, f64); 2] {
    let both = a.sides.in_common(&b.sides);
    let all = a.sides.both.len() + b.sides.both.len() - both;
    [("parties_apart", (all - both) as f64), ("parties_shared", both as f64 / all.max(1) as f64)]
}

/// How sure two claims are.
fn sure(a: &Profile<'_>, b: &Profile<'_>) -> [(&'static str, f64); 3] {
    let (x, y) = (f64::from(a.claim.confidence), f64::from(b.claim.confidence));
    [("sure_less", x.min(y)), ("sure_more", x.max(y)), ("sure_later", y)]
}

/// What stands around two claims.
fn company(a: Around, b: Around) -> [(&'static str, f64); 7] {
    let number = |x: usize| x as f64;
    [
        ("told", number(a.told)),
        ("rivals_less", number(a.rivals.min(b.rivals))),
        ("rivals_more", number(a.rivals.max(b.rivals))),
        ("kinds_less", number(a.kinds.min(b.kinds))),
        ("kinds_more", number(a.kinds.max(b.kinds))),
        ("happened_less", a.happened.min(b.happened)),
        ("happened_more", a.happened.max(b.happened)),
    ]
}

/// How the sides of two claims compare.
fn sides<'a>(a: &Profile<'a>, b: &Profile<'a>) -> &'static str {
    let (x, y) = (&a.sides, &b.sides);
    let mutual = a.category.is_mutual() || x.symmetric || y.symmetric;
    let within = x.one_has_all(y);
    match () {
        () if x.actors == y.actors && x.recipients == y.recipients => "sides_same",
        () if x.same_polities(y) && mutual => "polities_same",
        () if x.same_polities(y) => "sides_turned",
        () if within && x.both.len().min(y.both.len()) == 1 => "sides_one_in",
        () if within => "sides_within",
        () => "sides_overlap",
    }
}

/// How the dates of two claims compare, and how many of the two the text states.
fn dates<'a>(a: &Profile<'a>, b: &Profile<'a>) -> &'static str {
    const NEAR: i64 = 3;
    let (Some(x), Some(y)) = (&a.claim.date, &b.claim.date) else { return "date_missing" };
    let (Some(days), Some(others)) = (a.bounds(), b.bounds()) else { return "date_missing" };
    let (one, two) = apart(&days, &others);
    let stated = [a, b].iter().filter(|p| p.claim.date_basis != Some(DateBasis::Inferred)).count();
    let agrees = (one.0 <= two.0 && two.1 <= one.1) || (two.0 <= one.0 && one.1 <= two.1);
    let apart = days_between(one, two);
    let rows = [
        ["date_equal_none", "date_equal_one", "date_equal_both"],
        ["date_agrees_none", "date_agrees_one", "date_agrees_both"],
        ["date_near_none", "date_near_one", "date_near_both"],
        ["date_far_none", "date_far_one", "date_far_both"],
    ];
    let row = match () {
        () if x == y => 0,
        () if agrees => 1,
        () if apart <= NEAR => 2,
        () => 3,
    };
    rows[row][stated]
}

/// First and last day of a date, as numbers.
pub(crate) type Days = (i64, i64);

/// The year that dates are taken to be of whose own is open.
const COMMON: i32 = 2000;

/// First and last day of a date, of [`COMMON`] where its year is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    first: Ymd,
    last: Ymd,
    open: bool,
}

impl Bounds {
    /// `None` for a date that has no days.
    pub fn of(date: &Edtf) -> Option<Self> {
        let open = date.has_open_year();
        let (first, last) = if open { date.with_year(COMMON).bounds()? } else { date.bounds()? };
        Some(Self { first, last, open })
    }

    /// First and last day as numbers; `None` where the year is open.
    pub fn closed(&self) -> Option<Days> {
        (!self.open).then(|| (number(self.first), number(self.last)))
    }
}

/// First and last days of two dates; of the same year where one of the two is open.
pub(crate) fn apart(a: &Bounds, b: &Bounds) -> (Days, Days) {
    let open = a.open || b.open;
    let of = |bounds: &Bounds| {
        let shift = if open { COMMON - bounds.first.0 } else { 0 };
        let day = |(y, m, d): Ymd| number((y + shift, m, d));
        (day(bounds.first), day(bounds.last))
    };
    (of(a), of(b))
}

/// Days that lie between two stretches of days; 0 where they meet.
pub(crate) fn days_between(a: Days, b: Days) -> i64 {
    (a.0 - b.1).max(b.0 - a.1).max(0)
}

/// Unites groups of claims, given as indexes, the likeliest first.
pub(crate) fn unite(profiles: &[Profile<'_>], groups: &[Vec<usize>]) -> Vec<Vec<usize>> {
    unite_by(profiles, groups, trees(), LIKELY)
}

/// The same by other trees and another bound.
pub(crate) fn unite_by(
    profiles: &[Profile<'_>],
    groups: &[Vec<usize>],
    trees: &Trees,
    likely: f64,
) -> Vec<Vec<usize>> {
    let mut categories: Vec<_> = groups.iter().map(|g| profiles[g[0]].category).collect();
    categories.sort_unstable();
    categories.dedup();
    let mut united = Vec::with_capacity(groups.len());
    for category in categories {
        let of: Vec<Vec<usize>> =
            groups.iter().filter(|g| profiles[g[0]].category == category).cloned().collect();
        united.extend(if of.len() == 1 || of.len() > MOST {
            of
        } else {
            agglomerate(profiles, of, trees, likely)
        });
    }
    united
}

/// Sums of the log-odds between the claims of two groups, and how many pairs there are.
type Bonds = Vec<Vec<(f64, f64)>>;

/// Average linkage: the two groups with the highest mean are united until none is above `likely`.
fn agglomerate(
    profiles: &[Profile<'_>],
    mut groups: Vec<Vec<usize>>,
    trees: &Trees,
    likely: f64,
) -> Vec<Vec<usize>> {
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    let mut members: Vec<usize> = groups.iter().flatten().copied().collect();
    members.sort_unstable();
    let around: BTreeMap<usize, Around> = members.iter().copied().zip(around(profiles, &members)).collect();
    let odds = |i: usize, j: usize| {
        let (first, later) = (i.min(j), i.max(j));
        let seen = seen((&profiles[first], around[&first]), (&profiles[later], around[&later]));
        seen.map_or(NEVER, |features| trees.odds(&features))
    };
    let mut bonds: Bonds = vec![vec![(0.0, 0.0); groups.len()]; groups.len()];
    for (x, one) in groups.iter().enumerate() {
        for (y, other) in groups.iter().enumerate().skip(x + 1) {
            for (i, j) in one.iter().flat_map(|i| other.iter().map(|j| (*i, *j))) {
                let bond = &mut bonds[x][y];
                *bond = (bond.0 + odds(i, j), bond.1 + 1.0);
            }
        }
    }
    while let Some((x, y)) = strongest(&bonds, &groups, likely) {
        let moved = std::mem::take(&mut groups[y]);
        groups[x].extend(moved);
        for z in (0..groups.len()).filter(|z| *z != x && *z != y) {
            let (sum, count) = bonds[y.min(z)][y.max(z)];
            let bond = &mut bonds[x.min(z)][x.max(z)];
            bond.0 += sum;
            bond.1 += count;
        }
    }
    groups.retain(|g| !g.is_empty());
    groups
}

/// The two groups with the highest mean above `likely`; the first of equals.
fn strongest(bonds: &Bonds, groups: &[Vec<usize>], likely: f64) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for x in (0..groups.len()).filter(|x| !groups[*x].is_empty()) {
        for y in (x + 1..groups.len()).filter(|y| !groups[*y].is_empty()) {
            let (sum, count) = bonds[x][y];
            let mean = sum / f64::max(count, 1.0);
            if mean > likely && best.is_none_or(|(most, ..)| mean > most) {
                best = Some((mean, x, y));
            }
        }
    }
    best.map(|(_, x, y)| (x, y))
}

fn trees() -> &'static Trees {
    static TREES: OnceLock<Trees> = OnceLock::new();
    TREES.get_or_init(|| Trees::parse(include_str!("../../../schema/again.tsv")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{With, claim};

    #[track_caller]
    fn check([a, b]: [Claim; 2], expect: &[&str]) {
        let of = |a: &Claim, b: &Claim| -> Vec<&'static str> {
            pairs(&[a.clone(), b.clone()]).into_iter().flat_map(|p| p.2).map(|f| f.0).collect()
        };
        let (there, back) = (of(&a, &b), of(&b, &a));
        for name in expect {
            assert!(there.contains(name) && back.contains(name), "{name}: {there:?} {back:?}");
        }
        assert_eq!(there, back, "the order of two claims is of no account");
    }

    #[test]
    fn sides_and_dates_are_told_apart() {
        let visit = || claim("CONSULT", "visit", &["JPN"], &["NATO"]).at(0, "visited Brussels");
        let urge = |a: &str, b: &str| claim("REQUEST", "urge", &[a], &[b]).at(900, "urged restraint");
        let told = |date: &str| Claim { date_basis: Some(DateBasis::Inferred), ..visit().on(date) };
        check([visit(), visit().on("2022-06")], &["sides_same", "date_missing", "kind_same", "overlap"]);
        check([visit().on("2022-06-29"), visit().on("2022-06")], &["date_agrees_both"]);
        check([told("XXXX-06-29"), told("2022-07-01")], &["date_near_none"]);
        check([urge("JPN", "CHN"), urge("JPN", "CHN")], &["sides_same", "statement"]);
        check(
            [visit(), claim("CONSULT", "visit", &["JPN", "KOR"], &["NATO"]).at(9, "went")],
            &["sides_within", "lead_one"],
        );
    }

    #[test]
    fn what_can_not_be_one_has_no_features() {
        let a = claim("CONSULT", "visit", &["JPN"], &["NATO"]);
        let alone = |b: Claim| pairs(&[a.clone(), b]).is_empty();
        assert!(alone(claim("AGREE", "sign", &["JPN"], &["NATO"])));
        let urges = |a: &str, b: &str| {
            pairs(&[claim("REQUEST", "urge", &["JPN"], &["CHN"]), claim("REQUEST", "urge", &[a], &[b])])
        };
        assert!(urges("CHN", "JPN").is_empty() && urges("JPN", "KOR").is_empty());
        assert_eq!(urges("JPN", "CHN").len(), 1);
        let office = || claim("SUPPORT", "mission", &["EU"], &["PHL"]).status(Status::CalledOff);
        let and = |kind: &str| pairs(&[office(), claim("SUPPORT", kind, &["EU"], &["PHL"])]).len();
        assert_eq!([and("invite"), and("mission")], [0, 1]);
        assert!(alone(claim("CONSULT", "visit", &["FRA"], &["DEU"])));
        assert!(!alone(a.clone()));
    }

    #[test]
    fn rivals_are_those_that_could_be_taken_for_a_claim() {
        let claims = [
            claim("CONSULT", "visit", &["JPN"], &["NATO"]),
            claim("CONSULT", "talks", &["JPN"], &["NATO"]).status(Status::Scheduled),
            claim("CONSULT", "talks", &["FRA"], &["DEU"]),
            claim("ACCUSE", "accuse", &["JPN"], &["NATO"]),
        ];
        let found = pairs(&claims);
        assert_eq!(found.iter().map(|p| (p.0, p.1)).collect::<Vec<_>>(), [(0, 1)]);
        for expected in [("told", 3.0), ("rivals_more", 1.0), ("kinds_less", 2.0), ("happened_more", 0.5)] {
            assert!(found[0].2.contains(&expected), "{expected:?}: {:?}", found[0].2);
        }
    }

    #[test]
    fn the_likeliest_are_united_first() {
        let table = |below: f64, above: f64| {
            Trees::parse(&format!(
                "tree\tnode\tfeature\tabove\n0\t0\twords_jaccard\t0.5\n0\t1\t-\t{below}\n0\t2\t-\t{above}\n"
            ))
        };
        let claims = [
            claim("ACCUSE", "accuse", &["RUS"], &["USA"]).at(0, "blamed a missile base abroad"),
            claim("ACCUSE", "accuse", &["RUS"], &["USA"]).at(500, "blamed a missile base"),
            claim("ACCUSE", "accuse", &["RUS"], &["USA"]).at(900, "lamented new tariffs"),
        ];
        let profiles: Vec<_> = claims.iter().map(Profile::of).collect();
        let single = || vec![vec![2], vec![0], vec![1]];
        assert_eq!(unite_by(&profiles, &single(), &table(-1.0, 1.0), 0.0), [vec![0, 1], vec![2]]);
        assert_eq!(unite_by(&profiles, &single(), &table(-1.0, -1.0), 0.0).len(), 3);
    }
}
