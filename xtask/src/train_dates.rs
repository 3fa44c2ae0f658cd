//! `cargo xtask train-dates LANG JOINED…`: the weights that choose the date of an act, from annotated articles.
//!
//! A log-linear model over the candidates of each annotated event and of each claim that tells of one ([`entente_code::Calendar::candidates`]); what is made as
//! likely as possible is that one of the right candidates is chosen. An L2 penalty keeps the weights small; there is no random start: the same articles give the same weights. An open year counts as right where month and day
//! are, for years are settled before and after.

use crate::adam::minimise;
use crate::examples::{self, Article, sides_agree};
use entente::Pipeline;
use entente_code::{Calendar, Candidate, Feature, Told};
use entente_text::{Annotated, Category, Claim, Located, Part, Party, Span, Status};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// Strength of the penalty; found by cross-validation over articles.
const PENALTY: f32 = 8.0;
/// Weights smaller than this are left out of the file.
const SMALL: f32 = 0.02;
/// Parts that the articles are cut into for cross-validation.
const FOLDS: usize = 5;

/// One event.
struct Example {
    article: usize,
    candidates: Vec<Choice>,
    /// How much its article counts.
    counts: f32,
}

/// A date that it can have.
struct Choice {
    date: String,
    features: Vec<usize>,
    is_right: bool,
}

/// Trains on joined files (see [`gold::join`]) and gives the text of `dates.tsv`, the share that cross-validation gets
/// right in its first line.
pub fn train(lang: &str, joined: &[&Path]) -> Result<String, String> {
    let pipeline = Pipeline::new().map_err(|e| e.to_string())?;
    let articles = examples::read(&pipeline, lang, joined)?;
    let examples: Vec<Example> = (articles.iter().enumerate())
        .flat_map(|(number, article)| examples_of(&pipeline, lang, article, number))
        .collect();
    let right: usize = (0..FOLDS).map(|fold| held_out(&examples, fold)).sum();
    let weights = fit(&examples.iter().collect::<Vec<_>>());
    Ok(table(&weights, examples.len(), right as f64 / examples.len().max(1) as f64))
}

/// What an article teaches: each of its annotated events, and each claim that tells of one.
fn examples_of(pipeline: &Pipeline, lang: &str, article: &Article, number: usize) -> Vec<Example> {
    let annotated = &article.annotated;
    let events = || article.gold["events"].as_array().into_iter().flatten();
    let mut all: Vec<Example> = events().filter_map(|e| example(article, e, e, number)).collect();
    let claims = pipeline.trials(lang, annotated).into_iter().filter_map(|trial| trial.outcome.ok());
    all.extend(claims.filter_map(|claim| {
        let act = act_of(&claim);
        example(article, &act, event_of(article, &claim, &act)?, number)
    }));
    all
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
fn event_of<'e>(article: &'e Article, claim: &Claim, act: &Value) -> Option<&'e Value> {
    let annotated = &article.annotated;
    let sentence = place(annotated, act)?.1;
    let codes = |side: &[Party]| side.iter().map(|p| p.code.clone()).collect::<Vec<_>>();
    let (actors, recipients) = (codes(&claim.actors), codes(&claim.recipients));
    let mut agreeing =
        article.events(claim.category).filter(|e| sides_agree(e, claim.category, &actors, &recipients));
    let near = agreeing.clone().find(|e| place(annotated, e).is_some_and(|(_, s)| s == sentence));
    near.or_else(|| agreeing.next().filter(|_| agreeing.next().is_none()))
}

/// The act with its candidates, right as the event says; `None` where that has no date, or the act's words are not in a
/// sentence.
fn example(article: &Article, act: &Value, event: &Value, number: usize) -> Option<Example> {
    let annotated = &article.annotated;
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
    let row = |c: &Candidate| Choice {
        date: c.date.to_string(),
        features: c.features.iter().map(|f| f.index()).collect(),
        is_right: is_right(date, c.date.as_str()),
    };
    let candidates = calendar.candidates(&told).iter().map(row).collect();
    Some(Example { article: number, candidates, counts: article.counts })
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
    test.into_iter().filter(|e| is_chosen_rightly(e, &weights)).count()
}

/// Whether the date that the weights speak for most, all its candidates together, is right.
fn is_chosen_rightly(example: &Example, weights: &[f32]) -> bool {
    let share = |c: &Choice| c.features.iter().map(|f| weights[*f]).sum::<f32>().exp();
    let of_date =
        |date: &str| -> f32 { example.candidates.iter().filter(|c| c.date == date).map(share).sum() };
    let likeliest = example.candidates.iter().max_by(|a, b| of_date(&a.date).total_cmp(&of_date(&b.date)));
    likeliest.is_some_and(|c| c.is_right)
}

fn fit(examples: &[&Example]) -> Vec<f32> {
    minimise(Feature::COUNT, |weights, slope| {
        for (slope, weight) in slope.iter_mut().zip(weights) {
            *slope += PENALTY * weight;
        }
        for example in examples.iter().filter(|e| e.candidates.iter().any(|c| c.is_right)) {
            add_slope(example, weights, slope);
        }
    })
}

/// What one event adds to the slope of the negative log-likelihood.
fn add_slope(example: &Example, weights: &[f32], slope: &mut [f32]) {
    let scores: Vec<f32> =
        example.candidates.iter().map(|c| c.features.iter().map(|i| weights[*i]).sum()).collect();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let shares: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
    let all: f32 = shares.iter().sum();
    let right: f32 = shares.iter().zip(&example.candidates).filter(|(_, c)| c.is_right).map(|(s, _)| s).sum();
    for (share, choice) in shares.iter().zip(&example.candidates) {
        let wanted = if choice.is_right { share / right.max(1e-12) } else { 0.0 };
        for feature in &choice.features {
            slope[*feature] += example.counts * (share / all - wanted);
        }
    }
}

fn table(weights: &[f32], examples: usize, share: f64) -> String {
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
        let choice = |date: &str, features, is_right| Choice { date: date.into(), features, is_right };
        let candidates = || vec![choice("2018", vec![0], false), choice("2019", vec![1], true)];
        let example = |article| Example { article, candidates: candidates(), counts: 1.0 };
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
