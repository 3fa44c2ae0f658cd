//! `cargo xtask train-dates LANG JOINED…`: the weights that choose the date of an act, from annotated articles.
//!
//! A log-linear model over the candidates of each annotated event and of each claim that tells of one ([`entente_code::Calendar::candidates`]); what is made as
//! likely as possible is that one of the right candidates is chosen. Full-batch gradient ascent with an L2 penalty (Adam's
//! step sizes), no random start: the same articles give the same weights. An open year counts as right where month and day
//! are, for years are settled before and after.

use crate::examples::document;
use crate::gold;
use entente::Pipeline;
use entente::score::{Options, Scored, agrees, parse};
use entente_code::{Calendar, Candidate, Feature, Told};
use entente_text::{Annotated, Category, Claim, Located, Part, Party, Span, Status};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// Strength of the penalty; found by cross-validation over articles.
const PENALTY: f64 = 4.0;
const STEPS: usize = 400;
const RATE: f64 = 0.05;
/// Weights smaller than this are left out of the file.
const SMALL: f64 = 0.02;
/// Parts that the articles are cut into for cross-validation.
const FOLDS: usize = 5;

/// One event: the features of each candidate, and whether it is right.
struct Example {
    article: usize,
    candidates: Vec<(Vec<usize>, bool)>,
}

/// Trains on joined files (see [`gold::join`]) and gives the text of `dates.tsv`, the share that cross-validation gets
/// right in its first line.
pub fn train(lang: &str, joined: &[&Path]) -> Result<String, String> {
    let pipeline = Pipeline::new().map_err(|e| e.to_string())?;
    let mut examples = Vec::new();
    let mut articles = 0;
    for path in joined {
        for article in gold::lines(path)? {
            articles += 1;
            let Some(annotated) = pipeline.annotated(document(&article, lang)) else { continue };
            let events: Vec<&Value> = article["events"].as_array().into_iter().flatten().collect();
            examples.extend(events.iter().filter_map(|e| example(&annotated, e, e, articles)));
            let scored = parse(&article.to_string()).map_err(|e| e.to_string())?;
            let events: Vec<(&Value, &Scored)> =
                events.into_iter().zip(scored.get(article["id"].as_str().unwrap_or_default())).collect();
            for (claim, _) in pipeline.signals(document(&article, lang)) {
                let act = act_of(&claim);
                let event = event_of(&annotated, &claim, &act, &events);
                examples.extend(event.and_then(|e| example(&annotated, &act, e, articles)));
            }
        }
    }
    let right: usize = (0..FOLDS).map(|fold| held_out(&examples, fold)).sum();
    let weights = fit(&examples.iter().collect::<Vec<_>>());
    Ok(table(&weights, examples.len(), right as f64 / examples.len().max(1) as f64))
}

/// A claim in the form of an annotated event.
fn act_of(claim: &Claim) -> Value {
    let codes = |side: &[Party]| side.iter().map(|p| p.code.clone()).collect::<Vec<_>>();
    json!({
        "quote": claim.quote,
        "in": if claim.at.part == Part::Title { "title" } else { "text" },
        "trigger": claim.trigger.span.start,
        "trigger_end": claim.trigger.span.end,
        "at": claim.at.span.start,
        "type": claim.category.name(),
        "status": claim.status,
        "actors": codes(&claim.actors),
        "recipients": codes(&claim.recipients),
    })
}

/// The annotated event that a claim tells of: one of its sentence, else the only one that agrees with it.
fn event_of<'e>(
    annotated: &Annotated,
    claim: &Claim,
    act: &Value,
    events: &[(&'e Value, &Scored)],
) -> Option<&'e Value> {
    let sentence = place(annotated, act)?.1;
    let told = Scored::from(claim);
    let mut agreeing =
        events.iter().filter(|(_, s)| agrees(s, &told, Options::default())).map(|(event, _)| *event);
    let near = agreeing.clone().find(|e| place(annotated, e).is_some_and(|(_, s)| s == sentence));
    near.or_else(|| agreeing.next().filter(|_| agreeing.next().is_none()))
}

/// The act with its candidates, right as the event says; `None` where that has no date, or the act's words are not in a
/// sentence.
fn example(annotated: &Annotated, act: &Value, event: &Value, article: usize) -> Option<Example> {
    let date = event["date"].as_str().filter(|d| !d.is_empty())?;
    let (span, sentence) = place(annotated, act)?;
    let codes = |key: &str| -> Vec<&str> {
        act[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let actors = codes("actors");
    // Both are bytes of the same part: the trigger lies as far into the words here as there.
    let bytes = |key: &str| act[key].as_u64().map(|n| n as usize);
    let trigger = (|| {
        let at = bytes("at")?;
        let shift = |key: &str| Some(span.start as usize + bytes(key)?.checked_sub(at)?);
        Some(Span::new(shift("trigger")?, shift("trigger_end")?))
    })();
    let told = Told {
        sentence,
        span,
        trigger,
        category: act["type"].as_str()?.parse::<Category>().ok()?,
        status: serde_json::from_value::<Status>(act["status"].clone()).unwrap_or_default(),
        parties: actors.iter().copied().chain(codes("recipients")).collect(),
        actors,
    };
    let calendar = Calendar::of(annotated, sentence);
    let row =
        |c: &Candidate| (c.features.iter().map(|f| f.index()).collect(), is_right(date, c.date.as_str()));
    Some(Example { article, candidates: calendar.candidates(&told).iter().map(row).collect() })
}

/// Where an event's words stand in the text that the stages see, and in which sentence.
fn place(annotated: &Annotated, event: &Value) -> Option<(Span, usize)> {
    let quote = event["quote"].as_str()?;
    let part = if event["in"] == "title" { Part::Title } else { Part::Text };
    let start = annotated.text().match_indices(quote).map(|(at, _)| at).find(|at| {
        let located: Located = annotated.clean.document.locate(Span::new(*at, at + quote.len()));
        located.part == part
    })?;
    let span = Span::new(start, start + quote.len());
    let sentence = annotated.sentences.partition_point(|s| s.span.end <= span.start);
    (sentence < annotated.sentences.len()).then_some((span, sentence))
}

fn is_right(gold: &str, found: &str) -> bool {
    let open = |d: &str| d.starts_with("XXXX");
    let rest = |d: &str| d.get(4..).unwrap_or_default().to_owned();
    gold == found || (open(gold) || open(found)) && !rest(gold).is_empty() && rest(gold) == rest(found)
}

/// How many events of one part a model of the other parts gets right.
fn held_out(examples: &[Example], fold: usize) -> usize {
    let (test, rest): (Vec<&Example>, Vec<&Example>) =
        examples.iter().partition(|e| e.article % FOLDS == fold);
    let weights = fit(&rest);
    let chosen = |e: &&Example| {
        let score = |c: &(Vec<usize>, bool)| c.0.iter().map(|f| weights[*f]).sum::<f64>();
        e.candidates.iter().max_by(|a, b| score(a).total_cmp(&score(b))).is_some_and(|c| c.1)
    };
    test.into_iter().filter(chosen).count()
}

fn fit(examples: &[&Example]) -> Vec<f64> {
    let mut weights = vec![0.0_f64; Feature::COUNT];
    let (mut mean, mut square) = (vec![0.0_f64; Feature::COUNT], vec![0.0_f64; Feature::COUNT]);
    for step in 1..=STEPS {
        let gradient = gradient(examples, &weights);
        for i in 0..weights.len() {
            mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
            square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i];
            let (m, s) = (
                mean[i] / (1.0 - 0.9_f64.powi(step as i32)),
                square[i] / (1.0 - 0.999_f64.powi(step as i32)),
            );
            weights[i] -= RATE * m / (s.sqrt() + 1e-8);
        }
    }
    weights
}

/// Of the penalised negative log-likelihood.
fn gradient(examples: &[&Example], weights: &[f64]) -> Vec<f64> {
    let mut gradient: Vec<f64> = weights.iter().map(|w| PENALTY * w).collect();
    for example in examples.iter().filter(|e| e.candidates.iter().any(|c| c.1)) {
        let scores: Vec<f64> =
            example.candidates.iter().map(|(f, _)| f.iter().map(|i| weights[*i]).sum()).collect();
        let most = scores.iter().copied().fold(f64::MIN, f64::max);
        let shares: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
        let all: f64 = shares.iter().sum();
        let right: f64 = shares.iter().zip(&example.candidates).filter(|(_, c)| c.1).map(|(s, _)| s).sum();
        for (share, (features, is_right)) in shares.iter().zip(&example.candidates) {
            let wanted = if *is_right { share / right.max(1e-12) } else { 0.0 };
            for feature in features {
                gradient[*feature] += share / all - wanted;
            }
        }
    }
    gradient
}

fn table(weights: &[f64], examples: usize, share: f64) -> String {
    let mut out = format!(
        "# Weights of the choice of dates, trained on {examples} dated events: `cargo xtask train-dates`. By {FOLDS}-fold\n\
         # cross-validation over articles {:.1} % of the dates come out right, open years aside.\nfeature\tweight\n",
        100.0 * share
    );
    for (index, weight) in weights.iter().enumerate().filter(|(_, w)| w.abs() >= SMALL) {
        if let Some(feature) = Feature::from_index(index) {
            let _ = writeln!(out, "{}\t{weight:.3}", feature.name());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_right_is_learned() {
        let example = |article| Example { article, candidates: vec![(vec![0], false), (vec![1], true)] };
        let examples: Vec<Example> = (0..10).map(example).collect();
        let weights = fit(&examples.iter().collect::<Vec<_>>());
        assert!(weights[1] > weights[0], "{:?}", &weights[..2]);
        assert_eq!((0..FOLDS).map(|fold| held_out(&examples, fold)).sum::<usize>(), 10);
    }

    #[test]
    fn open_years_are_right() {
        for (gold, found, right) in [
            ("XXXX-07-11", "2023-07-11", true),
            ("2023-07-11", "XXXX-07-11", true),
            ("2023-07-11", "2022-07-11", false),
            ("2023", "XXXX-07", false),
            ("2023-07", "2023-07", true),
        ] {
            assert_eq!(is_right(gold, found), right, "{gold} {found}");
        }
    }
}
