//! Days on an axis.

use crate::svg::{Svg, attrs};
use jiff::civil::Date;
use jiff::{SpanRound, ToSpan, Unit};

/// The least number of days that an axis spans.
const LEAST: i64 = 120;
/// How far apart ticks are at least.
const APART: f64 = 52.0;
/// Days of the years 1 and 9999.
const BOUNDS: (i64, i64) = (-719_162, 2_932_896);

/// From days to places.
pub struct Axis {
    first: i64,
    last: i64,
    left: f64,
    right: f64,
}

/// A place on the axis with its name.
#[derive(Debug, PartialEq)]
pub struct Tick {
    pub x: f64,
    pub label: String,
}

impl Axis {
    /// An axis that holds all these days, with a little room; the first and last of `days` in no order.
    pub fn over(days: impl IntoIterator<Item = i64>, (left, right): (f64, f64)) -> Option<Self> {
        let clamp = |d: i64| d.clamp(BOUNDS.0 + 800, BOUNDS.1 - 800);
        let (first, last) = days.into_iter().map(clamp).fold(None, |range: Option<(i64, i64)>, day| {
            Some(range.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        })?;
        let room = ((last - first) / 40).max((LEAST - (last - first)) / 2).max(5);
        Some(Self { first: clamp(first - room), last: clamp(last + room), left, right })
    }

    /// Where a day lies; days outside lie on the border.
    pub fn x(&self, day: i64) -> f64 {
        let part = (day.clamp(self.first, self.last) - self.first) as f64 / (self.last - self.first) as f64;
        self.left + part * (self.right - self.left)
    }

    /// Beginnings of years, or of months where the axis is short, so many that their names fit.
    pub fn ticks(&self) -> Vec<Tick> {
        let per_day = (self.right - self.left) / (self.last - self.first) as f64;
        let steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000];
        let fits = |months: &i32| f64::from(*months) * 30.4 * per_day >= APART;
        let step = steps.into_iter().find(fits).unwrap_or(24_000);
        let Some(first) = date(self.first) else { return Vec::new() };
        let begin = i32::from(first.year()) * 12 + i32::from(first.month()) - 1;
        let mut at = begin.div_euclid(step) * step;
        let mut ticks = Vec::new();
        while let Ok(date) = Date::new((at / 12) as i16, (at % 12 + 1) as i8, 1) {
            let day = number(date);
            if day > self.last {
                break;
            }
            if day >= self.first {
                let year = date.year();
                let label = if step < 12 { format!("{year}-{:02}", date.month()) } else { year.to_string() };
                ticks.push(Tick { x: self.x(day), label });
            }
            at += step;
        }
        ticks
    }

    /// Draws the ticks as lines from `top` to `bottom` with their names below.
    pub fn draw(&self, svg: &mut Svg, top: f64, bottom: f64) {
        svg.open("g", attrs![class: "axis"]);
        for tick in self.ticks() {
            svg.line("grid", (tick.x, top), (tick.x, bottom));
            // Names at the border would reach over it.
            let x = tick.x.clamp(self.left.min(18.0), self.right - 12.0);
            svg.words("tick", (x, bottom + 16.0), "middle", &tick.label);
        }
        svg.close();
    }
}

fn date(day: i64) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(day.days()).ok()
}

/// Days since 1970-01-01.
fn number(date: Date) -> i64 {
    let since = date.since(Date::constant(1970, 1, 1)).unwrap_or_default();
    let days = since.round(SpanRound::new().largest(Unit::Day).days_are_24_hours()).unwrap_or(since);
    i64::from(days.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(days: [i64; 2], expect: &[&str]) {
        let axis = Axis::over(days, (0.0, 900.0)).expect("days");
        let labels: Vec<_> = axis.ticks().into_iter().map(|t| t.label).collect();
        assert_eq!(labels, expect);
    }

    #[test]
    fn ticks_fit_the_time() {
        let day = |y, m, d| number(Date::constant(y, m, d));
        check([day(2022, 3, 10), day(2022, 6, 2)], &["2022-03", "2022-04", "2022-05", "2022-06"]);
        check(
            [day(2019, 2, 1), day(2023, 6, 2)],
            &[
                "2019-01", "2019-07", "2020-01", "2020-07", "2021-01", "2021-07", "2022-01", "2022-07",
                "2023-01", "2023-07",
            ],
        );
        check(
            [day(1990, 2, 1), day(2024, 6, 2)],
            &["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"],
        );
    }

    #[test]
    fn days_of_any_size_lie_on_the_axis() {
        for days in [[i64::MIN, i64::MAX], [0, 0], [i64::MAX, i64::MAX]] {
            let axis = Axis::over(days, (10.0, 90.0)).expect("days");
            for day in [i64::MIN, -1, 0, 1, i64::MAX] {
                assert!((10.0..=90.0).contains(&axis.x(day)));
            }
            assert!(axis.ticks().len() < 20);
        }
        assert!(Axis::over([], (0.0, 1.0)).is_none());
    }
}
