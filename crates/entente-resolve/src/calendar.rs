//! Dates of two reports held against each other.

use entente_text::edtf::Ymd;
use entente_text::{Edtf, Grain};

/// A date read once, to be compared often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// First and last day; of an open year, as they fall in [`COMMON`].
    days: Option<(Ymd, Ymd)>,
    rank: u8,
}

/// The year that stands for an open one; a leap year, so that it has all days.
const COMMON: i32 = 2000;

/// Rank of dates whose year is open.
const OPEN: u8 = 3;

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
        if closed.has_open_year() {
            return Self { days: closed.with_year(COMMON).bounds(), rank: OPEN };
        }
        let rank = match closed.precision() {
            Grain::Second | Grain::Minute | Grain::Hour | Grain::Day => 0,
            Grain::Week | Grain::Month | Grain::Quarter => 1,
            Grain::Year | Grain::Decade | Grain::Century => 2,
        };
        Self { days: closed.bounds(), rank }
    }

    /// Whether both can be dates of one happening: equal, or one within the other.
    pub fn agrees(&self, other: &Self) -> bool {
        let (Some((a, b)), Some((c, d))) = (self.days, other.days) else { return self == other };
        match (self.is_open(), other.is_open()) {
            (false, false) | (true, true) => (a <= c && d <= b) || (c <= a && b <= d),
            (true, false) => falls_in((a, b), (c, d)),
            (false, true) => falls_in((c, d), (a, b)),
        }
    }

    /// First and last day as `YYYY-MM-DD`; `None` where the year is open.
    pub fn bounds(&self) -> Option<(String, String)> {
        let iso = |(y, m, d): Ymd| format!("{y:04}-{m:02}-{d:02}");
        self.days.filter(|_| !self.is_open()).map(|(first, last)| (iso(first), iso(last)))
    }

    /// First and last day; `None` where the year is open or nothing is known.
    pub(crate) fn days(&self) -> Option<(Ymd, Ymd)> {
        self.days.filter(|_| !self.is_open())
    }

    fn is_open(&self) -> bool {
        self.rank == OPEN
    }

    /// Whether it leaves more than a season open, or says nothing.
    pub(crate) fn is_long(&self) -> bool {
        self.days.is_none_or(|(first, last)| months(first, last).take(SHORT + 2).count() > SHORT + 1)
    }

    /// Rank by how much the date says: days, months, years, then dates of an open year.
    pub(crate) fn rank(&self) -> u8 {
        self.rank
    }

    /// Where to file a date, so that those that agree with it are found without looking at all others.
    pub(crate) fn drawers(&self) -> Vec<u32> {
        let Some((first, last)) = self.days else { return vec![EVERY] };
        let open = |m: u8| u32::from(m) + 1;
        if self.is_open() {
            return months(first, last).take(12).map(|(_, m)| open(m)).collect();
        }
        let months: Vec<(i32, u8)> = months(first, last).take(SHORT + 1).collect();
        let mut drawers = vec![EVERY];
        if months.len() > SHORT {
            drawers.push(LONG);
            drawers.extend((1..=12).map(open));
        } else {
            drawers.extend(months.iter().map(|(y, m)| month_drawer(*y, *m)));
            drawers.extend(months.into_iter().map(|(_, m)| open(m)));
        }
        drawers
    }

    /// The drawers in which dates may lie that agree with this one and say no less.
    pub(crate) fn near(&self) -> Vec<u32> {
        let Some((first, last)) = self.days else { return vec![EVERY] };
        if self.is_open() {
            return self.drawers();
        }
        let months: Vec<(i32, u8)> = months(first, last).take(SHORT + 1).collect();
        if months.len() > SHORT {
            return vec![EVERY];
        }
        let near = months.into_iter().map(|(y, m)| month_drawer(y, m));
        near.chain([LONG]).collect()
    }
}

/// The drawer of all dates with a year, and that of those that are longer than [`SHORT`] months.
const EVERY: u32 = 0;
const LONG: u32 = 1;
/// A date of more months than these is filed as long.
const SHORT: usize = 3;

fn month_drawer(year: i32, month: u8) -> u32 {
    // Past the drawers that have a meaning of their own.
    100 + (year.clamp(0, 9999) as u32) * 12 + u32::from(month)
}

fn months(first: Ymd, last: Ymd) -> impl Iterator<Item = (i32, u8)> {
    let number = |(y, m, _): Ymd| y * 12 + i32::from(m) - 1;
    (number(first)..=number(last)).map(|n| (n.div_euclid(12), n.rem_euclid(12) as u8 + 1))
}

/// Whether days of an open year can fall into a stretch of days with a year.
fn falls_in(open: (Ymd, Ymd), days: (Ymd, Ymd)) -> bool {
    let ((first, _, _), (last, _, _)) = days;
    let in_year = |y: i32| {
        let (a, b) =
            ((open.0.0 - COMMON + y, open.0.1, open.0.2), (open.1.0 - COMMON + y, open.1.1, open.1.2));
        a <= days.1 && days.0 <= b
    };
    // In three years every day of the year comes.
    (first - 1..=last.min(first + 2)).any(in_year)
}

/// Whether the first date surely lies behind the second: no day of it lies before the other's end. Of what has no date nothing is
/// sure.
pub fn surely_later(late: Option<&Edtf>, early: Option<&Edtf>) -> bool {
    let days = late.and_then(Edtf::first_day).zip(early.and_then(Edtf::last_day));
    days.is_some_and(|(first, last)| first > last)
}

/// The date that says most among dates that agree; the first of equals. An open year is settled by the
/// others where they leave only one choice.
pub(crate) fn finest<'a>(dates: impl Iterator<Item = &'a Edtf> + Clone) -> Option<Edtf> {
    let first = dates.clone().next()?;
    // Nearly always there is one date, or the same one each time.
    if dates.clone().all(|d| d == first) {
        return Some(first.clone());
    }
    let best = dates.clone().min_by_key(|d| When::of(d).rank)?;
    let when = When::of(best);
    match when.days {
        Some((first, last)) if (1..OPEN).contains(&when.rank) && first.0 == last.0 => {
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
    fn what_may_be_of_one_day_is_not_surely_later() {
        let later = |late: &str, early: &str| {
            let [late, early] = [late, early].map(|d| Edtf::parse(d).ok());
            surely_later(late.as_ref(), early.as_ref())
        };
        assert!(later("2022-07", "2022-06-30") && later("2022-07-02", "2022-06/2022-07-01"));
        assert!(!later("2022-07", "2022-07-01") && !later("2022-07-01", "2022"));
        assert!(!later("2022", "") && !later("", "2022"));
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

    fn any_date() -> impl Strategy<Value = Edtf> {
        let point = "(199|20[012])[0-9X]|(199|20[012])[0-9]-(0[1-9]|1[0-2]|2[1-4]|3[3-6])(-[0-2][1-8])?|XXXX-(0[1-9]|1[0-2])(-[0-2][1-8])?";
        (point, point, 0..4).prop_filter_map("a date", |(a, b, form)| {
            let text = match form {
                0 => format!("{a}/{b}"),
                1 => format!("{a}/.."),
                _ => a,
            };
            Edtf::parse(&text).ok()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn dates_that_agree_are_filed_near(a in any_date(), b in any_date()) {
            let (a, b) = (When::of(&a), When::of(&b));
            let (fine, vague) = if a.rank() <= b.rank() { (a, b) } else { (b, a) };
            if fine.agrees(&vague) {
                let drawers = fine.drawers();
                prop_assert!(vague.near().iter().any(|d| drawers.contains(d)), "{:?} {:?}", fine, vague);
            }
        }

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
