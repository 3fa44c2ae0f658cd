//! Made-up sentences about real meetings and terms, dated; and the articles of the mission.

use super::*;
use entente_annotate::Annotator;
use entente_clean::Cleaner;
use entente_text::Document;
use entente_world::World;
use proptest::prelude::*;
use std::sync::OnceLock;

struct Stages {
    cleaner: Cleaner,
    annotator: Annotator,
    dater: Dater,
}

fn stages() -> &'static Stages {
    static STAGES: OnceLock<Stages> = OnceLock::new();
    STAGES.get_or_init(|| {
        let pack = Pack::of("vi").expect("the pack");
        Stages {
            cleaner: Cleaner::new(&pack).expect("cleaning"),
            annotator: Annotator::new(&pack, World::embedded()).expect("annotation"),
            dater: Dater::new(&pack, History::embedded()).expect("dating"),
        }
    })
}

fn annotated(document: Document) -> Annotated {
    stages().annotator.annotate(stages().cleaner.clean(document))
}

/// Dates a text with a title before it.
fn dated(text: &str) -> Dating {
    stages().dater.date(&annotated(Document::new("a", "Tin thế giới trong ngày", text)), 1)
}

#[track_caller]
fn check(text: &str, interval: &str, kind: ReasonKind) {
    let dating = dated(text);
    let found = dating.interval.as_ref().map_or("unknown", |e| e.as_str());
    assert_eq!(found, interval, "{text}\n{:#?}", dating.reasons);
    assert!(dating.reasons.iter().any(|r| r.holds && r.kind == kind), "{text}\n{:#?}", dating.reasons);
    for reason in dating.reasons.iter().filter(|r| r.holds) {
        assert!(reason.from.is_some() || reason.to.is_some(), "{reason:?} bounds nothing");
    }
}

#[test]
fn dates_told_as_past_bound_from_below() {
    check(
        "Thỏa thuận đã được hai bên ký tại thủ đô ngày 5/3/2018 sau nhiều vòng đàm phán.",
        "2018-03-05/..",
        ReasonKind::FullDate,
    );
    check(
        "Hai nước đã nối lại đối thoại hồi tháng 9/2019 theo đề nghị của phía Pháp.",
        "2019-09-01/..",
        ReasonKind::FullDate,
    );
    check(
        "Cảng mới đã mở cửa hồi cuối tháng 6/2021 sau nhiều lần chậm trễ.",
        "2021-06-15/..",
        ReasonKind::FullDate,
    );
}

#[test]
fn what_is_to_come_does_not_bound_from_below() {
    let quiet = |text: &str| {
        let dating = dated(text);
        assert_eq!(dating.bounds().0, None, "{text}\n{:#?}", dating.reasons);
    };
    quiet("Nước này đặt mục tiêu cắt giảm một nửa lượng khí thải vào năm 2030.");
    quiet("Lệnh cấm được gia hạn đến ngày 31/12/2025.");
    quiet("Cuộc bầu cử tổng thống tháng 11/2028 thu hút nhiều ứng viên.");
    quiet("Hai bên nhất trí hoàn thành tuyến đường sắt vào năm 2027.");
}

#[test]
fn todays_date_and_an_office_tell_the_day() {
    check(
        "Thủ tướng Nhật Bản Fumio Kishida sáng nay (4/5) có bài phát biểu trước quốc hội.\nÔng nhậm chức chưa lâu.",
        "2022-05-04/2024-05-04",
        ReasonKind::Today,
    );
    check("Hôm qua (12/10), Thủ tướng Anh Liz Truss đã gặp các nghị sĩ.", "2022-10-13", ReasonKind::Office);
}

#[test]
fn a_weekday_tells_the_year() {
    check(
        "Thủ tướng Đức Olaf Scholz hôm thứ Tư (15/11) tiếp khách tại Berlin.\nTheo phát ngôn viên, cuộc gặp kéo dài một giờ.",
        "2023-11-15/..",
        ReasonKind::Weekday,
    );
}

#[test]
fn offices_bound_by_their_terms() {
    check(
        "Thủ tướng Anh Liz Truss nói như vậy trước các nghị sĩ.",
        "2022-09-06/2022-11-08",
        ReasonKind::Office,
    );
    check(
        "Cựu Thủ tướng Anh Liz Truss nói như vậy trong một cuộc phỏng vấn.",
        "2022-10-25/..",
        ReasonKind::FormerOffice,
    );
}

#[test]
fn a_title_of_the_past_does_not_bound_from_above() {
    let text = "Quan hệ hai nước ấm dần lên.\nNăm 2010, Thủ tướng Anh Gordon Brown đã ký văn kiện đầu tiên.";
    assert_eq!(dated(text).bounds().1, None);
    let text = "Chính sách này có từ thời Thủ tướng Anh Gordon Brown.";
    assert_eq!(dated(text).bounds().1, None);
}

#[test]
fn the_last_to_bear_a_title_bears_it_still() {
    let text = "Tổng thống Pháp Emmanuel Macron tiếp tục chính sách của Tổng thống Pháp François Hollande.";
    let dating = dated(text);
    assert_eq!(dating.bounds().0, Some((2017, 5, 14)), "{:#?}", dating.reasons);
}

#[test]
fn meetings_to_come_and_over() {
    check(
        "Khi hội nghị thượng đỉnh NATO ở Litva đang đến gần, các nước vùng Baltic tăng cường phòng không.",
        "2023-05-10/2023-07-10",
        ReasonKind::Meeting,
    );
    check(
        "Hội nghị thượng đỉnh G7 tại Hiroshima vừa kết thúc với một tuyên bố chung dài.",
        "2023-05-21/2023-07-05",
        ReasonKind::Meeting,
    );
    check(
        "Ở hội nghị thượng đỉnh NATO tại Madrid năm 2022, các thành viên đã mời Thụy Điển gia nhập.",
        "2022-06-30/..",
        ReasonKind::Meeting,
    );
}

#[test]
fn a_meeting_next_month_is_in_the_month_after() {
    check(
        "Hội nghị thượng đỉnh G20 tại Hàng Châu tháng tới là dịp để lãnh đạo các nước trao đổi.",
        "2016-08-01/2016-08-31",
        ReasonKind::Meeting,
    );
}

#[test]
fn numbers_of_members() {
    check(
        "Kế hoạch cần được cả 31 thành viên NATO tán thành.",
        "2023-04-04/2024-03-06",
        ReasonKind::MemberCount,
    );
    let partners = dated("Cuộc họp có 31 thành viên và đối tác của NATO tham dự.");
    assert_eq!(partners.interval, None, "{:#?}", partners.reasons);
}

#[test]
fn those_about_to_leave_are_counted_out_early() {
    let dating = dated("Lãnh đạo 27 nước thành viên EU bàn về Brexit.");
    let (from, _) = dating.bounds();
    assert!(from.is_some_and(|day| day < (2017, 1, 1)), "{:#?}", dating.reasons);
}

#[test]
fn the_surer_reason_stays_and_the_other_says_that_it_was_left_out() {
    let dating =
        dated("Thỏa thuận đã được ký ngày 5/3/2019.\nTổng thống Mỹ Barack Obama phát biểu về thỏa thuận.");
    assert_eq!(dating.interval.as_ref().map(ToString::to_string).as_deref(), Some("2019-03-05/.."));
    let left_out: Vec<_> = dating.reasons.iter().filter(|r| !r.holds).collect();
    assert_eq!(left_out.len(), 1, "{:#?}", dating.reasons);
    assert!(left_out[0].words.contains("left out"));
}

#[test]
fn a_date_that_came_with_the_document_is_taken() {
    let mut document = Document::new("a", "Tin vắn", "Hai bộ trưởng đã hội đàm hôm qua.");
    document.published = Published {
        date: Edtf::parse("2019-04-02").ok(),
        basis: PublishedBasis::Metadata,
        reasons: Vec::new(),
    };
    let dating = stages().dater.date(&annotated(document), 1);
    assert_eq!(dating.basis, PublishedBasis::Metadata);
    assert_eq!(dating.width(), Some(1));
}

#[test]
fn nothing_known_stays_unknown() {
    let dating = dated("Hai bên trao đổi về hợp tác nông nghiệp.");
    assert_eq!((dating.interval, dating.basis), (None, PublishedBasis::Unknown));
    assert_eq!(dating.reasons, []);
}

/// What the expressions of a text are once it is dated, those that were settled.
fn settled(text: &str) -> Vec<(String, String)> {
    let mut annotated = annotated(Document::new("a", "Tin thế giới trong ngày", text));
    let dating = stages().dater.date(&annotated, 1);
    let count = stages().dater.settle(&mut annotated, &dating);
    let marked = annotated.times.iter().filter(|t| t.rule.ends_with("+dated"));
    let found: Vec<_> = marked
        .map(|t| (t.span.slice(annotated.text()).to_owned(), t.edtf.as_ref().expect("a date").to_string()))
        .collect();
    assert_eq!(found.len(), count);
    found
}

#[track_caller]
fn check_settled(text: &str, expression: &str, date: &str) {
    let found = settled(text);
    assert!(found.iter().any(|(words, edtf)| words == expression && edtf == date), "{text}\n{found:?}");
}

#[test]
fn years_of_bare_days_are_settled() {
    let text = "Hội nghị thượng đỉnh NATO, dự kiến khai mạc ở Vilnius ngày 11-12/7, đang đến gần.\nHôm 2/7, hai bộ trưởng đã gặp nhau.";
    check_settled(text, "ngày 11-12/7", "2023-07-11/2023-07-12");
    check_settled(text, "Hôm 2/7", "2023-07-02");
}

#[test]
fn news_follows_on_the_past_that_it_names() {
    let text = "Hôm 31/7, hai bên đã ký thỏa thuận tại Hà Nội.\nBộ trưởng thăm Lào từ ngày 3/8 đến 5/8.\nTháng 9/2018, họ đã công bố bản thảo của thỏa thuận.";
    check_settled(text, "Hôm 31/7", "2019-07-31");
    check_settled(text, "từ ngày 3/8 đến 5/8", "2019-08-03/2019-08-05");
    let ahead = "Hôm 9/2, ngoại trưởng đã gọi điện cho người đồng cấp.\nÔng được mời thăm Nga vào tháng 5/2018.\nÔng dự kiến thăm Nga vào tháng Năm tới.";
    check_settled(ahead, "Hôm 9/2", "2018-02-09");
}

#[test]
fn relative_expressions_are_settled_where_the_interval_is_narrow_enough() {
    let day = "Hôm nay (12/10), Thủ tướng Anh Liz Truss gặp các nghị sĩ.\nHôm qua, bà tiếp đại sứ.\nNăm ngoái, bà là ngoại trưởng.";
    check_settled(day, "Hôm qua", "2022-10-11");
    check_settled(day, "Năm ngoái", "2021");
    let months = "Thủ tướng Anh Liz Truss phát biểu trước quốc hội.\nHôm qua, bà tiếp đại sứ.\nNăm ngoái, bà là ngoại trưởng.";
    check_settled(months, "Năm ngoái", "2021");
    assert!(settled(months).iter().all(|(words, _)| words != "Hôm qua"));
}

#[test]
fn what_the_interval_leaves_open_stays_open() {
    assert_eq!(settled("Ngày 5/3, hai bên đã ký thỏa thuận. Năm ngoái, họ chưa nói chuyện với nhau."), []);
}

#[test]
fn every_pack_with_the_words_can_be_read() {
    for lang in Pack::languages() {
        let pack = Pack::of(lang).expect("the pack");
        if pack.file("dates/dating.toml").is_ok() && pack.file("dates/rules.toml").is_ok() {
            Dater::new(&pack, History::embedded()).expect("the words of dating");
        }
    }
}

/// The articles of the mission, kept beside the project: document, article, what the interval must lie in, what it must
/// hold.
const ARTICLES: [(&str, u32, &str, &str); 6] = [
    ("000_77dde464346640b2.txt", 1, "2023-04-04/2023-07-10", "2023-04-25"),
    ("001_7e82891b1598b953.txt", 1, "2022-06-28/2023-06-30", "2022-07-20"),
    ("002_47fa1590a5a10897.txt", 1, "2024-07-11/2024-10-31", "2024-07-15"),
    ("002_47fa1590a5a10897.txt", 2, "2024-07-03/2024-07-09", "2024-07-05"),
    ("003_76a870d52412eb72.txt", 1, "2023-07-12/2023-12-31", "2023-07-14"),
    ("004_8c8d78739a16d27c.txt", 1, "2022-05-12/2024-01-31", "2023-02-03"),
];

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn the_articles_of_the_mission() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/articles");
    for (file, article, within, holds) in ARTICLES {
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
            eprintln!("skipped: {} is not there", folder.join(file).display());
            return;
        };
        let dating = stages().dater.date(&annotated(Document::new(file, "", text)), article);
        let interval = dating.interval.clone().expect("an interval");
        let edtf = |s: &str| Edtf::parse(s).expect("a date");
        assert!(edtf(within).contains(&interval), "{file} {article}: {interval}\n{:#?}", dating.reasons);
        assert!(interval.contains(&edtf(holds)), "{file} {article}: {interval}\n{:#?}", dating.reasons);
    }
}

/// Pieces of news that the property test throws together.
const PIECES: [&str; 24] = [
    "Hôm nay (22-3)",
    "hôm qua 31/12",
    "ngày 29/2",
    "31/2/2023",
    "thứ Tư 4/7",
    "tháng 7 tới",
    "năm ngoái",
    "cuối năm nay",
    "Thủ tướng Nhật Bản Fumio Kishida",
    "cựu Tổng thống Mỹ Barack Obama",
    "31 thành viên NATO",
    "27 nước EU",
    "hội nghị thượng đỉnh NATO",
    "đang đến gần",
    "vừa kết thúc",
    "tại Vilnius",
    "ở Mỹ",
    "sẽ",
    "đã",
    "từ năm 2014 đến nay",
    "đến ngày 31/12/2025",
    "(Ảnh: TTXVN)",
    "\n",
    ". ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_it_panic_and_no_interval_runs_backwards(
        pieces in proptest::collection::vec(prop_oneof![
            8 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
            1 => "\\PC{0,12}",
            1 => "[0-9]{1,4}[-/.][0-9]{1,2}([-/.][0-9]{2,4})?",
        ], 0..30),
    ) {
        let text = pieces.join(" ");
        let mut annotated = annotated(Document::new("a", "Tin vắn", text));
        for article in 0..=annotated.clean.articles.len() as u32 + 1 {
            let dating = stages().dater.date(&annotated, article);
            if let (Some(from), Some(to)) = dating.bounds() {
                prop_assert!(from <= to);
            }
            prop_assert_eq!(dating.interval.is_none(), dating.basis == PublishedBasis::Unknown);
            for reason in &dating.reasons {
                prop_assert!(reason.span.is_none_or(|s| s.range().end <= annotated.text().len()));
            }
            let times = annotated.times.len();
            stages().dater.settle(&mut annotated, &dating);
            prop_assert_eq!(times, annotated.times.len());
        }
    }
}
