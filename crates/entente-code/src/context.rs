//! What stands round a trigger besides its arguments: conditions, light verbs, those whose words it stands in.

use crate::clause::{Clause, takes};
use crate::units::{Functions, UnitKind};
use entente_text::{MentionKind, Span};

impl Clause<'_> {
    /// Whether one of `words` follows the unit before the next mark.
    pub fn followed_by(&self, at: usize, words: &[String]) -> bool {
        const FAR: usize = 14;
        (at + 1..self.units.len().min(at + FAR))
            .take_while(|i| !self.is_mark(*i, &[",", ";", ".", ":"]))
            .any(|i| takes(words, self.word(i)) || self.begins_with(i, words))
    }

    /// Whether the unit is a trigger that begins with one of `words`: "gỡ bỏ | lệnh cấm".
    fn begins_with(&self, unit: usize, words: &[String]) -> bool {
        let rest = |word: &String| self.word(unit).strip_prefix(word.as_str());
        matches!(self.units[unit].kind, UnitKind::Trigger(..))
            && words.iter().any(|w| rest(w).is_some_and(|r| r.starts_with(' ')))
    }

    /// Whether the unit stands in a condition: behind its opening word and before the mark that ends it.
    pub fn in_condition(&self, at: usize) -> bool {
        let open = (0..at).rev().find(|i| self.units[*i].is(Functions::CONDITION));
        open.is_some_and(|o| !(o..at).any(|i| self.is_mark(i, &[",", ";", "."])))
    }

    /// From the subject at unit `subject` to the verb at `at`, where the verbs between have the same subject and
    /// only purpose joins them.
    pub fn series_before(&self, at: usize, subject: Option<usize>) -> Option<Span> {
        let first = subject.filter(|s| *s < at)? + 1;
        let bars = Functions::SUBORDINATOR.with(Functions::COMPLEMENTIZER).with(Functions::RELATIVE);
        let ends = |i: usize| {
            let unit = &self.units[i];
            unit.is(bars)
                && !unit.is(Functions::PURPOSE.with(Functions::AUXILIARY).with(Functions::PREPOSITION))
                || unit.kind == UnitKind::Punct && !self.is_mark(i, &[","])
        };
        (!(first..at).any(ends))
            .then(|| Span { start: self.units[first].span.start, end: self.units[at].span.start })
    }

    /// Whether another verb, a thing or a word that no list knows stands just before the unit, small words aside.
    pub fn behind_verb(&self, at: usize) -> bool {
        let small = |i: &usize| {
            let unit = &self.units[*i];
            unit.bracketed
                || matches!(unit.kind, UnitKind::Time | UnitKind::Punct)
                || unit.is(Functions::AUXILIARY.with(Functions::OPENER).with(Functions::COORDINATION))
        };
        let Some(before) = (0..at).rev().find(|i| !small(i)) else { return false };
        if (before + 1..at).any(|i| self.is_mark(i, &[",", ";", ":"])) {
            return false;
        }
        let unit = &self.units[before];
        match &unit.kind {
            UnitKind::Word => true,
            UnitKind::Mention(_) => self
                .mention(before)
                .is_some_and(|m| m.kind == MentionKind::Thing || m.name.is_none() && self.is_sent(before)),
            _ => unit.is_verb(self.frames),
        }
    }

    /// Whether a word of sending governs the noun phrase: "the posting of an officer of the navy to …" is no visit of the navy.
    fn is_sent(&self, mention: usize) -> bool {
        const SENDING: &[&str] = &["deploy", "envoy"];
        let part = |i: &usize| {
            let unit = &self.units[*i];
            unit.kind == UnitKind::Word || unit.is(Functions::QUANTIFIER.with(Functions::POSSESSIVE))
        };
        let Some(before) = (0..mention).rev().find(|i| !part(i)) else { return false };
        match &self.units[before].kind {
            UnitKind::Trigger(frames, _) => {
                frames.iter().any(|f| SENDING.contains(&self.frames.get(*f).kind.as_str()))
            }
            _ => false,
        }
    }

    /// From the unit's end to the mark or verb of speech that ends its clause, before unit `until` at the latest.
    pub fn rest(&self, at: usize, until: usize) -> Span {
        let ends = |i: &usize| {
            let speech = Functions::SPEECH.with(Functions::COMPLEMENTIZER);
            self.is_mark(*i, &[",", ";", ".", ":"])
                || self.units[*i].is(speech) && self.units[*i].is(Functions::VERB)
        };
        let from = self.units[at].span.end;
        let last = (at + 1..self.units.len().min(until)).take_while(|i| !ends(i)).last();
        Span { start: from, end: last.map_or(from, |i| self.units[i].span.end) }
    }

    /// Whether the sentence states a condition.
    pub fn has_condition(&self) -> bool {
        self.units.iter().any(|u| u.is(Functions::CONDITION))
    }

    /// Whether the words that the unit stands in are those of somebody who acts for nobody.
    pub fn said_by_outsider(&self, at: usize) -> bool {
        let speech =
            (0..at).rev().find(|j| self.units[*j].is(Functions::SPEECH.with(Functions::COMPLEMENTIZER)));
        let before = speech.and_then(|j| (0..j).rev().find_map(|i| self.mention(i)));
        before.is_some_and(|m| m.kind == MentionKind::Outsider)
    }

    /// Whether "lẫn nhau" stands close behind.
    pub fn reciprocal_behind(&self, at: usize) -> bool {
        (at + 1..self.units.len().min(at + 6)).any(|i| self.units[i].is(Functions::RECIPROCAL))
    }

    /// Whether a verb of hardly any meaning stands before the noun: "áp đặt | nhiều | lệnh trừng phạt".
    pub fn has_light_verb(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at)
            .rev()
            .take_while(|i| self.units[*i].kind != UnitKind::Punct)
            .any(|i| self.units[i].is(Functions::LIGHT))
    }

    /// Whether somebody who acts for nobody is named before the unit: an expert, a newspaper.
    pub fn has_outsider_before(&self, at: usize) -> bool {
        (0..at).filter_map(|i| self.mention(i)).any(|m| m.kind == MentionKind::Outsider)
    }
}
