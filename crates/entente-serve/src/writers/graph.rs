//! Networks as GEXF 1.3 and `GraphML`, for programs that draw and measure them.

use super::Xml;
use crate::pages::network::{Line, Party};

/// The network as GEXF.
pub fn gexf(parties: &[Party<'_>], lines: &[Line]) -> String {
    let mut xml = Xml::new();
    xml.begin("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")]);
    xml.begin("graph", &[("defaultedgetype", "undirected")]);
    xml.begin("attributes", &[("class", "node")]);
    xml.empty("attribute", &[("id", "kind"), ("title", "kind"), ("type", "string")]);
    xml.end();
    xml.begin("attributes", &[("class", "edge")]);
    for name in ["cooperation", "conflict"] {
        xml.empty("attribute", &[("id", name), ("title", name), ("type", "integer")]);
    }
    xml.end();
    xml.begin("nodes", &[]);
    for party in parties {
        xml.begin("node", &[("id", party.code), ("label", party.name)]);
        xml.begin("attvalues", &[]);
        xml.empty("attvalue", &[("for", "kind"), ("value", party.kind)]);
        xml.end();
        xml.end();
    }
    xml.end();
    xml.begin("edges", &[]);
    for (i, line) in lines.iter().enumerate() {
        let weight = (line.cooperation + line.conflict).to_string();
        xml.begin(
            "edge",
            &[("id", &i.to_string()), ("source", &line.a), ("target", &line.b), ("weight", &weight)],
        );
        xml.begin("attvalues", &[]);
        for (name, n) in [("cooperation", line.cooperation), ("conflict", line.conflict)] {
            xml.empty("attvalue", &[("for", name), ("value", &n.to_string())]);
        }
        xml.end();
        xml.end();
    }
    xml.finish()
}

/// The network as `GraphML`.
pub fn graphml(parties: &[Party<'_>], lines: &[Line]) -> String {
    let mut xml = Xml::new();
    xml.begin("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
    for (name, of, kind) in [
        ("name", "node", "string"),
        ("kind", "node", "string"),
        ("cooperation", "edge", "int"),
        ("conflict", "edge", "int"),
    ] {
        xml.empty("key", &[("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)]);
    }
    xml.begin("graph", &[("id", "entente"), ("edgedefault", "undirected")]);
    for party in parties {
        xml.begin("node", &[("id", party.code)]);
        xml.text("data", &[("key", "name")], party.name);
        xml.text("data", &[("key", "kind")], party.kind);
        xml.end();
    }
    for line in lines {
        xml.begin("edge", &[("source", &line.a), ("target", &line.b)]);
        xml.text("data", &[("key", "cooperation")], &line.cooperation.to_string());
        xml.text("data", &[("key", "conflict")], &line.conflict.to_string());
        xml.end();
    }
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writers::HOSTILE;
    use roxmltree::Document;

    #[test]
    fn networks_are_well_formed_whatever_they_hold() {
        let party =
            |code: &'static str| Party { code, name: code, kind: "state", cooperation: 1, conflict: 2 };
        let parties: Vec<_> = HOSTILE.into_iter().map(party).collect();
        let line = |b: &str| Line { a: "USA".to_owned(), b: b.to_owned(), cooperation: 3, conflict: 0 };
        let lines: Vec<_> = HOSTILE.into_iter().map(line).collect();
        for written in [gexf(&parties, &lines), graphml(&parties, &lines)] {
            let read = Document::parse(&written).expect("well-formed");
            let count = |name: &str| read.descendants().filter(|n| n.tag_name().name() == name).count();
            assert_eq!((count("node"), count("edge"), count("script")), (4, 4, 0));
        }
    }
}
