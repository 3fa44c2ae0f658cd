//! Acts that no frame finds: a multinomial logistic model over pairs of parties of a sentence.
//!
//! Frames know words that name an act. Much is told without one: "…, Nga nói Mỹ chỉ làm mọi việc tệ hơn". The proposer
//! looks at each pair of a party that may act and one that may be meant, with the words between and round them
//! ([`features`]), and says how likely it is that the sentence tells of an act of each category between them. Its
//! weights are data of the language pack (`events/proposer.tsv`), trained on annotated articles by
//! `cargo xtask train-proposer`; a pack without them proposes nothing.

mod candidates;
mod features;
mod pieces;
mod propose;

pub(crate) use candidates::{Told, remember};
pub(crate) use features::told;
pub(crate) use propose::drop_unlikely;

use crate::tally::Piece;
use entente_lang::{Pack, PackError};
use entente_text::{Category, Span};
use rustc_hash::FxHashMap;

const FILE: &str = "events/proposer.tsv";

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

/// The weights of a language.
#[derive(Debug, Clone, Default)]
pub struct Proposer {
    /// Where the weights of a feature stand, by the hash of its name.
    rows: FxHashMap<u64, (u32, u32)>,
    weights: Vec<(u8, f32)>,
    bias: Sums,
}

impl Proposer {
    /// Reads the weights; a pack without them gives a proposer that proposes nothing.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let mut new = Self::default();
        if pack.file(FILE).is_err() {
            return Ok(new);
        }
        for (line, row) in pack.tsv(FILE)? {
            let weights = row.get(1).copied().unwrap_or_default();
            let parsed = weights.split(' ').map(weight).collect::<Option<Vec<_>>>();
            let Some(parsed) = parsed else {
                let message = format!("{weights:?}: write weights such as \"ACCUSE=0.75 NONE=-0.2\"");
                return Err(pack.error(FILE, Some(line), message));
            };
            new.add(row[0], parsed);
        }
        Ok(new)
    }

    /// A proposer with these weights: for training and comparing.
    pub fn of<'a>(weights: impl IntoIterator<Item = (&'a str, Vec<(usize, f32)>)>) -> Self {
        let mut new = Self::default();
        for (name, row) in weights {
            new.add(name, row.into_iter().map(|(answer, w)| (answer as u8, w)).collect());
        }
        new
    }

    fn add(&mut self, name: &str, row: Vec<(u8, f32)>) {
        if name == BIAS {
            for (answer, weight) in &row {
                self.bias[usize::from(*answer)] = *weight;
            }
        }
        let from = self.weights.len() as u32;
        self.weights.extend(row);
        self.rows.insert(Piece::new(name).hash(), (from, self.weights.len() as u32));
    }

    /// Whether it proposes nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What speaks for each answer before anything is seen.
    pub(crate) fn bias(&self) -> &Sums {
        &self.bias
    }

    /// The weights of a feature by the hash of its name.
    pub(crate) fn row(&self, hash: u64) -> &[(u8, f32)] {
        self.rows.get(&hash).map_or(&[], |(from, to)| &self.weights[*from as usize..*to as usize])
    }
}

/// The place of a category among the answers.
pub fn answer_of(category: Category) -> usize {
    Category::ALL.iter().position(|c| *c == category).unwrap_or(NONE)
}

/// The name of an answer in the file of weights.
pub fn answer_name(answer: usize) -> &'static str {
    Category::ALL.get(answer).map_or(NONE_NAME, |c| c.name())
}

fn weight(text: &str) -> Option<(u8, f32)> {
    let (name, weight) = text.split_once('=')?;
    let answer = (0..ANSWERS).find(|a| answer_name(*a) == name)?;
    Some((answer as u8, weight.parse().ok()?))
}

/// How likely each answer is.
pub(crate) fn shares(sums: &Sums) -> Sums {
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    let mut powers = sums.map(|s| (s - top).exp());
    let all: f32 = powers.iter().sum();
    for power in &mut powers {
        *power /= all;
    }
    powers
}
