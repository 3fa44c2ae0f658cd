//! `read`: idempotent, resumable, with a summary.

use crate::world::{FIRST, SECOND, World};

#[test]
fn read_ends_with_a_summary() {
    let world = World::new();
    let said = world.prints(&["read", "news"]);
    assert!(said.starts_with("2 documents new, with 2 articles and "), "{said}");
    for words in ["entente.db: 2 documents", "CONSULT", "Japan – NATO", "next: entente timeline"] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
}

#[test]
fn reading_twice_adds_nothing() {
    let world = World::read();
    let before = world.json(&["timeline", "--all", "--format", "json"]);
    let said = world.prints(&["read", "news"]);
    assert!(said.starts_with("0 documents new"), "{said}");
    assert!(said.contains("2 read before"), "{said}");
    assert_eq!(world.json(&["timeline", "--all", "--format", "json"]), before);
}

#[test]
fn the_same_words_at_another_place_are_the_same_document() {
    let world = World::read();
    world.write("copy.txt", FIRST);
    assert!(world.prints(&["read", "copy.txt"]).starts_with("0 documents new"));
}

#[test]
fn a_run_in_two_halves_gives_what_one_run_gives() {
    let whole = World::read();
    let halves = World::new();
    halves.run(&["read", "news/b.txt"]).success();
    let said = halves.prints(&["read", "news"]);
    assert!(said.starts_with("1 document new") && said.contains("1 read before"), "{said}");
    let ask = ["timeline", "--all", "--format", "json"];
    let strip = |world: &World| world.json(&ask).to_string().replace("news/", "");
    assert_eq!(strip(&halves), strip(&whole));
}

#[test]
fn rebuilding_changes_nothing() {
    let world = World::read();
    let before = world.json(&["timeline", "--all", "--format", "json"]);
    world.run(&["read", "news", "--rebuild"]).success();
    assert_eq!(world.json(&["timeline", "--all", "--format", "json"]), before);
}

#[test]
fn the_ledger_can_be_named_by_flag_and_environment() {
    let world = World::new();
    world.run(&["read", "news", "--ledger", "other.db"]).success();
    assert!(world.path("other.db").exists() && !world.path("entente.db").exists());
    let done = world.command().env("ENTENTE_LEDGER", "other.db").args(["timeline"]).assert().success();
    assert!(String::from_utf8_lossy(&done.get_output().stdout).contains("All:"));
}

#[test]
fn standard_input_and_records_are_read() {
    let world = World::new();
    let record =
        serde_json::json!({"id": "r1", "text": SECOND, "outlet": "Báo Một", "lang": "vi"}).to_string();
    let done = world.command().args(["read", "-"]).write_stdin(record).assert().success();
    let said = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(said.starts_with("1 document new"), "{said}");
    let events = world.json(&["timeline", "--all", "--outlet", "bao mot", "--format", "json"]);
    assert!(!events.as_array().expect("an array").is_empty());
    assert_eq!(events[0]["doc"], "r1");
    assert_eq!(events[0]["outlets"][0], "Báo Một");
}

#[test]
fn a_language_without_a_pack_is_said() {
    let world = World::new();
    let record =
        serde_json::json!({"id": "r1", "text": "Deux ministres se parlent.", "lang": "fr"}).to_string();
    let done = world.command().args(["read", "-"]).write_stdin(record).assert().success();
    let said = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    assert!(said.contains("1 not coded:") && said.contains("\"fr\""), "{said}");
}
