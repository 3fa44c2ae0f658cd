//! Triggers to claims.

use crate::act::{Act, blame, note_signals, within_one};
use crate::again;
use crate::arguments::{Arguments, Filled, Miss, passive};
use crate::attribution::{attribution, clause_span};
use crate::carry::{Carry, note_parties, parties};
use crate::chooser::{Choice, Choices, Question};
use crate::clause::Clause;
use crate::confidence::{Model, Signals, tenth};
use crate::costs::Costs;
use crate::frame::{Domestic, Form, Frame, Frames, Require};
use crate::kinds::{Kind, Kinds};
use crate::proposer::{self, Parties, Proposer};
use crate::scene::Scene;
use crate::status::{Modality, StatusWords, status_of};
use crate::tally::Chooser;
use crate::topics::Topics;
use crate::units::{Cutter, FunctionWords, Functions, UnitKind};
use crate::when::{Calendar, When, article_day, date_of};
use entente_lang::{Pack, PackError, Vocabulary};
use entente_text::{Annotated, Category, Claim, Scope, Span, Status};
use entente_world::World;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Codes documents of one language.
#[derive(Debug)]
pub struct Coder {
    pub(crate) lang: &'static str,
    pub(crate) frames: Frames,
    pub(crate) functions: FunctionWords,
    pub(crate) status: StatusWords,
    pub(crate) topics: Topics,
    fields: Topics,
    pub(crate) kinds: &'static Kinds,
    pub(crate) model: Model,
    when: Option<When>,
    chooser: Chooser,
    pub(crate) proposer: Proposer,
    recording: bool,
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
    /// What the chooser could choose from, where the coder records it.
    pub choices: Option<Choices>,
    /// Whether the proposer made it, not a frame.
    pub proposed: bool,
}

/// A sentence that is asked about.
pub(crate) struct Asked<'a> {
    pub clause: &'a Clause<'a>,
    pub carry: &'a Carry,
    scene: OnceCell<Scene>,
}

impl<'a> Asked<'a> {
    pub fn new(clause: &'a Clause<'a>, carry: &'a Carry) -> Self {
        Self { clause, carry, scene: OnceCell::new() }
    }

    fn question(&self, at: usize, frame: &'a Frame, rules: Option<&'a Filled>) -> Question<'_> {
        Question { clause: self.clause, scene: self.scene(), carry: self.carry, at, frame, rules }
    }

    /// Made when it is first asked for: most sentences have no trigger with arguments.
    fn scene(&self) -> &Scene {
        self.scene.get_or_init(|| Scene::new(self.clause, self.carry))
    }
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
        let chooser = Chooser::new(pack)?;
        let proposer = Proposer::new(pack)?;
        let costs = Costs::new(pack)?;
        let organisations =
            world.polities().iter().filter(|p| !p.kind.is_state()).map(|p| p.code.clone()).collect();
        Ok(Self {
            lang: pack.lang(),
            frames,
            functions,
            status,
            topics,
            fields,
            kinds,
            model,
            when,
            chooser,
            proposer,
            recording: false,
            costs,
            organisations,
        })
    }

    /// Takes another chooser, for training and comparing.
    pub fn set_chooser(&mut self, chooser: Chooser) {
        self.chooser = chooser;
    }

    /// Whether the pack has a chooser.
    pub fn chooses(&self) -> bool {
        !self.chooser.is_empty()
    }

    /// Takes another proposer, for training and comparing.
    pub fn set_proposer(&mut self, proposer: Proposer) {
        self.proposer = proposer;
    }

    /// Whether the pack has a proposer.
    pub fn proposes(&self) -> bool {
        !self.proposer.is_empty()
    }

    /// Keeps with each trial what could be chosen from: for training.
    pub fn record(&mut self) {
        self.recording = true;
    }

    /// The frames in use.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// What the document asserts, in the order of the text.
    pub fn code(&self, annotated: &Annotated) -> Vec<Claim> {
        let made = self.trials(annotated, true);
        made.into_iter().flat_map(|(_, t)| t).filter_map(|t| t.outcome.ok()).collect()
    }

    /// Every frame tried at every trigger, sentence by sentence (by its index), with what came of it.
    pub fn explain(&self, annotated: &Annotated) -> Vec<(usize, Vec<Trial>)> {
        self.trials(annotated, false)
    }

    /// The trials of each sentence: all, or only those that made a claim, for text can hold millions that made none.
    fn trials(&self, annotated: &Annotated, made_only: bool) -> Vec<(usize, Vec<Trial>)> {
        self.trials_and(annotated, made_only, &mut |_, _, _| {})
    }

    /// What the proposer can choose from in each sentence (by its index): for training.
    pub fn candidates(&self, annotated: &Annotated) -> Vec<(usize, Vec<Parties>)> {
        let mut all = Vec::new();
        self.trials_and(annotated, false, &mut |clause, carry, trials| {
            all.push((clause.index, self.pairs(clause, carry, trials)));
        });
        all
    }

    /// The same, showing each sentence with what frames made of it to `look`.
    fn trials_and(
        &self,
        annotated: &Annotated,
        made_only: bool,
        look: &mut dyn FnMut(&Clause<'_>, &Carry, &[Trial]),
    ) -> Vec<(usize, Vec<Trial>)> {
        let (mut all, mut made) = (Vec::new(), 0);
        let cutter = Cutter { frames: &self.frames, functions: &self.functions };
        let mut carry = Carry::default();
        let mut calendar: Option<Calendar<'_>> = None;
        for (index, sentence) in annotated.sentences.iter().enumerate() {
            if carry.article != sentence.article {
                // Without weights the nearest date is taken, else the article's own.
                let day = self.when.is_none().then(|| article_day(annotated, sentence.article)).flatten();
                carry = Carry { day, ..parties(annotated, sentence.article) };
                calendar = None;
            }
            if self.when.is_some() && calendar.as_ref().is_none_or(|c| !c.reaches(index)) {
                calendar = Some(Calendar::of(annotated, index));
            }
            let words = Cutter::words(annotated, sentence);
            let units = cutter.units(annotated, sentence, &words);
            let (frames, functions, costs) = (&self.frames, &self.functions, self.costs);
            let calendar = calendar.as_ref();
            let clause =
                Clause { annotated, sentence, index, calendar, units, words, frames, functions, costs };
            let mut trials = self.sentence(&clause, &carry);
            look(&clause, &carry, &trials);
            self.propose(&clause, &carry, &mut trials);
            proposer::remember(&mut carry, &trials, index);
            if made_only {
                trials.retain(|trial| trial.outcome.is_ok());
                made += trials.len();
            }
            if !made_only || !trials.is_empty() {
                all.push((index, trials));
            }
            if made >= MOST_CLAIMS {
                break;
            }
            note_parties(&clause, &mut carry);
        }
        again::note(&self.model, &mut all);
        if !self.recording {
            proposer::drop_unlikely(&mut all);
        }
        all
    }

    /// The claim that a frame makes at a trigger, or what it lacks.
    pub(crate) fn try_frame(
        &self,
        asked: &Asked<'_>,
        at: usize,
        frame: &Frame,
        signals: &mut Signals,
        choices: &mut Option<Choices>,
    ) -> Result<Claim, Miss> {
        let clause = asked.clause;
        self.applies(clause, at, frame)?;
        let within = signals.names().any(|n| n == "within");
        let rules = Arguments::find(clause, asked.carry, at, frame, within)
            .and_then(|a| if frame.reported.is_some() { blame(clause, at, frame, a) } else { Ok(a) })
            .and_then(|a| self.check(clause, frame, a));
        if self.recording && rules.as_ref().err().is_none_or(|m| m.is_lack_of_arguments()) {
            *choices = Some(asked.question(at, frame, rules.as_ref().ok()).choices(&self.chooser, true));
        }
        // What two do to each other needs nobody else.
        // Nor does what names its agent just before ("do Mỹ hậu thuẫn") or turns its sides about.
        let settled = frame.form == Form::Passive || frame.reversed;
        let open = |r: &&Filled| !settled && !r.arguments.each_other(frame);
        let chosen = rules.as_ref().ok().filter(|r| self.chooses() && open(r));
        let chosen = chosen.and_then(|rules| self.choose(&asked.question(at, frame, Some(rules)), signals));
        let Filled { mut arguments, actors, mut recipients } = chosen.map_or(rules, Ok)?;
        let modality = self.modality(clause, at, frame, &arguments);
        let to_come = matches!(modality.status, Some(Status::Scheduled | Status::Conditional));
        if frame.planned && (!to_come || modality.negated) {
            return Err(Miss::NotPlanned);
        }
        // What is undone is undone for somebody.
        if modality.undone && recipients.is_empty() {
            arguments.imply(clause, asked.carry);
            recipients = arguments.sides(clause).1;
        }
        if modality.undone && within {
            return Err(Miss::Absorbed);
        }
        let kind = self.kind(frame, modality).ok_or(Miss::NotReported)?;
        let kind = self.conditional(clause, kind, modality).unwrap_or(kind);
        let status = status_of(kind, frame, modality, clause.has_condition()).ok_or(Miss::Negated)?;
        if status != Status::Happened && clause.said_by_outsider(at) {
            return Err(Miss::Expected);
        }
        let act = Act { kind, arguments, actors, recipients, status, negated: modality.negated };
        note_signals(clause, asked.carry, at, frame, &act, signals);
        Ok(self.claim(clause, asked.carry, at, frame, &act))
    }

    /// Whether what the frame asks for besides its arguments is there.
    fn applies(&self, clause: &Clause<'_>, at: usize, frame: &Frame) -> Result<(), Miss> {
        let near = |topic: &String| self.topics.near(clause, at, topic);
        if frame.needs.as_ref().is_some_and(|t| !near(t)) || frame.unless.as_ref().is_some_and(near) {
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
        if frame.category() == Category::Concede && self.demanded(clause, at) {
            Err(Miss::Absorbed)
        } else if clause.in_condition(at) {
            Err(Miss::Condition)
        } else if frame.directional && clause.behind_verb(at) {
            Err(Miss::Preposition)
        } else {
            Ok(())
        }
    }

    /// The arguments by the chooser, asked where the pack has one and the rules find any: what they leave out is mostly
    /// told better elsewhere in the article. `None` where it keeps to theirs.
    fn choose(&self, question: &Question<'_>, signals: &mut Signals) -> Option<Filled> {
        let Choice { arguments, sure, by } = question.best(&self.chooser)?;
        let other = arguments.map(|a| self.check(question.clause, question.frame, a)).transpose().ok()?;
        signals.set("choice", by);
        signals.set("sure", tenth(sure));
        other
    }

    /// Where the noun ends that the frame asks for as its verb's object: behind it, or before a passive.
    pub(crate) fn object_noun(&self, clause: &Clause<'_>, at: usize, frame: &Frame) -> Option<u32> {
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
    pub(crate) fn kind(&self, frame: &Frame, modality: Modality) -> Option<&'static Kind> {
        let negated = frame.negated.as_ref().filter(|_| modality.negated);
        let undone = frame.undone.as_ref().filter(|_| modality.undone);
        self.kinds.get(frame.reported.as_ref().or(undone).or(negated).unwrap_or(&frame.kind))
    }

    /// What an act against somebody is that is to come under a condition: "sẽ áp thuế nếu …" threatens.
    fn conditional(&self, clause: &Clause<'_>, kind: &Kind, modality: Modality) -> Option<&'static Kind> {
        let threat = match kind.category {
            Category::Sanction => "threaten_sanctions",
            Category::Assault | Category::Coerce | Category::Mobilize => "threaten",
            _ => return None,
        };
        let to_come = matches!(modality.status, Some(Status::Scheduled | Status::Proposed));
        (to_come && !modality.negated && clause.has_condition()).then(|| self.kinds.get(threat)).flatten()
    }

    pub(crate) fn modality(
        &self,
        clause: &Clause<'_>,
        at: usize,
        frame: &Frame,
        arguments: &Arguments,
    ) -> Modality {
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
        if frame.undone.is_some()
            && let Some(undone) = self.undone(clause, at, before, clause.rest(at, last + 7))
        {
            return undone;
        }
        let mut own = self.status.modality(clause, before, noun.then(|| clause.rest(at, last + 7)));
        // "sẽ không ủng hộ": what is not said.
        own.negated |= own.refused && !noun && self.kinds.get(&frame.kind).is_some_and(|k| k.statement);
        if own.status.is_some() || own.negated {
            return own;
        }
        // "sẽ tới Anh để hội đàm với …": what is planned of the first verb is planned of those behind it.
        let series = clause.series_before(at, arguments.actors.units.last().copied());
        let first = series.map(|span| self.status.modality(clause, span, None)).unwrap_or_default();
        let planned = first.status == Some(Status::Scheduled) && !first.negated;
        let later = !planned && self.status.comes_later(clause, clause.rest(at, at + LATER));
        if planned || later {
            Modality { status: Some(Status::Scheduled), ..Modality::default() }
        } else {
            own
        }
    }

    /// The arguments with both sides, where these are such as the frame asks for.
    fn check(&self, clause: &Clause<'_>, frame: &Frame, arguments: Arguments) -> Result<Filled, Miss> {
        let (actors, recipients) = arguments.sides(clause);
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
        if within_one(&actors, &recipients) && frame.domestic == Domestic::Never {
            Err(Miss::SameSides)
        } else {
            Ok(Filled { arguments, actors, recipients })
        }
    }

    pub(crate) fn claim(
        &self,
        clause: &Clause<'_>,
        carry: &Carry,
        at: usize,
        frame: &Frame,
        act: &Act,
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
            // What the model makes of all that is seen takes its place when the whole article is coded: see `again`.
            confidence: frame.confidence * 0.97_f32.powi(act.arguments.cost() as i32),
            rule: frame.rule.to_string(),
        }
    }
}

/// After so many claims a document is not read on: fifty megabytes of news in one text make as many.
pub const MOST_CLAIMS: usize = 200_000;

/// How far behind a verb a time to come is looked for, in units.
const LATER: usize = 14;
