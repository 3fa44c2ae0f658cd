//! Prints the sentences of documents with what is found in them, for reading: `mentions LANG PATH…`.

use entente_annotate::Annotator;
use entente_clean::Cleaner;
use entente_lang::Pack;
use entente_text::{Annotated, Mention, Quotation, Sentence};
use entente_world::World;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let lang = arguments.next().ok_or("usage: mentions LANG PATH…")?;
    let pack = Pack::of(&lang).ok_or("no pack of that language")?;
    let cleaner = Cleaner::new(&pack)?;
    let annotator = Annotator::new(&pack, World::embedded())?;
    let mut out = std::io::stdout().lock();
    for item in entente_read::Reader::new(arguments) {
        let annotated = annotator.annotate(cleaner.clean(item?.document));
        writeln!(out, "# {}", annotated.clean.document.id)?;
        for sentence in &annotated.sentences {
            write!(out, "{}", described(&annotated, sentence))?;
        }
    }
    Ok(())
}

/// A sentence, then a line for each thing found in it.
fn described(annotated: &Annotated, sentence: &Sentence) -> String {
    let text = annotated.text();
    let mut lines = format!("{}\n", sentence.span.slice(text));
    for (_, mention) in annotated.mentions_in(sentence.span) {
        let _ = writeln!(lines, "    {}", mention_line(text, mention));
    }
    for time in annotated.times_in(sentence.span) {
        let _ = writeln!(lines, "    time {} = {}", time.span.slice(text), time.value);
    }
    let said = |q: &&Quotation| sentence.span.start <= q.span.start && q.span.start < sentence.span.end;
    for quotation in annotated.quotations.iter().filter(said) {
        let by = quotation.speaker.and_then(|i| annotated.mentions.get(i as usize));
        let by = by.map_or("?", |m| m.span.slice(text));
        let _ = writeln!(lines, "    quote {} = {by}", quotation.span.slice(text));
    }
    lines
}

fn mention_line(text: &str, mention: &Mention) -> String {
    let name = mention.name.as_deref().unwrap_or("-");
    let role = mention.role.as_deref().unwrap_or("-");
    let words = mention.span.slice(text);
    format!(
        "{:?} {} | {words} | {name} | {role} | {}",
        mention.kind,
        mention.polities.join("+"),
        mention.rule
    )
}
