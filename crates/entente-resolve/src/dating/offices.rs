//! Evidence of the titles that persons bear.

use super::days::{self, Day, Days};
use super::evidence::Evidence;
use super::reading::{Line, Point, Timed, Zone};
use super::words::Signal;
use super::{Dater, ReasonKind};
use entente_text::{Grain, Mention, MentionKind};
use entente_world::history::{History, Office, fold};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// For so many days after the end, news still gives the title.
const AFTERGLOW: Day = 14;
/// And where it stands far from the beginning of an article, among what was said some weeks ago.
const LATE_AFTERGLOW: Day = 45;
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

/// Titles that news gives to holders of several offices.
const FAMILIES: [(&str, &[&str]); 4] = [
    (
        "spokesperson",
        &["foreign_ministry_spokesperson", "presidential_spokesperson", "defence_ministry_spokesperson"],
    ),
    ("ambassador", &["un_ambassador", "ambassador_to_usa"]),
    ("chairman", &LEADERS),
    (
        "counterpart",
        &["head_of_state", "head_of_government", "supreme_leader", "foreign_minister", "defence_minister"],
    ),
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
    /// Whether it stands where the article begins.
    is_head: bool,
}

/// Evidence of all titles of an article.
pub(crate) fn gather(dater: &Dater, text: &str, lines: &[Line<'_>], all: &mut Vec<Evidence>) {
    let elect = lines.iter().any(|l| l.has(Signal::Elect));
    let mut found = Vec::new();
    let mut known = Known::default();
    for line in lines {
        let new = line.mentions.iter().filter_map(|m| titled(dater, text, line, m, &mut known));
        found.extend(new);
    }
    let holders = Holders::of(&found);
    for title in &found {
        all.extend(evidence(text, title, &holders, elect));
    }
}

/// Who holds each title in the text, by polity and role, with the last day of the last of the holder's terms.
struct Holders<'a>(BTreeMap<(&'a str, &'a str), BTreeMap<&'static str, Option<Day>>>);

impl<'a> Holders<'a> {
    fn of(all: &[Titled<'a>]) -> Self {
        let mut holders: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for title in all.iter().filter(|t| !t.former) {
            let end = holders.entry((title.code, title.role)).or_default().entry(title.holder).or_default();
            *end = title.ends().max(*end);
        }
        Self(holders)
    }

    /// Whether the text gives the same title to somebody who held it later: then this one is of the past.
    fn succeed(&self, title: &Titled<'_>) -> bool {
        let all = self.0.get(&(title.code, title.role));
        all.into_iter().flatten().any(|(holder, end)| *holder != title.holder && *end > title.ends())
    }
}

impl Titled<'_> {
    fn ends(&self) -> Option<Day> {
        self.terms.iter().map(|t| t.1).max()
    }
}

/// All terms in office, by polity and role.
#[derive(Debug)]
pub(crate) struct Offices {
    history: &'static History,
    /// With the names folded.
    by_role: FxHashMap<(&'static str, &'static str), Vec<(String, &'static Office)>>,
}

impl Offices {
    /// Indexes the terms.
    pub fn new(history: &'static History) -> Self {
        let mut by_role: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for office in history.offices() {
            by_role.entry((office.code, office.role)).or_default().push((fold(office.name), office));
        }
        Self { history, by_role }
    }

    /// The terms that a name with a title can mean.
    fn find(&self, name: &str, code: &str, role: &str) -> Vec<&'static Office> {
        let named: Vec<&Office> =
            self.history.terms_of(name).into_iter().filter(|o| o.code == code).collect();
        let words = fold(name);
        let of_role = |role: &str| -> Vec<&'static Office> {
            let own: Vec<_> = named.iter().copied().filter(|o| o.role == role).collect();
            if !own.is_empty() {
                return own;
            }
            let holders = self.by_role.get(&(code, role)).into_iter().flatten();
            holders.filter(|(folded, _)| has_words(&words, folded)).map(|(_, office)| *office).collect()
        };
        let found = of_role(role);
        if !found.is_empty() {
            return found;
        }
        if let Some((_, family)) = FAMILIES.iter().find(|(title, _)| *title == role) {
            return named.into_iter().filter(|o| family.contains(&o.role)).collect();
        }
        if !LEADERS.contains(&role) {
            return found;
        }
        LEADERS.iter().flat_map(|r| of_role(r)).collect()
    }
}

/// The terms of a name, polity and role that were looked for before.
type Known<'a> = FxHashMap<(&'a str, &'a str, &'a str), Vec<&'static Office>>;

fn titled<'a>(
    dater: &Dater,
    text: &str,
    line: &Line<'a>,
    mention: &'a Mention,
    known: &mut Known<'a>,
) -> Option<Titled<'a>> {
    let (name, role) = (mention.name.as_deref()?, mention.role.as_deref()?);
    let [code] = &mention.polities[..] else { return None };
    if !matches!(mention.kind, MentionKind::Person | MentionKind::Outsider) {
        return None;
    }
    let (first, last) = line.tokens_of(mention);
    let own = line.words.get(first..last)?;
    if dater.words.titles(own, &[role]).next().is_none() || !bears(name, mention.span.slice(text)) {
        return None;
    }
    let offices = known.entry((name, code, role)).or_insert_with(|| dater.offices.find(name, code, role));
    let roles = if LEADERS.contains(&role) { &LEADERS[..] } else { &[role][..] };
    let former = dater
        .words
        .titles(own, roles)
        .any(|at| line.any(Signal::Former, (first + at).saturating_sub(1), first + at));
    if mention.kind == MentionKind::Outsider && !former || offices.is_empty() {
        return None;
    }
    let terms: Vec<(Day, Day)> = offices.iter().map(|o| bounds(o)).collect();
    if is_namesake(line, &terms) {
        return None;
    }
    let current = is_current(line, first, last);
    Some(Titled {
        mention,
        code,
        role,
        terms,
        holder: offices[0].name,
        former,
        current,
        is_head: line.zone == Zone::Head,
    })
}

/// Whether a title in a sentence is one of now: the sentence speaks of no other year, and where it is not one of the
/// first it tells news: somebody says something, or a day without a year is named.
fn is_current(line: &Line<'_>, first: usize, last: usize) -> bool {
    let of_a_year =
        |t: &Timed<'_>| t.has_year() || t.relative().is_some_and(|r| r.unit >= Grain::Year && r.offset < 0);
    if line.after_year || line.times.iter().any(of_a_year) || line.has(Signal::Hindsight) {
        return false;
    }
    let of_days = |t: &Timed<'_>| {
        let near = t.relative().is_some_and(|r| matches!(r.unit, Grain::Day | Grain::Week));
        near || matches!(t.point, Point::Bare(_, _, Grain::Day))
    };
    let says = || {
        line.any(Signal::Report, last, last + 6) || line.any(Signal::Report, first.saturating_sub(3), first)
    };
    match line.zone {
        Zone::Head => true,
        Zone::Rest => line.times.iter().any(of_days) || says(),
        _ => false,
    }
}

/// Whether the sentence is of a year before all terms: then it means somebody else of that name.
fn is_namesake(line: &Line<'_>, terms: &[(Day, Day)]) -> bool {
    let starts = terms.iter().map(|t| t.0).min();
    line.times.iter().any(|t| matches!(t.point, Point::Full(_, last, _) if starts.is_some_and(|s| last < s)))
}

/// Whether the words of a mention hold the name, so that it is not one that they refer to.
fn bears(name: &str, words: &str) -> bool {
    // Mostly it is there as it is written, which is quickly seen.
    let letters = |part: &str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_alphabetic());
    if name.split(' ').any(|part| letters(part) && words.split(' ').any(|w| w == part)) {
        return true;
    }
    let words = fold(words);
    fold(name).split(' ').any(|part| part.len() > 1 && words.split(' ').any(|w| w == part))
}

/// Whether a name is a part of another: all its words are there, one of them no initial.
fn has_words(part: &str, whole: &str) -> bool {
    let mut words = part.split(' ').filter(|w| w.len() > 1).peekable();
    let junior = |name: &str| name.split(' ').any(|w| matches!(w, "jr" | "junior" | "ii"));
    words.peek().is_some() && junior(part) == junior(whole) && words.all(|w| whole.split(' ').any(|o| o == w))
}

fn bounds(office: &Office) -> (Day, Day) {
    let (first, last) = office.term.outer();
    (days::day(first).unwrap_or(Day::MIN), days::day(last).unwrap_or(Day::MAX))
}

fn evidence(text: &str, title: &Titled<'_>, holders: &Holders<'_>, elect: bool) -> Vec<Evidence> {
    let quoted = title.mention.span.slice(text);
    let make = |kind, certainty, days, words| Evidence {
        kind,
        certainty,
        days,
        span: Some(title.mention.span),
        words,
        any_of: Vec::new(),
    };
    let starts = title.terms.iter().map(|t| t.0);
    let (Some(start), Some(end)) = (starts.min(), title.terms.iter().map(|t| t.1).min()) else {
        return Vec::new();
    };
    if title.former {
        let words =
            || format!("\"{quoted}\" is out of office: {} left it on {}", title.holder, days::iso(end));
        let over = (end < Day::MAX).then(|| make(ReasonKind::FormerOffice, 74, Days::from(end), words()));
        return over.into_iter().collect();
    }
    let foreglow = if elect { FOREGLOW } else { 0 };
    let mut found = Vec::new();
    if start > Day::MIN {
        let words = format!("\"{quoted}\" bears the title: {}", terms(title));
        found.push(make(ReasonKind::Office, 75, Days::from(start.saturating_sub(foreglow)), words));
    }
    if title.current && !holders.succeed(title) {
        let (certainty, afterglow) = if title.is_head { (54, AFTERGLOW) } else { (42, LATE_AFTERGLOW) };
        let held = title.terms.iter().map(|t| (t.0.saturating_sub(foreglow), t.1.saturating_add(afterglow)));
        let words = format!("\"{quoted}\" is in office, or just out of it: {}", terms(title));
        found.push(make(ReasonKind::Office, certainty, Days::of(held), words));
    }
    found
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
