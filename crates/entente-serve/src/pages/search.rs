//! Search: passages by their words, with facets.

use crate::answer::{Listed, View};
use crate::app::Scene;
use crate::asked::Asked;
use crate::layout::pager;
use crate::parts::filters::{Has, form};
use crate::parts::links;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::lines::rows;
use entente_ask::{Choice, lookup};
use entente_ledger::{EventFilter, Facets, Hit};
use maud::{Markup, html};
use std::ops::Range;

/// The most passages that can be looked through; more words find fewer.
const MOST: usize = 500;
/// So many bytes are shown before the first find, and twice as many after it.
const AROUND: usize = 220;
/// The longest text that is searched for, in letters.
const LONGEST: usize = 500;

/// What was found.
pub struct Search {
    typed: String,
    hits: Vec<Hit>,
    facets: Facets,
    actor: Option<String>,
    outlets: Vec<(String, u32)>,
}

/// Searches; without words the page only has the form.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Search, Problem> {
    let typed = asked.value("q").unwrap_or_default().to_owned();
    if typed.chars().count() > LONGEST {
        return Err(Problem::parameter("q", format!("> {LONGEST}")));
    }
    let outlets = ledger.outlets()?;
    let actor = lookup::polity(&typed).ok().map(|p| p.code.clone());
    let mut found = Search { typed, hits: Vec::new(), facets: Facets::default(), actor, outlets };
    if !found.typed.chars().any(char::is_alphanumeric) {
        return Ok(found);
    }
    let filter = chosen(&asked.choice)?;
    found.facets = ledger.search_facets(&found.typed, filter.as_ref())?;
    let last = (asked.offset() + asked.limit).min(MOST);
    let mut hits = ledger.search(&found.typed, last, filter.as_ref())?;
    found.hits = hits.split_off(asked.offset().min(hits.len()));
    Ok(found)
}

/// What the filters choose; `None` where none is given, for then passages that tell of nothing count as well.
fn chosen(choice: &Choice) -> Result<Option<EventFilter>, Problem> {
    if *choice == Choice::default() {
        return Ok(None);
    }
    Ok(Some(EventFilter { min_confidence: Some(choice.threshold()), ..choice.events()? }))
}

impl View for Search {
    fn title(&self, scene: Scene<'_>) -> String {
        if self.typed.is_empty() {
            scene.words.t("nav.find").to_owned()
        } else {
            scene.words.fill("search.title", &[("words", &self.typed)])
        }
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        html! {
            form.wide action="/search" {
                @for (key, value) in scene.asked.others(&["q", "page"]) { input type="hidden" name=(key) value=(value); }
                input type="search" name="q" value=(self.typed) aria-label=(words.t("nav.search"));
                button { (words.t("nav.find")) }
            }
            p.quiet { (words.t("search.how")) }
            @if let Some(code) = &self.actor { p.notice { (words.t("search.actor")) " " (links::polity(scene, code)) } }
            @if !self.typed.is_empty() {
                div.columns.search {
                    section {
                        (form(scene, Has { events: true, outlets: &self.outlets, dates: true, ..Has::default() }))
                        p.tally { (words.count("passage", self.facets.passages as usize)) }
                        @if self.hits.is_empty() { p { (words.t("page.nothing")) } }
                        ol.lines { @for hit in &self.hits { (passage(scene, hit)) } }
                        (pager(scene, (self.facets.passages as usize).min(MOST)))
                    }
                    aside {
                        (facet(scene, "filter.outlet", &self.facets.outlets, |name| scene.asked.with("outlet", Some(name))))
                        (facet(scene, "search.years", &self.facets.years, |year| {
                            crate::asked::address("/events", [("from", year), ("to", year)].into_iter())
                        }))
                    }
                }
            }
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        Listed::new(asked, self.facets.passages as usize, self.hits.iter().collect()).text()
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(rows(&self.hits)?)
    }
}

fn facet(scene: Scene<'_>, key: &str, values: &[(String, u32)], address: impl Fn(&str) -> String) -> Markup {
    html! {
        @if !values.is_empty() {
            h2 { (scene.words.t(key)) }
            ol.pairs { @for (value, n) in values { li { a href=(address(value)) { (value) } span.n { (scene.words.number(*n as usize)) } } } }
        }
    }
}

fn passage(scene: Scene<'_>, hit: &Hit) -> Markup {
    let words = scene.words;
    html! {
        li.line {
            div.when { (words.date(hit.source.published.as_deref().and_then(|p| entente_text::Edtf::parse(p).ok()).as_ref())) }
            div {
                p.hit { (in_context(hit)) }
                p.from {
                    (links::source(scene, &hit.source, None)) " · " (words.name("passage", &hit.kind))
                    @for (i, id) in hit.events.iter().enumerate() {
                        " · " a href=(links::event_address(scene, id)) { (words.fill("search.event", &[("n", &(i + 1).to_string())])) }
                    }
                }
            }
        }
    }
}

/// The words around the first find, with all finds marked.
fn in_context(hit: &Hit) -> Markup {
    let text = hit.text.as_str();
    let Range { start: from, end: to } = hit.context(AROUND);
    let mut done = from;
    let inside: Vec<(usize, usize)> = hit
        .found
        .iter()
        .copied()
        .filter(|(a, b)| *a >= from && *b <= to && text.get(*a..*b).is_some())
        .collect();
    html! {
        @if from > 0 { "… " }
        @for (a, b) in inside {
            @if a >= done {
                (&text[done..a]) mark { (&text[a..b]) }
                ({ done = b; "" })
            }
        }
        (&text[done..to.max(done)])
        @if to < text.len() { " …" }
    }
}
