//! What holds of any text: no panic, spans that fit, no impossible date.

use entente_lang::Pack;
use entente_text::{Edtf, Span};
use entente_time::{Context, DateTime, Prefer, Tagged, Tagger, resolve_in_text};
use proptest::prelude::*;
use std::sync::LazyLock;

static TAGGERS: LazyLock<Vec<Tagger>> =
    LazyLock::new(|| ["vi", "en"].iter().filter_map(|l| Tagger::new(&Pack::of(l)?).ok()).collect());

/// Words that dates are made of, so that texts at random often hold one.
const WORDS: &[&str] = &[
    "ngày",
    "tháng",
    "năm",
    "tuần",
    "giờ",
    "sáng",
    "tối",
    "nay",
    "mai",
    "qua",
    "tới",
    "trước",
    "sau",
    "đó",
    "từ",
    "đến",
    "và",
    "một",
    "hai",
    "ba",
    "mười",
    "đầu",
    "cuối",
    "thứ",
    "chủ nhật",
    "quý",
    "thế kỷ",
    "mùa",
    "hè",
    "rằm",
    "Tết",
    "cùng",
    "mỗi",
    "hôm",
    "the",
    "of",
    "March",
    "february",
    "Monday",
    "next",
    "last",
    "in",
    "two",
    "weeks",
    "ago",
    "after",
    "first",
    "end",
    "at",
    "noon",
    "pm",
    "year",
    "easter",
    "GMT",
    "until",
    "by",
    "for",
    "half",
    "past",
    "1",
    "2",
    "29",
    "30",
    "31",
    "2/3",
    "29/2",
    "31/4/2023",
    "30-2-2024",
    "28-30/6",
    "1999",
    "2024",
    "0",
    "99999999999",
    ":",
    "-",
    "/",
    ",",
    ".",
    "(",
    ")",
    "'",
    "\n",
];

fn texts() -> impl Strategy<Value = String> {
    let word = (prop::sample::select(WORDS), prop::sample::select(vec!["", " ", " "]));
    let made = prop::collection::vec(word, 0..24)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap]).collect::<String>());
    prop_oneof![3 => made, 1 => "\\PC{0,60}"]
}

fn spans(tags: &[Tagged]) -> Vec<Span> {
    tags.iter().map(|t| t.expression.span).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn tags_fit_their_text(
        text in texts(),
        published in prop::sample::select(vec!["", "2024-02-29", "2023-01-01", "2022-03/2022-12", "XXXX-03-22"]),
    ) {
        let context = Context { published: Edtf::parse(published).ok(), prefer: Prefer::Past };
        for tagger in TAGGERS.iter() {
            let mut tags = tagger.tag(&text, &context);
            resolve_in_text(&mut tags, context.published.as_ref());
            let mut at = 0;
            for tag in &tags {
                let span = tag.expression.span;
                prop_assert!(span.start >= at && span.end > span.start);
                prop_assert!(text.get(span.range()).is_some());
                prop_assert!(tag.expression.edtf.as_ref().is_none_or(|e| Edtf::parse(e.as_str()).is_ok()));
                prop_assert!(!tag.expression.value.is_empty());
                at = span.end;
            }
        }
    }

    #[test]
    fn what_is_found_is_a_real_moment(text in texts(), future in any::<bool>()) {
        let reference: DateTime = "2024-02-29T23:30:00+07:00".parse().expect("a moment");
        let prefer = if future { Prefer::Future } else { Prefer::Past };
        for tagger in TAGGERS.iter() {
            for found in tagger.resolve(&text, &reference, prefer) {
                prop_assert!(text.get(found.start..found.end).is_some());
                for moment in [&found.from, &found.to].into_iter().flatten() {
                    // Years before the first are written with a sign, which is not read back.
                    prop_assert!(moment.starts_with('-') || moment.parse::<DateTime>().is_ok(), "{}", moment);
                }
            }
        }
    }

    #[test]
    fn no_expression_crosses_a_line(text in texts()) {
        for tagger in TAGGERS.iter() {
            let whole = tagger.tag(&text, &Context::default());
            let mut parts = Vec::new();
            let mut at = 0;
            for line in text.split('\n') {
                parts.extend(tagger.tag(line, &Context::default()).into_iter().map(|t| t.moved(at, 0)));
                at += line.len() + 1;
            }
            prop_assert_eq!(spans(&whole), spans(&parts), "{}", text);
        }
    }
}
