//! The phrases of a pack, ready to be looked up.

use crate::form;
use aho_corasick::AhoCorasick;
use entente_lang::{Pack, PackError};
use regex::RegexSet;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

const FURNITURE: &str = "clean/furniture.toml";
const SIGNALS: &str = "clean/signals.toml";

/// What a phrase of the page tells about the lines around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Nothing.
    Plain,
    /// Titles of other articles follow.
    Related,
    /// The article is over.
    End,
    /// When it was published; between paragraphs a subhead of a chronology.
    Date,
}

/// What a line that begins with a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// A phrase of the page.
    Furniture(Role),
    /// The words before a picture's description or credit.
    Picture,
    /// The first words of a caption.
    Opener,
    /// The word before the name of a source.
    Source,
    /// The word before a writer's name.
    Writer,
    /// The words before another article's title.
    Other,
}

/// Whether outlets put a summary under the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standfirst {
    /// Mostly.
    Usual,
    /// Seldom.
    Rare,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FurnitureFile {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// For the reader of the file.
    #[serde(rename = "name")]
    _name: String,
    role: Role,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    contains: Vec<String>,
    #[serde(default)]
    patterns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignalFile {
    #[serde(default)]
    also: Vec<String>,
    standfirst: Standfirst,
    caption: CaptionWords,
    credit: CreditWords,
    byline: BylineWords,
    teaser: TeaserWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaptionWords {
    heads: Vec<String>,
    tails: Vec<String>,
    openers: Vec<String>,
    marks: Vec<String>,
    subjects: Vec<String>,
    assertive: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CreditWords {
    heads: Vec<String>,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BylineWords {
    heads: Vec<String>,
    tails: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TeaserWords {
    heads: Vec<String>,
    dangling: Vec<String>,
}

/// Phrases that a line can begin with, found by their first word.
#[derive(Debug)]
struct Prefixes<T>(FxHashMap<Box<str>, Vec<(Box<str>, T)>>);

impl<T: Copy> Prefixes<T> {
    fn new() -> Self {
        Self(FxHashMap::default())
    }

    fn add(&mut self, phrase: &str, what: T) {
        let form = form::prefix(phrase);
        let all = self.0.entry(form::first_word(&form).into()).or_default();
        // The language's own pack comes first and keeps the phrase.
        if !all.iter().any(|(known, _)| **known == *form) {
            all.push((form.into_boxed_str(), what));
            all.sort_by_key(|(known, _)| std::cmp::Reverse(known.len()));
        }
    }

    /// The longest phrase that `form` begins with, and its length.
    fn find(&self, form: &str) -> Option<(usize, T)> {
        let all = self.0.get(form::first_word(form))?;
        all.iter().find(|(known, _)| begins_with(form, known)).map(|(known, what)| (known.len(), *what))
    }
}

/// Whether `form` begins with `phrase` and the phrase's last word ends there.
fn begins_with(form: &str, phrase: &str) -> bool {
    let ends_in_word = phrase.chars().next_back().is_some_and(form::in_words);
    form.strip_prefix(phrase)
        .is_some_and(|rest| !ends_in_word || !rest.chars().next().is_some_and(form::in_words))
}

/// A pack's phrases and those of the packs that it names.
#[derive(Debug)]
pub struct Lexicon {
    /// How outlets begin their articles.
    pub standfirst: Standfirst,
    lines: FxHashMap<Box<str>, Role>,
    heads: Prefixes<Head>,
    contains: AhoCorasick,
    contains_roles: Vec<(Role, bool)>,
    patterns: RegexSet,
    pattern_roles: Vec<Role>,
    sources: FxHashSet<Box<str>>,
    writer_tails: FxHashSet<Box<str>>,
    caption_tails: AhoCorasick,
    marks: AhoCorasick,
    subjects: Prefixes<()>,
    assertive: AhoCorasick,
    dangling: FxHashSet<Box<str>>,
}

impl Lexicon {
    /// Reads `clean/furniture.toml` and `clean/signals.toml` of the pack and of those under `also`.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let own: SignalFile = pack.toml(SIGNALS)?;
        let mut build = Builder::new(own.standfirst);
        let also = own.also.clone();
        let wrong = |pack: &Pack, file: &str, message: String| pack.error(file, None, message);
        build.furniture(pack.toml(FURNITURE)?).map_err(|m| wrong(pack, FURNITURE, m))?;
        build.signals(own).map_err(|m| wrong(pack, SIGNALS, m))?;
        for lang in also {
            let other = Pack::of(&lang)
                .ok_or_else(|| wrong(pack, SIGNALS, format!("also = [{lang:?}]: there is no such pack")))?;
            build.furniture(other.toml(FURNITURE)?).map_err(|m| wrong(&other, FURNITURE, m))?;
            build.signals(other.toml(SIGNALS)?).map_err(|m| wrong(&other, SIGNALS, m))?;
        }
        build.finish().map_err(|m| wrong(pack, FURNITURE, m))
    }

    /// The role of a phrase that is the whole line, given in its compared form.
    pub fn line(&self, form: &str) -> Option<Role> {
        self.lines.get(form).copied()
    }

    /// What the line begins with, and how long that is in the compared form.
    pub fn head(&self, form: &str) -> Option<(usize, Head)> {
        self.heads.find(form)
    }

    /// Whether any phrase begins with this line's first word.
    pub fn has_head(&self, form: &str) -> bool {
        self.heads.0.contains_key(form::first_word(form))
    }

    /// The role of a phrase within the line; the longer ones count in sentences too.
    pub fn within(&self, form: &str, sentence: bool) -> Option<Role> {
        let mut found = self.contains.find_iter(form).map(|m| self.contains_roles[m.pattern().as_usize()]);
        found.find(|&(_, long)| long || !sentence).map(|(role, _)| role)
    }

    /// The role of a pattern that the line fits; for lines with a number.
    pub fn pattern(&self, form: &str) -> Option<Role> {
        self.patterns.matches(form).iter().next().map(|i| self.pattern_roles[i])
    }

    /// Whether the line is the name of a source and nothing else.
    pub fn is_source(&self, form: &str) -> bool {
        self.sources.contains(form)
    }

    /// Whether these words, behind a name, say what the person did ("tổng hợp").
    pub fn is_writer_tail(&self, form: &str) -> bool {
        self.writer_tails.contains(form)
    }

    /// Whether these words, in brackets behind a name, say what the person did or the source ("theo AFP").
    pub fn opens_writer_tail(&self, form: &str) -> bool {
        self.is_writer_tail(form) || self.is_writer_tail(form::first_word(form)) || self.is_source(form)
    }

    /// Where, in the last bytes of a caption, its credit begins.
    pub fn caption_tail<'a>(&self, end: &'a str) -> Option<(usize, &'a str)> {
        let found = self.caption_tails.find_iter(end).last()?;
        Some((found.start(), &end[found.range()]))
    }

    /// Whether the line says who stands where.
    pub fn has_mark(&self, line: &str) -> bool {
        self.marks.is_match(line)
    }

    /// Whether the line begins like a caption that names what is seen, and asserts nothing.
    pub fn describes(&self, form: &str) -> bool {
        self.subjects.find(form).is_some() && !self.asserts(form)
    }

    /// Whether the line asserts something.
    pub fn asserts(&self, form: &str) -> bool {
        let word_edge = |c: Option<char>| !c.is_some_and(form::in_words);
        self.assertive.find_overlapping_iter(form).any(|m| {
            word_edge(form[..m.start()].chars().next_back()) && word_edge(form[m.end()..].chars().next())
        })
    }

    /// Whether no sentence can end in this word.
    pub fn is_dangling(&self, word: &str) -> bool {
        self.dangling.contains(word)
    }
}

/// Collects phrases before the automata are built.
struct Builder {
    standfirst: Standfirst,
    lines: FxHashMap<Box<str>, Role>,
    heads: Prefixes<Head>,
    contains: Vec<String>,
    contains_roles: Vec<(Role, bool)>,
    patterns: Vec<String>,
    pattern_roles: Vec<Role>,
    sources: FxHashSet<Box<str>>,
    writer_tails: FxHashSet<Box<str>>,
    caption_tails: Vec<String>,
    marks: Vec<String>,
    subjects: Prefixes<()>,
    assertive: Vec<String>,
    dangling: FxHashSet<Box<str>>,
}

impl Builder {
    fn new(standfirst: Standfirst) -> Self {
        Self {
            standfirst,
            lines: FxHashMap::default(),
            heads: Prefixes::new(),
            contains: Vec::new(),
            contains_roles: Vec::new(),
            patterns: Vec::new(),
            pattern_roles: Vec::new(),
            sources: FxHashSet::default(),
            writer_tails: FxHashSet::default(),
            caption_tails: Vec::new(),
            marks: Vec::new(),
            subjects: Prefixes::new(),
            assertive: Vec::new(),
            dangling: FxHashSet::default(),
        }
    }

    fn furniture(&mut self, file: FurnitureFile) -> Result<(), String> {
        let mut own: FxHashMap<String, Role> = FxHashMap::default();
        for group in file.group {
            for line in &group.lines {
                let form = wordy(form::whole(line), line)?;
                if *own.entry(form.clone()).or_insert(group.role) != group.role {
                    return Err(format!("{line:?} stands in groups of different roles: keep one"));
                }
                self.lines.entry(form.into()).or_insert(group.role);
            }
            for prefix in &group.prefixes {
                wordy(form::prefix(prefix), prefix)?;
                self.heads.add(prefix, Head::Furniture(group.role));
            }
            for phrase in &group.contains {
                let long = phrase.split_whitespace().count() >= 3;
                self.contains.push(wordy(form::whole(phrase), phrase)?);
                self.contains_roles.push((group.role, long));
            }
            self.pattern_roles.extend(group.patterns.iter().map(|_| group.role));
            self.patterns.extend(group.patterns);
        }
        Ok(())
    }

    fn signals(&mut self, file: SignalFile) -> Result<(), String> {
        let heads = [
            (file.caption.heads, Head::Picture),
            (file.caption.openers, Head::Opener),
            (file.credit.heads, Head::Source),
            (file.byline.heads, Head::Writer),
            (file.teaser.heads, Head::Other),
        ];
        for (phrases, what) in heads {
            for phrase in phrases {
                wordy(form::prefix(&phrase), &phrase)?;
                self.heads.add(&phrase, what);
            }
        }
        for phrase in file.caption.subjects {
            wordy(form::prefix(&phrase), &phrase)?;
            self.subjects.add(&phrase, ());
        }
        self.sources.extend(file.credit.names.iter().map(|name| form::whole(name).into()));
        self.writer_tails.extend(file.byline.tails.iter().map(|tail| form::whole(tail).into()));
        self.caption_tails.extend(file.caption.tails);
        self.marks.extend(file.caption.marks);
        self.assertive.extend(file.caption.assertive);
        self.dangling.extend(file.teaser.dangling.into_iter().map(String::into_boxed_str));
        Ok(())
    }

    fn finish(self) -> Result<Lexicon, String> {
        let automaton = |phrases: Vec<String>| AhoCorasick::new(phrases).map_err(|e| e.to_string());
        Ok(Lexicon {
            standfirst: self.standfirst,
            lines: self.lines,
            heads: self.heads,
            contains: automaton(self.contains)?,
            contains_roles: self.contains_roles,
            patterns: RegexSet::new(self.patterns).map_err(|e| e.to_string())?,
            pattern_roles: self.pattern_roles,
            sources: self.sources,
            writer_tails: self.writer_tails,
            caption_tails: automaton(self.caption_tails)?,
            marks: automaton(self.marks)?,
            subjects: self.subjects,
            assertive: automaton(self.assertive)?,
            dangling: self.dangling,
        })
    }
}

/// A phrase without a letter or number would fit every line.
fn wordy(form: String, phrase: &str) -> Result<String, String> {
    if form.is_empty() { Err(format!("{phrase:?} has no word in it")) } else { Ok(form) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(lang: &str) -> Vec<String> {
        let pack = Pack::of(lang).expect("there is a pack");
        let file: FurnitureFile = pack.toml(FURNITURE).expect("its furniture loads");
        let groups = file.group.into_iter();
        let mut all: Vec<String> =
            groups.flat_map(|g| [g.lines, g.prefixes, g.contains, g.patterns].concat()).collect();
        all.sort();
        all.dedup();
        all
    }

    #[test]
    fn packs_load_and_have_enough() {
        for (lang, at_least) in [("vi", 500), ("en", 300)] {
            Lexicon::new(&Pack::of(lang).expect("there is a pack")).expect("its phrases load");
            let found = phrases(lang).len();
            assert!(found >= at_least, "{found} phrases in {lang}");
        }
    }

    #[test]
    fn a_wrong_group_is_refused() {
        let load = |text: &str| {
            let file = FurnitureFile { group: vec![group(text, Role::Plain), group("Chia sẻ", Role::End)] };
            Builder::new(Standfirst::Usual).furniture(file)
        };
        assert!(load("Lưu tin").is_ok());
        assert!(load("chia sẻ:").expect_err("two roles").contains("different roles"));
        assert!(load("***").expect_err("no word").contains("no word"));
    }

    fn group(line: &str, role: Role) -> Group {
        let none = Vec::new;
        Group {
            _name: String::new(),
            role,
            lines: vec![line.to_owned()],
            prefixes: none(),
            contains: none(),
            patterns: none(),
        }
    }

    #[test]
    fn the_longest_phrase_is_found_and_ends_with_a_word() {
        let mut heads = Prefixes::new();
        heads.add("Ảnh:", 1);
        heads.add("Theo", 2);
        heads.add("Theo nguồn", 3);
        heads.add("THEO", 4);
        for (form, found) in [
            ("ảnh: reuters", Some((5 + 1, 1))),
            ("ảnh vệ tinh", None),
            ("theo reuters", Some((4, 2))),
            ("theo nguồn tin", Some((12, 3))),
            ("theon", None),
            ("", None),
        ] {
            assert_eq!(heads.find(form), found, "{form}");
        }
    }
}
