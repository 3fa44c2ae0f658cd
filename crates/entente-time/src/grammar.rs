//! A pack's date rules, read and made ready: words to numbers, patterns by what they begin with.

use crate::action::{Make, Val, unit};
use crate::holiday::{self, Holiday};
use crate::node::{Arena, Node};
use crate::pattern::{CatSet, Categories, Item, Look, Pattern, parse};
use crate::token::{Symbol, Token, Vocabulary};
use entente_lang::{Pack, PackError};
use serde::Deserialize;
use std::collections::BTreeMap;

const NORMS: &str = "dates/norms.toml";
const RULES: &str = "dates/rules.toml";
const HOLIDAYS: &str = "dates/holidays.toml";

/// Digits as they stand, part of a longer number or not.
pub const INT: u8 = 0;
/// A number by itself, in digits or words.
pub const NUM: u8 = 1;
/// A holiday.
const HOLIDAY: u8 = 2;
/// A holiday whose name means too much else to be one in running text.
const RARE_HOLIDAY: u8 = 3;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Norms {
    /// Words that begin no time expression and mean none by themselves.
    #[serde(default)]
    weak: Vec<String>,
    /// Words before an expression that say it is to come.
    #[serde(default)]
    future: Vec<String>,
    /// Names for sets of categories.
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    /// Pieces of patterns by their names, for `<name>`.
    #[serde(default)]
    macros: BTreeMap<String, String>,
    /// Category to phrases to values.
    lists: BTreeMap<String, BTreeMap<String, toml::Value>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    rule: Vec<RuleText>,
}

/// A rule as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    name: String,
    #[serde(rename = "match")]
    matches: OneOrMany,
    make: String,
    #[serde(rename = "as")]
    category: String,
    /// No time by itself.
    #[serde(default)]
    latent: bool,
    /// No time by itself in running text, but one where a phrase is all there is.
    #[serde(default)]
    shy: bool,
    #[serde(default)]
    rank: i16,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holidays {
    #[serde(default)]
    holiday: Vec<HolidayText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayText {
    names: Vec<String>,
    when: String,
    #[serde(default = "one")]
    days: u8,
    minutes: Option<(u16, u16)>,
    /// A day only where a phrase is all there is.
    #[serde(default)]
    phrase: bool,
}

fn one() -> u8 {
    1
}

/// A rule, ready.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// The category of what it makes.
    pub category: u8,
    /// No time by itself.
    pub latent: bool,
    /// No time by itself in running text.
    pub shy: bool,
    /// Preferred to others over the same words when higher.
    pub rank: i16,
}

/// A phrase of the lists.
#[derive(Debug)]
pub struct Entry {
    /// Its words.
    pub words: Vec<Symbol>,
    /// Its category.
    pub category: u8,
    /// Its value, as a node where it is a meaning.
    pub value: Result<Val, Node>,
}

/// One element of patterns that have been the same so far.
#[derive(Debug)]
pub struct Step {
    /// The element.
    pub item: Item,
    /// The steps that can follow.
    pub next: Vec<u32>,
    /// The rules whose pattern ends here.
    pub ends: Vec<End>,
}

/// The end of a pattern.
#[derive(Debug)]
pub struct End {
    /// The rule.
    pub rule: u16,
    /// What it makes of the captures, as this pattern numbers them.
    pub make: Make,
    /// What stands before the match.
    pub before: Option<Look>,
    /// What stands after.
    pub after: Option<Look>,
}

/// Merges patterns; gives the steps and the first of them.
fn merge(patterns: Vec<Lined>) -> (Vec<Step>, Vec<u32>) {
    let mut steps: Vec<Step> = Vec::new();
    let mut first: Vec<u32> = Vec::new();
    for Lined { rule, make, pattern } in patterns {
        let mut last: Option<usize> = None;
        for item in pattern.items {
            let siblings = last.map_or(&first, |l| &steps[l].next);
            let known = siblings.iter().copied().find(|&s| steps[s as usize].item == item);
            let step = known.unwrap_or_else(|| {
                steps.push(Step { item, next: Vec::new(), ends: Vec::new() });
                let new = (steps.len() - 1) as u32;
                match last {
                    Some(l) => steps[l].next.push(new),
                    None => first.push(new),
                }
                new
            });
            last = Some(step as usize);
        }
        if let Some(last) = last {
            steps[last].ends.push(End { rule, make, before: pattern.before, after: pattern.after });
        }
    }
    (steps, first)
}

/// All that a pack knows of dates.
#[derive(Debug)]
pub struct Grammar {
    /// The words.
    pub words: Vocabulary,
    /// The rules.
    pub rules: Vec<Rule>,
    /// The patterns, merged where they begin alike.
    pub steps: Vec<Step>,
    /// First steps by the word that they begin with.
    pub by_word: Vec<Vec<u32>>,
    /// First steps by the category that they begin with.
    pub by_category: Vec<Vec<u32>>,
    /// Phrases by their first word.
    pub entries: Vec<Vec<Entry>>,
    /// Categories that are expressions by themselves.
    pub output: CatSet,
    /// Categories of what looks like an expression and is none: it is passed over.
    pub none: CatSet,
    /// Whether a word can be part of an expression.
    pub inner: Vec<bool>,
    /// Whether a word can be the heart of an expression.
    pub strong: Vec<bool>,
    /// Words that can follow a word where the two begin an expression without a heart: "gần" + "đây".
    pub pairs: Vec<Vec<Symbol>>,
    /// Phrases that say that what follows is to come.
    pub future: Vec<Vec<Symbol>>,
}

/// What the loader builds up.
struct Loader<'a> {
    pack: &'a Pack,
    words: Vocabulary,
    cats: Categories,
    entries: Vec<Entry>,
}

impl Loader<'_> {
    fn error(&self, file: &str, what: &str, message: &str) -> PackError {
        let line = self.pack.file(file).ok().and_then(|text| {
            let at = text.find(&format!("name = \"{what}\"")).or_else(|| text.find(what))?;
            Some(text[..at].matches('\n').count() + 1)
        });
        self.pack.error(file, line, format!("{what}: {message}"))
    }

    /// Adds a phrase; `(a|b)` and `(a)?` in it are spelled out.
    fn entry(&mut self, phrase: &str, category: u8, value: &Result<Val, Node>) -> Result<(), String> {
        let (patterns, captures) = parse(phrase, &mut self.words, &self.cats)?;
        if !captures.is_empty() {
            return Err("a phrase captures nothing".to_owned());
        }
        for pattern in patterns {
            let mut all = vec![Vec::new()];
            for item in pattern.items {
                let Item::Words { phrases, .. } = item else { continue };
                all = all
                    .iter()
                    .flat_map(|head: &Vec<Symbol>| phrases.iter().map(|p| [head.as_slice(), p].concat()))
                    .collect();
            }
            let entry = |words| Entry { words, category, value: *value };
            self.entries.extend(all.into_iter().map(entry));
        }
        Ok(())
    }

    fn lists(&mut self, norms: &Norms) -> Result<(), PackError> {
        for (category, list) in &norms.lists {
            let cat = self.cats.intern(category).map_err(|e| self.error(NORMS, category, &e))?;
            for (phrase, value) in list {
                let value = value_of(value).map_err(|e| self.error(NORMS, phrase, &e))?;
                self.entry(phrase, cat, &value).map_err(|e| self.error(NORMS, phrase, &e))?;
            }
        }
        Ok(())
    }

    fn holidays(&mut self) -> Result<(), PackError> {
        let holidays: Holidays = self.pack.toml(HOLIDAYS)?;
        for text in holidays.holiday {
            let (rule, shift) = holiday::parse(&text.when)
                .ok_or_else(|| self.error(HOLIDAYS, &text.when, "no such rule for a holiday"))?;
            let value = Err(Node::Holiday(Holiday { rule, shift, days: text.days, minutes: text.minutes }));
            let category = if text.phrase { RARE_HOLIDAY } else { HOLIDAY };
            for name in &text.names {
                self.entry(name, category, &value).map_err(|e| self.error(HOLIDAYS, name, &e))?;
            }
        }
        Ok(())
    }
}

fn value_of(value: &toml::Value) -> Result<Result<Val, Node>, String> {
    match value {
        toml::Value::Integer(n) => Ok(Ok(Val::Int(*n))),
        toml::Value::String(text) => {
            if let Some(unit) = unit(text) {
                return Ok(Ok(Val::Unit(unit)));
            }
            let mut arena = Arena::default();
            let value = Make::parse(text, &[])?.run(&[], &mut arena);
            Ok(match value.ok_or_else(|| format!("{text:?} has no value"))? {
                Val::Time(id) if arena.get(id).parts()[0].is_some() => {
                    return Err(format!("{text:?} has parts; let a rule put them together"));
                }
                Val::Time(id) => Err(arena.get(id)),
                value => Ok(value),
            })
        }
        _ => Err("a value is a number, a unit or a make line".to_owned()),
    }
}

impl Grammar {
    /// Reads the date rules of a pack.
    pub fn load(pack: &Pack) -> Result<Self, PackError> {
        let norms: Norms = pack.toml(NORMS)?;
        let rules: Rules = pack.toml(RULES)?;
        let mut loader =
            Loader { pack, words: Vocabulary::default(), cats: Categories::default(), entries: Vec::new() };
        for (number, name) in
            [(INT, "int"), (NUM, "num"), (HOLIDAY, "holiday"), (RARE_HOLIDAY, "rare_holiday")]
        {
            let given = loader.cats.intern(name).map_err(|e| loader.error(NORMS, name, &e))?;
            debug_assert_eq!(number, given);
        }
        loader.lists(&norms)?;
        loader.holidays()?;
        for rule in &rules.rule {
            loader.cats.intern(&rule.category).map_err(|e| loader.error(RULES, &rule.name, &e))?;
        }
        // A group may hold groups; each pass names those whose members are all known.
        for _ in 0..norms.groups.len() {
            for (name, members) in &norms.groups {
                let _ = loader.cats.group(name, members);
            }
        }
        let unknown = |m: &&String| loader.cats.set(m).is_none() && !norms.groups.contains_key(*m);
        for (name, members) in &norms.groups {
            if let Some(member) = members.iter().find(unknown) {
                return Err(loader.error(NORMS, name, &format!("no category or group is called {member:?}")));
            }
        }
        let output =
            loader.cats.set("output").ok_or_else(|| loader.error(NORMS, "groups", "no group \"output\""))?;
        let none = loader.cats.set("none").unwrap_or(0);
        let (ready, patterns) = compile(&mut loader, &norms, rules)?;
        let weak: Vec<Symbol> = norms.weak.iter().flat_map(|w| loader.words.phrase(w)).collect();
        let future = norms.future.iter().map(|w| loader.words.phrase(w)).collect();
        Ok(Self::index(loader, ready, patterns, (output, none), &weak, future))
    }

    fn index(
        loader: Loader<'_>,
        rules: Vec<Rule>,
        patterns: Vec<Lined>,
        (output, none): (CatSet, CatSet),
        weak: &[Symbol],
        future: Vec<Vec<Symbol>>,
    ) -> Self {
        let Loader { mut words, entries: list, .. } = loader;
        words.freeze();
        let mut by_word = vec![Vec::new(); words.len()];
        let mut by_category = vec![Vec::new(); crate::pattern::CATS];
        let mut entries: Vec<Vec<Entry>> = (0..words.len()).map(|_| Vec::new()).collect();
        for entry in list {
            entries[usize::from(entry.words[0])].push(entry);
        }
        let mut inner = vec![false; words.len()];
        let in_items = patterns.iter().flat_map(|l| &l.pattern.items).filter_map(|item| match item {
            Item::Words { phrases, .. } => Some(phrases.iter().flatten()),
            Item::Cat { .. } => None,
        });
        for symbol in in_items.flatten().chain(entries.iter().flatten().flat_map(|e| &e.words)) {
            inner[usize::from(*symbol)] = true;
        }
        let mut strong = inner.clone();
        for (symbol, strong) in strong.iter_mut().enumerate() {
            *strong &= !words.is_number(symbol as Symbol);
        }
        for symbol in weak {
            strong[usize::from(*symbol)] = false;
        }
        let pairs = heartless_pairs(&patterns, &entries, &strong);
        let (steps, first) = merge(patterns);
        for i in first {
            match &steps[i as usize].item {
                Item::Words { phrases, .. } => {
                    for phrase in phrases {
                        let slot: &mut Vec<u32> = &mut by_word[usize::from(phrase[0])];
                        if slot.last() != Some(&i) {
                            slot.push(i);
                        }
                    }
                }
                Item::Cat { cats, .. } => {
                    for (c, slot) in by_category.iter_mut().enumerate() {
                        if cats >> c & 1 == 1 {
                            slot.push(i);
                        }
                    }
                }
            }
        }
        Self {
            words,
            rules,
            steps,
            by_word,
            by_category,
            entries,
            output,
            none,
            inner,
            strong,
            pairs,
            future,
        }
    }

    /// Whether an expression can have this token in it.
    pub fn knows(&self, token: &Token) -> bool {
        token.digits > 0 || self.inner[usize::from(token.symbol)]
    }
}

/// The first two words of all phrases that have no heart, by the first.
fn heartless_pairs(patterns: &[Lined], entries: &[Vec<Entry>], strong: &[bool]) -> Vec<Vec<Symbol>> {
    let mut pairs = vec![Vec::new(); strong.len()];
    let mut note = |words: &[Symbol]| {
        if let [first, second, ..] = words
            && words.iter().all(|w| !strong[usize::from(*w)])
        {
            pairs[usize::from(*first)].push(*second);
        }
    };
    for Lined { pattern, .. } in patterns {
        // A word and a name: "mùa" + "thu".
        if let [Item::Words { phrases, .. }, Item::Cat { cats, .. }] = pattern.items.as_slice() {
            let named = entries.iter().flatten().filter(|e| e.category > NUM && cats >> e.category & 1 == 1);
            for entry in named {
                for phrase in phrases {
                    note(&[phrase.as_slice(), &entry.words].concat());
                }
            }
        }
        let mut phrases = vec![Vec::new()];
        for item in &pattern.items {
            let Item::Words { phrases: next, .. } = item else {
                phrases.clear();
                break;
            };
            phrases =
                phrases.iter().flat_map(|head| next.iter().map(|p| [head.as_slice(), p].concat())).collect();
        }
        for phrase in phrases {
            note(&phrase);
        }
    }
    for entry in entries.iter().flatten() {
        note(&entry.words);
    }
    for list in &mut pairs {
        list.sort_unstable();
        list.dedup();
    }
    pairs
}

/// A pattern with the rule that it belongs to.
struct Lined {
    rule: u16,
    make: Make,
    pattern: Pattern,
}

/// The rules and their patterns.
type Compiled = (Vec<Rule>, Vec<Lined>);

fn compile(loader: &mut Loader<'_>, norms: &Norms, rules: Rules) -> Result<Compiled, PackError> {
    let mut ready = Vec::new();
    let mut patterns = Vec::new();
    for rule in rules.rule {
        let number = ready.len() as u16;
        let texts = match &rule.matches {
            OneOrMany::One(text) => std::slice::from_ref(text),
            OneOrMany::Many(texts) => texts.as_slice(),
        };
        for text in texts {
            let text = norms
                .macros
                .iter()
                .fold(text.clone(), |t, (name, body)| t.replace(&format!("<{name}>"), body));
            let (found, captures) = parse(&text, &mut loader.words, &loader.cats)
                .map_err(|e| loader.error(RULES, &rule.name, &e))?;
            let make = Make::parse(&rule.make, &captures).map_err(|e| loader.error(RULES, &rule.name, &e))?;
            patterns.extend(found.into_iter().map(|pattern| Lined {
                rule: number,
                make: make.clone(),
                pattern,
            }));
        }
        let category = loader.cats.intern(&rule.category).map_err(|e| loader.error(RULES, &rule.name, &e))?;
        ready.push(Rule { name: rule.name, category, latent: rule.latent, shy: rule.shy, rank: rule.rank });
    }
    Ok((ready, patterns))
}
