//! How sure a claim is: a logistic model over what the engine saw while making it.
//!
//! The weights are data of the language pack (`events/confidence.tsv`: `feature`, `weight`), trained on
//! annotated articles by `cargo xtask train`; a feature that the file lacks weighs nothing. Without the file
//! the frame's own confidence counts, lowered by what the arguments cost.

use crate::slots::{Slots, hash};
use entente_lang::{Pack, PackError};
use std::fmt::Write;

/// What was seen while a claim was made, as named features that are there or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signals {
    /// The names, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Signals {
    /// Makes room for those that a claim has, so that they are written without moving what was written.
    pub(crate) fn reserve(&mut self) {
        self.text.reserve(1024);
        self.ends.reserve(64);
    }

    /// Adds a feature.
    pub fn add(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(self.text.len());
    }

    /// Adds `name=value`.
    pub fn set(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        self.text.push('=');
        self.add(value);
    }

    /// The same for a value that is written first.
    pub fn write(&mut self, name: &str, value: impl std::fmt::Display) {
        // Writing to a string never fails.
        let _ = write!(self.text, "{name}={value}");
        self.ends.push(self.text.len());
    }

    /// Adds `name` when `there`.
    pub fn flag(&mut self, name: &str, there: bool) {
        if there {
            self.add(name);
        }
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, to)| &self.text[from..*to])
    }
}

/// The weights of a language.
#[derive(Debug, Default)]
pub struct Model {
    weights: Slots<f32>,
    bias: Option<f32>,
}

/// The feature that every claim has.
const BIAS: &str = "bias";

impl Model {
    /// Reads the weights; a pack without them gives an empty model.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let rows = pack.weights("events/confidence.tsv")?;
        let weights: Vec<_> = rows.iter().map(|row| (hash(row.name), row.weight)).collect();
        let bias = rows.iter().find(|row| row.name == BIAS).map(|row| row.weight);
        Ok(Self { weights: Slots::of(&weights), bias })
    }

    /// From 0 to 1; `prior` where there are no weights.
    pub fn confidence(&self, signals: &Signals, prior: f32) -> f32 {
        let Some(bias) = self.bias else { return prior.clamp(0.01, 0.99) };
        let sum: f32 = signals.names().map(|n| self.weights.get(hash(n))).sum();
        (1.0 / (1.0 + (-(bias + sum)).exp())).clamp(0.01, 0.99)
    }
}

/// What the model makes of some signals: its bias, and what each signal adds to it, in log odds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weighed {
    /// What every claim starts from; `None` for a pack without weights, whose frames state their confidence.
    pub bias: Option<f32>,
    /// Each signal with its weight, in the order in which they were seen.
    pub signals: Vec<(String, f32)>,
}

impl Model {
    /// What each signal weighs; 0 for one that the training found to say nothing.
    pub fn weigh(&self, signals: &Signals) -> Weighed {
        let weight = |name: &str| (name.to_owned(), self.weights.get(hash(name)));
        Weighed { bias: self.bias, signals: signals.names().map(weight).collect() }
    }
}

/// A cost as one of a few steps.
pub fn step(cost: u32) -> &'static str {
    match cost {
        0 => "0",
        1 => "1",
        2..=3 => "2-3",
        4..=6 => "4-6",
        7..=10 => "7-10",
        _ => "11+",
    }
}

/// A share as one of a few steps.
pub(crate) fn tenth(share: f32) -> &'static str {
    match share {
        s if s < 0.2 => "0-0.2",
        s if s < 0.4 => "0.2-0.4",
        s if s < 0.6 => "0.4-0.6",
        s if s < 0.8 => "0.6-0.8",
        s if s < 0.95 => "0.8-0.95",
        _ => "0.95+",
    }
}
