//! The kinds of events: one data file that maps each to PLOVER, CAMEO and a score.

use entente_text::Category;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const SOURCE: &str = include_str!("../../../schema/kinds.toml");

/// What is wrong with the file of kinds.
#[derive(Debug, thiserror::Error)]
#[error("schema/kinds.toml: {0}")]
pub struct KindError(String);

/// One kind of event.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// `visit`, `sanction` …
    pub id: String,
    /// The category as gold's guidelines use it.
    pub category: Category,
    /// Usual mode, free text.
    pub mode: String,
    /// Strict PLOVER: `CATEGORY` or `CATEGORY/mode`.
    pub strict: String,
    /// Strict PLOVER of the act when it is only announced, where it differs.
    pub planned: Option<String>,
    /// PLOVER context, where the kind has one.
    pub context: Option<String>,
    /// CAMEO code; a string, for leading zeros.
    pub cameo: String,
    /// CAMEO code of the act when it is only announced, where it differs.
    pub cameo_planned: Option<String>,
    /// PLOVER score, from -10 (conflict) to 10 (cooperation).
    pub score: f32,
    /// Done by saying it.
    #[serde(default)]
    pub statement: bool,
    /// Done by one side though its category is done together: a visit, a promise.
    #[serde(default)]
    pub one_sided: bool,
    /// Verb phrase by language.
    pub name: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Vec<Kind>,
}

/// All kinds, in the order of the file.
#[derive(Debug)]
pub struct Kinds(Vec<Kind>);

impl Kinds {
    /// The kinds compiled into the program.
    pub fn embedded() -> Result<&'static Kinds, &'static KindError> {
        static KINDS: OnceLock<Result<Kinds, KindError>> = OnceLock::new();
        KINDS.get_or_init(|| Self::parse(SOURCE)).as_ref()
    }

    /// Reads kinds from TOML.
    pub fn parse(text: &str) -> Result<Self, KindError> {
        let file: File = toml::from_str(text).map_err(|e| KindError(e.to_string()))?;
        Ok(Self(file.kind))
    }

    /// A kind by id.
    pub fn get(&self, id: &str) -> Option<&Kind> {
        self.0.iter().find(|k| k.id == id)
    }

    /// All kinds.
    pub fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn kinds_cover_all_categories_once_each_id() {
        let kinds = Kinds::embedded().expect("parses");
        let ids: BTreeSet<_> = kinds.iter().map(|k| &k.id).collect();
        assert_eq!(ids.len(), kinds.iter().count());
        assert!(ids.len() >= 45);
        let categories: BTreeSet<_> = kinds.iter().map(|k| k.category).collect();
        assert_eq!(categories.len(), Category::ALL.len());
    }
}
