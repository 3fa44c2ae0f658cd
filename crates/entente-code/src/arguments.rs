//! The arguments of one act, by the form of its frame.

use crate::carry::{Carry, dedupe};
use crate::clause::{Clause, Group, is_place};
use crate::frame::{Direct, Domestic, Form, Frame, Require};
use crate::reading::{carries, is_object, is_own, leading_verb, located, names};
use crate::relative;
use crate::units::{Functions, Unit, UnitKind};
use crate::unnamed::by_place;
use entente_text::{Category, Mention, MentionKind, Party};

/// Who does it and who receives it.
#[derive(Debug, Clone, Default)]
pub struct Arguments {
    /// Mentions of who does it; of both sides when `together`.
    pub actors: Group,
    /// Mentions of who receives it.
    pub recipients: Group,
    /// Actors that no mention of this clause names.
    pub actor_codes: Vec<String>,
    /// Recipients that no mention of this clause names.
    pub recipient_codes: Vec<String>,
    /// Both sides are in `actors`.
    pub together: bool,
    /// The actor comes from the sentence before or from the speaker of the quotation.
    pub carried: bool,
    /// The recipient is not named but meant.
    pub implied: bool,
}

/// Why a trigger made no claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Miss {
    /// Nobody stands where the subject would.
    NoActor,
    /// Nobody stands where the object would.
    NoRecipient,
    /// Actor and recipient are the same.
    SameSides,
    /// It is told within the words of another act.
    Absorbed,
    /// The topic that the frame needs is not near.
    NoTopic,
    /// The act is denied.
    Negated,
    /// The recipient is no organisation.
    NoOrganisation,
    /// More than one polity takes part.
    NotAlone,
    /// Nobody says it of another.
    NotReported,
    /// Its noun phrase does not name both sides.
    NoPair,
    /// It is a noun here: "đề nghị của Mỹ".
    Noun,
    /// The words that must follow it do not.
    NotFollowed,
    /// It stands in a condition.
    Condition,
    /// Somebody who acts for nobody expects it.
    Expected,
    /// It is a preposition here: "gửi quân tới Syria".
    Preposition,
    /// It has been done, where only what is yet to come counts.
    NotPlanned,
}

impl Miss {
    /// Whether only its arguments are missing: somebody not named there may be meant.
    pub fn is_lack_of_arguments(self) -> bool {
        matches!(self, Self::NoActor | Self::NoRecipient | Self::SameSides | Self::NoPair)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoActor => "nobody stands where the actor would",
            Self::NoRecipient => "nobody stands where the recipient would",
            Self::SameSides => "actor and recipient are the same",
            Self::Absorbed => "it is told within another act",
            Self::NoTopic => "no word of the topic that the frame needs is near",
            Self::Negated => "it is denied",
            Self::NoOrganisation => "the recipient is no organisation",
            Self::NotAlone => "more than one polity takes part",
            Self::NotReported => "nobody says it of another",
            Self::NoPair => "the noun phrase does not name both sides",
            Self::Noun => "it is a noun here",
            Self::NotFollowed => "the words that must follow it do not",
            Self::Condition => "it stands in a condition",
            Self::Expected => "somebody who acts for nobody expects it",
            Self::Preposition => "it is a preposition here",
            Self::NotPlanned => "only what is yet to come counts",
        }
    }
}

/// Arguments with both sides as parties.
#[derive(Debug)]
pub(crate) struct Filled {
    pub arguments: Arguments,
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
}

impl Arguments {
    /// Whether the rules took both sides from one subject: "A and B opened relations".
    pub fn each_other(&self, frame: &Frame) -> bool {
        let one = |codes: &[String]| codes.len() == 1;
        frame.reciprocal
            && one(&self.actor_codes)
            && one(&self.recipient_codes)
            && !self.implied
            && !self.carried
            && self.actors.units.is_empty()
            && self.recipients.units.is_empty()
    }

    /// Finds the arguments of `frame` at unit `at`, which stands `within` the words of another act or not.
    pub fn find(
        clause: &Clause<'_>,
        carry: &Carry,
        at: usize,
        frame: &Frame,
        within: bool,
    ) -> Result<Self, Miss> {
        match frame.form {
            Form::Verb if frame.reversed => Ok(verb(clause, carry, at, frame)?.reversed()),
            Form::Verb => verb(clause, carry, at, frame),
            Form::Noun => noun(clause, carry, at, frame, within),
            Form::Passive => relative::arguments(clause, at).ok_or(Miss::NoActor),
        }
    }

    /// Both sides exchanged.
    fn reversed(self) -> Self {
        Self {
            actors: self.recipients,
            recipients: self.actors,
            actor_codes: self.recipient_codes,
            recipient_codes: self.actor_codes,
            ..self
        }
    }

    /// Codes of the actors.
    pub fn codes_of_actors(&self, clause: &Clause<'_>) -> Vec<String> {
        if self.actor_codes.is_empty() { clause.codes(&self.actors) } else { self.actor_codes.clone() }
    }

    /// Takes the other party as recipient: named before in the sentence, else last before it.
    pub fn imply(&mut self, clause: &Clause<'_>, carry: &Carry) {
        let own = self.codes_of_actors(clause);
        let first = self.actors.units.first().copied().unwrap_or(0);
        let here = clause.units[..first]
            .iter()
            .rev()
            .filter_map(super::units::Unit::mention)
            .map(|m| &clause.annotated.mentions[m])
            .filter(|m| m.kind.acts())
            .flat_map(|m| &m.polities)
            .find(|c| !own.contains(c));
        let weight = |code: &String| carry.weights.iter().find(|(c, _)| c == code).map_or(0, |(_, n)| *n);
        let before = carry.parties.iter().rev().filter(|c| !own.contains(c));
        let other = here.or_else(|| before.max_by_key(|c| weight(c)));
        if let Some(code) = other {
            self.recipient_codes = vec![code.clone()];
            self.implied = true;
        }
    }

    /// What it cost to find them.
    pub fn cost(&self) -> u32 {
        self.actors.cost
            + self.recipients.cost
            + if self.carried { 6 } else { 0 }
            + if self.implied { 6 } else { 0 }
    }

    /// Both sides as parties; what is on both stays with the actors.
    pub fn sides(&self, clause: &Clause<'_>) -> (Vec<Party>, Vec<Party>) {
        let mut actors = parties(clause, &self.actors);
        actors.extend(self.actor_codes.iter().map(Party::of));
        let mut recipients = parties(clause, &self.recipients);
        recipients.extend(self.recipient_codes.iter().map(Party::of));
        dedupe(&mut actors);
        dedupe(&mut recipients);
        let other = |r: &Party| actors.iter().all(|a| a.code != r.code);
        if recipients.iter().any(other) {
            recipients.retain(other);
        }
        (actors, recipients)
    }
}

/// The most that the subject of a verb of speech may cost to be that of the words said.
const OUTER: u32 = 6;

/// Whether the verb at `at` is passive, and where the word of the passive stands.
pub fn passive(clause: &Clause<'_>, at: usize) -> Option<usize> {
    if !clause.functions.is_participle(clause.word(at)) {
        return None;
    }
    // "a plane shot down by Iran": the participle alone.
    let marked = clause.functions.has_participles();
    if marked && clause.units.get(at + 1).is_some_and(|u| u.is(Functions::AGENT)) && names(clause, at + 2) {
        return Some(at);
    }
    for i in (at.saturating_sub(5)..at).rev() {
        let unit = &clause.units[i];
        if unit.is(Functions::PASSIVE) {
            return Some(i);
        }
        // "were killed or wounded"
        let joined = marked
            && unit.is_verb(clause.frames)
            && clause.functions.is_participle(clause.word(i))
            && clause.units[i + 1].is(Functions::COORDINATION);
        let between = joined
            || unit.mention().is_some() && !marked
            || unit.kind == UnitKind::Time
            || unit.is(Functions::AUXILIARY.with(Functions::QUANTIFIER).with(Functions::COORDINATION));
        if !between {
            return None;
        }
    }
    None
}

fn verb(clause: &Clause<'_>, carry: &Carry, at: usize, frame: &Frame) -> Result<Arguments, Miss> {
    // "đề nghị của Mỹ" is a noun; "dự hội nghị thượng đỉnh của NATO" ends in one and stays a verb.
    let short = clause.words_in(clause.units[at].span).len() <= 2;
    if short && clause.units.get(at + 1).is_some_and(|u| u.is(Functions::GENITIVE)) {
        return Err(Miss::Noun);
    }
    let no_object = |u: &Unit| u.is(Functions::PREPOSITION) && !u.is(Functions::QUANTIFIER);
    if let Some(word) = passive(clause, at) {
        return passive_arguments(clause, carry, at, word, frame);
    }
    if relative::is_relative(clause, at) {
        return Err(Miss::NoRecipient);
    }
    if frame.transitive && clause.units.get(at + 1).is_some_and(no_object) {
        return Err(Miss::NoRecipient);
    }
    let mut arguments = Arguments::default();
    if clause.units[at].quoted {
        from_speaker(clause, at, frame, &mut arguments);
    }
    if arguments.actor_codes.is_empty() {
        let behind = || clause.subject_behind(at).filter(|_| at < 3);
        let place = || located(clause, at, frame);
        let outer = || {
            clause
                .outer_subject(at, frame)
                .filter(|g| g.cost <= OUTER)
                .map(|g| Group { cost: g.cost + 4, ..g })
        };
        let own = || clause.subject(leading_verb(clause, at).unwrap_or(at), frame);
        if let Some(subject) = own().or_else(behind).or_else(outer).or_else(place) {
            arguments.actors = subject;
        } else if !carry.subject.is_empty() && !clause.units[at].quoted && at < 4 && carries(clause, at) {
            arguments.actor_codes.clone_from(&carry.subject);
            arguments.carried = true;
        } else {
            return Err(Miss::NoActor);
        }
    }
    let own = arguments.codes_of_actors(clause);
    let within = frame.domestic != Domestic::Never;
    if let Some(object) = clause.object(at, frame, &frame.object, if within { &[] } else { &own }) {
        arguments.recipients = object;
    } else if own.len() >= 2 && frame.category().is_mutual() {
        arguments.together = true;
    } else if own.len() == 2 && (frame.reciprocal || clause.reciprocal_behind(at)) {
        arguments.recipient_codes = vec![own[1].clone()];
        arguments.actor_codes = vec![own[0].clone()];
        arguments.actors = Group::default();
    } else if frame.implied {
        arguments.imply(clause, carry);
    } else if frame.domestic == Domestic::Assumed && own.len() == 1 {
        arguments.recipient_codes = own;
        arguments.implied = true;
    }
    Ok(arguments)
}

/// In quotation marks the speaker is the subject of a clause that names none.
fn from_speaker(clause: &Clause<'_>, at: usize, frame: &Frame, arguments: &mut Arguments) {
    if clause.subject(at, frame).is_some_and(|s| s.cost < 4) {
        return;
    }
    if let Some(speaker) = clause.speaker_of_quote(at).filter(|m| m.kind != MentionKind::Outsider) {
        arguments.actor_codes.clone_from(&speaker.polities);
        arguments.carried = true;
    }
}

/// "A bị B trừng phạt", "A bị trừng phạt bởi B".
fn passive_arguments(
    clause: &Clause<'_>,
    carry: &Carry,
    at: usize,
    word: usize,
    frame: &Frame,
) -> Result<Arguments, Miss> {
    if frame.with.is_some() {
        // "sanctions were imposed on Iran by the EU"
        let of_noun = || {
            let from = at.saturating_sub(8);
            let argument = |i| clause.object(i, frame, &frame.object, &[]).filter(|g| g.units[0] < at);
            (from..at).rev().filter(|i| clause.mention(*i).is_none()).find_map(argument)
        };
        let recipients = clause.object(at, frame, &frame.object, &[]).or_else(of_noun).unwrap_or_default();
        let own = clause.codes(&recipients);
        let actors = clause.object_after(at, frame, Functions::AGENT, &own).ok_or(Miss::NoActor)?;
        return Ok(Arguments { actors, recipients, ..Arguments::default() });
    }
    let behind = || clause.subject_behind(at).filter(|_| word < 3);
    let patient = clause.subject(word, frame.wide()).or_else(behind);
    let own = patient.as_ref().map(|p| clause.codes(p)).unwrap_or_default();
    let between = (word + 1..at).find(|i| clause.mention(*i).is_some_and(|m| !m.polities.is_empty()));
    let agent = between
        .and_then(|i| clause.group_from(i))
        .or_else(|| clause.object_after(at, frame, Functions::AGENT, &own));
    match (agent, patient) {
        (Some(agent), Some(patient)) => {
            Ok(Arguments { actors: agent, recipients: patient, ..Arguments::default() })
        }
        // "the plan was rejected by Russia": whose plan it is was told before.
        (Some(agent), None) if frame.implied => {
            let mut arguments = Arguments { actors: agent, ..Arguments::default() };
            arguments.imply(clause, carry);
            Ok(arguments)
        }
        (Some(_), None) => Err(Miss::NoRecipient),
        (None, patient) => {
            let miss = if patient.is_some() { Miss::NoActor } else { Miss::NoRecipient };
            by_place(clause, at, frame, patient.as_ref()).ok_or(miss)
        }
    }
}

fn noun(
    clause: &Clause<'_>,
    carry: &Carry,
    at: usize,
    frame: &Frame,
    within: bool,
) -> Result<Arguments, Miss> {
    let mut arguments = Arguments::default();
    let both = if frame.both.is_empty() { None } else { near(clause, at, frame, &frame.both, &[]) };
    let direct = direct_group(clause, at);
    let pair = both.or_else(|| match frame.direct {
        Direct::Pair | Direct::PairOnly => direct.clone(),
        _ => None,
    });
    if let Some(pair) = pair.filter(|g| clause.codes(g).len() >= 2) {
        return Ok(Arguments { actors: pair, together: true, ..arguments });
    }
    if let Some((group, owner)) = clause.group_before(at).filter(|_| frame.before != Direct::None) {
        let pair = clause.codes(&group).len() >= 2;
        let place = !owner && group.units.last().and_then(|u| clause.mention(*u)).is_some_and(is_place);
        match frame.before {
            Direct::Pair | Direct::PairOnly if pair => {
                return Ok(Arguments { actors: group, together: true, ..arguments });
            }
            Direct::PairOnly | Direct::None => {}
            Direct::Pair if place => {}
            Direct::Actor | Direct::Pair if !place => arguments.actors = group,
            Direct::Actor | Direct::Pair | Direct::Recipient => arguments.recipients = group,
        }
    }
    if frame.needs_pair {
        return Err(Miss::NoPair);
    }
    match (frame.direct, direct) {
        (Direct::Actor, Some(group)) => arguments.actors = group,
        (Direct::Recipient | Direct::Pair, Some(group)) => arguments.recipients = group,
        _ => {}
    }
    if arguments.actors.units.is_empty()
        && let Some(actor) =
            near(clause, at, frame, &frame.actor, &[]).filter(|g| is_own(clause, at, frame, g))
    {
        arguments.actors = actor;
    }
    let own = arguments.codes_of_actors(clause);
    if arguments.recipients.units.is_empty() {
        let prepositions: Vec<String> = frame.object.iter().filter(|p| !p.is_empty()).cloned().collect();
        let except = if frame.domestic == Domestic::Never { own.as_slice() } else { &[] };
        arguments.recipients = near(clause, at, frame, &prepositions, except).unwrap_or_default();
    }
    if arguments.actors.units.is_empty() {
        if within {
            return Err(Miss::Absorbed);
        }
        if frame.category() != Category::Consult && !clause.has_light_verb(at) {
            return Err(Miss::NoActor);
        }
        outer_actor(clause, carry, at, frame, &mut arguments);
    }
    let own = arguments.codes_of_actors(clause);
    if own.is_empty() {
        return Err(Miss::NoActor);
    }
    let lacking =
        arguments.recipients.units.is_empty() && arguments.recipient_codes.is_empty() && !arguments.together;
    if lacking && frame.domestic == Domestic::Assumed && own.len() == 1 {
        arguments.recipient_codes.clone_from(&own);
        arguments.implied = true;
    }
    let lacking = arguments.recipients.units.is_empty() && !arguments.together;
    if frame.implied && lacking && frame.require == Require::Both {
        arguments.imply(clause, carry);
    }
    Ok(arguments)
}

/// The mention that follows a noun with only describing words between.
fn direct_group(clause: &Clause<'_>, at: usize) -> Option<Group> {
    for i in at + 1..clause.units.len().min(at + 7) {
        let unit = &clause.units[i];
        match &unit.kind {
            UnitKind::Mention(_) if clause.mention(i).is_some_and(|m| !m.polities.is_empty()) => {
                return clause.group_from(i);
            }
            UnitKind::Mention(_) => return None,
            UnitKind::Word | UnitKind::Time => {}
            UnitKind::Function(f) if f.any(Functions::QUANTIFIER) && !f.any(Functions::PREPOSITION) => {}
            UnitKind::Punct if matches!(clause.word(i), "\"" | "“" | "”") => {}
            _ => return None,
        }
    }
    None
}

/// An argument of a noun by preposition, not across a verb.
fn near(
    clause: &Clause<'_>,
    at: usize,
    frame: &Frame,
    prepositions: &[String],
    except: &[String],
) -> Option<Group> {
    if prepositions.is_empty() {
        return None;
    }
    clause.object(at, frame, prepositions, except).filter(|g| {
        let verb =
            |i: usize| clause.units[i].is_verb(clause.frames) && !clause.units[i].is(Functions::PREPOSITION);
        g.cost <= 6 && !(at + 1..g.units[0]).any(verb)
    })
}

/// The actor of an act named by a noun, outside the noun phrase: the subject of the verb before it, or of the
/// main clause behind it.
fn outer_actor(clause: &Clause<'_>, carry: &Carry, at: usize, frame: &Frame, arguments: &mut Arguments) {
    if clause.functions.determined && !is_object(clause, at, frame) {
        return;
    }
    let own = clause.codes(&arguments.recipients);
    let subject = clause
        .subject(at, frame)
        .or_else(|| clause.subject_behind(at))
        .filter(|g| frame.domestic != Domestic::Never || clause.codes(g).iter().any(|c| !own.contains(c)));
    if let Some(subject) = subject {
        let pair = own.is_empty() && frame.category().is_mutual() && clause.codes(&subject).len() >= 2;
        arguments.together = pair;
        arguments.actors = Group { cost: subject.cost + 2, ..subject };
    } else if clause.units[at].quoted {
        from_speaker(clause, at, frame, arguments);
    } else if !carry.subject.is_empty() && !own.is_empty() && carries(clause, at) {
        arguments.actor_codes.clone_from(&carry.subject);
        arguments.carried = true;
    }
}

fn parties(clause: &Clause<'_>, group: &Group) -> Vec<Party> {
    group.units.iter().filter_map(|u| clause.mention(*u)).flat_map(of_mention).collect()
}

fn of_mention(mention: &Mention) -> impl Iterator<Item = Party> + '_ {
    let alone = mention.polities.len() == 1;
    mention.polities.iter().map(move |code| Party {
        code: code.clone(),
        name: mention.name.clone().filter(|_| alone),
        role: mention.role.clone().filter(|_| alone),
    })
}
