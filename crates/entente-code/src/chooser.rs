//! Who acts and who receives it, chosen by a log-linear model over the noun phrases of the sentence and the parties
//! of the article.
//!
//! The rules of [`crate::arguments`] make a proposal; their choice is one feature among the others. The weights are
//! data of the language pack (`events/chooser.tsv`), trained by `cargo xtask train`; a pack without them keeps
//! to the rules.

use crate::arguments::{Arguments, Carry};
use crate::clause::{Clause, Group};
use crate::frame::{Domestic, Form, Frame, Require};
use crate::scene::{Scene, standing, steps};
use entente_lang::{Pack, PackError};
use entente_text::{Category, MentionKind};
use rustc_hash::FxHashMap;

const FILE: &str = "events/chooser.tsv";

/// The weights of a language, by the hash of the feature's name.
#[derive(Debug, Clone, Default)]
pub struct Chooser {
    weights: FxHashMap<u64, f32>,
}

impl Chooser {
    /// Reads the weights; a pack without them gives a chooser that keeps to the rules.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        if pack.file(FILE).is_err() {
            return Ok(Self::default());
        }
        let mut chooser = Self::default();
        for (line, row) in pack.tsv(FILE)? {
            let weight: f32 = row[1].parse().map_err(|_| {
                pack.error(
                    FILE,
                    Some(line),
                    format!("{:?} is no number; write a weight such as -0.75", row[1]),
                )
            })?;
            chooser.set(row[0], weight);
        }
        Ok(chooser)
    }

    /// A chooser with these weights.
    pub fn of<'a>(weights: impl IntoIterator<Item = (&'a str, f32)>) -> Self {
        let mut chooser = Self::default();
        for (name, weight) in weights {
            chooser.set(name, weight);
        }
        chooser
    }

    fn set(&mut self, name: &str, weight: f32) {
        self.weights.insert(hash(START, name), weight);
    }

    /// Whether there is anything to choose by.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, piece by piece: a name's hash is that of its pieces one after the other.
fn hash(start: u64, piece: &str) -> u64 {
    piece.bytes().fold(start, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Sums the weights of features while they are named.
pub(crate) struct Tally<'w> {
    chooser: &'w Chooser,
    prefix: u64,
    sum: f32,
    /// The names too, when they are asked for: the prefix and what was named.
    names: Option<(String, Vec<String>)>,
}

impl<'w> Tally<'w> {
    fn new(chooser: &'w Chooser, prefix: [&str; 2], named: bool) -> Self {
        let [form, side] = prefix;
        Self {
            chooser,
            prefix: hash(hash(hash(hash(START, form), "."), side), "."),
            sum: 0.0,
            names: named.then(|| (format!("{form}.{side}."), Vec::new())),
        }
    }

    /// Names `name=value`.
    pub fn add(&mut self, name: &str, value: &str) {
        self.add3(name, "", value);
    }

    /// Names `name` `more` `=value`.
    pub fn add3(&mut self, name: &str, more: &str, value: &str) {
        let key = hash(hash(hash(hash(self.prefix, name), more), "="), value);
        self.sum += self.chooser.weights.get(&key).copied().unwrap_or(0.0);
        if let Some((prefix, names)) = &mut self.names {
            names.push(format!("{prefix}{name}{more}={value}"));
        }
    }
}

/// One party, or several together, that may stand on one side of an act.
#[derive(Debug, Clone)]
pub struct Side {
    /// Their codes; none when nobody is on that side.
    pub codes: Vec<String>,
    /// Names of the features, when asked for.
    pub features: Vec<String>,
    source: Source,
    score: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// A noun phrase of the sentence, by its place in the scene.
    Phrase(usize),
    /// As the rules found it.
    Rules,
    /// The subject of the sentence before.
    Subject,
    /// Who says the words.
    Speaker,
    /// A party prominent in the article.
    Prominent,
    /// Both sides are on the other side.
    Together,
    /// Nobody.
    Nobody,
}

impl Source {
    fn name(self) -> &'static str {
        match self {
            Self::Phrase(_) => "phrase",
            Self::Rules => "rules",
            Self::Subject => "subject",
            Self::Speaker => "speaker",
            Self::Prominent => "prominent",
            Self::Together => "together",
            Self::Nobody => "nobody",
        }
    }
}

/// All that can be chosen from at one trigger for one frame.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Category of the act.
    pub category: Category,
    /// Who may act.
    pub actors: Vec<Side>,
    /// Who may receive it.
    pub recipients: Vec<Side>,
    /// Which of them go together: actor, recipient, names of features of the pair, score.
    pub pairs: Vec<Pairing>,
}

/// An actor with a recipient.
#[derive(Debug, Clone)]
pub struct Pairing {
    /// Place of the actor among the candidates.
    pub actor: usize,
    /// Place of the recipient among the candidates.
    pub recipient: usize,
    /// Names of the features of the two together, when asked for.
    pub features: Vec<String>,
    score: f32,
}

/// What the rules found, in codes.
struct Proposal {
    actors: Vec<String>,
    recipients: Vec<String>,
    together: bool,
}

/// What a choice is made for.
pub(crate) struct Question<'a> {
    pub clause: &'a Clause<'a>,
    pub scene: &'a Scene,
    pub carry: &'a Carry,
    pub at: usize,
    pub frame: &'a Frame,
    /// What the rules say.
    pub rules: Option<&'a Arguments>,
}

/// What was chosen.
pub(crate) struct Choice {
    pub arguments: Arguments,
    /// From 0 to 1, against all else that could have been chosen.
    pub sure: f32,
    /// Whose choice it is: that of the rules, or another.
    pub by: &'static str,
}

/// How many parties of the article may be meant without being named in the sentence.
const PROMINENT: usize = 3;

impl Question<'_> {
    /// How the act is built, as the first part of a feature's name.
    fn form(&self) -> &'static str {
        let frame = self.frame;
        if crate::arguments::passive(self.clause, self.at).is_some() && frame.form == Form::Verb {
            return "passive";
        }
        match frame.form {
            Form::Noun => "noun",
            Form::Passive => "by",
            Form::Verb if frame.reversed => "reversed",
            Form::Verb if frame.reported.is_some() => "reported",
            Form::Verb => "verb",
        }
    }

    /// Everything that can be chosen, scored; with the names of the features where `named`.
    pub fn choices(&self, chooser: &Chooser, named: bool) -> Choices {
        let form = self.form();
        let proposal = self.rules.map(|a| {
            let (actors, recipients) = a.sides(self.clause);
            let codes = |p: Vec<entente_text::Party>| p.into_iter().map(|p| p.code).collect();
            Proposal { actors: codes(actors), recipients: codes(recipients), together: a.together }
        });
        let mut actors =
            self.side(chooser, [form, "actor"], named, proposal.as_ref().map(|p| p.actors.as_slice()));
        let own = proposal.as_ref().map(|p| p.recipients.as_slice());
        let mut recipients = self.side(chooser, [form, "recipient"], named, own);
        actors.retain(|c| !(c.codes.is_empty() || self.frame.single && c.codes.len() > 1));
        let mutual = self.frame.category().is_mutual();
        let nobody = self.frame.require == Require::Actor
            || proposal.as_ref().is_some_and(|p| p.recipients.is_empty() && !p.together);
        for (source, allowed) in [(Source::Together, mutual), (Source::Nobody, nobody)] {
            if allowed {
                recipients.push(self.candidate(
                    chooser,
                    [form, "recipient"],
                    named,
                    source,
                    Vec::new(),
                    own.is_some_and(<[_]>::is_empty),
                ));
            }
        }
        let pairs = self.pairs(chooser, form, named, &actors, &recipients, proposal.as_ref());
        Choices { category: self.frame.category(), actors, recipients, pairs }
    }

    fn side(&self, chooser: &Chooser, prefix: [&str; 2], named: bool, rules: Option<&[String]>) -> Vec<Side> {
        let mut all: Vec<Side> = Vec::new();
        let (scene, carry) = (self.scene, self.carry);
        let mut take = |source: Source, codes: &[String]| {
            if !codes.is_empty()
                && (matches!(source, Source::Phrase(_)) || all.iter().all(|c| c.codes != codes))
            {
                all.push(self.candidate(
                    chooser,
                    prefix,
                    named,
                    source,
                    codes.to_vec(),
                    rules.is_some_and(|r| r == codes),
                ));
            }
        };
        for (i, phrase) in scene.phrases.iter().enumerate() {
            take(Source::Phrase(i), &phrase.codes);
        }
        if let Some(rules) = rules {
            take(Source::Rules, rules);
        }
        if self.clause.units[self.at].quoted
            && let Some(m) = self.clause.speaker_of_quote(self.at).filter(|m| m.kind != MentionKind::Outsider)
        {
            take(Source::Speaker, &m.polities);
        }
        take(Source::Subject, &carry.subject);
        for (code, _) in carry.weights.iter().take(PROMINENT) {
            take(Source::Prominent, std::slice::from_ref(code));
        }
        all
    }

    fn candidate(
        &self,
        chooser: &Chooser,
        prefix: [&str; 2],
        named: bool,
        source: Source,
        codes: Vec<String>,
        rules: bool,
    ) -> Side {
        let mut tally = Tally::new(chooser, prefix, named);
        tally.add("source", source.name());
        let category = self.frame.category().name();
        tally.add3("source ", category, source.name());
        match source {
            Source::Phrase(i) => {
                self.scene.describe(self.clause, self.carry, i, self.at, self.frame, &mut tally);
            }
            Source::Together | Source::Nobody => tally.add3("source ", &self.frame.id, source.name()),
            _ => standing(self.carry, &codes, &mut tally),
        }
        if let Some(known) = self.rules {
            let cost = if prefix[1] == "actor" { known.actors.cost } else { known.recipients.cost };
            let (carried, by) =
                if prefix[1] == "actor" { (known.carried, "rules") } else { (known.implied, "rules") };
            if rules {
                tally.add(by, if carried { "carried" } else { crate::confidence::step(cost) });
            }
        }
        Side { codes, source, score: tally.sum, features: tally.names.map_or_else(Vec::new, |n| n.1) }
    }

    fn pairs(
        &self,
        chooser: &Chooser,
        form: &str,
        named: bool,
        actors: &[Side],
        recipients: &[Side],
        proposal: Option<&Proposal>,
    ) -> Vec<Pairing> {
        let mut pairs = Vec::new();
        for (a, actor) in actors.iter().enumerate() {
            for (r, recipient) in recipients.iter().enumerate() {
                let within = recipient.codes.iter().all(|c| actor.codes.contains(c));
                let possible = match recipient.source {
                    Source::Together => actor.codes.len() >= 2,
                    Source::Nobody => true,
                    _ => !within || self.frame.domestic != Domestic::Never,
                };
                if !possible {
                    continue;
                }
                let mut tally = Tally::new(chooser, [form, "pair"], named);
                let meant = proposal.is_some_and(|p| {
                    p.actors == actor.codes
                        && p.recipients == recipient.codes
                        && p.together == (recipient.source == Source::Together)
                });
                if meant {
                    tally.add("rules", "both");
                }
                self.describe_pair(actor, recipient, &mut tally);
                let score = actor.score + recipient.score + tally.sum;
                pairs.push(Pairing {
                    actor: a,
                    recipient: r,
                    score,
                    features: tally.names.map_or_else(Vec::new, |n| n.1),
                });
            }
        }
        pairs
    }

    fn describe_pair(&self, actor: &Side, recipient: &Side, tally: &mut Tally<'_>) {
        if let (Source::Phrase(a), Source::Phrase(r)) = (actor.source, recipient.source) {
            let at = |i: usize| self.scene.phrases[i].group.units[0];
            let side = |i: usize| if at(i) < self.at { "<" } else { ">" };
            tally.add3("sides ", side(a), side(r));
            if side(a) == side(r) {
                tally.add3("order", side(a), if a < r { "actor first" } else { "recipient first" });
            }
            tally.add("apart", steps(a.abs_diff(r)));
        }
        if matches!(recipient.source, Source::Together | Source::Nobody) {
            tally.add3(recipient.source.name(), " of", steps(actor.codes.len()));
        } else if let ([a, ..], [r, ..]) = (actor.codes.as_slice(), recipient.codes.as_slice()) {
            tally.add("met", steps(self.carry.met(a, r)));
        }
        if recipient.codes.iter().any(|c| actor.codes.contains(c)) {
            tally.add("both sides", "yes");
        }
    }

    /// The best choice as arguments, with how sure it is from 0 to 1.
    pub fn best(&self, chooser: &Chooser) -> Option<Choice> {
        let choices = self.choices(chooser, false);
        let best = choices.pairs.iter().reduce(|b, p| if p.score > b.score { p } else { b })?;
        let total: f32 = choices.pairs.iter().map(|p| (p.score - best.score).exp()).sum();
        let (actor, recipient) = (&choices.actors[best.actor], &choices.recipients[best.recipient]);
        let together = recipient.source == Source::Together;
        if let Some(rules) = self.rules {
            let (a, r) = rules.sides(self.clause);
            let same = |p: &[entente_text::Party], c: &[String]| p.iter().map(|p| &p.code).eq(c.iter());
            if same(&a, &actor.codes) && same(&r, &recipient.codes) && rules.together == together {
                return Some(Choice { arguments: rules.clone(), sure: 1.0 / total, by: "rules" });
            }
        }
        let group = |c: &Side| match c.source {
            Source::Phrase(i) => Group { cost: CHOSEN, ..self.scene.phrases[i].group.clone() },
            _ => Group::default(),
        };
        let others =
            |c: &Side| if matches!(c.source, Source::Phrase(_)) { Vec::new() } else { c.codes.clone() };
        let arguments = Arguments {
            actors: group(actor),
            actor_codes: others(actor),
            carried: !matches!(actor.source, Source::Phrase(_)),
            recipients: group(recipient),
            recipient_codes: others(recipient),
            implied: !recipient.codes.is_empty() && !matches!(recipient.source, Source::Phrase(_)),
            together,
        };
        let by = if self.rules.is_some() { "model" } else { "model alone" };
        Some(Choice { arguments, sure: 1.0 / total, by })
    }
}

/// What an argument costs that the rules would not have taken.
const CHOSEN: u32 = 7;
