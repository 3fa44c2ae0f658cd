//! EDTF dates as stretches of days, to be compared.

use entente_text::Edtf;

/// How fine a date is, finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fineness {
    /// A day, or a stretch between two days.
    Day,
    /// A month, a quarter, a season, or a stretch of them.
    Month,
    /// A year or longer.
    Year,
}

/// A date as it can be compared: days counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// A stretch of days on the calendar.
    Known {
        /// How fine the date is.
        fineness: Fineness,
        /// First day.
        from: i32,
        /// Last day, included.
        to: i32,
    },
    /// A month and maybe a day whose year is open (`XXXX-07-11`).
    OpenYear {
        /// From 1 to 12.
        month: u8,
        /// From 1 to 31.
        day: Option<u8>,
    },
}

impl When {
    /// Reads a date; `None` where it can't be placed on the calendar at all.
    ///
    /// ```
    /// use entente_resolve::When;
    /// use entente_text::Edtf;
    /// let when = |s: &str| When::of(&Edtf::parse(s).unwrap()).unwrap();
    /// assert!(when("2022").agrees(&when("2022-06-29")));
    /// assert!(when("XXXX-06-29").agrees(&when("2022-06-28/2022-06-30")));
    /// assert!(!when("2022-06").agrees(&when("2022-07-01")));
    /// ```
    pub fn of(date: &Edtf) -> Option<Self> {
        let text = date.as_str();
        let Some((from, to)) = text.split_once('/') else { return point(text) };
        match (point(from), point(to)) {
            (Some(Self::Known { fineness: a, from, .. }), Some(Self::Known { fineness: b, to, .. }))
                if from <= to =>
            {
                Some(Self::Known { fineness: a.max(b), from, to })
            }
            // An open end says no more than the end that is known.
            (Some(known), None) | (None, Some(known)) => Some(known),
            (Some(open @ Self::OpenYear { .. }), Some(_)) => Some(open),
            _ => None,
        }
    }

    /// Whether both can be dates of one happening: equal, or one within the other.
    pub fn agrees(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::Known { from: a, to: b, .. }, Self::Known { from: c, to: d, .. }) => {
                (a <= c && d <= b) || (c <= a && b <= d)
            }
            (Self::OpenYear { month, day }, Self::Known { from, to, .. })
            | (Self::Known { from, to, .. }, Self::OpenYear { month, day }) => {
                settle(month, day, from, to).is_some()
            }
            (Self::OpenYear { month: a, day: b }, Self::OpenYear { month: c, day: d }) => {
                a == c && (b.is_none() || d.is_none() || b == d)
            }
        }
    }

    /// First and last day as `YYYY-MM-DD`; `None` where the year is open.
    pub fn bounds(&self) -> Option<(String, String)> {
        match *self {
            Self::Known { from, to, .. } => Some((iso(from), iso(to))),
            Self::OpenYear { .. } => None,
        }
    }

    /// Rank by how much the date says: finest first, open years after years.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::Known { fineness, .. } => *fineness as u8,
            Self::OpenYear { .. } => 3,
        }
    }
}

/// The date that says most among dates that agree; the first of equals. An open year is settled by the
/// others where they leave only one choice.
pub(crate) fn finest<'a>(dates: impl Iterator<Item = &'a Edtf> + Clone) -> Option<Edtf> {
    let mut best: Option<(u8, &Edtf)> = None;
    for date in dates.clone() {
        let rank = When::of(date).map_or(9, |w| w.rank());
        if best.is_none_or(|(r, _)| rank < r) {
            best = Some((rank, date));
        }
    }
    let best = best?.1;
    let Some(When::Known { fineness, from, to }) = When::of(best) else { return Some(best.clone()) };
    if fineness == Fineness::Day {
        return Some(best.clone());
    }
    let settled = dates.filter_map(|d| match When::of(d)? {
        When::OpenYear { month, day } => settle(month, day, from, to),
        When::Known { .. } => None,
    });
    settled.flat_map(|s| Edtf::parse(&s)).next().or_else(|| Some(best.clone()))
}

/// The one day (or month) between `from` and `to` that falls on an open-year date, as EDTF.
fn settle(month: u8, day: Option<u8>, from: i32, to: i32) -> Option<String> {
    let (first, last) = (civil(from).0, civil(to).0);
    let mut found = None;
    // A stretch of many years leaves the year open; two are enough to see it.
    for year in first..=last.min(first + 2) {
        let (a, b) = month_or_day(year, month, day)?;
        if a <= to && b >= from {
            found = found.or(Some(match day {
                Some(day) => format!("{year:04}-{month:02}-{day:02}"),
                None => format!("{year:04}-{month:02}"),
            }));
        }
    }
    found
}

fn month_or_day(year: i32, month: u8, day: Option<u8>) -> Option<(i32, i32)> {
    match day {
        Some(day) => days(year, month, day).map(|d| (d, d)),
        None => Some((days(year, month, 1)?, end_of_month(year, month)?)),
    }
}

fn point(text: &str) -> Option<When> {
    let text = text.trim().trim_end_matches(['~', '?', '%']);
    // A time of day says nothing more here.
    let text = text.split_once('T').map_or(text, |(date, _)| date);
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    if year == "XXXX" {
        let month = month?.parse().ok().filter(|m| (1..=12).contains(m))?;
        let day = day.filter(|d| *d != "XX").map(str::parse).transpose().ok()?;
        return (day.is_none() || (1..=31).contains(&day?)).then_some(When::OpenYear { month, day });
    }
    if year.len() != 4 {
        return None;
    }
    if year.contains('X') {
        let (low, high) = (year.replace('X', "0").parse().ok()?, year.replace('X', "9").parse().ok()?);
        return Some(When::Known {
            fineness: Fineness::Year,
            from: days(low, 1, 1)?,
            to: days(high, 12, 31)?,
        });
    }
    let year: i32 = year.parse().ok()?;
    let known = |fineness, from, to| Some(When::Known { fineness, from, to });
    let Some(month) = month.filter(|m| *m != "XX") else {
        return known(Fineness::Year, days(year, 1, 1)?, days(year, 12, 31)?);
    };
    let month: u8 = month.parse().ok()?;
    if let Some((first, last)) = months_of(month) {
        // Winter runs into the next year.
        let end = if last < first { year + 1 } else { year };
        return known(Fineness::Month, days(year, first, 1)?, end_of_month(end, last)?);
    }
    match day.filter(|d| *d != "XX") {
        None => known(Fineness::Month, days(year, month, 1)?, end_of_month(year, month)?),
        Some(day) => {
            let day = days(year, month, day.parse().ok()?)?;
            known(Fineness::Day, day, day)
        }
    }
}

/// First and last month of EDTF's seasons (21 to 24), quarters (33 to 36) and halves (40, 41).
fn months_of(code: u8) -> Option<(u8, u8)> {
    Some(match code {
        21 => (3, 5),
        22 => (6, 8),
        23 => (9, 11),
        24 => (12, 2),
        33..=36 => ((code - 33) * 3 + 1, (code - 33) * 3 + 3),
        40 => (1, 6),
        41 => (7, 12),
        _ => return None,
    })
}

/// Days from 1970-01-01 (proleptic Gregorian); `None` where there is no such day.
fn days(year: i32, month: u8, day: u8) -> Option<i32> {
    if !(1..=12).contains(&month) || day < 1 || day > length_of_month(year, month) {
        return None;
    }
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let shifted = (i32::from(month) + 9) % 12;
    let of_year = (153 * shifted + 2) / 5 + i32::from(day) - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

fn end_of_month(year: i32, month: u8) -> Option<i32> {
    days(year, month, length_of_month(year, month))
}

fn length_of_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The inverse of [`days`].
fn civil(days: i32) -> (i32, u8, u8) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * shifted + 2) / 5 + 1) as u8;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 } as u8;
    (year_of_era + era * 400 + i32::from(month <= 2), month, day)
}

fn iso(days: i32) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds(s: &str) -> Option<(String, String)> {
        When::of(&Edtf::parse(s).expect("not empty"))?.bounds()
    }

    #[track_caller]
    fn check(date: &str, from: &str, to: &str) {
        assert_eq!(bounds(date), Some((from.to_owned(), to.to_owned())), "{date}");
    }

    #[test]
    fn dates_cover_their_days() {
        check("2022", "2022-01-01", "2022-12-31");
        check("2024-02", "2024-02-01", "2024-02-29");
        check("2022-06-28/2022-06-30", "2022-06-28", "2022-06-30");
        check("2022-06/2022-07", "2022-06-01", "2022-07-31");
        check("2021-24", "2021-12-01", "2022-02-28");
        check("2022-34", "2022-04-01", "2022-06-30");
        check("199X", "1990-01-01", "1999-12-31");
        check("2022-06~", "2022-06-01", "2022-06-30");
        check("2022/..", "2022-01-01", "2022-12-31");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for s in
            ["2022-13", "2022-02-30", "hôm qua", "XXXX", "XXXX-00-01", "2022-06-30/2022-06-28", "1-2-3-4"]
        {
            assert_eq!(bounds(s), None, "{s}");
        }
    }

    #[test]
    fn the_finest_date_is_kept_and_open_years_are_settled() {
        let finest = |dates: &[&str]| {
            let dates: Vec<_> = dates.iter().map(|d| Edtf::parse(d).expect("not empty")).collect();
            super::finest(dates.iter()).map(|d| d.to_string())
        };
        assert_eq!(finest(&["2022", "2022-06-29", "2022-06"]).as_deref(), Some("2022-06-29"));
        assert_eq!(finest(&["2023", "XXXX-07-11"]).as_deref(), Some("2023-07-11"));
        assert_eq!(finest(&["XXXX-07-11"]).as_deref(), Some("XXXX-07-11"));
        assert_eq!(finest(&[]), None);
    }

    proptest! {
        #[test]
        fn civil_undoes_days(n in -500_000i32..500_000) {
            let (y, m, d) = civil(n);
            prop_assert_eq!(days(y, m, d), Some(n));
        }

        #[test]
        fn reading_never_panics_and_agreeing_is_symmetric(a in "[0-9X/~.-]{0,22}", b in "[0-9X-]{1,10}") {
            let read = |s: &str| Edtf::parse(s).ok().and_then(|d| When::of(&d));
            if let (Some(a), Some(b)) = (read(&a), read(&b)) {
                prop_assert_eq!(a.agrees(&b), b.agrees(&a));
                prop_assert!(a.agrees(&a));
            }
        }
    }
}
