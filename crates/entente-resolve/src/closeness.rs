//! How close two polities are, as a curve over time. The formula is documented in `docs/RELATION.md`.
//!
//! Each event adds its PLOVER score, weighted by how sure it is, how far it came and how many independent sources report
//! it; with time it counts less. Where little is known the curve stays near nought.

use crate::calendar::When;
use crate::event::{Event, Reported};
use entente_text::edtf::Ymd;
use entente_text::{Edtf, Grain, Status};

/// After so many days an event counts half.
pub const HALF_LIFE: f64 = 365.0;
/// The weight of "nothing is known": so much evidence of nought is always there.
pub const PRIOR: f64 = 1.0;

/// One event as the curve sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pulse {
    /// Days since 1970-01-01.
    pub day: i64,
    /// PLOVER score, from -10 to 10.
    pub score: f64,
    /// See [`weight`].
    pub weight: f64,
}

/// How much an event counts: its confidence, times how far it came, times `1 + log2` of its independent sources.
pub fn weight<C: Reported>(event: &Event<C>) -> f64 {
    let came = match event.status {
        Status::Happened => 1.0,
        Status::Scheduled => 0.5,
        Status::Proposed | Status::Conditional => 0.25,
        Status::CalledOff => 0.0,
    };
    f64::from(event.confidence) * came * (1.0 + (event.independent.max(1) as f64).log2())
}

/// The day that an event counts from: the middle of its date. `None` for dates longer than a year or of an open one.
pub fn day_of(date: &Edtf) -> Option<i64> {
    if date.precision() > Grain::Year {
        return None;
    }
    When::of(date).bounds()?;
    let (first, last) = date.bounds()?;
    let (first, last) = (number(first), number(last));
    (last - first <= 366).then_some(first.midpoint(last))
}

/// How close at the end of `day`, from -10 to 10, and how much evidence that rests on.
///
/// ```
/// use entente_resolve::closeness::{at, Pulse};
/// let visit = Pulse { day: 0, score: 4.0, weight: 1.0 };
/// assert_eq!(at(&[visit], 0), (2.0, 1.0));
/// assert_eq!(at(&[visit], -1), (0.0, 0.0));
/// assert!(at(&[visit], 365).0 < 1.4);
/// ```
pub fn at(pulses: &[Pulse], day: i64) -> (f64, f64) {
    let (mut sum, mut evidence) = (0.0, 0.0);
    for pulse in pulses.iter().filter(|p| p.day <= day) {
        let left = pulse.weight * decay(day - pulse.day);
        sum += left * pulse.score;
        evidence += left;
    }
    (sum / (evidence + PRIOR), evidence)
}

fn decay(days: i64) -> f64 {
    (-(days as f64) / HALF_LIFE).exp2()
}

/// The steps of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A calendar month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
}

impl Step {
    /// The step that gives a curve between two days few enough points to look at.
    pub fn fitting(first: i64, last: i64) -> Self {
        match last - first {
            ..730 => Self::Month,
            730..2922 => Self::Quarter,
            _ => Self::Year,
        }
    }

    /// The last days of all steps from the one that holds `first` to the one that holds `last`.
    pub fn ends(self, first: i64, last: i64) -> Vec<(Ymd, i64)> {
        let months = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        let (year, month, _) = civil(first);
        let mut at = i64::from(year) * 12 + (i64::from(month) - 1) / months * months;
        let mut ends = Vec::new();
        loop {
            at += months;
            let next = number((at.div_euclid(12) as i32, at.rem_euclid(12) as u8 + 1, 1));
            ends.push((civil(next - 1), next - 1));
            if next > last {
                return ends;
            }
        }
    }
}

/// Days since 1970-01-01 of a day of the Gregorian calendar (Hinnant's `days_from_civil`).
pub fn number((y, m, d): Ymd) -> i64 {
    let y = i64::from(y) - i64::from(m <= 2);
    let era = y.div_euclid(400);
    let year = y.rem_euclid(400);
    let month = (i64::from(m) + 9) % 12;
    let day = (153 * month + 2) / 5 + i64::from(d) - 1;
    era * 146_097 + year * 365 + year / 4 - year / 100 + day - 719_468
}

/// The day of the calendar (Hinnant's `civil_from_days`).
pub fn civil(number: i64) -> Ymd {
    let z = number + 719_468;
    let era = z.div_euclid(146_097);
    let day = z.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let d = (of_year - (153 * month + 2) / 5 + 1) as u8;
    let m = if month < 10 { month + 3 } else { month - 9 } as u8;
    ((year + era * 400 + i64::from(m <= 2)) as i32, m, d)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pulse(day: i64, score: f64) -> Pulse {
        Pulse { day, score, weight: 0.8 }
    }

    #[test]
    fn more_evidence_says_more_and_old_evidence_less() {
        let one = at(&[pulse(0, 5.0)], 0).0;
        let two = at(&[pulse(0, 5.0), pulse(0, 5.0)], 0).0;
        assert!(0.0 < one && one < two && two < 5.0, "{one} {two}");
        assert!(at(&[pulse(0, 5.0)], 730).0 < one / 2.0);
        assert!(at(&[pulse(0, 5.0), pulse(0, -9.0)], 0).0 < 0.0);
    }

    #[test]
    fn steps_end_with_the_month_the_quarter_and_the_year() {
        let ends = |step: Step| {
            let all = step.ends(number((2022, 11, 5)), number((2023, 2, 1)));
            all.into_iter().map(|(day, _)| day).collect::<Vec<_>>()
        };
        assert_eq!(ends(Step::Month), [(2022, 11, 30), (2022, 12, 31), (2023, 1, 31), (2023, 2, 28)]);
        assert_eq!(ends(Step::Quarter), [(2022, 12, 31), (2023, 3, 31)]);
        assert_eq!(ends(Step::Year), [(2022, 12, 31), (2023, 12, 31)]);
    }

    #[test]
    fn dates_count_from_their_middle() {
        let day = |date: &str| Edtf::parse(date).ok().as_ref().and_then(day_of).map(civil);
        assert_eq!(day("2023-07-11"), Some((2023, 7, 11)));
        assert_eq!(day("2023-07-11/2023-07-13"), Some((2023, 7, 12)));
        assert_eq!(day("2023"), Some((2023, 7, 2)));
        assert_eq!((day("199X"), day("XXXX-07-11"), day("2014/..")), (None, None, None));
    }

    proptest! {
        #[test]
        fn days_are_counted_there_and_back(n in -800_000i64..800_000) {
            prop_assert_eq!(number(civil(n)), n);
        }

        #[test]
        fn the_curve_stays_between_the_scores(pulses in prop::collection::vec((0i64..900, -10f64..10.0), 0..12), day in 0i64..2000) {
            let pulses: Vec<_> = pulses.into_iter().map(|(d, s)| pulse(d, s)).collect();
            let (closeness, evidence) = at(&pulses, day);
            prop_assert!((-10.0..=10.0).contains(&closeness) && evidence >= 0.0);
        }
    }
}
