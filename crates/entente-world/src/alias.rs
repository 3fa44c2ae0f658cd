//! The names of polities in a language, and when a name is meant.

use crate::WorldError;
use crate::table::{Row, rows};

/// What kind of name it is. The order is the order of preference when a typed name fits several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AliasClass {
    /// Full or usual name.
    Name,
    /// Acronym.
    Acronym,
    /// The adjective or the people: "Russian", "Russians".
    Demonym,
    /// A short form, ambiguous alone.
    Short,
    /// A capital or seat that can stand for the government.
    Metonym,
    /// A building or body that always means the government or a body of it.
    Gov,
    /// A ruling party that acts for its state.
    Party,
    /// Another place that lies in the polity.
    Place,
}

impl AliasClass {
    /// All classes by the word in `names/*.tsv`.
    const WORDS: [(&'static str, Self); 8] = [
        ("name", Self::Name),
        ("acronym", Self::Acronym),
        ("demonym", Self::Demonym),
        ("short", Self::Short),
        ("metonym", Self::Metonym),
        ("gov", Self::Gov),
        ("party", Self::Party),
        ("place", Self::Place),
    ];

    /// The word in `names/*.tsv`.
    pub fn name(self) -> &'static str {
        Self::WORDS.iter().find(|(_, class)| *class == self).map_or("", |(word, _)| word)
    }
}

/// A condition on the words around a name; without it the name means something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AliasRule {
    /// Only in a pair with another polity, or after a role, a body or a noun of relation.
    Compound,
    /// Not before one of these (one or more words, as written).
    NotBefore(Vec<String>),
    /// Not after one of these (one or more words, as written).
    NotAfter(Vec<String>),
    /// Of a seat that several share: it stands for the one of these codes, or its own, that the article names most.
    SeatOf(Vec<String>),
}

impl AliasRule {
    const FORMS: &'static str = "compound, not_before:WORDS|WORDS, not_after:WORDS|WORDS or seat_of:CODE|CODE, several joined with \";\"";

    fn of(text: &str) -> Option<Self> {
        if text == "compound" {
            return Some(Self::Compound);
        }
        let (kind, words) = text.split_once(':')?;
        let words: Vec<String> = words.split('|').map(|w| w.trim().to_owned()).collect();
        match kind {
            _ if words.iter().any(String::is_empty) => None,
            "not_before" => Some(Self::NotBefore(words)),
            "not_after" => Some(Self::NotAfter(words)),
            "seat_of" => Some(Self::SeatOf(words)),
            _ => None,
        }
    }
}

/// A name of a polity in one language, case as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The polity.
    pub code: String,
    /// The words.
    pub text: String,
    /// What kind of name it is.
    pub class: AliasClass,
    /// When it is meant; all must hold.
    pub rules: Vec<AliasRule>,
}

impl Alias {
    fn from_row(row: &Row<'_>) -> Result<Self, WorldError> {
        let rules = row.get(3).split(';').map(str::trim).filter(|r| !r.is_empty()).map(|r| {
            AliasRule::of(r)
                .ok_or_else(|| row.error(format!("\"{r}\" is no rule: write {}", AliasRule::FORMS)))
        });
        Ok(Self {
            code: row.required(0, "the code")?.to_owned(),
            text: row.required(1, "the name")?.to_owned(),
            class: row.one_of(2, &AliasClass::WORDS)?,
            rules: rules.collect::<Result<_, _>>()?,
        })
    }
}

/// Reads `names/LANG.tsv`; `known` tells whether a code has a polity.
pub(crate) fn read(file: &str, text: &str, known: impl Fn(&str) -> bool) -> Result<Vec<Alias>, WorldError> {
    let check = |row: &Row<'_>| {
        let alias = Alias::from_row(row)?;
        let shared = alias.rules.iter().filter_map(|rule| match rule {
            AliasRule::SeatOf(codes) => Some(codes),
            _ => None,
        });
        match std::iter::once(&alias.code).chain(shared.flatten()).find(|code| !known(code)) {
            None => Ok(alias),
            Some(code) => {
                Err(row.error(format!("{code} is no code of polities.tsv: add it there, or mend it here")))
            }
        }
    };
    rows(file, text, &["code", "alias", "class", "rule"])?.iter().map(check).collect()
}
