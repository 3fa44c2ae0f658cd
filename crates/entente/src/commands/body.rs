//! `entente actor` of a body: its names, who acts for it, its events.

use crate::args::{Actor, Format};
use crate::ask;
use crate::commands::actor;
use crate::output::{FAINT, Output, STRONG};
use crate::table::Table;
use anyhow::Result;
use entente_ask::actor::latest;
use entente_ask::bodies::{self, Known};
use entente_ask::{events, lookup};
use entente_ledger::Ledger;
use entente_resolve::bodies::Body;

/// How many persons are listed.
const PERSONS: usize = 10;

/// Prints the one of `all` bodies that a typed name means. `false` where none is.
pub fn run(args: &Actor, ledger: &Ledger, all: &[Body], out: &mut Output) -> Result<bool> {
    let known = bodies::find(ledger, &args.asked.filter.choice(), all, &args.a)?;
    let Some(known) = known else { return Ok(false) };
    match args.asked.format {
        Format::Json => out.json_array(&[known.record()])?,
        Format::Csv => out.csv(events::rows(&known.found.events))?,
        Format::Table => table(out, args, known)?,
    }
    Ok(true)
}

fn table(out: &mut Output, args: &Actor, mut known: Known) -> Result<()> {
    let Body { name, variants, sort, code, reports, .. } = &known.body;
    let head = [
        name.clone(),
        sort.replace('_', " "),
        format!("acts for {}", lookup::name(code)),
        ask::count(*reports, "report"),
    ];
    out.line(&out.paint(STRONG, &head.join(" · ")))?;
    if !variants.is_empty() {
        out.line(&out.paint(FAINT, &format!("also: {}", variants.join(", "))))?;
    }
    out.line("")?;
    let mut table = Table::new(&["*Acts for it", "Reports"]);
    for (person, n) in known.persons.iter().take(PERSONS) {
        table.row([person.clone(), n.to_string()]);
    }
    actor::print(out, &table, known.persons.len())?;
    latest(&mut known.found.events, actor::LATEST);
    ask::print(out, &args.asked, &known.found, "Latest events")?;
    Ok(())
}
