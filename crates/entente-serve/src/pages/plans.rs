//! Plans: what was announced, and how far it has come.

use crate::answer::{Listed, View};
use crate::app::Scene;
use crate::asked::Asked;
use crate::layout::pager;
use crate::parts::filters::{Has, form};
use crate::parts::links;
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::lines::{PlanRecord, of_actor, rows};
use entente_ledger::{PlanRow, Slice};
use entente_text::Stage;
use maud::{Markup, html};

/// The kinds of plans that the filter offers; others can be asked for in the address.
const KINDS: [&str; 12] = [
    "meeting",
    "visit",
    "talks",
    "negotiation",
    "summit",
    "agreement",
    "office",
    "exercise",
    "deploy",
    "arms",
    "withdrawal",
    "membership",
];

/// A part of the plans.
pub struct Plans {
    found: Vec<PlanRow>,
    total: usize,
    outlets: Vec<(String, u32)>,
}

/// Finds the plans that filters and words choose; those that moved last come first.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Plans, Problem> {
    let mut filter = asked.choice.lines()?;
    if let Some(about) = asked.value("about") {
        filter = of_actor(filter, about);
    }
    let slice = Slice { newest_first: asked.newest_first(true), offset: asked.offset(), limit: asked.limit };
    Ok(Plans {
        total: ledger.count_plans(&filter)?,
        found: ledger.plans_slice(&filter, slice)?,
        outlets: ledger.outlets()?,
    })
}

impl View for Plans {
    fn title(&self, scene: Scene<'_>) -> String {
        scene.words.t("about.plan").to_owned()
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        html! {
            p.lead { (words.t("about.plan_is")) }
            (form(scene, Has { about: true, kinds: Some(("plan_kind", &KINDS)), fields: true, outlets: &self.outlets, dates: true, sure: true, ..Has::default() }))
            p.tally { (words.count("plan", self.total)) }
            @if self.found.is_empty() { p { (words.t("page.nothing_filtered")) } }
            (brief_list(scene, &self.found))
            (pager(scene, self.total))
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        Listed::new(asked, self.total, self.found.iter().map(PlanRecord::from).collect()).text()
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(rows(self.found.iter().map(PlanRecord::from))?)
    }
}

/// Plans below each other: what, how far, whose, who is against.
pub fn brief_list(scene: Scene<'_>, plans: &[PlanRow]) -> Markup {
    let words = scene.words;
    html! {
        ol.lines {
            @for plan in plans {
                li.line {
                    div.when { (words.date(plan.status_date.as_ref())) }
                    div {
                        p.told {
                            (stage(scene, plan.status)) " "
                            a href=(links::plan_address(scene, &plan.id)) { (plan.what) }
                            @if !plan.parties.is_empty() { " · " (links::polities(scene, &plan.parties)) }
                            @if let Some(target) = &plan.target { " · " (words.fill("plan.for", &[("date", &words.date(Some(target)))])) }
                        }
                        p.from {
                            (words.count("step", plan.steps.len())) " · " (words.count("report", plan.spread.reports))
                            @if !plan.stances.is_empty() { " · " (words.count("stance", plan.stances.len())) }
                            @for block in &plan.blocked_by { " · " (words.fill("plan.blocked", &[("who", words.polity(&block.who))])) }
                        }
                    }
                }
            }
        }
    }
}

/// How far a plan has come, as a sign.
pub fn stage(scene: Scene<'_>, stage: Stage) -> Markup {
    let class = match stage {
        Stage::Objected | Stage::Delayed | Stage::Shelved | Stage::Rejected | Stage::Cancelled => {
            "mark against"
        }
        Stage::Agreed | Stage::Scheduled | Stage::Done => "mark with",
        Stage::Proposed | Stage::Negotiated => "mark",
    };
    html! { span class=(class) { (scene.words.name("stage", stage.name())) } }
}
