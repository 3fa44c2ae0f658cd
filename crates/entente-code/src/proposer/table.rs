//! The proposer's weights, laid out so that a word is looked up once a sentence, not once for each pair of parties.

use super::{ANSWERS, BIAS, Sums, answer_name};
use crate::tally::Piece;
use entente_lang::{Pack, PackError};
use rustc_hash::FxHashMap;

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
#[derive(Debug, Clone, Copy)]
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

/// How many rows a value can have.
const WAYS: usize = 2 * Place::ALL.len();

/// The rows of a value, by where it stands; 0 for none.
type Rows = [u32; WAYS];

/// How many weights a row has: one for each answer, filled up so that they are added four by four.
pub(crate) const WIDTH: usize = ANSWERS.next_multiple_of(4);

/// The weights of a feature, by answer.
pub(crate) type Weights = [f32; WIDTH];

/// The weights of a language.
#[derive(Debug, Clone)]
pub struct Proposer {
    /// The row of each feature but those of words, by the hash of its name.
    rows: FxHashMap<u64, u32>,
    /// Where in `standing` a word, frame or category is found, by the hash of it.
    values: FxHashMap<u64, u32>,
    standing: Vec<Rows>,
    /// What each row weighs for each answer; row 0 nothing. Most are zeros: adding them costs less than choosing.
    weights: Vec<Weights>,
    bias: Sums,
}

impl Default for Proposer {
    fn default() -> Self {
        Self {
            rows: FxHashMap::default(),
            values: FxHashMap::default(),
            standing: vec![[0; WAYS]],
            weights: vec![[0.0; WIDTH]],
            bias: Sums::default(),
        }
    }
}

impl Proposer {
    /// Reads the weights; a pack without them gives a proposer that proposes nothing.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let mut new = Self::default();
        if pack.file(FILE).is_err() {
            return Ok(new);
        }
        for (line, row) in pack.tsv(FILE)? {
            let weights = row.get(1).copied().unwrap_or_default();
            let parsed = weights.split(' ').map(weight).collect::<Option<Vec<_>>>();
            let Some(parsed) = parsed else {
                let message = format!("{weights:?}: write weights such as \"ACCUSE=0.75 NONE=-0.2\"");
                return Err(pack.error(FILE, Some(line), message));
            };
            new.add(row[0], &parsed);
        }
        Ok(new)
    }

    /// A proposer with these weights: for training and comparing.
    pub fn of<'a>(weights: impl IntoIterator<Item = (&'a str, Vec<(usize, f32)>)>) -> Self {
        let mut new = Self::default();
        for (name, row) in weights {
            let row: Vec<(u8, f32)> = row.into_iter().map(|(answer, w)| (answer as u8, w)).collect();
            new.add(name, &row);
        }
        new
    }

    fn add(&mut self, name: &str, row: &[(u8, f32)]) {
        if name == BIAS {
            for (answer, weight) in row {
                self.bias[usize::from(*answer)] = *weight;
            }
        }
        let number = self.weights.len() as u32;
        let mut dense = [0.0; WIDTH];
        for (answer, weight) in row {
            dense[usize::from(*answer)] += weight;
        }
        self.weights.push(dense);
        match way(name) {
            Some((way, value)) => {
                let free = self.standing.len() as u32;
                let at = *self.values.entry(Piece::new(value).hash()).or_insert(free);
                if at == free {
                    self.standing.push([0; WAYS]);
                }
                self.standing[at as usize][way] = number;
            }
            None => {
                self.rows.insert(Piece::new(name).hash(), number);
            }
        }
    }

    /// Whether it proposes nothing.
    pub fn is_empty(&self) -> bool {
        self.weights.len() == 1
    }

    /// What speaks for each answer before anything is seen.
    pub(crate) fn bias(&self) -> &Sums {
        &self.bias
    }

    /// How many rows there are, the empty one among them.
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }

    /// The row of a feature by the hash of its name; 0 for one without weights.
    pub(crate) fn row(&self, hash: u64) -> u32 {
        self.rows.get(&hash).copied().unwrap_or(0)
    }

    /// Where a word, a frame or a category is found, by the hash of it; 0 for one without weights.
    pub(crate) fn value(&self, hash: u64) -> u32 {
        self.values.get(&hash).copied().unwrap_or(0)
    }

    /// The row of a value at a place.
    pub(crate) fn row_at(&self, place: Place, sight: Sight, value: u32) -> u32 {
        self.standing[value as usize][way_of(place, sight)]
    }

    /// The weights of a row.
    pub(crate) fn weights(&self, row: u32) -> &Weights {
        &self.weights[row as usize]
    }
}

/// The place among a value's rows.
const fn way_of(place: Place, sight: Sight) -> usize {
    place as usize * 2 + sight as usize
}

/// The place among a value's rows, and the value, that the name of a feature of a word tells.
fn way(name: &str) -> Option<(usize, &str)> {
    let find = |place: &Place| {
        let rest = name.strip_prefix(place.name())?;
        let sight = [Sight::Word, Sight::Frame].into_iter().find(|s| rest.starts_with(s.mark()))?;
        Some((way_of(*place, sight), &rest[1..]))
    };
    Place::ALL.iter().find_map(find)
}

fn weight(text: &str) -> Option<(u8, f32)> {
    let (name, weight) = text.split_once('=')?;
    let answer = (0..ANSWERS).find(|a| answer_name(*a) == name)?;
    Some((answer as u8, weight.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_a_row_for_each_place() {
        let row = |w: f32| vec![(1_usize, w)];
        let proposer = Proposer::of([
            ("btw>:a:b", row(1.0)),
            ("btw>#a:b", row(2.0)),
            ("Anext:a:b", row(3.0)),
            ("far>=1", row(4.0)),
        ]);
        let value = proposer.value(Piece::new("a:b").hash());
        let at = |place, sight| proposer.weights(proposer.row_at(place, sight, value))[1];
        let is = |found: f32, wanted: f32| assert!((found - wanted).abs() < f32::EPSILON, "{found} {wanted}");
        is(at(Place::Between, Sight::Word), 1.0);
        is(at(Place::Between, Sight::Frame), 2.0);
        is(at(Place::ActorNext, Sight::Word), 3.0);
        is(at(Place::Rest, Sight::Word), 0.0);
        is(proposer.weights(proposer.row(Piece::new("far>=1").hash()))[1], 4.0);
        assert_eq!(proposer.value(Piece::new("far").hash()), 0);
        assert!(proposer.weights(0).iter().all(|w| *w == 0.0));
    }
}
