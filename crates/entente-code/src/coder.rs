//! Triggers to claims.

use crate::arguments::{Arguments, Carry, Miss, passive};
use crate::attribution::{attribution, clause_span};
use crate::carry::{note_parties, weights};
use crate::clause::Clause;
use crate::confidence::{Model, Signals, step};
use crate::costs::Costs;
use crate::frame::{Absorb, Domestic, Form, Frame, Frames, Require};
use crate::kinds::{Kind, Kinds};
use crate::reading::{reading, same_act, same_parties};
use crate::status::{Modality, StatusWords, status_of};
use crate::topics::Topics;
use crate::units::{Cutter, FunctionWords, Functions, UnitKind};
use crate::when::{Calendar, When, article_day, date_of};
use entente_lang::{Pack, PackError, Vocabulary};
use entente_text::{Annotated, Claim, MentionKind, Party, Scope, Span, Status};
use entente_world::World;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Codes documents of one language.
#[derive(Debug)]
pub struct Coder {
    pub(crate) lang: &'static str,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) frames: Frames,
    pub(crate) functions: FunctionWords,
    status: StatusWords,
    topics: Topics,
    fields: Topics,
    kinds: &'static Kinds,
    pub(crate) model: Model,
    when: Option<When>,
    costs: Costs,
    organisations: BTreeSet<String>,
}

/// One frame tried at one trigger.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The trigger.
    pub trigger: Span,
    /// Rule id of the frame.
    pub rule: Arc<str>,
    /// The claim, or why there is none.
    pub outcome: Result<Claim, Miss>,
    /// What was seen while the claim was made.
    pub signals: Signals,
}

impl Coder {
    /// Compiles the pack's frames.
    pub fn new(pack: &Pack, world: &World) -> Result<Self, PackError> {
        let kinds = Kinds::embedded().map_err(|e| pack.error("events", None, e.to_string()))?;
        let mut vocabulary = Vocabulary::new(pack)?;
        let frames = Frames::new(pack, &mut vocabulary, kinds)?;
        let functions = FunctionWords::new(pack, &mut vocabulary)?;
        let status = StatusWords::new(pack, &mut vocabulary)?;
        let topics = Topics::new(pack, &mut vocabulary, "events/topics.toml")?;
        let fields = Topics::new(pack, &mut vocabulary, "events/fields.toml")?;
        let model = Model::new(pack)?;
        let when = When::new(pack)?;
        let costs = Costs::new(pack)?;
        let organisations =
            world.polities().iter().filter(|p| !p.kind.is_state()).map(|p| p.code.clone()).collect();
        Ok(Self {
            lang: pack.lang(),
            vocabulary,
            frames,
            functions,
            status,
            topics,
            fields,
            kinds,
            model,
            when,
            costs,
            organisations,
        })
    }

    /// The same coder with other costs, for finding better ones.
    #[must_use]
    pub fn with_costs(mut self, costs: Costs) -> Self {
        self.costs = costs;
        self
    }

    /// The frames in use.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// What the document asserts, in the order of the text.
    pub fn code(&self, annotated: &Annotated) -> Vec<Claim> {
        let mut claims = Vec::new();
        self.run(annotated, &mut |_, trials| {
            claims.extend(trials.into_iter().filter_map(|t| t.outcome.ok()));
        });
        claims
    }

    /// Every frame tried at every trigger, sentence by sentence (by its index), with what came of it.
    pub fn explain(&self, annotated: &Annotated) -> Vec<(usize, Vec<Trial>)> {
        let mut all = Vec::new();
        self.run(annotated, &mut |sentence, trials| all.push((sentence, trials)));
        all
    }

    fn run(&self, annotated: &Annotated, take: &mut dyn FnMut(usize, Vec<Trial>)) {
        let cutter =
            Cutter { vocabulary: &self.vocabulary, frames: &self.frames, functions: &self.functions };
        let mut carry = Carry::default();
        let mut calendar: Option<Calendar<'_>> = None;
        for (index, sentence) in annotated.sentences.iter().enumerate() {
            if carry.article != sentence.article {
                let weights = weights(annotated, sentence.article);
                let day = article_day(annotated, sentence.article);
                calendar = self.when.as_ref().map(|_| Calendar::of(annotated, sentence.article));
                carry = Carry { article: sentence.article, weights, day, ..Carry::default() };
            }
            let words = cutter.words(annotated, sentence);
            let units = cutter.units(annotated, sentence, &words);
            let (frames, functions, costs) = (&self.frames, &self.functions, self.costs);
            let calendar = calendar.as_ref();
            let clause =
                Clause { annotated, sentence, index, calendar, units, words, frames, functions, costs };
            take(index, self.sentence(&clause, &carry));
            note_parties(&clause, &mut carry);
        }
    }

    fn sentence(&self, clause: &Clause<'_>, carry: &Carry) -> Vec<Trial> {
        let mut trials = Vec::new();
        let (mut absorbed_until, mut under_until, mut taken_until) = (0, 0, 0);
        for at in 0..clause.units.len() {
            let UnitKind::Trigger(frames, _) = &clause.units[at].kind else { continue };
            let reading = reading(clause, at);
            for frame in frames.iter().map(|f| self.frames.get(*f)) {
                let form = if frame.form == Form::Noun { Form::Noun } else { Form::Verb };
                if clause.units[at].span.start < taken_until || reading.is_some_and(|r| r != form) {
                    continue;
                }
                let absorbed =
                    at < absorbed_until && frame.form != Form::Noun && !released(clause, at, frame);
                let mut signals = Signals::default();
                signals.flag("within", at < absorbed_until);
                // Told by a statement of which it is not clear who makes it.
                signals.flag("under", at < under_until && at >= absorbed_until);
                let outcome = if absorbed {
                    Err(Miss::Absorbed)
                } else {
                    self.try_frame(clause, carry, at, frame, &mut signals)
                };
                let told = |claim: &Claim| {
                    frame.form == Form::Noun
                        && at < absorbed_until
                        && trials
                            .iter()
                            .any(|t: &Trial| t.outcome.as_ref().is_ok_and(|c| same_parties(c, claim)))
                };
                let again = |claim: &Claim| {
                    trials.iter().any(|t: &Trial| t.outcome.as_ref().is_ok_and(|c| same_act(c, claim)))
                };
                let outcome = match outcome {
                    Ok(claim)
                        if clause.functions.determined && claim.scope == Scope::Domestic && again(&claim) =>
                    {
                        Err(Miss::SameSides)
                    }
                    Ok(claim) if clause.functions.determined && told(&claim) => Err(Miss::Absorbed),
                    other => other,
                };
                let made = outcome.is_ok();
                let lacking = outcome.as_ref().is_err_and(|m| m.is_lack_of_arguments());
                if lacking && frame.statement && frame.form == Form::Verb {
                    under_until = under_until.max(absorb(clause, at, frame));
                }
                let rule = Arc::clone(&frame.rule);
                trials.push(Trial { trigger: clause.units[at].span, rule, outcome, signals });
                if made {
                    absorbed_until = absorbed_until.max(absorb(clause, at, frame));
                    taken_until = self.object_noun(clause, at, frame).unwrap_or(taken_until);
                    break;
                }
            }
        }
        trials
    }

    fn try_frame(
        &self,
        clause: &Clause<'_>,
        carry: &Carry,
        at: usize,
        frame: &Frame,
        signals: &mut Signals,
    ) -> Result<Claim, Miss> {
        if frame.needs.as_ref().is_some_and(|t| !self.topics.near(clause, at, t)) {
            return Err(Miss::NoTopic);
        }
        if !frame.then.is_empty() && !clause.followed_by(at, &frame.then) {
            return Err(Miss::NotFollowed);
        }
        if frame.with.is_some() && self.object_noun(clause, at, frame).is_none() {
            return Err(Miss::NoTopic);
        }
        if frame.lacks.as_ref().is_some_and(|t| self.topics.close_behind(clause, at, t)) {
            return Err(Miss::NoTopic);
        }
        if clause.in_condition(at) {
            return Err(Miss::Condition);
        } else if frame.directional && clause.behind_verb(at) {
            return Err(Miss::Preposition);
        }
        let within = signals.names().any(|n| n == "within");
        let mut arguments = Arguments::find(clause, carry, at, frame, within)?;
        let modality = self.modality(clause, at, frame, &arguments);
        let kind = self.kind(clause, at, frame, &mut arguments, modality)?;
        let (actors, recipients) = arguments.sides(clause);
        self.check(frame, &arguments, &actors, &recipients)?;
        let status = status_of(kind, frame, modality, clause.has_condition()).ok_or(Miss::Negated)?;
        if status != Status::Happened && clause.said_by_outsider(at) {
            return Err(Miss::Expected);
        }
        let act = Act { kind, arguments, actors, recipients, status, negated: modality.negated };
        note_signals(clause, at, frame, &act, signals);
        Ok(self.claim(clause, carry, at, frame, &act, signals))
    }

    /// Where the noun ends that the frame asks for as its verb's object: behind it, or before a passive.
    fn object_noun(&self, clause: &Clause<'_>, at: usize, frame: &Frame) -> Option<u32> {
        let topic = frame.with.as_ref()?;
        let bars = |i: usize| {
            let unit = &clause.units[i];
            let noun = matches!(&unit.kind, UnitKind::Trigger(of, _) if of.iter().any(|f| self.frames.get(*f).form == Form::Noun));
            unit.kind == UnitKind::Punct && matches!(clause.word(i), ";" | ":" | "." | "(")
                || unit.is(Functions::COMPLEMENTIZER.with(Functions::SUBORDINATOR))
                    && !unit.is(Functions::PREPOSITION)
                || !noun && unit.is_verb(&self.frames) && !unit.is(Functions::PREPOSITION)
        };
        for i in at + 1..clause.units.len().min(at + 10) {
            let barred = bars(i);
            let first = clause.words_in(clause.units[i].span).first().map(|(span, _)| *span);
            let span = first.filter(|_| barred).unwrap_or(clause.units[i].span);
            if let Some(end) = self.topics.word_in(clause, span, topic) {
                return Some(end);
            }
            if barred {
                break;
            }
        }
        passive(clause, at)?;
        let trigger = clause.units[at].span;
        let before = Span { start: clause.units[at.saturating_sub(8)].span.start, end: trigger.start };
        self.topics.word_in(clause, before, topic).map(|_| trigger.end)
    }

    /// The kind that this use of the frame makes.
    fn kind(
        &self,
        clause: &Clause<'_>,
        at: usize,
        frame: &Frame,
        arguments: &mut Arguments,
        modality: Modality,
    ) -> Result<&'static Kind, Miss> {
        let id = if let Some(reported) = &frame.reported {
            blame(clause, at, frame, arguments)?;
            reported
        } else {
            frame.negated.as_ref().filter(|_| modality.negated).unwrap_or(&frame.kind)
        };
        self.kinds.get(id).ok_or(Miss::NotReported)
    }

    fn modality(&self, clause: &Clause<'_>, at: usize, frame: &Frame, arguments: &Arguments) -> Modality {
        let trigger = clause.units[at].span;
        let noun = frame.form == Form::Noun;
        let bars = |i: usize| {
            let unit = &clause.units[i];
            unit.kind == UnitKind::Punct
                || unit.mention().is_some()
                || noun && unit.is(Functions::SUBORDINATOR)
        };
        let bar = (0..at).rev().find(|i| bars(*i));
        let from = bar.map_or(clause.sentence.span.start, |i| clause.units[i].span.end);
        let before = Span { start: from, end: trigger.start };
        let units = arguments.recipients.units.iter().chain(&arguments.actors.units);
        let last = units.copied().max().unwrap_or(at).max(at);
        let own = self.status.modality(clause, before, noun.then(|| clause.rest(at, last + 7)));
        if own.status.is_some() || own.negated {
            return own;
        }
        // "sẽ tới Anh để hội đàm với …": what is planned of the first verb is planned of those behind it.
        let series = clause.series_before(at, arguments.actors.units.last().copied());
        let first = series.map(|span| self.status.modality(clause, span, None)).unwrap_or_default();
        let planned = first.status == Some(Status::Scheduled) && !first.negated;
        let later = !planned && self.status.comes_later(clause, clause.rest(at, at + LATER));
        if planned || later { Modality { status: Some(Status::Scheduled), negated: false } } else { own }
    }

    fn check(
        &self,
        frame: &Frame,
        arguments: &Arguments,
        actors: &[Party],
        recipients: &[Party],
    ) -> Result<(), Miss> {
        if actors.is_empty() {
            return Err(Miss::NoActor);
        }
        let together = arguments.together && actors.len() >= 2;
        if frame.require == Require::Both && recipients.is_empty() && !together {
            return Err(Miss::NoRecipient);
        }
        if frame.single && actors.len() > 1 {
            return Err(Miss::NotAlone);
        }
        if frame.org_only && !recipients.iter().any(|p| self.organisations.contains(&p.code)) {
            return Err(Miss::NoOrganisation);
        }
        if within_one(actors, recipients) && frame.domestic == Domestic::Never {
            Err(Miss::SameSides)
        } else {
            Ok(())
        }
    }

    fn claim(
        &self,
        clause: &Clause<'_>,
        carry: &Carry,
        at: usize,
        frame: &Frame,
        act: &Act,
        signals: &Signals,
    ) -> Claim {
        let document = &clause.annotated.clean.document;
        let trigger = clause.units[at].span;
        let mut parts = vec![trigger];
        parts.extend(clause.span(&act.arguments.actors));
        parts.extend(clause.span(&act.arguments.recipients));
        let quote = clause_span(clause, &parts);
        let dated = match (&self.when, clause.calendar) {
            (Some(when), Some(calendar)) => when.date(
                calendar,
                clause.index,
                (trigger, quote),
                (act.kind.category, act.status),
                (&act.actors, &act.recipients),
            ),
            _ => date_of(clause, at, act.kind.statement, carry.day.as_ref()),
        };
        let category = act.kind.category;
        let prior = frame.confidence * 0.97_f32.powi(act.arguments.cost() as i32);
        let confidence = self.model.confidence(signals, prior);
        let fields = self.fields.in_span(clause, quote).into_iter().map(str::to_owned).collect();
        Claim {
            doc: document.id.clone(),
            article: clause.sentence.article,
            category,
            kind: act.kind.id.clone(),
            symmetric: category.is_mutual() && !act.kind.one_sided,
            actors: act.actors.clone(),
            recipients: act.recipients.clone(),
            date: dated.date,
            date_basis: dated.basis,
            status: act.status,
            scope: if within_one(&act.actors, &act.recipients) {
                Scope::Domestic
            } else {
                Scope::International
            },
            fields,
            quote: document.quote(quote).to_owned(),
            at: document.locate(quote),
            sentence: document.locate(clause.sentence.span),
            trigger: document.locate(trigger),
            attribution: attribution(clause, at, &act.arguments.actors),
            confidence,
            rule: frame.rule.to_string(),
        }
    }
}

/// How far behind a verb a time to come is looked for, in units.
const LATER: usize = 14;

/// Whether all actors are recipients too.
fn within_one(actors: &[Party], recipients: &[Party]) -> bool {
    !recipients.is_empty() && actors.iter().all(|a| recipients.iter().any(|r| r.code == a.code))
}

/// All that a claim is made from.
struct Act {
    kind: &'static Kind,
    arguments: Arguments,
    actors: Vec<Party>,
    recipients: Vec<Party>,
    status: Status,
    negated: bool,
}

/// Writes down what speaks for and against the claim.
fn note_signals(clause: &Clause<'_>, at: usize, frame: &Frame, act: &Act, signals: &mut Signals) {
    let kind_of = |units: &[usize]| units.last().and_then(|u| clause.mention(*u)).map(|m| m.kind);
    let arguments = &act.arguments;
    let sentence = clause.sentence;
    signals.set("frame", &frame.id);
    signals.set("prior", format_args!("{:.1}", frame.confidence));
    signals.set("category", act.kind.category);
    signals.set("actor.cost", step(arguments.actors.cost));
    signals.set("recipient.cost", step(arguments.recipients.cost));
    for (name, group) in [("actor", &arguments.actors), ("recipient", &arguments.recipients)] {
        match kind_of(&group.units) {
            Some(kind) => signals.set(name, format_args!("{kind:?}")),
            None => signals.set(name, "none"),
        }
    }
    signals.set("status", act.status.name());
    signals.set("passage", sentence.kind.name());
    signals.flag("carried", arguments.carried);
    signals.flag("implied", arguments.implied);
    if arguments.implied {
        signals.set("implied in", act.kind.category);
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
}

/// Turns "B does wrong", said by A, into A against B.
fn blame(clause: &Clause<'_>, at: usize, frame: &Frame, arguments: &mut Arguments) -> Result<(), Miss> {
    let outer = clause.outer_subject(at, frame).unwrap_or_default();
    let speaker = clause.speaker_of_quote(at).filter(|m| m.kind != MentionKind::Outsider);
    let speaker = speaker.filter(|_| outer.units.is_empty()).map_or_else(Vec::new, |m| m.polities.clone());
    let codes = if speaker.is_empty() { clause.codes(&outer) } else { speaker.clone() };
    let blamed = arguments.codes_of_actors(clause);
    if codes.is_empty() || frame.domestic == Domestic::Never && codes.iter().any(|c| blamed.contains(c)) {
        return Err(Miss::NotReported);
    }
    arguments.recipients = std::mem::replace(&mut arguments.actors, outer);
    arguments.recipient_codes = std::mem::replace(&mut arguments.actor_codes, speaker);
    arguments.implied = false;
    Ok(())
}

/// Up to which unit a trigger swallows the acts behind it.
fn absorb(clause: &Clause<'_>, at: usize, frame: &Frame) -> usize {
    let ends =
        |i: &usize| clause.units[*i].kind == UnitKind::Punct && matches!(clause.word(*i), "," | ";" | ".");
    match frame.absorb {
        Absorb::None => 0,
        Absorb::Sentence => clause.units.len(),
        Absorb::Clause => (at..clause.units.len()).find(ends).unwrap_or(clause.units.len()),
    }
}

/// A statement that is joined to the one before ("…, đồng thời yêu cầu …") is not part of its words.
fn released(clause: &Clause<'_>, at: usize, frame: &Frame) -> bool {
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
    let before = (0..at).rev().find(|i| {
        let auxiliary = clause.units[*i].is(Functions::AUXILIARY);
        !auxiliary || clause.units[*i].is(Functions::COORDINATION.with(Functions::OPENER))
    });
    before.is_some_and(|i| {
        clause.units[i].is(Functions::COORDINATION.with(Functions::OPENER))
            || clause.units[i].kind == UnitKind::Punct && matches!(clause.word(i), "," | ";")
    })
}
