//! Disputes: where reports can't both be right.

use crate::answer::{Listed, View};
use crate::app::Scene;
use crate::asked::{Asked, path};
use crate::layout::pager;
use crate::parts::events::quote;
use crate::parts::filters::{Has, form};
use crate::parts::links;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::disputes::{DisputeRecord, SideRecord, among, rows};
use entente_ask::lookup;
use entente_resolve::disputes::DisputeKind;
use entente_text::Edtf;
use maud::{Markup, html};

/// Disputes.
pub struct Disputes(Vec<DisputeRecord>);

/// Finds the disputes of all, of one polity, or of two.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Disputes, Problem> {
    let codes = lookup::codes([asked.value("a"), asked.value("b")])?;
    let all = ledger.disputes(asked.choice.threshold())?;
    Ok(Disputes(among(&all, &codes, &asked.choice.kinds)?))
}

impl View for Disputes {
    fn title(&self, scene: Scene<'_>) -> String {
        scene.words.t("about.dispute").to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        let kinds: Vec<&str> = DisputeKind::ALL.iter().map(|k| k.name()).collect();
        html! {
            p.lead { (words.t("about.dispute_is")) }
            (form(scene, Has { pair: true, kinds: Some(("dispute_kind", &kinds)), ..Has::default() }))
            p.tally { (words.count("dispute", self.0.len())) }
            @if self.0.is_empty() { p { (words.t("page.nothing_filtered")) } }
            @for dispute in scene.asked.part(&self.0) {
                section.dispute id={ "d-" (dispute.id) } {
                    h2 { span.badge { (words.name("dispute_kind", dispute.kind)) } " " (links::polities(scene, &dispute.codes)) }
                    div.sides { @for side in &dispute.sides { (self::side(scene, side)) } }
                }
            }
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

fn side(scene: Scene<'_>, side: &SideRecord) -> Markup {
    let words = scene.words;
    let value: Vec<String> =
        side.value.replace('_', " ").split(' ').map(|w| words.phrases.word(w).to_owned()).collect();
    let published = side.published.as_deref().and_then(|p| Edtf::parse(p).ok());
    html! {
        article.report {
            h3 { (value.join(" ").trim()) }
            blockquote.words { (quote(&side.quote)) }
            p.from {
                a href=(scene.asked.to(&path(&["document", &side.doc]))) { (side.outlet.as_ref().unwrap_or(&side.doc)) }
                @if published.is_some() { ", " (words.date(published.as_ref())) }
            }
        }
    }
}
