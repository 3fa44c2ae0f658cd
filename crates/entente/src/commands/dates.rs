//! `entente dates`: time expressions with their values.

use crate::args::{Dates, Lines, Side};
use crate::output::Output;
use crate::table::Table;
use anyhow::{Context, Result, bail};
use entente_lang::Pack;
use entente_text::{Grain, TimexType};
use entente_time::{DateTime, Found, Prefer, Tagger};
use serde::{Deserialize, Serialize};
use std::io::BufRead;

/// A text to look at.
#[derive(Deserialize)]
struct Asked {
    text: String,
    #[serde(default)]
    reference: Option<String>,
}

/// What was found in it.
#[derive(Serialize)]
struct Answer<'a> {
    text: &'a str,
    found: Vec<Expression<'a>>,
}

/// A time expression in the order of fields that is promised.
#[derive(Serialize)]
struct Expression<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    timex: TimexType,
    value: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    grain: Grain,
}

impl<'a> From<&'a Found> for Expression<'a> {
    fn from(found: &'a Found) -> Self {
        Self {
            start: found.start,
            end: found.end,
            timex: found.timex,
            value: &found.value,
            from: found.from.as_deref(),
            to: found.to.as_deref(),
            grain: found.grain,
        }
    }
}

/// Prints the time expressions of each text.
pub fn run(args: &Dates, out: &mut Output) -> Result<()> {
    let Some(pack) = Pack::of(&args.lang) else {
        bail!("no language pack for {:?}; there are: {}", args.lang, Pack::languages().join(", "));
    };
    let tagger = Tagger::new(&pack)?;
    let default = match &args.reference {
        Some(typed) => moment(typed)?,
        // Only here is the clock read: a phrase typed at the prompt means what it means now.
        None => moment(&jiff::Timestamp::now().to_string())?,
    };
    let prefer = match args.prefer {
        Some(Side::Future) => Prefer::Future,
        Some(Side::Past) | None => Prefer::Past,
    };
    let mut table = Table::new(&["*Words", "Type", "Value", "From", "To", "Grain"]);
    let mut answer = |asked: &Asked| -> Result<()> {
        let reference = asked.reference.as_deref().map(moment).transpose()?.unwrap_or(default);
        let found = tagger.resolve(&asked.text, &reference, prefer);
        match args.format {
            Lines::Jsonl => {
                out.json_line(&Answer {
                    text: &asked.text,
                    found: found.iter().map(Expression::from).collect(),
                })?;
            }
            Lines::Table => found.iter().for_each(|f| table.row(row(&asked.text, f))),
        }
        Ok(())
    };
    if args.texts.is_empty() {
        for (number, line) in std::io::stdin().lock().lines().enumerate() {
            let line = line.context("can't read standard input")?;
            if !line.trim().is_empty() {
                answer(&read(line).with_context(|| format!("line {}", number + 1))?)?;
            }
        }
    } else {
        args.texts.iter().try_for_each(|text| answer(&Asked { text: text.clone(), reference: None }))?;
    }
    if args.format == Lines::Table {
        for line in table.text(out.width) {
            out.line(&line)?;
        }
    }
    Ok(())
}

/// A line of input: a JSON object, or the text itself.
fn read(line: String) -> Result<Asked> {
    if line.starts_with('{') {
        serde_json::from_str(&line).context("not an object {\"text\", \"reference\"}")
    } else {
        Ok(Asked { text: line, reference: None })
    }
}

fn moment(typed: &str) -> Result<DateTime> {
    Ok(typed.parse::<DateTime>()?)
}

fn row(text: &str, found: &Found) -> [String; 6] {
    [
        text.get(found.start..found.end).unwrap_or_default().to_owned(),
        word(&found.timex),
        found.value.clone(),
        found.from.clone().unwrap_or_default(),
        found.to.clone().unwrap_or_default(),
        word(&found.grain),
    ]
}

/// The name that a value has in JSON.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_lowercase)).unwrap_or_default()
}
