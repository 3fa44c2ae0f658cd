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

#[cfg(unix)]
#[test]
fn what_is_put_into_a_watched_folder_is_read_until_ctrl_c() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let world = World::new();
    let mut program = std::process::Command::new(assert_cmd::cargo::cargo_bin!("entente"));
    program.args(["read", "--watch", "--ledger", "entente.db", "news"]).current_dir(world.dir.path());
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut remarks = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let watching = remarks.next().expect("a line").expect("text");
    assert!(watching.contains("Ctrl-C"), "{watching}");
    world.write("news/.half.txt", "Nh");
    world.write(
        "news/c.txt",
        "Ngày 5/6/2024, Ngoại trưởng Lào đã hội đàm với Ngoại trưởng Nhật Bản tại Tokyo.",
    );
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map(|l| l.expect("text"));
    let said = lines.by_ref().find(|l| l.starts_with("1 document new")).expect("it is read");
    assert!(said.contains("1 article"), "{said}");
    let stop = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(stop.is_ok_and(|s| s.success()));
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    assert!(lines.next().is_none());
    let events = world.json(&["timeline", "LAO", "--all", "--format", "json"]);
    assert_eq!(events[0]["doc"], "c.txt");
}

#[test]
fn standard_input_is_not_watched() {
    let world = World::new();
    let done = world.command().args(["read", "--watch", "-"]).write_stdin("x").assert().failure();
    assert!(String::from_utf8_lossy(&done.get_output().stderr).contains("can't be watched"));
}
