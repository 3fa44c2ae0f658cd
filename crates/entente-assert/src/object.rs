//! Things that are planned: the noun, what carries it out, whose it is and where it is to be.

use crate::build::Reader;
use crate::lexicon::{Attached, Tag};
use crate::scene::{Scene, What};
use entente_text::{MentionKind, PlanObject, Span, Stage};

/// A plan as a sentence names it.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub object: PlanObject,
    /// Index of its kind.
    pub kind: usize,
    /// The first item: the noun for something planned, else the verb that carries it out, else the thing.
    pub first: usize,
    /// The verb that carries it out, or the thing where there is none.
    pub core: usize,
    /// One past the last item.
    pub last: usize,
    /// Whether a verb that carries it out stands before it.
    pub realised: bool,
    /// Whether a noun for something planned stands before it.
    pub noun: bool,
    /// What that noun says by itself of how far it is.
    pub by_noun: Option<Stage>,
}

/// How far the verb that carries a thing out may stand before it, in items.
const NEAR: usize = 4;
/// The most items of a noun phrase.
const LONG: usize = 22;

impl Reader<'_> {
    /// The plans that a sentence names, in order, not overlapping.
    pub(crate) fn objects(&self, scene: &Scene<'_>) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        let mut at = 0;
        while at < scene.items.len() {
            let free = found.last().is_none_or(|n| n.last <= at);
            let named =
                if free { self.object_at(scene, at).or_else(|| self.pointed_at(scene, at)) } else { None };
            match named {
                Some(named) => {
                    at = named.last.max(at + 1);
                    found.push(named);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The plan whose thing (or act as a noun) stands at an item.
    fn object_at(&self, scene: &Scene<'_>, at: usize) -> Option<Named> {
        let head = |tag: &Tag| match tag {
            Tag::Head(kind) | Tag::Act(kind) => Some(*kind),
            _ => None,
        };
        let kinds: Vec<usize> = scene.items[at].tags().iter().filter_map(head).collect();
        if kinds.is_empty() {
            return None;
        }
        let is_act = scene.items[at].any(|t| matches!(t, Tag::Act(_)));
        let verb = verb_before(scene, at, &kinds);
        let kind = match verb {
            Some((_, kind)) => kind,
            None => kinds[0],
        };
        let core = verb.map_or(at, |(verb, _)| verb);
        let (first, noun, by_noun) = noun_before(scene, core);
        let rule = &self.lexicon.kinds[kind];
        let host = rule.attached == Attached::Host;
        if host && verb.is_none() && !is_act {
            return None;
        }
        let behind = !host && behind(scene, at, kind);
        if verb.is_none() && !noun && !is_act && !behind {
            return None;
        }
        let last = end_of(scene, at + 1);
        let mut object = self.described(scene, at, last, rule.attached, is_act);
        object.kind.clone_from(&rule.id);
        if is_act {
            // The act goes with whatever is attended.
            object.head.clear();
        }
        self.annotated.clean.document.quote(scene.span(core, last)).clone_into(&mut object.words);
        object.fields = self.fields(scene.span(first, last));
        let pointing = scene.items.get(at + 1).is_some_and(|i| i.has(Tag::Demonstrative));
        if (pointing || object.parties.is_empty() && object.places.is_empty())
            && let Some(before) = self.memory.last(Some(&object.kind)).filter(|b| fits(&object, b))
        {
            if !is_act {
                object.parties.clone_from(&before.parties);
            }
            object.places.clone_from(&before.places);
            object.pointed = pointing;
        }
        Some(Named { object, kind, first, core, last, realised: verb.is_some() || is_act, noun, by_noun })
    }

    /// "ý tưởng đó": the plan named last.
    fn pointed_at(&self, scene: &Scene<'_>, at: usize) -> Option<Named> {
        let noun = scene.items[at].find(|t| if let Tag::Noun(stage) = t { Some(*stage) } else { None })?;
        let pointed = at > 0 && scene.items[at - 1].has(Tag::Pointer);
        let behind = scene.items.get(at + 1).is_some_and(|i| i.has(Tag::Demonstrative));
        // "việc này" can be anything.
        let telling = noun.is_some() || scene.items[at].has(Tag::DecideNoun);
        if !(pointed || behind) || !telling {
            return None;
        }
        let mut object = self.memory.near(self.index)?.clone();
        object.pointed = true;
        Some(Named {
            object,
            kind: usize::MAX,
            first: at,
            core: at,
            last: if behind { at + 2 } else { at + 1 },
            realised: false,
            noun: true,
            by_noun: noun,
        })
    }

    /// Whose it is and where: by the words that bring the mentions in.
    fn described(
        &self,
        scene: &Scene<'_>,
        head: usize,
        last: usize,
        attached: Attached,
        is_act: bool,
    ) -> PlanObject {
        let mut object = PlanObject { head: scene.words(head).to_lowercase(), ..PlanObject::default() };
        let mut how = None;
        for i in head + 1..last {
            let item = &scene.items[i];
            if item.has(Tag::Place) {
                how = Some(Tag::Place);
            } else if item.has(Tag::Owner) {
                how = Some(Tag::Owner);
            } else if let Some(mention) =
                scene.mention(i).filter(|m| m.kind != MentionKind::Thing || i == head + 1)
            {
                for code in &mention.polities {
                    let place = match how {
                        Some(Tag::Place) => true,
                        Some(_) => attached == Attached::Host && !is_act,
                        None => match attached {
                            Attached::Host => !is_act,
                            Attached::Place => {
                                mention.kind == MentionKind::Place || self.states.contains(code)
                            }
                            Attached::Party => mention.kind == MentionKind::Place,
                        },
                    };
                    let list = if place { &mut object.places } else { &mut object.parties };
                    if !list.contains(code) {
                        list.push(code.clone());
                    }
                }
            }
        }
        object
    }

    /// The fields of cooperation whose words stand in a span.
    pub(crate) fn fields(&self, span: Span) -> Vec<String> {
        let known = &self.annotated.words[self.annotated.tokens_in(span)];
        let mut fields: Vec<String> = (0..known.len())
            .filter_map(|i| self.lexicon.field_words.longest(known[i..].iter().map(|w| w.folded)))
            .flat_map(|(_, found)| found.iter().map(|f| self.lexicon.fields[*f].clone()))
            .collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }
}

/// Whether an earlier plan can be meant by one that says less.
fn fits(new: &PlanObject, old: &PlanObject) -> bool {
    let overlap =
        |a: &[String], b: &[String]| a.is_empty() || b.is_empty() || a.iter().any(|c| b.contains(c));
    overlap(&new.parties, &old.parties) && overlap(&new.places, &old.places)
}

/// "kế hoạch (về việc) mở …": the noun for something planned right before.
fn noun_before(scene: &Scene<'_>, core: usize) -> (usize, bool, Option<Stage>) {
    let mut first = core;
    let (mut noun, mut by_noun) = (false, None);
    for i in (core.saturating_sub(5)..core).rev() {
        let item = &scene.items[i];
        let named = item.find(|t| if let Tag::Noun(stage) = t { Some(*stage) } else { None });
        // "X đã đề xuất mở …" is the verb.
        let verb = item.any(|t| matches!(t, Tag::Modal(_)))
            && i > 0
            && (scene.items[i - 1].has(Tag::Auxiliary) || scene.mention(i - 1).is_some());
        if let Some(stage) = named.filter(|_| !verb) {
            first = i;
            noun = true;
            by_noun = by_noun.or(stage);
            continue;
        }
        let owner = scene.mention(i).is_some() && i > 0 && scene.items[i - 1].has(Tag::Owner);
        let of = item.has(Tag::Owner) && scene.mention(i + 1).is_some();
        let links = item.any(|t| matches!(t, Tag::Preposition))
            && !item.has(Tag::Place)
            && scene.words(i).chars().count() <= 3;
        if !(owner || of || links) {
            break;
        }
    }
    (first, noun, by_noun)
}

/// One past the last item of the noun phrase that goes on at an item.
pub(crate) fn end_of(scene: &Scene<'_>, from: usize) -> usize {
    let mut end = from;
    let mut i = from;
    while i < scene.items.len().min(from + LONG) {
        let item = &scene.items[i];
        if scene.is_mark(i, &[","]) {
            // ", cụ thể là tại Tokyo, Nhật Bản".
            let place = scene.items.get(i + 1).is_some_and(|n| n.has(Tag::Place));
            let nested = i > 0
                && scene
                    .mention(i - 1)
                    .is_some_and(|m| matches!(m.kind, MentionKind::Metonym | MentionKind::Place))
                && scene.mention(i + 1).is_some_and(|m| m.kind == MentionKind::Polity);
            if !(place || nested) {
                break;
            }
            i += 1;
            continue;
        }
        let goes_on = match item.what {
            What::Mention(_) | What::Word | What::Name => true,
            What::Mark => scene.is_mark(i, &["(", ")", "-", "–", "/"]),
            What::Time(_) => false,
            What::Phrase(_) => {
                item.any(|t| {
                    matches!(t, Tag::Owner | Tag::Place | Tag::Demonstrative | Tag::Head(_) | Tag::Title)
                }) || item.has(Tag::And) && scene.mention(i + 1).is_some()
                    || item.has(Tag::Preposition)
                        && scene.mention(i + 1).is_some()
                        && !item.any(|t| matches!(t, Tag::Reason | Tag::ReasonAlone))
            }
        };
        let barred = item.any(|t| {
            matches!(
                t,
                Tag::Opener
                    | Tag::Purpose
                    | Tag::Break
                    | Tag::Stance(_)
                    | Tag::Say(_)
                    | Tag::Modal(_)
                    | Tag::Agent
            )
        }) && !item.has(Tag::Owner);
        // "do Mỹ dẫn đầu": an agent, not an owner.
        let agent = item.has(Tag::Agent);
        if !goes_on || barred || agent {
            break;
        }
        // What goes on must lead to a mention or be a word right behind.
        if !matches!(item.what, What::Phrase(_))
            || item.any(|t| matches!(t, Tag::Demonstrative | Tag::Head(_)))
        {
            end = i + 1;
        }
        i += 1;
    }
    while end > from && scene.is_mark(end - 1, &["-", "–", "/", "("]) {
        end -= 1;
    }
    end
}

/// The verb that carries a thing of one of the kinds out, before it in the same clause.
fn verb_before(scene: &Scene<'_>, at: usize, kinds: &[usize]) -> Option<(usize, usize)> {
    for i in (at.saturating_sub(NEAR)..at).rev() {
        let item = &scene.items[i];
        let verb = item.find(|t| match t {
            Tag::Realise(kind) if kinds.contains(kind) => Some(*kind),
            _ => None,
        });
        if let Some(kind) = verb {
            return Some((i, kind));
        }
        let passes = matches!(item.what, What::Word)
            || item
                .any(|t| matches!(t, Tag::And | Tag::Head(_) | Tag::Title | Tag::Auxiliary | Tag::Nominal));
        if !passes {
            return None;
        }
    }
    None
}

/// "văn phòng … sẽ mở": whether the verb stands behind, with a word of modality before it.
fn behind(scene: &Scene<'_>, at: usize, kind: usize) -> bool {
    let end = end_of(scene, at + 1);
    let modal = scene
        .items
        .get(end)
        .is_some_and(|i| i.any(|t| matches!(t, Tag::Modal(_) | Tag::Auxiliary | Tag::Passive)));
    modal && (end + 1..scene.items.len().min(end + 4)).any(|i| scene.items[i].has(Tag::Realise(kind)))
}
