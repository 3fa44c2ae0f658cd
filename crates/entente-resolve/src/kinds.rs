//! What `schema/kinds.toml` says of kinds of events that merging needs to know.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

const SOURCE: &str = include_str!("../../../schema/kinds.toml");

#[derive(Deserialize)]
struct File {
    kind: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    id: String,
    #[serde(default)]
    statement: bool,
}

/// Whether events of this kind are done by saying them.
pub(crate) fn is_statement(kind: &str) -> bool {
    static STATEMENTS: OnceLock<BTreeSet<String>> = OnceLock::new();
    STATEMENTS.get_or_init(|| statements(SOURCE)).contains(kind)
}

/// The kinds so marked; none of a file that does not parse, which the coder's own reading of it reports.
fn statements(source: &str) -> BTreeSet<String> {
    let kinds = toml::from_str::<File>(source).map(|f| f.kind).unwrap_or_default();
    kinds.into_iter().filter(|k| k.statement).map(|k| k.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_deeds() {
        for (kind, expected) in [
            ("urge", true),
            ("promise", true),
            ("summon", true),
            ("visit", false),
            ("sign", false),
            ("strike", false),
        ] {
            assert_eq!(is_statement(kind), expected, "{kind}");
        }
    }

    #[test]
    fn a_file_that_does_not_parse_marks_nothing() {
        assert!(statements("kind = 1").is_empty());
    }
}
