//! What the coder carries from sentence to sentence of an article.

use crate::arguments::Carry;
use crate::clause::Clause;
use entente_text::{Annotated, PassageKind};
use std::collections::BTreeMap;

/// How often each party that acts is named in an article; three times as much in a title.
pub(crate) fn weights(annotated: &Annotated, article: u32) -> Vec<(String, u32)> {
    let mut weights: BTreeMap<&String, u32> = BTreeMap::new();
    for sentence in annotated.sentences.iter().filter(|s| s.article == article) {
        let weight = if sentence.kind == PassageKind::Title { 3 } else { 1 };
        let acting = annotated.mentions_in(sentence.span).map(|(_, m)| m).filter(|m| m.kind.acts());
        for code in acting.flat_map(|m| &m.polities) {
            *weights.entry(code).or_default() += weight;
        }
    }
    weights.into_iter().map(|(code, n)| (code.clone(), n)).collect()
}

/// Keeps the sentence's subject and parties for the next one.
pub(crate) fn note_parties(clause: &Clause<'_>, carry: &mut Carry) {
    let acting: Vec<(usize, &[String])> = (0..clause.units.len())
        .filter_map(|i| clause.mention(i).map(|m| (i, m)))
        .filter(|(_, m)| m.kind.acts() && !m.polities.is_empty())
        .map(|(i, m)| (i, m.polities.as_slice()))
        .collect();
    if let Some((_, codes)) = acting.iter().find(|(i, _)| clause.is_free(*i)) {
        carry.subject = codes.to_vec();
    }
    for code in acting.iter().flat_map(|(_, codes)| codes.iter()) {
        carry.parties.retain(|c| c != code);
        carry.parties.push(code.clone());
    }
}
