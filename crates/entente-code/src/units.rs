//! A sentence as a row of units: mentions, time expressions, triggers, small words, other words, marks.

use crate::frame::{Form, Frames};
use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::{Annotated, Sentence, Span, TokenKind};
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// What a small word does in a clause. One word can do several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Functions(u32);

macro_rules! functions {
    ($($name:ident = $bit:expr, $doc:literal;)+) => {
        impl Functions {
            $(#[doc = $doc] pub const $name: Functions = Functions(1 << $bit);)+

            /// The names of all that it does, in lower case.
            pub fn names(self) -> Vec<String> {
                [$((Self::$name, stringify!($name))),+]
                    .into_iter()
                    .filter(|(f, _)| self.any(*f))
                    .map(|(_, name)| name.to_lowercase())
                    .collect()
            }
        }
    };
}

functions! {
    PREPOSITION = 0, "Governs the noun phrase behind it.";
    AUXILIARY = 1, "Stands between a subject and its verb.";
    COORDINATION = 2, "Joins like to like.";
    COMPLEMENTIZER = 3, "What is said or thought begins behind it.";
    SUBORDINATOR = 4, "A subordinate clause begins behind it.";
    RELATIVE = 5, "A clause about the noun before begins behind it.";
    QUANTIFIER = 6, "Measures the noun behind it.";
    OPENER = 7, "Opens a sentence and governs nothing.";
    VERB = 8, "A verb of no frame.";
    CONTROL = 9, "A verb that hands an act to its object.";
    LIGHT = 10, "A verb of hardly any meaning before a noun that names an act.";
    SPEECH = 11, "A verb that a clause may follow with nothing between.";
    PASSIVE = 12, "Makes the verb behind it passive.";
    AGENT = 13, "Brings in who does it.";
    RECIPROCAL = 15, "Each other.";
    GENITIVE = 17, "Makes the word before it a noun.";
    CONDITION = 18, "Opens a condition.";
    POSSESSIVE = 16, "Joins a noun to what it belongs to.";
    NOISE = 14, "Holds the words of a trigger and is none.";
    DETERMINER = 19, "A noun, not a verb, stands behind it.";
    PRONOUN = 20, "Stands for the subject spoken of before.";
    PURPOSE = 21, "Brings in what somebody comes or meets for.";
    LOCATION = 22, "Brings in where it happens.";
    OWNER = 23, "Makes the noun phrase before it the owner of the noun behind.";
}

impl Functions {
    /// Whether it does any of these things.
    pub fn any(self, of: Functions) -> bool {
        self.0 & of.0 != 0
    }

    /// These and those.
    #[must_use]
    pub const fn with(self, other: Functions) -> Functions {
        Functions(self.0 | other.0)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionFile {
    prepositions: Vec<String>,
    auxiliaries: Vec<String>,
    coordination: Vec<String>,
    complementizers: Vec<String>,
    subordinators: Vec<String>,
    relatives: Vec<String>,
    quantifiers: Vec<String>,
    openers: Vec<String>,
    verbs: Vec<String>,
    control: Vec<String>,
    light: Vec<String>,
    speech: Vec<String>,
    passive: Vec<String>,
    agent: Vec<String>,
    #[serde(default)]
    noise: Vec<String>,
    #[serde(default)]
    reciprocal: Vec<String>,
    /// Words that a noun follows; with them nouns are told from verbs by what stands around them.
    #[serde(default)]
    determiners: Vec<String>,
    #[serde(default)]
    possessive: Vec<String>,
    #[serde(default)]
    owner: Vec<String>,
    #[serde(default)]
    pronouns: Vec<String>,
    #[serde(default)]
    purpose: Vec<String>,
    #[serde(default)]
    location: Vec<String>,
    /// Words that are participles, for a passive that asks for one.
    #[serde(default)]
    participles: Vec<String>,
    /// How other participles end.
    #[serde(default)]
    participle_endings: Vec<String>,
    /// How verbs end that make no main clause: "…, killing ten".
    #[serde(default)]
    gerund_endings: Vec<String>,
    #[serde(default)]
    genitive: Vec<String>,
    #[serde(default)]
    condition: Vec<String>,
    /// Words of more than one syllable that hold a small word and are none.
    #[serde(default)]
    compounds: Vec<String>,
}

/// The small words of a language.
#[derive(Debug, Default)]
pub struct FunctionWords {
    all: Phrases<Functions>,
    compounds: Phrases<()>,
    participles: FxHashSet<String>,
    participle_endings: Vec<String>,
    gerund_endings: Vec<String>,
    /// Whether nouns are told from verbs by the words around them.
    pub(crate) determined: bool,
    /// Whether only a pronoun carries the subject of the sentence before over.
    pub(crate) pronouns: bool,
}

impl FunctionWords {
    /// Reads them from the pack.
    pub fn new(pack: &Pack, vocabulary: &mut Vocabulary) -> Result<Self, PackError> {
        let file: FunctionFile = pack.toml("events/function.toml")?;
        let mut all = Phrases::default();
        let lists = [
            (&file.prepositions, Functions::PREPOSITION),
            (&file.auxiliaries, Functions::AUXILIARY),
            (&file.coordination, Functions::COORDINATION),
            (&file.complementizers, Functions::COMPLEMENTIZER),
            (&file.subordinators, Functions::SUBORDINATOR),
            (&file.relatives, Functions::RELATIVE),
            (&file.quantifiers, Functions::QUANTIFIER),
            (&file.openers, Functions::OPENER),
            (&file.verbs, Functions::VERB),
            (&file.control, Functions::CONTROL),
            (&file.light, Functions::LIGHT),
            (&file.speech, Functions::SPEECH),
            (&file.passive, Functions::PASSIVE),
            (&file.agent, Functions::AGENT),
            (&file.noise, Functions::NOISE),
            (&file.reciprocal, Functions::RECIPROCAL),
            (&file.determiners, Functions::DETERMINER),
            (&file.possessive, Functions::POSSESSIVE),
            (&file.owner, Functions::OWNER),
            (&file.pronouns, Functions::PRONOUN),
            (&file.purpose, Functions::PURPOSE),
            (&file.location, Functions::LOCATION),
            (&file.genitive, Functions::GENITIVE),
            (&file.condition, Functions::CONDITION),
        ];
        for (words, function) in lists {
            for word in words {
                let ids = vocabulary.folded_phrase(word);
                all.insert(&ids, function);
            }
        }
        let mut compounds = Phrases::default();
        for word in &file.compounds {
            compounds.insert(&vocabulary.folded_phrase(word), ());
        }
        Ok(Self {
            all,
            compounds,
            determined: !file.determiners.is_empty(),
            pronouns: !file.pronouns.is_empty(),
            participles: file.participles.into_iter().collect(),
            participle_endings: file.participle_endings,
            gerund_endings: file.gerund_endings,
        })
    }

    /// How many of the words are one that only holds a small word: 0 where they are none.
    pub(crate) fn compound(&self, words: impl Iterator<Item = u32>) -> usize {
        self.compounds.longest(words).map_or(0, |(len, _)| len)
    }

    /// Whether a verb so written can be passive: always, in a language without participles.
    pub(crate) fn is_participle(&self, trigger: &str) -> bool {
        if !self.has_participles() {
            return true;
        }
        let word = trigger.split(' ').next().unwrap_or(trigger).to_lowercase();
        self.participles.contains(&word) || self.participle_endings.iter().any(|e| word.ends_with(e.as_str()))
    }

    /// Whether a verb so written makes no main clause.
    pub(crate) fn is_gerund(&self, trigger: &str) -> bool {
        if self.gerund_endings.is_empty() {
            return false;
        }
        let word = trigger.split(' ').next().unwrap_or(trigger).to_lowercase();
        self.gerund_endings.iter().any(|e| word.ends_with(e.as_str()))
    }

    /// Whether the language marks its passive on the verb.
    pub(crate) fn has_participles(&self) -> bool {
        !self.participles.is_empty()
    }

    fn longest(&self, words: impl Iterator<Item = u32>) -> Option<(usize, Functions)> {
        let (len, functions) = self.all.longest(words)?;
        Some((len, functions.iter().fold(Functions::default(), |all, f| all.with(*f))))
    }
}

/// What a unit is.
#[derive(Debug, Clone, PartialEq)]
pub enum UnitKind {
    /// A mention, by index into [`Annotated::mentions`].
    Mention(usize),
    /// A time expression.
    Time,
    /// A trigger with its frames, and what it does besides.
    Trigger(Vec<usize>, Functions),
    /// A small word.
    Function(Functions),
    /// Another word or a number.
    Word,
    /// A mark.
    Punct,
}

/// One unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// Where it stands.
    pub span: Span,
    /// Whether it lies between quotation marks.
    pub quoted: bool,
    /// Whether it lies between brackets.
    pub bracketed: bool,
}

impl Unit {
    /// What it does as a small word.
    pub fn functions(&self) -> Functions {
        match &self.kind {
            UnitKind::Function(f) | UnitKind::Trigger(_, f) => *f,
            _ => Functions::default(),
        }
    }

    /// Whether it does one of these things.
    pub fn is(&self, functions: Functions) -> bool {
        self.functions().any(functions)
    }

    /// The mention that it is.
    pub fn mention(&self) -> Option<usize> {
        match self.kind {
            UnitKind::Mention(index) => Some(index),
            _ => None,
        }
    }

    /// Whether it is a verb: a trigger that is one, or a verb of no frame.
    pub fn is_verb(&self, frames: &Frames) -> bool {
        match &self.kind {
            UnitKind::Trigger(of, _) => of.iter().any(|f| frames.get(*f).form == Form::Verb),
            UnitKind::Function(f) => f.any(Functions::VERB.with(Functions::CONTROL)),
            _ => false,
        }
    }

    /// Whether it is a noun that names an act, and no verb.
    pub fn is_act_noun(&self, frames: &Frames) -> bool {
        matches!(&self.kind, UnitKind::Trigger(of, _) if of.iter().all(|f| frames.get(*f).form == Form::Noun))
    }
}

/// Cuts sentences into units.
pub(crate) struct Cutter<'a> {
    pub frames: &'a Frames,
    pub functions: &'a FunctionWords,
}

impl Cutter<'_> {
    /// The words of a sentence as the lists see them.
    pub fn words(annotated: &Annotated, sentence: &Sentence) -> Vec<(Span, u32)> {
        let tokens = annotated.tokens[sentence.tokens()].iter();
        tokens.zip(&annotated.words[sentence.tokens()]).map(|(t, w)| (t.span, w.folded)).collect()
    }

    /// The units of a sentence, in order.
    pub fn units(&self, annotated: &Annotated, sentence: &Sentence, words: &[(Span, u32)]) -> Vec<Unit> {
        let tokens = &annotated.tokens[sentence.tokens()];
        let mut mentions = annotated.mentions_in(sentence.span).peekable();
        let mut times = annotated.times_in(sentence.span).peekable();
        let mut units = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while at < tokens.len() {
            let start = tokens[at].span.start;
            while mentions.peek().is_some_and(|(_, m)| m.span.start < start) {
                mentions.next();
            }
            while times.peek().is_some_and(|t| t.span.start < start) {
                times.next();
            }
            let (kind, span) =
                if let Some((index, m)) = mentions.peek().filter(|(_, m)| m.span.start == start) {
                    (UnitKind::Mention(*index), m.span)
                } else if let Some(t) = times.peek().filter(|t| t.span.start == start) {
                    (UnitKind::Time, t.span)
                } else {
                    let next = mentions.peek().map(|(_, m)| (m.first - sentence.first) as usize);
                    let until = next.unwrap_or(tokens.len()).max(at + 1);
                    let close = at > 0 && tokens[at - 1].span.end == start;
                    let (kind, len) = self.word(&words[at..until], tokens[at].kind, close);
                    (kind, tokens[at].span.cover(tokens[at + len - 1].span))
                };
            while at < tokens.len() && tokens[at].span.start < span.end {
                at += 1;
            }
            let quoted = annotated.quotation_of(span).is_some();
            units.push(Unit { kind, span, quoted, bracketed: false });
        }
        mark_brackets(annotated.text(), &mut units);
        units
    }

    fn word(&self, words: &[(Span, u32)], token: TokenKind, close: bool) -> (UnitKind, usize) {
        if token == TokenKind::Punct {
            let possessive = self.functions.longest(words.iter().map(|(_, w)| *w));
            let possessive = possessive.filter(|(_, f)| close && f.any(Functions::OWNER));
            return possessive.map_or((UnitKind::Punct, 1), |(len, f)| (UnitKind::Function(f), len));
        }
        let trigger = self.frames.triggers.longest(words.iter().map(|(_, w)| *w));
        let function = self.functions.longest(words.iter().map(|(_, w)| *w));
        let compound = self.functions.compound(words.iter().map(|(_, w)| *w));
        if trigger.is_none_or(|(len, _)| len < compound)
            && function.is_none_or(|(len, _)| len < compound)
            && compound > 0
        {
            return (UnitKind::Word, compound);
        }
        match (trigger, function) {
            (Some((len, frames)), function)
                if function.is_none_or(|(n, f)| n < len || n == len && !f.any(Functions::NOISE)) =>
            {
                let functions = function.filter(|(n, _)| *n == len).map(|(_, f)| f).unwrap_or_default();
                (UnitKind::Trigger(frames.to_vec(), functions), len)
            }
            (_, Some((len, functions))) => (UnitKind::Function(functions), len),
            _ => (UnitKind::Word, 1),
        }
    }
}

/// The most units that a pair of brackets may enclose.
const BRACKETED: usize = 16;

fn mark_brackets(text: &str, units: &mut [Unit]) {
    let is = |unit: &Unit, mark: &str| unit.kind == UnitKind::Punct && unit.span.slice(text) == mark;
    let mut open = None;
    for i in 0..units.len() {
        if is(&units[i], "(") {
            open = Some(i);
        } else if is(&units[i], ")")
            && let Some(from) = open.take()
            && i - from <= BRACKETED
        {
            units[from..=i].iter_mut().for_each(|u| u.bracketed = true);
        }
    }
}
