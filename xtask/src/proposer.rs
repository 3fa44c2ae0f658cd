//! The weights of the proposer: which two parties of a sentence act on each other, and how, learned from annotated articles.
//!
//! Each two parties of a sentence are an example. Where an annotated event has its words in the sentence and the two
//! are its sides, its category is right, else "no act". The weights maximise the probability of the right answers
//! (multinomial logistic regression), less an L2 penalty.

use crate::adam::minimise_in;
use crate::examples::{self, Article, sides_agree, sides_equal};
use entente::Pipeline;
use entente_code::{ANSWERS, BIAS, Coder, NONE, Parties, Proposer, answer_name, answer_of, shares};
use entente_text::{Category, Part, Span};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Strength of the penalty; found by cross-validation over articles.
const PENALTY: f32 = 25.0;
/// A feature that is seen more rarely is left out.
const RARE: u32 = 5;
/// Weights smaller than this would be written as nothing.
const SMALL: f32 = 0.005;
/// So many weights are kept, the largest; they are then fitted anew without the others.
const KEPT: usize = 15_000;
/// Of the examples that tell of no act, one in so many is kept, and counts for all.
const ONE_IN: usize = 2;

/// Into how many steps the search for weights is cut.
const STEPS: i32 = 120;

/// Two parties of a sentence.
struct Example {
    features: Vec<u32>,
    scale: f32,
    /// The right answers.
    right: Vec<usize>,
    weight: f32,
}

/// Weights of each answer by name of feature.
pub type Weights = BTreeMap<String, Vec<(usize, f32)>>;

/// What annotated articles teach.
pub struct Lessons {
    names: BTreeMap<String, u32>,
    /// By article.
    examples: Vec<Vec<Example>>,
}

/// Trains on joined files and gives the text of `proposer.tsv`.
pub fn train(lang: &str, joined: &[&Path]) -> Result<String, String> {
    let mut pipeline = Pipeline::new().map_err(|e| e.to_string())?;
    let articles = examples::read(&pipeline, lang, joined)?;
    let coder = pipeline.coder(lang).ok_or_else(|| format!("no language pack for {lang:?}"))?;
    Ok(table(&Lessons::of(coder, &articles).fit(|_| true), articles.len()))
}

impl Lessons {
    /// Looks at each two parties of each sentence.
    pub fn of(coder: &Coder, articles: &[Article]) -> Self {
        let mut new = Self { names: BTreeMap::new(), examples: Vec::new() };
        let mut without = 0;
        for article in articles {
            let mut own = Vec::new();
            for (sentence, pairs) in coder.candidates(&article.annotated) {
                for (pair, right) in pairs.iter().zip(right(article, sentence, &pairs)) {
                    let Some(right) = right else { continue };
                    without += usize::from(right == [NONE]);
                    if right != [NONE] || without.is_multiple_of(ONE_IN) {
                        own.push(new.example(pair, right, article.counts));
                    }
                }
            }
            new.examples.push(own);
        }
        new
    }

    fn example(&mut self, pair: &Parties, right: Vec<usize>, counts: f32) -> Example {
        let weight = counts * if right == [NONE] { ONE_IN as f32 } else { 1.0 };
        let number = |name: &String| {
            let next = self.names.len() as u32;
            *self.names.entry(name.clone()).or_insert(next)
        };
        Example { features: pair.features.iter().map(number).collect(), scale: pair.scale, right, weight }
    }

    /// The weights that the articles teach which `wanted` chooses.
    pub fn fit(&self, wanted: impl Fn(usize) -> bool) -> Weights {
        let chosen = || self.examples.iter().enumerate().filter(|(i, _)| wanted(*i)).flat_map(|(_, e)| e);
        let mut counts = vec![0_u32; self.names.len()];
        chosen().flat_map(|e| &e.features).for_each(|f| counts[*f as usize] += 1);
        // Row 0 is the bias; a rare feature has no row.
        let mut rows = 0;
        let row = |n: u32| {
            (n >= RARE).then(|| {
                rows += 1;
                rows
            })
        };
        let places: Vec<Option<u32>> = counts.into_iter().map(row).collect();
        let examples: Vec<Example> = chosen()
            .map(|e| Example {
                features: e.features.iter().filter_map(|f| places[*f as usize]).collect(),
                right: e.right.clone(),
                ..*e
            })
            .collect();
        let all = fit(&examples, rows as usize, &vec![true; (rows as usize + 1) * ANSWERS]);
        let fitted = fit(&examples, rows as usize, &largest(&all));
        let row = |at: u32| -> Vec<(usize, f32)> {
            let from = at as usize * ANSWERS;
            let row = fitted[from..from + ANSWERS].iter().copied().enumerate();
            row.filter(|(_, w)| w.abs() >= SMALL).collect()
        };
        let placed = self.names.iter().filter_map(|(name, f)| Some((name, places[*f as usize]?)));
        let named = placed.map(|(name, at)| (name.clone(), row(at)));
        let mut all: Weights = named.filter(|(_, row)| !row.is_empty()).collect();
        all.insert(BIAS.to_owned(), row(0));
        all
    }
}

/// A proposer with these weights.
pub fn of(weights: &Weights) -> Proposer {
    Proposer::of(weights.iter().map(|(name, row)| (name.as_str(), row.clone())))
}

/// The right answers for each two parties of a sentence; `None` where it is open.
fn right(article: &Article, sentence: usize, pairs: &[Parties]) -> Vec<Option<Vec<usize>>> {
    let document = &article.annotated.clean.document;
    let at = document.locate(article.annotated.sentences[sentence].span);
    let part = if at.part == Part::Title { "title" } else { "text" };
    let text = article.gold[part].as_str().unwrap_or_default();
    let mut right = vec![Vec::new(); pairs.len()];
    let mut open = vec![false; pairs.len()];
    for event in article.gold["events"].as_array().into_iter().flatten() {
        let quote = event["quote"].as_str().unwrap_or_default();
        let Some(from) = text.find(quote).map(|from| from as u32) else { continue };
        let words = Span { start: from, end: from + quote.len() as u32 };
        if words.start >= at.span.end || words.end <= at.span.start {
            continue;
        }
        let Some(category) = category(event) else { continue };
        let fitting: Vec<usize> = (0..pairs.len())
            .filter(|i| sides_agree(event, category, &pairs[*i].actors, &pairs[*i].recipients))
            .collect();
        // Just the annotated sides where they can be chosen; of those whose names stand in the event's own words,
        // where there are any.
        let equal = |i: &usize| sides_equal(event, category, &pairs[*i].actors, &pairs[*i].recipients);
        let just: Vec<usize> = fitting.iter().copied().filter(equal).collect();
        let chosen = if just.is_empty() { &fitting } else { &just };
        let inside = |i: &usize| {
            let within = |s: &&Span| {
                let named = document.locate(**s).span;
                words.start <= named.start && named.end <= words.end
            };
            pairs[*i].named.iter().filter(within).count()
        };
        let most = chosen.iter().map(inside).max().unwrap_or(0);
        let nobody = event["recipients"].as_array().is_none_or(Vec::is_empty) && !category.is_mutual();
        for i in &fitting {
            let meant =
                chosen.contains(i) && inside(i) == most && (!nobody || pairs[*i].recipients.is_empty());
            if meant {
                if !right[*i].contains(&answer_of(category)) {
                    right[*i].push(answer_of(category));
                }
            } else if just.is_empty() || !category.is_mutual() || just.contains(i) {
                // What is done together is not done with a third; else it may be meant as well.
                open[*i] = true;
            }
        }
    }
    let answer = |(right, open): (Vec<usize>, bool)| match (right.is_empty(), open) {
        (false, _) => Some(right),
        (true, true) => None,
        (true, false) => Some(vec![NONE]),
    };
    right.into_iter().zip(open).map(answer).collect()
}

fn category(event: &Value) -> Option<Category> {
    event["type"].as_str()?.parse().ok()
}

/// Weights of all answers for each feature, the bias first; those that are not `wanted` stay 0.
fn fit(examples: &[Example], features: usize, wanted: &[bool]) -> Vec<f32> {
    minimise_in(STEPS, (features + 1) * ANSWERS, |weights, slope| {
        slope.iter_mut().zip(weights).for_each(|(s, w)| *s = PENALTY * w);
        slope[..ANSWERS].fill(0.0);
        for example in examples {
            descend(example, weights, slope);
        }
        for (slope, _) in slope.iter_mut().zip(wanted).filter(|(_, wanted)| !**wanted) {
            *slope = 0.0;
        }
    })
}

/// Which weights are among the largest; the bias always is.
fn largest(weights: &[f32]) -> Vec<bool> {
    let mut sizes: Vec<f32> = weights.iter().skip(ANSWERS).map(|w| w.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let least = sizes.get(KEPT).copied().unwrap_or(0.0);
    weights.iter().enumerate().map(|(i, w)| i < ANSWERS || w.abs() > least).collect()
}

/// Adds the slope of one example's loss.
fn descend(example: &Example, weights: &[f32], slope: &mut [f32]) {
    let row = |feature: u32| feature as usize * ANSWERS..(feature as usize + 1) * ANSWERS;
    let mut sums = [0.0_f32; ANSWERS];
    for feature in &example.features {
        for (sum, weight) in sums.iter_mut().zip(&weights[row(*feature)]) {
            *sum += weight;
        }
    }
    for (sum, bias) in sums.iter_mut().zip(&weights[..ANSWERS]) {
        *sum = *sum * example.scale + bias;
    }
    let mut push = shares(&sums);
    for answer in &example.right {
        push[*answer] -= 1.0 / example.right.len() as f32;
    }
    let counts = example.weight * example.right.len() as f32;
    for (s, p) in slope[..ANSWERS].iter_mut().zip(&push) {
        *s += counts * p;
    }
    for feature in &example.features {
        for (s, p) in slope[row(*feature)].iter_mut().zip(&push) {
            *s += counts * example.scale * p;
        }
    }
}

/// The text of `proposer.tsv`.
fn table(weights: &Weights, articles: usize) -> String {
    let mut out = format!(
        "# Weights of the proposer, trained on {articles} annotated articles: `cargo xtask train-proposer`.\nfeature\tweights\n"
    );
    for (name, row) in weights {
        let row: Vec<String> =
            row.iter().map(|(answer, w)| format!("{}={w:.2}", answer_name(*answer))).collect();
        let _ = writeln!(out, "{name}\t{}", row.join(" "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_speaks_for_the_answer_it_goes_with() {
        let example = |feature: u32, answer: usize| Example {
            features: vec![feature],
            scale: 5.0,
            right: vec![answer],
            weight: 1.0,
        };
        let examples: Vec<Example> =
            (0..200).map(|i| if i % 2 == 0 { example(1, 3) } else { example(2, NONE) }).collect();
        let fitted = fit(&examples, 2, &[true; 3 * ANSWERS]);
        assert!(fitted[ANSWERS + 3] > 0.1 && fitted[2 * ANSWERS + NONE] > 0.1, "{fitted:?}");
        assert!(fitted[ANSWERS + NONE] < 0.0, "{fitted:?}");
    }
}
