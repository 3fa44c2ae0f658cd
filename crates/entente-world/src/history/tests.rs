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
