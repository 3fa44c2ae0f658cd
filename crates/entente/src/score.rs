//! Predicted events against gold: precision, recall and F1, document by document.
//!
//! An event matches one gold event of its document when the category is the same and the actors agree:
//! of acts done together (CONSULT, AGREE, COOPERATE, or marked symmetric), half of all that either names must be
//! in common, and at least two; of others, an actor in common, and a recipient in common where gold names any.
//! Matching is one to one, as many as possible. `quad` repeats it with the category loosened to PLOVER's quad
//! class, `type` with the actors left out.

mod by;
mod causes;
mod matching;
mod read;
mod reliability;

pub use by::{By, Group, groups};
pub use causes::{Cause, Finding, causes, tally};
pub use read::{Documents, ScoreError, Scored, parse, texts};
pub use reliability::{Bin, reliability};

use matching::matching;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is counted, and how.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Predicted domestic events count as well.
    pub domestic: bool,
    /// Gold knows organisations only as `IGO`.
    pub igo: bool,
}

/// The result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// Same category, actors agree.
    pub strict: Strict,
    /// Same quad class, actors agree.
    pub quad: Measure,
    /// Same category.
    #[serde(rename = "type")]
    pub category: Measure,
    /// Counts of the strict measure by category.
    pub per_type: BTreeMap<String, Counts>,
}

/// Precision, recall, F1, rounded to three places, and the counts behind them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// Share of the predicted that matches.
    pub precision: f64,
    /// Share of gold that is matched.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Events of gold.
    pub gold: usize,
    /// Events predicted.
    pub predicted: usize,
    /// Pairs.
    pub matched: usize,
}

/// The strict measure with what it tells of dates, status and categories.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strict {
    /// Precision, recall, F1.
    #[serde(flatten)]
    pub measure: Measure,
    /// Share of the matched that have gold's date, of those where gold has one.
    pub date_accuracy: Option<f64>,
    /// Share of the matched that have gold's status, of those where gold has one.
    pub status_accuracy: Option<f64>,
}

/// Counts of one category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Pairs.
    pub matched: usize,
    /// Events of gold.
    pub gold: usize,
    /// Events predicted.
    pub predicted: usize,
}

/// How one document was scored, by the strict measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Errors<'a> {
    /// The document.
    pub document: &'a str,
    /// Gold events with what they were matched with.
    pub matched: Vec<(&'a Scored, &'a Scored)>,
    /// Gold events without a match.
    pub missed: Vec<&'a Scored>,
    /// Predicted events without a match.
    pub wrong: Vec<&'a Scored>,
}

/// Scores predictions against gold. Documents that gold does not have are left out.
pub fn score<'a>(
    gold: &'a Documents,
    predicted: &'a Documents,
    options: Options,
) -> (Scores, Vec<Errors<'a>>) {
    let strict = |g: &Scored, p: &Scored| agrees(g, p, options);
    let loose =
        |g: &Scored, p: &Scored| quad(&g.category) == quad(&p.category) && actors_agree(g, p, options.igo);
    let untied = |g: &Scored, p: &Scored| g.category == p.category;
    let counted = |e: &&Scored| options.domestic || !e.domestic;
    let mut tallies = [Tally::default(), Tally::default(), Tally::default()];
    let mut errors = Vec::new();
    for (document, g) in gold.iter() {
        let p: Vec<&Scored> = predicted.get(document).iter().filter(counted).collect();
        let g: Vec<&Scored> = g.iter().collect();
        let pairs = matching(&g, &p, strict);
        errors.push(Errors {
            document,
            matched: pairs.iter().map(|(i, j)| (g[*i], p[*j])).collect(),
            missed: left_over(&g, pairs.iter().map(|x| x.0)),
            wrong: left_over(&p, pairs.iter().map(|x| x.1)),
        });
        tallies[0].add(&g, &p, &pairs);
        tallies[1].add(&g, &p, &matching(&g, &p, loose));
        tallies[2].add(&g, &p, &matching(&g, &p, untied));
    }
    let [strict, quad, category] = tallies;
    let scores = Scores {
        strict: strict.strict(),
        quad: quad.measure(),
        category: category.measure(),
        per_type: strict.per_type,
    };
    (scores, errors)
}

/// Whether a predicted event tells what the one of gold does: the category is the same and the actors agree.
pub fn agrees(gold: &Scored, predicted: &Scored, options: Options) -> bool {
    gold.category == predicted.category && actors_agree(gold, predicted, options.igo)
}

fn left_over<'a>(events: &[&'a Scored], matched: impl Iterator<Item = usize>) -> Vec<&'a Scored> {
    let matched: BTreeSet<usize> = matched.collect();
    events.iter().enumerate().filter(|(i, _)| !matched.contains(i)).map(|(_, e)| *e).collect()
}

#[derive(Default)]
struct Tally {
    gold: usize,
    predicted: usize,
    matched: usize,
    dates: (usize, usize),
    status: (usize, usize),
    per_type: BTreeMap<String, Counts>,
}

impl Tally {
    fn add(&mut self, gold: &[&Scored], predicted: &[&Scored], pairs: &[(usize, usize)]) {
        self.gold += gold.len();
        self.predicted += predicted.len();
        self.matched += pairs.len();
        for e in gold {
            self.per_type.entry(e.category.clone()).or_default().gold += 1;
        }
        for e in predicted {
            self.per_type.entry(e.category.clone()).or_default().predicted += 1;
        }
        for (i, j) in pairs {
            let (g, p) = (gold[*i], predicted[*j]);
            self.per_type.entry(g.category.clone()).or_default().matched += 1;
            if !g.date.is_empty() {
                self.dates.0 += usize::from(same_date(&g.date, &p.date));
                self.dates.1 += 1;
            }
            if !g.status.is_empty() {
                self.status.0 += usize::from(g.status == p.status);
                self.status.1 += 1;
            }
        }
    }

    fn measure(&self) -> Measure {
        let share = |of: usize| if of == 0 { 0.0 } else { self.matched as f64 / of as f64 };
        let (precision, recall) = (share(self.predicted), share(self.gold));
        let f1 = if self.matched == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        Measure {
            precision: round(precision),
            recall: round(recall),
            f1: round(f1),
            gold: self.gold,
            predicted: self.predicted,
            matched: self.matched,
        }
    }

    fn strict(&self) -> Strict {
        let accuracy = |(right, of): (usize, usize)| (of > 0).then(|| round(right as f64 / of as f64));
        Strict {
            measure: self.measure(),
            date_accuracy: accuracy(self.dates),
            status_accuracy: accuracy(self.status),
        }
    }
}

/// To three places, halves of the exact binary value to even, as Python's `round` does.
fn round(x: f64) -> f64 {
    format!("{x:.3}").parse().unwrap_or(x)
}

/// Gold's date, or the same month and day where gold leaves the year open.
pub(crate) fn same_date(gold: &str, predicted: &str) -> bool {
    let after_year = |s: &str| s.chars().skip(4).collect::<String>();
    gold == predicted || (gold.starts_with("XXXX") && after_year(predicted) == after_year(gold))
}

fn quad(category: &str) -> Option<u8> {
    Some(match category {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 0,
        "COOPERATE" | "AID" | "RETREAT" => 1,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 2,
        "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => 3,
        _ => return None,
    })
}

/// Codes of three letters that are no states.
const NOT_STATES: [&str; 15] =
    ["UN", "EU", "AU", "IMF", "WTO", "SCO", "GCC", "FSA", "YPG", "IGO", "NGO", "ICC", "ICJ", "OAS", "WHO"];

fn codes(side: &[String], igo: bool) -> BTreeSet<&str> {
    let is_state =
        |c: &str| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase()) && !NOT_STATES.contains(&c);
    side.iter().map(|c| if igo && !is_state(c) { "IGO" } else { c.as_str() }).collect()
}

fn actors_agree(gold: &Scored, predicted: &Scored, igo: bool) -> bool {
    let (ga, gr) = (codes(&gold.actors, igo), codes(&gold.recipients, igo));
    let (pa, pr) = (codes(&predicted.actors, igo), codes(&predicted.recipients, igo));
    if gold.symmetric || matches!(gold.category.as_str(), "CONSULT" | "AGREE" | "COOPERATE") {
        let (g, p): (BTreeSet<_>, BTreeSet<_>) = (&ga | &gr, &pa | &pr);
        let both = g.intersection(&p).count();
        let all = g.union(&p).count();
        return both > 0 && 2 * both >= all && both >= g.len().min(2);
    }
    let actors = !ga.is_disjoint(&pa) || (ga.is_empty() && pa.is_empty());
    actors && (gr.is_empty() || !gr.is_disjoint(&pr))
}

#[cfg(test)]
mod tests;
