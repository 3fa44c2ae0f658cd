//! `entente stances`: who is for and against what.

use crate::args::Stances;
use crate::output::Output;
use crate::{ask, lines};
use anyhow::Result;
use entente_ask::lines as asked;

/// Prints stances: all, those on a plan, or those of and toward one actor.
pub fn run(args: &Stances, quiet: bool, out: &mut Output) -> Result<()> {
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let found = asked::stances(&ledger, &args.asked.filter.choice(), args.about.as_deref())?;
    lines::stances(out, args.asked.format, &found, "Stances")?;
    ask::remark_if_empty(&ledger, quiet)
}
