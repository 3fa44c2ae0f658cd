//! What the search for arguments pays for what stands between.

use entente_lang::{Pack, PackError};
use serde::Deserialize;

/// What stands between a trigger and its arguments costs so much; the cheapest mention wins.
///
/// The defaults were found by random search on annotated articles (`docs/QUALITY.md`); a pack may state its own
/// in `events/costs.toml`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Costs {
    /// A word of no list, before the trigger.
    pub word: u32,
    /// A mention passed over, before the trigger.
    pub passed: u32,
    /// A mark, before the trigger.
    pub mark: u32,
    /// A word that opens a subordinate clause, before the trigger.
    pub subordinator: u32,
    /// A subject that a preposition or verb governs.
    pub governed: u32,
    /// A subject just before its verb that stands behind a possessive: "các tàu của NATO đã …".
    pub owner: u32,
    /// A subject behind a word of no list.
    pub unknown: u32,
    /// A subject that stands just before its verb behind a word of no list.
    pub unknown_adjacent: u32,
    /// A subject with a verb and its object between.
    pub serial: u32,
    /// The most that a subject may cost.
    pub subject_limit: u32,
    /// A comma, behind the trigger.
    pub comma: u32,
    /// A verb, behind the trigger.
    pub verb: u32,
    /// A word of no list, behind the trigger.
    pub word_behind: u32,
    /// A mention passed over, behind the trigger.
    pub passed_behind: u32,
    /// A word that opens a subordinate clause, behind the trigger.
    pub subordinator_behind: u32,
    /// A place as recipient of an act that takes none.
    pub place: u32,
    /// People or things as recipient.
    pub thing: u32,
    /// The most that an object may cost.
    pub object_limit: u32,
}

impl Default for Costs {
    fn default() -> Self {
        Self {
            word: 1,
            passed: 2,
            mark: 1,
            subordinator: 2,
            governed: 9,
            owner: 3,
            unknown: 4,
            unknown_adjacent: 1,
            serial: 1,
            subject_limit: 16,
            comma: 4,
            verb: 4,
            word_behind: 1,
            passed_behind: 2,
            subordinator_behind: 4,
            place: 6,
            thing: 2,
            object_limit: 12,
        }
    }
}

impl Costs {
    /// A pack's own costs, or the defaults.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        if pack.file("events/costs.toml").is_err() {
            Ok(Self::default())
        } else {
            pack.toml("events/costs.toml")
        }
    }
}
