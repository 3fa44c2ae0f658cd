//! Near-duplicate texts: one agency report printed by many.
//!
//! `MinHash` (Broder 1997) over shingles of words: the share of equal places in two signatures estimates the Jaccard
//! similarity of their sets of shingles. Signatures that agree in all rows of a band are compared, so that a text meets
//! few others. Documents that a chain of likeness connects are copies of one.

use crate::words::bag_order;
use std::collections::{BTreeMap, BTreeSet};

/// Hash functions in a signature.
pub const HASHES: usize = 128;
/// Rows in a band: two texts of similarity `s` meet with a chance of `1 - (1 - s^4)^32`.
const ROWS: usize = 4;
/// Words in a shingle.
const SHINGLE: usize = 4;
/// Texts at least so alike are copies.
pub const ALIKE: f32 = 0.5;
/// Texts of fewer shingles are copies only when they are the same.
const SHORT: usize = 20;

/// What a text is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    least: Vec<u32>,
    shingles: u32,
}

impl Signature {
    /// The signature of a text's words, without regard to case, marks and spacing.
    ///
    /// ```
    /// use entente_resolve::copies::Signature;
    /// let a = Signature::of("The minister met his counterpart in the capital on Monday morning");
    /// assert_eq!(a.likeness(&Signature::of("the minister met his counterpart in the capital, on Monday morning!")), 1.0);
    /// ```
    pub fn of(text: &str) -> Self {
        let words = bag_order(text);
        let hash =
            |w: &[u64]| w.iter().fold(0x51_7c_c1_b7_27_22_0a_95, |h: u64, x| mix(h.rotate_left(7) ^ x));
        let shingles: BTreeSet<u64> = if words.len() < SHINGLE {
            words.first().map(|_| hash(&words)).into_iter().collect()
        } else {
            words.windows(SHINGLE).map(hash).collect()
        };
        let mut least = vec![u32::MAX; HASHES];
        for shingle in &shingles {
            for (i, slot) in least.iter_mut().enumerate() {
                // Each function is another mixing of the same hash.
                let seed = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                *slot = (*slot).min((mix(shingle ^ seed) >> 32) as u32);
            }
        }
        Self { least, shingles: shingles.len() as u32 }
    }

    /// The estimated Jaccard similarity of two texts, from 0 to 1.
    pub fn likeness(&self, other: &Self) -> f32 {
        let equal = self.least.iter().zip(&other.least).filter(|(a, b)| a == b).count();
        equal as f32 / HASHES as f32
    }

    /// Whether one is a copy of the other.
    pub fn is_copy(&self, other: &Self) -> bool {
        let short = (self.shingles.min(other.shingles) as usize) < SHORT;
        self.shingles > 0 && other.shingles > 0 && self.likeness(other) >= if short { 1.0 } else { ALIKE }
    }

    /// Texts that share a band may be copies.
    fn bands(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        let row = |rows: &[u32]| rows.iter().fold(0, |h: u64, x| mix(h.rotate_left(9) ^ u64::from(*x)));
        self.least.chunks(ROWS).map(row).enumerate()
    }

    /// To be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        std::iter::once(&self.shingles).chain(&self.least).flat_map(|n| n.to_le_bytes()).collect()
    }

    /// What [`Self::to_bytes`] gave; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut numbers = bytes
            .chunks_exact(4)
            .map(|c| c.try_into().map(u32::from_le_bytes))
            .collect::<Result<Vec<_>, _>>()
            .ok()?;
        (numbers.len() == HASHES + 1 && bytes.len() == 4 * (HASHES + 1))
            .then(|| Self { shingles: numbers.remove(0), least: numbers })
    }
}

/// The texts that are copies of each other: groups of two or more indexes, each sorted, in order.
pub fn copies(signatures: &[Signature]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..signatures.len()).collect();
    let mut shelves: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    for (i, signature) in signatures.iter().enumerate().filter(|(_, s)| s.shingles > 0) {
        for band in signature.bands() {
            let shelf = shelves.entry(band).or_default();
            for j in shelf.iter() {
                if root(&mut parent, i) != root(&mut parent, *j) && signature.is_copy(&signatures[*j]) {
                    let (a, b) = (root(&mut parent, i), root(&mut parent, *j));
                    parent[a.max(b)] = a.min(b);
                }
            }
            shelf.push(i);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..signatures.len() {
        groups.entry(root(&mut parent, i)).or_default().push(i);
    }
    groups.into_values().filter(|g| g.len() > 1).collect()
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

/// The finaliser of `SplitMix64`: every bit of the input moves every bit of the result.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text of so many made-up words, the first of which is `from`.
    fn text(from: usize, words: usize) -> String {
        (from..from + words).map(|i| format!("w{i}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn likeness_estimates_the_share_of_common_shingles() {
        for shared in [0usize, 100, 250, 400, 500] {
            let (a, b) = (text(0, 500), text(500 - shared, 500));
            let common = shared.saturating_sub(SHINGLE - 1) as f32;
            let truth = common / (2.0 * 497.0 - common);
            let found = Signature::of(&a).likeness(&Signature::of(&b));
            assert!((found - truth).abs() < 0.13, "{shared}: {found} {truth}");
        }
    }

    #[test]
    fn copies_are_found_whatever_stands_around_them() {
        let report = text(0, 300);
        let texts = [
            format!("{report} {}", text(9000, 30)),
            text(2000, 300),
            report.to_uppercase(),
            text(5000, 8),
            text(5000, 9),
            String::new(),
            String::new(),
        ];
        let signatures: Vec<_> = texts.iter().map(|t| Signature::of(t)).collect();
        assert_eq!(copies(&signatures), [vec![0, 2]]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn the_order_of_texts_is_of_no_account(starts in prop::collection::vec(0usize..600, 2..8)) {
            let named = |starts: &[usize]| -> BTreeSet<BTreeSet<usize>> {
                let signatures: Vec<_> = starts.iter().map(|s| Signature::of(&text(*s, 200))).collect();
                copies(&signatures).iter().map(|g| g.iter().map(|i| starts[*i]).collect()).collect()
            };
            let reversed: Vec<_> = starts.iter().rev().copied().collect();
            prop_assert_eq!(named(&starts), named(&reversed));
        }

        #[test]
        fn signatures_survive_storage(words in "\\PC{0,80}") {
            let signature = Signature::of(&words);
            prop_assert_eq!(Signature::from_bytes(&signature.to_bytes()), Some(signature));
            prop_assert_eq!(Signature::from_bytes(words.as_bytes()), None);
        }
    }
}
