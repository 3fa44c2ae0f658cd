//! From records of the ledger to pictures.

use super::events::quote;
use super::links;
use crate::app::Scene;
use entente_ask::choice::kinds;
use entente_ask::ties::TieRecord;
use entente_draw::{Bar, Bars, Caption, Curve, Point, Sample, Stop, Track};
use entente_ledger::{EventRow, PlanRow, StepRow};
use entente_resolve::closeness::{Pulse, at, day_of, number, weight};
use entente_text::{Edtf, Stage};
use maud::{Markup, PreEscaped, html};

/// In how many pieces the line of a curve is drawn.
const PIECES: i64 = 300;
/// How much of a quote stands in a tooltip.
const SHORT: usize = 120;

/// A picture that a narrow window can scroll.
pub fn framed(svg: String) -> Markup {
    html! { div.picture { (PreEscaped(svg)) } }
}

/// An event as the curve sees it, with what its point tells.
#[derive(Debug, Clone)]
pub struct Beat {
    pulse: Pulse,
    id: String,
    kind: String,
    date: Edtf,
    quote: String,
}

/// The events that have a place on a curve, by day.
pub fn beats(events: &[EventRow]) -> Vec<Beat> {
    let Ok(kinds) = kinds() else { return Vec::new() };
    let beat = |event: &EventRow| {
        let date = event.date.clone()?;
        let (day, score) = (day_of(&date)?, f64::from(kinds.get(&event.kind)?.score));
        let pulse = Pulse { day, score, weight: weight(event) };
        let quote = short(&quote(event.quote()));
        Some(Beat { pulse, id: event.id.clone(), kind: event.kind.clone(), date, quote })
    };
    let mut beats: Vec<Beat> = events.iter().filter_map(beat).collect();
    beats.sort_by(|a, b| a.pulse.day.cmp(&b.pulse.day).then_with(|| a.id.cmp(&b.id)));
    beats
}

fn short(words: &str) -> String {
    match words.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

/// The curve of closeness of two.
pub fn closeness(scene: Scene<'_>, (a, b): (&str, &str), beats: &[Beat]) -> Markup {
    let words = scene.words;
    let [first, .., last] = beats else { return html! {} };
    let pulses: Vec<Pulse> = beats.iter().map(|b| b.pulse).collect();
    let step = ((last.pulse.day - first.pulse.day) / PIECES).max(1) as usize;
    let days = (first.pulse.day - 1..last.pulse.day).step_by(step).chain([last.pulse.day]);
    let sample = |day: i64| {
        let (closeness, evidence) = at(&pulses, day);
        Sample { day, closeness, evidence }
    };
    let point = |beat: &Beat| Point {
        day: beat.pulse.day,
        score: beat.pulse.score,
        weight: beat.pulse.weight,
        label: format!("{}: {} – {}", words.date(Some(&beat.date)), words.kind(&beat.kind), beat.quote),
        href: Some(links::event_address(scene, &beat.id)),
    };
    framed(entente_draw::curve(&Curve {
        caption: Caption {
            id: "curve".to_owned(),
            title: words.fill("picture.curve", &[("a", words.polity(a)), ("b", words.polity(b))]),
            description: words.fill("picture.curve_is", &[("events", &words.count("event", beats.len()))]),
        },
        samples: days.map(sample).collect(),
        points: beats.iter().map(point).collect(),
        above: words.t("actor.cooperation").to_owned(),
        below: words.t("actor.conflict").to_owned(),
    }))
}

/// Ties as bars; those without any date are left to the table.
pub fn ties(scene: Scene<'_>, rows: &[TieRecord]) -> Markup {
    let words = scene.words;
    let bars: Vec<Bar> = rows.iter().filter_map(|row| bar(scene, row)).collect();
    if bars.len() < 2 {
        return html! {};
    }
    framed(entente_draw::bars(&Bars {
        caption: Caption {
            id: "ties".to_owned(),
            title: words.t("picture.ties").to_owned(),
            description: words.fill("picture.ties_is", &[("ties", &words.count("tie", bars.len()))]),
        },
        bars,
        until: None,
    }))
}

fn bar(scene: Scene<'_>, row: &TieRecord) -> Option<Bar> {
    let words = scene.words;
    let (since, until) = (Edtf::parse(&row.since).ok(), Edtf::parse(&row.until).ok());
    let first = since.as_ref().and_then(Edtf::bounds).map(|(first, _)| number(first));
    let last = until.as_ref().and_then(Edtf::bounds).map(|(_, last)| number(last));
    first.or(last)?;
    let kind = words.phrases.word(row.kind).to_owned();
    let named = row.name.as_ref().map(|n| n.replace('_', " "));
    let name = named.map_or_else(|| kind.clone(), |name| format!("{kind}: {name}"));
    let sides = [&row.from, &row.to];
    let sides = sides.map(|side| side.iter().map(|c| words.polity(c)).collect::<Vec<_>>().join(", "));
    let dates = [since, until].map(|d| d.map_or_else(|| "…".to_owned(), |d| words.date(Some(&d))));
    Some(Bar {
        label: format!("{name} ({}): {}", sides.join(" – "), dates.join(" – ")),
        name,
        kind: row.kind.to_owned(),
        since: first,
        until: last,
        href: Some(format!("#t-{}", row.id)),
    })
}

/// A plan's steps as a track.
pub fn plan(scene: Scene<'_>, plan: &PlanRow) -> Markup {
    if plan.steps.len() < 2 {
        return html! {};
    }
    let words = scene.words;
    framed(entente_draw::track(&Track {
        caption: Caption {
            id: "track".to_owned(),
            title: words.t("picture.plan").to_owned(),
            description: words.fill("picture.plan_is", &[("steps", &words.count("step", plan.steps.len()))]),
        },
        stops: plan.steps.iter().enumerate().map(|(i, s)| stop(scene, (i, plan.steps.len()), s)).collect(),
    }))
}

fn stop(scene: Scene<'_>, (i, all): (usize, usize), step: &StepRow) -> Stop {
    let words = scene.words;
    let name = words.name("stage", step.stage.name());
    let date = words.date(step.date.as_ref());
    Stop {
        status: step.stage.name().to_owned(),
        label: format!("{name}, {date}: {}", short(&quote(step.ground.quote()))),
        by: step.by.iter().map(entente_text::Voice::label).collect::<Vec<_>>().join(", "),
        name,
        date,
        href: Some(format!("#step-{}", i + 1)),
        // Announced, and nothing later is known of it.
        ahead: step.stage == Stage::Scheduled && i + 1 == all && !step.superseded,
        against: is_against(step.stage),
    }
}

/// Whether a step speaks against the plan.
fn is_against(stage: Stage) -> bool {
    matches!(stage, Stage::Objected | Stage::Delayed | Stage::Shelved | Stage::Rejected | Stage::Cancelled)
}
