//! Annotated texts for tests.

use entente_annotate::Annotator;
use entente_lang::Pack;
use entente_text::{Annotated, Category, Claim, CleanDocument, Document, Edtf, Located, Scope, Status};
use entente_world::World;

/// A Vietnamese text, each line a passage, published on a date (may be empty).
pub(crate) fn annotate(text: &str, published: &str) -> Annotated {
    let pack = Pack::of("vi").expect("Vietnamese");
    let annotator = Annotator::new(&pack, World::embedded()).expect("the pack's lists load");
    let mut document = Document::new("a", "", text);
    document.published.date = Edtf::parse(published).ok();
    annotator.annotate(CleanDocument::of_lines(document))
}

/// A claim of nothing much.
pub(crate) fn claim() -> Claim {
    Claim {
        doc: "a".to_owned(),
        article: 1,
        category: Category::Consult,
        kind: String::new(),
        actors: Vec::new(),
        recipients: Vec::new(),
        symmetric: false,
        date: None,
        date_basis: None,
        status: Status::Happened,
        scope: Scope::International,
        fields: Vec::new(),
        quote: String::new(),
        at: Located::default(),
        sentence: Located::default(),
        trigger: Located::default(),
        attribution: None,
        confidence: 0.8,
        rule: String::new(),
    }
}
