//! What an article speaks of at a point, so that words of reference can be pointed back.

use crate::grammar::Refers;
use crate::lexicon::Lexicon;
use entente_text::{Mention, MentionKind};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How much of a party's weight is left a sentence later.
const FADE: f32 = 0.6;

/// The most persons that are kept in mind: far more than an article names.
const REMEMBERED: usize = 500;

/// A person as they were spoken of last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spoken {
    pub code: Option<String>,
    pub name: Option<String>,
    pub role: Option<String>,
    /// Whether they act for nobody.
    pub outsider: bool,
}

/// Whom "he" may mean.
type Remembered = Option<Rc<Spoken>>;

/// How a mention stands in its sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct How {
    /// As the one who acts.
    pub subject: bool,
    /// As a person named without the polity.
    pub bare: bool,
    /// Joined to the mention before it: "Nga và Thổ Nhĩ Kỳ".
    pub joined: bool,
}

/// Something spoken of, with how much and how lately.
#[derive(Debug, Clone)]
struct Weighed {
    key: String,
    code: String,
    weight: f32,
    at: u32,
}

/// What was spoken of, up to a point of an article.
#[derive(Debug, Default)]
pub(crate) struct Focus {
    state: Option<String>,
    /// The state named before it.
    other_state: Option<String>,
    organisation: Option<String>,
    /// The state last named by its name, not as that of a person.
    named_state: Option<String>,
    /// Whether the state named last was named as the one who acts in this sentence.
    last_is_subject: bool,
    /// One past the last token of the mention before.
    last_end: usize,
    /// What the mention before stood for.
    last_codes: Vec<String>,
    /// The person named last.
    person: Remembered,
    /// The person whom the sentence, or the one before it, is about.
    topic: Remembered,
    /// Sentences since the topic was set.
    topic_age: u32,
    /// Whether a person was named in this sentence.
    named_here: bool,
    /// Who was spoken of last in each role.
    roles: BTreeMap<String, Rc<Spoken>>,
    parties: Vec<Weighed>,
    persons: Vec<Weighed>,
    /// When each person of the article was spoken of last, by index.
    seen: BTreeMap<usize, u32>,
    clock: u32,
    /// The person before the quotation that is being read.
    before_quotation: Option<(Remembered, Remembered, u32)>,
}

/// Makes a name the one that is kept.
fn keep(kept: &mut Option<String>, name: &String) {
    if kept.as_ref() != Some(name) {
        *kept = Some(name.clone());
    }
}

impl Focus {
    /// One past the last token of the mention before.
    pub fn last_end(&self) -> usize {
        self.last_end
    }

    /// Goes on to the next sentence.
    pub fn next_sentence(&mut self) {
        self.last_is_subject = false;
        self.named_here = false;
        self.topic_age += 1;
        for party in self.parties.iter_mut().chain(&mut self.persons) {
            party.weight *= FADE;
        }
    }

    /// Tells whether words between quotation marks are read. Persons named there are not who "he" is behind them.
    pub fn quoted(&mut self, inside: bool) {
        if inside && self.before_quotation.is_none() {
            self.before_quotation = Some((self.person.clone(), self.topic.clone(), self.topic_age));
        } else if !inside && let Some((person, topic, age)) = self.before_quotation.take() {
            (self.person, self.topic, self.topic_age) = (person, topic, age);
        }
    }

    /// Notes that a person of the article was named.
    pub fn saw(&mut self, person: usize) {
        self.clock += 1;
        self.seen.insert(person, self.clock);
    }

    /// When a person of the article was named last; 0 for not yet.
    pub fn seen(&self, person: usize) -> u32 {
        self.seen.get(&person).copied().unwrap_or(0)
    }

    /// Whom "he" means: the person whom this sentence is about; where nobody was named in it yet, the one whom the
    /// sentence before was about; else, or with a word that points ("vị này"), the person named last.
    pub fn person(&self, pointed: bool) -> Option<&Spoken> {
        let topic =
            self.topic.as_ref().filter(|_| self.topic_age == 0 || self.topic_age == 1 && !self.named_here);
        topic.filter(|_| !pointed).or(self.person.as_ref()).map(Rc::as_ref)
    }

    /// Notes that a word of reference stood for a person.
    fn referred(&mut self, mention: &Mention, subject: bool) {
        if subject && self.topic_age > 0 && !self.named_here {
            self.topic = Some(Rc::new(Spoken {
                code: mention.polities.first().cloned(),
                name: mention.name.clone(),
                role: mention.role.clone(),
                outsider: mention.kind == MentionKind::Outsider,
            }));
            self.topic_age = 0;
        }
    }

    /// Who was spoken of last in a role.
    pub fn in_role(&self, role: &str) -> Option<&Spoken> {
        self.roles.get(role).map(Rc::as_ref)
    }

    /// One past the last token of the mention before, when it was the one who acts in this sentence.
    pub fn subject_end(&self) -> Option<usize> {
        self.last_is_subject.then_some(self.last_end)
    }

    /// Whether "this country" behind a word such as "against" means another than the state named last.
    pub fn last_is_subject(&self) -> bool {
        self.last_is_subject
    }

    /// Notes a mention; `subject` where it stands as one who acts.
    pub fn note(&mut self, lexicon: &Lexicon, mention: &Mention, how: How) {
        let How { subject, bare, joined } = how;
        if mention.kind == MentionKind::Outsider {
            if mention.name.is_some() && mention.rule != "media" {
                self.note_person(lexicon, mention, subject);
            }
            return;
        }
        self.clock += 1;
        for code in &mention.polities {
            if lexicon.states.contains(code) {
                if self.state.as_ref() != Some(code) {
                    self.other_state = self.state.replace(code.clone());
                }
                if !bare {
                    keep(&mut self.named_state, code);
                }
            } else if mention.kind != MentionKind::Metonym {
                keep(&mut self.organisation, code);
            }
            if mention.kind.acts() {
                // A capital that is not the subject is mostly where it happened.
                let base = match (subject, mention.kind) {
                    (true, _) => 1.5,
                    (false, MentionKind::Metonym) => 0.3,
                    _ => 1.0,
                };
                let weight = if joined { base + 1.0 } else { base };
                weigh(&mut self.parties, code, code, weight, self.clock);
            }
        }
        if joined && mention.kind.acts() {
            for code in std::mem::take(&mut self.last_codes) {
                weigh(&mut self.parties, &code, &code, 1.0, self.clock.saturating_sub(1));
            }
        }
        if !mention.polities.is_empty() {
            self.last_is_subject = subject || mention.kind == MentionKind::Person;
            self.last_end = mention.last as usize;
            self.last_codes.clone_from(&mention.polities);
        }
        if mention.rule == "reference.person" {
            self.referred(mention, subject);
        } else if mention.kind == MentionKind::Person {
            self.note_person(lexicon, mention, subject);
        }
    }

    fn note_person(&mut self, lexicon: &Lexicon, mention: &Mention, subject: bool) {
        let outsider = mention.kind == MentionKind::Outsider;
        let spoken = Rc::new(Spoken {
            code: mention.polities.first().cloned(),
            name: mention.name.clone(),
            role: mention.role.clone(),
            outsider,
        });
        if let (Some(role), Some(code), false) = (&mention.role, mention.polities.first(), outsider) {
            match self.roles.get_mut(role) {
                Some(last) => *last = Rc::clone(&spoken),
                None => drop(self.roles.insert(role.clone(), Rc::clone(&spoken))),
            }
            if !lexicon.shared_roles.contains(role) || mention.name.is_some() {
                self.forget_persons();
                weigh(&mut self.persons, mention.name.as_ref().unwrap_or(code), code, 1.0, self.clock);
            }
        }
        // "các quan chức Mỹ" is nobody whom "he" could mean.
        if mention.name.is_none() && mention.role.as_ref().is_none_or(|r| lexicon.shared_roles.contains(r)) {
            return;
        }
        if subject && (self.topic_age > 0 || self.topic.is_none()) {
            self.topic = Some(Rc::clone(&spoken));
            self.topic_age = 0;
        }
        self.named_here = true;
        self.person = Some(spoken);
    }

    /// Persons not spoken of for a long time weigh nothing any more; a book of names would cost time at each sentence.
    fn forget_persons(&mut self) {
        if self.persons.len() >= 2 * REMEMBERED {
            self.persons.sort_by_key(|p| std::cmp::Reverse(p.at));
            self.persons.truncate(REMEMBERED);
        }
    }

    /// What a word of reference means; `away` where it means another than the party named last,
    /// `named` where it means one that was named by its name, `except` the polity that it stands beside.
    pub fn resolve(
        &self,
        lexicon: &Lexicon,
        refers: Refers,
        away: bool,
        named: bool,
        except: Option<&str>,
    ) -> Vec<String> {
        match refers {
            Refers::State if away && self.other_state.is_some() => self.other_state.iter().cloned().collect(),
            Refers::State if except.is_some() && except == self.state.as_deref() => {
                self.other_state.iter().cloned().collect()
            }
            Refers::State if named && except.is_none_or(|c| self.named_state.as_deref() != Some(c)) => {
                self.named_state.iter().cloned().collect()
            }
            Refers::State => self.state.iter().cloned().collect(),
            Refers::Organisation => self.organisation.iter().cloned().collect(),
            Refers::Pair => two(&self.parties, |_| true),
            Refers::States => two(&self.parties, |code| lexicon.states.contains(code)),
            Refers::Persons => {
                let persons = two(&self.persons, |_| true);
                if persons.is_empty() { two(&self.parties, |_| true) } else { persons }
            }
            Refers::Person | Refers::Speaker => Vec::new(),
        }
    }
}

fn weigh(all: &mut Vec<Weighed>, key: &str, code: &str, weight: f32, at: u32) {
    if let Some(old) = all.iter_mut().find(|w| w.key == key) {
        old.weight += weight;
        old.at = at;
        return;
    }
    all.push(Weighed { key: key.to_owned(), code: code.to_owned(), weight, at });
}

/// The codes of the two that weigh most, the one spoken of last at the end; none where there are no two.
fn two(all: &[Weighed], counts: impl Fn(&str) -> bool) -> Vec<String> {
    let mut best: Vec<&Weighed> = Vec::new();
    let mut rest: Vec<&Weighed> = all.iter().filter(|w| counts(&w.code)).collect();
    rest.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(b.at.cmp(&a.at)));
    for party in rest {
        if best.len() < 2 && best.iter().all(|b| b.code != party.code) {
            best.push(party);
        }
    }
    if best.len() < 2 {
        return Vec::new();
    }
    best.sort_by_key(|w| w.at);
    best.iter().map(|w| w.code.clone()).collect()
}
