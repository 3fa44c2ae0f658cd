//! What holds for any text: spans fit, nothing overlaps, nothing panics, the same text gives the same result.

use entente_annotate::Annotator;
use entente_clean::Cleaner;
use entente_lang::Pack;
use entente_text::{Annotated, Document, Span};
use entente_world::World;
use proptest::prelude::*;
use std::sync::LazyLock;

static STAGES: LazyLock<(Cleaner, Annotator)> = LazyLock::new(|| {
    let pack = Pack::of("vi").expect("there is a Vietnamese pack");
    let cleaner = Cleaner::new(&pack).expect("the lists of the page load");
    (cleaner, Annotator::new(&pack, World::embedded()).expect("the lists of mentions load"))
});

fn annotate(title: &str, body: &str) -> Annotated {
    STAGES.1.annotate(STAGES.0.clean(Document::new("a", title, body)))
}

/// Spans in order, not overlapping, none empty, each on letters' borders of the text.
fn in_order(text: &str, spans: impl Iterator<Item = Span>) {
    let mut last = 0;
    for span in spans {
        assert!(span.start >= last && span.end > span.start, "{span:?} behind {last}");
        assert!(text.get(span.range()).is_some(), "{span:?} cuts a letter");
        last = span.end;
    }
}

fn check(title: &str, body: &str) {
    let found = annotate(title, body);
    let text = found.text();
    in_order(text, found.tokens.iter().map(|t| t.span));
    in_order(text, found.sentences.iter().map(|s| s.span));
    in_order(text, found.mentions.iter().map(|m| m.span));
    in_order(text, found.times.iter().map(|t| t.span));
    in_order(text, found.quotations.iter().map(|q| q.span));
    for sentence in &found.sentences {
        let passage = &found.clean.passages[sentence.passage as usize];
        assert!(passage.span.contains(sentence.span) && passage.kind == sentence.kind);
        let tokens = &found.tokens[sentence.tokens()];
        assert_eq!(tokens.first().zip(tokens.last()).map(|(a, b)| a.span.cover(b.span)), Some(sentence.span));
    }
    for mention in &found.mentions {
        let tokens = &found.tokens[mention.first as usize..mention.last as usize];
        assert_eq!(tokens.first().zip(tokens.last()).map(|(a, b)| a.span.cover(b.span)), Some(mention.span));
        assert!(found.sentences.iter().any(|s| s.span.contains(mention.span)), "{mention:?} in no sentence");
        assert!(!mention.rule.is_empty(), "{mention:?} has no rule");
    }
    for time in &found.times {
        assert!(found.sentences.iter().any(|s| s.span.contains(time.span)), "{time:?} in no sentence");
    }
    for quotation in &found.quotations {
        assert!(quotation.speaker.is_none_or(|s| (s as usize) < found.mentions.len()));
    }
    let again = annotate(title, body);
    assert_eq!((&found.mentions, &found.quotations), (&again.mentions, &again.quotations));
}

/// Words that the lists know and marks that matter, so that phrases of every shape come about.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "Tổng thống",
        "Ngoại trưởng",
        "ông",
        "bà",
        "nước này",
        "hai bên",
        "chúng tôi",
        "Mỹ",
        "Hàn Quốc",
        "Kim Jong - un",
        "Putin",
        "NATO",
        "của",
        "cựu",
        "chuyên gia",
        "báo",
        "tên lửa",
        "liên Triều",
        "nói",
        "cho biết",
        "rằng",
        "\"",
        "“",
        "”",
        "«",
        ".",
        ",",
        "-",
        "–",
        "(",
        ")",
        "…",
        "?",
        "\n",
        "này",
        "Reuters",
        "Moon Jae - in",
        "Bộ Ngoại giao",
        "11/7",
        "hôm qua",
        "người đồng cấp",
        "Nguyễn Văn A",
        "al",
        "V.",
        "TP.HCM",
    ];
    prop_oneof![
        6 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
        1 => "[\\x00-\\x20\u{300}\u{301}\u{200b}\u{a0}ÀàẤấđĐ]{1,3}",
    ]
}

proptest! {
    #[test]
    fn spans_fit_any_text(title in "\\PC{0,30}", body in "(?s).{0,300}") {
        check(&title, &body);
    }

    #[test]
    fn spans_fit_any_words(pieces in proptest::collection::vec(piece(), 0..60), blank in "[ \n]?") {
        check("", &pieces.join(if blank.is_empty() { " " } else { &blank }));
    }
}

#[test]
fn long_and_odd_texts_are_read() {
    for unit in [
        "a",
        "A",
        "\"",
        "“",
        "ế",
        "e\u{302}\u{301}",
        "\u{301}",
        ".",
        "-",
        "(",
        "\u{0}",
        "\r\n",
        "Anh ",
        "ông ",
    ] {
        let text = unit.repeat(100_000 / unit.len());
        let found = annotate("", &text);
        in_order(found.text(), found.mentions.iter().map(|m| m.span));
        in_order(found.text(), found.sentences.iter().map(|s| s.span));
    }
}

#[test]
fn decomposed_letters_are_found_in_place() {
    let body = "Ngoa\u{323}i tru\u{31b}o\u{31b}\u{309}ng Ha\u{300}n Quo\u{302}\u{301}c thăm Hà Nội.";
    let found = annotate("", body);
    let codes: Vec<_> = found.mentions.iter().flat_map(|m| &m.polities).collect();
    assert_eq!(codes, ["KOR", "VNM"]);
    let at = found.clean.document.locate(found.mentions[0].span);
    assert_eq!(at.span.slice(body), "Ngoa\u{323}i tru\u{31b}o\u{31b}\u{309}ng Ha\u{300}n Quo\u{302}\u{301}c");
}

#[test]
fn every_pack_loads_or_says_what_is_missing() {
    for lang in Pack::languages() {
        let pack = Pack::of(lang).expect("a listed pack");
        if let Err(error) = Annotator::new(&pack, World::embedded()) {
            assert!(error.to_string().starts_with(&format!("lang/{lang}/")), "{error}");
        }
    }
}
