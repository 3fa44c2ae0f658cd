//! Finds what the rules make of a run of tokens: a chart, filled from right to left.
//!
//! At each place, from the last to the first, the words and numbers that begin there become edges; every edge is tried
//! as the first element of the patterns that begin with it, and the rest of a pattern is looked for among the edges to
//! the right, which are all known by then. A rule's result is an edge again. So rules combine freely
//! (`8 giờ` + `tối nay`), left recursion needs no care, and nothing is looked for where no word of the pack stands.

use crate::action::{Val, node};
use crate::grammar::{End, Entry, Grammar, INT, NUM, Step};
use crate::node::{Arena, NodeId};
use crate::pattern::{Condition, Item, Look};
use crate::token::{LINE, Symbol, Token, UPPER};

/// Something found over some tokens.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// Its category.
    pub category: u8,
    /// How many digits, when it is a plain number.
    digits: u8,
    /// First token of the run.
    pub start: u16,
    /// One past the last.
    pub end: u16,
    /// What it says.
    pub value: Val,
    /// The rule that made it, if one did.
    pub rule: Option<u16>,
    /// Whether it is no expression by itself: 1 not in running text, 2 never.
    hidden: u8,
    /// Sum of the ranks of the rules below.
    pub rank: i16,
    /// How many rules are below.
    pub size: u16,
    /// The next edge that begins at the same token.
    next: u32,
    /// The edges that it is made of.
    parts: [u32; PARTS],
}

/// The most captures of a pattern.
const PARTS: usize = 6;
/// The most edges of a run: far more than any expression needs.
const EDGES: usize = 2_000;
/// The most tokens of a run.
pub const RUN: usize = 48;
const NONE: u32 = u32::MAX;

/// The chart of one run; made once and used for many.
#[derive(Debug, Default)]
pub struct Chart {
    /// The meanings of the edges.
    pub arena: Arena,
    /// All edges.
    pub edges: Vec<Edge>,
    heads: Vec<u32>,
    agenda: Vec<Edge>,
}

/// A pattern of which a beginning has matched.
#[derive(Clone, Copy)]
struct Partial {
    start: usize,
    at: usize,
    captures: usize,
    parts: [u32; PARTS],
}

impl Partial {
    fn with(mut self, id: u32, edge: &Edge) -> Self {
        self.parts[self.captures] = id;
        self.captures += 1;
        self.at = edge.end.into();
        self
    }
}

impl Chart {
    /// Fills the chart over `tokens[run]`.
    pub fn parse(&mut self, grammar: &Grammar, tokens: &[Token], run: std::ops::Range<usize>) {
        self.arena.clear();
        self.edges.clear();
        self.heads.clear();
        self.heads.resize(run.len() + 1, NONE);
        let here = Run { grammar, tokens, range: run };
        for at in (0..here.range.len()).rev() {
            self.words_at(&here, at);
            while let Some(edge) = self.agenda.pop() {
                if let Some(id) = self.add(edge) {
                    self.extend(&here, id);
                }
            }
        }
    }

    /// The edges that begin at a token of the run.
    pub fn at(&self, start: usize) -> impl Iterator<Item = &Edge> {
        let mut next = self.heads.get(start).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let edge = self.edges.get(next as usize)?;
            next = edge.next;
            Some(edge)
        })
    }

    /// The rules that an edge was made by, itself last.
    pub fn rules_of(&self, edge: &Edge, rules: &mut Vec<u16>) {
        for part in edge.parts.iter().filter_map(|&i| self.edges.get(i as usize)) {
            self.rules_of(part, rules);
        }
        rules.extend(edge.rule);
    }

    /// Numbers, phrases of the lists, and patterns that begin with a word.
    fn words_at(&mut self, here: &Run<'_>, at: usize) {
        let token = here.token(at);
        if token.digits > 0 {
            let edge = Edge { digits: token.digits, ..plain(at, at + 1, Val::Int(token.number.into())) };
            self.agenda.push(Edge { category: INT, ..edge });
            if here.stands_alone(at) {
                self.agenda.push(Edge { category: NUM, ..edge });
            }
        }
        for Entry { words, category, value } in &here.grammar.entries[usize::from(token.symbol)] {
            if here.has(at, words) {
                let value = value.map_or_else(|node| Val::Time(self.arena.add(node)), |v| v);
                self.agenda.push(Edge { category: *category, ..plain(at, at + words.len(), value) });
            }
        }
        let start = Partial { start: at, at, captures: 0, parts: [NONE; PARTS] };
        for &step in &here.grammar.by_word[usize::from(token.symbol)] {
            self.step(here, step, start);
        }
    }

    /// Keeps an edge unless it is there already.
    fn add(&mut self, edge: Edge) -> Option<u32> {
        if self.edges.len() >= EDGES {
            return None;
        }
        let mut next = self.heads[usize::from(edge.start)];
        while let Some(old) = self.edges.get_mut(next as usize) {
            let same = old.end == edge.end
                && old.category == edge.category
                && same(&self.arena, old.value, edge.value);
            if same {
                let key = |e: &Edge| (std::cmp::Reverse(e.hidden), e.rank, std::cmp::Reverse(e.size));
                if key(&edge) > key(old) {
                    *old = Edge { next: old.next, ..edge };
                }
                return None;
            }
            next = old.next;
        }
        let id = self.edges.len() as u32;
        self.edges.push(Edge { next: self.heads[usize::from(edge.start)], ..edge });
        self.heads[usize::from(edge.start)] = id;
        Some(id)
    }

    /// Tries an edge as the first element of patterns.
    fn extend(&mut self, here: &Run<'_>, id: u32) {
        let edge = self.edges[id as usize];
        let start =
            Partial { start: edge.start.into(), at: edge.start.into(), captures: 0, parts: [NONE; PARTS] };
        for &number in &here.grammar.by_category[usize::from(edge.category)] {
            let step = &here.grammar.steps[number as usize];
            if let Item::Cat { condition, .. } = &step.item
                && here.can_follow(step, edge.end.into())
                && self.fits(here, condition, &edge)
            {
                self.go_on(here, step, start.with(id, &edge));
            }
        }
    }

    fn fits(&self, here: &Run<'_>, c: &Condition, edge: &Edge) -> bool {
        let number = match edge.value {
            Val::Int(n) => (c.low..=c.high).contains(&n) && (c.digits.0..=c.digits.1).contains(&edge.digits),
            Val::Time(id) => {
                c.grain == (entente_text::Grain::Second, entente_text::Grain::Century)
                    || (c.grain.0..=c.grain.1).contains(&self.arena.grain(id))
            }
            Val::Unit(unit) | Val::Length { unit, .. } => (c.grain.0..=c.grain.1).contains(&unit),
            _ => true,
        };
        number && (!c.capital || here.token(usize::from(edge.end) - 1).flags & UPPER != 0)
    }

    /// Ends the patterns that end after a step, and looks for the rest of the others.
    fn go_on(&mut self, here: &Run<'_>, step: &Step, partial: Partial) {
        for end in &step.ends {
            self.complete(here, end, &partial);
        }
        if partial.at < here.range.len() {
            for &next in &step.next {
                self.step(here, next, partial);
            }
        }
    }

    /// Matches one step.
    fn step(&mut self, here: &Run<'_>, number: u32, partial: Partial) {
        let step = &here.grammar.steps[number as usize];
        if step.item.is_glued() && !here.token(partial.at).is_glued() {
            return;
        }
        match &step.item {
            Item::Words { phrases, .. } => {
                for phrase in phrases {
                    if here.has(partial.at, phrase) {
                        self.go_on(here, step, Partial { at: partial.at + phrase.len(), ..partial });
                    }
                }
            }
            Item::Cat { cats, condition, .. } => {
                let mut next = self.heads[partial.at];
                while let Some(&edge) = self.edges.get(next as usize) {
                    if cats >> edge.category & 1 == 1
                        && partial.captures < PARTS
                        && here.can_follow(step, edge.end.into())
                        && self.fits(here, condition, &edge)
                    {
                        self.go_on(here, step, partial.with(next, &edge));
                    }
                    next = edge.next;
                }
            }
        }
    }

    fn complete(&mut self, here: &Run<'_>, end: &End, partial: &Partial) {
        if !here.looks(end.before.as_ref(), partial.start, false)
            || !here.looks(end.after.as_ref(), partial.at, true)
            || self.agenda.len() > EDGES
        {
            return;
        }
        let mut captures = [Val::Int(0); PARTS];
        let (mut rank, mut size) = (0_i16, 1_u16);
        for (slot, part) in captures.iter_mut().zip(partial.parts).take(partial.captures) {
            let edge = &self.edges[part as usize];
            *slot = edge.value;
            rank = rank.saturating_add(edge.rank);
            size = size.saturating_add(edge.size);
        }
        let made = &here.grammar.rules[usize::from(end.rule)];
        let Some(value) = end.make.run(&captures[..partial.captures], &mut self.arena) else { return };
        self.agenda.push(Edge {
            category: made.category,
            digits: 0,
            start: partial.start as u16,
            end: partial.at as u16,
            value,
            rule: Some(end.rule),
            hidden: if made.latent { 2 } else { u8::from(made.shy) },
            rank: rank.saturating_add(made.rank),
            size,
            next: NONE,
            parts: partial.parts,
        });
    }

    /// Whether an edge can stand for itself in running text, or where a phrase is all there is.
    pub fn shows(edge: &Edge, in_text: bool) -> bool {
        edge.hidden == 0 || (edge.hidden == 1 && !in_text)
    }

    /// The meaning of an edge.
    pub fn meaning(&mut self, edge: &Edge) -> Option<NodeId> {
        node(Some(&edge.value), &mut self.arena)
    }
}

fn plain(start: usize, end: usize, value: Val) -> Edge {
    Edge {
        category: 0,
        digits: 0,
        start: start as u16,
        end: end as u16,
        value,
        rule: None,
        hidden: 0,
        rank: 0,
        size: 0,
        next: NONE,
        parts: [NONE; PARTS],
    }
}

fn same(arena: &Arena, a: Val, b: Val) -> bool {
    match (a, b) {
        (Val::Time(x), Val::Time(y)) => arena.same(x, y),
        (a, b) => a == b,
    }
}

/// A run of tokens among all.
struct Run<'a> {
    grammar: &'a Grammar,
    tokens: &'a [Token],
    range: std::ops::Range<usize>,
}

impl Run<'_> {
    fn token(&self, at: usize) -> &Token {
        &self.tokens[self.range.start + at]
    }

    /// Whether the words stand at a token of the run, within it.
    fn has(&self, at: usize, words: &[Symbol]) -> bool {
        let from = self.range.start + at;
        from + words.len() <= self.range.end
            && words.iter().zip(&self.tokens[from..]).all(|(w, t)| *w == t.symbol)
    }

    /// Whether anything that follows a step can stand here: a cheap look before the dear ones.
    fn can_follow(&self, step: &Step, at: usize) -> bool {
        if !step.ends.is_empty() {
            return true;
        }
        at < self.range.len() && {
            let symbol = self.token(at).symbol;
            step.next.iter().any(|&next| match &self.grammar.steps[next as usize].item {
                Item::Words { phrases, .. } => phrases.iter().any(|p| p[0] == symbol),
                Item::Cat { .. } => true,
            })
        }
    }

    fn looks(&self, look: Option<&Look>, at: usize, after: bool) -> bool {
        let Some(look) = look else { return true };
        let at = self.range.start + at;
        let begins_line = |i: usize| self.tokens.get(i).is_none_or(|t| t.flags & LINE != 0);
        // What stands on another line does not stand beside it.
        let beside = |count: usize| {
            let from = if after { at } else { at.checked_sub(count)? };
            let line_breaks = if after { from..at + count } else { from + 1..at + 1 };
            let here = from + count <= self.tokens.len() && !line_breaks.into_iter().any(begins_line);
            here.then(|| &self.tokens[from..from + count])
        };
        let stands = |words: &Vec<Symbol>| {
            beside(words.len()).is_some_and(|there| words.iter().zip(there).all(|(w, t)| *w == t.symbol))
        };
        let capital = || beside(1).is_some_and(|there| there[0].is_word() && there[0].flags & UPPER != 0);
        let found = look.phrases.iter().any(stands) || (look.capital && capital());
        found != look.not
    }

    /// Whether digits are a number of their own, not a piece of 27.700, 3-1 or F-35.
    fn stands_alone(&self, at: usize) -> bool {
        let at = self.range.start + at;
        !touches_left(self.tokens, at) && !touches_right(self.tokens, at)
    }
}

/// Whether something that is part of the same number or name touches a token from the left.
pub fn touches_left(tokens: &[Token], at: usize) -> bool {
    if !tokens[at].is_glued() || at == 0 {
        return false;
    }
    let before = &tokens[at - 1];
    if before.is_word() || before.digits > 0 {
        return true;
    }
    // A mark: does it join the number to a word or number before it?
    before.is_glued()
        && at >= 2
        && is_joint(before)
        && (tokens[at - 2].is_word() || tokens[at - 2].digits > 0)
}

/// Whether something that is part of the same number touches a token from the right.
pub fn touches_right(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1).filter(|t| t.is_glued()) else { return false };
    if next.digits > 0 {
        return true;
    }
    let Some(beyond) = tokens.get(at + 2).filter(|t| t.is_glued()) else { return false };
    !next.is_word() && is_joint(next) && beyond.digits > 0
}

fn is_joint(token: &Token) -> bool {
    token.flags & crate::token::JOINT != 0
}
