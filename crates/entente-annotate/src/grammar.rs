//! The files of a pack that say how mentions are put together, as they are written.

use serde::Deserialize;

/// What a word of reference points back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refers {
    /// The state named last.
    State,
    /// The organisation named last.
    Organisation,
    /// The two parties spoken of.
    Pair,
    /// The two states spoken of.
    States,
    /// The two persons spoken of.
    Persons,
    /// The person named last.
    Person,
    /// The one whose words these are.
    Speaker,
}

impl Refers {
    /// Whether two are meant.
    pub(crate) fn is_pair(self) -> bool {
        matches!(self, Self::Pair | Self::States | Self::Persons)
    }
}

/// Where the parts of a noun phrase stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Role, polity, name: "Ngoại trưởng | Hàn Quốc | Park Jin".
    #[default]
    HeadFirst,
    /// Polity, role, name: "South Korean | Foreign Minister | Park Jin".
    HeadLast,
}

/// `mentions/grammar.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grammar {
    pub order: Order,
    pub glue: Vec<String>,
    pub honorifics: Vec<String>,
    pub former: Vec<String>,
    pub dyad_marks: Vec<String>,
    pub name_particles: Vec<String>,
    pub not_names: Vec<String>,
    pub speakers: Vec<String>,
    #[serde(default)]
    pub away: Vec<String>,
    #[serde(default)]
    pub articles: Vec<String>,
    #[serde(default)]
    pub possessive: Vec<String>,
    /// Words that may stand between a polity and the head of its noun phrase: "Russia's *new* envoy".
    #[serde(default)]
    pub modifiers: Vec<String>,
    /// Words tied to a polity by a hyphen that leave it the one who acts: "US-*led* forces".
    #[serde(default)]
    pub acting_compounds: Vec<String>,
    /// Words tied to a polity by a hyphen that make it describe another: "Iran-*backed* fighters".
    #[serde(default)]
    pub other_compounds: Vec<String>,
    #[serde(default)]
    pub demonstratives: Vec<String>,
    #[serde(default)]
    pub subject_openers: Vec<String>,
    #[serde(default)]
    pub subject_signs: Vec<String>,
    #[serde(default)]
    pub not_one: Vec<String>,
    #[serde(default)]
    pub not_tails: Vec<String>,
    #[serde(default)]
    pub and: Vec<String>,
    #[serde(default)]
    pub posts: Vec<String>,
    /// Behind a role: what it is charged with follows, and then the name.
    #[serde(default)]
    pub charged: Vec<String>,
    /// What somebody may be charged with, beside polities and places.
    #[serde(default)]
    pub charges: Vec<String>,
    #[serde(default)]
    pub shared_roles: Vec<String>,
    pub reference: Vec<ReferenceWords>,
    #[serde(default)]
    pub pair: Vec<PairWords>,
}

/// Words that point back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReferenceWords {
    pub refers: Refers,
    pub words: Vec<String>,
}

/// Words that always stand for the same two polities.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairWords {
    pub words: Vec<String>,
    pub codes: Vec<String>,
}

/// `mentions/speech.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpeechWords {
    pub verbs: Vec<String>,
    pub sources: Vec<String>,
    #[serde(default)]
    pub that: Vec<String>,
}
