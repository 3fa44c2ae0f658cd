//! What lasts, as one passage tells of it: who somebody is, and what ties two polities.

use crate::assertion::named;
use serde::{Deserialize, Serialize};

named! {
    /// What ties two polities.
    TieKind {
        /// A state belongs to an organisation.
        Membership = "membership",
        /// A partner format, a strategic partnership.
        Partnership = "partnership",
        /// A treaty, agreement or memorandum in force.
        Agreement = "agreement",
        /// A programme that both take part in.
        Programme = "programme",
        /// An embassy, mission or office.
        Mission = "mission",
        /// An officer or team with the other.
        Liaison = "liaison",
        /// Troops on the other's soil.
        Presence = "presence",
        /// Sanctions, an embargo.
        Sanctions = "sanctions",
        /// Diplomatic relations.
        Relations = "relations",
    }
}

named! {
    /// What a passage says of a tie.
    Turn {
        /// It begins.
        Begins = "begins",
        /// It is there.
        Holds = "holds",
        /// It ends.
        Ends = "ends",
    }
}

/// A tie as one passage tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieStep {
    /// What ties them.
    pub kind: TieKind,
    /// What it is called, in the article's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Codes of those on the one side: who joins, sends, imposes.
    pub from: Vec<String>,
    /// Codes of those on the other.
    pub to: Vec<String>,
    /// What becomes of it.
    pub turn: Turn,
    /// Whether it is only planned.
    #[serde(default)]
    pub planned: bool,
}

/// A meeting of the reference world, as one article speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// Its id (see `world/meetings.tsv`).
    pub id: String,
}

/// A person or body as one article names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// The fullest name that the article gives.
    pub name: String,
    /// Role id (see `world/roles.tsv`); of a body what sort it is (`organisations/bodies.tsv` of the pack).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What the article calls them, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Codes of the polities acted for; empty for experts, journalists, strangers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// How often the article names them.
    pub times: u32,
}
