//! What holds for any text: passages in order, none over another, every non-blank line covered.

use entente_clean::{Cleaner, line_labels};
use entente_lang::Pack;
use entente_text::{CleanDocument, Document, PassageKind};
use proptest::prelude::*;
use std::sync::LazyLock;

static CLEANER: LazyLock<Cleaner> =
    LazyLock::new(|| Cleaner::new(&Pack::of("vi").expect("the Vietnamese pack")).expect("its phrases load"));

/// The numbers of the lines of `body` that are not blank.
fn non_blank(body: &str) -> Vec<u32> {
    let unified = body.replace("\r\n", "\n").replace('\r', "\n");
    let lines = unified.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(i, _)| i as u32 + 1).collect()
}

fn holds(title: &str, body: &str) -> CleanDocument {
    let clean = CLEANER.clean(Document::new("a", title, body));
    let text = clean.document.text();
    for pair in clean.passages.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "in order and apart: {pair:?}");
        assert!(pair[0].line <= pair[1].line);
        assert!(pair[0].article <= pair[1].article || pair[0].article.is_none() || pair[1].article.is_none());
    }
    for passage in &clean.passages {
        let words = passage.span.slice(text);
        assert!(!words.is_empty() && words == words.trim(), "trimmed words: {words:?}");
        let outside = matches!(passage.kind, PassageKind::Furniture | PassageKind::Teaser);
        assert_eq!(passage.article.is_none(), outside, "{passage:?}");
    }
    let lines: Vec<u32> = line_labels(&clean.passages).iter().map(|label| label.0).collect();
    assert_eq!(lines, non_blank(&text[clean.document.body_start()..]));
    covers_all_words(&clean);
    let numbers: Vec<u32> = clean.articles.iter().map(|a| a.number).collect();
    let used: Vec<u32> = clean.passages.iter().filter_map(|p| p.article).collect();
    assert!(numbers.is_sorted() && used.iter().all(|n| numbers.binary_search(n).is_ok()));
    clean
}

/// Nothing but white space stands outside the passages.
fn covers_all_words(clean: &CleanDocument) {
    let text = clean.document.text();
    let mut at = 0;
    for passage in &clean.passages {
        assert!(text[at..passage.span.start as usize].trim().is_empty());
        at = passage.span.end as usize;
    }
    assert!(text[at..].trim().is_empty());
}

/// Lines of the kinds that steer the cleaner, and any others.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        "[A-ZÀ-Ỹ][a-zà-ỹ]{1,6}( [a-zà-ỹ]{1,6}){4,14}[.…?]?",
        "[A-ZÀ-Ỹ][a-zà-ỹ]{1,5}( [A-ZÀ-Ỹ][a-zà-ỹ]{1,5}){0,3}( \\(Theo [A-Z]{2,4}\\))?",
        "(Hai nước|Một câu) [a-z ]{20,90}( \\.\\.\\.|…|\\.)",
        "Lên đầu trang[A-Z][a-z ]{10,60}",
        "[\\x00-\\x1f\u{200b}\u{feff}>»-]{0,5}",
        prop::sample::select(vec![
            "Tin liên quan",
            "Chia sẻ",
            "Bình luận (3)",
            "Theo TTXVN",
            "Ảnh: Reuters",
            "---",
            "title: a",
            "(Theo AFP)",
            "Xem thêm: Hai bên gặp nhau ở Huế",
            "Ngày 5/3/2024",
            "Hải Yến",
            "Trang chủ",
            "",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn pages_of_such_lines(lines in prop::collection::vec(line(), 0..25), breaks in "\n|\r|\r\n|\n\n", title in "|[A-Z][a-z ]{5,40}") {
        holds(&title, &lines.join(&breaks));
    }

    #[test]
    fn any_text(title in "\\PC{0,20}", body in "(?s).{0,200}") {
        holds(&title, &body);
    }

    #[test]
    fn twice_the_same_is_the_same(lines in prop::collection::vec(line(), 0..12)) {
        let body = lines.join("\n");
        prop_assert_eq!(holds("", &body).passages, holds("", &body).passages);
    }
}

#[test]
fn odd_texts() {
    for body in [
        "",
        "\n",
        " \u{a0}\n\t",
        "\0",
        "\u{feff}",
        "---",
        "---\n---",
        "---\na: b",
        "...",
        "…",
        ")A",
        "(",
        "TTXVN",
        "Chia sẻ\nTrả lời\n1 2 3",
    ] {
        holds("", body);
        holds("Hai nước mở rộng hợp tác", body);
    }
    let furniture = holds("", "Chia sẻ\nTrả lời\n1 2 3\n");
    assert!(furniture.articles.is_empty());
    assert!(furniture.passages.iter().all(|p| p.kind == PassageKind::Furniture));
}

#[test]
fn one_line_of_a_megabyte() {
    for unit in ["Hai bên ký kết một thỏa thuận. ", "a", "A.", "(Theo AFP)", "Lên đầu trangA", "… "]
    {
        let body = unit.repeat((1 << 20) / unit.len());
        assert!(!holds("", &body).passages.is_empty());
    }
}

/// Work grows with the text, not with its square: each of these takes minutes when it does.
#[test]
fn many_lines_of_a_kind() {
    let text = "Hai bên ký kết một thỏa thuận về nghề cá trong chuyến thăm.";
    let title = "Hai nước mở rộng hợp tác trên biển sau nhiều năm chờ đợi";
    for lines in [
        "Hải Yến\n".to_owned(),
        "Chia sẻ\nHải Yến\n".to_owned(),
        "Bình luận\n".to_owned(),
        format!("{title}\n"),
        format!("{title}\n{title}\n{text} ...\n"),
        format!("{title}\n{text}\n{text}{text}{text}\n{text}{text}{text}\nTheo TTXVN\n"),
        format!("Bình luận\n{text}\n"),
        format!("Tin liên quan\n{title}\nHuế\n"),
    ] {
        holds("", &format!("{title}\n{text}\n{text}\n{}", lines.repeat((1 << 19) / lines.len())));
    }
}
