//! The noun phrases of a sentence, with what can be seen of them from a trigger: the candidates of the chooser.

use crate::carry::Carry;
use crate::clause::{Clause, Governor, Group};
use crate::frame::Frame;
use crate::noun_phrase::NounPhrase;
use crate::tally::{Piece, Tally, piece};
use crate::units::{Functions, UnitKind};
use entente_text::MentionKind;
use std::sync::Arc;

/// One noun phrase, or several that are joined.
#[derive(Debug)]
pub(crate) struct Phrase {
    pub group: Group,
    pub codes: Arc<[String]>,
    first: usize,
    /// One past its last unit.
    end: usize,
    kind: MentionKind,
    governor: Governor,
    /// The small word that governs it, in lower case.
    by: String,
    next: Piece<'static>,
    bracketed: bool,
    quoted: bool,
    /// Whether another phrase of the sentence names the same.
    again: bool,
    /// How prominent it is in the article.
    pub standing: Standing,
}

/// A sentence as the chooser sees it.
#[derive(Debug)]
pub(crate) struct Scene {
    pub phrases: Vec<Phrase>,
    /// How many commas, verbs, openings of clauses and other words stand before each unit.
    counts: Vec<[u16; 4]>,
}

const COMMAS: usize = 0;
const VERBS: usize = 1;
const CLAUSES: usize = 2;
const WORDS: usize = 3;

impl Scene {
    pub fn new(clause: &Clause<'_>, carry: &Carry) -> Self {
        let mut counts = Vec::with_capacity(clause.units.len() + 1);
        let mut sum = [0; 4];
        for (i, unit) in clause.units.iter().enumerate() {
            counts.push(sum);
            match &unit.kind {
                UnitKind::Punct if clause.is_mark(i, &[",", ";", ":"]) => sum[COMMAS] += 1,
                UnitKind::Punct | UnitKind::Time => {}
                _ if unit.is(Functions::SUBORDINATOR
                    .with(Functions::COMPLEMENTIZER)
                    .with(Functions::RELATIVE)) =>
                {
                    sum[CLAUSES] += 1;
                }
                _ if unit.is_verb(clause.frames) && !unit.is(Functions::PREPOSITION) => sum[VERBS] += 1,
                UnitKind::Function(f) if f.any(Functions::AUXILIARY.with(Functions::QUANTIFIER)) => {}
                _ => sum[WORDS] += 1,
            }
        }
        counts.push(sum);
        let mut phrases: Vec<Phrase> = clause.noun_phrases().map(|p| phrase(clause, carry, p)).collect();
        for i in 0..phrases.len() {
            phrases[i].again = (0..phrases.len()).any(|j| j != i && phrases[i].codes == phrases[j].codes);
        }
        Self { phrases, counts }
    }

    fn between(&self, what: usize, from: usize, to: usize) -> u16 {
        if from >= to { 0 } else { self.counts[to][what] - self.counts[from][what] }
    }

    /// How many phrases stand between this one and the trigger.
    fn passed(&self, index: usize, at: usize) -> usize {
        if self.phrases[index].first < at {
            self.phrases[index + 1..].iter().take_while(|p| p.first < at).count()
        } else {
            self.phrases[..index].iter().rev().take_while(|p| p.first > at).count()
        }
    }

    /// Who stands just behind the trigger at `at`, as its object would.
    pub fn object_of(&self, clause: &Clause<'_>, at: usize) -> Option<&[String]> {
        let phrase = self.phrases.iter().find(|p| p.first > at)?;
        let bare = (at + 1..phrase.first).all(|i| clause.units[i].is(Functions::QUANTIFIER));
        bare.then_some(&*phrase.codes)
    }

    /// Names what is seen of a phrase from the trigger at `at`.
    pub fn describe(
        &self,
        clause: &Clause<'_>,
        index: usize,
        at: usize,
        frame: &Frame,
        tally: &mut Tally<'_>,
    ) {
        let phrase = &self.phrases[index];
        let before = phrase.first < at;
        let (from, to) = if before { (phrase.end, at) } else { (at + 1, phrase.first) };
        let side = if before { piece!("<") } else { piece!(">") };
        let count = |what| steps(self.between(what, from, to).into());
        let passed = steps(self.passed(index, at));
        let by = Piece::new(&phrase.by);
        tally.add3(piece!("near"), side, passed);
        tally.add3(piece!("commas"), side, count(COMMAS));
        tally.add3(piece!("verbs"), side, count(VERBS));
        tally.add3(piece!("clauses"), side, count(CLAUSES));
        let words = (COMMAS..=WORDS).map(|what| self.between(what, from, to)).sum::<u16>();
        tally.add3(piece!("far"), side, distance(words.into()));
        tally.add3(piece!("governor"), side, governor_name(phrase.governor));
        tally.add3(piece!("by"), side, by);
        if !before {
            let takes = if frame.takes(&phrase.by) { piece!("yes") } else { piece!("no") };
            tally.add(piece!("takes"), takes);
            tally.add3(piece!("takes"), takes, passed);
        }
        tally.add3(piece!("kind"), side, kind_name(phrase.kind));
        tally.add3(piece!("next"), side, phrase.next);
        tally.add3(piece!("many"), side, steps(phrase.codes.len()));
        if index == 0 {
            tally.add(piece!("first"), side);
        }
        if phrase.bracketed {
            tally.add(piece!("bracketed"), side);
        }
        if phrase.quoted != clause.units[at].quoted {
            tally.add(piece!("quoted"), if phrase.quoted { piece!("it") } else { piece!("trigger") });
        }
        if phrase.again {
            tally.add(piece!("again"), side);
        }
        phrase.standing.describe(tally);
    }
}

/// How prominent parties are in the article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    /// Place of the first by how often the article names it.
    pub first: usize,
    /// The best place of one.
    best: usize,
    /// Whether the title names one.
    title: bool,
    /// Whether they are the subject of the sentence before.
    subject: bool,
}

impl Standing {
    pub fn of(carry: &Carry, codes: &[String]) -> Self {
        let first = codes.first().map_or(usize::MAX, |c| carry.rank(c));
        let best = codes.iter().skip(1).map(|c| carry.rank(c)).fold(first, usize::min);
        let title = codes.iter().any(|c| carry.title.contains(c));
        Self { first, best, title, subject: !carry.subject.is_empty() && codes == carry.subject }
    }

    pub fn describe(self, tally: &mut Tally<'_>) {
        tally.add(piece!("rank"), steps(self.best));
        if self.title {
            tally.add(piece!("title"), piece!("yes"));
        }
        if self.subject {
            tally.add(piece!("went before"), piece!("yes"));
        }
    }
}

fn phrase(clause: &Clause<'_>, carry: &Carry, named: NounPhrase<'_>) -> Phrase {
    let NounPhrase { mention, group, codes, first, end } = named;
    let by = clause.governing_word(first).map_or_else(String::new, |u| clause.word(u).to_lowercase());
    let next = clause.units.get(end).map_or(piece!("end"), |unit| match &unit.kind {
        UnitKind::Punct => piece!("mark"),
        UnitKind::Trigger(..) => piece!("trigger"),
        UnitKind::Mention(_) => piece!("mention"),
        UnitKind::Time => piece!("time"),
        UnitKind::Word => piece!("word"),
        UnitKind::Function(f) if f.any(Functions::AUXILIARY) => piece!("auxiliary"),
        UnitKind::Function(f) if f.any(Functions::VERB.with(Functions::CONTROL)) => piece!("verb"),
        UnitKind::Function(f) if f.any(Functions::PREPOSITION) => piece!("preposition"),
        UnitKind::Function(_) => piece!("small word"),
    });
    let unit = &clause.units[first];
    let standing = Standing::of(carry, &codes);
    Phrase {
        group,
        codes: (&*codes).into(),
        first,
        end,
        kind: mention.kind,
        governor: clause.governor(first),
        by,
        next,
        bracketed: unit.bracketed,
        quoted: unit.quoted,
        again: false,
        standing,
    }
}

/// A count as one of a few steps.
pub(crate) fn steps(count: usize) -> Piece<'static> {
    match count {
        0 => piece!("0"),
        1 => piece!("1"),
        2 => piece!("2"),
        3 => piece!("3"),
        _ => piece!("4+"),
    }
}

fn distance(words: usize) -> Piece<'static> {
    match words {
        0 => piece!("0"),
        1 => piece!("1"),
        2..=3 => piece!("2-3"),
        4..=6 => piece!("4-6"),
        7..=12 => piece!("7-12"),
        _ => piece!("13+"),
    }
}

/// A kind of mention as features are called after it.
pub(crate) fn kind_name(kind: MentionKind) -> Piece<'static> {
    match kind {
        MentionKind::Polity => piece!("Polity"),
        MentionKind::Metonym => piece!("Metonym"),
        MentionKind::Body => piece!("Body"),
        MentionKind::Person => piece!("Person"),
        MentionKind::Place => piece!("Place"),
        MentionKind::People => piece!("People"),
        MentionKind::Thing => piece!("Thing"),
        MentionKind::Outsider => piece!("Outsider"),
        MentionKind::Reference => piece!("Reference"),
    }
}

fn governor_name(governor: Governor) -> Piece<'static> {
    match governor {
        Governor::Free => piece!("free"),
        Governor::Unknown => piece!("unknown"),
        Governor::Owner => piece!("owner"),
        Governor::Governed => piece!("governed"),
        Governor::Control => piece!("control"),
    }
}
