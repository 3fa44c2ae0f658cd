//! Ties: what lasts between two, since when and until when.

use crate::answer::{Listed, View};
use crate::app::Scene;
use crate::asked::Asked;
use crate::layout::pager;
use crate::parts::filters::{Has, form};
use crate::parts::{lines, pictures};
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::lookup;
use entente_ask::ties::{TieChoice, TieRecord, find, rows};
use entente_text::TieKind;
use maud::{Markup, html};

/// Ties.
pub struct Ties(Vec<TieRecord>);

/// Finds the ties of one polity, of two, or all that articles tell of.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Ties, Problem> {
    let choice = TieChoice {
        among: lookup::codes([asked.value("a"), asked.value("b")])?,
        on: asked.date("on")?,
        kinds: asked.choice.kinds.clone(),
        outlet: asked.choice.outlet.clone(),
    };
    Ok(Ties(find(ledger, &choice, asked.choice.threshold())?))
}

impl View for Ties {
    fn title(&self, scene: Scene<'_>) -> String {
        scene.words.t("about.tie").to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        let kinds: Vec<&str> = TieKind::ALL.iter().map(|k| k.name()).collect();
        html! {
            p.lead { (words.t("about.tie_is")) }
            (form(scene, Has { pair: true, on: true, kinds: Some(("tie_kind", &kinds)), ..Has::default() }))
            p.tally { (words.count("tie", self.0.len())) }
            @if self.0.is_empty() { p { (words.t("page.nothing_filtered")) } }
            @else { (pictures::ties(scene, scene.asked.part(&self.0))) (lines::ties(scene, scene.asked.part(&self.0))) }
            (pager(scene, self.0.len()))
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        Listed::new(asked, self.0.len(), asked.part(&self.0).to_vec()).text()
    }

    fn table(&self, asked: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(rows(asked.part(&self.0)))
    }
}
