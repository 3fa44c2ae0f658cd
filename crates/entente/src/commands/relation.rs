//! `entente relation`: what lies between two.

use crate::args::{Format, Relation, Step};
use crate::ask;
use crate::commands::curve as bars;
use crate::output::{Output, STRONG};
use crate::table::Table;
use anyhow::Result;
use entente_ask::{Found, curve, events, lookup};
use entente_resolve::closeness;
use entente_text::Category;
use std::collections::BTreeMap;

/// Prints the relation of two polities in numbers and event by event.
pub fn run(args: &Relation, out: &mut Output) -> Result<()> {
    let (a, b) = lookup::pair(&args.a, &args.b)?;
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let codes = vec![a.code.clone(), b.code.clone()];
    let found = events::find(&ledger, &args.asked.filter.choice(), codes, true)?;
    let heading = format!("{} – {}", lookup::name(&a.code), lookup::name(&b.code));
    let (points, undated) = curve::curve(&found.events, args.step.map(step))?;
    match args.asked.format {
        Format::Json if args.curve => Ok(out.json_array(&points)?),
        Format::Csv if args.curve => Ok(out.csv(curve::rows(&points))?),
        Format::Table if !found.events.is_empty() => {
            numbers(out, &found, &heading)?;
            if !points.is_empty() {
                bars::table(out, &points, undated)?;
            }
            if args.curve { Ok(()) } else { ask::print(out, &args.asked, &found, &heading) }
        }
        _ => ask::print(out, &args.asked, &found, &heading),
    }
}

fn step(typed: Step) -> closeness::Step {
    match typed {
        Step::Month => closeness::Step::Month,
        Step::Quarter => closeness::Step::Quarter,
        Step::Year => closeness::Step::Year,
    }
}

/// Events by category, and the years from the first to the last.
fn numbers(out: &mut Output, found: &Found, heading: &str) -> Result<()> {
    let mut by_category: BTreeMap<Category, Vec<&str>> = BTreeMap::new();
    for event in &found.events {
        let date = event.date.as_ref().map_or("", |d| d.as_str());
        by_category.entry(event.category).or_default().push(date);
    }
    out.line(&out.paint(STRONG, &format!("{heading}: {}", ask::events(found.events.len()))))?;
    let mut table = Table::new(&["Category", "Events", "First", "Last"]);
    for (category, dates) in by_category {
        let dated = || dates.iter().filter(|d| !d.is_empty() && !d.starts_with('X'));
        let year = |d: Option<&&str>| d.and_then(|d| d.get(..4)).unwrap_or_default().to_owned();
        table.row([category.to_string(), dates.len().to_string(), year(dated().min()), year(dated().max())]);
    }
    table.print_plain(out)?;
    out.line("")?;
    Ok(())
}
