//! `entente read`: documents into the ledger, then a summary.

use crate::args::Read;
use crate::ask::{count, events};
use crate::commands::Outcome;
use crate::commands::failures::Failures;
use crate::output::{FAINT, Output, STRONG};
use crate::progress;
use crate::table::Table;
use anyhow::{Context, Result};
use entente::Pipeline;
use entente::pipeline::DEFAULT_CONFIDENCE;
use entente::stream::{self, Chunk, Item};
use entente_ask::lookup;
use entente_ledger::{Entry, EventFilter, Ledger, LedgerError, Outcome as Stored, Stats};
use entente_read::{Reader, estimate};
use std::path::Path;

/// How many pairs the summary names.
const PAIRS: usize = 8;

#[derive(Default)]
struct Tally {
    added: usize,
    articles: usize,
    claims: usize,
    known: usize,
    failures: Failures,
}

/// Reads, codes and stores; says what was found.
pub fn run(args: &Read, quiet: bool, out: &mut Output) -> Result<Outcome> {
    let mut ledger = Ledger::open(&args.at.ledger).with_context(|| cannot_open(&args.at.ledger))?;
    let pipeline = Pipeline::new()?;
    let known = ledger.known_documents()?;
    let bar = progress::bar(estimate(&args.paths).bytes, quiet);
    let mut tally = Tally::default();
    stream::run(
        &pipeline,
        Reader::new(&args.paths),
        |sha256| known.contains(sha256),
        |chunk| {
            bar.set_position(chunk.bytes_read);
            store(&mut ledger, &chunk, &mut tally)?;
            bar.set_message(format!("{} documents", tally.added + tally.known));
            Ok::<(), LedgerError>(())
        },
    )?;
    bar.set_message("merging what tells of the same");
    if args.rebuild {
        ledger.rebuild_all_events()?
    } else {
        ledger.rebuild_events()?
    };
    bar.finish_and_clear();
    summary(out, &ledger, &tally, &args.at.ledger)?;
    Ok(if tally.failures.any_unread() { Outcome::SomeFailed } else { Outcome::Done })
}

fn cannot_open(path: &Path) -> String {
    format!("can't use {} as a ledger", path.display())
}

/// Stores what a chunk holds, document by document: what was stored stays when the run is killed.
fn store(ledger: &mut Ledger, chunk: &Chunk, tally: &mut Tally) -> Result<(), LedgerError> {
    for item in &chunk.items {
        match item {
            Item::Skipped => tally.known += 1,
            Item::Failed(error) => tally.failures.unread(error),
            Item::Coded { sha256, clean, events, assertions, passed_over } => {
                if let Some(reason) = passed_over {
                    tally.failures.passed_over(&clean.document.id, reason);
                }
                let entry = Entry { clean, sha256, events, assertions, coder: Pipeline::version() };
                match ledger.add_document(&entry)? {
                    Stored::AlreadyThere => tally.known += 1,
                    Stored::Added => {
                        tally.added += 1;
                        tally.articles += clean.articles.len();
                        tally.claims += events.iter().map(|e| e.claims.len()).sum::<usize>();
                    }
                }
            }
        }
    }
    Ok(())
}

fn summary(out: &mut Output, ledger: &Ledger, tally: &Tally, path: &Path) -> Result<()> {
    let shown = EventFilter { min_confidence: Some(DEFAULT_CONFIDENCE), ..EventFilter::default() };
    let stats = ledger.stats(&shown, PAIRS)?;
    let new = format!(
        "{} new, with {} and {}{}",
        count(tally.added, "document"),
        count(tally.articles, "article"),
        count(tally.claims, "claim"),
        if tally.known > 0 { format!("; {} read before", tally.known) } else { String::new() },
    );
    out.line(&new)?;
    let total: u32 = stats.categories.iter().map(|c| c.1).sum();
    let heading = format!(
        "{}: {}, {}, {}",
        path.display(),
        count(stats.documents as usize, "document"),
        count(stats.articles as usize, "article"),
        events(total as usize)
    );
    out.line(&out.paint(STRONG, &heading))?;
    let known = [(stats.plans, "plan"), (stats.stances, "stance"), (stats.quotations, "quotation")];
    out.line(&known.map(|(n, what)| count(n as usize, what)).join(", "))?;
    tables(out, &stats)?;
    for line in tally.failures.lines() {
        out.line(&line)?;
    }
    if total > 0 {
        let (a, b) = stats.pairs.first().map_or(("", ""), |p| (p.a.as_str(), p.b.as_str()));
        out.line(&out.paint(FAINT, format!("next: entente timeline {a} {b}").trim_end()))?;
    }
    Ok(())
}

fn tables(out: &mut Output, stats: &Stats) -> Result<()> {
    let mut categories = Table::new(&["Category", "Events"]);
    for (category, n) in &stats.categories {
        categories.row([category.to_string(), n.to_string()]);
    }
    let mut pairs = Table::new(&["*Most active pairs", "Events"]);
    for pair in &stats.pairs {
        let names = format!("{} – {}", lookup::name(&pair.a), lookup::name(&pair.b));
        pairs.row([names, pair.events.to_string()]);
    }
    for table in [(categories, stats.categories.len()), (pairs, stats.pairs.len())] {
        if table.1 > 0 {
            out.line("")?;
            table.0.print_plain(out)?;
        }
    }
    out.line("")?;
    Ok(())
}
