//! Chunks to mentions: names looked up, words of reference pointed back.

use crate::chunk::Chunk;
use crate::focus::{Focus, How};
use crate::lexicon::{BodyClass, Lexicon, Order, Refers};
use crate::people::{People, known_alone, name_of};
use crate::pieces::{Element, Words};
use entente_text::{Mention, MentionKind};
use entente_world::AliasClass;

/// One chunk as a mention; `None` where it names nothing that the ledger knows.
pub(crate) fn mention(
    words: &Words<'_>,
    people: &People,
    focus: &mut Focus,
    chunk: &Chunk<'_>,
    begin: usize,
) -> Option<Mention> {
    let built = build(words, people, focus, chunk)?;
    let lexicon = words.lexicon;
    let joined = chunk.first == focus.last_end() + 1 && lexicon.and.contains(words.word(chunk.first - 1));
    let how = How {
        subject: chunk.first <= begin + 1 || opens_clause(words, chunk),
        bare: built.kind == MentionKind::Person && chunk.codes.is_empty(),
        joined,
    };
    focus.note(lexicon, &built, how);
    Some(built)
}

/// "President X ... in Ivory Coast": an office-holder of no known state, in a sentence that names only one.
pub(crate) fn of_only_state(lexicon: &Lexicon, mentions: &mut [Mention]) {
    if lexicon.order != Order::HeadLast {
        return;
    }
    let mut states: Vec<&String> =
        mentions.iter().flat_map(|m| &m.polities).filter(|c| lexicon.states.contains(*c)).collect();
    states.sort_unstable();
    states.dedup();
    let [only] = states.as_slice() else { return };
    let only = (*only).clone();
    for mention in mentions.iter_mut() {
        let holder =
            mention.kind == MentionKind::Person && mention.role.is_some() && mention.polities.is_empty();
        if holder && mention.rule.starts_with("person") {
            mention.polities = vec![only.clone()];
            "person.only_state".clone_into(&mut mention.rule);
        }
    }
}

/// Whether the phrase stands where the one who acts stands: at the beginning of a clause.
fn opens_clause(words: &Words<'_>, chunk: &Chunk<'_>) -> bool {
    let Some(before) = chunk.first.checked_sub(1) else { return true };
    matches!(words.word(before), "." | "," | ":" | ";" | "“" | "\"" | "?" | "!" | "-" | "–")
        || words.lexicon.subject_openers.contains(words.word(before))
}

/// The code of the polity or known person whose name begins at a token: "hai nhà lãnh đạo | Mỹ, Nga".
fn next_code<'a>(words: &Words<'a>, at: usize) -> Option<&'a str> {
    let end = words.tokens.len();
    if at >= end {
        return None;
    }
    let piece = words.piece(at, at, end)?;
    let lexicon: &'a crate::Lexicon = words.lexicon;
    match piece.element {
        Element::Polity { code, .. } => Some(code),
        Element::Person(person) => Some(lexicon.persons[person].code.as_str()),
        _ => {
            let known = known_alone(lexicon, words, at, at + 1)?;
            Some(lexicon.persons[known].code.as_str())
        }
    }
}

/// Whether the phrase stands right behind a verb of speech: "cho hay | nước này".
fn said(words: &Words<'_>, chunk: &Chunk<'_>) -> bool {
    (chunk.first.saturating_sub(3)..chunk.first).any(|at| {
        words
            .lexicon
            .speech
            .longest(words.folded(at, chunk.first))
            .is_some_and(|(len, _)| at + len == chunk.first)
    })
}

/// Whether the one who acts was named before it in the same clause, so that it is somebody else.
fn is_object(words: &Words<'_>, focus: &Focus, chunk: &Chunk<'_>) -> bool {
    let Some(subject) = focus.subject_end().filter(|end| *end < chunk.first) else { return false };
    !said(words, chunk)
        && (subject..chunk.first).all(|at| {
            let word = words.word(at);
            !matches!(word, "," | ";" | ":" | "(") && !words.lexicon.subject_openers.contains(word)
        })
        && words.lexicon.glue.longest(words.folded(chunk.first - 1, chunk.first)).is_none()
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
            None if chunk.role.is_some() && chunk.body.is_none() => {
                return role_alone(words, focus, chunk, mention);
            }
            None => return None,
        };
        let before = chunk.first.checked_sub(1).map(|at| words.word(at));
        // "các nước này" are several.
        let one = before.is_none_or(|w| !words.lexicon.not_one.contains(w));
        if refers == Refers::State && !one || refers.is_pair() && next_code(words, chunk.last).is_some() {
            return None;
        }
        let beside = (chunk.last + 1 < words.tokens.len()
            && words.lexicon.and.contains(words.word(chunk.last)))
        .then(|| next_code(words, chunk.last + 1))
        .flatten();
        let away = before.is_some_and(|w| words.lexicon.away.contains(w)) && focus.last_is_subject()
            || chunk.body.is_none() && is_object(words, focus, chunk);
        mention.polities = focus.resolve(
            words.lexicon,
            refers,
            away,
            !opens_clause(words, chunk) && !said(words, chunk),
            beside,
        );
        mention.rule = format!("reference.{refers:?}").to_lowercase();
        if chunk.role.is_none() && chunk.body.is_none() {
            mention.kind = MentionKind::Reference;
        }
        if refers == Refers::Person
            && let Some(person) = focus.person(pointed(words, chunk))
        {
            (mention.name, mention.role) = (person.name.clone(), person.role.clone());
            mention.polities = person.code.iter().cloned().collect();
            if person.outsider {
                mention.kind = MentionKind::Outsider;
            }
            return (!mention.polities.is_empty() || person.outsider).then_some(mention);
        }
        return (refers == Refers::Speaker || !mention.polities.is_empty()).then_some(mention);
    }
    if chunk.role.is_some() {
        counterpart(focus, &mut mention);
        mention.name = holder(words, people, &mention);
    }
    let rule = match (chunk.role, chunk.body) {
        (Some(_), _) => "role",
        (None, Some(_)) => "body",
        (None, None) if is_adjective(words.lexicon, chunk) => "name.adjective",
        (None, None) => "name",
    };
    rule.clone_into(&mut mention.rule);
    Some(mention)
}

/// Whether the name describes a noun as an adjective does, in a language whose heads come last: "Turkish",
/// "US".
fn is_adjective(lexicon: &Lexicon, chunk: &Chunk<'_>) -> bool {
    lexicon.order == Order::HeadLast && matches!(chunk.class, Some(AliasClass::Demonym | AliasClass::Acronym))
}

/// Whether the phrase is pointed at the one named last: "ông | này".
fn pointed(words: &Words<'_>, chunk: &Chunk<'_>) -> bool {
    let lexicon = words.lexicon;
    chunk.last < words.tokens.len()
        && (lexicon.demonstratives.contains(words.word(chunk.last))
            || chunk.last - chunk.first > 1 && lexicon.demonstratives.contains(words.word(chunk.last - 1)))
}

/// "Thủ tướng" alone: the one with that role spoken of last, else unknown. A role that many hold needs a word
/// that points ("vị tướng này"); one behind "các" or "một" is nobody's.
fn role_alone(words: &Words<'_>, focus: &Focus, chunk: &Chunk<'_>, mut mention: Mention) -> Option<Mention> {
    let lexicon = words.lexicon;
    let role = mention.role.as_deref()?;
    let pointed = pointed(words, chunk);
    let any =
        chunk.first > 0 && lexicon.not_one.contains(words.word(chunk.first - 1).to_lowercase().as_str());
    if !pointed && (any || lexicon.shared_roles.contains(role)) {
        return None;
    }
    let person = focus.in_role(role).or_else(|| focus.person(true).filter(|_| pointed))?;
    mention.polities = vec![person.code.clone()?];
    mention.name.clone_from(&person.name);
    "role.alone".clone_into(&mut mention.rule);
    Some(mention)
}

/// "người đồng cấp Nga": the same office on the other side.
fn counterpart(focus: &Focus, mention: &mut Mention) {
    if mention.role.as_deref() == Some("counterpart")
        && let Some(person) = focus.person(true)
        && person.code.as_ref().is_some_and(|code| !mention.polities.contains(code))
        && person.role.is_some()
    {
        mention.role.clone_from(&person.role);
    }
}

fn named(
    words: &Words<'_>,
    people: &People,
    focus: &mut Focus,
    chunk: &Chunk<'_>,
    mut mention: Mention,
    (from, to): (usize, usize),
) -> Option<Mention> {
    if chunk.is_press() && chunk.person.is_none() {
        mention.name = Some(name_of(words, from, to));
        mention.kind = MentionKind::Outsider;
        "media".clone_into(&mut mention.rule);
        return Some(mention);
    }
    let own_rule = if chunk.person.is_some() { "person.known" } else { "person.named" };
    let found = people.find(words, from, to, &|i| focus.seen(i));
    let known = chunk.person.or_else(|| people.known_alone(words, (from, to), chunk));
    if let Some(index) = found.filter(|i| people.get(*i).code.is_some() || known.is_none()) {
        let person = people.get(index);
        focus.saw(index);
        take_person(&mut mention, &person.name, person.code.as_deref(), person.role.as_deref());
        if (person.outsider && !chunk.owned) || chunk.former {
            mention.kind = MentionKind::Outsider;
        }
    } else if let Some(index) = known {
        let code = chunk.codes.first().copied();
        let person = words.lexicon.person(index, code, chunk.role, words.day);
        take_person(&mut mention, &person.name, Some(&person.code), Some(&person.role));
        if chunk.former {
            mention.kind = MentionKind::Outsider;
        }
    } else if mention.role.is_none() && !chunk.honorific && mention.polities.is_empty() {
        return None;
    } else {
        mention.name = Some(name_of(words, from, to));
    }
    if chunk.owned {
        mention.name = None;
        mention.role = chunk.role.filter(|_| !chunk.first_is_body()).map(str::to_owned);
    }
    own_rule.clone_into(&mut mention.rule);
    Some(mention)
}

fn take_person(mention: &mut Mention, name: &str, code: Option<&str>, role: Option<&str>) {
    mention.name = Some(name.to_owned());
    mention.role = mention.role.take().or_else(|| role.map(str::to_owned));
    if mention.polities.is_empty() {
        mention.polities = code.iter().map(|c| (*c).to_owned()).collect();
    }
}

/// The name of the one person of the article who has the role for the polity.
fn holder(words: &Words<'_>, people: &People, mention: &Mention) -> Option<String> {
    let (role, [code]) = (mention.role.as_deref()?, mention.polities.as_slice()) else { return None };
    if words.lexicon.shared_roles.contains(role) {
        return None;
    }
    people.holder(code, role).map(str::to_owned)
}

fn kind_of(chunk: &Chunk<'_>) -> MentionKind {
    if chunk.name.is_some() || chunk.role.is_some() || chunk.honorific {
        let outsider =
            chunk.former || (chunk.role.is_none() && chunk.body.is_some_and(BodyClass::is_outside));
        // "tên lửa của Tổng thống Assad" is a thing, whoever it belongs to.
        return match chunk.body {
            Some(BodyClass::Thing) if chunk.role.is_none() || chunk.first_is_body() => MentionKind::Thing,
            Some(BodyClass::People) if chunk.first_is_body() => MentionKind::People,
            Some(BodyClass::Place) if chunk.first_is_body() => MentionKind::Place,
            Some(BodyClass::Outsider | BodyClass::Press) if chunk.first_is_body() => MentionKind::Outsider,
            Some(BodyClass::Acts) if chunk.first_is_body() && chunk.owned => MentionKind::Body,
            _ if outsider => MentionKind::Outsider,
            _ => MentionKind::Person,
        };
    }
    match (chunk.body, chunk.class) {
        (Some(BodyClass::Acts), _) | (None, Some(AliasClass::Gov | AliasClass::Party)) => MentionKind::Body,
        (Some(BodyClass::People), _) => MentionKind::People,
        (Some(BodyClass::Thing), _) => MentionKind::Thing,
        (Some(BodyClass::Place), _) | (None, Some(AliasClass::Place)) => MentionKind::Place,
        (Some(BodyClass::Outsider | BodyClass::Press), _) => MentionKind::Outsider,
        (None, Some(AliasClass::Metonym)) => MentionKind::Metonym,
        (None, _) if chunk.reference.is_some() => MentionKind::Reference,
        (None, _) => MentionKind::Polity,
    }
}
