//! What persons are: minister, spokesperson, commander …

use crate::WorldError;
use crate::table::{Row, rows};

/// A role that a person holds for a polity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Id: `foreign_minister`.
    pub id: String,
    /// The coarser kind: `minister`.
    pub kind: String,
    /// English name.
    pub name_en: String,
    /// Vietnamese name.
    pub name_vi: String,
}

impl Role {
    /// Its name in a language (ISO 639-1): Vietnamese for `vi`, English for any other.
    pub fn name(&self, lang: &str) -> &str {
        if lang == "vi" { &self.name_vi } else { &self.name_en }
    }

    fn from_row(row: &Row<'_>) -> Result<Self, WorldError> {
        Ok(Self {
            id: row.required(0, "the id")?.to_owned(),
            kind: row.required(1, "the kind")?.to_owned(),
            name_en: row.required(2, "the English name")?.to_owned(),
            name_vi: row.required(3, "the Vietnamese name")?.to_owned(),
        })
    }
}

/// Reads `roles.tsv`.
pub(crate) fn read(text: &str) -> Result<Vec<Role>, WorldError> {
    let rows = rows("roles.tsv", text, &["role", "kind", "name_en", "name_vi"])?;
    let mut roles: Vec<Role> = Vec::with_capacity(rows.len());
    for row in &rows {
        let role = Role::from_row(row)?;
        if roles.iter().any(|r| r.id == role.id) {
            return Err(row.error(format!("{} has two rows: keep one", role.id)));
        }
        roles.push(role);
    }
    Ok(roles)
}
