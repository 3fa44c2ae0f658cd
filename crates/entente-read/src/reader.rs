//! The iterator over documents.

use crate::decode::{Decoded, decode, utf16_of};
use crate::error::{ReadError, Reason};
use crate::front_matter;
use crate::lines::{Line, next_line};
use crate::record::{self, Metadata, remark};
use crate::transcode::Transcoded;
use crate::walk::{Format, Found, Walk};
use entente_text::{Document, Note};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The largest document that spans can count: they are 32 bits, and decoding can make a text three times as long.
const HARD_LIMIT: u64 = 1 << 30;

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The most bytes that one document (a file of text, a line of records) may have; 1 GiB at most.
    pub max_document_bytes: u64,
    /// Top-level domain of the likeliest country, for legacy encodings that look alike.
    pub encoding_hint: Option<String>,
}

impl Default for Options {
    /// 64 MiB; Vietnamese encodings where others are as likely.
    fn default() -> Self {
        Self { max_document_bytes: 64 << 20, encoding_hint: Some("vn".to_owned()) }
    }
}

/// A document as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What was read.
    pub document: Document,
    /// SHA-256 of the raw bytes (the file, or the record's line without its break), in hexadecimal: equal
    /// bytes are the same document.
    pub sha256: String,
    /// How many bytes of the input it took.
    pub bytes: u64,
    /// What was odd: encoding, broken bytes, metadata passed over.
    pub notes: Vec<Note>,
}

/// Reads documents one by one; see the [crate's page](crate) for what it takes.
///
/// ```
/// use entente_read::Reader;
/// let records = "{\"id\": \"a\", \"text\": \"Một.\"}\nnot a record\n{\"id\": \"b\", \"text\": \"Hai.\"}\n";
/// let mut reader = Reader::new(["-"]).with_stdin(records.as_bytes());
/// assert_eq!(reader.next().unwrap().unwrap().document.id, "a");
/// assert!(reader.next().unwrap().unwrap_err().to_string().starts_with("-, line 2: not a JSON object"));
/// assert_eq!(reader.next().unwrap().unwrap().document.id, "b");
/// assert!(reader.next().is_none());
/// ```
pub struct Reader {
    walk: Walk,
    options: Options,
    /// The file of records that is being read.
    records: Option<Records>,
    stdin: Option<Box<dyn BufRead + Send>>,
    bytes: u64,
}

/// An open file of records.
struct Records {
    from: Box<dyn BufRead + Send>,
    name: String,
    origin: String,
    line: u64,
    any: bool,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("walk", &self.walk)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Reader {
    /// Reads `inputs` (files, folders, `-`) in their order.
    pub fn new<P: AsRef<Path>>(inputs: impl IntoIterator<Item = P>) -> Self {
        Self { walk: Walk::new(inputs), options: Options::default(), records: None, stdin: None, bytes: 0 }
    }

    /// Reads files under the names that their documents are to have. What is no file of a kind that is read is passed over.
    pub fn of_files(files: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        Self { walk: Walk::of_files(files), ..Self::new([] as [&str; 0]) }
    }

    /// With other options.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self.options.max_document_bytes = self.options.max_document_bytes.min(HARD_LIMIT);
        self
    }

    /// With another stream in the place of standard input.
    #[must_use]
    pub fn with_stdin(mut self, stream: impl Read + Send + 'static) -> Self {
        self.stdin = Some(Box::new(BufReader::new(stream)));
        self
    }

    /// How many bytes have been read so far, failures included: what a progress bar shows of
    /// [`crate::estimate`]'s total.
    pub fn bytes_read(&self) -> u64 {
        self.bytes
    }

    fn open(&mut self, found: Found) -> Option<Result<Reading, ReadError>> {
        match found {
            Found::Stdin => self.open_stdin(),
            Found::File { path, name, format, listed } => {
                let result = self.open_file(&path, &name, format, listed);
                result.map_err(|reason| ReadError { path: name, line: None, reason }).transpose()
            }
        }
    }

    fn open_file(
        &mut self,
        path: &PathBuf,
        name: &str,
        format: Format,
        listed: bool,
    ) -> Result<Option<Reading>, Reason> {
        let file = File::open(path).map_err(|e| Reason::from_io(e, listed))?;
        let origin = path.to_string_lossy().into_owned();
        if format == Format::JsonLines {
            let from = Box::new(BufReader::with_capacity(1 << 16, file));
            self.records = Some(Records::new(from, name, origin).map_err(Reason::Io)?);
            return Ok(None);
        }
        let bytes = self.whole(file)?;
        let markdown = format == Format::Markdown;
        text_document(name, &origin, &bytes, markdown, &self.options).map(Some)
    }

    fn open_stdin(&mut self) -> Option<Result<Reading, ReadError>> {
        let mut from = self.stdin.take().unwrap_or_else(|| Box::new(BufReader::new(io::stdin())));
        let fail = |reason| ReadError { path: "-".to_owned(), line: None, reason };
        match from.fill_buf().map(looks_like_records) {
            Err(e) => Some(Err(fail(Reason::Io(e)))),
            Ok(true) => {
                let records = Records::new(from, "-", "-".to_owned()).map_err(|e| fail(Reason::Io(e)));
                records.map(|records| self.records = Some(records)).err().map(Err)
            }
            Ok(false) => {
                let reading =
                    self.whole(from).and_then(|bytes| text_document("-", "-", &bytes, false, &self.options));
                Some(reading.map_err(fail))
            }
        }
    }

    /// All bytes of a stream, unless they are too many.
    fn whole(&mut self, from: impl Read) -> Result<Vec<u8>, Reason> {
        let limit = self.options.max_document_bytes;
        let mut bytes = Vec::new();
        let read = from.take(limit + 1).read_to_end(&mut bytes);
        self.bytes += bytes.len() as u64;
        read.map_err(Reason::Io)?;
        if bytes.len() as u64 > limit { Err(Reason::TooLarge { limit }) } else { Ok(bytes) }
    }

    /// The next record of the open file; `None` when it has no more.
    fn next_record(&mut self) -> Option<Result<Reading, ReadError>> {
        loop {
            let records = self.records.as_mut()?;
            let read = next_line(&mut *records.from, self.options.max_document_bytes);
            let (line, taken) = match read {
                Ok(Some(read)) => read,
                Ok(None) => return self.close_records(),
                Err(e) => {
                    let error = records.error(Reason::Io(e));
                    self.records = None;
                    return Some(Err(error));
                }
            };
            self.bytes += taken;
            records.line += 1;
            let result = match line {
                Line::TooLong => Err(Reason::TooLarge { limit: self.options.max_document_bytes }),
                Line::Whole(bytes) if bytes.trim_ascii().is_empty() => continue,
                Line::Whole(bytes) => {
                    let raw = bytes.strip_suffix(b"\r").unwrap_or(&bytes);
                    records.reading(raw, taken, &self.options)
                }
            };
            records.any = true;
            return Some(result.map_err(|reason| records.error(reason)));
        }
    }

    /// Ends a file of records; one without any is reported.
    fn close_records(&mut self) -> Option<Result<Reading, ReadError>> {
        let records = self.records.take()?;
        let error = ReadError { path: records.name, line: None, reason: Reason::Empty };
        (!records.any).then_some(Err(error))
    }
}

impl Iterator for Reader {
    type Item = Result<Reading, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.next_record() {
                return Some(next);
            }
            match self.walk.next()? {
                Err(error) => return Some(Err(error)),
                Ok(found) => {
                    if let Some(next) = self.open(found) {
                        return Some(next);
                    }
                }
            }
        }
    }
}

impl Records {
    fn new(mut from: Box<dyn BufRead + Send>, name: &str, origin: String) -> io::Result<Self> {
        if let Some(encoding) = utf16_of(from.fill_buf()?) {
            from = Box::new(BufReader::new(Transcoded::new(from, encoding)));
        }
        Ok(Self { from, name: name.to_owned(), origin, line: 0, any: false })
    }

    fn reading(&self, raw: &[u8], taken: u64, options: &Options) -> Result<Reading, Reason> {
        let mut notes = Vec::new();
        let decoded = decode(raw, options.encoding_hint.as_deref());
        note_encoding(&decoded, &mut notes);
        let origin = format!("{}#{}", self.origin, self.line);
        let document = record::parse(&decoded.text, &origin, &mut notes)?;
        Ok(Reading { document, sha256: hash(raw), bytes: taken, notes })
    }

    fn error(&self, reason: Reason) -> ReadError {
        ReadError { path: self.name.clone(), line: Some(self.line.max(1)), reason }
    }
}

/// A text file as one document.
fn text_document(
    name: &str,
    origin: &str,
    raw: &[u8],
    markdown: bool,
    options: &Options,
) -> Result<Reading, Reason> {
    let mut notes = Vec::new();
    let decoded = decode(raw, options.encoding_hint.as_deref());
    if decoded.text.trim().is_empty() {
        return Err(Reason::Empty);
    }
    note_encoding(&decoded, &mut notes);
    let front = if markdown { front_matter::read(&decoded.text) } else { None }.unwrap_or_default();
    let metadata = Metadata {
        title: front.title,
        lang: front.lang,
        published: front.published,
        url: front.url,
        outlet: front.outlet,
    };
    let document = record::document(name.to_owned(), origin, decoded.text, metadata, &mut notes);
    Ok(Reading { document, sha256: hash(raw), bytes: raw.len() as u64, notes })
}

fn note_encoding(decoded: &Decoded, notes: &mut Vec<Note>) {
    if decoded.encoding != "UTF-8" {
        notes.push(remark(format!("read as {}", decoded.encoding)));
    }
    if decoded.replaced > 0 {
        notes.push(remark(format!(
            "{} places do not fit {} and were replaced by U+FFFD",
            decoded.replaced, decoded.encoding
        )));
    }
}

/// Whether a stream begins like a file of records: `{` and then a key.
fn looks_like_records(head: &[u8]) -> bool {
    let head = decode(&head[..head.len().min(64)], None).text;
    head.trim_start().strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

fn hash(bytes: &[u8]) -> String {
    use fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
