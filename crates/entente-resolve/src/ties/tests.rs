//! How ties stand that are only announced.

use super::*;
use crate::testing::{With, claim};
use entente_text::{Assertion, Claim};

/// An office of ORG that is announced in a sentence of document `a`.
fn announced(place: &str) -> Event<Claim> {
    let told = claim("AGREE", "mission", &["NATO"], &[place]).at(40, "plans an office there");
    Event::of(vec![told.status(Status::Scheduled)]).expect("a claim")
}

fn plan(codes: &[&'static str], status: Stage, start: u32) -> Outlook<'static> {
    let told = claim("AGREE", "mission", &[], &[]).at(start, "plans an office there");
    Outlook { codes: codes.iter().copied().collect(), status, told: BTreeSet::from([("a", told.sentence)]) }
}

#[track_caller]
fn check(place: &str, plans: &[Outlook<'_>], expect: &[TieStatus]) {
    let among = ["NATO".to_owned(), place.to_owned()];
    let found = ties(&[] as &[Assertion], &[announced(place)], plans, &among);
    let of_events = found.iter().filter(|t| t.turns.iter().any(|turn| turn.basis != Basis::World));
    assert_eq!(of_events.map(|t| t.status).collect::<Vec<_>>(), expect);
}

#[test]
fn what_is_announced_stands_as_its_plan_does() {
    let of = |status| plan(&["NATO", "JPN"], status, 40);
    check("JPN", &[], &[TieStatus::Planned]);
    check("JPN", &[of(Stage::Scheduled)], &[TieStatus::Planned]);
    check("JPN", &[of(Stage::Delayed)], &[TieStatus::PutOff]);
    check("JPN", &[of(Stage::Shelved)], &[TieStatus::PutOff]);
    check("JPN", &[of(Stage::Cancelled)], &[TieStatus::CalledOff]);
    // One of two plans is still open.
    check("JPN", &[of(Stage::Shelved), of(Stage::Agreed)], &[TieStatus::Planned]);
    // Another sentence is of another plan.
    check("JPN", &[plan(&["NATO", "JPN"], Stage::Shelved, 900)], &[TieStatus::Planned]);
}

#[test]
fn where_a_plan_is_spoken_of_is_no_party_to_it() {
    check("LTU", &[plan(&["NATO", "JPN"], Stage::Scheduled, 40)], &[]);
    check("LTU", &[plan(&["NATO", "JPN"], Stage::Scheduled, 900)], &[TieStatus::Planned]);
}
