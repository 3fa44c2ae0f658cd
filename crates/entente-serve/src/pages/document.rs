//! A document as it was read: furniture greyed, every claim marked in its exact words, and why it is dated so.

use crate::answer::{View, json};
use crate::app::Scene;
use crate::asked::Asked;
use crate::parts::events::{mark, quote, sentence, status};
use crate::parts::{lines, links};
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::{events, open};
use entente_ledger::{DocumentRow, EventRow, PassageRow, StoredAssertion};
use entente_text::{Asserted, Edtf, Located, Part};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A document with all that it tells.
pub struct Document {
    row: DocumentRow,
    title: String,
    body: String,
    passages: Vec<PassageRow>,
    marks: Vec<Marked>,
    events: BTreeMap<String, EventRow>,
    assertions: Vec<StoredAssertion>,
}

/// Words that a line of the ledger rests on.
struct Marked {
    /// `c` and the claim's number, or `a` and the assertion's.
    id: String,
    at: Located,
    /// The id of the event.
    event: Option<String>,
    /// Its place among the assertions.
    said: Option<usize>,
}

/// Opens a document by its id, path or SHA-256.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Document, Problem> {
    let name = asked.args.first().map_or("", String::as_str);
    let row = ledger.document(name)?.ok_or_else(|| Problem::not_found(name))?;
    let sha256 = row.source.sha256.as_str();
    let (title, body) = ledger.text(sha256)?.unwrap_or_default();
    let claims = ledger.claims_of_document(sha256)?;
    let told = |a: &StoredAssertion| {
        !matches!(a.assertion.asserted, Asserted::Naming(_) | Asserted::Body(_) | Asserted::Meeting(_))
    };
    let assertions: Vec<_> = ledger.assertions_of_document(sha256)?.into_iter().filter(told).collect();
    let of_claims = claims.iter().map(|(event, c)| Marked {
        id: format!("c{}", c.id),
        at: c.claim.at,
        event: Some(event.clone()),
        said: None,
    });
    let of_assertions = assertions.iter().enumerate().map(|(i, a)| Marked {
        id: format!("a{}", a.id),
        at: a.assertion.at,
        event: None,
        said: Some(i),
    });
    let mut marks: Vec<Marked> = of_claims.chain(of_assertions).collect();
    marks.sort_by_key(|m| (m.at.part != Part::Title, m.at.span.start, std::cmp::Reverse(m.at.span.end)));
    let events = ledger.events_of_document(sha256)?.into_iter().map(|e| (e.id.clone(), e)).collect();
    let passages = ledger.passages(sha256)?;
    Ok(Document { row, title, body, passages, marks, events, assertions })
}

impl View for Document {
    fn title(&self, _: Scene<'_>) -> String {
        if self.row.title.is_empty() { self.row.source.name.clone() } else { quote(&self.row.title) }
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let (row, words) = (&self.row, scene.words);
        let published = row.source.published.as_deref().and_then(|p| Edtf::parse(p).ok());
        html! {
            dl.facts {
                @if let Some(outlet) = &row.source.outlet { dt { (words.t("filter.outlet")) } dd { (outlet) } }
                dt { (words.t("document.published")) }
                dd { (words.date(published.as_ref())) " (" (words.name("basis", &row.published_basis)) ")"
                    @if !row.published_why.is_empty() {
                        details.why { summary { (words.t("document.why")) } ul { @for reason in &row.published_why { li { (reason) } } } }
                    }
                }
                @if let Some(url) = row.url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://")) {
                    dt { (words.t("document.address")) } dd { a href=(url) rel="noreferrer noopener nofollow" { (url) } }
                }
                dt { (words.t("document.file")) } dd { code { (row.origin) } }
                @if let Some(copy) = &row.source.copy_of { dt { (words.t("document.copies")) } dd { code { (copy[..16.min(copy.len())]) } } }
                dt { (words.t("document.told")) } dd { (words.count("event", row.events as usize)) ", " (words.count("claim", row.claims as usize)) }
            }
            p.quiet { (words.t("document.legend")) }
            div.article lang=[row.lang.as_deref()] { @for passage in &self.passages { (self.passage(scene, passage)) } }
        }
    }

    fn data(&self, _: &Asked) -> Result<String, Problem> {
        let told: Vec<EventRow> = self.events.values().cloned().collect();
        json(&open::document(&self.row, &told))
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        let told: Vec<EventRow> = self.events.values().cloned().collect();
        Ok(events::rows(&told))
    }
}

impl Document {
    fn passage(&self, scene: Scene<'_>, passage: &PassageRow) -> Markup {
        let at = passage.at;
        let text = if at.part == Part::Title { &self.title } else { &self.body };
        let (start, end) = (at.span.start as usize, at.span.end as usize);
        let Some(words) = text.get(start..end) else { return html! {} };
        let here: Vec<&Marked> = self
            .marks
            .iter()
            .filter(|m| {
                m.at.part == at.part && (m.at.span.start as usize) < end && m.at.span.end as usize > start
            })
            .collect();
        let class = format!("passage {}", passage.kind);
        let body = pieces(scene, words, start, &here);
        html! {
            div class=(class) {
                @match passage.kind.as_str() {
                    "title" => h2 { (body) },
                    _ => p { (body) },
                }
                @if !here.is_empty() { ul.notes lang=(scene.words.lang) { @for m in &here { @if (m.at.span.start as usize) >= start { (self.note(scene, m)) } } } }
            }
        }
    }

    /// The line of the ledger that rests on some words.
    fn note(&self, scene: Scene<'_>, m: &Marked) -> Markup {
        let words = scene.words;
        html! {
            @if let Some(event) = m.event.as_ref().and_then(|id| self.events.get(id)) {
                li { (mark(scene, event.category)) " " (sentence(scene, event)) (status(scene, event.status))
                    " · " a href=(links::event_address(scene, &event.id)) { (words.date(event.date.as_ref())) } }
            } @else if let Some(said) = m.said.and_then(|i| self.assertions.get(i)) {
                @match &said.assertion.asserted {
                    Asserted::Quotation(s) => li { span.mark { (words.t("about.one_quotation")) } " " @if let Some(v) = &s.speaker { (links::voice(scene, v.name.as_deref().unwrap_or(v.codes.first().map_or(v.words.as_str(), String::as_str)), None, &v.codes)) } },
                    Asserted::Stance(s) => li { (lines::position(scene, s.position)) " " (links::voice(scene, s.holder.name.as_deref().unwrap_or(s.holder.codes.first().map_or(s.holder.words.as_str(), String::as_str)), None, &s.holder.codes)) ": " (s.toward.words) },
                    Asserted::Step(s) => li { (super::plans::stage(scene, s.stage)) " " (s.object.words) },
                    _ => li.quiet { (said.assertion.asserted.name()) },
                }
            }
        }
    }
}

/// The words of a passage that begins at `start`, cut where marks begin and end: what a claim rests on leads to its event.
fn pieces(scene: Scene<'_>, words: &str, start: usize, marks: &[&Marked]) -> Markup {
    let within = |at: u32| (at as usize).clamp(start, start + words.len()) - start;
    let mut cuts: Vec<usize> =
        marks.iter().flat_map(|m| [within(m.at.span.start), within(m.at.span.end)]).collect();
    cuts.extend([0, words.len()]);
    cuts.retain(|at| words.is_char_boundary(*at));
    cuts.sort_unstable();
    cuts.dedup();
    html! {
        @for cut in cuts.windows(2) {
            @let (from, to) = (cut[0], cut[1]);
            @let over: Vec<&&Marked> = marks.iter().filter(|m| within(m.at.span.start) <= from && within(m.at.span.end) >= to).collect();
            @for m in over.iter().filter(|m| within(m.at.span.start) == from) { span.anchor id=(m.id) {} }
            @if over.is_empty() { (&words[from..to]) }
            @else {
                @let event = over.iter().find_map(|m| m.event.as_ref());
                @let ids = over.iter().map(|m| m.id.as_str()).collect::<Vec<_>>().join(" ");
                @match event {
                    Some(id) => a.claim href=(links::event_address(scene, id)) data-lines=(ids) { (&words[from..to]) },
                    None => span.said data-lines=(ids) { (&words[from..to]) },
                }
            }
        }
    }
}
