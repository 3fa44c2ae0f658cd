//! Where somebody stands: verbs and nouns of taking sides, what they are held toward, and why.

use crate::build::{Reader, attributed, made};
use crate::lexicon::Tag;
use crate::object::Named;
use crate::scene::{Scene, What};
use crate::step::{between, in_condition, said_by};
use crate::voice::voice;
use entente_text::{
    Asserted, Assertion, Held, MentionKind, PlanObject, Position, Span, Toward, TowardKind, Voice,
};

/// The most items that a stance is held toward.
const TOWARD: usize = 26;

/// A stance as a sentence puts it, by items.
#[derive(Debug, Clone, Copy)]
struct Found {
    stand: usize,
    verb: usize,
    holder: usize,
    /// What it is held toward: from, to.
    toward: (usize, usize),
    /// Whose report it is.
    reporter: Option<usize>,
    confidence: f32,
    rule: &'static str,
}

impl Reader<'_> {
    /// The stances of a sentence that names these plans.
    pub(crate) fn stances(
        &mut self,
        scene: &Scene<'_>,
        index: usize,
        named: &[Named],
        out: &mut Vec<Assertion>,
    ) {
        for verb in 0..scene.items.len() {
            let Some(found) = verbal(scene, verb).or_else(|| nominal(scene, verb)) else { continue };
            out.extend(self.held(scene, index, &found, named));
        }
        self.opinion(scene, index, named, out);
        self.undecided(scene, out);
        self.comment(scene, index, named, out);
    }

    fn held(&mut self, scene: &Scene<'_>, index: usize, found: &Found, named: &[Named]) -> Option<Assertion> {
        let position = self.lexicon.stands[found.stand].position;
        let (from, to) = found.toward;
        let holder = self.memory.voices.settle(voice(scene, found.holder, found.verb.max(found.holder + 1)));
        let plan = named.iter().find(|n| n.first < to && n.last > from);
        if self.lexicon.stands[found.stand].plan_only && plan.is_none_or(|p| p.first > from + 2) {
            return None;
        }
        let toward = self.toward(scene, (from, to), plan.map(|n| &n.object))?;
        let own = !holder.codes.is_empty()
            && toward.codes.iter().all(|c| holder.codes.contains(c))
            && !toward.codes.is_empty()
            && toward.object.is_none();
        let nobody = holder.codes.is_empty()
            && holder.name.is_none()
            && !scene.items[found.holder].has(Tag::Anonymous);
        if own || nobody {
            return None;
        }
        let (why, end) = reason(scene, to, position).unzip();
        let end = end.unwrap_or(to);
        let stated = scene.time((0..found.verb).rev()).and_then(|t| t.edtf.clone());
        let date = self.memory.dated(&holder, stated.filter(|d| d.bounds().is_some()), index);
        let first = scene.list_start(found.holder).min(from).min(found.verb);
        let words = scene.span(first, end.max(found.verb + 1).max(found.holder + 1));
        let held = Held {
            holder,
            toward,
            position,
            reason: why.map(|span: Span| self.annotated.clean.document.quote(span).to_owned()),
        };
        let mut made = made(self, scene, Asserted::Stance(held), words, date, found.confidence, found.rule);
        made.attribution =
            found.reporter.map(|at| attributed(self, scene.items[at].span, &scene.codes(at, at + 1)));
        Some(made)
    }

    /// What a stance is held toward.
    fn toward(
        &self,
        scene: &Scene<'_>,
        (from, to): (usize, usize),
        plan: Option<&PlanObject>,
    ) -> Option<Toward> {
        let words = self.annotated.clean.document.quote(between(scene, from, to)?).to_owned();
        let mut codes = scene.codes(from, to);
        if let Some(plan) = plan {
            for code in plan.parties.iter().chain(&plan.places) {
                if !codes.contains(code) {
                    codes.push(code.clone());
                }
            }
        }
        let only = to == from + 1
            && scene
                .mention(from)
                .is_some_and(|m| !matches!(m.kind, MentionKind::Thing | MentionKind::Place));
        if codes.is_empty() && words.split_whitespace().count() < 5 {
            return None;
        }
        let kind = match plan {
            Some(_) => TowardKind::Plan,
            None if only => TowardKind::Polity,
            None => TowardKind::Policy,
        };
        Some(Toward { kind, words, codes, object: plan.cloned() })
    }

    /// "X cho rằng … nên tham gia": what one ought to do with a plan of the article.
    fn opinion(&mut self, scene: &Scene<'_>, index: usize, named: &[Named], out: &mut Vec<Assertion>) {
        for at in 0..scene.items.len() {
            let item = &scene.items[at];
            let position = if item.has(Tag::OughtNot) {
                Position::Opposes
            } else if item.has(Tag::Ought) {
                Position::Supports
            } else {
                continue;
            };
            let Some(next) = scene.items.get(at + 1).filter(|_| !in_condition(scene, at)) else { continue };
            let kinds = next
                .tags()
                .iter()
                .filter_map(|t| if let Tag::Realise(kind) = t { Some(*kind) } else { None });
            let ids: Vec<&str> = kinds.map(|k| self.lexicon.kinds[k].id.as_str()).collect();
            let here = named.iter().find(|n| n.core == at + 1 || n.core == at + 2).map(|n| n.object.clone());
            let doer = scene.subject(at, 0).map(|s| scene.codes(s, s + 1)).unwrap_or_default();
            let before = || self.memory.main(&ids, &doer).cloned();
            let Some(object) = here.filter(|o| ids.contains(&o.kind.as_str())).or_else(before) else {
                continue;
            };
            // What others ought to do is another plan.
            if !doer.is_empty() && !doer.iter().any(|c| object.parties.contains(c)) {
                continue;
            }
            let quoted = self.annotated.quotation_of(item.span).and_then(|q| q.speaker);
            let speaker = match quoted {
                Some(mention) => self.annotated.mentions.get(mention as usize).map(|m| {
                    let scene = self.scene_of(m.span.start);
                    let at = scene.as_ref().and_then(|s| s.items.iter().position(|i| i.span == m.span));
                    match (scene, at) {
                        (Some(s), Some(at)) => voice(&s, at, s.items.len()),
                        _ => Voice::default(),
                    }
                }),
                None => said_by(scene, at).map(|s| voice(scene, s, at)),
            };
            let Some(speaker) = speaker.filter(|s| s.name.is_some() || !s.codes.is_empty()) else { continue };
            let holder = self.memory.voices.settle(speaker);
            let end = crate::object::end_of(scene, at + 2).max(at + 2);
            let start = (0..at)
                .rev()
                .find(|i| scene.is_mark(*i, &[",", ";", "\"", "“"]) || scene.items[*i].has(Tag::That))
                .map_or(0, |i| i + 1);
            let Some(words) = between(scene, start, end) else { continue };
            let date = self.memory.dated(&holder, None, index);
            let toward = Toward {
                kind: TowardKind::Plan,
                words: object.words.clone(),
                codes: object.parties.iter().chain(&object.places).cloned().collect(),
                object: Some(PlanObject { pointed: true, ..object }),
            };
            let held = Held { holder, toward, position, reason: None };
            out.push(made(self, scene, Asserted::Stance(held), words, date, 0.6, "stance.ought"));
        }
    }

    /// Who has not decided yet on a plan of theirs.
    fn undecided(&mut self, scene: &Scene<'_>, out: &mut Vec<Assertion>) {
        for at in 0..scene.items.len() {
            if !scene.items[at].has(Tag::Undecided) {
                continue;
            }
            let Some(subject) = scene.subject(at, 0) else { continue };
            let holder = self.memory.voices.settle(voice(scene, subject, at));
            let concerns = |o: &&PlanObject| o.parties.iter().any(|c| holder.codes.contains(c));
            let mut objects = self.memory.objects.iter().rev().map(|(o, _)| o);
            let Some(object) = objects.find(concerns).cloned() else { continue };
            let toward = Toward {
                kind: TowardKind::Plan,
                words: object.words.clone(),
                codes: object.parties.iter().chain(&object.places).cloned().collect(),
                object: Some(PlanObject { pointed: true, ..object }),
            };
            let words = scene.span(subject, at + 1);
            let held = Held { holder, toward, position: Position::Reserves, reason: None };
            out.push(made(self, scene, Asserted::Stance(held), words, None, 0.65, "stance.undecided"));
        }
    }

    /// What a commentator on a plan says right behind is a stance toward it.
    fn comment(&mut self, scene: &Scene<'_>, index: usize, named: &[Named], out: &mut Vec<Assertion>) {
        if let Some(at) = (0..scene.items.len()).find(|i| scene.items[*i].has(Tag::Comment))
            && let Some(plan) = named.iter().find(|n| n.first > at)
            && let Some(subject) = scene.subject(at, 0)
        {
            let codes = scene.codes(subject, subject + 1);
            if !codes.is_empty() {
                self.memory.comment = Some((codes, plan.object.clone(), index));
            }
            return;
        }
        let Some((codes, object, at)) = self.memory.comment.clone() else { return };
        if index > at + 1 {
            self.memory.comment = None;
            return;
        }
        let verb = (0..scene.items.len()).find(|i| scene.items[*i].any(|t| matches!(t, Tag::Say(_))));
        let Some(verb) = verb else { return };
        let Some(subject) = scene.subject(verb, 0) else { return };
        let holder = self.memory.voices.settle(voice(scene, subject, verb));
        let sign = |tag: Tag| (verb + 1..scene.items.len()).any(|i| scene.items[i].has(tag));
        let position = match (sign(Tag::Against), sign(Tag::For)) {
            (true, _) => Position::Opposes,
            (false, true) => Position::Supports,
            _ => Position::Reserves,
        };
        if holder.codes != codes {
            return;
        }
        let stated = scene.time((0..verb).rev()).and_then(|t| t.edtf.clone());
        let date = self.memory.dated(&holder, stated.filter(|d| d.bounds().is_some()), index);
        let toward = Toward {
            kind: TowardKind::Plan,
            words: object.words.clone(),
            codes: object.parties.iter().chain(&object.places).cloned().collect(),
            object: Some(PlanObject { pointed: true, ..object }),
        };
        let words = scene.span(subject, scene.items.len());
        let held = Held { holder, toward, position, reason: None };
        out.push(made(self, scene, Asserted::Stance(held), words, date, 0.55, "stance.comment"));
        self.memory.comment = None;
    }
}

fn stand_of(scene: &Scene<'_>, at: usize, noun: bool) -> Option<usize> {
    scene.items[at].find(|t| match t {
        Tag::Stance(stand) if !noun => Some(*stand),
        Tag::StanceNoun(stand) if noun => Some(*stand),
        _ => None,
    })
}

/// "X phản đối Y", "Y bị X phản đối", "đồng tình với Y, X …".
fn verbal(scene: &Scene<'_>, verb: usize) -> Option<Found> {
    let stand = stand_of(scene, verb, false)?;
    let item = &scene.items[verb];
    if item.quoted
        || in_condition(scene, verb)
        || verb > 1 && scene.items[verb - 2].has(Tag::Negation) && scene.items[verb - 1].has(Tag::Auxiliary)
        || verb > 0 && scene.items[verb - 1].any(|t| matches!(t, Tag::Negation | Tag::Nominal | Tag::Purpose))
        || scene.items.get(verb + 1).is_some_and(|n| n.any(|t| matches!(t, Tag::Owner | Tag::Preposition)))
    {
        return None;
    }
    let speech = (0..verb).rev().find(|i| scene.items[*i].any(|t| matches!(t, Tag::Say(_))));
    let clause = speech.map_or(0, |s| s + 1);
    let passive = (verb.saturating_sub(4)..verb)
        .rev()
        .find(|i| scene.items[*i].any(|t| matches!(t, Tag::Passive | Tag::Agent)));
    if let Some(passive) = passive.filter(|p| (*p + 1..verb).any(|i| scene.mention(i).is_some())) {
        let holder = (passive + 1..verb).rev().find(|i| scene.mention(*i).is_some())?;
        let start =
            (clause..passive).rev().find(|i| scene.is_mark(*i, &[",", ";"])).map_or(clause, |i| i + 1);
        return (start < passive).then_some(Found {
            stand,
            verb,
            holder,
            toward: (start, passive),
            reporter: None,
            confidence: 0.65,
            rule: "stance.passive",
        });
    }
    // "bị các đồng minh phản đối": by somebody whom nothing knows.
    if passive.is_some() {
        return None;
    }
    let (from, to) = behind(scene, verb);
    let own = scene.subject(verb, clause);
    let reporter = speech.and_then(|s| scene.subject(s, 0));
    // In somebody's words without an actor of its own, the view is the speaker's.
    let (holder, reporter) = match (own, reporter) {
        (Some(holder), reporter) => (holder, reporter),
        (None, Some(speaker)) => (speaker, None),
        (None, None) => (subject_behind(scene, verb, to)?, None),
    };
    if scene.mention(holder).is_some_and(|m| m.rule == "media") {
        return None;
    }
    if from >= to || scene.items[from].has(Tag::NotToward) {
        return None;
    }
    let confidence = if is_unsure(scene, verb, holder) { 0.5 } else { 0.7 };
    Some(Found { stand, verb, holder, toward: (from, to), reporter, confidence, rule: "stance.verb" })
}

/// Whether somebody else may be the one who takes the side: the holder is far, another party stands between, a word that
/// nothing knows stands right before the verb ("các nghị sĩ ủng hộ …"), or it is only said that one may.
fn is_unsure(scene: &Scene<'_>, verb: usize, holder: usize) -> bool {
    const FAR: usize = 14;
    let between = holder + 1..verb.max(holder + 1);
    let other = between.clone().any(|i| {
        let acts = scene.mention(i).is_some_and(|m| m.kind.acts() && !m.polities.is_empty());
        acts && scene.items[i - 1].what == What::Word
    });
    let word = verb > 0 && scene.items[verb - 1].what == What::Word && verb - 1 != holder;
    let may = between.rev().take(3).any(|i| scene.items[i].has(Tag::Unsure));
    verb.saturating_sub(holder) > FAR || other || word || may
}

/// "Đồng tình với Y, X …": the first free one behind the comma.
fn subject_behind(scene: &Scene<'_>, verb: usize, to: usize) -> Option<usize> {
    if verb > 1 {
        return None;
    }
    let comma = (to..scene.items.len().min(to + 3)).find(|i| scene.is_mark(*i, &[","]))?;
    (comma + 1..scene.items.len().min(comma + 4))
        .find(|i| scene.mention(*i).is_some_and(|m| m.kind.acts()) || scene.items[*i].what == What::Name)
}

/// What stands behind a verb of taking sides, up to a reason or the end of the clause.
fn behind(scene: &Scene<'_>, verb: usize) -> (usize, usize) {
    let mut from = verb + 1;
    while scene.items.get(from).is_some_and(|i| i.has(Tag::Auxiliary) || i.has(Tag::That)) {
        from += 1;
    }
    let mut to = from;
    for i in from..scene.items.len().min(from + TOWARD) {
        let item = &scene.items[i];
        let ends = scene.is_mark(i, &[",", ";", ":", ".", "?", "!"])
            || item.any(|t| matches!(t, Tag::Break | Tag::Reason))
            || item.has(Tag::ReasonAlone) && scene.mention(i + 1).is_none()
            || item.has(Tag::And)
                && scene
                    .items
                    .get(i + 1)
                    .is_some_and(|n| n.any(|t| matches!(t, Tag::Stance(_) | Tag::Say(_))))
            || i > from && item.any(|t| matches!(t, Tag::Say(_)));
        if ends {
            break;
        }
        to = i + 1;
    }
    while to > from && scene.items[to - 1].what == What::Mark && !scene.is_mark(to - 1, &[")", "”", "\""]) {
        to -= 1;
    }
    (from, to)
}

/// "sự phản đối của X đối với Y", "Y vấp phải sự phản đối của X".
fn nominal(scene: &Scene<'_>, noun: usize) -> Option<Found> {
    let stand = stand_of(scene, noun, true)?;
    let met = (noun.saturating_sub(3)..noun).find(|i| scene.items[*i].has(Tag::Met))?;
    let of = (noun + 1..scene.items.len().min(noun + 5))
        .find(|i| scene.items[*i].any(|t| matches!(t, Tag::Owner | Tag::Preposition)))?;
    let holder =
        (of + 1..scene.items.len().min(of + 3)).find(|i| scene.mention(*i).is_some_and(|m| m.kind.acts()))?;
    let toward = (holder + 1..scene.items.len().min(holder + 4))
        .find(|i| scene.items[*i].has(Tag::Preposition) && !scene.items[*i].has(Tag::Place))
        .map(|i| behind(scene, i))
        .or_else(|| {
            let start = (0..noun).rev().find(|i| scene.is_mark(*i, &[",", ";"])).map_or(0, |i| i + 1);
            (start + 1 < met).then_some((start, met))
        })?;
    (toward.0 < toward.1).then_some(Found {
        stand,
        verb: noun,
        holder,
        toward,
        reporter: None,
        confidence: 0.55,
        rule: "stance.noun",
    })
}

/// The reason that stands at an item or right behind a comma, and where it ends.
fn reason(scene: &Scene<'_>, at: usize, position: Position) -> Option<(Span, usize)> {
    let mut start = at;
    if scene.is_mark(start, &[","]) {
        start += 1;
    }
    let first = scene.items.get(start)?;
    let opens = first.has(Tag::Reason)
        || first.has(Tag::ReasonAlone)
        || position == Position::Supports && first.has(Tag::Purpose);
    if !opens {
        return None;
    }
    let mut end = (start + 1..scene.items.len())
        .find(|i| scene.is_mark(*i, &[";"]) || scene.items[*i].has(Tag::Break))
        .unwrap_or(scene.items.len());
    while end > start + 1
        && scene.items[end - 1].what == What::Mark
        && !scene.is_mark(end - 1, &[")", "”", "\""])
    {
        end -= 1;
    }
    (end > start + 2).then(|| (scene.span(start, end), end))
}
