//! What the words around a trigger or a mention make of it, in a language that tells nouns from verbs and owners
//! from actors by them: "its *attack* on", "to *attack*", "*Russia's* attack", "*killed* by".
//!
//! Useful for: packs that name determiners, participles and the like in `events/function.toml`. All of it keeps
//! still for a pack that does not.

use crate::clause::{Clause, Group};
use crate::frame::{Domestic, Form, Frame};
use crate::units::{Functions, Unit, UnitKind};
use entente_text::{Category, Claim, Party};
use std::collections::BTreeSet;

/// The rule of mentions that are adjectives of a polity, or names that serve as such.
const ADJECTIVE: &str = "name.adjective";

impl Clause<'_> {
    /// Whether the mention at `i` only describes the noun behind it: "Russia's economy", "a Turkish banker".
    pub fn attributive(&self, i: usize) -> bool {
        let Some(next) = self.units.get(i + 1) else { return false };
        let adjective = self.mention(i).is_some_and(|m| m.rule == ADJECTIVE);
        next.is(Functions::OWNER)
            || adjective && (next.kind == UnitKind::Word || next.is_act_noun(self.frames))
    }

    /// The noun phrase just before the noun at `at` and whether it owns it: "Russia's | new | attack".
    pub fn group_before(&self, at: usize) -> Option<(Group, bool)> {
        let mut possessive = false;
        let mut described = false;
        for i in (at.saturating_sub(6)..at).rev() {
            let unit = &self.units[i];
            if unit.mention().is_some() {
                let adjective = self.mention(i).is_some_and(|m| m.rule == ADJECTIVE);
                let owner = possessive || adjective;
                return (owner || !described).then(|| (self.list_before(i), owner));
            }
            if possessive {
                return None;
            }
            match &unit.kind {
                UnitKind::Function(f) if f.any(Functions::OWNER) => possessive = true,
                UnitKind::Word | UnitKind::Time => described = true,
                UnitKind::Function(f)
                    if f.any(Functions::QUANTIFIER)
                        && !f.any(Functions::PREPOSITION.with(Functions::COORDINATION)) =>
                {
                    described = true;
                }
                _ => return None,
            }
        }
        None
    }
}

/// What a trigger is here that can be noun or verb, by the words around it; `None` where they don't tell.
pub(crate) fn reading(clause: &Clause<'_>, at: usize) -> Option<Form> {
    let UnitKind::Trigger(frames, _) = &clause.units[at].kind else { return None };
    if !clause.functions.determined {
        return None;
    }
    let nouns = frames.iter().filter(|f| clause.frames.get(**f).form == Form::Noun).count();
    if nouns == frames.len() {
        return None;
    }
    if let Some(before) = at.checked_sub(1).map(|i| &clause.units[i]) {
        if before.is(Functions::DETERMINER.with(Functions::OWNER)) {
            return Some(Form::Noun);
        }
        if before.is(Functions::AUXILIARY) && !before.is(Functions::QUANTIFIER) {
            return Some(Form::Verb);
        }
        let word = clause.word(at);
        let participle = clause.functions.is_participle(word);
        if nouns == 0 && participle && before.is(Functions::PREPOSITION) {
            // "into alleged crimes": an adjective.
            let adjective = clause
                .units
                .get(at + 1)
                .is_some_and(|u| u.kind == UnitKind::Word || u.is_act_noun(clause.frames));
            return Some(if adjective { Form::Noun } else { Form::Verb });
        }
        if nouns == 0 && (participle || clause.functions.is_gerund(word)) {
            return Some(Form::Verb);
        }
    }
    let behind = clause.units.get(at + 1);
    let object = |u: &Unit| u.mention().is_some() || u.is(Functions::DETERMINER.with(Functions::QUANTIFIER));
    for i in (at.saturating_sub(4)..at).rev() {
        let unit = &clause.units[i];
        if unit.is(Functions::DETERMINER.with(Functions::OWNER)) || unit.is_verb(clause.frames) {
            return Some(Form::Noun);
        }
        if unit.is(Functions::PREPOSITION) && !unit.is(Functions::AUXILIARY) {
            return Some(Form::Noun);
        }
        if unit.mention().is_some() {
            break;
        }
        if unit.kind != UnitKind::Word && !unit.is(Functions::QUANTIFIER) {
            break;
        }
    }
    Some(if nouns == 0 || behind.is_some_and(object) { Form::Verb } else { Form::Noun })
}

/// Whether the same parties take part in both.
pub(crate) fn same_parties(a: &Claim, b: &Claim) -> bool {
    codes(a.actors.iter().chain(&a.recipients)) == codes(b.actors.iter().chain(&b.recipients))
}

/// Whether both tell of acts of one category by the same actors.
pub(crate) fn same_act(a: &Claim, b: &Claim) -> bool {
    a.category == b.category && codes(&a.actors) == codes(&b.actors)
}

fn codes<'a>(parties: impl IntoIterator<Item = &'a Party>) -> BTreeSet<&'a str> {
    parties.into_iter().map(|p| p.code.as_str()).collect()
}

/// Whether the noun at `at` is the object of a verb that hands its subject on: "Russia *launched* fresh strikes",
/// or says why somebody came: "arrived *for* talks".
pub(crate) fn is_object(clause: &Clause<'_>, at: usize, frame: &Frame) -> bool {
    for i in (at.saturating_sub(8)..at).rev() {
        let unit = &clause.units[i];
        if unit.is(Functions::LIGHT) {
            return true;
        }
        if unit.is(Functions::PREPOSITION) && !unit.is(Functions::QUANTIFIER.with(Functions::POSSESSIVE)) {
            return unit.is(Functions::PURPOSE)
                && matches!(frame.category(), Category::Consult | Category::Protest);
        }
        let describes = matches!(unit.kind, UnitKind::Word | UnitKind::Time)
            || unit.is(Functions::QUANTIFIER
                .with(Functions::DETERMINER)
                .with(Functions::COORDINATION)
                .with(Functions::AUXILIARY)
                .with(Functions::POSSESSIVE))
            || unit.is_act_noun(clause.frames);
        if !describes {
            return false;
        }
    }
    false
}

/// Whether a polity is named here, describing words aside.
pub(crate) fn names(clause: &Clause<'_>, from: usize) -> bool {
    for i in from..clause.units.len().min(from + 4) {
        match &clause.units[i].kind {
            UnitKind::Mention(_) => return clause.mention(i).is_some_and(|m| !m.polities.is_empty()),
            UnitKind::Word => {}
            UnitKind::Function(f) if f.any(Functions::QUANTIFIER) => {}
            _ => return false,
        }
    }
    false
}

/// Where an act within one polity took place: "people blocked streets *in Hong Kong*".
pub(crate) fn located(clause: &Clause<'_>, at: usize, frame: &Frame) -> Option<Group> {
    if frame.domestic != Domestic::Assumed {
        return None;
    }
    clause.object_after(at, frame.wide(), Functions::LOCATION, &[])
}

/// The verb whose subject that of "…, killing ten" is: the one before the comma.
pub(crate) fn leading_verb(clause: &Clause<'_>, at: usize) -> Option<usize> {
    let comma = at.checked_sub(1)?;
    if !clause.functions.is_gerund(clause.word(at)) || clause.word(comma) != "," {
        return None;
    }
    (0..comma)
        .rev()
        .find(|i| clause.units[*i].is_verb(clause.frames) && !clause.functions.is_gerund(clause.word(*i)))
}

/// Whether the actor belongs to the noun at `at` and not to one between: "protests against violations by Israel".
pub(crate) fn is_own(clause: &Clause<'_>, at: usize, frame: &Frame, actor: &Group) -> bool {
    let other = |i: usize| {
        clause.units[i].is(Functions::PREPOSITION)
            && frame.object.iter().any(|p| p.eq_ignore_ascii_case(clause.word(i)))
    };
    let nouns = |i: usize| clause.units[i].kind == UnitKind::Word;
    !clause.functions.determined
        || !(at + 1..actor.units[0]).any(|i| other(i) && (i..actor.units[0]).any(nouns))
}

/// Whether the subject of the sentence before goes on here.
pub(crate) fn carries(clause: &Clause<'_>, at: usize) -> bool {
    !clause.functions.pronouns || (0..at).any(|i| clause.units[i].is(Functions::PRONOUN))
}
