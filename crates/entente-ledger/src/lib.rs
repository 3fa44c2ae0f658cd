//! The ledger: one `SQLite` file that keeps documents, their claims and the events made of them.
//!
//! Documents are known by the SHA-256 of their bytes, so reading the same twice adds nothing and a run that was
//! killed goes on where it was. Claims are only ever added; events are derived and rebuilt for what
//! changed. This is the only crate that knows SQL.
//!
//! ```
//! use entente_ledger::{Ledger, EventFilter};
//! let ledger = Ledger::open_in_memory()?;
//! assert!(ledger.events(&EventFilter::default())?.is_empty());
//! # Ok::<(), entente_ledger::LedgerError>(())
//! ```

mod as_of;
mod ask;
mod assertions;
mod claims;
mod copies;
mod dating;
mod document;
mod error;
mod filter;
mod knowledge;
mod ledger;
mod lines;
mod rebuild;
mod search;
mod stats;
mod store;
mod words;

pub use as_of::AsOf;
pub use ask::Slice;
pub use assertions::StoredAssertion;
pub use claims::{EventRow, StoredClaim};
pub use document::{DocumentRow, PassageRow, Source};
pub use error::LedgerError;
pub use filter::EventFilter;
pub use ledger::{APPLICATION_ID, Ledger};
pub use lines::{LineFilter, PlanRow, QuotationRow, StanceRow, StepRow, Telling};
pub use search::{Facets, Hit};
pub use stats::{Pair, Stats};
pub use store::{Entry, Outcome};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
