//! What the coder carries from sentence to sentence of an article.

use crate::clause::Clause;
use crate::proposer::Told;
use entente_text::{Annotated, Edtf, Party, PassageKind};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// What the coder carries from sentence to sentence of an article.
#[derive(Debug, Default, Clone)]
pub struct Carry {
    /// The article.
    pub article: u32,
    /// The subject of the sentence before.
    pub subject: Vec<String>,
    /// Parties named so far, the latest last.
    pub parties: Vec<String>,
    /// How often the article names each party that acts, the most frequent first; its title counts more.
    pub weights: Vec<(String, u32)>,
    /// In how many sentences each two of `weights` are named together, row by row.
    pub met: Vec<u16>,
    /// How many of its sentences came before.
    pub sentences: u32,
    /// Who is named in the title.
    pub title: Vec<String>,
    /// The first day that the article names.
    pub day: Option<Edtf>,
    /// A number for each party: its place in `weights`; behind them those who act only in claims.
    pub numbers: FxHashMap<String, u32>,
    /// Acts that frames have found so far, where there is a proposer to remind of them; the last few hundred.
    pub acts: Vec<Told>,
}

impl Carry {
    /// Place of a party by how often the article names it.
    pub fn rank(&self, code: &str) -> usize {
        self.number(code).map(|n| n as usize).filter(|n| *n < self.weights.len()).unwrap_or(usize::MAX)
    }

    /// The number of a party.
    pub fn number(&self, code: &str) -> Option<u32> {
        self.numbers.get(code).copied()
    }

    /// The same, of one that may have none yet.
    pub fn number_anew(&mut self, code: &str) -> u32 {
        let next = self.numbers.len() as u32;
        self.number(code).unwrap_or_else(|| *self.numbers.entry(code.to_owned()).or_insert(next))
    }

    /// In how many sentences both are named.
    pub fn met(&self, a: &str, b: &str) -> usize {
        self.met_at(self.rank(a), self.rank(b))
    }

    /// The same for two places by how often the article names a party.
    pub fn met_at(&self, a: usize, b: usize) -> usize {
        let at = a.checked_mul(self.weights.len()).and_then(|row| row.checked_add(b));
        at.and_then(|i| self.met.get(i)).map_or(0, |n| usize::from(*n))
    }
}

/// What an article says of its parties before any of its sentences is coded: how often each that acts is named
/// (three times as much in a title), which are named together, which in the title.
pub(crate) fn parties(annotated: &Annotated, article: u32) -> Carry {
    // Each party by its number, in the order in which they are met.
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    let mut weights: Vec<(&String, u32)> = Vec::new();
    // Those of each sentence, one sentence behind the other, and where each ends.
    let (mut named, mut ends): (Vec<usize>, Vec<usize>) = Default::default();
    let mut title: Vec<String> = Vec::new();
    for sentence in annotated.sentences_of(article) {
        let in_title = sentence.kind == PassageKind::Title;
        let acting = annotated.mentions_in(sentence.span).map(|(_, m)| m).filter(|m| m.kind.acts());
        let begin = named.len();
        for code in acting.flat_map(|m| &m.polities) {
            let number = *numbers.entry(code).or_insert(weights.len());
            if number == weights.len() {
                weights.push((code, 0));
            }
            weights[number].1 += if in_title { 3 } else { 1 };
            if in_title && !title.contains(code) {
                title.push(code.clone());
            }
            if !named[begin..].contains(&number) {
                named.push(number);
            }
        }
        ends.push(named.len());
    }
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| (Reverse(weights[*i].1), weights[*i].0));
    let mut ranks = vec![0; order.len()];
    order.iter().enumerate().for_each(|(rank, number)| ranks[*number] = rank);
    let mut met = vec![0; order.len() * order.len()];
    let starts = std::iter::once(0).chain(ends.iter().copied());
    for together in starts.zip(&ends).map(|(from, to)| &named[from..*to]) {
        for i in together {
            for j in together {
                met[ranks[*i] * order.len() + ranks[*j]] += 1;
            }
        }
    }
    let weights: Vec<_> = order.into_iter().map(|i| (weights[i].0.clone(), weights[i].1)).collect();
    let numbers = weights.iter().zip(0..).map(|((code, _), n)| (code.clone(), n)).collect();
    Carry { article, weights, met, title, numbers, ..Carry::default() }
}

/// Keeps the sentence's subject and parties for the next one.
pub(crate) fn note_parties(clause: &Clause<'_>, carry: &mut Carry) {
    carry.sentences += 1;
    let acting: Vec<(usize, &[String])> = (0..clause.units.len())
        .filter_map(|i| clause.mention(i).map(|m| (i, m)))
        .filter(|(_, m)| m.kind.acts() && !m.polities.is_empty())
        .map(|(i, m)| (i, m.polities.as_slice()))
        .collect();
    if let Some((_, codes)) = acting.iter().find(|(i, _)| clause.is_free(*i)) {
        carry.subject = codes.to_vec();
    }
    for code in acting.iter().flat_map(|(_, codes)| codes.iter()) {
        match carry.parties.iter().position(|c| c == code) {
            Some(at) => carry.parties[at..].rotate_left(1),
            None => carry.parties.push(code.clone()),
        }
    }
}

/// Leaves each polity once.
pub(crate) fn dedupe(parties: &mut Vec<Party>) {
    let mut kept = 0;
    for at in 0..parties.len() {
        if parties[..kept].iter().all(|p| p.code != parties[at].code) {
            parties.swap(kept, at);
            kept += 1;
        }
    }
    parties.truncate(kept);
}
