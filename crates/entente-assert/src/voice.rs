//! Who somebody is: the mention or name, with what an apposition and earlier sentences say of them.

use crate::lexicon::Tag;
use crate::scene::{Scene, What};
use entente_text::{MentionKind, Voice};

/// Voices that an article has named so far.
#[derive(Debug, Default)]
pub(crate) struct Known(Vec<Voice>);

/// How many voices an article keeps in mind.
const KEPT: usize = 200;

impl Known {
    /// Fills in what is known of a voice from an earlier, fuller naming, and keeps what is new.
    pub fn settle(&mut self, voice: Voice) -> Voice {
        let Some(name) = voice.name.clone() else { return voice };
        let same = |v: &&Voice| v.name.as_ref().is_some_and(|n| is_part(&name, n));
        let settled = match self.0.iter().rev().find(same) {
            Some(known) => Voice {
                words: voice.words,
                name: known.name.clone(),
                role: voice.role.or_else(|| known.role.clone()),
                codes: if voice.codes.is_empty() { known.codes.clone() } else { voice.codes },
            },
            None => voice,
        };
        if self.0.len() < KEPT && !self.0.contains(&settled) {
            self.0.push(settled.clone());
        }
        settled
    }
}

/// Whether every word of one name stands in the other.
fn is_part(part: &str, whole: &str) -> bool {
    part.split_whitespace().all(|w| whole.split_whitespace().any(|x| x == w))
}

/// The longest role in the article's own words, in characters.
const ROLE: usize = 160;

/// The voice at an item, or the list of them that it ends; `verb` is the item of the verb that it is subject of.
pub(crate) fn voice(scene: &Scene<'_>, at: usize, verb: usize) -> Voice {
    let document = &scene.annotated.clean.document;
    let Some(mention) = scene.mention(at) else {
        let name = document.quote(scene.items[at].span).to_owned();
        if scene.items[at].has(Tag::Anonymous) {
            return Voice { words: name, ..Voice::default() };
        }
        let (role, codes) = apposition(scene, at, verb);
        return Voice { words: name.clone(), name: Some(name), role, codes };
    };
    let first = scene.list_start(at);
    let words = document.quote(scene.span(first, at + 1)).to_owned();
    if first < at {
        return Voice { words, name: None, role: None, codes: scene.codes(first, at + 1) };
    }
    let mut codes = mention.polities.clone();
    let mut role = mention.role.clone();
    let mut name = mention.name.clone();
    if mention.kind == MentionKind::Outsider {
        let speaks_for = at > 0 && scene.items[at - 1].has(Tag::Document);
        let (said_role, said_codes) = apposition(scene, at, verb);
        role = role.or(said_role);
        codes = if speaks_for { codes } else { said_codes };
    }
    if name.is_none() && role.is_some() {
        let behind = (at + 1..verb.min(at + 4)).find(|i| scene.items[*i].what == What::Name);
        name = behind.map(|i| document.quote(scene.items[i].span).to_owned());
    }
    Voice { words, name, role, codes }
}

/// What stands between commas behind a name: its words, and the polity of the body that it names.
fn apposition(scene: &Scene<'_>, at: usize, verb: usize) -> (Option<String>, Vec<String>) {
    let none = (None, Vec::new());
    let end = scene.items.len();
    if !scene.is_mark(at + 1, &[","]) {
        return none;
    }
    let Some(close) = (at + 3..end).find(|i| {
        scene.is_mark(*i, &[","])
            && scene
                .items
                .get(i + 1)
                .is_some_and(|n| n.any(|t| matches!(t, Tag::Say(_) | Tag::Auxiliary | Tag::Stance(_))))
    }) else {
        return none;
    };
    if verb > at && verb < close {
        return none;
    }
    let document = &scene.annotated.clean.document;
    let words = document.quote(scene.span(at + 2, close));
    let body = (at + 2..close).rev().find_map(|i| {
        let acts = scene.mention(i).filter(|m| m.kind == MentionKind::Body)?;
        let of = scene.items[i - 1].any(|t| matches!(t, Tag::Owner | Tag::Preposition | Tag::Place));
        (of && !acts.polities.is_empty()).then(|| acts.polities.clone())
    });
    let short = words.chars().count() <= ROLE;
    (short.then(|| words.to_owned()), body.unwrap_or_default())
}
