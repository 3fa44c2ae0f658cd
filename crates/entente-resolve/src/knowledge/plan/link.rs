//! Which mentions mean the same plan: by kind, head noun, parties, places and time; first within an article, where
//! little is needed, then across articles, where much is.

use crate::calendar::When;
use crate::knowledge::weigh::{agree, plain};
use crate::knowledge::{Stance, Told};
use entente_text::edtf::Ymd;
use entente_text::{Asserted, Edtf, PlanObject, Stage};
use std::collections::{BTreeMap, BTreeSet};

/// Where a mention comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A step, by the index of its assertion.
    Step(usize),
    /// A stance, by its index.
    Stance(usize),
}

/// One passage that speaks of a plan.
#[derive(Debug)]
pub(super) struct Mention<'a> {
    pub source: Source,
    pub object: &'a PlanObject,
    pub document: &'a str,
    pub article: u32,
    /// When it was reported or took place.
    pub when: Option<Edtf>,
    pub target: Option<&'a Edtf>,
    /// When it was carried out, where the mention says so; the flag: whether it says so at all.
    pub done: (bool, Option<&'a Edtf>),
}

/// The mentions of steps, then those of stances, in the order of documents and text.
pub(super) fn mentions<'a, T: Told>(told: &'a [T], steps: &[usize], stances: &[Stance]) -> Vec<Mention<'a>> {
    let mut all = Vec::new();
    let mut add = |i: usize, source: Source, object: &'a PlanObject, target: Option<&'a Edtf>, done: bool| {
        let assertion = told[i].assertion();
        let when = told[i].published().or_else(|| assertion.date.clone());
        all.push(Mention {
            source,
            object,
            document: told[i].document(),
            article: assertion.article,
            when,
            target,
            done: (done, assertion.date.as_ref().filter(|_| done)),
        });
    };
    for i in steps {
        if let Asserted::Step(step) = &told[*i].assertion().asserted {
            add(*i, Source::Step(*i), &step.object, step.target.as_ref(), step.stage == Stage::Done);
        }
    }
    for (s, stance) in stances.iter().enumerate() {
        if let Asserted::Stance(held) = &told[stance.best].assertion().asserted
            && let Some(object) = &held.toward.object
        {
            add(stance.best, Source::Stance(s), object, None, false);
        }
    }
    all
}

/// What the mentions of a group say together.
#[derive(Debug, Default)]
struct Profile {
    kind: String,
    heads: BTreeSet<String>,
    parties: BTreeSet<String>,
    places: BTreeSet<String>,
    fields: BTreeSet<String>,
    when: Option<Edtf>,
    targets: Vec<Edtf>,
    /// The last day on which it was carried out.
    done: Option<Ymd>,
    /// The first day on which it was reported to be open.
    open: Option<Ymd>,
    members: Vec<usize>,
}

impl Profile {
    fn of(mention: &Mention<'_>, index: usize) -> Self {
        let set = |codes: &[String]| codes.iter().cloned().collect();
        Self {
            kind: mention.object.kind.clone(),
            heads: BTreeSet::from([plain(&mention.object.head)]),
            parties: set(&mention.object.parties),
            places: set(&mention.object.places),
            fields: set(&mention.object.fields),
            when: mention.when.clone(),
            done: mention.done.1.and_then(|d| When::of(d).days()).map(|d| d.1),
            open: mention
                .when
                .as_ref()
                .filter(|_| !mention.done.0)
                .and_then(|d| When::of(d).days())
                .map(|d| d.0),
            targets: mention.target.into_iter().cloned().collect(),
            members: vec![index],
        }
    }

    fn take(&mut self, other: Self) {
        self.heads.extend(other.heads);
        self.parties.extend(other.parties);
        self.places.extend(other.places);
        self.fields.extend(other.fields);
        self.when = self.when.take().or(other.when);
        self.targets.extend(other.targets);
        self.done = self.done.max(other.done);
        self.open = match (self.open, other.open) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.members.extend(other.members);
    }

    /// What was carried out months before the other was still open is another.
    fn over_before(&self, other: &Self) -> bool {
        let month = |(y, m, _): Ymd| y * 12 + i32::from(m);
        self.done.zip(other.open).is_some_and(|(done, open)| month(done) + 1 < month(open))
    }

    fn codes(&self) -> BTreeSet<&String> {
        self.parties.iter().chain(&self.places).collect()
    }

    /// One head is the other, or begins or ends it: "văn phòng", "văn phòng liên lạc".
    fn heads_fit(&self, other: &Self) -> bool {
        let one = |a: &str, b: &str| {
            a == b
                || a.starts_with(b)
                || b.starts_with(a)
                || a.ends_with(b)
                || b.ends_with(a)
                || ends_alike(a, b)
        };
        self.heads.iter().any(|a| other.heads.iter().any(|b| one(a, b)))
    }

    fn targets_fit(&self, other: &Self) -> bool {
        self.targets.is_empty()
            || other.targets.is_empty()
            || self.targets.iter().any(|a| other.targets.iter().any(|b| agree(Some(a), Some(b))))
    }
}

/// Two nouns that what follows them makes the same: "văn phòng liên lạc", "địa điểm liên lạc".
fn ends_alike(a: &str, b: &str) -> bool {
    let tail = |s: &str| s.rsplitn(3, ' ').take(2).map(str::to_owned).collect::<Vec<_>>();
    let (x, y) = (tail(a), tail(b));
    x.len() == 2 && x == y
}

/// Neither is silent and they share nothing.
fn apart(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// Within an article: the same kind and nothing against it.
fn same_in_article(a: &Profile, b: &Profile) -> bool {
    let (x, y) = (a.codes(), b.codes());
    if a.kind != b.kind || x.is_empty() && y.is_empty() || a.over_before(b) || b.over_before(a) {
        return false;
    }
    let strangers = !x.is_empty() && !y.is_empty() && x.is_disjoint(&y);
    let matters = a.kind == AGREEMENT && apart(&a.fields, &b.fields);
    a.heads_fit(b) && !strangers && !matters && !apart(&a.places, &b.places)
}

/// Agreements between the same parties are many: their matters tell them apart.
const AGREEMENT: &str = "agreement";

/// Meetings come again each year.
const ATTENDANCE: &str = "attendance";

/// The most months between two reports of one plan; of attending one meeting, of one agreement.
fn months_apart(kind: &str) -> i32 {
    match kind {
        ATTENDANCE => 6,
        AGREEMENT => 12,
        _ => 24,
    }
}

/// Agreements are on the same matter where they share a field, or a noun that says it: "thỏa thuận hạt nhân".
fn same_matter(a: &Profile, b: &Profile) -> bool {
    const TELLING: usize = 4;
    let telling = a.heads.iter().any(|h| h.split(' ').count() >= TELLING && b.heads.contains(h));
    telling || !a.fields.is_disjoint(&b.fields)
}

/// Across articles: besides, two codes in common, one of them a party, and not years apart.
fn same_across(a: &Profile, b: &Profile) -> bool {
    let shared = a.codes().intersection(&b.codes()).count();
    a.kind == b.kind
        && a.heads_fit(b)
        && shared >= 2
        && !a.over_before(b)
        && !b.over_before(a)
        && (!a.parties.is_disjoint(&b.parties) || a.parties.is_empty() || b.parties.is_empty())
        && !apart(&a.places, &b.places)
        && near(a.when.as_ref(), b.when.as_ref(), months_apart(&a.kind))
        && (a.targets_fit(b) || a.kind != AGREEMENT)
        && (a.kind != AGREEMENT || same_matter(a, b))
}

fn near(a: Option<&Edtf>, b: Option<&Edtf>, months_apart: i32) -> bool {
    let (Some(a), Some(b)) = (a.and_then(months), b.and_then(months)) else { return true };
    a.0 - months_apart <= b.1 && b.0 - months_apart <= a.1
}

/// First and last month of a date, counted from year 0; nothing where the year is open.
fn months(date: &Edtf) -> Option<(i32, i32)> {
    if date.has_open_year() {
        return None;
    }
    let number = |(y, m, _): Ymd| y * 12 + i32::from(m);
    When::of(date).days().map(|(a, b)| (number(a), number(b)))
}

/// Groups of mentions that mean the same plan, each in the order of documents and text.
pub(super) fn groups(mentions: &[Mention<'_>]) -> Vec<Vec<usize>> {
    let mut articles: BTreeMap<(&str, u32), Vec<Profile>> = BTreeMap::new();
    // Those that say most come first, so that vague ones find them.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(says(mentions[*i].object)), *i));
    for i in order {
        let mention = &mentions[i];
        let groups = articles.entry((mention.document, mention.article)).or_default();
        let profile = Profile::of(mention, i);
        match groups.iter_mut().find(|g| same_in_article(g, &profile)) {
            Some(group) => group.take(profile),
            None => groups.push(profile),
        }
    }
    let mut found: Vec<Vec<usize>> = across(articles.into_values().flatten().collect());
    for group in &mut found {
        group.sort_unstable();
    }
    found.sort();
    found
}

fn says(object: &PlanObject) -> usize {
    object.parties.len().min(2) + object.places.len().min(2)
}

/// So many groups of a cluster a new one must agree with.
const FOUNDERS: usize = 24;

fn across(mut profiles: Vec<Profile>) -> Vec<Vec<usize>> {
    profiles.sort_by_key(|p| (std::cmp::Reverse(p.codes().len()), p.members.iter().min().copied()));
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut by_key: BTreeMap<(&str, &str), BTreeSet<usize>> = BTreeMap::new();
    for (i, profile) in profiles.iter().enumerate() {
        let codes = profile.codes();
        let near: BTreeSet<usize> = codes
            .iter()
            .filter_map(|c| by_key.get(&(profile.kind.as_str(), c.as_str())))
            .flatten()
            .copied()
            .collect();
        let fits =
            |c: &&usize| clusters[**c].iter().take(FOUNDERS).all(|j| same_across(&profiles[*j], profile));
        let chosen = near.iter().find(fits).copied().unwrap_or_else(|| {
            clusters.push(Vec::new());
            clusters.len() - 1
        });
        clusters[chosen].push(i);
        for code in codes {
            by_key.entry((profile.kind.as_str(), code.as_str())).or_default().insert(chosen);
        }
    }
    clusters.iter().map(|c| c.iter().flat_map(|i| profiles[*i].members.iter().copied()).collect()).collect()
}

/// Stages that say how a plan stands, by how much they settle.
pub(super) fn settles(stage: Stage) -> u8 {
    match stage {
        Stage::Objected => 0,
        Stage::Proposed => 1,
        Stage::Negotiated => 2,
        Stage::Scheduled => 3,
        Stage::Agreed => 4,
        Stage::Delayed => 5,
        Stage::Shelved => 6,
        Stage::Rejected => 7,
        Stage::Cancelled => 8,
        Stage::Done => 9,
    }
}
