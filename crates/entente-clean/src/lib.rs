//! The second stage: the lines of a document to labelled [`Passage`]s, and its articles told apart.
//!
//! A [`Cleaner`] never fails: every non-blank line gets a label, by three kinds of signs in this order.
//!
//! 1. What the line says by itself (`signal`): phrases of the page, captions with their credit, sources,
//!    names. The phrases are data (`lang/*/clean/furniture.toml`, `signals.toml`).
//! 2. What stands around it (`page`): texts cut off under a repeated title are teasers; a title below the
//!    end of an article begins the next; titles under "related" are links.
//! 3. Its place in the article (`label`): the first text under the title is the standfirst, a line that
//!    describes a picture below that is its caption.
//!
//! Where two articles run together without a line break the line has a passage for each part.

mod block;
mod form;
mod label;
mod lexicon;
mod page;
mod shape;
mod signal;

pub use form::compared;

use entente_lang::{Pack, PackError};
use entente_text::{CleanDocument, Document, Passage, PassageKind};
use lexicon::Lexicon;
use page::Page;

/// Labels the lines of documents in one language.
///
/// ```
/// use entente_clean::Cleaner;
/// use entente_lang::Pack;
/// use entente_text::{Document, PassageKind};
/// let cleaner = Cleaner::new(&Pack::of("vi").unwrap()).unwrap();
/// let text = "Hai nước mở đường bay thẳng sau ba năm\nChuyến bay đầu tiên cất cánh sáng 5/3.\nTheo TTXVN\nChia sẻ";
/// let clean = cleaner.clean(Document::new("a", "", text));
/// let kinds: Vec<_> = clean.passages.iter().map(|p| p.kind.name()).collect();
/// assert_eq!(kinds, ["title", "body", "credit", "furniture"]);
/// ```
#[derive(Debug)]
pub struct Cleaner {
    lexicon: Lexicon,
}

impl Cleaner {
    /// A cleaner with the phrases of a pack and of the packs that it names.
    ///
    /// # Errors
    /// When a file of the pack is not as it should be.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        Ok(Self { lexicon: Lexicon::new(pack)? })
    }

    /// Labels every non-blank line. Never fails.
    pub fn clean(&self, document: Document) -> CleanDocument {
        let text = document.text();
        let body = document.body_start();
        let title = text[..body].trim();
        let blocks = block::blocks(text, body, &self.lexicon);
        let mut page = Page::new(text, title, blocks, &self.lexicon);
        let starts = page.settle();
        let (passages, articles) = label::label(&page, &starts, &self.lexicon, text, body);
        CleanDocument { document, passages, articles, notes: Vec::new() }
    }
}

/// One label for each line that has passages: its number, kind and article. A line in which two texts run
/// together goes by its first part. The separate title (line 0) is left out.
pub fn line_labels(passages: &[Passage]) -> Vec<(u32, PassageKind, Option<u32>)> {
    let mut labels: Vec<(u32, PassageKind, Option<u32>)> = Vec::with_capacity(passages.len());
    for passage in passages.iter().filter(|p| p.line > 0) {
        if labels.last().is_none_or(|&(line, ..)| line != passage.line) {
            labels.push((passage.line, passage.kind, passage.article));
        }
    }
    labels
}
