//! Tab-separated files: the first row names the columns, `#` begins a comment line.

use crate::WorldError;

/// A row with where it stands.
pub(crate) struct Row<'a> {
    file: &'a str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell of a column, by its place; blanks around it left out.
    pub fn get(&self, column: usize) -> &'a str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// A cell that must not be empty.
    pub fn required(&self, column: usize, what: &str) -> Result<&'a str, WorldError> {
        match self.get(column) {
            "" => Err(self.error(format!("{what} is missing"))),
            cell => Ok(cell),
        }
    }

    /// A cell that is one of some words.
    pub fn one_of<T: Copy>(&self, column: usize, words: &[(&str, T)]) -> Result<T, WorldError> {
        let cell = self.get(column);
        words.iter().find(|(word, _)| *word == cell).map(|(_, value)| *value).ok_or_else(|| {
            let words: Vec<&str> =
                words.iter().map(|(w, _)| if w.is_empty() { "nothing" } else { *w }).collect();
            self.error(format!("\"{cell}\" is none of {}", words.join(", ")))
        })
    }

    /// An error about this row.
    pub fn error(&self, message: String) -> WorldError {
        WorldError { file: self.file.to_owned(), line: self.line, message }
    }
}

/// The rows of a file whose columns must be these.
pub(crate) fn rows<'a>(file: &'a str, text: &'a str, columns: &[&str]) -> Result<Vec<Row<'a>>, WorldError> {
    let mut found = text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
        .map(|(i, l)| Row { file, line: i + 1, cells: l.split('\t').collect() });
    match found.next() {
        Some(head) if head.cells != columns => {
            return Err(head.error(format!("the columns must be {}, with a tab between", columns.join(", "))));
        }
        _ => {}
    }
    found
        .map(|row| match row.cells.len() {
            n if n == columns.len() => Ok(row),
            n => Err(row.error(format!(
                "{n} columns where there should be {} ({})",
                columns.len(),
                columns.join(", ")
            ))),
        })
        .collect()
}
