//! The examples beside the rules: every `[[case]]` means what it says, every `[[not]]` is no time, and no rule is
//! without an example.

use entente_lang::Pack;
use entente_text::{Edtf, TimexType};
use entente_time::{Context, DateTime, Prefer, Tagger};
use serde::Deserialize;
use std::collections::BTreeSet;

const CORPUS: &str = "dates/corpus.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    reference: Reference,
    #[serde(default)]
    case: Vec<Case>,
    #[serde(default)]
    not: Vec<Not>,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Reference(DateTime);

impl TryFrom<String> for Reference {
    type Error = entente_time::DateTimeError;
    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse().map(Self)
    }
}

/// With `grain`, a phrase that somebody says at the reference time, with what it means then; otherwise a text in which
/// `words` (or all of it) are found, with what they say by themselves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    words: Option<String>,
    #[serde(rename = "type")]
    timex: Option<TimexType>,
    value: Option<String>,
    edtf: Option<String>,
    from: Option<String>,
    to: Option<String>,
    grain: Option<String>,
    #[serde(default)]
    past: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Not {
    text: String,
    /// Whether it is no time even where somebody asks for one.
    #[serde(default)]
    phrase: bool,
}

fn load(lang: &str) -> (Tagger, Corpus) {
    let pack = Pack::of(lang).unwrap_or_else(|| panic!("no pack {lang}"));
    let tagger = Tagger::new(&pack).unwrap_or_else(|e| panic!("{e}"));
    let corpus = pack.toml(CORPUS).unwrap_or_else(|e| panic!("{e}"));
    (tagger, corpus)
}

/// What is wrong with a case, if anything.
fn check(tagger: &Tagger, case: &Case, reference: &DateTime) -> Result<(), String> {
    if case.grain.is_some() {
        return check_phrase(tagger, case, reference);
    }
    let tags = tagger.tag(&case.text, &Context::default());
    let words = case.words.as_deref().unwrap_or(&case.text);
    let found = tags.iter().find(|t| t.expression.span.slice(&case.text) == words);
    let Some(found) = found.map(|t| &t.expression) else {
        let all: Vec<_> = tags.iter().map(|t| t.expression.span.slice(&case.text)).collect();
        return Err(format!("{:?}: {words:?} not found, but {all:?}", case.text));
    };
    let edtf = found.edtf.as_ref().map(Edtf::as_str);
    let wrong = case.timex.is_some_and(|t| t != found.timex)
        || case.value.as_ref().is_some_and(|v| *v != found.value)
        || (case.edtf.as_deref() != edtf && (case.edtf.is_some() || case.value.is_none()));
    if wrong {
        let (value, timex, rule) = (&found.value, found.timex, &found.rule);
        return Err(format!("{:?}: {words:?} is {timex:?} {value} {edtf:?} by {rule}", case.text));
    }
    Ok(())
}

fn check_phrase(tagger: &Tagger, case: &Case, reference: &DateTime) -> Result<(), String> {
    let prefer = if case.past { Prefer::Past } else { Prefer::Future };
    let found = tagger.resolve(&case.text, reference, prefer);
    let right = found.iter().any(|f| {
        let grain = serde_json::to_value(f.grain).ok().and_then(|g| g.as_str().map(str::to_owned));
        f.from == case.from && f.to == case.to && grain == case.grain
    });
    if right { Ok(()) } else { Err(format!("{:?}: {found:?}", case.text)) }
}

fn corpus_holds(lang: &str) {
    let (tagger, corpus) = load(lang);
    let mut wrong: Vec<String> =
        corpus.case.iter().filter_map(|case| check(&tagger, case, &corpus.reference.0).err()).collect();
    for not in &corpus.not {
        let tags = tagger.tag(&not.text, &Context::default());
        wrong.extend(tags.iter().map(|t| format!("{:?} is no time: {:?}", not.text, t.expression)));
        if not.phrase {
            let found = tagger.resolve(&not.text, &corpus.reference.0, Prefer::Future);
            wrong.extend(found.iter().map(|f| format!("{:?} is no time: {f:?}", not.text)));
        }
    }
    assert!(wrong.is_empty(), "{lang}: {} wrong\n{}", wrong.len(), wrong.join("\n"));
}

fn every_rule_has_an_example(lang: &str) {
    let (tagger, corpus) = load(lang);
    let mut used = BTreeSet::new();
    for case in &corpus.case {
        used.extend(tagger.rules_used(&case.text, case.grain.is_some()));
    }
    for not in &corpus.not {
        used.extend(tagger.rules_used(&not.text, not.phrase));
    }
    let missing: Vec<_> = tagger.rules().filter(|r| !used.contains(r)).collect();
    assert!(missing.is_empty(), "{lang}: rules without an example: {missing:?}");
}

#[test]
fn vietnamese_corpus_holds() {
    corpus_holds("vi");
}

#[test]
fn english_corpus_holds() {
    corpus_holds("en");
}

#[test]
fn every_vietnamese_rule_has_an_example() {
    every_rule_has_an_example("vi");
}

#[test]
fn every_english_rule_has_an_example() {
    every_rule_has_an_example("en");
}
