//! The meetings of the reference world: which of them articles speak of, and which events they are.

use crate::event::{Event, Reported};
use crate::knowledge::Told;
use entente_text::{Asserted, Claim};
use entente_world::history::{History, Meeting};
use std::collections::{BTreeMap, BTreeSet};

/// A known meeting with the articles that speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The meeting.
    pub meeting: &'static Meeting,
    /// Places in the list of assertions, in its order.
    pub told: Vec<usize>,
}

/// The known meetings that assertions name, the earliest first.
pub fn spoken<T: Told>(told: &[T]) -> Vec<Spoken> {
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, t) in told.iter().enumerate() {
        if let Asserted::Meeting(met) = &t.assertion().asserted {
            by_id.entry(&met.id).or_default().push(i);
        }
    }
    let known = History::embedded().all_meetings().iter();
    let mut found: Vec<Spoken> =
        known.filter_map(|meeting| Some(Spoken { meeting, told: by_id.remove(meeting.id)? })).collect();
    found.sort_by_key(|s| (s.meeting.term.sort_key(), s.meeting.id));
    found
}

/// The known meetings of leaders that the claims of an event can only be.
pub fn of_event<C: Reported>(event: &Event<C>) -> BTreeSet<&'static str> {
    event.claims.iter().filter_map(|c| of_claim(c.claim())).map(|m| m.id).collect()
}

/// The kind of events at which leaders meet.
const SUMMIT: &str = "summit";

/// More days than a month has leave open which meeting is meant.
const MONTH: i64 = 31;

/// The one meeting of an organisation's leaders at the time of a claim of such a meeting.
fn of_claim(claim: &Claim) -> Option<&'static Meeting> {
    if claim.kind != SUMMIT {
        return None;
    }
    let (first, last) = claim.date.as_ref()?.bounds()?;
    if crate::closeness::number(last) - crate::closeness::number(first) > MONTH {
        return None;
    }
    let history = History::embedded();
    let parties: BTreeSet<&str> =
        claim.actors.iter().chain(&claim.recipients).map(|p| p.code.as_str()).collect();
    let mut found = parties.into_iter().filter_map(|org| {
        let series = format!("{}-summit", org.to_lowercase());
        // Where one also meets with partners, another meeting may be meant.
        let with_partners =
            history.series().iter().any(|s| s.org == org && s.id != series && s.id.ends_with("-summit"));
        let at = |m: &&&Meeting| m.term.may_hold_within(first, last);
        let all = history.find_meetings(&series, &[]);
        let mut there = all.iter().filter(at);
        let one = there.next()?;
        (!with_partners && there.next().is_none()).then_some(*one)
    });
    found.next().filter(|_| found.next().is_none())
}

/// Unites groups of reports that are of one known meeting: leaders meet in full once at a time, whichever of them a report names.
pub(crate) fn unite<C: Reported>(events: &[Event<C>], groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut united: Vec<Vec<usize>> = Vec::new();
    let mut by_meeting: BTreeMap<&str, usize> = BTreeMap::new();
    for group in groups {
        // What was talked of beside the summit is told in one breath with it.
        let is_summit = group.iter().all(|i| events[*i].kind == SUMMIT);
        let mut meetings: BTreeSet<&str> = group.iter().flat_map(|i| of_event(&events[*i])).collect();
        let only = meetings.pop_first().filter(|_| meetings.is_empty() && is_summit);
        match only.map(|m| *by_meeting.entry(m).or_insert(united.len())) {
            Some(place) if place < united.len() => united[place].extend(group),
            _ => united.push(group),
        }
    }
    united
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::merge_documents;
    use crate::testing::{With, claim};

    fn summit(doc: &str, start: u32, guests: &[&str], date: &str) -> Event<Claim> {
        let told = claim("CONSULT", "summit", guests, &["NATO"]).doc(doc).at(start, "met at the summit");
        Event::of(vec![told.on(date).together()]).expect("a claim")
    }

    #[track_caller]
    fn check(events: &[Event<Claim>], expect: usize) {
        assert_eq!(merge_documents(events.to_vec()).len(), expect);
        let turned: Vec<_> = events.iter().rev().cloned().collect();
        assert_eq!(merge_documents(turned).len(), expect, "the order is of no account");
    }

    #[test]
    fn reports_of_one_known_meeting_are_one_event() {
        let host = summit("a", 0, &["USA"], "2024-07");
        check(&[host.clone(), summit("a", 900, &["AZE", "ARM"], "2024-07-09/2024-07-11")], 1);
        check(&[host.clone(), summit("b", 0, &["AZE"], "2024-07-10")], 1);
        // Another year, and a year that does not tell which.
        check(&[host.clone(), summit("b", 0, &["AZE"], "2023-07-11")], 2);
        check(&[host, summit("b", 0, &["AZE"], "2022")], 2);
    }
}
