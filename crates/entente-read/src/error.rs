//! Why something could not be read.

use std::io;

/// One input, or one line of it, that gave no document.
#[derive(Debug, thiserror::Error)]
#[error("{path}{}: {reason}", .line.map(|n| format!(", line {n}")).unwrap_or_default())]
pub struct ReadError {
    /// The path as given, or below the folder that was given; `-` for standard input.
    pub path: String,
    /// The line, from 1, for a file of records.
    pub line: Option<u64>,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong, in words that help.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// An argument that names nothing.
    #[error("no such file or folder")]
    NotFound,
    /// The system refuses.
    #[error("no permission to read it")]
    NoPermission,
    /// Nothing in it, or only white space.
    #[error("is empty")]
    Empty,
    /// It was there when its folder was listed.
    #[error("vanished while the folder was being read")]
    Vanished,
    /// Larger than [`crate::Options::max_document_bytes`].
    #[error("too large for one document: more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A record that is no JSON object.
    #[error("not a JSON object: {0}")]
    NotJson(String),
    /// A record without a text.
    #[error("lacks \"text\", or it is not a string")]
    NoText,
    /// A file of a kind that is not read.
    #[error("not a kind of file that can be read (these can: .txt, .md, .jsonl)")]
    Unsupported,
    /// A folder argument with nothing for us in it.
    #[error("holds no file that can be read (.txt, .md, .jsonl)")]
    NothingInFolder,
    /// Anything else that the system says.
    #[error("can't be read: {0}")]
    Io(io::Error),
}

impl Reason {
    /// A short fixed name, to count by.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NoPermission => "no_permission",
            Self::Empty => "empty",
            Self::Vanished => "vanished",
            Self::TooLarge { .. } => "too_large",
            Self::NotJson(_) => "not_json",
            Self::NoText => "no_text",
            Self::Unsupported => "unsupported",
            Self::NothingInFolder => "nothing_in_folder",
            Self::Io(_) => "io",
        }
    }

    /// The reason behind a system error; `listed` when the file had been seen in its folder.
    pub(crate) fn from_io(error: io::Error, listed: bool) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound if listed => Self::Vanished,
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::NoPermission,
            _ => Self::Io(error),
        }
    }
}
