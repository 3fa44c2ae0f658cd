//! The noun phrases of a sentence, with what can be seen of them from a trigger: the candidates of the chooser.

use crate::arguments::Carry;
use crate::chooser::Tally;
use crate::clause::{Clause, Governor, Group};
use crate::frame::Frame;
use crate::units::{Functions, UnitKind};
use entente_text::MentionKind;

/// One noun phrase, or several that are joined.
#[derive(Debug)]
pub(crate) struct Phrase {
    pub group: Group,
    pub codes: Vec<String>,
    first: usize,
    /// One past its last unit.
    end: usize,
    kind: MentionKind,
    governor: Governor,
    /// The small word that governs it, in lower case.
    by: String,
    next: &'static str,
    bracketed: bool,
    quoted: bool,
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
    pub fn new(clause: &Clause<'_>) -> Self {
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
        let mut phrases = Vec::new();
        let mut i = 0;
        while i < clause.units.len() {
            let Some(group) = clause.group_from(i) else {
                i += 1;
                continue;
            };
            let end = group.units.last().map_or(i, |u| *u) + 1;
            phrases.extend(phrase(clause, i, end, group));
            i = end;
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

    /// Names what is seen of a phrase from the trigger at `at`.
    pub fn describe(
        &self,
        clause: &Clause<'_>,
        carry: &Carry,
        index: usize,
        at: usize,
        frame: &Frame,
        tally: &mut Tally<'_>,
    ) {
        let phrase = &self.phrases[index];
        let before = phrase.first < at;
        let (from, to) = if before { (phrase.end, at) } else { (at + 1, phrase.first) };
        let side = if before { "<" } else { ">" };
        let count = |what| steps(self.between(what, from, to).into());
        tally.add3("near", side, steps(self.passed(index, at)));
        tally.add3("commas", side, count(COMMAS));
        tally.add3("verbs", side, count(VERBS));
        tally.add3("clauses", side, count(CLAUSES));
        let words = (COMMAS..=WORDS).map(|what| self.between(what, from, to)).sum::<u16>();
        tally.add3("far", side, distance(words.into()));
        tally.add3("governor", side, phrase.governor.name());
        tally.add3("by", side, &phrase.by);
        if !before {
            let takes = frame.takes(&phrase.by);
            tally.add("takes", if takes { "yes" } else { "no" });
            tally.add3("takes", if takes { "yes" } else { "no" }, steps(self.passed(index, at)));
        }
        tally.add3("kind", side, kind_name(phrase.kind));
        tally.add3("next", side, phrase.next);
        tally.add3("many", side, steps(phrase.codes.len()));
        if index == 0 {
            tally.add("first", side);
        }
        if phrase.bracketed {
            tally.add("bracketed", side);
        }
        if phrase.quoted != clause.units[at].quoted {
            tally.add("quoted", if phrase.quoted { "it" } else { "trigger" });
        }
        if self.phrases.iter().enumerate().any(|(i, p)| i != index && p.codes == phrase.codes) {
            tally.add("again", side);
        }
        standing(carry, &phrase.codes, tally);
    }
}

/// Names how prominent parties are in the article.
pub(crate) fn standing(carry: &Carry, codes: &[String], tally: &mut Tally<'_>) {
    let rank = codes.iter().map(|c| carry.rank(c)).min().unwrap_or(usize::MAX);
    tally.add("rank", steps(rank));
    if codes.iter().any(|c| carry.title.contains(c)) {
        tally.add("title", "yes");
    }
    if !carry.subject.is_empty() && codes == carry.subject {
        tally.add("went before", "yes");
    }
}

fn phrase(clause: &Clause<'_>, first: usize, end: usize, group: Group) -> Option<Phrase> {
    let mention = clause.mention(first)?;
    let codes = clause.codes(&group);
    if codes.is_empty() || mention.kind == MentionKind::Outsider {
        return None;
    }
    let by = clause.governing_word(first).map_or_else(String::new, |u| clause.word(u).to_lowercase());
    let next = clause.units.get(end).map_or("end", |unit| match &unit.kind {
        UnitKind::Punct => "mark",
        UnitKind::Trigger(..) => "trigger",
        UnitKind::Mention(_) => "mention",
        UnitKind::Time => "time",
        UnitKind::Word => "word",
        UnitKind::Function(f) if f.any(Functions::AUXILIARY) => "auxiliary",
        UnitKind::Function(f) if f.any(Functions::VERB.with(Functions::CONTROL)) => "verb",
        UnitKind::Function(f) if f.any(Functions::PREPOSITION) => "preposition",
        UnitKind::Function(_) => "small word",
    });
    let unit = &clause.units[first];
    Some(Phrase {
        group,
        codes,
        first,
        end,
        kind: mention.kind,
        governor: clause.governor(first),
        by,
        next,
        bracketed: unit.bracketed,
        quoted: unit.quoted,
    })
}

/// A count as one of a few steps.
pub(crate) fn steps(count: usize) -> &'static str {
    match count {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        _ => "4+",
    }
}

fn distance(words: usize) -> &'static str {
    match words {
        0 => "0",
        1 => "1",
        2..=3 => "2-3",
        4..=6 => "4-6",
        7..=12 => "7-12",
        _ => "13+",
    }
}

fn kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Polity => "Polity",
        MentionKind::Metonym => "Metonym",
        MentionKind::Body => "Body",
        MentionKind::Person => "Person",
        MentionKind::Place => "Place",
        MentionKind::People => "People",
        MentionKind::Thing => "Thing",
        MentionKind::Outsider => "Outsider",
        MentionKind::Reference => "Reference",
    }
}
