//! What holds for every picture.

use proptest::prelude::*;
use roxmltree::{Document, Node};

/// Text that tries to break out.
pub fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[<>&\"'/ a-z]{0,30}",
        Just("\"/><script>alert(1)</script>".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        Just("]]>\u{0}\u{ffff}\u{202e}&#x0;".to_owned()),
        Just("/x' onload='alert(1)".to_owned()),
        Just("ộ".repeat(500)),
    ]
}

/// A picture that was read again, and is as all pictures must be.
pub struct Picture<'a>(Document<'a>);

const ELEMENTS: &[&str] =
    &["svg", "title", "desc", "g", "a", "text", "line", "path", "rect", "circle", "polygon"];

impl<'a> Picture<'a> {
    /// Checks that the picture is well-formed, holds nothing that could act, says what it is, and that all its places lie
    /// within the view box.
    #[track_caller]
    pub fn of(drawn: &'a str) -> Self {
        let read = Document::parse(drawn).unwrap_or_else(|e| panic!("{e} in {drawn}"));
        let root = read.root_element();
        let of = |name: &str| root.attribute(name).and_then(|v| v.parse::<f64>().ok()).expect("a size");
        let (width, height) = (of("width"), of("height"));
        assert!(root.children().any(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "title"))));
        for node in read.descendants().filter(Node::is_element) {
            assert!(ELEMENTS.contains(&node.tag_name().name()), "{:?}", node.tag_name());
            for attribute in node.attributes() {
                let name = attribute.name();
                assert!(name != "style" && !name.starts_with("on"), "{name}");
            }
            for (x, y) in places(node) {
                assert!((0.0..=width).contains(&x), "{x} of {width} in {:?}", text(node));
                assert!((0.0..=height).contains(&y), "{y} of {height} in {:?}", text(node));
            }
            if let Some(href) = node.attribute("href") {
                assert!(
                    href.starts_with(['/', '#', '?']) || href.to_lowercase().starts_with("http"),
                    "{href}"
                );
                assert!(node.attribute("aria-label").is_some());
            }
        }
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
        Self(read)
    }

    /// How many elements there are of a name.
    pub fn count(&self, name: &str) -> usize {
        self.0.descendants().filter(|n| n.tag_name().name() == name).count()
    }

    /// How many elements are of a class.
    pub fn count_class(&self, class: &str) -> usize {
        let is = |n: &Node| n.attribute("class").is_some_and(|c| c.split(' ').any(|c| c == class));
        self.0.descendants().filter(is).count()
    }

    /// Where links lead, and what they are called.
    pub fn links(&self) -> Vec<(&str, &str)> {
        let links =
            self.0.descendants().filter_map(|n| Some((n.attribute("href")?, n.attribute("aria-label")?)));
        links.collect()
    }

    /// All words, in order.
    pub fn words(&self) -> Vec<&str> {
        let texts = self.0.descendants().filter(|n| n.tag_name().name() == "text");
        texts.filter_map(|n| n.text()).collect()
    }
}

fn text<'a>(node: Node<'a, 'a>) -> &'a str {
    &node.document().input_text()[node.range()]
}

/// The places that an element names.
fn places(node: Node) -> Vec<(f64, f64)> {
    let of = |name: &str| node.attribute(name).map(|v| v.parse::<f64>().expect("a number"));
    let mut places = Vec::new();
    for (x, y) in [("x", "y"), ("x1", "y1"), ("x2", "y2"), ("cx", "cy")] {
        if let (Some(x), Some(y)) = (of(x), of(y)) {
            places.push((x, y));
            if let (Some(w), Some(h)) = (of("width"), of("height")) {
                assert!(w >= 0.0 && h >= 0.0);
                places.push((x + w, y + h));
            }
        }
    }
    if let Some(path) = node.attribute("d").or_else(|| node.attribute("points")) {
        let numbers =
            path.split(|c: char| c.is_ascii_alphabetic() || c == ' ' || c == ',').filter(|s| !s.is_empty());
        let numbers: Vec<f64> = numbers.map(|n| n.parse().expect("a number")).collect();
        places.extend(numbers.chunks_exact(2).map(|p| (p[0], p[1])));
    }
    places
}
