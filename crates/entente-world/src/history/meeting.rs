//! Top meetings that recur, and how news names them.

use super::office::Fact;
use super::table::Row;
use super::{FromRow, Term, fold};
use crate::World;
use entente_text::Edtf;
use entente_text::edtf::Ymd;

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its identifier: `nato-2022-madrid`.
    pub id: &'static str,
    /// The series: `nato-summit`.
    pub series: &'static str,
    /// In Vietnamese.
    pub name_vi: &'static str,
    /// In English.
    pub name_en: &'static str,
    /// The organisation or format that meets.
    pub org: &'static str,
    /// From its first to its last day.
    pub term: Term,
    /// The host state; empty when it met by video or in several.
    pub place_code: &'static str,
    /// The town in all spellings that news uses.
    pub places: Vec<&'static str>,
    /// Where the row comes from.
    pub source: Fact,
}

/// What tells one meeting of a series from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingHint<'a> {
    /// A town or the code of the host state.
    Place(&'a str),
    /// A year.
    Year(i32),
    /// A month of a year.
    Month(i32, u8),
    /// A month of any year.
    MonthOfAnyYear(u8),
    /// A day of any year.
    DayOfAnyYear(u8, u8),
}

impl Meeting {
    /// Its days as EDTF: one day, or an interval.
    pub fn dates(&self) -> Option<Edtf> {
        match (self.term.start(), self.term.end()) {
            (Some(start), Some(end)) if start != end => Edtf::parse(&format!("{start}/{end}")).ok(),
            (Some(day), _) | (None, Some(day)) => Some(day.clone()),
            (None, None) => None,
        }
    }

    /// Whether a hint speaks for it.
    pub fn fits(&self, hint: &MeetingHint<'_>) -> bool {
        let (first, last) = self.term.outer();
        let spans = |from: Ymd, to: Ymd| self.term.may_hold_within(from, to);
        match *hint {
            MeetingHint::Place(place) => self.is_in(place),
            MeetingHint::Year(y) => spans((y, 1, 1), (y, 12, 31)),
            MeetingHint::Month(y, m) => spans((y, m, 1), (y, m, 31)),
            MeetingHint::MonthOfAnyYear(m) => (first.0..=last.0).any(|y| spans((y, m, 1), (y, m, 31))),
            MeetingHint::DayOfAnyYear(m, d) => (first.0..=last.0).any(|y| spans((y, m, d), (y, m, d))),
        }
    }

    fn is_in(&self, place: &str) -> bool {
        let wanted = fold(place);
        place == self.place_code || self.places.iter().any(|p| fold(p) == wanted)
    }
}

impl FromRow for Meeting {
    const COLUMNS: &'static [&'static str] =
        &["id", "series", "name_vi", "name_en", "org", "start", "end", "place_code", "place", "source"];

    fn from_row(row: &Row) -> Result<Self, String> {
        let start = row.date(5)?.ok_or("the start is missing")?;
        let end = row.date(6)?.ok_or("the end is missing (write the start again for one day)")?;
        Ok(Self {
            id: row.id(0, "id")?,
            series: row.id(1, "series")?,
            name_vi: row.required(2, "the Vietnamese name")?,
            name_en: row.required(3, "the English name")?,
            org: row.code(4)?,
            term: Term::new(Some(start), Some(end))?,
            place_code: if row.get(7).is_empty() { "" } else { row.code(7)? },
            places: row.list(8),
            source: Fact::read(row.get(9))?,
        })
    }
}

/// A series of meetings, and what news calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingSeries {
    /// Its identifier, which meetings refer to.
    pub id: &'static str,
    /// The organisation or format.
    pub org: &'static str,
    /// In Vietnamese.
    pub name_vi: &'static str,
    /// In English.
    pub name_en: &'static str,
    /// Other names in Vietnamese. A place or year mostly follows ("hội nghị thượng đỉnh NATO tại Vilnius"); `{org}` stands for the
    /// organisation's name in full.
    pub aliases_vi: Vec<&'static str>,
    /// Other names in English.
    pub aliases_en: Vec<&'static str>,
}

impl MeetingSeries {
    /// All its names in a language (ISO 639-1), the usual one first: Vietnamese for `vi`, English for any other.
    ///
    /// ```
    /// let nato = &entente_world::history::History::embedded().series()[0];
    /// assert_eq!(nato.names("en")[..2], ["NATO summit", "NATO leaders' meeting"]);
    /// assert!(nato.names("vi").iter().all(|name| !name.contains('{')));
    /// ```
    pub fn names(&self, lang: &str) -> Vec<String> {
        let (name, others) = match lang {
            "vi" => (self.name_vi, &self.aliases_vi),
            _ => (self.name_en, &self.aliases_en),
        };
        let org = World::embedded().polity(self.org).map_or(self.org, |p| p.name(lang));
        std::iter::once(&name).chain(others).map(|n| n.replace("{org}", org)).collect()
    }
}

impl FromRow for MeetingSeries {
    const COLUMNS: &'static [&'static str] =
        &["series", "org", "name_vi", "name_en", "aliases_vi", "aliases_en"];

    fn from_row(row: &Row) -> Result<Self, String> {
        Ok(Self {
            id: row.id(0, "series")?,
            org: row.code(1)?,
            name_vi: row.required(2, "the Vietnamese name")?,
            name_en: row.required(3, "the English name")?,
            aliases_vi: row.list(4),
            aliases_en: row.list(5),
        })
    }
}
