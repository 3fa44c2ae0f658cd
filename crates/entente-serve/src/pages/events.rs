//! Events by date: all, those of one polity, those of several.

use crate::answer::{Listed, View};
use crate::app::Scene;
use crate::asked::Asked;
use crate::layout::pager;
use crate::parts::events::by_year;
use crate::parts::filters::{Has, form};
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::{Record, events, lookup};
use entente_ledger::{EventFilter, EventRow, Slice};
use maud::{Markup, html};

/// A part of the events that the filters choose.
pub struct Events {
    codes: Vec<String>,
    found: Part,
    outlets: Vec<(String, u32)>,
}

/// A part of some events, and how many there are.
pub struct Part {
    /// The events of this part.
    pub rows: Vec<EventRow>,
    /// How many there are in all.
    pub total: usize,
    /// How many more are below the confidence asked for.
    pub hidden: usize,
}

/// Finds the events.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Events, Problem> {
    let typed = asked.list("actor");
    let codes = lookup::codes(typed.iter().map(|t| Some(t.as_str())))?;
    let found = part(ledger, asked, codes.clone(), false, true)?;
    Ok(Events { codes, found, outlets: ledger.outlets()? })
}

/// The part of the events of some polities that is asked for.
pub fn part(
    ledger: &Desk<'_>,
    asked: &Asked,
    parties: Vec<String>,
    facing: bool,
    newest: bool,
) -> Result<Part, Problem> {
    let all = EventFilter { parties, facing, ..asked.choice.events()? };
    let sure = EventFilter { min_confidence: Some(asked.choice.threshold()), ..all.clone() };
    let total = ledger.count_events(&sure)?;
    let hidden = ledger.count_events(&all)? - total;
    let slice =
        Slice { newest_first: asked.newest_first(newest), offset: asked.offset(), limit: asked.limit };
    Ok(Part { rows: ledger.events_slice(&sure, slice)?, total, hidden })
}

impl Part {
    /// As data.
    pub fn listed(&self, asked: &Asked) -> Listed<Record> {
        let items = self.rows.iter().map(Record::with_reports).collect();
        Listed { hidden: Some(self.hidden), ..Listed::new(asked, self.total, items) }
    }

    /// The list with how many there are, in which order, and how many are held back.
    pub fn page(&self, scene: Scene<'_>, newest: bool) -> Markup {
        let (asked, words) = (scene.asked, scene.words);
        let newest = asked.newest_first(newest);
        html! {
            p.tally {
                (words.count("event", self.total))
                @if self.total > 1 {
                    " · "
                    @if newest { (words.t("page.newest")) " · " a href=(asked.with("order", Some("oldest"))) { (words.t("page.to_oldest")) } }
                    @else { (words.t("page.oldest")) " · " a href=(asked.with("order", Some("newest"))) { (words.t("page.to_newest")) } }
                }
                @if self.hidden > 0 {
                    " · " (words.count("hidden", self.hidden)) " " a href=(asked.with("all", Some("1"))) { (words.t("page.show_all")) }
                }
            }
            (by_year(scene, &self.rows))
            (pager(scene, self.total))
        }
    }
}

impl View for Events {
    fn title(&self, scene: Scene<'_>) -> String {
        match self.codes.as_slice() {
            [] => scene.words.t("events.title").to_owned(),
            codes => {
                let names: Vec<&str> = codes.iter().map(|c| scene.words.polity(c)).collect();
                scene.words.fill("events.of", &[("who", &names.join(", "))])
            }
        }
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        html! {
            (form(scene, Has { events: true, outlets: &self.outlets, dates: true, sure: true, ..Has::default() }))
            (self.found.page(scene, true))
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        self.found.listed(asked).text()
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(events::rows(&self.found.rows))
    }
}
