//! Where the nodes of a network lie: stress majorization (Gansner, Koren and North 2004).
//!
//! Two nodes shall lie as far apart as the shortest way between them is long. An edge is the longer, the fewer
//! neighbours its ends have in common, so that what belongs together lies together. The nodes begin on a
//! spiral in their order; nothing is left to chance.

use std::collections::VecDeque;

/// How often all nodes are moved.
const ROUNDS: usize = 120;
/// The golden angle: a spiral by it fills a disc evenly.
const GOLDEN: f64 = 2.399_963_229_728_653;

/// Places for `n` nodes within about a unit square, of any edges between them.
pub fn places(n: usize, edges: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let neighbours = neighbours(n, edges);
    let apart = distances(&neighbours);
    let mut at: Vec<(f64, f64)> = (0..n).map(spiral).collect();
    for _ in 0..ROUNDS {
        for i in 0..n {
            at[i] = pulled(i, &at, &apart[i]);
        }
    }
    fit(&mut at);
    at
}

fn spiral(i: usize) -> (f64, f64) {
    let (r, angle) = ((i as f64 + 0.5).sqrt(), i as f64 * GOLDEN);
    (r * angle.cos(), r * angle.sin())
}

fn neighbours(n: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new(); n];
    for &(a, b) in edges.iter().filter(|(a, b)| a != b && *a < n && *b < n) {
        all[a].push(b);
        all[b].push(a);
    }
    for list in &mut all {
        list.sort_unstable();
        list.dedup();
    }
    all
}

/// How far apart each two nodes shall lie. Those that no way joins lie about half as far as the longest way.
fn distances(neighbours: &[Vec<usize>]) -> Vec<Vec<f64>> {
    let n = neighbours.len();
    let mut all: Vec<Vec<f64>> = (0..n).map(|i| ways(i, neighbours)).collect();
    let longest = all.iter().flatten().copied().filter(|d| d.is_finite()).fold(1.0, f64::max);
    for distance in all.iter_mut().flatten().filter(|d| d.is_infinite()) {
        *distance = longest * 0.5 + 1.0;
    }
    all
}

/// The shortest ways from one node; each edge is as long as its ends are unlike. Label-correcting search: enough for
/// some hundred nodes.
fn ways(from: usize, neighbours: &[Vec<usize>]) -> Vec<f64> {
    let mut far = vec![f64::INFINITY; neighbours.len()];
    far[from] = 0.0;
    let mut queue = VecDeque::from([from]);
    while let Some(a) = queue.pop_front() {
        for &b in &neighbours[a] {
            let way = far[a] + length(&neighbours[a], &neighbours[b]);
            if way + 1e-9 < far[b] {
                far[b] = way;
                queue.push_back(b);
            }
        }
    }
    far
}

/// The square root of how many neighbours the ends do not have in common, and one.
fn length(a: &[usize], b: &[usize]) -> f64 {
    let shared = a.iter().filter(|x| b.binary_search(x).is_ok()).count();
    ((a.len() + b.len() - 2 * shared).max(1) as f64).sqrt()
}

/// Where node `i` is pulled by all others: the mean of the places that each of them would have it at, the nearer weighing
/// more.
fn pulled(i: usize, at: &[(f64, f64)], apart: &[f64]) -> (f64, f64) {
    let (mut x, mut y, mut weights) = (0.0, 0.0, 0.0);
    for (j, &(ox, oy)) in at.iter().enumerate().filter(|&(j, _)| j != i) {
        let want = apart[j].max(0.1);
        let weight = 1.0 / (want * want);
        let (dx, dy) = (at[i].0 - ox, at[i].1 - oy);
        let far = dx.hypot(dy).max(1e-6);
        x += weight * (ox + want * dx / far);
        y += weight * (oy + want * dy / far);
        weights += weight;
    }
    if weights > 0.0 { (x / weights, y / weights) } else { at[i] }
}

/// Turns the layout so that it is widest from left to right, and scales it to the unit square.
fn fit(at: &mut [(f64, f64)]) {
    let n = at.len().max(1) as f64;
    let (mx, my) = at.iter().fold((0.0, 0.0), |m, p| (m.0 + p.0 / n, m.1 + p.1 / n));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for p in &mut *at {
        *p = (p.0 - mx, p.1 - my);
        xx += p.0 * p.0;
        yy += p.1 * p.1;
        xy += p.0 * p.1;
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    let (sin, cos) = angle.sin_cos();
    for p in &mut *at {
        *p = (p.0 * cos + p.1 * sin, p.1 * cos - p.0 * sin);
    }
    unit(at, |p| &mut p.0);
    unit(at, |p| &mut p.1);
}

fn unit(at: &mut [(f64, f64)], part: impl Fn(&mut (f64, f64)) -> &mut f64) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for p in &mut *at {
        low = low.min(*part(p));
        high = high.max(*part(p));
    }
    for p in &mut *at {
        let x = part(p);
        *x = if high - low > 1e-9 { (*x - low) / (high - low) } else { 0.5 };
    }
}

/// Pushes discs apart that overlap, `gap` between them, and keeps them within `0..width` and `0..height`.
pub fn spread(at: &mut [(f64, f64)], radii: &[f64], gap: f64, (width, height): (f64, f64)) {
    for _ in 0..80 {
        let mut moved = false;
        for i in 0..at.len() {
            for j in 0..i {
                let want = radii[i] + radii[j] + gap;
                let (dx, dy) = (at[i].0 - at[j].0, at[i].1 - at[j].1);
                let far = dx.hypot(dy);
                if far >= want {
                    continue;
                }
                // Two at one place part along a direction of their own.
                let (ux, uy) =
                    if far > 1e-6 { (dx / far, dy / far) } else { ((i as f64).cos(), (i as f64).sin()) };
                let push = (want - far) / 2.0;
                at[i] = (at[i].0 + ux * push, at[i].1 + uy * push);
                at[j] = (at[j].0 - ux * push, at[j].1 - uy * push);
                moved = true;
            }
        }
        for (p, r) in at.iter_mut().zip(radii) {
            *p = (p.0.clamp(*r, width - r), p.1.clamp(*r, height - r));
        }
        if !moved {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn far(at: &[(f64, f64)], a: usize, b: usize) -> f64 {
        (at[a].0 - at[b].0).hypot(at[a].1 - at[b].1)
    }

    #[test]
    fn a_chain_lies_in_a_row() {
        let at = places(5, &[(0, 1), (1, 2), (2, 3), (3, 4)]);
        let xs: Vec<f64> = at.iter().map(|p| p.0).collect();
        assert!(xs.is_sorted() || xs.iter().rev().is_sorted(), "{xs:?}");
    }

    #[test]
    fn what_belongs_together_lies_together() {
        let cliques = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)];
        let at = places(6, &cliques);
        assert!(far(&at, 0, 1) < far(&at, 0, 4) && far(&at, 4, 5) < far(&at, 1, 5), "{at:?}");
    }

    #[test]
    fn discs_do_not_overlap_where_there_is_room() {
        let mut at = vec![(50.0, 50.0); 12];
        let radii = vec![5.0; 12];
        spread(&mut at, &radii, 2.0, (200.0, 200.0));
        for (i, j) in (0..12).flat_map(|i| (0..i).map(move |j| (i, j))) {
            assert!(far(&at, i, j) > 9.5, "{i} and {j}: {at:?}");
        }
    }

    proptest! {
        #[test]
        fn places_are_finite_and_the_same_each_time(edges in prop::collection::vec((0usize..30, 0usize..30), 0..80)) {
            let at = places(25, &edges);
            prop_assert!(at.iter().all(|p| (0.0..=1.0).contains(&p.0) && (0.0..=1.0).contains(&p.1)));
            prop_assert_eq!(at, places(25, &edges));
        }
    }
}
