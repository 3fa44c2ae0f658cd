//! Whole sample articles, coded: what changes here was meant to change.

use entente::Pipeline;
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
