//! A plan: its life step by step, who is for and against, who blocks it.

use super::plans::stage;
use crate::answer::{View, json};
use crate::app::Scene;
use crate::asked::Asked;
use crate::parts::events::quote;
use crate::parts::{lines, links, pictures};
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::lines::{PlanRecord, rows};
use entente_ledger::{LedgerError, LineFilter, PlanRow, StepRow, Telling};
use entente_text::Voice;
use maud::{Markup, html};

/// A plan.
pub struct Plan(PlanRow);

/// Opens a plan by its id or the first letters of it.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Plan, Problem> {
    let id = asked.args.first().filter(|id| !id.is_empty()).cloned().unwrap_or_default();
    let mut found = match id.as_str() {
        "" => Vec::new(),
        _ => ledger.plans(&LineFilter { id: Some(id.clone()), ..LineFilter::default() })?,
    };
    let several = found.len();
    match found.pop() {
        Some(plan) if several == 1 => Ok(Plan(plan)),
        _ => Err(LedgerError::NoSuchId { id, found: several }.into()),
    }
}

impl View for Plan {
    fn title(&self, _: Scene<'_>) -> String {
        quote(&self.0.what)
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let (plan, words) = (&self.0, scene.words);
        html! {
            p.lead {
                (stage(scene, plan.status))
                @if let Some(date) = &plan.status_date { " " (words.date(Some(date))) }
            }
            dl.facts {
                dt { (words.t("event.kind")) } dd { (words.name("plan_kind", &plan.kind)) }
                @if !plan.parties.is_empty() { dt { (words.t("plan.parties")) } dd { (links::polities(scene, &plan.parties)) } }
                @if !plan.places.is_empty() { dt { (words.t("plan.places")) } dd { (links::polities(scene, &plan.places)) } }
                @if !plan.proposer.is_empty() { dt { (words.t("plan.proposer")) } dd { (voices(scene, &plan.proposer)) } }
                @if let Some(target) = &plan.target { dt { (words.t("plan.target")) } dd { (words.date(Some(target))) } }
                @for block in &plan.blocked_by {
                    dt { (words.t("plan.blocks")) }
                    dd { (links::polity(scene, &block.who)) ": " (words.fill("plan.decides", &[("body", words.polity(&block.body)), ("rule", words.phrases.word(&block.rule))])) }
                }
                dt { (words.t("event.reports")) } dd { (words.count("report", plan.spread.reports)) }
            }
            h2 { (words.t("plan.life")) }
            (pictures::plan(scene, plan))
            ol.lines.track { @for (i, step) in plan.steps.iter().enumerate() { (told(scene, i, step)) } }
            @if !plan.stances.is_empty() {
                h2 { (words.t("about.stance")) }
                (lines::stances(scene, &plan.stances))
            }
        }
    }

    fn data(&self, _: &Asked) -> Result<String, Problem> {
        json(&PlanRecord::from(&self.0))
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(rows(PlanRecord::from(&self.0).steps)?)
    }
}

fn told(scene: Scene<'_>, i: usize, step: &StepRow) -> Markup {
    let words = scene.words;
    let line = match &step.ground {
        Telling::Assertion(a) => format!("a{}", a.id),
        Telling::Claim(c) => format!("c{}", c.id),
    };
    html! {
        li.line.overtaken[step.superseded] id={ "step-" (i + 1) } {
            div.when { (words.date(step.date.as_ref())) }
            div {
                p.told {
                    (stage(scene, step.stage)) " "
                    @if !step.by.is_empty() { (voices(scene, &step.by)) }
                    @if let Some(target) = &step.target { " · " (words.fill("plan.for", &[("date", &words.date(Some(target)))])) }
                    @if step.superseded { " " span.badge { (words.t("plan.overtaken")) } }
                }
                @if let Some(reason) = &step.reason { p { (words.t("line.because")) " " q { (quote(reason)) } } }
                blockquote { (quote(step.ground.quote())) }
                p.from { (links::source(scene, step.ground.source(), Some(&line))) }
            }
        }
    }
}

fn voices(scene: Scene<'_>, by: &[Voice]) -> Markup {
    html! {
        @for (i, voice) in by.iter().enumerate() {
            @if i > 0 { ", " }
            @match (&voice.name, voice.codes.first()) {
                (Some(name), _) => (links::voice(scene, name, voice.role.as_deref(), &voice.codes)),
                (None, Some(_)) => (links::polities(scene, &voice.codes)),
                (None, None) => (voice.label()),
            }
        }
    }
}
