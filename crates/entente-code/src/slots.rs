//! A table by hashes that are worked out beforehand, for look-ups that mostly find nothing.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The key of a word.
pub(crate) fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// Values by key. Keys are hashes already.
///
/// Places by the key, each next one where the one before is taken: a power of two, at most a quarter full, so that the
/// first look says mostly that there is nothing. Of a key half the bits give the place and the other half are compared: two
/// keys that share them all are not met.
#[derive(Debug, Clone)]
pub(crate) struct Slots<T> {
    /// The bits that are compared; 0 for a free place.
    places: Vec<(u32, T)>,
    /// How many bits of a mixed key say nothing of its place.
    shift: u32,
}

impl<T: Copy + Default> Default for Slots<T> {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl<T: Copy + Default> Slots<T> {
    /// A table of these; of several with one key the last.
    pub fn of(rows: &[(u64, T)]) -> Self {
        let places = vec![(0, T::default()); (4 * rows.len()).next_power_of_two().max(2)];
        let shift = u64::BITS - places.len().trailing_zeros();
        let mut new = Self { places, shift };
        for (key, value) in rows {
            let (at, tag) = new.place(*key);
            new.places[at] = (tag, *value);
        }
        new
    }

    /// The value of a key; the default for one that is not in the table.
    pub fn get(&self, key: u64) -> T {
        self.places[self.place(key).0].1
    }

    /// Where a key stands, or would stand, and what of it is compared.
    fn place(&self, key: u64) -> (usize, u32) {
        const ODD: u64 = 0xd6e8_feb8_6659_fd93;
        let mixed = key.wrapping_mul(ODD);
        let (mut at, tag) = ((mixed >> self.shift) as usize, mixed as u32 | 1);
        while self.places[at].0 != tag && self.places[at].0 != 0 {
            at = (at + 1) & (self.places.len() - 1);
        }
        (at, tag)
    }
}

#[cfg(test)]
mod tests {
    use super::Slots;

    #[test]
    fn what_is_in_the_table_is_found_and_nothing_else() {
        let rows: Vec<(u64, u32)> = (1..200).map(|n| (n * 7, n as u32)).chain([(7, 1000)]).collect();
        let table = Slots::of(&rows);
        assert_eq!((table.get(14), table.get(7 * 199), table.get(7)), (2, 199, 1000));
        assert_eq!((table.get(1), table.get(15)), (0, 0));
        assert_eq!(Slots::<u32>::default().get(7), 0);
    }
}
