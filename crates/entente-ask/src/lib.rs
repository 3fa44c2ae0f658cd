//! Questions to a ledger and their answers as typed records.
//!
//! The command line, the API and the pages ask the same questions; what they share is here: the filters
//! ([`Choice`]), the queries, and the records whose field names are a promise to other programs. Nothing here prints.

pub mod actor;
pub mod bodies;
pub mod brief;
pub mod choice;
pub mod curve;
pub mod disputes;
pub mod error;
pub mod events;
pub mod lines;
pub mod lookup;
pub mod meetings;
pub mod ontology;
pub mod open;
pub mod person;
pub mod record;
pub mod ties;

pub use choice::{Choice, DEFAULT_CONFIDENCE};
pub use error::AskError;
pub use events::Found;
pub use record::Record;
