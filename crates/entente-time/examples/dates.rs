//! Reads lines `{"text", "reference"}` from standard input and prints what is found in each, as `entente dates` does.
//!
//! usage: `dates LANG [past|future] < phrases.jsonl > found.jsonl`

use entente_lang::Pack;
use entente_time::{DateTime, Prefer, Tagger};
use std::io::{self, BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let lang = args.next().unwrap_or_else(|| "vi".to_owned());
    let prefer = if args.next().as_deref() == Some("past") { Prefer::Past } else { Prefer::Future };
    let pack = Pack::of(&lang).ok_or("no pack for that language")?;
    let tagger = Tagger::new(&pack)?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or_default();
        let reference: DateTime = line["reference"].as_str().unwrap_or_default().parse()?;
        let found = tagger.resolve(text, &reference, prefer);
        writeln!(out, "{}", serde_json::json!({ "text": text, "found": found }))?;
    }
    Ok(())
}
