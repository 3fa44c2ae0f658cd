//! `entente actor` of a person: roles over time, partners, events.

use crate::args::{Actor, Format};
use crate::ask::{self, Found};
use crate::commands::actor;
use crate::lookup;
use crate::output::{FAINT, Output, STRONG};
use crate::table::Table;
use anyhow::{Result, bail};
use entente::Record;
use entente_ledger::{Ledger, StoredAssertion};
use entente_resolve::persons::{self, Held, Person};
use entente_text::{Edtf, Party};
use entente_world::World;
use entente_world::history::fold;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many namesakes and how many words of articles are listed.
const NAMESAKES: usize = 8;
const QUOTES: usize = 3;

/// A person as the outside sees them.
#[derive(Debug, Serialize)]
struct PersonRecord {
    name: String,
    variants: Vec<String>,
    polities: Vec<String>,
    wikidata: Option<String>,
    known: bool,
    reports: usize,
    roles: Vec<RoleRecord>,
    partners: BTreeMap<String, usize>,
    events: Vec<Record>,
}

#[derive(Debug, Serialize)]
struct RoleRecord {
    role: Option<String>,
    title: Option<String>,
    polity: Option<String>,
    since: String,
    until: String,
    /// `world`, or `reports`: then the dates are those of the articles.
    basis: &'static str,
    claims: Vec<Naming>,
}

#[derive(Debug, Serialize)]
struct Naming {
    doc: String,
    quote: String,
    start: u32,
    end: u32,
}

/// Prints the person that a typed name means, where articles name one. `false` where none is.
pub fn run(args: &Actor, ledger: &Ledger, out: &mut Output) -> Result<bool> {
    let told = ledger.assertions_of("naming")?;
    let all = persons::persons(&told);
    let found = persons::find(&all, &args.a);
    let [person, others @ ..] = found.as_slice() else { return Ok(false) };
    let events = events_of(ledger, args, person)?;
    match args.asked.format {
        Format::Json => out.json_array(&[record(person, &told, &events)])?,
        Format::Csv => ask::csv(out, &events.events)?,
        Format::Table => table(out, args, person, &told, events)?,
    }
    if !others.is_empty() && args.asked.format == Format::Table {
        let names: Vec<String> = others.iter().take(NAMESAKES).map(|p| label(p)).collect();
        out.line(&out.paint(FAINT, &format!("others of that name: {}", names.join(", "))))?;
    }
    Ok(true)
}

/// An error for a name that is neither a polity's nor a person's.
pub fn unknown(args: &Actor) -> Result<()> {
    match lookup::polity(&args.a) {
        Err(e) => Err(e),
        Ok(_) => bail!("nobody is known by the name {:?}", args.a),
    }
}

fn label(person: &Person) -> String {
    match person.codes.first() {
        Some(code) => format!("{} ({code})", person.name),
        None => person.name.clone(),
    }
}

/// Events in which the person acts or is met.
fn events_of(ledger: &Ledger, args: &Actor, person: &Person) -> Result<Found> {
    let parties = person.codes.first().map(|c| vec![c.clone()]).unwrap_or_default();
    let mut found = ask::find(ledger, &args.asked.filter, parties, false)?;
    let names: Vec<Vec<String>> =
        std::iter::once(&person.name).chain(&person.variants).map(|n| words(n)).collect();
    let is = |party: &Party| {
        party.name.as_deref().map(words).is_some_and(|w| {
            !w.is_empty()
                && names.iter().any(|n| w.iter().all(|x| n.contains(x)) || n.iter().all(|x| w.contains(x)))
        })
    };
    found.events.retain(|e| e.actors.iter().chain(&e.recipients).any(is));
    Ok(found)
}

fn words(name: &str) -> Vec<String> {
    fold(name).split(' ').filter(|w| w.chars().count() > 1).map(str::to_owned).collect()
}

fn partners(person: &Person, events: &Found) -> BTreeMap<String, usize> {
    let mut partners = BTreeMap::new();
    for event in &events.events {
        for code in person.codes.first().map(|c| actor::facing(event, c)).unwrap_or_default() {
            *partners.entry(code.to_owned()).or_default() += 1;
        }
    }
    partners
}

fn record(person: &Person, told: &[StoredAssertion], events: &Found) -> PersonRecord {
    PersonRecord {
        name: person.name.clone(),
        variants: person.variants.clone(),
        polities: person.codes.clone(),
        wikidata: person.wikidata.clone(),
        known: person.known,
        reports: person.reports,
        roles: person.roles.iter().map(|r| role_record(r, told)).collect(),
        partners: partners(person, events),
        events: events.events.iter().map(Record::with_reports).collect(),
    }
}

fn role_record(held: &Held, told: &[StoredAssertion]) -> RoleRecord {
    let text = |d: &Option<Edtf>| d.as_ref().map(ToString::to_string).unwrap_or_default();
    let naming = |i: &usize| {
        let a = &told[*i].assertion;
        Naming {
            doc: told[*i].source.name.clone(),
            quote: a.quote.clone(),
            start: a.at.span.start,
            end: a.at.span.end,
        }
    };
    RoleRecord {
        role: held.role.clone(),
        title: held.title.clone(),
        polity: held.code.clone(),
        since: text(&held.since),
        until: text(&held.until),
        basis: if held.told.is_empty() { "world" } else { "reports" },
        claims: held.told.iter().map(naming).collect(),
    }
}

fn table(
    out: &mut Output,
    args: &Actor,
    person: &Person,
    told: &[StoredAssertion],
    mut events: Found,
) -> Result<()> {
    let mut head = vec![label(person)];
    head.extend(person.wikidata.clone());
    head.push(ask::count(person.reports, "report"));
    out.line(&out.paint(STRONG, &head.join(" · ")))?;
    if !person.variants.is_empty() {
        out.line(&out.paint(FAINT, &format!("also: {}", person.variants.join(", "))))?;
    }
    roles(out, person, told)?;
    let mut others: Vec<_> = partners(person, &events).into_iter().collect();
    others.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), code.clone()));
    let mut table = Table::new(&["*Partner", "Events"]);
    for (code, n) in &others {
        table.row([lookup::name(code).to_owned(), n.to_string()]);
    }
    actor::print(out, &table, others.len())?;
    actor::latest(&mut events);
    ask::print(out, &args.asked, &events, "Latest events")
}

fn roles(out: &mut Output, person: &Person, told: &[StoredAssertion]) -> Result<()> {
    let mut table = Table::new(&["Since", "Until", "*Role", "For", "*Known from"]);
    for held in &person.roles {
        let text = |d: &Option<Edtf>| d.as_ref().map(ToString::to_string).unwrap_or_default();
        let role = held.role.as_deref().and_then(|id| World::embedded().role(id)).map(|r| r.name_en.clone());
        let named = match (&held.title, role) {
            (Some(title), _) => title.clone(),
            (None, role) => role.unwrap_or_default(),
        };
        let docs: Vec<&str> = held.told.iter().take(QUOTES).map(|i| told[*i].source.name.as_str()).collect();
        let (since, until, from) = if held.told.is_empty() {
            (text(&held.since), text(&held.until), "reference world".to_owned())
        } else {
            // Of a title in an article nothing is known but when it was printed.
            (String::new(), String::new(), docs.join(", "))
        };
        let code = held.code.as_deref().map(lookup::name).unwrap_or_default().to_owned();
        table.row([since, until, named, code, from]);
    }
    out.line("")?;
    actor::print(out, &table, person.roles.len())
}
