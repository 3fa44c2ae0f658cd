//! The noun phrases of a sentence that name parties: each is one mention, or several that are joined.

use crate::clause::{Clause, Group};
use entente_text::{Mention, MentionKind};

/// A noun phrase and the parties that it names.
pub(crate) struct NounPhrase<'a> {
    /// Its first mention.
    pub mention: &'a Mention,
    /// Its mentions.
    pub group: Group,
    /// Whom they name, each once; never empty.
    pub codes: Vec<String>,
    /// Its first unit.
    pub first: usize,
    /// One past its last unit.
    pub end: usize,
}

impl<'a> Clause<'a> {
    /// The noun phrases that name parties, from left to right.
    pub(crate) fn noun_phrases(&self) -> impl Iterator<Item = NounPhrase<'a>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < self.units.len() {
                let first = at;
                let (Some(mention), Some(group)) = (self.mention(first), self.group_from(first)) else {
                    at += 1;
                    continue;
                };
                let end = group.units.last().map_or(first, |last| *last) + 1;
                at = end;
                let codes = self.codes(&group);
                if !codes.is_empty() && mention.kind != MentionKind::Outsider {
                    return Some(NounPhrase { mention, group, codes, first, end });
                }
            }
            None
        })
    }
}
