//! The articles that were read.

use crate::answer::{Listed, View};
use crate::app::Scene;
use crate::asked::Asked;
use crate::layout::pager;
use crate::parts::events::quote;
use crate::parts::filters::{Has, form};
use crate::parts::links;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::lines::rows;
use entente_ledger::DocumentRow;
use entente_text::Edtf;
use maud::{Markup, html};

/// A part of the documents.
pub struct Documents {
    found: Vec<DocumentRow>,
    total: usize,
    outlets: Vec<(String, u32)>,
}

/// Finds the documents, of one outlet where one is asked for.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Documents, Problem> {
    let outlet = asked.choice.outlet.as_deref();
    Ok(Documents {
        found: ledger.documents_slice(outlet, asked.offset(), asked.limit)?,
        total: ledger.count_documents(outlet)?,
        outlets: ledger.outlets()?,
    })
}

impl View for Documents {
    fn title(&self, scene: Scene<'_>) -> String {
        scene.words.t("nav.documents").to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        html! {
            (form(scene, Has { outlets: &self.outlets, ..Has::default() }))
            p.tally { (words.count("document", self.total)) }
            table {
                thead { tr { th { (words.t("document.published")) } th { (words.t("document.title")) } th { (words.t("filter.outlet")) } th.n { (words.t("nav.events")) } } }
                tbody { @for row in &self.found { tr {
                    td.when { @match row.source.published.as_deref().and_then(|p| Edtf::parse(p).ok()) {
                        Some(date) => (words.date(Some(&date))),
                        None => (words.date(None)),
                    } }
                    td { a href=(links::document_address(scene, &row.source, None)) { @if row.title.is_empty() { (row.source.name) } @else { (quote(&row.title)) } } }
                    td { (row.source.outlet.as_deref().unwrap_or_default()) }
                    td.n { (row.events) }
                } } }
            }
            (pager(scene, self.total))
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        Listed::new(asked, self.total, self.found.iter().collect()).text()
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(rows(&self.found)?)
    }
}
