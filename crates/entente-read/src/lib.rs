//! The first stage: files, folders and standard input to [`Document`](entente_text::Document)s.
//!
//! A [`Reader`] is an iterator: one item a document, or a [`ReadError`] for what could not be read, and the
//! run goes on with the next. Nothing is read ahead but one document; a `.jsonl` file of any size is
//! streamed line by line.
//!
//! | input | documents | id |
//! |---|---|---|
//! | `.txt`, `.text` | one, the whole text | the path as given; inside a folder argument the path from there |
//! | `.md`, `.markdown` | one; the front matter gives title, date, URL, outlet, language and stays in the text | as above |
//! | `.jsonl`, `.ndjson` | one a line: `{"id", "text"}`, optional `title`, `lang`, `published`, `url`, `outlet` | the record's, else `path#line` |
//! | `-` | records when it begins with `{"`, else one text | the record's, else `-` |
//!
//! Text may be UTF-8, UTF-16 or a legacy encoding such as windows-1258 ([`decode()`]); bytes that fit none are
//! replaced and noted. Offsets count in the decoded text, after the byte order mark.

pub mod decode;
pub mod error;
mod front_matter;
mod lines;
pub mod reader;
mod record;
mod transcode;
mod walk;

pub use decode::{Decoded, decode};
pub use error::{ReadError, Reason};
pub use reader::{Options, Reader, Reading};
pub use walk::{Estimate, estimate};
