//! Where results and complaints go.

use anstyle::{AnsiColor, Style};
use anyhow::Error;
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Dates, ids and other things that stand back.
pub const FAINT: Style = Style::new().dimmed();
/// Headings.
pub const STRONG: Style = Style::new().bold();
/// The words that were looked for.
pub const FOUND: Style = AnsiColor::Yellow.on_default().bold();
/// What did not work.
pub const BAD: Style = AnsiColor::Red.on_default().bold();

/// Standard output, buffered; knows how wide the terminal is and whether colours are wanted.
pub struct Output {
    to: Box<dyn Write>,
    /// Columns to fit in.
    pub width: usize,
    colours: bool,
}

/// Columns where the output is no terminal.
const DEFAULT_WIDTH: usize = 100;

impl Output {
    /// Standard output.
    pub fn stdout() -> Self {
        let stdout = io::stdout();
        let choice = anstream::AutoStream::choice(&stdout);
        let width = terminal_size::terminal_size_of(&stdout).map(|(w, _)| usize::from(w.0));
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        Self {
            to: Box::new(BufWriter::with_capacity(1 << 16, stdout.lock())),
            width: columns.or(width).unwrap_or(DEFAULT_WIDTH).clamp(40, 200),
            colours: choice != anstream::ColorChoice::Never,
        }
    }

    /// A file: no colours.
    pub fn file(file: std::fs::File) -> Self {
        Self { to: Box::new(BufWriter::new(file)), width: DEFAULT_WIDTH, colours: false }
    }

    /// Some words in a style, where colours are wanted.
    pub fn paint(&self, style: Style, words: &str) -> String {
        if self.colours && !words.is_empty() { format!("{style}{words}{style:#}") } else { words.to_owned() }
    }

    /// One line.
    pub fn line(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.to, "{words}")
    }

    /// One value as a line of JSON.
    pub fn json_line(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, value)?;
        self.to.write_all(b"\n")
    }

    /// Values as one JSON array, an object a line.
    pub fn json_array<T: Serialize>(&mut self, values: &[T]) -> io::Result<()> {
        self.to.write_all(b"[")?;
        for (i, value) in values.iter().enumerate() {
            self.to.write_all(if i == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut self.to, value)?;
        }
        self.to.write_all(if values.is_empty() { b"]\n" } else { b"\n]\n" })
    }

    /// Rows as CSV.
    pub fn csv(&mut self, rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(&mut self.to);
        for row in rows {
            writer.write_record(&row).map_err(io::Error::other)?;
        }
        writer.flush()
    }

    /// Everything that is buffered.
    pub fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A remark beside the results, on standard error.
pub fn remark(words: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(anstream::stderr(), "{words}");
}

/// An error with its causes and, where one is known, a way out.
pub fn complain(error: &Error) {
    let label = format!("{BAD}error:{BAD:#}");
    remark(&format!("{label} {}", causes(error)));
}

fn causes(error: &Error) -> String {
    let mut said = Vec::<String>::new();
    for cause in error.chain() {
        let words = cause.to_string();
        // An outer error often repeats the inner one in its own words.
        if !said.iter().any(|s| s.contains(&words)) {
            said.push(words);
        }
    }
    said.join(": ")
}

/// Whether the reader of our output has gone.
pub fn is_broken_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Whether standard error is a terminal.
pub fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}
