//! `entente code`: documents in, events out.

use crate::args::{Code, Coding};
use crate::commands::Outcome;
use crate::commands::failures::Failures;
use crate::output::Output;
use crate::progress;
use anyhow::Result;
use entente::ontology::Ontology;
use entente::pipeline::DEFAULT_CONFIDENCE;
use entente::stream::{self, Item};
use entente::{Pipeline, Record};
use entente_read::{Reader, estimate};

/// Prints the events of each document as JSON Lines.
pub fn run(args: &Code, quiet: bool, out: &mut Output) -> Result<Outcome> {
    let pipeline = Pipeline::new()?.events_only();
    let least = args.min_confidence.unwrap_or(DEFAULT_CONFIDENCE);
    let ontology = match args.ontology {
        Coding::Own => Ontology::Own,
        Coding::Plover => Ontology::Plover,
        Coding::Cameo => Ontology::Cameo,
    };
    let bar = progress::bar(estimate(&args.paths).bytes, quiet);
    let mut failures = Failures::default();
    let done = stream::run(
        &pipeline,
        Reader::new(&args.paths),
        |_| false,
        |chunk| {
            bar.set_position(chunk.bytes_read);
            for item in chunk.items {
                match item {
                    Item::Skipped => {}
                    Item::Failed(error) => failures.unread(&error),
                    Item::Coded { clean, events, passed_over, in_part, .. } => {
                        if let Some(reason) = &passed_over {
                            failures.passed_over(&clean.document.id, reason);
                        }
                        if let Some(what) = &in_part {
                            failures.in_part(&clean.document.id, what);
                        }
                        for event in events.iter().filter(|e| e.confidence >= least) {
                            out.json_line(&ontology.tell(event, Record::of(event)))?;
                        }
                    }
                }
            }
            Ok::<(), anyhow::Error>(())
        },
    );
    bar.finish_and_clear();
    done?;
    if !quiet || failures.any_unread() {
        failures.complain();
    }
    Ok(if failures.any_unread() { Outcome::SomeFailed } else { Outcome::Done })
}
