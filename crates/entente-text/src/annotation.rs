//! What `annotate` finds in a document.

use crate::edtf::Edtf;
use crate::passage::{CleanDocument, PassageKind};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// A syllable or word.
    Word,
    /// Digits, with the separators inside: `27.700`, `6,5`, `11/7`.
    Number,
    /// A punctuation mark.
    Punct,
}

/// A syllable, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// A word's number in the vocabulary of its language. 0 is every word that no list of the language knows.
pub type WordId = u32;

/// A token as the lists of its language see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    /// The word as written; 0 when no list has it so.
    pub exact: WordId,
    /// The word in lower case; 0 when no list has it.
    pub folded: WordId,
}

/// A sentence: a range of tokens in one passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Index of the passage.
    pub passage: u32,
    /// What the passage is.
    pub kind: PassageKind,
    /// The article, from 1.
    pub article: u32,
    /// First token, as an index into [`Annotated::tokens`].
    pub first: u32,
    /// One past the last token.
    pub last: u32,
}

impl Sentence {
    /// Token indexes of the sentence.
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A day or coarser.
    Date,
    /// Finer than a day.
    Time,
    /// A length of time.
    Duration,
    /// Recurring times.
    Set,
}

/// The unit that a time expression is precise to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Week, Monday first.
    Week,
    /// Month.
    Month,
    /// Quarter.
    Quarter,
    /// Year.
    Year,
    /// Decade.
    Decade,
    /// Century.
    Century,
}

/// What a relative expression is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The document's date: "yesterday".
    Document,
    /// The date that the text last spoke of: "a month after that".
    LastMentioned,
}

/// How a relative expression is reckoned: `offset` units from its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relative {
    /// What it is reckoned from.
    pub anchor: Anchor,
    /// The unit.
    pub unit: Grain,
    /// How many units later; negative for earlier, 0 for the same.
    pub offset: i32,
    /// Whether the number is none ("a few days ago").
    pub fuzzy: bool,
}

/// A time expression with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// Its words.
    pub span: Span,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub timex: TimexType,
    /// TIMEX3 value.
    pub value: String,
    /// EDTF, where it names a point or stretch on the calendar; the year may be open (`XXXX-07-11`).
    pub edtf: Option<Edtf>,
    /// The unit that it is precise to.
    pub grain: Grain,
    /// The rule that found it.
    pub rule: String,
    /// How it is reckoned, when it is relative.
    pub relative: Option<Relative>,
    /// Whether words before it say that it is to come.
    pub ahead: bool,
}

/// What a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// A state, organisation, armed group or bloc by its own name.
    Polity,
    /// A capital, seat or building that may stand for a government.
    Metonym,
    /// A body of a polity: ministry, army, parliament.
    Body,
    /// A person.
    Person,
    /// A place in a polity: it can host, it doesn't act.
    Place,
    /// People, firms, the public of a polity: not on its behalf.
    People,
    /// A thing or matter of a polity: its missiles, its economy, its border.
    Thing,
    /// Somebody who acts for nobody: an expert, a newspaper, a former office-holder.
    Outsider,
    /// A word that refers back: "nước này", "hai bên", "ông".
    Reference,
}

impl MentionKind {
    /// Whether a mention of this kind can act on behalf of its polity.
    pub fn acts(self) -> bool {
        matches!(self, Self::Polity | Self::Metonym | Self::Body | Self::Person | Self::Reference)
    }
}

/// A span that names an actor or a place, with what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Its words, titles and roles included.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// Codes of the polities that it stands for (several for "hai bên", "Mỹ - Hàn"); empty when unknown.
    pub polities: Vec<String>,
    /// Name of the person or body, when there is one.
    pub name: Option<String>,
    /// Role id (see `world/roles.tsv`), when there is one.
    pub role: Option<String>,
    /// First token, as an index into [`Annotated::tokens`].
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// The rule or list that found it.
    pub rule: String,
}

/// Words between quotation marks, with who says them when that is plain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// The words, marks left out.
    pub span: Span,
    /// Index of the mention that speaks.
    pub speaker: Option<u32>,
}

impl Quotation {
    /// The index of the one, among quotations in order, whose words hold `span`.
    pub fn holding(quotations: &[Quotation], span: Span) -> Option<usize> {
        let last = quotations.partition_point(|q| q.span.start <= span.start).checked_sub(1)?;
        quotations[last].span.contains(span).then_some(last)
    }
}

/// A document with all that `annotate` found. Spans are in [`crate::Document::text`].
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The cleaned document.
    pub clean: CleanDocument,
    /// Sentences of the coded passages, in order.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences, in order.
    pub tokens: Vec<Token>,
    /// The words of the tokens, one for each, numbered by the vocabulary of the language that the document was
    /// annotated in.
    pub words: Vec<Word>,
    /// Mentions, in order, not overlapping.
    pub mentions: Vec<Mention>,
    /// Time expressions, in order, not overlapping.
    pub times: Vec<TimeExpression>,
    /// Quotations, in order, not overlapping.
    pub quotations: Vec<Quotation>,
}

impl Annotated {
    /// The text that all spans refer to.
    pub fn text(&self) -> &str {
        self.clean.document.text()
    }

    /// The sentences of an article, which stand together.
    pub fn sentences_of(&self, article: u32) -> &[Sentence] {
        let from = self.sentences.partition_point(|s| s.article < article);
        let count = self.sentences[from..].partition_point(|s| s.article == article);
        &self.sentences[from..from + count]
    }

    /// The tokens that begin in `span`, by their indexes.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        from..from + self.tokens[from..].partition_point(|t| t.span.start < span.end)
    }

    /// Mentions that lie within `span`, with their indexes.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = (usize, &Mention)> {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        self.mentions[from..]
            .iter()
            .enumerate()
            .map(move |(i, m)| (from + i, m))
            .take_while(move |(_, m)| m.span.end <= span.end)
    }

    /// Time expressions that lie within `span`.
    pub fn times_in(&self, span: Span) -> impl Iterator<Item = &TimeExpression> {
        let from = self.times.partition_point(|t| t.span.start < span.start);
        self.times[from..].iter().take_while(move |t| t.span.end <= span.end)
    }

    /// The quotation that holds `span`.
    pub fn quotation_of(&self, span: Span) -> Option<&Quotation> {
        Quotation::holding(&self.quotations, span).map(|at| &self.quotations[at])
    }
}
