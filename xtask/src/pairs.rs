//! How well reports of one happening are merged across documents: pairwise precision, recall and F1 against labelled pairs;
//! and the weights of that merging, trained on them.

use crate::logistic::{Example, fit, table};
use entente_ledger::{EventFilter, EventRow, Ledger, StoredClaim};
use entente_resolve::{Model, likely, merge_document};
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

#[derive(Debug, PartialEq, Eq)]
struct Trigger {
    category: String,
    doc: String,
    part: String,
    start: u32,
    end: u32,
}

/// Where a trigger stands, and the event that it is of.
type Place = (Part, u32, u32, usize);

/// Pairs that were merged or not, and are the same or not.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Counts {
    right: f64,
    wrong: f64,
    missed: f64,
    apart: f64,
}

impl Counts {
    fn add(&mut self, merged: bool, same: bool) {
        let slot = match (merged, same) {
            (true, true) => &mut self.right,
            (true, false) => &mut self.wrong,
            (false, true) => &mut self.missed,
            (false, false) => &mut self.apart,
        };
        *slot += 1.0;
    }

    fn line(&self) -> String {
        let share = |n: f64, of: f64| if of > 0.0 { n / of } else { 0.0 };
        let (p, r) =
            (share(self.right, self.right + self.wrong), share(self.right, self.right + self.missed));
        format!(
            "precision {p:.3} recall {r:.3} F1 {:.3} (merged and same {}, merged and not {}, apart and same {}, apart and not {})",
            share(2.0 * p * r, p + r),
            self.right,
            self.wrong,
            self.missed,
            self.apart
        )
    }
}

/// Holds the merging of a ledger against labelled pairs (`gold/vi/pairs.tsv`) of the documents that it was made of.
pub fn score(pairs: &Path, ledger: &Path, out: &mut dyn Write) -> Result<(), String> {
    let told = |e: &dyn std::fmt::Display| e.to_string();
    let labelled = read(&std::fs::read_to_string(pairs).map_err(|e| told(&e))?)?;
    let ledger = Ledger::open_existing(ledger).map_err(|e| told(&e))?;
    let wanted: BTreeSet<&str> = labelled.iter().flat_map(|p| &p.sides).map(|s| s.doc.as_str()).collect();
    let filter = EventFilter { domestic: true, ..EventFilter::default() };
    let mut events: BTreeMap<(String, String), Vec<Place>> = BTreeMap::new();
    for (i, event) in ledger.whole_events(&filter).map_err(|e| told(&e))?.iter().enumerate() {
        for stored in event.claims.iter().filter(|c| wanted.contains(c.source.name.as_str())) {
            let (at, key) =
                (stored.claim.trigger, (stored.source.name.clone(), event.category.name().to_owned()));
            events.entry(key).or_default().push((at.part, at.span.start, at.span.end, i));
        }
    }
    let of = |t: &Trigger| -> BTreeSet<usize> {
        let part = if t.part == "title" { Part::Title } else { Part::Text };
        let all = events.get(&(t.doc.clone(), t.category.clone()));
        all.into_iter()
            .flatten()
            .filter(|(p, a, b, _)| *p == part && *a < t.end && *b > t.start)
            .map(|x| x.3)
            .collect()
    };
    let (mut all, mut by_stratum, mut gone) = (Counts::default(), BTreeMap::<&str, Counts>::new(), 0);
    for pair in &labelled {
        let (a, b) = (of(&pair.sides[0]), of(&pair.sides[1]));
        if a.is_empty() || b.is_empty() {
            gone += 1;
            continue;
        }
        let merged = !a.is_disjoint(&b);
        all.add(merged, pair.same);
        by_stratum.entry(&pair.stratum).or_default().add(merged, pair.same);
    }
    let mut say = |line: String| writeln!(out, "{line}").map_err(|e| told(&e));
    for (stratum, counts) in by_stratum {
        say(format!("{stratum}: {}", counts.line()))?;
    }
    say(format!("all: {}", all.line()))?;
    say(format!("{gone} pairs have a claim that is not coded any more"))
}

/// Strength of the penalty; found by cross-validation.
const PENALTY: f64 = 2.0;
const FOLDS: usize = 10;

/// Trains the weights of merging across documents (`schema/same.tsv`) on labelled pairs of a ledger's documents; tells on the
/// other stream how well unseen pairs are told apart.
pub fn train(pairs: &Path, ledger: &Path, out: &mut dyn Write, told: &mut dyn Write) -> Result<(), String> {
    let labelled = read(&std::fs::read_to_string(pairs).map_err(|e| e.to_string())?)?;
    let ledger = Ledger::open_existing(ledger).map_err(|e| e.to_string())?;
    let reports = reports(&labelled, &ledger)?;
    let of = |t: &Trigger| {
        let all = reports.get(&t.doc).into_iter().flatten();
        all.filter(|e| e.category.name() == t.category).find(|e| e.claims.iter().any(|c| t.is_of(c)))
    };
    let examples: Vec<Example> = labelled
        .iter()
        .filter_map(|pair| {
            let (a, b) = (of(&pair.sides[0])?, of(&pair.sides[1])?);
            Some(Example { features: likely::features(a, b), holds: pair.same, weight: 1.0 })
        })
        .collect();
    let mut say = |line: String| writeln!(told, "{line}").map_err(|e| e.to_string());
    let same = examples.iter().filter(|e| e.holds).count();
    say(format!("{} pairs, {same} of one happening; cross-validated:", examples.len()))?;
    let models: Vec<Model> = (0..FOLDS)
        .map(|fold| {
            let others = examples.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, e)| e);
            fit(&others.collect::<Vec<_>>(), PENALTY).into_iter().map(|(n, w)| (n.to_owned(), w)).collect()
        })
        .collect();
    for threshold in [-0.5, -0.25, 0.0, 0.25, 0.5] {
        let mut counts = Counts::default();
        for (i, example) in examples.iter().enumerate() {
            counts.add(models[i % FOLDS].odds(&example.features) > threshold, example.holds);
        }
        say(format!("log-odds above {threshold}: {}", counts.line()))?;
    }
    let weights = fit(&examples.iter().collect::<Vec<_>>(), PENALTY);
    let comment = format!(
        "Whether two reports of two documents tell of one happening: trained on {} labelled pairs (gold/vi/pairs.tsv) by `cargo xtask train-same`.",
        examples.len()
    );
    write!(out, "{}", table(&weights, &comment)).map_err(|e| e.to_string())
}

/// What each of the labelled documents reports, merged within it alone.
fn reports(labelled: &[Labelled], ledger: &Ledger) -> Result<BTreeMap<String, Vec<EventRow>>, String> {
    let wanted: BTreeSet<&str> = labelled.iter().flat_map(|p| &p.sides).map(|s| s.doc.as_str()).collect();
    let filter = EventFilter { domestic: true, ..EventFilter::default() };
    let mut claims: BTreeMap<String, Vec<StoredClaim>> = BTreeMap::new();
    for event in ledger.whole_events(&filter).map_err(|e| e.to_string())? {
        for claim in event.claims.into_iter().filter(|c| wanted.contains(c.source.name.as_str())) {
            claims.entry(claim.source.name.clone()).or_default().push(claim);
        }
    }
    Ok(claims.into_iter().map(|(doc, claims)| (doc, merge_document(claims))).collect())
}

impl Trigger {
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
        let trigger = |c: &[&str]| -> Option<Trigger> {
            let [doc, part, start, end] = c else { return None };
            Some(Trigger {
                category: (*category).to_owned(),
                doc: (*doc).to_owned(),
                part: (*part).to_owned(),
                start: start.parse().ok()?,
                end: end.parse().ok()?,
            })
        };
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
