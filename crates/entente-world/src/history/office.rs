//! Offices and the terms of their holders.

use super::table::Row;
use super::{FromRow, Term};
use entente_text::edtf::Ymd;

/// Where a fact was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// REIGN, the Rulers, Elections and Irregular Governance dataset, to 2021-03.
    Reign,
    /// An extract of Wikidata of 2022-10.
    Wikidata2022,
    /// An extract of Wikidata of 2023-01.
    Wikidata2023,
    /// What the makers of this list knew, to the end of 2024.
    Own,
}

impl Fact {
    /// As the files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reign => "reign",
            Self::Wikidata2022 => "wikidata-2022",
            Self::Wikidata2023 => "wikidata-2023",
            Self::Own => "own",
        }
    }

    /// The day that it was written: what it says to hold still may have ended after that.
    pub fn as_of(self) -> Ymd {
        match self {
            Self::Reign => (2021, 3, 31),
            Self::Wikidata2022 => (2022, 10, 31),
            Self::Wikidata2023 => (2023, 1, 31),
            Self::Own => (2024, 12, 31),
        }
    }

    pub(super) fn read(text: &str) -> Result<Self, String> {
        let all = [Self::Reign, Self::Wikidata2022, Self::Wikidata2023, Self::Own];
        all.into_iter()
            .find(|f| f.as_str() == text)
            .ok_or_else(|| format!("{text:?} is no source: write reign, wikidata-2022, wikidata-2023 or own"))
    }
}

/// One term of one person in one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The polity: ISO 3166-1 alpha-3, or the acronym of an organisation.
    pub code: &'static str,
    /// The office: `head_of_state`, `head_of_government`, `foreign_minister` …
    pub role: &'static str,
    /// The holder, in Latin letters as English news writes them; `REIGN` often gives the family name alone.
    pub name: &'static str,
    /// From when to when.
    pub term: Term,
    /// Where the row comes from.
    pub source: Fact,
    /// The holder in Wikidata.
    pub qid: Option<&'static str>,
}

impl FromRow for Office {
    const COLUMNS: &'static [&'static str] = &["code", "role", "name", "start", "end", "source", "qid"];

    fn from_row(row: &Row) -> Result<Self, String> {
        Ok(Self {
            code: row.code(0)?,
            role: row.id(1, "role")?,
            name: row.required(2, "the name")?,
            term: Term::new(row.date(3)?, row.date(4)?)?,
            source: Fact::read(row.get(5))?,
            qid: qid(row.get(6))?,
        })
    }
}

fn qid(text: &'static str) -> Result<Option<&'static str>, String> {
    let digits = |t: &str| t.len() > 1 && t.starts_with('Q') && t[1..].bytes().all(|b| b.is_ascii_digit());
    match text {
        "" => Ok(None),
        _ if digits(text) => Ok(Some(text)),
        _ => Err(format!("{text:?} is no item of Wikidata: write Q and digits")),
    }
}
