//! The proposer's weights, laid out so that a word is looked up once a sentence, not once for each pair of parties.

use super::{ANSWERS, BIAS, NONE, Sums, answer_name};
use crate::slots::{Slots, hash};
use crate::tally::Piece;
use entente_lang::{Pack, PackError};

const FILE: &str = "events/proposer.tsv";

macro_rules! places {
    ($($(#[$doc:meta])* $place:ident $name:literal,)*) => {
        /// Where a word stands, seen from two parties: the first part of a feature's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Place {
            $($(#[$doc])* $place,)*
        }

        impl Place {
            const ALL: &[Place] = &[$(Place::$place),*];

            /// Its name, as it begins a feature's.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Place::$place => $name,)*
                }
            }
        }
    };
}

places! {
    /// The word before the actor.
    ActorBefore "Abefore",
    /// The word behind it.
    ActorBehind "Abehind",
    /// The first words behind it.
    ActorNext "Anext",
    /// Its first verb.
    Verb "verb",
    /// Its second.
    SecondVerb "verb2",
    /// The word that opens what it says.
    Speech "speech",
    /// What it says.
    Said "said",
    /// All behind it, where it says nothing.
    Rest "rest",
    /// In quotation marks that it speaks.
    Quote "quote",
    /// Anywhere, where the actor isn't named.
    All "all",
    /// The word before the recipient.
    RecipientBefore "Bbefore",
    /// The word behind it.
    RecipientBehind "Bbehind",
    /// The last two before it.
    RecipientLast "Blast",
    /// The next two.
    RecipientNext "Bnext",
    /// Behind the actor, where the recipient isn't named.
    Silent "silent",
    /// Between the actor and a recipient behind it.
    Between "btw>",
    /// Behind both.
    After "aft>",
    /// Before both.
    Before "bef>",
    /// Between a recipient and the actor behind it.
    BetweenBack "btw<",
    /// Behind both.
    AfterBack "aft<",
    /// Before both.
    BeforeBack "bef<",
}

/// What stands at a place: the word itself, or one of its frames or their category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sight {
    /// `btw>:`
    Word,
    /// `btw>#`
    Frame,
}

impl Sight {
    /// What joins the place and the value in a feature's name.
    pub const fn mark(self) -> char {
        match self {
            Self::Word => ':',
            Self::Frame => '#',
        }
    }
}

/// What an answer weighs, in hundredths, as the file writes it.
type Hundredths = i16;

/// How much more each answer is spoken for than "no act", in hundredths.
///
/// Whole numbers add up to the same in any order, so that sums are put together from sums of parts. Where they grow out
/// of all bounds they stop at the bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(align(32))]
pub(crate) struct Weights(pub [Hundredths; NONE]);

impl Weights {
    /// Adds others.
    #[inline]
    pub fn add(&mut self, other: &Self) {
        // All are read before any is written: so the compiler adds eight at once.
        let (sums, more) = (self.0, other.0);
        self.0 = std::array::from_fn(|i| sums[i].saturating_add(more[i]));
    }
}

/// Where a word, a frame or a category has weights: a bit for each place, and the row of the first of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    places: u32,
    pub first: u32,
}

const _: () = assert!(Place::ALL.len() <= u32::BITS as usize);

impl Rows {
    /// The row at a place.
    #[inline]
    pub fn at(self, place: Place) -> Option<u32> {
        let bit = 1 << place as u32;
        (self.places & bit != 0).then(|| self.first + (self.places & (bit - 1)).count_ones())
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.places == 0
    }
}

/// The weights of a language.
#[derive(Debug, Clone)]
pub struct Proposer {
    /// The row of each feature but those of words, by the hash of its name.
    rows: Slots<u32>,
    /// The rows of each word, and of each frame and category, by the hash of it.
    standing: [Slots<Rows>; 2],
    /// What each row weighs; row 0 nothing.
    weights: Vec<Weights>,
    /// What each weighs for "no act".
    nones: Vec<Hundredths>,
    bias: Sums,
}

impl Default for Proposer {
    fn default() -> Self {
        Self::of(std::iter::empty())
    }
}

impl Proposer {
    /// Reads the weights; a pack without them gives a proposer that proposes nothing.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        if pack.file(FILE).is_err() {
            return Ok(Self::default());
        }
        let mut rows = Vec::new();
        for (line, row) in pack.tsv(FILE)? {
            let weights = row.get(1).copied().unwrap_or_default();
            let parsed = weights.split(' ').map(weight).collect::<Option<Vec<_>>>();
            let Some(parsed) = parsed else {
                let message = format!("{weights:?}: write weights such as \"ACCUSE=0.75 NONE=-0.2\"");
                return Err(pack.error(FILE, Some(line), message));
            };
            rows.push((row[0], parsed));
        }
        Ok(Self::of(rows))
    }

    /// A proposer with these weights, of which two decimals are kept: for training and comparing.
    pub fn of<'a>(weights: impl IntoIterator<Item = (&'a str, Vec<(usize, f32)>)>) -> Self {
        let mut bias = Sums::default();
        let mut all: Vec<(Name, Vec<(usize, f32)>)> = Vec::new();
        for (name, row) in weights {
            if name == BIAS {
                for (answer, weight) in &row {
                    bias[*answer] = *weight;
                }
            }
            all.push((Name::of(name), row));
        }
        // The rows of a word side by side, in the order of the places.
        all.sort_by_key(|(name, _)| *name);
        all.dedup_by_key(|(name, _)| *name);
        let (mut weights, mut nones) = (vec![Weights::default()], vec![0]);
        let (mut rows, mut standing) = (Vec::new(), [Vec::<(u64, Rows)>::new(), Vec::new()]);
        for (name, row) in all {
            let number = weights.len() as u32;
            let (others, none) = relative(&row);
            weights.push(others);
            nones.push(none);
            match name {
                Name::Other(hash) => rows.push((hash, number)),
                Name::Word(sight, hash, place) => {
                    let known = &mut standing[sight as usize];
                    if known.last().is_none_or(|(last, _)| *last != hash) {
                        known.push((hash, Rows { places: 0, first: number }));
                    }
                    if let Some((_, rows)) = known.last_mut() {
                        rows.places |= 1 << place;
                    }
                }
            }
        }
        let standing = standing.map(|rows| Slots::of(&rows));
        Self { rows: Slots::of(&rows), standing, weights, nones, bias }
    }

    /// Whether it proposes nothing.
    pub fn is_empty(&self) -> bool {
        self.weights.len() == 1
    }

    /// What speaks for each answer before anything is seen.
    pub(crate) fn bias(&self) -> &Sums {
        &self.bias
    }

    /// The row of a feature by the hash of its name; 0 for one without weights.
    pub(crate) fn row(&self, hash: u64) -> u32 {
        self.rows.get(hash)
    }

    /// The rows of a word, or of a frame or category.
    pub(crate) fn rows(&self, sight: Sight, value: &str) -> Rows {
        self.standing[sight as usize].get(hash(value))
    }

    /// The weights of a row.
    #[inline]
    pub(crate) fn weights(&self, row: u32) -> &Weights {
        &self.weights[row as usize]
    }

    /// What a row weighs for one answer.
    pub(crate) fn weight(&self, row: u32, answer: usize) -> f32 {
        let none = self.nones[row as usize];
        let more = self.weights(row).0.get(answer).copied().unwrap_or(0);
        f32::from(none.saturating_add(more)) / 100.0
    }
}

/// The name of a feature, as the table finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    /// Of a word: its hash, and the place.
    Word(Sight, u64, usize),
    Other(u64),
}

impl Name {
    fn of(name: &str) -> Self {
        let find = |place: &Place| {
            let rest = name.strip_prefix(place.name())?;
            let sight = [Sight::Word, Sight::Frame].into_iter().find(|s| rest.starts_with(s.mark()))?;
            Some(Self::Word(sight, hash(&rest[1..]), *place as usize))
        };
        Place::ALL.iter().find_map(find).unwrap_or_else(|| Self::Other(Piece::new(name).hash()))
    }
}

/// How much more each answer weighs than "no act", and what that weighs.
fn relative(row: &[(usize, f32)]) -> (Weights, Hundredths) {
    let mut all = [0; ANSWERS];
    for (answer, weight) in row {
        all[*answer] += (weight * 100.0).round() as Hundredths;
    }
    let none = all[NONE];
    (Weights(std::array::from_fn(|answer| all[answer].saturating_sub(none))), none)
}

fn weight(text: &str) -> Option<(usize, f32)> {
    let (name, weight) = text.split_once('=')?;
    let answer = (0..ANSWERS).find(|a| answer_name(*a) == name)?;
    Some((answer, weight.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_a_row_for_each_place() {
        let row = |w: f32| vec![(1_usize, w), (NONE, 0.25)];
        let proposer = Proposer::of([
            ("Anext:a:b", row(3.0)),
            ("btw>:a:b", row(1.0)),
            ("btw>#a:b", row(2.0)),
            ("far>=1", row(4.0)),
            ("Anext:a", row(5.0)),
        ]);
        let at = |place, sight| {
            let row = proposer.rows(sight, "a:b").at(place);
            row.map(|row| (proposer.weight(row, 1) * 100.0, proposer.weights(row).0[1]))
        };
        assert_eq!(at(Place::Between, Sight::Word), Some((100.0, 75)));
        assert_eq!(at(Place::Between, Sight::Frame), Some((200.0, 175)));
        assert_eq!(at(Place::ActorNext, Sight::Word), Some((300.0, 275)));
        assert_eq!(at(Place::Rest, Sight::Word), None);
        let far = proposer.row(Piece::new("far>=1").hash());
        assert_eq!((proposer.weights(far).0[1], proposer.weights(far).0[2]), (375, -25));
        assert!(proposer.rows(Sight::Word, "far").is_empty());
        assert_eq!(*proposer.weights(0), Weights::default());
    }

    #[test]
    fn sums_stop_at_their_bounds() {
        let mut sum = Weights([20_000; NONE]);
        sum.add(&Weights([20_000; NONE]));
        assert_eq!(sum.0[0], Hundredths::MAX);
    }
}
