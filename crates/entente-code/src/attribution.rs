//! Who says so: "theo Reuters", "… cho biết".

use crate::clause::{Clause, Group};
use crate::units::{Functions, UnitKind};
use entente_text::{Attribution, Mention, Span};

/// The source of a sentence, where it names one other than the actor itself.
pub fn attribution(clause: &Clause<'_>, trigger: usize, actors: &Group) -> Option<Attribution> {
    let quoted = clause.units[trigger].quoted.then(|| clause.speaker_of_quote(trigger)).flatten();
    let mention = quoted.or_else(|| speech_subject(clause, trigger))?;
    let own = actors.units.iter().filter_map(|u| clause.mention(*u)).any(|m| m.span == mention.span);
    (!own).then(|| by_mention(clause, mention))
}

fn by_mention(clause: &Clause<'_>, mention: &Mention) -> Attribution {
    let document = &clause.annotated.clean.document;
    Attribution {
        source: document.quote(mention.span).to_owned(),
        code: mention.polities.first().cloned(),
        at: document.locate(mention.span),
    }
}

/// The mention before the first verb of speech that stands before the trigger.
fn speech_subject<'a>(clause: &Clause<'a>, trigger: usize) -> Option<&'a Mention> {
    let speech = (0..trigger).find(|i| {
        let unit = &clause.units[*i];
        unit.is(Functions::SPEECH) && unit.is(Functions::VERB) && matches!(unit.kind, UnitKind::Function(_))
    })?;
    (0..speech).rev().find_map(|i| clause.mention(i))
}

/// From the first to the last of these spans, widened to the marks that end the clause on both sides.
pub fn clause_span(clause: &Clause<'_>, parts: &[Span]) -> Span {
    let core = parts.iter().copied().reduce(Span::cover).unwrap_or(clause.sentence.span);
    let text = clause.annotated.text();
    let mut end = core.end;
    for unit in clause.units.iter().filter(|u| u.span.start >= core.end) {
        if unit.kind == UnitKind::Punct
            && matches!(unit.span.slice(text), "," | ";" | "." | "!" | "?" | "”" | ":" | "\"")
        {
            break;
        }
        end = unit.span.end;
        if end - core.end > 160 {
            break;
        }
    }
    Span { start: core.start, end }
}
