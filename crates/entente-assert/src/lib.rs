//! What a document says of words, views and plans: quotations, stances and steps of plans.
//!
//! Useful for: who said what in which words, who is for or against what and why, what is planned and how far it has
//! come, which persons, bodies, ties and known meetings are named, each from one passage. Not useful for: whether two passages speak of the same plan (`entente-resolve`), or
//! what the parties do to each other (`entente-code`). Pure: no I/O, no clock, no randomness; never fails on text.
//!
//! The way through: a sentence becomes a row of items ([`scene`]): mentions, times, phrases of the pack's lists, names,
//! words. Verbs of speech give quotations ([`said`]); verbs of taking sides give stances ([`stance`]); nouns of things
//! that can be planned, with the verbs that carry them out, give plans ([`object`]), and the words around these how far
//! they have come ([`step`]). What earlier sentences named is kept in mind ([`memory`]).

mod bodies;
mod build;
mod lexicon;
mod meetings;
mod memory;
mod names;
mod object;
mod said;
mod scene;
mod stance;
mod step;
#[cfg(test)]
mod testing;
mod ties;
mod voice;

pub use bodies::Bodies;
pub use meetings::Meetings;
pub use names::Names;
pub use ties::Ties;

use build::Reader;
use entente_lang::{Pack, PackError};
use entente_text::{Annotated, Assertion};
use entente_world::World;
use lexicon::Lexicon;
use memory::Memory;
use std::collections::BTreeSet;

/// Finds quotations, stances and steps of plans in documents of one language.
#[derive(Debug)]
pub struct Asserter {
    lang: &'static str,
    /// `None` where the pack has no such lists.
    lexicon: Option<Lexicon>,
    states: BTreeSet<String>,
}

impl Asserter {
    /// Compiles the pack's lists.
    pub fn new(pack: &Pack, world: &World) -> Result<Self, PackError> {
        let lexicon = if Lexicon::is_in(pack) { Some(Lexicon::new(pack)?) } else { None };
        let states = world.polities().iter().filter(|p| p.kind.is_state()).map(|p| p.code.clone()).collect();
        Ok(Self { lang: pack.lang(), lexicon, states })
    }

    /// What the document asserts, in the order of the text.
    pub fn assert(&self, annotated: &Annotated) -> Vec<Assertion> {
        let Some(lexicon) = &self.lexicon else { return Vec::new() };
        let (lang, states) = (self.lang, &self.states);
        let mut all = Reader { lang, lexicon, states, annotated, memory: Memory::default(), index: 0 }.read();
        all.sort_by_key(|a| (a.sentence, a.at));
        all
    }
}
