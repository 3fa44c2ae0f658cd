//! Reports that can't both hold, side by side.
//!
//! Precision before all: each finder asks for the same happening, told in like words, and for values that exclude each
//! other. Which side is right is not decided.

mod dates;

use crate::calendar::When;
use crate::closeness::number;
use crate::event::{Event, Reported};
use crate::id::short_hash;
use crate::kinds::is_statement;
use crate::knowledge::Told;
use crate::knowledge::plan::words::Words as Announced;
use crate::likely::aliases;
use crate::persons::Person;
use crate::words::{bag, likeness};
use entente_text::{Asserted, Category, Claim, DateBasis, Edtf, Grain, Scope, Status};
use entente_world::history::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What the reports differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DisputeKind {
    /// The day.
    Date,
    /// A number of the same things.
    Number,
    /// What somebody is in the same body.
    Role,
    /// Who or what was the first.
    First,
    /// A later report overtakes an earlier one.
    Superseded,
}

impl DisputeKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Date, Self::Number, Self::Role, Self::First, Self::Superseded];

    /// The name in the output formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Number => "number",
            Self::Role => "role",
            Self::First => "first",
            Self::Superseded => "superseded",
        }
    }
}

/// What a side rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A claim: event and place among its claims.
    Claim(usize, usize),
    /// An assertion.
    Assertion(usize),
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What it says.
    pub value: String,
    /// What says so.
    pub ground: Ground,
}

/// Two reports that can't both hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Twelve letters.
    pub id: String,
    /// What they differ in.
    pub kind: DisputeKind,
    /// What both are about, in the words of the first.
    pub about: String,
    /// Codes of the polities concerned.
    pub codes: Vec<String>,
    /// Both sides, the earlier first.
    pub sides: [Side; 2],
}

/// Words of a language that disputes turn on, folded.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Nouns that are counted: "soldiers", "diplomats".
    pub counted: Vec<String>,
    /// Words that make something the first of its kind.
    pub firsts: Vec<String>,
    /// Titles of those who head a body.
    pub heads: Vec<String>,
    /// Titles of those who stand below its head.
    pub seconds: Vec<String>,
}

/// All disputes, by kind and what they are about. Claims below `least` are no side of one.
pub fn disputes<T: Told, C: Reported>(
    events: &[Event<C>],
    told: &[T],
    persons: &[Person],
    words: &Words,
) -> Vec<Dispute> {
    let mut found = dates::dates(events);
    found.extend(numbers(events, words));
    found.extend(firsts(events, words));
    found.extend(superseded(events));
    found.extend(roles(told, persons, words));
    found.sort_by(|a, b| (a.kind, &a.about, &a.id).cmp(&(b.kind, &b.about, &b.id)));
    found.dedup_by(|a, b| a.id == b.id);
    found
}

fn dispute(
    kind: DisputeKind,
    about: &str,
    codes: Vec<String>,
    sides: [Side; 2],
    places: &[String; 2],
) -> Dispute {
    let id = short_hash(&[kind.name(), &sides[0].value, &sides[1].value, &places[0], &places[1]]);
    Dispute { id, kind, about: about.to_owned(), codes, sides }
}

/// Two claims of events that differ in what `value` says of them.
fn of_claims<C: Reported>(
    kind: DisputeKind,
    events: &[Event<C>],
    [one, other]: [(usize, usize); 2],
    value: impl Fn(&Claim) -> String,
) -> Dispute {
    let claim = |(i, j): (usize, usize)| &events[i].claims[j];
    let side =
        |(i, j): (usize, usize)| Side { value: value(claim((i, j)).claim()), ground: Ground::Claim(i, j) };
    let (a, b) = (claim(one), claim(other));
    let sides = [side(one), side(other)];
    dispute(kind, &a.claim().quote, codes(&events[one.0]), sides, &[place(a), place(b)])
}

fn date_of(claim: &Claim) -> String {
    claim.date.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn place<C: Reported>(c: &C) -> String {
    format!("{} {:?}", c.document(), c.claim().at)
}

fn codes<C>(event: &Event<C>) -> Vec<String> {
    let all = event.actors.iter().chain(&event.recipients).map(|p| p.code.clone());
    all.collect::<BTreeSet<_>>().into_iter().collect()
}

fn actors(claim: &Claim) -> BTreeSet<&str> {
    claim.actors.iter().map(|p| p.code.as_str()).collect()
}

/// Events that can be compared: those of one kind between the same polities.
fn by_parties<C>(events: &[Event<C>]) -> BTreeMap<(Category, &str, Vec<String>), Vec<usize>> {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (i, event) in events.iter().enumerate() {
        // Of what is said day by day, each day has its own words.
        let act = !is_statement(&event.kind);
        if act && event.scope == Scope::International && event.actors.len() + event.recipients.len() > 1 {
            groups.entry((event.category, event.kind.as_str(), codes(event))).or_default().push(i);
        }
    }
    groups
}

/// The words of a quote that are not the names of its parties.
fn content(claim: &Claim) -> Vec<u64> {
    let parties = claim.actors.iter().chain(&claim.recipients);
    let own: Vec<&BTreeSet<u64>> = parties.filter_map(|p| aliases().get(p.code.as_str())).collect();
    bag(&claim.quote).into_iter().filter(|w| !own.iter().any(|names| names.contains(w))).collect()
}

/// So many words that are no names must two reports of one happening share, and this share of the shorter.
const SHARED: usize = 5;
const ALIKE: f32 = 0.7;

/// What is called off is told in fewer words: this share of the shorter report.
const TOLD_OFF: f32 = 0.65;

/// Claims less sure than this call nothing off.
const SURE: f32 = 0.6;

/// The day that a sentence states for itself.
fn stated_day(claim: &Claim) -> Option<i64> {
    let stated = claim.date_basis == Some(DateBasis::Stated);
    let date = claim.date.as_ref().filter(|d| stated && d.precision() == Grain::Day && !d.is_interval())?;
    date.first_day().map(number)
}

/// Another number of the same things in one happening, told by independent reports.
fn numbers<C: Reported>(events: &[Event<C>], words: &Words) -> Vec<Dispute> {
    let mut found = Vec::new();
    for (i, event) in events.iter().enumerate().filter(|(_, e)| e.independent > 1) {
        let counted: Vec<(usize, String, f64, String)> = event
            .claims
            .iter()
            .enumerate()
            .flat_map(|(j, c)| {
                counts(&c.claim().quote, words).into_iter().map(move |(noun, n, text)| (j, noun, n, text))
            })
            .collect();
        for (n, (j, noun, value, text)) in counted.iter().enumerate() {
            for (l, other, theirs, their_text) in &counted[n + 1..] {
                let (a, b) = (&event.claims[*j], &event.claims[*l]);
                // "About a thousand" and "1,023" agree.
                let near = (value - theirs).abs() <= 0.2 * value.max(*theirs);
                if noun != other || near || a.text() == b.text() {
                    continue;
                }
                let alike = likeness(&content(a.claim()), &content(b.claim()));
                let days = (stated_day(a.claim()), stated_day(b.claim()));
                if alike.shared >= SHARED && alike.jaccard >= 0.6 && days.0.is_some() && days.0 == days.1 {
                    let sides = [
                        Side { value: text.clone(), ground: Ground::Claim(i, *j) },
                        Side { value: their_text.clone(), ground: Ground::Claim(i, *l) },
                    ];
                    let about = &a.claim().quote;
                    found.push(dispute(
                        DisputeKind::Number,
                        about,
                        codes(event),
                        sides,
                        &[place(a), place(b)],
                    ));
                }
            }
        }
    }
    // One dispute for each happening and noun.
    found.dedup_by(|a, b| a.codes == b.codes && a.about == b.about);
    found
}

/// Numbers before counted nouns: the noun, the value, both as written.
fn counts(quote: &str, words: &Words) -> Vec<(String, f64, String)> {
    let text: Vec<&str> = quote.split_whitespace().collect();
    let folded: Vec<String> = text.iter().map(|w| fold(w)).collect();
    let mut found = Vec::new();
    for (at, word) in text.iter().enumerate() {
        let Some(value) = value(word) else { continue };
        let noun = words.counted.iter().filter(|noun| {
            let parts: Vec<&str> = noun.split(' ').collect();
            folded.len() > at + parts.len() && parts.iter().zip(&folded[at + 1..]).all(|(a, b)| a == b)
        });
        if let Some(noun) = noun.max_by_key(|n| n.len()) {
            found.push((
                noun.clone(),
                value,
                format!("{word} {}", text[at + 1..=at + noun.split(' ').count()].join(" ")),
            ));
        }
    }
    found
}

/// `1.200` and `1,200` are twelve hundred; a decimal is nothing that is counted.
fn value(word: &str) -> Option<f64> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let grouped = word.split(['.', ',']).skip(1).all(|group| group.len() == 3);
    let plain = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    (plain && grouped && !digits.is_empty()).then(|| digits.parse().ok()).flatten()
}

/// Two firsts of the same kind that are years apart.
fn firsts<C: Reported>(events: &[Event<C>], words: &Words) -> Vec<Dispute> {
    const APART: i64 = 60;
    let mut found = Vec::new();
    for group in by_parties(events).into_values() {
        let first: Vec<(usize, usize)> = group
            .iter()
            .filter_map(|i| {
                let event = &events[*i];
                let j = event.claims.iter().position(|c| is_first(c.claim(), words))?;
                (event.status == Status::Happened).then_some((*i, j))
            })
            .collect();
        for (n, (i, j)) in first.iter().enumerate() {
            for (k, l) in &first[n + 1..] {
                let (a, b) = (&events[*i].claims[*j], &events[*k].claims[*l]);
                let (x, y) = (a.claim(), b.claim());
                // A date that is only reckoned from the article's course is no ground for a contradiction.
                let stated = |c: &&Claim| c.date_basis == Some(DateBasis::Stated);
                let day = |c: &Claim| Some(c).filter(stated)?.date.as_ref().and_then(Edtf::bounds);
                let (Some(one), Some(two)) = (day(x), day(y)) else { continue };
                let apart = number(one.0) - number(two.1) > APART || number(two.0) - number(one.1) > APART;
                let alike = likeness(&content(x), &content(y));
                if apart && actors(x) == actors(y) && alike.shared >= SHARED && alike.contained >= ALIKE {
                    found.push(of_claims(DisputeKind::First, events, [(*i, *j), (*k, *l)], date_of));
                }
            }
        }
    }
    found
}

fn is_first(claim: &Claim, words: &Words) -> bool {
    let folded = format!(" {} ", fold(&claim.quote));
    claim.quote.split_whitespace().count() < 40
        && words.firsts.iter().any(|w| folded.contains(&format!(" {w} ")))
}

/// So many days behind an announcement it can still be called off.
const WITHIN: i64 = 400;

/// An announced act that a later report calls off.
fn superseded<C: Reported>(events: &[Event<C>]) -> Vec<Dispute> {
    let mut found = Vec::new();
    for group in by_parties(events).into_values() {
        let claims: Vec<(usize, usize)> =
            group.iter().flat_map(|i| (0..events[*i].claims.len()).map(move |j| (*i, j))).collect();
        let claim = |(i, j): (usize, usize)| &events[i].claims[j];
        let of = |wanted: fn(Status) -> bool| {
            claims.iter().copied().filter(move |c| wanted(claim(*c).claim().status)).collect::<Vec<_>>()
        };
        let sure = |c: &(usize, usize)| claim(*c).claim().confidence >= SURE;
        let planned: Vec<_> = of(|s| s == Status::Scheduled).into_iter().filter(sure).collect();
        let happened = of(|s| s == Status::Happened);
        // The last word on it, and for it the plan that is told most alike.
        let announced = Announced::embedded();
        let is_off = |c: &(usize, usize)| announced.is_called_off(&claim(*c).claim().quote);
        for late in of(|s| s == Status::CalledOff).into_iter().filter(|c| sure(c) && is_off(c)) {
            let late_words = content(claim(late).claim());
            let fits = |early: &(usize, usize)| {
                let (a, b) = (claim(*early), claim(late));
                let (x, y) = (a.claim(), b.claim());
                let same_day = match (&x.date, &y.date) {
                    (Some(one), Some(two)) => near(one, two),
                    _ => true,
                };
                let stated = |c: &Claim| {
                    let date = c.date.as_ref()?;
                    let fine = date.precision() <= Grain::Month && !date.has_open_year();
                    (fine && c.date_basis == Some(DateBasis::Stated)).then(|| date.clone())
                };
                // One day named by both is of one plan, and what is called off was announced before; so is what the reports of one
                // event tell. Else the report of the plan is surely the earlier one, and not by years.
                let one_day = stated(x).zip(stated(y)).is_some_and(|(a, b)| near(&a, &b));
                let published = |c: &C| c.published().and_then(|d| d.bounds());
                let in_time = a.document() == b.document()
                    || early.0 == late.0
                    || one_day
                    || published(a)
                        .zip(published(b))
                        .is_some_and(|(one, two)| one.1 < two.0 && number(two.0) - number(one.1) < WITHIN);
                if !same_day || !in_time || x.sentence == y.sentence || announced.tells_of_end(&x.quote) {
                    return None;
                }
                let alike = likeness(&content(x), &late_words);
                (alike.shared >= 4 && alike.contained >= TOLD_OFF).then_some(*early)
            };
            let Some(early) = planned.iter().filter_map(fits).min_by_key(|e| place(claim(*e))) else {
                continue;
            };
            // What others tell to have happened at that time was not called off, or came about after all.
            let came = |c: &(usize, usize)| {
                let happened = claim(*c).claim();
                let at = |other: (usize, usize)| {
                    let dates = happened.date.as_ref().zip(claim(other).claim().date.as_ref());
                    dates.is_some_and(|(a, b)| When::of(a).agrees(&When::of(b)))
                };
                claim(*c).text() != claim(late).text() && (at(late) || at(early))
            };
            if happened.iter().any(came) {
                continue;
            }
            let status = |c: &Claim| c.status.name().to_owned();
            found.push(of_claims(DisputeKind::Superseded, events, [early, late], status));
        }
    }
    // Many reports call one thing off: one line tells it.
    found.sort_by(|a, b| (&a.about, &a.id).cmp(&(&b.about, &b.id)));
    found.dedup_by(|a, b| a.about == b.about);
    found
}

/// Whether two dates can be of one plan: within some weeks, an open year fitting any.
fn near(a: &Edtf, b: &Edtf) -> bool {
    const WEEKS: i64 = 45;
    match (a.bounds(), b.bounds()) {
        (Some(p), Some(q)) => number(p.0) - number(q.1) <= WEEKS && number(q.0) - number(p.1) <= WEEKS,
        _ => When::of(a).agrees(&When::of(b)),
    }
}

/// One person, one body, two roles of which one is below the other, in one document: at another time somebody is
/// something else.
fn roles<T: Told>(told: &[T], persons: &[Person], words: &Words) -> Vec<Dispute> {
    let mut found = Vec::new();
    for person in persons {
        // A head of state is named ten thousand times: only what one document says is compared.
        let mut documents: BTreeMap<&str, Vec<Titled<'_>>> = BTreeMap::new();
        for i in &person.told {
            if let Asserted::Naming(naming) = &told[*i].assertion().asserted
                && let Some(title) = naming.title.as_deref()
            {
                let titled =
                    Titled { told: *i, title, words: fold(title).split(' ').map(str::to_owned).collect() };
                documents.entry(told[*i].document()).or_default().push(titled);
            }
        }
        for titles in documents.values() {
            for (n, one) in titles.iter().enumerate() {
                let others = titles[n + 1..].iter().filter(|other| one.contradicts(other, words));
                found.extend(others.map(|other| two_roles(told, person, one, other)));
            }
        }
    }
    found
}

/// A title that a person is given.
struct Titled<'a> {
    told: usize,
    title: &'a str,
    /// Folded.
    words: Vec<String>,
}

impl Titled<'_> {
    /// Whether one of two titles is that of the head of a body and the other of somebody below.
    fn contradicts(&self, other: &Titled<'_>, words: &Words) -> bool {
        let body = self.words.iter().rev().zip(other.words.iter().rev()).take_while(|(a, b)| a == b).count();
        if body < BODY || self.words.len() == body && other.words.len() == body {
            return false;
        }
        let office = |all: &[String]| all[..all.len() - body].join(" ");
        let is = |list: &[String], office: &str| {
            list.iter().any(|w| {
                office.strip_prefix(w.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
        };
        let (a, b) = (office(&self.words), office(&other.words));
        (is(&words.heads, &a) && is(&words.seconds, &b)) || (is(&words.seconds, &a) && is(&words.heads, &b))
    }
}

fn two_roles<T: Told>(told: &[T], person: &Person, one: &Titled<'_>, other: &Titled<'_>) -> Dispute {
    let side = |t: &Titled<'_>| Side { value: t.title.to_owned(), ground: Ground::Assertion(t.told) };
    let place = |t: &Titled<'_>| format!("{} {:?}", told[t.told].document(), told[t.told].assertion().at);
    let sides = [side(one), side(other)];
    dispute(DisputeKind::Role, &person.name, person.codes.clone(), sides, &[place(one), place(other)])
}

/// The fewest words of a body's name that two titles share.
const BODY: usize = 3;

#[cfg(test)]
mod tests;
