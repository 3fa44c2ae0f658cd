//! `entente clean`: lines with their labels.

use crate::args::{Clean, Lines};
use crate::ask;
use crate::commands::Outcome;
use crate::commands::failures::Failures;
use crate::output::{FAINT, Output, STRONG};
use crate::table::{flat, wrap_short};
use anyhow::Result;
use entente::Pipeline;
use entente_clean::line_labels;
use entente_read::Reader;
use entente_text::{CleanDocument, PassageKind};
use serde::Serialize;

/// One labelled line.
#[derive(Serialize)]
struct Label<'a> {
    doc: &'a str,
    line: u32,
    kind: &'static str,
    article: Option<u32>,
}

/// Prints every line that is not blank with its label.
pub fn run(args: &Clean, out: &mut Output) -> Result<Outcome> {
    let pipeline = Pipeline::new()?;
    let mut failures = Failures::default();
    for read in Reader::new(&args.paths) {
        match read {
            Err(error) => failures.unread(&error),
            Ok(reading) => {
                let clean = pipeline.clean(reading.document);
                match args.format {
                    Lines::Jsonl => json(out, &clean)?,
                    Lines::Table => table(out, &clean)?,
                }
            }
        }
    }
    failures.complain();
    Ok(if failures.any_unread() { Outcome::SomeFailed } else { Outcome::Done })
}

fn json(out: &mut Output, clean: &CleanDocument) -> Result<()> {
    for (line, kind, article) in line_labels(&clean.passages) {
        out.json_line(&Label { doc: &clean.document.id, line, kind: kind.name(), article })?;
    }
    Ok(())
}

/// The widest label and the columns before the text.
const BEFORE: usize = 5 + 11 + 3;

fn table(out: &mut Output, clean: &CleanDocument) -> Result<()> {
    let articles = ask::count(clean.articles.len(), "article");
    out.line(&out.paint(STRONG, &format!("{} ({articles})", clean.document.id)))?;
    for passage in &clean.passages {
        let words = flat(passage.span.slice(clean.document.text()));
        let first = wrap_short(&words, out.width.saturating_sub(BEFORE), 1).concat();
        let article = passage.article.map_or(" ".to_owned(), |n| n.to_string());
        let line = format!("{:>4} {:<10} {article:>2} {first}", passage.line, passage.kind.name());
        let aside = matches!(passage.kind, PassageKind::Furniture | PassageKind::Teaser);
        out.line(&if aside { out.paint(FAINT, &line) } else { line })?;
    }
    Ok(())
}
