//! `cargo xtask train JOINED…`: the weights of the confidence model, from annotated articles.
//!
//! Logistic regression over the named features of [`entente_code::Signals`], by full-batch gradient descent with an L2
//! penalty. Deterministic: no random start, features in the order of their names.

use crate::gold;
use entente::Pipeline;
use entente_text::{Claim, Document};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// Strength of the penalty, per example set; found by cross-validation over articles.
const PENALTY: f64 = 3.3;
const STEPS: usize = 600;
const RATE: f64 = 2.0;
/// Weights smaller than this are left out of the file.
const SMALL: f64 = 0.02;

struct Example {
    features: Vec<usize>,
    right: bool,
}

/// Trains on joined files (see [`gold::join`]) in one language and gives the text of `confidence.tsv`.
pub fn train(lang: &str, joined: &[&Path]) -> Result<String, String> {
    let pipeline = Pipeline::new().map_err(|e| e.to_string())?;
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut examples = Vec::new();
    for path in joined {
        for article in gold::lines(path)? {
            for (claim, signals) in pipeline.signals(document(&article, lang)) {
                let features = signals.iter().map(|name| index(&mut names, name)).collect();
                examples.push(Example { features, right: is_right(&claim, &article) });
            }
        }
    }
    let weights = fit(&examples, names.len());
    Ok(table(&names, &weights, examples.len()))
}

fn index(names: &mut BTreeMap<String, usize>, name: &str) -> usize {
    let next = names.len();
    *names.entry(name.to_owned()).or_insert(next)
}

fn document(article: &Value, lang: &str) -> Document {
    let text = |key: &str| article[key].as_str().unwrap_or_default();
    let mut document = Document::new(text("id"), text("title"), text("text"));
    document.lang = Some(lang.to_owned());
    document
}

/// Whether some annotated event of the article has the category and the sides of the claim.
fn is_right(claim: &Claim, article: &Value) -> bool {
    article["events"].as_array().is_some_and(|events| events.iter().any(|e| agrees(claim, e)))
}

fn agrees(claim: &Claim, event: &Value) -> bool {
    let codes = |key: &str| -> BTreeSet<&str> {
        event[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let (actors, recipients) = (codes("actors"), codes("recipients"));
    let ours: BTreeSet<&str> = claim.actors.iter().map(|p| p.code.as_str()).collect();
    let theirs: BTreeSet<&str> = claim.recipients.iter().map(|p| p.code.as_str()).collect();
    if event["type"] != claim.category.name() {
        return false;
    }
    if claim.category.is_mutual() || event["symmetric"] == true {
        let gold: BTreeSet<&str> = actors.union(&recipients).copied().collect();
        let found: BTreeSet<&str> = ours.union(&theirs).copied().collect();
        let both = gold.intersection(&found).count();
        return both > 0 && 2 * both >= gold.union(&found).count() && both >= gold.len().min(2);
    }
    let same = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| !a.is_disjoint(b);
    (same(&actors, &ours) || actors.is_empty() && ours.is_empty())
        && (recipients.is_empty() || same(&recipients, &theirs))
}

/// Weights by feature, the bias last.
fn fit(examples: &[Example], features: usize) -> Vec<f64> {
    let mut weights = vec![0.0; features + 1];
    let n = examples.len().max(1) as f64;
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; features + 1];
        for example in examples {
            let error = probability(&weights, example) - f64::from(u8::from(example.right));
            gradient[features] += error;
            for &feature in &example.features {
                gradient[feature] += error;
            }
        }
        for (i, weight) in weights.iter_mut().enumerate() {
            let penalty = if i == features { 0.0 } else { PENALTY * *weight };
            *weight -= RATE * (gradient[i] + penalty) / n;
        }
    }
    weights
}

fn probability(weights: &[f64], example: &Example) -> f64 {
    let bias = weights.last().copied().unwrap_or(0.0);
    let sum: f64 = example.features.iter().map(|f| weights[*f]).sum();
    1.0 / (1.0 + (-(bias + sum)).exp())
}

fn table(names: &BTreeMap<String, usize>, weights: &[f64], examples: usize) -> String {
    let mut out = format!(
        "# Weights of the confidence model, trained on {examples} claims of annotated articles: `cargo xtask train`.\nfeature\tweight\n"
    );
    let _ = writeln!(out, "bias\t{:.3}", weights.last().copied().unwrap_or(0.0));
    for (name, index) in names {
        let weight = weights[*index];
        if weight.abs() >= SMALL {
            let _ = writeln!(out, "{name}\t{weight:.3}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_goes_with_right_claims_weighs_more() {
        let example = |feature: usize, right: bool| Example { features: vec![feature], right };
        let mut examples = Vec::new();
        for i in 0..100 {
            examples.push(example(0, i % 10 != 0));
            examples.push(example(1, i % 10 == 0));
        }
        let weights = fit(&examples, 2);
        assert!(weights[0] > 0.5 && weights[1] < -0.5, "{weights:?}");
        assert!(probability(&weights, &examples[0]) > 0.75);
    }
}
