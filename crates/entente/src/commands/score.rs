//! `entente score`: predictions against gold.

use crate::args::{Grouped, Scope, Score};
use crate::output::{FAINT, Output, STRONG};
use crate::table::{Table, flat};
use anyhow::{Context, Result};
use entente::Pipeline;
use entente::explanation::Wanted;
use entente::score::{
    Bin, By, Cause, Finding, Group, Measure, Options, Scored, Scores, causes, groups, parse, reliability,
    score, tally, texts,
};
use serde::Serialize;
use std::path::Path;

/// What is printed as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    scores: &'a Scores,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Vec<Group>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reliability: Option<Vec<Bin>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    causes: Option<Vec<Count>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<Finding<'a>>>,
}

#[derive(Serialize)]
struct Count {
    cause: Cause,
    count: usize,
}

/// Prints precision, recall and F1.
pub fn run(args: &Score, out: &mut Output) -> Result<()> {
    let (gold_text, predicted_text) = (load(&args.gold)?, load(&args.predicted)?);
    let gold = parse(&gold_text).with_context(|| args.gold.display().to_string())?;
    let predicted = parse(&predicted_text).with_context(|| args.predicted.display().to_string())?;
    let options = Options { domestic: args.scope == Scope::All, igo: args.igo };
    let (scores, scored) = score(&gold, &predicted, options);
    let findings = if args.errors {
        let mut documents = texts(&gold_text);
        let pipeline = if documents.is_empty() { None } else { Some(Pipeline::new()?) };
        let explain = |id: &str| Some(pipeline.as_ref()?.explain(documents.remove(id)?, &Wanted::default()));
        Some(causes(&scored, &predicted, options, explain))
    } else {
        None
    };
    let by = args.by.map(|by| groups(&scored, by.into()));
    let bins = args.reliability.then(|| reliability(&scored));
    if args.json {
        let counts = |f: &Vec<Finding<'_>>| {
            tally(f).into_iter().map(|(cause, count)| Count { cause, count }).collect()
        };
        let causes = findings.as_ref().map(counts);
        return Ok(out.json_line(&Answer {
            scores: &scores,
            by,
            reliability: bins,
            causes,
            errors: findings,
        })?);
    }
    if let Some(findings) = &findings {
        show_causes(out, findings)?;
    }
    show(out, &scores, by.as_deref().unwrap_or(&groups(&scored, By::Type)))?;
    bins.map_or(Ok(()), |bins| show_reliability(out, &bins))?;
    Ok(())
}

impl From<Grouped> for By {
    fn from(by: Grouped) -> Self {
        match by {
            Grouped::Type => Self::Type,
            Grouped::Kind => Self::Kind,
            Grouped::Rule => Self::Rule,
        }
    }
}

fn load(path: &Path) -> Result<String> {
    let text = if path.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    text.with_context(|| format!("can't read {}", path.display()))
}

fn show(out: &mut Output, scores: &Scores, groups: &[Group]) -> Result<()> {
    let share = |x: Option<f64>| x.map_or("–".to_owned(), |x| format!("{x:.3}"));
    let count = |n: Option<usize>| n.map_or("–".to_owned(), |n| n.to_string());
    let mut table = Table::new(&["*Events", "Matched", "Predicted", "Precision", "Gold", "Recall"]);
    for g in groups {
        let counts = [g.matched.to_string(), g.predicted.to_string(), share(g.precision)];
        let [matched, predicted, precision] = counts;
        table.row([g.name.clone(), matched, predicted, precision, count(g.gold), share(g.recall)]);
    }
    let mut measures = Table::new(&["Measure", "Precision", "Recall", "F1", "Matched", "Gold", "Predicted"]);
    for (name, m) in [("strict", &scores.strict.measure), ("quad", &scores.quad), ("type", &scores.category)]
    {
        measures.row(measure(name, m));
    }
    for line in table.text(out.width) {
        out.line(&line)?;
    }
    out.line("")?;
    for line in measures.text(out.width) {
        out.line(&line)?;
    }
    let (dates, status) = (share(scores.strict.date_accuracy), share(scores.strict.status_accuracy));
    out.line(&format!("of the matched, {dates} have the right date and {status} the right status"))?;
    Ok(())
}

fn measure(name: &str, m: &Measure) -> [String; 7] {
    let (p, r, f) = (format!("{:.3}", m.precision), format!("{:.3}", m.recall), format!("{:.3}", m.f1));
    [name.to_owned(), p, r, f, m.matched.to_string(), m.gold.to_string(), m.predicted.to_string()]
}

fn show_reliability(out: &mut Output, bins: &[Bin]) -> Result<()> {
    let share = |x: Option<f64>| x.map_or("–".to_owned(), |x| format!("{x:.3}"));
    let mut table = Table::new(&["Confidence", "Events", "Mean confidence", "Right"]);
    for bin in bins {
        let range = format!("{:.1}–{:.1}", bin.from, bin.to);
        table.row([range, bin.count.to_string(), share(bin.confidence), share(bin.right)]);
    }
    out.line("")?;
    for line in table.text(out.width) {
        out.line(&line)?;
    }
    Ok(())
}

fn show_causes(out: &mut Output, findings: &[Finding<'_>]) -> Result<()> {
    let counts = tally(findings);
    if counts.is_empty() {
        out.line(&out.paint(FAINT, "nothing missed, nothing wrong"))?;
        return Ok(out.line("")?);
    }
    for (cause, count) in &counts {
        out.line(&out.paint(STRONG, &format!("== {} ({count})", cause.name())))?;
        for finding in findings.iter().filter(|f| f.cause == *cause) {
            show_finding(out, finding)?;
        }
    }
    let mut table = Table::new(&["Cause", "Count", "*What it is"]);
    for (cause, count) in counts {
        table.row([cause.name().to_owned(), count.to_string(), cause.meaning().to_owned()]);
    }
    out.line("")?;
    for line in table.text(out.width) {
        out.line(&line)?;
    }
    Ok(out.line("")?)
}

fn show_finding(out: &mut Output, finding: &Finding<'_>) -> Result<()> {
    out.line(&out.paint(FAINT, &format!("  {}", finding.document)))?;
    for (what, event) in [("gold", finding.gold), ("predicted", finding.predicted)] {
        if let Some(event) = event {
            out.line(&format!("    {what:9}  {}", line(event)))?;
        }
    }
    if !finding.detail.is_empty() {
        out.line(&format!("    {:9}  {}", "why", finding.detail))?;
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
    let quote: String = flat(&event.quote).chars().take(110).collect();
    let (actors, recipients) = (side(&event.actors), side(&event.recipients));
    let rule = if event.rule.is_empty() { String::new() } else { format!(" ({})", event.rule) };
    format!("{:9} {actors} -> {recipients} [{}] {}: {quote}{rule}", event.category, event.date, event.status)
}
