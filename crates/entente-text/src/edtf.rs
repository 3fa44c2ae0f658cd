//! Dates in EDTF (ISO 8601-2), as far as news needs it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a string is no EDTF date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an EDTF date: {0:?}")]
pub struct EdtfError(pub String);

/// A date in EDTF: `2022`, `2022-06`, `2022-06-28`, `2022-06-28/2022-06-30`, `XXXX-07-11`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edtf(String);

impl Edtf {
    /// Reads a date.
    pub fn parse(s: &str) -> Result<Self, EdtfError> {
        if s.is_empty() { Err(EdtfError(s.to_owned())) } else { Ok(Self(s.to_owned())) }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
