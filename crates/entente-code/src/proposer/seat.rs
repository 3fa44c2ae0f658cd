//! A party of a sentence with what the article has told of it so far.

use super::candidates::{Actor, REMEMBERED, Side};
use crate::carry::Carry;

/// Acts of the article so far, a bit for each.
type Acts = [u64; REMEMBERED.div_ceil(64)];

/// A side with what the article has told of it so far, worked out once a sentence.
#[derive(Debug)]
pub(crate) struct Seat<'a> {
    pub side: &'a Side,
    /// Where its parties stand among those of the article, by how often it names them.
    ranks: Vec<usize>,
    /// In which acts it did something.
    did: Acts,
    /// In which acts something was done to it.
    suffered: Acts,
}

impl<'a> Seat<'a> {
    /// The seat of a side.
    pub fn new(side: &'a Side, carry: &Carry) -> Self {
        let ranks = side.codes.iter().map(|c| carry.rank(c)).collect();
        let (mut did, mut suffered) = (Acts::default(), Acts::default());
        for (i, told) in carry.acts.iter().enumerate().filter(|_| !side.codes.is_empty()) {
            did[i / 64] |= u64::from(side.shares(&told.actors)) << (i % 64);
            suffered[i / 64] |= u64::from(side.shares(&told.recipients)) << (i % 64);
        }
        Self { side, ranks, did, suffered }
    }

    /// The best place of its parties among those of the article.
    pub fn rank(&self) -> usize {
        self.ranks.iter().copied().min().unwrap_or(usize::MAX)
    }

    /// In how many sentences two parties of both are named, at most.
    pub fn met(&self, other: &Self, carry: &Carry) -> usize {
        let pairs = self.ranks.iter().flat_map(|a| other.ranks.iter().map(move |b| (*a, *b)));
        pairs.map(|(a, b)| carry.met_at(a, b)).max().unwrap_or(0)
    }

    /// Whether the one that the article names most often together with `actor` is among it.
    pub fn is_partner_of(&self, actor: &Actor) -> bool {
        actor.partner.is_some_and(|rank| self.ranks.contains(&rank))
    }

    /// The acts in which it did something, the latest first.
    pub fn acts(&self) -> impl Iterator<Item = usize> {
        latest_first(self.did)
    }

    /// The acts between both, the latest first, and whether it was this side that did them.
    pub fn acts_with(&self, other: &Self) -> impl Iterator<Item = (usize, bool)> {
        let both = |a: &Acts, b: &Acts| -> Acts { std::array::from_fn(|i| a[i] & b[i]) };
        let (did, suffered) = (both(&self.did, &other.suffered), both(&self.suffered, &other.did));
        let any = std::array::from_fn(|i| did[i] | suffered[i]);
        latest_first(any).map(move |i| (i, did[i / 64] >> (i % 64) & 1 == 1))
    }
}

fn latest_first(acts: Acts) -> impl Iterator<Item = usize> {
    let words = (0..acts.len()).rev();
    words.flat_map(move |word| {
        let mut left = acts[word];
        std::iter::from_fn(move || {
            let bit = 63_u32.checked_sub(left.leading_zeros())?;
            left &= !(1 << bit);
            Some(word * 64 + bit as usize)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::latest_first;

    #[test]
    fn acts_come_latest_first() {
        assert_eq!(latest_first([0b101, 1 << 63, 0, 1]).collect::<Vec<_>>(), [192, 127, 2, 0]);
        assert_eq!(latest_first([0; 4]).count(), 0);
    }
}
