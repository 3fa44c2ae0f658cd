//! What was read: one text with what is known of where it comes from.

use crate::edtf::Edtf;
use crate::source::SourceText;
use crate::span::{SourceSpan, Span};
use serde::{Deserialize, Serialize};

/// How the publication date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum PublishedBasis {
    /// The article says so (byline, dateline).
    Stated,
    /// From the record's metadata (`published` of a `.jsonl` line).
    Metadata,
    /// Inferred from what the text mentions.
    Inferred,
    /// Not known.
    #[default]
    Unknown,
}

/// A publication date with how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Published {
    /// EDTF; `None` when unknown.
    pub date: Option<Edtf>,
    /// How it is known.
    pub basis: PublishedBasis,
    /// Reasons in words, when inferred.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// The part of the input that a place belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The separate title of a record.
    Title,
    /// The text.
    #[default]
    Text,
}

/// A span in the terms of the input: which part, and where in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub struct Located {
    /// Title or text.
    #[serde(rename = "in")]
    pub part: Part,
    /// Bytes in that part, as it was given.
    #[serde(flatten)]
    pub span: SourceSpan,
}

/// A document: a file, or a record of a file that holds many.
///
/// A record's separate title and its text are laid into one string, title first, a line break between, so
/// that the stages see one text; [`Document::locate`] tells them apart again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The record's own id, or the path that was read.
    pub id: String,
    /// Where it was read: path, with `#line` for a record.
    pub origin: String,
    /// ISO 639-1, when known.
    pub lang: Option<String>,
    /// Publication date.
    pub published: Published,
    /// Address.
    pub url: Option<String>,
    /// Outlet's name.
    pub outlet: Option<String>,
    title: SourceText,
    body: SourceText,
    text: String,
    body_at: usize,
}

impl Document {
    /// Builds a document from a title (may be empty) and a text, both as given.
    ///
    /// ```
    /// use entente_text::{Document, Part, Span};
    /// let doc = Document::new("a", "Tựa đề", "Thân bài.");
    /// let span = Span::new(doc.body_start(), doc.text().len());
    /// assert_eq!(span.slice(doc.text()), "Thân bài.");
    /// assert_eq!(doc.locate(span).part, Part::Text);
    /// assert_eq!(doc.locate(span).span.start, 0);
    /// ```
    pub fn new(id: impl Into<String>, title: impl Into<String>, body: impl Into<String>) -> Self {
        let title = SourceText::new(title.into());
        let body = SourceText::new(body.into());
        let (text, body_at) = if title.nfc().is_empty() {
            (body.nfc().to_owned(), 0)
        } else {
            let flat = title.nfc().replace(['\n', '\r'], " ");
            (format!("{flat}\n{}", body.nfc()), flat.len() + 1)
        };
        Self { id: id.into(), title, body, text, body_at, ..Self::default() }
    }

    /// The whole text that the stages read, in NFC.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the body begins in [`Document::text`]: 0 when there is no separate title.
    pub fn body_start(&self) -> usize {
        self.body_at
    }

    /// The separate title as given; empty when there is none.
    pub fn original_title(&self) -> &str {
        self.title.original()
    }

    /// The text as given.
    pub fn original_body(&self) -> &str {
        self.body.original()
    }

    /// A span in the terms of the input. A span that begins in the title is a span of the title.
    pub fn locate(&self, span: Span) -> Located {
        let at = self.body_at as u32;
        if span.start < at {
            let span = Span { start: span.start, end: span.end.min(at.saturating_sub(1)).max(span.start) };
            return Located { part: Part::Title, span: self.title.to_source(span) };
        }
        let span = Span { start: span.start - at, end: span.end - at };
        Located { part: Part::Text, span: self.body.to_source(span) }
    }

    /// The words of a located span, verbatim as they stood in the input.
    pub fn words(&self, at: Located) -> &str {
        match at.part {
            Part::Title => at.span.slice(self.original_title()),
            Part::Text => at.span.slice(self.original_body()),
        }
    }

    /// The words of a span, verbatim as they stood in the input.
    pub fn quote(&self, span: Span) -> &str {
        self.words(self.locate(span))
    }
}
