//! `entente meetings`: the known meetings that articles speak of.

use crate::args::{Format, Meetings};
use crate::ask;
use crate::output::{Output, STRONG};
use crate::table::Table;
use anyhow::Result;
use entente_ask::lines::rows;
use entente_ask::lookup;
use entente_ask::meetings::{self, MeetingRecord};

/// How many words of articles are shown of one meeting.
const QUOTES: usize = 4;

/// Prints the known meetings, or those that words name.
pub fn run(args: &Meetings, quiet: bool, out: &mut Output) -> Result<()> {
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let found = meetings::find(&ledger, &args.asked.filter.choice(), &args.words)?;
    match args.asked.format {
        Format::Json => out.json_array(&found)?,
        Format::Csv => out.csv(rows(&found)?)?,
        Format::Table => table(out, &found)?,
    }
    ask::remark_if_empty(&ledger, quiet)
}

fn table(out: &mut Output, found: &[MeetingRecord]) -> Result<()> {
    if found.is_empty() {
        return Ok(out.line("Meetings: nothing found")?);
    }
    out.line(&out.paint(STRONG, &format!("Meetings: {}", found.len())))?;
    let mut table = Table::new(&["Date", "*Meeting", "In", "Reports", "Events"]);
    for m in found {
        let place = if m.place.is_empty() { String::new() } else { lookup::name(m.place).to_owned() };
        let events: Vec<&str> = m.events.iter().map(|id| &id[..8]).collect();
        let cells = [m.date.clone(), m.name.to_owned(), place, m.reports.to_string(), events.join(" ")];
        table.row_with_note(cells, &note(m));
    }
    table.print(out)?;
    Ok(())
}

/// The words of each article, once.
fn note(meeting: &MeetingRecord) -> String {
    let mut docs: Vec<&str> = Vec::new();
    let mut quotes = Vec::new();
    for claim in &meeting.claims {
        if !docs.contains(&claim.doc.as_str()) {
            docs.push(&claim.doc);
            quotes.push(format!("“{}” ({})", claim.quote, claim.outlet.as_ref().unwrap_or(&claim.doc)));
        }
    }
    let more = quotes.len().saturating_sub(QUOTES);
    quotes.truncate(QUOTES);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("{}{more}", quotes.join("; "))
}
