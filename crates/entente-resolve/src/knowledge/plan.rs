//! Mentions of plans to plans: which mean the same, what became of it, who is for and against.

mod announced;
mod life;
mod link;
pub(crate) mod words;

use super::{Knowledge, Link, Plan, Stance, Told};
use crate::event::{Event, Reported};
use crate::knowledge::stance::sort;
use entente_text::Position;
use link::{Mention, Source};
use std::collections::BTreeMap;

/// The plans, by their first step, and the stances with the plans that they concern. `steps` are the indexes of the
/// assertions of steps, sorted.
pub(super) fn plans<T: Told, C: Reported>(
    told: &[T],
    events: &[Event<C>],
    steps: &[usize],
    mut stances: Vec<Stance>,
) -> (Vec<Plan>, Vec<Stance>) {
    let mentions = link::mentions(told, steps, &stances);
    let groups = link::groups(&mentions);
    let mut plans: Vec<Plan> = Vec::new();
    let mut of_article: BTreeMap<(&str, u32), BTreeMap<usize, usize>> = BTreeMap::new();
    for group in groups {
        let members: Vec<&Mention<'_>> = group.iter().map(|m| &mentions[*m]).collect();
        let Some(plan) = life::plan(told, &members, &stances) else { continue };
        let number = plans.len();
        plans.push(plan);
        for m in members {
            *of_article.entry((m.document, m.article)).or_default().entry(number).or_default() += 1;
            if let Source::Stance(s) = m.source {
                stances[s].plan = Some((number, Link::Plan));
            }
        }
    }
    in_context(told, &plans, &of_article, &mut stances);
    reactions(told, &mut plans, &mut stances);
    plans.extend(announced::plans(events));
    sorted(plans, stances)
}

/// So many times must an article come back to a plan that its other stances may concern it.
const MAIN: usize = 3;

/// Stances toward what a plan's parties do together, in an article that is mainly about the plan.
fn in_context<T: Told>(
    told: &[T],
    plans: &[Plan],
    of_article: &BTreeMap<(&str, u32), BTreeMap<usize, usize>>,
    stances: &mut [Stance],
) {
    for stance in stances.iter_mut().filter(|s| s.plan.is_none()) {
        let best = &told[stance.best];
        let Some(counts) = of_article.get(&(best.document(), best.assertion().article)) else { continue };
        // The plan that is named most; the first of equals.
        let main = counts.iter().max_by_key(|(plan, n)| (**n, std::cmp::Reverse(**plan)));
        let Some((&plan, _)) = main.filter(|(_, n)| **n >= MAIN) else { continue };
        let concerned =
            |code: &String| plans[plan].parties.contains(code) || plans[plan].places.contains(code);
        if stance.toward.codes.iter().any(concerned) && !stance.holder.codes.iter().any(concerned) {
            stance.plan = Some((plan, Link::Context));
        }
    }
}

/// So many bytes apart may the words of two reactions stand.
const NEXT: u32 = 500;

/// Reactions are told one after another: who is against what a plan's party does, right behind somebody who is against the
/// plan itself, objects to it. Of what a sentence says of one holder, the last counts: the rest is background and has nothing
/// to do with the plan.
fn reactions<T: Told>(told: &[T], plans: &mut [Plan], stances: &mut [Stance]) {
    let at = |s: &Stance| {
        let assertion = told[s.best].assertion();
        (told[s.best].document(), assertion.article, assertion.sentence, assertion.at)
    };
    let mut order: Vec<usize> = (0..stances.len())
        .filter(|s| stances[*s].position == Position::Opposes && stances[*s].plan.is_some())
        .collect();
    order.sort_by_key(|s| at(&stances[*s]));
    for (n, s) in order.iter().copied().enumerate() {
        let Some((plan, Link::Context)) = stances[s].plan else { continue };
        let (document, article, sentence, place) = at(&stances[s]);
        let before = order[..n].iter().rev().find(|b| at(&stances[**b]).2 != sentence);
        let follows = before.is_some_and(|b| {
            let b = &stances[*b];
            let (d, a, _, p) = at(b);
            b.plan == Some((plan, Link::Plan))
                && (d, a, p.part) == (document, article, place.part)
                && place.span.start.saturating_sub(p.span.end) <= NEXT
        });
        let overtaken = order[n + 1..]
            .iter()
            .any(|o| at(&stances[*o]).2 == sentence && stances[*o].holder.codes == stances[s].holder.codes);
        if overtaken {
            stances[s].plan = None;
        } else if follows {
            stances[s].plan = Some((plan, Link::Plan));
            life::object(told, &mut plans[plan], &stances[s]);
        }
    }
}

/// Plans in order, with the stances pointing at their new places.
fn sorted(plans: Vec<Plan>, mut stances: Vec<Stance>) -> (Vec<Plan>, Vec<Stance>) {
    let mut order: Vec<usize> = (0..plans.len()).collect();
    order.sort_by_cached_key(|i| {
        let first = plans[*i].steps.first().and_then(|s| super::weigh::bounds(s.date.as_ref()));
        (first.is_none(), first, plans[*i].id.clone())
    });
    let mut place = vec![0; plans.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    for stance in &mut stances {
        stance.plan = stance.plan.map(|(plan, link)| (place[plan], link));
    }
    sort(&mut stances);
    let mut plans: Vec<Option<Plan>> = plans.into_iter().map(Some).collect();
    (order.into_iter().filter_map(|i| plans[i].take()).collect(), stances)
}

impl Knowledge {
    /// The stances that concern a plan, in order.
    pub fn stances_on(&self, plan: usize) -> impl Iterator<Item = &Stance> {
        self.stances.iter().filter(move |s| s.plan.is_some_and(|(p, _)| p == plan))
    }
}
