//! Answers that are neither page nor JSON nor CSV: feeds, calendars, networks for other programs, and the state of the
//! ledger.

use crate::app::{App, Scene, Shared};
use crate::asked::{Asked, address};
use crate::pages::network;
use crate::parts::events::quote;
use crate::parts::links;
use crate::pool::Desk;
use crate::problem::Problem;
use crate::words::Words;
use crate::writers::{atom, calendar as ics, graph};
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use entente_ask::lookup;
use entente_ledger::{EventFilter, EventRow, LineFilter, PlanRow, Slice};
use entente_resolve::closeness::{civil, number};
use entente_text::edtf::Ymd;
use entente_text::{Edtf, Party, Stage, Status};
use std::sync::Arc;

/// What is planned for longer than this has no place in a calendar.
const LONGEST: i64 = 31;

/// What a writer may want to know, and where its own address begins.
struct Task<'a> {
    scene: Scene<'a>,
    host: &'a str,
}

type Writer = fn(&Desk<'_>, &Task<'_>) -> Result<String, Problem>;

/// New events, as an Atom feed.
pub async fn feed(State(app): Shared, request: Request) -> Response {
    write(app, request, "application/atom+xml; charset=utf-8", write_feed).await
}

/// What is planned, as a calendar.
pub async fn calendar(State(app): Shared, request: Request) -> Response {
    write(app, request, "text/calendar; charset=utf-8", write_calendar).await
}

/// The network as GEXF.
pub async fn gexf(State(app): Shared, request: Request) -> Response {
    let writer: Writer = |desk, task| {
        let found = network::ask(desk, task.scene.asked)?;
        Ok(graph::gexf(&network::parties(found.lines()), found.lines()))
    };
    write(app, request, "application/gexf+xml", writer).await
}

/// The network as `GraphML`.
pub async fn graphml(State(app): Shared, request: Request) -> Response {
    let writer: Writer = |desk, task| {
        let found = network::ask(desk, task.scene.asked)?;
        Ok(graph::graphml(&network::parties(found.lines()), found.lines()))
    };
    write(app, request, "application/graphml+xml", writer).await
}

/// What tells the ledger as it is now from what it was before.
pub async fn revision(State(app): Shared) -> Response {
    let state = app.pool.changes().to_string();
    let revision = entente_resolve::short_hash(&[&app.seed, &state]);
    let body = serde_json::json!({ "revision": revision }).to_string();
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

async fn write(app: Arc<App>, request: Request, kind: &'static str, writer: Writer) -> Response {
    let lang = app.words.of_request(request.headers(), request.uri()).lang;
    let asked = match Asked::read(request.uri(), Vec::new(), lang) {
        Ok(asked) => asked,
        Err(problem) => return problem.answer(&app, &request),
    };
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok());
    let host = format!("http://{}", host.unwrap_or("localhost"));
    let (shared, date) = (Arc::clone(&app), asked.as_of.clone());
    let made = app.pool.ask(date, move |desk| {
        let words: &Words = shared.words_of(lang).ok_or_else(|| Problem::internal(lang))?;
        writer(desk, &Task { scene: Scene { asked: &asked, words, all: &shared.words }, host: &host })
    });
    match made.await {
        Ok(text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        Err(problem) => problem.answer(&app, &request),
    }
}

fn filter(asked: &Asked) -> Result<EventFilter, Problem> {
    let typed = asked.list("actor");
    let parties = lookup::codes(typed.iter().map(|t| Some(t.as_str())))?;
    Ok(EventFilter { parties, min_confidence: Some(asked.choice.threshold()), ..asked.choice.events()? })
}

fn write_feed(desk: &Desk<'_>, task: &Task<'_>) -> Result<String, Problem> {
    let (asked, words) = (task.scene.asked, task.scene.words);
    let filter = filter(asked)?;
    let newest = Slice { newest_first: true, offset: asked.offset(), limit: asked.limit };
    let events = desk.events_slice(&filter, newest)?;
    let names: Vec<&str> = filter.parties.iter().map(|c| words.polity(c)).collect();
    let title = match names.as_slice() {
        [] => words.t("feed.title").to_owned(),
        names => words.fill("feed.title_of", &[("who", &names.join(", "))]),
    };
    Ok(atom::write(&atom::Feed {
        title,
        address: task.host.to_owned() + &address("/feed.atom", asked.others(&[])),
        page: task.host.to_owned() + &address("/events", asked.others(&[])),
        lang: words.lang.to_owned(),
        entries: events.iter().map(|event| entry(task, event)).collect(),
    }))
}

fn entry(task: &Task<'_>, event: &EventRow) -> atom::Entry {
    let day = reported(event).map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"));
    atom::Entry {
        id: format!("urn:entente:event:{}", event.id),
        title: told(task, event),
        summary: format!("“{}” ({})", quote(event.quote()), source(event)),
        address: task.host.to_owned() + &links::event_address(task.scene, &event.id),
        updated: day.unwrap_or_default(),
        categories: vec![event.category.name().to_owned(), event.kind.clone()],
    }
}

/// When the best report of an event was published; where that is not known, when the event was.
fn reported(event: &EventRow) -> Option<Ymd> {
    let published = event.claims[event.best].source.published.as_deref().and_then(|p| Edtf::parse(p).ok());
    let day = |date: &Edtf| date.bounds().map(|(first, _)| first);
    published.as_ref().and_then(day).or_else(|| event.date.as_ref().and_then(day))
}

fn source(event: &EventRow) -> &str {
    let source = &event.claims[event.best].source;
    source.outlet.as_deref().unwrap_or(&source.name)
}

/// Date, who, what, to whom, and how far it came.
fn told(task: &Task<'_>, event: &EventRow) -> String {
    let words = task.scene.words;
    let side = |parties: &[Party]| {
        let codes = entente_ask::events::distinct(parties.iter().map(|p| p.code.as_str()));
        codes.into_iter().map(|c| words.polity(c)).collect::<Vec<_>>().join(", ")
    };
    let (from, to) = (side(&event.actors), side(&event.recipients));
    let verb = if to.is_empty() { words.kind(&event.kind) } else { words.verb(&event.kind) };
    let sentence: Vec<&str> = [from.as_str(), &verb, &to].into_iter().filter(|w| !w.is_empty()).collect();
    let status = match event.status {
        Status::Happened => String::new(),
        other => format!(" ({})", words.name("status", other.name())),
    };
    format!("{}: {}{status}", words.date(event.date.as_ref()), sentence.join(" "))
}

fn write_calendar(desk: &Desk<'_>, task: &Task<'_>) -> Result<String, Problem> {
    let asked = task.scene.asked;
    let filter = filter(asked)?;
    let events = desk.events(&filter)?;
    let mut entries: Vec<ics::Entry> = events.iter().filter_map(|e| planned(task, e)).collect();
    if asked.choice.kinds.is_empty() && asked.choice.categories.is_empty() {
        let lines = LineFilter { codes: filter.parties.clone(), ..asked.choice.lines()? };
        entries.extend(desk.plans(&lines)?.iter().filter_map(|p| target(task, p)));
    }
    entries.sort_by(|a, b| (a.first, &a.uid).cmp(&(b.first, &b.uid)));
    let name = task.scene.words.t("feed.calendar").to_owned();
    Ok(ics::write(&ics::Calendar { name, entries }))
}

/// The first day of a date and the day after its last, where it is short enough for a calendar.
fn days(date: &Edtf) -> Option<(Ymd, Ymd)> {
    let (first, last) = date.bounds()?;
    let (from, to) = (number(first), number(last));
    (!date.has_open_year() && (0..LONGEST).contains(&(to - from))).then(|| (first, civil(to + 1)))
}

fn planned(task: &Task<'_>, event: &EventRow) -> Option<ics::Entry> {
    let state = match event.status {
        Status::Happened => return None,
        Status::Scheduled => ics::State::Confirmed,
        Status::Proposed | Status::Conditional => ics::State::Tentative,
        Status::CalledOff => ics::State::Cancelled,
    };
    let (first, end) = days(event.date.as_ref()?)?;
    Some(ics::Entry {
        uid: format!("event-{}@entente", event.id),
        summary: told(task, event),
        description: format!("“{}” ({})", quote(event.quote()), source(event)),
        url: task.host.to_owned() + &links::event_address(task.scene, &event.id),
        first,
        end,
        stamp: reported(event).unwrap_or(first),
        state,
    })
}

fn target(task: &Task<'_>, plan: &PlanRow) -> Option<ics::Entry> {
    let state = match plan.status {
        Stage::Done => return None,
        Stage::Cancelled | Stage::Rejected | Stage::Shelved => ics::State::Cancelled,
        Stage::Agreed | Stage::Scheduled => ics::State::Confirmed,
        _ => ics::State::Tentative,
    };
    let (first, end) = days(plan.target.as_ref()?)?;
    let stamp = plan.status_date.as_ref().and_then(Edtf::bounds).map_or(first, |(day, _)| day);
    let words = task.scene.words;
    Some(ics::Entry {
        uid: format!("plan-{}@entente", plan.id),
        summary: format!("{} ({})", quote(&plan.what), words.name("stage", plan.status.name())),
        description: plan.steps.last().map(|s| quote(s.ground.quote())).unwrap_or_default(),
        url: task.host.to_owned() + &links::plan_address(task.scene, &plan.id),
        first,
        end,
        stamp,
        state,
    })
}
