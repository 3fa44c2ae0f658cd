//! The packs' examples: `lang/*/mentions/corpus.toml` and `lang/*/sentences/corpus.toml`.

use entente_annotate::Annotator;
use entente_lang::Pack;
use entente_text::{Annotated, CleanDocument, Document, Mention, MentionKind};
use entente_world::World;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fmt::Write as _;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mentions {
    case: Vec<Case>,
    not: Vec<Not>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    mentions: Vec<Expected>,
    #[serde(default)]
    quotes: Vec<Quote>,
}

#[derive(Deserialize, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Expected {
    words: String,
    kind: MentionKind,
    #[serde(default)]
    codes: Vec<String>,
    name: Option<String>,
    role: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quote {
    begins: String,
    by: String,
}

/// A text that names nobody who acts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Not {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    case: Vec<Split>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    text: String,
    sentences: Vec<String>,
}

fn article(text: &str) -> CleanDocument {
    CleanDocument::of_lines(Document::new("case", "", text))
}

fn as_expected(text: &str, mention: &Mention) -> Expected {
    Expected {
        words: mention.span.slice(text).to_owned(),
        kind: mention.kind,
        codes: mention.polities.clone(),
        name: mention.name.clone(),
        role: mention.role.clone(),
    }
}

/// Runs the cases of one file in every pack that has it; `wrong` tells what is wrong with a text's annotation.
fn check<F: DeserializeOwned>(
    file: &str,
    least: usize,
    wrong: impl Fn(&F, &Annotator) -> (usize, Vec<String>),
) {
    let mut problems = String::new();
    for lang in Pack::languages() {
        let Some(pack) = Pack::of(lang).filter(|p| p.file(file).is_ok()) else { continue };
        let annotator = Annotator::new(&pack, World::embedded()).expect("the pack loads");
        let cases: F = pack.toml(file).expect("the corpus is as its test reads it");
        let (count, found) = wrong(&cases, &annotator);
        assert!(count >= least, "lang/{lang}/{file} has {count} cases, fewer than {least}");
        for problem in found {
            let _ = writeln!(problems, "lang/{lang}/{file}: {problem}");
        }
    }
    assert!(problems.is_empty(), "\n{problems}");
}

fn wrong_mentions(case: &Case, found: &Annotated) -> Option<String> {
    let text = found.text();
    let mentions: Vec<_> = found.mentions.iter().map(|m| as_expected(text, m)).collect();
    if mentions != case.mentions {
        return Some(format!("{:?}\n  found    {mentions:?}\n  expected {:?}", case.text, case.mentions));
    }
    let wrong = case.quotes.iter().find(|quote| {
        let by = found
            .quotations
            .iter()
            .find(|q| q.span.slice(text).starts_with(&quote.begins))
            .and_then(|q| found.mentions.get(q.speaker? as usize));
        by.is_none_or(|m| m.span.slice(text) != quote.by)
    })?;
    Some(format!("{:?}: {:?} is not by {:?}", case.text, wrong.begins, wrong.by))
}

fn wrong_actor(text: &str, found: &Annotated) -> Option<String> {
    let actor = found.mentions.iter().find(|m| m.kind.acts() && !m.polities.is_empty())?;
    Some(format!("{text:?}: {:?} is taken for one who acts", actor.span.slice(text)))
}

#[test]
fn mentions() {
    check("mentions/corpus.toml", 40, |file: &Mentions, annotator| {
        let cases = file.case.iter().filter_map(|c| wrong_mentions(c, &annotator.annotate(article(&c.text))));
        let nots =
            file.not.iter().filter_map(|n| wrong_actor(&n.text, &annotator.annotate(article(&n.text))));
        (file.case.len(), cases.chain(nots).collect())
    });
}

#[test]
fn sentences() {
    check("sentences/corpus.toml", 30, |file: &Sentences, annotator| {
        let wrong = file.case.iter().filter_map(|case| {
            let found = annotator.annotate(article(&case.text));
            let sentences: Vec<_> = found.sentences.iter().map(|s| s.span.slice(&case.text)).collect();
            (sentences != case.sentences).then(|| format!("{:?} gives {sentences:?}", case.text))
        });
        (file.case.len(), wrong.collect())
    });
}
