//! Pieces to noun phrases: "Ngoại trưởng | Hàn Quốc | Park Jin" is one mention.

use crate::lexicon::{BodyClass, Order, Refers};
use crate::people::known_alone;
use crate::pieces::{Element, Piece, Words};
use entente_world::AliasClass;

/// A noun phrase before anything in it is resolved. Token positions are those of its [`Words`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Chunk<'a> {
    pub first: usize,
    pub last: usize,
    /// Codes that it names itself.
    pub codes: Vec<&'a str>,
    /// Kind of name of the first code.
    pub class: Option<AliasClass>,
    pub role: Option<&'a str>,
    pub body: Option<BodyClass>,
    pub name: Option<(usize, usize)>,
    pub person: Option<usize>,
    pub reference: Option<Refers>,
    pub honorific: bool,
    pub former: bool,
    /// Whether the phrase begins with the body noun.
    pub begins_with_body: bool,
    /// A short form that counts only in company.
    pub compound_only: bool,
    /// The name is that of a paper, agency or broadcaster.
    pub media: bool,
    /// The name is that of somebody whom the role serves: "đặc phái viên của Tổng thống Moon".
    pub owned: bool,
}

impl<'a> Chunk<'a> {
    fn has_head(&self) -> bool {
        self.role.is_some() || self.body.is_some() || self.honorific
    }

    /// Whether it names a newspaper, agency or broadcaster.
    pub fn is_press(&self) -> bool {
        self.media || self.body == Some(BodyClass::Press) && self.role.is_none() && !self.honorific
    }

    /// Whether a body noun heads the phrase.
    pub fn first_is_body(&self) -> bool {
        self.begins_with_body
    }

    /// Whether the phrase so far belongs to the person that `next` begins to name: "đặc phái viên của | Tổng thống
    /// Moon", "chính quyền | Tổng thống Trump".
    fn serves(&self, next: &Element<'_>, glued: bool) -> bool {
        let person =
            matches!(next, Element::Role(_) | Element::Person(_) | Element::Honorific | Element::Former);
        let known = matches!(next, Element::Person(_));
        let body = self.begins_with_body || self.body.is_some() && self.role.is_some();
        // A ship is called after a person: "tàu khu trục USS John McCain".
        let called = self.begins_with_body && self.class == Some(AliasClass::Gov);
        person && (glued && (self.role.is_some() || self.begins_with_body) || body && !known || called)
    }

    fn take(&mut self, piece: &Piece<'a>, glued: bool) {
        self.owned |= self.serves(&piece.element, glued);
        if self.last == 0 {
            self.first = piece.first;
            self.begins_with_body = matches!(piece.element, Element::Body(_));
        }
        self.last = piece.last;
        match &piece.element {
            Element::Polity { code, class, compound } => {
                if !self.codes.contains(code) {
                    self.codes.push(code);
                }
                self.compound_only = self.class.is_none() && *compound && !self.has_head();
                self.class = self.class.or(Some(*class));
            }
            Element::Role(role) => self.role = self.role.or(Some(role)),
            Element::Body(class) => self.body = self.body.or(Some(*class)),
            Element::Person(index) => {
                self.person = Some(*index);
                self.name = Some((piece.first, piece.last));
            }
            Element::Name => self.name = Some((piece.first, piece.last)),
            Element::Honorific => self.honorific = true,
            Element::Former => self.former |= !self.owned,
            Element::Reference(refers) => self.reference = self.reference.or(Some(*refers)),
            Element::Pair(codes) => {
                self.codes = codes.iter().map(String::as_str).collect();
                self.class = Some(AliasClass::Name);
            }
            Element::Media => {
                self.name = Some((piece.first, piece.last));
                self.media = true;
            }
        }
    }

    /// Whether `next` can go on with this phrase, in a language whose heads come first.
    fn accepts_head_first(&self, next: &Element<'_>, glued: bool) -> bool {
        if self.name.is_some() {
            // "Thời báo Hoàn Cầu của Trung Quốc": what a paper writes, its country does not say.
            let owner = matches!(next, Element::Polity { .. });
            return self.media && glued && owner && self.codes.is_empty();
        }
        match next {
            Element::Polity { .. } => {
                (self.has_head() || self.former) && self.codes.is_empty() && self.reference.is_none()
            }
            Element::Role(_) => {
                self.former && self.role.is_none() && self.codes.is_empty()
                    || self.honorific && !glued && self.codes.is_empty()
                    || glued && self.has_head() && self.codes.is_empty()
                    || self.role.is_some() && self.codes.is_empty() && !glued
                    || self.body.is_some_and(|b| glued || b == BodyClass::Acts) && self.codes.is_empty()
            }
            Element::Body(_) => self.has_head() && self.codes.is_empty() && self.reference.is_none(),
            Element::Person(_) => self.has_head() || self.former,
            Element::Name => {
                !glued
                    && (self.role.is_some() || self.honorific || self.body.is_some_and(BodyClass::is_outside))
            }
            Element::Honorific => !glued && self.role.is_some(),
            Element::Reference(Refers::State | Refers::Organisation) => {
                self.has_head() && self.codes.is_empty() && self.reference.is_none()
            }
            Element::Reference(refers) if refers.is_pair() => {
                self.has_head() && !self.honorific && self.codes.is_empty()
            }
            // "chính quyền của cựu Tổng thống Obama" acted for the state all the same.
            Element::Former => {
                self.begins_with_body && self.body == Some(BodyClass::Acts) && self.codes.is_empty()
            }
            Element::Reference(_) => false,
            Element::Pair(_) => self.has_head() && !self.honorific && self.codes.is_empty(),
            Element::Media => self.body.is_some_and(BodyClass::is_outside),
        }
    }

    /// The same in a language whose heads come last: "South Korean Foreign Minister Park Jin".
    fn accepts_head_last(&self, next: &Element<'_>, glued: bool) -> bool {
        if self.name.is_some() {
            return false;
        }
        match next {
            Element::Polity { .. } => {
                self.codes.is_empty()
                    && (self.role.is_some() || self.body.is_some())
                    && (glued || self.former)
                    || self.former && self.codes.is_empty()
            }
            Element::Role(_) => {
                !glued
                    && (self.class.is_some()
                        || self.former
                        || self.role.is_some()
                        || self.reference.is_some())
                    || glued && self.role.is_some()
            }
            Element::Body(_) => {
                !self.honorific
                    && (self.class.is_some()
                        || self.reference.is_some()
                        || self.body.is_some()
                        || self.role.is_some())
            }
            Element::Person(_) | Element::Name => {
                !glued
                    && (self.role.is_some()
                        || self.honorific
                        || (self.former && matches!(next, Element::Person(_))))
            }
            Element::Honorific => !glued && self.role.is_some(),
            Element::Former => false,
            Element::Reference(_) | Element::Pair(_) => glued && self.has_head() && self.codes.is_empty(),
            Element::Media => self.body.is_some_and(BodyClass::is_outside),
        }
    }

    fn accepts(&self, order: Order, next: &Element<'_>, glued: bool) -> bool {
        match order {
            Order::HeadFirst => self.accepts_head_first(next, glued),
            Order::HeadLast => self.accepts_head_last(next, glued),
        }
    }
}

/// The noun phrases of the sentence `begin..end`. `blocked` tells tokens that belong to something else
/// (time expressions).
pub(crate) fn chunks<'a>(
    words: &Words<'a>,
    begin: usize,
    end: usize,
    blocked: &dyn Fn(usize) -> bool,
) -> Vec<Chunk<'a>> {
    let mut found = Vec::new();
    let mut at = begin;
    while at < end {
        if blocked(at) {
            at += 1;
            continue;
        }
        let Some(piece) = words.piece(at, begin, end) else {
            at += words.compound(at, end).max(1);
            continue;
        };
        let chunk = grow(words, &piece, begin, end, blocked);
        at = chunk.last;
        found.push(chunk);
    }
    found
}

fn grow<'a>(
    words: &Words<'a>,
    piece: &Piece<'a>,
    begin: usize,
    end: usize,
    blocked: &dyn Fn(usize) -> bool,
) -> Chunk<'a> {
    let mut chunk = Chunk::default();
    chunk.take(piece, false);
    while chunk.last < end && !blocked(chunk.last) {
        if dyad(words, &mut chunk, begin, end)
            || absorb_bracket(words, &mut chunk, end)
            || absorb_post(words, &mut chunk, begin, end)
            || absorb_charge(words, &mut chunk, begin, end)
            || absorb_head(words, &mut chunk, begin, end)
        {
            continue;
        }
        if words.lexicon.order == Order::HeadLast {
            match compound(words, &mut chunk, end) {
                Some(true) => continue,
                Some(false) => break,
                None => {}
            }
            if people(words, &mut chunk, begin, end) {
                continue;
            }
            if let Some(next) = head_behind(words, &chunk, begin, end, blocked) {
                chunk.take(&next, false);
                continue;
            }
        }
        let glue = glue_length(words, chunk.last, end);
        let direct = words.piece(chunk.last, begin, end);
        if let Some(next) = direct.filter(|next| chunk.accepts(words.lexicon.order, &next.element, false)) {
            chunk.take(&next, false);
            continue;
        }
        let after = glue.map(|n| chunk.last + n).filter(|at| *at < end && !blocked(*at));
        let next = after.and_then(|at| words.piece(at, begin, end));
        match next {
            Some(next) if chunk.accepts(words.lexicon.order, &next.element, true) => {
                chunk.take(&next, true);
            }
            _ => break,
        }
    }
    // "army | chief | X": heads that follow each other are one person's.
    chunk.owned &= words.lexicon.order == Order::HeadFirst;
    chunk
}

fn glue_length(words: &Words<'_>, at: usize, end: usize) -> Option<usize> {
    let lexicon = words.lexicon;
    let glue = lexicon.glue.longest(words.folded(at, end)).map(|(len, _)| len);
    let mut len = glue.unwrap_or(0);
    len += lexicon.possessive.longest(words.folded(at + len, end)).map_or(0, |(n, _)| n);
    while at + len < end && lexicon.articles.contains(words.word(at + len)) {
        len += 1;
    }
    (len > 0).then_some(len)
}

/// "US-led": whether the polity still acts; "Iran-backed" makes it describe another.
fn compound(words: &Words<'_>, chunk: &mut Chunk<'_>, end: usize) -> Option<bool> {
    let at = chunk.last;
    if chunk.codes.is_empty() || chunk.name.is_some() || at + 1 >= end || words.word(at) != "-" {
        return None;
    }
    let word = words.word(at + 1).to_lowercase();
    let acting = words.lexicon.acting_compounds.contains(&word);
    if !acting && !words.lexicon.other_compounds.contains(&word) {
        return None;
    }
    chunk.last = at + 2;
    if !acting {
        chunk.body = chunk.body.or(Some(BodyClass::Thing));
    }
    Some(acting)
}

/// "Bosnian | Serbs", "Iraqi | Kurds": people of the polity named first.
fn people<'a>(words: &Words<'a>, chunk: &mut Chunk<'a>, begin: usize, end: usize) -> bool {
    let bare = chunk.class == Some(AliasClass::Demonym) && chunk.body.is_none() && chunk.role.is_none();
    if !bare || chunk.name.is_some() || chunk.last >= end {
        return false;
    }
    match words.piece(chunk.last, begin, end) {
        Some(Piece { element: Element::Polity { class: AliasClass::Demonym, .. }, last, .. }) => {
            chunk.last = last;
            true
        }
        _ => false,
    }
}

/// "Russia's | new | foreign minister", "Israeli | military | police": the head of a phrase that a polity opens,
/// behind a mark of possession, an article or words that describe it.
fn head_behind<'a>(
    words: &Words<'a>,
    chunk: &Chunk<'a>,
    begin: usize,
    end: usize,
    blocked: &dyn Fn(usize) -> bool,
) -> Option<Piece<'a>> {
    if chunk.class.is_none() && chunk.reference.is_none() || chunk.name.is_some() || chunk.role.is_some() {
        return None;
    }
    let lexicon = words.lexicon;
    let mut at = chunk.last;
    at += lexicon.possessive.longest(words.folded(at, end)).map_or(0, |(n, _)| n);
    while let Some((n, ())) = lexicon.modifiers.longest(words.folded(at, end)).map(|(n, _)| (n, ())) {
        at += n;
    }
    if at == chunk.last || at >= end || blocked(at) {
        return None;
    }
    let piece = words.piece(at, begin, end)?;
    let head = match &piece.element {
        Element::Role(_) => true,
        Element::Body(_) => chunk.body.is_none(),
        _ => false,
    };
    head.then_some(piece)
}

/// "Mỹ - Triều": a mark and another polity behind a polity.
fn dyad<'a>(words: &Words<'a>, chunk: &mut Chunk<'a>, begin: usize, end: usize) -> bool {
    if chunk.codes.is_empty() || chunk.name.is_some() || chunk.last + 1 >= end {
        return false;
    }
    if !words.lexicon.dyad_marks.contains(words.word(chunk.last)) {
        return false;
    }
    match words.piece(chunk.last + 1, begin, end) {
        Some(piece) if matches!(piece.element, Element::Polity { .. }) => {
            chunk.take(&piece, false);
            chunk.compound_only = false;
            true
        }
        _ => false,
    }
}

/// "Đại sứ Triều Tiên tại Nga Kim Yong Jae": the place of the post stands before the name.
fn absorb_post<'a>(words: &Words<'a>, chunk: &mut Chunk<'a>, begin: usize, end: usize) -> bool {
    let open = chunk.role.is_some() && !chunk.codes.is_empty() && chunk.name.is_none();
    if !open || chunk.last + 2 >= end || !words.lexicon.posts.contains(words.word(chunk.last)) {
        return false;
    }
    let Some(host) = words.piece(chunk.last + 1, begin, end) else { return false };
    if !matches!(host.element, Element::Polity { .. }) || host.last >= end {
        return false;
    }
    match words.piece(host.last, begin, end) {
        Some(name) if matches!(name.element, Element::Name | Element::Person(_)) => {
            chunk.take(&name, false);
            true
        }
        _ => false,
    }
}

/// "Thứ trưởng Ngoại giao Canada phụ trách châu Phi Ann Roe": what the holder of a role is charged with stands before the name.
fn absorb_charge<'a>(words: &Words<'a>, chunk: &mut Chunk<'a>, begin: usize, end: usize) -> bool {
    const LONGEST: usize = 14;
    let open = chunk.role.is_some() && !chunk.codes.is_empty() && chunk.name.is_none();
    let Some((length, _)) = words.lexicon.charged.longest(words.folded(chunk.last, end)).filter(|_| open)
    else {
        return false;
    };
    let (mut at, last) = (chunk.last + length, end.min(chunk.last + length + LONGEST));
    while at < last {
        let charge = words.lexicon.charges.longest(words.folded(at, last)).map(|(n, _)| n);
        match words.piece(at, begin, end) {
            _ if charge.is_some() => at += charge.unwrap_or(1),
            Some(name) if matches!(name.element, Element::Name | Element::Person(_)) => {
                chunk.take(&name, false);
                return true;
            }
            Some(place) if matches!(place.element, Element::Polity { .. }) => at = place.last,
            _ => return false,
        }
    }
    false
}

/// "chính quyền Trump": a government by the name alone of the one who heads it.
fn absorb_head<'a>(words: &Words<'a>, chunk: &mut Chunk<'a>, begin: usize, end: usize) -> bool {
    let body = chunk.begins_with_body && chunk.body == Some(BodyClass::Acts);
    if !body || !chunk.codes.is_empty() || chunk.role.is_some() || chunk.name.is_some() || chunk.honorific {
        return false;
    }
    match words.piece(chunk.last, begin, end) {
        Some(name)
            if matches!(name.element, Element::Name)
                && known_alone(words.lexicon, words, name.first, name.last).is_some() =>
        {
            chunk.take(&name, false);
            chunk.owned = true;
            true
        }
        _ => false,
    }
}

/// "Liên minh châu Âu (EU)", "Davos (Thuỵ Sĩ)": a name in brackets that says the same or where it is.
fn absorb_bracket<'a>(words: &Words<'a>, chunk: &mut Chunk<'a>, end: usize) -> bool {
    let at = chunk.last;
    if at + 2 >= end || words.word(at) != "(" {
        return false;
    }
    let Some(piece) = words.piece(at + 1, at, end) else { return false };
    if piece.last >= end || words.word(piece.last) != ")" {
        return false;
    }
    let Element::Polity { code, class, .. } = piece.element else { return false };
    if chunk.codes.first().is_some_and(|c| *c == code) {
        chunk.last = piece.last + 1;
        return true;
    }
    let bare_name =
        chunk.codes.is_empty() && chunk.name.is_some() && chunk.person.is_none() && chunk.role.is_none();
    if bare_name && class != AliasClass::Place {
        chunk.codes.push(code);
        chunk.class = Some(AliasClass::Place);
        chunk.name = None;
        chunk.last = piece.last + 1;
        return true;
    }
    false
}
