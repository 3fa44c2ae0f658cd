//! A moment with its offset from Greenwich, as ISO 8601 writes it.

use crate::civil::{self, DAY, Secs};
use std::fmt;
use std::str::FromStr;

/// A date and time with an offset: what relative expressions are reckoned from.
///
/// ```
/// let moment: entente_time::DateTime = "2017-02-02T03:55:00-02:00".parse().unwrap();
/// assert_eq!(moment.to_string(), "2017-02-02T03:55:00-02:00");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime {
    pub(crate) local: Secs,
    pub(crate) offset: i32,
}

/// Why a string is no date and time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date and time: {0:?} (write 2017-02-02T03:55:00+07:00)")]
pub struct DateTimeError(pub String);

impl DateTime {
    pub(crate) fn new(local: Secs, offset: i32) -> Self {
        Self { local, offset }
    }

    /// Noon of a day, at Greenwich; `None` when there is no such day.
    pub fn noon(year: i32, month: u8, day: u8) -> Option<Self> {
        Some(Self { local: civil::day(year, month, day)? * DAY + DAY / 2, offset: 0 })
    }

    fn read(s: &str) -> Option<Self> {
        let (date, time) = s.split_at_checked(10)?;
        let mut parts = date.split('-');
        let mut number = |digits: usize| parts.next().filter(|p| p.len() == digits)?.parse::<u32>().ok();
        let day = civil::day(number(4)? as i32, number(2)? as u8, number(2)? as u8)?;
        let Some(time) = time.strip_prefix(['T', ' ']) else {
            return time.is_empty().then_some(Self { local: day * DAY, offset: 0 });
        };
        let (clock, offset) = match time.find(['Z', '+', '-']) {
            Some(at) => (&time[..at], offset(&time[at..])?),
            None => (time, 0),
        };
        let mut parts = clock.split(':').map(|p| p.split('.').next().unwrap_or(p).parse::<i64>().ok());
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().unwrap_or(Some(0))?;
        let fits = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..61).contains(&second);
        fits.then_some(Self { local: day * DAY + hour * 3600 + minute * 60 + second, offset })
    }
}

/// Minutes east of Greenwich.
fn offset(s: &str) -> Option<i32> {
    if s == "Z" {
        return Some(0);
    }
    let sign = if s.starts_with('-') { -1 } else { 1 };
    let digits: String = s[1..].chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |m| m.parse().ok())?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(s: &str) -> Result<Self, DateTimeError> {
        Self::read(s.trim()).ok_or_else(|| DateTimeError(s.to_owned()))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, month, day) = civil::ymd(civil::day_of(self.local));
        let clock = self.local.rem_euclid(DAY);
        let sign = if self.offset < 0 { '-' } else { '+' };
        let (east, minutes) = (self.offset.abs() / 60, self.offset.abs() % 60);
        let year = if y < 0 { format!("-{:04}", -i64::from(y)) } else { format!("{y:04}") };
        let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
        write!(f, "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{east:02}:{minutes:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_is_usual() {
        let check = |s: &str, expect: &str| {
            assert_eq!(s.parse::<DateTime>().map(|d| d.to_string()), Ok(expect.to_owned()), "{s}");
        };
        check("2017-02-02", "2017-02-02T00:00:00+00:00");
        check("2017-02-02T03:55", "2017-02-02T03:55:00+00:00");
        check("2017-02-02T03:55:10.25Z", "2017-02-02T03:55:10+00:00");
        check("2017-02-02 03:55:10+0700", "2017-02-02T03:55:10+07:00");
        check("2017-02-02T03:55:10-02:30", "2017-02-02T03:55:10-02:30");
    }

    proptest! {
        #[test]
        fn reading_never_panics(s in "\\PC{0,30}|[0-9TZ:.+ -]{0,30}") {
            if let Ok(moment) = s.parse::<DateTime>() {
                prop_assert_eq!(moment.to_string().parse::<DateTime>(), Ok(moment));
            }
        }
    }
}
