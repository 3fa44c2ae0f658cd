//! `entente export`: events to a file.

use crate::args::{Export, Exported};
use crate::ask;
use crate::output::Output;
use anyhow::{Context, Result};
use entente_ask::{Record, events};

/// Writes the events that the filters choose.
pub fn run(args: &Export, out: &mut Output) -> Result<()> {
    let ledger = ask::open(&args.at, args.filter.as_of.as_ref())?;
    let found = events::find(&ledger, &args.filter.choice(), Vec::new(), false)?;
    let mut file;
    let to = match &args.output {
        None => out,
        Some(path) => {
            let made =
                std::fs::File::create(path).with_context(|| format!("can't write {}", path.display()))?;
            file = Output::file(made);
            &mut file
        }
    };
    match args.format {
        Exported::Csv => to.csv(events::rows(&found.events))?,
        Exported::Jsonl => {
            for event in &found.events {
                to.json_line(&Record::with_reports(event))?;
            }
        }
    }
    // What stays in the buffer until the end could fail unseen.
    to.flush().context("can't write the export")
}
