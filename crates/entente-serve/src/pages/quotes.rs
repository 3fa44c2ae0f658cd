//! Quotations: who said what.

use crate::answer::{Listed, View};
use crate::app::Scene;
use crate::asked::Asked;
use crate::layout::pager;
use crate::parts::filters::{Has, form};
use crate::parts::lines;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::lines::{QuotationRecord, of_actor, rows};
use entente_ledger::{QuotationRow, Slice};
use maud::{Markup, html};

/// A part of the quotations.
pub struct Quotes {
    found: Vec<QuotationRow>,
    total: usize,
    outlets: Vec<(String, u32)>,
}

/// Finds the quotations that filters and words choose.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Quotes, Problem> {
    let mut filter = asked.choice.lines()?;
    if let Some(about) = asked.value("about") {
        filter = of_actor(filter, about);
    }
    let slice = Slice { newest_first: asked.newest_first(true), offset: asked.offset(), limit: asked.limit };
    Ok(Quotes {
        total: ledger.count_quotations(&filter)?,
        found: ledger.quotations_slice(&filter, slice)?,
        outlets: ledger.outlets()?,
    })
}

impl View for Quotes {
    fn title(&self, scene: Scene<'_>) -> String {
        scene.words.t("about.quotation").to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        html! {
            p.lead { (words.t("about.quotation_is")) }
            (form(scene, Has { about: true, kinds: Some(("form", &["direct", "partial", "indirect"])), outlets: &self.outlets, dates: true, sure: true, ..Has::default() }))
            p.tally { (words.count("quotation", self.total)) }
            @if self.found.is_empty() { p { (words.t("page.nothing_filtered")) } }
            (lines::quotations(scene, &self.found))
            (pager(scene, self.total))
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        Listed::new(asked, self.total, self.found.iter().map(QuotationRecord::from).collect()).text()
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(rows(self.found.iter().map(QuotationRecord::from))?)
    }
}
