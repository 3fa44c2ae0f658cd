//! Logistic regression over named features with values, with an L2 penalty: the same data give the same weights.

use crate::adam::minimise;
use entente_resolve::Features;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Weights smaller than this are left out of a table.
const SMALL: f64 = 0.01;

/// What is seen, and whether it is so.
pub struct Example {
    /// What is seen.
    pub features: Features,
    /// Whether it is so.
    pub holds: bool,
    /// How much it counts.
    pub weight: f64,
}

/// Values by place of their feature, whether it is so, and how much it counts.
type Row = (Vec<(usize, f32)>, f32, f32);

/// Weights by feature.
pub type Weights = BTreeMap<&'static str, f64>;

/// The weights that make the examples likeliest, less half the penalty times the sum of their squares.
pub fn fit(examples: &[&Example], penalty: f64) -> Weights {
    let all = examples.iter().flat_map(|e| e.features.iter().map(|f| f.0));
    let names: Vec<&'static str> = all.collect::<BTreeSet<_>>().into_iter().collect();
    let place: BTreeMap<&str, usize> = names.iter().enumerate().map(|(i, n)| (*n, i)).collect();
    let rows: Vec<Row> = examples
        .iter()
        .map(|e| {
            let row = e.features.iter().map(|(n, v)| (place[n], *v as f32)).collect();
            (row, if e.holds { 1.0 } else { 0.0 }, e.weight as f32)
        })
        .collect();
    let weights = minimise(names.len(), |weights, slope| {
        for (w, s) in weights.iter().zip(slope.iter_mut()) {
            *s += penalty as f32 * w;
        }
        for (row, holds, weight) in &rows {
            let odds: f32 = row.iter().map(|(i, v)| weights[*i] * v).sum();
            let error = 1.0 / (1.0 + (-odds).exp()) - holds;
            for (i, value) in row {
                slope[*i] += weight * error * value;
            }
        }
    });
    names.into_iter().zip(weights.into_iter().map(f64::from)).collect()
}

/// A table of the weights below a comment.
pub fn table(weights: &Weights, comment: &str) -> String {
    let mut out = format!("# {comment}\nfeature\tweight\n");
    for (name, weight) in weights.iter().filter(|(_, w)| w.abs() >= SMALL) {
        let _ = writeln!(out, "{name}\t{weight:.3}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_with_it_weighs_for_it() {
        let example = |value: f64, holds: bool| Example {
            features: vec![("bias", 1.0), ("value", value)],
            holds,
            weight: 1.0,
        };
        let examples: Vec<_> = (0..40).map(|i| example(f64::from(i) / 40.0, i >= 20)).collect();
        let weights = fit(&examples.iter().collect::<Vec<_>>(), 0.1);
        assert!(weights["value"] > 2.0 && weights["bias"] < -1.0, "{weights:?}");
        assert!(table(&weights, "x").starts_with("# x\nfeature\tweight\nbias\t-"));
    }
}
