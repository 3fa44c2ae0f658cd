//! `entente stances`: who is for and against what.

use crate::args::Stances;
use crate::output::Output;
use crate::{ask, lines, lookup};
use anyhow::Result;
use entente_ledger::{Ledger, LineFilter, StanceRow};
use std::collections::BTreeSet;

/// Prints stances: all, those on a plan, or those of and toward one actor.
pub fn run(args: &Stances, quiet: bool, out: &mut Output) -> Result<()> {
    let filter = lines::filter(&args.asked.filter)?;
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let found = match &args.about {
        None => ledger.stances(&filter)?,
        Some(typed) => about(&ledger, &filter, typed)?,
    };
    lines::stances(out, args.asked.format, &found, "Stances")?;
    ask::remark_if_empty(&ledger, quiet)
}

/// What is typed is a plan's id, a polity, or words: of a plan, a holder, a matter.
fn about(ledger: &Ledger, filter: &LineFilter, typed: &str) -> Result<Vec<StanceRow>> {
    let by_id = LineFilter { id: Some(typed.to_owned()), ..LineFilter::default() };
    let mut plans = if typed.len() >= 4 { ledger.plans(&by_id)? } else { Vec::new() };
    if plans.is_empty() && lookup::polity(typed).is_ok() {
        return Ok(ledger.stances(&lines::of_actor(filter.clone(), typed))?);
    }
    let words: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
    let mut wanted = BTreeSet::new();
    if plans.is_empty() {
        plans = ledger.plans(&LineFilter { words: words.clone(), ..LineFilter::default() })?;
        let named = ledger.stances(&LineFilter { words, ..filter.clone() })?;
        wanted.extend(named.into_iter().map(|s| s.id));
    }
    wanted.extend(plans.into_iter().flat_map(|p| p.stances).map(|s| s.id));
    let mut found = ledger.stances(filter)?;
    found.retain(|s| wanted.contains(&s.id));
    Ok(found)
}
