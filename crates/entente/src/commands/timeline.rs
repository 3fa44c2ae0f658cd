//! `entente timeline`: events by date.

use crate::args::Timeline;
use crate::ask;
use crate::output::Output;
use anyhow::Result;
use entente_ask::{events, lookup};

/// Prints all events, those of one polity, or those that two take part in.
pub fn run(args: &Timeline, quiet: bool, out: &mut Output) -> Result<()> {
    let codes = lookup::codes([args.a.as_deref(), args.b.as_deref()])?;
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let names: Vec<_> = codes.iter().map(|c| lookup::name(c)).collect();
    let found = events::find(&ledger, &args.asked.filter.choice(), codes.clone(), false)?;
    let whose = if names.is_empty() { "All".to_owned() } else { names.join(" and ") };
    let heading = format!("{whose}: {}", ask::events(found.events.len()));
    let heading = if found.events.is_empty() { &whose } else { &heading };
    ask::print(out, &args.asked, &found, heading)?;
    ask::remark_if_empty(&ledger, quiet)
}
