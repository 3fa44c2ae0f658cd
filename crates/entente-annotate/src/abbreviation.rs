//! Abbreviations that an article makes for itself: "the Self-Defence Forces of Japan (SDF)".

use entente_text::{Mention, MentionKind, Token};

/// Lets an abbreviation in brackets behind a body's full name stand for that body in the whole article, whatever the
/// lists know it as.
pub(crate) fn settle(text: &str, tokens: &[Token], mentions: &mut [Mention]) {
    let word = |t: u32| tokens.get(t as usize).map_or("", |t| t.span.slice(text));
    let mut made: Vec<(String, Vec<String>)> = Vec::new();
    for pair in mentions.windows(2) {
        let [full, short] = pair else { continue };
        let letters = short.span.slice(text);
        let in_brackets = word(full.last) == "(" && short.first == full.last + 1 && word(short.last) == ")";
        let is_short = letters.chars().count() > 1 && letters.chars().all(char::is_uppercase);
        let is_body = matches!(full.kind, MentionKind::Body) && !full.polities.is_empty();
        if in_brackets && is_short && is_body && full.polities != short.polities {
            made.push((letters.to_owned(), full.polities.clone()));
        }
    }
    for mention in mentions {
        let letters = mention.span.slice(text);
        if let Some((_, polities)) = made.iter().find(|(short, _)| short == letters) {
            mention.kind = MentionKind::Body;
            mention.polities.clone_from(polities);
            "abbreviation".clone_into(&mut mention.rule);
        }
    }
}
