//! The reader on real files: what comes out, in which order, and what is said of that which can't be read.

use entente_read::{Estimate, Options, Reader, Reading, estimate};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SENTENCE: &str = "Hai nước ký thỏa thuận về an ninh hàng hải tại Hà Nội.";

/// A folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder for the test");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder below it");
        fs::write(path, bytes).expect("a file");
    }
    dir
}

fn utf16le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Each item as a line: `id: text` or the name of what went wrong with the place.
fn read(inputs: &[PathBuf]) -> Vec<String> {
    Reader::new(inputs).map(shown).collect()
}

fn shown(item: Result<Reading, entente_read::ReadError>) -> String {
    match item {
        Ok(r) => format!("{}: {}", r.document.id, r.document.text().trim()),
        Err(e) => {
            let line = e.line.map(|n| format!("#{n}")).unwrap_or_default();
            let name = Path::new(&e.path).file_name().map_or(e.path.clone(), |n| n.to_string_lossy().into());
            format!("{} {name}{line}", e.reason.name())
        }
    }
}

#[test]
fn a_folder_is_read_in_order_and_below() {
    let dir = folder(&[
        ("b.txt", b"hai"),
        ("a/c.MD", "---\ntitle: Tựa\n---\nmột".as_bytes()),
        ("a/b/deep.text", "sâu".as_bytes()),
        ("c.jsonl", b"{\"id\":1,\"text\":\"ba\"}\n\n{\"text\":\"bon\"}"),
        (".hidden.txt", b"no"),
        (".git/x.txt", b"no"),
        ("picture.jpg", b"no"),
        ("noending", b"no"),
    ]);
    let origin = dir.path().join("c.jsonl").to_string_lossy().into_owned();
    assert_eq!(
        read(&[dir.path().into()]),
        [
            "a/b/deep.text: sâu".to_owned(),
            "a/c.MD: Tựa\n---\ntitle: Tựa\n---\nmột".to_owned(),
            "b.txt: hai".to_owned(),
            "1: ba".to_owned(),
            format!("{origin}#3: bon"),
        ]
    );
    let sizes = ["a/b/deep.text", "a/c.MD", "b.txt", "c.jsonl"]
        .map(|n| fs::metadata(dir.path().join(n)).expect("is there").len());
    assert_eq!(estimate([dir.path()]), Estimate { files: 4, bytes: sizes.iter().sum() });
}

#[test]
fn every_encoding_gives_the_same_text() {
    let marked = format!("\u{feff}{SENTENCE}");
    let decomposed = "Ha\u{300} No\u{323}\u{302}i".as_bytes();
    let dir = folder(&[
        ("1.txt", SENTENCE.as_bytes()),
        ("2.txt", marked.as_bytes()),
        ("3.txt", &utf16le(&marked)),
        ("4.txt", &utf16le(SENTENCE)),
        ("5.txt", decomposed),
    ]);
    let texts: Vec<_> =
        Reader::new([dir.path()]).map(|r| r.expect("reads").document.text().to_owned()).collect();
    assert_eq!(texts, [SENTENCE, SENTENCE, SENTENCE, SENTENCE, "Hà Nội"]);
}

#[test]
fn windows_1258_comes_out_composed_with_the_way_back() {
    let apart = "Thu\u{309} t\u{1b0}\u{1a1}\u{301}ng hai n\u{1b0}\u{1a1}\u{301}c ho\u{323}p ta\u{323}i Ha\u{300} N\u{f4}\u{323}i.";
    let (bytes, ..) = encoding_rs::WINDOWS_1258.encode(apart);
    let dir = folder(&[("a.txt", &bytes)]);
    let reading = Reader::new([dir.path()]).next().expect("one").expect("reads");
    let doc = &reading.document;
    assert_eq!(doc.text(), "Thủ tướng hai nước họp tại Hà Nội.");
    let at = doc.text().find("Hà Nội").expect("is there");
    assert_eq!(doc.quote(entente_text::Span::new(at, at + "Hà Nội".len())), "Ha\u{300} N\u{f4}\u{323}i");
    assert!(reading.notes.iter().any(|n| n.message.contains("windows-1258")));
}

#[test]
fn one_bad_input_does_not_stop_the_rest() {
    let dir = folder(&[
        ("a.txt", b""),
        ("b.txt", b" \n\t\n"),
        ("c.jsonl", b"{\"id\":\"c1\",\"text\":\"x\"}\n{broken\n{\"id\":\"c3\"}\n{\"id\":\"c4\",\"text\":\"\"}\n{\"id\":\"c5\",\"text\":\"y\"}"),
        ("d.jsonl", b"\n\n"),
        ("e.txt", b"\xff\xfe\x00\xd8\x00"),
        ("f.txt", b"a\0b"),
        ("g.pdf", b"%PDF"),
        ("h/.keep", b""),
    ]);
    let at = |name: &str| dir.path().join(name);
    let items =
        read(&[at("a.txt"), at("b.txt"), at("none.txt"), at("c.jsonl"), at("d.jsonl"), at("g.pdf"), at("h")]);
    assert_eq!(
        items,
        [
            "empty a.txt",
            "empty b.txt",
            "not_found none.txt",
            "c1: x",
            "not_json c.jsonl#2",
            "no_text c.jsonl#3",
            "empty c.jsonl#4",
            "c5: y",
            "empty d.jsonl",
            "unsupported g.pdf",
            "nothing_in_folder h",
        ]
    );
    let odd: Vec<_> = Reader::new([at("e.txt"), at("f.txt")]).map(|r| r.expect("reads")).collect();
    assert_eq!(odd[0].document.text(), "\u{fffd}");
    assert!(odd[0].notes.iter().any(|n| n.message.contains("replaced")));
    assert_eq!(odd[1].document.text(), "a\0b");
}

#[test]
fn a_file_that_vanishes_is_reported() {
    let dir = folder(&[("a.txt", b"mot"), ("b.txt", b"hai"), ("c.txt", b"ba")]);
    let mut reader = Reader::new([dir.path()]);
    assert_eq!(reader.next().map(shown).as_deref(), Some("a.txt: mot"));
    fs::remove_file(dir.path().join("b.txt")).expect("it goes");
    assert_eq!(reader.next().map(shown).as_deref(), Some("vanished b.txt"));
    assert_eq!(reader.next().map(shown).as_deref(), Some("c.txt: ba"));
    assert!(reader.next().is_none());
}

#[test]
#[cfg(unix)]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn what_may_not_be_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let dir = folder(&[("a.txt", b"mot"), ("shut/b.txt", b"hai"), ("z.txt", b"ba")]);
    let set = |name: &str, mode| {
        fs::set_permissions(dir.path().join(name), fs::Permissions::from_mode(mode)).expect("ours to set");
    };
    set("a.txt", 0o000);
    set("shut", 0o000);
    let items =
        if fs::read(dir.path().join("a.txt")).is_ok() { None } else { Some(read(&[dir.path().into()])) };
    set("shut", 0o755);
    match items {
        Some(items) => assert_eq!(items, ["no_permission a.txt", "no_permission shut", "z.txt: ba"]),
        None => eprintln!("skipped: this user may read everything"),
    }
}

#[test]
#[cfg(unix)]
fn a_link_back_is_not_followed_forever() {
    let dir = folder(&[("a/x.txt", b"mot")]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).expect("a link");
    assert_eq!(read(&[dir.path().into()]), ["a/x.txt: mot"]);
    assert_eq!(read(&[dir.path().into(), dir.path().into()]).len(), 2, "named twice, read twice");
}

#[test]
fn a_document_over_the_limit_is_reported() {
    let long = "x".repeat(40);
    let records = format!("{{\"id\":\"a\",\"text\":\"{long}\"}}\n{{\"id\":\"b\",\"text\":\"y\"}}\n");
    let dir = folder(&[("a.txt", long.as_bytes()), ("b.jsonl", records.as_bytes())]);
    let options = Options { max_document_bytes: 39, ..Options::default() };
    let mut reader = Reader::new([dir.path()]).with_options(options);
    let items: Vec<_> = reader.by_ref().map(shown).collect();
    assert_eq!(items, ["too_large a.txt", "too_large b.jsonl#1", "b: y"]);
    assert_eq!(reader.bytes_read(), estimate([dir.path()]).bytes);
}

#[test]
fn standard_input_is_text_or_records() {
    let from = |bytes: Vec<u8>| -> Vec<String> {
        Reader::new(["-"]).with_stdin(std::io::Cursor::new(bytes)).map(shown).collect()
    };
    let records = "{\"id\":\"a\",\"text\":\"một\"}\r\n{ \"id\":\"b\",\"text\":\"hai Ċ\"}\r\n";
    assert_eq!(from(SENTENCE.as_bytes().to_vec()), [format!("-: {SENTENCE}")]);
    assert_eq!(from("{ngoặc nhọn} mở đầu".as_bytes().to_vec()), ["-: {ngoặc nhọn} mở đầu"]);
    for bytes in [records.as_bytes().to_vec(), format!("\u{feff}{records}").into_bytes(), utf16le(records)] {
        assert_eq!(from(bytes), ["a: một", "b: hai Ċ"]);
    }
    assert_eq!(from(Vec::new()), ["empty -"]);
}

#[test]
fn equal_bytes_have_equal_hashes() {
    let dir = folder(&[
        ("a.txt", b"abc"),
        ("b.txt", b"abc"),
        ("c.jsonl", b"{\"text\":\"x\"}\n{\"text\":\"x\"}\r\n"),
    ]);
    let hashes: Vec<_> = Reader::new([dir.path()]).map(|r| r.expect("reads").sha256).collect();
    assert_eq!(hashes[0], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(hashes[0], hashes[1]);
    assert_eq!(hashes[2], hashes[3]);
}

/// Slow in a debug build: `cargo test -p entente-read -- --ignored`.
#[test]
#[ignore = "50 MB"]
fn one_line_of_50_mb() {
    let line = format!("{SENTENCE} ").repeat((50 << 20) / (SENTENCE.len() + 1));
    let dir = folder(&[("big.txt", line.as_bytes())]);
    let reading = Reader::new([dir.path()]).next().expect("one").expect("reads");
    assert_eq!(reading.document.text().len(), line.len());
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut reader = Reader::new(["-"]).with_stdin(std::io::Cursor::new(bytes.clone()));
            prop_assert!(reader.by_ref().count() >= 1);
            prop_assert!(reader.bytes_read() <= bytes.len() as u64 * 2);
        }

        #[test]
        fn arbitrary_records_give_an_item_each(
            lines in proptest::collection::vec(
                prop_oneof!["\\PC{0,20}", Just("{\"text\":\"a\"}".to_owned()), "\\{\"(id|text|published)\":[\"0-9a{}\\[\\]:,]{0,8}\\}"],
                1..8,
            ),
        ) {
            let all = format!("{{\"text\":\"đầu\"}}\n{}", lines.join("\n"));
            let expected = 1 + lines.iter().filter(|l| !l.as_bytes().trim_ascii().is_empty()).count();
            let reader = Reader::new(["-"]).with_stdin(std::io::Cursor::new(all.into_bytes()));
            prop_assert_eq!(reader.count(), expected);
        }
    }
}
