//! The time-bound facts: known terms, members and meetings; rows that are wrong.

use super::*;

fn history() -> &'static History {
    History::embedded()
}

fn own(officeholders: &'static str) -> History {
    History::of(Texts { officeholders, ..Texts::default() })
}

#[test]
fn every_row_can_be_read() {
    let problems: Vec<_> = history().problems().iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_wrong_row_is_told_of_with_file_and_line_and_the_others_are_read() {
    let text = "code\trole\tname\tstart\tend\tsource\tqid\n\
        # a comment\n\
        JPN\thead_of_government\tFumio Kishida\t2021-10-04\t2024-10-01\town\t\n\
        jpn\thead_of_government\tSomebody\t2021\t\town\t\n\
        JPN\thead_of_government\tSomebody\t2021-02-30\t\town\t\n\
        JPN\thead_of_government\tSomebody\t2021\t2020\town\t\n\
        JPN\thead_of_government\tSomebody\t2021\t2022\thearsay\t\n\
        JPN\thead_of_government\tSomebody\n";
    let history = own(text);
    assert_eq!(history.offices().len(), 1);
    let problems: Vec<_> = history.problems().iter().map(ToString::to_string).collect();
    let starts: Vec<_> = problems.iter().map(|p| p.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(starts, [4, 5, 6, 7, 8].map(|n| format!("world/officeholders.tsv:{n}")), "{problems:?}");
}

#[test]
fn a_wrong_header_is_told_of() {
    let history = own("code\tname\nJPN\thead_of_government\tFumio Kishida\t2021-10-04\t2024-10-01\town\t\n");
    assert_eq!(history.problems().len(), 1);
    assert_eq!(history.problems()[0].line, 1);
}

#[test]
fn persons_are_found_under_every_spelling() {
    for (name, code) in [
        ("Tập Cận Bình", "CHN"),
        ("Xi Jinping", "CHN"),
        ("Kim Jong - un", "PRK"),
        ("Kim Jong Un", "PRK"),
        ("Shinzo Abe", "JPN"),
        ("Abe Shinzo", "JPN"),
        ("Bashar Al Assad", "SYR"),
        ("Hoa Xuân Doanh", "CHN"),
        ("Mevlut Cavusoglu", "TUR"),
        ("Juan Guaido", "VEN"),
    ] {
        let codes: Vec<_> = history().persons_named(name).iter().map(|p| p.code).collect();
        assert_eq!(codes, [code], "{name}");
    }
    assert!(history().persons().len() >= 500);
}

#[test]
fn a_person_of_two_polities_has_a_time_for_each() {
    let rutte = history().persons_named("Mark Rutte");
    assert_eq!(rutte.iter().map(|p| p.code).collect::<Vec<_>>(), ["NATO", "NLD"]);
    let on = |day| rutte.iter().filter(|p| p.term.may_hold_on(day)).map(|p| p.code).collect::<Vec<_>>();
    assert_eq!(on((2019, 1, 1)), ["NLD"]);
    assert_eq!(on((2024, 11, 1)), ["NATO"]);
}

#[test]
fn hyphens_and_initials_are_derived() {
    let spelt = |name: &str| history().persons_named(name)[0].spellings();
    for form in ["Kim Jong-un", "Kim Jong - un", "Kim Jong un", "Kim Jong Un", "Kim Jong-Un", "Kim Jong - Un"]
    {
        assert!(spelt("Kim Jong-un").iter().any(|s| s == form), "{form}");
    }
    for form in ["V.Putin", "V. Putin", "Vladimir Putin"] {
        assert!(spelt("Vladimir Putin").iter().any(|s| s == form), "{form}");
    }
    assert!(!spelt("Theresa May").iter().any(|s| s == "T. May"), "May alone names nobody");
}

#[test]
fn what_names_a_person_alone_names_one_only() {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for person in history().persons() {
        for alone in &person.alone {
            owners.entry(alone).or_default().push(person.name);
        }
    }
    for (alone, mut names) in owners {
        names.dedup();
        assert_eq!(names.len(), 1, "{alone} names {names:?}");
    }
}

fn days(from: Ymd, to: Ymd) -> i64 {
    let number = |(y, m, d): Ymd| {
        let (y, m) = if m > 2 { (i64::from(y), i64::from(m)) } else { (i64::from(y) - 1, i64::from(m) + 12) };
        365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + i64::from(d)
    };
    number(to) - number(from)
}

#[test]
fn no_two_exact_terms_of_one_office_overlap_by_more_than_a_month() {
    for role in
        ["head_of_government", "head_of_state", "foreign_minister", "defence_minister", "secretary_general"]
    {
        let mut by_code: BTreeMap<&str, Vec<&Office>> = BTreeMap::new();
        for office in history().offices().iter().filter(|o| o.role == role && o.term.is_exact()) {
            by_code.entry(office.code).or_default().push(office);
        }
        for offices in by_code.values() {
            for (i, a) in offices.iter().enumerate() {
                for b in &offices[i + 1..] {
                    let ((a_first, a_last), (b_first, b_last)) = (a.term.outer(), b.term.outer());
                    let last = a_last.min(b_last).min((2100, 1, 1));
                    assert!(days(a_first.max(b_first), last) <= 31, "{a:?}\n{b:?}");
                }
            }
        }
    }
}

#[test]
fn office_holders_that_everyone_knows() {
    for (code, role, name, term) in [
        ("JPN", "head_of_government", "Fumio Kishida", "2021-10-04/2024-10-01"),
        ("GBR", "head_of_government", "Liz Truss", "2022-09-06/2022-10-25"),
        ("NATO", "secretary_general", "Jens Stoltenberg", "2014-10-01/2024-10-01"),
        ("NATO", "secretary_general", "Jaap de Hoop Scheffer", "2004-01-05/2009-08-01"),
        ("USA", "foreign_minister", "Mike Pompeo", "2018-04-26/2021-01-20"),
        ("KOR", "head_of_state", "Park Geun-hye", "2013-02-25/2017-03-10"),
        ("CHN", "foreign_minister", "Qin Gang", "2022-12-30/2023-07-25"),
        ("VNM", "head_of_government", "Nguyễn Xuân Phúc", "2016-04-07/2021-04-05"),
        ("EU", "eu_high_representative", "Federica Mogherini", "2014-11-01/2019-11-30"),
    ] {
        let terms: Vec<_> = history()
            .office_holders(code, role)
            .into_iter()
            .filter(|o| o.name == name)
            .map(|o| o.term.to_string())
            .collect();
        assert_eq!(terms, [term], "{name}");
    }
    let on = |day| {
        history().holders_on("JPN", "head_of_government", day).iter().map(|o| o.name).collect::<Vec<_>>()
    };
    assert_eq!(on((2022, 6, 29)), ["Fumio Kishida"]);
    assert_eq!(on((2021, 10, 4)), ["Yoshihide Suga", "Fumio Kishida"], "both on the day of the change");
}

#[test]
fn terms_are_found_under_the_spellings_of_vietnamese_news() {
    let terms = |name: &str| {
        history().terms_of(name).iter().map(|o| (o.code, o.role, o.term.to_string())).collect::<Vec<_>>()
    };
    assert!(terms("Vương Nghị").contains(&("CHN", "foreign_minister", "2013-03-16/2022-12-30".to_owned())));
    assert!(terms("Kim Jong - un").contains(&("PRK", "supreme_leader", "2011-12-17/..".to_owned())));
    let roles: Vec<_> = history().terms_of("Abe Shinzo").iter().map(|o| o.term.to_string()).collect();
    assert_eq!(roles, ["2006-09-26/2007-09-26", "2012-12-26/2020-09-16"]);
    assert_eq!(terms("nobody of that name"), []);
}

#[test]
fn numbers_of_members() {
    for (org, on, count) in [
        ("NATO", (2022, 6, 29), 30),
        ("NATO", (2023, 4, 3), 30),
        ("NATO", (2023, 4, 4), 31),
        ("NATO", (2024, 3, 6), 31),
        ("NATO", (2024, 3, 7), 32),
        ("EU", (2020, 1, 31), 28),
        ("EU", (2020, 2, 1), 27),
        ("UN", (2011, 7, 14), 193),
        ("UN", (1999, 12, 31), 188),
        ("UNSC", (2020, 6, 1), 15),
        ("ASEAN", (1999, 4, 30), 10),
        ("WTO", (2024, 8, 30), 166),
        ("OPCW", (2018, 6, 16), 193),
        ("AU", (2017, 1, 30), 55),
        ("OSCE", (2012, 11, 21), 57),
        ("COE", (2022, 3, 17), 46),
        ("OIC", (2020, 1, 1), 57),
        ("OECD", (2021, 5, 25), 38),
        ("SCO", (2024, 7, 4), 10),
        ("BRICS", (2024, 1, 1), 9),
        ("APEC", (2010, 1, 1), 21),
        ("OPEC", (2024, 1, 1), 12),
        ("G8", (2013, 6, 17), 8),
        ("CPTPP", (2024, 12, 31), 12),
        ("COMMONWEALTH", (2023, 1, 1), 56),
    ] {
        let found = if org == "COMMONWEALTH" {
            Some(history().members(org, on).len())
        } else {
            history().count_members(org, on)
        };
        assert_eq!(found, Some(count), "{org} on {on:?}");
    }
    assert_eq!(history().count_members("IAEA", (2020, 1, 1)), None, "its list is not complete");
}

#[test]
fn when_an_organisation_had_so_many_members() {
    let spans =
        |org, n| history().when_member_count(org, n).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(spans("NATO", 31), ["2023-04-04/2024-03-06"]);
    assert_eq!(spans("NATO", 32), ["2024-03-07/.."]);
    assert_eq!(spans("EU", 27), ["2007-01-01/2013-06-30", "2020-02-01/.."]);
    assert_eq!(spans("NATO", 500), Vec::<String>::new());
    assert_eq!(spans("IAEA", 170), Vec::<String>::new());
}

#[test]
fn meetings_that_everyone_knows() {
    for (series, place, dates) in [
        ("nato-summit", "Vilnius", "2023-07-11/2023-07-12"),
        ("nato-summit", "Bucharest", "2008-04-02/2008-04-04"),
        ("us-dprk-summit", "Hà Nội", "2019-02-27/2019-02-28"),
        ("us-dprk-summit", "Singapore", "2018-06-12"),
        ("us-russia-summit", "Geneva", "2021-06-16"),
        ("apec-summit", "Đà Nẵng", "2017-11-10/2017-11-11"),
        ("g7-summit", "Hiroshima", "2023-05-19/2023-05-21"),
        ("brics-summit", "Hạ Môn", "2017-09-03/2017-09-05"),
    ] {
        let found = history().find_meeting(series, MeetingHint::Place(place)).and_then(Meeting::dates);
        assert_eq!(found.map(|d| d.to_string()).as_deref(), Some(dates), "{series} in {place}");
    }
    for (year, dates) in [(2022, "2022-06-28/2022-06-30"), (2024, "2024-07-09/2024-07-11")] {
        let found: Vec<_> =
            history().meetings("nato-summit", year).iter().filter_map(|m| m.dates()).collect();
        assert!(found.iter().any(|d| d.as_str() == dates), "{found:?}");
    }
}

#[test]
fn a_month_alone_tells_a_meeting_of_one_series() {
    let july = history()
        .find_meetings("nato-summit", &[MeetingHint::MonthOfAnyYear(7), MeetingHint::Place("Vilnius")]);
    assert_eq!(july.iter().map(|m| m.id).collect::<Vec<_>>(), ["nato-2023-vilnius"]);
    let day = history().find_meetings("nato-summit", &[MeetingHint::DayOfAnyYear(7, 12)]);
    assert_eq!(day.iter().map(|m| m.id).collect::<Vec<_>>(), ["nato-2018-brussels", "nato-2023-vilnius"]);
    assert!(
        history().find_meeting("nato-summit", MeetingHint::Place("Brussels")).is_none(),
        "many were there"
    );
    assert!(history().find_meeting("nato-summit", MeetingHint::Month(2023, 7)).is_some());
}

#[test]
fn every_meeting_is_of_a_series_and_has_an_id_of_its_own() {
    let series: Vec<_> = history().series().iter().map(|s| s.id).collect();
    let mut ids: Vec<_> = history().all_meetings().iter().map(|m| m.id).collect();
    let orphans: Vec<_> = history().all_meetings().iter().filter(|m| !series.contains(&m.series)).collect();
    assert!(orphans.is_empty(), "{orphans:?}");
    assert!(ids.len() >= 200);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), history().all_meetings().len());
}

#[test]
fn no_meeting_lasts_longer_than_three_weeks() {
    for meeting in history().all_meetings() {
        let (first, last) = meeting.term.outer();
        assert!(days(first, last) <= 21, "{meeting:?}");
    }
}

#[test]
fn codes_are_polities_and_roles_are_known() {
    let world = crate::World::embedded();
    for office in history().offices() {
        assert!(world.polity(office.code).is_some() && world.role(office.role).is_some(), "{office:?}");
    }
    for person in history().persons() {
        assert!(world.polity(person.code).is_some() && world.role(person.role).is_some(), "{person:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(
        rows in proptest::collection::vec("[A-Z]{3}\t[a-z_]{1,8}\t\\PC{0,12}\t[0-9X/.~-]{0,12}\t[0-9-]{0,11}\t(own|reign|x)\tQ?[0-9]{0,3}", 0..8),
    ) {
        let text: &'static str = format!("code\trole\tname\tstart\tend\tsource\tqid\n{}\n", rows.join("\n")).leak();
        let history = own(text);
        for office in history.offices() {
            let (first, last) = office.term.outer();
            proptest::prop_assert!(first <= last);
            proptest::prop_assert!(history.terms_of(office.name).contains(&office) || fold(office.name).is_empty());
        }
        proptest::prop_assert!(history.offices().len() + history.problems().len() >= rows.len());
    }

    #[test]
    fn folding_twice_changes_nothing(name in "\\PC{0,24}") {
        let once = fold(&name);
        proptest::prop_assert_eq!(fold(&once), once);
    }
}
