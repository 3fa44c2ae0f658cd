//! All polities that take part in events, those in the most first.

use crate::answer::{Listed, View};
use crate::app::Scene;
use crate::asked::Asked;
use crate::layout::pager;
use crate::parts::links;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::lines::rows;
use entente_ledger::EventFilter;
use maud::{Markup, html};
use serde::Serialize;

/// A polity with the number of its events.
#[derive(Debug, Clone, Serialize)]
struct Active {
    code: String,
    name: String,
    events: u32,
}

/// Polities.
pub struct Actors(Vec<Active>);

/// Counts the events of each.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Actors, Problem> {
    let filter = EventFilter { min_confidence: Some(asked.choice.threshold()), ..asked.choice.events()? };
    let active = ledger.actors(&filter)?.into_iter().map(|(code, events)| {
        let name = entente_world::World::embedded().polity(&code).map_or(code.as_str(), |p| p.name("en"));
        Active { name: name.to_owned(), code, events }
    });
    Ok(Actors(active.collect()))
}

impl View for Actors {
    fn title(&self, scene: Scene<'_>) -> String {
        scene.words.t("nav.actors").to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        html! {
            form.pair action="/relation" {
                label { (words.t("actors.a")) " " input name="a" list="actors" required; }
                label { (words.t("actors.b")) " " input name="b" list="actors" required; }
                button { (words.t("actors.show")) }
                datalist id="actors" { @for one in self.0.iter().take(200) { option value=(words.full_name(&one.code)) { (one.code) } } }
            }
            p.tally { (words.count("actor", self.0.len())) }
            table.narrow {
                thead { tr { th { (words.t("actors.name")) } th { (words.t("actors.code")) } th.n { (words.t("nav.events")) } } }
                tbody { @for one in scene.asked.part(&self.0) { tr {
                    td { a href=(links::actor_address(scene, &one.code)) { (words.full_name(&one.code)) } }
                    td { code { (one.code) } }
                    td.n { (words.number(one.events as usize)) }
                } } }
            }
            (pager(scene, self.0.len()))
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        Listed::new(asked, self.0.len(), asked.part(&self.0).to_vec()).text()
    }

    fn table(&self, asked: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(rows(asked.part(&self.0))?)
    }
}
