//! Questions to a ledger.

use crate::world::World;
use serde_json::Value;

fn events(world: &World, args: &[&str]) -> Vec<Value> {
    let args = [args, &["--format", "json"]].concat();
    world.json(&args).as_array().expect("an array").clone()
}

#[test]
fn timeline_tells_the_story_by_date() {
    let world = World::read();
    let told = events(&world, &["timeline", "NATO", "Nhat Ban"]);
    let dates: Vec<_> = told.iter().filter_map(|e| e["date"].as_str()).filter(|d| !d.is_empty()).collect();
    assert!(dates.is_sorted() && dates.len() >= 2, "{dates:?}");
    let visit = told.iter().find(|e| e["kind"] == "visit").expect("the visit");
    assert_eq!(visit["reports"], 2, "both documents tell of it: {visit}");
    assert_eq!(visit["date"], "2007-01-12");
    let table = world.prints(&["timeline", "NATO", "Nhat Ban"]);
    assert!(table.starts_with("NATO and Japan: "), "{table}");
    assert!(table.contains(&visit["id"].as_str().expect("an id")[..8]), "{table}");
}

#[test]
fn filters_narrow_the_timeline() {
    let world = World::read();
    let all = events(&world, &["timeline", "--all"]).len();
    assert!(all >= 3);
    let count = |args: &[&str]| events(&world, &[&["timeline", "--all"], args].concat()).len();
    assert_eq!(count(&["--from", "2100"]), 0);
    assert!(count(&["--to", "2007"]) >= 1);
    assert!(count(&["--to", "2007"]) < all);
    assert!(count(&["--type", "consult,agree"]) < all);
    assert!(count(&["--kind", "visit"]) >= 1);
    assert_eq!(count(&["--min-confidence", "1"]), all, "--all hides nothing");
    assert_eq!(events(&world, &["timeline", "--min-confidence", "1"]).len(), 0);
    let (code, said) = world.fails(&["timeline", "--kind", "visits"]);
    assert!(code == 2 && said.contains("sanction"), "{said}");
    let (code, said) = world.fails(&["timeline", "--from", "2023", "--to", "2022"]);
    assert!(code == 2 && said.contains("after"), "{said}");
}

#[test]
fn what_is_hidden_is_said() {
    let world = World::read();
    let said = world.prints(&["timeline", "--min-confidence", "1"]);
    assert!(said.contains("below confidence 1.00 hidden; --all shows them"), "{said}");
}

#[test]
fn csv_has_a_header_and_a_row_an_event() {
    let world = World::read();
    let csv = world.prints(&["timeline", "--all", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert_eq!(header.iter().next(), Some("id"));
    assert_eq!(reader.records().filter_map(Result::ok).count(), events(&world, &["timeline", "--all"]).len());
}

#[test]
fn show_opens_every_line_to_its_words() {
    let world = World::read();
    for event in events(&world, &["timeline", "--all"]) {
        let id = event["id"].as_str().expect("an id");
        let opened = world.json(&["show", id, "--format", "json"]);
        for claim in opened[0]["claims"].as_array().expect("claims") {
            let doc = claim["doc"].as_str().expect("a document");
            let text = std::fs::read_to_string(world.path("news").join(doc)).expect("the article");
            let (start, end) =
                (claim["start"].as_u64().expect("n") as usize, claim["end"].as_u64().expect("n") as usize);
            assert_eq!(&text[start..end], claim["quote"].as_str().expect("words"));
            assert!(
                claim["sentence"]
                    .as_str()
                    .expect("words")
                    .contains(claim["trigger"].as_str().expect("words"))
            );
        }
        let table = world.prints(&["show", &id[..8]]);
        assert!(table.contains(id) && table.contains("bytes ") && table.contains('*'), "{table}");
    }
    let document = world.prints(&["show", "a.txt"]);
    assert!(document.contains("sha256") && document.contains("1 article, "), "{document}");
    let (code, said) = world.fails(&["show", "zzzzzzzz"]);
    assert!(code == 2 && said.contains("zzzzzzzz"), "{said}");
}

#[test]
fn relation_and_actor_sum_up() {
    let world = World::read();
    let relation = world.prints(&["relation", "Japan", "NATO"]);
    assert!(relation.starts_with("Japan – NATO: ") && relation.contains("CONSULT"), "{relation}");
    let facing = events(&world, &["relation", "NATO", "CHN"]);
    assert!(facing.iter().all(|e| e["type"] == "ACCUSE"), "{facing:?}");
    let actor = world.prints(&["actor", "nato"]);
    assert!(
        actor.contains("Partner") && actor.contains("Japan") && actor.contains("Latest events"),
        "{actor}"
    );
    let (code, said) = world.fails(&["relation", "JPN", "Japan"]);
    assert!(code == 2 && said.contains("name two"), "{said}");
}

#[test]
fn unknown_names_suggest_near_ones() {
    let world = World::read();
    let (code, said) = world.fails(&["timeline", "Japann"]);
    assert!(code == 2 && said.contains("did you mean Japan (JPN)"), "{said}");
}

#[test]
fn search_forgives_missing_marks() {
    let world = World::read();
    for typed in ["Nhat Ban", "Nhật Bản", "NHAT BAN"] {
        let hits = world.json(&["search", typed, "--format", "json"]);
        assert!(hits.as_array().expect("an array").len() >= 3, "{typed}: {hits}");
    }
    let hits = world.json(&["search", "duc", "--format", "json"]);
    assert!(hits[0]["text"].as_str().expect("words").contains("Đức"), "{hits}");
    assert!(!hits[0]["events"].as_array().expect("ids").is_empty());
    let table = world.prints(&["search", "thoa thuan", "--limit", "1"]);
    assert!(table.contains("thỏa thuận") && table.contains("--limit shows more"), "{table}");
    assert!(world.prints(&["search", "khôngcótừnày"]).contains("nothing found"));
    let told = |filter: &[&str]| {
        let args = [&["search", "nhat ban", "--format", "json"], filter].concat();
        world.json(&args).as_array().expect("an array").len()
    };
    assert!(told(&["--kind", "visit"]) >= 1 && told(&["--kind", "visit"]) < told(&[]));
    assert_eq!(told(&["--from", "2100"]), 0);
}

#[test]
fn export_writes_what_timeline_shows() {
    let world = World::read();
    let lines: Vec<Value> =
        world.prints(&["export", "--all"]).lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines, events(&world, &["timeline", "--all"]));
    world.run(&["export", "--format", "csv", "-o", "events.csv"]).success().stdout("");
    let csv = std::fs::read_to_string(world.path("events.csv")).expect("written");
    assert!(csv.starts_with("id,date,type,kind,"), "{csv}");
}

#[test]
fn tables_fit_the_terminal_and_have_no_colours_in_a_pipe() {
    let world = World::read();
    for width in [60usize, 80, 140] {
        let done =
            world.command().env("COLUMNS", width.to_string()).args(["timeline", "--all"]).assert().success();
        let said = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
        assert!(!said.contains('\u{1b}'), "{said}");
        for line in said.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
        }
    }
    let coloured = world.command().env("CLICOLOR_FORCE", "1").args(["timeline"]).assert().success();
    assert!(String::from_utf8_lossy(&coloured.get_output().stdout).contains('\u{1b}'));
    let plain =
        world.command().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").args(["timeline"]).assert().success();
    assert!(!String::from_utf8_lossy(&plain.get_output().stdout).contains('\u{1b}'));
}

#[test]
fn as_of_knows_nothing_that_was_published_later() {
    let world = World::read();
    let line = |id: &str, published: &str, text: &str| {
        format!("{}\n", serde_json::json!({"id": id, "lang": "vi", "published": published, "text": text}))
    };
    world.write(
        "feed.jsonl",
        line(
            "plan",
            "2023-05-02",
            "Ngày 1/5/2023, Nhật Bản cho biết sẽ ký thỏa thuận với NATO vào tháng 7/2023.",
        ) + &line("visit", "2023-06-02", "Ngày 1/6/2023, Tổng thống Pháp đã thăm Hàn Quốc."),
    );
    world.run(&["read", "feed.jsonl", "--ledger", "feed.db"]).success();
    let asked = |args: &[&str]| events(&world, &[args, &["--ledger", "feed.db"]].concat()).len();
    assert!(asked(&["timeline", "FRA", "--all"]) >= 1);
    assert_eq!(asked(&["timeline", "FRA", "--all", "--as-of", "2023-05-31"]), 0);
    assert!(asked(&["timeline", "FRA", "--all", "--as-of", "2023-06"]) >= 1);
    assert_eq!(asked(&["timeline", "JPN", "--all", "--as-of", "2023-04"]), 0);
    assert_eq!(asked(&["search", "Pháp", "--as-of", "2023-05-31"]), 0);
}

#[test]
fn rebuilding_changes_no_byte_of_an_export() {
    let world = World::read();
    let before = world.prints(&["export", "--all"]);
    let said = world.prints(&["rebuild"]);
    assert!(said.contains("events from 2 documents"), "{said}");
    assert_eq!(world.prints(&["export", "--all"]), before);
    let (code, said) = world.fails(&["rebuild", "--ledger", "none.db"]);
    assert!(code == 2 && said.contains("no ledger"), "{said}");
}

#[test]
fn ties_have_their_time_and_their_words() {
    let world = World::read();
    let ties = events(&world, &["ties", "Japan", "NATO"]);
    let agreement = ties.iter().find(|t| t["kind"] == "agreement").expect("the agreement");
    assert_eq!(agreement["since"], "2010-06", "{agreement}");
    assert_eq!((&agreement["status"], &agreement["claims"][0]["doc"]), (&"in_force".into(), &"a.txt".into()));
    assert!(ties.iter().any(|t| t["kind"] == "partnership" && t["claims"][0]["doc"] == "world"));
    let at =
        |date: &str| events(&world, &["ties", "JPN", "NATO", "--kind", "agreement", "--as-of", date]).len();
    assert_eq!((at("2009"), at("2010"), at("2020")), (0, 1, 1));
    let table = world.prints(&["ties", "JPN", "NATO", "--as-of", "2016"]);
    assert!(table.starts_with("Japan and NATO in 2016: "), "{table}");
    let (code, said) = world.fails(&["ties", "--kind", "friendship"]);
    assert!(code == 2 && said.contains("membership"), "{said}");
}

#[test]
fn disputes_show_both_sides() {
    let world = World::new();
    world.write("news/c.txt", "Tin ngoại giao\n\nNgày 4/3/2023, Tổng thống Kenya đã thăm chính thức Ghana và dự lễ khánh thành bệnh viện hữu nghị ở Accra.\n");
    world.write("news/d.txt", "Thời sự châu Phi\n\nNgày 6/3/2023, Tổng thống Kenya đã thăm chính thức Ghana và dự lễ khánh thành bệnh viện hữu nghị ở Accra.\n");
    world.run(&["read", "news"]).success();
    let found = events(&world, &["disputes", "Kenya"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["kind"], &found[0]["sides"][0]["value"]), (&"date".into(), &"2023-03-04".into()));
    assert_eq!(found[0]["sides"][1]["doc"], "d.txt");
    assert!(world.prints(&["disputes"]).contains("2023-03-06"));
    assert!(world.prints(&["disputes", "Peru"]).contains("no disputes"));
}

#[test]
fn the_curve_names_what_moved_it() {
    let world = World::read();
    let points = events(&world, &["relation", "JPN", "NATO", "--curve", "--step", "year"]);
    assert!(points.len() >= 3, "{points:?}");
    assert_eq!(points[0]["until"], "2007-12-31");
    assert!(points[0]["closeness"].as_f64().expect("a number") > 0.0);
    assert!(points[0]["moved"][0]["id"].as_str().is_some_and(|id| id.len() == 12));
    let csv = world.prints(&["relation", "JPN", "NATO", "--curve", "--format", "csv"]);
    assert!(csv.starts_with("until,closeness,evidence,events,moved\n"), "{csv}");
    assert!(world.prints(&["relation", "JPN", "NATO"]).contains("Closeness, from -10 to +10"));
}

#[test]
fn a_briefing_says_nothing_without_a_source() {
    let world = World::read();
    for (lang, heading) in [("en", "## What happened"), ("vi", "## Diễn biến")] {
        let text = world.prints(&["brief", "NATO", "JPN", "--lang", lang]);
        assert!(text.contains(heading), "{text}");
        let sentences: Vec<_> = text.lines().filter(|l| l.starts_with("- ")).collect();
        assert!(
            sentences.len() >= 3 && sentences.iter().all(|s| s.ends_with(']') && s.contains("[^")),
            "{text}"
        );
    }
    let page = world.prints(&["brief", "NATO", "JPN", "--format", "html"]);
    assert!(page.starts_with("<!doctype html>") && page.contains("<a href=\"#s1\">[1]</a>"), "{page}");
    let (code, said) = world.fails(&["brief", "NATO"]);
    assert!(code == 2 && said.contains("--plan"), "{said}");
    let (code, said) = world.fails(&["brief", "--plan", "khôngcótừnày"]);
    assert!(code == 2 && said.contains("entente plans"), "{said}");
}

#[test]
fn the_order_of_reading_is_of_no_account() {
    let world = World::new();
    world.write(
        "news/c.txt",
        "Khách từ Brussels\n\nSáng 31/1/2023, Tổng thư ký NATO Jens Stoltenberg tới thăm Nhật Bản.\n",
    );
    let files = ["news/a.txt", "news/b.txt", "news/c.txt"];
    let asked = |order: [usize; 3], ledger: &str, one_by_one: bool| {
        let names: Vec<&str> = order.iter().map(|i| files[*i]).collect();
        if one_by_one {
            for name in &names {
                world.run(&["read", name, "--ledger", ledger]).success();
            }
        } else {
            world.run(&[&["read"], names.as_slice(), &["--ledger", ledger]].concat()).success();
        }
        let ask = |args: &[&str]| world.prints(&[args, &["--ledger", ledger]].concat());
        [
            ask(&["export", "--all"]),
            ask(&["ties", "JPN", "NATO", "--format", "json"]),
            ask(&["disputes", "--format", "json"]),
            ask(&["actor", "Stoltenberg", "--format", "json"]),
            ask(&["brief", "JPN", "NATO"]),
        ]
    };
    let first = asked([0, 1, 2], "1.db", false);
    assert!(first[3].contains("Jens Stoltenberg"), "{}", first[3]);
    assert_eq!(asked([2, 1, 0], "2.db", false), first);
    assert_eq!(asked([1, 2, 0], "3.db", true), first);
}
