//! Who deals with whom in an interval, as a laid-out network with its table.

use crate::answer::{View, json};
use crate::app::Scene;
use crate::asked::Asked;
use crate::parts::filters::{Has, form};
use crate::parts::{links, pictures};
use crate::pool::Desk;
use crate::problem::Problem;
use entente_ask::actor::is_conflict;
use entente_ask::lookup;
use entente_ask::record::edtf;
use entente_draw::{Caption, Edge, Network as Drawn, Node, NodeShape};
use entente_ledger::{EventFilter, Slice};
use entente_text::{Category, Edtf};
use entente_world::World;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many parties are shown: what can be chosen, and what is where nothing is.
const SIZES: [usize; 5] = [10, 25, 50, 100, 200];
const USUAL: usize = 50;
/// How many years back can be chosen; 0 for all.
const BACK: [usize; 6] = [1, 2, 3, 5, 10, 0];
/// The most lines for each party.
const LINES: usize = 4;
/// The most partners around an actor on its own page.
const NEAR: usize = 14;
/// Before this year nothing that is dealt with here happened.
const EARLIEST: &str = "1900";

/// Two that deal with each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Code of the one.
    pub a: String,
    /// Code of the other.
    pub b: String,
    /// Events of cooperation.
    pub cooperation: u32,
    /// Events of conflict.
    pub conflict: u32,
}

impl Line {
    fn events(&self) -> u32 {
        self.cooperation + self.conflict
    }
}

/// A network.
pub struct Network {
    around: Option<String>,
    lines: Vec<Line>,
    /// The first and the last year that have events.
    years: (i32, i32),
    from: Option<Edtf>,
    to: Option<Edtf>,
    most: usize,
    outlets: Vec<(String, u32)>,
}

/// The same as data.
#[derive(Serialize)]
struct Told<'a> {
    from: &'a str,
    to: &'a str,
    nodes: Vec<Party<'a>>,
    edges: &'a [Line],
}

/// One party as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its English name.
    pub name: &'a str,
    /// `state`, `igo` …
    pub kind: &'static str,
    /// Events of cooperation with those that are shown.
    pub cooperation: u32,
    /// Events of conflict with those that are shown.
    pub conflict: u32,
}

/// Finds the network of the events that are asked for.
pub fn ask(ledger: &Desk<'_>, asked: &Asked) -> Result<Network, Problem> {
    let around = asked.value("around").map(lookup::polity).transpose()?.map(|p| p.code.clone());
    let years = years(ledger)?;
    let mut filter = EventFilter { min_confidence: Some(asked.choice.threshold()), ..asked.choice.events()? };
    window(asked, years, &mut filter)?;
    let most = asked.number("nodes", 2, 200)?.unwrap_or(USUAL);
    let lines = lines(ledger, &filter, around.as_deref(), most)?;
    let outlets = ledger.outlets()?;
    Ok(Network { around, lines, years, from: filter.from, to: filter.to, most, outlets })
}

/// The lines around one party and between its partners.
pub fn near(ledger: &Desk<'_>, filter: &EventFilter, code: &str) -> Result<Vec<Line>, Problem> {
    let filter = EventFilter { parties: Vec::new(), ..filter.clone() };
    lines(ledger, &filter, Some(code), NEAR + 1)
}

/// The years between which events are dated.
fn years(ledger: &Desk<'_>) -> Result<(i32, i32), Problem> {
    let dated = EventFilter { from: Edtf::parse(EARLIEST).ok(), ..EventFilter::default() };
    let one = |newest_first| {
        let found = ledger.events_slice(&dated, Slice { newest_first, offset: 0, limit: 1 })?;
        let day = found.first().and_then(|e| e.date.as_ref()?.bounds());
        Ok::<_, Problem>(day.map(|(first, last)| if newest_first { last.0 } else { first.0 }))
    };
    let (first, last) = (one(false)?.unwrap_or(2000), one(true)?.unwrap_or(2000));
    Ok((first.clamp(1900, 2100), last.clamp(first.clamp(1900, 2100), 2100)))
}

/// `year` and `years` choose an interval where `from` and `to` don't.
fn window(asked: &Asked, years: (i32, i32), filter: &mut EventFilter) -> Result<(), Problem> {
    let back = asked.number("years", 0, 200)?.unwrap_or(1);
    let Some(last) = asked.number("year", 1900, 2100)? else { return Ok(()) };
    if filter.from.is_some() || filter.to.is_some() {
        return Ok(());
    }
    let year = |y: i32| Edtf::parse(&format!("{y:04}")).ok();
    let last = last as i32;
    filter.to = year(last);
    filter.from = if back == 0 { year(years.0.min(last)) } else { year((last + 1 - back as i32).max(1900)) };
    Ok(())
}

/// The lines between the parties that have the most events, the strongest first.
fn lines(
    ledger: &Desk<'_>,
    filter: &EventFilter,
    around: Option<&str>,
    most: usize,
) -> Result<Vec<Line>, Problem> {
    let mut all: BTreeMap<(String, String), (u32, u32)> = BTreeMap::new();
    for conflict in [false, true] {
        let chosen = |c: &Category| filter.categories.is_empty() || filter.categories.contains(c);
        let categories: Vec<Category> =
            Category::ALL.iter().copied().filter(|c| is_conflict(*c) == conflict && chosen(c)).collect();
        if categories.is_empty() {
            continue;
        }
        for pair in ledger.pairs(&EventFilter { categories, ..filter.clone() }, 100_000)? {
            let counts = all.entry((pair.a, pair.b)).or_default();
            *if conflict { &mut counts.1 } else { &mut counts.0 } += pair.events;
        }
    }
    let line = |((a, b), (cooperation, conflict))| Line { a, b, cooperation, conflict };
    let mut lines: Vec<Line> = all.into_iter().map(line).collect();
    let kept = strongest(&lines, around, most);
    lines.retain(|l| kept.contains(&l.a) && kept.contains(&l.b));
    lines.sort_by(|x, y| y.events().cmp(&x.events()).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b))));
    lines.truncate(most * LINES);
    Ok(lines)
}

/// The parties with the most events; around one, it and those that it deals with most.
fn strongest(lines: &[Line], around: Option<&str>, most: usize) -> BTreeSet<String> {
    let mut events: BTreeMap<&str, u32> = BTreeMap::new();
    for line in lines.iter().filter(|l| around.is_none_or(|c| l.a == c || l.b == c)) {
        for code in [&line.a, &line.b] {
            *events.entry(code).or_default() += line.events();
        }
    }
    let mut events: Vec<_> = events.into_iter().collect();
    events.sort_by(|x, y| y.1.cmp(&x.1).then_with(|| x.0.cmp(y.0)));
    events.into_iter().take(most).map(|(code, _)| code.to_owned()).collect()
}

/// The parties of lines, by code.
pub fn parties(lines: &[Line]) -> Vec<Party<'_>> {
    let mut all: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for line in lines {
        for code in [&line.a, &line.b] {
            let counts = all.entry(code).or_default();
            *counts = (counts.0 + line.cooperation, counts.1 + line.conflict);
        }
    }
    let world = World::embedded();
    let party = |(code, (cooperation, conflict))| {
        let known = world.polity(code);
        let (name, kind) = (known.map_or(code, |p| p.name("en")), known.map_or("", |p| p.kind.name()));
        Party { code, name, kind, cooperation, conflict }
    };
    all.into_iter().map(party).collect()
}

/// The picture of some lines.
fn picture(scene: Scene<'_>, id: &str, title: String, lines: &[Line]) -> Markup {
    let words = scene.words;
    let parties = parties(lines);
    let counts = |cooperation: u32, conflict: u32| {
        let (with, against) = (words.number(cooperation as usize), words.number(conflict as usize));
        format!("{} {with}, {} {against}", words.t("actor.cooperation"), words.t("actor.conflict"))
    };
    let node = |p: &Party| Node {
        code: p.code.to_owned(),
        name: words.polity(p.code).to_owned(),
        shape: match World::embedded().polity(p.code) {
            Some(known) if known.kind.is_state() => NodeShape::Circle,
            Some(known) if known.kind.is_organisation() => NodeShape::Square,
            _ => NodeShape::Lozenge,
        },
        label: format!("{}: {}", words.full_name(p.code), counts(p.cooperation, p.conflict)),
        href: Some(links::actor_address(scene, p.code)),
    };
    let edge = |l: &Line| Edge {
        a: l.a.clone(),
        b: l.b.clone(),
        cooperation: f64::from(l.cooperation),
        conflict: f64::from(l.conflict),
        label: format!(
            "{} – {}: {}",
            words.polity(&l.a),
            words.polity(&l.b),
            counts(l.cooperation, l.conflict)
        ),
        href: Some(links::relation_address(scene, &l.a, &l.b)),
    };
    let (nodes, edges) = (words.count("node", parties.len()), words.count("edge", lines.len()));
    let description = words.fill("network.described", &[("nodes", &nodes), ("edges", &edges)]);
    pictures::framed(entente_draw::network(&Drawn {
        caption: Caption { id: id.to_owned(), title, description },
        nodes: parties.iter().map(node).collect(),
        edges: lines.iter().map(edge).collect(),
    }))
}

/// The picture of an actor with its partners, for its own page.
pub fn around(scene: Scene<'_>, code: &str, lines: &[Line]) -> Markup {
    if lines.len() < 3 {
        return html! {};
    }
    let title = scene.words.fill("network.title_of", &[("who", scene.words.polity(code))]);
    html! { details.near open { summary { (title) } (picture(scene, "near", title.clone(), lines)) } }
}

impl View for Network {
    fn title(&self, scene: Scene<'_>) -> String {
        let words = scene.words;
        match &self.around {
            Some(code) => words.fill("network.title_of", &[("who", words.polity(code))]),
            None => words.t("network.title").to_owned(),
        }
    }

    fn page(&self, scene: Scene<'_>) -> Markup {
        let (asked, words) = (scene.asked, scene.words);
        html! {
            p.lead { (words.t("network.is")) }
            (self.slider(scene))
            (form(scene, Has { events: true, outlets: &self.outlets, dates: true, sure: true, ..Has::default() }))
            section data-live="network" {
                p.tally {
                    (words.count("node", parties(&self.lines).len())) " · " (words.count("edge", self.lines.len()))
                    @if let Some(interval) = self.interval(scene) { " · " (interval) }
                    " · " (words.t("network.other_forms")) " "
                    a href=(asked.other("/network.gexf")) { "GEXF" } " " a href=(asked.other("/network.graphml")) { "GraphML" }
                }
                @if self.lines.is_empty() { p { (words.t("page.nothing_filtered")) } }
                @else { (picture(scene, "network", self.title(scene), &self.lines)) (self.lines_table(scene)) }
            }
        }
    }

    fn data(&self, _: &Asked) -> Result<String, Problem> {
        let (from, to) = (edtf(self.from.as_ref()), edtf(self.to.as_ref()));
        json(&Told { from: &from, to: &to, nodes: parties(&self.lines), edges: &self.lines })
    }

    fn table(&self, _: &Asked) -> Result<Vec<Vec<String>>, Problem> {
        let header = ["a", "b", "cooperation", "conflict"].map(str::to_owned).to_vec();
        let row =
            |l: &Line| vec![l.a.clone(), l.b.clone(), l.cooperation.to_string(), l.conflict.to_string()];
        Ok(std::iter::once(header).chain(self.lines.iter().map(row)).collect())
    }
}

impl Network {
    /// The lines, for the writers of other forms.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    fn interval(&self, scene: Scene<'_>) -> Option<String> {
        let words = scene.words;
        let (from, to) = (words.date(self.from.as_ref()), words.date(self.to.as_ref()));
        match (&self.from, &self.to) {
            (None, None) => None,
            (Some(a), Some(b)) if a == b => Some(words.fill("network.one_year", &[("year", &from)])),
            _ => Some(words.fill("network.interval", &[("from", &from), ("to", &to)])),
        }
    }

    /// A form that works as it is, and follows the slider where scripts run.
    fn slider(&self, scene: Scene<'_>) -> Markup {
        let (asked, words) = (scene.asked, scene.words);
        let (first, last) = self.years;
        let chosen =
            asked.value("year").and_then(|y| y.parse::<i32>().ok()).unwrap_or(last).clamp(first, last);
        let back = asked.value("years").and_then(|y| y.parse().ok());
        let back = back.unwrap_or(usize::from(asked.value("year").is_some()));
        html! {
            form.slider action=(asked.path()) data-slider {
                @for (key, value) in asked.others(&["year", "years", "nodes", "around", "from", "to", "page"]) {
                    input type="hidden" name=(key) value=(value);
                }
                label { span { (words.t("network.year")) " " output { (chosen) } }
                    input type="range" name="year" min=(first) max=(last) value=(chosen); }
                label { (words.t("network.years"))
                    select name="years" { @for n in BACK {
                        option value=(n) selected[n == back] { @if n == 0 { (words.t("network.all_years")) } @else { (n) } }
                    } } }
                label { (words.t("network.nodes"))
                    select name="nodes" {
                        @for n in SIZES { option value=(n) selected[n == self.most] { (n) } }
                        @if !SIZES.contains(&self.most) { option value=(self.most) selected { (self.most) } }
                    } }
                label { (words.t("network.around"))
                    input type="text" name="around" size="12" value=[self.around.as_deref()]; }
                button { (words.t("network.show")) }
                button type="button" hidden aria-pressed="false" data-play=(words.t("network.play")) data-pause=(words.t("network.pause")) { (words.t("network.play")) }
            }
        }
    }

    fn lines_table(&self, scene: Scene<'_>) -> Markup {
        let words = scene.words;
        html! {
            details {
                summary { (words.count("edge", self.lines.len())) }
                table.narrow {
                    thead { tr { th { (words.t("network.pair")) } th.n { (words.t("actor.cooperation")) } th.n { (words.t("actor.conflict")) } } }
                    tbody { @for l in &self.lines { tr {
                        td { a href=(links::relation_address(scene, &l.a, &l.b)) { (words.polity(&l.a)) " – " (words.polity(&l.b)) } }
                        td.n { (words.number(l.cooperation as usize)) } td.n { (words.number(l.conflict as usize)) }
                    } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(a: &str, b: &str, cooperation: u32, conflict: u32) -> Line {
        Line { a: a.to_owned(), b: b.to_owned(), cooperation, conflict }
    }

    #[test]
    fn the_parties_with_the_most_events_are_kept() {
        let lines = [line("CHN", "USA", 1, 8), line("JPN", "USA", 5, 0), line("LAO", "VNM", 1, 0)];
        let kept = |around, most| strongest(&lines, around, most).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(kept(None, 2), "CHN USA");
        assert_eq!(kept(Some("VNM"), 5), "LAO VNM");
        assert_eq!(kept(None, 9), "CHN JPN LAO USA VNM");
    }

    #[test]
    fn parties_sum_their_lines() {
        let lines = [line("CHN", "USA", 1, 8), line("JPN", "USA", 5, 0)];
        let all = parties(&lines);
        let usa = all.iter().find(|p| p.code == "USA").expect("it is there");
        assert_eq!((usa.cooperation, usa.conflict, usa.kind), (6, 8, "state"));
    }
}
