//! Tab-separated files: a header, comments with `#`, rows with file and line when they are wrong.

use super::{FromRow, HistoryError};
use entente_text::Edtf;

/// The rows that could be read, and what is wrong with the others.
#[derive(Debug)]
pub(super) struct Loaded<T> {
    pub rows: Vec<T>,
    pub problems: Vec<HistoryError>,
}

/// One row, each field trimmed.
pub(super) struct Row {
    fields: Vec<&'static str>,
}

impl Row {
    /// A field; empty when the row has no such column.
    pub fn get(&self, i: usize) -> &'static str {
        self.fields.get(i).copied().unwrap_or_default()
    }

    /// A field that must not be empty.
    pub fn required(&self, i: usize, what: &str) -> Result<&'static str, String> {
        Some(self.get(i)).filter(|f| !f.is_empty()).ok_or_else(|| format!("{what} is missing"))
    }

    /// The code of a polity: capitals, digits and underscores (`VNM`, `NATO`, `G20`).
    pub fn code(&self, i: usize) -> Result<&'static str, String> {
        let code = self.required(i, "the code")?;
        let fine = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        if code.len() >= 2 && code.starts_with(|c: char| c.is_ascii_uppercase()) && code.chars().all(fine) {
            Ok(code)
        } else {
            Err(format!("{code:?} is no code: write ISO 3166-1 alpha-3 or an acronym in capitals"))
        }
    }

    /// An identifier in small letters (`head_of_state`).
    pub fn id(&self, i: usize, what: &str) -> Result<&'static str, String> {
        let id = self.required(i, what)?;
        if id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c)) {
            Ok(id)
        } else {
            Err(format!("{id:?} is no {what}: write small letters, digits and underscores"))
        }
    }

    /// A date, or nothing.
    pub fn date(&self, i: usize) -> Result<Option<Edtf>, String> {
        match self.get(i) {
            "" => Ok(None),
            text => Edtf::parse(text).map(Some).map_err(|e| e.to_string()),
        }
    }

    /// The parts of a field that `|` joins.
    pub fn list(&self, i: usize) -> Vec<&'static str> {
        self.get(i).split('|').map(str::trim).filter(|s| !s.is_empty()).collect()
    }
}

/// Reads a file.
pub(super) fn load<T: FromRow>(file: &'static str, text: &'static str) -> Loaded<T> {
    let mut loaded = Loaded { rows: Vec::new(), problems: Vec::new() };
    let mut header = false;
    for (i, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let row = Row { fields: line.split('\t').map(str::trim).collect() };
        let read = if header { read::<T>(&row).map(Some) } else { check_header::<T>(&row).map(|()| None) };
        header = true;
        match read {
            Ok(row) => loaded.rows.extend(row),
            Err(message) => loaded.problems.push(HistoryError { file, line: i + 1, message }),
        }
    }
    loaded
}

fn check_header<T: FromRow>(row: &Row) -> Result<(), String> {
    if row.fields == T::COLUMNS {
        Ok(())
    } else {
        Err(format!("the columns must be {}", T::COLUMNS.join(", ")))
    }
}

fn read<T: FromRow>(row: &Row) -> Result<T, String> {
    let (found, wanted) = (row.fields.len(), T::COLUMNS.len());
    if found == wanted {
        T::from_row(row)
    } else {
        Err(format!("{found} columns where the header has {wanted} ({})", T::COLUMNS.join(", ")))
    }
}
