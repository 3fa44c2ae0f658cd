//! Words by topic, near a trigger or anywhere in a sentence.

use crate::clause::Clause;
use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::Span;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    words: Vec<String>,
}

/// The topics of a language.
#[derive(Debug, Default)]
pub struct Topics {
    names: Vec<String>,
    words: Phrases<usize>,
}

/// How far behind a trigger its topic may stand, in units; before it half as far.
const NEAR: usize = 14;
/// The same for what stands close behind it.
const CLOSE: usize = 4;

impl Topics {
    /// Reads `file` of the pack's events folder.
    pub fn new(pack: &Pack, vocabulary: &mut Vocabulary, file: &str) -> Result<Self, PackError> {
        let all: BTreeMap<String, Topic> = pack.toml(file)?;
        let mut topics = Self::default();
        for (name, topic) in all {
            let index = topics.names.len();
            topics.names.push(name);
            for word in &topic.words {
                let ids = vocabulary.folded_phrase(word);
                topics.words.insert(&ids, index);
            }
        }
        Ok(topics)
    }

    /// The topics whose words stand in `span`, sorted.
    pub fn in_span(&self, clause: &Clause<'_>, span: Span) -> Vec<&str> {
        let words = clause.words_in(span);
        let mut found: Vec<&str> = (0..words.len())
            .filter_map(|at| self.words.longest(words[at..].iter().map(|(_, w)| *w)))
            .flat_map(|(_, topics)| topics.iter().map(|t| self.names[*t].as_str()))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Where the word of `topic` ends that begins in `span`.
    pub fn word_in(&self, clause: &Clause<'_>, span: Span, topic: &str) -> Option<u32> {
        let count = clause.words_in(span).len();
        let words = clause.words_in(Span { start: span.start, end: clause.sentence.span.end });
        (0..count).find_map(|at| {
            let (len, topics) = self.words.longest(words[at..].iter().map(|(_, w)| *w))?;
            topics.iter().any(|t| self.names[*t] == topic).then(|| words[at + len - 1].0.end)
        })
    }

    /// Whether a word of `topic` stands among the few units behind the trigger.
    pub fn close_behind(&self, clause: &Clause<'_>, at: usize, topic: &str) -> bool {
        self.behind(clause, at, topic, CLOSE)
    }

    /// Whether a word of `topic` stands among the units behind the trigger where it would be near.
    pub fn near_behind(&self, clause: &Clause<'_>, at: usize, topic: &str) -> bool {
        self.behind(clause, at, topic, NEAR)
    }

    fn behind(&self, clause: &Clause<'_>, at: usize, topic: &str, reach: usize) -> bool {
        (at + 1..clause.units.len().min(at + 1 + reach))
            .any(|i| self.word_in(clause, clause.units[i].span, topic).is_some())
    }

    /// Whether a word of `topic` stands near the trigger at unit `at`.
    pub fn near(&self, clause: &Clause<'_>, at: usize, topic: &str) -> bool {
        let units = &clause.units;
        let from = units[at.saturating_sub(NEAR / 2)].span;
        let to = units[(at + NEAR).min(units.len() - 1)].span;
        let words = clause.words_in(from.cover(to));
        (0..words.len()).any(|at| {
            let found = self.words.longest(words[at..].iter().map(|(_, w)| *w));
            found.is_some_and(|(_, topics)| topics.iter().any(|t| self.names[*t] == topic))
        })
    }
}
