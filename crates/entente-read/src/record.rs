//! One line of a `.jsonl` file, and the metadata that a document can carry.

use crate::error::Reason;
use entente_text::{Document, Edtf, Note, Published, PublishedBasis};
use serde::Deserialize;
use serde_json::Value;

/// The fields that we know; others are passed over. Only `text` must be right, so the rest is taken as it comes.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Record {
    id: Value,
    text: Value,
    title: Value,
    lang: Value,
    published: Value,
    url: Value,
    outlet: Value,
}

/// What is known of a document beside its words, as written.
#[derive(Debug, Default)]
pub struct Metadata {
    pub title: Option<String>,
    pub lang: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub outlet: Option<String>,
}

/// Reads a record. `origin` (path and line) stands in for a missing id.
pub fn parse(line: &str, origin: &str, notes: &mut Vec<Note>) -> Result<Document, Reason> {
    if !line.trim_start().starts_with('{') {
        return Err(Reason::NotJson("does not begin with {".to_owned()));
    }
    let record: Record = serde_json::from_str(line).map_err(|e| Reason::NotJson(without_line(&e)))?;
    let Value::String(text) = record.text else { return Err(Reason::NoText) };
    let mut field = |name: &str, value: Value| match value {
        Value::String(s) if s.trim().is_empty() => None,
        Value::String(s) => Some(s),
        Value::Number(n) => Some(n.to_string()),
        Value::Null => None,
        _ => {
            notes.push(remark(format!("\"{name}\" is neither a string nor a number: passed over")));
            None
        }
    };
    let id = field("id", record.id).unwrap_or_else(|| origin.to_owned());
    let metadata = Metadata {
        title: field("title", record.title),
        lang: field("lang", record.lang),
        published: field("published", record.published),
        url: field("url", record.url),
        outlet: field("outlet", record.outlet),
    };
    if text.trim().is_empty() && metadata.title.is_none() {
        return Err(Reason::Empty);
    }
    Ok(document(id, origin, text, metadata, notes))
}

/// A document with its metadata checked.
pub fn document(
    id: String,
    origin: &str,
    text: String,
    metadata: Metadata,
    notes: &mut Vec<Note>,
) -> Document {
    let mut document = Document::new(id, metadata.title.unwrap_or_default(), text);
    origin.clone_into(&mut document.origin);
    document.lang = metadata.lang.and_then(|lang| language(&lang, notes));
    document.published = metadata.published.map(|p| publication(&p, notes)).unwrap_or_default();
    document.url = metadata.url;
    document.outlet = metadata.outlet;
    document
}

/// A remark on the document as a whole.
pub fn remark(message: String) -> Note {
    Note { span: None, message }
}

/// `serde_json`'s words without its line number: ours counts the file's lines, its own only the record's.
fn without_line(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let cut = words.rfind(" at line ").unwrap_or(words.len());
    if error.column() == 0 {
        words[..cut].to_owned()
    } else {
        format!("{} at byte {}", &words[..cut], error.column())
    }
}

/// ISO 639-1 from `vi`, `vi-VN`, `EN_us`.
fn language(given: &str, notes: &mut Vec<Note>) -> Option<String> {
    let code = given.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some(code);
    }
    notes.push(remark(format!("language {given:?} is no ISO 639 code: passed over")));
    None
}

/// A date, or the date of a date and time. The time of day goes: news is dated by day.
fn publication(given: &str, notes: &mut Vec<Note>) -> Published {
    let day = given.trim().split(['T', ' ']).next().unwrap_or_default();
    let Ok(date) = Edtf::parse(day) else {
        notes.push(remark(format!(
            "publication date {given:?} is not YYYY-MM-DD (or YYYY-MM, YYYY): passed over"
        )));
        return Published::default();
    };
    Published { date: Some(date), basis: PublishedBasis::Metadata, reasons: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(line: &str) -> (Document, Vec<Note>) {
        let mut notes = Vec::new();
        (parse(line, "a.jsonl#3", &mut notes).expect("a record"), notes)
    }

    fn fails(line: &str) -> &'static str {
        parse(line, "a.jsonl#3", &mut Vec::new()).expect_err("no record").name()
    }

    #[test]
    fn all_fields() {
        let (doc, notes) = ok(
            r#"{"id":"a1","text":"Thân bài.","title":"Tựa","lang":"vi-VN","published":"2024-07-12T08:30:00+07:00","url":"https://a.example","outlet":"Báo Biển","tags":["x"]}"#,
        );
        assert_eq!((doc.id.as_str(), doc.origin.as_str()), ("a1", "a.jsonl#3"));
        assert_eq!((doc.original_title(), doc.original_body()), ("Tựa", "Thân bài."));
        assert_eq!(doc.lang.as_deref(), Some("vi"));
        assert_eq!(doc.published.date.as_ref().map(Edtf::as_str), Some("2024-07-12"));
        assert_eq!(doc.published.basis, PublishedBasis::Metadata);
        assert_eq!(doc.outlet.as_deref(), Some("Báo Biển"));
        assert!(notes.is_empty());
    }

    #[test]
    fn little_is_enough() {
        assert_eq!(ok(r#"{"id":17,"text":"a"}"#).0.id, "17");
        assert_eq!(ok(r#"{"text":"a"}"#).0.id, "a.jsonl#3");
        assert_eq!(ok(r#"{"text":"","title":"Chỉ có tựa"}"#).0.text(), "Chỉ có tựa\n");
    }

    #[test]
    fn odd_metadata_is_noted_and_passed_over() {
        for (field, value) in [
            ("published", r#""hôm qua""#),
            ("published", r#""2023-02-29""#),
            ("published", r#""2023-13""#),
            ("published", r#""2023-01-05-06""#),
            ("lang", r#""tiếng Việt""#),
            ("title", r#"["a"]"#),
            ("id", "{}"),
        ] {
            let (_, notes) = ok(&format!(r#"{{"text":"a","{field}":{value}}}"#));
            assert_eq!(notes.len(), 1, "{field} {value}");
        }
        for date in ["2024", "2024-02", "2024-02-29", "2024-12-31 23:59"] {
            let (doc, notes) = ok(&format!(r#"{{"text":"a","published":"{date}"}}"#));
            assert!(notes.is_empty() && doc.published.date.is_some(), "{date}");
        }
    }

    #[test]
    fn what_is_no_record() {
        assert_eq!(fails("not json"), "not_json");
        assert_eq!(fails("[1]"), "not_json");
        assert_eq!(fails(r#"{"text":"a""#), "not_json");
        assert_eq!(fails(r#"{"id":"a"}"#), "no_text");
        assert_eq!(fails(r#"{"id":"a","text":null}"#), "no_text");
        assert_eq!(fails(r#"{"id":"a","text":" \n"}"#), "empty");
    }
}
