//! When two reports tell of the same happening.

use crate::again::Bounds;
use crate::calendar::When;
use crate::event::{Event, Reported};
use crate::kinds::is_statement;
use crate::sides::Sides;
use crate::words::{self, Likeness};
use entente_text::{Category, Claim, DateBasis, Edtf, Located, Scope, Status};
use std::cell::OnceCell;

/// Kinds of one category that can be names of the same happening: who visits also meets and talks.
const FAMILIES: &[(Category, &[&str])] = &[
    (Category::Consult, &["visit", "host", "envoy"]),
    (Category::Consult, &["meeting", "talks", "summit"]),
    (Category::Consult, &["talks", "meeting", "negotiation"]),
    (Category::Agree, &["agree", "sign"]),
    (Category::Agree, &["agree", "accept", "promise"]),
    (Category::Support, &["praise", "endorse"]),
    (Category::Support, &["recognise", "relations", "mission", "upgrade"]),
    (Category::Request, &["urge", "propose", "demand", "ask_help"]),
    (Category::Accuse, &["criticise", "condemn", "accuse", "concern"]),
    (Category::Reject, &["oppose", "refuse", "deny", "veto"]),
    (Category::Threaten, &["warn", "threaten", "threaten_sanctions"]),
    (Category::Protest, &["protest_note", "summon"]),
    (Category::Sanction, &["sanction", "tariff"]),
    (Category::Sanction, &["suspend", "leave", "sever", "recall"]),
    (Category::Coerce, &["seize", "arrest"]),
    (Category::Assault, &["strike", "attack", "invade", "clash", "kill"]),
];

/// A visit and the meeting that it is made for: one event where one sentence tells of both, two where the
/// meeting is reported by itself.
const VISIT_AND_MEETING: &[&str] = &["visit", "host", "envoy", "meeting", "talks", "summit"];

/// What of a report decides whether it tells of the same happening as another: of a claim, or of an event
/// that one document reports.
#[derive(Debug)]
pub(crate) struct Profile<'a> {
    pub document: &'a str,
    pub category: Category,
    pub kind: &'a str,
    /// Done by saying it: each utterance is an event of its own.
    pub statement: bool,
    pub scope: Scope,
    pub status: Status,
    pub sides: Sides<'a>,
    pub date: Option<&'a Edtf>,
    pub when: Option<When>,
    pub at: Located,
    pub sentence: Located,
    pub claim: &'a Claim,
    /// Made when they are first asked for: most reports differ before their words count.
    quote: OnceCell<Vec<u64>>,
    trigger: OnceCell<String>,
    bounds: OnceCell<Option<Bounds>>,
}

impl<'a> Profile<'a> {
    pub fn of(claim: &'a Claim) -> Self {
        Self {
            document: &claim.doc,
            category: claim.category,
            kind: &claim.kind,
            statement: is_statement(&claim.kind),
            scope: claim.scope,
            status: claim.status,
            sides: Sides::of(claim),
            date: stated_date(claim),
            when: stated_date(claim).map(When::of),
            at: claim.at,
            sentence: claim.sentence,
            claim,
            quote: OnceCell::new(),
            trigger: OnceCell::new(),
            bounds: OnceCell::new(),
        }
    }

    /// Of an event that one document reports.
    pub fn of_event<C: Reported>(event: &'a Event<C>) -> Self {
        // The day of the article says little of which happening it tells.
        let stated = event.claims.iter().any(|c| stated_date(c.claim()).is_some());
        let date = event.date.as_ref().filter(|_| stated);
        Self {
            document: event.claims[0].document(),
            status: event.status,
            date,
            when: date.map(When::of),
            sides: Sides::new(&event.actors, &event.recipients, event.symmetric),
            ..Self::of(event.best_claim())
        }
    }

    /// Whether it speaks for its clause rather than another of its claims: its date says more, or it is surer.
    pub fn says_more(&self, other: &Self) -> bool {
        let surer = || other.claim.confidence.total_cmp(&self.claim.confidence);
        self.rank().cmp(&other.rank()).then_with(surer).is_lt()
    }

    /// The words of the quote.
    pub fn quote(&self) -> &[u64] {
        self.quote.get_or_init(|| words::bag(&self.claim.quote))
    }

    /// First and last day of the claim's date.
    pub fn bounds(&self) -> Option<Bounds> {
        *self.bounds.get_or_init(|| self.claim.date.as_ref().and_then(Bounds::of))
    }

    fn trigger(&self) -> &str {
        self.trigger.get_or_init(|| words::trigger(self.claim))
    }

    /// Rank by how much the date says: those that say most found clusters, the others join them.
    pub fn rank(&self) -> u8 {
        self.when.as_ref().map_or(4, When::rank)
    }

    /// Who travels to meet somebody, told in one sentence.
    fn visit_and_meeting(&self, other: &Profile<'_>) -> bool {
        self.category == Category::Consult
            && words::overlap(self.sentence, other.sentence)
            && [self.kind, other.kind].iter().all(|k| VISIT_AND_MEETING.contains(k))
    }

    fn likeness(&self, other: &Profile<'_>) -> Likeness {
        words::likeness(self.quote(), other.quote())
    }

    pub fn same_trigger(&self, other: &Profile<'_>) -> bool {
        !self.trigger().is_empty() && self.trigger() == other.trigger()
    }

    fn alike_but_for_dates(&self, other: &Profile<'_>, alone: bool) -> bool {
        self.category == other.category
            && self.scope == other.scope
            && (kinds_agree(self.category, self.kind, other.kind) || self.visit_and_meeting(other))
            // A summit of four is not the meeting of two of them.
            && (self.kind == other.kind || self.sides.same_polities(&other.sides))
            && (self.sides.agree(&other.sides, alone)
                // "A visits B" and "B receives A" turn the sides round.
                || (self.category == Category::Consult
                    && self.kind != other.kind
                    && self.sides.agree_in_any_order(&other.sides, alone)))
            && !self.sides.persons_differ(&other.sides)
    }
}

/// The date of a claim, unless it is only the day of the article: that says nothing of which happening is told.
pub(crate) fn stated_date(claim: &Claim) -> Option<&Edtf> {
    claim.date.as_ref().filter(|_| claim.date_basis != Some(DateBasis::Inferred))
}

/// Whether two claims that share words tell of the same happening.
pub(crate) fn in_clause(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    words::overlap(a.at, b.at) && in_document(a, b)
}

/// Whether two claims of one document tell of the same happening.
pub(crate) fn in_document(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let dates = match (&a.when, &b.when) {
        (Some(x), Some(y)) => x.agrees(y).then_some(true),
        _ => Some(false),
    };
    let Some(both_dated) = dates else { return false };
    let alone = a.kind == b.kind && (both_dated || words::overlap(a.at, b.at));
    if !a.alike_but_for_dates(b, alone) || !status_agrees(a.status, b.status, both_dated) {
        return false;
    }
    if a.statement || b.statement {
        return statements_agree(a, b);
    }
    // Without a date, two agreements, shipments or strikes of the same two are only one when told alike, or
    // called by the same word.
    both_dated || a.category == Category::Consult || a.same_trigger(b) || statements_agree(a, b)
}

/// Whether events of two documents are the same happening. What is cheap to see is looked at first: a busy pair
/// has thousands of events to compare.
pub(crate) fn across_documents(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let dates = match (&a.when, &b.when) {
        (Some(x), Some(y)) => x.agrees(y),
        (None, None) => a.quote().len() >= COPIED && a.quote() == b.quote() && a.status == b.status,
        _ => false,
    };
    if !dates
        || a.document == b.document
        || !status_agrees(a.status, b.status, true)
        || !a.alike_but_for_dates(b, false)
    {
        return false;
    }
    if a.when.is_none() || !(a.statement || b.statement) {
        return true;
    }
    let alike = a.likeness(b);
    let copied = alike.shared >= COPIED && alike.jaccard >= 0.9;
    let same_day = a.rank() == 0 && b.rank() == 0;
    copied || (same_day && (alike.contained >= 0.5 || (a.same_trigger(b) && alike.contained >= 0.3)))
}

/// So many words in common are no accident: one agency report printed twice.
const COPIED: usize = 8;

/// Two statements are one when their words overlap or are much the same, or when both use the same word for
/// it and share a good part of the rest.
fn statements_agree(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    if words::overlap(a.at, b.at) {
        return true;
    }
    let alike = a.likeness(b);
    (alike.shared >= 4 && alike.jaccard >= 0.5)
        || (alike.shared >= 4 && a.same_trigger(b) && alike.contained >= 0.5)
        || (alike.shared >= 4 && alike.contained >= 0.75)
}

pub(crate) fn kinds_agree(category: Category, a: &str, b: &str) -> bool {
    a == b || FAMILIES.iter().any(|(c, kinds)| *c == category && kinds.contains(&a) && kinds.contains(&b))
}

/// Whether two statuses can be stages of one happening. What took place can't also be called off or hang on a
/// condition; what was wished for is only the same as what took place when both have the date.
fn status_agrees(a: Status, b: Status, both_dated: bool) -> bool {
    use Status::{CalledOff, Conditional, Happened, Proposed};
    match (a.min(b), a.max(b)) {
        (x, y) if x == y => true,
        (Happened, CalledOff | Conditional) => false,
        (Happened, Proposed) => both_dated,
        _ => true,
    }
}

/// The furthest stage.
pub(crate) fn furthest(a: Status, b: Status) -> Status {
    let rank = |s: Status| match s {
        Status::Proposed => 0,
        Status::Conditional => 1,
        Status::Scheduled => 2,
        Status::Happened => 3,
        Status::CalledOff => 4,
    };
    if rank(b) > rank(a) { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn families_name_kinds_that_there_are() {
        let value =
            |line: &str, key: &str| Some(line.strip_prefix(key)?.trim_matches([' ', '=', '"']).to_owned());
        let mut known = BTreeSet::new();
        let mut id = String::new();
        for line in include_str!("../../../schema/kinds.toml").lines() {
            id = value(line, "id").unwrap_or(id);
            if let Some(category) = value(line, "category") {
                known.insert((category, id.clone()));
            }
        }
        let all = FAMILIES.iter().flat_map(|(category, kinds)| kinds.iter().map(|k| (*category, *k)));
        for (category, kind) in all.chain(VISIT_AND_MEETING.iter().map(|k| (Category::Consult, *k))) {
            assert!(known.contains(&(category.name().to_owned(), kind.to_owned())), "{category} {kind}");
        }
    }

    #[test]
    fn stages_agree_unless_they_exclude_each_other() {
        use Status::{CalledOff, Conditional, Happened, Proposed, Scheduled};
        for (a, b, dated, undated) in [
            (Happened, Scheduled, true, true),
            (Happened, Proposed, true, false),
            (Happened, CalledOff, false, false),
            (Happened, Conditional, false, false),
            (Scheduled, CalledOff, true, true),
            (Proposed, Conditional, true, true),
        ] {
            assert_eq!(
                (status_agrees(a, b, true), status_agrees(a, b, false)),
                (dated, undated),
                "{a:?} {b:?}"
            );
            assert_eq!(
                (status_agrees(b, a, true), status_agrees(b, a, false)),
                (dated, undated),
                "{b:?} {a:?}"
            );
        }
    }
}
