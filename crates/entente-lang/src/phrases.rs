//! Phrases of numbered words in a trie.

use entente_text::WordId;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Phrases with their values, found longest first.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    steps: FxHashMap<(u32, WordId), u32>,
    /// By node of `steps`; the root's are empty.
    values: Vec<Vec<T>>,
    /// Made of `steps` when a phrase is first looked for.
    trie: OnceLock<Trie>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { steps: FxHashMap::default(), values: vec![Vec::new()], trie: OnceLock::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a value under a phrase; an empty phrase is passed over.
    pub fn insert(&mut self, phrase: &[WordId], value: T) {
        if phrase.is_empty() {
            return;
        }
        self.trie.take();
        let mut node = 0;
        for &word in phrase {
            let next = self.values.len() as u32;
            node = *self.steps.entry((node, word)).or_insert(next);
            if node == next {
                self.values.push(Vec::new());
            }
        }
        self.values[node as usize].push(value);
    }

    /// The longest phrase that begins the sequence: its length in words and its values.
    pub fn longest(&self, mut words: impl Iterator<Item = WordId>) -> Option<(usize, &[T])> {
        let first = words.next()?;
        let trie = self.trie.get_or_init(|| Trie::new(&self.steps, &self.values));
        let mut at = trie.first(first)?;
        let (mut length, mut best) = (1, None);
        loop {
            let node = trie.nodes[at as usize];
            if node.values != 0 {
                best = Some((length, node.values));
            }
            // Most words lead nowhere, and the node itself says so.
            let Some(word) = words.next().filter(|word| node.leads_on & bit_of(*word) != 0) else { break };
            let Some(next) = trie.child(at, word) else { break };
            at = next;
            length += 1;
        }
        best.map(|(length, values)| (length, self.values[values as usize].as_slice()))
    }
}

/// A trie to be read only: the nodes of one parent lie side by side, in the order of their words.
#[derive(Debug, Clone)]
struct Trie {
    /// For 64 words each: a bit for each word that a phrase begins with (most words of a text begin none), and how many
    /// bits stand before them.
    first: Vec<(u64, u32)>,
    /// The word that leads to each node.
    words: Vec<WordId>,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// Its values, 0 for none.
    values: u32,
    /// Its first child; its last stands before the first child of the next node.
    children: u32,
    /// The bits of the words that lead to its children ([`bit_of`]).
    leads_on: u64,
}

impl Trie {
    fn new<T>(steps: &FxHashMap<(u32, WordId), u32>, values: &[Vec<T>]) -> Self {
        let mut steps: Vec<_> = steps.iter().map(|((from, word), to)| (*from, *word, *to)).collect();
        steps.sort_unstable();
        let (mut order, mut words, mut nodes) = (vec![0], vec![0], Vec::with_capacity(values.len() + 1));
        let mut at = 0;
        while let Some(&old) = order.get(at) {
            let own = if values[old as usize].is_empty() { 0 } else { old };
            let mut node = Node { values: own, children: order.len() as u32, leads_on: 0 };
            let from = steps.partition_point(|(from, ..)| *from < old);
            for (_, word, to) in steps[from..].iter().take_while(|(from, ..)| *from == old) {
                order.push(*to);
                words.push(*word);
                node.leads_on |= bit_of(*word);
            }
            nodes.push(node);
            at += 1;
        }
        nodes.push(Node { values: 0, children: order.len() as u32, leads_on: 0 });
        let begin = &words[1..nodes[1].children as usize];
        let mut first = vec![(0, 0); begin.last().map_or(0, |word| place(*word).0 + 1)];
        for word in begin {
            let (at, bit) = place(*word);
            first[at].0 |= bit;
        }
        let mut count = 0;
        for (bits, before) in &mut first {
            *before = count;
            count += bits.count_ones();
        }
        Self { first, words, nodes }
    }

    /// The node of a phrase's first word.
    fn first(&self, word: WordId) -> Option<u32> {
        let (at, bit) = place(word);
        let (bits, before) = self.first.get(at)?;
        (bits & bit != 0).then(|| 1 + before + (bits & (bit - 1)).count_ones())
    }

    /// The child of a node that a word leads to.
    fn child(&self, node: u32, word: WordId) -> Option<u32> {
        const FEW: usize = 8;
        let [from, to] = [node, node + 1].map(|node| self.nodes[node as usize].children as usize);
        let words = &self.words[from..to];
        let at = if words.len() <= FEW {
            words.iter().position(|w| *w == word)?
        } else {
            words.binary_search(&word).ok()?
        };
        Some((from + at) as u32)
    }
}

/// One of 64 bits for a word, which others share.
fn bit_of(word: WordId) -> u64 {
    1 << (word.wrapping_mul(0x9e37_79b1) >> 26)
}

/// Where the bit of a word stands.
fn place(word: WordId) -> (usize, u64) {
    ((word / 64) as usize, 1 << (word % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vocabulary;
    use proptest::prelude::*;

    #[test]
    fn the_longest_phrase_wins() {
        let mut vocabulary = Vocabulary::default();
        let mut phrases = Phrases::default();
        for phrase in ["Hàn", "Hàn Quốc"] {
            let ids = vocabulary.phrase(phrase);
            phrases.insert(&ids, phrase);
        }
        let words = ["Hàn", "Quốc", "nói"].map(|w| vocabulary.look_up(w).exact);
        assert_eq!(phrases.longest(words.into_iter()), Some((2, ["Hàn Quốc"].as_slice())));
        assert_eq!(phrases.longest([0].into_iter()), None);
    }

    proptest! {
        #[test]
        fn the_trie_finds_what_comparing_all_finds(
            all in proptest::collection::vec(proptest::collection::vec(1..90_u32, 1..4), 0..60),
            words in proptest::collection::vec(0..90_u32, 0..6),
        ) {
            let mut phrases = Phrases::default();
            for (i, phrase) in all.iter().enumerate() {
                phrases.insert(phrase, i);
                // What is added after the first question counts too.
                phrases.longest(words.iter().copied());
            }
            let longest = all.iter().filter(|p| words.starts_with(p)).map(Vec::len).max();
            let expected = longest.map(|len| {
                (len, (0..all.len()).filter(|i| all[*i] == words[..len]).collect::<Vec<_>>())
            });
            let found = phrases.longest(words.iter().copied()).map(|(len, values)| (len, values.to_vec()));
            prop_assert_eq!(found, expected);
        }
    }
}
