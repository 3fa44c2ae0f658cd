//! What the asking commands share: the ledger, and how events are printed.

use crate::args::{Asked, Format, LedgerAt};
use crate::output::{self, FAINT, Output, STRONG};
use crate::table::Table;
use anyhow::{Context, Result, bail};
use entente_ask::events::{self, distinct};
use entente_ask::{Found, Record, lookup};
use entente_ledger::{EventFilter, EventRow, Ledger, LedgerError};
use entente_text::{Edtf, Party};

/// Opens the ledger to ask it, as it would have been on a date where one is given. Documents of a run that was stopped
/// are resolved first.
pub fn open(at: &LedgerAt, as_of: Option<&Edtf>) -> Result<Ledger> {
    let mut ledger = resolved(at)?;
    if let Some(date) = as_of {
        let left = ledger.as_of(date).with_context(|| format!("can't go back to {date}"))?;
        if left.undated > 0 {
            let undated = count(left.undated as usize, "document");
            output::remark(&format!("{undated} without a date of publication left out"));
        }
    }
    Ok(ledger)
}

fn resolved(at: &LedgerAt) -> Result<Ledger> {
    let ledger = match Ledger::open_existing(&at.ledger) {
        Ok(ledger) => ledger,
        Err(LedgerError::Missing(path)) => {
            bail!(
                "no ledger at {}; make one with `entente read FOLDER`, or name one with --ledger",
                path.display()
            )
        }
        Err(e) => return Err(e.into()),
    };
    if ledger.pending()? == 0 {
        return Ok(ledger);
    }
    drop(ledger);
    let mut ledger = Ledger::open(&at.ledger)?;
    ledger.rebuild_events().context("documents of a run that was stopped could not be resolved")?;
    Ok(ledger)
}

/// Prints events in the format asked for; as a table with a heading.
pub fn print(out: &mut Output, asked: &Asked, found: &Found, heading: &str) -> Result<()> {
    match asked.format {
        Format::Json => {
            let records: Vec<_> = found.events.iter().map(Record::with_reports).collect();
            out.json_array(&records)?;
        }
        Format::Csv => out.csv(events::rows(&found.events))?,
        Format::Table => {
            if found.events.is_empty() {
                out.line(&format!("{heading}: nothing found"))?;
            } else {
                out.line(&out.paint(STRONG, heading))?;
                table(out, &found.events)?;
            }
        }
    }
    if asked.format == Format::Table {
        tell_hidden(out, found)?;
    }
    Ok(())
}

/// How many events are held back, if any.
pub fn tell_hidden(out: &mut Output, found: &Found) -> Result<()> {
    if found.hidden > 0 {
        let less = format!("{} below confidence {:.2}", events(found.hidden), found.threshold);
        out.line(&out.paint(FAINT, &format!("{less} hidden; --all shows them")))?;
    }
    Ok(())
}

/// The events of a list, each with its words below.
pub fn table(out: &mut Output, events: &[EventRow]) -> Result<()> {
    let mut table = Table::new(&["Date", "What", "*Who", "Sources", "Id"]);
    for event in events {
        let best = &event.claims[event.best];
        table.row_with_note(
            [date(event), what(event), who(event), sources(event), event.id[..8].to_owned()],
            &format!("“{}” {}", event.quote(), source(event, &best.source.name)),
        );
    }
    table.print(out)?;
    Ok(())
}

/// How many independent sources, and of how many reports where some are copies.
fn sources(event: &EventRow) -> String {
    if event.independent == event.reports {
        event.reports.to_string()
    } else {
        format!("{} of {}", event.independent, event.reports)
    }
}

fn source(event: &EventRow, name: &str) -> String {
    let outlets = event.outlets.join(", ");
    if outlets.is_empty() { format!("({name})") } else { format!("({outlets})") }
}

/// The date to look at: an interval within a month is shortened.
pub fn date(event: &EventRow) -> String {
    let Some(date) = &event.date else { return "undated".to_owned() };
    match date.as_str().split_once('/') {
        Some((a, b)) if a.len() == 10 && b.len() == 10 && a[..7] == b[..7] => format!("{a}/{}", &b[8..]),
        _ => date.to_string(),
    }
}

/// The kind, with the status where it is not just done.
pub fn what(event: &EventRow) -> String {
    let kind = event.kind.replace('_', " ");
    match event.status.name() {
        "happened" => kind,
        status => format!("{kind}, {}", status.replace('_', " ")),
    }
}

/// Both sides by name, with the persons who act for them.
pub fn who(event: &EventRow) -> String {
    let together = if event.symmetric && event.recipients.is_empty() { " – " } else { ", " };
    let (a, b) = (side(&event.actors, together), side(&event.recipients, ", "));
    match (a.is_empty(), b.is_empty()) {
        (false, false) if event.symmetric => format!("{a} – {b}"),
        (false, false) => format!("{a} → {b}"),
        (false, true) => a,
        (true, _) => format!("→ {b}"),
    }
}

/// How many parties of one side are named before the rest is counted.
const NAMED: usize = 4;

fn side(parties: &[Party], between: &str) -> String {
    let codes = distinct(parties.iter().map(|p| p.code.as_str()));
    let named = codes.iter().take(NAMED).map(|code| {
        let persons = distinct(parties.iter().filter(|p| p.code == **code).filter_map(|p| p.name.as_deref()));
        match persons.as_slice() {
            [] => lookup::name(code).to_owned(),
            _ => format!("{} ({})", lookup::name(code), persons.join(", ")),
        }
    });
    let mut names: Vec<String> = named.collect();
    if codes.len() > NAMED {
        names.push(format!("{} more", codes.len() - NAMED));
    }
    names.join(between)
}

/// "1 event", "2 events".
pub fn events(n: usize) -> String {
    count(n, "event")
}

/// A number of things in words: "1 claim", "2 claims".
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Says on standard error that the answer may be incomplete.
pub fn remark_if_empty(ledger: &Ledger, quiet: bool) -> Result<()> {
    if !quiet && ledger.stats(&EventFilter::default(), 0)?.documents == 0 {
        output::remark("the ledger is empty; fill it with `entente read FOLDER`");
    }
    Ok(())
}
