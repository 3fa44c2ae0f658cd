//! The triggers of one sentence, from left to right: which frames are tried and which of them makes the claim.

use crate::act::{absorb, released};
use crate::arguments::Miss;
use crate::carry::Carry;
use crate::clause::Clause;
use crate::coder::{Asked, Coder, Trial};
use crate::confidence::Signals;
use crate::frame::{Form, Frame};
use crate::reading::{reading, same_act, same_parties};
use crate::units::UnitKind;
use entente_text::{Claim, Scope};
use std::sync::Arc;

/// Up to which unit, or byte, something holds that was found before.
#[derive(Default)]
struct Reach {
    /// Verbs stand within the words of another act.
    absorbed: usize,
    /// They stand in the words of a statement of which it is not clear who makes it.
    under: usize,
    /// The words belong to a trigger, in bytes.
    taken: u32,
}

impl Coder {
    /// Everything that is tried in a sentence, with what comes of it.
    pub(crate) fn sentence(&self, clause: &Clause<'_>, carry: &Carry) -> Vec<Trial> {
        let mut trials = Vec::new();
        let triggers = |i: &usize| matches!(clause.units[*i].kind, UnitKind::Trigger(..));
        let mut at_triggers = (0..clause.units.len()).filter(triggers).peekable();
        if at_triggers.peek().is_none() {
            return trials;
        }
        let asked = Asked::new(clause, carry);
        let mut reach = Reach::default();
        for at in at_triggers {
            self.trigger(&asked, at, &mut reach, &mut trials);
        }
        trials
    }

    /// Tries the frames of one trigger until one makes a claim.
    fn trigger(&self, asked: &Asked<'_>, at: usize, reach: &mut Reach, trials: &mut Vec<Trial>) {
        let clause = asked.clause;
        let UnitKind::Trigger(frames, _) = &clause.units[at].kind else { return };
        let reading = reading(clause, at);
        for frame in frames.iter().map(|f| self.frames.get(*f)) {
            let form = if frame.form == Form::Noun { Form::Noun } else { Form::Verb };
            if clause.units[at].span.start < reach.taken || reading.is_some_and(|r| r != form) {
                continue;
            }
            let trial = self.trial(asked, at, frame, reach, trials);
            let lacking = trial.outcome.as_ref().is_err_and(|m| m.is_lack_of_arguments());
            if lacking && frame.statement && frame.form == Form::Verb {
                reach.under = reach.under.max(absorb(clause, at, frame));
            }
            let made = trial.outcome.is_ok();
            trials.push(trial);
            if made {
                self.extend(reach, clause, at, frame);
                break;
            }
        }
    }

    /// What a claim covers of the words behind its trigger.
    fn extend(&self, reach: &mut Reach, clause: &Clause<'_>, at: usize, frame: &Frame) {
        reach.absorbed = reach.absorbed.max(absorb(clause, at, frame));
        reach.taken = self.object_noun(clause, at, frame).unwrap_or(reach.taken);
    }

    fn trial(&self, asked: &Asked<'_>, at: usize, frame: &Frame, reach: &Reach, before: &[Trial]) -> Trial {
        let clause = asked.clause;
        let within = at < reach.absorbed;
        let mut signals = Signals::default();
        signals.flag("within", within);
        signals.flag("under", at < reach.under && !within);
        let mut choices = None;
        // "chỉ trích lực lượng do Mỹ hậu thuẫn": what a relative clause tells of a party stands by itself.
        let made = if within && frame.form == Form::Verb && !released(clause, at, frame) {
            Err(Miss::Absorbed)
        } else {
            self.try_frame(asked, at, frame, &mut signals, &mut choices)
        };
        let outcome = made.and_then(|claim| told_before(clause, frame, within, before, claim));
        Trial {
            trigger: clause.units[at].span,
            rule: Arc::clone(&frame.rule),
            outcome,
            signals,
            choices,
            proposed: false,
        }
    }
}

/// In a language that tells nouns from verbs by the words around them, a noun within the words of an act says again
/// what the sentence has told.
fn told_before(
    clause: &Clause<'_>,
    frame: &Frame,
    within: bool,
    before: &[Trial],
    claim: Claim,
) -> Result<Claim, Miss> {
    let any = |same: fn(&Claim, &Claim) -> bool| {
        before.iter().any(|t| t.outcome.as_ref().is_ok_and(|c| same(c, &claim)))
    };
    if !clause.functions.determined {
        return Ok(claim);
    }
    if claim.scope == Scope::Domestic && any(same_act) {
        return Err(Miss::SameSides);
    }
    if frame.form == Form::Noun && within && any(same_parties) {
        return Err(Miss::Absorbed);
    }
    Ok(claim)
}
