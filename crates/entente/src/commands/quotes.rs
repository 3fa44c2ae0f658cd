//! `entente quotes`: who said what.

use crate::args::Quotes;
use crate::output::Output;
use crate::{ask, lines};
use anyhow::Result;

/// Prints quotations: all, or those of one speaker, polity or outlet.
pub fn run(args: &Quotes, quiet: bool, out: &mut Output) -> Result<()> {
    let mut filter = lines::filter(&args.asked.filter)?;
    if let Some(who) = &args.who {
        filter = lines::of_actor(filter, who);
    }
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let found = ledger.quotations(&filter)?;
    lines::quotations(out, args.asked.format, &found, "Quotations")?;
    ask::remark_if_empty(&ledger, quiet)
}
