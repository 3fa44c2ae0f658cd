//! Links to the things of the ledger.

use crate::app::Scene;
use crate::asked::path;
use entente_ledger::Source;
use entente_text::Party;
use entente_world::World;
use maud::{Markup, html};

/// The address of a polity or person.
pub fn actor_address(scene: Scene<'_>, name: &str) -> String {
    scene.asked.to(&path(&["actor", name]))
}

/// The address of what lies between two.
pub fn relation_address(scene: Scene<'_>, a: &str, b: &str) -> String {
    scene.asked.to(&path(&["relation", a, b]))
}

/// The address of an event.
pub fn event_address(scene: Scene<'_>, id: &str) -> String {
    scene.asked.to(&path(&["event", id]))
}

/// The address of a plan.
pub fn plan_address(scene: Scene<'_>, id: &str) -> String {
    scene.asked.to(&path(&["plan", id]))
}

/// The address of a document, at the words of a line where one is given.
pub fn document_address(scene: Scene<'_>, source: &Source, line: Option<&str>) -> String {
    let address = scene.asked.to(&path(&["document", &source.sha256[..16.min(source.sha256.len())]]));
    match line {
        Some(line) => format!("{address}#{line}"),
        None => address,
    }
}

/// A polity by its usual name, with its full name where that differs.
pub fn polity(scene: Scene<'_>, code: &str) -> Markup {
    let (name, full) = (scene.words.polity(code), scene.words.full_name(code));
    html! {
        @if World::embedded().polity(code).is_some() {
            a.polity href=(actor_address(scene, code)) title=[(full != name).then_some(full)] { (name) }
        } @else { span.polity { (name) } }
    }
}

/// Several polities, with commas between.
pub fn polities(scene: Scene<'_>, codes: &[String]) -> Markup {
    html! { @for (i, code) in codes.iter().enumerate() { @if i > 0 { ", " } (polity(scene, code)) } }
}

/// Who speaks or holds a view: the name, the role, the polities.
pub fn voice(scene: Scene<'_>, name: &str, role: Option<&str>, codes: &[String]) -> Markup {
    let words = scene.words;
    // Without a name the codes stand for it.
    let is_code = !codes.is_empty() && codes.join(", ") == name;
    let role = role.map(|r| words.role(r));
    html! {
        @if name.is_empty() { span.quiet { (words.t("line.unknown")) } }
        @else if is_code { (polities(scene, codes)) }
        @else { a.person href=(actor_address(scene, name)) { (name) } }
        @if let Some(role) = role { span.role { ", " (role) } }
        @if !codes.is_empty() && !is_code { span.role { " (" (polities(scene, codes)) ")" } }
    }
}

/// Where words are from: the outlet or the document's name, and when it was published.
pub fn source(scene: Scene<'_>, source: &Source, line: Option<&str>) -> Markup {
    let name = source.outlet.as_deref().unwrap_or(&source.name);
    html! {
        a.source href=(document_address(scene, source, line)) title=(source.name) { (name) }
        @if let Some(date) = source.published.as_deref().and_then(|p| entente_text::Edtf::parse(p).ok()) {
            ", " span.published { (scene.words.date(Some(&date))) }
        }
    }
}

/// How many parties of one side are named before the rest is counted.
const NAMED: usize = 5;

/// The polities of one side with the persons who act for them, each a piece.
pub fn side(scene: Scene<'_>, parties: &[Party]) -> Vec<Markup> {
    let mut codes: Vec<&str> = Vec::new();
    for party in parties {
        if !codes.contains(&party.code.as_str()) {
            codes.push(&party.code);
        }
    }
    let named = codes.iter().take(NAMED).map(|code| {
        let mut persons: Vec<&str> = Vec::new();
        for name in parties.iter().filter(|p| p.code == *code).filter_map(|p| p.name.as_deref()) {
            if !persons.contains(&name) {
                persons.push(name);
            }
        }
        html! {
            (polity(scene, code))
            @if !persons.is_empty() {
                span.persons { " ("
                    @for (i, name) in persons.iter().enumerate() {
                        @if i > 0 { ", " }
                        a.person href=(actor_address(scene, name)) { (name) }
                    }
                ")" }
            }
        }
    });
    let mut all: Vec<Markup> = named.collect();
    if codes.len() > NAMED {
        let more = scene.words.count("more", codes.len() - NAMED);
        all.push(html! { span.quiet { (more) } });
    }
    all
}

/// Pieces with commas between and a word before the last.
pub fn join(scene: Scene<'_>, pieces: &[Markup]) -> Markup {
    html! {
        @for (i, piece) in pieces.iter().enumerate() {
            @if i > 0 && i + 1 == pieces.len() { " " (scene.words.t("line.and")) " " } @else if i > 0 { ", " }
            (piece)
        }
    }
}
