//! `entente timeline`: events by date.

use crate::args::Timeline;
use crate::output::Output;
use crate::{ask, lookup};
use anyhow::Result;

/// Prints all events, those of one polity, or those that two take part in.
pub fn run(args: &Timeline, quiet: bool, out: &mut Output) -> Result<()> {
    let parties = [&args.a, &args.b].into_iter().flatten().map(|typed| lookup::polity(typed));
    let parties = parties.collect::<Result<Vec<_>>>()?;
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let codes = parties.iter().map(|p| p.code.clone()).collect();
    let found = ask::find(&ledger, &args.asked.filter, codes, false)?;
    let names: Vec<_> = parties.iter().map(|p| lookup::name(&p.code)).collect();
    let whose = if names.is_empty() { "All".to_owned() } else { names.join(" and ") };
    let heading = format!("{whose}: {}", ask::events(found.events.len()));
    let heading = if found.events.is_empty() { &whose } else { &heading };
    ask::print(out, &args.asked, &found, heading)?;
    ask::remark_if_empty(&ledger, quiet)
}
