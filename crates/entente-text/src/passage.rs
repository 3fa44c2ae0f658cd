//! The blocks of a document and the articles that they make up.

use crate::document::Document;
use crate::note::Note;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// What a line of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// An article's headline.
    Title,
    /// The summary under the headline (sapo).
    Standfirst,
    /// A paragraph of the article, its subheads included.
    Body,
    /// The words under a picture.
    Caption,
    /// Who wrote it.
    Byline,
    /// Source or picture credit.
    Credit,
    /// Menus, buttons, forms, labels of the page.
    Furniture,
    /// Title or first words of another article.
    Teaser,
}

impl PassageKind {
    /// Whether events are coded from it.
    pub fn is_coded(self) -> bool {
        matches!(self, Self::Title | Self::Standfirst | Self::Body | Self::Caption)
    }

    /// The name in the output formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Standfirst => "standfirst",
            Self::Body => "body",
            Self::Caption => "caption",
            Self::Byline => "byline",
            Self::Credit => "credit",
            Self::Furniture => "furniture",
            Self::Teaser => "teaser",
        }
    }
}

/// One labelled line, or a part of one where two articles run together without a line break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its words, without the white space around them.
    pub span: Span,
    /// Number of its line in the document's body, from 1, blank lines counted; 0 for a separate title.
    pub line: u32,
    /// The article that it belongs to, from 1; `None` for furniture and teasers.
    pub article: Option<u32>,
}

/// One article of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// From 1.
    pub number: u32,
    /// Its title, when one was found.
    pub title: Option<Span>,
    /// Words of the byline and of the source credit.
    pub byline: Option<Span>,
}

/// A document with its passages, in the order of the text.
#[derive(Debug, Clone)]
pub struct CleanDocument {
    /// What was read.
    pub document: Document,
    /// Its labelled lines.
    pub passages: Vec<Passage>,
    /// Its articles, in order.
    pub articles: Vec<Article>,
    /// What the stage wants to say.
    pub notes: Vec<Note>,
}

impl CleanDocument {
    /// A document of one article whose every line with words is a body passage: for texts that are clean as they are, like
    /// examples. A separate title gets no passage.
    ///
    /// ```
    /// use entente_text::{CleanDocument, Document};
    /// let clean = CleanDocument::of_lines(Document::new("a", "", "One line.\n\n  Another. \n"));
    /// let words: Vec<&str> = clean.passages.iter().map(|p| p.span.slice(clean.document.text())).collect();
    /// assert_eq!(words, ["One line.", "Another."]);
    /// assert_eq!(clean.passages[1].line, 3);
    /// ```
    pub fn of_lines(document: Document) -> Self {
        let mut passages = Vec::new();
        let mut at = document.body_start();
        for (line, text) in (1..).zip(document.text()[at..].split('\n')) {
            let words = text.trim();
            if !words.is_empty() {
                let start = at + text.len() - text.trim_start().len();
                let span = Span::new(start, start + words.len());
                passages.push(Passage { kind: PassageKind::Body, span, line, article: Some(1) });
            }
            at += text.len() + 1;
        }
        let articles = vec![Article { number: 1, title: None, byline: None }];
        Self { document, passages, articles, notes: Vec::new() }
    }
}
