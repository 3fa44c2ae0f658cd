//! `entente disputes`: where reports contradict each other.

use crate::args::{Disputes as Args, Format};
use crate::ask;
use crate::output::{FAINT, Output, STRONG};
use crate::table::{flat, wrap_short};
use anyhow::Result;
use entente_ask::disputes::{self, DisputeRecord};
use entente_ask::{DEFAULT_CONFIDENCE, lookup};

/// How much of the words of a side is shown.
const LINES: usize = 3;

/// Prints the disputes of all, of one polity, or of two.
pub fn run(args: &Args, out: &mut Output) -> Result<()> {
    let codes = lookup::codes([args.a.as_deref(), args.b.as_deref()])?;
    let ledger = ask::open(&args.at, args.as_of.as_ref())?;
    let found = disputes::choose(&ledger, DEFAULT_CONFIDENCE, &codes, &args.kinds)?;
    match args.format {
        Format::Json => Ok(out.json_array(&found)?),
        Format::Csv => Ok(out.csv(disputes::rows(&found))?),
        Format::Table => table(out, &found),
    }
}

fn table(out: &mut Output, found: &[DisputeRecord]) -> Result<()> {
    if found.is_empty() {
        return Ok(out.line("no disputes found")?);
    }
    out.line(&out.paint(STRONG, &ask::count(found.len(), "dispute")))?;
    for dispute in found {
        out.line("")?;
        let names: Vec<&str> = dispute.codes.iter().map(|c| lookup::name(c)).collect();
        let head = [dispute.kind.to_owned(), names.join(", "), dispute.id[..8].to_owned()];
        out.line(&out.paint(STRONG, &head.join(" · ")))?;
        for side in &dispute.sides {
            let mut about = vec![side.outlet.clone().unwrap_or_else(|| side.doc.clone())];
            about.extend(side.published.as_ref().map(|p| format!("published {p}")));
            out.line(&format!("  {}", side.value.replace('_', " ")))?;
            for line in wrap_short(&format!("“{}”", flat(&side.quote)), out.width.saturating_sub(4), LINES)
            {
                out.line(&format!("    {line}"))?;
            }
            out.line(&out.paint(FAINT, &format!("    {}", about.join(" · "))))?;
        }
    }
    Ok(())
}
