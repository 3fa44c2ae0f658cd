//! Home: what the ledger holds, what is new in it, and what it is for.

use crate::answer::{View, json};
use crate::app::Scene;
use crate::asked::{Asked, path};
use crate::pages::plans::brief_list;
use crate::parts::events::list;
use crate::parts::links;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::{DEFAULT_CONFIDENCE, Record};
use entente_ledger::{EventFilter, EventRow, LineFilter, PlanRow, Slice, Stats};
use maud::{Markup, html};
use serde_json::json;

/// How many events and pairs are shown.
const EVENTS: usize = 8;
const PAIRS: usize = 12;
const PLANS: usize = 6;

/// What the ledger holds.
pub struct Home {
    stats: Stats,
    newest: Vec<EventRow>,
    plans: Vec<PlanRow>,
}

/// Counts, and finds what is new.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Home, Problem> {
    let filter = EventFilter { min_confidence: Some(asked.choice.threshold()), ..asked.choice.events()? };
    let stats = ledger.stats(&filter, PAIRS)?;
    let slice = Slice { newest_first: true, offset: 0, limit: EVENTS };
    // What is only planned lies ahead of what is new.
    let known = EventFilter { to: ledger.last_published()?.or(filter.to.clone()), ..filter };
    let newest = ledger.events_slice(&known, slice)?;
    let lines =
        LineFilter { min_confidence: Some(asked.choice.threshold()), to: known.to, ..LineFilter::default() };
    let plans = ledger.plans_slice(&lines, Slice { limit: PLANS, ..slice })?;
    Ok(Home { stats, newest, plans })
}

impl View for Home {
    fn title(&self, scene: Scene<'_>) -> String {
        scene.words.t("home.title").to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        let total: u32 = self.stats.categories.iter().map(|c| c.1).sum();
        html! {
            p.lead { (words.t("home.what")) }
            ul.numbers {
                li { a href="/documents" { (words.count("document", self.stats.documents as usize)) } }
                li { a href="/events" { (words.count("event", total as usize)) } }
                li { a href="/plans" { (words.count("plan", self.stats.plans as usize)) } }
                li { a href="/stances" { (words.count("stance", self.stats.stances as usize)) } }
                li { a href="/quotes" { (words.count("quotation", self.stats.quotations as usize)) } }
            }
            @if self.stats.documents == 0 { p.notice { (words.t("home.empty")) " " code { "entente read FOLDER" } } }
            div.columns {
                section {
                    h2 { (words.t("home.newest")) }
                    (list(scene, &self.newest))
                    p { a href="/events" { (words.t("home.all_events")) } }
                }
                section {
                    h2 { (words.t("home.pairs")) }
                    (pairs(scene, &self.stats))
                    @if !self.plans.is_empty() {
                        h2 { (words.t("home.plans")) }
                        (brief_list(scene, &self.plans))
                        p { a href="/plans" { (words.t("home.all_plans")) } }
                    }
                    h2 { (words.t("home.how")) }
                    (how(scene))
                }
            }
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        let newest: Vec<Record> = self.newest.iter().map(Record::with_reports).collect();
        let least = asked.choice.min_confidence.unwrap_or(DEFAULT_CONFIDENCE);
        json(
            &json!({ "stats": self.stats, "newest": newest, "confidence": entente_ask::record::three_places(least) }),
        )
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(entente_ask::events::rows(&self.newest))
    }
}

fn pairs(scene: Scene<'_>, stats: &Stats) -> Markup {
    html! {
        ol.pairs {
            @for pair in &stats.pairs {
                li {
                    a href=(links::relation_address(scene, &pair.a, &pair.b)) { (scene.words.polity(&pair.a)) " – " (scene.words.polity(&pair.b)) }
                    span.n { (scene.words.number(pair.events as usize)) }
                }
            }
        }
    }
}

/// What the words of the pages mean, for whoever has never heard of event data.
fn how(scene: Scene<'_>) -> Markup {
    let words = scene.words;
    html! {
        dl.how {
            @for (place, key) in [("/events", "event"), ("/ties", "tie"), ("/plans", "plan"), ("/stances", "stance"), ("/quotes", "quotation"), ("/disputes", "dispute")] {
                dt { a href=(path(&[place.trim_start_matches('/')])) { (words.name("about", key)) } }
                dd { (words.name("about", &format!("{key}_is"))) }
            }
        }
    }
}
