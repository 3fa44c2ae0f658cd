//! What is seen of two parties of a sentence.
//!
//! A feature's name is a place and a word there: `btw>:blamed` is the word between an actor and a recipient behind it,
//! `btw>#accuse` the category of its frames. What is seen of the actor alone, of the recipient
//! alone and of both is summed apart, so that each is looked at once.

use super::Proposer;
use super::candidates::{Actor, Cast, Side, Source};
use super::glimpses::Glimpses;
use super::pieces::{Part, parts};
use super::seat::Seat;
use super::table::Place;
use super::tell::Tell;
use crate::carry::Carry;
use crate::clause::Clause;
use crate::coder::Trial;
use crate::tally::{Piece, piece};
use crate::units::Functions;
use entente_text::{MentionKind, PassageKind};

/// A sentence with all that features are made from.
pub(crate) struct Scenery<'a> {
    pub clause: &'a Clause<'a>,
    pub carry: &'a Carry,
    pub trials: &'a [Trial],
    pub parts: Vec<Part<'a>>,
    pub glimpses: Glimpses,
    pub cast: &'a Cast<'a>,
    /// A seat for each side of the cast.
    pub seats: Vec<Seat<'a>>,
}

impl<'a> Scenery<'a> {
    /// A sentence with the sides that its cast has.
    pub fn new(
        proposer: &Proposer,
        clause: &'a Clause<'a>,
        carry: &'a Carry,
        cast: &'a Cast<'a>,
        trials: &'a [Trial],
    ) -> Self {
        let seats = cast.sides.iter().map(|side| Seat::new(side, carry, trials)).collect();
        let parts = parts(proposer, clause);
        Self { clause, carry, trials, glimpses: Glimpses::of(&parts), parts, cast, seats }
    }

    /// What is seen of the sentence, whoever is looked at.
    pub fn sentence(&self, tell: &mut Tell<'_>) {
        let title = self.clause.sentence.kind == PassageKind::Title;
        tell.add(piece!("passage="), if title { piece!("title") } else { piece!("text") });
        tell.add(piece!("length="), steps(self.parts.len()));
        tell.add(piece!("sentence="), steps(self.carry.sentences as usize));
        tell.add(piece!("phrases="), steps(self.cast.phrases().len()));
        if let Some(last) = self.parts.last() {
            tell.add(piece!("end="), if last.is_mark { Piece::new(last.text()) } else { piece!("word") });
        }
        for trial in self.trials {
            if let Err(miss) = &trial.outcome {
                let frame = Piece::new(trial.rule.split('.').nth(1).unwrap_or_default());
                tell.add_once(piece!("missed="), frame);
                tell.add2_once(piece!("missed="), frame, Piece::new(miss.words()));
            }
        }
    }

    /// What is seen of who may act.
    pub fn actor(&self, seat: &Seat<'_>, tell: &mut Tell<'_>) {
        let actor = seat.side;
        tell.add(piece!("A="), Piece::new(actor.source.name()));
        self.standing(seat, [piece!("Arank="), piece!("Atitle="), piece!("Amany="), piece!("Akind=")], tell);
        let mut start = 0;
        if actor.is_named() {
            self.around(
                actor,
                [piece!("Abefore="), piece!("Abehind=")],
                [Place::ActorBefore, Place::ActorBehind],
                tell,
            );
            tell.add(piece!("Aquoted="), yes(actor.quoted));
            let first = self.cast.phrases().first().is_some_and(|p| p.parts == actor.parts);
            tell.add(piece!("Afirst="), yes(first));
            start = actor.parts.1;
            self.predicate(start, tell);
            tell.words(Place::ActorNext, self, start, start + 4);
        } else {
            tell.words_to_end(Place::All, self, 0);
        }
        self.content(actor, start, tell);
        for told in seat.acts().map(|i| &self.carry.acts[i]) {
            if told.sentence + 1 == self.clause.index {
                tell.add_once(piece!("A did before="), Piece::new(told.category.name()));
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
        for (at, place) in verbs.zip([Place::Verb, Place::SecondVerb]) {
            tell.word(place, self, at);
        }
    }

    /// The words that the actor says, or all behind it.
    fn content(&self, actor: &Side<'_>, start: usize, tell: &mut Tell<'_>) {
        let opens = Functions::SPEECH.with(Functions::COMPLEMENTIZER);
        match (start..self.parts.len()).find(|at| self.parts[*at].functions.any(opens)) {
            Some(at) => {
                tell.word(Place::Speech, self, at);
                let between = self.cast.phrases().iter().any(|p| p.parts.0 >= start && p.parts.0 < at);
                if actor.is_named() && !between {
                    tell.add(piece!("A speaks="), piece!("yes"));
                }
                tell.words_to_end(Place::Said, self, at + 1);
            }
            None => tell.words_to_end(Place::Rest, self, start),
        }
        if let Some(speaker) = self.cast.speaker.filter(|s| actor.shares(s)) {
            tell.add(piece!("A quoted="), steps(speaker.len()));
            let quoted = |part: &Part<'_>| part.quoted;
            let from = self.parts.iter().position(quoted).unwrap_or(0);
            let to = self.parts.iter().rposition(quoted).map_or(from, |at| at + 1);
            tell.words(Place::Quote, self, from, to);
        }
    }

    /// What is seen of who may be meant.
    pub fn recipient(&self, seat: &Seat<'_>, tell: &mut Tell<'_>) {
        let recipient = seat.side;
        tell.add(piece!("B="), Piece::new(recipient.source.name()));
        self.standing(seat, [piece!("Brank="), piece!("Btitle="), piece!("Bmany="), piece!("Bkind=")], tell);
        if recipient.is_named() {
            self.around(
                recipient,
                [piece!("Bbefore="), piece!("Bbehind=")],
                [Place::RecipientBefore, Place::RecipientBehind],
                tell,
            );
            tell.add(piece!("Bquoted="), yes(recipient.quoted));
            let (first, end) = recipient.parts;
            tell.words(Place::RecipientLast, self, first.saturating_sub(2), first);
            tell.words(Place::RecipientNext, self, end, end + 2);
        }
    }

    /// How prominent a side is in the article, and what it is.
    fn standing(&self, seat: &Seat<'_>, names: [Piece<'static>; 4], tell: &mut Tell<'_>) {
        let side = seat.side;
        tell.add(names[0], steps(seat.rank(self.carry)));
        tell.add(names[1], yes(side.codes.iter().any(|c| self.carry.title.contains(c))));
        tell.add(names[2], steps(side.codes.len().min(3)));
        if let Some(kind) = side.kind {
            tell.add(names[3], crate::scene::kind_name(kind));
        }
    }

    /// What stands next to a side.
    fn around(&self, side: &Side<'_>, sorts: [Piece<'static>; 2], places: [Place; 2], tell: &mut Tell<'_>) {
        let (first, end) = side.parts;
        match first.checked_sub(1) {
            Some(at) => {
                tell.add(sorts[0], self.parts[at].sort());
                tell.beside(places[0], self, at);
            }
            None => tell.add(sorts[0], piece!("start")),
        }
        match self.parts.get(end) {
            Some(part) => {
                tell.add(sorts[1], part.sort());
                tell.beside(places[1], self, end);
            }
            None => tell.add(sorts[1], piece!("end")),
        }
    }

    /// What is seen of both together.
    pub fn pair(&self, act: &Actor, recipient: &Seat<'_>, tell: &mut Tell<'_>) {
        let seat = &self.seats[act.at];
        let (actor, other) = (seat.side, recipient.side);
        tell.add2(piece!("A B="), Piece::new(actor.source.name()), Piece::new(other.source.name()));
        self.together(act, recipient, tell);
        if actor.is_named() && other.is_named() {
            self.between(actor, other, tell);
        }
        for (i, did) in seat.acts_with(recipient) {
            let told = &self.carry.acts[i];
            let category = Piece::new(told.category.name());
            tell.add_once(if did { piece!("did=") } else { piece!("suffered=") }, category);
            if did && told.sentence + 1 == self.clause.index {
                tell.add_once(piece!("did before="), category);
            }
        }
        self.made(seat, recipient, tell);
    }

    /// What the two do in the claims that frames made.
    fn made(&self, actor: &Seat<'_>, recipient: &Seat<'_>, tell: &mut Tell<'_>) {
        let claims = self.trials.iter().filter_map(|t| Some((t, t.outcome.as_ref().ok()?)));
        for (i, (trial, claim)) in claims.enumerate() {
            let (acts, suffers) = actor.roles(claim, i);
            let (reacts, receives) = recipient.roles(claim, i);
            let nobody = recipient.side.codes.is_empty() && claim.recipients.is_empty();
            let both = acts && (receives || nobody);
            let role = match () {
                () if both => piece!("both="),
                () if reacts && suffers => piece!("reverse="),
                () if acts => piece!("actor="),
                () if receives => piece!("recipient="),
                () => piece!("others="),
            };
            tell.add_once(role, Piece::new(claim.category.name()));
            if both {
                tell.add_once(piece!("made by="), Piece::new(&trial.rule));
            }
        }
    }

    /// What is seen of an actor with whoever isn't named.
    pub fn silence(&self, act: &Actor, tell: &mut Tell<'_>) {
        tell.words_to_end(Place::Silent, self, self.seats[act.at].side.parts.1);
    }

    /// How close the article sees them.
    fn together(&self, act: &Actor, recipient: &Seat<'_>, tell: &mut Tell<'_>) {
        let other = recipient.side;
        if other.source == Source::Nobody {
            return;
        }
        let named = other.is_named();
        let met = self.seats[act.at].met(recipient, self.carry);
        tell.add(if named { piece!("met=") } else { piece!("met silent=") }, steps(met));
        if recipient.is_partner_of(act) {
            tell.add(piece!("partner="), yes(named));
        }
        if !named {
            tell.add(piece!("recent="), steps(recipient.recent(self.carry)));
        }
    }

    /// The words between them and round them.
    fn between(&self, actor: &Side<'_>, recipient: &Side<'_>, tell: &mut Tell<'_>) {
        let forward = actor.parts.0 < recipient.parts.0;
        let (left, right) = if forward { (actor, recipient) } else { (recipient, actor) };
        let (from, to) = (left.parts.1, right.parts.0);
        let end = (right.parts.1..self.parts.len().min(right.parts.1 + 8))
            .find(|at| self.parts[*at].ends_clause())
            .unwrap_or(self.parts.len().min(right.parts.1 + 8));
        let before = left.parts.0.saturating_sub(3);
        if forward {
            tell.words(Place::Between, self, from, to);
            tell.words(Place::After, self, right.parts.1, end);
            tell.words(Place::Before, self, before, left.parts.0);
        } else {
            tell.words(Place::BetweenBack, self, from, to);
            tell.words(Place::AfterBack, self, right.parts.1, end);
            tell.words(Place::BeforeBack, self, before, left.parts.0);
        }
        let way = |after: [Piece<'static>; 2]| if forward { after[0] } else { after[1] };
        tell.add(way([piece!("far>="), piece!("far<=")]), steps(to.saturating_sub(from)));
        let inside = |p: &&Side<'_>| p.parts.0 >= from && p.parts.0 < to;
        tell.add(
            way([piece!("passed>="), piece!("passed<=")]),
            steps(self.cast.phrases().iter().filter(inside).count()),
        );
        let acts = self.cast.phrases().iter().filter(inside).any(|p| p.kind.is_some_and(MentionKind::acts));
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
