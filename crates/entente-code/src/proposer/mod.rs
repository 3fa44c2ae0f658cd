//! Acts that no frame finds: a multinomial logistic model over pairs of parties of a sentence.
//!
//! Frames know words that name an act. Much is told without one: "…, Nga nói Mỹ chỉ làm mọi việc tệ hơn". The proposer
//! looks at each pair of a party that may act and one that may be meant, with the words between and round them
//! ([`features`]), and says how likely it is that the sentence tells of an act of each category between them. Its
//! weights are data of the language pack (`events/proposer.tsv`), trained on annotated articles by
//! `cargo xtask train-proposer`; a pack without them proposes nothing.

mod candidates;
mod features;
mod glimpses;
mod pieces;
mod propose;
mod seat;
mod table;
mod tell;

pub(crate) use candidates::{Told, remember};
pub(crate) use propose::drop_unlikely;
pub use table::Proposer;

use entente_text::{Category, Span};

/// How many answers there are: each category, and no act at all, which comes last.
pub const ANSWERS: usize = 17;
/// The place of "no act".
pub const NONE: usize = ANSWERS - 1;
/// The name of "no act" in the file of weights.
const NONE_NAME: &str = "NONE";
/// The feature that every pair has; it isn't scaled.
pub const BIAS: &str = "bias";

/// How much each answer is spoken for, in log odds once scaled.
pub(crate) type Sums = [f32; ANSWERS];

/// Two parties of a sentence with what is seen of them: for training.
#[derive(Debug, Clone)]
pub struct Parties {
    /// Who may act.
    pub actors: Vec<String>,
    /// Who may receive it; empty for nobody.
    pub recipients: Vec<String>,
    /// Where they are named, where the sentence does.
    pub named: Vec<Span>,
    /// Names of the features, each once.
    pub features: Vec<String>,
    /// What each feature's weight is multiplied by.
    pub scale: f32,
}

/// The place of a category among the answers.
pub fn answer_of(category: Category) -> usize {
    Category::ALL.iter().position(|c| *c == category).unwrap_or(NONE)
}

/// The name of an answer in the file of weights.
pub fn answer_name(answer: usize) -> &'static str {
    Category::ALL.get(answer).map_or(NONE_NAME, |c| c.name())
}

/// How likely each answer is.
pub fn shares(sums: &Sums) -> Sums {
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    let mut powers = sums.map(|s| (s - top).exp());
    let all: f32 = powers.iter().sum();
    for power in &mut powers {
        *power /= all;
    }
    powers
}
