//! What the articles together know beyond events: who said what, who stands where, what was planned and what became
//! of it.
//!
//! [`derive`] is pure: it makes [`Quotation`]s, [`Stance`]s and [`Plan`]s from [`Assertion`]s and from the events that
//! were announced before they happened, and gives the same in whatever order its input comes. To know what was known
//! on a day, give it what was reported by then.

pub(crate) mod plan;
mod said;
mod stance;
mod weigh;

use crate::event::{Event, Reported};
use entente_text::{Asserted, Assertion, Edtf, Position, SaidForm, Stage, Toward, Voice};

/// An assertion with what is known of where it comes from.
pub trait Told {
    /// The assertion.
    fn assertion(&self) -> &Assertion;

    /// What tells its document from all others.
    fn document(&self) -> &str {
        &self.assertion().doc
    }

    /// Who published the document.
    fn outlet(&self) -> Option<&str> {
        None
    }

    /// When the document was published, EDTF.
    fn published(&self) -> Option<Edtf> {
        None
    }
}

impl Told for Assertion {
    fn assertion(&self) -> &Assertion {
        self
    }
}

/// Words that somebody said, with all articles that quote them.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// Twelve letters, made from speaker and words.
    pub id: String,
    /// How they are quoted.
    pub form: SaidForm,
    /// The words.
    pub words: String,
    /// Who.
    pub speaker: Option<Voice>,
    /// Whom they were said to, or what they are reported through.
    pub outlet: Option<String>,
    /// When.
    pub date: Option<Edtf>,
    /// How many documents quote them, and in which outlets.
    pub spread: Spread,
    /// Indexes of the assertions, in the order of documents and text.
    pub told: Vec<usize>,
    /// The one that says most.
    pub best: usize,
}

/// How far a line is reported.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spread {
    /// How many documents.
    pub reports: usize,
    /// Who published them, sorted.
    pub outlets: Vec<String>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// How a stance concerns a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// It is held toward the plan itself.
    Plan,
    /// It is held toward what the plan's parties do together, in an article about the plan.
    Context,
}

impl Link {
    /// The name in the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Context => "context",
        }
    }
}

/// Who stands where, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Stance {
    /// Twelve letters, made from holder, position and words.
    pub id: String,
    /// Who.
    pub holder: Voice,
    /// Toward what.
    pub toward: Toward,
    /// The plan that it concerns, as an index into [`Knowledge::plans`], and how.
    pub plan: Option<(usize, Link)>,
    /// Where they stand.
    pub position: Position,
    /// Why, in the words of an article.
    pub reason: Option<String>,
    /// Who says so, where it is not the holder.
    pub reported_by: Option<String>,
    /// When.
    pub date: Option<Edtf>,
    /// How far it is reported.
    pub spread: Spread,
    /// Indexes of the assertions, in the order of documents and text.
    pub told: Vec<usize>,
    /// The one that says most.
    pub best: usize,
}

/// What a step rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// An assertion, by index.
    Assertion(usize),
    /// A claim of an event, both by index.
    Claim(usize, usize),
}

/// One step in the life of a plan; what it rests on is told by index, in the ledger by the line itself.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanStep<G = Ground> {
    /// How far it came.
    pub stage: Stage,
    /// When: as the article says, else when it was published.
    pub date: Option<Edtf>,
    /// Who took it.
    pub by: Vec<Voice>,
    /// Why.
    pub reason: Option<String>,
    /// When the plan was to be carried out.
    pub target: Option<Edtf>,
    /// Whether a later report overtook it.
    pub superseded: bool,
    /// What it rests on.
    pub ground: G,
}

/// A member that holds up a body which decides only when nobody is against.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Block {
    /// Code of the member.
    pub who: String,
    /// Code of the body.
    pub body: String,
    /// Its rule of decision: `consensus` or `veto`.
    pub rule: String,
}

/// Something announced, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Twelve letters, made from kind, parties and first words.
    pub id: String,
    /// Kind of thing: `office`, `agreement`, `visit` …
    pub kind: String,
    /// What is planned, in the words of the article that puts it best.
    pub what: String,
    /// Codes of those whom it concerns, sorted.
    pub parties: Vec<String>,
    /// Codes of where it is to be, sorted.
    pub places: Vec<String>,
    /// Fields of cooperation, sorted.
    pub fields: Vec<String>,
    /// Who proposed it.
    pub proposer: Vec<Voice>,
    /// When it is to be carried out, by the last word on it.
    pub target: Option<Edtf>,
    /// How far it has come, by the last step that decides.
    pub status: Stage,
    /// When it came there.
    pub status_date: Option<Edtf>,
    /// Its life, in order.
    pub steps: Vec<PlanStep>,
    /// Who blocks it.
    pub blocked_by: Vec<Block>,
    /// How far it is reported.
    pub spread: Spread,
}

/// All that is derived.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Knowledge {
    /// By date, then words.
    pub quotations: Vec<Quotation>,
    /// By first step.
    pub plans: Vec<Plan>,
    /// By date, then holder.
    pub stances: Vec<Stance>,
}

/// Derives what the assertions tell, and the plans behind events that were announced.
pub fn derive<T: Told, C: Reported>(told: &[T], events: &[Event<C>]) -> Knowledge {
    let order = weigh::order(told);
    let of = |wanted: fn(&Asserted) -> bool| -> Vec<usize> {
        order.iter().copied().filter(|i| wanted(&told[*i].assertion().asserted)).collect()
    };
    let quotations = said::quotations(told, &of(|a| matches!(a, Asserted::Quotation(_))));
    let held = stance::stances(told, &of(|a| matches!(a, Asserted::Stance(_))));
    let (plans, stances) = plan::plans(told, events, &of(|a| matches!(a, Asserted::Step(_))), held);
    Knowledge { quotations, plans, stances }
}

#[cfg(test)]
mod tests;
