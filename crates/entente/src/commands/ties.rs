//! `entente ties`: what ties two polities, since when and until when.

use crate::args::{Format, Ties as Args};
use crate::ask;
use crate::output::{Output, STRONG};
use crate::table::Table;
use anyhow::Result;
use entente_ask::ties::{self, TieChoice, TieRecord};
use entente_ask::{DEFAULT_CONFIDENCE, lookup};

/// Prints the ties of one polity, of two, or all that articles tell of.
pub fn run(args: &Args, out: &mut Output) -> Result<()> {
    let codes = lookup::codes([args.a.as_deref(), args.b.as_deref()])?;
    let ledger = ask::open(&args.at, args.known_by.as_ref())?;
    let choice = TieChoice {
        among: codes.clone(),
        on: args.as_of.clone(),
        kinds: args.kinds.clone(),
        outlet: args.outlet.clone(),
    };
    let records = ties::find(&ledger, &choice, DEFAULT_CONFIDENCE)?;
    match args.format {
        Format::Json => Ok(out.json_array(&records)?),
        Format::Csv => Ok(out.csv(ties::rows(&records))?),
        Format::Table => table(out, &records, &codes, args),
    }
}

fn table(out: &mut Output, records: &[TieRecord], codes: &[String], args: &Args) -> Result<()> {
    let names: Vec<&str> = codes.iter().map(|c| lookup::name(c)).collect();
    let whose = if names.is_empty() { "Ties".to_owned() } else { names.join(" and ") };
    let when = args.as_of.as_ref().map(|d| format!(" in {d}")).unwrap_or_default();
    if records.is_empty() {
        return Ok(out.line(&format!("{whose}{when}: no ties found"))?);
    }
    out.line(&out.paint(STRONG, &format!("{whose}{when}: {}", ask::count(records.len(), "tie"))))?;
    let mut table = Table::new(&["Since", "Until", "What", "*Between", "Status"]);
    for r in records {
        let what = match (&r.name, r.kind) {
            (Some(name), "partnership") => format!("{} {name}", r.kind),
            _ => r.kind.to_owned(),
        };
        let side = |codes: &[String]| codes.iter().map(|c| lookup::name(c)).collect::<Vec<_>>().join(", ");
        let between = format!("{} – {}", side(&r.from), side(&r.to));
        let cells = [r.since.clone(), r.until.clone(), what, between, r.status.replace('_', " ")];
        table.row_with_note(cells, &note(r));
    }
    table.print(out)?;
    Ok(())
}

/// The words that say most, and how many say so.
fn note(record: &TieRecord) -> String {
    let told: Vec<_> = record.claims.iter().filter(|c| c.doc != "world").collect();
    let Some(first) = told.first() else { return "reference world".to_owned() };
    let from = first.outlet.as_ref().unwrap_or(&first.doc);
    let more = match told.len() {
        1 => String::new(),
        n => format!(", and {} more", n - 1),
    };
    let world = if told.len() < record.claims.len() { "; reference world" } else { "" };
    format!("“{}” ({from}{more}{world})", first.quote)
}
