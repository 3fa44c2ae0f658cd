//! Evidence of the number of members that an organisation has.

use super::days::{self, Day, Days};
use super::evidence::Evidence;
use super::reading::{Line, Timed, Zone};
use super::words::{Hit, Signal};
use super::{Dater, ReasonKind};
use entente_text::{Edtf, MentionKind, Span, TokenKind};
use entente_world::history::History;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// Fewer are said of anything.
const FEWEST: usize = 20;
/// For so many days before it leaves, a member is often not counted any more.
const LEAVING: Day = 4 * 366;

/// Evidence of "31 members", by the organisation of the sentence or the one named last in the paragraph.
pub(crate) fn gather(dater: &Dater, text: &str, lines: &[Line<'_>], all: &mut Vec<Evidence>) {
    let mut last_org: Option<(u32, String)> = None;
    for line in lines.iter().filter(|l| matches!(l.zone, Zone::Head | Zone::Rest | Zone::Caption)) {
        let orgs = organisations(dater, line);
        let before =
            last_org.as_ref().filter(|(passage, _)| *passage == line.passage).map(|(_, org)| org.clone());
        let org = match &orgs[..] {
            [] => before,
            [only] => Some(only.clone()),
            _ => None,
        };
        if let Some(org) = &org {
            let nouns = line.hits(|s| matches!(s, Signal::Members | Signal::States));
            all.extend(nouns.filter_map(|hit| count(dater.history, text, line, hit, org, !orgs.is_empty())));
        }
        if let Some(org) = orgs.last() {
            last_org = Some((line.passage, org.clone()));
        }
    }
}

/// The organisations of which one can say how many members they had, and that had enough of them.
pub(crate) fn counted(history: &History) -> FxHashSet<&'static str> {
    let orgs: BTreeSet<&str> = history.memberships().iter().map(|m| m.org).collect();
    let enough = |org: &&str| history.count_members(org, (2016, 1, 1)).is_some_and(|n| n >= FEWEST - 2);
    orgs.into_iter().filter(enough).collect()
}

/// The organisations of a sentence whose members can be counted.
fn organisations(dater: &Dater, line: &Line<'_>) -> Vec<String> {
    let mentions = line.mentions.iter().filter(|m| m.kind != MentionKind::Outsider);
    let mut found: Vec<String> = mentions
        .filter_map(|m| match &m.polities[..] {
            [only] if dater.counted.contains(only.as_str()) => Some(only.clone()),
            _ => None,
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

fn count(
    history: &History,
    text: &str,
    line: &Line<'_>,
    noun: &Hit,
    org: &str,
    is_named: bool,
) -> Option<Evidence> {
    let at = noun.first.checked_sub(1)?;
    let number = line.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
    let n: usize = number.span.slice(text).parse().ok().filter(|n| *n >= FEWEST)?;
    let others = line.any(Signal::NotMembers, noun.last, noun.last + 4)
        || line.any(Signal::NotMembers, at.saturating_sub(2), at)
        || line.times.iter().any(Timed::has_year)
        || line.after_year;
    let members = noun.signal == Signal::Members;
    if others || (!members && !is_named) {
        return None;
    }
    let days = days_of(history, org, n);
    if days.is_empty() {
        return None;
    }
    let certainty = match (members, is_named) {
        (true, true) => 70,
        (true, false) => 46,
        (false, _) => 36,
    };
    let span = Span::new(number.span.start as usize, line.tokens[noun.last - 1].span.end as usize);
    let words = format!("\"{}\": so many members {org} has", span.slice(text));
    Some(Evidence {
        kind: ReasonKind::MemberCount,
        certainty,
        days,
        span: Some(span),
        words,
        any_of: Vec::new(),
    })
}

/// When an organisation had so many members, or was about to when one of them had decided to leave.
fn days_of(history: &History, org: &str, n: usize) -> Days {
    let spans = history.when_member_count(org, n);
    let left = |day: Day| {
        let mut ends =
            history.memberships().iter().filter(|m| m.org == org).filter_map(|m| m.term.end()?.last_day());
        ends.any(|end| days::day(end).is_some_and(|end| end + 1 == day))
    };
    Days::of(spans.iter().filter_map(|span: &Edtf| {
        let first = span.first_day().and_then(days::day)?;
        let last = span.last_day().and_then(days::day).unwrap_or(Day::MAX);
        Some((if left(first) { first - LEAVING } else { first }, last))
    }))
}
