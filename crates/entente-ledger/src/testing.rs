//! Documents and claims for tests, without the stages that make them.

use entente_text::{
    Article, Category, Claim, CleanDocument, Document, Edtf, Located, Party, Passage, PassageKind, Scope,
    Span, Status,
};

/// A document whose every line is a body passage.
pub(crate) fn document(name: &str, text: &str) -> CleanDocument {
    let document = Document::new(name, "", text);
    let mut at = 0;
    let mut passages = Vec::new();
    for (line, words) in document.text().split('\n').enumerate() {
        if !words.is_empty() {
            let span = Span::new(at, at + words.len());
            passages.push(Passage { kind: PassageKind::Body, span, line: line as u32 + 1, article: Some(1) });
        }
        at += words.len() + 1;
    }
    let articles = vec![Article { number: 1, title: None, byline: None }];
    CleanDocument { document, passages, articles, notes: Vec::new() }
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
