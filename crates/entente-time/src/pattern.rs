//! What a rule looks for: the small language of the `match` lines.
//!
//! `ngày {d:int 1-31} (tháng|-) {m:int 1-12}` is two words, a group of which one must stand there, and two captures of
//! a category. `?` after a group makes it optional, `~` between two elements says that they touch, `!(…)` and `&(…)` at
//! either end say what must not, or must, stand beside the match.

use crate::token::{Symbol, Vocabulary};
use entente_text::Grain;
use std::collections::BTreeMap;

/// A set of categories, as bits.
pub type CatSet = u128;
/// The most categories that a pack can have.
pub const CATS: usize = 128;

/// What a capture must be besides its category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// Least number.
    pub low: i64,
    /// Greatest number.
    pub high: i64,
    /// Fewest and most digits; words have none.
    pub digits: (u8, u8),
    /// Finest and coarsest unit.
    pub grain: (Grain, Grain),
    /// Its last word must have a capital.
    pub capital: bool,
}

const ANY: Condition = Condition {
    low: i64::MIN,
    high: i64::MAX,
    digits: (0, 255),
    grain: (Grain::Second, Grain::Century),
    capital: false,
};

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// One of these phrases.
    Words { phrases: Vec<Vec<Symbol>>, glued: bool },
    /// A capture.
    Cat { cats: CatSet, condition: Condition, glued: bool },
}

impl Item {
    /// Whether it must touch what stands before it.
    pub fn is_glued(&self) -> bool {
        match self {
            Self::Words { glued, .. } | Self::Cat { glued, .. } => *glued,
        }
    }
}

/// What must stand, or not, beside a match.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// The phrases.
    pub phrases: Vec<Vec<Symbol>>,
    /// Whether they must not stand there.
    pub not: bool,
    /// A word with a capital counts as well: `^` among the phrases.
    pub capital: bool,
}

/// A pattern without options.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pattern {
    /// Its elements, in order.
    pub items: Vec<Item>,
    /// What stands before.
    pub before: Option<Look>,
    /// What stands after.
    pub after: Option<Look>,
}

/// Names of the categories, and the groups of them.
#[derive(Debug, Default)]
pub struct Categories {
    names: Vec<String>,
    groups: BTreeMap<String, CatSet>,
}

impl Categories {
    /// The number of a category, made when it is new.
    pub fn intern(&mut self, name: &str) -> Result<u8, String> {
        if let Some(i) = self.names.iter().position(|n| n == name) {
            return Ok(i as u8);
        }
        if self.names.len() >= CATS {
            return Err(format!("more than {CATS} categories"));
        }
        self.names.push(name.to_owned());
        Ok((self.names.len() - 1) as u8)
    }

    /// Names a group of categories or groups.
    pub fn group(&mut self, name: &str, members: &[String]) -> Result<(), String> {
        let mut set = 0;
        for member in members {
            set |= self.set(member).ok_or_else(|| format!("group {name:?}: no category {member:?}"))?;
        }
        self.groups.insert(name.to_owned(), set);
        Ok(())
    }

    /// The set that a name of a category or group stands for.
    pub fn set(&self, name: &str) -> Option<CatSet> {
        let one = || self.names.iter().position(|n| n == name).map(|i| 1 << i);
        self.groups.get(name).copied().or_else(one)
    }
}

/// Stand for the brackets of the text while a line is read.
const OPEN: &str = "\u{e000}";
const CLOSE: &str = "\u{e001}";

/// An element before options are spelled out.
enum Element {
    Item(Item, bool),
    Look(Look),
}

/// Reads a `match` line: the patterns that it stands for, and the names of its captures.
pub fn parse(
    text: &str,
    words: &mut Vocabulary,
    cats: &Categories,
) -> Result<(Vec<Pattern>, Vec<String>), String> {
    let mut captures = Vec::new();
    let mut elements = Vec::new();
    let mut glued = false;
    for piece in pieces(text)? {
        if piece == "~" {
            glued = true;
            continue;
        }
        elements.push(element(&piece, glued, words, cats, &mut captures)?);
        glued = false;
    }
    let mut patterns = vec![Pattern::default()];
    let count = elements.len();
    for (i, element) in elements.into_iter().enumerate() {
        match element {
            Element::Look(look) if i == 0 || i + 1 == count => {
                for pattern in &mut patterns {
                    let side = if i == 0 { &mut pattern.before } else { &mut pattern.after };
                    *side = Some(look.clone());
                }
            }
            Element::Look(_) => return Err(format!("!(…) and &(…) stand at the ends only: {text:?}")),
            Element::Item(item, optional) => {
                let without = if optional { patterns.clone() } else { Vec::new() };
                for pattern in &mut patterns {
                    pattern.items.push(item.clone());
                }
                patterns.extend(without);
            }
        }
    }
    if patterns.iter().any(|p| p.items.is_empty()) {
        return Err(format!("nothing must be there for {text:?} to match"));
    }
    Ok((patterns, captures))
}

/// Splits at white space outside of brackets; `~` is a piece of its own.
fn pieces(text: &str) -> Result<Vec<String>, String> {
    let mut all = vec![String::new()];
    let mut depth = 0_i32;
    for c in text.replace("\\(", OPEN).replace("\\)", CLOSE).chars() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            _ => {}
        }
        let last = all.len() - 1;
        match c {
            c if c.is_whitespace() && depth == 0 => all.push(String::new()),
            '~' if depth == 0 => all.extend(["~".to_owned(), String::new()]),
            c => all[last].push(c),
        }
    }
    if depth != 0 {
        return Err(format!("the brackets of {text:?} do not close"));
    }
    all.retain(|p| !p.is_empty());
    Ok(all)
}

fn element(
    piece: &str,
    glued: bool,
    words: &mut Vocabulary,
    cats: &Categories,
    captures: &mut Vec<String>,
) -> Result<Element, String> {
    let mut phrases = |inside: &str| -> Vec<Vec<Symbol>> {
        inside
            .split('|')
            .map(|p| words.phrase(&p.replace(OPEN, "(").replace(CLOSE, ")")))
            .filter(|p| !p.is_empty())
            .collect()
    };
    let inside = |p: &str| p.strip_prefix('(').and_then(|p| p.strip_suffix(')')).map(str::to_owned);
    for (sign, not) in [('!', true), ('&', false)] {
        if let Some(look) = piece.strip_prefix(sign).and_then(inside) {
            let capital = look.split('|').any(|p| p == "^");
            let phrases = phrases(&look.replace('^', ""));
            return Ok(Element::Look(Look { phrases, not, capital }));
        }
    }
    if let Some(capture) = piece.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
        return Ok(Element::Item(self::capture(capture, glued, cats, captures)?, false));
    }
    let (body, optional) = match piece.strip_suffix('?') {
        Some(body) if body.ends_with(')') => (body, true),
        _ => (piece, false),
    };
    let phrases = phrases(&inside(body).unwrap_or_else(|| body.to_owned()));
    if phrases.is_empty() {
        return Err(format!("{piece:?} holds no word"));
    }
    Ok(Element::Item(Item::Words { phrases, glued }, optional))
}

fn capture(text: &str, glued: bool, cats: &Categories, captures: &mut Vec<String>) -> Result<Item, String> {
    let mut words = text.split_whitespace();
    let head = words.next().unwrap_or_default();
    let (name, cat) = head.split_once(':').unwrap_or((head, head));
    let set = cats.set(cat).ok_or_else(|| format!("no category or group {cat:?}"))?;
    let mut condition = ANY;
    for word in words {
        condition = narrow(condition, word).ok_or_else(|| format!("what is {word:?} in {{{text}}}?"))?;
    }
    captures.push(name.to_owned());
    Ok(Item::Cat { cats: set, condition, glued })
}

/// `1-31` numbers, `#4` or `#1-2` digits, `<day` `<=day` `=day` `>=day` `>day` units, `^` a capital.
fn narrow(mut c: Condition, word: &str) -> Option<Condition> {
    let range = |w: &str| -> Option<(i64, i64)> {
        let (a, b) = w.split_once('-').unwrap_or((w, w));
        Some((a.parse().ok()?, b.parse().ok()?))
    };
    if word == "^" {
        c.capital = true;
    } else if let Some(digits) = word.strip_prefix('#') {
        let (a, b) = range(digits)?;
        c.digits = (u8::try_from(a).ok()?, u8::try_from(b).ok()?);
    } else if let Some(unit) = word.strip_prefix("<=") {
        c.grain.1 = crate::action::unit(unit)?;
    } else if let Some(unit) = word.strip_prefix(">=") {
        c.grain.0 = crate::action::unit(unit)?;
    } else if let Some(unit) = word.strip_prefix('=') {
        let unit = crate::action::unit(unit)?;
        c.grain = (unit, unit);
    } else {
        (c.low, c.high) = range(word)?;
    }
    Some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Vec<Pattern>, Vec<String>), String> {
        let mut cats = Categories::default();
        cats.intern("int").expect("room");
        parse(text, &mut Vocabulary::default(), &cats)
    }

    #[test]
    fn options_are_spelled_out() {
        let (patterns, captures) = read("(on the|on)? {d:int 1-31} ~ (st|nd)? !(street)").expect("a pattern");
        assert_eq!(patterns.len(), 4);
        assert_eq!(captures, ["d"]);
        assert!(patterns.iter().all(|p| p.after.as_ref().is_some_and(|l| l.not)));
    }

    #[test]
    fn mistakes_are_told() {
        for text in ["(a", "{d:day}", "{d:int 1..2}", "(a)?", "a !(b) c", "()"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
