//! From what is seen of two parties to a claim.

use super::candidates::{Actor, Cast, Side};
use super::features::Scenery;
use super::pieces::Part;
use super::seat::Seat;
use super::tell::{Opinion, Tell, scale};
use super::{ANSWERS, NONE, Parties, Proposer, Sums, answer_of, shares};
use crate::act::{Act, note_signals, within_one};
use crate::arguments::{Arguments, Miss};
use crate::carry::Carry;
use crate::clause::Clause;
use crate::coder::{Coder, Trial};
use crate::confidence::{Signals, tenth};
use crate::frame::Frame;
use crate::kinds::Kind;
use crate::status::{Modality, status_of};
use crate::units::{Functions, UnitKind};
use entente_text::{Category, Claim};
use std::cell::OnceCell;
use std::sync::Arc;

/// What is less likely is not proposed.
const LEAST: f32 = 0.2;
/// The most acts that are proposed in one sentence.
const MOST: usize = 2;

/// A claim of the proposer that is less sure is none.
const SURE: f32 = 0.35;

/// Leaves out what was proposed and then found unlikely.
pub(crate) fn drop_unlikely(trials: &mut [(usize, Vec<Trial>)]) {
    let unlikely = |t: &Trial| t.proposed && t.outcome.as_ref().map_or(true, |c| c.confidence < SURE);
    for (_, sentence) in trials {
        sentence.retain(|t| !unlikely(t));
    }
}

/// Two parties with how likely each answer is.
struct Seen<'s, 'a> {
    act: &'s Actor,
    actor: &'s Seat<'a>,
    recipient: &'s Seat<'a>,
    /// The place of the recipient in the cast.
    to: usize,
    /// How much each answer is spoken for, in log odds.
    sums: Sums,
    /// How likely each is, once somebody asks: of most pairs nobody does.
    shares: OnceCell<Sums>,
}

impl Coder {
    /// Adds to the trials of a sentence what the proposer finds besides, and notes at each claim what it thinks of it.
    pub(crate) fn propose(&self, clause: &Clause<'_>, carry: &Carry, trials: &mut Vec<Trial>) {
        if self.proposer.is_empty() || carry.weights.len() < 2 {
            return;
        }
        let cast = Cast::of(clause, carry);
        let (seconds, made) = if cast.actors.is_empty() {
            Default::default()
        } else {
            let scenery = Scenery::new(&self.proposer, clause, carry, &cast, trials);
            let seen = scenery.seen(&self.proposer);
            let seconds = opinions(trials, &seen);
            (seconds, self.proposals(&scenery, &seen))
        };
        let mut seconds = seconds.into_iter();
        for trial in trials.iter_mut().filter(|t| t.outcome.is_ok()) {
            second(trial, seconds.next().unwrap_or_default());
        }
        trials.extend(made);
    }

    /// Whether a frame already took both sides of the trigger from one subject, "A and B opened relations": nobody else is meant.
    fn is_between_two(&self, scenery: &Scenery<'_>, category: Category, at: usize) -> bool {
        let trigger = scenery.clause.units[at].span;
        let of_two = |t: &Trial| {
            let one = |c: &Claim| c.category == category && c.actors.len() == 1 && c.recipients.len() == 1;
            t.trigger == trigger
                && t.outcome.as_ref().is_ok_and(one)
                && self.frames.iter().any(|f| f.rule == t.rule && f.reciprocal)
        };
        scenery.trials.iter().any(of_two)
    }

    /// What is seen of each two parties of a sentence: for training.
    pub(crate) fn pairs(&self, clause: &Clause<'_>, carry: &Carry, trials: &[Trial]) -> Vec<Parties> {
        if carry.weights.len() < 2 {
            return Vec::new();
        }
        let cast = Cast::of(clause, carry);
        Scenery::new(&self.proposer, clause, carry, &cast, trials).candidates(&self.proposer)
    }

    /// The trials of the likeliest acts that no frame made.
    fn proposals(&self, scenery: &Scenery<'_>, seen: &[Seen<'_, '_>]) -> Vec<Trial> {
        let made = self.best(scenery, seen).into_iter().filter_map(|(seen, frame)| {
            let trigger = scenery.trigger(&self.proposer, seen, answer_of(frame.category()))?;
            let between = self.is_between_two(scenery, frame.category(), trigger);
            (!between).then(|| self.proposed(scenery, seen, frame, trigger))
        });
        made.collect()
    }

    /// The likeliest acts that no frame made, with the frames that say what kind of act each is.
    fn best<'s, 'a, 'b>(
        &self,
        scenery: &Scenery<'_>,
        seen: &'s [Seen<'a, 'b>],
    ) -> Vec<(&'s Seen<'a, 'b>, &Frame)> {
        let mut all: Vec<(f32, usize, usize)> = Vec::new();
        for (i, pair) in seen.iter().enumerate().filter(|(_, pair)| pair.may_tell()) {
            let likely = (0..NONE).filter(|answer| pair.shares()[*answer] >= LEAST);
            all.extend(likely.map(|answer| (pair.shares()[answer], i, answer)));
        }
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut taken: Vec<(&Seen<'_, '_>, &Frame)> = Vec::new();
        for (_, i, answer) in all {
            let pair = &seen[i];
            let category = Category::ALL[answer];
            let Some(frame) = self.frames.proposed(category) else { continue };
            let mut claims = claims(scenery.trials).enumerate();
            let mut told = || claims.any(|(i, claim)| claim.category == category && pair.is_in(claim, i));
            let alike = |(other, f): &(&Seen<'_, '_>, &Frame)| {
                f.category() == category && pair.is_like(other, category) || pair.is_just(other)
            };
            if taken.len() < MOST && pair.can_be(category) && !told() && !taken.iter().any(alike) {
                taken.push((pair, frame));
            }
        }
        taken
    }

    /// The trial of a proposal.
    fn proposed(&self, scenery: &Scenery<'_>, seen: &Seen<'_, '_>, frame: &Frame, at: usize) -> Trial {
        let mut signals = Signals::default();
        let outcome = self.claim_of(scenery, seen, frame, at, &mut signals);
        let share = seen.shares()[answer_of(frame.category())];
        signals.set("proposed", step(share));
        signals.set("proposed from", seen.actor.side.source.name());
        signals.set("proposed to", seen.recipient.side.source.name());
        let trigger = scenery.clause.units[at].span;
        Trial { trigger, rule: Arc::clone(&frame.rule), outcome, signals, choices: None, proposed: true }
    }

    fn claim_of(
        &self,
        scenery: &Scenery<'_>,
        seen: &Seen<'_, '_>,
        frame: &Frame,
        at: usize,
        signals: &mut Signals,
    ) -> Result<Claim, Miss> {
        let (clause, carry) = (scenery.clause, scenery.carry);
        if frame.lacks.as_ref().is_some_and(|t| self.topics.near_behind(clause, at, t)) {
            return Err(Miss::NoTopic);
        }
        let arguments = seen.arguments(frame.category());
        let (actors, recipients) = arguments.sides(clause);
        if within_one(&actors, &recipients) {
            return Err(Miss::SameSides);
        }
        let modality = self.modality(clause, at, frame, &arguments);
        let kind = self.kind_proposed(clause, at, frame, modality).ok_or(Miss::NotReported)?;
        let status = status_of(kind, frame, modality, clause.has_condition()).ok_or(Miss::Negated)?;
        let act = Act { kind, arguments, actors, recipients, status, negated: modality.negated };
        note_signals(clause, carry, at, frame, &act, signals);
        Ok(self.claim(clause, carry, at, frame, &act))
    }

    /// The kind of act: what a frame of the same category makes of the trigger, else what the category's own frame says.
    fn kind_proposed(
        &self,
        clause: &Clause<'_>,
        at: usize,
        frame: &Frame,
        modality: Modality,
    ) -> Option<&'static Kind> {
        let UnitKind::Trigger(frames, _) = &clause.units[at].kind else { return self.kind(frame, modality) };
        let own = frames.iter().map(|f| self.frames.get(*f)).find(|f| f.category() == frame.category());
        own.map_or_else(|| self.kind(frame, modality), |own| self.kinds.get(&own.kind))
    }
}

impl<'a> Scenery<'a> {
    /// All pairs of parties with how likely each answer is.
    fn seen(&self, proposer: &Proposer) -> Vec<Seen<'_, 'a>> {
        let mut all = Vec::new();
        let mut tell = Tell::new(proposer, false);
        let mut of_recipients: Vec<Option<Opinion>> = vec![None; self.seats.len()];
        let of_sentence = tell.apart(|tell| self.sentence(tell));
        for act in &self.cast.actors {
            let actor = &self.seats[act.at];
            let of_actor = tell.apart(|tell| self.actor(actor, tell)).and(of_sentence);
            let of_silence = tell.apart(|tell| self.silence(act, tell));
            for to in self.cast.recipients(act) {
                let recipient = &self.seats[to];
                let of_recipient = *of_recipients[to]
                    .get_or_insert_with(|| tell.apart(|tell| self.recipient(recipient, tell)));
                let of_both = tell.apart(|tell| self.pair(act, recipient, tell));
                let of_both = if recipient.side.is_named() { of_both } else { of_both.and(of_silence) };
                let sums = of_actor.and(of_recipient).and(of_both).scaled(proposer.bias());
                all.push(Seen { act, actor, recipient, to, sums, shares: OnceCell::new() });
            }
        }
        all
    }

    /// Names all that is seen of two parties.
    fn tell(&self, act: &Actor, to: usize, tell: &mut Tell<'_>) {
        self.sentence(tell);
        self.actor(&self.seats[act.at], tell);
        self.recipient(&self.seats[to], tell);
        self.pair(act, &self.seats[to], tell);
        if !self.seats[to].side.is_named() {
            self.silence(act, tell);
        }
    }

    /// All pairs of parties with the names of what is seen of them.
    fn candidates(&self, proposer: &Proposer) -> Vec<Parties> {
        let mut all = Vec::new();
        for act in &self.cast.actors {
            for to in self.cast.recipients(act) {
                let mut tell = Tell::new(proposer, true);
                self.tell(act, to, &mut tell);
                let sides = [act.at, to].map(|at| self.seats[at].side);
                all.push(Parties {
                    actors: sides[0].codes.to_vec(),
                    recipients: sides[1].codes.to_vec(),
                    named: sides.iter().filter_map(|s| s.span(self.clause)).collect(),
                    scale: scale(tell.count()),
                    features: tell.into_names(),
                });
            }
        }
        all
    }

    /// The unit that speaks most for an answer: its trigger.
    fn trigger(&self, proposer: &Proposer, seen: &Seen<'_, '_>, answer: usize) -> Option<usize> {
        let mut tell = Tell::blaming(proposer, answer, self.parts.len());
        self.tell(seen.act, seen.to, &mut tell);
        let says = tell.into_blame();
        let fits = |at: &usize| {
            let unit = &self.clause.units[*at];
            !matches!(unit.kind, UnitKind::Mention(_) | UnitKind::Time | UnitKind::Punct)
        };
        let weight = |at: &usize| says[*at] + verb_bonus(&self.parts[*at]);
        (0..self.parts.len()).filter(fits).max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.cmp(a)))
    }
}

/// A verb tells better what is done than another word.
fn verb_bonus(part: &Part<'_>) -> f32 {
    let verb = part.is_verb || part.functions.any(Functions::SPEECH);
    if verb { 0.05 } else { 0.0 }
}

impl Seen<'_, '_> {
    /// How likely each answer is.
    fn shares(&self) -> &Sums {
        self.shares.get_or_init(|| shares(&self.sums))
    }

    /// Whether an act can be likely enough to be proposed: its odds against the likeliest answer alone must do.
    fn may_tell(&self) -> bool {
        let top = |sums: &[f32]| sums.iter().copied().fold(f32::MIN, f32::max);
        top(&self.sums[..NONE]) > top(&self.sums) + LEAST.ln() - 0.01
    }

    fn arguments(&self, category: Category) -> Arguments {
        let (actor, recipient) = (self.actor.side, self.recipient.side);
        let codes = |side: &Side<'_>| if side.is_named() { Vec::new() } else { side.codes.to_vec() };
        Arguments {
            actors: actor.group.clone(),
            recipients: recipient.group.clone(),
            actor_codes: codes(actor),
            recipient_codes: codes(recipient),
            together: category.is_mutual() && recipient.codes.is_empty(),
            carried: !actor.is_named(),
            implied: !recipient.is_named() && !recipient.codes.is_empty(),
        }
    }

    /// Whether the two can do an act of this category: what is done together takes two, and no third
    /// who is only meant.
    fn can_be(&self, category: Category) -> bool {
        let (actor, recipient) = (self.actor.side, self.recipient.side);
        let together = actor.codes.len() >= 2;
        let nobody = recipient.codes.is_empty();
        !category.is_mutual() || if nobody { together } else { recipient.is_named() || !together }
    }

    /// Whether a claim, this one among the sentence's, is about the two; in either direction for what is done together.
    fn is_in(&self, claim: &Claim, number: usize) -> bool {
        let (acts, suffers) = self.actor.roles(claim, number);
        let (reacts, receives) = self.recipient.roles(claim, number);
        let codes = &self.actor.side.codes;
        if claim.category.is_mutual() {
            let is_party =
                |code: &String| claim.actors.iter().chain(&claim.recipients).any(|p| p.code == *code);
            let together = codes.len() >= 2 && codes.iter().all(is_party);
            return together || (acts || suffers) && (receives || reacts);
        }
        acts && (receives || self.recipient.side.codes.is_empty() || claim.recipients.is_empty())
    }

    /// Whether two proposals of one category are about the same parties.
    fn is_like(&self, other: &Self, category: Category) -> bool {
        let (a, r) = (self.actor.side, self.recipient.side);
        let (actors, recipients) = (&other.actor.side.codes, &other.recipient.side.codes);
        let open = r.codes.is_empty() || recipients.is_empty();
        a.shares(actors) && (open || r.shares(recipients))
            || category.is_mutual() && a.shares(recipients) && r.shares(actors)
    }

    /// Whether they are about just the same parties.
    fn is_just(&self, other: &Self) -> bool {
        let codes = |seen: &Self| [&seen.actor.side.codes, &seen.recipient.side.codes];
        codes(self) == codes(other)
    }
}

/// The claims that frames made.
pub(super) fn claims(trials: &[Trial]) -> impl Iterator<Item = &Claim> {
    trials.iter().filter_map(|t| t.outcome.as_ref().ok())
}

/// How likely the proposer thinks each claim, and another act between the same parties.
fn opinions(trials: &[Trial], seen: &[Seen<'_, '_>]) -> Vec<(f32, f32)> {
    let opinion = |(i, claim): (usize, &Claim)| {
        let answer = answer_of(claim.category);
        let of = |(own, other): (f32, f32), pair: &Seen<'_, '_>| {
            let shares = pair.shares();
            (own.max(shares[answer]), other.max(1.0 - shares[answer] - shares[NONE]))
        };
        seen.iter().filter(|s| s.is_in(claim, i)).fold((0.0, 0.0), of)
    };
    claims(trials).enumerate().map(opinion).collect()
}

/// Notes it at the claim.
fn second(trial: &mut Trial, (own, other): (f32, f32)) {
    let Ok(claim) = &trial.outcome else { return };
    trial.signals.set("seconded", step(own));
    trial.signals.set("doubted", tenth(other));
    trial.signals.write("seconded", format_args!("{} {}", claim.category.name(), tenth(own)));
}

/// A share as one of some steps.
fn step(share: f32) -> &'static str {
    const NAMES: [&str; 10] = [
        "0-0.1", "0.1-0.2", "0.2-0.3", "0.3-0.4", "0.4-0.5", "0.5-0.6", "0.6-0.7", "0.7-0.8", "0.8-0.9",
        "0.9+",
    ];
    NAMES[((share * 10.0) as usize).min(NAMES.len() - 1)]
}

const _: () = assert!(ANSWERS == Category::ALL.len() + 1);
