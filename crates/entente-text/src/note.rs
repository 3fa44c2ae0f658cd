//! What a stage that can't fail wants to say about its input.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A remark on a document, never an error: the stage went on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Where, if it is about a place.
    pub span: Option<Span>,
    /// In words.
    pub message: String,
}
