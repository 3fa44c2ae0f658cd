//! What can go wrong says so in words, loses nothing and ends with the documented code.

use crate::world::{FIRST, World};
use std::fs;

#[test]
fn one_bad_input_does_not_stop_the_others() {
    let world = World::new();
    world.write("news/empty.txt", "");
    world.write("news/blank.txt", " \n\n");
    world.write("news/broken.jsonl", "{\"id\": 1\n{\"id\": \"x\"}\n");
    let bytes: Vec<u8> = (0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    world.write("news/random.txt", bytes);
    let done = world.run(&["read", "news", "gone.txt"]).code(1);
    let said = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    for words in [
        "not read:",
        "is empty: blank.txt, empty.txt",
        "no such file or folder: gone.txt",
        "not a JSON object",
        "broken.jsonl, line 1",
        "lacks \"text\"",
    ] {
        assert!(said.contains(words), "{words:?} is not in {said}");
    }
    assert!(world.prints(&["timeline", "NATO"]).contains("visit"));
}

#[test]
fn code_and_clean_name_what_they_could_not_read() {
    let world = World::new();
    for command in ["code", "clean"] {
        let done = world.run(&[command, "news", "gone.txt"]).code(1);
        assert!(!done.get_output().stdout.is_empty());
        let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(said.contains("no such file or folder: gone.txt"), "{command}: {said}");
    }
}

#[test]
fn asking_without_a_ledger_says_how_to_make_one() {
    let world = World::new();
    for args in [&["timeline"][..], &["search", "x"], &["show", "x"], &["actor", "JPN"], &["export"]] {
        let (code, said) = world.fails(args);
        assert_eq!(code, 2);
        assert!(said.contains("no ledger at entente.db; make one with `entente read FOLDER`"), "{said}");
    }
}

#[test]
fn what_is_no_ledger_is_refused_and_left_alone() {
    let world = World::new();
    world.write("other.db", [7u8; 9000]);
    for args in [&["read", "news", "--ledger", "other.db"][..], &["timeline", "--ledger", "other.db"]] {
        let (code, said) = world.fails(args);
        assert_eq!(code, 2);
        assert!(said.contains("other.db is not an Entente ledger"), "{said}");
    }
    assert_eq!(fs::read(world.path("other.db")).expect("still there"), [7u8; 9000]);
}

#[test]
fn a_truncated_ledger_is_said_to_be_damaged() {
    let world = World::read();
    let file = fs::OpenOptions::new().write(true).open(world.path("entente.db")).expect("the ledger");
    file.set_len(8192).expect("cut");
    drop(file);
    for args in [&["timeline"][..], &["read", "news"]] {
        let (code, said) = world.fails(args);
        assert_eq!(code, 2);
        assert!(said.contains("damaged"), "{said}");
    }
}

#[test]
fn a_ledger_that_can_not_be_made_is_said() {
    let world = World::new();
    let (code, said) = world.fails(&["read", "news", "--ledger", "no/such/folder/a.db"]);
    assert_eq!(code, 2);
    assert!(said.contains("can't use no/such/folder/a.db as a ledger"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
    use std::process::{Command, Stdio};
    let world = World::read();
    let program = assert_cmd::cargo::cargo_bin!("entente");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let done = Command::new(program)
        .current_dir(world.dir.path())
        .args(["export", "--all"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .expect("it runs");
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("No space left"), "{done:?}");

    world.write("many.txt", FIRST.repeat(4000));
    let mut child = Command::new(program)
        .current_dir(world.dir.path())
        .args(["clean", "many.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("it ends");
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stderr.is_empty(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    world.write("news/secret/c.txt", FIRST);
    let secret = world.path("news/secret");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("set");
    // Who may read everything (root) can't be locked out.
    let locked = fs::read_dir(&secret).is_err();
    let done = world.run(&["read", "news"]);
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o755)).expect("set back");
    if locked {
        let done = done.code(1);
        let said = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
        assert!(said.contains("no permission to read it: "), "{said}");
    }
}

#[test]
fn a_long_line_of_anything_is_survived() {
    let world = World::new();
    let line = "Nhật Bản và NATO hội đàm. ".repeat(8_000);
    world.write("long.txt", &line);
    world.write("zeros.txt", vec![0u8; 100_000]);
    let done = world.run(&["code", "long.txt", "zeros.txt"]);
    let code = done.get_output().status.code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
}
