//! Groups of reports united where they likely tell of one happening though no stated date joins them.

use crate::again::days_between;
use crate::likely::{Clues, is_done_once, model, seen};
use crate::merge::Key;
use crate::same::Profile;
use std::collections::{BTreeMap, BTreeSet};

/// So many members of each group are compared.
const MEMBERS: usize = 5;
/// Groups are united where their mean log-odds are above this.
const LIKELY: f64 = -0.25;
/// The drawer of what has no day of the year, and of kinds that are done once.
const ANY: u64 = 99;

/// Unites groups some of whose members are more likely one happening than not. The groups come in an order that
/// rests on content alone; each joins the one before it that it fits best.
pub(crate) fn unite(
    profiles: &[&Profile<'_>],
    clues: &[Clues],
    keys: &[Vec<Key>],
    groups: Vec<Vec<usize>>,
) -> Vec<Vec<usize>> {
    let mut united: Vec<Vec<usize>> = Vec::new();
    let mut shelves: BTreeMap<(&Key, u64), BTreeSet<usize>> = BTreeMap::new();
    for group in groups {
        let drawers: BTreeSet<u64> = group.iter().map(|i| drawer(profiles[*i], &clues[*i])).collect();
        let near: BTreeSet<u64> = if drawers.contains(&ANY) {
            (0..12).chain([ANY]).collect()
        } else {
            drawers.iter().flat_map(|m| [*m, (m + 11) % 12, (m + 1) % 12]).chain([ANY]).collect()
        };
        let own: BTreeSet<&Key> = group.iter().take(MEMBERS).flat_map(|i| &keys[*i]).collect();
        let found: BTreeSet<usize> = own
            .iter()
            .flat_map(|k| near.iter().filter_map(|d| shelves.get(&(*k, *d))))
            .flatten()
            .copied()
            .collect();
        let best = found
            .into_iter()
            .filter_map(|g| Some((bond(profiles, clues, &group, &united[g])?, g)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let place = match best {
            Some((likely, g)) if likely > LIKELY => g,
            _ => {
                united.push(Vec::new());
                united.len() - 1
            }
        };
        for i in group.iter().take(MEMBERS) {
            for key in &keys[*i] {
                for drawer in &drawers {
                    shelves.entry((key, *drawer)).or_default().insert(place);
                }
            }
        }
        united[place].extend(group);
    }
    united
}

/// The month of a report; [`ANY`] where nothing is known of it, or where it is done once.
fn drawer(profile: &Profile<'_>, clues: &Clues) -> u64 {
    clues.month().filter(|_| !is_done_once(profile.kind)).unwrap_or(ANY)
}

/// This share of the pairs between two groups says how like they are; with [`LIKELY`] chosen on the labelled pairs.
const HIGHEST: f64 = 0.3;
/// The log-odds of reports that exclude each other.
const NEVER: f64 = -2.0;

/// Where none of the first members of two groups comes within this of [`LIKELY`], the others are not looked at: a busy pair of
/// parties has thousands of groups.
const GLANCE: usize = 2;
const NEAR: f64 = 1.25;

/// Reports of what the same two do again and again are of different acts where their texts state days so far apart.
const APART: i64 = 45;

/// Whether all dates that the texts of two groups state with their year exclude each other, of what is done more than once.
fn dated_apart(profiles: &[&Profile<'_>], clues: &[Clues], ours: &[usize], theirs: &[usize]) -> bool {
    let of = |group: &[usize]| group.iter().filter_map(|i| clues[*i].stated_days()).collect::<Vec<_>>();
    let once = |group: &[usize]| group.iter().any(|i| is_done_once(profiles[*i].kind));
    let (a, b) = (of(ours), of(theirs));
    let known = !a.is_empty() && !b.is_empty();
    let again = !once(ours) || !once(theirs);
    known && again && a.iter().all(|x| b.iter().all(|y| days_between(*x, *y) > APART))
}

/// The mean of the highest log-odds between members of two groups; `None` where no two can be compared. Reports err and tell
/// of one happening in passing, so that not all pairs can be alike.
fn bond(profiles: &[&Profile<'_>], clues: &[Clues], ours: &[usize], theirs: &[usize]) -> Option<f64> {
    if dated_apart(profiles, clues, ours, theirs) {
        return None;
    }
    let odds = |i: usize, j: usize| {
        let (x, y) = (profiles[i], profiles[j]);
        let comparable = x.scope == y.scope;
        (x.document != y.document)
            .then(|| if comparable { model().odds(&seen((x, &clues[i]), (y, &clues[j]))) } else { NEVER })
    };
    let between = |n: usize| {
        let pairs = ours.iter().take(n).flat_map(|i| theirs.iter().take(n).map(|j| (*i, *j)));
        pairs.filter_map(|(i, j)| odds(i, j)).collect::<Vec<f64>>()
    };
    let first = between(GLANCE);
    if !first.is_empty() && first.iter().all(|o| *o < LIKELY - NEAR) {
        return None;
    }
    let mut all = if ours.len().max(theirs.len()) > GLANCE { between(MEMBERS) } else { first };
    all.sort_by(|a, b| b.total_cmp(a));
    let highest = &all[..(all.len() as f64 * HIGHEST).ceil() as usize];
    (!highest.is_empty()).then(|| highest.iter().sum::<f64>() / highest.len() as f64)
}
