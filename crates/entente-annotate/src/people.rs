//! The persons of one article: who "ông Park" is.

use crate::chunk::Chunk;
use crate::lexicon::{BodyClass, Lexicon, Order};
use crate::pieces::Words;
use rustc_hash::FxHashMap;

/// A person as one article knows it.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub name: String,
    pub code: Option<String>,
    pub role: Option<String>,
    pub outsider: bool,
    words: Vec<String>,
}

/// The persons named in an article, found by any part of their names.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// Full names of the article, in words, with the known person that each names.
    full: Vec<(Vec<String>, Option<usize>)>,
    all: Vec<Person>,
    by_word: FxHashMap<String, Vec<usize>>,
}

impl People {
    /// Gathers the persons of all chunks: those with a role and a polity first hand, then the others. What an
    /// apposition says of a person holds: "Ana Ruiz, quan chức của chính phủ Chile".
    pub fn gather<'a>(words: &Words<'a>, chunks: &[Chunk<'a>]) -> Self {
        let mut people = Self { full: full_names(words, chunks), ..Self::default() };
        for (at, chunk) in chunks.iter().enumerate() {
            let Some((from, to)) = chunk.name.filter(|_| !chunk.is_press()) else { continue };
            let behind = chunks.get(at + 1).filter(|next| in_apposition(words, chunk, next));
            let before =
                at.checked_sub(1).map(|i| &chunks[i]).filter(|title| is_title_of(words, title, chunk));
            let more = behind.or(before);
            let role = chunk.role.filter(|_| !chunk.owned).or(more.and_then(|m| m.role));
            let code = chunk.codes.first().or(more.and_then(|m| m.codes.first())).copied();
            let alone = chunk.person.is_none() && (role.is_some() || chunk.honorific || chunk.owned);
            let index =
                chunk.person.or_else(|| people.known_alone(words, (from, to), chunk).filter(|_| alone));
            let known = index.map(|i| words.lexicon.person(i, code, role, words.day));
            // "Tổng thống Pháp Trump" is nobody that is known.
            let known = known.filter(|k| chunk.person.is_some() || code.is_none_or(|c| c == k.code));
            let outsider = is_outsider(chunk) || more.is_some_and(is_outsider);
            let code = code.or(known.map(|k| k.code.as_str())).map(str::to_owned);
            if code.is_none() && role.is_none() && !outsider {
                continue;
            }
            let role = role.or(known.map(|k| k.role.as_str())).map(str::to_owned);
            people.add(Person {
                name: known
                    .filter(|_| chunk.person.is_none())
                    .map_or_else(|| name_of(words, from, to), |k| k.name.clone()),
                code,
                role,
                outsider,
                words: name_words(words, from, to),
            });
        }
        people
    }

    /// A known family name that needs no more, unless the article names somebody else in full who bears it: then only a role
    /// or polity says that the known one is meant.
    pub fn known_alone(
        &self,
        words: &Words<'_>,
        (from, to): (usize, usize),
        chunk: &Chunk<'_>,
    ) -> Option<usize> {
        let known = known_alone(words.lexicon, words, from, to)?;
        let name = name_words(words, from, to);
        let same = |i: usize| words.lexicon.persons[i].name == words.lexicon.persons[known].name;
        let mut bearers = self.full.iter().filter(|(full, _)| is_part(&name, full)).peekable();
        let others = bearers.peek().is_some() && bearers.all(|(_, who)| !who.is_some_and(same));
        (!others || chunk.role.is_some() || !chunk.codes.is_empty()).then_some(known)
    }

    fn add(&mut self, person: Person) {
        // Who is meant shares a word of the name.
        let near = person.words.iter().filter_map(|w| self.by_word.get(w)).flatten().copied();
        let is_same = |i: &usize| {
            let known = &self.all[*i].words;
            is_part(known, &person.words) || is_part(&person.words, known)
        };
        let same = near.filter(is_same).min();
        if let Some(index) = same.filter(|i| {
            self.all[*i].code.is_none() || person.code.is_none() || self.all[*i].code == person.code
        }) {
            let old = &mut self.all[index];
            old.code = old.code.take().or(person.code);
            old.role = old.role.take().or(person.role);
            old.outsider |= person.outsider;
            if person.words.len() > old.words.len() {
                old.name = person.name;
                old.words.clone_from(&person.words);
            }
            self.index(index, &person.words);
            return;
        }
        let index = self.all.len();
        let words = person.words.clone();
        self.all.push(person);
        self.index(index, &words);
    }

    fn index(&mut self, person: usize, words: &[String]) {
        for word in words {
            let list = self.by_word.entry(word.clone()).or_default();
            if !list.contains(&person) {
                list.push(person);
            }
        }
    }

    /// The person that a name (a part of one, as often) means here: among several the one `seen` last, by the
    /// number that it gives, else the one named first.
    pub fn find(
        &self,
        words: &Words<'_>,
        from: usize,
        to: usize,
        seen: &dyn Fn(usize) -> u32,
    ) -> Option<usize> {
        let name = name_words(words, from, to);
        let candidates = self.by_word.get(name.first()?)?;
        let fitting = candidates.iter().copied().filter(|i| is_part(&name, &self.all[*i].words));
        fitting.max_by_key(|i| (seen(*i), std::cmp::Reverse(*i)))
    }

    /// The name of the one person who has a role for a polity; `None` where there are several.
    pub fn holder(&self, code: &str, role: &str) -> Option<&str> {
        let mut all = self
            .all
            .iter()
            .filter(|p| !p.outsider && p.code.as_deref() == Some(code) && p.role.as_deref() == Some(role));
        let first = all.next()?;
        all.next().is_none().then_some(first.name.as_str())
    }

    pub fn get(&self, index: usize) -> &Person {
        &self.all[index]
    }
}

/// The names of an article that have more than one word.
fn full_names(words: &Words<'_>, chunks: &[Chunk<'_>]) -> Vec<(Vec<String>, Option<usize>)> {
    let named = chunks.iter().filter(|c| !c.is_press()).filter_map(|c| Some((c.name?, c.person)));
    let all = named.map(|((from, to), person)| (name_words(words, from, to), person));
    all.filter(|(name, _)| name.len() > 1).collect()
}

/// A known family name that needs no more: "Trump".
pub(crate) fn known_alone(lexicon: &Lexicon, words: &Words<'_>, from: usize, to: usize) -> Option<usize> {
    if to == from + 1 {
        return lexicon.alone.get(words.word(from)).copied();
    }
    let name: Vec<_> = (from..to).map(|i| words.word(i)).collect();
    lexicon.alone.get(&name.join(" ")).copied()
}

/// Tokens within which an apposition must end.
const REACH: usize = 25;

/// Whether `next` says who the named person of `chunk` is: a role or a noun behind a comma.
fn in_apposition(words: &Words<'_>, chunk: &Chunk<'_>, next: &Chunk<'_>) -> bool {
    let behind = comma_between(words, chunk, next);
    let closed = words.tokens.get(next.last).is_none_or(|_| {
        (next.last..words.tokens.len().min(next.last + REACH))
            .any(|i| matches!(words.word(i), "," | ")" | "."))
    });
    behind
        && closed
        && next.name.is_none()
        && !next.honorific
        && chunk.codes.is_empty()
        && (next.role.is_some() || next.former || next.body == Some(BodyClass::Outsider))
}

/// "the US secretary of state, Mike Pompeo": a title before a comma and the name that it goes with.
fn is_title_of(words: &Words<'_>, title: &Chunk<'_>, name: &Chunk<'_>) -> bool {
    words.lexicon.order == Order::HeadLast
        && words.tokens.get(title.last).is_some_and(|_| words.word(title.last) == ",")
        && name.first == title.last + 1
        && title.name.is_none()
        && title.role.is_some()
        && !title.codes.is_empty()
        && name.role.is_none()
        && name.codes.is_empty()
        && words.tokens.get(name.last).is_none_or(|_| !words.is_capitalised(name.last))
}

/// Whether a comma or a bracket and at most an article and describing words stand between.
fn comma_between(words: &Words<'_>, chunk: &Chunk<'_>, next: &Chunk<'_>) -> bool {
    let lexicon = words.lexicon;
    let describes = |i: usize| {
        lexicon.articles.contains(words.word(i))
            || lexicon.modifiers.longest(words.folded(i, i + 1)).is_some()
    };
    next.first > chunk.last
        && next.first <= chunk.last + 4
        && matches!(words.word(chunk.last), "," | "(")
        && (chunk.last + 1..next.first).all(describes)
        // "In a call with President X, the Y leader …" tells of two.
        && (next.first == chunk.last + 1 || chunk.role.is_none() && chunk.person.is_none())
}

fn is_outsider(chunk: &Chunk<'_>) -> bool {
    if chunk.owned {
        return false;
    }
    chunk.former || chunk.body.is_some_and(|b| b != BodyClass::Acts) && chunk.role.is_none()
}

fn is_part(part: &[String], whole: &[String]) -> bool {
    !part.is_empty() && part.iter().all(|w| whole.contains(w))
}

/// A name's words without marks and initials, for comparing spellings.
fn name_words(words: &Words<'_>, from: usize, to: usize) -> Vec<String> {
    (from..to).map(|i| words.word(i)).filter(|w| w.chars().count() > 1).map(str::to_lowercase).collect()
}

/// A name as written, white space round hyphens taken out.
pub(crate) fn name_of(words: &Words<'_>, from: usize, to: usize) -> String {
    let span = words.tokens[from].span.cover(words.tokens[to - 1].span);
    span.slice(words.text).replace(" - ", "-").replace(" -", "-")
}
