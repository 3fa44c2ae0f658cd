//! Lists of events.

use super::links;
use crate::app::Scene;
use entente_ask::actor::is_conflict;
use entente_ledger::EventRow;
use entente_text::{Category, Status};
use maud::{Markup, html};

/// Events below each other, with a heading where the year changes.
pub fn by_year(scene: Scene<'_>, events: &[EventRow]) -> Markup {
    html! {
        @for group in events.chunk_by(|a, b| year(a) == year(b)) {
            section.year {
                h2.year { @match year(&group[0]) { Some(year) => (year), None => (scene.words.t("line.no_year")) } }
                (list(scene, group))
            }
        }
    }
}

fn year(event: &EventRow) -> Option<&str> {
    event
        .date
        .as_ref()
        .filter(|d| !d.has_open_year() && d.bounds().is_some())
        .and_then(|d| d.as_str().get(..4))
}

/// Events below each other.
pub fn list(scene: Scene<'_>, events: &[EventRow]) -> Markup {
    html! { ol.events { @for event in events { (row(scene, event)) } } }
}

fn row(scene: Scene<'_>, event: &EventRow) -> Markup {
    let best = &event.claims[event.best];
    let words = scene.words;
    html! {
        li.event.conflict[is_conflict(event.category)] id={ "e-" (event.id) } {
            div.when { (when(scene, event)) }
            div.what {
                p.told { (mark(scene, event.category)) " " (sentence(scene, event)) (status(scene, event.status)) }
                blockquote { (quote(event.quote())) }
                p.from {
                    (links::source(scene, &best.source, Some(&format!("c{}", best.id))))
                    @if let Some(said) = event.attribution() { " · " (words.fill("line.according_to", &[("who", &said.source)])) }
                    " · " a href=(links::event_address(scene, &event.id)) { (reports(scene, event)) }
                    " · " span.sure title=(words.t("line.confidence")) { (percent(event.confidence)) }
                }
            }
        }
    }
}

/// The date, as a machine reads it as well where it is a day.
pub fn when(scene: Scene<'_>, event: &EventRow) -> Markup {
    let text = scene.words.date(event.date.as_ref());
    let machine = event
        .date
        .as_ref()
        .map(entente_text::Edtf::as_str)
        .filter(|d| d.len() == 10 && d.is_ascii() && !d.contains('X'));
    html! { @if let Some(date) = machine { time datetime=(date) { (text) } } @else { (text) } }
}

/// Who did what to whom.
pub fn sentence(scene: Scene<'_>, event: &EventRow) -> Markup {
    let (mut from, mut to) = (links::side(scene, &event.actors), links::side(scene, &event.recipients));
    if to.is_empty() && from.len() > 1 {
        to = from.split_off(1);
    }
    let words = scene.words;
    html! {
        @if to.is_empty() { (links::join(scene, &from)) " " span.verb { (words.kind(&event.kind)) } }
        @else if from.is_empty() { span.verb { (words.verb(&event.kind)) } " " (links::join(scene, &to)) }
        @else { (links::join(scene, &from)) " " span.verb { (words.verb(&event.kind)) } " " (links::join(scene, &to)) }
    }
}

/// How many report it, and how many of them on their own.
pub fn reports(scene: Scene<'_>, event: &EventRow) -> String {
    let words = scene.words;
    if event.independent == event.reports {
        words.count("report", event.reports)
    } else {
        let own = words.number(event.independent);
        format!(
            "{} ({})",
            words.count("report", event.reports),
            words.fill("line.independent", &[("n", &own)])
        )
    }
}

/// The sign of a category: its name, and whether it is of cooperation or of conflict, of words or of deeds.
pub fn mark(scene: Scene<'_>, category: Category) -> Markup {
    let class = if is_conflict(category) { "mark against" } else { "mark with" };
    html! { span class=(class) title=(scene.words.name("about_category", category.name())) { (scene.words.name("category", category.name())) } }
}

/// How far it came, where it is not just done.
pub fn status(scene: Scene<'_>, status: Status) -> Markup {
    html! { @if status != Status::Happened { " " span.badge { (scene.words.name("status", status.name())) } } }
}

/// Words of an article on one line.
pub fn quote(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A confidence as a person reads it.
pub fn percent(confidence: f32) -> String {
    format!("{:.0}%", f64::from(confidence) * 100.0)
}
