//! iCalendar (RFC 5545).

use entente_text::edtf::Ymd;
use std::fmt::Write;

/// A calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// Something that lasts whole days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from all others.
    pub uid: String,
    /// In a few words.
    pub summary: String,
    /// In more words.
    pub description: String,
    /// Its page, absolute.
    pub url: String,
    /// The first day.
    pub first: Ymd,
    /// The day after the last one.
    pub end: Ymd,
    /// The day when it was last reported.
    pub stamp: Ymd,
    /// How firm it is.
    pub state: State,
}

/// How firm an entry is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum State {
    /// Announced.
    #[default]
    Confirmed,
    /// Proposed, or under a condition.
    Tentative,
    /// Called off.
    Cancelled,
}

/// A line may have so many bytes.
const LINE: usize = 75;

/// Writes it.
pub fn write(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Entente//Entente//EN");
    line("CALSCALE", "GREGORIAN");
    line("X-WR-CALNAME", &escape(&calendar.name));
    for entry in &calendar.entries {
        line("BEGIN", "VEVENT");
        line("UID", &escape(&entry.uid));
        line("DTSTAMP", &format!("{}T000000Z", day(entry.stamp)));
        line("DTSTART;VALUE=DATE", &day(entry.first));
        line("DTEND;VALUE=DATE", &day(entry.end));
        line("SUMMARY", &escape(&entry.summary));
        line("DESCRIPTION", &escape(&entry.description));
        line("URL", &address(&entry.url));
        let state = match entry.state {
            State::Confirmed => "CONFIRMED",
            State::Tentative => "TENTATIVE",
            State::Cancelled => "CANCELLED",
        };
        line("STATUS", state);
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

fn day((y, m, d): Ymd) -> String {
    format!("{y:04}{m:02}{d:02}")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// An address is not escaped; what would end its line is left out.
fn address(url: &str) -> String {
    url.chars().filter(|c| !c.is_control()).collect()
}

/// A line in pieces of which each but the first begins with a blank; no letter is torn apart.
fn fold(out: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    let _ = write!(out, "\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writers::HOSTILE;

    fn unfold(written: &str) -> Vec<String> {
        written.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn hostile_text_stays_in_its_line_and_lines_are_short() {
        let entries = HOSTILE.iter().map(|text| Entry {
            uid: (*text).to_owned(),
            summary: text.repeat(20),
            description: (*text).to_owned(),
            url: (*text).to_owned(),
            first: (2023, 7, 11),
            end: (2023, 7, 13),
            ..Entry::default()
        });
        let written = write(&Calendar { name: HOSTILE[2].to_owned(), entries: entries.collect() });
        assert!(written.split("\r\n").all(|l| l.len() <= LINE && !l.contains(['\r', '\n'])));
        let lines = unfold(&written);
        let count = |line: &str| lines.iter().filter(|l| *l == line).count();
        assert_eq!((count("END:VCALENDAR"), count("BEGIN:VEVENT"), count("END:VEVENT")), (1, 4, 4));
        assert_eq!(count("DTEND;VALUE=DATE:20230713"), 4);
        assert_eq!(lines[4], "X-WR-CALNAME:a\\nEND:VCALENDAR\\nb\\;c\\,d\\\\");
    }
}
