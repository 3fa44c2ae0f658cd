//! Quotations, stances and plans.

use crate::world::World;
use serde_json::Value;

/// A plan as it was first reported.
const PLANNED: &str = "EU muốn có mặt ở Tunisia\n\n\
Ngày 3/2/2030, các nguồn tin cho biết nhiều việc đang được chuẩn bị tại Brussels.\n\n\
EU có kế hoạch mở văn phòng liên lạc tại Tunisia vào năm 2032.\n\n\
Ý tưởng mở văn phòng liên lạc ở Tunisia do Thủ tướng Hy Lạp Kyriakos Mitsotakis khởi xướng.\n";

/// What became of it.
const SHELVED: &str = "EU tạm gác dự định có văn phòng liên lạc ở Tunisia\n\n\
Một thông cáo công bố ngày 5/6/2030 không đề cập đến kế hoạch mở văn phòng liên lạc của EU ở Tunisia.\n\n\
Áo đã phản đối ý tưởng đó, vì lo ngại căng thẳng trong vùng sẽ gia tăng.\n\n\
Thủ tướng Hy Lạp Kyriakos Mitsotakis nói: “Chúng ta sẽ còn quay lại với dự định này vào năm tới”.\n";

fn read(first: &str, second: &str) -> World {
    let world = World::new();
    world.write("plans/planned.jsonl", line("planned", "2030-02-04", PLANNED));
    world.write("plans/shelved.jsonl", line("shelved", "2030-06-06", SHELVED));
    for name in [first, second] {
        world.run(&["read", &format!("plans/{name}.jsonl")]).success();
    }
    world
}

fn line(id: &str, published: &str, text: &str) -> String {
    serde_json::json!({ "id": id, "text": text, "published": published, "lang": "vi", "outlet": id })
        .to_string()
}

fn asked(world: &World, args: &[&str]) -> Vec<Value> {
    let args = [args, &["--format", "json"]].concat();
    world.json(&args).as_array().expect("an array").clone()
}

#[test]
fn a_plan_is_one_over_articles() {
    let world = read("planned", "shelved");
    let plans = asked(&world, &["plans", "van phong", "--kind", "office"]);
    let [plan] = plans.as_slice() else { panic!("{plans:?}") };
    assert_eq!((&plan["status"], &plan["target_date"]), (&"shelved".into(), &"2032".into()), "{plan}");
    assert_eq!(plan["proposer"][0]["name"], "Kyriakos Mitsotakis", "{plan}");
    assert_eq!(plan["blocked_by"][0], serde_json::json!({ "who": "AUT", "body": "EU", "rule": "consensus" }));
    assert_eq!(plan["reports"], 2);
    let steps = plan["steps"].as_array().expect("steps");
    let first = steps.iter().find(|s| s["status"] == "scheduled").expect("announced");
    assert_eq!(first["superseded"], true, "a later report overtook it: {first}");
    assert!(steps.iter().any(|s| s["status"] == "shelved" && s["date"] == "2030-06-05"), "{steps:?}");
    let objector = &plan["objectors"][0];
    assert!(objector["who"] == "AUT" && objector["reason"].as_str().is_some_and(|r| r.contains("lo ngại")));
    let whole = world.prints(&["plans", "van", "phong", "Tunisia"]);
    assert!(whole.contains("blocked by Austria: EU decides by consensus"), "{whole}");
    assert!(whole.contains("superseded by a later report"), "{whole}");
}

#[test]
fn the_order_of_reading_is_of_no_account() {
    let (one, other) = (read("planned", "shelved"), read("shelved", "planned"));
    for command in ["plans", "stances", "quotes"] {
        let tell = |w: &World| w.prints(&[command, "--all", "--format", "json"]);
        assert_eq!(tell(&one), tell(&other), "{command}");
        let told = tell(&one);
        assert!(told.len() > 10, "{command}: {told}");
        one.run(&["rebuild"]).success();
        assert_eq!(tell(&one), told, "{command}, made again");
    }
}

#[test]
fn stances_are_found_by_plan_and_by_actor() {
    let world = read("planned", "shelved");
    let plan = asked(&world, &["plans", "van phong"])[0]["id"].as_str().expect("an id").to_owned();
    for about in [plan.as_str(), "van phong Tunisia", "Áo", "AUT"] {
        let held = asked(&world, &["stances", about, "--kind", "opposes"]);
        assert_eq!(held[0]["holder"], "AUT", "{about}: {held:?}");
    }
    assert!(asked(&world, &["stances", "Peru"]).is_empty());
    assert!(asked(&world, &["stances", "AUT", "--kind", "supports"]).is_empty());
}

#[test]
fn quotations_are_found_by_speaker_and_open_to_their_sentence() {
    let world = read("planned", "shelved");
    let said = asked(&world, &["quotes", "Mitsotakis", "--kind", "direct"]);
    assert_eq!((&said[0]["polity"], &said[0]["outlet"]), (&"GRC".into(), &"shelved".into()), "{said:?}");
    let id = said[0]["id"].as_str().expect("an id");
    let opened = world.prints(&["show", id]);
    assert!(opened.contains("Mitsotakis nói") && opened.contains("bytes "), "{opened}");
    let csv = world.prints(&["quotes", "--format", "csv"]);
    assert!(csv.starts_with("confidence,") || csv.contains("speaker"), "{csv}");
    let (code, said) = world.fails(&["quotes", "--type", "CONSULT"]);
    assert!(code == 2 && said.contains("--kind"), "{said}");
}

#[test]
fn a_past_day_knows_no_later_report() {
    let world = read("planned", "shelved");
    let plans = asked(&world, &["plans", "van phong", "--as-of", "2030-03"]);
    assert_eq!((plans.len(), &plans[0]["status"]), (1, &"scheduled".into()), "{plans:?}");
}

#[test]
fn a_briefing_on_a_plan_tells_its_life_with_sources() {
    let world = read("planned", "shelved");
    let brief =
        |more: &[&str]| world.prints(&[&["brief", "--plan", "van", "phong", "Tunisia"], more].concat());
    for (lang, expect) in [
        (
            "en",
            [
                "shelved",
                "Austria opposes it, because",
                "Austria can block it: EU decides by consensus",
                "Kyriakos Mitsotakis (Greece)",
            ],
        ),
        (
            "vi",
            [
                "tạm gác",
                "Áo phản đối, vì",
                "Áo có thể chặn: EU quyết định theo đồng thuận",
                "Kyriakos Mitsotakis (Hy Lạp)",
            ],
        ),
    ] {
        let text = brief(&["--lang", lang]);
        for words in expect {
            assert!(text.contains(words), "{words}: {text}");
        }
        let sentences: Vec<_> = text.lines().filter(|l| l.starts_with("- ")).collect();
        assert!(sentences.len() >= 6 && sentences.iter().all(|s| s.contains("[^")), "{text}");
        assert!(text.contains("planned · planned · 2030-02-04"), "each source with outlet and day: {text}");
    }
    let page = brief(&["--format", "html"]);
    assert!(page.starts_with("<!doctype html>") && page.contains("<li id=\"s1\">"), "{page}");
    // What the reports differ in stands last, both sides with their time in words.
    assert!(
        brief(&["--lang", "vi"]).contains("“lên lịch (năm 2032)” và “tạm gác”"),
        "{}",
        brief(&["--lang", "vi"])
    );
    let before = brief(&["--as-of", "2030-03"]);
    assert!(!before.contains("shelved") && !before.contains("Austria"), "{before}");
}

#[test]
fn a_tie_that_is_planned_stands_as_its_plan_does() {
    let world = read("planned", "shelved");
    let status = |more: &[&str]| {
        let ties = asked(&world, &[&["ties", "EU", "TUN", "--kind", "mission"], more].concat());
        ties.iter().map(|t| t["status"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(status(&[]), ["put_off"]);
    assert_eq!(status(&["--known-by", "2030-03"]), ["planned"]);
}

/// Two articles that speak of one summit, and of a ministry.
const SUMMIT: &str = "Hội nghị ở Lisbon\n\n\
Tháng 11/2010, Thủ tướng Áo dự hội nghị thượng đỉnh NATO ở Lisbon.\n\n\
Người phát ngôn Bộ Ngoại giao Peru Ana Ruiz phản đối Chile hôm 20/11/2010.\n";
const AFTERWARDS: &str = "Nhìn lại\n\n\
Bộ Ngoại giao Peru nhắc lại hội nghị thượng đỉnh NATO tại Bồ Đào Nha năm 2010.\n";

#[test]
fn known_meetings_and_bodies_are_one_over_articles() {
    let world = World::new();
    world.write("met/a.jsonl", line("a", "2010-11-25", SUMMIT));
    world.write("met/b.jsonl", line("b", "2012-01-05", AFTERWARDS));
    world.run(&["read", "met"]).success();
    let met = asked(&world, &["meetings", "NATO"]);
    let [lisbon] = met.as_slice() else { panic!("{met:?}") };
    assert_eq!((&lisbon["id"], &lisbon["reports"]), (&"nato-2010-lisbon".into(), &2.into()), "{lisbon}");
    assert_eq!(lisbon["outlets"], serde_json::json!(["a", "b"]));
    assert!(asked(&world, &["meetings", "Chicago"]).is_empty());
    let body = asked(&world, &["actor", "bo ngoai giao Peru"]);
    assert_eq!((&body[0]["polity"], &body[0]["reports"]), (&"PER".into(), &2.into()), "{body:?}");
    assert!(body[0]["persons"]["Ana Ruiz"].is_number(), "{body:?}");
    assert!(world.prints(&["actor", "Peru"]).contains("Bộ Ngoại giao Peru"), "listed below its polity");
}
