//! Annotated texts for tests.

use entente_annotate::Annotator;
use entente_lang::Pack;
use entente_text::{Annotated, Category, Claim, CleanDocument, Document, Edtf};
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
    Claim { confidence: 0.8, ..Claim::of("a", Category::Consult, "") }
}
