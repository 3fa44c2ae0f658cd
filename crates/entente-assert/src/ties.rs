//! What ties two polities: nouns of things that last, with the words that say what becomes of them.
//!
//! A noun ("mission", "liaison officer", "programme") makes a tie where a word close before it says that it begins,
//! holds or ends, and two polities stand around it.

use crate::build::assertion;
use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::{
    Annotated, Asserted, Assertion, DateBasis, Edtf, Mention, MentionKind, Sentence, Span, TieKind, TieStep,
    TimeExpression, TimexType, TokenKind, Turn,
};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    begins: Vec<String>,
    holds: Vec<String>,
    ends: Vec<String>,
    /// Words before the turn that make it a plan.
    planned: Vec<String>,
    /// Words before the turn that take it back.
    denied: Vec<String>,
    /// Words that bring in both sides: "between".
    between: Vec<String>,
    /// Words that join two parties: "and".
    and: Vec<String>,
    /// Words that list who belongs to what stands before: "consisting of".
    #[serde(default)]
    lists: Vec<String>,
    /// Phrases whose words mean nothing of this.
    #[serde(default)]
    neutral: Vec<String>,
    /// Words at which the name of a thing ends.
    name_ends: Vec<String>,
    noun: Vec<Noun>,
    #[serde(default)]
    format: Vec<Format>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noun {
    kind: TieKind,
    words: Vec<String>,
    /// The turns that make a tie with it; any where empty.
    #[serde(default)]
    turns: Vec<Turn>,
    /// The words of a turn that go with it; any where empty.
    #[serde(default)]
    verbs: Vec<String>,
    /// Whether the words that follow are its name.
    #[serde(default)]
    named: bool,
    /// Whether the noun itself is enough, without a turn.
    #[serde(default)]
    alone: bool,
}

/// A partner format known by name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Format {
    words: Vec<String>,
    /// The name that the reference world has for it.
    name: String,
    /// The organisation whose format it is.
    org: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Turn(Turn),
    Planned,
    Denied,
    Between,
    And,
    Lists,
    Neutral,
    NameEnd,
    Noun(usize),
    Format(usize),
}

/// Finds ties in documents of one language.
#[derive(Debug)]
pub struct Ties {
    lang: &'static str,
    phrases: Phrases<Is>,
    nouns: Vec<Noun>,
    formats: Vec<Format>,
}

/// So many tokens before a noun its turn may stand, before a turn a word of planning, and around both the parties.
const TURN: usize = 6;
const MODAL: usize = 5;
const PARTY: usize = 14;
/// The most words of a name.
const NAME: usize = 16;
/// How sure it is that a tie is told of.
const SURE: f32 = 0.75;

impl Ties {
    /// Reads `ties/ties.toml`.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let file: File = pack.toml("ties/ties.toml")?;
        let mut vocabulary = Vocabulary::new(pack)?;
        let mut phrases = Phrases::default();
        let mut add = |words: &[String], is: Is| {
            for phrase in words {
                let ids = vocabulary.folded_phrase(phrase);
                phrases.insert(&ids, is);
            }
        };
        add(&file.begins, Is::Turn(Turn::Begins));
        add(&file.holds, Is::Turn(Turn::Holds));
        add(&file.ends, Is::Turn(Turn::Ends));
        add(&file.planned, Is::Planned);
        add(&file.denied, Is::Denied);
        add(&file.between, Is::Between);
        add(&file.and, Is::And);
        add(&file.lists, Is::Lists);
        add(&file.name_ends, Is::NameEnd);
        add(&file.neutral, Is::Neutral);
        for (i, noun) in file.noun.iter().enumerate() {
            add(&noun.words, Is::Noun(i));
        }
        for (i, format) in file.format.iter().enumerate() {
            add(&format.words, Is::Format(i));
        }
        Ok(Self { lang: pack.lang(), phrases, nouns: file.noun, formats: file.format })
    }

    /// The ties that a document tells of, in the order of the text.
    pub fn find(&self, annotated: &Annotated) -> Vec<Assertion> {
        let mut all: Vec<Assertion> = Vec::new();
        for sentence in &annotated.sentences {
            all.extend(Clause::new(self, annotated, sentence).ties());
        }
        all
    }
}

/// One sentence with what the lists see in it.
struct Clause<'a> {
    ties: &'a Ties,
    annotated: &'a Annotated,
    sentence: &'a Sentence,
    /// Where in the sentence something stands: first token, one past the last, what it is.
    seen: Vec<(usize, usize, Is)>,
    mentions: Vec<&'a Mention>,
}

impl<'a> Clause<'a> {
    fn new(ties: &'a Ties, annotated: &'a Annotated, sentence: &'a Sentence) -> Self {
        let words = &annotated.words[sentence.tokens()];
        let mut seen = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((length, all)) = ties.phrases.longest(words[at..].iter().map(|w| w.folded)) else {
                at += 1;
                continue;
            };
            let first = sentence.first as usize + at;
            for is in all {
                // Spellings that are one are listed twice.
                if !seen.contains(&(first, first + length, *is)) {
                    seen.push((first, first + length, *is));
                }
            }
            at += length;
        }
        let acts = |m: &&Mention| m.kind.acts() && !m.polities.is_empty();
        let mentions = annotated.mentions_in(sentence.span).map(|(_, m)| m).filter(acts).collect();
        Self { ties, annotated, sentence, seen, mentions }
    }

    fn ties(&self) -> Vec<Assertion> {
        let mut found = Vec::new();
        for (i, (first, last, is)) in self.seen.iter().enumerate() {
            match is {
                Is::Noun(noun) => found.extend(self.noun(i, *first, *last, &self.ties.nouns[*noun])),
                Is::Format(format) => {
                    let format = &self.ties.formats[*format];
                    found.extend(self.format(i, *first, *last, format));
                    found.extend(self.listed(*first, *last, format));
                }
                _ => {}
            }
        }
        found
    }

    /// The turn before a noun: its place in `seen`, and whether it is planned; `None` where it is denied.
    fn turn(&self, noun: usize, first: usize, reach: usize) -> Option<(usize, Turn, bool)> {
        let (at, turn) =
            self.seen[..noun].iter().enumerate().rev().find_map(|(i, (_, last, is))| match is {
                Is::Turn(turn) if last + reach >= first && self.is_open(*last, first) => Some((i, *turn)),
                _ => None,
            })?;
        let begin = self.seen[at].0;
        let near = |wanted: Is| {
            self.seen.iter().any(|(_, last, is)| {
                *is == wanted && *last <= begin && last + MODAL >= begin && self.is_open(*last, begin)
            })
        };
        (!near(Is::Denied)).then(|| (at, turn, near(Is::Planned)))
    }

    /// Whether no mark that ends a clause stands between two tokens.
    fn is_open(&self, from: usize, to: usize) -> bool {
        (from..to).all(|t| {
            self.annotated.tokens[t].kind != TokenKind::Punct
                || !matches!(self.text(t), "," | ";" | ":" | "." | "?" | "!")
        })
    }

    fn text(&self, token: usize) -> &'a str {
        self.annotated.tokens[token].span.slice(self.annotated.text())
    }

    fn noun(&self, i: usize, first: usize, last: usize, noun: &Noun) -> Option<Assertion> {
        let turned = self.turn(i, first, TURN);
        let (begin, turn, planned) = match turned {
            Some((at, turn, planned)) => (self.seen[at].0, turn, planned),
            None if noun.alone => (first, Turn::Holds, false),
            None => return None,
        };
        let verb = self.words(begin, first).to_lowercase();
        if (!noun.turns.is_empty() && !noun.turns.contains(&turn))
            || (!noun.verbs.is_empty() && !noun.verbs.iter().any(|v| verb.starts_with(v.as_str())))
        {
            return None;
        }
        let end = if noun.named { self.name_end(last) } else { last };
        let (from, to) = self.between(last).or_else(|| self.around(begin, last, end, noun.named))?;
        // The bare noun is no name.
        let name = (noun.named && end > last).then(|| self.words(first, end));
        let step = TieStep { kind: noun.kind, name, from, to, turn, planned };
        Some(self.line(step, begin, end, noun.kind.name()))
    }

    fn format(&self, i: usize, first: usize, last: usize, format: &Format) -> Option<Assertion> {
        let (at, turn, planned) = self.turn(i, first, 2 * TURN)?;
        let begin = self.seen[at].0;
        let within = self.mentions.iter().find(|m| m.first as usize >= begin && m.last as usize <= first);
        let subject = within.copied().or_else(|| self.before(begin))?;
        let from: Vec<String> = subject.polities.iter().filter(|c| **c != format.org).cloned().collect();
        let step = TieStep {
            kind: TieKind::Partnership,
            name: Some(format.name.clone()),
            from,
            to: vec![format.org.clone()],
            turn,
            planned,
        };
        (!step.from.is_empty()).then_some(())?;
        Some(self.line(step, begin, last, "format"))
    }

    /// A format with its members behind it: "the group, consisting of A, B and C".
    fn listed(&self, first: usize, last: usize, format: &Format) -> Vec<Assertion> {
        const NEAR: usize = 3;
        let lists =
            |(from, _, is): &&(usize, usize, Is)| *is == Is::Lists && (last..last + NEAR).contains(from);
        let Some((_, mut end, _)) = self.seen.iter().find(lists).copied() else { return Vec::new() };
        let mut members: Vec<String> = Vec::new();
        let behind = end;
        for mention in self.mentions.iter().filter(|m| m.first as usize >= behind) {
            // Members follow each other with no more than a mark or "and" between.
            if mention.first as usize > end + NEAR - 1 {
                break;
            }
            end = mention.last as usize;
            members.extend(mention.polities.iter().filter(|c| **c != format.org).cloned());
        }
        if members.len() < 2 {
            return Vec::new();
        }
        let step = |code: String| TieStep {
            kind: TieKind::Partnership,
            name: Some(format.name.clone()),
            from: vec![code],
            to: vec![format.org.clone()],
            turn: Turn::Holds,
            planned: false,
        };
        members.into_iter().map(|code| self.line(step(code), first, end, "format")).collect()
    }

    /// Where the name that a noun opens ends: at a mark, a word that ends names, or a time.
    fn name_end(&self, from: usize) -> usize {
        let most = (self.sentence.last as usize).min(from + NAME);
        let stops = |t: usize| {
            let token = &self.annotated.tokens[t];
            (token.kind == TokenKind::Punct && !matches!(self.text(t), "-" | "–" | "/"))
                || self
                    .seen
                    .iter()
                    .any(|(first, _, is)| *first == t && matches!(is, Is::NameEnd | Is::Between))
                || self.mentions.iter().any(|m| m.first as usize == t)
                || self.annotated.times_in(self.sentence.span).any(|x| x.span.contains(token.span))
        };
        (from..most).find(|t| stops(*t)).unwrap_or(most)
    }

    fn words(&self, first: usize, last: usize) -> String {
        let tokens = &self.annotated.tokens;
        tokens[first].span.cover(tokens[last.max(first + 1) - 1].span).slice(self.annotated.text()).to_owned()
    }

    /// Both sides behind "between".
    fn between(&self, last: usize) -> Option<(Vec<String>, Vec<String>)> {
        let reach = last + NAME;
        let (_, at, _) =
            self.seen.iter().find(|(first, _, is)| *is == Is::Between && *first >= last && *first < reach)?;
        let mut behind =
            self.mentions.iter().filter(|m| m.first as usize >= *at && (m.first as usize) < at + 8);
        let a = behind.next()?;
        if let [x, y, ..] = a.polities.as_slice() {
            return Some((vec![x.clone()], vec![y.clone()]));
        }
        sides(&a.polities, &behind.next()?.polities)
    }

    /// The nearest party before the turn and the nearest behind the noun; two before it where none is behind.
    fn around(
        &self,
        begin: usize,
        last: usize,
        end: usize,
        named: bool,
    ) -> Option<(Vec<String>, Vec<String>)> {
        let reach = end.max(last) + 5;
        // A mention may begin with the noun itself: "a NATO mission".
        // The other side of an agreement is brought in: "with B".
        let brought =
            |m: &Mention| self.seen.iter().any(|(_, l, is)| *is == Is::And && *l == m.first as usize);
        let object = self
            .mentions
            .iter()
            .find(|m| m.last as usize >= last && (m.first as usize) < reach)
            .filter(|m| !named || brought(m));
        let within = self.mentions.iter().find(|m| m.first as usize >= begin && (m.last as usize) <= last);
        // "the liaison officer of A to B": both stand behind.
        if let Some(own) = object.filter(|m| (m.first as usize) <= last + 1 && m.last as usize > last)
            && let Some(other) = self.mentions.iter().find(|m| m.first >= own.last && m.first < own.last + 5)
            && !self.seen.iter().any(|(f, _, is)| *is == Is::And && *f == own.last as usize)
            && let Some(found) = sides(&own.polities, &other.polities)
        {
            return Some(found);
        }
        let subject = self.before(begin);
        if let Some(pair) = subject.filter(|s| s.polities.len() == 2) {
            return Some((vec![pair.polities[0].clone()], vec![pair.polities[1].clone()]));
        }
        if let (Some(subject), Some(object)) = (subject, object)
            && let Some(found) = sides(&subject.polities, &object.polities)
        {
            return Some(found);
        }
        // "NATO and Japan signed an agreement": both stand before, joined.
        if let Some(subject) = subject {
            let joined = self.seen.iter().any(|(_, l, is)| *is == Is::And && *l == subject.first as usize);
            let near = |m: &&&Mention| m.last < subject.first && m.last + 6 >= subject.first;
            let first = self.mentions.iter().rev().find(near).filter(|_| joined);
            if let Some(found) = first.and_then(|f| sides(&f.polities, &subject.polities)) {
                return Some(found);
            }
        }
        // A noun between two of its own: "liaison officer of A to B".
        let (a, b) = (within.or(object)?, object?);
        let next =
            self.mentions.iter().find(|m| m.first >= b.last && (m.first as usize) < b.last as usize + 5);
        sides(&a.polities, &b.polities).or_else(|| sides(&b.polities, &next?.polities))
    }

    fn before(&self, begin: usize) -> Option<&'a Mention> {
        let near = |m: &&&Mention| m.last as usize <= begin && m.last as usize + PARTY >= begin;
        self.mentions
            .iter()
            .rev()
            .find(near)
            .copied()
            .filter(|m| m.kind != MentionKind::Metonym || m.polities.len() == 1)
    }

    /// The time expression of the sentence that stands nearest, the ones before first.
    fn time(&self, begin: usize) -> Option<&'a TimeExpression> {
        let at = self.annotated.tokens[begin].span.start;
        let dated = |t: &&TimeExpression| t.timex == TimexType::Date && t.edtf.is_some();
        let times: Vec<&TimeExpression> = self.annotated.times_in(self.sentence.span).filter(dated).collect();
        times.iter().rev().find(|t| t.span.start < at).or(times.first()).copied()
    }

    fn line(&self, step: TieStep, begin: usize, end: usize, rule: &str) -> Assertion {
        let tokens = &self.annotated.tokens;
        let span = tokens[begin].span.cover(tokens[end.max(begin + 1) - 1].span);
        let whole = self.cover_parties(span, &step);
        let time = self.time(begin);
        let rule = format!("{}.tie.{rule}", self.ties.lang);
        Assertion {
            date: time.and_then(|t| t.edtf.clone()).filter(|d: &Edtf| !d.is_uncertain()),
            date_basis: time.map(|_| DateBasis::Stated),
            ..assertion(self.annotated, self.sentence, whole, Asserted::Tie(step), SURE, rule)
        }
    }

    /// The words from the first party near to the last.
    fn cover_parties(&self, span: Span, step: &TieStep) -> Span {
        let named = |m: &&&Mention| m.polities.iter().any(|c| step.from.contains(c) || step.to.contains(c));
        let near = |m: &&&Mention| m.span.end + 90 >= span.start && m.span.start <= span.end + 60;
        self.mentions.iter().filter(named).filter(near).fold(span, |s, m| s.cover(m.span))
    }
}

/// Two sides that differ.
fn sides(a: &[String], b: &[String]) -> Option<(Vec<String>, Vec<String>)> {
    (!a.is_empty() && !b.is_empty() && a.iter().all(|c| !b.contains(c))).then(|| (a.to_vec(), b.to_vec()))
}
