//! Annotated articles as the trainers see them.

use crate::gold;
use entente::Pipeline;
use entente::score::{Options, Scored, agrees};
use entente_text::{Annotated, Category, Document};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// An article with what was annotated of it.
pub struct Article {
    /// The joined line.
    pub gold: Value,
    /// What the pipeline sees before it codes.
    pub annotated: Annotated,
    /// How much it counts in training.
    pub counts: f32,
}

/// Reads joined files; the articles of `FILE:3` count three times as much as those of `FILE`.
pub fn read(pipeline: &Pipeline, lang: &str, joined: &[&Path]) -> Result<Vec<Article>, String> {
    let mut all = Vec::new();
    for path in joined {
        let (path, counts) = counted(path);
        for gold in gold::lines(path)? {
            if let Some(annotated) = pipeline.annotated(document(&gold, lang)) {
                all.push(Article { gold, annotated, counts });
            }
        }
    }
    Ok(all)
}

/// A file, and what its articles count.
pub fn counted(path: &Path) -> (&Path, f32) {
    let split = path.to_str().and_then(|p| p.rsplit_once(':'));
    let counted = split.and_then(|(file, counts)| Some((Path::new(file), counts.parse().ok()?)));
    counted.filter(|(_, counts)| *counts > 0.0).unwrap_or((path, 1.0))
}

/// The pack's own example sentences (`lang/LANG/events/corpus/`), each as an article: an event has its words anywhere in it.
pub fn corpus(pipeline: &Pipeline, lang: &str) -> Result<Vec<Article>, String> {
    let folder = crate::root().join("lang").join(lang).join("events/corpus");
    let wrong = |e: &dyn std::fmt::Display| format!("{}: {e}", folder.display());
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .map_err(|e| wrong(&e))?
        .filter_map(|f| f.ok().map(|f| f.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(|e| wrong(&e))?;
        let file: Value = toml::from_str(&text).map_err(|e| wrong(&e))?;
        for case in file["case"].as_array().into_iter().flatten() {
            let mut gold = case.clone();
            for event in gold["events"].as_array_mut().into_iter().flatten() {
                event["quote"] = case["text"].clone();
            }
            all.extend(pipeline.annotated(document(&gold, lang)).map(|annotated| Article {
                gold,
                annotated,
                counts: 1.0,
            }));
        }
    }
    Ok(all)
}

pub fn document(article: &Value, lang: &str) -> Document {
    let text = |key: &str| article[key].as_str().unwrap_or_default();
    let mut document = Document::new(text("id"), text("title"), text("text"));
    document.lang = Some(lang.to_owned());
    document
}

impl Article {
    /// The annotated events of a category.
    pub fn events(&self, category: Category) -> impl Iterator<Item = &Value> + Clone {
        let events = self.gold["events"].as_array().into_iter().flatten();
        events.filter(move |e| e["type"] == category.name())
    }
}

/// Whether the sides of an annotated event and these agree, by the strict measure.
pub fn sides_agree(event: &Value, category: Category, actors: &[String], recipients: &[String]) -> bool {
    let told = Scored {
        category: category.name().to_owned(),
        actors: actors.to_vec(),
        recipients: recipients.to_vec(),
        ..Scored::default()
    };
    serde_json::from_value::<Scored>(event.clone()).is_ok_and(|gold| agrees(&gold, &told, Options::default()))
}

/// Whether the sides are just those of an annotated event; of acts done together, both sides in one.
pub fn sides_equal(event: &Value, category: Category, actors: &[String], recipients: &[String]) -> bool {
    let codes = |key: &str| -> BTreeSet<&str> {
        event[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let ours: BTreeSet<&str> = actors.iter().map(String::as_str).collect();
    let theirs: BTreeSet<&str> = recipients.iter().map(String::as_str).collect();
    if category.is_mutual() {
        return &codes("actors") | &codes("recipients") == &ours | &theirs;
    }
    codes("actors") == ours && codes("recipients") == theirs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_its_articles_count() {
        let check = |path: &str, file: &str, counts: f32| {
            assert_eq!(counted(Path::new(path)), (Path::new(file), counts), "{path}");
        };
        check("gold.jsonl", "gold.jsonl", 1.0);
        check("gold.jsonl:3", "gold.jsonl", 3.0);
        check("C:/gold.jsonl", "C:/gold.jsonl", 1.0);
        check("gold.jsonl:0", "gold.jsonl:0", 1.0);
    }
}
