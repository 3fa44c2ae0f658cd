//! Language packs: what the engine knows of a language, as data.
//!
//! The packs under `lang/` are compiled into the binary. A [`Pack`] hands out its files by path
//! (`dates/rules.toml`); each stage reads its own files from it and reports a [`PackError`] with file and line.

pub mod phrases;
pub mod tokenize;
pub mod vocabulary;

pub use entente_text::{Word, WordId};
pub use phrases::Phrases;
pub use tokenize::tokenize;
pub use vocabulary::Vocabulary;

use include_dir::{Dir, include_dir};
use std::path::Path;

static PACKS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../lang");

/// What is wrong with a file of a pack.
#[derive(Debug, thiserror::Error)]
#[error("lang/{pack}/{file}{}: {message}", .line.map(|n| format!(":{n}")).unwrap_or_default())]
pub struct PackError {
    /// The pack, by language.
    pub pack: String,
    /// The file in it.
    pub file: String,
    /// The line, from 1, where known.
    pub line: Option<usize>,
    /// What is wrong, and what to write instead.
    pub message: String,
}

/// How much a feature of a model weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// The line of the file, from 1.
    pub line: usize,
    /// The feature.
    pub name: &'static str,
    /// Its weight.
    pub weight: f32,
}

/// One language's data.
#[derive(Debug, Clone)]
pub struct Pack {
    lang: &'static str,
}

impl Pack {
    /// The languages that have a pack, sorted.
    pub fn languages() -> Vec<&'static str> {
        let mut all: Vec<_> =
            PACKS.dirs().filter_map(|d| d.path().to_str()).filter(|name| *name != "template").collect();
        all.sort_unstable();
        all
    }

    /// The pack of a language (ISO 639-1), when there is one.
    pub fn of(lang: &str) -> Option<Self> {
        let name = PACKS.get_dir(lang)?.path().to_str()?;
        Some(Self { lang: name })
    }

    /// ISO 639-1 code.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// The text of a file of the pack.
    pub fn file(&self, path: &str) -> Result<&'static str, PackError> {
        PACKS
            .get_file(Path::new(self.lang).join(path))
            .and_then(|f| f.contents_utf8())
            .ok_or_else(|| self.error(path, None, "the pack has no such file, or it is not UTF-8".to_owned()))
    }

    /// The files below a folder of the pack whose names end so, sorted by path.
    pub fn files(&self, folder: &str, ending: &str) -> Vec<(String, &'static str)> {
        let Some(dir) = PACKS.get_dir(Path::new(self.lang).join(folder)) else { return Vec::new() };
        let mut found: Vec<_> = dir
            .files()
            .filter_map(|f| {
                let path = f.path().strip_prefix(self.lang).ok()?.to_str()?.to_owned();
                path.ends_with(ending).then_some(())?;
                Some((path, f.contents_utf8()?))
            })
            .collect();
        found.sort();
        found
    }

    /// A TOML file of the pack as a typed value.
    pub fn toml<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, PackError> {
        let text = self.file(path)?;
        toml::from_str(text).map_err(|e| {
            let line = e.span().map(|s| text[..s.start].matches('\n').count() + 1);
            self.error(path, line, e.message().to_owned())
        })
    }

    /// The rows of a TSV file of the pack with their line numbers: the first row names the columns, lines
    /// that begin with `#` and empty ones are passed over, each row has exactly the columns of the first.
    pub fn tsv(&self, path: &str) -> Result<Vec<(usize, Vec<&'static str>)>, PackError> {
        let text = self.file(path)?;
        let mut rows = text
            .lines()
            .enumerate()
            .map(|(i, l)| (i + 1, l))
            .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
            .map(|(n, l)| (n, l.split('\t').collect::<Vec<_>>()));
        let Some((_, header)) = rows.next() else { return Ok(Vec::new()) };
        rows.map(|(n, row)| {
            if row.len() == header.len() {
                Ok((n, row))
            } else {
                Err(self.error(
                    path,
                    Some(n),
                    format!(
                        "{} columns where the header has {} ({})",
                        row.len(),
                        header.len(),
                        header.join(", ")
                    ),
                ))
            }
        })
        .collect()
    }

    /// The weights of a model, by the names of its features: a TSV file with the columns `feature` and `weight`. None
    /// where the pack has no such file.
    pub fn weights(&self, path: &str) -> Result<Vec<Weight>, PackError> {
        if self.file(path).is_err() {
            return Ok(Vec::new());
        }
        let weight = |(line, row): (usize, Vec<&'static str>)| match row[..] {
            [name, number] => number.parse().map(|weight| Weight { line, name, weight }).map_err(|_| {
                let message = format!("{number:?} is no number; write a weight such as -0.75");
                self.error(path, Some(line), message)
            }),
            _ => Err(self.error(path, Some(line), "not the columns feature and weight".to_owned())),
        };
        self.tsv(path)?.into_iter().map(weight).collect()
    }

    /// An error about a file of this pack.
    pub fn error(&self, file: &str, line: Option<usize>, message: String) -> PackError {
        PackError { pack: self.lang.to_owned(), file: file.to_owned(), line, message }
    }
}
