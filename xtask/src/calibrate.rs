//! `cargo xtask calibrate LANG JOINED…`: how far confidence can be trusted, by cross-validation over articles.
//!
//! The articles are dealt out to ten folds in turn; the claims of each fold get their confidence from weights trained on
//! the other nine, so that no figure rests on an article that was trained on.

use crate::train::{Set, probability};
use crate::{examples, gold};
use entente::Record;
use entente::pipeline::DEFAULT_CONFIDENCE;
use entente::score::{Documents, Measure, parse, reliability, score};
use entente_resolve::merge_document;
use entente_text::Claim;
use std::fmt::Write as _;
use std::path::Path;

const FOLDS: usize = 10;

/// Thresholds of the curve.
const THRESHOLDS: [f64; 9] = [0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Both tables as Markdown; without the chooser where `rules_alone`.
pub fn calibrate(lang: &str, joined: &[&Path], rules_alone: bool) -> Result<String, String> {
    let set = Set::read(lang, joined, rules_alone)?;
    let events = events(&set);
    let mut out =
        format!("{} articles, {} claims, {} events.\n\n", set.articles, set.examples.len(), events.len());
    let all = predicted(&events, 0.0)?;
    let (_, scored) = score(&set.gold, &all, set.options);
    let _ = writeln!(out, "| confidence | events | mean confidence | right |\n|---|---|---|---|");
    let share = |x: Option<f64>| x.map_or("–".to_owned(), |x| format!("{x:.2}"));
    for bin in reliability(&scored) {
        let (mean, right) = (share(bin.confidence), share(bin.right));
        let _ = writeln!(out, "| {:.1}–{:.1} | {} | {mean} | {right} |", bin.from, bin.to, bin.count);
    }
    let _ = writeln!(
        out,
        "\n| threshold | precision | recall | F1 | type F1 | events |\n|---|---|---|---|---|---|"
    );
    for threshold in THRESHOLDS {
        let (scores, _) = score(&set.gold, &predicted(&events, threshold)?, set.options);
        let strict = &scores.strict.measure;
        let (precision, recall, loose) = (strict.precision, strict.recall, scores.category.f1);
        let _ = writeln!(
            out,
            "| {threshold:.1} | {precision:.2} | {recall:.2} | {:.2} | {loose:.2} | {} |",
            strict.f1, strict.predicted
        );
    }
    by_file(&set, &events, joined, &mut out)?;
    Ok(out)
}

/// How the articles of each file fare at the default threshold.
fn by_file(set: &Set, events: &[Record], joined: &[&Path], out: &mut String) -> Result<(), String> {
    let threshold = f64::from(DEFAULT_CONFIDENCE);
    let predicted = predicted(events, threshold)?;
    let _ =
        writeln!(out, "\n| at {threshold:.2} | articles | precision | recall | F1 |\n|---|---|---|---|---|");
    for path in joined {
        let (path, _) = examples::counted(path);
        let lines: Vec<String> = gold::lines(path)?.iter().map(ToString::to_string).collect();
        let own = parse(&lines.join("\n")).map_err(|e| e.to_string())?;
        let (scores, _) = score(&own, &predicted, set.options);
        let Measure { precision, recall, f1, .. } = scores.strict.measure;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let _ = writeln!(out, "| {name} | {} | {precision:.3} | {recall:.3} | {f1:.3} |", lines.len());
    }
    Ok(())
}

/// The events of all articles, with confidence from weights that do not know their article.
fn events(set: &Set) -> Vec<Record> {
    let weights: Vec<Vec<f64>> = (0..FOLDS).map(|fold| set.fit(|article| article % FOLDS != fold)).collect();
    let mut by_article: Vec<Vec<Claim>> = vec![Vec::new(); set.articles];
    for example in &set.examples {
        let sure = probability(&weights[example.article % FOLDS], example);
        by_article[example.article].push(Claim { confidence: sure as f32, ..example.claim.clone() });
    }
    by_article.into_iter().flat_map(merge_document).map(|event| Record::of(&event)).collect()
}

fn predicted(events: &[Record], threshold: f64) -> Result<Documents, String> {
    let chosen = events.iter().filter(|e| e.confidence >= threshold);
    let lines: Vec<String> =
        chosen.map(serde_json::to_string).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    parse(&lines.join("\n")).map_err(|e| e.to_string())
}
