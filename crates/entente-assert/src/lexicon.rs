//! The pack's words, each phrase with the tags that say what it does in a clause.

use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::{Position, Stage};
use serde::Deserialize;

/// What a phrase does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Preposition,
    /// Brings in where something is to be.
    Place,
    /// Brings in whose something is, or with whom.
    Owner,
    And,
    Auxiliary,
    Opener,
    Break,
    Negation,
    /// Makes a verb behind it a noun.
    Nominal,
    /// A holder of a view without a name.
    Anonymous,
    Condition,
    Passive,
    /// Holds one of the other phrases and is none of them.
    Noise,
    /// What no stance is held toward: "each other".
    NotToward,
    Demonstrative,
    /// The same before the noun.
    Pointer,
    Several,
    Reason,
    /// A reason where no party follows.
    ReasonAlone,
    Purpose,
    Ought,
    OughtNot,
    Speaker,
    /// A verb that brings in somebody's words; the flag: only with "that", a comma or a colon.
    Say(bool),
    That,
    /// Brings in whom words are said to or through whom they are reported.
    To,
    /// A verb by which a paper brings in the one who speaks.
    Cite,
    Title,
    /// A verb behind which a few quoted words are the subject's own.
    Quoting,
    /// A document that speaks for whom it is of.
    Document,
    Stance(usize),
    StanceNoun(usize),
    /// A verb before such a noun: "met with".
    Met,
    Comment,
    Against,
    For,
    Undecided,
    /// The noun of a kind of plan.
    Head(usize),
    /// A verb that carries such a thing out.
    Realise(usize),
    /// The act itself as a noun: "the attendance".
    Act(usize),
    /// A noun for something planned, with the stage that it tells by itself.
    Noun(Option<Stage>),
    Modal(Stage),
    /// What may or ought to be.
    Unsure,
    /// Before a step: somebody wants it, threatens it or makes it a condition.
    Wished,
    Step(Stage),
    Agent,
    DecideVerb,
    DecideNoun,
}

/// A kind of thing that is planned.
#[derive(Debug)]
pub(crate) struct Kind {
    pub id: String,
    /// What a name right behind the head means.
    pub attached: Attached,
}

/// A way to take a stand.
#[derive(Debug)]
pub(crate) struct Stand {
    /// Only where it is held toward a plan.
    pub plan_only: bool,
    pub position: Position,
}

/// All phrases of a pack.
#[derive(Debug)]
pub(crate) struct Lexicon {
    vocabulary: Vocabulary,
    pub phrases: Phrases<Tag>,
    pub fields: Vec<String>,
    pub field_words: Phrases<usize>,
    pub kinds: Vec<Kind>,
    pub stands: Vec<Stand>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    prepositions: Vec<String>,
    places: Vec<String>,
    owners: Vec<String>,
    and: Vec<String>,
    auxiliaries: Vec<String>,
    openers: Vec<String>,
    breaks: Vec<String>,
    negations: Vec<String>,
    nominal: Vec<String>,
    noise: Vec<String>,
    anonymous: Vec<String>,
    conditions: Vec<String>,
    passives: Vec<String>,
    not_toward: Vec<String>,
    demonstratives: Vec<String>,
    pointers: Vec<String>,
    several: Vec<String>,
    reasons: Vec<String>,
    reasons_alone: Vec<String>,
    purposes: Vec<String>,
    ought: Vec<String>,
    ought_not: Vec<String>,
    speakers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidWords {
    verbs: Vec<String>,
    bare: Vec<String>,
    that: Vec<String>,
    to: Vec<String>,
    cite: Vec<String>,
    titles: Vec<String>,
    quoting: Vec<String>,
    documents: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StanceWords {
    stance: Vec<StanceRule>,
    met: Verbs,
    comment: Comment,
    undecided: Verbs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StanceRule {
    /// For readers of the file.
    #[allow(dead_code)]
    id: String,
    position: Position,
    #[serde(default)]
    plan_only: bool,
    verbs: Vec<String>,
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Comment {
    verbs: Vec<String>,
    against: Vec<String>,
    r#for: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    verbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanWords {
    kind: Vec<KindRule>,
    nouns: Nouns,
    modal: Vec<Modal>,
    step: Vec<StepRule>,
    agent: Agent,
    #[serde(default)]
    wished: Wished,
    decision: Decision,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRule {
    id: String,
    heads: Vec<String>,
    verbs: Vec<String>,
    #[serde(default)]
    acts: Vec<String>,
    attached: Attached,
}

/// What a name right behind the noun of a plan means.
#[derive(Debug, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Attached {
    /// A state is where it is to be, an organisation a party.
    Place,
    /// A party.
    Party,
    /// Who holds it, also where it is said to own it.
    Host,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    proposed: Vec<String>,
    scheduled: Vec<String>,
    plain: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Modal {
    stage: Stage,
    #[serde(default)]
    unsure: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepRule {
    stage: Stage,
    verbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Agent {
    words: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Wished {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    verbs: Vec<String>,
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    words: Vec<String>,
}

impl Lexicon {
    /// Whether a pack has these lists at all.
    pub fn is_in(pack: &Pack) -> bool {
        pack.file("assert/words.toml").is_ok()
    }

    /// Compiles the lists of a pack.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let mut lexicon = Self {
            vocabulary: Vocabulary::new(pack)?,
            phrases: Phrases::default(),
            fields: Vec::new(),
            field_words: Phrases::default(),
            kinds: Vec::new(),
            stands: Vec::new(),
        };
        lexicon.take_words(pack.toml("assert/words.toml")?);
        lexicon.take_said(pack.toml("assert/said.toml")?);
        lexicon.take_stances(pack.toml("assert/stances.toml")?);
        lexicon.take_plans(pack.toml("assert/plans.toml")?);
        let fields: std::collections::BTreeMap<String, Field> = pack.toml("events/fields.toml")?;
        for (name, field) in fields {
            let index = lexicon.fields.len();
            lexicon.fields.push(name);
            for word in &field.words {
                let ids = lexicon.vocabulary.folded_phrase(word);
                lexicon.field_words.insert(&ids, index);
            }
        }
        Ok(lexicon)
    }

    fn add(&mut self, words: &[String], tag: Tag) {
        for phrase in words {
            let ids = self.vocabulary.folded_phrase(phrase);
            self.phrases.insert(&ids, tag);
        }
    }

    fn take_words(&mut self, words: Words) {
        for (list, tag) in [
            (words.prepositions, Tag::Preposition),
            (words.places, Tag::Place),
            (words.owners, Tag::Owner),
            (words.and, Tag::And),
            (words.auxiliaries, Tag::Auxiliary),
            (words.openers, Tag::Opener),
            (words.breaks, Tag::Break),
            (words.negations, Tag::Negation),
            (words.nominal, Tag::Nominal),
            (words.noise, Tag::Noise),
            (words.anonymous, Tag::Anonymous),
            (words.conditions, Tag::Condition),
            (words.passives, Tag::Passive),
            (words.not_toward, Tag::NotToward),
            (words.demonstratives, Tag::Demonstrative),
            (words.pointers, Tag::Pointer),
            (words.several, Tag::Several),
            (words.reasons, Tag::Reason),
            (words.reasons_alone, Tag::ReasonAlone),
            (words.purposes, Tag::Purpose),
            (words.ought, Tag::Ought),
            (words.ought_not, Tag::OughtNot),
            (words.speakers, Tag::Speaker),
        ] {
            self.add(&list, tag);
        }
    }

    fn take_said(&mut self, said: SaidWords) {
        let (bare, full): (Vec<_>, Vec<_>) = said.verbs.into_iter().partition(|v| said.bare.contains(v));
        self.add(&bare, Tag::Say(true));
        self.add(&full, Tag::Say(false));
        self.add(&said.that, Tag::That);
        self.add(&said.to, Tag::To);
        self.add(&said.cite, Tag::Cite);
        self.add(&said.titles, Tag::Title);
        self.add(&said.quoting, Tag::Quoting);
        self.add(&said.documents, Tag::Document);
    }

    fn take_stances(&mut self, stances: StanceWords) {
        for rule in stances.stance {
            let index = self.stands.len();
            self.add(&rule.verbs, Tag::Stance(index));
            self.add(&rule.nouns, Tag::StanceNoun(index));
            self.stands.push(Stand { position: rule.position, plan_only: rule.plan_only });
        }
        self.add(&stances.met.verbs, Tag::Met);
        self.add(&stances.comment.verbs, Tag::Comment);
        self.add(&stances.comment.against, Tag::Against);
        self.add(&stances.comment.r#for, Tag::For);
        self.add(&stances.undecided.verbs, Tag::Undecided);
    }

    fn take_plans(&mut self, plans: PlanWords) {
        for rule in plans.kind {
            let index = self.kinds.len();
            self.add(&rule.heads, Tag::Head(index));
            self.add(&rule.verbs, Tag::Realise(index));
            self.add(&rule.acts, Tag::Act(index));
            self.kinds.push(Kind { id: rule.id, attached: rule.attached });
        }
        self.add(&plans.nouns.proposed, Tag::Noun(Some(Stage::Proposed)));
        self.add(&plans.nouns.scheduled, Tag::Noun(Some(Stage::Scheduled)));
        self.add(&plans.nouns.plain, Tag::Noun(None));
        for modal in plans.modal {
            self.add(&modal.words, Tag::Modal(modal.stage));
            if modal.unsure {
                self.add(&modal.words, Tag::Unsure);
            }
        }
        for step in plans.step {
            self.add(&step.verbs, Tag::Step(step.stage));
        }
        self.add(&plans.agent.words, Tag::Agent);
        self.add(&plans.wished.words, Tag::Wished);
        self.add(&plans.decision.verbs, Tag::DecideVerb);
        self.add(&plans.decision.nouns, Tag::DecideNoun);
    }
}
