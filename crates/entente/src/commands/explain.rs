//! `entente explain`: why a text is coded as it is.

use crate::args::{Explain, Told};
use crate::commands::Outcome;
use crate::commands::failures::Failures;
use crate::output::{FAINT, FOUND, Output, STRONG};
use crate::table::{flat, wrap};
use anyhow::{Result, bail};
use entente::Pipeline;
use entente::explanation::{
    ClaimSeen, Explanation, FrameTried, MentionSeen, Piece, SentenceSeen, SignalSeen, TimeSeen, TriggerSeen,
    Wanted,
};
use entente::pipeline::DEFAULT_CONFIDENCE;
use entente_ask::lookup;
use entente_read::Reader;
use entente_text::{DateBasis, Document, Party};

/// Prints what was seen in each sentence, and what came of it.
pub fn run(args: &Explain, out: &mut Output) -> Result<Outcome> {
    let pipeline = Pipeline::new()?;
    if let Some(lang) = args.lang.as_deref().filter(|l| !pipeline.languages().contains(l)) {
        bail!("no language pack for {lang:?}; there are: {}", pipeline.languages().join(", "));
    }
    let mut failures = Failures::default();
    let wanted = Wanted { words: args.grep.clone(), rule: args.rule.clone() };
    let mut show = |mut document: Document| -> Result<()> {
        if args.lang.is_some() {
            document.lang.clone_from(&args.lang);
        }
        let explanation = pipeline.explain(document, &wanted);
        match args.format {
            Told::Json => Ok(out.json_line(&explanation)?),
            Told::Text => tell(out, &explanation),
        }
    };
    for (number, input) in args.inputs.iter().enumerate() {
        if input.trim().contains(char::is_whitespace) && !std::path::Path::new(input).exists() {
            show(Document::new(format!("text {}", number + 1), "", input.as_str()))?;
            continue;
        }
        for read in Reader::new([input]) {
            match read {
                Err(error) => failures.unread(&error),
                Ok(reading) => show(reading.document)?,
            }
        }
    }
    failures.complain();
    Ok(if failures.any_unread() { Outcome::SomeFailed } else { Outcome::Done })
}

/// Columns before what is said about a sentence.
const INDENT: &str = "  ";

fn tell(out: &mut Output, explanation: &Explanation) -> Result<()> {
    let published = match explanation.published.as_str() {
        "" => "of unknown date".to_owned(),
        date => format!("published {date}"),
    };
    let heading = format!("{} · {} · {published}", flat(&explanation.doc), explanation.lang);
    out.line(&out.paint(STRONG, &heading))?;
    if let Some(reason) = &explanation.passed_over {
        out.line(&format!("{INDENT}not coded: {reason}"))?;
    } else if explanation.sentences.is_empty() {
        out.line(&format!("{INDENT}no sentence to show"))?;
    }
    for sentence in &explanation.sentences {
        out.line("")?;
        tell_sentence(out, sentence)?;
    }
    Ok(())
}

fn tell_sentence(out: &mut Output, sentence: &SentenceSeen) -> Result<()> {
    let text = format!("{}. {}", sentence.number, flat(&sentence.text));
    for line in wrap(&text, out.width) {
        out.line(&out.paint(STRONG, &line))?;
    }
    let place = format!("{INDENT}{}, bytes {}–{}", sentence.passage, sentence.at.start, sentence.at.end);
    out.line(&out.paint(FAINT, &place))?;
    paragraph(out, "pieces", &sentence.pieces.iter().map(piece).collect::<Vec<_>>().join(" "))?;
    sentence.mentions.iter().try_for_each(|m| paragraph(out, "mention", &mention(m)))?;
    sentence.times.iter().try_for_each(|t| paragraph(out, "time", &time(t)))?;
    if sentence.triggers.is_empty() {
        paragraph(out, "trigger", "none: no word of any frame stands here")?;
    }
    sentence.triggers.iter().try_for_each(|t| tell_trigger(out, t))
}

/// A labelled paragraph; its lines hang below the first.
fn paragraph(out: &mut Output, label: &str, words: &str) -> Result<()> {
    hanging(out, &format!("{INDENT}{label:<9}"), words, false)
}

fn hanging(out: &mut Output, label: &str, words: &str, faint: bool) -> Result<()> {
    let before = label.chars().count();
    for (i, line) in wrap(&flat(words), out.width.saturating_sub(before)).iter().enumerate() {
        let first = if i == 0 { out.paint(FAINT, label) } else { " ".repeat(before) };
        let line = if faint { out.paint(FAINT, line) } else { line.clone() };
        out.line(&format!("{first}{line}"))?;
    }
    Ok(())
}

/// `[a mention]`, `<a time>`, `*a trigger*`, a small word with what it does.
fn piece(piece: &Piece) -> String {
    let words = &piece.words;
    let first = piece.roles.first().map_or("", String::as_str);
    let others = |from: usize| {
        let roles = piece.roles.get(from..).unwrap_or_default();
        if roles.is_empty() { String::new() } else { format!("({})", roles.join(", ")) }
    };
    match first {
        "mention" => format!("[{words}]"),
        "time" => format!("<{words}>"),
        "trigger" => format!("*{words}*{}", others(1)),
        "word" | "mark" => words.clone(),
        _ => format!("{words}{}", others(0)),
    }
}

fn mention(mention: &MentionSeen) -> String {
    let mut said = vec![format!("“{}”: {}", mention.words, mention.kind)];
    said.push(match (mention.polities.is_empty(), mention.acts) {
        (true, _) => "stands for no polity".to_owned(),
        (false, true) => format!("acts for {}", mention.polities.join(", ")),
        (false, false) => format!("of {}, does not act for it", mention.polities.join(", ")),
    });
    said.extend(mention.name.as_ref().map(|n| format!("name {n}")));
    said.extend(mention.role.as_ref().map(|r| format!("role {r}")));
    said.push(format!("found by {}", mention.rule));
    said.join(" · ")
}

fn time(time: &TimeSeen) -> String {
    let date = if time.date.is_empty() { "no date".to_owned() } else { time.date.clone() };
    format!("“{}”: {date} · TIMEX3 {} · found by {}", time.words, time.value, time.rule)
}

fn tell_trigger(out: &mut Output, trigger: &TriggerSeen) -> Result<()> {
    let words = out.paint(FOUND, &flat(&trigger.words));
    out.line(&format!("{}{words}", out.paint(FAINT, &format!("{INDENT}{:<9}", "trigger"))))?;
    trigger.tried.iter().try_for_each(|f| tell_frame(out, f))?;
    if !trigger.untried.is_empty() {
        let fired = trigger.tried.iter().any(|f| f.fired);
        let why = if fired {
            "not tried, as the one above fired"
        } else {
            "not tried, as the word is read in another way here or is part of an act that was told"
        };
        hanging(out, "      – ", &format!("{}: {why}", trigger.untried.join(", ")), true)?;
    }
    Ok(())
}

fn tell_frame(out: &mut Output, frame: &FrameTried) -> Result<()> {
    let name = format!("{} {}", frame.category, frame.kind.replace('_', " "));
    match (&frame.claim, &frame.why_not) {
        (Some(claim), _) => {
            hanging(out, "      ✓ ", &format!("{name}: {}", claim_in_words(claim)), false)?;
            if let Some(source) = &claim.attribution {
                hanging(out, "        ", &format!("according to {}", flat(source)), false)?;
            }
            hanging(out, "        ", &format!("rule {}", frame.rule), true)?;
            tell_confidence(out, claim)
        }
        (None, why) => {
            let why = why.as_deref().unwrap_or("no reason is known");
            hanging(out, "      ✗ ", &format!("{name}: {why} ({})", frame.rule), true)
        }
    }
}

fn claim_in_words(claim: &ClaimSeen) -> String {
    let (a, b) = (side(&claim.actors), side(&claim.recipients));
    let who = match (claim.recipients.is_empty(), claim.symmetric) {
        (true, _) => a,
        (false, true) => format!("{a} – {b}"),
        (false, false) => format!("{a} → {b}"),
    };
    let mut said = vec![who, claim.status.replace('_', " ")];
    said.push(if claim.date.is_empty() {
        "undated".to_owned()
    } else {
        format!("{} ({})", claim.date, basis(claim.date_basis))
    });
    if claim.scope == entente_text::Scope::Domestic {
        said.push("within one polity".to_owned());
    }
    said.join(" · ")
}

fn side(parties: &[Party]) -> String {
    let party = |p: &Party| match &p.name {
        Some(name) => format!("{} ({name})", lookup::name(&p.code)),
        None => lookup::name(&p.code).to_owned(),
    };
    parties.iter().map(party).collect::<Vec<_>>().join(", ")
}

fn basis(basis: Option<DateBasis>) -> &'static str {
    match basis {
        Some(DateBasis::Stated) => "the sentence says so",
        Some(DateBasis::RelativeToDocument) => "counted from the document's date",
        Some(DateBasis::RelativeToText) => "counted from another date of the text",
        Some(DateBasis::Inferred) | None => "inferred",
    }
}

/// What weighs most is told, the rest is summed up.
const TOLD: usize = 5;

fn tell_confidence(out: &mut Output, claim: &ClaimSeen) -> Result<()> {
    let shown = if claim.confidence < f64::from(DEFAULT_CONFIDENCE) {
        format!(", below {DEFAULT_CONFIDENCE}: hidden unless asked for")
    } else {
        String::new()
    };
    let told = match claim.bias {
        None => "as the frame states it, less what its arguments cost".to_owned(),
        Some(bias) => weights(bias, &claim.signals),
    };
    hanging(out, "        ", &format!("confidence {:.2}{shown}: {told}", claim.confidence), true)
}

fn weights(bias: f64, signals: &[SignalSeen]) -> String {
    let mut signals: Vec<&SignalSeen> = signals.iter().filter(|s| s.weight.abs() >= 0.005).collect();
    signals.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let mut said = vec![format!("start {bias:+.2}")];
    said.extend(signals.iter().take(TOLD).map(|s| format!("{} {:+.2}", s.words, s.weight)));
    let rest: f64 = signals.iter().skip(TOLD).map(|s| s.weight).sum();
    if signals.len() > TOLD {
        said.push(format!("the other {} {rest:+.2}", signals.len() - TOLD));
    }
    said.join(", ")
}
