//! `entente ties`: what ties two polities, since when and until when.

use crate::args::{Format, Ties as Args};
use crate::ask;
use crate::lasting::{TieRecord, Ties};
use crate::lookup;
use crate::output::{FAINT, Output, STRONG};
use crate::table::{Line, Table};
use anyhow::{Result, bail};
use entente::pipeline::DEFAULT_CONFIDENCE;
use entente_text::{TieKind, fold};

/// Prints the ties of one polity, of two, or all that articles tell of.
pub fn run(args: &Args, out: &mut Output) -> Result<()> {
    if let Some(unknown) =
        args.kinds.iter().find(|k| TieKind::ALL.iter().all(|kind| kind.name() != k.as_str()))
    {
        let all: Vec<_> = TieKind::ALL.iter().map(|k| k.name()).collect();
        bail!("no kind of tie is called {unknown:?}; there are: {}", all.join(", "));
    }
    let parties = [&args.a, &args.b].into_iter().flatten().map(|typed| lookup::polity(typed));
    let codes: Vec<String> = parties.map(|p| Ok(p?.code.clone())).collect::<Result<_>>()?;
    let ledger = ask::open(&args.at, args.known_by.as_ref())?;
    let mut found = Ties::of(&ledger, &codes, DEFAULT_CONFIDENCE)?;
    if let Some(date) = &args.as_of {
        found.keep_holding(date);
    }
    let mut records: Vec<TieRecord> = found.found.iter().map(|t| found.record(t)).collect();
    records.retain(|r| {
        (args.kinds.is_empty() || args.kinds.iter().any(|k| k == r.kind))
            && args.outlet.as_ref().is_none_or(|o| {
                r.claims.iter().any(|c| c.outlet.as_ref().is_some_and(|x| fold(x) == fold(o)))
            })
            // Without a name, the reference world alone is no answer.
            && (!codes.is_empty() || r.claims.iter().any(|c| c.doc != "world"))
    });
    match args.format {
        Format::Json => Ok(out.json_array(&records)?),
        Format::Csv => csv(out, &records),
        Format::Table => table(out, &records, &codes, args),
    }
}

fn csv(out: &mut Output, records: &[TieRecord]) -> Result<()> {
    let header = ["id", "kind", "from", "to", "name", "since", "until", "status", "reports", "doc", "quote"];
    let row = |r: &TieRecord| {
        let first = r.claims.first();
        vec![
            r.id.clone(),
            r.kind.to_owned(),
            r.from.join(";"),
            r.to.join(";"),
            r.name.clone().unwrap_or_default(),
            r.since.clone(),
            r.until.clone(),
            r.status.to_owned(),
            r.claims.len().to_string(),
            first.map(|c| c.doc.clone()).unwrap_or_default(),
            first.map(|c| c.quote.clone()).unwrap_or_default(),
        ]
    };
    let rows = records.iter().map(row);
    out.csv(std::iter::once(header.map(str::to_owned).to_vec()).chain(rows))?;
    Ok(())
}

fn table(out: &mut Output, records: &[TieRecord], codes: &[String], args: &Args) -> Result<()> {
    let names: Vec<&str> = codes.iter().map(|c| lookup::name(c)).collect();
    let whose = if names.is_empty() { "Ties".to_owned() } else { names.join(" and ") };
    let when = args.as_of.as_ref().map(|d| format!(" in {d}")).unwrap_or_default();
    if records.is_empty() {
        return Ok(out.line(&format!("{whose}{when}: no ties found"))?);
    }
    out.line(&out.paint(STRONG, &format!("{whose}{when}: {}", ask::count(records.len(), "tie"))))?;
    let mut table = Table::new(&["Since", "Until", "What", "*Between", "Status"]);
    for r in records {
        let what = match (&r.name, r.kind) {
            (Some(name), "partnership") => format!("{} {name}", r.kind),
            _ => r.kind.to_owned(),
        };
        let side = |codes: &[String]| codes.iter().map(|c| lookup::name(c)).collect::<Vec<_>>().join(", ");
        let between = format!("{} – {}", side(&r.from), side(&r.to));
        let cells = [r.since.clone(), r.until.clone(), what, between, r.status.replace('_', " ")];
        table.row_with_note(cells, &note(r));
    }
    for line in table.lines(out.width) {
        let words = match line {
            Line::Row(words) => words,
            Line::Header(words) | Line::Note(words) => out.paint(FAINT, &words),
        };
        out.line(&words)?;
    }
    Ok(())
}

/// The words that say most, and how many say so.
fn note(record: &TieRecord) -> String {
    let told: Vec<_> = record.claims.iter().filter(|c| c.doc != "world").collect();
    let Some(first) = told.first() else { return "reference world".to_owned() };
    let from = first.outlet.as_ref().unwrap_or(&first.doc);
    let more = match told.len() {
        1 => String::new(),
        n => format!(", and {} more", n - 1),
    };
    let world = if told.len() < record.claims.len() { "; reference world" } else { "" };
    format!("“{}” ({from}{more}{world})", first.quote)
}
