//! The vocabulary of Entente: what every stage takes and gives.
//!
//! Pure values, no I/O. A [`Document`] is what was read; `clean` gives it [`Passage`]s, `annotate` gives
//! [`Sentence`]s, [`Token`]s, [`Mention`]s and [`TimeExpression`]s, `code` gives [`Claim`]s, `assert` [`Assertion`]s.
//! Every position is a [`Span`]: byte offsets into [`Document::text`], which [`Document::locate`] maps back
//! to the words as they stood in the input.

pub mod annotation;
pub mod assertion;
pub mod claim;
pub mod document;
pub mod edtf;
pub mod fold;
pub mod lasting;
pub mod letters;
pub mod note;
pub mod passage;
pub mod source;
pub mod span;

pub use annotation::{
    Anchor, Annotated, Grain, Mention, MentionKind, Quotation, Relative, Sentence, TimeExpression, TimexType,
    Token, TokenKind, Word, WordId,
};
pub use assertion::{
    Asserted, Assertion, Held, PlanObject, Position, Said, SaidForm, Stage, Step, Toward, TowardKind, Voice,
};
pub use claim::{Attribution, Category, Claim, DateBasis, Party, Scope, Status};
pub use document::{Document, Located, Part, Published, PublishedBasis};
pub use edtf::{Edtf, EdtfError, Ymd};
pub use fold::{fold, fold_letters};
pub use lasting::{Met, Naming, TieKind, TieStep, Turn};
pub use note::Note;
pub use passage::{Article, CleanDocument, Passage, PassageKind};
pub use source::SourceText;
pub use span::{SourceSpan, Span};
