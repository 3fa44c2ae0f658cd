//! Holidays: rules that give a day of each year, in the calendar that the holiday is reckoned in.
//!
//! The Hebrew, Islamic and Chinese calendars are those of `calendrical_calculations`, the crate under ICU4X. The
//! Vietnamese calendar is the Chinese one reckoned at seven hours east of Greenwich instead of eight, which is why Tết of
//! 1985 fell a month before the Chinese new year. The Hindu months are reckoned in [`crate::moon`].

use crate::civil::{self, Day};
use calendrical_calculations::chinese_based::{Chinese, ChineseBased, YearBounds, month_structure_for_year};
use calendrical_calculations::hebrew::BookHebrew;
use calendrical_calculations::rata_die::RataDie;
use calendrical_calculations::{gregorian, islamic, julian};
use entente_text::Grain;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::hash::Hash;
use std::thread::LocalKey;

/// What has been reckoned before in this thread. Moons cost thousands of sines, and a text asks for the same few years
/// again and again.
type Memo<K, V> = RefCell<FxHashMap<K, V>>;

thread_local! {
    static DAYS: Memo<(Rule, i32), Vec<Day>> = RefCell::default();
    static LUNAR: Memo<(i32, u8, u8), Option<Day>> = RefCell::default();
}

fn once<K: Eq + Hash + Copy, V: Clone>(
    memo: &'static LocalKey<Memo<K, V>>,
    key: K,
    make: impl FnOnce() -> V,
) -> V {
    if let Some(known) = memo.with_borrow(|m| m.get(&key).cloned()) {
        return known;
    }
    let made = make();
    memo.with_borrow_mut(|m| m.insert(key, made.clone()));
    made
}

/// How the day of a holiday is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Month and day.
    Fixed(u8, u8),
    /// The day of the week from Monday to Friday nearest to month and day.
    Workday(u8, u8),
    /// The `n`th weekday of a month, from the end when negative, moved by so many days.
    Nth { n: i8, weekday: u8, month: u8, offset: i16 },
    /// Days from Easter.
    Easter(i16),
    /// Days from Orthodox Easter.
    Orthodox(i16),
    /// Month (Nisan is 1) and day of the Hebrew calendar, moved by so many days.
    Hebrew { month: u8, day: u8, offset: i16 },
    /// Month and day of the Islamic calendar as reckoned in Saudi Arabia, moved by so many days.
    Islamic { month: u8, day: u8, offset: i16 },
    /// Month and day of the Chinese calendar, moved by so many days.
    Chinese { month: u8, day: u8, offset: i16 },
    /// Month and day of the Vietnamese lunar calendar, moved by so many days.
    Vietnamese { month: u8, day: u8, offset: i16 },
    /// The day by whose evening in India the sun has entered a sign of the sidereal zodiac (Aries is 1), moved.
    Sankranti { sign: u8, offset: i16 },
    /// The day on which a tithi (1 to 30 from the new moon) of a lunar month (Chaitra is 1) holds at an hour, Indian time.
    Hindu { month: u8, tithi: u8, hour: u8, offset: i16 },
}

/// How a day is moved for the weekday's sake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Not at all.
    None,
    /// To the last such weekday on or before it.
    Back(u8),
    /// To the day before, where it is such a weekday.
    Avoid(u8),
    /// To the day after, where it is such a weekday.
    Skip(u8),
}

impl Shift {
    fn apply(self, day: Day) -> Day {
        match self {
            Self::None => day,
            Self::Back(weekday) => day - (day - i64::from(weekday)).rem_euclid(7),
            Self::Avoid(weekday) => day - i64::from(civil::weekday(day) == weekday),
            Self::Skip(weekday) => day + i64::from(civil::weekday(day) == weekday),
        }
    }
}

/// A holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// How its day is found.
    pub rule: Rule,
    /// How that day is moved to a weekday.
    pub shift: Shift,
    /// How many days it lasts.
    pub days: u8,
    /// Minutes of the day from and to which it lasts, when it is shorter than a day.
    pub minutes: Option<(u16, u16)>,
}

impl Holiday {
    /// The unit that it is precise to.
    pub fn grain(&self) -> Grain {
        if self.minutes.is_some() { Grain::Minute } else { Grain::Day }
    }

    /// Whether it falls on the same day each year.
    pub fn is_fixed(&self) -> bool {
        self.shift == Shift::None && matches!(self.rule, Rule::Fixed(..))
    }

    /// Its first days in a year: one as a rule, none or two where its calendar runs faster.
    pub fn days_in(&self, year: i32) -> Vec<Day> {
        self.base_days(year).into_iter().map(|day| self.shift.apply(day)).collect()
    }

    fn base_days(&self, year: i32) -> Vec<Day> {
        if !(1..=3000).contains(&year) {
            return Vec::new();
        }
        match self.rule {
            Rule::Fixed(..) | Rule::Workday(..) | Rule::Nth { .. } | Rule::Easter(_) | Rule::Orthodox(_) => {
                self.reckon(year)
            }
            _ => once(&DAYS, (self.rule, year), || self.reckon(year)),
        }
    }

    fn reckon(&self, year: i32) -> Vec<Day> {
        let in_year = |d: &Day| civil::ymd(*d).0 == year;
        match self.rule {
            Rule::Fixed(m, d) => civil::day(year, m, d).into_iter().collect(),
            Rule::Workday(m, d) => civil::day(year, m, d).map(nearest_workday).into_iter().collect(),
            Rule::Nth { n, weekday, month, offset } => {
                nth_weekday(year, month, weekday, n).map(|d| d + i64::from(offset)).into_iter().collect()
            }
            Rule::Easter(offset) => vec![gregorian::easter(year).to_i64_date() + i64::from(offset)],
            Rule::Orthodox(offset) => vec![julian::easter(year).to_i64_date() + i64::from(offset)],
            Rule::Sankranti { sign, offset } => {
                crate::moon::sankranti_days(year, sign).into_iter().map(|d| d + i64::from(offset)).collect()
            }
            Rule::Hebrew { month, day, offset } => (year + 3759..=year + 3762)
                .map(|y| hebrew_day(y, month, day))
                .map(|d| d + i64::from(offset))
                .filter(in_year)
                .collect(),
            Rule::Islamic { month, day, offset } => {
                let about = (year - 622) * 33 / 32;
                (about - 1..=about + 3)
                    .map(|y| {
                        islamic::fixed_from_saudi_islamic(y, month, day).to_i64_date() + i64::from(offset)
                    })
                    .filter(in_year)
                    .collect()
            }
            Rule::Chinese { month, day, offset } => lunar_days::<Chinese>(year, month, day, offset),
            Rule::Vietnamese { month, day, offset } => lunar_days::<Vietnam>(year, month, day, offset),
            Rule::Hindu { month, tithi, hour, offset } => crate::moon::tithi_days(year, month, tithi, hour)
                .into_iter()
                .map(|d| d + i64::from(offset))
                .filter(in_year)
                .collect(),
        }
    }
}

/// Adar is the twelfth month, or the thirteenth where there are two: then the holidays are in the second.
fn hebrew_day(year: i32, month: u8, day: u8) -> Day {
    let month = if month == 13 && !BookHebrew::is_hebrew_leap_year(year) { 12 } else { month };
    BookHebrew::fixed_from_book_hebrew(BookHebrew { year, month, day }).to_i64_date()
}

fn nearest_workday(day: Day) -> Day {
    match civil::weekday(day) {
        6 => day - 1,
        7 => day + 1,
        _ => day,
    }
}

/// The `n`th weekday of a month; from the end when `n` is negative.
pub fn nth_weekday(year: i32, month: u8, weekday: u8, n: i8) -> Option<Day> {
    let weekday = i64::from(weekday);
    if n > 0 {
        let first = civil::day(year, month, 1)?;
        Some(first + (weekday - i64::from(civil::weekday(first))).rem_euclid(7) + 7 * (i64::from(n) - 1))
    } else {
        let last = civil::day(year, month, civil::days_in(year, month))?;
        Some(last - (i64::from(civil::weekday(last)) - weekday).rem_euclid(7) + 7 * (i64::from(n) + 1))
    }
}

/// The lunar calendar of Vietnam.
struct Vietnam;

impl ChineseBased for Vietnam {
    fn utc_offset(fixed: RataDie) -> f64 {
        // The North reckoned at UTC+7 from 1968 on; before, as China did.
        if fixed < const { gregorian::fixed_from_gregorian(1968, 1, 1) } { 8.0 / 24.0 } else { 7.0 / 24.0 }
    }
    const EPOCH: RataDie = Chinese::EPOCH;
    const DEBUG_NAME: &'static str = "vietnamese";
}

/// The day of the lunar calendar of Vietnam in a lunar year that begins in `year`; leap months are passed over.
pub fn vietnamese_day(year: i32, month: u8, day: u8) -> Option<Day> {
    once(&LUNAR, (year, month, day), || lunar_day::<Vietnam>(year, month, day))
}

fn lunar_days<C: ChineseBased>(year: i32, month: u8, day: u8, offset: i16) -> Vec<Day> {
    let all = [year - 1, year].into_iter().filter_map(|y| lunar_day::<C>(y, month, day));
    all.map(|d| d + i64::from(offset)).filter(|d| civil::ymd(*d).0 == year).collect()
}

fn lunar_day<C: ChineseBased>(year: i32, month: u8, day: u8) -> Option<Day> {
    if !(1600..=2200).contains(&year) || !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let bounds = YearBounds::compute::<C>(RataDie::new(civil::day(year, 7, 1)?));
    let (long, leap) = month_structure_for_year::<C>(bounds.new_year, bounds.next_new_year);
    let place = usize::from(month) + usize::from(leap.is_some_and(|leap| leap <= month));
    let length = |i: usize| if long.get(i).copied().unwrap_or(false) { 30_i64 } else { 29 };
    let before: i64 = (0..place - 1).map(length).sum();
    (i64::from(day) <= length(place - 1)).then(|| bounds.new_year.to_i64_date() + before + i64::from(day) - 1)
}

/// Reads a rule with its shift: `mon<= 5-24` is the Monday on or before 24 May, `not sun 4-27` the day before where that
/// is a Sunday, `skip fri …` the day after where it is a Friday.
pub fn parse(text: &str) -> Option<(Rule, Shift)> {
    if let Some((weekday, rest)) = text.split_once("<=") {
        return Some((parse_rule(rest)?, Shift::Back(weekday_of(weekday)?)));
    }
    for (word, shift) in [("not ", Shift::Avoid as fn(u8) -> Shift), ("skip ", Shift::Skip)] {
        if let Some((weekday, rest)) = text.strip_prefix(word).and_then(|rest| rest.split_once(' ')) {
            return Some((parse_rule(rest)?, shift(weekday_of(weekday)?)));
        }
    }
    Some((parse_rule(text)?, Shift::None))
}

/// Reads a rule: `12-25`, `weekday 10-16`, `4 thu 11 +1`, `easter -2`, `orthodox`, `hebrew 7-1 -1`, `islamic 10-1`,
/// `chinese 1-1`, `vietnamese 1-1`, `hindu 7-30 at 18 +1`, `sankranti 10`.
fn parse_rule(text: &str) -> Option<Rule> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let signed = |w: &&str| w.starts_with(['+', '-']);
    let offset = match words.last().filter(|w| signed(w) && words.len() > 1) {
        Some(w) => {
            let n = w.parse().ok()?;
            words.pop();
            n
        }
        None => 0,
    };
    let pair = |w: &str| -> Option<(u8, u8)> {
        let (m, d) = w.split_once('-')?;
        Some((m.parse().ok()?, d.parse().ok()?))
    };
    Some(match words.as_slice() {
        ["easter"] => Rule::Easter(offset),
        ["orthodox"] => Rule::Orthodox(offset),
        ["weekday", date] => pair(date).map(|(m, d)| Rule::Workday(m, d))?,
        ["hebrew", date] => pair(date).map(|(month, day)| Rule::Hebrew { month, day, offset })?,
        ["islamic", date] => pair(date).map(|(month, day)| Rule::Islamic { month, day, offset })?,
        ["chinese", date] => pair(date).map(|(month, day)| Rule::Chinese { month, day, offset })?,
        ["vietnamese", date] => pair(date).map(|(month, day)| Rule::Vietnamese { month, day, offset })?,
        ["hindu", date, "at", hour] => {
            let (month, tithi) = pair(date).filter(|p| (1..=30).contains(&p.1))?;
            Rule::Hindu { month, tithi, hour: hour.parse().ok()?, offset }
        }
        ["sankranti", sign] => {
            let sign = sign.parse().ok().filter(|s| (1..=12).contains(s))?;
            Rule::Sankranti { sign, offset }
        }
        [n, weekday, month] => Rule::Nth {
            n: n.parse().ok()?,
            weekday: weekday_of(weekday)?,
            month: month.parse().ok()?,
            offset,
        },
        [date] => pair(date).map(|(m, d)| Rule::Fixed(m, d))?,
        _ => return None,
    })
}

fn weekday_of(name: &str) -> Option<u8> {
    let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    all.iter().position(|w| *w == name).map(|i| i as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: &str, year: i32, expect: &[(i32, u8, u8)]) {
        let (rule, shift) = parse(rule).unwrap_or_else(|| panic!("no rule: {rule}"));
        let days = Holiday { rule, shift, days: 1, minutes: None }.days_in(year);
        assert_eq!(days.into_iter().map(civil::ymd).collect::<Vec<_>>(), expect, "{rule:?} {year}");
    }

    #[test]
    fn holidays_fall_where_they_fell() {
        check("12-25", 2013, &[(2013, 12, 25)]);
        check("weekday 10-16", 2021, &[(2021, 10, 15)]);
        check("4 thu 11", 2013, &[(2013, 11, 28)]);
        check("4 thu 11 +1", 2013, &[(2013, 11, 29)]);
        check("-1 mon 5", 2013, &[(2013, 5, 27)]);
        check("mon<= 5-24", 2013, &[(2013, 5, 20)]);
        check("not sun 4-27", 2014, &[(2014, 4, 26)]);
        check("hebrew 13-14", 2013, &[(2013, 2, 24)]);
        check("hebrew 13-14", 2014, &[(2014, 3, 16)]);
        check("sankranti 10", 2019, &[(2019, 1, 15)]);
        check("sankranti 1", 2018, &[(2018, 4, 14)]);
        check("easter -2", 2013, &[(2013, 3, 29)]);
        check("orthodox", 2018, &[(2018, 4, 8)]);
        check("hebrew 7-1", 2018, &[(2018, 9, 10)]);
        check("chinese 1-1", 2018, &[(2018, 2, 16)]);
        check("vietnamese 1-1", 2018, &[(2018, 2, 16)]);
        check("vietnamese 1-1", 2007, &[(2007, 2, 17)]);
        check("chinese 1-1", 2007, &[(2007, 2, 18)]);
        check("vietnamese 1-1", 1985, &[(1985, 1, 21)]);
        check("vietnamese 8-15", 2023, &[(2023, 9, 29)]);
        check("vietnamese 1-1 -1", 2023, &[(2023, 1, 21)]);
        check("islamic 10-1", 2000, &[(2000, 1, 8), (2000, 12, 27)]);
        check("hindu 7-30 at 18", 2019, &[(2019, 10, 27)]);
    }
}
