//! `entente actor`: with whom one deals, who acts for it, its bodies; roles and events of a person; names of a body.

use crate::args::{Actor, Format};
use crate::ask;
use crate::commands::{body, person};
use crate::output::{FAINT, Output, STRONG};
use crate::table::Table;
use anyhow::Result;
use entente_ask::actor::{latest, partners, persons};
use entente_ask::{bodies, events, lookup};
use entente_ledger::EventRow;
use entente_resolve::bodies::Body;
use entente_world::World;

/// How many partners, persons and bodies are listed.
const PARTNERS: usize = 10;
const PERSONS: usize = 10;
const BODIES: usize = 10;
/// How many of the latest events are listed.
pub const LATEST: usize = 10;

/// Prints one polity's partners, persons and latest events; all its events as JSON or CSV.
pub fn run(args: &Actor, out: &mut Output) -> Result<()> {
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let bodies = bodies::all(&ledger)?;
    if body::run(args, &ledger, &bodies, out)? {
        return Ok(());
    }
    let polity = match lookup::polity(&args.a) {
        Ok(polity) => polity,
        Err(unknown) => return if person::run(args, &ledger, out)? { Ok(()) } else { Err(unknown.into()) },
    };
    let mut found = events::find(&ledger, &args.asked.filter.choice(), vec![polity.code.clone()], false)?;
    let item = polity.wikidata.as_ref().map(|q| format!(", {q}")).unwrap_or_default();
    let heading = format!("{} ({}{item})", polity.name("en"), polity.code);
    if args.asked.format != Format::Table || found.events.is_empty() {
        return ask::print(out, &args.asked, &found, &heading);
    }
    out.line(&out.paint(STRONG, &format!("{heading}: {}", ask::events(found.events.len()))))?;
    print_partners(out, &found.events, &polity.code)?;
    print_persons(out, &found.events, &polity.code)?;
    print_bodies(out, &bodies, &polity.code)?;
    latest(&mut found.events, LATEST);
    ask::print(out, &args.asked, &found, "Latest events")?;
    out.line(&out.paint(FAINT, &format!("all: entente timeline {}", polity.code)))?;
    Ok(())
}

fn print_partners(out: &mut Output, events: &[EventRow], code: &str) -> Result<()> {
    let partners = partners(events, code);
    let mut table = Table::new(&["*Partner", "Events", "Cooperation", "Conflict"]);
    for p in partners.iter().take(PARTNERS) {
        table.row([
            lookup::name(&p.code).to_owned(),
            p.events().to_string(),
            p.cooperation.to_string(),
            p.conflict.to_string(),
        ]);
    }
    print(out, &table, partners.len())
}

fn print_persons(out: &mut Output, events: &[EventRow], code: &str) -> Result<()> {
    let persons = persons(events, code);
    let mut table = Table::new(&["*Acts for it", "As", "Events"]);
    for p in persons.iter().take(PERSONS) {
        table.row([p.name.clone(), role_name(&p.role), p.events.to_string()]);
    }
    print(out, &table, persons.len())
}

fn print_bodies(out: &mut Output, all: &[Body], code: &str) -> Result<()> {
    let bodies: Vec<&Body> = all.iter().filter(|b| b.code == code).collect();
    let mut table = Table::new(&["*Body", "Also", "Reports"]);
    for b in bodies.iter().take(BODIES) {
        table.row([b.name.clone(), b.variants.first().cloned().unwrap_or_default(), b.reports.to_string()]);
    }
    print(out, &table, bodies.len())
}

fn role_name(id: &str) -> String {
    World::embedded().role(id).map_or_else(|| id.replace('_', " "), |r| r.id.replace('_', " "))
}

/// Prints a table that has rows, and a blank line below it.
pub fn print(out: &mut Output, table: &Table, rows: usize) -> Result<()> {
    if rows == 0 {
        return Ok(());
    }
    table.print_plain(out)?;
    out.line("")?;
    Ok(())
}
