//! Why a question has no answer.

use entente_lang::PackError;
use entente_ledger::LedgerError;
use entente_text::Edtf;

/// Why a question can't be answered, in words that help.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// No polity has this name.
    #[error("nobody is known by the name {typed:?}{hint}")]
    Unknown {
        /// What was typed.
        typed: String,
        /// What may have been meant.
        hint: String,
    },
    /// Several polities have this name.
    #[error("{typed:?} can mean several: {}", .names.join(", "))]
    Ambiguous {
        /// What was typed.
        typed: String,
        /// Names with codes.
        names: Vec<String>,
    },
    /// Two names of one polity where two polities are asked for.
    #[error("both are {0}; name two")]
    Same(String),
    /// No plan has these words.
    #[error("no plan has the words {0:?}; `entente plans` lists all")]
    NoPlan(String),
    /// The time asked for ends before it begins.
    #[error("--from {from} is after --to {to}")]
    Backwards {
        /// The first date.
        from: Edtf,
        /// The last date.
        to: Edtf,
    },
    /// There is no such kind.
    #[error("no kind{of} is called {typed:?}; there are: {}", .known.join(", "))]
    UnknownKind {
        /// Of what: ` of tie`, or empty for kinds of events.
        of: &'static str,
        /// What was typed.
        typed: String,
        /// All that there are.
        known: Vec<String>,
    },
    /// Categories choose events, not these lines.
    #[error("--type chooses events; here --kind chooses")]
    NotOfEvents,
    /// There is no such language.
    #[error("there is no language {0:?}")]
    NoLanguage(String),
    /// A data file that is compiled in is broken.
    #[error("{0}")]
    Data(String),
    /// A file of a language pack is broken.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}
