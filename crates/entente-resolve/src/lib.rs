//! Claims merged into events: first those of one document, then those of all.
//!
//! Everything rests on claims; an [`Event`] only says which of them tell of the same happening, and sums them
//! up. [`merge_document`] makes one event of a happening that a document mentions several times,
//! [`merge_documents`] one of what several documents report. Both are pure and give the same result in
//! whatever order their input comes.

pub mod again;
pub mod bodies;
pub mod calendar;
pub mod closeness;
pub mod copies;
pub mod dating;
pub mod disputes;
mod event;
mod id;
mod kinds;
pub mod knowledge;
pub mod likely;
pub mod meetings;
mod merge;
mod model;
pub mod persons;
mod same;
mod setting;
mod sides;
mod sum;
pub mod ties;
mod trees;
mod unite;
mod words;

pub use calendar::When;
pub use event::{Event, Reported};
pub use id::{sha256, short_hash};
pub use merge::{Key, keys, merge_document, merge_document_with, merge_documents};
pub use model::Features;
pub use setting::{Gist, Setting};
pub use trees::Trees;

#[cfg(test)]
mod testing;
