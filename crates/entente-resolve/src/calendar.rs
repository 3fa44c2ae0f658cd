//! Dates of two reports held against each other.

use entente_text::edtf::Ymd;
use entente_text::{Edtf, Grain};

/// A date read once, to be compared often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    date: Edtf,
    /// First and last day, when the year is known.
    days: Option<(Ymd, Ymd)>,
    rank: u8,
}

impl When {
    /// Reads a date. Of an interval whose one end is open, the other end counts.
    ///
    /// ```
    /// use entente_resolve::When;
    /// use entente_text::Edtf;
    /// let when = |s: &str| When::of(&Edtf::parse(s).unwrap());
    /// assert!(when("2022").agrees(&when("2022-06-29")));
    /// assert!(when("XXXX-06-29").agrees(&when("2022-06-28/2022-06-30")));
    /// assert!(!when("2022-06").agrees(&when("2022-07-01")));
    /// ```
    pub fn of(date: &Edtf) -> Self {
        let closed = match date.as_str().split_once('/') {
            Some((end, "" | "..") | ("" | "..", end)) => Edtf::parse(end).unwrap_or_else(|_| date.clone()),
            _ => date.clone(),
        };
        let rank = match closed.precision() {
            _ if closed.has_open_year() => 3,
            Grain::Second | Grain::Minute | Grain::Hour | Grain::Day => 0,
            Grain::Week | Grain::Month | Grain::Quarter => 1,
            Grain::Year | Grain::Decade | Grain::Century => 2,
        };
        Self { days: closed.bounds(), date: closed, rank }
    }

    /// Whether both can be dates of one happening: equal, or one within the other.
    pub fn agrees(&self, other: &Self) -> bool {
        match (self.days, other.days) {
            (Some((a, b)), Some((c, d))) => (a <= c && d <= b) || (c <= a && b <= d),
            _ if self.is_open() != other.is_open() => self.date.overlaps(&other.date),
            _ => self.date.contains(&other.date) || other.date.contains(&self.date),
        }
    }

    /// First and last day as `YYYY-MM-DD`; `None` where the year is open.
    pub fn bounds(&self) -> Option<(String, String)> {
        let iso = |(y, m, d): Ymd| format!("{y:04}-{m:02}-{d:02}");
        self.days.map(|(first, last)| (iso(first), iso(last)))
    }

    fn is_open(&self) -> bool {
        self.rank == 3
    }

    /// Rank by how much the date says: days, months, years, then dates of an open year.
    pub(crate) fn rank(&self) -> u8 {
        self.rank
    }
}

/// The date that says most among dates that agree; the first of equals. An open year is settled by the
/// others where they leave only one choice.
pub(crate) fn finest<'a>(dates: impl Iterator<Item = &'a Edtf> + Clone) -> Option<Edtf> {
    let best = dates.clone().min_by_key(|d| When::of(d).rank)?;
    let when = When::of(best);
    match when.days {
        Some((first, last)) if when.rank > 0 && first.0 == last.0 => {
            let settled = dates.filter(|d| d.has_open_year()).map(|d| d.with_year(first.0));
            Some(
                settled
                    .filter(|d| best.contains(d))
                    .min_by_key(|d| When::of(d).rank)
                    .unwrap_or_else(|| best.clone()),
            )
        }
        _ => Some(best.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(a: &str, b: &str, expect: bool) {
        let when = |s: &str| When::of(&Edtf::parse(s).expect("a date"));
        assert_eq!(when(a).agrees(&when(b)), expect, "{a} {b}");
        assert_eq!(when(b).agrees(&when(a)), expect, "{b} {a}");
    }

    #[test]
    fn dates_agree_when_one_lies_in_the_other() {
        check("2022-06", "2022-06-28/2022-06-30", true);
        check("2022-06-28/2022-06-30", "2022-06-30/2022-07-02", false);
        check("2022-34", "2022-06-29", true);
        check("XXXX-07-11", "2023", true);
        check("XXXX-07-11", "2023-06", false);
        check("XXXX-07", "XXXX-07-11", true);
        check("XXXX-07-12", "XXXX-07-11", false);
        check("2014/..", "2014-05-02", true);
        check("2014/..", "2023-05-02", false);
        check("../2018", "2018", true);
    }

    #[test]
    fn the_finest_date_is_kept_and_open_years_are_settled() {
        let finest = |dates: &[&str]| {
            let dates: Vec<_> = dates.iter().map(|d| Edtf::parse(d).expect("a date")).collect();
            super::finest(dates.iter()).map(|d| d.to_string())
        };
        assert_eq!(finest(&["2022", "2022-06-29", "2022-06"]).as_deref(), Some("2022-06-29"));
        assert_eq!(finest(&["2023", "XXXX-07-11"]).as_deref(), Some("2023-07-11"));
        assert_eq!(finest(&["199X", "XXXX-07-11"]).as_deref(), Some("199X"));
        assert_eq!(finest(&["XXXX-07-11"]).as_deref(), Some("XXXX-07-11"));
        assert_eq!(finest(&[]), None);
    }

    proptest! {
        #[test]
        fn agreeing_is_symmetric(a in "[0-9X/.-]{4,21}|(19|20)[0-9]{2}(-0[1-9])?", b in "(19|20)[0-9X]{2}(-1[0-2])?|XXXX-0[1-9]-1[0-9]") {
            if let (Ok(a), Ok(b)) = (Edtf::parse(&a), Edtf::parse(&b)) {
                let (a, b) = (When::of(&a), When::of(&b));
                prop_assert_eq!(a.agrees(&b), b.agrees(&a));
                prop_assert!(a.agrees(&a));
            }
        }
    }
}
