//! Whole sample articles, coded: what changes here was meant to change.

use entente::Pipeline;
use entente::explanation::{SentenceSeen, Wanted};
use entente_read::Reader;
use entente_resolve::merge_document;
use std::fmt::Write as _;
use std::path::Path;

#[test]
fn the_sample_articles_tell_this() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let pipeline = Pipeline::new().expect("packs that load");
    for reading in Reader::new([&folder]) {
        let document = reading.expect("a sample that can be read").document;
        let name = document.id.replace(['.', '/'], "_");
        insta::assert_snapshot!(name, told(&pipeline, document));
    }
}

#[test]
fn why_sample_sentences_are_coded_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let pipeline = Pipeline::new().expect("packs that load");
    for (file, words) in
        [("02-chuyen-tham-manila.txt", "hai bên"), ("07-eu-manila-port-access.txt", "Manila")]
    {
        let document =
            Reader::new([folder.join(file)]).next().expect("a sample").expect("it can be read").document;
        let wanted = Wanted { words: Some(words.to_owned()), rule: None };
        let explained = pipeline.explain(document, &wanted);
        insta::assert_snapshot!(format!("explain_{file}"), why(&explained.sentences));
    }
}

/// Each frame tried with what came of it, but for its confidence and what weighs in it.
fn why(sentences: &[SentenceSeen]) -> String {
    let mut out = String::new();
    for sentence in sentences {
        let _ = writeln!(out, "{}", sentence.text);
        for mention in &sentence.mentions {
            let _ = writeln!(out, "  [{}] {} {}", mention.words, mention.kind, mention.polities.join(" "));
        }
        for (trigger, frame) in sentence.triggers.iter().flat_map(|t| t.tried.iter().map(move |f| (t, f))) {
            let why = frame.why_not.as_deref().unwrap_or("fired");
            let _ = writeln!(out, "  *{}* {}: {why}", trigger.words, frame.rule);
        }
    }
    out
}

/// An event a line, without its confidence: that moves with every training.
fn told(pipeline: &Pipeline, document: entente_text::Document) -> String {
    let coded = pipeline.run(document);
    let published = coded.clean.document.published.date.clone();
    let mut out = format!("published {}\n", published.map_or("unknown".to_owned(), |d| d.to_string()));
    for event in merge_document(coded.claims) {
        let codes =
            |side: &[entente_text::Party]| side.iter().map(|p| p.code.as_str()).collect::<Vec<_>>().join(" ");
        let date = event.date.as_ref().map_or(String::new(), ToString::to_string);
        let (actors, recipients) = (codes(&event.actors), codes(&event.recipients));
        let status = event.status.name();
        let _ = writeln!(out, "{date} {} {actors} > {recipients} {status}: {}", event.kind, event.quote());
    }
    out
}
