//! `entente show`: an event with every claim, or a document with its events.

use crate::args::{Format, Show};
use crate::output::{FAINT, FOUND, Output, STRONG};
use crate::table::{flat, wrap};
use crate::{ask, lines};
use anyhow::Result;
use entente_ask::events;
use entente_ask::open::{self, Opened};
use entente_ledger::{DocumentRow, EventRow, Ledger, LedgerError};
use entente_text::{Located, Part};

/// Opens what the id names.
pub fn run(args: &Show, out: &mut Output) -> Result<()> {
    let ledger = ask::open(&args.at, args.as_of.as_ref())?;
    match ledger.event(&args.id) {
        Ok(event) => show_event(out, args.format, &ledger, &event),
        Err(LedgerError::NoSuchId { found: 0, .. }) => match ledger.document(&args.id)? {
            Some(document) => show_document(out, args.format, &ledger, &document),
            None if lines::open(&ledger, &args.id, args.format, out)? => Ok(()),
            None => Err(LedgerError::NoSuchId { id: args.id.clone(), found: 0 }.into()),
        },
        Err(e) => Err(e.into()),
    }
}

fn show_event(out: &mut Output, format: Format, ledger: &Ledger, event: &EventRow) -> Result<()> {
    let claims = open::claims(ledger, event)?;
    match format {
        Format::Json => {
            out.json_array(&[open::event(event, &claims)])?;
        }
        Format::Csv => out.csv(events::rows(std::slice::from_ref(event)))?,
        Format::Table => {
            out.line(&out.paint(STRONG, &format!("{}  {}", ask::date(event), ask::who(event))))?;
            out.line(&about(event))?;
            for claim in &claims {
                out.line("")?;
                show_claim(out, claim)?;
            }
        }
    }
    Ok(())
}

fn about(event: &EventRow) -> String {
    let mut words = vec![format!("{} ({})", event.category, ask::what(event))];
    if !event.fields.is_empty() {
        words.push(event.fields.join(", "));
    }
    words.push(ask::count(event.reports, "report"));
    words.push(format!("confidence {:.2}", event.confidence));
    words.push(event.id.clone());
    words.join(" · ")
}

fn show_claim(out: &mut Output, opened: &Opened<'_>) -> Result<()> {
    let (stored, claim) = (opened.stored, &opened.stored.claim);
    let part = if claim.at.part == Part::Title { " of the title" } else { "" };
    let place = format!("bytes {}–{}{part}", claim.at.span.start, claim.at.span.end);
    let mut head = vec![stored.source.name.clone(), place];
    head.extend(stored.source.outlet.clone());
    head.extend(stored.source.published.as_ref().map(|d| format!("published {d}")));
    out.line(&out.paint(FAINT, &head.join(" · ")))?;
    for line in sentence(out, opened) {
        out.line(&format!("  {line}"))?;
    }
    let mut tail = vec![claim.status.name().replace('_', " ")];
    tail.extend(claim.date.as_ref().map(ToString::to_string));
    tail.extend(claim.attribution.as_ref().map(|a| format!("according to {}", flat(&a.source))));
    tail.push(format!("confidence {:.2}", claim.confidence));
    tail.push(claim.rule.clone());
    out.line(&out.paint(FAINT, &format!("  {}", tail.join(" · "))))?;
    Ok(())
}

/// The sentence, wrapped, with the quote strong and the trigger marked; between asterisks where there are no
/// colours.
fn sentence(out: &Output, opened: &Opened<'_>) -> Vec<String> {
    let claim = &opened.stored.claim;
    let text = &opened.sentence;
    let within = |at: Located| {
        let begin = claim.sentence.span.start;
        let range = at.span.start.checked_sub(begin)? as usize..at.span.end.checked_sub(begin)? as usize;
        (at.part == claim.sentence.part && text.get(range.clone()).is_some()).then_some(range)
    };
    // Marks that take no room and are no words: private characters, painted after wrapping.
    let mut marks: Vec<(usize, char)> = Vec::new();
    for (at, open, close) in [(claim.at, '\u{e000}', '\u{e001}'), (claim.trigger, '\u{e002}', '\u{e003}')] {
        if let Some(range) = within(at) {
            marks.push((range.start, open));
            marks.push((range.end, close));
        }
    }
    marks.sort_by_key(|(at, mark)| (*at, !matches!(mark, '\u{e001}' | '\u{e003}'), *mark));
    let mut marked = String::new();
    let mut done = 0;
    for (at, mark) in marks {
        marked.push_str(&text[done..at]);
        marked.push(mark);
        done = at;
    }
    marked.push_str(&text[done..]);
    paint_marks(out, &wrap(&flat(&marked), out.width.saturating_sub(4)))
}

/// Turns the marks into styles, which begin anew on each line.
fn paint_marks(out: &Output, lines: &[String]) -> Vec<String> {
    let plain = out.paint(FOUND, "x") == "x";
    let (mut quote, mut trigger) = (false, false);
    let mut painted = Vec::new();
    for line in lines {
        let (mut done, mut piece) = (String::new(), String::new());
        for c in line.chars().chain(['\u{e004}']) {
            if !('\u{e000}'..='\u{e004}').contains(&c) {
                piece.push(c);
                continue;
            }
            let words = std::mem::take(&mut piece);
            match (trigger, quote) {
                _ if words.is_empty() => {}
                (true, _) if plain => done.extend(["*", &words, "*"]),
                (true, _) => done.push_str(&out.paint(FOUND, &words)),
                (false, true) => done.push_str(&out.paint(STRONG, &words)),
                (false, false) => done.push_str(&words),
            }
            match c {
                '\u{e000}' => quote = true,
                '\u{e001}' => quote = false,
                '\u{e002}' => trigger = true,
                '\u{e003}' => trigger = false,
                _ => {}
            }
        }
        painted.push(done);
    }
    painted
}

fn show_document(out: &mut Output, format: Format, ledger: &Ledger, document: &DocumentRow) -> Result<()> {
    let told = ledger.events_of_document(&document.source.sha256)?;
    match format {
        Format::Json => {
            out.json_array(&[open::document(document, &told)])?;
        }
        Format::Csv => out.csv(events::rows(&told))?,
        Format::Table => {
            let name = if document.title.is_empty() { &document.source.name } else { &document.title };
            out.line(&out.paint(STRONG, &flat(name)))?;
            out.line(&document_line(document))?;
            out.line(&out.paint(FAINT, &format!("{} · sha256 {}", document.origin, document.source.sha256)))?;
            for reason in &document.published_why {
                out.line(&out.paint(FAINT, &format!("  {reason}")))?;
            }
            if !told.is_empty() {
                out.line("")?;
                ask::table(out, &told)?;
            }
        }
    }
    Ok(())
}

fn document_line(document: &DocumentRow) -> String {
    let published = match &document.source.published {
        Some(date) => format!("published {date} ({})", document.published_basis),
        None => "undated".to_owned(),
    };
    let mut words = vec![document.source.name.clone()];
    words.extend(document.source.outlet.clone());
    words.extend(document.lang.clone());
    words.push(published);
    let found = [(document.articles, "article"), (document.claims, "claim"), (document.events, "event")];
    words.push(found.map(|(n, what)| ask::count(n as usize, what)).join(", "));
    words.extend(document.url.clone());
    words.join(" · ")
}
