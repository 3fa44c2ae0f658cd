//! How far a plan has come: by the words around the passage that names it.

use crate::build::{Reader, made};
use crate::lexicon::{Attached, Tag};
use crate::object::Named;
use crate::scene::{Scene, What};
use crate::voice::voice;
use entente_text::{Asserted, Assertion, Edtf, Grain, Span, Stage, Step, Voice};

/// What tells the stage, and where.
#[derive(Debug, Clone, Copy)]
struct Sign {
    stage: Stage,
    /// The item that tells it; `None` where the noun itself does.
    at: Option<usize>,
    /// Who did it, where it stands elsewhere than before the sign.
    agent: Option<usize>,
    confidence: f32,
    rule: &'static str,
}

/// Where the words before an item begin that belong to its clause.
fn clause_start(scene: &Scene<'_>, at: usize) -> usize {
    const LONG: usize = 14;
    (at.saturating_sub(LONG)..at)
        .rev()
        .find(|i| {
            scene.is_mark(*i, &[",", ";", ":", "(", "“", "\""])
                || scene.items[*i].any(|t| matches!(t, Tag::Break | Tag::That))
        })
        .map_or(at.saturating_sub(LONG), |i| i + 1)
}

/// How far a sign may stand from the plan, in items.
const NEAR: usize = 5;
/// How far a time expression may stand behind it.
const TIME: usize = 14;

impl Reader<'_> {
    /// The step that a sentence tells of a plan that it names, with the parties filled in from it.
    pub(crate) fn step(&mut self, scene: &Scene<'_>, index: usize, named: &mut Named) -> Option<Assertion> {
        let sign = sign_before(scene, named)
            .or_else(|| sign_behind(scene, named))
            .or_else(|| sign_of_noun(scene, named));
        let verb = sign.and_then(|s| s.at).unwrap_or(named.first);
        let doer = sign.and_then(|s| s.agent).or_else(|| doer(scene, named, verb));
        self.take_parties(scene, named, doer, sign.map(|s| s.stage));
        let sign = sign?;
        if denied(scene, verb.min(named.first))
            || is_off(sign.stage) && wished(scene, verb.min(named.first))
            || in_condition(scene, named.first)
            || scene.items[named.core].quoted && named.object.pointed
        {
            return None;
        }
        let known = named.object.parties.len() + named.object.places.len();
        let question = scene.is_mark(scene.items.len() - 1, &["?"]);
        if known == 0 || question {
            return None;
        }
        // An agreement of one alone is hardly ever told of.
        let alone =
            known == 1 && self.lexicon.kinds.get(named.kind).is_some_and(|k| k.attached == Attached::Party);
        let confidence = if alone { sign.confidence * 0.6 } else { sign.confidence };
        let by: Vec<Voice> =
            doer.map(|d| self.memory.voices.settle(voice(scene, d, verb.max(d + 1)))).into_iter().collect();
        let (date, target, end) = times(scene, named, verb, sign.stage);
        let from = match doer.filter(|d| *d < named.first) {
            Some(doer) => scene.list_start(doer).min(verb),
            None => clause_start(scene, verb.min(named.first)),
        };
        let last = named.last.max(verb + 1).max(sign.agent.map_or(0, |a| a + 1)).max(end);
        let words = scene.span(from, last);
        let speaker = said_by(scene, named.first);
        let date = match (date, &speaker) {
            (None, Some(at)) => self.memory.dated(&voice(scene, *at, named.first), None, index),
            (date, _) => date,
        };
        let step = Step { stage: sign.stage, object: named.object.clone(), by, target, reason: None };
        let mut made = made(self, scene, Asserted::Step(step), words, date, confidence, sign.rule);
        made.attribution = speaker
            .filter(|at| Some(*at) != doer)
            .map(|at| crate::build::attributed(self, scene.items[at].span, &scene.codes(at, at + 1)));
        Some(made)
    }

    /// A decision that is put off till a time: "sẽ hoàn thiện quyết định này vào cuối năm".
    pub(crate) fn decision(&mut self, scene: &Scene<'_>, out: &mut Vec<Assertion>) {
        for at in 0..scene.items.len() {
            if !scene.items[at].has(Tag::DecideVerb) || scene.items[at].quoted {
                continue;
            }
            let noun = (at + 1..scene.items.len().min(at + 4)).find(|i| {
                scene.items[*i].has(Tag::DecideNoun)
                    && scene.items.get(i + 1).is_some_and(|n| n.has(Tag::Demonstrative))
            });
            let future = at > 0 && scene.items[at - 1].any(|t| matches!(t, Tag::Modal(Stage::Scheduled)));
            let (Some(noun), true) = (noun, future) else { continue };
            let Some(object) = self.memory.near(self.index).cloned() else { continue };
            let time = scene.time(noun + 1..scene.items.len().min(noun + TIME));
            let Some(target) = time.and_then(|t| t.edtf.clone()) else { continue };
            let end = time.map_or(noun + 2, |t| {
                scene.items.iter().position(|i| i.span.end >= t.span.end).map_or(noun + 2, |i| i + 1)
            });
            let doer = scene.subject(at, 0);
            let by = doer.map(|d| voice(scene, d, at)).into_iter().collect();
            let object = entente_text::PlanObject { pointed: true, ..object };
            let step = Step { stage: Stage::Delayed, object, by, target: Some(target), reason: None };
            let words = scene.span(doer.unwrap_or(at), end);
            out.push(made(self, scene, Asserted::Step(step), words, None, 0.65, "plan.decision"));
        }
    }

    /// Those who carry it out are parties to it.
    fn take_parties(
        &mut self,
        scene: &Scene<'_>,
        named: &mut Named,
        doer: Option<usize>,
        stage: Option<Stage>,
    ) {
        // Who turns a plan down or comments on it is no party to it by that.
        let carries = !matches!(stage, Some(Stage::Rejected | Stage::Negotiated | Stage::Agreed))
            || named.object.parties.is_empty()
            || named.object.kind == "agreement";
        let own = doer.filter(|_| carries && !named.object.pointed);
        let mut codes = own.map(|d| scene.codes(scene.list_start(d), d + 1)).unwrap_or_default();
        if codes.is_empty() && named.object.parties.is_empty() {
            let several = (0..named.first).any(|i| scene.items[i].has(Tag::Several));
            if several {
                codes.clone_from(&self.memory.list);
            }
        }
        for code in codes {
            if !named.object.parties.contains(&code) && !named.object.places.contains(&code) {
                named.object.parties.push(code);
            }
        }
    }
}

/// The time expression before an item, in the same clause.
fn time_before(scene: &Scene<'_>, at: usize) -> Option<Edtf> {
    let begins = |i: &usize| {
        let item = &scene.items[*i];
        scene.is_mark(*i, &[";", ":"])
            || item.any(|t| matches!(t, Tag::Break))
            || item.has(Tag::And)
                && scene.mention(i + 1).is_some()
                && scene.is_free(i + 1)
                && scene.mention(i.saturating_sub(1)).is_none()
    };
    let from = (0..at).rev().find(begins).map_or(0, |i| i + 1);
    scene.time((from..at).rev()).filter(|t| t.grain <= Grain::Year).and_then(|t| t.edtf.clone())
}

/// The subject of the words that tell the stage, else of the verb that carries the plan out.
fn doer(scene: &Scene<'_>, named: &Named, verb: usize) -> Option<usize> {
    let at = verb.min(named.first);
    let clause = (0..at).rev().find(|i| scene.items[*i].has(Tag::Break)).map_or(0, |i| i + 1);
    let found = scene.subject(at, clause).or_else(|| scene.subject(at, 0))?;
    // Who takes sides on a plan does not carry it out.
    if scene.items[found..named.first].iter().any(|i| i.any(|t| matches!(t, Tag::Stance(_)))) {
        return None;
    }
    scene.mention(found).is_some_and(|m| !m.polities.is_empty()).then_some(found)
}

/// "lên kế hoạch | mở …", "tạm gác | kế hoạch mở …".
fn sign_before(scene: &Scene<'_>, named: &Named) -> Option<Sign> {
    let sign =
        |stage, at, rule, confidence| Some(Sign { stage, at: Some(at), agent: None, confidence, rule });
    for i in (named.first.saturating_sub(NEAR)..named.first).rev() {
        let item = &scene.items[i];
        let modal = item.find(|t| if let Tag::Modal(stage) = t { Some(*stage) } else { None });
        let step = item.find(|t| if let Tag::Step(stage) = t { Some(*stage) } else { None });
        let next = i + 1 == named.first;
        // "sự trì hoãn" is a noun, "thông qua việc" a preposition.
        if step.is_some() && (item.has(Tag::Preposition) || i > 0 && scene.items[i - 1].has(Tag::Nominal)) {
            return None;
        }
        if let Some(stage) = step
            .filter(|_| named.noun || named.object.kind != "agreement" && modal.is_none() && settled(step))
        {
            return sign(stage, i, "plan.step", if next { 0.75 } else { 0.6 });
        }
        if let Some(stage) = modal.filter(|_| named.realised || named.noun) {
            // "sẽ xem xét mở": the word nearest to the verb tells most, unless it only says when.
            let rule = match stage {
                _ if item.has(Tag::Unsure) => "plan.may",
                Stage::Done => "plan.done",
                _ => "plan.modal",
            };
            let sure = if next { 0.75 } else { 0.6 };
            return sign(stage, i, rule, if item.has(Tag::Unsure) { 0.4 } else { sure });
        }
        let passes = matches!(item.what, What::Word)
            || item.any(|t| {
                matches!(t, Tag::Noun(_) | Tag::Auxiliary | Tag::Purpose | Tag::Preposition | Tag::Nominal)
            }) && !item.has(Tag::Place);
        if !passes {
            return None;
        }
    }
    None
}

/// Whether a step ends a plan or puts it off: these need no noun for something planned.
fn settled(stage: Option<Stage>) -> bool {
    stage.is_some_and(|s| matches!(s, Stage::Delayed | Stage::Cancelled | Stage::Shelved))
}

/// "… sẽ mở", "… bị hoãn", "… do X khởi xướng", "… được X phê duyệt".
fn sign_behind(scene: &Scene<'_>, named: &Named) -> Option<Sign> {
    let mut agent = None;
    let mut brought = false;
    let mut modal: Option<(Stage, usize)> = None;
    for i in named.last..scene.items.len().min(named.last + NEAR + 2) {
        let item = &scene.items[i];
        if let Some(stage) = item.find(|t| if let Tag::Step(stage) = t { Some(*stage) } else { None })
            && (brought || agent.is_some())
        {
            return Some(Sign { stage, at: Some(i), agent, confidence: 0.75, rule: "plan.passive" });
        }
        if let Some((stage, said)) = modal
            && item.any(|t| matches!(t, Tag::Realise(kind) if *kind == named.kind))
            && !scene.items[i - 1].has(Tag::Nominal)
        {
            let unsure = scene.items[said].has(Tag::Unsure);
            let confidence = if unsure { 0.4 } else { 0.7 };
            return Some(Sign { stage, at: Some(i), agent: None, confidence, rule: "plan.behind" });
        }
        if item.any(|t| matches!(t, Tag::Passive | Tag::Agent)) {
            brought = true;
        } else if brought && scene.mention(i).is_some() {
            agent = Some(i);
        } else if let Some(stage) = item.find(|t| if let Tag::Modal(stage) = t { Some(*stage) } else { None })
        {
            modal = Some((stage, i));
        } else if scene.is_mark(i, &[",", ";", "."]) || item.any(|t| matches!(t, Tag::Opener | Tag::Say(_))) {
            return None;
        }
    }
    None
}

/// "đề xuất của X về mở …": the noun itself says so, where it names whose it is.
fn sign_of_noun(scene: &Scene<'_>, named: &Named) -> Option<Sign> {
    let stage = named.by_noun?;
    let owner = (named.first + 1..named.core).find(|i| {
        scene.mention(*i).is_some_and(|m| m.kind.acts() && !m.polities.is_empty())
            && scene.items[i - 1].has(Tag::Owner)
    })?;
    Some(Sign { stage, at: None, agent: Some(owner), confidence: 0.6, rule: "plan.noun" })
}

fn denied(scene: &Scene<'_>, at: usize) -> bool {
    at > 0 && (scene.items[at].has(Tag::Negation) || scene.items[at - 1].has(Tag::Negation))
}

/// Whether a stage puts an end to a plan or holds it up.
fn is_off(stage: Stage) -> bool {
    matches!(stage, Stage::Delayed | Stage::Shelved | Stage::Rejected | Stage::Cancelled)
}

/// Whether what stands at an item is only wanted, threatened or made a condition: "urged X to drop …".
fn wished(scene: &Scene<'_>, at: usize) -> bool {
    const NEAR: usize = 8;
    let clause = (at.saturating_sub(NEAR)..at).rev().take_while(|i| !scene.is_mark(*i, &[",", ";", ":"]));
    clause.into_iter().any(|i| scene.items[i].any(|t| matches!(t, Tag::Wished | Tag::Purpose | Tag::Unsure)))
}

/// Whether an item stands in a condition.
pub(crate) fn in_condition(scene: &Scene<'_>, at: usize) -> bool {
    let open = (0..at).rev().find(|i| scene.items[*i].has(Tag::Condition));
    open.is_some_and(|o| !(o..at).any(|i| scene.is_mark(i, &[",", ";"])))
}

/// The one whose words a place stands in: the subject of a verb of speech before it.
pub(crate) fn said_by(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let verb = (0..at).rev().find(|i| scene.items[*i].any(|t| matches!(t, Tag::Say(_))))?;
    scene.subject(verb, 0)
}

/// The words from one item to another, as a span.
pub(crate) fn between(scene: &Scene<'_>, from: usize, to: usize) -> Option<Span> {
    (from < to && to <= scene.items.len()).then(|| scene.span(from, to))
}

/// When the step was taken and when the plan is to be carried out.
///
/// The last is one past the item that tells the latter, where it stands behind the plan.
fn times(scene: &Scene<'_>, named: &Named, verb: usize, stage: Stage) -> (Option<Edtf>, Option<Edtf>, usize) {
    let behind = |from: usize| {
        let stop = (from..scene.items.len().min(from + TIME))
            .find(|i| {
                scene.items[*i].any(|t| matches!(t, Tag::Opener | Tag::Break | Tag::And))
                    && scene.mention(i + 1).is_some_and(|_| scene.is_free(i + 1))
                    || scene.is_mark(*i, &[";", "."])
            })
            .unwrap_or(scene.items.len().min(from + TIME));
        let at = (from..stop).find(|i| scene.time(std::iter::once(*i)).is_some())?;
        let time = scene.time(std::iter::once(at)).filter(|t| t.grain <= Grain::Year);
        time.and_then(|t| Some((t.edtf.clone()?, at + 1)))
    };
    let before = time_before(scene, verb.min(named.first));
    let (after, end) = behind(named.last.max(verb + 1)).unzip();
    let end = end.unwrap_or_default();
    let settled = |t: Option<Edtf>| t.filter(|e| e.has_open_year() || e.bounds().is_some());
    match stage {
        Stage::Scheduled | Stage::Proposed | Stage::Negotiated | Stage::Agreed => {
            // What stands before a word of the future may be the day of saying or the day that is planned; a bare
            // year is the latter.
            let planned =
                before.clone().filter(|b| b.precision() >= Grain::Year && stage == Stage::Scheduled);
            let date = before.filter(|_| planned.is_none());
            let end = if settled(after.clone()).is_some() { end } else { 0 };
            (settled(date), settled(after.or(planned)), end)
        }
        Stage::Delayed => {
            let after = settled(after);
            let end = if after.is_some() { end } else { 0 };
            (settled(before), after, end)
        }
        _ => (settled(before.or(after)), None, 0),
    }
}
