//! What a claim is made from, and what is seen on the way to it.

use crate::arguments::{Arguments, Miss};
use crate::carry::Carry;
use crate::clause::{Clause, Group};
use crate::confidence::{Signals, step};
use crate::frame::{Absorb, Domestic, Frame};
use crate::kinds::Kind;
use crate::scene::kind_name;
use crate::units::{Functions, UnitKind};
use entente_text::{Category, MentionKind, Party, Status};

/// Whether all actors are recipients too.
pub(crate) fn within_one(actors: &[Party], recipients: &[Party]) -> bool {
    !recipients.is_empty() && actors.iter().all(|a| recipients.iter().any(|r| r.code == a.code))
}

/// All that a claim is made from.
pub(crate) struct Act {
    pub kind: &'static Kind,
    pub arguments: Arguments,
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
    pub status: Status,
    pub negated: bool,
}

/// Writes down what speaks for and against the claim.
pub(crate) fn note_signals(
    clause: &Clause<'_>,
    carry: &Carry,
    at: usize,
    frame: &Frame,
    act: &Act,
    signals: &mut Signals,
) {
    let kind_of = |units: &[usize]| units.last().and_then(|u| clause.mention(*u)).map(|m| m.kind);
    let arguments = &act.arguments;
    let sentence = clause.sentence;
    signals.reserve();
    signals.set("frame", &frame.id);
    signals.set("prior", &frame.prior);
    signals.set("category", act.kind.category.name());
    signals.set("actor.cost", step(arguments.actors.cost));
    signals.set("recipient.cost", step(arguments.recipients.cost));
    for (name, group) in [("actor", &arguments.actors), ("recipient", &arguments.recipients)] {
        match kind_of(&group.units) {
            Some(kind) => signals.set(name, kind_name(kind).text()),
            None => signals.set(name, "none"),
        }
    }
    signals.set("status", act.status.name());
    signals.set("passage", sentence.kind.name());
    signals.flag("carried", arguments.carried);
    signals.flag("implied", arguments.implied);
    if arguments.implied {
        signals.set("implied in", act.kind.category.name());
    }
    signals.flag("together", arguments.together);
    signals.flag("negated", act.negated);
    signals.flag("quoted", clause.units[at].quoted);
    signals.flag("no recipient", act.recipients.is_empty());
    signals.flag("many", act.actors.len() + act.recipients.len() > 3);
    signals.flag("dated", clause.annotated.times_in(sentence.span).next().is_some());
    signals.flag("long", clause.units.len() > 40);
    signals.flag("outsider", clause.has_outsider_before(at));
    signals
        .flag("question", clause.units.last().is_some_and(|u| u.span.slice(clause.annotated.text()) == "?"));
    signals.flag("late", at > 25);
    note_words(clause, at, signals);
    note_parties(carry, act, signals);
}

/// The trigger's words and the small words round it.
fn note_words(clause: &Clause<'_>, at: usize, signals: &mut Signals) {
    signals.set("trigger", &clause.word(at).to_lowercase());
    let around = |i: Option<usize>| match i.and_then(|i| clause.units.get(i).map(|u| (i, u))) {
        None => "end".to_owned(),
        Some((i, unit)) => match &unit.kind {
            UnitKind::Mention(_) => "mention".to_owned(),
            UnitKind::Time => "time".to_owned(),
            UnitKind::Trigger(..) => "trigger".to_owned(),
            UnitKind::Word => "word".to_owned(),
            UnitKind::Function(_) | UnitKind::Punct => clause.word(i).to_lowercase(),
        },
    };
    signals.set("before", &around(at.checked_sub(1)));
    signals.set("behind", &around(Some(at + 1)));
    let opens = Functions::SUBORDINATOR.with(Functions::COMPLEMENTIZER).with(Functions::RELATIVE);
    let opener = (0..at)
        .rev()
        .take_while(|i| clause.units[*i].kind != UnitKind::Punct)
        .find(|i| clause.units[*i].is(opens));
    if let Some(opener) = opener {
        signals.set("opener", &clause.word(opener).to_lowercase());
    }
    let acts = clause.units.iter().filter(|u| matches!(u.kind, UnitKind::Trigger(..))).count();
    signals.set("acts", step(acts as u32));
}

/// How prominent the parties are in the article.
fn note_parties(carry: &Carry, act: &Act, signals: &mut Signals) {
    let rank = |side: &[Party]| side.iter().map(|p| carry.rank(&p.code)).min();
    let named = |rank: Option<usize>| rank.map_or("none", |r| step(r.min(99) as u32));
    signals.set("actor.rank", named(rank(&act.actors)));
    signals.set("recipient.rank", named(rank(&act.recipients)));
    let in_title = |side: &[Party]| side.iter().any(|p| carry.title.contains(&p.code));
    signals.flag("actor.title", in_title(&act.actors));
    signals.flag("recipient.title", in_title(&act.recipients));
    let sides = || act.actors.iter().flat_map(|a| act.recipients.iter().map(move |r| (a, r)));
    let met = sides().map(|(a, r)| carry.met(&a.code, &r.code)).max();
    signals.set("met", met.map_or("none", |n| step(n as u32)));
    signals.set("sentence", step(carry.sentences));
}

/// Turns "B does wrong", said by A, into A against B. What A and B ought to do ("hai bên cần …") A asks of B.
pub(crate) fn blame(
    clause: &Clause<'_>,
    at: usize,
    frame: &Frame,
    arguments: Arguments,
) -> Result<Arguments, Miss> {
    let outer = clause.outer_subject(at, frame).unwrap_or_default();
    let speaker = clause.speaker_of_quote(at).filter(|m| m.kind != MentionKind::Outsider);
    let speaker = speaker.filter(|_| outer.units.is_empty()).map_or_else(Vec::new, |m| m.polities.clone());
    let codes = if speaker.is_empty() { clause.codes(&outer) } else { speaker.clone() };
    let blamed = arguments.codes_of_actors(clause);
    let shared = frame.domestic == Domestic::Never && codes.iter().any(|c| blamed.contains(c));
    let others: Vec<String> = blamed.into_iter().filter(|c| !codes.contains(c)).collect();
    if codes.is_empty() || shared && (others.is_empty() || frame.category() != Category::Request) {
        return Err(Miss::NotReported);
    }
    if shared {
        return Ok(Arguments {
            actors: outer,
            actor_codes: speaker,
            recipients: Group::default(),
            recipient_codes: others,
            implied: false,
            ..arguments
        });
    }
    Ok(Arguments {
        actors: outer,
        actor_codes: speaker,
        recipients: arguments.actors,
        recipient_codes: arguments.actor_codes,
        implied: false,
        ..arguments
    })
}

/// Up to which unit a trigger swallows the acts behind it.
pub(crate) fn absorb(clause: &Clause<'_>, at: usize, frame: &Frame) -> usize {
    let ends =
        |i: &usize| clause.units[*i].kind == UnitKind::Punct && matches!(clause.word(*i), "," | ";" | ".");
    match frame.absorb {
        Absorb::None => 0,
        Absorb::Sentence => clause.units.len(),
        Absorb::Clause => (at..clause.units.len()).find(ends).unwrap_or(clause.units.len()),
    }
}

/// A statement that is joined to the one before ("…, đồng thời yêu cầu …") is not part of its words.
pub(crate) fn released(clause: &Clause<'_>, at: usize, frame: &Frame) -> bool {
    if clause.units[at].quoted {
        return false;
    }
    // "condemned the attack and imposed sanctions": a finite verb joined to a finite verb.
    let functions = clause.functions;
    let joined = at.checked_sub(1).is_some_and(|i| clause.units[i].is(Functions::COORDINATION));
    if functions.has_participles() && joined && functions.is_participle(clause.word(at)) {
        return true;
    }
    if !frame.statement {
        return false;
    }
    let auxiliary = |i: &usize| {
        let unit = &clause.units[*i];
        !unit.is(Functions::AUXILIARY) || unit.is(Functions::COORDINATION.with(Functions::OPENER))
    };
    let Some(before) = (0..at).rev().find(auxiliary) else { return false };
    let opens = |i: usize| clause.units[i].is(Functions::COORDINATION.with(Functions::OPENER));
    // "…, nhưng Nga bác bỏ": another one answers.
    let answers = || {
        let bare = (0..before).rev().find(|i| clause.units[*i].kind != UnitKind::Time);
        clause.mention(before).is_some_and(|m| m.kind.acts())
            && bare.is_some_and(|i| clause.units[i].is(Functions::OPENER.with(Functions::RELATIVE)))
    };
    opens(before)
        || clause.units[before].kind == UnitKind::Punct && matches!(clause.word(before), "," | ";")
        || answers()
}
