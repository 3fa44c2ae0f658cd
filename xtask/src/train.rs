//! `cargo xtask train LANG JOINED…`: the weights of the confidence model, from annotated articles.
//!
//! Logistic regression over the named features of [`entente_code::Signals`], by full-batch gradient descent with an L2
//! penalty. Deterministic: no random start, features in the order of their names. Where the pack has a chooser, each
//! article is coded with one that was trained on others: so the model learns how sure a choice is where the chooser has
//! not seen the answer.
//!
//! An event is as sure as the surest of its claims in the article. So the weights are fitted twice: the second time the
//! claim that the first weights find surest counts for its event, and the others nearly nothing.

use crate::chooser;
use crate::examples::{self, Article};
use crate::proposer::{self, Lessons};
use entente::score::{Documents, Options, Scored, agrees, parse, score};
use entente::{Pipeline, Record};
use entente_code::{Chooser, Proposer, Signals};
use entente_resolve::{Reported, merge_document};
use entente_text::Claim;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// Strength of the penalty, per example set; found by cross-validation over articles.
const PENALTY: f64 = 8.0;
const STEPS: usize = 3000;
/// Into how many parts the articles are dealt for training choosers that do not know them; a tenth is dealt alike by
/// [`crate::calibrate`].
const PARTS: usize = 5;
/// Weights smaller than this are left out of the file.
const SMALL: f64 = 0.02;
/// How much a claim counts that a surer one of its event speaks for, and how much more the surest one does.
const SPOKEN_FOR: f64 = 0.1;
const SPEAKS: f64 = 1.0;

/// A claim of an annotated article.
pub struct Example {
    /// The claim.
    pub claim: Claim,
    /// Index of the article.
    pub article: usize,
    features: Vec<usize>,
    right: bool,
    /// How much its article counts.
    counts: f64,
}

/// Annotated articles with what the coder claims in them.
pub struct Set {
    /// The claims of all articles, in order.
    pub examples: Vec<Example>,
    /// How many articles there are.
    pub articles: usize,
    /// The annotated events.
    pub gold: Documents,
    /// How claims are held against them.
    pub options: Options,
    names: BTreeMap<String, usize>,
    /// The claims of each event, by their places among the examples.
    events: Vec<Vec<usize>>,
}

/// A claim with its place among the examples.
struct Numbered<'c> {
    claim: &'c Claim,
    place: usize,
}

impl Reported for Numbered<'_> {
    fn claim(&self) -> &Claim {
        self.claim
    }
}

impl Set {
    /// Reads joined files (see [`crate::gold::join`]) in one language, and codes their articles: by the rules alone
    /// or, where the pack has one, with a chooser that does not know the article.
    pub fn read(lang: &str, joined: &[&Path], rules_alone: bool) -> Result<Self, String> {
        let mut pipeline = Pipeline::new().map_err(|e| e.to_string())?;
        let articles = examples::read(&pipeline, lang, joined)?;
        let text: Vec<String> = articles.iter().map(|a| a.gold.to_string()).collect();
        let annotated = parse(&text.join("\n")).map_err(|e| e.to_string())?;
        // Where annotators know organisations only as IGO they note acts within one polity too.
        let igo = text.iter().any(|line| line.contains("\"IGO\""));
        let options = Options { domestic: igo, igo };
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut examples = Vec::new();
        for (number, claims) in tell(&mut pipeline, lang, &articles, rules_alone)?.into_iter().enumerate() {
            let events = annotated.get(&articles[number].annotated.clean.document.id);
            for (claim, signals) in claims {
                let features = signals.names().map(|name| index(&mut names, name)).collect();
                let told = Scored::from(&claim);
                let right = events.iter().any(|e| agrees(e, &told, options));
                let counts = f64::from(articles[number].counts);
                examples.push(Example { claim, article: number, features, right, counts });
            }
        }
        let events = events(&examples);
        let mut set = Self { examples, articles: articles.len(), gold: annotated, options, names, events };
        set.unlabel_doubles()?;
        Ok(set)
    }

    /// What is told a second time in other words is wrong as an event: its claims count as wrong too.
    fn unlabel_doubles(&mut self) -> Result<(), String> {
        let mut by_article: Vec<Vec<Claim>> = vec![Vec::new(); self.articles];
        for example in &self.examples {
            by_article[example.article].push(example.claim.clone());
        }
        let events: Vec<_> = by_article.into_iter().map(merge_document).collect();
        let lines: Vec<String> = events
            .iter()
            .flatten()
            .map(|e| serde_json::to_string(&Record::of(e)).map_err(|e| e.to_string()))
            .collect::<Result<_, _>>()?;
        let predicted = parse(&lines.join("\n")).map_err(|e| e.to_string())?;
        let (_, scored) = score(&self.gold, &predicted, self.options);
        let wrong: BTreeSet<(String, String)> = scored
            .iter()
            .flat_map(|d| d.wrong.iter().map(|e| (d.document.to_owned(), key(&e.rule, &e.quote))))
            .collect();
        let doubled: BTreeSet<(usize, String)> = events
            .iter()
            .enumerate()
            .flat_map(|(article, events)| events.iter().map(move |e| (article, e)))
            .filter(|(_, e)| {
                let best = e.best_claim();
                wrong.contains(&(best.doc.clone(), key(&best.rule, &best.quote)))
            })
            .flat_map(|(article, e)| e.claims.iter().map(move |c| (article, key(&c.rule, &c.quote))))
            .collect();
        for example in &mut self.examples {
            let told = key(&example.claim.rule, &example.claim.quote);
            example.right &= !doubled.contains(&(example.article, told));
        }
        Ok(())
    }

    /// Weights by feature, the bias last, from the articles that `wanted` chooses.
    pub fn fit(&self, wanted: impl Fn(usize) -> bool) -> Vec<f64> {
        let mut chosen: Vec<(&Example, f64)> = self.examples.iter().map(|e| (e, e.counts)).collect();
        chosen.retain(|(e, _)| wanted(e.article));
        let first = fit(&chosen, self.names.len());
        fit(&self.speakers(&first, wanted), self.names.len())
    }

    /// The examples of the chosen articles: those that speak for their event by these weights count most.
    fn speakers(&self, weights: &[f64], wanted: impl Fn(usize) -> bool) -> Vec<(&Example, f64)> {
        let sure: Vec<f64> = self.examples.iter().map(|e| probability(weights, e)).collect();
        let mut counts = vec![SPOKEN_FOR; sure.len()];
        for event in &self.events {
            let surest = event.iter().copied().reduce(|best, i| if sure[i] > sure[best] { i } else { best });
            if let Some(surest) = surest {
                counts[surest] += SPEAKS;
            }
        }
        let counted = self.examples.iter().zip(counts).map(|(e, counts)| (e, counts * e.counts));
        counted.filter(|(e, _)| wanted(e.article)).collect()
    }
}

/// Which claims are told of one event, by their places.
fn events(examples: &[Example]) -> Vec<Vec<usize>> {
    let mut by_article: BTreeMap<usize, Vec<Numbered<'_>>> = BTreeMap::new();
    for (place, example) in examples.iter().enumerate() {
        by_article.entry(example.article).or_default().push(Numbered { claim: &example.claim, place });
    }
    let events = by_article.into_values().flat_map(merge_document);
    events.map(|e| e.claims.iter().map(|c| c.place).collect()).collect()
}

/// What the coder claims in each article.
fn tell(
    pipeline: &mut Pipeline,
    lang: &str,
    articles: &[Article],
    rules_alone: bool,
) -> Result<Vec<Vec<(Claim, Signals)>>, String> {
    let coder = pipeline.coder(lang).ok_or_else(|| format!("no language pack for {lang:?}"))?;
    let chooses = coder.chooses() && !rules_alone;
    let proposes = coder.proposes() && !rules_alone;
    if !proposes {
        coder.set_proposer(Proposer::default());
    }
    let lessons = proposes.then(|| Lessons::of(coder, articles));
    if chooses {
        coder.record();
    } else {
        coder.set_chooser(Chooser::default());
    }
    let corpus = if chooses { examples::corpus(pipeline, lang)? } else { Vec::new() };
    let mut told = vec![Vec::new(); articles.len()];
    for part in 0..PARTS {
        if chooses {
            let others = articles.iter().enumerate().filter(|(i, _)| i % PARTS != part).map(|(_, a)| a);
            let weights = chooser::fit_all(pipeline, lang, &others.chain(&corpus).collect::<Vec<_>>());
            pipeline.coder(lang).into_iter().for_each(|c| c.set_chooser(chooser::of(&weights)));
        }
        if let Some(lessons) = &lessons {
            let weights = lessons.fit(|article| article % PARTS != part);
            pipeline.coder(lang).into_iter().for_each(|c| c.set_proposer(proposer::of(&weights)));
        }
        for i in (part..articles.len()).step_by(PARTS) {
            let trials = pipeline.trials(lang, &articles[i].annotated).into_iter();
            told[i] = trials.filter_map(|t| Some((t.outcome.ok()?, t.signals))).collect();
        }
    }
    Ok(told)
}

/// Trains on joined files and gives the text of `confidence.tsv`.
pub fn train(lang: &str, joined: &[&Path]) -> Result<String, String> {
    let set = Set::read(lang, joined, false)?;
    let weights = set.fit(|_| true);
    Ok(table(&set.names, &weights, set.examples.len()))
}

/// What tells a claim from the others of its document.
fn key(rule: &str, quote: &str) -> String {
    format!("{rule}\t{quote}")
}

fn index(names: &mut BTreeMap<String, usize>, name: &str) -> usize {
    let next = names.len();
    *names.entry(name.to_owned()).or_insert(next)
}

/// Weights by feature, the bias last, from examples with how much each counts.
fn fit(examples: &[(&Example, f64)], features: usize) -> Vec<f64> {
    let mut weights = vec![0.0; features + 1];
    let n = examples.iter().map(|e| e.1).sum::<f64>().max(1.0);
    // A step of at most 1/L, L bounding the curvature of the loss, never overshoots.
    let most = examples.iter().map(|e| e.0.features.len() + 1).max().unwrap_or(1) as f64;
    let rate = 1.0 / (0.25 * most + PENALTY / n);
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; features + 1];
        for (example, counts) in examples {
            let error = counts * (probability(&weights, example) - f64::from(u8::from(example.right)));
            gradient[features] += error;
            for &feature in &example.features {
                gradient[feature] += error;
            }
        }
        for (i, weight) in weights.iter_mut().enumerate() {
            let penalty = if i == features { 0.0 } else { PENALTY * *weight };
            *weight -= rate * (gradient[i] + penalty) / n;
        }
    }
    weights
}

/// How sure these weights are of a claim.
pub fn probability(weights: &[f64], example: &Example) -> f64 {
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
    use entente_text::Category;

    fn claim() -> Claim {
        Claim { confidence: 0.5, ..Claim::of("a", Category::Consult, "visit") }
    }

    #[test]
    fn who_speaks_for_an_event_is_learned_from() {
        let of = |article: usize, feature: usize, right: bool| Example {
            claim: claim(),
            article,
            features: vec![feature],
            right,
            counts: 1.0,
        };
        // The second claim of each article is surer than the fourth, which tells the same; it alone speaks for an event.
        let told = |a: usize| [of(a, 0, false), of(a, 0, true), of(a, 0, false), of(a, 1, false)];
        let examples: Vec<Example> = (0..60).flat_map(told).collect();
        let events = (0..60).map(|a| vec![4 * a + 1, 4 * a + 3]).collect();
        let set = Set {
            articles: 60,
            gold: parse("").unwrap_or_default(),
            options: Options::default(),
            names: BTreeMap::from([("a".to_owned(), 0), ("b".to_owned(), 1)]),
            events,
            examples,
        };
        let counts: Vec<f64> = set.speakers(&[1.0, -1.0, 0.0], |a| a == 7).iter().map(|e| e.1).collect();
        assert_eq!(counts, [SPOKEN_FOR, SPOKEN_FOR + SPEAKS, SPOKEN_FOR, SPOKEN_FOR]);
        let weights = set.fit(|_| true);
        // A third of the claims that tell it so are right, but those that speak for an event all are.
        assert!(probability(&weights, &set.examples[0]) > 0.5, "{weights:?}");
    }

    #[test]
    fn a_feature_that_goes_with_right_claims_weighs_more() {
        let example = |feature: usize, right: bool| Example {
            claim: claim(),
            article: 0,
            features: vec![feature],
            right,
            counts: 1.0,
        };
        let mut examples = Vec::new();
        for i in 0..100 {
            examples.push(example(0, i % 10 != 0));
            examples.push(example(1, i % 10 == 0));
        }
        let weights = fit(&examples.iter().map(|e| (e, 1.0)).collect::<Vec<_>>(), 2);
        assert!(weights[0] > 0.5 && weights[1] < -0.5, "{weights:?}");
        assert!(probability(&weights, &examples[0]) > 0.75);
    }
}
