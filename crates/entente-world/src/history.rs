//! What held when: office-holders and their terms, members of organisations, top meetings, and the persons that news
//! names.
//!
//! Five tab-separated files under `world/` are compiled in; each is parsed when it is first asked for. Parsing never
//! fails: a row that is wrong is left out and told of by [`History::problems`], with file and line (the tests hold the
//! embedded data to none).
//!
//! ```
//! use entente_world::history::History;
//! let kishida = History::embedded().terms_of("Fumio Kishida");
//! assert!(kishida.iter().any(|o| o.role == "head_of_government" && o.term.to_string() == "2021-10-04/2024-10-01"));
//! ```

pub mod fold;
pub mod meeting;
pub mod member;
pub mod office;
pub mod person;
mod table;
pub mod term;

pub use fold::fold;
pub use meeting::{Meeting, MeetingHint, MeetingSeries};
pub use member::{Member, MemberList};
pub use office::{Fact, Office};
pub use person::Person;
pub use term::Term;

use entente_text::Edtf;
use entente_text::edtf::Ymd;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use table::{Loaded, Row};

/// What is wrong with a row of the reference world.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("world/{file}:{line}: {message}")]
pub struct HistoryError {
    /// The file under `world/`.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
}

/// The texts of the files, as they stand under `world/`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Texts {
    /// `officeholders.tsv`
    pub officeholders: &'static str,
    /// `persons.vi.tsv`
    pub persons: &'static str,
    /// `members.tsv`
    pub members: &'static str,
    /// `member_lists.tsv`
    pub member_lists: &'static str,
    /// `meetings.tsv`
    pub meetings: &'static str,
    /// `meeting_series.tsv`
    pub meeting_series: &'static str,
}

/// The time-bound facts of the reference world.
#[derive(Debug, Default)]
pub struct History {
    texts: Texts,
    offices: OnceLock<Loaded<Office>>,
    persons: OnceLock<Loaded<Person>>,
    members: OnceLock<Loaded<Member>>,
    member_lists: OnceLock<Loaded<MemberList>>,
    meetings: OnceLock<Loaded<Meeting>>,
    series: OnceLock<Loaded<MeetingSeries>>,
    /// The terms of whoever bears a name, the earliest first.
    terms: OnceLock<Names>,
    person_names: OnceLock<Names>,
}

/// Folded name to the places of its rows.
type Names = FxHashMap<String, Vec<usize>>;

static EMBEDDED: Texts = Texts {
    officeholders: include_str!("../../../world/officeholders.tsv"),
    persons: include_str!("../../../world/persons.vi.tsv"),
    members: include_str!("../../../world/members.tsv"),
    member_lists: include_str!("../../../world/member_lists.tsv"),
    meetings: include_str!("../../../world/meetings.tsv"),
    meeting_series: include_str!("../../../world/meeting_series.tsv"),
};

impl History {
    /// The facts that are compiled in.
    pub fn embedded() -> &'static Self {
        static HISTORY: OnceLock<History> = OnceLock::new();
        HISTORY.get_or_init(|| Self::of(EMBEDDED))
    }

    /// The facts of other texts, in the same columns.
    pub fn of(texts: Texts) -> Self {
        Self { texts, ..Self::default() }
    }

    fn loaded_offices(&self) -> &Loaded<Office> {
        self.offices.get_or_init(|| table::load("officeholders.tsv", self.texts.officeholders))
    }

    fn loaded_persons(&self) -> &Loaded<Person> {
        self.persons.get_or_init(|| table::load("persons.vi.tsv", self.texts.persons))
    }

    fn loaded_members(&self) -> &Loaded<Member> {
        self.members.get_or_init(|| table::load("members.tsv", self.texts.members))
    }

    fn loaded_member_lists(&self) -> &Loaded<MemberList> {
        self.member_lists.get_or_init(|| table::load("member_lists.tsv", self.texts.member_lists))
    }

    fn loaded_meetings(&self) -> &Loaded<Meeting> {
        self.meetings.get_or_init(|| table::load("meetings.tsv", self.texts.meetings))
    }

    fn loaded_series(&self) -> &Loaded<MeetingSeries> {
        self.series.get_or_init(|| table::load("meeting_series.tsv", self.texts.meeting_series))
    }

    /// The rows that could not be read, in the order of files and lines. Parses every file.
    pub fn problems(&self) -> Vec<HistoryError> {
        [
            &self.loaded_offices().problems,
            &self.loaded_persons().problems,
            &self.loaded_members().problems,
            &self.loaded_member_lists().problems,
            &self.loaded_meetings().problems,
            &self.loaded_series().problems,
        ]
        .into_iter()
        .flatten()
        .cloned()
        .collect()
    }

    /// All terms in office, in the order of the file: by code, role and start.
    pub fn offices(&self) -> &[Office] {
        &self.loaded_offices().rows
    }

    /// Who held a role for a polity (ISO 3166-1 alpha-3 or an acronym), the earliest first.
    pub fn office_holders(&self, code: &str, role: &str) -> Vec<&Office> {
        let mut found: Vec<_> = self.offices().iter().filter(|o| o.code == code && o.role == role).collect();
        found.sort_by_key(|o| o.term.sort_key());
        found
    }

    /// Who may have held a role on a day, as far as the dates are known.
    pub fn holders_on(&self, code: &str, role: &str, day: Ymd) -> Vec<&Office> {
        self.office_holders(code, role).into_iter().filter(|o| o.term.may_hold_on(day)).collect()
    }

    /// The terms in office of a person, under any spelling that [`Self::persons`] knows; the earliest first.
    pub fn terms_of(&self, name: &str) -> Vec<&Office> {
        let places = self.terms().get(&fold(name));
        places.into_iter().flatten().filter_map(|i| self.offices().get(*i)).collect()
    }

    fn terms(&self) -> &Names {
        self.terms.get_or_init(|| {
            let own = index(self.offices(), |o| vec![fold(o.name)]);
            let mut all: BTreeMap<String, Vec<usize>> = own.clone().into_iter().collect();
            // Under each name of a person the terms under all of them.
            for person in self.persons() {
                let names: Vec<String> = person.full_names().map(fold).collect();
                let places: Vec<usize> = names.iter().filter_map(|n| own.get(n)).flatten().copied().collect();
                for name in names.into_iter().filter(|_| !places.is_empty()) {
                    all.entry(name).or_default().extend(&places);
                }
            }
            for places in all.values_mut() {
                places.sort_unstable();
                places.dedup();
                places.sort_by_key(|i| self.offices()[*i].term.sort_key());
            }
            all.into_iter().collect()
        })
    }

    fn person_names(&self) -> &Names {
        self.person_names.get_or_init(|| index(self.persons(), |p| p.full_names().map(fold).collect()))
    }

    /// The persons that news names most.
    pub fn persons(&self) -> &[Person] {
        &self.loaded_persons().rows
    }

    /// The persons that bear a full name in one of its spellings, folded before they are compared. One person who
    /// acted for several polities comes once for each.
    pub fn persons_named(&self, name: &str) -> Vec<&Person> {
        let places = self.person_names().get(&fold(name));
        places.into_iter().flatten().filter_map(|i| self.persons().get(*i)).collect()
    }

    /// All rows of membership, observers and partners included.
    pub fn memberships(&self) -> &[Member] {
        &self.loaded_members().rows
    }

    /// The full members of an organisation on a day.
    pub fn members(&self, org: &str, on: Ymd) -> Vec<&Member> {
        self.related(org, member::MEMBER, on)
    }

    /// Those that stand in a relation of a kind (`member`, `observer`, `PfP` …) to an organisation on a day.
    pub fn related(&self, org: &str, kind: &str, on: Ymd) -> Vec<&Member> {
        let all = self.memberships().iter();
        all.filter(|m| m.org == org && m.kind == kind && m.term.may_hold_on(on)).collect()
    }

    /// How many full members an organisation had on a day; `None` where its list is not complete for that day.
    pub fn count_members(&self, org: &str, on: Ymd) -> Option<usize> {
        let complete = self.complete_from(org)?;
        (complete <= on).then(|| self.members(org, on).len())
    }

    /// When an organisation had exactly so many full members: intervals in EDTF, the earliest first, open where it
    /// still has. Empty where its list is not complete.
    pub fn when_member_count(&self, org: &str, n: usize) -> Vec<Edtf> {
        let Some(complete) = self.complete_from(org) else { return Vec::new() };
        let members = self.memberships().iter().filter(|m| m.org == org && m.kind == member::MEMBER);
        member::spans_of_count(members, complete, n)
    }

    fn complete_from(&self, org: &str) -> Option<Ymd> {
        self.loaded_member_lists().rows.iter().find(|l| l.org == org)?.complete_from.first_day()
    }

    /// All top meetings, in the order of the file.
    pub fn all_meetings(&self) -> &[Meeting] {
        &self.loaded_meetings().rows
    }

    /// The series of meetings, with the names that news gives them.
    pub fn series(&self) -> &[MeetingSeries] {
        &self.loaded_series().rows
    }

    /// The meetings of a series or an organisation that fall in a year, the earliest first.
    pub fn meetings(&self, series_or_org: &str, year: i32) -> Vec<&Meeting> {
        self.find_meetings(series_or_org, &[MeetingHint::Year(year)])
    }

    /// The meetings of a series or an organisation that fit all hints, the earliest first.
    pub fn find_meetings(&self, series_or_org: &str, hints: &[MeetingHint<'_>]) -> Vec<&Meeting> {
        let all = self.all_meetings().iter();
        let mut found: Vec<_> = all
            .filter(|m| m.series == series_or_org || m.org == series_or_org)
            .filter(|m| hints.iter().all(|h| m.fits(h)))
            .collect();
        found.sort_by_key(|m| m.term.sort_key());
        found
    }

    /// The one meeting of a series that a place, year or month tells from the others.
    pub fn find_meeting(&self, series: &str, hint: MeetingHint<'_>) -> Option<&Meeting> {
        match self.find_meetings(series, &[hint])[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}

fn index<T>(rows: &[T], names: impl Fn(&T) -> Vec<String>) -> Names {
    let mut index = Names::default();
    for (i, row) in rows.iter().enumerate() {
        for name in names(row) {
            let places = index.entry(name).or_default();
            if places.last() != Some(&i) {
                places.push(i);
            }
        }
    }
    index
}

/// A row that a file of the reference world gives.
trait FromRow: Sized {
    /// The columns, in their order.
    const COLUMNS: &'static [&'static str];
    /// Reads a row; the message says what is wrong.
    fn from_row(row: &Row) -> Result<Self, String>;
}

#[cfg(test)]
mod tests;
