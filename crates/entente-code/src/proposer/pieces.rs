//! A sentence as the proposer sees it.

use super::Proposer;
use super::table::{Place, Rows, Sight};
use crate::clause::Clause;
use crate::tally::{Piece, piece};
use crate::units::{Functions, UnitKind};
use entente_text::MentionKind;
use entente_text::letters::quick_lower;
use std::borrow::Cow;

/// A unit with what it lends to the names of features.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    text: Cow<'a, str>,
    /// The rows of its word.
    rows: Rows,
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
    id: &'a str,
    /// Its rows, and those of its category.
    rows: [Rows; 2],
}

impl<'a> PartFrame<'a> {
    fn new(proposer: &Proposer, id: &'a str) -> Self {
        Self { id, rows: [id, category(id)].map(|name| proposer.rows(Sight::Frame, name)) }
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

    /// The rows of its word.
    pub fn word_rows(&self) -> Rows {
        self.rows
    }

    /// The rows of its word, its frame and the category of that.
    pub fn rows(&self) -> impl Iterator<Item = Rows> {
        std::iter::once(self.rows).chain(self.frame.iter().flat_map(|frame| frame.rows))
    }

    /// How many features it names at a place.
    pub fn features(&self) -> u32 {
        if self.frame.is_some() { 3 } else { 1 }
    }

    /// The feature of its word at a place.
    pub fn name(&self, place: Place) -> String {
        format!("{}{}{}", place.name(), Sight::Word.mark(), self.text)
    }

    /// All its features at a place.
    pub fn names(&self, place: Place) -> impl Iterator<Item = String> {
        let frames = self.frame.iter().flat_map(|frame| [frame.id, category(frame.id)]);
        let frames = frames.map(move |id| format!("{}{}{id}", place.name(), Sight::Frame.mark()));
        std::iter::once(self.name(place)).chain(frames)
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
            rows: proposer.rows(Sight::Word, &text),
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
    } else if text.chars().any(|c| quick_lower(c).map_or_else(|| c.is_uppercase(), |lower| lower != c)) {
        Cow::Owned(text.to_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}
