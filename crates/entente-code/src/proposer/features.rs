//! What is seen of two parties of a sentence.
//!
//! A feature's name is a place and a word there: `btw>:blamed` is the word between an actor and a recipient behind it,
//! `btw>#accuse` the category of its frames. What is seen of the actor alone, of the recipient
//! alone and of both is summed apart, so that each is looked at once.

use super::candidates::{Side, Source, Told, partner};
use super::pieces::Part;
use super::{Proposer, Sums};
use crate::carry::Carry;
use crate::clause::Clause;
use crate::coder::Trial;
use crate::tally::{Piece, piece};
use crate::units::Functions;
use entente_text::{Claim, MentionKind, PassageKind};

/// Sums the weights of features while they are named.
#[derive(Debug, Clone)]
pub(crate) struct Tell<'p> {
    proposer: &'p Proposer,
    pub sums: Sums,
    /// How many features were named.
    pub count: usize,
    /// Their names, when asked for.
    names: Option<Vec<String>>,
    /// What each part says for one answer, when asked for.
    blame: Option<(usize, Vec<f32>)>,
    /// Hashes of the features seen, for each counts once.
    seen: Vec<u64>,
}

impl<'p> Tell<'p> {
    pub fn new(proposer: &'p Proposer, named: bool) -> Self {
        let names = named.then(Vec::new);
        Self { proposer, sums: Sums::default(), count: 0, names, blame: None, seen: Vec::new() }
    }

    /// One that keeps what each of `parts` parts says for an answer.
    pub fn blaming(proposer: &'p Proposer, answer: usize, parts: usize) -> Self {
        Self { blame: Some((answer, vec![0.0; parts])), ..Self::new(proposer, false) }
    }

    fn add(&mut self, place: Piece<'_>, value: Piece<'_>) {
        self.add_at(place, value, None);
    }

    fn add2(&mut self, place: Piece<'_>, first: Piece<'_>, second: Piece<'_>) {
        let hash = second.behind(piece!(" ").behind(first.behind(place.hash())));
        if let Some(names) = &mut self.names {
            names.push(format!("{}{} {}", place.text(), first.text(), second.text()));
        }
        self.weigh(hash, None);
    }

    fn add_at(&mut self, place: Piece<'_>, value: Piece<'_>, part: Option<usize>) {
        if let Some(names) = &mut self.names {
            names.push(format!("{}{}", place.text(), value.text()));
        }
        self.weigh(value.behind(place.hash()), part);
    }

    fn weigh(&mut self, hash: u64, part: Option<usize>) {
        self.count += 1;
        let row = self.proposer.row(hash);
        if row.is_empty() || self.seen.contains(&hash) {
            return;
        }
        self.seen.push(hash);
        for (answer, weight) in row {
            self.sums[usize::from(*answer)] += weight;
            if let (Some((wanted, by_part)), Some(part)) = (&mut self.blame, part)
                && *wanted == usize::from(*answer)
            {
                by_part[part] += weight;
            }
        }
    }

    /// Names the words of a stretch of the sentence.
    fn words(&mut self, place: &Place, scenery: &Scenery<'_>, from: usize, to: usize) {
        for at in from..to.min(scenery.parts.len()) {
            let part = &scenery.parts[at];
            self.add_at(place.word, part.piece(), Some(at));
            if let Some(frame) = part.frame {
                self.add_at(place.frames, Piece::new(frame), Some(at));
                self.add_at(place.frames, Piece::new(category(frame)), Some(at));
            }
        }
    }

    /// What was named, each once.
    pub fn into_names(self) -> Vec<String> {
        let mut names = self.names.unwrap_or_default();
        names.sort();
        names.dedup();
        names
    }

    /// What each part says for the answer that was asked for.
    pub fn into_blame(self) -> Vec<f32> {
        self.blame.map_or_else(Vec::new, |(_, by_part)| by_part)
    }
}

/// A stretch of the sentence, as the first part of a feature's name.
struct Place {
    word: Piece<'static>,
    frames: Piece<'static>,
}

macro_rules! place {
    ($name:literal) => {
        const { Place { word: Piece::new(concat!($name, ":")), frames: Piece::new(concat!($name, "#")) } }
    };
}

/// A sentence with all that features are made from.
pub(crate) struct Scenery<'a> {
    pub clause: &'a Clause<'a>,
    pub carry: &'a Carry,
    pub parts: &'a [Part<'a>],
    pub phrases: &'a [Side],
    pub trials: &'a [Trial],
    /// Who says words of the sentence that stand in quotation marks.
    pub speaker: Option<&'a [String]>,
}

impl Scenery<'_> {
    /// What is seen of who may act.
    pub fn actor(&self, actor: &Side, tell: &mut Tell<'_>) {
        let sentence = self.clause.sentence;
        tell.add(
            piece!("passage="),
            if sentence.kind == PassageKind::Title { piece!("title") } else { piece!("text") },
        );
        tell.add(piece!("length="), steps(self.parts.len()));
        tell.add(piece!("sentence="), steps(self.carry.sentences as usize));
        tell.add(piece!("phrases="), steps(self.phrases.len()));
        if let Some(last) = self.parts.last() {
            tell.add(piece!("end="), if last.is_mark { last.piece() } else { piece!("word") });
        }
        tell.add(piece!("A="), Piece::new(actor.source.name()));
        self.standing(actor, [piece!("Arank="), piece!("Atitle="), piece!("Amany="), piece!("Akind=")], tell);
        let mut start = 0;
        if actor.is_named() {
            self.around(
                actor,
                [piece!("Abefore="), piece!("Abehind="), piece!("Abefore:"), piece!("Abehind:")],
                tell,
            );
            tell.add(piece!("Aquoted="), yes(actor.quoted));
            let first = self.phrases.first().is_some_and(|p| p.parts == actor.parts);
            tell.add(piece!("Afirst="), yes(first));
            start = actor.parts.1;
            self.predicate(start, tell);
            tell.words(&place!("Anext"), self, start, start + 4);
        } else {
            tell.words(&place!("all"), self, 0, self.parts.len());
        }
        self.content(actor, start, tell);
        for told in self.carry.acts.iter().rev() {
            if told.sentence + 1 == self.clause.index && actor.shares(&told.actors) {
                tell.add(piece!("A did before="), Piece::new(told.category.name()));
            }
        }
    }

    /// The first verbs behind the actor.
    fn predicate(&self, start: usize, tell: &mut Tell<'_>) {
        let verb = |at: &usize| {
            let part = &self.parts[*at];
            part.frame.is_some()
                || part.functions.any(Functions::VERB.with(Functions::SPEECH).with(Functions::CONTROL))
        };
        let verbs = (start..self.parts.len().min(start + 7)).filter(verb);
        for (at, name) in verbs.zip([piece!("verb:"), piece!("verb2:")]) {
            tell.add_at(name, self.parts[at].piece(), Some(at));
        }
    }

    /// The words that the actor says, or all behind it.
    fn content(&self, actor: &Side, start: usize, tell: &mut Tell<'_>) {
        let opens = Functions::SPEECH.with(Functions::COMPLEMENTIZER);
        match (start..self.parts.len()).find(|at| self.parts[*at].functions.any(opens)) {
            Some(at) => {
                tell.add_at(piece!("speech:"), self.parts[at].piece(), Some(at));
                let between = self.phrases.iter().any(|p| p.parts.0 >= start && p.parts.0 < at);
                if actor.is_named() && !between {
                    tell.add(piece!("A speaks="), piece!("yes"));
                }
                tell.words(&place!("said"), self, at + 1, self.parts.len());
            }
            None => tell.words(&place!("rest"), self, start, self.parts.len()),
        }
        if let Some(speaker) = self.speaker.filter(|s| actor.shares(s)) {
            tell.add(piece!("A quoted="), steps(speaker.len()));
            let quoted = |part: &Part<'_>| part.quoted;
            let from = self.parts.iter().position(quoted).unwrap_or(0);
            let to = self.parts.iter().rposition(quoted).map_or(from, |at| at + 1);
            tell.words(&place!("quote"), self, from, to);
        }
    }

    /// What is seen of who may be meant.
    pub fn recipient(&self, recipient: &Side, tell: &mut Tell<'_>) {
        tell.add(piece!("B="), Piece::new(recipient.source.name()));
        self.standing(
            recipient,
            [piece!("Brank="), piece!("Btitle="), piece!("Bmany="), piece!("Bkind=")],
            tell,
        );
        if recipient.is_named() {
            self.around(
                recipient,
                [piece!("Bbefore="), piece!("Bbehind="), piece!("Bbefore:"), piece!("Bbehind:")],
                tell,
            );
            tell.add(piece!("Bquoted="), yes(recipient.quoted));
            let (first, end) = recipient.parts;
            tell.words(&place!("Blast"), self, first.saturating_sub(2), first);
            tell.words(&place!("Bnext"), self, end, end + 2);
        }
    }

    /// How prominent a side is in the article, and what it is.
    fn standing(&self, side: &Side, names: [Piece<'static>; 4], tell: &mut Tell<'_>) {
        let rank = side.codes.iter().map(|c| self.carry.rank(c)).min().unwrap_or(99);
        tell.add(names[0], steps(rank.min(99)));
        tell.add(names[1], yes(side.codes.iter().any(|c| self.carry.title.contains(c))));
        tell.add(names[2], steps(side.codes.len().min(3)));
        if let Some(kind) = side.kind {
            tell.add(names[3], crate::scene::kind_name(kind));
        }
    }

    /// What stands next to a side.
    fn around(&self, side: &Side, names: [Piece<'static>; 4], tell: &mut Tell<'_>) {
        let (first, end) = side.parts;
        match first.checked_sub(1).map(|at| &self.parts[at]) {
            Some(part) => {
                tell.add(names[0], part.sort());
                tell.add(names[2], part.piece());
            }
            None => tell.add(names[0], piece!("start")),
        }
        match self.parts.get(end) {
            Some(part) => {
                tell.add(names[1], part.sort());
                tell.add(names[3], part.piece());
            }
            None => tell.add(names[1], piece!("end")),
        }
    }

    /// What is seen of both together.
    pub fn pair(&self, actor: &Side, recipient: &Side, tell: &mut Tell<'_>) {
        tell.add2(piece!("A B="), Piece::new(actor.source.name()), Piece::new(recipient.source.name()));
        self.together(actor, recipient, tell);
        if actor.is_named() && recipient.is_named() {
            self.between(actor, recipient, tell);
        } else if !recipient.is_named() {
            tell.words(&place!("silent"), self, actor.parts.1, self.parts.len());
        }
        for told in self.carry.acts.iter().rev() {
            let category = Piece::new(told.category.name());
            if actor.shares(&told.actors) && recipient.shares(&told.recipients) {
                tell.add(piece!("did="), category);
                if told.sentence + 1 == self.clause.index {
                    tell.add(piece!("did before="), category);
                }
            } else if recipient.shares(&told.actors) && actor.shares(&told.recipients) {
                tell.add(piece!("suffered="), category);
            }
        }
        for trial in self.trials {
            made(trial, actor, recipient, tell);
        }
    }

    /// How close the article sees them.
    fn together(&self, actor: &Side, recipient: &Side, tell: &mut Tell<'_>) {
        if recipient.source == Source::Nobody {
            return;
        }
        let named = recipient.is_named();
        let pairs = actor.codes.iter().flat_map(|a| recipient.codes.iter().map(move |r| (a, r)));
        let met = pairs.map(|(a, r)| self.carry.met(a, r)).max().unwrap_or(0);
        tell.add(if named { piece!("met=") } else { piece!("met silent=") }, steps(met));
        if partner(self.carry, actor).is_some_and(|p| recipient.codes.contains(p)) {
            tell.add(piece!("partner="), yes(named));
        }
        if !named {
            let recent = |c: &String| self.carry.parties.iter().rev().position(|p| p == c);
            let recent = recipient.codes.iter().filter_map(recent).min();
            tell.add(piece!("recent="), steps(recent.unwrap_or(99)));
        }
    }

    /// The words between them and round them.
    fn between(&self, actor: &Side, recipient: &Side, tell: &mut Tell<'_>) {
        let forward = actor.parts.0 < recipient.parts.0;
        let (left, right) = if forward { (actor, recipient) } else { (recipient, actor) };
        let (from, to) = (left.parts.1, right.parts.0);
        let end = (right.parts.1..self.parts.len().min(right.parts.1 + 8))
            .find(|at| self.parts[*at].ends_clause())
            .unwrap_or(self.parts.len().min(right.parts.1 + 8));
        let before = left.parts.0.saturating_sub(3);
        if forward {
            tell.words(&place!("btw>"), self, from, to);
            tell.words(&place!("aft>"), self, right.parts.1, end);
            tell.words(&place!("bef>"), self, before, left.parts.0);
        } else {
            tell.words(&place!("btw<"), self, from, to);
            tell.words(&place!("aft<"), self, right.parts.1, end);
            tell.words(&place!("bef<"), self, before, left.parts.0);
        }
        let way = |after: [Piece<'static>; 2]| if forward { after[0] } else { after[1] };
        tell.add(way([piece!("far>="), piece!("far<=")]), steps(to.saturating_sub(from)));
        let inside = |p: &&Side| p.parts.0 >= from && p.parts.0 < to;
        tell.add(
            way([piece!("passed>="), piece!("passed<=")]),
            steps(self.phrases.iter().filter(inside).count()),
        );
        let acts = self.phrases.iter().filter(inside).any(|p| p.kind.is_some_and(MentionKind::acts));
        tell.add(way([piece!("actor between>="), piece!("actor between<=")]), yes(acts));
        let commas = self.parts[from..to.max(from)].iter().filter(|p| p.is(",")).count();
        tell.add(way([piece!("commas>="), piece!("commas<=")]), steps(commas));
        let quoted = match (actor.quoted, recipient.quoted) {
            (true, true) => piece!("both"),
            (true, false) => piece!("actor"),
            (false, true) => piece!("recipient"),
            (false, false) => piece!("no"),
        };
        tell.add(piece!("quoted="), quoted);
        let opens = Functions::SPEECH.with(Functions::COMPLEMENTIZER);
        let said = (actor.parts.1..recipient.parts.0).any(|at| self.parts[at].functions.any(opens));
        tell.add(piece!("B in words="), yes(said));
    }
}

/// What a frame made of the sentence.
fn made(trial: &Trial, actor: &Side, recipient: &Side, tell: &mut Tell<'_>) {
    match &trial.outcome {
        Ok(claim) => {
            let category = Piece::new(claim.category.name());
            let role = role(claim, actor, recipient);
            tell.add(role, category);
            if role.text() == BOTH {
                tell.add(piece!("made by="), Piece::new(&trial.rule));
            }
        }
        Err(miss) => {
            let frame = Piece::new(trial.rule.split('.').nth(1).unwrap_or_default());
            tell.add(piece!("missed="), frame);
            tell.add2(piece!("missed="), frame, Piece::new(miss.words()));
        }
    }
}

/// The two are the sides of a claim.
const BOTH: &str = "both=";

/// What the two do in a claim.
fn role(claim: &Claim, actor: &Side, recipient: &Side) -> Piece<'static> {
    let acts = claim.actors.iter().any(|p| actor.codes.contains(&p.code));
    let receives = claim.recipients.iter().any(|p| recipient.codes.contains(&p.code));
    let nobody = recipient.codes.is_empty() && claim.recipients.is_empty();
    let reverse = || {
        claim.actors.iter().any(|p| recipient.codes.contains(&p.code))
            && claim.recipients.iter().any(|p| actor.codes.contains(&p.code))
    };
    match () {
        () if acts && (receives || nobody) => piece!(BOTH),
        () if reverse() => piece!("reverse="),
        () if acts => piece!("actor="),
        () if receives => piece!("recipient="),
        () => piece!("others="),
    }
}

/// What the article has told of acts so far, from the trials of a sentence.
pub(crate) fn told(trials: &[Trial], sentence: usize) -> impl Iterator<Item = Told> {
    let codes = |side: &[entente_text::Party]| side.iter().map(|p| p.code.clone()).collect();
    trials.iter().filter_map(|t| t.outcome.as_ref().ok()).map(move |claim| Told {
        sentence,
        category: claim.category,
        actors: codes(&claim.actors),
        recipients: codes(&claim.recipients),
    })
}

/// The category of a frame, by its id.
fn category(frame: &str) -> &str {
    frame.split('.').next().unwrap_or(frame)
}

fn yes(so: bool) -> Piece<'static> {
    if so { piece!("yes") } else { piece!("no") }
}

/// A count as one of a few steps.
fn steps(count: usize) -> Piece<'static> {
    match count {
        0 => piece!("0"),
        1 => piece!("1"),
        2 => piece!("2"),
        3..=4 => piece!("3-4"),
        5..=8 => piece!("5-8"),
        9..=16 => piece!("9-16"),
        _ => piece!("17+"),
    }
}
