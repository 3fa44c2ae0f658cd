//! `entente actor` of a person: roles over time, partners, events.

use crate::args::{Actor, Format};
use crate::ask;
use crate::commands::actor;
use crate::output::{FAINT, Output, STRONG};
use crate::table::Table;
use anyhow::Result;
use entente_ask::actor::latest;
use entente_ask::person::{self, Known};
use entente_ask::record::edtf;
use entente_ask::{events, lookup};
use entente_ledger::Ledger;
use entente_resolve::persons::Person;
use entente_world::World;

/// How many namesakes and how many words of articles are listed.
const NAMESAKES: usize = 8;
const QUOTES: usize = 3;

/// Prints the person that a typed name means, where articles name one. `false` where none is.
pub fn run(args: &Actor, ledger: &Ledger, out: &mut Output) -> Result<bool> {
    let Some(known) = person::find(ledger, &args.asked.filter.choice(), &args.a)? else { return Ok(false) };
    match args.asked.format {
        Format::Json => out.json_array(&[known.record()])?,
        Format::Csv => out.csv(events::rows(&known.found.events))?,
        Format::Table => table(out, args, known)?,
    }
    Ok(true)
}

fn label(person: &Person) -> String {
    match person.codes.first() {
        Some(code) => format!("{} ({code})", person.name),
        None => person.name.clone(),
    }
}

fn table(out: &mut Output, args: &Actor, mut known: Known) -> Result<()> {
    let person = &known.person;
    let mut head = vec![label(person)];
    head.extend(person.wikidata.clone());
    head.push(ask::count(person.reports, "report"));
    out.line(&out.paint(STRONG, &head.join(" · ")))?;
    if !person.variants.is_empty() {
        out.line(&out.paint(FAINT, &format!("also: {}", person.variants.join(", "))))?;
    }
    roles(out, &known)?;
    let mut others: Vec<_> = known.partners().into_iter().collect();
    others.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), code.clone()));
    let mut table = Table::new(&["*Partner", "Events"]);
    for (code, n) in &others {
        table.row([lookup::name(code).to_owned(), n.to_string()]);
    }
    actor::print(out, &table, others.len())?;
    latest(&mut known.found.events, actor::LATEST);
    ask::print(out, &args.asked, &known.found, "Latest events")?;
    if !known.others.is_empty() {
        let names: Vec<String> = known.others.iter().take(NAMESAKES).map(label).collect();
        out.line(&out.paint(FAINT, &format!("others of that name: {}", names.join(", "))))?;
    }
    Ok(())
}

fn roles(out: &mut Output, Known { person, told, .. }: &Known) -> Result<()> {
    let mut table = Table::new(&["Since", "Until", "*Role", "For", "*Known from"]);
    for held in &person.roles {
        let role = held.role.as_deref().and_then(|id| World::embedded().role(id)).map(|r| r.name_en.clone());
        let named = match (&held.title, role) {
            (Some(title), _) => title.clone(),
            (None, role) => role.unwrap_or_default(),
        };
        let docs: Vec<&str> = held.told.iter().take(QUOTES).map(|i| told[*i].source.name.as_str()).collect();
        let (since, until, from) = if held.told.is_empty() {
            (edtf(held.since.as_ref()), edtf(held.until.as_ref()), "reference world".to_owned())
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
