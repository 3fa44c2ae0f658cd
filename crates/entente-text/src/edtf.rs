//! Dates in EDTF (ISO 8601-2), as far as news needs it.
//!
//! Read and written: days, months, years, decades and centuries (`2022-06-28`, `2022-06`, `2022`, `199X`, `19XX`),
//! dates whose year, month or day is not settled (`XXXX-07-11`, `2022-XX`, `2022-06-XX`), seasons, quarters and halves
//! (`2024-21`, `2024-33`, `2024-40`), the marks `?`, `~` and `%`, and intervals of all of these, open ones
//! included (`2014/..`, `../2018`). Times of day are not: events are dated by the day.

use crate::annotation::Grain;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// Year, month and day.
pub type Ymd = (i32, u8, u8);

/// Why a string is no EDTF date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an EDTF date: {0:?} (write 2022, 2022-06, 2022-06-28, 2022-06-28/2022-06-30 or XXXX-07-11)")]
pub struct EdtfError(pub String);

/// A date in EDTF: `2022`, `2022-06`, `2022-06-28`, `2022-06-28/2022-06-30`, `XXXX-07-11`.
///
/// Sorted by [`Edtf::sort_key`]: along the timeline, dates of an open year last.
///
/// ```
/// use entente_text::Edtf;
/// let june = Edtf::parse("2022-06").unwrap();
/// assert_eq!(june.bounds(), Some(((2022, 6, 1), (2022, 6, 30))));
/// assert!(june.contains(&Edtf::parse("2022-06-28/2022-06-30").unwrap()));
/// assert!(Edtf::parse("2022-02-30").is_err());
/// assert!(Edtf::parse("XXXX-07-11").unwrap().has_open_year());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Edtf(String);

impl Edtf {
    /// Reads a date.
    pub fn parse(s: &str) -> Result<Self, EdtfError> {
        match Form::read(s) {
            Some(_) => Ok(Self(s.to_owned())),
            None => Err(EdtfError(s.to_owned())),
        }
    }

    /// A year.
    pub fn year(year: i32) -> Result<Self, EdtfError> {
        Self::parse(&Year::of(year).to_string())
    }

    /// A month; no year is an open one.
    pub fn month(year: Option<i32>, month: u8) -> Result<Self, EdtfError> {
        Self::parse(&format!("{}-{month:02}", Year::open_or(year)))
    }

    /// A day; no year is an open one.
    pub fn day(year: Option<i32>, month: u8, day: u8) -> Result<Self, EdtfError> {
        Self::parse(&format!("{}-{month:02}-{day:02}", Year::open_or(year)))
    }

    /// The shortest form for the days from `first` to `last`: a century, decade, year, month or day where they fill
    /// one, an interval of days otherwise.
    pub fn from_bounds(first: Ymd, last: Ymd) -> Result<Self, EdtfError> {
        let plain = |(y, m, d): Ymd| format!("{}-{m:02}-{d:02}", Year::of(y));
        let whole_years = (first.1, first.2) == (1, 1) && (last.1, last.2) == (12, 31);
        let whole_month =
            first.2 == 1 && (first.0, first.1) == (last.0, last.1) && last.2 == days_in(last.0, last.1);
        let text = match last.0 - first.0 {
            _ if first == last => plain(first),
            99 if whole_years && first.0 >= 0 && first.0 % 100 == 0 => format!("{:02}XX", first.0 / 100),
            9 if whole_years && first.0 >= 0 && first.0 % 10 == 0 => format!("{:03}X", first.0 / 10),
            0 if whole_years => Year::of(first.0).to_string(),
            _ if whole_month => format!("{}-{:02}", Year::of(first.0), first.1),
            _ => format!("{}/{}", plain(first), plain(last)),
        };
        Self::parse(&text)
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn form(&self) -> Form {
        Form::read(&self.0).unwrap_or(Form::Interval(End::Open, End::Open))
    }

    /// The first and the last day, when the year is known and neither end is open.
    pub fn bounds(&self) -> Option<(Ymd, Ymd)> {
        Some((self.first_day()?, self.last_day()?))
    }

    /// The first day; `None` when the year or the beginning is open.
    pub fn first_day(&self) -> Option<Ymd> {
        self.form().begin()?.days(None).map(|d| d.0)
    }

    /// The last day; `None` when the year or the end is open.
    pub fn last_day(&self) -> Option<Ymd> {
        self.form().end()?.days(None).map(|d| d.1)
    }

    /// Whether a year is wholly unspecified: `XXXX-07-11`.
    pub fn has_open_year(&self) -> bool {
        let form = self.form();
        [form.begin(), form.end()].into_iter().flatten().any(|d| d.year.open == 4)
    }

    /// Whether it is an interval with a slash.
    pub fn is_interval(&self) -> bool {
        matches!(self.form(), Form::Interval(..))
    }

    /// Whether it bears `?`, `~` or `%`.
    pub fn is_uncertain(&self) -> bool {
        self.0.contains(['?', '~', '%'])
    }

    /// The date with its open year set to `year`; dates with a year stay. An interval that would run backwards ends in
    /// the year after.
    #[must_use]
    pub fn with_year(&self, year: i32) -> Self {
        let fill = |part: &str, year: i32| part.replacen("XXXX", &Year::of(year).to_string(), 1);
        let text = match self.0.split_once('/') {
            None => fill(&self.0, year),
            Some((a, b)) => {
                let same = format!("{}/{}", fill(a, year), fill(b, year));
                if Self::parse(&same).is_ok() {
                    same
                } else {
                    format!("{}/{}", fill(a, year), fill(b, year + 1))
                }
            }
        };
        Self::parse(&text).unwrap_or_else(|_| self.clone())
    }

    /// The day, month or year (`unit`) that lies `n` units after its first day: `2023-07-12` and two months give `2023-09`.
    /// An open year stays open; of it no other year can be told. `None` for other units, and past the calendar.
    pub fn shifted(&self, unit: Grain, n: i32) -> Option<Self> {
        let is_open = self.has_open_year();
        let (year, month, day) =
            if is_open { self.with_year(COMMON_YEAR) } else { self.clone() }.first_day()?;
        let shown = |year: i32| (!is_open).then_some(year);
        match unit {
            Grain::Day => {
                let (y, m, d) = days_later((year, month, day), n)?;
                Self::day(shown(y), m, d).ok()
            }
            Grain::Month => {
                let months = year.checked_mul(12)?.checked_add(i32::from(month) - 1)?.checked_add(n)?;
                Self::month(shown(months.div_euclid(12)), months.rem_euclid(12) as u8 + 1).ok()
            }
            Grain::Year if !is_open => Self::year(year.checked_add(n)?).ok(),
            _ => None,
        }
    }

    /// The unit that it is precise to; of an interval, the coarser of its ends.
    pub fn precision(&self) -> Grain {
        let form = self.form();
        [form.begin(), form.end()].into_iter().flatten().map(Date::grain).max().unwrap_or(Grain::Century)
    }

    /// Whether every day of `other` is a day of this one. Two dates of open years are compared within one year; a date
    /// of an open year is never certain to lie in one with a year.
    pub fn contains(&self, other: &Self) -> bool {
        if self.has_open_year() != other.has_open_year() {
            return false;
        }
        let (a, b) = (self.form().range(COMMON_YEAR), other.form().range(COMMON_YEAR));
        a.0 <= b.0 && b.1 <= a.1
    }

    /// Whether the two can share a day. An open year stands for any year.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self.has_open_year(), other.has_open_year()) {
            (true, false) => other.overlaps(self),
            (false, true) => {
                let (first, last) = self.form().range(COMMON_YEAR);
                if first == FIRST || last == LAST || last.0 - first.0 > 400 {
                    return true;
                }
                (first.0 - 1..=last.0).any(|y| meet((first, last), other.form().range(y)))
            }
            _ => meet(self.form().range(COMMON_YEAR), other.form().range(COMMON_YEAR)),
        }
    }

    /// Sorts along the timeline: first day, then last day; open beginnings first, dates of an open year last.
    pub fn sort_key(&self) -> (bool, Ymd, Ymd) {
        let (first, last) = self.form().range(COMMON_YEAR);
        (self.has_open_year(), first, last)
    }
}

impl Ord for Edtf {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sort_key().cmp(&other.sort_key()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(s: &str) -> Result<Self, EdtfError> {
        Self::parse(s)
    }
}

impl TryFrom<String> for Edtf {
    type Error = EdtfError;

    fn try_from(s: String) -> Result<Self, EdtfError> {
        if Form::read(&s).is_some() { Ok(Self(s)) } else { Err(EdtfError(s)) }
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> Self {
        date.0
    }
}

/// Stands in for an open year where two of them are compared; a leap year, so that 29 February exists.
const COMMON_YEAR: i32 = 2000;
const FIRST: Ymd = (i32::MIN, 1, 1);
const LAST: Ymd = (i32::MAX, 12, 31);

fn meet(a: (Ymd, Ymd), b: (Ymd, Ymd)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

/// Days of a month; 0 for a month that does not exist.
pub(crate) fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The day that lies `n` days later; `None` more than some thirty years away.
fn days_later((mut year, mut month, day): Ymd, n: i32) -> Option<Ymd> {
    let mut left = i32::from(day).checked_add(n).filter(|_| n.abs() < 12_000)?;
    while left < 1 {
        (year, month) = if month == 1 { (year.checked_sub(1)?, 12) } else { (year, month - 1) };
        left += i32::from(days_in(year, month));
    }
    while left > i32::from(days_in(year, month)) {
        left -= i32::from(days_in(year, month));
        (year, month) = if month == 12 { (year.checked_add(1)?, 1) } else { (year, month + 1) };
    }
    Some((year, month, left as u8))
}

/// A year with `open` digits unspecified from the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Year {
    value: i32,
    open: u32,
}

impl Year {
    fn of(value: i32) -> Self {
        Self { value, open: 0 }
    }

    fn open_or(value: Option<i32>) -> Self {
        value.map_or(Self { value: 0, open: 4 }, Self::of)
    }

    fn read(s: &str) -> Option<Self> {
        let (sign, digits) = s.strip_prefix('-').map_or((1, s), |d| (-1, d));
        let known = digits.trim_end_matches('X');
        let open = (digits.len() - known.len()) as u32;
        if digits.len() != 4 || !known.bytes().all(|b| b.is_ascii_digit()) || (sign < 0 && open > 0) {
            return None;
        }
        let value = if known.is_empty() { 0 } else { known.parse::<i32>().ok()? * 10_i32.pow(open) };
        Some(Self { value: sign * value, open })
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.open {
            0 if self.value < 0 => write!(f, "-{:04}", -i64::from(self.value)),
            0 => write!(f, "{:04}", self.value),
            _ => f.write_str("XXXX"),
        }
    }
}

/// Month or day: a number or `XX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Absent,
    Any,
    Is(u8),
}

impl Part {
    fn read(s: &str) -> Option<Self> {
        match s.as_bytes() {
            b"XX" => Some(Self::Any),
            [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => {
                Some(Self::Is((a - b'0') * 10 + (b - b'0')))
            }
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Date {
    year: Year,
    month: Part,
    day: Part,
}

impl Date {
    fn read(s: &str) -> Option<Self> {
        Self::plain(s.as_bytes()).map_or_else(|| Self::any(s), |d| d.exists().then_some(d))
    }

    /// The forms that nearly all dates have: `2022`, `2022-06`, `2022-06-28`, the year open or not.
    fn plain(s: &[u8]) -> Option<Self> {
        let two = |at: usize| match s.get(at..at + 2)? {
            [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some((a - b'0') * 10 + (b - b'0')),
            _ => None,
        };
        let part = |at: usize| if *s.get(at)? == b'-' { two(at + 1).map(Part::Is) } else { None };
        let year = match s.get(..4)? {
            b"XXXX" => Year::open_or(None),
            _ => Year::of(i32::from(two(0)?) * 100 + i32::from(two(2)?)),
        };
        let (month, day) = match s.len() {
            4 => (Part::Absent, Part::Absent),
            7 => (part(4)?, Part::Absent),
            10 => (part(4)?, part(7)?),
            _ => return None,
        };
        Some(Self { year, month, day })
    }

    fn any(s: &str) -> Option<Self> {
        let s = s.strip_suffix(['?', '~', '%']).unwrap_or(s);
        let cut = if s.starts_with('-') { 5 } else { 4 };
        let (year, rest) = (s.get(..cut)?, s.get(cut..)?);
        let year = Year::read(year)?;
        let mut parts = rest.split('-');
        if !parts.next()?.is_empty() {
            return None;
        }
        let month = parts.next().map_or(Some(Part::Absent), Part::read)?;
        let day = parts.next().map_or(Some(Part::Absent), Part::read)?;
        let date = Self { year, month, day };
        (parts.next().is_none() && date.exists()).then_some(date)
    }

    fn exists(self) -> bool {
        // A year that is known in part carries no month: nobody writes "a June of the nineties" in EDTF.
        if (1..4).contains(&self.year.open) && self.month != Part::Absent {
            return false;
        }
        let longest = |m| days_in(if self.year.open == 4 { COMMON_YEAR } else { self.year.value }, m);
        match (self.month, self.day) {
            (Part::Absent | Part::Any, Part::Absent | Part::Any) => true,
            (Part::Is(m), Part::Absent) => (1..=12).contains(&m) || part_of_year(m).is_some(),
            (Part::Is(m), Part::Any) => (1..=12).contains(&m),
            (Part::Any, Part::Is(d)) => (1..=31).contains(&d),
            (Part::Is(m), Part::Is(d)) => (1..=longest(m)).contains(&d),
            (Part::Absent, Part::Is(_)) => false,
        }
    }

    /// First and last day. `stand_in` is taken for an open year; without one there are no days.
    fn days(self, stand_in: Option<i32>) -> Option<(Ymd, Ymd)> {
        let (y, z) = match self.year.open {
            4 => (stand_in?, stand_in?),
            n => (self.year.value, self.year.value + 10_i32.pow(n) - 1),
        };
        let (first, last) = match self.month {
            Part::Absent | Part::Any => ((y, 1), (z, 12)),
            Part::Is(m) => match part_of_year(m) {
                Some((from, to)) => ((y, from), (if to < from { z + 1 } else { z }, to)),
                None => ((y, m), (z, m)),
            },
        };
        Some(match self.day {
            Part::Is(d) => (
                (first.0, first.1, d.min(days_in(first.0, first.1))),
                (last.0, last.1, d.min(days_in(last.0, last.1))),
            ),
            _ => ((first.0, first.1, 1), (last.0, last.1, days_in(last.0, last.1))),
        })
    }

    fn grain(self) -> Grain {
        match (self.year.open, self.month, self.day) {
            (_, _, Part::Is(_)) => Grain::Day,
            (_, Part::Is(m), _) if m > 12 => Grain::Quarter,
            (_, Part::Is(_), _) => Grain::Month,
            (0 | 4, ..) => Grain::Year,
            (1, ..) => Grain::Decade,
            _ => Grain::Century,
        }
    }
}

/// First and last month of EDTF's divisions of the year: seasons of the northern half, quarters, halves. Winter runs
/// into the next year.
fn part_of_year(code: u8) -> Option<(u8, u8)> {
    Some(match code {
        21 => (3, 5),
        22 => (6, 8),
        23 => (9, 11),
        24 => (12, 2),
        33..=36 => (3 * (code - 33) + 1, 3 * (code - 33) + 3),
        40 => (1, 6),
        41 => (7, 12),
        _ => return None,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    At(Date),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Single(Date),
    Interval(End, End),
}

impl Form {
    fn read(s: &str) -> Option<Self> {
        let Some(slash) = s.bytes().position(|b| b == b'/') else { return Date::read(s).map(Self::Single) };
        let (a, b) = (&s[..slash], &s[slash + 1..]);
        let end = |s: &str| if matches!(s, "" | "..") { Some(End::Open) } else { Date::read(s).map(End::At) };
        let (a, b) = (end(a)?, end(b)?);
        let in_order = match (a, b) {
            (End::Open, End::Open) => false,
            (End::At(a), End::At(b)) => match (a.days(None), b.days(None)) {
                (Some(a), Some(b)) => a.0 <= b.0 && a.1 <= b.1,
                (None, None) => true,
                _ => false,
            },
            _ => true,
        };
        in_order.then_some(Self::Interval(a, b))
    }

    fn begin(self) -> Option<Date> {
        match self {
            Self::Single(d) | Self::Interval(End::At(d), _) => Some(d),
            Self::Interval(End::Open, _) => None,
        }
    }

    fn end(self) -> Option<Date> {
        match self {
            Self::Single(d) | Self::Interval(_, End::At(d)) => Some(d),
            Self::Interval(_, End::Open) => None,
        }
    }

    /// First and last day with `stand_in` for open years, open ends as far away as can be.
    fn range(self, stand_in: i32) -> (Ymd, Ymd) {
        let first = self.begin().and_then(|d| d.days(Some(stand_in))).map_or(FIRST, |d| d.0);
        let last = self.end().and_then(|d| d.days(Some(stand_in))).map_or(LAST, |d| d.1);
        // An interval of open years that runs backwards passes New Year: XXXX-12-30/XXXX-01-02.
        let last = if last < first { (last.0.saturating_add(1), last.1, last.2) } else { last };
        (first, last)
    }
}

#[cfg(test)]
mod tests;
