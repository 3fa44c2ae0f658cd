//! What an expression means, before it is known when it was said.
//!
//! A meaning is a small tree in a flat list of [`Node`]s. It is evaluated against a reference ([`crate::series`]), or
//! written down as it is where there is none ([`crate::timex`]): `ngày 11/7` is a day and a month in both.

use crate::fields::Fields;
use crate::holiday::Holiday;
use entente_text::Grain;

/// Index of a node in its list.
pub type NodeId = u32;

/// A third of a stretch of time, or an end of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portion {
    /// The beginning.
    Start,
    /// The middle.
    Mid,
    /// The end.
    End,
}

/// A time that no calendar holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vague {
    /// These days.
    Present,
    /// Lately, formerly.
    Past,
    /// Soon, one day.
    Future,
}

/// One step of a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node {
    /// The moment of reference: when the text was written.
    Now,
    /// The time that the text last spoke of.
    Last,
    /// What the calendar says: year, month, day, weekday, hour…
    Fields(Fields),
    /// Each unit.
    Unit(Grain),
    /// Each weekend, from Friday evening.
    Weekend,
    /// Each season.
    Season,
    /// A holiday.
    Holiday(Holiday),
    /// The `n`th unit after the one that holds `base`.
    Cycle { base: NodeId, unit: Grain, n: i32 },
    /// The next `n` units, or the last `-n`.
    Run { unit: Grain, n: i32, fuzzy: bool },
    /// `n` units after `base`.
    Shift { base: NodeId, n: i32, unit: Grain, fuzzy: bool },
    /// What both say.
    And(NodeId, NodeId),
    /// From the first through the second.
    Between(NodeId, NodeId),
    /// From then on.
    Since(NodeId),
    /// Up to then.
    Until(NodeId),
    /// From the reference up to then.
    By(NodeId),
    /// The `n`th that is to come, or the `-n`th that has passed; 0 is the one that is or comes.
    Pick { node: NodeId, n: i32 },
    /// The first that comes after `base`.
    From { node: NodeId, base: NodeId },
    /// The `n`th within each `of`; negative from the end.
    Nth { what: NodeId, n: i32, of: NodeId },
    /// The `n`th that begins after `after` ends; with `n` 0, the first that begins no sooner than `after`.
    NthAfter { what: NodeId, n: i32, after: NodeId },
    /// A part of each.
    Portion { node: NodeId, portion: Portion },
    /// Reckoned in a time zone, minutes east.
    Zone { node: NodeId, minutes: i16 },
    /// `n` units long, from `node` on.
    Length { node: NodeId, n: i32, unit: Grain },
    /// The `n`th nearest.
    Closest { node: NodeId, n: i32, to: NodeId },
    /// What is left of the unit.
    Rest(Grain),
    /// About then.
    About(NodeId),
    /// A time that no calendar holds.
    Vague(Vague),
    /// A length of time.
    Duration { n: i32, unit: Grain, fuzzy: bool },
    /// Each `n` units, or each `node`.
    Every { n: i32, unit: Grain },
    /// Each one of these.
    EveryOne(NodeId),
}

/// The nodes that a node is made of.
impl Node {
    /// Its parts.
    pub fn parts(self) -> [Option<NodeId>; 2] {
        match self {
            Node::Cycle { base: a, .. }
            | Node::Shift { base: a, .. }
            | Node::Since(a)
            | Node::Until(a)
            | Node::By(a)
            | Node::Pick { node: a, .. }
            | Node::Portion { node: a, .. }
            | Node::Zone { node: a, .. }
            | Node::Length { node: a, .. }
            | Node::About(a)
            | Node::EveryOne(a) => [Some(a), None],
            Node::And(a, b)
            | Node::Between(a, b)
            | Node::From { node: a, base: b }
            | Node::Nth { what: a, of: b, .. }
            | Node::NthAfter { what: a, after: b, .. }
            | Node::Closest { node: a, to: b, .. } => [Some(a), Some(b)],
            _ => [None, None],
        }
    }

    /// The node with its parts put elsewhere.
    #[must_use]
    pub fn with_parts(mut self, put: &mut impl FnMut(NodeId) -> NodeId) -> Self {
        match &mut self {
            Node::Cycle { base: a, .. }
            | Node::Shift { base: a, .. }
            | Node::Since(a)
            | Node::Until(a)
            | Node::By(a)
            | Node::Pick { node: a, .. }
            | Node::Portion { node: a, .. }
            | Node::Zone { node: a, .. }
            | Node::Length { node: a, .. }
            | Node::About(a)
            | Node::EveryOne(a) => *a = put(*a),
            Node::And(a, b)
            | Node::Between(a, b)
            | Node::From { node: a, base: b }
            | Node::Nth { what: a, of: b, .. }
            | Node::NthAfter { what: a, after: b, .. }
            | Node::Closest { node: a, to: b, .. } => {
                *a = put(*a);
                *b = put(*b);
            }
            _ => {}
        }
        self
    }
}

/// A list of nodes in which a node comes after its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arena {
    nodes: Vec<Node>,
}

impl Arena {
    /// Empties it.
    pub fn clear(&mut self) {
        self.nodes.clear();
    }

    /// Adds a node.
    pub fn add(&mut self, node: Node) -> NodeId {
        // A meaning that has been built a moment ago is often built again by another rule.
        let recent = self.nodes.len().saturating_sub(4);
        if let Some(i) = self.nodes[recent..].iter().position(|n| *n == node) {
            return (recent + i) as NodeId;
        }
        self.nodes.push(node);
        (self.nodes.len() - 1) as NodeId
    }

    /// The node of a number.
    pub fn get(&self, id: NodeId) -> Node {
        self.nodes.get(id as usize).copied().unwrap_or(Node::Now)
    }

    /// Whether two trees are the same.
    pub fn same(&self, a: NodeId, b: NodeId) -> bool {
        if a == b {
            return true;
        }
        let (x, y) = (self.get(a), self.get(b));
        let level = |n: Node| n.with_parts(&mut |_| 0);
        level(x) == level(y)
            && x.parts().into_iter().zip(y.parts()).all(|pair| match pair {
                (Some(a), Some(b)) => self.same(a, b),
                (a, b) => a == b,
            })
    }

    /// Whether any node of the tree is so.
    pub fn any(&self, id: NodeId, is: &impl Fn(Node) -> bool) -> bool {
        let node = self.get(id);
        is(node) || node.parts().into_iter().flatten().any(|part| self.any(part, is))
    }

    /// Copies a tree from another arena.
    pub fn copy(&mut self, from: &Arena, id: NodeId) -> NodeId {
        let node = from.get(id).with_parts(&mut |part| self.copy(from, part));
        self.nodes.push(node);
        (self.nodes.len() - 1) as NodeId
    }

    /// The unit that a meaning is precise to.
    pub fn grain(&self, id: NodeId) -> Grain {
        match self.get(id) {
            Node::Now | Node::Vague(_) | Node::By(_) => Grain::Second,
            Node::Last | Node::Season | Node::Rest(_) => Grain::Day,
            Node::Weekend => Grain::Hour,
            Node::Fields(f) => f.grain(),
            Node::Holiday(h) => h.grain(),
            Node::Unit(u) | Node::Cycle { unit: u, .. } | Node::Run { unit: u, .. } => u,
            Node::Shift { base, unit, .. } => match self.get(base) {
                Node::Now | Node::Last => unit,
                _ => self.grain(base).min(unit),
            },
            Node::Duration { unit, .. } | Node::Every { unit, .. } => unit,
            Node::And(a, b) | Node::Between(a, b) => self.grain(a).min(self.grain(b)),
            Node::Length { node, unit, .. } => self.grain(node).min(unit),
            Node::Portion { node, .. } => match self.grain(node) {
                Grain::Month | Grain::Week => Grain::Day,
                Grain::Year | Grain::Quarter => Grain::Month,
                Grain::Decade | Grain::Century => Grain::Year,
                g => g.min(Grain::Hour),
            },
            Node::Zone { node, .. } => self.grain(node).min(Grain::Minute),
            Node::Since(a)
            | Node::Until(a)
            | Node::About(a)
            | Node::EveryOne(a)
            | Node::Pick { node: a, .. }
            | Node::From { node: a, .. }
            | Node::Nth { what: a, .. }
            | Node::NthAfter { what: a, .. }
            | Node::Closest { node: a, .. } => self.grain(a),
        }
    }
}
