//! The examples beside each pack's lists give just the quotations, stances and steps that they state.

use entente_annotate::Annotator;
use entente_assert::Asserter;
use entente_lang::Pack;
use entente_text::{Asserted, Assertion, CleanDocument, Document, Voice};
use entente_world::World;
use serde::Deserialize;
use std::path::Path;

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
    said: Option<Vec<Said>>,
    stances: Option<Vec<Stance>>,
    steps: Option<Vec<Step>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    who: String,
    code: String,
    form: String,
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stance {
    who: String,
    position: String,
    kind: Option<String>,
    toward: String,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    stage: String,
    kind: String,
    parties: Vec<String>,
    #[serde(default)]
    places: Vec<String>,
    by: Option<String>,
    date: Option<String>,
    target: Option<String>,
}

/// One language's stages.
struct Engine {
    annotator: Annotator,
    asserter: Asserter,
}

impl Engine {
    fn of(lang: &str) -> Self {
        let pack = Pack::of(lang).expect("a pack of this language");
        let world = World::embedded();
        Self {
            annotator: Annotator::new(&pack, world).expect("the pack's lists load"),
            asserter: Asserter::new(&pack, world).expect("the pack's lists load"),
        }
    }

    fn assert(&self, id: &str, text: &str) -> Vec<Assertion> {
        let clean = CleanDocument::of_lines(Document::new(id, "", text));
        self.asserter.assert(&self.annotator.annotate(clean))
    }
}

fn label(voices: &[Voice]) -> String {
    voices.iter().map(Voice::label).collect::<Vec<_>>().join("; ")
}

fn text(date: Option<&entente_text::Edtf>) -> String {
    date.map(ToString::to_string).unwrap_or_default()
}

/// What was found of one sort, in a form that is compared.
fn found(assertion: &Assertion) -> Option<(&'static str, Vec<String>)> {
    Some(match &assertion.asserted {
        Asserted::Quotation(said) => {
            let speaker = said.speaker.clone().unwrap_or_default();
            let form = said.form.name().to_owned();
            ("said", vec![speaker.label(), speaker.codes.join(" "), form, said.words.clone()])
        }
        Asserted::Stance(held) => {
            let reason = held.reason.clone().unwrap_or_default();
            let kind = held.toward.kind.name().to_owned();
            let position = held.position.name().to_owned();
            ("stance", vec![held.holder.label(), position, kind, held.toward.words.clone(), reason])
        }
        Asserted::Step(step) => (
            "step",
            vec![
                step.stage.name().to_owned(),
                step.object.kind.clone(),
                step.object.parties.join(" "),
                step.object.places.join(" "),
                label(&step.by),
                text(assertion.date.as_ref()),
                text(step.target.as_ref()),
            ],
        ),
        _ => return None,
    })
}

/// What is expected: a cell that is `None` fits anything, a cell with `true` only has to begin so.
type Expected = (&'static str, Vec<(Option<String>, bool)>);

fn expected(case: &Case) -> (Vec<Expected>, Vec<&'static str>) {
    let exact = |s: &str| (Some(s.to_owned()), false);
    let begins = |s: &str| (Some(s.to_owned()), true);
    let maybe = |s: &Option<String>, begins: bool| (s.clone(), begins);
    let (mut all, mut sorts) = (Vec::new(), Vec::new());
    if let Some(said) = &case.said {
        sorts.push("said");
        all.extend(
            said.iter()
                .map(|s| ("said", vec![exact(&s.who), exact(&s.code), exact(&s.form), begins(&s.words)])),
        );
    }
    if let Some(stances) = &case.stances {
        sorts.push("stance");
        all.extend(stances.iter().map(|s| {
            let reason = (Some(s.reason.clone().unwrap_or_default()), s.reason.is_some());
            (
                "stance",
                vec![exact(&s.who), exact(&s.position), maybe(&s.kind, false), begins(&s.toward), reason],
            )
        }));
    }
    if let Some(steps) = &case.steps {
        sorts.push("step");
        all.extend(steps.iter().map(|s| {
            let codes = |codes: &[String]| exact(&codes.join(" "));
            let cells = vec![
                exact(&s.stage),
                exact(&s.kind),
                codes(&s.parties),
                codes(&s.places),
                maybe(&s.by, false),
                maybe(&s.date, false),
                maybe(&s.target, false),
            ];
            ("step", cells)
        }));
    }
    (all, sorts)
}

fn fits((sort, cells): &Expected, (found, words): &(&'static str, Vec<String>)) -> bool {
    sort == found
        && cells.iter().zip(words).all(|((expect, begins), word)| match expect {
            None => true,
            Some(expect) if *begins => word.starts_with(expect.as_str()),
            Some(expect) => word == expect,
        })
}

/// What is wrong with an example; `None` when it gives just what it states.
fn check(engine: &Engine, case: &Case) -> Option<String> {
    let (mut wanted, sorts) = expected(case);
    let assertions = engine.assert(&case.id, &case.text);
    let mut left: Vec<_> = assertions.iter().filter_map(found).filter(|f| sorts.contains(&f.0)).collect();
    wanted.retain(|expect| match left.iter().position(|f| fits(expect, f)) {
        Some(at) => {
            left.remove(at);
            false
        }
        None => true,
    });
    let wrong = !wanted.is_empty() || !left.is_empty();
    wrong.then(|| {
        format!("{} ({}): {}\n    missing {wanted:?}\n    too much {left:?}", case.id, case.note, case.text)
    })
}

#[test]
fn examples_give_just_what_they_state() {
    let mut wrong = Vec::new();
    for lang in Pack::languages() {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lang").join(lang).join("assert/corpus");
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        let engine = Engine::of(lang);
        let mut paths: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).expect("the file can be read");
            let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            wrong.extend(file.case.iter().filter_map(|c| check(&engine, c)));
        }
    }
    assert!(wrong.is_empty(), "{} examples are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn quotes_slice_the_text() {
    let engine = Engine::of("vi");
    let text = "Ngày 3/2/2030, Áo phản đối kế hoạch mở căn cứ của NATO tại Malta, vì lo ngại căng thẳng.\n\
        “Chúng tôi không cần thêm một căn cứ nào nữa”, Thủ tướng Áo nói.";
    let found = engine.assert("a", text);
    assert!(found.len() >= 2, "{found:?}");
    for assertion in found {
        assert_eq!(assertion.at.span.slice(text), assertion.quote);
        assert!((0.0..=1.0).contains(&assertion.confidence));
    }
}
