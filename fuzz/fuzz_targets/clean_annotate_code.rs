//! Arbitrary bytes through clean, annotate, code and resolve: nothing panics, every span lies in the text.
//!
//! `cargo +nightly fuzz run clean_annotate_code`

#![no_main]

use entente::Pipeline;
use entente_resolve::merge_document;
use entente_text::{Document, Located};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

static PIPELINE: OnceLock<Pipeline> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let pipeline = PIPELINE.get_or_init(|| Pipeline::new().expect("the packs load"));
    let decoded = entente_read::decode(bytes, Some("vn"));
    let (title, body) = decoded.text.split_once('\n').unwrap_or(("", &decoded.text));
    let mut document = Document::new("fuzz", title, body);
    // Never leave it to chance which pack is tried.
    document.lang = Some("vi".to_owned());
    let original = document.clone();
    let coded = pipeline.run(document);
    assert_eq!(coded.passed_over, None, "a stage panicked");
    for passage in &coded.clean.passages {
        assert!(original.text().get(passage.span.range()).is_some());
    }
    let fits = |at: Located| !original.words(at).is_empty() || at.span.start == at.span.end;
    for claim in &coded.claims {
        assert!(fits(claim.at) && fits(claim.sentence) && fits(claim.trigger));
        assert_eq!(original.words(claim.at), claim.quote);
        assert!((0.0..=1.0).contains(&claim.confidence));
    }
    let claims = coded.claims.len();
    let events = merge_document(coded.claims);
    assert_eq!(events.iter().map(|e| e.claims.len()).sum::<usize>(), claims);
});
