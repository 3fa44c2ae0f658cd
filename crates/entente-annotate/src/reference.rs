//! Chunks to mentions: names looked up, words of reference pointed back.

use crate::chunk::Chunk;
use crate::lexicon::{BodyClass, Refers};
use crate::people::{People, known_alone, name_of};
use crate::pieces::Words;
use entente_text::{Mention, MentionKind};
use entente_world::AliasClass;

/// What was spoken of last, for words of reference.
#[derive(Debug, Default)]
pub(crate) struct Focus {
    state: Option<String>,
    /// The state named before it.
    other_state: Option<String>,
    organisation: Option<String>,
    person: Option<usize>,
    /// Whether the state named last was named as that of a person.
    last_is_person: bool,
    person_mention: Option<(String, Option<String>, Option<String>)>,
    /// The two parties named last, the later one last.
    parties: Vec<String>,
}

impl Focus {
    fn note(&mut self, words: &Words<'_>, mention: &Mention) {
        if mention.kind == MentionKind::Outsider {
            return;
        }
        if !mention.polities.is_empty() {
            self.last_is_person = mention.kind == MentionKind::Person;
        }
        for code in &mention.polities {
            if words.lexicon.states.contains(code) {
                if self.state.as_ref() != Some(code) {
                    self.other_state = self.state.take();
                }
                self.state = Some(code.clone());
            } else {
                self.organisation = Some(code.clone());
            }
            if mention.kind.acts() {
                self.parties.retain(|c| c != code);
                self.parties.push(code.clone());
                if self.parties.len() > 2 {
                    self.parties.remove(0);
                }
            }
        }
        if mention.kind == MentionKind::Person
            && let (Some(code), Some(_)) =
                (mention.polities.first(), mention.name.as_ref().or(mention.role.as_ref()))
        {
            self.person_mention = Some((code.clone(), mention.name.clone(), mention.role.clone()));
        }
    }

    /// What a word of reference means; `away` where it means another than the party named last.
    fn resolve(&self, refers: Refers, away: bool) -> Vec<String> {
        match refers {
            Refers::State if away && self.other_state.is_some() => self.other_state.iter().cloned().collect(),
            Refers::State => self.state.iter().cloned().collect(),
            Refers::Organisation => self.organisation.iter().cloned().collect(),
            Refers::Pair if self.parties.len() == 2 => self.parties.clone(),
            Refers::Person => self.person_mention.iter().map(|(code, ..)| code.clone()).collect(),
            Refers::Pair | Refers::Speaker => Vec::new(),
        }
    }
}

/// One chunk as a mention; `None` where it names nothing that the ledger knows.
pub(crate) fn mention(
    words: &Words<'_>,
    people: &People,
    focus: &mut Focus,
    chunk: &Chunk<'_>,
) -> Option<Mention> {
    let built = build(words, people, focus, chunk)?;
    focus.note(words, &built);
    Some(built)
}

fn build(words: &Words<'_>, people: &People, focus: &mut Focus, chunk: &Chunk<'_>) -> Option<Mention> {
    let mut mention = Mention {
        span: words.tokens[chunk.first].span.cover(words.tokens[chunk.last - 1].span),
        kind: kind_of(chunk),
        polities: chunk.codes.iter().map(|c| (*c).to_owned()).collect(),
        name: None,
        role: chunk.role.map(str::to_owned),
        first: chunk.first as u32,
        last: chunk.last as u32,
        rule: String::new(),
    };
    if chunk.compound_only {
        return None;
    }
    if let Some((from, to)) = chunk.name {
        return named(words, people, focus, chunk, mention, (from, to));
    }
    if mention.polities.is_empty() {
        let refers = match chunk.reference {
            Some(refers) => refers,
            None if chunk.honorific && chunk.role.is_none() => Refers::Person,
            None if chunk.role.is_some() && chunk.body.is_none() => return role_alone(focus, mention),
            None => return None,
        };
        let away = chunk.first > 0 && words.lexicon.away.contains(words.word(chunk.first - 1));
        mention.polities = focus.resolve(refers, away && focus.last_is_person);
        mention.rule = format!("reference.{refers:?}").to_lowercase();
        if chunk.role.is_none() && chunk.body.is_none() {
            mention.kind = MentionKind::Reference;
        }
        if refers == Refers::Person
            && let Some((_, name, role)) = &focus.person_mention
        {
            (mention.name, mention.role) = (name.clone(), role.clone());
        }
        return (refers == Refers::Speaker || !mention.polities.is_empty()).then_some(mention);
    }
    mention.rule = if chunk.role.is_some() {
        "role"
    } else if chunk.body.is_some() {
        "body"
    } else {
        "name"
    }
    .to_owned();
    Some(mention)
}

/// "Thủ tướng" alone: the one with that role spoken of last, else unknown.
fn role_alone(focus: &Focus, mut mention: Mention) -> Option<Mention> {
    let (code, name, role) = focus.person_mention.as_ref()?;
    if role.as_deref() != mention.role.as_deref() {
        return None;
    }
    mention.polities = vec![code.clone()];
    mention.name.clone_from(name);
    "role.alone".clone_into(&mut mention.rule);
    Some(mention)
}

fn named(
    words: &Words<'_>,
    people: &People,
    focus: &mut Focus,
    chunk: &Chunk<'_>,
    mut mention: Mention,
    (from, to): (usize, usize),
) -> Option<Mention> {
    let own_rule = if chunk.person.is_some() { "person.known" } else { "person.named" };
    let found = people.find(words, from, to, focus.person);
    if let Some(index) = found {
        let person = people.get(index);
        focus.person = Some(index);
        mention.name = Some(person.name.clone());
        mention.role = mention.role.or_else(|| person.role.clone());
        if mention.polities.is_empty() {
            mention.polities = person.code.iter().cloned().collect();
        }
        if person.outsider || chunk.former {
            mention.kind = MentionKind::Outsider;
        }
    } else if let Some(index) = chunk.person.or_else(|| known_alone(words.lexicon, words, from, to)) {
        let person = &words.lexicon.persons[index];
        mention.name = Some(person.name.clone());
        mention.role = mention.role.or_else(|| Some(person.role.clone()));
        if mention.polities.is_empty() {
            mention.polities = vec![person.code.clone()];
        }
        if chunk.former {
            mention.kind = MentionKind::Outsider;
        }
    } else if mention.role.is_none() && !chunk.honorific && mention.polities.is_empty() {
        return None;
    } else {
        mention.name = Some(name_of(words, from, to));
    }
    own_rule.clone_into(&mut mention.rule);
    Some(mention)
}

fn kind_of(chunk: &Chunk<'_>) -> MentionKind {
    if chunk.name.is_some() || chunk.role.is_some() || chunk.honorific {
        let outsider = chunk.former || (chunk.role.is_none() && chunk.body == Some(BodyClass::Outsider));
        // "tên lửa của Tổng thống Assad" is a thing, whoever it belongs to.
        return match chunk.body {
            Some(BodyClass::Thing) if chunk.role.is_none() || chunk.first_is_body() => MentionKind::Thing,
            Some(BodyClass::People) if chunk.first_is_body() => MentionKind::People,
            Some(BodyClass::Place) if chunk.first_is_body() => MentionKind::Place,
            Some(BodyClass::Outsider) if chunk.first_is_body() => MentionKind::Outsider,
            _ if outsider => MentionKind::Outsider,
            _ => MentionKind::Person,
        };
    }
    match (chunk.body, chunk.class) {
        (Some(BodyClass::Acts), _) => MentionKind::Body,
        (Some(BodyClass::People), _) => MentionKind::People,
        (Some(BodyClass::Thing), _) => MentionKind::Thing,
        (Some(BodyClass::Place), _) | (None, Some(AliasClass::Place)) => MentionKind::Place,
        (Some(BodyClass::Outsider), _) => MentionKind::Outsider,
        (None, Some(AliasClass::Metonym)) => MentionKind::Metonym,
        (None, Some(AliasClass::Gov | AliasClass::Party)) => MentionKind::Body,
        (None, _) if chunk.reference.is_some() => MentionKind::Reference,
        (None, _) => MentionKind::Polity,
    }
}
