//! Chores of the project: `cargo xtask tidy`, `join`, `train-chooser`, `train-proposer`, `train`, `train-dates`, `train-again`,
//! `train-same`,
//! `calibrate`, `calibrate-rules`, `regress`, `pairs`, `clusters`.

mod adam;
mod again;
mod boost;
mod calibrate;
mod chooser;
mod clusters;
mod examples;
mod gold;
mod pairs;
mod proposer;
mod regress;
mod tidy;
mod train;
mod train_dates;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask tidy
       cargo xtask join GOLD.jsonl DOCUMENTS.jsonl > JOINED.jsonl
       cargo xtask train-chooser LANG JOINED.jsonl… > lang/LANG/events/chooser.tsv
       cargo xtask train-proposer LANG JOINED.jsonl… > lang/LANG/events/proposer.tsv
       cargo xtask train LANG JOINED.jsonl… > lang/LANG/events/confidence.tsv
       cargo xtask train-dates LANG JOINED.jsonl… > lang/LANG/events/dates.tsv
       cargo xtask train-again LANG JOINED.jsonl… > schema/again.tsv    acts told again within a document
       cargo xtask train-same PAIRS.tsv CLUSTERS.tsv LEDGER.db > schema/same.tsv    one happening, two documents
                                                  FILE:3 for JOINED: its articles count three times
       cargo xtask calibrate LANG JOINED.jsonl…    how far confidence can be trusted, cross-validated
       cargo xtask calibrate-rules LANG JOINED.jsonl…    the same without the chooser
       cargo xtask regress LABEL NAME=LANG:JOINED.jsonl… >> docs/regression.tsv    F1 by type; without NAME= its first line
       cargo xtask pairs PAIRS.tsv LEDGER.db       how well reports of one happening are merged
       cargo xtask clusters CLUSTERS.tsv LEDGER.db    the same by blocks of claims: B-cubed and pairwise";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut out = std::io::stdout().lock();
    let done = match words.as_slice() {
        ["tidy"] => match tidy::check(root()) {
            found if found.is_empty() => Ok(()),
            found => Err(found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
        },
        ["join", annotations, documents] => {
            gold::join(Path::new(annotations), Path::new(documents), &mut out)
        }
        ["train", lang, joined @ ..] if !joined.is_empty() => {
            let paths: Vec<&Path> = joined.iter().map(Path::new).collect();
            train::train(lang, &paths).and_then(|t| out.write_all(t.as_bytes()).map_err(|e| e.to_string()))
        }
        ["train-chooser", lang, joined @ ..] if !joined.is_empty() => {
            let paths: Vec<&Path> = joined.iter().map(Path::new).collect();
            chooser::train(lang, &paths).and_then(|t| out.write_all(t.as_bytes()).map_err(|e| e.to_string()))
        }
        ["train-proposer", lang, joined @ ..] if !joined.is_empty() => {
            let paths: Vec<&Path> = joined.iter().map(Path::new).collect();
            proposer::train(lang, &paths).and_then(|t| out.write_all(t.as_bytes()).map_err(|e| e.to_string()))
        }
        ["train-again", lang, joined @ ..] if !joined.is_empty() => {
            let paths: Vec<&Path> = joined.iter().map(Path::new).collect();
            again::train(lang, &paths, &mut out, &mut std::io::stderr())
        }
        [what @ ("calibrate" | "calibrate-rules"), lang, joined @ ..] if !joined.is_empty() => {
            let paths: Vec<&Path> = joined.iter().map(Path::new).collect();
            calibrate::calibrate(lang, &paths, *what == "calibrate-rules")
                .and_then(|t| out.write_all(t.as_bytes()).map_err(|e| e.to_string()))
        }
        ["pairs", pairs, ledger] => pairs::score(Path::new(pairs), Path::new(ledger), &mut out),
        ["clusters", blocks, ledger] => clusters::score(Path::new(blocks), Path::new(ledger), &mut out),
        ["train-same", pairs, blocks, ledger] => {
            pairs::train([pairs, blocks, ledger].map(Path::new), &mut out, &mut std::io::stderr())
        }
        ["regress"] => writeln!(out, "{}", regress::header()).map_err(|e| e.to_string()),
        ["regress", label, sets @ ..] if !sets.is_empty() => sets.iter().try_for_each(|set| {
            let row = regress::row(label, set)?;
            writeln!(out, "{row}").map_err(|e| e.to_string())
        }),
        ["train-dates", lang, joined @ ..] if !joined.is_empty() => {
            let paths: Vec<&Path> = joined.iter().map(Path::new).collect();
            train_dates::train(lang, &paths)
                .and_then(|t| out.write_all(t.as_bytes()).map_err(|e| e.to_string()))
        }
        _ => {
            let _ = writeln!(std::io::stderr(), "{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}

/// The project's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
