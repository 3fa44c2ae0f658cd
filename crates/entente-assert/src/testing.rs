//! Annotated texts for tests.

use entente_annotate::Annotator;
use entente_lang::Pack;
use entente_text::{Annotated, Article, CleanDocument, Document, Edtf, Passage, PassageKind, Span};
use entente_world::World;

/// A Vietnamese text of one passage, published on a date (may be empty).
pub(crate) fn annotate(text: &str, published: &str) -> Annotated {
    let pack = Pack::of("vi").expect("Vietnamese");
    let annotator = Annotator::new(&pack, World::embedded()).expect("the pack's lists load");
    let mut document = Document::new("a", "", text);
    document.published.date = Edtf::parse(published).ok();
    let span = Span::new(0, text.len());
    annotator.annotate(CleanDocument {
        document,
        passages: vec![Passage { kind: PassageKind::Body, span, line: 1, article: Some(1) }],
        articles: vec![Article { number: 1, title: None, byline: None }],
        notes: Vec::new(),
    })
}
