//! The largest one-to-one matching of two lists.

use super::Scored;

/// Pairs of indexes: as many as possible; among equals, those with the same date are tried first.
pub(crate) fn matching(
    gold: &[&Scored],
    predicted: &[&Scored],
    fits: impl Fn(&Scored, &Scored) -> bool,
) -> Vec<(usize, usize)> {
    let edges: Vec<Vec<usize>> = gold
        .iter()
        .map(|g| {
            let mut found: Vec<usize> = (0..predicted.len()).filter(|j| fits(g, predicted[*j])).collect();
            found.sort_by_key(|j| predicted[*j].date != g.date);
            found
        })
        .collect();
    let mut owner: Vec<Option<usize>> = vec![None; predicted.len()];
    for i in 0..gold.len() {
        let mut seen = vec![false; predicted.len()];
        place(i, &edges, &mut owner, &mut seen);
    }
    let mut pairs: Vec<_> = owner.iter().enumerate().filter_map(|(j, i)| Some(((*i)?, j))).collect();
    pairs.sort_unstable();
    pairs
}

/// Gives `i` a partner, moving others to their second choice where that makes room.
fn place(i: usize, edges: &[Vec<usize>], owner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for &j in &edges[i] {
        if std::mem::replace(&mut seen[j], true) {
            continue;
        }
        let free = match owner[j] {
            None => true,
            Some(other) => place(other, edges, owner, seen),
        };
        if free {
            owner[j] = Some(i);
            return true;
        }
    }
    false
}
