//! `entente plans`: what was planned, and what became of it.

use crate::args::{Format, Plans};
use crate::output::Output;
use crate::{ask, lines};
use anyhow::Result;
use entente_ask::lines as asked;

/// So many plans are printed with their whole life, more as a list.
const WHOLE: usize = 3;

/// Prints plans: all, or those that the words name.
pub fn run(args: &Plans, quiet: bool, out: &mut Output) -> Result<()> {
    let typed = args.words.join(" ");
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let found = asked::plans(&ledger, &args.asked.filter.choice(), &typed)?;
    if args.asked.format == Format::Table && !typed.is_empty() && (1..=WHOLE).contains(&found.len()) {
        for (n, plan) in found.iter().enumerate() {
            if n > 0 {
                out.line("")?;
            }
            lines::plan(out, plan)?;
        }
        return Ok(());
    }
    lines::plans(out, args.asked.format, &found, "Plans")?;
    ask::remark_if_empty(&ledger, quiet)
}
