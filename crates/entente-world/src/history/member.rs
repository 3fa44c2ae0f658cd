//! Members of organisations, from when to when.

use super::office::Fact;
use super::table::Row;
use super::{FromRow, Term};
use entente_text::Edtf;
use entente_text::edtf::Ymd;

/// The kind of full members.
pub(super) const MEMBER: &str = "member";

/// One polity's membership of an organisation, or another standing relation to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The organisation.
    pub org: &'static str,
    /// The state, or an organisation.
    pub code: &'static str,
    /// From when to when. `1945` in a list that nobody counts may be short for a day.
    pub term: Term,
    /// `member`, `observer`, `dialogue_partner`, or the name of a partner format (`PfP`, `IP4`, `MNNA`).
    pub kind: &'static str,
    /// Where the row comes from.
    pub source: Fact,
}

impl FromRow for Member {
    const COLUMNS: &'static [&'static str] = &["org", "member", "since", "until", "kind", "source"];

    fn from_row(row: &Row) -> Result<Self, String> {
        Ok(Self {
            org: row.code(0)?,
            code: row.code(1)?,
            term: Term::new(row.date(2)?, row.date(3)?)?,
            kind: row.required(4, "the kind")?,
            source: Fact::read(row.get(5))?,
        })
    }
}

/// An organisation whose members are all listed, so that they can be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberList {
    /// The organisation.
    pub org: &'static str,
    /// From when on the list is complete.
    pub complete_from: Edtf,
}

impl FromRow for MemberList {
    const COLUMNS: &'static [&'static str] = &["org", "complete_from"];

    fn from_row(row: &Row) -> Result<Self, String> {
        let complete_from = row.date(1)?.ok_or("the date is missing")?;
        Ok(Self { org: row.code(0)?, complete_from })
    }
}

/// When exactly `n` of the terms hold, from a day on.
pub(super) fn spans_of_count<'a>(
    members: impl Iterator<Item = &'a Member>,
    from: Ymd,
    n: usize,
) -> Vec<Edtf> {
    let terms: Vec<(Ymd, Ymd)> = members.map(|m| m.term.outer()).collect();
    // The count changes on the first day of a term and on the day after its last.
    let mut turns: Vec<Ymd> = terms.iter().flat_map(|(first, last)| [*first, next_day(*last)]).collect();
    turns.push(from);
    turns.retain(|t| *t >= from);
    turns.sort_unstable();
    turns.dedup();
    let count = |day: Ymd| terms.iter().filter(|(first, last)| *first <= day && day <= *last).count();
    let mut spans: Vec<(Ymd, Option<Ymd>)> = Vec::new();
    for (i, turn) in turns.iter().enumerate() {
        if turn.0 > LAST_YEAR || count(*turn) != n {
            continue;
        }
        let end = turns.get(i + 1).filter(|t| t.0 <= LAST_YEAR).copied();
        match spans.last_mut() {
            Some(last) if last.1 == Some(*turn) => last.1 = end,
            _ => spans.push((*turn, end)),
        }
    }
    spans.into_iter().filter_map(|(start, end)| span(start, end)).collect()
}

/// The last year that EDTF writes in four digits.
const LAST_YEAR: i32 = 9999;

fn span(start: Ymd, end: Option<Ymd>) -> Option<Edtf> {
    let text = |(y, m, d): Ymd| format!("{y:04}-{m:02}-{d:02}");
    let end = end.map_or("..".to_owned(), |e| text(day_before(e)));
    Edtf::parse(&format!("{}/{end}", text(start))).ok()
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn next_day((y, m, d): Ymd) -> Ymd {
    match (m, d) {
        _ if d < days_in(y, m) => (y, m, d + 1),
        (12, _) => (y.saturating_add(1), 1, 1),
        _ => (y, m + 1, 1),
    }
}

fn day_before((y, m, d): Ymd) -> Ymd {
    match (m, d) {
        (_, 2..) => (y, m, d - 1),
        (1, _) => (y - 1, 12, 31),
        _ => (y, m - 1, days_in(y, m - 1)),
    }
}
