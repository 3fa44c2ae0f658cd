//! Boosted decision trees whose splits lie in a table.

use crate::model::Features;
use rustc_hash::FxHashMap;

/// Trees over named features; the sum of the leaves that a pair falls into are its log-odds.
#[derive(Debug, Clone, Default)]
pub struct Trees {
    features: FxHashMap<String, usize>,
    trees: Vec<Vec<Node>>,
}

/// A node at place `n` of its tree goes on at `2n + 1` where the feature is not above the bound, else at `2n + 2`.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The feature; [`LEAF`] for none.
    feature: usize,
    /// The bound, or the value of a leaf.
    bound: f64,
}

/// The place of no feature.
const LEAF: usize = usize::MAX;

impl Trees {
    /// Reads a table of tree, node, feature and bound a line, below comments and a line of headings; a leaf has `-` for a
    /// feature and its value for a bound. Lines of another form are left out.
    ///
    /// ```
    /// let trees = entente_resolve::Trees::parse("tree\tnode\tfeature\tabove\n0\t0\tnear\t0.5\n0\t1\t-\t-1\n0\t2\t-\t2\n");
    /// assert_eq!(trees.odds(&vec![("near", 1.0)]), 2.0);
    /// assert_eq!(trees.odds(&vec![]), -1.0);
    /// ```
    pub fn parse(table: &str) -> Self {
        let mut found = Self::default();
        for line in table.lines().filter(|l| !l.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [tree, node, feature, bound] = cells.as_slice() else { continue };
            if let (Ok(tree), Ok(node), Ok(bound)) = (tree.parse(), node.parse(), bound.parse()) {
                found.add(tree, node, feature, bound);
            }
        }
        found
    }

    fn add(&mut self, tree: usize, node: usize, feature: &str, bound: f64) {
        const MOST: usize = 4096;
        if tree >= MOST || node >= MOST {
            return;
        }
        let known = self.features.len();
        let feature = match feature {
            "-" => LEAF,
            name => *self.features.entry(name.to_owned()).or_insert(known),
        };
        if self.trees.len() <= tree {
            self.trees.resize(tree + 1, Vec::new());
        }
        let nodes = &mut self.trees[tree];
        if nodes.len() <= node {
            nodes.resize(node + 1, Node { feature: LEAF, bound: 0.0 });
        }
        nodes[node] = Node { feature, bound };
    }

    /// The log-odds that they give to a pair; a feature that is not told is 0.
    pub fn odds(&self, features: &Features) -> f64 {
        let mut values = vec![0.0; self.features.len()];
        for (name, value) in features {
            if let Some(i) = self.features.get(*name) {
                values[*i] = *value;
            }
        }
        self.trees.iter().map(|tree| leaf(tree, &values)).sum()
    }
}

fn leaf(tree: &[Node], values: &[f64]) -> f64 {
    let mut at = 0;
    while let Some(node) = tree.get(at) {
        match values.get(node.feature) {
            Some(value) => at = 2 * at + 1 + usize::from(*value > node.bound),
            None => return node.bound,
        }
    }
    0.0
}
