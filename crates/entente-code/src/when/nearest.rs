//! The time expression nearest to an act, for languages without weights.

use super::Dated;
use super::candidates::stated;
use crate::clause::Clause;
use crate::units::UnitKind;
use entente_text::{Annotated, DateBasis, Edtf, Grain, Span, TimeExpression, TimexType};

/// Units behind the trigger of a statement within which a time expression still dates the saying, not what is
/// said.
const SAYING: usize = 4;

/// How far from the trigger an expression may stand, in bytes with marks counted dear; a bare year nearer, for it
/// mostly belongs to a noun: "thoả thuận năm 2015".
const FAR: u32 = 400;
const FAR_YEAR: u32 = 140;

/// The date of the act whose trigger is unit `at` and whose words are `core`.
///
/// The expression of the sentence nearest to the trigger, marks between counted dear. A statement is dated only
/// by what stands before it or just behind it: what follows belongs to its words. Failing that the article's
/// own day: the first that it names.
pub fn date_of(clause: &Clause<'_>, at: usize, statement: bool, article_day: Option<&Edtf>) -> Dated {
    let trigger = clause.units[at].span;
    let here = clause
        .annotated
        .times_in(clause.sentence.span)
        .filter(|t| is_date(t) && !(statement && of_the_words(clause, at, t.span)))
        .filter_map(|t| t.edtf.as_ref().map(|e| (t, e)))
        .map(|(t, e)| (distance(clause, trigger, t.span), t, e))
        .filter(|(far, t, _)| *far <= if t.grain >= Grain::Year { FAR_YEAR } else { FAR })
        .min_by_key(|(far, t, _)| (*far, t.span.start));
    if let Some((_, time, edtf)) = here {
        return Dated { date: Some(edtf.clone()), basis: Some(stated(time.relative)) };
    }
    Dated { date: article_day.cloned(), basis: article_day.map(|_| DateBasis::Inferred) }
}

/// The first day that an article names, else the first month.
pub fn article_day(annotated: &Annotated, article: u32) -> Option<Edtf> {
    let dates = || {
        let sentences = annotated.sentences_of(article).iter();
        sentences
            .flat_map(|s| annotated.times_in(s.span))
            .filter(|t| is_date(t))
            .filter_map(|t| t.edtf.clone())
    };
    let first = |precision: Grain| dates().find(|e| e.precision() == precision && !e.as_str().contains('/'));
    first(Grain::Day).or_else(|| first(Grain::Month))
}

fn is_date(time: &TimeExpression) -> bool {
    matches!(time.timex, TimexType::Date | TimexType::Time) && time.grain <= Grain::Century
}

fn of_the_words(clause: &Clause<'_>, at: usize, time: Span) -> bool {
    let trigger = clause.units[at].span;
    let behind = time.start >= trigger.end;
    let quoted = clause.annotated.quotation_of(time).is_some_and(|q| !q.span.contains(trigger));
    let far = clause.units[at..].iter().take_while(|u| u.span.start < time.start).count() > SAYING;
    quoted || behind && far
}

/// Bytes between, with commas and quotation marks in between counted dear.
fn distance(clause: &Clause<'_>, trigger: Span, time: Span) -> u32 {
    let gap = if time.end <= trigger.start {
        Span { start: time.end, end: trigger.start }
    } else {
        Span { start: trigger.end, end: time.start.max(trigger.end) }
    };
    let marks =
        clause.units.iter().filter(|u| u.kind == UnitKind::Punct && gap.contains(u.span)).count() as u32;
    gap.len() as u32 + marks * 40
}
