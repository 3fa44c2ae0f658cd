//! The weights of the chooser: who acts and who receives it, learned from annotated articles.
//!
//! At each trigger the chooser has some pairs of actor and recipient to choose from. Where an annotated event of the
//! trigger's category has its words there, the pairs that agree with it are right. The weights maximise the
//! probability of the right pairs (a log-linear model, the right pairs of one trigger summed), less an L2
//! penalty.

use crate::adam::minimise;
use crate::examples::{self, Article, sides_agree, sides_equal};
use entente::Pipeline;
use entente_code::{Choices, Chooser, Pairing, Side, Trial};
use entente_text::{Category, Part};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Strength of the penalty; found by cross-validation over articles.
const PENALTY: f32 = 8.0;
/// What a trigger counts that lies outside the words of any annotated event of its category, where a pair agrees with one.
const ELSEWHERE: f32 = 0.2;
/// Weights smaller than this are left out of the file.
const SMALL: f32 = 0.02;

/// One trigger with what can be chosen there.
struct Question {
    actors: Vec<Vec<usize>>,
    recipients: Vec<Vec<usize>>,
    pairs: Vec<Pair>,
    weight: f32,
}

struct Pair {
    actor: usize,
    recipient: usize,
    features: Vec<usize>,
    right: bool,
}

/// Weights by name of feature.
pub type Weights = BTreeMap<String, f32>;

/// Trains on joined files and the pack's own examples and gives the text of `chooser.tsv`.
pub fn train(lang: &str, joined: &[&Path]) -> Result<String, String> {
    let mut pipeline = Pipeline::new().map_err(|e| e.to_string())?;
    pipeline.coder(lang).ok_or_else(|| format!("no language pack for {lang:?}"))?.record();
    let articles = examples::read(&pipeline, lang, joined)?;
    let corpus = examples::corpus(&pipeline, lang)?;
    let weights = fit_all(&pipeline, lang, &articles.iter().chain(&corpus).collect::<Vec<_>>());
    Ok(table(&weights, articles.len()))
}

/// The weights that the articles teach; `pipeline` must record choices.
pub fn fit_all(pipeline: &Pipeline, lang: &str, articles: &[&Article]) -> Weights {
    let mut names = BTreeMap::new();
    let mut questions = Vec::new();
    for article in articles {
        for trial in pipeline.trials(lang, &article.annotated) {
            questions.extend(question(article, &trial, &mut names));
        }
    }
    let weights = fit(&questions, names.len());
    names.into_iter().map(|(name, i)| (name, weights[i])).filter(|(_, w)| w.abs() >= SMALL).collect()
}

/// A chooser with these weights.
pub fn of(weights: &Weights) -> Chooser {
    Chooser::of(weights.iter().map(|(name, weight)| (name.as_str(), *weight)))
}

/// The text of `chooser.tsv`.
fn table(weights: &Weights, articles: usize) -> String {
    let mut out = format!(
        "# Weights of the chooser of actor and recipient, trained on {articles} annotated articles: `cargo xtask train-chooser`.\nfeature\tweight\n"
    );
    for (name, weight) in weights {
        let _ = writeln!(out, "{name}\t{weight:.3}");
    }
    out
}

fn question(article: &Article, trial: &Trial, names: &mut BTreeMap<String, usize>) -> Option<Question> {
    let Choices { category, actors, recipients, pairs } = trial.choices.as_ref()?;
    let at = article.annotated.clean.document.locate(trial.trigger);
    let here: Vec<&Value> = article
        .events(*category)
        .filter(|e| {
            let text = article.gold[if at.part == Part::Title { "title" } else { "text" }]
                .as_str()
                .unwrap_or_default();
            let quote = e["quote"].as_str().unwrap_or_default();
            text.find(quote).is_some_and(|from| {
                (at.span.start as usize) < from + quote.len() && (at.span.end as usize) > from
            })
        })
        .collect();
    let weight = article.counts * if here.is_empty() { ELSEWHERE } else { 1.0 };
    let events = if here.is_empty() { article.events(*category).collect() } else { here };
    let by = |same: fn(&Value, Category, &[String], &[String]) -> bool, p: &Pairing| {
        events.iter().any(|e| same(e, *category, &actors[p.actor].codes, &recipients[p.recipient].codes))
    };
    // Just the annotated sides where they can be chosen, else what the strict measure takes for them.
    let same = if pairs.iter().any(|p| by(sides_equal, p)) { sides_equal } else { sides_agree };
    let right = |p: &Pairing| by(same, p);
    if !pairs.iter().any(right) {
        return None;
    }
    let mut index = |features: &[String]| -> Vec<usize> {
        features
            .iter()
            .map(|name| {
                let next = names.len();
                *names.entry(name.clone()).or_insert(next)
            })
            .collect()
    };
    let mut side = |all: &[Side]| all.iter().map(|c| index(&c.features)).collect();
    let (actor_features, recipient_features) = (side(actors), side(recipients));
    let pairs = pairs
        .iter()
        .map(|p| Pair {
            actor: p.actor,
            recipient: p.recipient,
            features: index(&p.features),
            right: right(p),
        })
        .collect();
    Some(Question { actors: actor_features, recipients: recipient_features, pairs, weight })
}

fn fit(questions: &[Question], features: usize) -> Vec<f32> {
    minimise(features, |weights, gradient| {
        gradient.iter_mut().zip(weights).for_each(|(g, w)| *g = PENALTY * w);
        for question in questions {
            descend(question, weights, gradient);
        }
    })
}

/// Adds the gradient of one trigger's loss.
fn descend(question: &Question, weights: &[f32], gradient: &mut [f32]) {
    let sum = |features: &Vec<usize>| features.iter().map(|f| weights[*f]).sum::<f32>();
    let actors: Vec<f32> = question.actors.iter().map(sum).collect();
    let recipients: Vec<f32> = question.recipients.iter().map(sum).collect();
    let scores: Vec<f32> =
        question.pairs.iter().map(|p| actors[p.actor] + recipients[p.recipient] + sum(&p.features)).collect();
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
    let all: f32 = powers.iter().sum();
    let right: f32 = powers.iter().zip(&question.pairs).filter(|(_, p)| p.right).map(|(x, _)| x).sum();
    let (mut by_actor, mut by_recipient) = (vec![0.0; actors.len()], vec![0.0; recipients.len()]);
    for (power, pair) in powers.iter().zip(&question.pairs) {
        let wanted = if pair.right { power / (right + f32::MIN_POSITIVE) } else { 0.0 };
        let push = question.weight * (power / all - wanted);
        by_actor[pair.actor] += push;
        by_recipient[pair.recipient] += push;
        for feature in &pair.features {
            gradient[*feature] += push;
        }
    }
    for (side, pushes) in [(&question.actors, by_actor), (&question.recipients, by_recipient)] {
        for (features, push) in side.iter().zip(pushes) {
            for feature in features {
                gradient[*feature] += push;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feature_of_the_right_pairs_wins() {
        let pair = |actor, right| Pair { actor, recipient: 0, features: vec![], right };
        let questions: Vec<Question> = (0..50)
            .map(|_| Question {
                actors: vec![vec![0], vec![1]],
                recipients: vec![vec![2]],
                pairs: vec![pair(0, false), pair(1, true)],
                weight: 1.0,
            })
            .collect();
        let weights = fit(&questions, 3);
        assert!(weights[1] > weights[0] + 1.0, "{weights:?}");
        assert!(weights[2].abs() < 0.1, "{weights:?}");
    }
}
