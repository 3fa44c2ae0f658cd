//! The form of filters, which writes them into the address.

use crate::app::Scene;
use entente_ask::choice::kinds;
use entente_text::Category;
use maud::{Markup, html};

/// Which filters a page has beside the dates.
#[derive(Debug, Clone, Copy, Default)]
pub struct Has<'a> {
    /// Categories and kinds of events, fields.
    pub events: bool,
    /// Kinds of lines: the section of their names, and their ids.
    pub kinds: Option<(&'a str, &'a [&'a str])>,
    /// Fields of cooperation.
    pub fields: bool,
    /// Outlets.
    pub outlets: &'a [(String, u32)],
    /// From when to when.
    pub dates: bool,
    /// How sure.
    pub sure: bool,
    /// Words, a polity or a person.
    pub about: bool,
    /// Two polities.
    pub pair: bool,
    /// The day on which it held.
    pub on: bool,
}

/// The filters that the form sets; all other parameters are kept as they are.
const SET: [&str; 14] = [
    "from",
    "to",
    "type",
    "kind",
    "field",
    "outlet",
    "confidence",
    "as_of",
    "all",
    "page",
    "about",
    "a",
    "b",
    "on",
];

/// The form.
pub fn form(scene: Scene<'_>, has: Has<'_>) -> Markup {
    let (asked, words) = (scene.asked, scene.words);
    let active = SET.iter().filter(|name| **name != "page" && asked.value(name).is_some()).count();
    html! {
        details.filters open[active > 0] {
            summary { (words.t("filter.title")) @if active > 0 { " (" (active) ")" } }
            form action=(asked.path()) {
                @for (key, value) in asked.others(&SET) { input type="hidden" name=(key) value=(value); }
                @if has.about { (text(scene, "about")) }
                @if has.pair { (text(scene, "a")) (text(scene, "b")) }
                @if has.on { (date(scene, "on")) }
                @if has.dates {
                    (date(scene, "from")) (date(scene, "to"))
                }
                @if has.events {
                    (select(scene, "type", &Category::ALL.iter().map(|c| (c.name().to_owned(), words.name("category", c.name()))).collect::<Vec<_>>()))
                    (select(scene, "kind", &event_kinds(scene)))
                }
                @if let Some((section, ids)) = has.kinds {
                    (select(scene, "kind", &ids.iter().map(|id| ((*id).to_owned(), words.name(section, id))).collect::<Vec<_>>()))
                }
                @if has.events || has.fields {
                    (select(scene, "field", &words.section("field").map(|(id, name)| (id.to_owned(), name.to_owned())).collect::<Vec<_>>()))
                }
                @if !has.outlets.is_empty() {
                    (select(scene, "outlet", &has.outlets.iter().map(|(name, n)| (name.clone(), format!("{name} ({n})"))).collect::<Vec<_>>()))
                }
                @if has.sure {
                    label { (words.t("filter.confidence"))
                        input type="number" name="confidence" min="0" max="1" step="0.05" value=[asked.value("confidence")] placeholder=(entente_ask::DEFAULT_CONFIDENCE); }
                }
                (date(scene, "as_of"))
                @if has.sure {
                    label.check { input type="checkbox" name="all" value="1" checked[asked.choice.all]; (words.t("filter.all")) }
                }
                button { (words.t("filter.apply")) }
                @if active > 0 { a.reset href=(reset(scene)) { (words.t("filter.reset")) } }
            }
        }
    }
}

fn reset(scene: Scene<'_>) -> String {
    crate::asked::address(scene.asked.path(), scene.asked.others(&SET))
}

fn date(scene: Scene<'_>, name: &str) -> Markup {
    let words = scene.words;
    html! {
        label title=(words.t("filter.date_hint")) { (words.name("filter", name))
            input.date type="text" name=(name) inputmode="numeric" size="10" value=[scene.asked.value(name)] placeholder="2023-07"; }
    }
}

fn text(scene: Scene<'_>, name: &str) -> Markup {
    html! { label { (scene.words.name("filter", name)) input type="text" name=(name) size="16" value=[scene.asked.value(name)]; } }
}

fn select(scene: Scene<'_>, name: &str, options: &[(String, String)]) -> Markup {
    let words = scene.words;
    let chosen = scene.asked.list(name);
    let has = |id: &str| chosen.iter().any(|c| c.eq_ignore_ascii_case(id));
    // Several at a time can only be asked for in the address; the form keeps them together.
    let several = (chosen.len() > 1).then(|| chosen.join(","));
    html! {
        label { (words.name("filter", name))
            select name=(name) {
                option value="" { (words.t("filter.any")) }
                @if let Some(several) = &several { option value=(several) selected { (several) } }
                @for (id, label) in options { option value=(id) selected[several.is_none() && has(id)] { (label) } }
            }
        }
    }
}

fn event_kinds(scene: Scene<'_>) -> Vec<(String, String)> {
    let Ok(kinds) = kinds() else { return Vec::new() };
    let mut all: Vec<_> = kinds.iter().map(|k| (k.id.clone(), scene.words.kind(&k.id))).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}
