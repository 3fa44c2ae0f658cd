//! `entente score`: predictions against gold.

use crate::args::{Scope, Score};
use crate::output::{FAINT, Output, STRONG};
use crate::table::Table;
use anyhow::{Context, Result};
use entente::score::{Documents, Errors, Measure, Options, Scored, Scores, parse, score};
use std::path::Path;

/// Prints precision, recall and F1.
pub fn run(args: &Score, out: &mut Output) -> Result<()> {
    let (gold, predicted) = (load(&args.gold)?, load(&args.predicted)?);
    let options = Options { domestic: args.scope == Scope::All, igo: args.igo };
    let (scores, errors) = score(&gold, &predicted, options);
    if args.errors {
        for document in &errors {
            show_errors(out, document)?;
        }
    }
    if args.json { Ok(out.json_line(&scores)?) } else { show(out, &scores) }
}

fn load(path: &Path) -> Result<Documents> {
    let text = if path.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    let text = text.with_context(|| format!("can't read {}", path.display()))?;
    parse(&text).with_context(|| path.display().to_string())
}

fn show(out: &mut Output, scores: &Scores) -> Result<()> {
    let mut categories = Table::new(&["Category", "Matched", "Gold", "Predicted"]);
    for (category, n) in &scores.per_type {
        categories.row([
            category.clone(),
            n.matched.to_string(),
            n.gold.to_string(),
            n.predicted.to_string(),
        ]);
    }
    let mut measures = Table::new(&["Measure", "Precision", "Recall", "F1", "Matched", "Gold", "Predicted"]);
    for (name, m) in [("strict", &scores.strict.measure), ("quad", &scores.quad), ("type", &scores.category)]
    {
        measures.row(measure(name, m));
    }
    for line in categories.text(out.width) {
        out.line(&line)?;
    }
    out.line("")?;
    for line in measures.text(out.width) {
        out.line(&line)?;
    }
    let share = |x: Option<f64>| x.map_or("–".to_owned(), |x| format!("{x:.3}"));
    let (dates, status) = (share(scores.strict.date_accuracy), share(scores.strict.status_accuracy));
    out.line(&format!("of the matched, {dates} have the right date and {status} the right status"))?;
    Ok(())
}

fn measure(name: &str, m: &Measure) -> [String; 7] {
    let (p, r, f) = (format!("{:.3}", m.precision), format!("{:.3}", m.recall), format!("{:.3}", m.f1));
    [name.to_owned(), p, r, f, m.matched.to_string(), m.gold.to_string(), m.predicted.to_string()]
}

fn show_errors(out: &mut Output, errors: &Errors<'_>) -> Result<()> {
    out.line(&out.paint(STRONG, &format!("== {}", errors.document)))?;
    for (what, events) in [("missed", &errors.missed), ("wrong", &errors.wrong)] {
        for event in events {
            out.line(&format!("  {what:6}  {}", line(event)))?;
        }
    }
    if errors.missed.is_empty() && errors.wrong.is_empty() {
        out.line(&out.paint(FAINT, "  nothing missed, nothing wrong"))?;
    }
    Ok(())
}

fn line(event: &Scored) -> String {
    let side = |codes: &[String]| {
        let mut codes: Vec<_> = codes.iter().map(String::as_str).collect();
        codes.sort_unstable();
        codes.dedup();
        if codes.is_empty() { "-".to_owned() } else { codes.join(",") }
    };
    let quote: String = event.quote.chars().take(110).collect();
    let (actors, recipients) = (side(&event.actors), side(&event.recipients));
    format!("{:9} {actors} -> {recipients} [{}] {}: {quote}", event.category, event.date, event.status)
}
