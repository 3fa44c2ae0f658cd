//! Passive acts that name no agent: "a Dane was arrested in Iran", "a mayor was shot in Peru".

use crate::arguments::Arguments;
use crate::clause::{Clause, Group};
use crate::frame::{Frame, UnnamedAgent};
use crate::units::Functions;

/// What such an act costs beyond its arguments: the agent is only inferred.
const INFERRED: u32 = 6;

/// What finding the place may cost.
const NEAR: u32 = 2;

/// The arguments of the passive verb at `at`, whose `patient` stands before it, where the frame takes the polity of the
/// place for the agent.
pub fn by_place(clause: &Clause<'_>, at: usize, frame: &Frame, patient: Option<&Group>) -> Option<Arguments> {
    if frame.unnamed_agent == UnnamedAgent::Never {
        return None;
    }
    let place = clause.object_after(at, frame.wide(), Functions::LOCATION, &[]).filter(|p| p.cost <= NEAR)?;
    if (at + 1..place.units[0]).any(|i| clause.units[i].is_verb(clause.frames)) {
        return None;
    }
    let (here, hit) = (clause.codes(&place), patient.map(|p| clause.codes(p)).unwrap_or_default());
    let elsewhere = hit.iter().any(|code| !here.contains(code));
    if here.len() != 1 || elsewhere && frame.unnamed_agent == UnnamedAgent::Within {
        return None;
    }
    let mut arguments = Arguments { implied: true, ..Arguments::default() };
    match patient.filter(|_| elsewhere) {
        Some(patient) => arguments.recipients = patient.clone(),
        None => arguments.recipient_codes = here,
    }
    arguments.actors = Group { cost: place.cost + INFERRED, ..place };
    Some(arguments)
}
