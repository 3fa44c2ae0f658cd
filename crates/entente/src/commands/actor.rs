//! `entente actor`: with whom one deals, and who acts for it; roles and events of a person.

use crate::args::{Actor, Format};
use crate::ask::{self, Found};
use crate::commands::person;
use crate::lookup;
use crate::output::{FAINT, Output, STRONG};
use crate::table::Table;
use anyhow::Result;
use entente_ledger::EventRow;
use entente_text::{Category, Party};
use entente_world::World;
use std::collections::BTreeMap;

/// How many partners, persons and events are listed.
const PARTNERS: usize = 10;
const PERSONS: usize = 10;
const LATEST: usize = 10;

/// Prints one polity's partners, persons and latest events; all its events as JSON or CSV.
pub fn run(args: &Actor, out: &mut Output) -> Result<()> {
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let Ok(polity) = lookup::polity(&args.a) else {
        return if person::run(args, &ledger, out)? { Ok(()) } else { person::unknown(args) };
    };
    let mut found = ask::find(&ledger, &args.asked.filter, vec![polity.code.clone()], false)?;
    let item = polity.wikidata.as_ref().map(|q| format!(", {q}")).unwrap_or_default();
    let heading = format!("{} ({}{item})", polity.name("en"), polity.code);
    if args.asked.format != Format::Table || found.events.is_empty() {
        return ask::print(out, &args.asked, &found, &heading);
    }
    out.line(&out.paint(STRONG, &format!("{heading}: {}", ask::events(found.events.len()))))?;
    partners(out, &found.events, &polity.code)?;
    persons(out, &found.events, &polity.code)?;
    latest(&mut found);
    ask::print(out, &args.asked, &found, "Latest events")?;
    out.line(&out.paint(FAINT, &format!("all: entente timeline {}", polity.code)))?;
    Ok(())
}

/// The last events by date; undated ones say nothing of when.
pub fn latest(found: &mut Found) {
    found.events.retain(|e| e.date.as_ref().is_some_and(|d| !d.has_open_year()));
    let cut = found.events.len().saturating_sub(LATEST);
    found.events.drain(..cut);
}

#[derive(Default)]
struct Dealings {
    together: usize,
    against: usize,
}

fn partners(out: &mut Output, events: &[EventRow], code: &str) -> Result<()> {
    let mut partners: BTreeMap<&str, Dealings> = BTreeMap::new();
    for event in events {
        for partner in facing(event, code) {
            let dealings = partners.entry(partner).or_default();
            *if is_conflict(event.category) { &mut dealings.against } else { &mut dealings.together } += 1;
        }
    }
    let mut partners: Vec<_> = partners.into_iter().collect();
    partners.sort_by_key(|(code, d)| (std::cmp::Reverse(d.together + d.against), *code));
    let mut table = Table::new(&["*Partner", "Events", "Cooperation", "Conflict"]);
    for (code, d) in partners.iter().take(PARTNERS) {
        table.row([
            lookup::name(code).to_owned(),
            (d.together + d.against).to_string(),
            d.together.to_string(),
            d.against.to_string(),
        ]);
    }
    print(out, &table, partners.len())
}

/// Whom a polity faces in an event: the other side, or all others where they act together.
pub fn facing<'a>(event: &'a EventRow, code: &str) -> Vec<&'a str> {
    let has = |side: &[Party]| side.iter().any(|p| p.code == code);
    let mut others: Vec<&str> = match (event.symmetric, has(&event.actors), has(&event.recipients)) {
        (true, ..) => event.actors.iter().chain(&event.recipients).map(|p| p.code.as_str()).collect(),
        (false, true, _) => event.recipients.iter().map(|p| p.code.as_str()).collect(),
        (false, false, _) => event.actors.iter().map(|p| p.code.as_str()).collect(),
    };
    others.retain(|c| *c != code);
    others.sort_unstable();
    others.dedup();
    others
}

/// The half of the categories that PLOVER counts as conflict.
fn is_conflict(category: Category) -> bool {
    category >= Category::Request
}

fn persons(out: &mut Output, events: &[EventRow], code: &str) -> Result<()> {
    let mut persons: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for party in events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)).filter(|p| p.code == code) {
        if let Some(name) = &party.name {
            *persons.entry((name, party.role.as_deref().unwrap_or_default())).or_default() += 1;
        }
    }
    let mut persons: Vec<_> = persons.into_iter().collect();
    persons.sort_by_key(|(person, n)| (std::cmp::Reverse(*n), *person));
    let mut table = Table::new(&["*Acts for it", "As", "Events"]);
    for ((name, role), n) in persons.iter().take(PERSONS) {
        table.row([(*name).to_owned(), role_name(role), n.to_string()]);
    }
    print(out, &table, persons.len())
}

fn role_name(id: &str) -> String {
    World::embedded().role(id).map_or_else(|| id.replace('_', " "), |r| r.id.replace('_', " "))
}

pub fn print(out: &mut Output, table: &Table, rows: usize) -> Result<()> {
    if rows == 0 {
        return Ok(());
    }
    for line in table.text(out.width) {
        out.line(&line)?;
    }
    out.line("")?;
    Ok(())
}
