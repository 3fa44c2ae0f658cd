//! An event: all reports side by side.

use crate::answer::{View, json};
use crate::app::Scene;
use crate::asked::Asked;
use crate::parts::events::{mark, percent, reports, sentence, status, when};
use crate::parts::links;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::events;
use entente_ask::open::{self, EventWithClaims, Opened};
use entente_ledger::EventRow;
use entente_text::Located;
use maud::{Markup, html};
use std::ops::Range;

/// An event with the words of each report.
pub struct Event {
    row: EventRow,
    sentences: Vec<(String, String)>,
    record: EventWithClaims,
}

/// Opens an event by its id or the first letters of it.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Event, Problem> {
    let row = ledger.event(asked.args.first().map_or("", String::as_str))?;
    let claims = open::claims(ledger, &row)?;
    let record = open::event(&row, &claims);
    let sentences = claims.into_iter().map(|c| (c.sentence, c.trigger)).collect();
    Ok(Event { row, sentences, record })
}

impl View for Event {
    fn title(&self, scene: Scene<'_>) -> String {
        let words = scene.words;
        let names = |side: &[entente_text::Party]| {
            let mut codes: Vec<&str> = side.iter().map(|p| words.polity(&p.code)).collect();
            codes.dedup();
            codes.join(", ")
        };
        let sides = [names(&self.row.actors), names(&self.row.recipients)];
        let verb = if sides[1].is_empty() { words.kind(&self.row.kind) } else { words.verb(&self.row.kind) };
        format!("{} {verb} {}", sides[0], sides[1]).trim().to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let (event, words) = (&self.row, scene.words);
        html! {
            p.lead { (mark(scene, event.category)) " " (sentence(scene, event)) (status(scene, event.status)) }
            dl.facts {
                dt { (words.t("event.date")) } dd { (when(scene, event)) @if let Some(date) = &event.date { " " code { (date) } } }
                dt { (words.t("event.kind")) } dd { (words.kind(&event.kind)) ", " (words.name("category", event.category.name())) }
                @if !event.fields.is_empty() {
                    dt { (words.t("event.fields")) }
                    dd { @for (i, f) in event.fields.iter().enumerate() { @if i > 0 { ", " } (words.name("field", f)) } }
                }
                dt { (words.t("event.reports")) } dd { (reports(scene, event)) }
                dt { (words.t("event.confidence")) } dd { (percent(event.confidence)) }
                dt { "Id" } dd { code { (event.id) } }
            }
            h2 { (words.t("event.side_by_side")) }
            div.sides {
                @for (i, stored) in event.claims.iter().enumerate() { (self.report(scene, i, stored)) }
            }
        }
    }

    fn data(&self, _: &Asked) -> Result<String, Problem> {
        json(&self.record)
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(events::rows(std::slice::from_ref(&self.row)))
    }
}

impl Event {
    /// One report; what it tells otherwise than the event is marked.
    fn report(&self, scene: Scene<'_>, i: usize, stored: &entente_ledger::StoredClaim) -> Markup {
        let (event, words, claim) = (&self.row, scene.words, &stored.claim);
        let (sentence, trigger) = &self.sentences[i];
        let opened = Opened { stored, sentence: sentence.clone(), trigger: trigger.clone() };
        let line = format!("c{}", stored.id);
        html! {
            article.report {
                h3 { (links::source(scene, &stored.source, Some(&line))) }
                blockquote { (marked(&opened)) }
                ul.about {
                    li.differs[claim.date != event.date] { (words.date(claim.date.as_ref())) }
                    li.differs[claim.status != event.status] { (words.name("status", claim.status.name())) }
                    li.differs[claim.kind != event.kind] { (words.kind(&claim.kind)) }
                    @if let Some(said) = &claim.attribution { li { (words.fill("line.according_to", &[("who", &said.source)])) } }
                    li { (percent(claim.confidence)) }
                    li { code { (claim.rule) } }
                }
            }
        }
    }
}

/// A sentence with the claim's words and the word that the rule began with.
fn marked(opened: &Opened<'_>) -> Markup {
    let claim = &opened.stored.claim;
    let text = &opened.sentence;
    let within = |at: Located| -> Option<Range<usize>> {
        let begin = claim.sentence.span.start;
        let range = at.span.start.checked_sub(begin)? as usize..at.span.end.checked_sub(begin)? as usize;
        (at.part == claim.sentence.part && text.get(range.clone()).is_some()).then_some(range)
    };
    let Some(quote) = within(claim.at) else { return html! { (text) } };
    let inner = &text[quote.clone()];
    let trigger = within(claim.trigger)
        .and_then(|t| Some(t.start.checked_sub(quote.start)?..t.end.checked_sub(quote.start)?))
        .filter(|t| inner.get(t.clone()).is_some());
    html! {
        (&text[..quote.start])
        mark {
            @if let Some(t) = trigger { (&inner[..t.start]) b { (&inner[t.clone()]) } (&inner[t.end..]) }
            @else { (inner) }
        }
        (&text[quote.end..])
    }
}
