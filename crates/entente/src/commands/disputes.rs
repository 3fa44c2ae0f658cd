//! `entente disputes`: where reports contradict each other.

use crate::args::{Disputes as Args, Format};
use crate::ask;
use crate::disputes::{DisputeRecord, SideRecord, find};
use crate::lookup;
use crate::output::{FAINT, Output, STRONG};
use crate::table::{flat, wrap_short};
use anyhow::{Result, bail};
use entente::pipeline::DEFAULT_CONFIDENCE;
use entente_resolve::disputes::DisputeKind;

/// How much of the words of a side is shown.
const LINES: usize = 3;

/// Prints the disputes of all, of one polity, or of two.
pub fn run(args: &Args, out: &mut Output) -> Result<()> {
    let known = DisputeKind::ALL.iter().map(|k| k.name());
    if let Some(unknown) = args.kinds.iter().find(|k| known.clone().all(|name| name != k.as_str())) {
        bail!(
            "no kind of dispute is called {unknown:?}; there are: {}",
            known.collect::<Vec<_>>().join(", ")
        );
    }
    let parties = [&args.a, &args.b].into_iter().flatten().map(|typed| lookup::polity(typed));
    let codes: Vec<String> = parties.map(|p| Ok(p?.code.clone())).collect::<Result<_>>()?;
    let ledger = ask::open(&args.at, args.as_of.as_ref())?;
    let mut found = find(&ledger, DEFAULT_CONFIDENCE)?;
    found.retain(|d| {
        codes.iter().all(|c| d.codes.contains(c))
            && (args.kinds.is_empty() || args.kinds.iter().any(|k| k == d.kind))
    });
    match args.format {
        Format::Json => Ok(out.json_array(&found)?),
        Format::Csv => csv(out, &found),
        Format::Table => table(out, &found),
    }
}

fn csv(out: &mut Output, found: &[DisputeRecord]) -> Result<()> {
    let header =
        ["id", "kind", "about", "codes", "value_1", "quote_1", "doc_1", "value_2", "quote_2", "doc_2"];
    let row = |d: &DisputeRecord| {
        let side = |s: &SideRecord| [s.value.clone(), s.quote.clone(), s.doc.clone()];
        let mut row = vec![d.id.clone(), d.kind.to_owned(), d.about.clone(), d.codes.join(";")];
        row.extend(d.sides.iter().flat_map(side));
        row
    };
    out.csv(std::iter::once(header.map(str::to_owned).to_vec()).chain(found.iter().map(row)))?;
    Ok(())
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
