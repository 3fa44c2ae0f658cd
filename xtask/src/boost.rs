//! Gradient boosting of shallow trees for yes or no, with Newton steps: the same data give the same trees.

use entente_resolve::{Features, Trees};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How trees are grown; found by cross-validation on labelled pairs.
const TREES: usize = 140;
const DEPTH: usize = 3;
const RATE: f64 = 0.06;
/// A leaf holds at least so many examples.
const LEAF: usize = 8;
const PENALTY: f64 = 1.0;
/// Of ten features, so many are tried at a split; of ten examples, so many grow a tree.
const TRIED: u64 = 3;
const GROWN: u64 = 7;

/// What is seen, and whether it is so.
pub struct Example {
    /// What is seen.
    pub features: Features,
    /// Whether it is so.
    pub holds: bool,
    /// How much it counts.
    pub weight: f64,
}

struct Data {
    names: Vec<&'static str>,
    rows: Vec<Vec<f64>>,
    holds: Vec<f64>,
    weights: Vec<f64>,
}

/// A table of trees that tell the examples that hold from those that don't, below a comment.
pub fn fit(examples: &[&Example], comment: &str) -> String {
    let data = Data::of(examples);
    let held: f64 = data.holds.iter().zip(&data.weights).map(|(y, w)| y * w).sum();
    let share = (held / data.weights.iter().sum::<f64>().max(1e-9)).clamp(0.01, 0.99);
    let base = (share / (1.0 - share)).ln();
    let mut odds = vec![base; data.rows.len()];
    let mut out = format!("# {comment}\ntree\tnode\tfeature\tabove\n0\t0\t-\t{base:.4}\n");
    for tree in 1..=TREES {
        let slopes: Vec<(f64, f64)> =
            odds.iter().zip(&data.holds).zip(&data.weights).map(|((o, y), w)| slope(*o, *y, *w)).collect();
        let members = (0..data.rows.len()).filter(|i| mixed(tree, 0, *i) % 10 < GROWN).collect();
        let mut nodes = Vec::new();
        grow(&data, &slopes, members, tree, 0, 0, &mut nodes);
        for (row, odds) in data.rows.iter().zip(&mut odds) {
            *odds += leaf(&nodes, row);
        }
        for (node, split, value) in &nodes {
            let name = split.map_or("-", |f| data.names[f]);
            let _ = writeln!(out, "{tree}\t{node}\t{name}\t{value:.4}");
        }
    }
    out
}

/// The trees that [`fit`] gives.
pub fn trees(examples: &[&Example]) -> Trees {
    Trees::parse(&fit(examples, ""))
}

impl Data {
    fn of(examples: &[&Example]) -> Self {
        let all = examples.iter().flat_map(|e| e.features.iter().map(|f| f.0));
        let names: Vec<&'static str> = all.collect::<BTreeSet<_>>().into_iter().collect();
        let row = |e: &&Example| {
            let mut row = vec![0.0; names.len()];
            for (name, value) in &e.features {
                if let Ok(i) = names.binary_search(name) {
                    row[i] = *value;
                }
            }
            row
        };
        let rows = examples.iter().map(row).collect();
        Self {
            rows,
            holds: examples.iter().map(|e| f64::from(u8::from(e.holds))).collect(),
            weights: examples.iter().map(|e| e.weight).collect(),
            names,
        }
    }
}

/// First and second derivative of the loss of an example that counts as much as `weight`.
fn slope(odds: f64, holds: f64, weight: f64) -> (f64, f64) {
    let likely = 1.0 / (1.0 + (-odds).exp());
    (weight * (holds - likely), weight * (likely * (1.0 - likely)).max(1e-6))
}

/// Place of a node, its feature (a leaf has none), and its bound or value.
type Node = (usize, Option<usize>, f64);

fn grow(
    data: &Data,
    slopes: &[(f64, f64)],
    members: Vec<usize>,
    tree: usize,
    node: usize,
    depth: usize,
    out: &mut Vec<Node>,
) {
    let split = (depth < DEPTH).then(|| best(data, slopes, &members, tree, node)).flatten();
    let Some((feature, above)) = split else {
        let (g, h) = sums(slopes, &members);
        out.push((node, None, round(RATE * g / (h + PENALTY))));
        return;
    };
    out.push((node, Some(feature), above));
    let (high, low) = members.into_iter().partition(|i| data.rows[*i][feature] > above);
    grow(data, slopes, low, tree, 2 * node + 1, depth + 1, out);
    grow(data, slopes, high, tree, 2 * node + 2, depth + 1, out);
}

/// As the table has it.
fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn sums(slopes: &[(f64, f64)], members: &[usize]) -> (f64, f64) {
    members.iter().fold((0.0, 0.0), |(g, h), i| (g + slopes[*i].0, h + slopes[*i].1))
}

/// The feature and bound that part the members best.
fn best(
    data: &Data,
    slopes: &[(f64, f64)],
    members: &[usize],
    tree: usize,
    node: usize,
) -> Option<(usize, f64)> {
    let (g, h) = sums(slopes, members);
    let score = |g: f64, h: f64| g * g / (h + PENALTY);
    let mut best: Option<(f64, usize, f64)> = None;
    for feature in (0..data.names.len()).filter(|f| mixed(tree, node + 1, *f) % 10 < TRIED) {
        let mut sorted = members.to_vec();
        sorted.sort_by(|a, b| data.rows[*a][feature].total_cmp(&data.rows[*b][feature]).then(a.cmp(b)));
        let (mut low_g, mut low_h) = (0.0, 0.0);
        for (n, pair) in sorted.windows(2).enumerate() {
            low_g += slopes[pair[0]].0;
            low_h += slopes[pair[0]].1;
            let (here, next) = (data.rows[pair[0]][feature], data.rows[pair[1]][feature]);
            if next - here < 1e-3 || n + 1 < LEAF || sorted.len() - n - 1 < LEAF {
                continue;
            }
            let gain = score(low_g, low_h) + score(g - low_g, h - low_h) - score(g, h);
            if gain > 1e-6 && best.is_none_or(|b| gain > b.0) {
                best = Some((gain, feature, round(f64::midpoint(here, next))));
            }
        }
    }
    best.map(|(_, feature, above)| (feature, above))
}

fn leaf(nodes: &[Node], row: &[f64]) -> f64 {
    let mut at = 0;
    loop {
        match nodes.iter().find(|n| n.0 == at) {
            Some((_, Some(feature), above)) => at = 2 * at + 1 + usize::from(row[*feature] > *above),
            Some((_, None, value)) => return *value,
            None => return 0.0,
        }
    }
}

/// A number that looks random and is always the same (`SplitMix64`).
fn mixed(a: usize, b: usize, c: usize) -> u64 {
    let mut z = (a as u64) << 40 ^ (b as u64) << 20 ^ c as u64;
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_two_together_tell_is_learned() {
        let example = |i: usize| {
            let (a, b) = ((i % 2) as f64, ((i / 2) % 2) as f64);
            Example {
                features: vec![("a", a), ("b", b), ("noise", (i % 7) as f64)],
                holds: a > 0.5 && b > 0.5,
                weight: 1.0,
            }
        };
        let examples: Vec<_> = (0..200).map(example).collect();
        let trees = trees(&examples.iter().collect::<Vec<_>>());
        assert!(trees.odds(&vec![("a", 1.0), ("b", 1.0)]) > 1.0);
        assert!(trees.odds(&vec![("a", 1.0), ("b", 0.0)]) < -1.0);
        assert_eq!(fit(&[&examples[0]], "x"), fit(&[&examples[0]], "x"));
    }
}
