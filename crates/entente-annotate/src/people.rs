//! The persons of one article: who "ông Park" is.

use crate::chunk::Chunk;
use crate::lexicon::Lexicon;
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
    all: Vec<Person>,
    by_word: FxHashMap<String, Vec<usize>>,
}

impl People {
    /// Gathers the persons of all chunks: those with a role and a polity first hand, then the others.
    pub fn gather<'a>(words: &Words<'a>, chunks: &[Chunk<'a>]) -> Self {
        let mut people = Self::default();
        for chunk in chunks {
            let Some((from, to)) = chunk.name else { continue };
            let known = chunk.person.map(|i| &words.lexicon.persons[i]);
            let outsider = chunk.former
                || chunk.body.is_some_and(|b| b != crate::lexicon::BodyClass::Acts) && chunk.role.is_none();
            let own = chunk.codes.first().map(|c| (*c).to_owned());
            let code = own.or_else(|| known.map(|k| k.code.clone()));
            if code.is_none() && chunk.role.is_none() && !outsider {
                continue;
            }
            let role = chunk.role.map(str::to_owned).or_else(|| known.map(|k| k.role.clone()));
            people.add(Person {
                name: name_of(words, from, to),
                code,
                role,
                outsider,
                words: name_words(words, from, to),
            });
        }
        people
    }

    fn add(&mut self, person: Person) {
        let same = self
            .all
            .iter()
            .position(|p| is_part(&p.words, &person.words) || is_part(&person.words, &p.words));
        if let Some(index) = same.filter(|i| {
            self.all[*i].code.is_none() || person.code.is_none() || self.all[*i].code == person.code
        }) {
            let old = &mut self.all[index];
            old.code = old.code.take().or(person.code);
            old.role = old.role.take().or(person.role);
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

    /// The person that a name (a part of one, as often) means here; among several the one named first in
    /// full, unless `recent` was spoken of last.
    pub fn find(&self, words: &Words<'_>, from: usize, to: usize, recent: Option<usize>) -> Option<usize> {
        let name = name_words(words, from, to);
        let candidates = self.by_word.get(name.first()?)?;
        let fits = |i: &usize| is_part(&name, &self.all[*i].words);
        recent
            .filter(|r| candidates.contains(r) && fits(r))
            .or_else(|| candidates.iter().copied().find(|i| fits(i)))
    }

    pub fn get(&self, index: usize) -> &Person {
        &self.all[index]
    }
}

/// A known family name that needs no more: "Trump".
pub(crate) fn known_alone(lexicon: &Lexicon, words: &Words<'_>, from: usize, to: usize) -> Option<usize> {
    let name: Vec<_> = (from..to).map(|i| words.word(i)).collect();
    lexicon.alone.get(&name.join(" ")).copied()
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
