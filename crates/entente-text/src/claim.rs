//! What one sentence asserts.

use crate::document::Located;
use crate::edtf::Edtf;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! categories {
    ($($variant:ident $name:literal $doc:literal),+ $(,)?) => {
        /// PLOVER's sixteen categories of interaction.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "UPPERCASE")]
        pub enum Category { $(#[doc = $doc] $variant),+ }

        impl Category {
            /// All, in PLOVER's order.
            pub const ALL: &'static [Category] = &[$(Category::$variant),+];

            /// PLOVER's name: `CONSULT`.
            pub fn name(self) -> &'static str {
                match self { $(Category::$variant => $name),+ }
            }
        }
    };
}

categories! {
    Agree "AGREE" "Agrees, signs, promises.",
    Consult "CONSULT" "Meets, visits, negotiates.",
    Support "SUPPORT" "Praises, backs, recognises, invites.",
    Cooperate "COOPERATE" "Material cooperation.",
    Aid "AID" "Gives money, food, training, refuge.",
    Concede "CONCEDE" "Yields politically.",
    Retreat "RETREAT" "Yields militarily.",
    Request "REQUEST" "Asks, urges, demands.",
    Accuse "ACCUSE" "Criticises, blames, accuses.",
    Reject "REJECT" "Refuses, vetoes, opposes.",
    Threaten "THREATEN" "Warns, threatens.",
    Protest "PROTEST" "Protests formally or publicly.",
    Sanction "SANCTION" "Reduces relations.",
    Mobilize "MOBILIZE" "Raises military power.",
    Coerce "COERCE" "Seizes, arrests, blockades, attacks networks.",
    Assault "ASSAULT" "Uses force.",
}

impl Category {
    /// Acts done together: both sides are actors.
    pub fn is_mutual(self) -> bool {
        matches!(self, Self::Consult | Self::Agree | Self::Cooperate)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Category {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let upper = s.to_ascii_uppercase();
        Self::ALL.iter().copied().find(|c| c.name() == upper).ok_or_else(|| {
            format!("no such category: {s} (one of PLOVER's sixteen, such as CONSULT or AGREE)")
        })
    }
}

/// How far an event has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Took place, or is going on.
    #[default]
    Happened,
    /// Firmly planned.
    Scheduled,
    /// Wished, considered, asked for.
    Proposed,
    /// Threatened or promised under a condition.
    Conditional,
    /// Cancelled, put off, shelved, denied.
    CalledOff,
}

impl Status {
    /// The name in the output formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Scheduled => "scheduled",
            Self::Proposed => "proposed",
            Self::Conditional => "conditional",
            Self::CalledOff => "called_off",
        }
    }
}

/// Whether an event crosses a border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Between polities.
    #[default]
    International,
    /// Within one.
    Domestic,
}

/// How the date of a claim is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// The sentence states it.
    Stated,
    /// Relative to the document's date.
    RelativeToDocument,
    /// Relative to another date or event in the text.
    RelativeToText,
    /// Inferred from the article's other dates or from the reference world.
    Inferred,
}

/// One side of an event: a polity, with the person or body that acts for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub struct Party {
    /// ISO 3166-1 alpha-3, an organisation's acronym, or an armed group's code.
    pub code: String,
    /// The person or body, when named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The person's role, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

impl Party {
    /// A polity as a whole.
    pub fn of(code: impl Into<String>) -> Self {
        Self { code: code.into(), name: None, role: None }
    }
}

/// Who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Attribution {
    /// The speaker or source in the article's own words.
    pub source: String,
    /// The polity that the speaker acts for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where the words that say so stand.
    pub at: Located,
}

/// What one sentence asserts. All positions are in the terms of the input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Id of the document.
    pub doc: String,
    /// Article within the document, from 1.
    pub article: u32,
    /// PLOVER category.
    pub category: Category,
    /// Kind, finer than the category (see `schema/kinds.toml`).
    pub kind: String,
    /// Who did it.
    pub actors: Vec<Party>,
    /// Who received it.
    pub recipients: Vec<Party>,
    /// Whether both sides did it together.
    pub symmetric: bool,
    /// When: EDTF, or `None`.
    pub date: Option<Edtf>,
    /// How the date is known.
    pub date_basis: Option<DateBasis>,
    /// How far it has come.
    pub status: Status,
    /// Whether it crosses a border.
    pub scope: Scope,
    /// Fields of cooperation (see `world/fields.tsv`).
    pub fields: Vec<String>,
    /// The clause, verbatim.
    pub quote: String,
    /// Where the quote stands.
    pub at: Located,
    /// Where the whole sentence stands.
    pub sentence: Located,
    /// Where the trigger stands.
    pub trigger: Located,
    /// Who says so.
    pub attribution: Option<Attribution>,
    /// From 0 to 1.
    pub confidence: f32,
    /// The frame that made it.
    pub rule: String,
}

impl Claim {
    /// A claim that says no more than what was done: international, happened, by nobody yet, nowhere in the text, of no
    /// confidence. The rest is filled in by struct update.
    pub fn of(doc: &str, category: Category, kind: &str) -> Self {
        let at = Located::default();
        Self {
            doc: doc.to_owned(),
            article: 1,
            category,
            kind: kind.to_owned(),
            actors: Vec::new(),
            recipients: Vec::new(),
            symmetric: false,
            date: None,
            date_basis: None,
            status: Status::Happened,
            scope: Scope::International,
            fields: Vec::new(),
            quote: String::new(),
            at,
            sentence: at,
            trigger: at,
            attribution: None,
            confidence: 0.0,
            rule: String::new(),
        }
    }
}
