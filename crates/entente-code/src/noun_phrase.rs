//! The noun phrases of a sentence that name parties: each is one mention, or several that are joined.

use crate::clause::{Clause, Group};
use entente_text::{Mention, MentionKind};
use std::borrow::Cow;

/// A noun phrase and the parties that it names.
pub(crate) struct NounPhrase<'a> {
    /// Its first mention.
    pub mention: &'a Mention,
    /// Its mentions.
    pub group: Group,
    /// Whom they name, each once; never empty.
    pub codes: Cow<'a, [String]>,
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
                let codes = self.codes_of(mention, &group);
                if !codes.is_empty() && mention.kind != MentionKind::Outsider {
                    return Some(NounPhrase { mention, group, codes, first, end });
                }
            }
            None
        })
    }

    /// The codes of a group that a mention begins: mostly those of the mention alone.
    fn codes_of(&self, mention: &'a Mention, group: &Group) -> Cow<'a, [String]> {
        let codes = mention.polities.as_slice();
        let each_once = (1..codes.len()).all(|i| !codes[..i].contains(&codes[i]));
        if group.units.len() == 1 && each_once { Cow::Borrowed(codes) } else { self.codes(group).into() }
    }
}
