//! `entente read`: documents into the ledger, then a summary.

use crate::args::Read;
use crate::ask::{count, events};
use crate::commands::Outcome;
use crate::commands::failures::Failures;
use crate::commands::watch::{self, Watch};
use crate::output::{FAINT, Output, STRONG, remark};
use crate::progress;
use crate::table::Table;
use anyhow::{Context, Result, bail};
use entente::Pipeline;
use entente::pipeline::DEFAULT_CONFIDENCE;
use entente::stream::{self, Chunk, Item};
use entente_ask::lookup;
use entente_ledger::{Entry, EventFilter, Ledger, LedgerError, Outcome as Stored, Stats};
use entente_read::{Reader, estimate};
use indicatif::ProgressBar;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

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
    if args.watch && args.paths.iter().any(|p| p.as_os_str() == "-") {
        bail!("standard input can't be watched; name files or folders");
    }
    let before = if args.watch { watch::look(&args.paths) } else { BTreeMap::new() };
    let bar = progress::bar(estimate(&args.paths).bytes, quiet);
    let mut tally = Tally::default();
    take(&mut ledger, &pipeline, Reader::new(&args.paths), &mut tally, &bar)?;
    bar.set_message("merging what tells of the same");
    if args.rebuild {
        ledger.rebuild_all_events()?
    } else {
        ledger.rebuild_events()?
    };
    bar.finish_and_clear();
    summary(out, &ledger, &tally, &args.at.ledger)?;
    if args.watch {
        go_on(args, quiet, &mut ledger, &pipeline, Watch::after(before), out)?;
    }
    Ok(if tally.failures.any_unread() { Outcome::SomeFailed } else { Outcome::Done })
}

/// Reads, codes and stores what a reader gives.
fn take(
    ledger: &mut Ledger,
    pipeline: &Pipeline,
    reader: Reader,
    tally: &mut Tally,
    bar: &ProgressBar,
) -> Result<()> {
    let known = ledger.known_documents()?;
    stream::run(
        pipeline,
        reader,
        |sha256| known.contains(sha256),
        |chunk| {
            bar.set_position(chunk.bytes_read);
            store(ledger, &chunk, tally)?;
            bar.set_message(format!("{} documents", tally.added + tally.known));
            Ok::<(), LedgerError>(())
        },
    )?;
    Ok(())
}

/// How long a look at the watched files waits for the next.
const PAUSE: Duration = Duration::from_secs(1);

/// Reads what appears, until somebody says that it is enough.
fn go_on(
    args: &Read,
    quiet: bool,
    ledger: &mut Ledger,
    pipeline: &Pipeline,
    mut watch: Watch,
    out: &mut Output,
) -> Result<()> {
    let (stop, stopped) = sync_channel::<()>(1);
    // A second signal finds the channel full: the first one is enough.
    ctrlc::set_handler(move || {
        let _ = stop.try_send(());
    })
    .context("can't listen for Ctrl-C")?;
    if !quiet {
        remark("watching for new articles; press Ctrl-C to stop");
    }
    out.flush()?;
    while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(PAUSE) {
        let ready = watch.ready(watch::look(&args.paths));
        if ready.is_empty() {
            continue;
        }
        let mut tally = Tally::default();
        let named: Vec<_> =
            ready.into_iter().map(|path| (path.clone(), watch::name(&path, &args.paths))).collect();
        take(ledger, pipeline, Reader::of_files(named), &mut tally, &ProgressBar::hidden())?;
        if tally.added > 0 {
            ledger.rebuild_events()?;
            out.line(&told(&tally))?;
        }
        for line in tally.failures.lines() {
            out.line(&line)?;
        }
        out.flush()?;
    }
    if !quiet {
        remark("stopped; all that was read is in the ledger");
    }
    Ok(())
}

/// What was new.
fn told(tally: &Tally) -> String {
    format!(
        "{} new, with {} and {}{}",
        count(tally.added, "document"),
        count(tally.articles, "article"),
        count(tally.claims, "claim"),
        if tally.known > 0 { format!("; {} read before", tally.known) } else { String::new() },
    )
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
            Item::Coded { sha256, clean, events, assertions, passed_over, in_part } => {
                if let Some(reason) = passed_over {
                    tally.failures.passed_over(&clean.document.id, reason);
                }
                if let Some(what) = in_part {
                    tally.failures.in_part(&clean.document.id, what);
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
    out.line(&told(tally))?;
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
