//! The lists that the annotator looks things up in, compiled from a pack and the reference world.

use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_world::history::History;
use entente_world::{AliasClass, AliasRule, World};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// What a word of reference points back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refers {
    /// The state named last.
    State,
    /// The organisation named last.
    Organisation,
    /// The two parties named last.
    Pair,
    /// The person named last.
    Person,
    /// The one whose words these are.
    Speaker,
}

/// What a noun before a polity's name makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyClass {
    /// A body that acts for the polity.
    Acts,
    /// Its people or firms.
    People,
    /// A thing of it.
    Thing,
    /// A place in it.
    Place,
    /// Its press or experts: they act for nobody.
    Outsider,
}

/// One thing that a phrase can be.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A polity's name.
    Polity {
        /// Its code.
        code: String,
        /// What kind of name it is.
        class: AliasClass,
        /// When the name is meant.
        rules: Vec<Context>,
    },
    /// A role's name.
    Role(String),
    /// A noun before a polity's name.
    Body(BodyClass),
    /// A person of the reference world, by index into [`Lexicon::persons`].
    Person(usize),
    /// A form of address before a person's name.
    Honorific,
    /// Marks a former office-holder.
    Former,
    /// A word of reference.
    Reference(Refers),
}

/// A condition on the words around a name.
#[derive(Debug, Clone)]
pub enum Context {
    /// Only in a pair with another polity or after a role or body.
    Compound,
    /// Not before one of these words (as written, one or more words).
    NotBefore(Vec<String>),
    /// Not after one of these words.
    NotAfter(Vec<String>),
}

/// A person of the reference world.
#[derive(Debug, Clone)]
pub struct KnownPerson {
    /// Usual name.
    pub name: String,
    /// The polity that the person acts for.
    pub code: String,
    /// Role id.
    pub role: String,
}

/// Where the parts of a noun phrase stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Role, polity, name: "Ngoại trưởng | Hàn Quốc | Park Jin".
    #[default]
    HeadFirst,
    /// Polity, role, name: "South Korean | Foreign Minister | Park Jin".
    HeadLast,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Grammar {
    order: Order,
    glue: Vec<String>,
    honorifics: Vec<String>,
    former: Vec<String>,
    dyad_marks: Vec<String>,
    name_particles: Vec<String>,
    not_names: Vec<String>,
    speakers: Vec<String>,
    #[serde(default)]
    away: Vec<String>,
    #[serde(default)]
    articles: Vec<String>,
    #[serde(default)]
    possessive: Vec<String>,
    reference: Vec<ReferenceWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceWords {
    refers: Refers,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeechWords {
    verbs: Vec<String>,
    sources: Vec<String>,
    #[serde(default)]
    that: Vec<String>,
}

/// All lists of one language, compiled.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) vocabulary: Vocabulary,
    /// Names, as written.
    pub(crate) names: Phrases<Entry>,
    /// Common words, in any case.
    pub(crate) words: Phrases<Entry>,
    /// Common words of several syllables that hold an entry of another list and are none.
    pub(crate) compounds: Phrases<()>,
    /// Words before a word of reference that make it mean the other party.
    pub(crate) away: FxHashSet<String>,
    pub(crate) glue: Phrases<()>,
    pub(crate) speech: Phrases<()>,
    pub(crate) sources: Phrases<()>,
    pub(crate) that: Phrases<()>,
    pub(crate) possessive: Phrases<()>,
    pub(crate) dyad_marks: FxHashSet<String>,
    pub(crate) particles: FxHashSet<String>,
    pub(crate) not_names: FxHashSet<String>,
    pub(crate) abbreviations: FxHashSet<String>,
    pub(crate) articles: FxHashSet<String>,
    /// Persons of the reference world.
    pub persons: Vec<KnownPerson>,
    /// Whether a code is a state or territory.
    pub(crate) states: FxHashSet<String>,
    /// Family names that alone are enough for a known person.
    pub(crate) alone: FxHashMap<String, usize>,
    pub(crate) order: Order,
}

impl Lexicon {
    /// Compiles the lists of a pack with the names of the reference world in its language.
    pub fn new(pack: &Pack, world: &World, history: &History) -> Result<Self, PackError> {
        let grammar: Grammar = pack.toml("mentions/grammar.toml")?;
        let speech: SpeechWords = pack.toml("mentions/speech.toml")?;
        let mut lexicon = Self {
            vocabulary: Vocabulary::new(pack)?,
            names: Phrases::default(),
            words: Phrases::default(),
            compounds: Phrases::default(),
            away: grammar.away.iter().cloned().collect(),
            glue: Phrases::default(),
            speech: Phrases::default(),
            sources: Phrases::default(),
            that: Phrases::default(),
            possessive: Phrases::default(),
            dyad_marks: grammar.dyad_marks.iter().cloned().collect(),
            particles: grammar.name_particles.iter().cloned().collect(),
            not_names: grammar.not_names.iter().cloned().collect(),
            abbreviations: abbreviations(pack),
            articles: grammar.articles.iter().cloned().collect(),
            persons: Vec::new(),
            states: states(world),
            alone: FxHashMap::default(),
            order: grammar.order,
        };
        lexicon.add_grammar(&grammar);
        for line in pack.file("mentions/compounds.txt").unwrap_or_default().lines() {
            if !line.starts_with('#') {
                let ids = lexicon.vocabulary.folded_phrase(line);
                lexicon.compounds.insert(&ids, ());
            }
        }
        add_phrases(&mut lexicon.vocabulary, &mut lexicon.speech, &speech.verbs);
        add_phrases(&mut lexicon.vocabulary, &mut lexicon.sources, &speech.sources);
        add_phrases(&mut lexicon.vocabulary, &mut lexicon.that, &speech.that);
        lexicon.add_polities(world, pack.lang());
        lexicon.add_roles(pack)?;
        lexicon.add_bodies(pack)?;
        lexicon.add_persons(history);
        Ok(lexicon)
    }

    fn add_word(&mut self, phrase: &str, entry: Entry) {
        let ids = self.vocabulary.folded_phrase(phrase);
        self.words.insert(&ids, entry);
    }

    fn add_grammar(&mut self, grammar: &Grammar) {
        add_phrases(&mut self.vocabulary, &mut self.glue, &grammar.glue);
        add_phrases(&mut self.vocabulary, &mut self.possessive, &grammar.possessive);
        for word in &grammar.honorifics {
            self.add_word(word, Entry::Honorific);
        }
        for word in &grammar.former {
            self.add_word(word, Entry::Former);
        }
        for word in &grammar.speakers {
            self.add_word(word, Entry::Reference(Refers::Speaker));
        }
        for group in &grammar.reference {
            for word in &group.words {
                self.add_word(word, Entry::Reference(group.refers));
            }
        }
    }

    fn add_polities(&mut self, world: &World, lang: &str) {
        for alias in world.aliases(lang) {
            let ids = self.vocabulary.phrase(&alias.text);
            let entry =
                Entry::Polity { code: alias.code.clone(), class: alias.class, rules: rules_of(&alias.rules) };
            self.names.insert(&ids, entry);
        }
    }

    fn add_roles(&mut self, pack: &Pack) -> Result<(), PackError> {
        for (_, row) in pack.tsv("people/roles.tsv")? {
            self.add_word(row[0], Entry::Role(row[1].to_owned()));
        }
        Ok(())
    }

    fn add_bodies(&mut self, pack: &Pack) -> Result<(), PackError> {
        for (_, row) in pack.tsv("organisations/bodies.tsv")? {
            self.add_word(row[0], Entry::Body(body_class(row[1], row[3])));
        }
        Ok(())
    }

    fn add_persons(&mut self, history: &History) {
        for person in history.persons() {
            let index = self.persons.len();
            self.persons.push(KnownPerson {
                name: person.name.to_owned(),
                code: person.code.to_owned(),
                role: person.role.to_owned(),
            });
            for spelling in person.spellings() {
                let ids = self.vocabulary.phrase(&spelling);
                if ids.len() > 1 {
                    self.names.insert(&ids, Entry::Person(index));
                }
            }
            for alone in &person.alone {
                self.alone.entry((*alone).to_owned()).or_insert(index);
            }
        }
    }
}

fn add_phrases(vocabulary: &mut Vocabulary, phrases: &mut Phrases<()>, words: &[String]) {
    for word in words {
        let ids = vocabulary.folded_phrase(word);
        phrases.insert(&ids, ());
    }
}

fn abbreviations(pack: &Pack) -> FxHashSet<String> {
    let text = pack.file("sentences/abbreviations.txt").unwrap_or_default();
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

fn states(world: &World) -> FxHashSet<String> {
    world.polities().iter().filter(|p| p.kind.is_state()).map(|p| p.code.clone()).collect()
}

fn rules_of(rules: &[AliasRule]) -> Vec<Context> {
    rules
        .iter()
        .map(|rule| match rule {
            AliasRule::Compound => Context::Compound,
            AliasRule::NotBefore(words) => Context::NotBefore(words.clone()),
            AliasRule::NotAfter(words) => Context::NotAfter(words.clone()),
        })
        .collect()
}

fn body_class(body: &str, agentive: &str) -> BodyClass {
    match (agentive, body) {
        ("yes", _) => BodyClass::Acts,
        (_, "person_group" | "company") => BodyClass::People,
        (_, "place") => BodyClass::Place,
        (_, "media" | "expert") => BodyClass::Outsider,
        _ => BodyClass::Thing,
    }
}
