//! Finding arguments: who stands before a trigger as its subject, who behind it as its object.

use crate::costs::Costs;
use crate::frame::{Frame, Frames};
use crate::units::{FunctionWords, Functions, Unit, UnitKind};
use crate::when::Calendar;
use entente_text::{Annotated, Mention, MentionKind, Sentence, Span};

/// Coordinated mentions in one slot, with how surely they fill it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// Units of the mentions.
    pub units: Vec<usize>,
    /// Cost of taking them: 0 is sure; grows with distance and what lies between.
    pub cost: u32,
}

/// How a mention depends on what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Governor {
    /// On nothing: a subject.
    Free,
    /// On a word that no list knows.
    Unknown,
    /// On a noun that belongs to it: "các tàu của NATO".
    Owner,
    /// On a preposition or a verb.
    Governed,
    /// On a verb that hands an act to it.
    Control,
}

/// One sentence being coded.
#[derive(Debug)]
pub struct Clause<'a> {
    /// The document.
    pub annotated: &'a Annotated,
    /// The sentence.
    pub sentence: &'a Sentence,
    /// Its index among the document's sentences.
    pub index: usize,
    /// The dates of the article, where the pack has weights to choose among them.
    pub calendar: Option<&'a Calendar<'a>>,
    /// Its units.
    pub units: Vec<Unit>,
    /// Its tokens as the lists see them, in lower case, with where they stand.
    pub words: Vec<(Span, u32)>,
    /// The pack's frames.
    pub frames: &'a Frames,
    /// The pack's small words.
    pub functions: &'a FunctionWords,
    /// The pack's costs.
    pub costs: Costs,
}

/// How many units a search goes before it gives up.
const REACH: usize = 40;

impl<'a> Clause<'a> {
    /// The numbers of the words within `span`.
    pub fn words_in(&self, span: Span) -> &[(Span, u32)] {
        let from = self.words.partition_point(|(s, _)| s.start < span.start);
        let to = self.words.partition_point(|(s, _)| s.start < span.end);
        &self.words[from..to.max(from)]
    }

    /// The mention of a unit.
    pub fn mention(&self, unit: usize) -> Option<&'a Mention> {
        self.units[unit].mention().map(|m| &self.annotated.mentions[m])
    }

    /// The words of a unit.
    pub fn word(&self, unit: usize) -> &'a str {
        self.units[unit].span.slice(self.annotated.text())
    }

    pub(crate) fn is_mark(&self, unit: usize, marks: &[&str]) -> bool {
        self.units[unit].kind == UnitKind::Punct && marks.contains(&self.word(unit))
    }

    /// The codes of a group, each once, in order.
    pub fn codes(&self, group: &Group) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for code in group.units.iter().filter_map(|u| self.mention(*u)).flat_map(|m| &m.polities) {
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        codes
    }

    /// From the first to the last word of a group.
    pub fn span(&self, group: &Group) -> Option<Span> {
        group.units.iter().map(|u| self.units[*u].span).reduce(Span::cover)
    }

    /// The subject of the verb at unit `at`, among the mentions before it.
    pub fn subject(&self, at: usize, frame: &Frame) -> Option<Group> {
        let mut best: Option<Group> = None;
        let mut cost = 0;
        let c = &self.costs;
        // Where the list begins whose last member was looked at: the others are no subjects of their own.
        let mut inside = usize::MAX;
        for i in (at.saturating_sub(REACH)..at).rev() {
            let unit = &self.units[i];
            if (inside..usize::MAX).contains(&i) || unit.bracketed && !self.units[at].bracketed {
                continue;
            }
            match &unit.kind {
                UnitKind::Mention(_) => {
                    inside = self.list_start(i);
                    let here = cost + self.subject_cost(i, at, frame);
                    if here < 100 && best.as_ref().is_none_or(|b| here < b.cost) {
                        best = Some(Group { cost: here, ..self.list_before(i) });
                    }
                    cost += c.passed;
                }
                UnitKind::Punct if self.is_mark(i, &[";"]) => break,
                UnitKind::Punct
                    if self.is_mark(i, &[":", "“", "\"", "«"]) && unit.quoted != self.units[at].quoted =>
                {
                    break;
                }
                UnitKind::Punct => cost += if self.is_mark(i, &["\"", "“", "”"]) { 0 } else { c.mark },
                UnitKind::Time => {}
                UnitKind::Function(f) if f.any(Functions::SUBORDINATOR) && !f.any(Functions::AUXILIARY) => {
                    cost += c.subordinator;
                }
                UnitKind::Function(f) if f.any(Functions::AUXILIARY.with(Functions::QUANTIFIER)) => {}
                UnitKind::Function(_) => cost += c.word,
                UnitKind::Trigger(..) | UnitKind::Word => cost += c.word,
            }
        }
        best.filter(|b| b.cost <= c.subject_limit)
    }

    /// What taking the mention at `i` for the subject of `at` costs, distance aside; 100 is never.
    fn subject_cost(&self, i: usize, at: usize, frame: &Frame) -> u32 {
        let Some(mention) = self.mention(i) else { return 100 };
        if mention.polities.is_empty() {
            return 100;
        }
        let kind = match mention.kind {
            MentionKind::Thing if frame.things => 1,
            MentionKind::People if frame.people || frame.things => 1,
            _ if self.attributive(i) => {
                if frame.things || frame.people {
                    2
                } else {
                    6
                }
            }
            MentionKind::Metonym => 1,
            MentionKind::Polity if frame.person_subject => 4,
            kind if kind.acts() => 0,
            // The subject of a reversed frame is its recipient.
            MentionKind::Place if frame.reversed && frame.place => 1,
            MentionKind::Place => 12,
            _ => return 100,
        };
        let first = self.list_start(i);
        let adjacent = self.adjacent(i + 1, at);
        let governor = match self.governor(first) {
            Governor::Free => 0,
            Governor::Unknown if adjacent => self.costs.unknown_adjacent,
            Governor::Unknown => self.costs.unknown,
            Governor::Control if adjacent => 2,
            Governor::Governed if adjacent && self.opens_clause(first) => 0,
            Governor::Owner if adjacent && !self.owns_act(first) => self.costs.owner,
            Governor::Owner => self.costs.governed,
            Governor::Governed | Governor::Control => self.costs.governed,
        };
        let serial = !adjacent && self.verb_between(i, at) && self.object_between(i, at);
        kind + governor + if serial { self.costs.serial } else { 0 }
    }

    /// Whether only auxiliaries, times and marks of quotation stand between.
    fn adjacent(&self, from: usize, to: usize) -> bool {
        (from..to).all(|j| {
            matches!(self.units[j].kind, UnitKind::Time)
                || self.units[j].bracketed
                || self.units[j].is(Functions::AUXILIARY)
                || self.is_mark(j, &["\"", "“", "”", "(", ")"])
        })
    }

    fn verb_between(&self, from: usize, to: usize) -> bool {
        (from + 1..to).any(|j| self.units[j].is_verb(self.frames))
    }

    fn object_between(&self, from: usize, to: usize) -> bool {
        (from + 1..to).any(|j| self.units[j].mention().is_some())
    }

    /// A word before it opens a clause: "vì | Mỹ | huỷ họp".
    fn opens_clause(&self, first: usize) -> bool {
        first > 0
            && self.units[first - 1]
                .is(Functions::SUBORDINATOR.with(Functions::SPEECH).with(Functions::COMPLEMENTIZER))
    }

    /// Whether what belongs to it is an act: "chuyến thăm của Trump".
    fn owns_act(&self, first: usize) -> bool {
        self.units[first.saturating_sub(5)..first].iter().any(|u| u.is_act_noun(self.frames))
    }

    /// Where the mention at `first` begins, with the words that measure it.
    fn measured_from(&self, first: usize) -> usize {
        let mut j = first;
        while j > 0
            && (self.units[j - 1].is(Functions::QUANTIFIER) && !self.units[j - 1].is(Functions::PREPOSITION)
                || self.functions.determined
                    && (self.is_number(j - 1)
                        || self.is_number(j) && self.units[j - 1].is(Functions::QUANTIFIER)))
        {
            j -= 1;
        }
        j
    }

    /// The small word that governs the mention at `first`, if one does.
    pub(crate) fn governing_word(&self, first: usize) -> Option<usize> {
        let before = self.measured_from(first).checked_sub(1)?;
        let governs =
            Functions::PREPOSITION.with(Functions::VERB).with(Functions::CONTROL).with(Functions::PASSIVE);
        self.units[before].is(governs).then_some(before)
    }

    /// What the mention at `first` depends on.
    pub(crate) fn governor(&self, first: usize) -> Governor {
        let unit = self.measured_from(first).checked_sub(1).map(|j| &self.units[j]);
        let Some(unit) = unit else { return Governor::Free };
        let f = unit.functions();
        match &unit.kind {
            UnitKind::Punct | UnitKind::Time => Governor::Free,
            _ if f.any(Functions::CONTROL) => Governor::Control,
            _ if f.any(Functions::POSSESSIVE) => Governor::Owner,
            _ if f.any(Functions::PREPOSITION) && !f.any(Functions::OPENER) => Governor::Governed,
            _ if f.any(Functions::SPEECH) => Governor::Free,
            UnitKind::Trigger(..) => Governor::Governed,
            _ if f.any(Functions::VERB) => Governor::Governed,
            UnitKind::Function(_) => Governor::Free,
            UnitKind::Mention(_) | UnitKind::Word => Governor::Unknown,
        }
    }

    /// The list that the mention at `i` ends: "Mỹ, Anh và Pháp".
    pub(crate) fn list_before(&self, i: usize) -> Group {
        let mut units: Vec<usize> = self.members_before(i).collect();
        units.reverse();
        Group { units, cost: 0 }
    }

    /// Where the list begins that the mention at `i` ends.
    fn list_start(&self, i: usize) -> usize {
        self.members_before(i).last().unwrap_or(i)
    }

    /// The members of the list that the mention at `i` ends, the last first.
    fn members_before(&self, i: usize) -> impl Iterator<Item = usize> {
        let member = move |j: &usize| {
            let mut k = j.checked_sub(1).filter(|_| *j >= 2)?;
            while k > 0
                && self.units[k].is(Functions::QUANTIFIER)
                && !self.units[k].is(Functions::COORDINATION)
            {
                k -= 1;
            }
            let joined = *j != i;
            let and = self.units[k].is(Functions::COORDINATION);
            let comma = joined && self.is_mark(k, &[","]);
            k.checked_sub(1).filter(|before| (and && !joined || comma) && self.acting(*before))
        };
        std::iter::successors(Some(i), member)
    }

    /// The list that the mention at `i` begins.
    fn list_behind(&self, i: usize) -> Group {
        let mut units = vec![i];
        let mut pending = Vec::new();
        let mut j = i;
        while j + 2 < self.units.len() {
            let mut k = j + 2;
            while k < self.units.len() && self.units[k].is(Functions::QUANTIFIER) {
                k += 1;
            }
            if k >= self.units.len() || self.units[k].mention().is_none() {
                break;
            }
            let joint = &self.units[j + 1];
            if joint.is(Functions::COORDINATION) {
                units.append(&mut pending);
                units.push(k);
                break;
            }
            if !self.is_mark(j + 1, &[","]) {
                break;
            }
            pending.push(k);
            j = k;
        }
        Group { units, cost: 0 }
    }

    /// Whether nothing governs the mention at `i`.
    pub fn is_free(&self, i: usize) -> bool {
        self.governor(i) == Governor::Free
    }

    /// The list of mentions that begins at `i`.
    pub fn group_from(&self, i: usize) -> Option<Group> {
        self.mention(i).map(|_| self.list_behind(i))
    }

    fn acting(&self, unit: usize) -> bool {
        self.mention(unit).is_some_and(|m| m.kind.acts() && !m.polities.is_empty())
    }

    /// The first free subject behind the clause at `at`: "Tiếp ông A, Thủ tướng …".
    pub fn subject_behind(&self, at: usize) -> Option<Group> {
        let comma = (at + 1..self.units.len().min(at + REACH)).find(|j| self.is_mark(*j, &[","]))?;
        let i = (comma + 1..self.units.len().min(comma + 6)).find(|j| self.units[*j].mention().is_some())?;
        (self.acting(i) && self.governor(i) == Governor::Free)
            .then(|| Group { cost: 4, ..self.list_behind(i) })
    }

    /// The object of the verb or the argument of the noun at unit `at`, brought in by one of `prepositions`
    /// ("" is none), none of whose codes is in `except`.
    pub fn object(
        &self,
        at: usize,
        frame: &Frame,
        prepositions: &[String],
        except: &[String],
    ) -> Option<Group> {
        let mut cost = 0;
        let c = &self.costs;
        let mut preposition: Option<usize> = None;
        let mut comma = false;
        let near = match frame {
            f if f.next_object => 3,
            f if f.near_object => 8,
            _ => REACH,
        };
        let end = self.units.len().min(at + 1 + near);
        let mut i = at + 1;
        while i < end {
            let unit = &self.units[i];
            if unit.bracketed && !self.units[at].bracketed {
                i += 1;
                continue;
            }
            match &unit.kind {
                UnitKind::Mention(_) => {
                    let group = self.list_behind(i);
                    let last = group.units[group.units.len() - 1];
                    let by = preposition.map_or("", |p| self.word(p));
                    if self.functions.determined
                        && by.is_empty()
                        && (comma || self.object_fits(i, frame) >= 100)
                    {
                        // ", officials in Kabul said": another clause; "ordered ex-president X to …": nobody's.
                        break;
                    }
                    let fits = self.object_fits(i, frame);
                    let codes = self.codes(&group);
                    let fresh = codes.iter().any(|c| !except.contains(c));
                    let taken = takes(prepositions, by);
                    let possessive = preposition.is_some_and(|p| self.units[p].is(Functions::GENITIVE));
                    if fits < 100
                        && fresh
                        && (taken || possessive && prepositions.iter().any(String::is_empty))
                    {
                        return Some(Group { cost: cost + fits + if taken { 0 } else { 2 }, ..group });
                    }
                    cost += c.passed_behind;
                    preposition = None;
                    i = last;
                }
                UnitKind::Punct if self.is_mark(i, &[";", ":"]) => break,
                UnitKind::Punct if self.is_mark(i, &[","]) => {
                    cost += c.comma;
                    comma = true;
                }
                UnitKind::Punct | UnitKind::Time => {}
                UnitKind::Function(f) if f.any(Functions::QUANTIFIER) && self.is_number(i + 1) => {}
                UnitKind::Function(f) if f.any(Functions::PREPOSITION) => {
                    if f.any(Functions::SUBORDINATOR) && self.is_mark(i - 1, &[","]) {
                        break;
                    }
                    // "với các tàu của Nhật Bản": what belongs to it keeps the preposition before.
                    if !f.any(Functions::POSSESSIVE) || preposition.is_none() {
                        preposition = Some(i);
                    }
                }
                UnitKind::Function(f) if f.any(Functions::COORDINATION) && self.verb_follows(i + 1) => break,
                UnitKind::Function(f) if f.any(Functions::QUANTIFIER.with(Functions::AUXILIARY)) => {}
                UnitKind::Function(f) if f.any(Functions::COMPLEMENTIZER) => cost += c.word_behind,
                UnitKind::Function(f) if f.any(Functions::SUBORDINATOR) && self.is_mark(i - 1, &[","]) => {
                    break;
                }
                UnitKind::Function(f) if f.any(Functions::SUBORDINATOR) => cost += c.subordinator_behind,
                UnitKind::Trigger(_, f) if f.any(Functions::PREPOSITION) => preposition = Some(i),
                UnitKind::Trigger(..) => {
                    cost += if unit.is_verb(self.frames) { c.verb } else { c.word_behind };
                }
                UnitKind::Function(_) | UnitKind::Word => cost += c.word_behind,
            }
            if cost > c.object_limit {
                break;
            }
            i += 1;
        }
        None
    }

    /// The mention behind a word of this function behind the verb at `at`: "… bởi Mỹ".
    pub fn object_after(
        &self,
        at: usize,
        frame: &Frame,
        function: Functions,
        except: &[String],
    ) -> Option<Group> {
        let word = (at + 1..self.units.len().min(at + 8)).find(|i| self.units[*i].is(function))?;
        let preposition = [self.word(word).to_lowercase()];
        self.object(at, frame, &preposition, except)
    }

    /// Whether a verb stands here, auxiliaries aside.
    fn verb_follows(&self, from: usize) -> bool {
        (from..self.units.len())
            .find(|j| !self.units[*j].is(Functions::AUXILIARY) || self.units[*j].is_verb(self.frames))
            .is_some_and(|j| self.units[j].is_verb(self.frames))
    }

    fn is_number(&self, at: usize) -> bool {
        at < self.units.len()
            && self.units[at].kind == UnitKind::Word
            && self.word(at).starts_with(|c: char| c.is_ascii_digit())
    }

    fn object_fits(&self, i: usize, frame: &Frame) -> u32 {
        let Some(mention) = self.mention(i) else { return 100 };
        if mention.polities.is_empty() {
            return 100;
        }
        match mention.kind {
            MentionKind::Place if frame.place => 0,
            MentionKind::Place => self.costs.place,
            MentionKind::Metonym if frame.place => 0,
            MentionKind::Metonym => 1,
            MentionKind::People | MentionKind::Thing if frame.people_object => 0,
            MentionKind::People | MentionKind::Thing => self.costs.thing,
            // "arrested a German journalist": citizens, whoever they act for.
            MentionKind::Outsider if frame.people_object && self.functions.determined => 0,
            MentionKind::Outsider => 100,
            _ => u32::from(self.attributive(i)),
        }
    }

    /// The mention that says what stands in quotation marks at unit `at`.
    pub fn speaker_of_quote(&self, at: usize) -> Option<&'a Mention> {
        let span = self.units[at].span;
        let quotation = self.annotated.quotation_of(span)?;
        quotation.speaker.map(|s| &self.annotated.mentions[s as usize])
    }

    /// The subject of the verb of speech that the trigger at `at` is the words of, if any: "Nga nói Mỹ …".
    pub fn outer_subject(&self, at: usize, frame: &Frame) -> Option<Group> {
        let speech = (0..at).rev().find(|j| {
            self.units[*j].is(Functions::SPEECH) && self.units[*j].is(Functions::VERB)
                || self.units[*j].is(Functions::COMPLEMENTIZER)
        })?;
        self.subject(speech, frame)
    }
}

/// Whether a word, in any case, is one of a list.
pub(crate) fn takes(list: &[String], word: &str) -> bool {
    if list.iter().any(|p| p.eq_ignore_ascii_case(word)) {
        return true;
    }
    // Only a word with capitals beyond ASCII can still be one of them.
    let capital = !word.is_ascii() && word.chars().any(char::is_uppercase);
    capital && list.contains(&word.to_lowercase())
}

/// Whether a bare mention before a noun says where or about whom: "the Baghdad bombing", "Iran sanctions".
pub(crate) fn is_place(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Place | MentionKind::Metonym | MentionKind::Polity)
}
