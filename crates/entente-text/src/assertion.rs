//! What somebody says, holds or plans, as one passage puts it: quotations, stances and steps of plans.
//!
//! Like [`crate::Claim`]s these are only ever added to a ledger; quotations, stances and plans that several articles tell
//! of are derived from them.

use crate::claim::{Attribution, DateBasis};
use crate::document::Located;
use crate::edtf::Edtf;
use crate::lasting::{Met, Naming, TieStep};
use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$one])* $variant),+ }

        impl $name {
            /// All, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in the output formats.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub(crate) use named;

named! {
    /// How words are quoted.
    SaidForm {
        /// Whole sentences or clauses between quotation marks.
        Direct = "direct",
        /// A few words between quotation marks, within a sentence of the reporter's.
        Partial = "partial",
        /// In the reporter's words: "she said that …".
        Indirect = "indirect",
    }
}

named! {
    /// Where a holder stands.
    Position {
        /// For it.
        Supports = "supports",
        /// Against it.
        Opposes = "opposes",
        /// Worried, doubtful, undecided.
        Reserves = "reserves",
    }
}

named! {
    /// What a stance is about.
    TowardKind {
        /// A plan.
        Plan = "plan",
        /// Something that happened.
        Event = "event",
        /// A state or organisation as such.
        Polity = "polity",
        /// A matter, a line of conduct.
        Policy = "policy",
    }
}

named! {
    /// How far a plan has come at one step.
    Stage {
        /// Wished, suggested, considered.
        Proposed = "proposed",
        /// Talked about by those who decide.
        Negotiated = "negotiated",
        /// Settled in principle.
        Agreed = "agreed",
        /// Announced, mostly with a date.
        Scheduled = "scheduled",
        /// Somebody is against it.
        Objected = "objected",
        /// Put off.
        Delayed = "delayed",
        /// Laid aside, left out.
        Shelved = "shelved",
        /// Turned down.
        Rejected = "rejected",
        /// Called off.
        Cancelled = "cancelled",
        /// Carried out.
        Done = "done",
    }
}

/// Somebody who speaks, holds a view or acts: in the article's words, with what is known of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub struct Voice {
    /// The article's own words.
    pub words: String,
    /// Name of the person or body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Role id (see `world/roles.tsv`), or the article's words for what the person is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Codes of the polities spoken for; empty for an expert, a newspaper, somebody unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
}

impl Voice {
    /// Who it is, in the shortest telling words: the name, else the polities, else the article's words.
    pub fn label(&self) -> String {
        match (&self.name, self.codes.as_slice()) {
            (Some(name), _) => name.clone(),
            (None, []) => self.words.clone(),
            (None, codes) => codes.join(", "),
        }
    }
}

/// Words and who said them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who; `None` where the article leaves it open.
    pub speaker: Option<Voice>,
    /// The words, verbatim, without the marks.
    pub words: String,
    /// How they are quoted.
    pub form: SaidForm,
    /// The newspaper, agency or document that they were said to or are reported through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
}

/// What a plan is about, as one passage names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct PlanObject {
    /// Kind of thing: `office`, `agreement`, `project`, `visit` …
    pub kind: String,
    /// The noun at its head, in lower case ("văn phòng liên lạc").
    pub head: String,
    /// The noun phrase, verbatim.
    pub words: String,
    /// Codes of those who carry it out.
    pub parties: Vec<String>,
    /// Codes of the polities where it is to be or whom it faces.
    pub places: Vec<String>,
    /// Fields of cooperation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Whether the passage only points back at it ("that idea").
    #[serde(default)]
    pub pointed: bool,
}

/// One step in the life of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How far it has come.
    pub stage: Stage,
    /// Of what.
    pub object: PlanObject,
    /// Who took the step: proposed, agreed, put off.
    pub by: Vec<Voice>,
    /// When the plan is to be carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Edtf>,
    /// Why, in the article's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What a stance is held toward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toward {
    /// What sort of thing it is.
    pub kind: TowardKind,
    /// The words for it, verbatim.
    pub words: String,
    /// Codes of the polities concerned.
    pub codes: Vec<String>,
    /// The plan, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<PlanObject>,
}

/// A stance: who stands where, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Who.
    pub holder: Voice,
    /// Toward what.
    pub toward: Toward,
    /// Where they stand.
    pub position: Position,
    /// Why, in the article's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What is asserted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Asserted {
    /// Words and who said them.
    Quotation(Said),
    /// Who stands where.
    Stance(Held),
    /// A step of a plan.
    Step(Step),
    /// Who somebody is.
    Naming(Naming),
    /// What ties two polities.
    Tie(TieStep),
    /// Which body acts for a polity.
    Body(Naming),
    /// Which of the known meetings is spoken of.
    Meeting(Met),
}

impl Asserted {
    /// `quotation`, `stance`, `step`, `naming`, `tie`, `body` or `meeting`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Quotation(_) => "quotation",
            Self::Stance(_) => "stance",
            Self::Step(_) => "step",
            Self::Naming(_) => "naming",
            Self::Tie(_) => "tie",
            Self::Body(_) => "body",
            Self::Meeting(_) => "meeting",
        }
    }
}

/// What one passage says of words, views and plans. All positions are in the terms of the input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assertion {
    /// Id of the document.
    pub doc: String,
    /// Article within the document, from 1.
    pub article: u32,
    /// What is asserted.
    pub asserted: Asserted,
    /// When it was said, held or done.
    pub date: Option<Edtf>,
    /// How the date is known.
    pub date_basis: Option<DateBasis>,
    /// The words that assert it, verbatim.
    pub quote: String,
    /// Where the quote stands.
    pub at: Located,
    /// Where the whole sentence stands.
    pub sentence: Located,
    /// Who says so, other than the holder or speaker itself.
    pub attribution: Option<Attribution>,
    /// From 0 to 1.
    pub confidence: f32,
    /// The rule that made it.
    pub rule: String,
}
