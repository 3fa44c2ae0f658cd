//! `cargo xtask regress LABEL SET=LANG:JOINED…`: a row a set for `docs/regression.tsv`, at the default threshold.

use crate::gold;
use entente::pipeline::DEFAULT_CONFIDENCE;
use entente::score::{Options, parse, score};
use entente::{Pipeline, Record};
use entente_resolve::merge_document;
use entente_text::{Category, Document};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// The first line of the table.
pub fn header() -> String {
    let categories: Vec<&str> = Category::ALL.iter().map(|c| c.name()).collect();
    format!("version\tset\tprecision\trecall\tF1\ttype F1\t{}", categories.join("\t"))
}

/// The row of one set.
pub fn row(label: &str, set: &str) -> Result<String, String> {
    let (name, rest) = set.split_once('=').ok_or_else(|| format!("{set:?}: write NAME=LANG:FILE"))?;
    let (lang, path) = rest.split_once(':').ok_or_else(|| format!("{set:?}: write NAME=LANG:FILE"))?;
    let articles = gold::lines(Path::new(path))?;
    let text = articles.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let igo = text.contains("\"IGO\"");
    let pipeline = Pipeline::new().map_err(|e| e.to_string())?;
    let mut predicted = String::new();
    for article in &articles {
        let words = |key: &str| article[key].as_str().unwrap_or_default();
        let mut document = Document::new(words("id"), words("title"), words("text"));
        document.lang = Some(lang.to_owned());
        let events = merge_document(pipeline.run(document).claims);
        for event in events.iter().filter(|e| e.confidence >= DEFAULT_CONFIDENCE) {
            let line = serde_json::to_string(&Record::of(event)).map_err(|e| e.to_string())?;
            let _ = writeln!(predicted, "{line}");
        }
    }
    let (annotated, predicted) =
        (parse(&text).map_err(|e| e.to_string())?, parse(&predicted).map_err(|e| e.to_string())?);
    let (scores, _) = score(&annotated, &predicted, Options { domestic: igo, igo });
    let m = &scores.strict.measure;
    let mut out = format!(
        "{label}\t{name}\t{:.2}\t{:.2}\t{:.2}\t{:.2}",
        m.precision, m.recall, m.f1, scores.category.f1
    );
    for category in Category::ALL {
        match scores.per_type.get(category.name()) {
            Some(n) if n.gold > 0 => {
                let f1 = 2.0 * n.matched as f64 / (n.gold + n.predicted) as f64;
                let _ = write!(out, "\t{f1:.2}");
            }
            _ => out.push_str("\t–"),
        }
    }
    Ok(out)
}
