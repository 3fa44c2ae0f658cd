//! Evidence of the titles that persons bear.

use super::days::{self, Day, Days};
use super::evidence::Evidence;
use super::reading::{Line, Zone};
use super::words::Signal;
use super::ReasonKind;
use entente_text::{Mention, MentionKind};
use entente_world::history::{History, Office, fold};
use std::collections::BTreeMap;

/// For so many days after the end, news still gives the title.
const AFTERGLOW: Day = 14;
/// For so many days before the beginning, news may give it to one who has been elected.
const FOREGLOW: Day = 80;

/// Offices whose names differ from state to state: one holds the office of a leader under any of them.
const LEADERS: [&str; 7] = [
    "head_of_state",
    "head_of_government",
    "supreme_leader",
    "party_leader",
    "leader",
    "acting_head_of_state",
    "acting_head_of_government",
];

/// A title that somebody bears in the text.
struct Titled<'a> {
    mention: &'a Mention,
    code: &'a str,
    role: &'a str,
    terms: Vec<(Day, Day)>,
    holder: &'static str,
    /// Whether the title is said to be over.
    former: bool,
    /// Whether the sentence is news of now: then the title is held still.
    current: bool,
}

/// Evidence of all titles of an article.
pub(crate) fn gather(history: &History, text: &str, lines: &[Line<'_>], all: &mut Vec<Evidence>) {
    let elect = lines.iter().any(|l| l.has(Signal::Elect));
    let mut found = Vec::new();
    let mut known = BTreeMap::new();
    for line in lines {
        let new = line.mentions.iter().filter_map(|m| titled(history, line, m, &mut known));
        found.extend(new);
    }
    for title in &found {
        all.extend(evidence(text, title, &found, elect));
    }
}

type Known = BTreeMap<(String, String, String), Vec<&'static Office>>;

fn titled<'a>(
    history: &'static History,
    line: &Line<'a>,
    mention: &'a Mention,
    known: &mut Known,
) -> Option<Titled<'a>> {
    let (name, role) = (mention.name.as_deref()?, mention.role.as_deref()?);
    let [code] = &mention.polities[..] else { return None };
    if !matches!(mention.kind, MentionKind::Person | MentionKind::Outsider) {
        return None;
    }
    let key = (name.to_owned(), code.clone(), role.to_owned());
    let offices = known.entry(key).or_insert_with(|| offices(history, name, code, role));
    let (first, last) = line.tokens_of(mention);
    let former = line.any(Signal::Former, first.saturating_sub(2), last);
    if mention.kind == MentionKind::Outsider && !former || offices.is_empty() {
        return None;
    }
    let dated = line.times.iter().any(super::reading::Timed::has_year) || line.after_year;
    let current = line.zone == Zone::Head && !dated && !line.has(Signal::Hindsight);
    let terms = offices.iter().map(|o| bounds(o)).collect();
    Some(Titled { mention, code, role, terms, holder: offices[0].name, former, current })
}

/// The terms that a name with a title can mean.
fn offices(history: &'static History, name: &str, code: &str, role: &str) -> Vec<&'static Office> {
    let fits = |o: &&Office, role: &str| o.code == code && o.role == role;
    let of_role = |role: &str| -> Vec<&'static Office> {
        let named: Vec<_> = history.terms_of(name).into_iter().filter(|o| fits(o, role)).collect();
        if !named.is_empty() {
            return named;
        }
        let words = fold(name);
        let holders = history.office_holders(code, role).into_iter();
        holders.filter(|o| has_words(&words, &fold(o.name))).collect()
    };
    let found = of_role(role);
    if !found.is_empty() || !LEADERS.contains(&role) {
        return found;
    }
    LEADERS.iter().flat_map(|r| of_role(r)).collect()
}

/// Whether a name is a part of another: all its words are there, one of them no initial.
fn has_words(part: &str, whole: &str) -> bool {
    let mut words = part.split(' ').filter(|w| w.len() > 1).peekable();
    words.peek().is_some() && words.all(|w| whole.split(' ').any(|o| o == w))
}

fn bounds(office: &Office) -> (Day, Day) {
    let (first, last) = office.term.outer();
    (days::day(first).unwrap_or(Day::MIN), days::day(last).unwrap_or(Day::MAX))
}

fn evidence(text: &str, title: &Titled<'_>, all: &[Titled<'_>], elect: bool) -> Option<Evidence> {
    let quoted = title.mention.span.slice(text);
    let make = |kind, certainty, days, words| {
        Some(Evidence { kind, certainty, days, span: Some(title.mention.span), words })
    };
    let (start, end) = (title.terms.iter().map(|t| t.0).min()?, title.terms.iter().map(|t| t.1).min()?);
    if title.former {
        let words = format!("\"{quoted}\" is out of office: {} left it on {}", title.holder, days::iso(end));
        return if end < Day::MAX { make(ReasonKind::FormerOffice, 74, Days::from(end), words) } else { None };
    }
    let foreglow = if elect && LEADERS.contains(&title.role) { FOREGLOW } else { 0 };
    let begins = start.saturating_sub(foreglow);
    if title.current && !is_succeeded(title, all) {
        let days = Days::of(title.terms.iter().map(|t| (t.0.saturating_sub(foreglow), t.1.saturating_add(AFTERGLOW))));
        let words = format!("\"{quoted}\" is in office: {}", terms(title));
        return make(ReasonKind::Office, 54, days, words);
    }
    let words = format!("\"{quoted}\" bears the title: {}", terms(title));
    if start > Day::MIN { make(ReasonKind::Office, 75, Days::from(begins), words) } else { None }
}

/// Whether the text gives the same title to somebody who held it later: then this one is of the past.
fn is_succeeded(title: &Titled<'_>, all: &[Titled<'_>]) -> bool {
    let ends = |t: &Titled<'_>| t.terms.iter().map(|t| t.1).max();
    all.iter().any(|o| o.code == title.code && o.role == title.role && !o.former && o.holder != title.holder && ends(o) > ends(title))
}

/// "Fumio Kishida, 2021-10-04 to 2024-10-01".
fn terms(title: &Titled<'_>) -> String {
    let one = |t: &(Day, Day)| match *t {
        (Day::MIN, last) => format!("to {}", days::iso(last)),
        (first, Day::MAX) => format!("from {}", days::iso(first)),
        (first, last) => format!("{} to {}", days::iso(first), days::iso(last)),
    };
    let spans: Vec<_> = title.terms.iter().map(one).collect();
    format!("{}, {}", title.holder, spans.join(" and "))
}
