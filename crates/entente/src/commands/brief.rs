//! `entente brief`: a sourced briefing on two polities, or on a plan.

use crate::args::{Brief as Args, Written};
use crate::ask;
use crate::output::Output;
use anyhow::{Context, Result, bail};
use entente_ask::DEFAULT_CONFIDENCE;
use entente_ask::brief::{self, Phrases};
use entente_ask::disputes::find;
use std::io::Write as _;

/// Writes the briefing.
pub fn run(args: &Args, out: &mut Output) -> Result<()> {
    let phrases =
        Phrases::of(&args.lang).with_context(|| format!("no briefing can be written in {:?}", args.lang))?;
    let ledger = ask::open(&args.at, args.as_of.as_ref())?;
    let brief = match (&args.a, &args.b, args.plan.is_empty()) {
        (Some(a), Some(b), true) => {
            brief::of_relation(&ledger, a, b, &args.lang, &find(&ledger, DEFAULT_CONFIDENCE)?)?
        }
        (None, None, false) => {
            let known = find(&ledger, DEFAULT_CONFIDENCE)?;
            brief::of_plan(&ledger, &args.plan.join(" "), &args.lang, &known)?
        }
        _ => bail!("name two polities, or a plan with --plan WORDS"),
    };
    let text = match args.format {
        Written::Markdown => brief.markdown(&phrases),
        Written::Html => brief.html(&phrases, &args.lang),
    };
    match &args.output {
        None => out.write_all(text.as_bytes())?,
        Some(path) => {
            std::fs::write(path, text).with_context(|| format!("can't write {}", path.display()))?;
        }
    }
    Ok(())
}
