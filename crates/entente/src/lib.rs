//! The way of the data in one piece: read → clean → annotate → code → resolve, and the outer forms of its results.
//!
//! [`Pipeline`] takes documents and gives claims; [`Record`] is an event as the outside sees it;
//! [`score`] holds predictions against gold. The commands of the `entente` program are thin layers over these.

pub mod explanation;
pub mod language;
pub mod pipeline;
pub mod score;
pub mod stream;

pub use entente_ask::{Record, ontology, record};
pub use pipeline::{Coded, Pipeline, PipelineError};
