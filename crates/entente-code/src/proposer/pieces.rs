//! A sentence as the proposer sees it.

use super::Proposer;
use crate::clause::Clause;
use crate::tally::{Piece, piece};
use crate::units::{Functions, UnitKind};
use entente_text::MentionKind;
use std::borrow::Cow;

/// A unit with what it lends to the names of features.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    text: Cow<'a, str>,
    /// Where the proposer finds what it lends.
    pub value: u32,
    /// Its first frame.
    pub frame: Option<PartFrame<'a>>,
    pub functions: Functions,
    pub mention: Option<MentionKind>,
    pub is_mark: bool,
    pub is_verb: bool,
    pub quoted: bool,
    time: bool,
}

/// A frame of a unit.
#[derive(Debug)]
pub(crate) struct PartFrame<'a> {
    pub id: &'a str,
    /// Where the proposer finds it, and its category.
    pub value: u32,
    pub category_value: u32,
}

impl<'a> PartFrame<'a> {
    fn new(proposer: &Proposer, id: &'a str) -> Self {
        let value = |name: &str| proposer.value(Piece::new(name).hash());
        Self { id, value: value(id), category_value: value(category(id)) }
    }

    /// Its category, as its id tells it.
    pub fn category(&self) -> &'a str {
        category(self.id)
    }
}

/// The category of a frame, by its id.
fn category(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

impl Part<'_> {
    /// What it lends to the names of features.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is a mark that ends a clause.
    pub fn ends_clause(&self) -> bool {
        self.is_mark && matches!(&*self.text, "," | ";" | ":" | "." | "\"" | "”" | "“")
    }

    /// Whether it is this mark.
    pub fn is(&self, mark: &str) -> bool {
        self.is_mark && self.text == mark
    }

    /// What it is, roughly.
    pub fn sort(&self) -> Piece<'static> {
        let f = self.functions;
        match () {
            () if self.mention.is_some() => piece!("mention"),
            () if self.time => piece!("time"),
            () if self.is_mark => piece!("mark"),
            () if f.any(Functions::SPEECH) => piece!("speech"),
            () if self.frame.is_some() && self.is_verb => piece!("act"),
            () if self.frame.is_some() => piece!("act noun"),
            () if f.any(Functions::AUXILIARY) => piece!("auxiliary"),
            () if f.any(Functions::VERB.with(Functions::CONTROL)) => piece!("verb"),
            () if f.any(Functions::PREPOSITION) => piece!("preposition"),
            () if f.any(Functions::COORDINATION) => piece!("and"),
            () if f.any(Functions::SUBORDINATOR.with(Functions::COMPLEMENTIZER)) => piece!("opener"),
            () if f == Functions::default() => piece!("word"),
            () => piece!("small word"),
        }
    }
}

/// The parts of a sentence: one for each of its units.
pub(crate) fn parts<'a>(proposer: &Proposer, clause: &'a Clause<'_>) -> Vec<Part<'a>> {
    let part = |at: usize| {
        let unit = &clause.units[at];
        let frame = match &unit.kind {
            UnitKind::Trigger(of, _) => of.first().map(|f| clause.frames.get(*f).id.as_str()),
            _ => None,
        };
        let mention = clause.mention(at).map(|m| m.kind);
        let text = match mention {
            Some(MentionKind::Outsider) => Cow::Borrowed("OUTSIDER"),
            Some(_) => Cow::Borrowed("MENTION"),
            None if unit.kind == UnitKind::Time => Cow::Borrowed("TIME"),
            None => spelled(unit.span.slice(clause.annotated.text())),
        };
        Part {
            value: proposer.value(Piece::new(&text).hash()),
            text,
            frame: frame.map(|id| PartFrame::new(proposer, id)),
            functions: unit.functions(),
            mention,
            is_mark: unit.kind == UnitKind::Punct,
            is_verb: unit.is_verb(clause.frames),
            quoted: unit.quoted,
            time: unit.kind == UnitKind::Time,
        }
    };
    (0..clause.units.len()).map(part).collect()
}

/// In lower case; every number is one.
fn spelled(text: &str) -> Cow<'_, str> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        Cow::Borrowed("NUM")
    } else if text.chars().any(char::is_uppercase) {
        Cow::Owned(text.to_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}
