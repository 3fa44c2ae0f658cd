//! The words of a language that tell when a text was written: `dates/dating.toml` of its pack.

use entente_lang::{Pack, PackError, Phrases, Vocabulary, WordId};
use entente_text::Token;
use serde::Deserialize;

const FILE: &str = "dates/dating.toml";

/// What a phrase tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// The sentence speaks of what is to come.
    Future,
    /// What is decided now for later.
    Planned,
    /// The sentence tells of what has been.
    Past,
    /// Of a time that is over.
    Hindsight,
    /// Before a title that is held no more.
    Former,
    /// Of an office that is not yet held.
    Elect,
    /// Before a place.
    At,
    /// A meeting of leaders.
    Summit,
    /// Members, counted.
    Members,
    /// States, counted.
    States,
    /// Of others than all members.
    NotMembers,
    /// The meeting beside it is to come, within so many days.
    Coming(u16),
    /// The meeting beside it is over, for at most so many days.
    Ended(u16),
    /// The name of a series of meetings.
    Series(u16),
}

/// A phrase found: tokens `first..last` of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub first: usize,
    pub last: usize,
    pub signal: Signal,
}

/// The order in which digits that are joined name a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Order {
    DayMonth,
    MonthDay,
}

#[derive(Debug, Deserialize)]
struct Within {
    within: u16,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    numeric: Order,
    future: Vec<String>,
    planned: Vec<String>,
    past: Vec<String>,
    hindsight: Vec<String>,
    former: Vec<String>,
    elect: Vec<String>,
    at: Vec<String>,
    summit: Vec<String>,
    members: Vec<String>,
    states: Vec<String>,
    not_members: Vec<String>,
    coming: Vec<Within>,
    ended: Vec<Within>,
    nothing: Vec<String>,
}

/// Finds the phrases of one language.
#[derive(Debug)]
pub(crate) struct Words {
    vocabulary: Vocabulary,
    phrases: Phrases<Option<Signal>>,
    pub order: Order,
}

impl Words {
    /// Reads the pack's phrases; `series` are names of meetings with their numbers.
    pub fn new<'a>(pack: &Pack, series: impl Iterator<Item = (u16, &'a str)>) -> Result<Self, PackError> {
        let file: File = pack.toml(FILE)?;
        let mut words = Self { vocabulary: Vocabulary::new(pack)?, phrases: Phrases::default(), order: file.numeric };
        for (list, signal) in [
            (&file.future, Signal::Future),
            (&file.planned, Signal::Planned),
            (&file.past, Signal::Past),
            (&file.hindsight, Signal::Hindsight),
            (&file.former, Signal::Former),
            (&file.elect, Signal::Elect),
            (&file.at, Signal::At),
            (&file.summit, Signal::Summit),
            (&file.members, Signal::Members),
            (&file.states, Signal::States),
            (&file.not_members, Signal::NotMembers),
        ] {
            list.iter().for_each(|phrase| words.add(phrase, Some(signal)));
        }
        file.nothing.iter().for_each(|phrase| words.add(phrase, None));
        for group in &file.coming {
            group.words.iter().for_each(|phrase| words.add(phrase, Some(Signal::Coming(group.within))));
        }
        for group in &file.ended {
            group.words.iter().for_each(|phrase| words.add(phrase, Some(Signal::Ended(group.within))));
        }
        for (number, name) in series {
            words.add(name, Some(Signal::Series(number)));
        }
        Ok(words)
    }

    fn add(&mut self, phrase: &str, signal: Option<Signal>) {
        let ids = self.vocabulary.folded_phrase(phrase);
        self.phrases.insert(&ids, signal);
    }

    /// The phrases among the tokens, in order: at each place the longest one, which hides those within it.
    pub fn find(&self, text: &str, tokens: &[Token]) -> Vec<Hit> {
        let ids: Vec<WordId> = tokens.iter().map(|t| self.vocabulary.look_up(t.span.slice(text)).folded).collect();
        let mut hits = Vec::new();
        let mut at = 0;
        while at < ids.len() {
            let Some((length, signals)) = self.phrases.longest(ids[at..].iter().copied()) else {
                at += 1;
                continue;
            };
            hits.extend(signals.iter().flatten().map(|s| Hit { first: at, last: at + length, signal: *s }));
            at += length;
        }
        hits
    }
}
