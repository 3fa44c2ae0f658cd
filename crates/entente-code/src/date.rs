//! When: the time expression of a sentence that dates an act.

use crate::clause::Clause;
use entente_text::{DateBasis, Edtf, Grain, Span, TimexType};

/// A date with how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dated {
    /// EDTF.
    pub date: Option<Edtf>,
    /// How it is known.
    pub basis: Option<DateBasis>,
}

/// The date of the act whose trigger and arguments cover `core`: the time expression within or nearest to it
/// that no other clause claims; `None` when the sentence gives none.
pub fn date_of(clause: &Clause<'_>, core: Span, trigger: Span) -> Option<Dated> {
    let text = clause.annotated.text();
    clause
        .annotated
        .times_in(clause.sentence.span)
        .filter(|t| matches!(t.timex, TimexType::Date | TimexType::Time))
        .filter(|t| t.grain <= Grain::Century)
        .filter_map(|t| t.edtf.as_ref().map(|e| (t, e)))
        .min_by_key(|(t, _)| (distance(text, core, trigger, t.span), t.span.start))
        .map(|(_, edtf)| Dated { date: Some(edtf.clone()), basis: Some(DateBasis::Stated) })
}

/// Bytes between, with marks and quotation marks in between counted dear.
fn distance(text: &str, core: Span, trigger: Span, time: Span) -> u32 {
    let gap = if time.end <= trigger.start {
        Span { start: time.end, end: trigger.start }
    } else {
        Span { start: trigger.end, end: time.start.max(trigger.end) }
    };
    let marks = gap.slice(text).chars().filter(|c| matches!(c, ',' | ';' | '"' | '“' | '”')).count() as u32;
    let inside = core.contains(time);
    gap.len() as u32 + marks * 40 - if inside { 0 } else { 0 }
}
