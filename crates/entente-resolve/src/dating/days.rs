//! Sets of days: what one piece of evidence leaves open for the day of publication.

use entente_text::edtf::Ymd;

/// A day, counted from 1970-01-01.
pub(crate) type Day = i32;

/// The years that evidence of every year ("12 July", in whichever) is laid out in.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1950..=2074;

/// Days in ranges, first and last included: in order, parted by at least one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Days(Vec<(Day, Day)>);

impl Days {
    /// Every day there is.
    pub fn all() -> Self {
        Self(vec![(Day::MIN, Day::MAX)])
    }

    /// From a day on.
    pub fn from(first: Day) -> Self {
        Self(vec![(first, Day::MAX)])
    }

    /// Up to a day.
    pub fn until(last: Day) -> Self {
        Self(vec![(Day::MIN, last)])
    }

    /// The days of all ranges; one that runs backwards has none.
    pub fn of(ranges: impl IntoIterator<Item = (Day, Day)>) -> Self {
        Self::merged(ranges.into_iter().filter(|(a, b)| a <= b).collect())
    }

    /// The same of ranges none of which runs backwards.
    fn merged(mut ranges: Vec<(Day, Day)>) -> Self {
        ranges.sort_unstable();
        ranges.dedup_by(|(first, last), before| {
            let joins = *first <= before.1.saturating_add(1);
            if joins {
                before.1 = before.1.max(*last);
            }
            joins
        });
        Self(ranges)
    }

    /// The days that a range takes in each year.
    pub fn each_year(range: impl Fn(i32) -> Option<(Day, Day)>) -> Self {
        let mut ranges = Vec::with_capacity(YEARS.count());
        ranges.extend(YEARS.filter_map(range).filter(|(a, b)| a <= b));
        Self::merged(ranges)
    }

    /// The days in both.
    pub fn and(&self, other: &Self) -> Self {
        let (mut i, mut j) = (0, 0);
        let mut both = Vec::new();
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            let (first, last) = (a.0.max(b.0), a.1.min(b.1));
            if first <= last {
                both.push((first, last));
            }
            if a.1 < b.1 { i += 1 } else { j += 1 }
        }
        Self(both)
    }

    /// The same days, so many later.
    pub fn later(&self, n: Day) -> Self {
        Self::of(self.0.iter().map(|(a, b)| (a.saturating_add(n), b.saturating_add(n))))
    }

    /// Whether there is no day.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is a single day.
    pub fn is_one_day(&self) -> bool {
        matches!(self.0[..], [(a, b)] if a == b)
    }

    /// The ranges, in order.
    pub fn ranges(&self) -> &[(Day, Day)] {
        &self.0
    }

    /// From the first to the last day; an end that lies at the edge of [`YEARS`] or beyond is open. `None` where
    /// there is no day or both ends are open.
    pub fn hull(&self) -> Option<(Option<Day>, Option<Day>)> {
        let (first, last) = (self.0.first()?.0, self.0.last()?.1);
        let (low, high) = (day((YEARS.start() + 2, 1, 1))?, day((YEARS.end() - 2, 1, 1))?);
        let hull = (Some(first).filter(|d| *d > low), Some(last).filter(|d| *d < high));
        (hull != (None, None)).then_some(hull)
    }

    /// The ranges that share a day with `other`.
    pub fn touching(&self, other: &Self) -> Self {
        let meets = |r: &&(Day, Day)| other.0.iter().any(|o| o.0 <= r.1 && r.0 <= o.1);
        Self(self.0.iter().filter(meets).copied().collect())
    }
}

/// The number of a day of the Gregorian calendar; `None` for a day that does not exist.
pub(crate) fn day((year, month, dom): Ymd) -> Option<Day> {
    if !(1..=12).contains(&month) || dom == 0 || dom > length(year, month) || year.abs() > 100_000 {
        return None;
    }
    if let Some(first) = FIRST_DAYS.get((year - YEARS.start()) as usize) {
        let leap = i32::from(month > 2 && length(year, 2) == 29);
        return Some(first + BEFORE_MONTH[usize::from(month) - 1] + leap + i32::from(dom) - 1);
    }
    Some(counted(year, month, dom))
}

/// The first day of each of [`YEARS`].
const FIRST_DAYS: [Day; (*YEARS.end() - *YEARS.start() + 1) as usize] = {
    let mut days = [0; (*YEARS.end() - *YEARS.start() + 1) as usize];
    let mut at = 0;
    while at < days.len() {
        days[at] = counted(*YEARS.start() + at as i32, 1, 1);
        at += 1;
    }
    days
};

/// Days of a common year before each month.
const BEFORE_MONTH: [Day; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const fn counted(year: i32, month: u8, dom: u8) -> Day {
    // Years from March on, so that the leap day is the last.
    let (month, dom) = (month as i32, dom as i32);
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + dom - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number.
pub(crate) fn ymd(day: Day) -> Ymd {
    let day = i64::from(day) + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let dom = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year as i32, month as u8, dom as u8)
}

/// The weekday, from 1 for Monday.
pub(crate) fn weekday(day: Day) -> u8 {
    ((day + 3).rem_euclid(7) + 1) as u8
}

/// Days of a month.
pub(crate) fn length(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The first and the last day of a year.
pub(crate) fn year(year: i32) -> Option<(Day, Day)> {
    Some((day((year, 1, 1))?, day((year, 12, 31))?))
}

/// A day as `2023-07-12`.
pub(crate) fn iso(day: Day) -> String {
    let (y, m, d) = ymd(day);
    format!("{y:04}-{m:02}-{d:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_that_everyone_knows() {
        for (date, number, of_week) in [
            ((1970, 1, 1), 0, 4),
            ((2000, 2, 29), 11_016, 2),
            ((2018, 7, 4), 17_716, 3),
            ((1969, 12, 31), -1, 3),
        ] {
            assert_eq!(day(date), Some(number), "{date:?}");
            assert_eq!((ymd(number), weekday(number)), (date, of_week));
        }
        assert_eq!(day((2023, 2, 29)), None);
        assert_eq!(day((2023, 13, 1)), None);
    }

    #[test]
    fn ranges_are_merged_and_cut() {
        let a = Days::of([(5, 9), (1, 3), (4, 4), (20, 10)]);
        assert_eq!(a.ranges(), [(1, 9)]);
        assert_eq!(a.and(&Days::of([(0, 1), (3, 5), (9, 40)])).ranges(), [(1, 1), (3, 5), (9, 9)]);
        assert!(a.and(&Days::from(10)).is_empty());
        assert_eq!(Days::of([(1, 3), (7, 8)]).touching(&Days::from(8)).ranges(), [(7, 8)]);
    }

    #[test]
    fn the_edge_of_the_years_is_open() {
        let july = Days::each_year(|y| Some((day((y, 7, 12))?, day((y, 12, 31))?)));
        assert_eq!(july.hull(), None);
        assert_eq!(Days::all().hull(), None);
        let bound = day((2023, 4, 4)).unwrap();
        assert_eq!(Days::from(bound).and(&july).hull(), Some((day((2023, 7, 12)), None)));
    }

    proptest! {
        #[test]
        fn numbers_and_dates_go_both_ways(n in -800_000..800_000_i32) {
            prop_assert_eq!(day(ymd(n)), Some(n));
        }

        #[test]
        fn both_is_symmetric_and_within(
            a in proptest::collection::vec((-50..50_i32, 0..9_i32), 0..6),
            b in proptest::collection::vec((-50..50_i32, 0..9_i32), 0..6),
        ) {
            let set = |v: &[(i32, i32)]| Days::of(v.iter().map(|(x, n)| (*x, x + n)));
            let (a, b) = (set(&a), set(&b));
            let both = a.and(&b);
            prop_assert_eq!(&both, &b.and(&a));
            for day in -60..70 {
                let has = |s: &Days| s.ranges().iter().any(|r| r.0 <= day && day <= r.1);
                prop_assert_eq!(has(&both), has(&a) && has(&b));
            }
        }
    }
}
