//! When reports contradict each other, and when they do not.

use super::*;
use crate::testing::{With, claim};
use entente_text::DateBasis;

fn words() -> Words {
    let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    Words {
        counted: list(&["diplomats", "soldiers"]),
        firsts: list(&["first"]),
        heads: list(&["head"]),
        seconds: list(&["deputy"]),
    }
}

fn said(doc: &str, quote: &str, date: &str, status: Status) -> Claim {
    let mut c = claim("CONSULT", "visit", &["FRA"], &["KEN"]).doc(doc).at(0, quote).status(status);
    if !date.is_empty() {
        c = c.on(date);
        c.date_basis = Some(DateBasis::Stated);
    }
    c
}

#[track_caller]
fn check(claims: Vec<Claim>, expect: &[DisputeKind]) {
    let events: Vec<_> = claims.into_iter().filter_map(|c| Event::of(vec![c])).collect();
    let found = disputes(&events, &[] as &[entente_text::Assertion], &[], &words());
    assert_eq!(found.iter().map(|d| d.kind).collect::<Vec<_>>(), expect);
}

const TOLD: &str = "the president paid a state visit to the capital and opened a railway";

#[test]
fn another_day_of_what_is_told_alike_is_a_dispute() {
    let at = |doc, date| said(doc, TOLD, date, Status::Happened);
    check(vec![at("a", "2023-05-04"), at("b", "2023-05-06")], &[DisputeKind::Date]);
    check(vec![at("a", "2023-05-04"), at("b", "2023-05-04")], &[]);
    check(vec![at("a", "2023-05-04"), at("b", "2022-05-06")], &[]);
    check(vec![at("a", "2023-05-04"), at("a", "2023-05-06")], &[]);
    check(
        vec![
            at("a", "2023-05-04"),
            said("b", "a trade mission came for talks on fish", "2023-05-06", Status::Happened),
        ],
        &[],
    );
}

#[test]
fn what_is_called_off_supersedes_what_was_announced() {
    let plan = said("a", "will open a railway on a state visit", "2023-05", Status::Scheduled);
    let mut off = said("a", "put off the state visit to open a railway", "2023-05-01", Status::CalledOff);
    off.sentence.span.start += 500;
    check(vec![plan.clone(), off.clone()], &[DisputeKind::Superseded]);
    check(vec![plan, said("a", "refused a loan for coffee", "", Status::CalledOff)], &[]);
    check(vec![off], &[]);
}

#[test]
fn numbers_of_one_happening_are_compared() {
    let at = |doc, n: &str| {
        said(doc, &format!("expelled {n} diplomats over the railway affair"), "2023-05-04", Status::Happened)
    };
    let event = |a: &str, b: &str| vec![Event::of(vec![at("a", a), at("b", b)]).expect("claims")];
    let count = |a, b| disputes(&event(a, b), &[] as &[entente_text::Assertion], &[], &words()).len();
    assert_eq!((count("35", "60"), count("35", "35"), count("1.200", "1,250")), (1, 0, 0));
}

#[test]
fn two_firsts_years_apart_are_a_dispute() {
    let at = |doc, date| {
        said(
            doc,
            "the first state visit to the capital by a president since independence",
            date,
            Status::Happened,
        )
    };
    check(vec![at("a", "2015"), at("b", "2021")], &[DisputeKind::First]);
    check(vec![at("a", "2021-05"), at("b", "2021")], &[]);
}

#[test]
fn the_next_day_of_one_event_told_by_the_same_word_is_a_dispute() {
    let told = |doc: &str, quote: &str, date: &str| {
        let mut c = said(doc, quote, date, Status::Happened);
        c.confidence = 0.6;
        let start = quote.find("met").unwrap_or_default() as u32;
        c.trigger.span.start = c.at.span.start + start;
        c.trigger.span.end = c.trigger.span.start + 3;
        c
    };
    let count = |a: Claim, b: Claim| {
        let events = [Event::of(vec![a, b]).expect("claims")];
        disputes(&events, &[] as &[entente_text::Assertion], &[], &words()).len()
    };
    let on = |doc: &str, day: u8, more: &str| {
        let quote =
            format!("envoys met in the old harbour town on {day}/10 to settle the fishing dispute{more}");
        told(doc, &quote, &format!("XXXX-10-{day:02}"))
    };
    assert_eq!(count(on("a", 7, ""), on("b", 8, " at last")), 1);
    // The same day, another week, one text, and a report that names both days.
    assert_eq!(count(on("a", 7, ""), on("b", 7, "")), 0);
    assert_eq!(count(on("a", 7, ""), on("b", 15, " at last")), 0);
    assert_eq!(count(on("a", 7, ""), on("a", 8, " at last")), 0);
    assert_eq!(count(on("a", 7, " and again on 8/10"), on("b", 8, "")), 0);
}
