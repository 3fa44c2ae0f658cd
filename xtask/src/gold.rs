//! `cargo xtask join GOLD DOCUMENTS`: annotations put together with the articles that they are about.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

/// Reads documents (`{"id", "title", "text"}` a line) by id.
pub fn documents(path: &Path) -> Result<BTreeMap<String, Value>, String> {
    let mut all = BTreeMap::new();
    for value in lines(path)? {
        let id = value["id"].as_str().map(str::to_owned).unwrap_or_default();
        all.insert(id, value);
    }
    Ok(all)
}

/// The lines of a JSON Lines file.
pub fn lines(path: &Path) -> Result<Vec<Value>, String> {
    let file = std::fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    BufReader::new(file)
        .lines()
        .enumerate()
        .map(|(n, line)| {
            let line = line.map_err(|e| format!("{}: {e}", path.display()))?;
            serde_json::from_str(&line).map_err(|e| format!("{}:{}: {e}", path.display(), n + 1))
        })
        .collect()
}

/// The document of an annotated line, with the events and their quotes; `None` where the text is not there.
pub fn joined(gold: &Value, documents: &BTreeMap<String, Value>) -> Option<Value> {
    let document = documents.get(gold["id"].as_str()?)?;
    let events: Vec<Value> = gold["events"].as_array()?.iter().map(|e| with_quote(e, document)).collect();
    Some(json!({"id": gold["id"], "title": document["title"], "text": document["text"], "events": events}))
}

fn with_quote(event: &Value, document: &Value) -> Value {
    let part = if event["in"] == "title" { "title" } else { "text" };
    let at = |key: &str| event[key].as_u64().unwrap_or(0) as usize;
    let quote = document[part].as_str().and_then(|t| t.get(at("start")..at("end"))).unwrap_or_default();
    let mut event = event.clone();
    event["quote"] = json!(quote);
    event
}

/// Writes the joined lines.
pub fn join(gold: &Path, documents_at: &Path, out: &mut dyn Write) -> Result<(), String> {
    let documents = documents(documents_at)?;
    let gold = lines(gold)?;
    let found: Vec<Value> = gold.iter().filter_map(|g| joined(g, &documents)).collect();
    for line in &found {
        writeln!(out, "{line}").map_err(|e| e.to_string())?;
    }
    match gold.len() - found.len() {
        0 => Ok(()),
        missing => Err(format!("{missing} of {} articles are not in {}", gold.len(), documents_at.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_comes_back_by_its_bytes() {
        let documents =
            BTreeMap::from([("a".to_owned(), json!({"id": "a", "title": "Tựa", "text": "Pháp phản đối."}))]);
        let gold = json!({"id": "a", "events": [{"in": "text", "start": 0, "end": 5, "type": "REJECT"}]});
        let joined = joined(&gold, &documents).expect("there");
        assert_eq!(joined["events"][0]["quote"], "Pháp");
        assert_eq!(super::joined(&json!({"id": "b", "events": []}), &documents), None);
    }
}
