//! The cleaner against labels made by hand for articles that are not part of the project: `data/articles.tsv`
//! has the files' names, line numbers, labels and articles, the texts stand in `../shared/articles`.

use entente_clean::{Cleaner, line_labels};
use entente_lang::Pack;
use entente_text::{Document, PassageKind};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The least share of lines that must be labelled rightly.
const REQUIRED: f64 = 0.95;

type Labels = BTreeMap<(String, u32), (String, String)>;

fn expected() -> Labels {
    include_str!("data/articles.tsv")
        .lines()
        .skip(1)
        .map(|row| {
            let cells: Vec<&str> = row.split('\t').collect();
            let line = cells[1].parse().expect("a line number");
            ((cells[0].to_owned(), line), (cells[2].to_owned(), cells[3].to_owned()))
        })
        .collect()
}

fn labelled(folder: &Path) -> Labels {
    let cleaner = Cleaner::new(&Pack::of("vi").expect("the Vietnamese pack")).expect("its phrases load");
    let mut labels = Labels::new();
    for reading in entente_read::Reader::new([folder]) {
        let clean = cleaner.clean(reading.expect("the articles can be read").document);
        for (line, kind, article) in line_labels(&clean.passages) {
            let article = article.map_or("-".to_owned(), |n| n.to_string());
            labels.insert((clean.document.id.clone(), line), (kind.name().to_owned(), article));
        }
    }
    labels
}

/// The folder with the articles; `None`, with a word about it, where there is none.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/articles");
    if !folder.is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
    }
    folder.is_dir().then_some(folder)
}

#[test]
#[allow(clippy::print_stderr, reason = "the figures are for the reader")]
fn lines_of_the_articles_are_labelled_as_by_hand() {
    let Some(folder) = folder() else { return };
    let (expected, got) = (expected(), labelled(&folder));
    assert_eq!(
        got.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>(),
        "every non-blank line, no other"
    );
    let wrong: Vec<_> = expected.iter().filter(|(place, label)| got[*place].0 != label.0).collect();
    for (place, label) in &wrong {
        eprintln!("{}:{} is {}, got {}", place.0, place.1, label.0, got[*place].0);
    }
    let right = 1.0 - wrong.len() as f64 / expected.len() as f64;
    eprintln!("{:.1} % of {} lines", right * 100.0, expected.len());
    assert!(right >= REQUIRED, "{:.1} % of the lines have the right label", right * 100.0);
    let number = |name: &str| PassageKind::Body.name() == name || PassageKind::Title.name() == name;
    for (place, label) in expected.iter().filter(|(_, label)| number(&label.0)) {
        assert_eq!(got[place].1, label.1, "article of {}:{}", place.0, place.1);
    }
}

/// The same files laid end to end, so that the last line of one runs into the first of the next.
#[test]
fn articles_that_run_together_are_told_apart() {
    let Some(folder) = folder() else { return };
    let texts: Vec<String> = entente_read::Reader::new([&folder])
        .map(|reading| reading.expect("the articles can be read").document.text().trim_end().to_owned())
        .collect();
    let cleaner = Cleaner::new(&Pack::of("vi").expect("the Vietnamese pack")).expect("its phrases load");
    let one = |text: &str| cleaner.clean(Document::new("a", "", text)).articles.len();
    let apart: usize = texts.iter().map(|text| one(text)).sum();
    assert_eq!(one(&texts.concat()), apart);
}
