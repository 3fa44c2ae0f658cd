//! `cargo xtask train-again LANG JOINED…`: the weights that unite claims of one document (`schema/again.tsv`).
//!
//! Each claim is given to the annotated event whose words hold its trigger, else to the only one that agrees with it.
//! Two claims of one event are examples for uniting, those of two events against it.

use crate::gold;
use crate::logistic::{Example, Weights, fit, table};
use crate::train::Set;
use entente::score::{Scored, agrees};
use entente_resolve::{Model, again};
use entente_text::{Claim, Part, Scope};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// Strength of the penalty; found by cross-validation over articles.
const PENALTY: f64 = 1.0;
const FOLDS: usize = 10;

struct Pair {
    article: usize,
    example: Example,
}

/// Trains on joined files, writes the table, and tells on the other stream how well pairs of unseen articles are told
/// apart.
pub fn train(lang: &str, joined: &[&Path], out: &mut dyn Write, told: &mut dyn Write) -> Result<(), String> {
    let set = Set::read(lang, joined, false)?;
    let mut by_article: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
    for example in set.examples.iter().filter(|e| e.claim.scope == Scope::International) {
        by_article.entry(example.article).or_default().push(&example.claim);
    }
    let texts = texts(joined)?;
    let mut pairs = Vec::new();
    for (article, mut claims) in by_article {
        claims.sort_by_key(|c| (c.article, c.sentence, c.trigger, c.at));
        let Some(text) = claims.first().and_then(|c| texts.get(&c.doc)) else { continue };
        pairs.extend(of_article(&set, article, &claims, text));
    }
    let validated = |fold: usize| {
        let others: Vec<_> = pairs.iter().filter(|p| p.article % FOLDS != fold).map(|p| &p.example).collect();
        fit(&others, PENALTY)
    };
    let models: Vec<Model> = (0..FOLDS).map(|fold| model(&validated(fold))).collect();
    let mut say = |line: String| writeln!(told, "{line}").map_err(|e| e.to_string());
    let same = pairs.iter().filter(|p| p.example.holds).count();
    say(format!("{} pairs, {same} of one event; cross-validated:", pairs.len()))?;
    for threshold in [-0.5, 0.0, 0.5, 1.0] {
        let united = |p: &&Pair| models[p.article % FOLDS].odds(&p.example.features) > threshold;
        let found: Vec<&Pair> = pairs.iter().filter(united).collect();
        let right = found.iter().filter(|p| p.example.holds).count() as f64;
        let (precision, recall) = (right / found.len().max(1) as f64, right / same.max(1) as f64);
        say(format!("log-odds above {threshold}: precision {precision:.3} recall {recall:.3}"))?;
    }
    let weights = fit(&pairs.iter().map(|p| &p.example).collect::<Vec<_>>(), PENALTY);
    let comment = format!(
        "Whether two claims of one document tell of one act: trained on {} pairs of annotated articles by `cargo xtask train-again`.",
        pairs.len()
    );
    write!(out, "{}", table(&weights, &comment)).map_err(|e| e.to_string())
}

fn model(weights: &Weights) -> Model {
    weights.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect()
}

/// Title, text and annotated events of an article.
struct Gold {
    title: String,
    text: String,
    events: Vec<Value>,
}

fn texts(joined: &[&Path]) -> Result<BTreeMap<String, Gold>, String> {
    let mut all = BTreeMap::new();
    for path in joined {
        for line in gold::lines(path)? {
            let of = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            let events = line["events"].as_array().cloned().unwrap_or_default();
            all.insert(of("id"), Gold { title: of("title"), text: of("text"), events });
        }
    }
    Ok(all)
}

/// The pairs of one article, whose claims come in the order of the text.
fn of_article(set: &Set, article: usize, claims: &[&Claim], text: &Gold) -> Vec<Pair> {
    let events: Vec<Option<usize>> = claims.iter().map(|c| event_of(set, c, text)).collect();
    let mut pairs = Vec::new();
    for (i, a) in claims.iter().enumerate() {
        let rivals = claims.iter().filter(|b| again::comparable(a, b)).count();
        for (j, b) in claims.iter().enumerate().skip(i + 1) {
            let (Some(x), Some(y)) = (events[i], events[j]) else { continue };
            let features = again::features(a, b, rivals);
            pairs.extend(
                features.map(|features| Pair {
                    article,
                    example: Example { features, holds: x == y, weight: 1.0 },
                }),
            );
        }
    }
    // An article that says much of one pair of parties does not count more for it than its square root.
    let weight = 1.0 / (pairs.len().max(1) as f64).sqrt();
    for pair in &mut pairs {
        pair.example.weight = weight;
    }
    pairs
}

/// The annotated event that a claim tells of, by index.
fn event_of(set: &Set, claim: &Claim, text: &Gold) -> Option<usize> {
    let told = Scored::from(claim);
    let gold = set.gold.get(&claim.doc);
    let fits: Vec<usize> =
        gold.iter().enumerate().filter(|(_, g)| agrees(g, &told, set.options)).map(|(i, _)| i).collect();
    let holds = |i: &usize| {
        let event = &text.events[*i];
        let quote = event["quote"].as_str().unwrap_or_default();
        let (part, whole) =
            if event["in"] == "title" { (Part::Title, &text.title) } else { (Part::Text, &text.text) };
        let start = match event["start"].as_u64() {
            Some(start) => start as usize,
            None => whole.find(quote).unwrap_or(usize::MAX),
        };
        let span = claim.trigger.span;
        !quote.is_empty()
            && part == claim.trigger.part
            && start <= span.start as usize
            && span.end as usize <= start.saturating_add(quote.len())
    };
    let only = |found: Vec<usize>| <[usize; 1]>::try_from(found).ok().map(|[i]| i);
    let within: Vec<usize> = fits.iter().copied().filter(holds).collect();
    if !within.is_empty() {
        return only(within);
    }
    if fits.is_empty() {
        let of_type = (0..text.events.len()).filter(|i| text.events[*i]["type"] == claim.category.name());
        return only(of_type.filter(holds).collect());
    }
    only(fits)
}
