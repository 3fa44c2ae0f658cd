//! Frames: what a trigger asks for, read from a language pack.

use crate::kinds::Kinds;
use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::Category;
use serde::Deserialize;
use std::sync::Arc;

/// How a trigger builds its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A verb: subject before, object behind.
    Verb,
    /// A noun that names the act: arguments behind it, by preposition.
    Noun,
    /// Only in the passive: "do Mỹ hậu thuẫn".
    Passive,
}

/// What a noun phrase just behind a nominal trigger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Direct {
    /// Nothing to the act.
    #[default]
    None,
    /// Who does it.
    Actor,
    /// Who receives it.
    Recipient,
    /// A pair does it together; one alone is one side of it.
    Pair,
    /// A pair does it together; one alone is nothing to it.
    PairOnly,
}

/// Which sides must be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Require {
    /// Both.
    #[default]
    Both,
    /// The actor is enough.
    Actor,
}

/// How far a trigger swallows the acts named behind it: "kêu gọi Nga rút quân" is no withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Absorb {
    /// Not at all.
    #[default]
    None,
    /// To the end of its clause.
    Clause,
    /// To the end of the sentence.
    Sentence,
}

/// Whether an act also counts inside one polity: arrests, protests, killings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Domestic {
    /// No.
    #[default]
    Never,
    /// When both sides are named.
    Named,
    /// Also when nobody is named on the other side: it is then the actor's own.
    Assumed,
}

/// Whose a passive act is that names no agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum UnnamedAgent {
    /// Nobody's.
    #[default]
    Never,
    /// That of the polity where it happens, when it hits nobody from elsewhere: "a mayor was shot in Peru".
    Within,
    /// That of the polity where it happens: "a Dane was arrested in Iran".
    Place,
}

/// A frame as a pack states it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// `consult.visit.verb`; with the language before it, the rule id of a claim.
    pub id: String,
    /// The kind of event that it makes.
    pub kind: String,
    /// How it builds its clause.
    pub form: Form,
    /// The words that set it off.
    pub triggers: Vec<String>,
    /// Prepositions that bring in the recipient; "" is none.
    #[serde(default)]
    pub object: Vec<String>,
    /// Prepositions that bring in the actor of a noun.
    #[serde(default)]
    pub actor: Vec<String>,
    /// Prepositions that bring in both sides of a noun.
    #[serde(default)]
    pub both: Vec<String>,
    /// A topic (see `topics.toml`) of which a word must be the verb's object: "lift … sanctions". It makes
    /// one trigger with the verb.
    pub with: Option<String>,
    /// A topic of which no word may stand close behind: "is prepared to *strike*" is no promise.
    pub lacks: Option<String>,
    /// What a noun phrase just before a nominal trigger is: "Israeli strikes", "US-Russia talks".
    #[serde(default)]
    pub before: Direct,
    /// A preposition just behind the verb shows that it has no object: "soldiers killed in the blast" kill nobody.
    #[serde(default)]
    pub transitive: bool,
    /// The subject receives it from the object: "Ukraine received arms from Bulgaria".
    #[serde(default)]
    pub reversed: bool,
    /// Whether the act also counts inside one polity.
    #[serde(default)]
    pub domestic: Domestic,
    /// Whose act it is in the passive when no agent is named.
    #[serde(default)]
    pub unnamed_agent: UnnamedAgent,
    /// What a noun phrase just behind a nominal trigger is.
    #[serde(default)]
    pub direct: Direct,
    /// Which sides must be found.
    #[serde(default)]
    pub require: Require,
    /// How far it swallows the acts behind it.
    #[serde(default)]
    pub absorb: Absorb,
    /// The recipient may be a place.
    #[serde(default)]
    pub place: bool,
    /// A thing (a warship, an aircraft) may be the subject.
    #[serde(default)]
    pub things: bool,
    /// People may be the subject.
    #[serde(default)]
    pub people: bool,
    /// People and things may be the recipient on behalf of their polity.
    #[serde(default)]
    pub people_object: bool,
    /// Only a person or body may be the subject, not a state as such.
    #[serde(default)]
    pub person_subject: bool,
    /// The recipient must be an organisation.
    #[serde(default)]
    pub org_only: bool,
    /// A word of this topic (see `topics.toml`) must stand near the trigger.
    pub needs: Option<String>,
    /// No word of this topic may stand near the trigger.
    pub unless: Option<String>,
    /// Both sides must be named by the noun phrase itself.
    #[serde(default)]
    pub needs_pair: bool,
    /// Only one polity may take part.
    #[serde(default)]
    pub single: bool,
    /// The object must stand close behind.
    #[serde(default)]
    pub near_object: bool,
    /// One of these words must follow within a few words: "rút … khỏi".
    #[serde(default)]
    pub then: Vec<String>,
    /// The object must stand just behind, with hardly a word between.
    #[serde(default)]
    pub next_object: bool,
    /// It is also a preposition, and is one behind another verb or a word that no list knows: "gửi quân *tới* Syria".
    #[serde(default)]
    pub directional: bool,
    /// Without an object the other party of the sentence, or of the one before, is meant.
    #[serde(default)]
    pub implied: bool,
    /// Two subjects do it to each other: "Mỹ và Nga đụng độ".
    #[serde(default)]
    pub reciprocal: bool,
    /// The kind that a negated trigger makes instead.
    pub negated: Option<String>,
    /// The kind that it makes when words of `undone` in `status.toml` undo it: sanctions that are lifted.
    pub undone: Option<String>,
    /// The kind that it makes when somebody says it of another; nothing when nobody does.
    pub reported: Option<String>,
    /// A plan told with it is a promise made: "hai bên sẽ tăng cường hợp tác".
    #[serde(default)]
    pub promised: bool,
    /// Counts only where it is told of as yet to come: "sẽ sớm đáp trả".
    #[serde(default)]
    pub planned: bool,
    /// No words set it off: it tells what kind of act the proposer's claims of its category are.
    #[serde(default)]
    pub proposed: bool,
    /// Switched off.
    #[serde(default)]
    pub disabled: bool,
    /// How sure the frame is when all its slots are filled well.
    pub confidence: f32,
    /// The confidence as a feature of the confidence model; filled in on loading.
    #[serde(skip)]
    pub(crate) prior: String,
    /// Category of the kind; filled in on loading.
    #[serde(skip)]
    pub category: Option<Category>,
    /// Whether the kind is done by saying it; filled in on loading.
    #[serde(skip)]
    pub statement: bool,
    /// Rule id of claims: the language, then the frame's id; filled in on loading.
    #[serde(skip)]
    pub rule: Arc<str>,
    /// The frame with wider arguments; filled in on loading.
    #[serde(skip)]
    wide: Option<Arc<Frame>>,
}

impl Frame {
    /// Its category.
    pub fn category(&self) -> Category {
        self.category.unwrap_or(Category::Consult)
    }

    /// The same frame with things and people as subjects, and places as recipients: what is done to somebody, and
    /// where, may be any of them.
    pub(crate) fn wide(&self) -> &Frame {
        self.wide.as_deref().unwrap_or(self)
    }

    /// Whether a preposition brings in the recipient.
    pub fn takes(&self, preposition: &str) -> bool {
        self.object.iter().any(|p| p == preposition)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    frame: Vec<Frame>,
}

/// All frames of a language, with the triggers that set them off.
#[derive(Debug)]
pub struct Frames {
    all: Vec<Frame>,
    pub(crate) triggers: Phrases<usize>,
}

/// Files of the events folder that hold no frames.
const OTHERS: [&str; 5] = ["costs.toml", "function.toml", "status.toml", "topics.toml", "fields.toml"];

impl Frames {
    /// Reads and checks the frames of a pack.
    pub fn new(pack: &Pack, vocabulary: &mut Vocabulary, kinds: &Kinds) -> Result<Self, PackError> {
        let mut frames = Self { all: Vec::new(), triggers: Phrases::default() };
        for (path, _) in pack.files("events", ".toml") {
            if OTHERS.iter().any(|name| path.ends_with(name)) || path.contains("corpus") {
                continue;
            }
            let file: File = pack.toml(&path)?;
            for frame in file.frame {
                frames.add(pack, &path, vocabulary, kinds, frame)?;
            }
        }
        Ok(frames)
    }

    fn add(
        &mut self,
        pack: &Pack,
        path: &str,
        vocabulary: &mut Vocabulary,
        kinds: &Kinds,
        mut frame: Frame,
    ) -> Result<(), PackError> {
        let wrong = |message: String| pack.error(path, None, message);
        let others = [&frame.negated, &frame.undone, &frame.reported];
        for kind in std::iter::once(&frame.kind).chain(others.into_iter().flatten()) {
            if kinds.get(kind).is_none() {
                return Err(wrong(format!(
                    "frame {}: no kind {kind:?}; kinds are in schema/kinds.toml",
                    frame.id
                )));
            }
        }
        if self.all.iter().any(|f| f.id == frame.id) {
            return Err(wrong(format!("frame {} stands twice; give one of them another id", frame.id)));
        }
        frame.prior = format!("{:.1}", frame.confidence);
        frame.category = kinds.get(&frame.kind).map(|k| k.category);
        frame.statement = kinds.get(&frame.kind).is_some_and(|k| k.statement);
        frame.rule = format!("{}.{}", pack.lang(), frame.id).into();
        let wide = Frame { things: true, people: true, place: true, ..frame.clone() };
        frame.wide = Some(Arc::new(wide));
        let index = self.all.len();
        if !frame.disabled {
            for trigger in &frame.triggers {
                let ids = vocabulary.folded_phrase(trigger);
                self.triggers.insert(&ids, index);
            }
        }
        self.all.push(frame);
        Ok(())
    }

    /// A frame by index.
    pub fn get(&self, index: usize) -> &Frame {
        &self.all[index]
    }

    /// The frame that tells what kind of act a proposal of this category is.
    pub(crate) fn proposed(&self, category: Category) -> Option<&Frame> {
        self.all.iter().find(|f| f.proposed && f.category() == category)
    }

    /// All frames.
    pub fn iter(&self) -> impl Iterator<Item = &Frame> {
        self.all.iter()
    }
}
