//! Finds the time expressions of a text and chooses among what the rules make of them.

use crate::chart::{Chart, Edge, RUN, touches_left, touches_right};
use crate::grammar::Grammar;
use crate::moment::DateTime;
use crate::node::{Arena, Node, NodeId, Portion};
use crate::series::{Eval, Stretch, Way};
use crate::timex::{self, Anchors, Known};
use crate::token::{LINE, Token, UNKNOWN};
use entente_lang::{Pack, PackError};
use entente_text::{Anchor, Edtf, Grain, Relative, Span, TimeExpression, TimexType};
use serde::{Deserialize, Serialize};

/// Where a time lies that could be one to come or one that has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prefer {
    /// News: most of what it tells has happened.
    #[default]
    Past,
    /// Plans and commands.
    Future,
}

/// What is known of a text before it is read.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// When it was published; only a date that is a single day settles what "yesterday" is.
    pub published: Option<Edtf>,
    /// Where a time lies that could be one to come or one that has passed.
    pub prefer: Prefer,
}

/// Which part of its value an expression means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    /// The beginning of it.
    Start,
    /// The middle.
    Mid,
    /// The end.
    End,
    /// About then.
    Approx,
}

/// A time expression with what is needed to settle it later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    /// The expression.
    pub expression: TimeExpression,
    /// Which part of its value it means.
    pub modifier: Option<Modifier>,
    /// The weekday that it names, from 1 for Monday.
    pub weekday: Option<u8>,
    /// Number of its sentence in the document, for [`crate::resolve_in_text`]: 0 unless the caller sets it.
    pub sentence: u32,
    pub(crate) prefer: Prefer,
    pub(crate) meaning: Meaning,
    pub(crate) known: Option<Known>,
}

impl Tagged {
    /// The expression as [`Tagger::tag`] would give it for a text of this day, where only the day is another.
    #[must_use]
    pub fn seen_from(&self, day: &Edtf) -> TimeExpression {
        let document = document_day(Some(day));
        let way = if self.expression.ahead { Way::After } else { self.prefer.way() };
        let reading =
            timex::read(&self.meaning.arena, self.meaning.root, &Anchors { document, last: None }, way);
        TimeExpression {
            timex: reading.timex,
            value: reading.value,
            edtf: reading.edtf,
            grain: reading.grain,
            ..self.expression.clone()
        }
    }
}

/// What is known of a day of publication; nothing of a longer stretch.
fn document_day(published: Option<&Edtf>) -> Option<Known> {
    published.and_then(timex::known).filter(|k| k.stretch.grain == Grain::Day)
}

/// A meaning by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) arena: Arena,
    pub(crate) root: NodeId,
}

/// A time expression with the times that it means, for `entente dates`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// First byte in the text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub timex: TimexType,
    /// TIMEX3 value.
    pub value: String,
    /// Its beginning, ISO 8601.
    pub from: Option<String>,
    /// One past its end, when it is an interval.
    pub to: Option<String>,
    /// The unit that it is precise to.
    pub grain: Grain,
    /// The rule that found it.
    pub rule: String,
}

/// Finds time expressions by the rules of one language.
#[derive(Debug)]
pub struct Tagger {
    grammar: Grammar,
    lang: String,
}

/// Whether a text is news or a phrase that somebody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Text,
    Phrase,
}

impl Tagger {
    /// Reads the date rules of a pack.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        Ok(Self { grammar: Grammar::load(pack)?, lang: pack.lang().to_owned() })
    }

    /// The names of all rules, in the order of the pack.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.grammar.rules.iter().map(|r| r.name.as_str())
    }

    /// The time expressions of a text, in order, not overlapping; spans are relative to `text`.
    pub fn tag(&self, text: &str, context: &Context) -> Vec<Tagged> {
        let document = document_day(context.published.as_ref());
        let anchors = Anchors { document, last: None };
        let mut tags = Vec::new();
        self.scan(text, Mode::Text, |chart, edge, tokens, first| {
            let Some(root) = self.meaning(chart, edge) else { return };
            let ahead = self.is_ahead(tokens, first);
            let way = if ahead { Way::After } else { context.prefer.way() };
            let mut arena = Arena::default();
            let root = arena.copy(&chart.arena, root);
            let reading = timex::read(&arena, root, &anchors, way);
            let (start, end) = bytes(tokens, first, edge);
            let relative = relative(&arena, root);
            tags.push(Tagged {
                modifier: modifier(&arena, root),
                weekday: timex::weekday(&arena, root),
                sentence: 0,
                prefer: context.prefer,
                known: reading.known,
                expression: TimeExpression {
                    span: Span::new(start, end),
                    timex: reading.timex,
                    value: reading.value,
                    edtf: reading.edtf,
                    grain: reading.grain,
                    rule: self.rule_name(edge),
                    relative,
                    ahead,
                },
                meaning: Meaning { arena, root },
            });
        });
        tags
    }

    /// The time expressions of a text with the times that they mean as seen from `reference`.
    pub fn resolve(&self, text: &str, reference: &DateTime, prefer: Prefer) -> Vec<Found> {
        let mut all = Vec::new();
        self.scan(text, Mode::Phrase, |chart, edge, tokens, first| {
            let Some(root) = self.meaning(chart, edge) else { return };
            let mut eval = Eval::new(&chart.arena, reference.local, reference.offset);
            eval.last = Some(Stretch::unit(reference.local, Grain::Second));
            let reading = timex::read_as(&chart.arena, root, eval.resolve(root, prefer.way()));
            let (from, to, grain) = ends(&eval, root, prefer.way());
            let iso = |t: Option<i64>| t.map(|t| DateTime::new(t, reference.offset).to_string());
            let (start, end) = bytes(tokens, first, edge);
            let is_time = from.is_some() || to.is_some();
            if !is_time
                && matches!(reading.timex, TimexType::Date | TimexType::Time)
                && !reading.value.ends_with("_REF")
            {
                return;
            }
            all.push(Found {
                start,
                end,
                timex: reading.timex,
                value: reading.value,
                from: iso(from),
                to: iso(to),
                grain: grain.unwrap_or(reading.grain),
                rule: self.rule_name(edge),
            });
        });
        all
    }

    /// What an expression means; `None` where it only looks like one.
    fn meaning(&self, chart: &mut Chart, edge: &Edge) -> Option<NodeId> {
        if self.grammar.none >> edge.category & 1 == 1 { None } else { chart.meaning(edge) }
    }

    fn rule_name(&self, edge: &Edge) -> String {
        let name = edge.rule.and_then(|r| self.grammar.rules.get(usize::from(r))).map_or("list", |r| &r.name);
        format!("{}/dates/{name}", self.lang)
    }

    /// The names of the rules behind each expression of a phrase, for the test that every rule has an example.
    pub fn rules_used(&self, text: &str, phrase: bool) -> Vec<&str> {
        let mut used = Vec::new();
        let mode = if phrase { Mode::Phrase } else { Mode::Text };
        self.scan(text, mode, |chart, edge, _, _| chart.rules_of(edge, &mut used));
        used.into_iter()
            .filter_map(|r| self.grammar.rules.get(usize::from(r)))
            .map(|r| r.name.as_str())
            .collect()
    }

    /// Calls `give` with each expression that is chosen, the tokens, and the first token of its run.
    fn scan(&self, text: &str, mode: Mode, mut give: impl FnMut(&mut Chart, &Edge, &[Token], usize)) {
        let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
        self.grammar.words.tokenize(text, &mut tokens);
        let mut chart = Chart::default();
        let mut at = 0;
        while at < tokens.len() {
            if !self.grammar.knows(&tokens[at]) {
                at += 1;
                continue;
            }
            let (end, promising) = self.run_from(&tokens, at);
            if promising || mode == Mode::Phrase {
                chart.parse(&self.grammar, &tokens, at..end);
                self.choose(&mut chart, &tokens, at..end, mode, &mut give);
            }
            at = end;
        }
    }

    /// The end of the run of known tokens, and whether an expression can be in it.
    fn run_from(&self, tokens: &[Token], at: usize) -> (usize, bool) {
        let mut promising = false;
        let mut end = at;
        while end < tokens.len() && self.grammar.knows(&tokens[end]) && end - at < RUN {
            let token = &tokens[end];
            if end > at && token.flags & LINE != 0 {
                break;
            }
            promising = promising
                || self.grammar.strong[usize::from(token.symbol)]
                || is_shape(tokens, end)
                || tokens.get(end + 1).is_some_and(|next| {
                    next.symbol != UNKNOWN
                        && self.grammar.pairs[usize::from(token.symbol)].contains(&next.symbol)
                });
            end += 1;
        }
        (end, promising)
    }

    /// From the left, the longest expression at each place; of several over the same words, the best.
    fn choose(
        &self,
        chart: &mut Chart,
        tokens: &[Token],
        run: std::ops::Range<usize>,
        mode: Mode,
        give: &mut impl FnMut(&mut Chart, &Edge, &[Token], usize),
    ) {
        let mut at = 0;
        while at < run.len() {
            let stands = |e: &&Edge| self.stands(e, tokens, run.start, mode);
            let key = |e: &&Edge| (e.end, e.rank, std::cmp::Reverse(e.size));
            match chart.at(at).filter(stands).max_by_key(key).copied() {
                Some(edge) => {
                    give(chart, &edge, tokens, run.start);
                    at = usize::from(edge.end);
                }
                None => at += 1,
            }
        }
    }

    fn stands(&self, edge: &Edge, tokens: &[Token], first: usize, mode: Mode) -> bool {
        if (self.grammar.output | self.grammar.none) >> edge.category & 1 == 0 {
            return false;
        }
        if !Chart::shows(edge, mode == Mode::Text) {
            return false;
        }
        let (start, last) = (first + usize::from(edge.start), first + usize::from(edge.end) - 1);
        let cut_left = tokens[start].digits > 0 && touches_left(tokens, start);
        let glued_word = tokens.get(last + 1).is_some_and(|t| t.is_glued() && t.is_word());
        let cut_right = tokens[last].digits > 0 && (touches_right(tokens, last) || glued_word);
        !cut_left && !cut_right
    }

    /// Whether words of the same sentence, before an expression, say that it is to come.
    fn is_ahead(&self, tokens: &[Token], before: usize) -> bool {
        let from = before.saturating_sub(24);
        let window = &tokens[from..before];
        (0..window.len()).rev().take_while(|&i| window[i].flags & LINE == 0 || i == 0).any(|i| {
            self.grammar.future.iter().any(|phrase| {
                window.len() >= i + phrase.len()
                    && phrase.iter().zip(&window[i..]).all(|(w, t)| *w == t.symbol)
            })
        })
    }
}

/// Digits that look like a date or a time of day by themselves: 11/7, 10:45, 2018.
fn is_shape(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.digits == 0 {
        return false;
    }
    let year = token.digits == 4 && (1000..2200).contains(&token.number);
    year || tokens.get(at + 1).is_some_and(|t| t.is_glued() && (t.is_word() || touches_right(tokens, at)))
}

fn bytes(tokens: &[Token], first: usize, edge: &Edge) -> (usize, usize) {
    let at = |i: u16| &tokens[first + usize::from(i)];
    (at(edge.start).start as usize, at(edge.end - 1).end as usize)
}

/// Beginning and end as `entente dates` prints them, and the grain.
fn ends(eval: &Eval<'_>, root: NodeId, way: Way) -> (Option<i64>, Option<i64>, Option<Grain>) {
    match eval.arena.get(root) {
        Node::Duration { .. } | Node::Every { .. } | Node::EveryOne(_) | Node::Vague(_) => (None, None, None),
        Node::Since(_) | Node::Until(_) => {
            let t = eval.resolve(root, way);
            let start = t.map(|t| t.start);
            let until = matches!(eval.arena.get(root), Node::Until(_));
            (start.filter(|_| !until), start.filter(|_| until), t.map(|t| t.grain))
        }
        _ => {
            let t = eval.resolve(root, way);
            (t.map(|t| t.start), t.filter(|t| t.interval).map(|t| t.end), t.map(|t| t.grain))
        }
    }
}

fn relative(arena: &Arena, id: NodeId) -> Option<Relative> {
    let anchor = |base: NodeId| {
        if arena.any(base, &|n| n == Node::Last) { Anchor::LastMentioned } else { Anchor::Document }
    };
    let on_calendar = |base: NodeId| !matches!(arena.get(base), Node::Now | Node::Last);
    match arena.get(id) {
        Node::Cycle { base, unit, n } => {
            Some(Relative { anchor: anchor(base), unit, offset: n, fuzzy: false })
        }
        Node::Shift { base, n, unit, fuzzy } => {
            if on_calendar(base) {
                return relative(arena, base);
            }
            Some(Relative { anchor: anchor(base), unit, offset: n, fuzzy })
        }
        Node::Run { unit, n, fuzzy } => Some(Relative { anchor: Anchor::Document, unit, offset: n, fuzzy }),
        Node::Last => {
            Some(Relative { anchor: Anchor::LastMentioned, unit: Grain::Day, offset: 0, fuzzy: false })
        }
        Node::Pick { node, n } => {
            Some(Relative { anchor: Anchor::Document, unit: arena.grain(node), offset: n, fuzzy: false })
        }
        Node::Now => {
            Some(Relative { anchor: Anchor::Document, unit: Grain::Second, offset: 0, fuzzy: false })
        }
        node => node.parts().into_iter().flatten().find_map(|part| relative(arena, part)),
    }
}

fn modifier(arena: &Arena, id: NodeId) -> Option<Modifier> {
    if let Some(portion) = timex::portion(arena, id) {
        return Some(match portion {
            Portion::Start => Modifier::Start,
            Portion::Mid => Modifier::Mid,
            Portion::End => Modifier::End,
        });
    }
    arena.any(id, &|n| matches!(n, Node::About(_))).then_some(Modifier::Approx)
}
