//! `entente search`: passages by their words.

use crate::args::{Filter, Format, Search};
use crate::ask;
use crate::output::{FAINT, FOUND, Output};
use anyhow::Result;
use entente_ledger::{EventFilter, Hit};
use std::ops::Range;

/// Prints the passages that hold all the words.
pub fn run(args: &Search, out: &mut Output) -> Result<()> {
    let filter = chosen(&args.asked.filter)?;
    let ledger = ask::open(&args.asked.at, args.asked.filter.as_of.as_ref())?;
    let typed = args.words.join(" ");
    let hits = ledger.search(&typed, args.limit, filter.as_ref())?;
    match args.asked.format {
        Format::Json => out.json_array(&hits)?,
        Format::Csv => {
            let header =
                ["doc", "outlet", "published", "kind", "start", "end", "events", "text"].map(str::to_owned);
            out.csv(std::iter::once(header.to_vec()).chain(hits.iter().map(csv_row)))?;
        }
        Format::Table if hits.is_empty() => out.line(&format!("{typed}: nothing found"))?,
        Format::Table => {
            for hit in &hits {
                show(out, hit)?;
            }
            if hits.len() == args.limit {
                out.line(
                    &out.paint(FAINT, &format!("the first {} passages; --limit shows more", args.limit)),
                )?;
            }
        }
    }
    Ok(())
}

/// What the filters choose; `None` where none is given, for then passages that tell of nothing count as well.
fn chosen(filter: &Filter) -> Result<Option<EventFilter>> {
    if *filter == (Filter { as_of: filter.as_of.clone(), ..Filter::default() }) {
        return Ok(None);
    }
    let choice = filter.choice();
    Ok(Some(EventFilter { min_confidence: Some(choice.threshold()), ..choice.events()? }))
}

fn csv_row(hit: &Hit) -> Vec<String> {
    vec![
        hit.source.name.clone(),
        hit.source.outlet.clone().unwrap_or_default(),
        hit.source.published.clone().unwrap_or_default(),
        hit.kind.clone(),
        hit.at.span.start.to_string(),
        hit.at.span.end.to_string(),
        hit.events.join(";"),
        hit.text.clone(),
    ]
}

fn show(out: &mut Output, hit: &Hit) -> Result<()> {
    let mut about = vec![hit.source.name.clone(), hit.kind.clone()];
    about.extend(hit.source.outlet.clone());
    about.extend(hit.source.published.clone());
    if !hit.events.is_empty() {
        let ids: Vec<_> = hit.events.iter().map(|id| &id[..8]).collect();
        about.push(format!("tells of {}", ids.join(", ")));
    }
    out.line(&out.paint(FAINT, &about.join(" · ")))?;
    for line in marked(out, hit) {
        out.line(&line)?;
    }
    out.line("")?;
    Ok(())
}

/// Around the first find, so many bytes are shown on each side.
const AROUND: usize = 240;

/// The words around the finds, with the finds marked, wrapped to the terminal.
fn marked(out: &Output, hit: &Hit) -> Vec<String> {
    let (text, found) = (hit.text.as_str(), &hit.found);
    let Range { start: from, end: to } = hit.context(AROUND);
    let mut lines = Vec::new();
    let (mut line, mut width) = (String::new(), 0);
    if from > 0 {
        line.push_str("… ");
        width = 2;
    }
    let mut at = from;
    for word in text[from..to].split_inclusive(char::is_whitespace) {
        let trimmed = word.trim_end();
        let columns = unicode_width::UnicodeWidthStr::width(trimmed);
        if width > 0 && width + columns > out.width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            width = 0;
        }
        line.push_str(&paint_within(out, trimmed, at, found));
        if trimmed.len() < word.len() {
            line.push(' ');
        }
        width += columns + 1;
        at += word.len();
    }
    if to < text.len() {
        line.push('…');
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// A word that begins at `at`, with the finds in it painted.
fn paint_within(out: &Output, word: &str, at: usize, found: &[(usize, usize)]) -> String {
    let mut painted = String::new();
    let mut done = 0;
    for (a, b) in found.iter().filter(|(a, b)| *a < at + word.len() && *b > at) {
        let (a, b) = (a.saturating_sub(at).max(done), (b - at).min(word.len()));
        if let (Some(before), Some(hit)) = (word.get(done..a), word.get(a..b)) {
            painted.push_str(before);
            painted.push_str(&out.paint(FOUND, hit));
            done = b;
        }
    }
    painted.push_str(&word[done..]);
    painted
}
