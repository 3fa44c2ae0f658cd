//! Who may act in a sentence and who may be meant.

use crate::carry::Carry;
use crate::clause::{Clause, Group};
use crate::coder::Trial;
use crate::noun_phrase::NounPhrase;
use entente_text::{Category, MentionKind, Party, Span};
use std::borrow::Cow;

/// Where a side comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A noun phrase of the sentence.
    Phrase,
    /// Who says the words in quotation marks, named elsewhere.
    Speaker,
    /// The subject of the sentence before.
    Subject,
    /// Whom the article names most often together with the actor.
    Partner,
    /// Whom the article names most often.
    Main,
    /// Who was named last.
    Recent,
    /// Nobody.
    Nobody,
}

impl Source {
    pub fn name(self) -> &'static str {
        match self {
            Self::Phrase => "phrase",
            Self::Speaker => "speaker",
            Self::Subject => "subject",
            Self::Partner => "partner",
            Self::Main => "main",
            Self::Recent => "recent",
            Self::Nobody => "nobody",
        }
    }
}

/// One party, or several that are joined.
#[derive(Debug, Clone)]
pub(crate) struct Side<'a> {
    pub source: Source,
    pub codes: Cow<'a, [String]>,
    /// Its units, where the sentence names it.
    pub group: Group,
    /// Its units: the first, and one past the last.
    pub parts: (usize, usize),
    pub kind: Option<MentionKind>,
    pub quoted: bool,
}

impl<'a> Side<'a> {
    fn silent(source: Source, codes: &'a [String]) -> Self {
        Self {
            source,
            codes: codes.into(),
            group: Group::default(),
            parts: (0, 0),
            kind: None,
            quoted: false,
        }
    }

    /// Whether the sentence names it.
    pub fn is_named(&self) -> bool {
        self.source == Source::Phrase
    }

    /// Whether both have a party in common.
    pub fn shares(&self, codes: &[String]) -> bool {
        self.codes.iter().any(|c| codes.contains(c))
    }

    /// Whether one of its parties is among these.
    pub fn named_in(&self, parties: &[Party]) -> bool {
        parties.iter().any(|p| self.codes.contains(&p.code))
    }

    /// Where it is named.
    pub fn span(&self, clause: &Clause<'_>) -> Option<Span> {
        clause.span(&self.group)
    }
}

/// An act told earlier in the article.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// The sentence.
    pub sentence: usize,
    pub category: Category,
    /// Its parties, by their numbers in the article.
    pub actors: Vec<u32>,
    pub recipients: Vec<u32>,
}

/// The most acts that are remembered.
pub(crate) const REMEMBERED: usize = 200;

/// Keeps the acts that frames found in a sentence for the next ones.
pub(crate) fn remember(carry: &mut Carry, trials: &[Trial], sentence: usize) {
    for claim in trials.iter().filter(|t| !t.proposed).filter_map(|t| t.outcome.as_ref().ok()) {
        let mut numbers = |side: &[Party]| side.iter().map(|p| carry.number_anew(&p.code)).collect();
        let (actors, recipients) = (numbers(&claim.actors), numbers(&claim.recipients));
        carry.acts.push(Told { sentence, category: claim.category, actors, recipients });
    }
    let many = carry.acts.len().saturating_sub(REMEMBERED);
    carry.acts.drain(..many);
}

/// The noun phrases of a sentence, from left to right.
fn phrases<'a>(clause: &Clause<'a>) -> Vec<Side<'a>> {
    let side = |NounPhrase { mention, group, codes, first, end }: NounPhrase<'a>| Side {
        source: Source::Phrase,
        codes,
        group,
        parts: (first, end),
        kind: Some(mention.kind),
        quoted: clause.units[first].quoted,
    };
    clause.noun_phrases().map(side).collect()
}

/// Who may act in a sentence, and who may be meant.
#[derive(Debug)]
pub(crate) struct Cast<'a> {
    /// The noun phrases, then whoever else may act or be meant.
    pub sides: Vec<Side<'a>>,
    /// How many of them are noun phrases.
    named: usize,
    /// Who may act, as places in `sides`.
    pub actors: Vec<Actor>,
    /// Who says words of the sentence that stand in quotation marks.
    pub speaker: Option<&'a [String]>,
}

/// Who may act.
#[derive(Debug)]
pub(crate) struct Actor {
    /// Its place.
    pub at: usize,
    /// The places of those whom it may mean without naming them.
    pub silent: Vec<usize>,
    /// Whom the article names most often together with it: its place among the article's parties.
    pub partner: Option<usize>,
}

impl<'a> Cast<'a> {
    /// The cast of a sentence; nobody where nobody may act.
    pub fn of(clause: &Clause<'a>, carry: &'a Carry) -> Self {
        let speaker = speaker(clause);
        let mut sides = phrases(clause);
        let named = sides.len();
        let mut actors = actors(carry, &mut sides, speaker);
        actors.truncate(ACTORS);
        let actors = actors.into_iter().map(|at| {
            let partner = partner(carry, &sides[at]);
            let partner_code = partner.map(|rank| &carry.weights[rank].0);
            Actor { at, silent: silent(carry, &mut sides, named, at, partner_code), partner }
        });
        let actors = actors.collect();
        Self { sides, named, actors, speaker }
    }

    /// The noun phrases, from left to right.
    pub fn phrases(&self) -> &[Side<'a>] {
        &self.sides[..self.named]
    }

    /// Whoever `actor` may act on, as places.
    pub fn recipients<'c>(&'c self, actor: &'c Actor) -> impl Iterator<Item = usize> + 'c {
        let others = (0..self.named).chain(actor.silent.iter().copied());
        others.filter(|at| !self.sides[actor.at].shares(&self.sides[*at].codes))
    }
}

/// The most parties of a sentence that are looked at as actors.
const ACTORS: usize = 8;

/// Who may act: whoever the sentence names, places aside; who speaks its quotation; the subject of the one before.
fn actors<'a>(carry: &'a Carry, sides: &mut Vec<Side<'a>>, speaker: Option<&'a [String]>) -> Vec<usize> {
    let mut all: Vec<usize> =
        (0..sides.len()).filter(|i| sides[*i].kind != Some(MentionKind::Place)).collect();
    for (source, codes) in [(Source::Speaker, speaker), (Source::Subject, Some(carry.subject.as_slice()))] {
        if let Some(codes) = codes.filter(|c| !c.is_empty())
            && all.iter().all(|at| *sides[*at].codes != *codes)
        {
            all.push(sides.len());
            sides.push(Side::silent(source, codes));
        }
    }
    all
}

/// Who says words of the sentence that stand in quotation marks.
fn speaker<'a>(clause: &Clause<'a>) -> Option<&'a [String]> {
    let quoted = (0..clause.units.len()).rev().filter(|i| clause.units[*i].quoted);
    let speaker = quoted.take(1).find_map(|i| clause.speaker_of_quote(i));
    speaker.filter(|m| m.kind != MentionKind::Outsider).map(|m| m.polities.as_slice())
}

/// Who may be meant though the sentence doesn't name them, seen from `actor`; and nobody. The first `named` sides are
/// the sentence's phrases.
fn silent<'a>(
    carry: &'a Carry,
    sides: &mut Vec<Side<'a>>,
    named: usize,
    actor: usize,
    partner: Option<&'a String>,
) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    let mut take = |source: Source, code: &'a String| {
        let code = std::slice::from_ref(code);
        let known = |at: usize| sides[at].shares(code);
        if !(0..named).chain([actor]).any(known) && !all.iter().any(|at| known(*at)) {
            all.push(place_of(sides, source, code));
        }
    };
    if let Some(partner) = partner {
        take(Source::Partner, partner);
    }
    carry.weights.iter().take(2).for_each(|(code, _)| take(Source::Main, code));
    carry.parties.iter().rev().take(2).for_each(|code| take(Source::Recent, code));
    all.push(place_of(sides, Source::Nobody, &[]));
    all
}

/// Where such a silent side stands, at the end where there is none yet.
fn place_of<'a>(sides: &mut Vec<Side<'a>>, source: Source, codes: &'a [String]) -> usize {
    let known = sides.iter().position(|s| s.source == source && *s.codes == *codes);
    known.unwrap_or_else(|| {
        sides.push(Side::silent(source, codes));
        sides.len() - 1
    })
}

/// Whom the article names most often together with the actor, as a place among its parties.
fn partner(carry: &Carry, actor: &Side<'_>) -> Option<usize> {
    let rank = carry.rank(actor.codes.first()?);
    let own: Vec<usize> = actor.codes[1..].iter().map(|c| carry.rank(c)).collect();
    let others = (0..carry.weights.len()).filter(|j| *j != rank && !own.contains(j));
    let best = others.max_by_key(|j| (carry.met_at(rank, *j), std::cmp::Reverse(*j)))?;
    (carry.met_at(rank, best) > 0).then_some(best)
}
