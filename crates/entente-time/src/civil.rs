//! Days and seconds of the proleptic Gregorian calendar, as plain integers.
//!
//! A [`Day`] counts from 1 January of year 1 (which is day 1); a [`Secs`] counts seconds of local time on the same
//! scale. All arithmetic saturates at the years −9999 and 9999, so that no text can make it overflow.

use entente_text::Grain;

/// Days; 1 is 1 January of year 1, a Monday.
pub type Day = i64;
/// Seconds of local time since the midnight that began day 0.
pub type Secs = i64;

/// Seconds of a day.
pub const DAY: Secs = 86_400;
/// The first and last year that can be reckoned with.
const YEARS: std::ops::RangeInclusive<i32> = -9999..=9999;
const FIRST_DAY: Day = -3_652_424;
const LAST_DAY: Day = 3_652_059;

/// Days of a month.
pub fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of a date, when there is one.
pub fn day(year: i32, month: u8, day: u8) -> Option<Day> {
    let exists =
        YEARS.contains(&year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    exists.then(|| days_from(year, month, day))
}

/// Days before 1 March of year 0, from which the years are counted here so that a leap day is the last of its year.
const MARCH: Day = -305;
/// Days of 400 years.
const ERA: Day = 146_097;

fn days_from(year: i32, month: u8, day: u8) -> Day {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year + MARCH
}

/// Year, month and day of a day.
pub fn ymd(day: Day) -> (i32, u8, u8) {
    let days = day.clamp(FIRST_DAY, LAST_DAY) - MARCH;
    let era = days.div_euclid(ERA);
    let of_era = (days - era * ERA) as u32;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era as i32 * 400 + year_of_era as i32 + i32::from(month <= 2);
    (year, month as u8, day as u8)
}

/// From 1 for Monday to 7 for Sunday.
pub fn weekday(day: Day) -> u8 {
    ((day - 1).rem_euclid(7) + 1) as u8
}

/// The day that holds a moment.
pub fn day_of(t: Secs) -> Day {
    t.div_euclid(DAY)
}

/// First day of the year, month or quarter that is `n` of them after the one that holds `day`.
fn month_start(day: Day, months: i64) -> Day {
    let (y, m, _) = ymd(day);
    first_of_month(i64::from(y) * 12 + i64::from(m) - 1 + months)
}

/// First day of a month counted from year 0.
fn first_of_month(months: i64) -> Day {
    let year = months.div_euclid(12).clamp(i64::from(*YEARS.start()), i64::from(*YEARS.end())) as i32;
    self::day(year, (months.rem_euclid(12) + 1) as u8, 1).unwrap_or(LAST_DAY)
}

/// The beginning of the unit that holds `t`. Centuries begin with the year 1 of the hundred (1901, 2001).
pub fn floor(t: Secs, grain: Grain) -> Secs {
    let day = day_of(t);
    let (y, m, _) = ymd(day);
    let start = match grain {
        Grain::Second => return t,
        Grain::Minute => return t.div_euclid(60) * 60,
        Grain::Hour => return t.div_euclid(3600) * 3600,
        Grain::Day => day,
        Grain::Week => day - i64::from(weekday(day)) + 1,
        Grain::Month => first_of_month(i64::from(y) * 12 + i64::from(m) - 1),
        Grain::Quarter => first_of_month(i64::from(y) * 12 + i64::from((m - 1) / 3 * 3)),
        Grain::Year => first_of_month(i64::from(y) * 12),
        Grain::Decade => first_of_month(i64::from(y.div_euclid(10) * 10) * 12),
        Grain::Century => first_of_month(i64::from((y - 1).div_euclid(100) * 100 + 1) * 12),
    };
    start * DAY
}

/// `n` units after `t`; the day of the month is cut to what the month has (31 January + 1 month = 28 February).
pub fn add(t: Secs, grain: Grain, n: i64) -> Secs {
    let n = n.clamp(-4_000_000_000_000, 4_000_000_000_000);
    let steps = |unit: Secs| t.saturating_add(n.saturating_mul(unit));
    let months = |k: i64| {
        let (_, _, d) = ymd(day_of(t));
        let first = month_start(day_of(t), n.saturating_mul(k).clamp(-300_000, 300_000));
        let (y2, m2, _) = ymd(first);
        (first + i64::from(d.min(days_in(y2, m2))) - 1) * DAY + t.rem_euclid(DAY)
    };
    let moved = match grain {
        Grain::Second => steps(1),
        Grain::Minute => steps(60),
        Grain::Hour => steps(3600),
        Grain::Day => steps(DAY),
        Grain::Week => steps(7 * DAY),
        Grain::Month => months(1),
        Grain::Quarter => months(3),
        Grain::Year => months(12),
        Grain::Decade => months(120),
        Grain::Century => months(1200),
    };
    moved.clamp(FIRST_DAY * DAY, LAST_DAY * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendrical_calculations::gregorian::fixed_from_gregorian;
    use proptest::prelude::*;

    #[test]
    fn weeks_begin_on_monday() {
        let thursday = day(2017, 2, 2).expect("a day");
        assert_eq!(weekday(thursday), 4);
        assert_eq!(ymd(day_of(floor(thursday * DAY, Grain::Week))), (2017, 1, 30));
    }

    #[test]
    fn months_cut_the_day() {
        let t = day(2017, 1, 31).expect("a day") * DAY + 60;
        assert_eq!(ymd(day_of(add(t, Grain::Month, 1))), (2017, 2, 28));
        assert_eq!(ymd(day_of(add(t, Grain::Year, -1))), (2016, 1, 31));
        assert_eq!(add(t, Grain::Month, 1).rem_euclid(DAY), 60);
    }

    #[test]
    fn a_century_begins_with_its_first_year() {
        let t = day(2000, 6, 1).expect("a day") * DAY;
        assert_eq!(ymd(day_of(floor(t, Grain::Century))), (1901, 1, 1));
    }

    proptest! {
        #[test]
        fn nothing_overflows(t in any::<i64>(), n in any::<i64>(), g in 0usize..10) {
            use Grain::{Century, Day, Decade, Hour, Minute, Month, Quarter, Second, Week, Year};
            let grain = [Second, Minute, Hour, Day, Week, Month, Quarter, Year, Decade, Century][g];
            let t = t % (LAST_DAY * DAY);
            let _ = floor(add(t, grain, n), grain);
        }

        #[test]
        fn days_and_dates_agree(d in FIRST_DAY..=LAST_DAY) {
            let (y, m, of_month) = ymd(d);
            prop_assert_eq!(day(y, m, of_month), Some(d));
            prop_assert_eq!(fixed_from_gregorian(y, m, of_month).to_i64_date(), d);
        }
    }
}
