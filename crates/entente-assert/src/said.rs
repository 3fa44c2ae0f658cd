//! Quotations: the words and who said them.

use entente_text::{
    Annotated, Asserted, Assertion, Mention, Quotation, Said, SaidForm, Sentence, Span, Voice,
};

/// The fewest words of a quotation that stands by itself.
const WHOLE: usize = 6;

/// The quotations whose speaker is known.
pub(crate) fn quotations(lang: &str, annotated: &Annotated) -> Vec<Assertion> {
    annotated.quotations.iter().filter_map(|q| quotation(lang, annotated, q)).collect()
}

fn quotation(lang: &str, annotated: &Annotated, q: &Quotation) -> Option<Assertion> {
    let document = &annotated.clean.document;
    let speaker = annotated.mentions.get(q.speaker? as usize)?;
    let sentence = sentence_of(annotated, q.span)?;
    let words = document.quote(q.span);
    let form = if words.split_whitespace().count() >= WHOLE { SaidForm::Direct } else { SaidForm::Partial };
    Some(Assertion {
        doc: document.id.clone(),
        article: sentence.article,
        asserted: Asserted::Quotation(Said {
            speaker: Some(voice(annotated, speaker)),
            words: words.to_owned(),
            form,
            outlet: None,
        }),
        date: None,
        date_basis: None,
        quote: words.to_owned(),
        at: document.locate(q.span),
        sentence: document.locate(sentence.span),
        attribution: None,
        confidence: 0.8,
        rule: format!("{lang}.said.marks"),
    })
}

/// The sentence in which a span begins.
pub(crate) fn sentence_of(annotated: &Annotated, span: Span) -> Option<&Sentence> {
    let at = annotated.sentences.partition_point(|s| s.span.end <= span.start);
    annotated.sentences.get(at).filter(|s| s.span.start <= span.start)
}

/// A mention as somebody who speaks or acts.
pub(crate) fn voice(annotated: &Annotated, mention: &Mention) -> Voice {
    Voice {
        words: annotated.clean.document.quote(mention.span).to_owned(),
        name: mention.name.clone(),
        role: mention.role.clone(),
        codes: mention.polities.clone(),
    }
}
