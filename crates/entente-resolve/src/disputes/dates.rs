//! Other days of one happening.

use super::{
    ALIKE, Dispute, DisputeKind, Ground, SHARED, Side, actors, by_parties, content, date_of, of_claims,
};
use crate::closeness::number;
use crate::event::{Event, Reported};
use crate::words::{Likeness, likeness, trigger};
use entente_text::edtf::Ymd;
use entente_text::{Claim, DateBasis, Grain};
use std::collections::BTreeSet;

/// Claims less sure than this contradict no other in their day: more often their own is wrong.
const SURE_DATE: f32 = 0.7;

/// The year that days of an open year are taken to be of.
const LEAP: i32 = 2000;

/// The same told in like words with another day within a week or so, or of one event by the same word with the next day.
pub(super) fn dates<C: Reported>(events: &[Event<C>]) -> Vec<Dispute> {
    let mut found = Vec::new();
    for group in by_parties(events).into_values() {
        let dated: Vec<Dated<'_>> = group
            .iter()
            .flat_map(|i| events[*i].claims.iter().enumerate().map(move |(j, c)| ((*i, j), c)))
            .filter_map(|(at, c)| Dated::of(at, c.claim(), c.document()))
            .collect();
        for (n, one) in dated.iter().enumerate() {
            for other in dated[n + 1..].iter().filter(|other| one.contradicts(other)) {
                found.push(of_claims(DisputeKind::Date, events, [one.at, other.at], date_of));
            }
        }
    }
    // Many reports give one of two days: one line tells it.
    let mut seen = BTreeSet::new();
    found.retain(|d| {
        let event =
            |s: &Side| matches!(s.ground, Ground::Claim(event, _) if event == ground_event(&d.sides[0]));
        let days: BTreeSet<&str> = d.sides.iter().map(|s| s.value.get(4..).unwrap_or_default()).collect();
        !d.sides.iter().all(event) || seen.insert((ground_event(&d.sides[0]), format!("{days:?}")))
    });
    found
}

fn ground_event(side: &Side) -> usize {
    match side.ground {
        Ground::Claim(event, _) => event,
        Ground::Assertion(_) => usize::MAX,
    }
}

/// A claim whose sentence states its day.
struct Dated<'a> {
    /// Event and place among its claims.
    at: (usize, usize),
    claim: &'a Claim,
    document: &'a str,
    day: Ymd,
    /// Whether its year is open.
    open: bool,
    words: Vec<u64>,
}

impl<'a> Dated<'a> {
    fn of(at: (usize, usize), claim: &'a Claim, document: &'a str) -> Option<Self> {
        let stated = claim.date_basis == Some(DateBasis::Stated);
        let date =
            claim.date.as_ref().filter(|d| stated && d.precision() == Grain::Day && !d.is_interval())?;
        let open = date.has_open_year();
        Some(Self {
            at,
            claim,
            document,
            day: date.with_year(LEAP).first_day()?,
            open,
            words: content(claim),
        })
    }

    fn contradicts(&self, other: &Self) -> bool {
        let (x, y) = (self.claim, other.claim);
        if self.document == other.document || x.status != y.status || x.kind != y.kind {
            return false;
        }
        let sure = x.confidence.min(y.confidence);
        self.is_days_off(other, sure) || self.is_next_day(other, sure)
    }

    fn alike(&self, other: &Self) -> Likeness {
        likeness(&self.words, &other.words)
    }

    /// Told in nearly the same words, days apart.
    fn is_days_off(&self, other: &Self, sure: f32) -> bool {
        const WITHIN: i64 = 10;
        let apart = self.apart(other);
        if self.open || other.open || apart == 0 || apart > WITHIN || sure < SURE_DATE {
            return false;
        }
        let alike = self.alike(other);
        alike.shared >= SHARED && alike.jaccard >= ALIKE && actors(self.claim) == actors(other.claim)
    }

    /// Two reports of one event, told by the same word, with the days of their own next to each other.
    fn is_next_day(&self, other: &Self, sure: f32) -> bool {
        const SURE: f32 = 0.55;
        const SHARED: usize = 6;
        const ALIKE: f32 = 0.45;
        let names = |one: &Self, whose: &Self| names_day(&one.claim.quote, whose.day);
        let one_event = self.at.0 == other.at.0;
        if !one_event || self.apart(other) != 1 || sure < SURE || !names(self, self) || !names(other, other) {
            return false;
        }
        let word = trigger(self.claim);
        let both_days = names(self, other) || names(other, self);
        let alike = self.alike(other);
        !word.is_empty()
            && word == trigger(other.claim)
            && !both_days
            && alike.shared >= SHARED
            && alike.jaccard >= ALIKE
    }

    /// Days between two claims, of one year where the year of one is open.
    fn apart(&self, other: &Self) -> i64 {
        let of = |(y, m, d): Ymd| number((if self.open || other.open { LEAP } else { y }, m, d));
        (of(self.day) - of(other.day)).abs()
    }
}

/// Whether words hold the numbers of a day and its month.
fn names_day(quote: &str, (_, month, day): Ymd) -> bool {
    let numbers =
        || quote.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).map(str::parse::<u8>);
    let pair = |a: u8, b: u8| (a, b) == (day, month) || (a, b) == (month, day);
    numbers().zip(numbers().skip(1)).any(|(a, b)| a.ok().zip(b.ok()).is_some_and(|(a, b)| pair(a, b)))
}
