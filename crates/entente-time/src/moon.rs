//! Sun and moon, as far as the Hindu calendar needs them: to a tenth of a degree, which the moon runs in twelve minutes.
//!
//! The series are the largest terms of those in J. Meeus, *Astronomical Algorithms*, chapters 25 and 47.

use crate::civil::{self, Day};

/// Days from the year 2000, noon.
const J2000: f64 = 730_120.5;
/// India's hours east of Greenwich, in days.
const INDIA: f64 = 5.5 / 24.0;
/// Days from new moon to new moon.
const MONTH: f64 = 29.530_588_861;

/// Longitudes of the sun and the moon in degrees, at a moment in days (universal time).
fn longitudes(moment: f64) -> (f64, f64) {
    let t = (moment - J2000) / 36_525.0;
    let degrees = |a: f64, b: f64| (a + b * t).to_radians();
    let elongation = degrees(297.850_192, 445_267.111_403);
    let sun = degrees(357.529_109, 35_999.050_291);
    let moon = degrees(134.963_396, 477_198.867_506);
    let node = degrees(93.272_095, 483_202.017_523);
    let sun_at = 280.466_46 + 36_000.769_83 * t + 1.914_602 * sun.sin() + 0.019_993 * (2.0 * sun).sin();
    let terms = [
        (6.288_774, moon),
        (1.274_027, 2.0 * elongation - moon),
        (0.658_314, 2.0 * elongation),
        (0.213_618, 2.0 * moon),
        (-0.185_116, sun),
        (-0.114_332, 2.0 * node),
        (0.058_793, 2.0 * elongation - 2.0 * moon),
        (0.057_066, 2.0 * elongation - sun - moon),
        (0.053_322, 2.0 * elongation + moon),
        (0.045_758, 2.0 * elongation - sun),
        (-0.040_923, sun - moon),
        (-0.034_720, elongation),
        (-0.030_383, sun + moon),
    ];
    let moon_at = 218.316_448 + 481_267.881_234 * t + terms.iter().map(|(a, x)| a * x.sin()).sum::<f64>();
    (sun_at.rem_euclid(360.0), moon_at.rem_euclid(360.0))
}

/// Degrees by which the moon is ahead of the sun.
fn phase(moment: f64) -> f64 {
    let (sun, moon) = longitudes(moment);
    (moon - sun).rem_euclid(360.0)
}

/// The moment nearest to `about` at which the moon is `degrees` ahead of the sun.
fn phase_near(about: f64, degrees: f64) -> f64 {
    let mut moment = about;
    for _ in 0..6 {
        let ahead = (phase(moment) - degrees + 180.0).rem_euclid(360.0) - 180.0;
        moment -= ahead / 360.0 * MONTH;
    }
    moment
}

/// The sign of the sidereal zodiac (Lahiri's) in which the sun stands, from 0 for Aries.
fn sign(moment: f64) -> i64 {
    let behind = 23.853 + (moment - J2000) / 365.25 * 0.013_97;
    ((longitudes(moment).0 - behind).rem_euclid(360.0) / 30.0) as i64
}

/// The days about a year on which a tithi (1 to 30 from the new moon) of a month (1 is Chaitra, months end with the new
/// moon, leap months are passed over) holds at an hour of Indian time.
pub fn tithi_days(year: i32, month: u8, tithi: u8, hour: u8) -> Vec<Day> {
    let Some(first) = civil::day(year, 1, 1) else { return Vec::new() };
    let mut days = Vec::new();
    let mut moon = phase_near(first as f64 - 60.0, 0.0);
    for _ in 0..16 {
        let next = phase_near(moon + MONTH, 0.0);
        let leap = sign(moon) == sign(next);
        if !leap && (sign(moon) + 1) % 12 + 1 == i64::from(month) {
            let at = |n: u8| {
                let degrees = f64::from(n) * 12.0;
                phase_near(moon + degrees / 360.0 * MONTH, degrees % 360.0) + INDIA
            };
            let (begins, ends) = (at(tithi - 1), at(tithi));
            let hour = f64::from(hour) / 24.0;
            let day = (begins - hour).ceil();
            // A tithi may begin and end between two such hours: then the day is the one that it begins on.
            days.push(if day + hour < ends { day as Day } else { begins.floor() as Day });
        }
        moon = next;
    }
    days
}

/// The day of a year by whose sunset in India the sun has entered a sign, from 1 for Aries.
pub fn sankranti_days(year: i32, entered: u8) -> Vec<Day> {
    let Some(first) = civil::day(year, 1, 1) else { return Vec::new() };
    let at = |day: Day| sign(day as f64 + 18.0 / 24.0 - INDIA) + 1 == i64::from(entered);
    (first..first + 366).filter(|&d| at(d) && !at(d - 1)).filter(|&d| civil::ymd(d).0 == year).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_moons_are_where_they_were() {
        // 2 July 2019, 19:16 UT: a total eclipse.
        let eclipse = civil::day(2019, 7, 2).expect("a day") as f64 + 19.27 / 24.0;
        assert!((phase_near(eclipse - 0.6, 0.0) - eclipse).abs() < 0.03);
    }

    #[test]
    fn diwali_is_on_the_last_tithi_of_its_month() {
        for (year, month, day) in
            [(2017, 10, 19), (2018, 11, 7), (2019, 10, 27), (2020, 11, 14), (2021, 11, 4)]
        {
            assert_eq!(tithi_days(year, 7, 30, 18), [civil::day(year, month, day).expect("a day")], "{year}");
        }
    }
}
