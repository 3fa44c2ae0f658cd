//! `entente rebuild`: what is derived, made again from what is stored.

use crate::args::Rebuild;
use crate::ask;
use crate::output::Output;
use anyhow::{Context, Result};
use entente_ledger::{EventFilter, Ledger};

/// Forgets what is derived and makes it again.
pub fn run(args: &Rebuild, out: &mut Output) -> Result<()> {
    // Only a ledger that exists is rebuilt.
    drop(ask::open(&args.at, None)?);
    let mut ledger = Ledger::open(&args.at.ledger)?;
    let written = ledger.rebuild_all_events().context("the ledger could not be rebuilt")?;
    let documents = ledger.stats(&EventFilter::default(), 0)?.documents as usize;
    out.line(&format!("{} from {}", ask::events(written), ask::count(documents, "document")))?;
    Ok(())
}
