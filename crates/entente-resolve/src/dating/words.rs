//! The words of a language that tell when a text was written: `dates/dating.toml` of its pack.

use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::{Token, Word};
use serde::Deserialize;

const FILE: &str = "dates/dating.toml";
const ROLES: &str = "people/roles.tsv";

/// What a phrase tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// The sentence speaks of what is to come.
    Future,
    /// What is decided now for later.
    Planned,
    /// A verb of saying: a time before it is of the saying, whatever is said to come.
    Report,
    /// The sentence tells of what has been.
    Past,
    /// Of a time that is over.
    Hindsight,
    /// Right before a time: something lasts up to it.
    Until,
    /// Right before a time: something lasts from it on, or was in it.
    Since,
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
    report: Vec<String>,
    past: Vec<String>,
    hindsight: Vec<String>,
    until: Vec<String>,
    since: Vec<String>,
    ordinal: Vec<String>,
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
    titles: Phrases<&'static str>,
    pub order: Order,
    ordinal: Vec<String>,
}

impl Words {
    /// Reads the pack's phrases; `series` are names of meetings with their numbers.
    pub fn new<'a>(pack: &Pack, series: impl Iterator<Item = (u16, &'a str)>) -> Result<Self, PackError> {
        let file: File = pack.toml(FILE)?;
        let mut words = Self {
            vocabulary: Vocabulary::new(pack)?,
            phrases: Phrases::default(),
            titles: Phrases::default(),
            order: file.numeric,
            ordinal: file.ordinal,
        };
        for (list, signal) in [
            (&file.future, Signal::Future),
            (&file.planned, Signal::Planned),
            (&file.report, Signal::Report),
            (&file.past, Signal::Past),
            (&file.hindsight, Signal::Hindsight),
            (&file.until, Signal::Until),
            (&file.since, Signal::Since),
            (&file.former, Signal::Former),
            (&file.elect, Signal::Elect),
            (&file.at, Signal::At),
            (&file.summit, Signal::Summit),
            (&file.members, Signal::Members),
            (&file.states, Signal::States),
            (&file.not_members, Signal::NotMembers),
        ] {
            words.add_all(list, Some(signal));
        }
        words.add_all(&file.nothing, None);
        for group in &file.coming {
            words.add_all(&group.words, Some(Signal::Coming(group.within)));
        }
        for group in &file.ended {
            words.add_all(&group.words, Some(Signal::Ended(group.within)));
        }
        for (number, name) in series {
            words.add(name, Some(Signal::Series(number)));
        }
        for (_, row) in pack.tsv(ROLES)? {
            if let [title, role, ..] = row[..] {
                let ids = words.vocabulary.folded_phrase(title);
                words.titles.insert(&ids, role);
            }
        }
        Ok(words)
    }

    fn add_all(&mut self, phrases: &[String], signal: Option<Signal>) {
        for phrase in phrases {
            self.add(phrase, signal);
        }
    }

    fn add(&mut self, phrase: &str, signal: Option<Signal>) {
        let ids = self.vocabulary.folded_phrase(phrase);
        self.phrases.insert(&ids, signal);
    }

    /// Tokens that annotation has not looked at, as the lists see them.
    pub fn look_up(&self, text: &str, tokens: &[Token]) -> Vec<Word> {
        self.vocabulary.look_up_all(text, tokens)
    }

    /// The phrases among words, in order: at each place the longest one, which hides those within it.
    pub fn find(&self, words: &[Word]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((length, signals)) = self.phrases.longest(words[at..].iter().map(|w| w.folded)) else {
                at += 1;
                continue;
            };
            hits.extend(signals.iter().flatten().map(|s| Hit { first: at, last: at + length, signal: *s }));
            at += length;
        }
        hits
    }

    /// The words at which titles of one of some roles begin.
    pub fn titles(&self, words: &[Word], roles: &[&str]) -> impl Iterator<Item = usize> {
        let is_title = move |at: &usize| {
            let found = self.titles.longest(words[*at..].iter().map(|w| w.folded));
            found.is_some_and(|(_, titles)| titles.iter().any(|t| roles.contains(t)))
        };
        (0..words.len()).filter(is_title)
    }

    /// Whether a word may make an ordinal number of the number behind it.
    pub fn is_ordinal(&self, word: &str) -> bool {
        self.ordinal.iter().any(|o| o == word)
    }
}
