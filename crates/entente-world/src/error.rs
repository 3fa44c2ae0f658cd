//! What can be wrong with the files of the reference world.

/// What is wrong with a row, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("world/{file}:{line}: {message}")]
pub struct WorldError {
    /// The file under `world/`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
}
