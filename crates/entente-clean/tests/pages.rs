//! The cleaner on made pages of many outlets' styles: `lang/*/clean/corpus`, a `.txt` with the page and a
//! `.tsv` with each line's label and article.

use entente_clean::{Cleaner, line_labels};
use entente_lang::Pack;
use entente_text::Document;

type Labels = Vec<(u32, String, String)>;

fn expected(pack: &Pack, file: &str) -> Labels {
    let rows = pack.tsv(file).expect("the labels are a table");
    let label = |row: &[&str]| (row[0].parse().expect("a line number"), row[1].to_owned(), row[2].to_owned());
    rows.iter().map(|(_, row)| label(row)).collect()
}

fn got(cleaner: &Cleaner, page: &str) -> Labels {
    let clean = cleaner.clean(Document::new("page", "", page));
    line_labels(&clean.passages)
        .into_iter()
        .map(|(line, kind, article)| {
            (line, kind.name().to_owned(), article.map_or("-".to_owned(), |n| n.to_string()))
        })
        .collect()
}

/// Checks every page of a language's pack; names each line that is labelled otherwise.
fn check(lang: &str, at_least: usize) {
    let pack = Pack::of(lang).expect("there is such a pack");
    let cleaner = Cleaner::new(&pack).expect("its phrases load");
    let pages = pack.files("clean/corpus", ".txt");
    assert!(pages.len() >= at_least, "{} pages", pages.len());
    let mut wrong = Vec::new();
    for (path, page) in pages {
        let labels = expected(&pack, &path.replace(".txt", ".tsv"));
        let ours = got(&cleaner, page);
        assert_eq!(ours.len(), labels.len(), "{path}: a label for each line");
        let differ = labels.iter().zip(&ours).filter(|(a, b)| a != b);
        wrong.extend(differ.map(|(a, b)| {
            let line = page.lines().nth(a.0 as usize - 1).unwrap_or_default();
            format!("{path}:{} is {} {}, got {} {}: {line}", a.0, a.1, a.2, b.1, b.2)
        }));
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn vietnamese_pages() {
    check("vi", 17);
}

#[test]
fn english_pages() {
    check("en", 6);
}
