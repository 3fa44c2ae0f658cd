//! How well reports of one happening are merged across documents: pairwise precision, recall and F1 against labelled pairs;
//! and the weights of that merging, trained on them.

use crate::boost::{self, Example};
use crate::clusters::{self, Told};
use entente_ledger::{EventFilter, EventRow, Ledger, StoredClaim};
use entente_resolve::{Trees, likely};
use entente_text::Part;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// A labelled pair: the two triggers, and whether both tell of one happening.
#[derive(Debug, PartialEq, Eq)]
struct Labelled {
    same: bool,
    stratum: String,
    sides: [Trigger; 2],
}

/// Where a claim's trigger stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Trigger {
    /// PLOVER category.
    pub category: String,
    /// Id of the document.
    pub doc: String,
    part: String,
    start: u32,
    end: u32,
}

/// Where a trigger stands, and the event that it is of.
type Place = (Part, u32, u32, usize);

/// The events of a ledger by the triggers of their claims.
pub struct Places(BTreeMap<(String, String), Vec<Place>>);

impl Places {
    /// Those of some documents.
    pub fn of(ledger: &Ledger, documents: &BTreeSet<&str>) -> Result<Self, String> {
        let filter = EventFilter { domestic: true, ..EventFilter::default() };
        Ok(Self::among(&ledger.whole_events(&filter).map_err(|e| e.to_string())?, documents))
    }

    /// Those of events at hand.
    pub fn among(all: &[EventRow], documents: &BTreeSet<&str>) -> Self {
        let mut events: BTreeMap<(String, String), Vec<Place>> = BTreeMap::new();
        for (i, event) in all.iter().enumerate() {
            for stored in event.claims.iter().filter(|c| documents.contains(c.source.name.as_str())) {
                let (at, key) =
                    (stored.claim.trigger, (stored.source.name.clone(), event.category.name().to_owned()));
                events.entry(key).or_default().push((at.part, at.span.start, at.span.end, i));
            }
        }
        Self(events)
    }

    /// The events whose triggers share a byte with this one, those of the very same trigger first.
    pub fn at(&self, t: &Trigger) -> Vec<usize> {
        let part = if t.part == "title" { Part::Title } else { Part::Text };
        let all = self.0.get(&(t.doc.clone(), t.category.clone())).into_iter().flatten();
        let mut found: Vec<(bool, usize)> = all
            .filter(|(p, a, b, _)| *p == part && *a < t.end && *b > t.start)
            .map(|x| ((x.1, x.2) != (t.start, t.end), x.3))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|f| f.1).collect()
    }
}

/// Pairs that were merged or not, and are the same or not.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Counts {
    /// Merged and the same.
    pub right: f64,
    wrong: f64,
    missed: f64,
    apart: f64,
}

impl Counts {
    /// Counts a pair.
    pub fn add(&mut self, merged: bool, same: bool) {
        let slot = match (merged, same) {
            (true, true) => &mut self.right,
            (true, false) => &mut self.wrong,
            (false, true) => &mut self.missed,
            (false, false) => &mut self.apart,
        };
        *slot += 1.0;
    }

    /// How many were merged.
    pub fn merged(&self) -> f64 {
        self.right + self.wrong
    }

    /// How many are the same.
    pub fn same(&self) -> f64 {
        self.right + self.missed
    }

    /// Precision, recall and F1 in words.
    pub fn shares(&self) -> String {
        let (p, r) = (share(self.right, self.merged()), share(self.right, self.same()));
        format!("precision {p:.3} recall {r:.3} F1 {:.3}", f1(p, r))
    }

    fn line(&self) -> String {
        format!(
            "{} (merged and same {}, merged and not {}, apart and same {}, apart and not {})",
            self.shares(),
            self.right,
            self.wrong,
            self.missed,
            self.apart
        )
    }
}

/// Which part of a whole something is; 0 of nothing.
pub fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The harmonic mean of precision and recall.
pub fn f1(precision: f64, recall: f64) -> f64 {
    share(2.0 * precision * recall, precision + recall)
}

/// Holds the merging of a ledger against labelled pairs (`gold/vi/pairs.tsv`) of the documents that it was made of.
pub fn score(pairs: &Path, ledger: &Path, out: &mut dyn Write) -> Result<(), String> {
    let labelled = read(&std::fs::read_to_string(pairs).map_err(|e| e.to_string())?)?;
    let ledger = Ledger::open_existing(ledger).map_err(|e| e.to_string())?;
    let wanted: BTreeSet<&str> = labelled.iter().flat_map(|p| &p.sides).map(|s| s.doc.as_str()).collect();
    tell(&labelled, &Places::of(&ledger, &wanted)?, out).map_err(|e| e.to_string())
}

fn tell(labelled: &[Labelled], places: &Places, out: &mut dyn Write) -> std::io::Result<()> {
    let of = |t: &Trigger| -> BTreeSet<usize> { places.at(t).into_iter().collect() };
    let (mut all, mut by_stratum, mut gone) = (Counts::default(), BTreeMap::<&str, Counts>::new(), 0);
    for pair in labelled {
        let (a, b) = (of(&pair.sides[0]), of(&pair.sides[1]));
        if a.is_empty() || b.is_empty() {
            gone += 1;
            continue;
        }
        let merged = !a.is_disjoint(&b);
        all.add(merged, pair.same);
        by_stratum.entry(&pair.stratum).or_default().add(merged, pair.same);
    }
    for (stratum, counts) in by_stratum {
        writeln!(out, "{stratum}: {}", counts.line())?;
    }
    writeln!(out, "all: {}", all.line())?;
    writeln!(out, "{gone} pairs have a claim that is not coded any more")
}

const FOLDS: usize = 10;

/// Trains the trees of merging across documents (`schema/same.tsv`) on labelled pairs of a ledger's documents and on the pairs
/// of the blocks that are for development; tells on the other stream how well unseen pairs are told apart.
pub fn train(paths: [&Path; 3], out: &mut dyn Write, told: &mut dyn Write) -> Result<(), String> {
    let [pairs, blocks, ledger] = paths;
    let labelled = read(&std::fs::read_to_string(pairs).map_err(|e| e.to_string())?)?;
    let blocks = clusters::read(&std::fs::read_to_string(blocks).map_err(|e| e.to_string())?)?;
    let ledger = Ledger::open_existing(ledger).map_err(|e| e.to_string())?;
    let mut reports: BTreeMap<String, Vec<EventRow>> = BTreeMap::new();
    for report in ledger.reports().map_err(|e| e.to_string())? {
        reports.entry(report.claims[0].source.name.clone()).or_default().push(report);
    }
    let of = |t: &Trigger| {
        let all = reports.get(&t.doc).into_iter().flatten();
        all.filter(|e| e.category.name() == t.category).find(|e| e.claims.iter().any(|c| t.is_of(c)))
    };
    let mut examples: Vec<(usize, Example)> = Vec::new();
    for (i, pair) in labelled.iter().enumerate() {
        if let (Some(a), Some(b)) = (of(&pair.sides[0]), of(&pair.sides[1])) {
            examples.push((i % FOLDS, example(a, b, pair.same)));
        }
    }
    let single = examples.len();
    for (fold, block) in blocks.iter().filter(|b| !b.held).enumerate() {
        examples.extend(of_block(block, of).into_iter().map(|e| (fold % FOLDS, e)));
    }
    let mut say = |line: String| writeln!(told, "{line}").map_err(|e| e.to_string());
    let same = examples.iter().filter(|e| e.1.holds).count();
    say(format!("{} pairs, {same} of one happening; cross-validated:", examples.len()))?;
    let models: Vec<Trees> = (0..FOLDS)
        .map(|fold| {
            let others = examples.iter().filter(|e| e.0 != fold).map(|e| &e.1);
            boost::trees(&others.collect::<Vec<_>>())
        })
        .collect();
    for (name, from, to) in [("pairs", 0, single), ("blocks", single, examples.len())] {
        for threshold in [-1.0, -0.75, -0.5, -0.25, 0.0, 0.25] {
            let mut counts = Counts::default();
            for (fold, example) in &examples[from..to] {
                counts.add(models[*fold].odds(&example.features) > threshold, example.holds);
            }
            say(format!("{name}, log-odds above {threshold}: {}", counts.line()))?;
        }
    }
    let comment = format!(
        "Whether two reports of two documents tell of one happening: trained on {} pairs (gold/vi/pairs.tsv, clusters.tsv) by `cargo xtask train-same`.",
        examples.len()
    );
    let table = boost::fit(&examples.iter().map(|e| &e.1).collect::<Vec<_>>(), &comment);
    out.write_all(table.as_bytes()).map_err(|e| e.to_string())
}

fn example(a: &EventRow, b: &EventRow, holds: bool) -> Example {
    Example { features: likely::features(a, b), holds, weight: 1.0 }
}

/// The pairs of a block whose claims are of two documents, each two reports once.
fn of_block<'e>(block: &clusters::Block, of: impl Fn(&Trigger) -> Option<&'e EventRow>) -> Vec<Example> {
    let told: Vec<(&Told, &EventRow)> =
        block.told.iter().filter_map(|t| Some((t, of(&t.trigger)?))).collect();
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut found = Vec::new();
    for (i, (a, one)) in told.iter().enumerate() {
        for (b, other) in &told[i + 1..] {
            if a.trigger.doc != b.trigger.doc && seen.insert((one.id.as_str(), other.id.as_str())) {
                found.push(example(one, other, a.cluster == b.cluster));
            }
        }
    }
    found
}

impl Trigger {
    /// From cells of document, part, start and end.
    pub fn read(category: &str, cells: &[&str]) -> Option<Self> {
        let [doc, part, start, end] = cells else { return None };
        Some(Self {
            category: category.to_owned(),
            doc: (*doc).to_owned(),
            part: (*part).to_owned(),
            start: start.parse().ok()?,
            end: end.parse().ok()?,
        })
    }

    fn is_of(&self, stored: &StoredClaim) -> bool {
        let at = stored.claim.trigger;
        let part = if self.part == "title" { Part::Title } else { Part::Text };
        at.part == part && at.span.start < self.end && at.span.end > self.start
    }
}

fn read(text: &str) -> Result<Vec<Labelled>, String> {
    let mut pairs = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [same, stratum, category, a @ ..] = cells.as_slice() else {
            return Err(format!("line {}: too short", n + 1));
        };
        let trigger = |c: &[&str]| Trigger::read(category, c);
        let sides = (a.len() == 8).then(|| Some([trigger(&a[..4])?, trigger(&a[4..])?])).flatten();
        let Some(sides) = sides else {
            return Err(format!("line {}: two times document, part, start and end are wanted", n + 1));
        };
        if *same != "none" {
            pairs.push(Labelled { same: *same == "yes", stratum: (*stratum).to_owned(), sides });
        }
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_labelled_pairs_can_be_read() {
        let text = include_str!("../../gold/vi/pairs.tsv");
        let pairs = read(text).expect("the file is right");
        assert!(pairs.len() > 200 && pairs.iter().filter(|p| p.same).count() > 100);
        assert!(text.lines().filter(|l| !l.starts_with('#')).count() > 300);
        assert!(read("h\nyes\tS1\tAGREE\ta\ttext\t1\t2\tb\ttext\tx\t2\n").is_err());
    }

    #[test]
    fn precision_and_recall_are_of_merged_pairs() {
        let mut counts = Counts::default();
        for (merged, same) in [(true, true), (true, true), (true, false), (false, true), (false, false)] {
            counts.add(merged, same);
        }
        assert!(counts.line().starts_with("precision 0.667 recall 0.667 F1 0.667"), "{}", counts.line());
    }
}
