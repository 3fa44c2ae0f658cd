//! What lies between two: the curve, ties, plans, stances, words, events by year.

use super::events::{Part, part};
use super::plans::brief_list;
use crate::answer::{Listed, View, json};
use crate::app::Scene;
use crate::asked::{Asked, path};
use crate::parts::filters::{Has, form};
use crate::parts::lines::{quotations, stances, ties};
use crate::parts::pictures::Beat;
use crate::parts::{links, pictures};
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::curve::{Point, curve};
use entente_ask::lines::{PlanRecord, QuotationRecord, StanceRecord};
use entente_ask::ties::{TieChoice, TieRecord};
use entente_ask::{Record, events, lookup};
use entente_ledger::{EventFilter, LineFilter, PlanRow, QuotationRow, Slice, StanceRow};
use maud::{Markup, html};
use serde::Serialize;

/// How many plans, stances and quotations are shown.
const PLANS: usize = 8;
const STANCES: usize = 6;
const WORDS: usize = 6;

/// What lies between two.
pub struct Relation {
    a: String,
    b: String,
    found: Part,
    points: Vec<Point>,
    undated: usize,
    beats: Vec<Beat>,
    ties: Vec<TieRecord>,
    plans: Vec<PlanRow>,
    stances: Vec<StanceRow>,
    words: Vec<QuotationRow>,
    outlets: Vec<(String, u32)>,
}

/// The same as data.
#[derive(Serialize)]
struct Told<'a> {
    a: &'a str,
    b: &'a str,
    curve: &'a [Point],
    undated: usize,
    ties: &'a [TieRecord],
    plans: Vec<PlanRecord>,
    stances: Vec<StanceRecord>,
    quotations: Vec<QuotationRecord>,
    events: Listed<Record>,
}

/// Finds it; names other than codes lead to the page of the codes.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Relation, Problem> {
    let typed = |i: usize, name: &str| asked.args.get(i).map(String::as_str).or_else(|| asked.value(name));
    let (Some(one), Some(two)) = (typed(0, "a"), typed(1, "b")) else {
        return Err(Problem::parameter("a, b", "?"));
    };
    let (one, two) = lookup::pair(one, two)?;
    super::canonical(asked, &["relation", &one.code, &two.code])?;
    let codes = vec![one.code.clone(), two.code.clone()];
    let found = part(ledger, asked, codes.clone(), true, true)?;
    let filter = EventFilter {
        parties: codes.clone(),
        facing: true,
        min_confidence: Some(asked.choice.threshold()),
        ..asked.choice.events()?
    };
    let events = ledger.events(&filter)?;
    let (points, undated) = curve(&events, None)?;
    let least = asked.choice.threshold();
    let choice = TieChoice { among: codes.clone(), ..TieChoice::default() };
    let lines = LineFilter { codes: codes.clone(), min_confidence: Some(least), ..LineFilter::default() };
    let top = |limit| Slice { newest_first: true, offset: 0, limit };
    let shown: Vec<&str> = found.rows.iter().map(|e| e.id.as_str()).collect();
    let words = ledger.quotations_of_events(&shown, WORDS)?;
    Ok(Relation {
        points,
        undated,
        beats: pictures::beats(&events),
        ties: entente_ask::ties::find(ledger, &choice, least)?,
        plans: ledger.plans_slice(&lines, top(PLANS))?,
        stances: ledger.stances_slice(&lines, top(STANCES))?,
        words,
        found,
        outlets: ledger.outlets()?,
        a: codes[0].clone(),
        b: codes[1].clone(),
    })
}

impl View for Relation {
    fn title(&self, scene: Scene<'_>) -> String {
        format!("{} – {}", scene.words.polity(&self.a), scene.words.polity(&self.b))
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        html! {
            p.tally {
                (links::polity(scene, &self.a)) " – " (links::polity(scene, &self.b)) " · "
                a href=(scene.asked.to(&path(&["brief", &self.a, &self.b]))) { (words.t("relation.brief")) }
            }
            (self.closeness(scene))
            (pictures::ties(scene, &self.ties))
            div.columns {
                section {
                    h2 { (words.t("relation.events")) }
                    (form(scene, Has { events: true, outlets: &self.outlets, dates: true, sure: true, ..Has::default() }))
                    (self.found.page(scene, true))
                }
                aside {
                    @if !self.ties.is_empty() { section { h2 { (words.t("about.tie")) } (ties(scene, &self.ties)) } }
                    @if !self.plans.is_empty() { section { h2 { (words.t("about.plan")) } (brief_list(scene, &self.plans)) } }
                    @if !self.stances.is_empty() { section { h2 { (words.t("about.stance")) } (stances(scene, &self.stances)) } }
                    @if !self.words.is_empty() { section { h2 { (words.t("about.quotation")) } (quotations(scene, &self.words)) } }
                }
            }
        }
    }

    fn data(&self, asked: &Asked) -> Result<String, Problem> {
        json(&Told {
            a: &self.a,
            b: &self.b,
            curve: &self.points,
            undated: self.undated,
            ties: &self.ties,
            plans: self.plans.iter().map(PlanRecord::from).collect(),
            stances: self.stances.iter().map(StanceRecord::from).collect(),
            quotations: self.words.iter().map(QuotationRecord::from).collect(),
            events: self.found.listed(asked),
        })
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        Ok(events::rows(&self.found.rows))
    }
}

impl Relation {
    /// Where the curve stands, and its points in a table that can be opened.
    fn closeness(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        let Some(last) = self.points.last() else { return html! {} };
        let date = |until: &str| words.date(entente_text::Edtf::parse(until).ok().as_ref());
        html! {
            section.closeness {
                h2 { (words.t("relation.closeness")) }
                p { (words.fill("relation.stands", &[("n", &format!("{:+.1}", last.closeness)), ("until", &date(&last.until))])) }
                (pictures::closeness(scene, (&self.a, &self.b), &self.beats))
                details {
                    summary { (words.t("relation.points")) }
                    table {
                        thead { tr { th { (words.t("relation.until")) } th.n { (words.t("relation.value")) } th.n { (words.t("relation.evidence")) } th.n { (words.t("nav.events")) } th { (words.t("relation.moved")) } } }
                        tbody {
                            @for point in self.points.iter().rev().filter(|p| p.events > 0) {
                                tr {
                                    td { (date(&point.until)) }
                                    td.n { (format!("{:+.1}", point.closeness)) }
                                    td.n { (format!("{:.1}", point.evidence)) }
                                    td.n { (point.events) }
                                    td { @for (i, m) in point.moved.iter().enumerate() {
                                        @if i > 0 { ", " } a href=(links::event_address(scene, &m.id)) title=(m.quote) { (words.kind(&m.kind)) }
                                    } }
                                }
                            }
                        }
                    }
                    p.quiet { (words.t("relation.how")) @if self.undated > 0 { " " (words.count("undated", self.undated)) } }
                }
            }
        }
    }
}
