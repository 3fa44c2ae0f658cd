//! Acts that are undone: sanctions that are lifted, tests that are stopped.

use crate::clause::Clause;
use crate::coder::Coder;
use crate::status::Modality;
use crate::units::{Functions, UnitKind};
use entente_text::{Category, Span};

impl Coder {
    /// Whether somebody demands what begins at unit `at`: "đòi dỡ bỏ trừng phạt" is no concession of theirs.
    pub(crate) fn demanded(&self, clause: &Clause<'_>, at: usize) -> bool {
        let small = Functions::AUXILIARY.with(Functions::QUANTIFIER).with(Functions::PASSIVE);
        let bears = |i: &usize| !clause.units[*i].is(small) || clause.units[*i].is_verb(&self.frames);
        let before = (0..at).rev().find(bears);
        before.is_some_and(|i| self.sets_off(clause, i, Category::Request))
    }

    /// Whether the unit is a trigger of acts of this category.
    fn sets_off(&self, clause: &Clause<'_>, unit: usize, category: Category) -> bool {
        let UnitKind::Trigger(of, _) = &clause.units[unit].kind else { return false };
        of.iter().any(|f| self.frames.get(*f).category() == category)
    }

    /// How far an act has come that undoes the one named at `at`, by words before the trigger or behind it; `None`
    /// where nothing undoes it.
    pub(crate) fn undone(
        &self,
        clause: &Clause<'_>,
        at: usize,
        before: Span,
        behind: Span,
    ) -> Option<Modality> {
        let trigger = clause.units[at].span;
        // "hủy kế hoạch áp thuế": the plan is undone, not the tariff.
        let barred = |undoing: Span| {
            let mut between = clause.units[..at].iter().rev().take_while(|u| u.span.start >= undoing.end);
            let words = Span { start: undoing.end, end: trigger.start };
            between.any(|u| u.is_verb(&self.frames) && !u.is(Functions::PREPOSITION))
                || self.status.modality(clause, words, None).status.is_some()
        };
        let said = if let Some(undoing) = self.status.undone_before(clause, before).filter(|s| !barred(*s)) {
            // "muốn được dỡ bỏ trừng phạt", "yêu cầu dỡ bỏ trừng phạt": nobody says that they are lifted. And what has a
            // frame of its own tells it better.
            let first = clause.units.iter().position(|u| u.span.end > undoing.start).unwrap_or(at);
            let granted = first > 0 && clause.units[first - 1].is(Functions::PASSIVE);
            if granted || self.sets_off(clause, first, Category::Concede) || self.demanded(clause, first) {
                return Some(Modality { undone: true, negated: true, ..Modality::default() });
            }
            Span { start: before.start, end: undoing.start }
        } else {
            let undoing = self.status.undone_behind(clause, behind)?;
            Span { start: trigger.end, end: undoing.start }
        };
        Some(Modality { undone: true, ..self.status.modality(clause, said, None) })
    }
}
