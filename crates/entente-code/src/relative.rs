//! Acts told in a relative clause whose agent stands before its verb: "lực lượng Houthi *do Iran hậu thuẫn*".

use crate::arguments::Arguments;
use crate::clause::{Clause, Group};
use crate::frame::Form;
use crate::units::{Functions, UnitKind};

/// Whether the verb at `at` closes such a clause; "dân quân do Iran hậu thuẫn" then says nothing of whom Iran backs when
/// no noun phrase before it names them.
pub(crate) fn is_relative(clause: &Clause<'_>, at: usize) -> bool {
    let passive = |f: &usize| clause.frames.get(*f).form == Form::Passive;
    let can = matches!(&clause.units[at].kind, UnitKind::Trigger(of, _) if of.iter().any(passive));
    can && agent_before(clause, at).is_some()
}

/// "… do Mỹ hậu thuẫn": the noun phrase before the word of the agent is the recipient.
pub(crate) fn arguments(clause: &Clause<'_>, at: usize) -> Option<Arguments> {
    let (agent, word) = agent_before(clause, at)?;
    let patient = backed(clause, word)?;
    Some(Arguments {
        actors: agent,
        recipients: Group { units: vec![patient], cost: 1 },
        ..Arguments::default()
    })
}

/// Who does what is named at `at`, when the word of the agent stands before them, and where that word stands.
fn agent_before(clause: &Clause<'_>, at: usize) -> Option<(Group, usize)> {
    let acts = |i: &usize| clause.mention(*i).is_some_and(|m| m.kind.acts() && !m.polities.is_empty());
    let agent = clause.list_before(at.checked_sub(1).filter(acts)?);
    let word = agent.units.first()?.checked_sub(1)?;
    clause.units[word].is(Functions::AGENT.with(Functions::PASSIVE)).then_some((agent, word))
}

/// How far before the word of the agent the noun phrase may stand that is acted on, in units.
const BACKED: usize = 4;

/// The noun phrase whose relative clause opens at `word`: "lực lượng Houthi (ở Yemen) *do* Iran hậu thuẫn".
fn backed(clause: &Clause<'_>, word: usize) -> Option<usize> {
    let bars = |i: usize| {
        let unit = &clause.units[i];
        !unit.bracketed
            && (unit.kind == UnitKind::Punct
                || unit.is_verb(clause.frames) && !unit.is(Functions::PREPOSITION)
                || unit.is(Functions::COMPLEMENTIZER.with(Functions::COORDINATION)))
    };
    let place =
        |i: usize| i > 1 && clause.units[i - 1].is(Functions::PREPOSITION) && clause.mention(i - 2).is_some();
    (word.saturating_sub(BACKED)..word)
        .rev()
        .take_while(|i| !bars(*i))
        .filter(|i| clause.mention(*i).is_some_and(|m| !m.polities.is_empty()))
        .find(|i| !place(*i))
}
