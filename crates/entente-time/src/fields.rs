//! The part of a meaning that the calendar itself names, and how two such parts are joined.

use crate::civil;
use entente_text::Grain;

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// First minute of the day.
    pub from: u16,
    /// One past the last; over 1440 where it runs into the next day.
    pub to: u16,
    /// TIMEX3's code.
    pub code: PartCode,
}

/// TIMEX3's parts of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartCode {
    /// `MO`
    Morning,
    /// `MI`
    Midday,
    /// `AF`
    Afternoon,
    /// `EV`
    Evening,
    /// `NI`
    Night,
    /// `DT`, the working day.
    Daytime,
    /// The hours before noon, of a clock with twelve of them: no time by itself.
    Am,
    /// The hours after noon.
    Pm,
}

impl PartCode {
    /// TIMEX3's letters.
    pub fn letters(self) -> &'static str {
        match self {
            Self::Morning | Self::Am => "MO",
            Self::Midday => "MI",
            Self::Afternoon | Self::Pm => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
            Self::Daytime => "DT",
        }
    }
}

impl Part {
    /// The hour of the 24 that an hour of a clock with twelve means in this part of the day; 24 is midnight at its end.
    fn hour(self, hour: u8) -> u8 {
        let morning = u16::from(hour % 12) * 60;
        let holds = |m: u16| (self.from..self.to).contains(&m) || (self.from..self.to).contains(&(m + 1440));
        let late = matches!(self.code, PartCode::Evening | PartCode::Night);
        if hour.is_multiple_of(12) && late {
            24
        } else if holds(morning) && !(self.code == PartCode::Midday && hour == 12) {
            hour % 12
        } else if holds(morning + 720) || matches!(self.code, PartCode::Afternoon | PartCode::Pm) || late {
            hour % 12 + 12
        } else if self.code == PartCode::Midday {
            if hour >= 10 { hour } else { hour + 12 }
        } else {
            hour % 12
        }
    }
}

/// An hour with what is known of the half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hour {
    /// From 0 to 24.
    pub hour: u8,
    /// Of a clock with twelve hours: 3 may be 15.
    pub twelve: bool,
}

/// Constraints on a time. What is absent is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fields {
    /// The year, or the first of `years`.
    pub year: Option<i32>,
    /// `Decade` or `Century` where the year stands for ten or a hundred.
    pub years: Option<Grain>,
    /// From 1 to 4.
    pub quarter: Option<u8>,
    /// 1 or 2.
    pub half: Option<u8>,
    /// From 1 for spring to 4 for winter.
    pub season: Option<u8>,
    /// From 1 to 12.
    pub month: Option<u8>,
    /// From 1 to 31.
    pub day: Option<u8>,
    /// From 1 for Monday to 7.
    pub weekday: Option<u8>,
    /// Month and day are of the lunar calendar.
    pub lunar: bool,
    /// The hour.
    pub hour: Option<Hour>,
    /// The minute.
    pub minute: Option<u8>,
    /// The second.
    pub second: Option<u8>,
    /// The part of the day.
    pub part: Option<Part>,
}

/// Takes over what `from` says; false where `into` says something already.
fn fill<T: Copy>(into: &mut Option<T>, from: Option<T>) -> bool {
    let free = into.is_none() || from.is_none();
    *into = into.or(from);
    free
}

impl Fields {
    /// What both say; `None` where they contradict each other or name a day that does not exist.
    pub fn merge(self, other: Self) -> Option<Self> {
        let mut both = self;
        let fits = fill(&mut both.year, other.year)
            && fill(&mut both.years, other.years)
            && fill(&mut both.quarter, other.quarter)
            && fill(&mut both.half, other.half)
            && fill(&mut both.season, other.season)
            && fill(&mut both.month, other.month)
            && fill(&mut both.day, other.day)
            && (fill(&mut both.weekday, other.weekday) || self.weekday == other.weekday)
            && fill(&mut both.hour, other.hour)
            && fill(&mut both.minute, other.minute)
            && fill(&mut both.second, other.second)
            && fill(&mut both.part, other.part);
        both.lunar |= other.lunar;
        if !fits {
            return None;
        }
        if let (Some(hour), Some(part)) = (both.hour, both.part) {
            let set =
                if hour.twelve || (1..12).contains(&hour.hour) { part.hour(hour.hour) } else { hour.hour };
            both.hour = Some(Hour { hour: set, twelve: false });
            both.part = None;
        }
        both.exists().then_some(both)
    }

    /// Whether the calendar has such a day.
    pub fn exists(&self) -> bool {
        if self.years.is_some() && (self.month.is_some() || self.day.is_some()) {
            return false;
        }
        match (self.month, self.day) {
            (Some(m), Some(d)) if !self.lunar => {
                (1..=12).contains(&m) && (1..=civil::days_in(self.year.unwrap_or(2000), m)).contains(&d)
            }
            (Some(m), _) => (1..=12).contains(&m),
            (None, Some(d)) => (1..=31).contains(&d),
            _ => true,
        }
    }

    /// Whether it names a time of day.
    pub fn has_time(&self) -> bool {
        self.hour.is_some() || self.part.is_some()
    }

    /// Whether it names a day or something coarser.
    pub fn has_date(&self) -> bool {
        self.is_of_days() || self.month.is_some() || self.is_coarse()
    }

    fn is_coarse(&self) -> bool {
        self.year.is_some() || self.quarter.is_some() || self.half.is_some() || self.season.is_some()
    }

    /// Whether it names days.
    pub fn is_of_days(&self) -> bool {
        self.day.is_some() || self.weekday.is_some()
    }

    /// The unit that it is precise to.
    pub fn grain(&self) -> Grain {
        if self.second.is_some() {
            Grain::Second
        } else if self.minute.is_some() {
            Grain::Minute
        } else if self.has_time() {
            Grain::Hour
        } else if self.is_of_days() || self.season.is_some() {
            Grain::Day
        } else if self.month.is_some() || self.half.is_some() {
            Grain::Month
        } else if self.quarter.is_some() {
            Grain::Quarter
        } else {
            self.years.unwrap_or(Grain::Year)
        }
    }

    /// The stretch within which a time that has begun still counts as one to come: on the 12th, "the 11th of this month"
    /// is this month's.
    pub fn window(&self) -> Grain {
        if self.year.is_some() {
            self.years.unwrap_or(Grain::Year)
        } else if self.season.is_some() {
            Grain::Day
        } else if self.half.is_some() {
            Grain::Month
        } else if self.quarter.is_some() {
            Grain::Quarter
        } else if self.month.is_some() {
            Grain::Month
        } else if self.is_of_days() {
            Grain::Day
        } else if self.hour.is_some() {
            Grain::Hour
        } else {
            Grain::Day
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hour: u8) -> Fields {
        Fields { hour: Some(Hour { hour, twelve: true }), ..Fields::default() }
    }

    fn part(code: PartCode, from: u16, to: u16) -> Fields {
        Fields { part: Some(Part { from: from * 60, to: to * 60, code }), ..Fields::default() }
    }

    #[test]
    fn the_part_of_the_day_settles_the_hour() {
        let check = |h, p: Fields, expect| {
            let both = hour(h).merge(p).and_then(|f| f.hour).map(|h| h.hour);
            assert_eq!(both, Some(expect), "{h} {p:?}");
        };
        check(3, part(PartCode::Pm, 12, 24), 15);
        check(12, part(PartCode::Pm, 12, 24), 12);
        check(12, part(PartCode::Am, 0, 12), 0);
        check(11, part(PartCode::Afternoon, 12, 19), 23);
        check(2, part(PartCode::Evening, 18, 24), 14);
        check(12, part(PartCode::Evening, 18, 24), 24);
        check(2, part(PartCode::Night, 21, 28), 2);
        check(11, part(PartCode::Night, 21, 28), 23);
        check(12, part(PartCode::Midday, 12, 14), 12);
        check(11, part(PartCode::Midday, 12, 14), 11);
    }

    #[test]
    fn what_contradicts_does_not_merge() {
        let month = |m| Fields { month: Some(m), ..Fields::default() };
        let day = |d| Fields { day: Some(d), ..Fields::default() };
        let year = |y| Fields { year: Some(y), ..Fields::default() };
        assert_eq!(month(2).merge(month(3)), None);
        assert_eq!(month(2).merge(day(30)), None);
        assert_eq!(month(2).merge(day(29)).and_then(|f| f.merge(year(2023))), None);
        assert!(month(2).merge(day(29)).and_then(|f| f.merge(year(2024))).is_some());
    }
}
