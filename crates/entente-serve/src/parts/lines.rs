//! Lists of quotations, stances and ties.

use super::events::quote;
use super::links;
use crate::app::Scene;
use entente_ask::ties::{TieClaim, TieRecord};
use entente_ledger::{QuotationRow, StanceRow};
use entente_text::{Edtf, Position};
use maud::{Markup, html};

/// Quotations below each other.
pub fn quotations(scene: Scene<'_>, rows: &[QuotationRow]) -> Markup {
    let words = scene.words;
    html! {
        ol.lines {
            @for row in rows {
                li.line id={ "q-" (row.id) } {
                    div.when { (words.date(row.date.as_ref())) }
                    div {
                        p.told { (links::voice(scene, &row.speaker, row.role.as_deref(), &row.codes)) " " span.badge { (words.name("form", row.form.name())) } }
                        blockquote { (quote(&row.words)) }
                        p.from {
                            (links::source(scene, &row.best.source, Some(&format!("a{}", row.best.id))))
                            @if row.spread.reports > 1 { " · " (words.count("report", row.spread.reports)) }
                            @if let Some(outlet) = &row.outlet { " · " (words.fill("line.said_to", &[("whom", outlet)])) }
                        }
                    }
                }
            }
        }
    }
}

/// Stances below each other.
pub fn stances(scene: Scene<'_>, rows: &[StanceRow]) -> Markup {
    let words = scene.words;
    html! {
        ol.lines {
            @for row in rows {
                li.line id={ "s-" (row.id) } {
                    div.when { (words.date(row.date.as_ref())) }
                    div {
                        p.told {
                            (position(scene, row.position)) " "
                            (links::voice(scene, &row.holder, row.role.as_deref(), &row.codes)) ": "
                            @match &row.plan {
                                Some((plan, _)) => a href=(links::plan_address(scene, plan)) { (row.toward) },
                                None => span { (row.toward) },
                            }
                        }
                        @if let Some(reason) = &row.reason { p { (words.t("line.because")) " " q { (quote(reason)) } } }
                        blockquote { (quote(&row.best.assertion.quote)) }
                        p.from {
                            (links::source(scene, &row.best.source, Some(&format!("a{}", row.best.id))))
                            @if row.spread.reports > 1 { " · " (words.count("report", row.spread.reports)) }
                            @if let Some(by) = &row.reported_by { " · " (words.fill("line.according_to", &[("who", by)])) }
                        }
                    }
                }
            }
        }
    }
}

/// Where a holder stands, as a sign.
pub fn position(scene: Scene<'_>, position: Position) -> Markup {
    let class = match position {
        Position::Supports => "mark with",
        Position::Opposes => "mark against",
        Position::Reserves => "mark",
    };
    html! { span class=(class) { (scene.words.name("position", position.name())) } }
}

/// Ties as a table.
pub fn ties(scene: Scene<'_>, rows: &[TieRecord]) -> Markup {
    let words = scene.words;
    html! {
        table.ties {
            thead { tr { th { (words.t("tie.what")) } th { (words.t("tie.between")) } th { (words.t("tie.since")) } th { (words.t("tie.until")) } th { (words.t("tie.told_by")) } } }
            tbody {
                @for row in rows {
                    tr id={ "t-" (row.id) } {
                        td { (words.phrases.word(row.kind)) @if let Some(name) = &row.name { " " span.role { (name.replace('_', " ")) } } " " @if row.status != "in_force" { span.badge { (words.name("tie_status", row.status)) } } }
                        td { (links::polities(scene, &row.from)) " – " (links::polities(scene, &row.to)) }
                        td { (date(scene, &row.since)) }
                        td { (date(scene, &row.until)) }
                        td { (told_by(scene, &row.claims)) }
                    }
                }
            }
        }
    }
}

fn date(scene: Scene<'_>, edtf: &str) -> String {
    Edtf::parse(edtf).map_or_else(|_| String::new(), |d| scene.words.date(Some(&d)))
}

/// The first article that tells of a tie, with its words; the reference world where none does.
fn told_by(scene: Scene<'_>, claims: &[TieClaim]) -> Markup {
    let words = scene.words;
    let told: Vec<&TieClaim> = claims.iter().filter(|c| c.doc != "world").collect();
    html! {
        @match told.first() {
            None => span.quiet { (words.phrases.world) },
            Some(first) => {
                span.words { (quote(&first.quote)) } " "
                span.from { a href=(scene.asked.to(&crate::asked::path(&["document", &first.doc]))) { (first.outlet.as_ref().unwrap_or(&first.doc)) }
                    @if told.len() > 1 { " " (words.count("more_reports", told.len() - 1)) } }
            }
        }
    }
}
