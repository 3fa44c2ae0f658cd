//! The times that fields of the calendar name.

use crate::civil::{self, DAY, Day, Secs, add, floor};
use crate::fields::Fields;
use crate::holiday::vietnamese_day;
use crate::series::{Stretch, Way, season_of};
use entente_text::Grain;

/// How many months or years are looked through for a day that fits: enough for 29 February on a Monday.
const MONTHS: i64 = 480;
/// How many days, for weekdays and times of day.
const DAYS: i64 = 400;

/// The nearest `limit` times with such fields before or after a moment.
pub fn fields(f: &Fields, from: Secs, way: Way, limit: usize) -> Vec<Stretch> {
    let window = f.window();
    let base = floor(from, window);
    // A time counts as one to come as long as its window has not passed, a longer stretch as long as it lasts.
    let by_day = f.has_time() || f.is_of_days();
    let ends = |t: &Stretch| if by_day { add(floor(t.start, window), window, 1) } else { t.end };
    let kept = |t: &Stretch| (ends(t) > from) == (way == Way::After);
    let mut found = Vec::new();
    let mut give = |t: Stretch| {
        if kept(&t) {
            found.push(t);
        }
        found.len() < limit
    };
    if by_day {
        each_day(f, civil::day_of(base), civil::day_of(from), way, &mut |day| {
            let mut times = times_of_day(f, day);
            if way == Way::Before {
                times.reverse();
            }
            times.into_iter().all(&mut give)
        });
    } else {
        each_unit(f, base, way, &mut give);
    }
    found
}

fn steps(way: Way, most: i64) -> impl Iterator<Item = i64> {
    (-1..most).map(move |n| if way == Way::After { n } else { -n })
}

/// Walks the years, quarters and months with such fields, until `give` has enough.
fn each_unit(f: &Fields, base: Secs, way: Way, give: &mut impl FnMut(Stretch) -> bool) {
    let this = civil::ymd(civil::day_of(base)).0;
    let first = |year: i32, month: u8| civil::day(year, month, 1).map(|d| d * DAY);
    let of_year = |year: i32| -> Option<Stretch> {
        if let Some(season) = f.season {
            return season_of(year, season);
        }
        if let Some(month) = f.month {
            return (!f.lunar).then_some(Stretch::unit(first(year, month)?, Grain::Month));
        }
        if let Some(half) = f.half {
            let start = first(year, if half == 1 { 1 } else { 7 })?;
            return Some(Stretch::interval(start, add(start, Grain::Month, 6), Grain::Month));
        }
        if let Some(quarter) = f.quarter {
            return Some(Stretch::unit(first(year, 3 * (quarter.clamp(1, 4) - 1) + 1)?, Grain::Quarter));
        }
        Some(Stretch::unit(first(year, 1)?, f.years.unwrap_or(Grain::Year)))
    };
    if let Some(year) = f.year {
        if let Some(t) = of_year(year) {
            give(t);
        }
        return;
    }
    for n in steps(way, 60) {
        if let Some(t) = of_year(this.saturating_add(n as i32))
            && !give(t)
        {
            return;
        }
    }
}

/// Walks the days with such fields.
fn each_day(f: &Fields, base: Day, from: Day, way: Way, give: &mut impl FnMut(Day) -> bool) {
    let fits = |day: Day| f.weekday.is_none_or(|w| civil::weekday(day) == w);
    let (y, m, _) = civil::ymd(base);
    if f.lunar {
        return each_lunar_day(f, y, way, give);
    }
    let months: Box<dyn Iterator<Item = (i32, u8)>> = match (f.year, f.month) {
        (Some(year), Some(month)) => Box::new(std::iter::once((year, month))),
        (Some(year), None) => match way {
            Way::After => Box::new((1..=12).map(move |m| (year, m))),
            Way::Before => Box::new((1..=12).rev().map(move |m| (year, m))),
        },
        (None, Some(month)) => {
            Box::new(steps(way, MONTHS / 12).map(move |n| (y.saturating_add(n as i32), month)))
        }
        (None, None) if f.day.is_some() => Box::new(steps(way, MONTHS).map(move |n| {
            let months = i64::from(y) * 12 + i64::from(m) - 1 + n;
            (months.div_euclid(12) as i32, (months.rem_euclid(12) + 1) as u8)
        })),
        (None, None) => {
            // Weekdays and times of day.
            for n in steps(way, DAYS) {
                let day = if f.is_of_days() { base } else { from } + n;
                if fits(day) && !give(day) {
                    return;
                }
            }
            return;
        }
    };
    for (year, month) in months {
        let days: Vec<u8> = match (f.day, way) {
            (Some(d), _) => vec![d],
            (None, Way::After) => (1..=civil::days_in(year, month)).collect(),
            (None, Way::Before) => (1..=civil::days_in(year, month)).rev().collect(),
        };
        for day in days.into_iter().filter_map(|d| civil::day(year, month, d)) {
            if fits(day) && !give(day) {
                return;
            }
        }
    }
}

/// Walks the days of the lunar calendar with such fields.
fn each_lunar_day(f: &Fields, this: i32, way: Way, give: &mut impl FnMut(Day) -> bool) {
    let years: Vec<i32> = match f.year {
        Some(year) => vec![year],
        None => steps(way, 6).map(|n| this.saturating_add(n as i32)).collect(),
    };
    for year in years {
        let months: Vec<u8> = match (f.month, way) {
            (Some(m), _) => vec![m],
            (None, Way::After) => (1..=12).collect(),
            (None, Way::Before) => (1..=12).rev().collect(),
        };
        for month in months {
            if let Some(day) = vietnamese_day(year, month, f.day.unwrap_or(1))
                && !give(day)
            {
                return;
            }
        }
    }
}

/// The times of such a day: one, or two for an hour that may be before or after noon.
fn times_of_day(f: &Fields, day: Day) -> Vec<Stretch> {
    let midnight = day * DAY;
    if let Some(hour) = f.hour {
        let at = |h: u8| {
            let rest = i64::from(f.minute.unwrap_or(0)) * 60 + i64::from(f.second.unwrap_or(0));
            Stretch::unit(midnight + i64::from(h) * 3600 + rest, f.grain())
        };
        return match hour {
            h if h.twelve && h.hour <= 12 => vec![at(h.hour % 12), at(h.hour % 12 + 12)],
            h => vec![at(h.hour)],
        };
    }
    match f.part {
        Some(p) => {
            let at = |minute: u16| midnight + i64::from(minute) * 60;
            let t = Stretch::interval(at(p.from), at(p.to), Grain::Hour);
            vec![if p.to - p.from == 60 { Stretch { interval: false, ..t } } else { t }]
        }
        None => vec![Stretch::unit(midnight, Grain::Day)],
    }
}
