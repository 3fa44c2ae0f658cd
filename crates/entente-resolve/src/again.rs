//! The same act told again in one document, in words that no rule joins.
//!
//! Rules make the first groups; a logistic model over what can be seen of two claims (sides, kinds, dates, words, where they
//! stand) then unites groups whose claims, on the mean, tell of one act. Its weights are `schema/again.tsv`, trained by
//! `cargo xtask train-again` on annotated articles.

use crate::closeness::number;
use crate::model::{Features, Model};
use crate::same::{self, Profile, kinds_agree};
use crate::words;
use entente_text::edtf::Ymd;
use entente_text::{Claim, DateBasis, Edtf, Scope, Status};
use std::sync::OnceLock;

/// Groups are united where the mean log-odds of their claims are above this: chosen by cross-validation, where precision
/// over annotated events is won and no F1 lost.
pub const LIKELY: f64 = 0.6;
/// The log-odds of claims that can't be one act.
const NEVER: f64 = -4.0;
/// A category with more groups than these in one document is left as it is: that is a chronicle, not a report.
const MOST: usize = 150;
/// So many rivals count as many.
const RIVALS: usize = 6;
/// What stands before this byte is the lead.
const LEAD: u32 = 400;

/// What is seen of two claims of one document; `rivals` of the document's claims could be taken for the first of them.
/// `None` where they can't be one act.
pub fn features(a: &Claim, b: &Claim, rivals: usize) -> Option<Features> {
    seen(&Profile::of(a), &Profile::of(b), rivals)
}

/// Whether two claims of one document could be taken for each other: the same category, and a party in common.
pub fn comparable(a: &Claim, b: &Claim) -> bool {
    can_be_one(&Profile::of(a), &Profile::of(b))
}

fn can_be_one(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let abroad = |p: &Profile<'_>| p.scope == Scope::International;
    a.category == b.category
        && abroad(a)
        && abroad(b)
        && a.claim.article == b.claim.article
        && a.sides.both.iter().any(|c| b.sides.both.binary_search(c).is_ok())
        // Days that the text itself tells apart.
        && a.when.as_ref().zip(b.when.as_ref()).is_none_or(|(x, y)| x.agrees(y))
}

fn seen<'a>(a: &Profile<'a>, b: &Profile<'a>, rivals: usize) -> Option<Features> {
    if !can_be_one(a, b) {
        return None;
    }
    let mut seen: Features = vec![("bias", 1.0), (a.category.name(), 1.0)];
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
    if !a.category.is_mutual() && !a.sides.symmetric && !b.sides.symmetric {
        let apart = |x: &[&str], y: &[&str]| x.iter().all(|c| y.binary_search(c).is_err());
        let both = !a.sides.recipients.is_empty() && !b.sides.recipients.is_empty();
        is("actors_differ", apart(&a.sides.actors, &b.sides.actors));
        is("recipients_differ", both && apart(&a.sides.recipients, &b.sides.recipients));
    }
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
    seen.push(("rivals", rivals.min(RIVALS) as f64 / RIVALS as f64));
    Some(seen)
}

/// How the sides of two claims compare.
fn sides<'a>(a: &Profile<'a>, b: &Profile<'a>) -> &'static str {
    let (x, y) = (&a.sides, &b.sides);
    let mutual = a.category.is_mutual() || x.symmetric || y.symmetric;
    let (few, many) = if x.both.len() < y.both.len() { (x, y) } else { (y, x) };
    let within = few.both.iter().all(|c| many.both.binary_search(c).is_ok());
    match () {
        () if x.actors == y.actors && x.recipients == y.recipients => "sides_same",
        () if x.same_polities(y) && mutual => "polities_same",
        () if x.same_polities(y) => "sides_turned",
        () if within && few.both.len() == 1 => "sides_one_in",
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
    let apart = (one.0 - two.1).max(two.0 - one.1).max(0);
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

/// Unites groups of claims, given as indexes, the likeliest first.
pub(crate) fn unite(profiles: &[Profile<'_>], groups: &[Vec<usize>]) -> Vec<Vec<usize>> {
    unite_by(profiles, groups, model(), LIKELY)
}

fn unite_by(profiles: &[Profile<'_>], groups: &[Vec<usize>], model: &Model, likely: f64) -> Vec<Vec<usize>> {
    let mut categories: Vec<_> = groups.iter().map(|g| profiles[g[0]].category).collect();
    categories.sort_unstable();
    categories.dedup();
    let mut united = Vec::with_capacity(groups.len());
    for category in categories {
        let of: Vec<Vec<usize>> =
            groups.iter().filter(|g| profiles[g[0]].category == category).cloned().collect();
        united.extend(if of.len() > MOST { of } else { agglomerate(profiles, of, model, likely) });
    }
    united
}

/// Sums of the log-odds between the claims of two groups, and how many pairs there are.
type Bonds = Vec<Vec<(f64, f64)>>;

/// Average linkage: the two groups with the highest mean are united until none is above `likely`.
fn agglomerate(
    profiles: &[Profile<'_>],
    mut groups: Vec<Vec<usize>>,
    model: &Model,
    likely: f64,
) -> Vec<Vec<usize>> {
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    let members: Vec<usize> = groups.iter().flatten().copied().collect();
    let rivals =
        |i: usize| members.iter().filter(|j| can_be_one(&profiles[i], &profiles[**j])).take(RIVALS).count();
    let counts: Vec<Vec<usize>> = groups.iter().map(|g| g.iter().map(|i| rivals(*i)).collect()).collect();
    let mut bonds: Bonds = vec![vec![(0.0, 0.0); groups.len()]; groups.len()];
    for (x, one) in groups.iter().enumerate() {
        for (y, other) in groups.iter().enumerate().skip(x + 1) {
            for (n, i) in one.iter().enumerate() {
                for j in other {
                    let seen = seen(&profiles[*i], &profiles[*j], counts[x][n]);
                    let bond = &mut bonds[x][y];
                    bond.0 += seen.map_or(NEVER, |f| model.odds(&f));
                    bond.1 += 1.0;
                }
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

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::parse(include_str!("../../../schema/again.tsv")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{With, claim};

    #[track_caller]
    fn check([a, b]: [Claim; 2], expect: &[&str]) {
        let of = |a: &Claim, b: &Claim| -> Vec<&'static str> {
            features(a, b, 1).unwrap_or_default().into_iter().map(|f| f.0).collect()
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
        check([urge("JPN", "CHN"), urge("CHN", "JPN")], &["sides_turned", "actors_differ", "statement"]);
        check([urge("JPN", "CHN"), urge("JPN", "KOR")], &["sides_overlap", "recipients_differ"]);
        check(
            [visit(), claim("CONSULT", "visit", &["JPN", "KOR"], &["NATO"]).at(9, "went")],
            &["sides_within", "lead_one"],
        );
    }

    #[test]
    fn what_can_not_be_one_has_no_features() {
        let a = claim("CONSULT", "visit", &["JPN"], &["NATO"]);
        assert!(features(&a, &claim("AGREE", "sign", &["JPN"], &["NATO"]), 1).is_none());
        assert!(features(&a, &claim("CONSULT", "visit", &["FRA"], &["DEU"]), 1).is_none());
    }

    #[test]
    fn the_likeliest_are_united_first() {
        let table =
            |weight: f64| Model::from_iter([("bias".to_owned(), -1.0), ("words_jaccard".to_owned(), weight)]);
        let claims = [
            claim("ACCUSE", "accuse", &["RUS"], &["USA"]).at(0, "blamed a missile base abroad"),
            claim("ACCUSE", "accuse", &["RUS"], &["USA"]).at(500, "blamed a missile base"),
            claim("ACCUSE", "accuse", &["RUS"], &["USA"]).at(900, "lamented new tariffs"),
        ];
        let profiles: Vec<_> = claims.iter().map(Profile::of).collect();
        let single = || vec![vec![2], vec![0], vec![1]];
        assert_eq!(unite_by(&profiles, &single(), &table(2.0), 0.0), [vec![0, 1], vec![2]]);
        assert_eq!(unite_by(&profiles, &single(), &table(1.0), 0.0).len(), 3);
    }
}
