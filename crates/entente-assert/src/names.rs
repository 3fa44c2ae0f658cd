//! Who is named, with which role and title: one line for each title that an article gives to a person.

use crate::build::assertion;
use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::{
    Annotated, Asserted, Assertion, Mention, MentionKind, Naming, Sentence, Span, TokenKind, Word,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Nouns that name an institute when a name follows: "Đại học".
    institutes: Vec<String>,
    /// What begins an apposition that says who somebody is, beside the titles of `people/roles.tsv`.
    professions: Vec<String>,
    /// Words between a name in a caption and what the person is: "left".
    asides: Vec<String>,
    /// Words before a name that say nothing of what the person is.
    honorifics: Vec<String>,
    /// Words that make a title a former one: its holder acts for nobody by it.
    former: Vec<String>,
    /// Words that end an apposition: verbs of speech, "who".
    ends: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Institute,
    Profession,
    Aside,
    Honorific,
    Former,
    End,
}

/// Finds who is named in documents of one language.
#[derive(Debug)]
pub struct Names {
    lang: &'static str,
    phrases: Phrases<Is>,
}

/// The most words of a name, and of a title.
const NAME: usize = 4;
const TITLE: usize = 22;
/// The most titles that are kept of one person: each is compared with each.
const TITLES: usize = 100;
/// So far behind a title its holder's name may stand.
const REACH: usize = 11;

/// How sure it is that a person is named.
const SURE: f32 = 0.8;

/// A name found, with where it stands and what it is called there.
struct Found<'a> {
    sentence: &'a Sentence,
    name: String,
    title: Option<Span>,
    role: Option<&'a str>,
    codes: &'a [String],
    at: Span,
}

impl Names {
    /// Reads `people/names.toml` and the titles of `people/roles.tsv`.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let file: File = pack.toml("people/names.toml")?;
        let mut vocabulary = Vocabulary::new(pack)?;
        let mut phrases = Phrases::default();
        let lists = [
            (&file.institutes, Is::Institute),
            (&file.professions, Is::Profession),
            (&file.asides, Is::Aside),
            (&file.honorifics, Is::Honorific),
            (&file.former, Is::Former),
            (&file.ends, Is::End),
        ];
        for (list, is) in lists {
            for phrase in list {
                let words = vocabulary.folded_phrase(phrase);
                phrases.insert(&words, is);
            }
        }
        for (_, row) in pack.tsv("people/roles.tsv")? {
            let words = vocabulary.folded_phrase(row[0]);
            phrases.insert(&words, Is::Profession);
        }
        Ok(Self { lang: pack.lang(), phrases })
    }

    /// The persons of a document, in the order of the text: one line for each title that an article gives them.
    pub fn find(&self, annotated: &Annotated) -> Vec<Assertion> {
        let reading = Reading { names: self, annotated, words: &annotated.words };
        let mut all = Vec::new();
        for sentences in by_article(&annotated.sentences).into_values() {
            let mut found = reading.mentioned(&sentences);
            found.extend(reading.unmentioned(&sentences));
            all.extend(reading.lines(found));
        }
        all.sort_by_key(|a| (a.sentence, a.at));
        all
    }
}

fn by_article(sentences: &[Sentence]) -> BTreeMap<u32, Vec<&Sentence>> {
    let mut articles: BTreeMap<u32, Vec<&Sentence>> = BTreeMap::new();
    for sentence in sentences {
        articles.entry(sentence.article).or_default().push(sentence);
    }
    articles
}

struct Reading<'a> {
    names: &'a Names,
    annotated: &'a Annotated,
    words: &'a [Word],
}

impl<'a> Reading<'a> {
    fn text(&self, token: usize) -> &'a str {
        self.annotated.tokens[token].span.slice(self.annotated.text())
    }

    fn is_at(&self, token: usize, is: Is) -> Option<usize> {
        let words = self.words[token..].iter().map(|w| w.folded);
        let (length, found) = self.names.phrases.longest(words)?;
        found.contains(&is).then_some(length)
    }

    fn is_capital(&self, token: usize) -> bool {
        self.annotated.tokens[token].kind == TokenKind::Word
            && self.text(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// Persons that the annotator found, with the words around their names.
    fn mentioned(&self, sentences: &[&'a Sentence]) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        for sentence in sentences {
            for (_, mention) in self.annotated.mentions_in(sentence.span) {
                let Some(name) = mention.name.as_deref().filter(|_| is_person(mention)) else { continue };
                if self.names_an_institute(mention, name) {
                    continue;
                }
                let title = self.title_in_front(mention, sentence);
                let mut add = |span: Option<Span>| {
                    let (role, codes) =
                        title.map_or((None, &mention.polities), |t| (t.role.as_deref(), &t.polities));
                    found.push(Found {
                        sentence,
                        name: name.to_owned(),
                        title: span,
                        role: role.or(mention.role.as_deref()),
                        codes: if codes.is_empty() { self.codes_of(span) } else { codes },
                        at: mention.span,
                    });
                };
                add(title.map(|t| t.span).or_else(|| self.title_before(mention)));
                if let Some(behind) = self.apposition(mention.last as usize, sentence) {
                    add(Some(behind));
                }
            }
        }
        found
    }

    /// "The chief of staff of A, General X": a title of a polity's before a comma and a name without a polity.
    fn title_in_front(&self, mention: &Mention, sentence: &Sentence) -> Option<&'a Mention> {
        let first = mention.first as usize;
        let comma = first > sentence.first as usize && self.text(first - 1) == ",";
        let before = self.annotated.mentions.partition_point(|m| m.last < mention.first).checked_sub(1)?;
        let title = &self.annotated.mentions[before];
        let fits = comma && title.last as usize + 1 == first && title.kind == MentionKind::Person;
        (fits && mention.polities.is_empty() && title.name.is_none() && title.role.is_some()).then_some(title)
    }

    /// Codes of the body or office that a title ends with.
    fn codes_of(&self, title: Option<Span>) -> &'a [String] {
        let Some(title) = title else { return &[] };
        let first = self.annotated.tokens.partition_point(|t| t.span.end <= title.start);
        if self.is_at(first, Is::Former).is_some() {
            return &[];
        }
        let last = self.annotated.mentions_in(title).last().map(|(_, m)| m);
        last.filter(|m| matches!(m.kind, MentionKind::Body | MentionKind::Person))
            .map_or(&[], |m| &m.polities)
    }

    /// "Đại học X" is no person; nor is "người đứng đầu Trung tâm X".
    fn names_an_institute(&self, mention: &Mention, name: &str) -> bool {
        let words = mention.span.slice(self.annotated.text());
        words != name && words.contains(name) && self.institute_before(mention, name)
    }

    /// Whether the noun of an institute stands right before the name; "head of the Press Institute of A, X" names X.
    fn institute_before(&self, mention: &Mention, name: &str) -> bool {
        let (first, last) = (mention.first as usize, mention.last as usize);
        let begins = name.split([' ', '-']).next().unwrap_or_default();
        let named = (first..last).rev().find(|t| self.text(*t) == begins).unwrap_or(last);
        (first..last).any(|t| {
            let long = self.is_at(t, Is::Institute);
            long.is_some_and(|length| named == last || t + length == named)
        })
    }

    /// The words of a mention before the name, unless they only show respect.
    fn title_before(&self, mention: &Mention) -> Option<Span> {
        let mut last = mention.last as usize;
        let named = mention.span.slice(self.annotated.text());
        let name = mention.name.as_deref()?;
        let family = name.split([' ', '.', '-']).next_back()?;
        let begin = mention.first as usize;
        if named.contains(family) {
            let parts: Vec<&str> = name.split([' ', '-', '.', '’', '\'']).collect();
            let of_name = |t: usize| {
                let text = self.text(t);
                parts.contains(&text)
                    || name.split(' ').any(|w| w == text)
                    || matches!(text, "-" | ".")
                    || (text.chars().count() == 1 && self.is_capital(t))
            };
            while last > begin && of_name(last - 1) {
                last -= 1;
            }
        }
        while last > begin && self.is_at(last - 1, Is::Honorific).is_some() {
            last -= 1;
        }
        let mut first = mention.first as usize;
        while let Some(length) = (first < last).then(|| self.is_at(first, Is::Honorific)).flatten() {
            first += length;
        }
        (first < last).then(|| self.span(first, last))
    }

    fn span(&self, first: usize, last: usize) -> Span {
        let tokens = &self.annotated.tokens;
        tokens[first].span.cover(tokens[last - 1].span)
    }

    /// What stands behind a comma and says who the named one is.
    fn apposition(&self, mut at: usize, sentence: &Sentence) -> Option<Span> {
        let end = sentence.last as usize;
        let comma = |t: usize| t < end && self.text(t) == ",";
        if !comma(at) {
            return None;
        }
        at += 1;
        if let Some(length) = (at < end).then(|| self.is_at(at, Is::Aside)).flatten() {
            at += length;
            if !comma(at) {
                return None;
            }
            at += 1;
        }
        (at < end).then(|| self.is_at(at, Is::Profession)).flatten()?;
        let stops = |t: &usize| {
            matches!(self.text(*t), "," | "." | ";" | ":" | "(" | ")" | "”" | "\"")
                || self.is_at(*t, Is::End).is_some()
        };
        let last = (at + 1..end.min(at + TITLE)).find(stops).unwrap_or(end.min(at + TITLE));
        Some(self.span(at, last))
    }

    /// Names that the annotator passed over: behind a long title, or with an apposition.
    fn unmentioned(&self, sentences: &[&'a Sentence]) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        for sentence in sentences {
            let (first, end) = (sentence.first as usize, sentence.last as usize);
            let mut at = first;
            while at < end {
                let Some(last) = self.name_at(at, end) else {
                    at += 1;
                    continue;
                };
                let begins = at == first || matches!(self.text(at - 1), "," | "”" | "\"" | "“" | ":" | "(");
                if let Some(title) = self.apposition(last, sentence).filter(|_| begins) {
                    found.push(self.unknown(sentence, (at, last), title, None));
                } else if let Some(holder) = self.title_without_name(at, sentence) {
                    let title = self.span(holder.first as usize, at);
                    found.push(self.unknown(sentence, (at, last), title, Some(holder)));
                }
                at = last;
            }
        }
        found
    }

    fn unknown(
        &self,
        sentence: &'a Sentence,
        (first, last): (usize, usize),
        title: Span,
        holder: Option<&'a Mention>,
    ) -> Found<'a> {
        let at = self.span(first, last);
        Found {
            sentence,
            name: at.slice(self.annotated.text()).to_owned(),
            title: Some(title),
            role: holder.and_then(|h| h.role.as_deref()),
            codes: holder.map_or_else(|| self.codes_of(Some(title)), |h| &h.polities),
            at,
        }
    }

    /// Where a run of two to four capitalised words ends that no mention knows.
    fn name_at(&self, at: usize, end: usize) -> Option<usize> {
        let lower = |t: usize| self.text(t).chars().any(char::is_lowercase);
        let free = |t: usize| self.is_capital(t) && lower(t) && !self.is_taken(t);
        if !free(at) {
            return None;
        }
        let mut last = at + 1;
        while last < end && free(last) {
            last += 1;
        }
        // "châu Á - Âu | James X": a name in foreign letters begins with its first foreign word.
        let foreign = |t: usize| self.text(t).is_ascii();
        if !foreign(at) && (at + 1..last).all(foreign) && last > at + 2 {
            return None;
        }
        // A lone name in foreign letters is told by a later "Mr X"; two words are a name by themselves.
        let plain = (at..last).all(|t| self.text(t).chars().all(|c| c.is_alphabetic() || "'’.-".contains(c)));
        (plain && (2..=NAME).contains(&(last - at)) && self.is_at(at, Is::Profession).is_none())
            .then_some(last)
    }

    fn is_taken(&self, token: usize) -> bool {
        let mentions = &self.annotated.mentions;
        let at = mentions.partition_point(|m| m.last as usize <= token);
        mentions.get(at).is_some_and(|m| m.first as usize <= token && m.kind != MentionKind::Outsider)
    }

    /// A title of one polity's without a name that stands close before, with nothing but its own words between.
    fn title_without_name(&self, at: usize, sentence: &Sentence) -> Option<&'a Mention> {
        let mentions = &self.annotated.mentions;
        let before = mentions.partition_point(|m| (m.last as usize) <= at).checked_sub(1)?;
        let title = mentions[..=before]
            .iter()
            .rev()
            .take_while(|m| m.first >= sentence.first && m.last as usize + REACH >= at)
            .find(|m| m.kind == MentionKind::Person && m.role.is_some())?;
        let between = title.last as usize..at;
        let closed = between.clone().any(|t| {
            !matches!(self.annotated.tokens[t].kind, TokenKind::Word | TokenKind::Number)
                && self.text(t) != "-"
        });
        let ended = between
            .clone()
            .any(|t| self.is_at(t, Is::End).is_some() || self.is_at(t, Is::Honorific).is_some());
        (title.name.is_none() && !closed && !ended).then_some(title)
    }

    /// One line for each title of each person.
    fn lines(&self, found: Vec<Found<'a>>) -> Vec<Assertion> {
        let names: Vec<&str> = found.iter().map(|f| f.name.as_str()).collect();
        let full = fuller(&names);
        let mut people: BTreeMap<String, Vec<Found<'a>>> = BTreeMap::new();
        for mut one in found {
            if let Some(name) = full.get(&one.name) {
                one.name.clone_from(name);
            }
            people.entry(one.name.clone()).or_default().push(one);
        }
        let mut lines = Vec::new();
        for (name, all) in people {
            let role = all.iter().find_map(|f| f.role);
            let codes = all.iter().map(|f| f.codes).find(|c| !c.is_empty()).unwrap_or_default();
            // Each with its words in lower case, by which they are compared.
            let mut titles: BTreeMap<&str, (String, &Found<'_>)> = BTreeMap::new();
            for one in &all {
                let title = one.title.map_or("", |t| t.slice(self.annotated.text()));
                let again = titles.contains_key(title);
                if again && !title.is_empty() || !again && titles.len() >= TITLES {
                    continue;
                }
                let lower = title.to_lowercase();
                if !titles.values().any(|(other, _)| holds(other, &lower)) {
                    titles.retain(|_, (other, _)| !holds(&lower, other));
                    titles.insert(title, (lower, one));
                }
            }
            // Without a title only where there is no other.
            if titles.len() > 1 {
                titles.remove("");
            }
            for (i, (title, (_, one))) in titles.into_iter().enumerate() {
                let naming = Naming {
                    name: name.clone(),
                    role: one.role.or(role).map(str::to_owned),
                    title: Some(title).filter(|t| !t.is_empty()).map(str::to_owned),
                    codes: codes.to_vec(),
                    times: if i == 0 { all.len() as u32 } else { 0 },
                };
                lines.push(self.line(naming, one));
            }
        }
        lines
    }

    fn line(&self, naming: Naming, found: &Found<'_>) -> Assertion {
        let words = found.title.map_or(found.at, |t| t.cover(found.at));
        let rule = format!("{}.name", self.names.lang);
        assertion(self.annotated, found.sentence, words, Asserted::Naming(naming), SURE, rule)
    }
}

/// Whether a title says all that another does, both in lower case.
fn holds(title: &str, other: &str) -> bool {
    !other.is_empty() && title.contains(other)
}

/// A person; a newspaper only looks like one, unless its "name" is a person's behind the noun.
fn is_person(mention: &Mention) -> bool {
    let words = mention.name.as_deref().map_or(0, |n| n.split(' ').count());
    let press = mention.rule == "media" && (words < 2 || mention.polities.is_empty());
    matches!(mention.kind, MentionKind::Person | MentionKind::Outsider) && !press
}

/// For each single name of an article the one full name that holds it.
fn fuller(names: &[&str]) -> BTreeMap<String, String> {
    let short: BTreeSet<&str> = names.iter().copied().filter(|n| !n.contains(' ')).collect();
    // The full name that holds each of them; `None` where several do.
    let mut full: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for name in names.iter().copied().filter(|n| n.contains(' ')) {
        for word in name.split(' ').filter(|word| short.contains(word)) {
            let only = full.entry(word).or_insert(Some(name));
            *only = only.filter(|n| *n == name);
        }
    }
    full.into_iter().filter_map(|(short, name)| Some((short.to_owned(), name?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_name_is_one_full_name_that_holds_it() {
        let names = ["Ruiz", "Ana Ruiz", "Ana Ruiz", "Lee", "Lee Min", "Lee Jun", "Min", "Sato"];
        let full = fuller(&names);
        let told: Vec<_> = full.iter().map(|(short, name)| (short.as_str(), name.as_str())).collect();
        assert_eq!(told, [("Min", "Lee Min"), ("Ruiz", "Ana Ruiz")]);
    }

    #[test]
    fn an_institute_in_a_title_hides_no_name() {
        let pack = Pack::of("vi").expect("Vietnamese");
        let names = Names::new(&pack).expect("the lists load");
        let found = |text: &str| -> Vec<String> {
            let named = |a: &Assertion| match &a.asserted {
                Asserted::Naming(n) => Some(n.name.clone()),
                _ => None,
            };
            names.find(&crate::testing::annotate(text, "")).iter().filter_map(named).collect()
        };
        let text = "Vụ trưởng Vụ Báo chí Bộ Ngoại giao Peru Ana Ruiz cho rằng Chile đã nhầm.";
        assert_eq!(found(text), ["Ana Ruiz"]);
    }
}
