//! Tables that fit the terminal.

use crate::output::{FAINT, Output};
use std::io;
use unicode_normalization::UnicodeNormalization;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands between two columns.
const GAP: usize = 2;

/// Rows of cells in aligned columns. The columns marked wide give way when there is no room: their words
/// are wrapped.
pub struct Table {
    header: Vec<String>,
    wide: Vec<bool>,
    rows: Vec<Row>,
}

struct Row {
    cells: Vec<String>,
    note: String,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The names of the columns.
    Header(String),
    /// Cells.
    Row(String),
    /// The words below a row.
    Note(String),
}

/// How many lines a note may take.
const NOTE_LINES: usize = 3;

impl Table {
    /// A table with these columns; a name that begins with `*` marks a wide one.
    pub fn new(columns: &[&str]) -> Self {
        Self {
            header: columns.iter().map(|c| c.trim_start_matches('*').to_owned()).collect(),
            wide: columns.iter().map(|c| c.starts_with('*')).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; line breaks and doubled blanks become one blank.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.row_with_note(cells, "");
    }

    /// Adds a row with words below it, which are wrapped and, after three lines, cut.
    pub fn row_with_note(&mut self, cells: impl IntoIterator<Item = String>, note: &str) {
        let mut cells: Vec<String> = cells.into_iter().map(|c| flat(&c)).collect();
        cells.resize(self.header.len(), String::new());
        self.rows.push(Row { cells, note: flat(note) });
    }

    /// The lines of the table, none wider than `width` if that can be: header first.
    pub fn lines(&self, width: usize) -> Vec<Line> {
        let widths = self.widths(width);
        let mut lines: Vec<Line> = layout(&self.header, &widths).into_iter().map(Line::Header).collect();
        // Notes hang below the second column.
        let indent = widths.first().map_or(0, |w| w + GAP);
        for row in &self.rows {
            lines.extend(layout(&row.cells, &widths).into_iter().map(Line::Row));
            let note = wrap_short(&row.note, width.saturating_sub(indent), NOTE_LINES);
            lines.extend(note.into_iter().map(|l| Line::Note(format!("{}{l}", " ".repeat(indent)))));
        }
        lines
    }

    /// Prints the table as wide as the output; header and notes stand back.
    pub fn print(&self, out: &mut Output) -> io::Result<()> {
        self.lines(out.width).into_iter().try_for_each(|line| match line {
            Line::Row(words) => out.line(&words),
            Line::Header(words) | Line::Note(words) => out.line(&out.paint(FAINT, &words)),
        })
    }

    /// Prints the table as wide as the output, all alike.
    pub fn print_plain(&self, out: &mut Output) -> io::Result<()> {
        self.text(out.width).iter().try_for_each(|line| out.line(line))
    }

    /// The table as plain text.
    pub fn text(&self, width: usize) -> Vec<String> {
        let plain = |line| match line {
            Line::Header(words) | Line::Row(words) | Line::Note(words) => words,
        };
        self.lines(width).into_iter().map(plain).collect()
    }

    fn widths(&self, width: usize) -> Vec<usize> {
        let natural = |i: usize| {
            let cells = self.rows.iter().map(|r| &r.cells).chain([&self.header]);
            cells.map(|r| r[i].width()).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..self.header.len()).map(natural).collect();
        let gaps = GAP * self.header.len().saturating_sub(1);
        let fixed: usize = widths.iter().zip(&self.wide).filter(|(_, wide)| !**wide).map(|(w, _)| w).sum();
        let room = width.saturating_sub(gaps + fixed);
        // Narrow wide columns first get what they need, the rest is shared.
        let mut wide: Vec<usize> = (0..widths.len()).filter(|i| self.wide[*i]).collect();
        wide.sort_by_key(|i| widths[*i]);
        let (mut left, mut many) = (room, wide.len());
        for i in wide {
            widths[i] = widths[i].min((left / many).max(8));
            left = left.saturating_sub(widths[i]);
            many -= 1;
        }
        widths
    }
}

/// One row's cells side by side, on as many lines as the tallest needs.
fn layout(row: &[String], widths: &[usize]) -> Vec<String> {
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(c, w)| wrap(c, *w)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let line = |i: usize| {
        let cell = |(c, w): (&Vec<String>, &usize)| pad(c.get(i).map_or("", String::as_str), *w);
        let line: Vec<String> = cells.iter().zip(widths).map(cell).collect();
        line.join(&" ".repeat(GAP)).trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

/// One line of NFC text: widths of decomposed letters are not to be trusted.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// Words broken into lines of at most `width` columns; a word that is longer than a line is cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or(0) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The first `lines` lines of a wrapped text, with an ellipsis where there were more.
pub fn wrap_short(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut all = wrap(text, width.saturating_sub(1));
    if all.len() > lines {
        all.truncate(lines);
        if let Some(last) = all.last_mut() {
            last.push('…');
        }
    }
    all
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_wrap_and_columns_stay_in_line() {
        let mut table = Table::new(&["Date", "*Words", "Id"]);
        table.row(["2023-07-11", "Hai bên nhất trí mở rộng hợp tác an ninh mạng", "a1"].map(str::to_owned));
        let lines = table.text(40);
        assert_eq!(lines[0], "Date        Words                     Id");
        assert_eq!(lines[1], "2023-07-11  Hai bên nhất trí mở rộng  a1");
        assert_eq!(lines[2], "            hợp tác an ninh mạng");
    }

    #[test]
    fn decomposed_letters_take_their_true_width() {
        let mut table = Table::new(&["A", "B"]);
        table.row(["Ha\u{300} No\u{323}\u{302}i", "x"].map(str::to_owned));
        assert_eq!(table.text(80)[1], "Hà Nội  x");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_no_word_is_lost() {
        let text = "một hai ba bốn năm sáu bảy tám chín mười nghiêngngảnghiêngngả 日本語日本語日本語";
        for width in 1..60 {
            let lines = wrap(text, width.max(2));
            assert!(lines.iter().all(|l| l.width() <= width.max(2)), "{width}: {lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
        assert_eq!(wrap_short("a b c d e f", 4, 2), ["a b", "c d…"]);
        assert!(wrap("", 10).is_empty());
    }
}
