//! What can go wrong with a ledger, in words that help.

use rusqlite::ErrorCode;
use std::path::PathBuf;

/// Why the ledger could not be opened, asked or written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// There is no such file.
    #[error("no ledger at {}", .0.display())]
    Missing(PathBuf),
    /// The file is something else: another program's database, or no database.
    #[error("{} is not an Entente ledger ({what}); name another file", .path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
        /// What it is, as far as one can tell.
        what: &'static str,
    },
    /// A newer Entente wrote it.
    #[error("{} was written by a newer Entente (its format is {found}, this program knows up to {known}); update the program", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The file is cut short or overwritten.
    #[error("the ledger is damaged ({0}); move it away and read the documents again, or restore a copy")]
    Damaged(String),
    /// Another process is writing.
    #[error("the ledger is in use by another process; wait for it to end and try again")]
    Locked,
    /// The file or its folder can't be written.
    #[error("the ledger can't be written (no permission, or a read-only disk)")]
    ReadOnly,
    /// No room.
    #[error("the disk is full; what was stored before is safe: make room and run the same command again")]
    DiskFull,
    /// The file can't be opened at all.
    #[error("the ledger can't be opened: {0}")]
    CannotOpen(String),
    /// No event begins with this id, or several do.
    #[error("{}", if *.found == 0 { format!("no event or document has the id {:?}", .id) } else { format!("{} ids begin with {:?}; give more letters", .found, .id) })]
    NoSuchId {
        /// What was asked for.
        id: String,
        /// How many ids begin so.
        found: usize,
    },
    /// The words to search hold no letter or digit.
    #[error("nothing to search for: give at least one word")]
    NoWords,
    /// A stored value that this program does not understand.
    #[error("the ledger holds a value that this program does not know: {0}")]
    Unknown(String),
    /// Anything else that the database says.
    #[error("the ledger failed: {0}")]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        let said = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(said),
            Some(ErrorCode::CannotOpen) => Self::CannotOpen(said),
            _ => Self::Sql(error),
        }
    }
}

impl From<serde_json::Error> for LedgerError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unknown(error.to_string())
    }
}
