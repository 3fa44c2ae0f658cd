//! Forms of answers that other programs read: feeds, calendars, networks. Pure: the same text for the same data, whatever
//! the clock says.

pub mod atom;
pub mod calendar;
pub mod graph;

use std::fmt::Write;

/// An XML document that is being written.
pub struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    pub fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Begins an element.
    pub fn begin(&mut self, tag: &'static str, attributes: &[(&str, &str)]) {
        self.tag(tag, attributes);
        self.out.push_str(">\n");
        self.open.push(tag);
    }

    /// Ends the element that was begun last.
    pub fn end(&mut self) {
        if let Some(tag) = self.open.pop() {
            let _ = writeln!(self.out, "</{tag}>");
        }
    }

    /// An element without content.
    pub fn empty(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.tag(tag, attributes);
        self.out.push_str("/>\n");
    }

    /// An element that holds text.
    pub fn text(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(tag, attributes);
        self.out.push('>');
        escape(&mut self.out, text);
        let _ = writeln!(self.out, "</{tag}>");
    }

    /// The whole document.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out
    }

    fn tag(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.out, "<{tag}");
        for (name, value) in attributes {
            let _ = write!(self.out, " {name}=\"");
            escape(&mut self.out, value);
            self.out.push('"');
        }
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// Text that tries to break out of any form.
#[cfg(test)]
pub const HOSTILE: [&str; 4] =
    ["<script>alert(1)</script>", "]]>&amp;\u{0}\u{ffff}\"'", "a\r\nEND:VCALENDAR\r\nb;c,d\\", "ộ\u{202e}🦀"];
