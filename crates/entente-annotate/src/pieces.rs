//! What stands at a token: the longest name, role, body, person or word of reference.

use crate::lexicon::{BodyClass, COMPOUND, Context, Entry, Lexicon, NAME, Refers, WORD};
use entente_text::edtf::Ymd;
use entente_text::{Token, TokenKind, Word, WordId};
use entente_world::AliasClass;

/// One element of a noun phrase.
#[derive(Debug, Clone)]
pub(crate) enum Element<'a> {
    Polity {
        code: &'a str,
        class: AliasClass,
        compound: bool,
    },
    Role(&'a str),
    Body(BodyClass),
    Person(usize),
    /// Capitalised words that no list knows.
    Name,
    Honorific,
    Former,
    Reference(Refers),
    /// Words that always stand for the same polities.
    Pair(&'a [String]),
    /// A newspaper, agency or broadcaster.
    Media,
}

/// An element and the tokens that it covers.
#[derive(Debug, Clone)]
pub(crate) struct Piece<'a> {
    pub first: usize,
    pub last: usize,
    pub element: Element<'a>,
}

/// One article's tokens with what the lists know of them.
pub(crate) struct Words<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub known: &'a [Word],
    pub lexicon: &'a Lexicon,
    /// The day of publication, when it is known.
    pub day: Option<Ymd>,
}

impl<'a> Words<'a> {
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens[at].span.slice(self.text)
    }

    pub fn folded(&self, from: usize, to: usize) -> impl Iterator<Item = u32> {
        self.known[from..to].iter().map(|w| w.folded)
    }

    fn exact(&self, from: usize, to: usize) -> impl Iterator<Item = u32> {
        self.known[from..to].iter().map(|w| w.exact)
    }

    /// Tokens of a common word that begins at `at` and holds an entry of another list; 0 where there is none.
    pub fn compound(&self, at: usize, end: usize) -> usize {
        if !self.lexicon.begins(self.known[at].folded, COMPOUND) {
            return 0;
        }
        self.lexicon.compounds.longest(self.folded(at, end)).map_or(0, |(len, _)| len)
    }

    /// The longest piece that begins at `at`, within the sentence `begin..end`, unless it only begins a longer
    /// common word.
    pub fn piece(&self, at: usize, begin: usize, end: usize) -> Option<Piece<'a>> {
        let compound = self.compound(at, end);
        self.longest_piece(at, begin, end).filter(|p| p.last - p.first >= compound)
    }

    fn longest_piece(&self, at: usize, begin: usize, end: usize) -> Option<Piece<'a>> {
        let lexicon: &'a Lexicon = self.lexicon;
        let mut best: Option<Piece<'a>> = None;
        if lexicon.begins(self.known[at].exact, NAME)
            && let Some((len, entries)) = lexicon.names.longest(self.exact(at, end))
        {
            let last = at + len;
            if let Some(entry) = entries.iter().find(|e| self.allowed(e, at, last, begin, end)) {
                best = Some(Piece { first: at, last, element: element(entry) });
            }
        }
        if lexicon.begins(self.known[at].folded, WORD)
            && let Some((len, [entry, ..])) = lexicon.words.longest(self.folded(at, end))
        {
            let last = at + len;
            if best.as_ref().is_none_or(|b| b.last < last) {
                best = Some(Piece { first: at, last, element: element(entry) });
            }
        }
        let name = self.name_end(at, begin, end);
        match (&best, name) {
            (Some(piece), Some(last)) if last > piece.last && name_swallows(piece, last) => {
                Some(Piece { first: at, last, element: Element::Name })
            }
            (None, Some(last)) => Some(Piece { first: at, last, element: Element::Name }),
            _ => best,
        }
    }

    fn allowed(&self, entry: &Entry, first: usize, last: usize, begin: usize, end: usize) -> bool {
        let Entry::Polity { rules, .. } = entry else { return true };
        rules.iter().all(|rule| match rule {
            Context::Compound => true,
            Context::NotBefore(words) => !words.iter().any(|w| self.stands_at(w, last, end)),
            Context::NotAfter(words) => !words.iter().any(|w| self.stands_before(w, first, begin)),
        })
    }

    fn stands_at(&self, words: &[WordId], at: usize, end: usize) -> bool {
        at + words.len() <= end
            && words.iter().zip(&self.known[at..]).all(|(word, known)| known.exact == *word)
    }

    fn stands_before(&self, words: &[WordId], first: usize, begin: usize) -> bool {
        first >= begin + words.len() && self.stands_at(words, first - words.len(), first)
    }

    /// Where the capitalised words that begin at `at` end; `None` where no name begins.
    fn name_end(&self, at: usize, begin: usize, end: usize) -> Option<usize> {
        if !self.is_capitalised(at) || self.lexicon.not_names.contains(self.word(at)) {
            return None;
        }
        let mut last = at + 1;
        let mut i = at + 1;
        while i < end && i < at + 9 {
            let word = self.word(i);
            let joins = matches!(word, "-" | "." | "’" | "'") || self.lexicon.particles.contains(word);
            if self.is_capitalised(i) && !self.known_here(i, begin, end) {
                last = i + 1;
            } else if matches!(word, "-")
                && i + 1 < end
                && self.tokens[i + 1].kind == TokenKind::Word
                && last == i
            {
                let tight = self.tokens[i].span.start == self.tokens[i - 1].span.end;
                if tight || self.is_capitalised(i + 1) {
                    if tight || !self.known_here(i + 1, begin, end) {
                        last = i + 2;
                        i += 1;
                    }
                } else if at + 1 < i && self.is_tail(i + 1, end) {
                    // "Moon Jae - in": a given name torn apart by a tokeniser.
                    last = i + 2;
                    i += 1;
                } else {
                    break;
                }
            } else if !joins {
                break;
            }
            i += 1;
        }
        (last > at + 1 || at > begin || self.is_subject_word(last, end)).then_some(last)
    }

    /// Whether what stands behind a lone word that begins a sentence shows it to be a name: "Yun | khẳng định".
    fn is_subject_word(&self, next: usize, end: usize) -> bool {
        next < end
            && (self.lexicon.subject_signs.contains(self.word(next))
                || self.lexicon.speech.longest(self.folded(next, end)).is_some())
    }

    /// A short word in small letters that can end a name behind a hyphen with blanks.
    fn is_tail(&self, at: usize, end: usize) -> bool {
        let word = self.word(at);
        word.chars().count() <= 4
            && !self.lexicon.not_tails.contains(word)
            && self.compound(at, end) == 0
            && self.lexicon.words.longest(self.folded(at, end)).is_none()
    }

    /// A list's own name or role begins here, which a run of capitals does not swallow.
    fn known_here(&self, at: usize, begin: usize, end: usize) -> bool {
        let polity = self.lexicon.names.longest(self.exact(at, end)).is_some_and(|(len, entries)| {
            entries.iter().any(|e| match e {
                Entry::Polity { class: AliasClass::Short, .. } => false,
                Entry::Polity { .. } => self.allowed(e, at, at + len, begin, end),
                _ => false,
            })
        });
        polity || self.lexicon.words.longest(self.folded(at, end)).is_some_and(|(len, _)| len > 1)
    }

    pub fn is_capitalised(&self, at: usize) -> bool {
        self.tokens[at].kind == TokenKind::Word
            && self.word(at).chars().next().is_some_and(char::is_uppercase)
    }
}

/// "Anh Tuấn" is a name though "Anh" is a polity; "Mỹ Donald Trump" is not.
fn name_swallows(piece: &Piece<'_>, last: usize) -> bool {
    match piece.element {
        Element::Polity { class: AliasClass::Short, .. } => {
            last - piece.first > 1 && piece.last - piece.first == 1
        }
        Element::Person(_) => true,
        _ => false,
    }
}

fn element(entry: &Entry) -> Element<'_> {
    match entry {
        Entry::Polity { code, class, rules } => Element::Polity {
            code,
            class: *class,
            compound: rules.iter().any(|r| matches!(r, Context::Compound)),
        },
        Entry::Role(role) => Element::Role(role),
        Entry::Body(class) => Element::Body(*class),
        Entry::Person(index) => Element::Person(*index),
        Entry::Honorific => Element::Honorific,
        Entry::Former => Element::Former,
        Entry::Reference(refers) => Element::Reference(*refers),
        Entry::Pair(codes) => Element::Pair(codes),
        Entry::Media => Element::Media,
    }
}
