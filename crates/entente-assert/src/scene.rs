//! One sentence as a row of items: mentions, time expressions, phrases of the lists, names, words and marks; and who
//! the subject of a verb in it is.

use crate::lexicon::{Lexicon, Tag};
use entente_text::{Annotated, Mention, MentionKind, Quotation, Sentence, Span, Stage, Token, TokenKind};

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum What<'a> {
    /// A mention, by its index.
    Mention(usize),
    /// A time expression, by its index.
    Time(usize),
    /// A phrase of the lists.
    Phrase(&'a [Tag]),
    /// Capitalised words that nothing knows: a name.
    Name,
    /// Any other word or number.
    Word,
    /// A punctuation mark.
    Mark,
}

/// One piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Item<'a> {
    pub what: What<'a>,
    pub span: Span,
    /// Within quotation marks.
    pub quoted: bool,
}

impl Item<'_> {
    pub fn tags(&self) -> &[Tag] {
        match self.what {
            What::Phrase(tags) => tags,
            _ => &[],
        }
    }

    pub fn has(&self, tag: Tag) -> bool {
        self.tags().contains(&tag)
    }

    pub fn any(&self, wanted: impl Fn(&Tag) -> bool) -> bool {
        self.tags().iter().any(wanted)
    }

    /// The first of the tags that `wanted` takes.
    pub fn find<T>(&self, wanted: impl Fn(&Tag) -> Option<T>) -> Option<T> {
        self.tags().iter().find_map(wanted)
    }
}

/// A sentence being read.
pub(crate) struct Scene<'a> {
    pub annotated: &'a Annotated,
    pub sentence: &'a Sentence,
    pub items: Vec<Item<'a>>,
}

impl<'a> Scene<'a> {
    /// Cuts a sentence into items. `None` where no phrase of the lists stands in it.
    pub fn new(lexicon: &'a Lexicon, annotated: &'a Annotated, sentence: &'a Sentence) -> Option<Self> {
        let tokens = &annotated.tokens[sentence.tokens()];
        let known: Vec<u32> = annotated.words[sentence.tokens()].iter().map(|w| w.folded).collect();
        let items = items(lexicon, annotated, sentence, tokens, &known);
        items.iter().any(|i| matches!(i.what, What::Phrase(_))).then_some(Self { annotated, sentence, items })
    }

    pub fn mention(&self, at: usize) -> Option<&'a Mention> {
        match self.items.get(at)?.what {
            What::Mention(index) => self.annotated.mentions.get(index),
            _ => None,
        }
    }

    pub fn words(&self, at: usize) -> &'a str {
        self.items[at].span.slice(self.annotated.text())
    }

    pub fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        self.items.get(at).is_some_and(|i| i.what == What::Mark) && marks.contains(&self.words(at))
    }

    /// From the first to the last of a range of items.
    pub fn span(&self, from: usize, to: usize) -> Span {
        self.items[from].span.cover(self.items[to.max(from + 1) - 1].span)
    }

    /// Whether an item can be one who acts or speaks.
    fn can_act(&self, at: usize) -> bool {
        if let Some(m) = self.mention(at) {
            return (m.kind.acts() || m.kind == MentionKind::Outsider)
                && (!m.polities.is_empty() || m.name.is_some());
        }
        let glued = at > 0 && self.is_mark(at - 1, &["-", "–", "/"]);
        self.items[at].what == What::Name && !glued || self.items[at].has(Tag::Anonymous)
    }

    /// Whether nothing governs what stands at an item: it can be a subject.
    pub fn is_free(&self, at: usize) -> bool {
        let Some(mut before) = at.checked_sub(1) else { return true };
        // "X và Y": the second stands as the first does.
        if (self.items[before].has(Tag::And) || self.is_mark(before, &[","]))
            && before > 0
            && self.can_act(before - 1)
            && !self.is_apposition(before - 1, at)
        {
            return self.is_free(before - 1);
        }
        while self.items[before].what == What::Word && before > 0 && is_plural(self.words(before)) {
            before -= 1;
        }
        // "phản đối mạnh mẽ NATO": an adverb behind a verb lets it govern.
        let mut verb = before;
        while self.items[verb].has(Tag::Auxiliary) && verb > 0 {
            verb -= 1;
        }
        if verb < before
            && self.items[verb].any(|t| matches!(t, Tag::Stance(_) | Tag::Step(_) | Tag::Realise(_)))
            && !self.items[verb].has(Tag::Auxiliary)
        {
            return false;
        }
        // "thông cáo của NATO": what speaks for it.
        if self.items[before].has(Tag::Owner) {
            return (before.saturating_sub(3)..before).any(|i| self.items[i].has(Tag::Document));
        }
        let item = &self.items[before];
        match item.what {
            What::Mark => !self.is_mark(before, &["-", "–", "/", "."]) || before == 0,
            What::Time(_) => true,
            What::Phrase(_) => {
                item.any(|t| {
                    matches!(
                        t,
                        Tag::Opener
                            | Tag::Noun(None)
                            | Tag::Break
                            | Tag::And
                            | Tag::That
                            | Tag::Say(_)
                            | Tag::Condition
                            | Tag::Passive
                            | Tag::Reason
                    )
                }) && !item.any(|t| matches!(t, Tag::Owner | Tag::Place | Tag::Stance(_)))
                    || item.has(Tag::Auxiliary)
            }
            What::Mention(_) | What::Word | What::Name => false,
        }
    }

    /// A comma between a name and what is said of its bearer.
    fn is_apposition(&self, name: usize, next: usize) -> bool {
        self.is_mark(next - 1, &[","])
            && (self.items[name].what == What::Name || self.items[next].what == What::Name)
    }

    /// The subject of the verb at `at`: the nearest free one before it, none beyond `from`.
    pub fn subject(&self, at: usize, from: usize) -> Option<usize> {
        if let Some(named) = self.before_apposition(at, from) {
            return Some(named);
        }
        let quoted = self.items[at].quoted;
        let mut adjacent = true;
        for i in (from..at).rev() {
            let item = &self.items[i];
            if self.is_mark(i, &[";", ":"]) || item.quoted && !quoted {
                if item.quoted {
                    continue;
                }
                return None;
            }
            let bare =
                self.mention(i).is_some_and(|m| matches!(m.kind, MentionKind::Polity | MentionKind::Metonym));
            let close = adjacent && !bare && !self.is_governed(i) && self.items[i].what != What::Name;
            if self.can_act(i) && (self.is_free(i) || close) {
                return Some(i);
            }
            adjacent &=
                matches!(item.what, What::Time(_)) || item.has(Tag::Auxiliary) || item.has(Tag::Negation);
        }
        None
    }

    /// "X, giảng viên tại …, nói": the name before an apposition that ends right before the verb.
    fn before_apposition(&self, at: usize, from: usize) -> Option<usize> {
        let close = (from..at).rev().find(|i| !self.items[*i].has(Tag::Auxiliary))?;
        if !self.is_mark(close, &[","]) {
            return None;
        }
        (from..close.saturating_sub(1)).rev().find(|i| {
            let opens = *i == from;
            let named = self.items[*i].what == What::Name
                || self.mention(*i).is_some_and(|m| m.name.is_some() || opens && m.kind.acts());
            named
                && self.is_mark(i + 1, &[","])
                && i + 2 < close
                && self.is_free(*i)
                && !self.items[*i].quoted
                && (*i == 0 || !self.is_mark(i - 1, &["-", "–"]))
                && !self.items[i + 2].any(|t| matches!(t, Tag::Say(_)))
        })
    }

    /// Whether a preposition or a verb stands right before.
    fn is_governed(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        self.items[before].any(|t| {
            matches!(
                t,
                Tag::Preposition
                    | Tag::Place
                    | Tag::Owner
                    | Tag::Stance(_)
                    | Tag::Realise(_)
                    | Tag::Step(_)
                    | Tag::Modal(_)
            )
        }) && !self.items[before].has(Tag::Auxiliary)
    }

    /// The list that ends at an item: "Mỹ, Anh và Pháp"; its first item.
    pub fn list_start(&self, at: usize) -> usize {
        let (mut first, mut joined) = (at, false);
        while first >= 2 {
            let joint = first - 1;
            let and = self.items[joint].has(Tag::And);
            if !(and || joined && self.is_mark(joint, &[","])) || self.mention(first - 2).is_none() {
                break;
            }
            joined = true;
            first -= 2;
        }
        first
    }

    /// Codes of the polities of a range of items, each once, in order.
    pub fn codes(&self, from: usize, to: usize) -> Vec<String> {
        let mut codes = Vec::new();
        for mention in (from..to).filter_map(|i| self.mention(i)) {
            for code in &mention.polities {
                if !codes.contains(code) {
                    codes.push(code.clone());
                }
            }
        }
        codes
    }

    /// The nearest time expression among items, from the one end to the other.
    pub fn time(&self, mut range: impl Iterator<Item = usize>) -> Option<&'a entente_text::TimeExpression> {
        range.find_map(|i| match self.items.get(i)?.what {
            What::Time(index) => self.annotated.times.get(index).filter(|t| t.edtf.is_some()),
            _ => None,
        })
    }
}

/// Small words of number before a noun. Their list is closed in each language, short and without a role of its own;
/// what begins in a small letter and has at most three letters is taken for one.
fn is_plural(word: &str) -> bool {
    word.chars().count() <= 5 && word.chars().all(char::is_lowercase)
}

fn items<'a>(
    lexicon: &'a Lexicon,
    annotated: &Annotated,
    sentence: &Sentence,
    tokens: &[Token],
    known: &[u32],
) -> Vec<Item<'a>> {
    let text = annotated.text();
    let mut mentions = annotated.mentions_in(sentence.span).peekable();
    let first_time = annotated.times.partition_point(|t| t.span.start < sentence.span.start);
    let mut times = annotated.times[first_time..].iter().enumerate().peekable();
    let mut found: Vec<Item<'a>> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let start = tokens[at].span.start;
        while mentions.peek().is_some_and(|(_, m)| m.span.start < start) {
            mentions.next();
        }
        while times.peek().is_some_and(|(_, t)| t.span.start < start) {
            times.next();
        }
        let next = mentions.peek().map_or(u32::MAX, |(_, m)| m.span.start);
        let until = |stop: u32| at + tokens[at..].partition_point(|t| t.span.start < stop);
        let phrase = |to: usize| lexicon.phrases.longest(known[at..to].iter().copied());
        let (what, span) = match (mentions.peek(), times.peek()) {
            (Some((index, m)), _) if m.span.start == start => {
                // "văn phòng của NATO" is a body of NATO and the noun of a plan.
                let planned = found.iter().rev().take(4).any(|i| i.any(|t| is_planning(*t)));
                let head = (planned && splits(m.kind)).then(|| phrase(until(m.span.end))).flatten();
                match head.filter(|(_, tags)| tags.iter().any(|t| is_noun(*t))) {
                    Some((len, tags)) if tokens[at + len - 1].span.end < m.span.end => {
                        let head = Span { start, end: tokens[at + len - 1].span.end };
                        found.push(Item {
                            what: What::Phrase(tags),
                            span: head,
                            quoted: quoted(annotated, head),
                        });
                        let rest = Span { start: tokens[at + len].span.start, end: m.span.end };
                        (What::Mention(*index), rest)
                    }
                    _ => (What::Mention(*index), m.span),
                }
            }
            (_, Some((index, t))) if t.span.start == start => (What::Time(first_time + index), t.span),
            _ => match phrase(until(next)) {
                Some((len, tags)) => (What::Phrase(tags), tokens[at].span.cover(tokens[at + len - 1].span)),
                None => plain(text, tokens, at, until(next)),
            },
        };
        while at < tokens.len() && tokens[at].span.start < span.end {
            at += 1;
        }
        found.push(Item { what, span, quoted: quoted(annotated, span) });
    }
    found
}

fn quoted(annotated: &Annotated, span: Span) -> bool {
    Quotation::holding(&annotated.quotations, span).is_some()
}

/// Mentions whose first words can be the noun of a plan.
fn splits(kind: MentionKind) -> bool {
    matches!(
        kind,
        MentionKind::Body
            | MentionKind::Thing
            | MentionKind::Place
            | MentionKind::People
            | MentionKind::Outsider
    )
}

/// Words behind which the noun of a plan can stand.
fn is_planning(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Realise(_)
            | Tag::Noun(_)
            | Tag::Modal(Stage::Scheduled | Stage::Proposed | Stage::Negotiated)
            | Tag::Step(_)
    )
}

fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::Head(_) | Tag::Act(_) | Tag::Noun(_) | Tag::StanceNoun(_))
}

/// A name of two or more capitalised words, else a single word or mark.
fn plain<'a>(text: &str, tokens: &[Token], at: usize, until: usize) -> (What<'a>, Span) {
    let token = tokens[at];
    if token.kind == TokenKind::Punct {
        return (What::Mark, token.span);
    }
    let capital = |t: &Token| {
        let word = t.span.slice(text);
        t.kind == TokenKind::Word
            && word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).all(|c| c.is_lowercase() || c == '\'' || c == '’' || c.is_uppercase())
            && word.chars().nth(1).is_some_and(char::is_lowercase)
    };
    let mut last = at;
    while last < until && capital(&tokens[last]) {
        last += 1;
        // "Kim Sol-hwa": a small letter behind a hyphen without blanks.
        let glued = last + 1 < until
            && tokens[last].span.slice(text) == "-"
            && tokens[last].span.start == tokens[last - 1].span.end
            && tokens[last + 1].span.start == tokens[last].span.end;
        if glued {
            last += 2;
        }
    }
    if last >= at + 2 {
        (What::Name, token.span.cover(tokens[last - 1].span))
    } else {
        (What::Word, token.span)
    }
}
