//! The packs' examples for the coder: `lang/*/events/corpus/*.toml`, told of in `lang/vi/events/README.md`.
//!
//! Each example goes through annotation, coding and the merging of one document's claims, and must give just
//! the events that it states. One marked `todo` must still fail: when it no longer does, the test says so.

use entente_annotate::Annotator;
use entente_code::{Coder, Proposer};
use entente_lang::Pack;
use entente_resolve::{Event, merge_document};
use entente_text::{Annotated, Category, CleanDocument, Document, Edtf, Party, Scope, Status};
use entente_world::World;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

/// Set to `promote`, the test takes `todo` off the examples that have come right.
const SWITCH: &str = "ENTENTE_CORPUS";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    text: String,
    #[serde(default)]
    note: String,
    published: Option<Edtf>,
    #[serde(default)]
    todo: bool,
    events: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(rename = "type")]
    category: Category,
    actors: BTreeSet<String>,
    #[serde(default)]
    recipients: BTreeSet<String>,
    #[serde(default)]
    status: Status,
    date: Option<Edtf>,
}

impl Expected {
    /// Several actors and no recipient: the act is done together, whichever side the coder puts each on.
    fn is_together(&self) -> bool {
        self.actors.len() > 1 && self.recipients.is_empty()
    }

    /// Within one polity: the same on both sides.
    fn is_domestic(&self) -> bool {
        !self.recipients.is_empty() && self.actors == self.recipients
    }

    fn is(&self, event: &Event, dates: bool) -> bool {
        let (actors, recipients) = (codes(&event.actors), codes(&event.recipients));
        let sides = if self.is_together() {
            self.actors == &actors | &recipients
        } else {
            self.actors == actors && self.recipients == recipients
        };
        let date = !dates || self.date.is_none() || self.date == event.date;
        sides && date && self.category == event.category && self.status == event.status
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        line(f, self.category, [&self.actors, &self.recipients], self.status, self.date.as_ref())
    }
}

struct Shown<'a>(&'a Event);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let event = self.0;
        let sides = [&codes(&event.actors), &codes(&event.recipients)];
        line(f, event.category, sides, event.status, event.date.as_ref())?;
        let claim = event.best_claim();
        write!(f, " [{} \"{}\"]", claim.rule, claim.quote)
    }
}

fn line(
    f: &mut fmt::Formatter<'_>,
    category: Category,
    [actors, recipients]: [&BTreeSet<String>; 2],
    status: Status,
    date: Option<&Edtf>,
) -> fmt::Result {
    let list = |side: &BTreeSet<String>| side.iter().map(String::as_str).collect::<Vec<_>>().join(",");
    write!(f, "{category} {} > {} {}", list(actors), list(recipients), status.name())?;
    date.map_or(Ok(()), |date| write!(f, " {date}"))
}

fn codes(parties: &[Party]) -> BTreeSet<String> {
    parties.iter().map(|p| p.code.clone()).collect()
}

/// One language's stages.
struct Engine {
    annotator: Annotator,
    coder: Coder,
}

impl Engine {
    fn of(lang: &str) -> Self {
        let pack = Pack::of(lang).expect("a pack of this language");
        let world = World::embedded();
        let mut coder = Coder::new(&pack, world).expect("the pack's frames load");
        // Examples hold what frames give; what is proposed besides changes with each training.
        coder.set_proposer(Proposer::default());
        Self { annotator: Annotator::new(&pack, world).expect("the pack's lists load"), coder }
    }

    fn annotate(&self, case: &Case) -> Annotated {
        let mut document = Document::new(&case.id, "", &case.text);
        document.published.date.clone_from(&case.published);
        self.annotator.annotate(CleanDocument::of_lines(document))
    }

    /// The events of an example; those within one polity only where it states such.
    fn events(&self, case: &Case) -> Vec<Event> {
        let mut events = merge_document(self.coder.code(&self.annotate(case)));
        let domestic = case.events.iter().any(Expected::is_domestic);
        events.retain(|e| domestic || e.scope == Scope::International);
        events
    }
}

/// What is missing and what is too much; `None` when the example gives just what it states.
fn check(engine: &Engine, case: &Case, dates: bool) -> Option<String> {
    let mut left = engine.events(case);
    let mut wanted: Vec<&Expected> = case.events.iter().collect();
    // Those with a date are choosier.
    wanted.sort_by_key(|e| e.date.is_none());
    let mut report = String::new();
    for expected in wanted {
        if let Some(i) = left.iter().position(|event| expected.is(event, dates)) {
            left.remove(i);
        } else {
            let _ = write!(report, "\n    missing {expected}");
        }
    }
    for event in &left {
        let _ = write!(report, "\n    too much {}", Shown(event));
    }
    let note = if case.note.is_empty() { String::new() } else { format!(" ({})", case.note) };
    (!report.is_empty()).then(|| format!("{}{note}: {}{report}", case.id, case.text))
}

fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lang")
}

/// The files of a language's examples, sorted; none where it has no examples.
fn files(lang: &str) -> Vec<(PathBuf, File)> {
    let Ok(folder) = std::fs::read_dir(packs().join(lang).join("events/corpus")) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), read(&path))).collect()
}

fn read(path: &Path) -> File {
    let text = std::fs::read_to_string(path).expect("the file can be read");
    toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Takes the line `todo = true` off an example.
fn promote(path: &Path, id: &str) {
    let text = std::fs::read_to_string(path).expect("the file can be read");
    let marked = format!("id = \"{id}\"\ntodo = true\n");
    let plain = format!("id = \"{id}\"\n");
    std::fs::write(path, text.replacen(&marked, &plain, 1)).expect("the file can be written");
}

#[test]
#[allow(clippy::print_stderr, reason = "the figures are for the reader")]
fn examples_give_just_the_events_that_they_state() {
    let promoting = std::env::var(SWITCH).is_ok_and(|v| v == "promote");
    let (mut wrong, mut right_now) = (Vec::new(), Vec::new());
    for lang in Pack::languages() {
        let files = files(lang);
        if files.is_empty() {
            continue;
        }
        let engine = Engine::of(lang);
        // Dates are compared as soon as the pack finds time expressions at all.
        let dates = files.iter().flat_map(|(_, f)| &f.case).any(|c| !engine.annotate(c).times.is_empty());
        let mut totals = [0, 0];
        for (path, file) in &files {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let mut counts = [0, 0];
            for case in &file.case {
                counts[usize::from(case.todo)] += 1;
                match (check(&engine, case, dates), case.todo) {
                    (Some(report), true) => eprintln!("todo {report}"),
                    (Some(report), false) => wrong.push(report),
                    (None, true) if promoting => promote(path, &case.id),
                    (None, true) => right_now.push(case.id.clone()),
                    (None, false) => {}
                }
            }
            totals = [totals[0] + counts[0], totals[1] + counts[1]];
            eprintln!("{lang} {name:9} {:3} held, {:3} todo", counts[0], counts[1]);
        }
        let how = if dates { "with" } else { "without" };
        let total = format!("{lang} all       {:3} held, {:3} todo, {how} dates\n", totals[0], totals[1]);
        // Written past the test runner, which hides what a passing test prints.
        std::io::Write::write_all(&mut std::io::stderr(), total.as_bytes()).expect("the terminal takes it");
    }
    assert!(wrong.is_empty(), "{} examples are coded wrongly:\n{}", wrong.len(), wrong.join("\n"));
    assert!(
        right_now.is_empty(),
        "{} examples marked todo are coded rightly now: {}. Take `todo = true` off them, or let the test do so: \
         {SWITCH}=promote cargo test -p entente-code --test corpus",
        right_now.len(),
        right_now.join(", "),
    );
}

#[test]
fn examples_are_tidy() {
    let world = World::embedded();
    for lang in Pack::languages() {
        let mut texts = BTreeSet::new();
        for (path, file) in files(lang) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            for (n, case) in (1..).zip(&file.case) {
                assert_eq!(case.id, format!("{name}-{n:03}"), "{}: ids are numbered through", path.display());
                assert!(texts.insert(case.text.clone()), "{}: the text stands twice", case.id);
                assert!(name != "none" || case.events.is_empty(), "{}: tells of an event", case.id);
                for code in case.events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)) {
                    assert!(world.polity(code).is_some(), "{}: no polity {code}", case.id);
                }
                for event in &case.events {
                    assert!(!event.actors.is_empty(), "{}: {event} has no actor", case.id);
                    let both = event.actors.intersection(&event.recipients).next();
                    assert!(
                        both.is_none() || event.is_domestic(),
                        "{}: {event} has one on both sides",
                        case.id
                    );
                }
            }
        }
    }
}
