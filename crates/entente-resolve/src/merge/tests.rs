//! One happening, one event: within a document and across.

use super::*;
use crate::testing::{With, claim};
use entente_text::{Claim, Status};
use proptest::prelude::*;

fn visit() -> Claim {
    claim("CONSULT", "visit", &["JPN"], &["NATO"])
}

fn talks() -> Claim {
    claim("CONSULT", "talks", &["NATO"], &["JPN"]).together()
}

/// The visit, seen from the other side.
fn host() -> Claim {
    claim("CONSULT", "host", &["NATO"], &["JPN"])
}

/// By rules alone: what the trained models make of invented claims is another matter.
fn ruled(claims: Vec<Claim>) -> Vec<Event> {
    merge_document_by(claims, |_, groups| groups.to_vec())
}

/// Merges and shows each event as `date/status/number of claims`.
#[track_caller]
fn check(claims: Vec<Claim>, expect: &[&str]) {
    let mut found: Vec<_> = ruled(claims)
        .iter()
        .map(|e| {
            let date = e.date.as_ref().map_or("-", |d| d.as_str());
            format!("{date}/{}/{}", e.status.name(), e.claims.len())
        })
        .collect();
    found.sort();
    assert_eq!(found, expect);
}

#[test]
fn a_visit_told_thrice_is_one() {
    check(
        vec![visit().on("2007-01-12").at(0, "x"), visit().at(90, "y"), host().on("2007-01").at(200, "z")],
        &["2007-01-12/happened/3"],
    );
}

#[test]
fn two_dates_are_two_and_a_vague_mention_bridges_nothing() {
    let first = visit().on("2005-04").at(0, "x");
    let second = visit().on("2007-01").at(500, "y");
    check(
        vec![first.clone(), second.clone(), visit().at(480, "z")],
        &["2005-04/happened/1", "2007-01/happened/2"],
    );
    check(vec![visit().at(20, "z"), second, first], &["2005-04/happened/2", "2007-01/happened/1"]);
}

#[test]
fn a_visit_and_talks_are_one_only_in_one_sentence() {
    let visit = visit().on("2007-01-12").at(0, "x tới để hội đàm");
    let mut talks = talks().on("2007-01-12").at(8, "hội đàm");
    check(
        vec![visit.clone(), talks.clone().at(90, "hội đàm")],
        &["2007-01-12/happened/1", "2007-01-12/happened/1"],
    );
    talks.sentence = visit.sentence;
    check(vec![visit, talks], &["2007-01-12/happened/2"]);
}

#[test]
fn an_open_year_is_settled_by_its_fellow() {
    check(vec![visit().on("XXXX-07-11"), visit().on("2023").at(50, "x")], &["2023-07-11/happened/2"]);
    check(
        vec![visit().on("XXXX-07-11"), visit().on("2023-06").at(50, "x")],
        &["2023-06/happened/1", "XXXX-07-11/happened/1"],
    );
}

#[test]
fn the_way_there_and_the_way_back_are_two() {
    let back = claim("CONSULT", "visit", &["NATO"], &["JPN"]);
    check(
        vec![visit().on("2023-01"), back.on("2023-01").at(60, "x")],
        &["2023-01/happened/1", "2023-01/happened/1"],
    );
}

#[test]
fn stages_of_one_plan_are_one_with_the_furthest_status() {
    let scheduled = visit().on("2023-07-11").status(Status::Scheduled);
    check(vec![scheduled.clone(), visit().on("2023-07-11").at(60, "x")], &["2023-07-11/happened/2"]);
    check(vec![scheduled.clone(), visit().at(60, "x")], &["2023-07-11/scheduled/2"]);
    check(
        vec![scheduled.clone(), visit().at(60, "x").status(Status::CalledOff)],
        &["2023-07-11/called_off/2"],
    );
    check(
        vec![visit().on("2023-07-11"), visit().at(60, "x").status(Status::CalledOff)],
        &["-/called_off/1", "2023-07-11/happened/1"],
    );
}

#[test]
fn different_statements_stay_apart_and_a_headline_joins_its_sentence() {
    let accuse = || claim("ACCUSE", "criticise", &["CHN"], &["NATO"]).on("2023-07-12");
    let a = accuse().at(0, "Bắc Kinh chỉ trích NATO thổi phồng mối đe doạ trong khu vực");
    let b = accuse().at(200, "phát ngôn viên nói khối này mang nặng tư duy thời cũ");
    let headline = accuse().at(900, "Bắc Kinh chỉ trích NATO thổi phồng mối đe doạ");
    check(vec![a, b, headline], &["2023-07-12/happened/1", "2023-07-12/happened/2"]);
}

#[test]
fn undated_acts_need_the_same_words() {
    let deploy = |at, words| claim("MOBILIZE", "deploy", &["USA"], &["CHN"]).at(at, words);
    check(
        vec![
            deploy(0, "Mỹ đưa một tàu khu trục tới vùng biển này"),
            deploy(99, "hai tiểu đoàn đổ bộ lên đảo phía nam"),
        ],
        &["-/happened/1", "-/happened/1"],
    );
    check(
        vec![deploy(0, "Mỹ đưa một tàu khu trục tới vùng biển này"), deploy(99, "Mỹ đưa tàu khu trục tới")],
        &["-/happened/2"],
    );
}

#[test]
fn the_best_claim_gives_quote_and_the_fullest_name_stays() {
    let mut short = visit().on("2023-01-31").at(0, "ông Kishida tới Brussels");
    short.actors[0].name = Some("Kishida".to_owned());
    let mut long = visit().on("2023-01-31").at(50, "Thủ tướng Nhật Fumio Kishida thăm trụ sở NATO");
    long.actors[0].name = Some("Fumio Kishida".to_owned());
    long.actors[0].role = Some("prime_minister".to_owned());
    long.fields = vec!["cyber".to_owned()];
    let events = merge_document(vec![short, long.clone()]);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].quote(), long.quote);
    assert_eq!(events[0].actors, long.actors);
    assert_eq!(events[0].fields, ["cyber"]);
}

#[test]
fn who_is_named_beside_an_act_in_passing_has_no_part_in_it() {
    let sure = |sure: f32, claim: Claim| Claim { confidence: sure, ..claim };
    let told = |claims: Vec<Claim>| Event::of(claims).map(|e| (e.actors.len(), e.recipients.len()));
    let visit = || sure(0.9, visit().at(0, "thăm trụ sở"));
    let passing = sure(0.5, claim("CONSULT", "visit", &["JPN"], &["FRA"]).at(90, "tới Pháp"));
    let fuller = sure(0.5, claim("CONSULT", "visit", &["JPN", "KOR"], &["NATO"]).at(90, "cùng thăm trụ sở"));
    assert_eq!(told(vec![visit(), passing.clone()]), Some((1, 1)));
    assert_eq!(told(vec![visit(), fuller]), Some((2, 1)));
    assert_eq!(told(vec![visit(), passing.doc("b")]), Some((1, 2)), "the best of another document counts");
}

fn across(claims: Vec<Claim>) -> Vec<Event> {
    let single = claims.into_iter().flat_map(|c| merge_document(vec![c])).collect();
    merge_documents_by(single, |_, profiles| by_dates(profiles, |_, _| true))
}

#[test]
fn reports_of_two_documents_are_one_event() {
    let events =
        across(vec![visit().on("2007-01-12").doc("a"), host().on("2007-01").doc("b"), visit().doc("c")]);
    let counts: Vec<_> = events.iter().map(|e| (e.reports, e.claims.len())).collect();
    assert_eq!(counts, [(2, 2), (1, 1)], "the undated one stays alone");
    assert!(events[0].confidence > 0.9);
}

#[test]
fn a_vague_date_joins_only_where_one_event_can_be_meant() {
    let claims = vec![
        visit().on("2007-01-12").doc("a"),
        visit().on("2007-05-02").doc("b"),
        visit().on("2007").doc("c"),
    ];
    assert_eq!(across(claims).len(), 3);
    assert_eq!(across(vec![visit().on("2007-01-12").doc("a"), visit().on("2007").doc("c")]).len(), 1);
}

#[test]
fn what_one_document_tells_apart_stays_apart() {
    let mut first = visit().on("2023-07-11").doc("a");
    first.actors[0].name = Some("Fumio Kishida".to_owned());
    let mut second = visit().on("2023-07-11").doc("a").at(100, "x");
    second.actors[0].name = Some("Hayashi Yoshimasa".to_owned());
    let mut events = ruled(vec![first, second]);
    assert_eq!(events.len(), 2);
    events.extend(merge_document(vec![visit().on("2023-07-11").doc("b")]));
    let events = merge_documents_by(events, |_, profiles| by_dates(profiles, |_, _| true));
    assert_eq!(events.len(), 2);
}

#[test]
fn a_report_printed_twice_is_one_even_undated() {
    let words = "Người phát ngôn kêu gọi các bên kiềm chế và sớm quay lại bàn đàm phán";
    let request = |doc: &str| claim("REQUEST", "urge", &["VNM"], &["USA"]).at(0, words).doc(doc);
    assert_eq!(across(vec![request("a"), request("b")]).len(), 1);
}

#[test]
fn nothing_makes_nothing() {
    assert_eq!(merge_document::<Claim>(Vec::new()), Vec::new());
    assert_eq!(merge_documents::<Claim>(Vec::new()), Vec::new());
}

prop_compose! {
    fn any_claim()(
        kind in prop::sample::select(vec![("CONSULT", "visit"), ("CONSULT", "talks"), ("ACCUSE", "criticise"), ("AGREE", "sign")]),
        actor in prop::sample::select(vec!["JPN", "NATO", "USA"]),
        recipient in prop::sample::select(vec!["JPN", "NATO", "CHN", ""]),
        date in prop::sample::select(vec!["", "2022", "2022-06", "2022-06-29", "XXXX-06-29", "2023-07-11", "2022-06-28/2022-06-30"]),
        status in prop::sample::select(vec![Status::Happened, Status::Scheduled, Status::Proposed, Status::CalledOff]),
        start in 0u32..2000,
        words in "[a-d]( [a-d]){0,9}",
        symmetric in any::<bool>(),
        confidence in 0u8..4,
        doc in prop::sample::select(vec!["a", "b", "c"]),
    ) -> Claim {
        let recipients: Vec<&str> = Some(recipient).into_iter().filter(|r| !r.is_empty()).collect();
        let mut c = claim(kind.0, kind.1, &[actor], &recipients).at(start, &words).on(date).status(status).doc(doc);
        c.symmetric = symmetric;
        c.confidence = f32::from(confidence) / 4.0;
        c
    }
}

fn resolve(claims: &[Claim]) -> Vec<Event> {
    let mut by_document: BTreeMap<&str, Vec<Claim>> = BTreeMap::new();
    for c in claims {
        by_document.entry(&c.doc).or_default().push(c.clone());
    }
    merge_documents(by_document.into_values().flat_map(merge_document).collect())
}

proptest! {
    #[test]
    fn the_order_of_claims_is_of_no_account(
        (claims, shuffled) in prop::collection::vec(any_claim(), 0..24)
            .prop_flat_map(|c| (Just(c.clone()), Just(c).prop_shuffle()))
    ) {
        prop_assert_eq!(resolve(&claims), resolve(&shuffled));
    }

    #[test]
    fn every_claim_is_in_exactly_one_event(claims in prop::collection::vec(any_claim(), 0..24)) {
        let events = resolve(&claims);
        let mut out: Vec<_> = events.iter().flat_map(|e| e.claims.clone()).collect();
        let mut input = claims;
        input.sort_by(order);
        out.sort_by(order);
        prop_assert_eq!(input, out);
        for e in &events {
            prop_assert!(e.reports >= 1 && e.best < e.claims.len());
            prop_assert!(e.claims.iter().all(|c| c.category == e.category));
            prop_assert!((0.0..=1.0).contains(&e.confidence));
        }
    }

    #[test]
    fn what_shares_no_key_is_of_no_account(claims in prop::collection::vec(any_claim(), 0..24)) {
        let all = resolve(&claims);
        let connected = |e: &Event| keys(e).iter().any(|k| k.0 == Category::Consult);
        let consults: Vec<_> = claims.iter().filter(|c| c.category == Category::Consult).cloned().collect();
        let expected: Vec<_> = all.into_iter().filter(connected).collect();
        prop_assert_eq!(resolve(&consults).into_iter().filter(connected).collect::<Vec<_>>(), expected);
    }
}
