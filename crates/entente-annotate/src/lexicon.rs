//! The lists that the annotator looks things up in, compiled from a pack and the reference world.

use crate::grammar::{Grammar, SpeechWords};
pub use crate::grammar::{Order, Refers};
use entente_lang::{Pack, PackError, Phrases, Vocabulary, WordId};
use entente_text::edtf::Ymd;
use entente_world::history::{History, Term};
use entente_world::{AliasClass, AliasRule, World};
use rustc_hash::{FxHashMap, FxHashSet};

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
    /// Its experts: they act for nobody.
    Outsider,
    /// Its press, which acts for nobody either.
    Press,
}

impl BodyClass {
    /// Whether it acts for nobody.
    pub(crate) fn is_outside(self) -> bool {
        matches!(self, Self::Outsider | Self::Press)
    }
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
    /// Words that stand for the same two polities wherever they are used.
    Pair(Vec<String>),
    /// A newspaper, agency or broadcaster by name.
    Media,
}

/// A condition on the words around a name.
#[derive(Debug, Clone)]
pub enum Context {
    /// Only in a pair with another polity or after a role or body.
    Compound,
    /// Not before one of these words (as written, one or more words).
    NotBefore(Vec<Vec<WordId>>),
    /// Not after one of these words.
    NotAfter(Vec<Vec<WordId>>),
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
    /// When the person acted for the polity, where that is limited.
    pub(crate) term: Term,
    /// All rows of the person, this one included, when there are several.
    pub(crate) rows: Vec<usize>,
}

/// Marks the first words of [`Lexicon::names`].
pub(crate) const NAME: u8 = 1;
/// Marks the first words of [`Lexicon::words`].
pub(crate) const WORD: u8 = 2;
/// Marks the first words of [`Lexicon::compounds`].
pub(crate) const COMPOUND: u8 = 4;

/// All lists of one language, compiled.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) vocabulary: Vocabulary,
    /// Names, as written.
    pub(crate) names: Phrases<Entry>,
    /// Common words, in any case.
    pub(crate) words: Phrases<Entry>,
    /// By the number of a word: whether a name, a word or a compound begins with it.
    starts: Vec<u8>,
    /// Common words of several syllables that hold an entry of another list and are none.
    pub(crate) compounds: Phrases<()>,
    /// Who else a polity's seat may stand for.
    pub(crate) seats: FxHashMap<String, Vec<String>>,
    /// Words before a word of reference that make it mean the other party.
    pub(crate) away: FxHashSet<String>,
    pub(crate) glue: Phrases<()>,
    pub(crate) speech: Phrases<()>,
    pub(crate) sources: Phrases<()>,
    pub(crate) that: Phrases<()>,
    pub(crate) possessive: Phrases<()>,
    /// Words behind a role before what it is charged with, and words for that.
    pub(crate) charged: Phrases<()>,
    pub(crate) charges: Phrases<()>,
    pub(crate) modifiers: Phrases<()>,
    pub(crate) acting_compounds: FxHashSet<String>,
    pub(crate) other_compounds: FxHashSet<String>,
    pub(crate) dyad_marks: FxHashSet<String>,
    pub(crate) particles: FxHashSet<String>,
    pub(crate) not_names: FxHashSet<String>,
    pub(crate) abbreviations: FxHashSet<String>,
    pub(crate) articles: FxHashSet<String>,
    pub(crate) demonstratives: FxHashSet<String>,
    pub(crate) subject_openers: FxHashSet<String>,
    pub(crate) subject_signs: FxHashSet<String>,
    pub(crate) not_one: FxHashSet<String>,
    pub(crate) not_tails: FxHashSet<String>,
    pub(crate) shared_roles: FxHashSet<String>,
    /// Words that join two parties of one weight.
    pub(crate) and: FxHashSet<String>,
    /// Words between an envoy and the place of the post.
    pub(crate) posts: FxHashSet<String>,
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
            starts: Vec::new(),
            seats: FxHashMap::default(),
            away: set(&grammar.away),
            glue: Phrases::default(),
            speech: Phrases::default(),
            sources: Phrases::default(),
            that: Phrases::default(),
            possessive: Phrases::default(),
            charged: Phrases::default(),
            charges: Phrases::default(),
            modifiers: Phrases::default(),
            acting_compounds: set(&grammar.acting_compounds),
            other_compounds: set(&grammar.other_compounds),
            dyad_marks: set(&grammar.dyad_marks),
            particles: set(&grammar.name_particles),
            not_names: set(&grammar.not_names),
            abbreviations: abbreviations(pack),
            articles: set(&grammar.articles),
            demonstratives: set(&grammar.demonstratives),
            subject_openers: set(&grammar.subject_openers),
            subject_signs: set(&grammar.subject_signs),
            not_one: set(&grammar.not_one),
            not_tails: set(&grammar.not_tails),
            shared_roles: set(&grammar.shared_roles),
            and: set(&grammar.and),
            posts: set(&grammar.posts),
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
                lexicon.mark(&ids, COMPOUND);
            }
        }
        for line in pack.file("mentions/media.txt").unwrap_or_default().lines() {
            if !line.starts_with('#') {
                let ids = lexicon.vocabulary.phrase(line);
                lexicon.names.insert(&ids, Entry::Media);
                lexicon.mark(&ids, NAME);
            }
        }
        add_phrases(&mut lexicon.vocabulary, &mut lexicon.speech, &speech.verbs);
        add_phrases(&mut lexicon.vocabulary, &mut lexicon.sources, &speech.sources);
        add_phrases(&mut lexicon.vocabulary, &mut lexicon.that, &speech.that);
        lexicon.add_polities(world, pack.lang());
        lexicon.add_titles(pack, &grammar.former)?;
        lexicon.add_persons(history);
        Ok(lexicon)
    }

    fn mark(&mut self, phrase: &[WordId], what: u8) {
        let Some(first) = phrase.first().map(|id| *id as usize) else { return };
        if self.starts.len() <= first {
            self.starts.resize(first + 1, 0);
        }
        self.starts[first] |= what;
    }

    /// Whether a phrase of a list ([`NAME`], [`WORD`], [`COMPOUND`]) begins with a word.
    pub(crate) fn begins(&self, word: WordId, what: u8) -> bool {
        self.starts.get(word as usize).is_some_and(|s| s & what != 0)
    }

    fn add_word(&mut self, phrase: &str, entry: Entry) {
        let ids = self.vocabulary.folded_phrase(phrase);
        self.words.insert(&ids, entry);
        self.mark(&ids, WORD);
    }

    fn add_grammar(&mut self, grammar: &Grammar) {
        add_phrases(&mut self.vocabulary, &mut self.glue, &grammar.glue);
        add_phrases(&mut self.vocabulary, &mut self.possessive, &grammar.possessive);
        add_phrases(&mut self.vocabulary, &mut self.charged, &grammar.charged);
        add_phrases(&mut self.vocabulary, &mut self.charges, &grammar.charges);
        add_phrases(&mut self.vocabulary, &mut self.modifiers, &grammar.modifiers);
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
        for pair in &grammar.pair {
            for word in &pair.words {
                self.add_word(word, Entry::Pair(pair.codes.clone()));
            }
        }
    }

    fn add_polities(&mut self, world: &World, lang: &str) {
        for alias in world.aliases(lang) {
            let ids = self.vocabulary.phrase(&alias.text);
            let code = acting(world, &alias.code).to_owned();
            for rule in &alias.rules {
                if let AliasRule::SeatOf(others) = rule {
                    self.seats.insert(code.clone(), others.clone());
                }
            }
            let entry = Entry::Polity {
                code,
                class: alias.class,
                rules: rules_of(&mut self.vocabulary, &alias.rules),
            };
            self.names.insert(&ids, entry);
            self.mark(&ids, NAME);
        }
    }

    fn add_titles(&mut self, pack: &Pack, former: &[String]) -> Result<(), PackError> {
        let rows = pack.tsv("people/roles.tsv")?;
        let titles: FxHashSet<String> = rows.iter().map(|(_, row)| row[0].to_lowercase()).collect();
        for (_, row) in rows.iter().filter(|(_, row)| !is_former(row[0], former, &titles)) {
            self.add_word(row[0], Entry::Role(row[1].to_owned()));
        }
        for (_, row) in pack.tsv("organisations/bodies.tsv")? {
            if !is_former(row[0], former, &titles) {
                self.add_word(row[0], Entry::Body(body_class(row[1], row[3])));
            }
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
                term: person.term.clone(),
                rows: Vec::new(),
            });
            for spelling in person.spellings() {
                let ids = self.vocabulary.phrase(&spelling);
                if ids.len() > 1 {
                    self.names.insert(&ids, Entry::Person(index));
                    self.mark(&ids, NAME);
                }
            }
            for alone in &person.alone {
                self.alone.entry((*alone).to_owned()).or_insert(index);
            }
        }
        let mut rows: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, person) in history.persons().iter().enumerate() {
            rows.entry(person.name).or_default().push(index);
        }
        for (index, person) in history.persons().iter().enumerate() {
            if let Some(all) = rows.get(person.name).filter(|all| all.len() > 1) {
                self.persons[index].rows.clone_from(all);
            }
        }
    }

    /// A known person as this text means them: the row that has the polity or role that the text gives, else
    /// the one that holds on the day of publication.
    pub(crate) fn person(
        &self,
        index: usize,
        code: Option<&str>,
        role: Option<&str>,
        day: Option<Ymd>,
    ) -> &KnownPerson {
        let rows = || self.persons[index].rows.iter().map(|i| &self.persons[*i]);
        rows()
            .find(|p| code == Some(p.code.as_str()))
            .or_else(|| rows().find(|p| role == Some(p.role.as_str())))
            .or_else(|| rows().find(|p| day.is_some_and(|d| p.term.may_hold_on(d))))
            .unwrap_or(&self.persons[index])
    }
}

fn set(words: &[String]) -> FxHashSet<String> {
    words.iter().cloned().collect()
}

/// On whose behalf a state or territory acts: its successor or the state that administers it, when it has one.
fn acting<'a>(world: &'a World, code: &'a str) -> &'a str {
    let Some(polity) = world.polity(code).filter(|p| p.kind.is_state()) else { return code };
    polity.parent.as_deref().unwrap_or(code)
}

/// Whether a title is that of a former holder of another: "cựu đại sứ" is found as its two parts.
fn is_former(title: &str, former: &[String], titles: &FxHashSet<String>) -> bool {
    let title = title.to_lowercase();
    let rest = former.iter().find_map(|f| title.strip_prefix(f.as_str())?.strip_prefix(' '));
    rest.is_some_and(|rest| titles.contains(rest))
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

fn rules_of(vocabulary: &mut Vocabulary, rules: &[AliasRule]) -> Vec<Context> {
    let mut phrases = |all: &[String]| all.iter().map(|words| vocabulary.phrase(words)).collect();
    rules
        .iter()
        .filter_map(|rule| match rule {
            AliasRule::Compound => Some(Context::Compound),
            AliasRule::NotBefore(words) => Some(Context::NotBefore(phrases(words))),
            AliasRule::NotAfter(words) => Some(Context::NotAfter(phrases(words))),
            AliasRule::SeatOf(_) => None,
        })
        .collect()
}

fn body_class(body: &str, agentive: &str) -> BodyClass {
    match (agentive, body) {
        ("yes", _) => BodyClass::Acts,
        (_, "person_group" | "company") => BodyClass::People,
        (_, "place") => BodyClass::Place,
        (_, "expert") => BodyClass::Outsider,
        (_, "media") => BodyClass::Press,
        _ => BodyClass::Thing,
    }
}
