//! `entente quotes`: who said what.

use crate::args::Quotes;
use crate::output::Output;
use crate::{ask, lines};
use anyhow::Result;
use entente_ask::lines as asked;

/// Prints quotations: all, or those of one speaker, polity or outlet.
pub fn run(args: &Quotes, quiet: bool, out: &mut Output) -> Result<()> {
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let found = asked::quotations(&ledger, &args.asked.filter.choice(), args.who.as_deref())?;
    lines::quotations(out, args.asked.format, &found, "Quotations")?;
    ask::remark_if_empty(&ledger, quiet)
}
