//! EDTF dates: forms, bounds, order, any text.

use super::*;
use proptest::prelude::*;

fn date(s: &str) -> Edtf {
    Edtf::parse(s).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn what_is_a_date() {
    for s in [
        "2022",
        "2022-06",
        "2022-06-28",
        "2022-06-28/2022-06-30",
        "XXXX-07-11",
        "XXXX-07",
        "199X",
        "19XX",
        "2024-21",
        "2024-33",
        "2024-41",
        "2014/..",
        "../2018",
        "/2018",
        "2022-06~",
        "2022?",
        "2022-XX",
        "2022-06-XX",
        "-0044",
        "XXXX-02-29",
        "2024-02-29",
        "XXXX-06-28/XXXX-06-30",
        "XXXX-12-30/XXXX-01-02",
        "2014/2018-05",
    ] {
        assert_eq!(date(s).to_string(), s);
    }
}

#[test]
fn what_is_none() {
    for s in [
        "",
        "/",
        "../..",
        "2022-02-30",
        "2023-02-29",
        "2022-13",
        "2022-00",
        "2022-06-00",
        "2022-6",
        "22",
        "2022-06-28-1",
        "2022-06-30/2022-06-28",
        "1X99",
        "199X-06",
        "2022-20",
        "2022-25",
        "2022--06",
        "hôm nay",
        "２０２２",
        "2022-06/",
        "XXXX-02-30",
        "2022/XXXX-07",
        "2022-06-28T10:00",
        "+2022",
        "2022-+6",
    ] {
        // An empty end is an end that is not known: "2022-06/" is a date.
        assert_eq!(Edtf::parse(s).is_ok(), s == "2022-06/", "{s}");
    }
}

#[test]
fn bounds_are_days() {
    let check = |s: &str, first: Ymd, last: Ymd| assert_eq!(date(s).bounds(), Some((first, last)), "{s}");
    check("2022", (2022, 1, 1), (2022, 12, 31));
    check("2024-02", (2024, 2, 1), (2024, 2, 29));
    check("199X", (1990, 1, 1), (1999, 12, 31));
    check("20XX", (2000, 1, 1), (2099, 12, 31));
    check("2024-24", (2024, 12, 1), (2025, 2, 28));
    check("2024-35", (2024, 7, 1), (2024, 9, 30));
    check("2014/2018-05", (2014, 1, 1), (2018, 5, 31));
    assert_eq!(date("2014/..").bounds(), None);
    assert_eq!(date("2014/..").first_day(), Some((2014, 1, 1)));
    assert_eq!(date("XXXX-07-11").bounds(), None);
}

#[test]
fn open_years_can_be_filled() {
    assert_eq!(date("XXXX-07-11").with_year(2023).as_str(), "2023-07-11");
    assert_eq!(date("XXXX-12-30/XXXX-01-02").with_year(2023).as_str(), "2023-12-30/2024-01-02");
    assert_eq!(date("XXXX-02-29").with_year(2023).as_str(), "XXXX-02-29");
    assert_eq!(date("2022-07").with_year(2023).as_str(), "2022-07");
}

#[test]
fn containing_is_certain_and_overlapping_possible() {
    assert!(date("2022").contains(&date("2022-06")));
    assert!(!date("2022-06").contains(&date("2022")));
    assert!(date("2014/..").contains(&date("2022-06")));
    assert!(!date("2022").contains(&date("XXXX-06")));
    assert!(date("XXXX-06").contains(&date("XXXX-06-28")));
    assert!(date("2022").overlaps(&date("XXXX-06")));
    assert!(date("XXXX-01-02").overlaps(&date("2022-12-30/2023-01-05")));
    assert!(!date("2022-07/2022-09").overlaps(&date("XXXX-06")));
    assert!(!date("2022-07").overlaps(&date("2022-06")));
}

#[test]
fn a_timeline_sorts() {
    let mut all = ["XXXX-01-01", "2022-06-28", "../2018", "2022", "2022-06", "2014/.."].map(date);
    all.sort();
    assert_eq!(
        all.map(|d| d.to_string()),
        ["../2018", "2014/..", "2022", "2022-06", "2022-06-28", "XXXX-01-01"]
    );
}

#[test]
fn precision_is_that_of_the_coarser_end() {
    let check = |s: &str, grain| assert_eq!(date(s).precision(), grain, "{s}");
    check("2022-06-28", Grain::Day);
    check("2022-06-XX", Grain::Month);
    check("2024-33", Grain::Quarter);
    check("2014/2018-05", Grain::Year);
    check("199X", Grain::Decade);
    check("19XX", Grain::Century);
}

#[test]
fn bad_json_is_refused() {
    assert_eq!(serde_json::from_str::<Edtf>("\"2022-06\"").expect("a month"), date("2022-06"));
    assert!(serde_json::from_str::<Edtf>("\"2022-02-30\"").is_err());
    assert_eq!(serde_json::to_string(&date("2022-06")).expect("a string"), "\"2022-06\"");
}

proptest! {
    #[test]
    fn parsing_never_panics(s in "\\PC{0,20}|[0-9X/.~?-]{0,22}") {
        if let Ok(date) = Edtf::parse(&s) {
            prop_assert_eq!(date.as_str(), &s);
            let _ = (date.bounds(), date.precision(), date.sort_key(), date.with_year(2023), date.overlaps(&date));
        }
    }

    #[test]
    fn impossible_days_are_refused(y in 1000i32..3000, m in 0u8..14, d in 0u8..33) {
        let real = d >= 1 && d <= days_in(y, m);
        prop_assert_eq!(Edtf::parse(&format!("{y:04}-{m:02}-{d:02}")).is_ok(), real);
    }

    #[test]
    fn days_round_trip(y in 1i32..3000, m in 1u8..13, d in 1u8..32, len in 0usize..4) {
        let d = d.min(days_in(y, m));
        let texts = [format!("{y:04}-{m:02}-{d:02}"), format!("{y:04}-{m:02}"), format!("{y:04}"), format!("{:03}X", y / 10)];
        let one = date(&texts[len]);
        let (first, last) = one.bounds().expect("a year is given");
        prop_assert_eq!(Edtf::from_bounds(first, last).expect("in order"), one);
    }

    #[test]
    fn intervals_round_trip(a in (1i32..3000, 1u8..13, 1u8..29), b in (1i32..3000, 1u8..13, 1u8..29)) {
        let (a, b) = (a.min(b), a.max(b));
        let interval = Edtf::from_bounds(a, b).expect("in order");
        prop_assert_eq!(interval.bounds(), Some((a, b)));
    }
}
