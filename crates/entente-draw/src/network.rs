//! Who deals with whom.

mod labels;
mod layout;

use crate::Caption;
use crate::svg::{Svg, attrs, clip, pair};
use std::collections::BTreeMap;

/// A network of relations.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    /// What it is called.
    pub caption: Caption,
    /// Who.
    pub nodes: Vec<Node>,
    /// With whom.
    pub edges: Vec<Edge>,
}

/// One party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Its code; edges name it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its shape.
    pub shape: NodeShape,
    /// All that is said of it.
    pub label: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// The shape of a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NodeShape {
    /// A circle: a state.
    #[default]
    Circle,
    /// A square: an organisation.
    Square,
    /// A lozenge: anything else.
    Lozenge,
}

/// Two parties that deal with each other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edge {
    /// Code of the one.
    pub a: String,
    /// Code of the other.
    pub b: String,
    /// How much they act together, at least 0: events, or their weights.
    pub cooperation: f64,
    /// How much they act against each other, at least 0.
    pub conflict: f64,
    /// All that is said of the two.
    pub label: String,
    /// Where it leads.
    pub href: Option<String>,
}

const SIZE: (f64, f64) = (960.0, 640.0);
/// Room at the border, for names.
const BORDER: f64 = 34.0;
/// So many edges, the strongest, are stops of the tab key; nodes all are.
const STOPS: usize = 24;
/// The longest name that is shown.
const NAME: f64 = 150.0;

/// An edge with its ends as numbers of nodes.
struct Line<'a> {
    edge: &'a Edge,
    a: usize,
    b: usize,
}

impl<'a> Line<'a> {
    fn between(edge: &'a Edge, number: impl Fn(&str) -> Option<usize>) -> Option<Self> {
        Some(Self { edge, a: number(&edge.a)?, b: number(&edge.b)? })
    }

    fn strength(&self) -> f64 {
        clean(self.edge.cooperation) + clean(self.edge.conflict)
    }
}

/// Draws it. Edges between codes that no node has are left out.
pub fn network(network: &Network) -> String {
    let links =
        network.nodes.iter().any(|n| n.href.is_some()) || network.edges.iter().any(|e| e.href.is_some());
    let mut svg = Svg::new(&network.caption, "network", SIZE, links);
    let (nodes, lines) = ordered(network);
    let strengths = strengths(nodes.len(), &lines);
    let radii: Vec<f64> = strengths.iter().map(|s| radius(*s, &strengths)).collect();
    let at = laid_out(&radii, &lines);
    let names: Vec<String> = nodes.iter().map(|n| clip(&n.name, NAME)).collect();
    let places = labels::place(&at, &radii, &names, SIZE);
    svg.open("g", attrs![class: "edges"]);
    let strongest = lines.iter().map(Line::strength).fold(1.0, f64::max);
    for (i, line) in lines.iter().enumerate().rev() {
        draw_edge(&mut svg, line, (at[line.a], at[line.b]), strongest, i < STOPS);
    }
    svg.close();
    svg.open("g", attrs![class: "nodes"]);
    // The most important ones last, above the others.
    for i in (0..nodes.len()).rev() {
        draw_node(&mut svg, nodes[i], at[i], radii[i], &names[i], places[i]);
    }
    svg.close();
    svg.finish()
}

/// Nodes from the strongest to the weakest, and edges likewise.
fn ordered(network: &Network) -> (Vec<&Node>, Vec<Line<'_>>) {
    let mut strength: BTreeMap<&str, f64> = BTreeMap::new();
    for edge in &network.edges {
        let both = clean(edge.cooperation) + clean(edge.conflict);
        for code in [&edge.a, &edge.b] {
            *strength.entry(code).or_default() += both;
        }
    }
    let of = |node: &Node| strength.get(node.code.as_str()).copied().unwrap_or(0.0);
    let mut nodes: Vec<&Node> = network.nodes.iter().collect();
    nodes.sort_by(|a, b| of(b).total_cmp(&of(a)).then_with(|| a.code.cmp(&b.code)));
    let numbers: BTreeMap<&str, usize> =
        nodes.iter().enumerate().map(|(i, n)| (n.code.as_str(), i)).collect();
    let number = |code: &str| numbers.get(code).copied();
    let line = |edge| Line::between(edge, number);
    let mut lines: Vec<Line> = network.edges.iter().filter_map(line).filter(|l| l.a != l.b).collect();
    lines.sort_by(|x, y| y.strength().total_cmp(&x.strength()).then_with(|| (x.a, x.b).cmp(&(y.a, y.b))));
    (nodes, lines)
}

fn clean(x: f64) -> f64 {
    if x.is_finite() { x.max(0.0) } else { 0.0 }
}

fn strengths(n: usize, lines: &[Line]) -> Vec<f64> {
    let mut all = vec![0.0; n];
    for line in lines {
        all[line.a] += line.strength();
        all[line.b] += line.strength();
    }
    all
}

/// The area of a node grows with how much it deals with others.
fn radius(strength: f64, all: &[f64]) -> f64 {
    let largest = all.iter().copied().fold(1.0, f64::max);
    let most: f64 = if all.len() > 60 { 13.0 } else { 18.0 };
    4.0 + (most - 4.0) * (strength / largest).sqrt()
}

fn laid_out(radii: &[f64], lines: &[Line]) -> Vec<(f64, f64)> {
    let edges: Vec<_> = lines.iter().map(|l| (l.a, l.b)).collect();
    let inner = (SIZE.0 - 2.0 * BORDER, SIZE.1 - 2.0 * BORDER);
    let mut at = layout::places(radii.len(), &edges);
    for p in &mut at {
        *p = (p.0 * inner.0, p.1 * inner.1);
    }
    layout::spread(&mut at, radii, 8.0, inner);
    at.into_iter().map(|(x, y)| (x + BORDER, y + BORDER)).collect()
}

/// Cooperation and conflict side by side, each as wide as there is of it.
fn draw_edge(svg: &mut Svg, line: &Line, (from, to): ((f64, f64), (f64, f64)), strongest: f64, stop: bool) {
    let wide = |x: f64| if x > 0.0 { 0.8 + 6.2 * (x / strongest).sqrt() } else { 0.0 };
    let (good, bad) = (wide(clean(line.edge.cooperation)), wide(clean(line.edge.conflict)));
    let faint = if line.strength() < strongest / 50.0 { "edge faint" } else { "edge" };
    svg.link(line.edge.href.as_deref(), faint, &line.edge.label, stop);
    let far = (to.0 - from.0).hypot(to.1 - from.1).max(1e-6);
    let (nx, ny) = ((from.1 - to.1) / far, (to.0 - from.0) / far);
    let mut side = |class: &str, wide: f64, shift: f64| {
        let moved = |(x, y): (f64, f64)| (x + nx * shift, y + ny * shift);
        let ((x1, y1), (x2, y2)) = (moved(from), moved(to));
        svg.empty("line", attrs![class: class, x1: x1, y1: y1, x2: x2, y2: y2, "stroke-width": wide]);
    };
    side("hit", 10.0, 0.0);
    if good > 0.0 {
        side("good", good, -bad / 2.0);
    }
    if bad > 0.0 {
        side("bad", bad, good / 2.0);
    }
    svg.close();
}

fn draw_node(svg: &mut Svg, node: &Node, (x, y): (f64, f64), r: f64, name: &str, place: labels::Place) {
    let class = if place.shown { "node" } else { "node quiet" };
    svg.link(node.href.as_deref(), class, &node.label, true);
    match node.shape {
        NodeShape::Circle => svg.empty("circle", attrs![class: "mark", cx: x, cy: y, r: r]),
        NodeShape::Square => {
            let r = r * 0.9;
            svg.empty(
                "rect",
                attrs![class: "mark square", x: x - r, y: y - r, width: 2.0 * r, height: 2.0 * r, rx: 2.0],
            );
        }
        NodeShape::Lozenge => {
            let r = r * 1.15;
            let corners = [(x, y - r), (x + r, y), (x, y + r), (x - r, y)];
            svg.empty("polygon", attrs![class: "mark lozenge", points: &corners.map(pair).join(" ")]);
        }
    }
    svg.words("name", (place.x, place.y), place.anchor, name);
    svg.close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Picture, hostile};
    use proptest::prelude::*;

    fn node(code: &str) -> Node {
        Node {
            code: code.to_owned(),
            name: code.to_owned(),
            label: code.to_owned(),
            href: Some(format!("/actor/{code}")),
            ..Node::default()
        }
    }

    fn edge(a: &str, b: &str, cooperation: f64, conflict: f64) -> Edge {
        Edge {
            a: a.to_owned(),
            b: b.to_owned(),
            cooperation,
            conflict,
            label: format!("{a} – {b}"),
            href: Some(format!("/relation/{a}/{b}")),
        }
    }

    fn star(n: usize) -> Network {
        let codes: Vec<String> = (0..n).map(|i| format!("Republic {i}")).collect();
        let edges = (1..n).map(|i| edge(&codes[0], &codes[i], (n - i) as f64, f64::from(i % 3 == 0)));
        Network {
            nodes: codes.iter().map(|c| node(c)).collect(),
            edges: edges.collect(),
            ..Network::default()
        }
    }

    #[test]
    fn edges_show_cooperation_and_conflict_and_lead_to_the_pair() {
        let drawn = network(&Network {
            nodes: vec![node("JPN"), node("NATO"), node("CHN")],
            edges: vec![
                edge("JPN", "NATO", 5.0, 0.0),
                edge("CHN", "NATO", 1.0, 3.0),
                edge("CHN", "XXX", 1.0, 1.0),
            ],
            ..Network::default()
        });
        let picture = Picture::of(&drawn);
        assert_eq!((picture.count_class("good"), picture.count_class("bad")), (2, 1));
        assert_eq!(
            picture.links()[1],
            ("/relation/JPN/NATO", "JPN – NATO"),
            "the strongest last, above the others"
        );
        assert_eq!(picture.words().len(), 3);
    }

    #[test]
    fn two_hundred_nodes_lie_within_and_the_most_important_are_named() {
        let drawn = network(&star(200));
        let picture = Picture::of(&drawn);
        assert_eq!(picture.count_class("node"), 200);
        let quiet = picture.count_class("quiet");
        assert!((20..=180).contains(&quiet), "{quiet} names are hidden");
        assert_eq!(*picture.words().last().expect("names"), "Republic 0");
        assert!(drawn.len() < 200_000, "{}", drawn.len());
    }

    #[test]
    fn few_nodes_are_all_named() {
        let drawn = network(&star(10));
        assert_eq!(Picture::of(&drawn).count_class("quiet"), 0);
    }

    #[test]
    fn the_order_of_the_input_does_not_matter() {
        let network_of = star(12);
        let mut turned = network_of.clone();
        turned.nodes.reverse();
        turned.edges.reverse();
        assert_eq!(network(&network_of), network(&turned));
    }

    proptest! {
        #[test]
        fn any_network_is_well_formed_and_within(
            names in prop::collection::vec(hostile(), 0..12),
            edges in prop::collection::vec((0usize..14, 0usize..14, any::<f64>(), any::<f64>(), hostile()), 0..30),
        ) {
            let shapes = [NodeShape::Circle, NodeShape::Square, NodeShape::Lozenge];
            let nodes = names.iter().enumerate().map(|(i, name)| Node {
                name: name.clone(), label: name.clone(), href: Some(name.clone()), shape: shapes[i % 3], ..node(&i.to_string())
            });
            let edges = edges.into_iter().map(|(a, b, good, bad, text)| Edge {
                label: text, ..edge(&a.to_string(), &b.to_string(), good, bad)
            });
            let drawn = network(&Network { nodes: nodes.collect(), edges: edges.collect(), ..Network::default() });
            Picture::of(&drawn);
        }
    }
}
