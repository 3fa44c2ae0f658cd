//! What a document says of words, views and plans: quotations, stances and steps of plans.
//!
//! Useful for: who said what in which words, who is for or against what and why, what is planned and how far it has
//! come, each from one passage. Not useful for: whether two passages speak of the same plan (`entente-resolve`), or
//! what the parties do to each other (`entente-code`). Pure: no I/O, no clock, no randomness; never fails on text.

mod names;
mod said;
mod ties;

pub use names::Names;
pub use ties::Ties;

use entente_lang::{Pack, PackError};
use entente_text::{Annotated, Assertion, Sentence, Span};

/// Finds quotations, stances and steps of plans in documents of one language.
#[derive(Debug)]
pub struct Asserter {
    lang: &'static str,
}

impl Asserter {
    /// Compiles the pack's lists.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        Ok(Self { lang: pack.lang() })
    }

    /// What the document asserts, in the order of the text.
    pub fn assert(&self, annotated: &Annotated) -> Vec<Assertion> {
        let mut all = said::quotations(self.lang, annotated);
        all.sort_by_key(|a| (a.sentence, a.at));
        all
    }
}

/// The sentence in which a span begins.
fn sentence_at(annotated: &Annotated, span: Span) -> Option<&Sentence> {
    let at = annotated.sentences.partition_point(|s| s.span.end <= span.start);
    annotated.sentences.get(at).filter(|s| s.span.start <= span.start)
}
