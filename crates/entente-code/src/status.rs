//! How far an act has come: modality and negation near its trigger.

use crate::clause::Clause;
use crate::frame::Frame;
use crate::kinds::Kind;
use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::{Category, Span, Status};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    status: Vec<Rule>,
    negation: Negation,
    later: Option<Later>,
    undone: Option<Undone>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Undone {
    before: Vec<String>,
    behind: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Later {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    status: Status,
    before: Vec<String>,
    behind: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Negation {
    before: Vec<String>,
    #[serde(default)]
    said: Vec<String>,
    except: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Status(Status, usize),
    Negation,
    Refusal,
    Nothing,
}

/// What stands near a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Modality {
    /// The status that the words give; `None` when they say nothing.
    pub status: Option<Status>,
    /// Whether the act is plainly denied.
    pub negated: bool,
    /// Whether it is said that the act won't or can't be: a statement is then not made, another act is called off.
    pub refused: bool,
    /// Whether it is one that was done before and is undone now: sanctions that are lifted.
    pub undone: bool,
}

impl Modality {
    /// Whether the act does not take place.
    pub(crate) fn is_off(self) -> bool {
        self.negated || self.refused || self.status == Some(Status::CalledOff)
    }
}

/// The words of modality and negation of a language.
#[derive(Debug)]
pub struct StatusWords {
    before: Phrases<Mark>,
    behind: Phrases<Mark>,
    later: Phrases<Mark>,
    undone_before: Phrases<()>,
    undone_behind: Phrases<()>,
}

/// How many words may stand between what undoes an act and the noun that names it: "lift *all of the* sanctions".
const UNDOES: usize = 6;

impl StatusWords {
    /// Reads them from the pack.
    pub fn new(pack: &Pack, vocabulary: &mut Vocabulary) -> Result<Self, PackError> {
        let file: File = pack.toml("events/status.toml")?;
        let mut words = Self {
            before: Phrases::default(),
            behind: Phrases::default(),
            later: Phrases::default(),
            undone_before: Phrases::default(),
            undone_behind: Phrases::default(),
        };
        let mut add = |to: &mut Phrases<Mark>, phrase: &str, mark: Mark| {
            let ids = vocabulary.folded_phrase(phrase);
            to.insert(&ids, mark);
        };
        for (rank, rule) in file.status.iter().enumerate() {
            for phrase in &rule.before {
                add(&mut words.before, phrase, Mark::Status(rule.status, rank));
            }
            for phrase in &rule.behind {
                add(&mut words.behind, phrase, Mark::Status(rule.status, rank));
            }
        }
        for phrase in &file.negation.before {
            add(&mut words.before, phrase, Mark::Negation);
        }
        for phrase in &file.negation.said {
            add(&mut words.before, phrase, Mark::Refusal);
        }
        for phrase in &file.negation.except {
            add(&mut words.before, phrase, Mark::Nothing);
        }
        for phrase in file.later.iter().flat_map(|l| &l.words) {
            add(&mut words.later, phrase, Mark::Status(Status::Scheduled, 0));
        }
        if let Some(undone) = &file.undone {
            let lists =
                [(&mut words.undone_before, &undone.before), (&mut words.undone_behind, &undone.behind)];
            for (list, phrases) in lists {
                for phrase in phrases {
                    list.insert(&vocabulary.folded_phrase(phrase), ());
                }
            }
        }
        Ok(words)
    }

    /// The words just before the end of `span` that undo the act named behind it: "*lift* all sanctions".
    pub fn undone_before(&self, clause: &Clause<'_>, span: Span) -> Option<Span> {
        let words = clause.words_in(span);
        let from = words.len().saturating_sub(UNDOES + 1);
        (from..words.len()).rev().find_map(|at| phrase_at(&self.undone_before, &words[at..]))
    }

    /// The words in `span` that undo the act named before it: "sanctions that *were lifted*".
    pub fn undone_behind(&self, clause: &Clause<'_>, span: Span) -> Option<Span> {
        let words = clause.words_in(span);
        (0..words.len()).find_map(|at| phrase_at(&self.undone_behind, &words[at..]))
    }

    /// Whether a time to come stands in `span`.
    pub fn comes_later(&self, clause: &Clause<'_>, span: Span) -> bool {
        !scan(&self.later, clause, span).is_empty()
    }

    /// What the words in `before` and, for a noun, in `behind` say.
    pub fn modality(&self, clause: &Clause<'_>, before: Span, behind: Option<Span>) -> Modality {
        let mut modality = Modality::default();
        let mut best = 0;
        let mut take = |marks: Vec<Mark>| {
            for mark in marks {
                match mark {
                    Mark::Status(status, rank) if modality.status.is_none() || rank >= best => {
                        best = rank;
                        modality.status = Some(status);
                    }
                    Mark::Negation => modality.negated = true,
                    Mark::Refusal => modality.refused = true,
                    _ => {}
                }
            }
        };
        take(scan(&self.before, clause, before));
        if let Some(behind) = behind {
            take(scan(&self.behind, clause, behind));
        }
        modality
    }
}

/// Where the phrase stands that these words begin with.
fn phrase_at(phrases: &Phrases<()>, words: &[(Span, u32)]) -> Option<Span> {
    let (len, _) = phrases.longest(words.iter().map(|(_, word)| *word))?;
    Some(words[0].0.cover(words[len - 1].0))
}

fn scan(phrases: &Phrases<Mark>, clause: &Clause<'_>, span: Span) -> Vec<Mark> {
    let words = clause.words_in(span);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match phrases.longest(words[at..].iter().map(|(_, w)| *w)) {
            Some((len, marks)) => {
                found.extend(marks.iter().copied());
                at += len;
            }
            // "ổn định", "hàng không": a word that only holds one of modality.
            None => at += clause.functions.compound(words[at..].iter().map(|(_, w)| *w)).max(1),
        }
    }
    found
}

/// The status of a claim; `None` where it is no claim at all.
pub(crate) fn status_of(kind: &Kind, frame: &Frame, modality: Modality, condition: bool) -> Option<Status> {
    if modality.undone && modality.is_off() {
        return None;
    }
    if modality.negated {
        if frame.negated.is_some() {
            return Some(Status::Happened);
        }
        let called_off = kind.category == Category::Consult && modality.status == Some(Status::CalledOff);
        return called_off.then_some(Status::CalledOff);
    }
    match modality.status {
        _ if condition && kind.category == Category::Threaten => Some(Status::Conditional),
        Some(Status::Scheduled) if condition => Some(Status::Conditional),
        Some(Status::Scheduled) if frame.promised => Some(Status::Happened),
        Some(Status::Scheduled) => Some(Status::Scheduled),
        // What two may or want to agree on is not agreed on yet.
        Some(status)
            if kind.category == Category::Agree && status != Status::CalledOff && !frame.promised =>
        {
            Some(status)
        }
        Some(_) if kind.statement => Some(Status::Happened),
        Some(status) => Some(status),
        None => Some(Status::Happened),
    }
}
