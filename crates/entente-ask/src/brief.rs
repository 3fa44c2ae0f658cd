//! A briefing: sentences made of ledger lines, each with its sources, in Markdown or HTML.

use crate::error::AskError;
use entente_lang::Pack;
use entente_text::{Edtf, Located, Part};
use entente_world::World;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

mod writer;

pub use writer::{of_plan, of_relation};

/// The words of a briefing in one language (`brief.toml` of its pack).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// Of a briefing on two: `{a}`, `{b}`.
    pub title: String,
    /// Of a briefing on a plan: `{what}`.
    pub plan_title: String,
    /// How many events: `{n}`, `{from}`, `{to}`, `{docs}`.
    pub events: String,
    /// Where the curve stands.
    pub closeness: String,
    /// How many events are left out: `{n}`.
    pub more: String,
    /// What the reference world is called among the sources.
    pub world: String,
    /// Events by status: `{date}`, `{a}`, `{verb}`, `{b}`.
    pub happened: String,
    /// The same.
    pub planned: String,
    /// The same.
    pub proposed: String,
    /// The same.
    pub conditional: String,
    /// The same.
    pub called_off: String,
    /// An event with one side.
    pub alone: String,
    /// Who says so: `{source}`.
    pub reported: String,
    /// A tie: `{what}`, `{a}`, `{b}`, `{since}`, `{until}`, `{status}`.
    pub tie: String,
    /// `{date}`.
    pub since: String,
    /// `{date}`.
    pub until: String,
    /// A plan: `{what}`, `{status}`, `{date}`.
    pub plan: String,
    /// `{date}`.
    pub target: String,
    /// A step of a plan: `{date}`, `{stage}`, `{by}`.
    pub step: String,
    /// `{who}`.
    pub by: String,
    /// A stance: `{who}`, `{position}`, `{reason}`.
    pub stance: String,
    /// `{words}`.
    pub reason: String,
    /// A dispute: `{kind}`, `{one}`, `{two}`.
    pub dispute: String,
    /// Who can block a plan: `{who}`, `{org}`, `{decision}`.
    pub blocked: String,
    /// Of an event whose date is not known.
    pub undated: String,
    /// Headings of the sections.
    pub heading: BTreeMap<String, String>,
    /// How dates are written.
    pub date: Dates,
    /// Single words: kinds, statuses.
    pub words: BTreeMap<String, String>,
    /// Verbs of kinds of events.
    pub verb: BTreeMap<String, String>,
}

/// How dates are written in a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    day: String,
    month: String,
    year: String,
    open_day: String,
    open_month: String,
    interval: String,
    months: Vec<String>,
}

impl Phrases {
    /// The words of a language.
    pub fn of(lang: &str) -> Result<Self, AskError> {
        let pack = Pack::of(lang).ok_or_else(|| AskError::NoLanguage(lang.to_owned()))?;
        Ok(pack.toml("brief.toml")?)
    }

    /// A single word.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// A heading.
    pub fn heading<'a>(&'a self, key: &'a str) -> &'a str {
        self.heading.get(key).map_or(key, String::as_str)
    }

    /// A date as people write it.
    pub fn date(&self, date: Option<&Edtf>) -> String {
        let Some(date) = date else { return self.undated.clone() };
        match date.as_str().split_once('/') {
            Some((a, b)) => fill(&self.date.interval, &[("a", &self.point(a)), ("b", &self.point(b))]),
            None => self.point(date.as_str()),
        }
    }

    fn point(&self, date: &str) -> String {
        let parts: Vec<&str> = date.split('-').collect();
        let number = |i: usize| parts.get(i).and_then(|p| p.parse::<usize>().ok());
        let name =
            |m: usize| self.date.months.get(m.wrapping_sub(1)).cloned().unwrap_or_else(|| m.to_string());
        let (year, month, day) = (parts[0], number(1).filter(|m| (1..=12).contains(m)), number(2));
        let form = match (year.contains("XXXX"), month, day) {
            (_, None, _) if parts.len() > 1 => return date.to_owned(),
            (true, Some(_), Some(_)) => &self.date.open_day,
            (true, Some(_), None) => &self.date.open_month,
            (false, Some(_), Some(_)) => &self.date.day,
            (false, Some(_), None) => &self.date.month,
            (_, None, _) => &self.date.year,
        };
        let (m, d) = (month.unwrap_or_default(), day.unwrap_or_default());
        fill(form, &[("y", year), ("month", &name(m)), ("m", &m.to_string()), ("d", &d.to_string())])
    }

    /// Names of polities, joined.
    pub fn names(&self, codes: &[String], lang: &str) -> String {
        let name = |c: &String| {
            World::embedded()
                .polity(c)
                .map_or(c.as_str(), |p| if p.kind.is_state() { p.name(lang) } else { &p.code })
                .to_owned()
        };
        let mut names: Vec<String> = codes.iter().map(name).collect();
        match names.pop() {
            Some(last) if !names.is_empty() => format!("{} {} {last}", names.join(", "), self.word("and")),
            last => last.unwrap_or_default(),
        }
    }
}

/// A template with its blanks filled; a brace that is never closed stays as it is.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((key, after)) = behind.split_once('}') else { break };
        filled.push_str(before);
        filled.push_str(values.iter().find(|(k, _)| *k == key).map_or("", |(_, v)| v));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Where a sentence comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cited {
    /// The document; the reference world's name for its rows.
    pub doc: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The words.
    pub quote: String,
    /// Where they stand.
    pub at: Option<Located>,
}

/// A briefing in the making.
#[derive(Debug, Default)]
pub struct Brief {
    /// What it is on.
    pub title: String,
    parts: Vec<Line>,
    /// What its sentences rest on; they name places in this list.
    pub sources: Vec<Cited>,
}

/// A line of a briefing.
#[derive(Debug)]
pub enum Line {
    /// Begins a section.
    Heading(String),
    /// A sentence with its sources, by number.
    Sentence(String, Vec<usize>),
}

impl Brief {
    /// A briefing with a title.
    pub fn new(title: String) -> Self {
        Self { title, ..Self::default() }
    }

    /// Begins a section.
    pub fn heading(&mut self, words: &str) {
        self.parts.push(Line::Heading(words.to_owned()));
    }

    /// Adds a sentence. One that rests on nothing is left out.
    pub fn sentence(&mut self, words: &str, sources: impl IntoIterator<Item = Cited>) {
        let mut numbers: Vec<usize> = Vec::new();
        for source in sources {
            let number = self.sources.iter().position(|s| *s == source).unwrap_or_else(|| {
                self.sources.push(source);
                self.sources.len() - 1
            });
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        if !numbers.is_empty() {
            self.parts.push(Line::Sentence(words.split_whitespace().collect::<Vec<_>>().join(" "), numbers));
        }
    }

    /// Headings that nothing stands below are left out.
    pub fn filled(&self) -> impl Iterator<Item = &Line> {
        self.parts.iter().enumerate().filter_map(|(i, part)| {
            let empty = matches!(part, Line::Heading(_))
                && self.parts.get(i + 1).is_none_or(|next| matches!(next, Line::Heading(_)));
            (!empty).then_some(part)
        })
    }

    /// As Markdown with footnotes.
    pub fn markdown(&self, phrases: &Phrases) -> String {
        let mut text = format!("# {}\n\n", self.title);
        for part in self.filled() {
            match part {
                Line::Heading(words) => {
                    let gap = if text.ends_with("\n\n") { "" } else { "\n" };
                    let _ = write!(text, "{gap}## {words}\n\n");
                }
                Line::Sentence(words, sources) => {
                    let marks = marks(sources, |n| format!("[^{n}]"));
                    let _ = writeln!(text, "- {}{marks}", escape_markdown(words));
                }
            }
        }
        let _ = write!(text, "\n## {}\n\n", phrases.heading("sources"));
        for (n, source) in self.sources.iter().enumerate() {
            let _ = writeln!(text, "[^{}]: {}", n + 1, escape_markdown(&source.text()));
        }
        text
    }

    /// As one HTML page that needs nothing else.
    pub fn html(&self, phrases: &Phrases, lang: &str) -> String {
        let title = escape_html(&self.title);
        let mut text = format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n"
        );
        let mut listed = false;
        for part in self.filled() {
            match part {
                Line::Heading(words) => {
                    let end = if listed { "</ul>\n" } else { "" };
                    listed = false;
                    let _ = writeln!(text, "{end}<h2>{}</h2>", escape_html(words));
                }
                Line::Sentence(words, sources) => {
                    let begin = if listed { "" } else { "<ul>\n" };
                    listed = true;
                    let links = marks(sources, |n| format!(" <a href=\"#s{n}\">[{n}]</a>"));
                    let _ = writeln!(text, "{begin}<li>{}{links}</li>", escape_html(words));
                }
            }
        }
        let end = if listed { "</ul>\n" } else { "" };
        let _ = writeln!(text, "{end}<h2>{}</h2>\n<ol>", escape_html(phrases.heading("sources")));
        for (n, source) in self.sources.iter().enumerate() {
            let _ = writeln!(text, "<li id=\"s{}\">{}</li>", n + 1, escape_html(&source.text()));
        }
        text.push_str("</ol>\n</body>\n</html>\n");
        text
    }
}

impl Cited {
    fn text(&self) -> String {
        let mut words = vec![self.doc.clone()];
        words.extend(self.outlet.clone());
        words.extend(self.published.clone());
        if let Some(at) = self.at {
            let part = if at.part == Part::Title { " title" } else { "" };
            words.push(format!("{}–{}{part}", at.span.start, at.span.end));
        }
        let mut text = words.join(" · ");
        if !self.quote.is_empty() {
            let quote: Vec<&str> = self.quote.split_whitespace().collect();
            let _ = write!(text, ": “{}”", quote.join(" "));
        }
        text
    }
}

/// The marks of sources, counted from 1.
fn marks(sources: &[usize], mark: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = sources.iter().map(|n| mark(n + 1)).collect();
    all.concat()
}

fn escape_markdown(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_people_do() {
        for (lang, date, expect) in [
            ("en", "2023-07-11", "11 July 2023"),
            ("en", "2010-06", "June 2010"),
            ("en", "XXXX-07-11", "11 July"),
            ("vi", "2023-07-11/2023-07-12", "11/7/2023 đến 12/7/2023"),
            ("vi", "2018", "năm 2018"),
            ("vi", "XXXX-07", "tháng 7"),
            ("en", "2024-21", "2024-21"),
        ] {
            let phrases = Phrases::of(lang).expect("the words load");
            assert_eq!(phrases.date(Edtf::parse(date).ok().as_ref()), expect, "{date}");
        }
    }

    #[test]
    fn no_sentence_without_a_source_and_no_heading_without_a_sentence() {
        let phrases = Phrases::of("en").expect("the words load");
        let mut brief = Brief::new("A <b>".to_owned());
        brief.heading("Empty");
        brief.heading("Full");
        brief.sentence("Nobody says so.", Vec::new());
        let source = Cited {
            doc: "a.txt".to_owned(),
            outlet: None,
            published: None,
            quote: "so *it* is".to_owned(),
            at: None,
        };
        brief.sentence("It is so.", [source.clone(), source]);
        let text = brief.markdown(&phrases);
        assert_eq!(
            text,
            "# A <b>\n\n## Full\n\n- It is so.[^1]\n\n## Sources\n\n[^1]: a.txt: “so \\*it\\* is”\n"
        );
        let page = brief.html(&phrases, "en");
        assert!(
            page.contains("<h1>A &lt;b&gt;</h1>")
                && page.contains("<li>It is so. <a href=\"#s1\">[1]</a></li>"),
            "{page}"
        );
    }

    #[test]
    fn every_blank_is_filled_or_left_empty() {
        assert_eq!(fill("{a} met {b}{c}.", &[("a", "X"), ("b", "{Y}")]), "X met {Y}.");
        assert_eq!(fill("a { b", &[]), "a { b");
    }
}
