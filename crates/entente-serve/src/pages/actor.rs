//! An actor: a polity with its partners and those who act for it, or a person with roles over time.

use super::{canonical, network};
use crate::answer::{View, json};
use crate::app::Scene;
use crate::asked::{Asked, Format, address, path};
use crate::parts::events::list;
use crate::parts::{lines, links};
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::actor::{Acting, Partner};
use entente_ask::person::{Known, PersonRecord};
use entente_ask::{AskError, Record, actor, events, lookup};
use entente_ledger::{EventFilter, EventRow, LineFilter, QuotationRow, Slice};
use entente_world::World;
use maud::{Markup, html};
use serde::Serialize;

/// How much of each is shown.
const PARTNERS: usize = 25;
const PERSONS: usize = 12;
const LATEST: usize = 12;
const WORDS: usize = 5;

/// An actor.
pub enum Actor {
    /// A state, organisation or group.
    Polity(Box<Polity>),
    /// A person.
    Person(Box<Person>),
}

/// A polity with what it does.
pub struct Polity {
    code: String,
    total: usize,
    partners: Vec<Partner>,
    near: Vec<network::Line>,
    persons: Vec<Acting>,
    latest: Vec<EventRow>,
    words: Vec<QuotationRow>,
}

/// A person with what they did.
pub struct Person {
    record: PersonRecord,
    others: Vec<(String, Vec<String>)>,
    latest: Vec<EventRow>,
    words: Vec<QuotationRow>,
}

/// A polity as data.
#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    name: &'a str,
    kind: &'a str,
    wikidata: Option<&'a str>,
    events: usize,
    partners: &'a [Partner],
    persons: &'a [Acting],
    latest: Vec<Record>,
}

/// Finds a polity by any of its names, else a person.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Actor, Problem> {
    let typed = asked.args.first().map_or("", String::as_str);
    match lookup::polity(typed) {
        Ok(polity) => {
            canonical(asked, &["actor", &polity.code])?;
            Ok(Actor::Polity(Box::new(self::polity(ledger, asked, &polity.code)?)))
        }
        Err(unknown) => match person(ledger, asked, typed)? {
            Some(person) => Ok(Actor::Person(Box::new(person))),
            None => Err(unknown.into()),
        },
    }
}

fn polity(ledger: &Desk<'_>, asked: &Asked, code: &str) -> Result<Polity, Problem> {
    let filter = EventFilter {
        parties: vec![code.to_owned()],
        min_confidence: Some(asked.choice.threshold()),
        ..asked.choice.events()?
    };
    let persons = ledger.persons_of(code, &filter, PERSONS)?;
    let top = |limit| Slice { newest_first: true, offset: 0, limit };
    let said = LineFilter {
        codes: vec![code.to_owned()],
        min_confidence: Some(asked.choice.threshold()),
        kinds: vec!["direct".to_owned()],
        ..LineFilter::default()
    };
    Ok(Polity {
        code: code.to_owned(),
        total: ledger.count_events(&filter)?,
        near: if asked.format == Format::Page { network::near(ledger, &filter, code)? } else { Vec::new() },
        partners: actor::partners_of(ledger, code, &filter, PARTNERS)?,
        persons: persons.into_iter().map(|(name, role, events)| Acting { name, role, events }).collect(),
        latest: ledger.events_slice(&filter, top(LATEST))?,
        words: ledger.quotations_slice(&said, top(WORDS))?,
    })
}

fn person(ledger: &Desk<'_>, asked: &Asked, typed: &str) -> Result<Option<Person>, Problem> {
    let people = ledger.people()?;
    let Some(known) = Known::among(ledger, &people, &asked.choice, typed).map_err(Problem::from)? else {
        return Ok(None);
    };
    let filter = LineFilter {
        words: known.person.name.split_whitespace().map(str::to_owned).collect(),
        codes: known.person.codes.first().cloned().into_iter().collect(),
        ..LineFilter::default()
    };
    let record = known.record();
    let words = ledger.quotations_slice(&filter, Slice { newest_first: true, offset: 0, limit: WORDS })?;
    let mut latest = known.found.events;
    actor::latest(&mut latest, LATEST);
    latest.reverse();
    let others = known.others.into_iter().take(PERSONS).map(|p| (p.name, p.codes)).collect();
    Ok(Some(Person { record, others, latest, words }))
}

impl View for Actor {
    fn title(&self, scene: Scene<'_>) -> String {
        match self {
            Self::Polity(polity) => scene.words.full_name(&polity.code).to_owned(),
            Self::Person(person) => person.record.name.clone(),
        }
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        match self {
            Self::Polity(polity) => polity.page(scene),
            Self::Person(person) => person.page(scene),
        }
    }

    fn data(&self, _: &Asked) -> Result<String, Problem> {
        match self {
            Self::Person(person) => json(&person.record),
            Self::Polity(polity) => {
                let Some(known) = World::embedded().polity(&polity.code) else {
                    return Err(AskError::Data(polity.code.clone()).into());
                };
                json(&Told {
                    code: &polity.code,
                    name: known.name("en"),
                    kind: known.kind.name(),
                    wikidata: known.wikidata.as_deref(),
                    events: polity.total,
                    partners: &polity.partners,
                    persons: &polity.persons,
                    latest: polity.latest.iter().map(Record::with_reports).collect(),
                })
            }
        }
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(match self {
            Self::Polity(polity) => events::rows(&polity.latest),
            Self::Person(person) => events::rows(&person.latest),
        })
    }
}

impl Polity {
    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        let known = World::embedded().polity(&self.code);
        let list_of =
            |place: &str, key| scene.asked.to(&address(place, std::iter::once((key, self.code.as_str()))));
        html! {
            p.tally {
                code { (self.code) }
                @if let Some(known) = known { " · " (words.name("polity_kind", known.kind.name())) }
                " · " a href=(list_of("/events", "actor")) { (words.count("event", self.total)) }
                " · " a href=(list_of("/network", "around")) { (words.t("nav.network")) }
                " · " a href=(list_of("/plans", "about")) { (words.t("nav.plans")) }
                " · " a href=(list_of("/stances", "about")) { (words.t("nav.stances")) }
                " · " a href=(list_of("/quotes", "about")) { (words.t("nav.quotes")) }
                " · " a href=(list_of("/ties", "a")) { (words.t("nav.ties")) }
                " · " a href=(list_of("/disputes", "a")) { (words.t("nav.disputes")) }
            }
            (network::around(scene, &self.code, &self.near))
            div.columns {
                section {
                    h2 { (words.t("home.newest")) }
                    (list(scene, &self.latest))
                    p { a href=(list_of("/events", "actor")) { (words.t("home.all_events")) } }
                    @if !self.words.is_empty() { h2 { (words.t("about.quotation")) } (lines::quotations(scene, &self.words)) }
                }
                aside {
                    h2 { (words.t("actor.partners")) }
                    table {
                        thead { tr { th { (words.t("actor.partner")) } th.n { (words.t("nav.events")) } th.n { (words.t("actor.cooperation")) } th.n { (words.t("actor.conflict")) } } }
                        tbody { @for p in &self.partners { tr {
                            td { a href=(links::relation_address(scene, &self.code, &p.code)) { (words.polity(&p.code)) } }
                            td.n { (words.number(p.events())) } td.n { (words.number(p.cooperation)) } td.n { (words.number(p.conflict)) }
                        } } }
                    }
                    @if !self.persons.is_empty() {
                        h2 { (words.t("actor.persons")) }
                        table { tbody { @for p in &self.persons { tr {
                            td { a href=(links::actor_address(scene, &p.name)) { (p.name) } @if !p.role.is_empty() { span.role { ", " (words.role(&p.role)) } } }
                            td.n { (words.number(p.events)) }
                        } } } }
                    }
                }
            }
        }
    }
}

impl Person {
    fn page(&self, scene: Scene<'_>) -> Markup {
        let (words, person) = (scene.words, &self.record);
        let mut partners: Vec<_> = person.partners.iter().collect();
        partners.sort_by_key(|(code, n)| (std::cmp::Reverse(**n), (*code).clone()));
        let date = |d: &str| words.date(entente_text::Edtf::parse(d).ok().as_ref());
        html! {
            p.tally {
                @if !person.polities.is_empty() { (links::polities(scene, &person.polities)) " · " }
                (words.count("report", person.reports))
                @if !person.variants.is_empty() { " · " (words.fill("actor.variants", &[("names", &person.variants.join(", "))])) }
            }
            div.columns {
                section {
                    h2 { (words.t("actor.roles")) }
                    table {
                        thead { tr { th { (words.t("tie.since")) } th { (words.t("tie.until")) } th { (words.t("actor.role")) } th { (words.t("actor.for")) } th { (words.t("actor.known_from")) } } }
                        tbody { @for role in &person.roles { tr {
                            @let world = role.basis == "world";
                            td { @if world && !role.since.is_empty() { (date(&role.since)) } }
                            td { @if world && !role.until.is_empty() { (date(&role.until)) } }
                            td { @match (&role.title, &role.role) { (Some(title), _) => (title), (None, Some(id)) => (words.role(id)), _ => "" } }
                            td { @if let Some(code) = &role.polity { (links::polity(scene, code)) } }
                            td.from {
                                @if world { (words.phrases.world) }
                                @for (i, told) in role.claims.iter().take(3).enumerate() {
                                    @if i > 0 { ", " } a href=(scene.asked.to(&path(&["document", &told.doc]))) title=(told.quote) { (told.doc) }
                                }
                            }
                        } } }
                    }
                    h2 { (words.t("home.newest")) }
                    (list(scene, &self.latest))
                }
                aside {
                    @if !partners.is_empty() {
                        h2 { (words.t("actor.partners")) }
                        table { tbody { @for (code, n) in partners { tr { td { (links::polity(scene, code)) } td.n { (n) } } } } }
                    }
                    @if !self.words.is_empty() { h2 { (words.t("about.quotation")) } (lines::quotations(scene, &self.words)) }
                    @if !self.others.is_empty() {
                        h2 { (words.t("actor.others")) }
                        ul { @for (name, codes) in &self.others { li { a href=(links::actor_address(scene, name)) { (name) } " " (links::polities(scene, codes)) } } }
                    }
                }
            }
        }
    }
}
