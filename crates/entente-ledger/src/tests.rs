//! What the ledger promises: nothing twice, nothing lost, nothing half-written, everything found.

use crate::testing::{claim, document};
use crate::{Entry, EventFilter, Ledger, LedgerError, Outcome};
use entente_resolve::merge_document;
use entente_text::{Category, Claim, CleanDocument, Edtf};
use proptest::prelude::*;

const VISIT: &str = "Thủ tướng Nhật Bản tới thăm trụ sở liên minh hôm 12/1/2007.";
const AGAIN: &str = "Chuyến thăm năm 2007 mở đường cho nhiều cuộc gặp về sau.";
const OBJECTION: &str = "Pháp và Đức từng không tán thành ý tưởng mở văn phòng.";

fn two_documents() -> [(CleanDocument, Vec<Claim>); 2] {
    let mut a = document("a.txt", &format!("{VISIT}\n\n{OBJECTION}\n"));
    a.document.outlet = Some("Báo Đối ngoại".to_owned());
    let b = document("b.txt", &format!("Một câu khác.\n{AGAIN}\n"));
    let claims_a = vec![
        claim(&a, VISIT, Category::Consult, ("JPN", "NATO"), "2007-01-12"),
        claim(&a, OBJECTION, Category::Reject, ("FRA", "NATO"), ""),
    ];
    let claims_b = vec![claim(&b, AGAIN, Category::Consult, ("JPN", "NATO"), "2007")];
    [(a, claims_a), (b, claims_b)]
}

fn add(ledger: &mut Ledger, (clean, claims): &(CleanDocument, Vec<Claim>)) -> Outcome {
    let sha256 = format!("{:0>64}", clean.document.id.replace('.', ""));
    let events = merge_document(claims.clone());
    ledger
        .add_document(&Entry { clean, sha256: &sha256, events: &events, assertions: &[], coder: "1" })
        .expect("stored")
}

fn filled() -> Ledger {
    let mut ledger = Ledger::open_in_memory().expect("made");
    for entry in &two_documents() {
        assert_eq!(add(&mut ledger, entry), Outcome::Added);
    }
    ledger.rebuild_events().expect("rebuilt");
    ledger
}

#[test]
fn two_documents_tell_of_one_visit() {
    let ledger = filled();
    let filter = EventFilter { parties: vec!["JPN".into(), "NATO".into()], ..EventFilter::default() };
    let events = ledger.events(&filter).expect("asked");
    assert_eq!(events.len(), 1);
    let event = &events[0];
    assert_eq!((event.reports, event.outlets.as_slice()), (2, ["Báo Đối ngoại".to_owned()].as_slice()));
    assert_eq!(event.date.as_ref().map(Edtf::as_str), Some("2007-01-12"));
    let whole = ledger.event(&event.id[..6]).expect("found by its first letters");
    let quotes: Vec<_> = whole.claims.iter().map(|c| c.claim.quote.as_str()).collect();
    assert_eq!(quotes, [VISIT, AGAIN]);
    assert_eq!(whole.id, event.id);
}

#[test]
fn each_claim_opens_to_its_words() {
    let ledger = filled();
    for event in ledger.events(&EventFilter::default()).expect("asked") {
        for stored in ledger.event(&event.id).expect("found").claims {
            let (_, body) = ledger.text(&stored.source.sha256).expect("asked").expect("stored");
            assert_eq!(stored.claim.at.span.slice(&body), stored.claim.quote);
        }
    }
}

#[test]
fn reading_the_same_twice_adds_nothing() {
    let mut ledger = filled();
    let before =
        (ledger.stats(&EventFilter::default(), 9).expect("counted"), ledger.events(&EventFilter::default()));
    for entry in &two_documents() {
        assert_eq!(add(&mut ledger, entry), Outcome::AlreadyThere);
    }
    assert_eq!(ledger.pending().expect("counted"), 0);
    ledger.rebuild_events().expect("rebuilt");
    let after =
        (ledger.stats(&EventFilter::default(), 9).expect("counted"), ledger.events(&EventFilter::default()));
    assert_eq!(before.0, after.0);
    assert_eq!(before.1.expect("asked"), after.1.expect("asked"));
}

#[test]
fn a_run_that_was_killed_goes_on_where_it_was() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("a.db");
    let [a, b] = two_documents();
    {
        let mut ledger = Ledger::open(&path).expect("made");
        add(&mut ledger, &a);
        // The run dies here: nothing was resolved, nothing closed in order.
        std::mem::forget(ledger);
    }
    let mut ledger = Ledger::open(&path).expect("opened again");
    assert_eq!(ledger.pending().expect("counted"), 1);
    assert_eq!(ledger.known_documents().expect("asked").len(), 1);
    assert_eq!(add(&mut ledger, &a), Outcome::AlreadyThere);
    assert_eq!(add(&mut ledger, &b), Outcome::Added);
    ledger.rebuild_events().expect("rebuilt");
    let events = |ledger: &Ledger| ledger.events(&EventFilter::default()).expect("asked");
    assert_eq!(events(&ledger), events(&filled()));
}

#[test]
fn half_a_document_is_never_stored() {
    let mut ledger = Ledger::open_in_memory().expect("made");
    let [a, _] = two_documents();
    let pages: i64 = ledger.db.pragma_query_value(None, "page_count", |r| r.get(0)).expect("asked");
    ledger.db.pragma_update(None, "max_page_count", pages + 2).expect("set");
    let huge = document("huge.txt", &"Một câu rất dài. ".repeat(4000));
    let events = merge_document(a.1);
    let entry = Entry { clean: &huge, sha256: "1", events: &events, assertions: &[], coder: "1" };
    let error = ledger.add_document(&entry).expect_err("the disk is full");
    assert!(matches!(error, LedgerError::DiskFull), "{error}");
    assert_eq!(ledger.documents().expect("asked"), []);
    ledger.db.pragma_update(None, "max_page_count", 100_000).expect("set");
    assert_eq!(ledger.add_document(&entry).expect("room now"), Outcome::Added);
}

#[test]
fn claims_are_only_ever_added() {
    let ledger = filled();
    for sql in ["UPDATE claim SET quote = 'x'", "DELETE FROM claim"] {
        let error = ledger.db.execute(sql, []).expect_err(sql).to_string();
        assert!(error.contains("only ever added"), "{error}");
    }
}

#[test]
fn another_writer_is_said_in_words() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("a.db");
    let mut ledger = Ledger::open(&path).expect("made");
    ledger.db.busy_timeout(std::time::Duration::ZERO).expect("set");
    let other = Ledger::open(&path).expect("opened");
    other.db.execute_batch("BEGIN IMMEDIATE").expect("locked");
    let [a, _] = two_documents();
    let entry = Entry { clean: &a.0, sha256: "1", events: &merge_document(a.1), assertions: &[], coder: "1" };
    assert!(matches!(ledger.add_document(&entry), Err(LedgerError::Locked)));
    assert_eq!(Ledger::open_existing(&path).expect("readers do not wait").documents().expect("asked"), []);
}

#[test]
fn a_ledger_that_is_only_asked_can_not_be_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("a.db");
    drop(Ledger::open(&path).expect("made"));
    let mut ledger = Ledger::open_existing(&path).expect("opened");
    let [a, _] = two_documents();
    let entry = Entry { clean: &a.0, sha256: "1", events: &merge_document(a.1), assertions: &[], coder: "1" };
    assert!(matches!(ledger.add_document(&entry), Err(LedgerError::ReadOnly)));
}

#[test]
fn ids_are_found_by_their_first_letters_or_refused() {
    let ledger = filled();
    assert!(matches!(ledger.event(""), Err(LedgerError::NoSuchId { .. })));
    let error = ledger.event("zzzzzz").expect_err("there is none").to_string();
    assert!(error.contains("zzzzzz"), "{error}");
    assert_eq!(ledger.document("a.txt").expect("asked").map(|d| (d.claims, d.events)), Some((2, 2)));
    assert_eq!(ledger.document("nope").expect("asked"), None);
}

#[test]
fn filters_choose_events() {
    #[track_caller]
    fn check(filter: &EventFilter, expect: &[&str]) {
        let found = filled().events(filter).expect("asked");
        let found: Vec<_> = found.iter().map(|e| e.category.name()).collect();
        assert_eq!(found, expect, "{filter:?}");
    }
    let date = |s: &str| Edtf::parse(s).ok();
    let all = EventFilter::default;
    check(&all(), &["CONSULT", "REJECT"]);
    check(&EventFilter { parties: vec!["FRA".into()], ..all() }, &["REJECT"]);
    check(&EventFilter { parties: vec!["FRA".into(), "JPN".into()], ..all() }, &[]);
    check(&EventFilter { parties: vec!["NATO".into(), "FRA".into()], facing: true, ..all() }, &["REJECT"]);
    check(&EventFilter { from: date("2007"), ..all() }, &["CONSULT"]);
    check(&EventFilter { from: date("2007-01-13"), ..all() }, &[]);
    check(&EventFilter { to: date("2007-01"), ..all() }, &["CONSULT"]);
    check(&EventFilter { categories: vec![Category::Reject, Category::Accuse], ..all() }, &["REJECT"]);
    check(&EventFilter { kinds: vec!["visit".into()], ..all() }, &["CONSULT", "REJECT"]);
    check(&EventFilter { field: Some("cyber".into()), ..all() }, &["CONSULT", "REJECT"]);
    check(&EventFilter { field: Some("space".into()), ..all() }, &[]);
    check(&EventFilter { outlet: Some("bao doi ngoai".into()), ..all() }, &["CONSULT", "REJECT"]);
    check(&EventFilter { min_confidence: Some(0.8), ..all() }, &["CONSULT"]);
}

#[test]
fn documents_are_those_of_an_outlet_though_others_have_none() {
    let ledger = filled();
    let of = |outlet: &str| ledger.documents_slice(Some(outlet), 0, 9).expect("asked").len();
    assert_eq!((of("báo đối ngoại"), of("")), (1, 0));
    assert_eq!(ledger.count_documents(Some("bao doi ngoai")).expect("counted"), 1);
}

#[test]
fn words_are_found_however_they_are_typed() {
    #[track_caller]
    fn check(typed: &str, expect: &[&str]) {
        let ledger = filled();
        let hits = ledger.search(typed, 9, None).expect("searched");
        let texts: Vec<_> = hits.iter().map(|h| h.text.as_str()).collect();
        assert_eq!(texts, expect, "{typed}");
        assert!(
            hits.iter()
                .all(|h| !h.found.is_empty() && h.found.iter().all(|(a, b)| h.text.get(*a..*b).is_some()))
        );
    }
    check("Nhat Ban", &[VISIT]);
    check("NHẬT BẢN", &[VISIT]);
    check("duc", &[OBJECTION]);
    check("Đức", &[OBJECTION]);
    check("\"tham tru so\"", &[VISIT]);
    check("\"tham so\"", &[]);
    check("tuong", &[OBJECTION, VISIT]);
    // Marks that were typed count, unless nothing has them.
    check("tướng", &[VISIT]);
    check("tưóng", &[OBJECTION, VISIT]);
    check("năm 2007", &[AGAIN]);
    check("khong co tu nay", &[]);
}

#[test]
fn a_hit_knows_the_events_in_it() {
    let ledger = filled();
    let hits = ledger.search("văn phòng", 9, None).expect("searched");
    let rejected = EventFilter { categories: vec![Category::Reject], ..EventFilter::default() };
    assert_eq!(hits[0].events, [ledger.events(&rejected).expect("asked")[0].id.clone()]);
    let told = |typed, filter| ledger.search(typed, 9, Some(filter)).expect("searched").len();
    assert_eq!((told("van phong", &rejected), told("thăm", &rejected)), (1, 0));
    let from = EventFilter { from: Edtf::parse("2007-01-13").ok(), ..EventFilter::default() };
    assert_eq!((told("thăm", &EventFilter::default()), told("thăm", &from)), (2, 0));
}

#[test]
fn stats_count_what_is_there() {
    let stats = filled().stats(&EventFilter::default(), 1).expect("counted");
    assert_eq!((stats.documents, stats.articles, stats.claims), (2, 2, 3));
    assert_eq!(stats.categories, [(Category::Consult, 1), (Category::Reject, 1)]);
    assert_eq!(
        stats.pairs.iter().map(|p| (p.a.as_str(), p.b.as_str(), p.events)).collect::<Vec<_>>(),
        [("FRA", "NATO", 1)]
    );
}

prop_compose! {
    fn any_document()(
        claims in prop::collection::vec((
            prop::sample::select(vec!["JPN", "NATO", "USA"]),
            prop::sample::select(vec!["CHN", "NATO", "RUS"]),
            prop::sample::select(vec!["", "2022", "2022-06-29", "2023-07-11", "XXXX-06-29"]),
        ), 0..5)
    ) -> Vec<(&'static str, &'static str, &'static str)> {
        claims
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_rebuilt_for_the_new_is_what_is_rebuilt_from_all(documents in prop::collection::vec(any_document(), 1..6)) {
        let mut ledger = Ledger::open_in_memory().expect("made");
        for (i, made) in documents.iter().enumerate() {
            let clean = document(&format!("{i}.txt"), "Câu một.\nCâu hai.\nCâu ba.\nCâu bốn.\nCâu năm.\n");
            let quotes = ["Câu một.", "Câu hai.", "Câu ba.", "Câu bốn.", "Câu năm."];
            let claims = made.iter().zip(quotes).map(|((a, b, d), q)| claim(&clean, q, Category::Consult, (a, b), d)).collect();
            add(&mut ledger, &(clean, claims));
            ledger.rebuild_events().expect("rebuilt");
        }
        let stepwise = ledger.events(&EventFilter::default()).expect("asked");
        ledger.rebuild_all_events().expect("rebuilt");
        prop_assert_eq!(stepwise, ledger.events(&EventFilter::default()).expect("asked"));
    }
}
