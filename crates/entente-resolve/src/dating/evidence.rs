//! Evidence and what follows from all of it.

use super::days::Days;
use super::{Reason, ReasonKind, days};
use entente_text::Span;

/// What one place of the text tells of the day of publication.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    pub kind: ReasonKind,
    /// The higher, the surer: where two contradict each other, the surer one stays.
    pub certainty: u8,
    /// The days that it leaves open.
    pub days: Days,
    pub span: Option<Span>,
    /// A short English sentence, without its full stop.
    pub words: String,
    /// Where any of several places leaves its days open: these, with their words. The one that leaves the last day of
    /// the interval open is the one to tell of.
    pub any_of: Vec<Part>,
}

/// One of several places of which any may hold.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub days: Days,
    pub span: Span,
    pub words: String,
}

/// What follows from the evidence: the days left open, and the reasons that bound them, the surest first; then what
/// was left out.
pub(crate) fn combine(mut evidence: Vec<Evidence>) -> (Days, Vec<Reason>) {
    evidence.sort_by_key(|e| std::cmp::Reverse(e.certainty));
    let mut days = Days::all();
    let (mut used, mut left_out): (Vec<Evidence>, Vec<Evidence>) = (Vec::new(), Vec::new());
    for item in evidence {
        let both = days.and(&item.days);
        if both.is_empty() {
            left_out.push(item);
        } else if both != days {
            days = both;
            used.push(item);
        }
    }
    without_needless(&mut used, &days);
    let mut reasons: Vec<Reason> = used.into_iter().map(|e| reason(e, &days, true)).collect();
    reasons.extend(left_out.into_iter().map(|e| reason(e, &days, false)));
    (days, reasons)
}

/// Takes out what the others say as well, the least sure first.
fn without_needless(used: &mut Vec<Evidence>, days: &Days) {
    let hull = days.hull();
    // What all those before each leave open.
    let mut before = vec![Days::all()];
    for item in used.iter() {
        before.push(before[before.len() - 1].and(&item.days));
    }
    let mut behind = Days::all();
    let mut kept = Vec::with_capacity(used.len());
    while let Some(item) = used.pop() {
        if before[used.len()].and(&behind).hull() != hull {
            behind = behind.and(&item.days);
            kept.push(item);
        }
    }
    kept.reverse();
    *used = kept;
}

/// A piece of evidence as a reason for an interval.
pub(crate) fn reason(mut evidence: Evidence, days: &Days, holds: bool) -> Reason {
    let last = |part: &Part| part.days.and(days).ranges().last().map(|r| r.1);
    if let Some(part) = evidence.any_of.iter().max_by_key(|p| last(p)) {
        evidence.span = Some(part.span);
        evidence.words.clone_from(&part.words);
    }
    let bounds = if holds { evidence.days.touching(days) } else { evidence.days.clone() };
    let (from, to) = bounds.hull().unwrap_or((None, None));
    let words = if holds {
        evidence.words
    } else {
        format!("{}; left out, for surer reasons contradict it", evidence.words)
    };
    Reason {
        kind: evidence.kind,
        span: evidence.span,
        words,
        from: from.map(days::ymd),
        to: to.map(days::ymd),
        holds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(certainty: u8, days: Days) -> Evidence {
        Evidence {
            kind: ReasonKind::FullDate,
            certainty,
            days,
            span: None,
            words: certainty.to_string(),
            any_of: Vec::new(),
        }
    }

    #[test]
    fn the_surer_stays_and_the_needless_goes() {
        let (days, reasons) = combine(vec![
            evidence(50, Days::until(10_000)),
            evidence(90, Days::from(17_000)),
            evidence(80, Days::from(16_000)),
            evidence(85, Days::from(17_500)),
        ]);
        assert_eq!(days, Days::from(17_500));
        let told: Vec<_> = reasons.iter().map(|r| (r.words.as_str(), r.holds)).collect();
        assert_eq!(told, [("85", true), ("50; left out, for surer reasons contradict it", false)]);
    }
}
