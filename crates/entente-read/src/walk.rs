//! From arguments to files, folders opened on the way, in a fixed order.

use crate::error::{ReadError, Reason};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// What kind of file it is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    JsonLines,
    Unknown,
}

impl Format {
    /// By the name's ending, upper or lower case. A name without an ending is taken for text.
    fn of(path: &Path) -> Self {
        let Some(ending) = path.extension().and_then(OsStr::to_str) else { return Self::Text };
        match ending.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "jsonl" | "ndjson" => Self::JsonLines,
            _ => Self::Unknown,
        }
    }
}

/// One thing to open.
#[derive(Debug)]
pub enum Found {
    /// Standard input.
    Stdin,
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// What its documents are called by.
        name: String,
        format: Format,
        /// Whether it was seen in its folder, so that its absence is news.
        listed: bool,
    },
}

/// What is still to visit.
#[derive(Debug)]
enum Pending {
    Argument(PathBuf),
    Entry {
        path: PathBuf,
        name: String,
    },
    /// The end of a folder argument: says whether anything was found in it.
    EndOfFolder {
        name: String,
        found_before: u64,
    },
}

/// An iterator over the files that the arguments name.
#[derive(Debug)]
pub struct Walk {
    pending: Vec<Pending>,
    /// Folders entered, by their true path: a link back to one is not followed again.
    entered: BTreeSet<PathBuf>,
    found: u64,
}

impl Walk {
    pub fn new<P: AsRef<Path>>(inputs: impl IntoIterator<Item = P>) -> Self {
        let mut pending: Vec<_> =
            inputs.into_iter().map(|p| Pending::Argument(p.as_ref().to_owned())).collect();
        pending.reverse();
        Self { pending, entered: BTreeSet::new(), found: 0 }
    }

    /// Files by the names that their documents are to have; what is no file of a kind that is read is passed over.
    pub fn of_files(files: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        let mut pending: Vec<_> =
            files.into_iter().map(|(path, name)| Pending::Entry { path, name }).collect();
        pending.reverse();
        Self { pending, entered: BTreeSet::new(), found: 0 }
    }

    fn argument(&mut self, path: PathBuf) -> Option<Result<Found, ReadError>> {
        if path.as_os_str() == "-" {
            return Some(Ok(Found::Stdin));
        }
        let name = shown(&path);
        match fs::metadata(&path) {
            Err(e) => Some(Err(error(&name, Reason::from_io(e, false)))),
            Ok(meta) if meta.is_dir() => {
                self.entered.clear();
                self.pending.push(Pending::EndOfFolder { name: name.clone(), found_before: self.found });
                self.folder(&path, "", &name).err().map(Err)
            }
            Ok(_) => match Format::of(&path) {
                Format::Unknown => Some(Err(error(&name, Reason::Unsupported))),
                format => Some(Ok(Found::File { path, name, format, listed: false })),
            },
        }
    }

    fn entry(&mut self, path: PathBuf, name: String) -> Option<Result<Found, ReadError>> {
        match fs::metadata(&path) {
            Err(e) if Format::of(&path) == Format::Unknown && e.kind() == std::io::ErrorKind::NotFound => {
                None
            }
            Err(e) => Some(Err(error(&name, Reason::from_io(e, true)))),
            Ok(meta) if meta.is_dir() => self.folder(&path, &format!("{name}/"), &name).err().map(Err),
            // Pipes and devices would block or never end.
            Ok(meta) if !meta.is_file() || path.extension().is_none() => None,
            Ok(_) => match Format::of(&path) {
                Format::Unknown => None,
                format => Some(Ok(Found::File { path, name, format, listed: true })),
            },
        }
    }

    /// Puts the entries of a folder on the stack, so that the first by name comes next.
    fn folder(&mut self, path: &Path, prefix: &str, name: &str) -> Result<(), ReadError> {
        let fail = |e| error(name, Reason::from_io(e, !prefix.is_empty()));
        if !self.entered.insert(fs::canonicalize(path).map_err(fail)?) {
            return Ok(());
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(path).map_err(fail)? {
            names.push(entry.map_err(fail)?.file_name());
        }
        names.sort();
        for file in names.into_iter().rev().filter(|n| !n.as_encoded_bytes().starts_with(b".")) {
            let name = format!("{prefix}{}", file.to_string_lossy());
            self.pending.push(Pending::Entry { path: path.join(&file), name });
        }
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<Found, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = match self.pending.pop()? {
                Pending::Argument(path) => self.argument(path),
                Pending::Entry { path, name } => self.entry(path, name),
                Pending::EndOfFolder { name, found_before } => {
                    (self.found == found_before).then(|| Err(error(&name, Reason::NothingInFolder)))
                }
            };
            if let Some(next) = next {
                // Errors count too: a folder that could not be opened is not reported as empty as well.
                self.found += 1;
                return Some(next);
            }
        }
    }
}

/// How much there is to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Estimate {
    /// Files.
    pub files: u64,
    /// Their sizes together, in bytes. Standard input counts nothing.
    pub bytes: u64,
}

/// Counts what `inputs` name without opening a file, for a progress bar. What can't be read is not counted.
pub fn estimate<P: AsRef<Path>>(inputs: impl IntoIterator<Item = P>) -> Estimate {
    let mut total = Estimate::default();
    for found in Walk::new(inputs).flatten() {
        total.files += 1;
        if let Found::File { path, .. } = found {
            total.bytes += fs::metadata(path).map_or(0, |m| m.len());
        }
    }
    total
}

/// A path as text, with `/` between its parts on every system.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().into_owned();
    if std::path::MAIN_SEPARATOR == '/' { text } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

fn error(path: &str, reason: Reason) -> ReadError {
    ReadError { path: path.to_owned(), line: None, reason }
}
