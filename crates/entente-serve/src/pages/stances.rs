//! Stances: who is for and against what.

use crate::answer::{Listed, View};
use crate::app::Scene;
use crate::asked::Asked;
use crate::layout::pager;
use crate::parts::filters::{Has, form};
use crate::parts::lines;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::lines::{StanceRecord, of_actor, rows};
use entente_ledger::{Slice, StanceRow};
use maud::{Markup, html};

/// A part of the stances.
pub struct Stances {
    found: Vec<StanceRow>,
    total: usize,
    outlets: Vec<(String, u32)>,
}

/// Finds the stances that filters and words choose.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Stances, Problem> {
    let mut filter = asked.choice.lines()?;
    if let Some(about) = asked.value("about") {
        filter = of_actor(filter, about);
    }
    let slice = Slice { newest_first: asked.newest_first(true), offset: asked.offset(), limit: asked.limit };
    Ok(Stances {
        total: ledger.count_stances(&filter)?,
        found: ledger.stances_slice(&filter, slice)?,
        outlets: ledger.outlets()?,
    })
}

impl View for Stances {
    fn title(&self, scene: Scene<'_>) -> String {
        scene.words.t("about.stance").to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        html! {
            p.lead { (words.t("about.stance_is")) }
            (form(scene, Has { about: true, kinds: Some(("position", &["supports", "opposes", "reserves"])), outlets: &self.outlets, dates: true, sure: true, ..Has::default() }))
            p.tally { (words.count("stance", self.total)) }
            @if self.found.is_empty() { p { (words.t("page.nothing_filtered")) } }
            (lines::stances(scene, &self.found))
            (pager(scene, self.total))
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        Listed::new(asked, self.total, self.found.iter().map(StanceRecord::from).collect()).text()
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(rows(self.found.iter().map(StanceRecord::from))?)
    }
}
