//! The cleaner against labels made by hand for articles that are not part of the project: `data/articles.tsv`
//! has the files' names, line numbers, labels and articles, the texts stand in `../shared/articles`.

use entente_clean::{Cleaner, line_labels};
use entente_lang::Pack;
use entente_text::PassageKind;
use std::collections::BTreeMap;
use std::path::Path;

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

#[test]
#[allow(clippy::print_stderr, reason = "the figures are for the reader; a test that is skipped says so")]
fn lines_of_the_articles_are_labelled_as_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/articles");
    if !folder.is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
        return;
    }
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
