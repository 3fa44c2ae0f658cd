//! `code`, `clean`, `dates`, `score`: without a ledger.

use crate::world::{FIRST, World};
use serde_json::Value;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e} in {l}"))).collect()
}

#[test]
fn code_prints_the_promised_fields_and_the_quote_stands_where_it_says() {
    let world = World::new();
    let events = lines(&world.prints(&["code", "news/a.txt", "--min-confidence", "0"]));
    assert!(events.len() >= 3, "{events:?}");
    for event in &events {
        let keys: Vec<_> = event.as_object().expect("an object").keys().map(String::as_str).collect();
        for key in [
            "doc",
            "type",
            "kind",
            "actors",
            "recipients",
            "date",
            "status",
            "scope",
            "fields",
            "quote",
            "start",
            "end",
            "attribution",
            "confidence",
        ] {
            assert!(keys.contains(&key), "{key} is not in {event}");
        }
        assert!(event.get("id").is_none() && event.get("reports").is_none());
        let (start, end) =
            (event["start"].as_u64().expect("a number"), event["end"].as_u64().expect("a number"));
        assert_eq!(&FIRST[start as usize..end as usize], event["quote"].as_str().expect("words"));
    }
    let types: Vec<_> = events.iter().filter_map(|e| e["type"].as_str()).collect();
    for expected in ["CONSULT", "AGREE", "ACCUSE"] {
        assert!(types.contains(&expected), "{expected} is not in {types:?}");
    }
}

#[test]
fn code_keeps_the_order_of_the_documents() {
    let world = World::new();
    let mut records = String::new();
    for i in 0..300 {
        records +=
            &serde_json::json!({"id": format!("d{i:03}"), "title": "Tin vắn", "text": FIRST}).to_string();
        records.push('\n');
    }
    world.write("many.jsonl", &records);
    let events = lines(&world.prints(&["code", "many.jsonl"]));
    let docs: Vec<_> = events.iter().map(|e| e["doc"].as_str().expect("an id").to_owned()).collect();
    assert!(docs.is_sorted());
    assert_eq!(docs.iter().collect::<std::collections::BTreeSet<_>>().len(), 300);
    assert_eq!(
        world.prints(&["code", "many.jsonl"]),
        world.prints(&["code", "many.jsonl"]),
        "two runs are equal"
    );
}

#[test]
fn code_hides_what_is_below_the_threshold() {
    let world = World::new();
    let count = |least| lines(&world.prints(&["code", "news", "--min-confidence", least])).len();
    assert!(count("0") > 0);
    assert_eq!(count("1"), 0);
}

#[test]
fn a_span_of_a_separate_title_is_marked() {
    let world = World::new();
    let record = serde_json::json!({"id": "r", "title": "Trung Quốc lên án NATO", "text": "Không có gì thêm.", "lang": "vi"});
    let done =
        world.command().args(["code", "-", "--min-confidence", "0"]).write_stdin(record.to_string()).assert();
    let events = lines(&String::from_utf8_lossy(&done.success().get_output().stdout));
    assert_eq!(events[0]["in"], "title");
    assert_eq!(events[0]["start"], 0);
}

#[test]
fn clean_labels_every_line_that_is_not_blank() {
    let world = World::new();
    let labels = lines(&world.prints(&["clean", "news/a.txt", "--format", "jsonl"]));
    let numbers: Vec<_> = labels.iter().filter_map(|l| l["line"].as_u64()).collect();
    assert_eq!(numbers, [1, 3, 5, 7]);
    assert_eq!(labels[0]["kind"], "title");
    assert_eq!(labels[1]["doc"], "news/a.txt");
    assert_eq!(labels[1]["article"], 1);
    let table = world.prints(&["clean", "news"]);
    assert!(table.contains("a.txt (1 article)") && table.contains("b.txt"), "{table}");
}

#[test]
fn dates_are_found_with_their_values() {
    let world = World::new();
    let asked = "{\"text\": \"11/7/2023\", \"reference\": \"2023-08-01T09:00:00+07:00\"}\n11/7/2022\n";
    let done = world
        .command()
        .args(["dates", "--lang", "vi", "--format", "jsonl", "--reference", "2023-08-01"])
        .write_stdin(asked)
        .assert()
        .success();
    let answers = lines(&String::from_utf8_lossy(&done.get_output().stdout));
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["found"][0]["from"], "2023-07-11T00:00:00+07:00");
    assert_eq!(answers[0]["found"][0]["grain"], "day");
    assert_eq!(answers[1]["text"], "11/7/2022");
    let table = world.prints(&["dates", "--reference", "2023-08-01", "11/7/2023"]);
    assert!(table.contains("2023-07-11"), "{table}");
    let (code, said) = world.fails(&["dates", "--reference", "soon", "x"]);
    assert_eq!(code, 2);
    assert!(said.contains("not a date and time"), "{said}");
}

#[test]
fn score_of_what_was_predicted_is_one() {
    let world = World::new();
    let events = world.prints(&["code", "news"]);
    world.write("p.jsonl", &events);
    let score: Value =
        serde_json::from_str(&world.prints(&["score", "p.jsonl", "p.jsonl", "--json"])).expect("JSON");
    assert_eq!(score["strict"]["f1"], 1.0);
    assert_eq!(score["strict"]["gold"], events.lines().count());
    let table = world.prints(&["score", "p.jsonl", "p.jsonl", "--errors"]);
    assert!(table.contains("nothing missed, nothing wrong") && table.contains("strict"), "{table}");
    let more: Value = serde_json::from_str(&world.prints(&[
        "score",
        "p.jsonl",
        "p.jsonl",
        "--json",
        "--errors",
        "--reliability",
        "--by",
        "kind",
    ]))
    .expect("JSON");
    assert_eq!(more["errors"].as_array().map(Vec::len), Some(0));
    assert_eq!(more["reliability"].as_array().map(Vec::len), Some(10));
    assert!(more["by"].as_array().is_some_and(|by| by.iter().any(|g| g["precision"] == 1.0)), "{more}");
    world.write("gold.jsonl", r#"{"id":"g","lang":"vi","text":"Pháp lên án Nga.","events":[{"type":"ACCUSE","actors":["FRA"],"recipients":["RUS"],"quote":"Pháp lên án Nga"}]}"#);
    world.write("none.jsonl", "");
    let told = world.prints(&["score", "gold.jsonl", "none.jsonl", "--errors"]);
    assert!(told.contains("== withheld (1)") && told.contains("“lên án”"), "{told}");
    world.write("broken.jsonl", "{\"id\": \"a\", \"events\": []}\nnope\n");
    let (code, said) = world.fails(&["score", "broken.jsonl", "p.jsonl"]);
    assert_eq!(code, 2);
    assert!(said.contains("broken.jsonl: line 2"), "{said}");
}

#[test]
fn code_speaks_strict_plover_and_cameo() {
    let world = World::new();
    let text =
        "Nhật Bản và NATO đã ký thỏa thuận hôm 12/1/2007. Tổng thống Pháp sẽ thăm Canada vào tháng 5/2007.";
    world.write("a.jsonl", serde_json::json!({"id": "a", "lang": "vi", "text": text}).to_string());
    let types = |ontology: &str| -> Vec<Value> {
        lines(&world.prints(&["code", "a.jsonl", "--min-confidence", "0", "--ontology", ontology]))
    };
    let of = |events: &[Value], kind: &str| {
        events
            .iter()
            .find(|e| e["kind"] == kind)
            .cloned()
            .unwrap_or_else(|| panic!("no {kind} in {events:?}"))
    };
    let own = types("own");
    assert_eq!((&of(&own, "sign")["type"], &of(&own, "visit")["type"]), (&"AGREE".into(), &"CONSULT".into()));
    assert!(own[0].get("mode").is_none());
    let plover = types("plover");
    let (sign, visit) = (of(&plover, "sign"), of(&plover, "visit"));
    assert_eq!(
        (&sign["type"], &sign["context"], &sign["score"]),
        (&"SUPPORT".into(), &"diplomatic".into(), &5.0.into())
    );
    assert_eq!(sign["actors"].as_array().map(Vec::len), Some(2));
    assert_eq!(sign["recipients"].as_array().map(Vec::len), Some(0));
    assert_eq!((&visit["type"], &visit["auxiliary"]), (&"AGREE".into(), &"future".into()));
    let cameo = types("cameo");
    assert_eq!((&of(&cameo, "sign")["type"], &of(&cameo, "visit")["root"]), (&"057".into(), &"03".into()));
}

#[test]
fn explain_tells_what_fired_and_why_the_rest_did_not() {
    let world = World::new();
    let text = "Trung Quốc lên án NATO hôm 3/5/2023. Trời hôm nay mưa to.";
    let told = world.prints(&["explain", text, "--lang", "vi"]);
    for words in [
        "[Trung Quốc] *lên án*",
        "✓ ACCUSE condemn: China → NATO",
        "2023-05-03",
        "acts for CHN",
        "confidence",
    ] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    assert!(told.contains("none: no word of any frame stands here"), "{told}");
    let narrowed = world.prints(&["explain", text, "--grep", "troi hom nay"]);
    assert!(narrowed.contains("2. Trời") && !narrowed.contains("1. Trung"), "{narrowed}");
    let files = world.prints(&["explain", "news", "--rule", "accuse", "--format", "json"]);
    let documents = lines(&files);
    assert_eq!(documents.len(), 2);
    let frame = &documents[0]["sentences"][0]["triggers"][0]["tried"][0];
    assert_eq!(frame["type"], "ACCUSE");
    assert_eq!(frame["claim"]["actors"][0]["code"], "CHN");
    assert!(frame["claim"]["signals"].as_array().is_some_and(|s| !s.is_empty()));
    assert_eq!(documents[1]["sentences"].as_array().map(Vec::len), Some(0));
}

#[test]
fn explain_says_what_it_can_not_do() {
    let world = World::new();
    let (code, said) = world.fails(&["explain", "no-such-file.txt"]);
    assert!(code == 1 && said.contains("no-such-file.txt"), "{code} {said}");
    let (code, said) = world.fails(&["explain", "a b", "--lang", "xx"]);
    assert!(code == 2 && said.contains("no language pack"), "{code} {said}");
}
