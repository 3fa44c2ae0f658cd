//! Writing SVG: elements, attributes, text; everything escaped.

use crate::Caption;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// How high letters are.
pub const FONT: f64 = 12.0;
/// How wide a letter is on average: generous, as nobody knows the font.
pub const LETTER: f64 = 7.2;

/// The value of an attribute.
pub enum Value<'a> {
    Text(&'a str),
    Number(f64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// Attributes as `attrs![x: 1.0, class: "bar"]`; names with a hyphen as strings.
macro_rules! attrs {
    ($($name:tt : $value:expr),* $(,)?) => {
        &[$((crate::svg::name(stringify!($name)), crate::svg::Value::from($value))),*]
    };
}
pub(crate) use attrs;

/// The name of an attribute that was written as a word or as a string.
pub fn name(written: &'static str) -> &'static str {
    written.trim_matches('"')
}

type Attributes<'a> = &'a [(&'static str, Value<'a>)];

/// A picture that is being written.
pub struct Svg {
    out: String,
    open: Vec<&'static str>,
}

impl Svg {
    /// Begins a picture of this size. One with links is a group of them, one without is one image.
    pub fn new(caption: &Caption, class: &str, (width, height): (f64, f64), links: bool) -> Self {
        let mut svg = Self { out: String::with_capacity(4096), open: Vec::new() };
        let id: String =
            caption.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
        let (title, description) = (format!("{id}-title"), format!("{id}-desc"));
        let view = format!("0 0 {} {}", number(width), number(height));
        svg.open(
            "svg",
            attrs![
                xmlns: "http://www.w3.org/2000/svg", class: &format!("draw draw-{class}"), viewBox: &view,
                width: width, height: height, "font-size": FONT,
                role: if links { "group" } else { "img" },
                "aria-labelledby": &title, "aria-describedby": &description
            ],
        );
        svg.text_element("title", attrs![id: &title], &caption.title);
        svg.text_element("desc", attrs![id: &description], &caption.description);
        svg
    }

    /// Begins an element.
    pub fn open(&mut self, tag: &'static str, attributes: Attributes) {
        self.tag(tag, attributes);
        self.out.push('>');
        self.open.push(tag);
    }

    /// Ends the element that was begun last.
    pub fn close(&mut self) {
        if let Some(tag) = self.open.pop() {
            let _ = write!(self.out, "</{tag}>");
        }
    }

    /// An element without content.
    pub fn empty(&mut self, tag: &'static str, attributes: Attributes) {
        self.tag(tag, attributes);
        self.out.push_str("/>");
    }

    /// An element that holds text.
    pub fn text_element(&mut self, tag: &'static str, attributes: Attributes, text: &str) {
        self.tag(tag, attributes);
        self.out.push('>');
        escape(&mut self.out, text);
        let _ = write!(self.out, "</{tag}>");
    }

    /// Begins a link with a name, or a group with a tooltip where it leads nowhere. End it with [`Svg::close`].
    pub fn link(&mut self, href: Option<&str>, class: &str, label: &str, focusable: bool) {
        match href.and_then(safe) {
            Some(href) if focusable => {
                self.open("a", attrs![href: href, class: class, "aria-label": label]);
            }
            Some(href) => {
                self.open("a", attrs![href: href, class: class, "aria-label": label, tabindex: "-1"]);
            }
            None => self.open("g", attrs![class: class]),
        }
        self.text_element("title", &[], label);
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.empty("line", attrs![class: class, x1: x1, y1: y1, x2: x2, y2: y2]);
    }

    /// Words that begin at, end at or lie around `x`.
    pub fn words(&mut self, class: &str, (x, y): (f64, f64), anchor: &str, words: &str) {
        self.text_element("text", attrs![class: class, x: x, y: y, "text-anchor": anchor], words);
    }

    /// The whole picture.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, tag: &str, attributes: Attributes) {
        let _ = write!(self.out, "<{tag}");
        for (name, value) in attributes {
            let _ = write!(self.out, " {name}=\"");
            match value {
                Value::Text(text) => escape(&mut self.out, text),
                Value::Number(x) => self.out.push_str(&number(*x)),
            }
            self.out.push('"');
        }
    }
}

/// To one place, without a sign on nought; what is no number is nought.
pub fn number(x: f64) -> String {
    let x = if x.is_finite() { (x * 10.0).round() / 10.0 + 0.0 } else { 0.0 };
    format!("{x}")
}

/// A place, as lists of places want it.
pub fn pair((x, y): (f64, f64)) -> String {
    format!("{},{}", number(x), number(y))
}

/// Text for XML. What XML can't hold is replaced; what would turn the order of the letters around is left out.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// A link that leads to a page: on this site, or by http or https.
fn safe(href: &str) -> Option<&str> {
    let here = href.starts_with(['/', '#', '?']) && !href.starts_with("//") && !href.starts_with("/\\");
    let lower = href.get(..8).unwrap_or(href).to_ascii_lowercase();
    (here || lower.starts_with("http://") || lower.starts_with("https://")).then_some(href)
}

/// How wide words are, roughly.
pub fn width(words: &str) -> f64 {
    words.chars().map(letters).sum::<usize>() as f64 * LETTER
}

fn letters(c: char) -> usize {
    c.width().unwrap_or(1)
}

/// As much of the words as fits, with an ellipsis where some are left out.
pub fn clip(words: &str, room: f64) -> String {
    if width(words) <= room {
        return words.to_owned();
    }
    let room = (room / LETTER) as usize;
    let mut used = 1;
    let mut kept = String::new();
    for c in words.chars() {
        used += letters(c);
        if used > room {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// A class made of a word of data: lower-case ASCII letters, digits, hyphens.
pub fn class(word: &str) -> String {
    word.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(40)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        let mut out = String::new();
        escape(&mut out, "<a href=\"x\">&'\0\u{202e}\nb</a>");
        assert_eq!(out, "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\u{fffd} b&lt;/a&gt;");
    }

    #[test]
    fn links_lead_to_pages_only() {
        for good in ["/relation/A/B", "#e1", "?from=2020", "https://example.org/", "HTTP://example.org"] {
            assert_eq!(safe(good), Some(good));
        }
        for bad in [
            "javascript:alert(1)",
            "//evil.example",
            "/\\evil.example",
            "data:text/html,x",
            "",
            " /x",
            "ộộộộ",
        ] {
            assert_eq!(safe(bad), None, "{bad}");
        }
    }

    #[test]
    fn words_are_cut_to_fit() {
        assert_eq!(clip("Liên minh châu Âu", 1000.0), "Liên minh châu Âu");
        assert_eq!(clip("Liên minh châu Âu", 7.0 * LETTER), "Liên m…");
        assert_eq!(clip("Liên minh", 6.0 * LETTER), "Liên…", "no blank before the ellipsis");
        assert_eq!(clip("dài", 0.0), "…");
    }

    #[test]
    fn numbers_are_short_and_finite() {
        let all = [1.0, -0.04, 2.349, f64::NAN, f64::INFINITY].map(number);
        assert_eq!(all, ["1", "0", "2.3", "0", "0"]);
    }
}
