//! A party of a sentence with what the article has told of it so far.

use super::candidates::{Actor, REMEMBERED, Side};
use super::propose::claims;
use crate::carry::Carry;
use crate::coder::Trial;
use entente_text::Claim;
use std::cell::OnceCell;

/// Acts of the article so far, a bit for each.
type Acts = [u64; REMEMBERED.div_ceil(64)];

/// A side with what the article has told of it so far, worked out once a sentence.
#[derive(Debug)]
pub(crate) struct Seat<'a> {
    pub side: &'a Side<'a>,
    /// The numbers of its parties in the article; [`u32::MAX`] for one that has none.
    numbers: Vec<u32>,
    /// In which claims of the sentence it acts, and which it receives: a bit for each of the first.
    roles: [u64; 2],
    /// How many others were named since one of its parties was.
    recent: OnceCell<usize>,
    /// In which acts it did something.
    did: Acts,
    /// In which acts something was done to it.
    suffered: Acts,
}

impl<'a> Seat<'a> {
    /// The seat of a side, in a sentence of which frames made these trials.
    pub fn new(side: &'a Side<'a>, carry: &Carry, trials: &[Trial]) -> Self {
        let numbers: Vec<u32> = side.codes.iter().map(|c| carry.number(c).unwrap_or(u32::MAX)).collect();
        let among = |parties: &[u32]| parties.iter().any(|number| numbers.contains(number));
        let (mut did, mut suffered) = (Acts::default(), Acts::default());
        for (i, told) in carry.acts.iter().enumerate().filter(|_| !numbers.is_empty()) {
            did[i / 64] |= u64::from(among(&told.actors)) << (i % 64);
            suffered[i / 64] |= u64::from(among(&told.recipients)) << (i % 64);
        }
        let mut roles = [0; 2];
        for (i, claim) in claims(trials).take(64).enumerate() {
            roles[0] |= u64::from(side.named_in(&claim.actors)) << i;
            roles[1] |= u64::from(side.named_in(&claim.recipients)) << i;
        }
        Self { side, numbers, roles, recent: OnceCell::new(), did, suffered }
    }

    /// Whether it acts in a claim, this one among the sentence's, and whether it receives it.
    pub fn roles(&self, claim: &Claim, number: usize) -> (bool, bool) {
        match 1_u64.checked_shl(number as u32) {
            Some(bit) => (self.roles[0] & bit != 0, self.roles[1] & bit != 0),
            None => (self.side.named_in(&claim.actors), self.side.named_in(&claim.recipients)),
        }
    }

    /// How many others were named since one of its parties was; many where none was.
    pub fn recent(&self, carry: &Carry) -> usize {
        let since = |c: &String| carry.parties.iter().rev().position(|p| p == c);
        *self.recent.get_or_init(|| self.side.codes.iter().filter_map(since).min().unwrap_or(usize::MAX))
    }

    /// The best place of its parties among those of the article, by how often it names them.
    pub fn rank(&self, carry: &Carry) -> usize {
        let best = self.numbers.iter().copied().min().map_or(usize::MAX, |n| n as usize);
        if best < carry.weights.len() { best } else { usize::MAX }
    }

    /// In how many sentences two parties of both are named, at most.
    pub fn met(&self, other: &Self, carry: &Carry) -> usize {
        let many = carry.weights.len();
        let pairs = self.numbers.iter().flat_map(|a| other.numbers.iter().map(move |b| (*a, *b)));
        let known = pairs.map(|(a, b)| (a as usize, b as usize)).filter(|(a, b)| *a < many && *b < many);
        known.map(|(a, b)| carry.met_at(a, b)).max().unwrap_or(0)
    }

    /// Whether the one that the article names most often together with `actor` is among it.
    pub fn is_partner_of(&self, actor: &Actor) -> bool {
        actor.partner.is_some_and(|rank| self.numbers.contains(&(rank as u32)))
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
