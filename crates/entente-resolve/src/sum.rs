//! One event's summary from its claims.

use crate::calendar::{self, When};
use crate::event::{Event, Reported};
use crate::id::short_hash;
use crate::same::{furthest, stated_date};
use crate::sides::same_person;
use crate::words::bag;
use entente_text::{Claim, Edtf, Party, Scope, Status};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

impl<C: Reported> Event<C> {
    /// Sums up claims that tell of one happening. `None` where there are none.
    pub fn of(mut claims: Vec<C>) -> Option<Self> {
        claims.sort_by(order);
        let first = claims.first()?.claim();
        let best = (0..claims.len())
            .max_by(|a, b| telling(claims[*a].claim(), claims[*b].claim()).then(b.cmp(a)))?;
        let told = claims[best].claim();
        let (actors, recipients) = sides(&claims, told);
        let by_source = sources(&claims);
        let date = commonest(&claims, stated_date)
            .or_else(|| told.date.clone())
            .or_else(|| commonest(&claims, |c| c.date.as_ref()));
        let date_basis = claims
            .iter()
            .map(Reported::claim)
            .filter(|c| c.date.is_some())
            .find(|c| c.date == date)
            .map_or(date.as_ref().map(|_| entente_text::DateBasis::Inferred), |c| c.date_basis);
        let mut event = Self {
            id: String::new(),
            category: first.category,
            kind: told.kind.clone(),
            actors,
            recipients,
            symmetric: told.symmetric,
            date,
            date_basis,
            status: status(&claims),
            scope: first.scope,
            fields: distinct(claims.iter().flat_map(|c| c.claim().fields.iter().map(String::as_str))),
            confidence: confidence(&by_source),
            independent: by_source.len(),
            reports: claims.iter().map(Reported::document).collect::<BTreeSet<_>>().len(),
            outlets: distinct(claims.iter().filter_map(Reported::outlet)),
            claims,
            best,
        };
        event.id = event.make_id();
        Some(event)
    }

    fn make_id(&self) -> String {
        let first = self.claims[0].claim();
        let codes = |side: &[Party]| {
            let mut codes: Vec<_> = side.iter().map(|p| p.code.as_str()).collect();
            codes.sort_unstable();
            codes.join(" ")
        };
        short_hash(&[
            self.category.name(),
            &codes(&self.actors),
            &codes(&self.recipients),
            self.date.as_ref().map_or("", |d| d.as_str()),
            self.status.name(),
            &first.kind,
            self.claims[0].document(),
            &format!("{:?}", (first.article, first.trigger, first.at)),
            &codes(&first.actors),
            &codes(&first.recipients),
        ])
    }
}

/// The order of claims: by document and place, then by content, so that no two different claims are equal.
pub(crate) fn order<C: Reported>(a: &C, b: &C) -> Ordering {
    let key = |c: &C| {
        let claim = c.claim();
        (
            claim.article,
            claim.sentence,
            claim.trigger,
            claim.at,
            claim.category,
            claim.status,
            claim.symmetric,
        )
    };
    let (x, y) = (a.claim(), b.claim());
    a.document()
        .cmp(b.document())
        .then_with(|| key(a).cmp(&key(b)))
        .then_with(|| x.kind.cmp(&y.kind))
        .then_with(|| x.actors.cmp(&y.actors))
        .then_with(|| x.recipients.cmp(&y.recipients))
        .then_with(|| x.date.cmp(&y.date))
        .then_with(|| x.quote.cmp(&y.quote))
        .then_with(|| x.rule.cmp(&y.rule))
        .then_with(|| x.confidence.total_cmp(&y.confidence))
}

/// Which claim tells more.
fn telling(a: &Claim, b: &Claim) -> Ordering {
    a.confidence.total_cmp(&b.confidence).then_with(|| a.quote.len().cmp(&b.quote.len()))
}

/// A date, and the documents that tell it.
type Dated<'a> = (When, &'a Edtf, &'a BTreeSet<&'a str>);

/// How many documents tell one of these dates.
fn documents<'a>(of: impl Iterator<Item = &'a Dated<'a>>) -> usize {
    of.flat_map(|(_, _, documents)| documents.iter()).collect::<BTreeSet<_>>().len()
}

/// The date that says most among those that agree with the date that most documents agree with. A year or a stretch of years
/// agrees with too much to have a say where enough documents tell the month: more often it is the year of something else that
/// the sentence names, of the treaty that is left.
fn commonest<C: Reported>(claims: &[C], of: impl Fn(&Claim) -> Option<&Edtf>) -> Option<Edtf> {
    const ENOUGH: usize = 3;
    if let [only] = claims {
        return of(only.claim()).cloned();
    }
    let mut told: BTreeMap<&Edtf, BTreeSet<&str>> = BTreeMap::new();
    for claim in claims {
        if let Some(date) = of(claim.claim()) {
            told.entry(date).or_default().insert(claim.text());
        }
    }
    if told.len() < 2 {
        return told.into_keys().next().cloned();
    }
    let mut whens: Vec<Dated<'_>> = told.iter().map(|(d, docs)| (When::of(d), *d, docs)).collect();
    let is_long = |(when, ..): &Dated<'_>| when.is_long();
    let mut long: Vec<Dated<'_>> = Vec::new();
    if ENOUGH * documents(whens.iter().filter(|w| !is_long(w))) >= documents(whens.iter()) {
        (long, whens) = whens.into_iter().partition(is_long);
    }
    let votes = |when: &When| documents(whens.iter().filter(|(w, ..)| w.agrees(when)));
    // Most votes, then what says most; the first of equals.
    let leading = |among: &[&When]| -> Option<When> {
        among.iter().rev().max_by_key(|w| (votes(w), std::cmp::Reverse(w.rank()))).map(|w| (*w).clone())
    };
    let chosen = leading(&whens.iter().map(|(w, ..)| w).collect::<Vec<_>>())?;
    // A day whose year is open agrees with that day of several years.
    let near: Vec<&When> = whens.iter().map(|(w, ..)| w).filter(|w| w.agrees(&chosen)).collect();
    let rank = near.iter().map(|w| w.rank()).min()?;
    let settled = leading(&near.iter().copied().filter(|w| w.rank() == rank).collect::<Vec<_>>())?;
    let agreeing = whens.iter().filter(|(w, ..)| w.agrees(&chosen) && w.agrees(&settled)).map(|(_, d, _)| *d);
    // Where nothing else tells the year, it is one that is told.
    let years = long.iter().filter(|(w, ..)| w.agrees(&settled)).map(|(_, d, _)| *d);
    calendar::finest(agreeing.chain(years))
}

/// How far it has come: the furthest of what the documents report.
fn status<C: Reported>(claims: &[C]) -> Status {
    if let [only] = claims {
        return only.claim().status;
    }
    let mut documents: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        documents.entry(claim.document()).or_default().push(claim.claim());
    }
    let reported: Vec<(Status, bool)> = documents
        .values()
        .map(|told| (status_told(told), told.iter().any(|c| stated_date(c).is_some())))
        .collect();
    // What many tell of is not called off because few of them say so.
    let documents = |status: Status| reported.iter().filter(|(s, _)| *s == status).count();
    let few = 2 * documents(Status::CalledOff) < documents(Status::Happened);
    let heard = reported.into_iter().filter(|(s, _)| !few || *s != Status::CalledOff);
    furthest_firm(&heard.collect::<Vec<_>>())
}

/// The status that an article gives what it tells several times: a heading says of a plan that it takes place, and a plan
/// stays one in a sentence that only names it. So the claims vote, each with its confidence. On annotated articles this
/// is right in 83.4 % where the furthest of them is in 82.7 %. A plan that is called off is told of as the plan that it
/// was, often at greater length: against a plan one such claim decides.
fn status_told(claims: &[&Claim]) -> Status {
    let mut votes: BTreeMap<Status, (f32, bool)> = BTreeMap::new();
    for claim in claims {
        let (vote, is_stated) = votes.entry(claim.status).or_default();
        *vote += claim.confidence;
        *is_stated |= stated_date(claim).is_some();
    }
    let vote = |status| votes.get(&status).map_or(0.0, |(vote, _)| *vote);
    if vote(Status::CalledOff) > vote(Status::Happened) {
        return Status::CalledOff;
    }
    let most = votes.values().map(|(vote, _)| *vote).fold(0.0, f32::max);
    let leading = votes.into_iter().filter(|(_, (vote, _))| *vote >= most);
    furthest_firm(&leading.map(|(status, (_, is_stated))| (status, is_stated)).collect::<Vec<_>>())
}

/// The furthest status of some, each with whether a date is stated with it: an undated "took place" beside a dated plan is a
/// loose way to speak of the plan.
fn furthest_firm(all: &[(Status, bool)]) -> Status {
    let has_stated = |fact: bool| all.iter().any(|(status, s)| *s && (*status == Status::Happened) == fact);
    let planned = has_stated(false) && !has_stated(true);
    let firm = all.iter().map(|(status, _)| *status).filter(|s| !planned || *s != Status::Happened);
    firm.reduce(furthest).unwrap_or_default()
}

/// Independent sources raise each other; claims of one source do not.
fn confidence(by_source: &[f32]) -> f32 {
    let doubt = by_source.iter().fold(1.0, |doubt, c| doubt * (1.0 - c.clamp(0.0, 1.0)));
    match by_source {
        [only] => *only,
        _ => (1.0 - doubt).min(0.99),
    }
}

/// The independent sources of claims, each with its highest confidence: copies of one text are one, and so are
/// texts of one outlet.
fn sources<C: Reported>(claims: &[C]) -> Vec<f32> {
    if let [only] = claims {
        return vec![only.claim().confidence];
    }
    let mut all: Vec<(BTreeSet<&str>, BTreeSet<&str>, f32)> = Vec::new();
    for claim in claims {
        let (text, outlet) = (claim.text(), claim.outlet());
        let joins = |s: &(BTreeSet<&str>, BTreeSet<&str>, f32)| {
            s.0.contains(text) || outlet.is_some_and(|o| s.1.contains(o))
        };
        let mut joined = (BTreeSet::from([text]), BTreeSet::from_iter(outlet), claim.claim().confidence);
        for old in all.extract_if(.., |s| joins(s)) {
            joined.0.extend(old.0);
            joined.1.extend(old.1);
            joined.2 = joined.2.max(old.2);
        }
        all.push(joined);
    }
    // Summed in one order, whatever order the sources came in.
    let mut found: Vec<f32> = all.into_iter().map(|s| s.2).collect();
    found.sort_by(f32::total_cmp);
    found
}

/// Both sides as the best claim has them, with what the other claims add: names, and members where they name all the parties
/// of their document's best claim. What is told in passing of an act, beside another, would add who has no part in it.
fn sides<C: Reported>(claims: &[C], told: &Claim) -> (Vec<Party>, Vec<Party>) {
    if told.scope == Scope::Domestic {
        // Within one polity the same code stands on both sides.
        return (told.actors.clone(), told.recipients.clone());
    }
    let (mut actors, mut recipients) = (Side::default(), Side::default());
    let seldom = seldom(claims);
    // One alone has nobody to add to it.
    let others = if claims.len() > 1 { claims } else { &[] };
    let others = others.iter().map(Reported::claim).zip(fuller(others));
    for (claim, fuller) in std::iter::once((told, true)).chain(others) {
        let parties =
            claim.actors.iter().map(|p| (p, true)).chain(claim.recipients.iter().map(|p| (p, false)));
        let own = std::ptr::eq(claim, told);
        for (party, acted) in parties.filter(|(p, _)| own || !seldom.contains(p.code.as_str())) {
            // Where both act together the sides are only a matter of wording: each party stays where it stood first.
            let among_actors = match (actors.has(&party.code), recipients.has(&party.code)) {
                (true, false) => true,
                (false, true) => false,
                (false, false) if !fuller => continue,
                (false, false) if told.symmetric && !std::ptr::eq(claim, told) => told.recipients.is_empty(),
                _ => acted,
            };
            if among_actors { actors.add(party) } else { recipients.add(party) }
        }
    }
    (actors.parties, recipients.parties)
}

/// Whether each claim names all the parties that the best claim of its document does.
fn fuller<C: Reported>(claims: &[C]) -> Vec<bool> {
    let mut best: BTreeMap<&str, &Claim> = BTreeMap::new();
    for told in claims {
        let claim = told.claim();
        let known = best.entry(told.document()).or_insert(claim);
        if telling(claim, known).is_gt() {
            *known = claim;
        }
    }
    let names =
        |claim: &Claim, code: &str| claim.actors.iter().chain(&claim.recipients).any(|p| p.code == code);
    let names_all = |claim: &Claim, best: &Claim| {
        best.actors.iter().chain(&best.recipients).all(|p| names(claim, &p.code))
    };
    claims.iter().map(|c| best.get(c.document()).is_none_or(|best| names_all(c.claim(), best))).collect()
}

/// Polities that few of many documents name: slips of single reports.
fn seldom<C: Reported>(claims: &[C]) -> BTreeSet<&str> {
    const MANY: usize = 5;
    if claims.len() < MANY {
        return BTreeSet::new();
    }
    let documents: BTreeSet<&str> = claims.iter().map(Reported::document).collect();
    if documents.len() < MANY {
        return BTreeSet::new();
    }
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for claim in claims {
        for party in claim.claim().actors.iter().chain(&claim.claim().recipients) {
            named.entry(&party.code).or_default().insert(claim.document());
        }
    }
    named.into_iter().filter(|(_, d)| MANY * d.len() < documents.len()).map(|(code, _)| code).collect()
}

#[derive(Default)]
struct Side {
    parties: Vec<Party>,
}

impl Side {
    fn has(&self, code: &str) -> bool {
        self.parties.iter().any(|p| p.code == code)
    }

    /// Adds a party; a name replaces none, a fuller name a part of it.
    fn add(&mut self, party: &Party) {
        let Some(name) = &party.name else {
            if !self.has(&party.code) {
                self.parties.push(party.clone());
            }
            return;
        };
        let words = bag(name);
        let same = |p: &&mut Party| {
            p.code == party.code && p.name.as_ref().is_none_or(|n| same_person(&bag(n), &words))
        };
        match self.parties.iter_mut().find(same) {
            None => self.parties.push(party.clone()),
            Some(known) => {
                if known.name.as_ref().is_none_or(|n| n.len() < name.len()) {
                    known.name = Some(name.clone());
                }
                known.role = known.role.take().or_else(|| party.role.clone());
            }
        }
    }
}

fn distinct<'a>(items: impl Iterator<Item = &'a str>) -> Vec<String> {
    items.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect()
}
