//! Coding: from annotated sentences to claims.
//!
//! Useful for: who does what to whom in one sentence, how far it has come, who says so. Not useful for:
//! whether two sentences tell of the same event (`entente-resolve`). Pure: no I/O, no clock, no randomness.
//!
//! The way through: a sentence is cut into units ([`units`]): mentions, time expressions, triggers, small
//! words. Each trigger's frames ([`frame`]) are tried: arguments are searched before and behind it
//! ([`clause`]), modality gives the status ([`status`]), the dates of the article its date ([`when`]).

mod act;
mod again;
mod arguments;
mod attribution;
mod carry;
mod chooser;
mod clause;
mod coder;
mod confidence;
mod context;
mod costs;
mod explain;
mod frame;
mod kinds;
mod noun_phrase;
mod proposer;
mod reading;
mod relative;
mod scene;
mod sentence;
mod slots;
mod status;
mod tally;
mod topics;
mod undone;
mod units;
mod unnamed;
mod when;

pub use arguments::Miss;
pub use chooser::{Choices, Pairing, Side};
pub use clause::Clause;
pub use coder::{Coder, MOST_CLAIMS, Trial};
pub use confidence::{Model, Signals, Weighed};
pub use costs::Costs;
pub use explain::Tried;
pub use frame::{Absorb, Direct, Domestic, Form, Frame, Frames, Require, UnnamedAgent};
pub use kinds::{Kind, KindError, Kinds};
pub use proposer::{ANSWERS, BIAS, NONE, Parties, Proposer, answer_name, answer_of, shares};
pub use tally::Chooser;
pub use units::{FunctionWords, Functions, Unit, UnitKind};
pub use when::{Calendar, Candidate, Dated, Feature, Told, When};
