//! Documents and claims for tests, without the stages that make them.

use entente_text::{Category, Claim, CleanDocument, Document, Edtf, Located, Party, Scope, Span, Status};

/// A document whose every line is a body passage.
pub(crate) fn document(name: &str, text: &str) -> CleanDocument {
    CleanDocument::of_lines(Document::new(name, "", text))
}

/// A claim that one sentence of a document makes.
pub(crate) fn claim(
    clean: &CleanDocument,
    quote: &str,
    category: Category,
    sides: (&str, &str),
    date: &str,
) -> Claim {
    let text = clean.document.text();
    let start = text.find(quote).expect("the quote stands in the text");
    let at: Located = clean.document.locate(Span::new(start, start + quote.len()));
    Claim {
        doc: clean.document.id.clone(),
        article: 1,
        category,
        kind: "visit".to_owned(),
        actors: vec![Party::of(sides.0)],
        recipients: vec![Party::of(sides.1)],
        symmetric: false,
        date: Edtf::parse(date).ok(),
        date_basis: None,
        status: Status::Happened,
        scope: Scope::International,
        fields: vec!["cyber".to_owned()],
        quote: quote.to_owned(),
        at,
        sentence: at,
        trigger: at,
        attribution: None,
        confidence: 0.75,
        rule: "vi.visit".to_owned(),
    }
}
