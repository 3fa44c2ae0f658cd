//! Who acts and who receives it, chosen by a log-linear model over the noun phrases of the sentence and the parties
//! of the article.
//!
//! The rules of [`crate::arguments`] make a proposal; their choice is one feature among the others. The weights are
//! data of the language pack (`events/chooser.tsv`), trained by `cargo xtask train-chooser`; a pack without them keeps
//! to the rules.

use crate::arguments::{Arguments, Filled};
use crate::carry::Carry;
use crate::clause::{Clause, Group};
use crate::frame::{Domestic, Form, Frame, Require};
use crate::scene::{Scene, Standing, steps};
use crate::tally::{Chooser, Piece, Tally, piece};
use entente_text::{Category, MentionKind, Party};
use std::sync::Arc;

/// One party, or several together, that may stand on one side of an act.
#[derive(Debug, Clone)]
pub struct Side {
    /// Their codes; none when nobody is on that side.
    pub codes: Arc<[String]>,
    /// Names of the features, when asked for.
    pub features: Vec<String>,
    source: Source,
    score: f32,
    /// Place of the first by how often the article names it.
    rank: usize,
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
    fn name(self) -> Piece<'static> {
        match self {
            Self::Phrase(_) => piece!("phrase"),
            Self::Rules => piece!("rules"),
            Self::Subject => piece!("subject"),
            Self::Speaker => piece!("speaker"),
            Self::Prominent => piece!("prominent"),
            Self::Together => piece!("together"),
            Self::Nobody => piece!("nobody"),
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
    pub rules: Option<&'a Filled>,
}

/// What was chosen.
pub(crate) struct Choice {
    /// `None` where they are those of the rules.
    pub arguments: Option<Arguments>,
    /// From 0 to 1, against all else that could have been chosen.
    pub sure: f32,
    /// Whose choice it is: that of the rules, or another.
    pub by: &'static str,
}

const ACTOR: Piece<'static> = Piece::new("actor");
const RECIPIENT: Piece<'static> = Piece::new("recipient");

/// How many parties of the article may be meant without being named in the sentence.
const PROMINENT: usize = 3;

impl Question<'_> {
    /// How the act is built, as the first part of a feature's name.
    fn form(&self) -> Piece<'static> {
        let frame = self.frame;
        if crate::arguments::passive(self.clause, self.at).is_some() && frame.form == Form::Verb {
            return piece!("passive");
        }
        match frame.form {
            Form::Noun => piece!("noun"),
            Form::Passive => piece!("by"),
            Form::Verb if frame.reversed => piece!("reversed"),
            Form::Verb if frame.reported.is_some() => piece!("reported"),
            Form::Verb => piece!("verb"),
        }
    }

    /// Everything that can be chosen, scored; with the names of the features where `named`.
    pub fn choices(&self, chooser: &Chooser, named: bool) -> Choices {
        let form = self.form();
        let proposal = self.rules.map(|rules| {
            let codes = |p: &[Party]| p.iter().map(|p| p.code.clone()).collect();
            let together = rules.arguments.together;
            Proposal { actors: codes(&rules.actors), recipients: codes(&rules.recipients), together }
        });
        let (actor, recipient) = ([form, ACTOR], [form, RECIPIENT]);
        let mut actors = self.side(chooser, actor, named, proposal.as_ref().map(|p| p.actors.as_slice()));
        let own = proposal.as_ref().map(|p| p.recipients.as_slice());
        let mut recipients = self.side(chooser, recipient, named, own);
        actors.retain(|c| !(c.codes.is_empty() || self.frame.single && c.codes.len() > 1));
        let mutual = self.frame.category().is_mutual();
        let nobody = self.frame.require == Require::Actor
            || proposal.as_ref().is_some_and(|p| p.recipients.is_empty() && !p.together);
        for (source, allowed) in [(Source::Together, mutual), (Source::Nobody, nobody)] {
            if allowed {
                let rules = own.is_some_and(<[_]>::is_empty);
                recipients.push(self.candidate(chooser, recipient, named, source, Arc::default(), rules));
            }
        }
        let pairs = self.pairs(chooser, form, named, &actors, &recipients, proposal.as_ref());
        Choices { category: self.frame.category(), actors, recipients, pairs }
    }

    fn side(
        &self,
        chooser: &Chooser,
        prefix: [Piece<'_>; 2],
        named: bool,
        rules: Option<&[String]>,
    ) -> Vec<Side> {
        let mut all: Vec<Side> = Vec::with_capacity(self.scene.phrases.len() + PROMINENT + 5);
        let (scene, carry) = (self.scene, self.carry);
        let ruled = |codes: &[String]| rules.is_some_and(|r| r == codes);
        for (i, phrase) in scene.phrases.iter().enumerate() {
            let (source, codes) = (Source::Phrase(i), Arc::clone(&phrase.codes));
            let rules = ruled(&codes);
            all.push(self.candidate(chooser, prefix, named, source, codes, rules));
        }
        let mut take = |source: Source, codes: &[String]| {
            if !codes.is_empty() && all.iter().all(|c| *c.codes != *codes) {
                all.push(self.candidate(chooser, prefix, named, source, codes.into(), ruled(codes)));
            }
        };
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
        prefix: [Piece<'_>; 2],
        named: bool,
        source: Source,
        codes: Arc<[String]>,
        rules: bool,
    ) -> Side {
        let mut tally = Tally::new(chooser, prefix, named);
        tally.add(piece!("source"), source.name());
        tally.add3(piece!("source "), Piece::new(self.frame.category().name()), source.name());
        let rank = match source {
            Source::Phrase(i) => {
                self.scene.describe(self.clause, i, self.at, self.frame, &mut tally);
                self.scene.phrases[i].standing.first
            }
            Source::Together | Source::Nobody => {
                tally.add3(piece!("source "), Piece::new(&self.frame.id), source.name());
                usize::MAX
            }
            _ => {
                let standing = Standing::of(self.carry, &codes);
                standing.describe(&mut tally);
                standing.first
            }
        };
        if let Some(known) = self.rules.map(|r| &r.arguments).filter(|_| rules) {
            let is_actor = prefix[1].text() == ACTOR.text();
            let (cost, carried) = if is_actor {
                (known.actors.cost, known.carried)
            } else {
                (known.recipients.cost, known.implied)
            };
            let how = if carried { "carried" } else { crate::confidence::step(cost) };
            tally.add(piece!("rules"), Piece::new(how));
        }
        Side { codes, source, rank, score: tally.sum, features: tally.into_names() }
    }

    fn pairs(
        &self,
        chooser: &Chooser,
        form: Piece<'_>,
        named: bool,
        actors: &[Side],
        recipients: &[Side],
        proposal: Option<&Proposal>,
    ) -> Vec<Pairing> {
        let mut pairs = Vec::with_capacity(actors.len() * recipients.len());
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
                let mut tally = Tally::new(chooser, [form, piece!("pair")], named);
                let meant = proposal.is_some_and(|p| {
                    *p.actors == *actor.codes
                        && *p.recipients == *recipient.codes
                        && p.together == (recipient.source == Source::Together)
                });
                if meant {
                    tally.add(piece!("rules"), piece!("both"));
                }
                self.describe_pair(actor, recipient, &mut tally);
                let score = actor.score + recipient.score + tally.sum;
                pairs.push(Pairing { actor: a, recipient: r, score, features: tally.into_names() });
            }
        }
        pairs
    }

    fn describe_pair(&self, actor: &Side, recipient: &Side, tally: &mut Tally<'_>) {
        if let (Source::Phrase(a), Source::Phrase(r)) = (actor.source, recipient.source) {
            let at = |i: usize| self.scene.phrases[i].group.units[0];
            let (actor_before, recipient_before) = (at(a) < self.at, at(r) < self.at);
            let side = |before| if before { piece!("<") } else { piece!(">") };
            tally.add3(piece!("sides "), side(actor_before), side(recipient_before));
            if actor_before == recipient_before {
                let order = if a < r { piece!("actor first") } else { piece!("recipient first") };
                tally.add3(piece!("order"), side(actor_before), order);
            }
            tally.add(piece!("apart"), steps(a.abs_diff(r)));
        }
        if matches!(recipient.source, Source::Together | Source::Nobody) {
            tally.add3(recipient.source.name(), piece!(" of"), steps(actor.codes.len()));
        } else if !actor.codes.is_empty() && !recipient.codes.is_empty() {
            tally.add(piece!("met"), steps(self.carry.met_at(actor.rank, recipient.rank)));
        }
        if recipient.codes.iter().any(|c| actor.codes.contains(c)) {
            tally.add(piece!("both sides"), piece!("yes"));
        }
        // "kêu gọi Mỹ …" is not said by the USA.
        let object = self.scene.object_of(self.clause, self.at);
        if object.is_some_and(|o| o.iter().any(|c| actor.codes.contains(c) && !recipient.codes.contains(c))) {
            tally.add(piece!("object"), piece!("acts"));
        }
    }

    /// The best choice as arguments, with how sure it is from 0 to 1.
    pub fn best(&self, chooser: &Chooser) -> Option<Choice> {
        let mut choices = self.choices(chooser, false);
        for pair in &mut choices.pairs {
            if self.frame.statement && choices.recipients[pair.recipient].source == Source::Nobody {
                pair.score -= NOBODY;
            }
        }
        let best = choices.pairs.iter().reduce(|b, p| if p.score > b.score { p } else { b })?;
        let total: f32 = choices.pairs.iter().map(|p| (p.score - best.score).exp()).sum();
        let (actor, recipient) = (&choices.actors[best.actor], &choices.recipients[best.recipient]);
        let together = recipient.source == Source::Together;
        if let Some(rules) = self.rules {
            let same = |p: &[Party], c: &[String]| p.iter().map(|p| &p.code).eq(c.iter());
            let sides = same(&rules.actors, &actor.codes) && same(&rules.recipients, &recipient.codes);
            if sides && rules.arguments.together == together {
                return Some(Choice { arguments: None, sure: 1.0 / total, by: "rules" });
            }
        }
        let group = |c: &Side| match c.source {
            Source::Phrase(i) => Group { cost: CHOSEN, ..self.scene.phrases[i].group.clone() },
            _ => Group::default(),
        };
        let others =
            |c: &Side| if matches!(c.source, Source::Phrase(_)) { Vec::new() } else { c.codes.to_vec() };
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
        Some(Choice { arguments: Some(arguments), sure: 1.0 / total, by })
    }
}

/// What speaks against nobody as recipient besides the weights: readers note one wherever they can tell whom an act is
/// meant for.
const NOBODY: f32 = 1.2;

/// What an argument costs that the rules would not have taken.
const CHOSEN: u32 = 7;
