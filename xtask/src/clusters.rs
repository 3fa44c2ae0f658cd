//! `cargo xtask clusters CLUSTERS.tsv LEDGER.db`: how well the claims of labelled blocks are clustered: B-cubed and pairwise.

use crate::pairs::{self, Places, Trigger, f1, share};
use entente_ledger::Ledger;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// Claims about one pair of parties, of several articles.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// Only measured, never used for development.
    pub held: bool,
    /// Its claims that tell of a happening.
    pub told: Vec<Told>,
}

/// A claim and the happening that it tells of.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// Claims of one block with the same letter tell of one happening.
    pub cluster: String,
    /// Where it stands.
    pub trigger: Trigger,
}

/// Reads the labelled blocks; claims of no happening, and those that a reader can't place, are left out.
pub fn read(text: &str) -> Result<Vec<Block>, String> {
    let mut blocks: BTreeMap<&str, Block> = BTreeMap::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [half, block, cluster, category, at @ ..] = cells.as_slice() else {
            return Err(format!("line {}: too short", n + 1));
        };
        let trigger = Trigger::read(category, at)
            .ok_or_else(|| format!("line {}: document, part, start and end are wanted", n + 1))?;
        let block = blocks.entry(block).or_insert_with(|| Block { held: *half == "held", told: Vec::new() });
        if !["-", "?"].contains(cluster) {
            block.told.push(Told { cluster: (*cluster).to_owned(), trigger });
        }
    }
    Ok(blocks.into_values().collect())
}

/// What was counted over claims and over pairs of them.
#[derive(Debug, Default)]
struct Counts {
    claims: f64,
    precision: f64,
    recall: f64,
    pairs: pairs::Counts,
    gone: usize,
}

impl Counts {
    /// Adds a block: of each claim the labelled happening and the event that it was merged into.
    fn add(&mut self, block: &[(&str, usize)]) {
        for (i, (label, event)) in block.iter().enumerate() {
            let with = |f: &dyn Fn(&(&str, usize)) -> bool| block.iter().filter(|o| f(o)).count() as f64;
            let both = with(&|o| o.0 == *label && o.1 == *event);
            self.claims += 1.0;
            self.precision += both / with(&|o| o.1 == *event);
            self.recall += both / with(&|o| o.0 == *label);
            for other in &block[i + 1..] {
                self.pairs.add(other.1 == *event, other.0 == *label);
            }
        }
    }

    fn line(&self) -> String {
        let (p, r) = (share(self.precision, self.claims), share(self.recall, self.claims));
        let pairs = &self.pairs;
        format!(
            "{} claims ({} not coded any more): B-cubed precision {p:.3} recall {r:.3} F1 {:.3}; pairs {} ({} of {} merged right, {} wanted)",
            self.claims,
            self.gone,
            f1(p, r),
            pairs.shares(),
            pairs.right,
            pairs.merged(),
            pairs.same()
        )
    }
}

/// The event of a claim, by its place in the block and its event in the ledger.
type Way<'a> = &'a dyn Fn(usize, usize) -> usize;

/// Holds the merging of a ledger against labelled blocks (`gold/vi/clusters.tsv`) of the documents that it was made of.
pub fn score(blocks: &Path, ledger: &Path, out: &mut dyn Write) -> Result<(), String> {
    let blocks = read(&std::fs::read_to_string(blocks).map_err(|e| e.to_string())?)?;
    let ledger = Ledger::open_existing(ledger).map_err(|e| e.to_string())?;
    let documents: BTreeSet<&str> =
        blocks.iter().flat_map(|b| &b.told).map(|t| t.trigger.doc.as_str()).collect();
    let places = Places::of(&ledger, &documents)?;
    let ways: [(&str, Way<'_>); 3] = [
        ("the ledger", &|_, event| event),
        ("each claim alone", &|i, _| i),
        ("each block one event", &|_, _| 0),
    ];
    for (half, held) in [("development", false), ("held out", true)] {
        for (name, event_of) in ways {
            let mut counts = Counts::default();
            for block in blocks.iter().filter(|b| b.held == held) {
                let found = block.told.iter().enumerate().filter_map(|(i, told)| {
                    let event = places.at(&told.trigger).first().copied()?;
                    Some((told.cluster.as_str(), event_of(i, event)))
                });
                let found: Vec<(&str, usize)> = found.collect();
                counts.gone += block.told.len() - found.len();
                counts.add(&found);
            }
            writeln!(out, "{half}, {name}: {}", counts.line()).map_err(|e| e.to_string())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_labelled_blocks_can_be_read() {
        let blocks = read(include_str!("../../gold/vi/clusters.tsv")).expect("the file is right");
        assert!(blocks.iter().filter(|b| b.held).count() >= 20);
        assert!(blocks.iter().map(|b| b.told.len()).sum::<usize>() > 300);
        assert!(read("h\ndev\tA01\ta\tAGREE\tx\ttext\t1\n").is_err());
    }

    #[test]
    fn b_cubed_counts_claims_and_pairwise_counts_pairs() {
        let mut counts = Counts::default();
        // One happening of three claims, one of which lies with another happening's.
        counts.add(&[("a", 1), ("a", 1), ("a", 2), ("b", 2)]);
        let line = counts.line();
        assert!(line.contains("B-cubed precision 0.750 recall 0.667"), "{line}");
        assert!(line.contains("pairs precision 0.500 recall 0.333"), "{line}");
    }
}
