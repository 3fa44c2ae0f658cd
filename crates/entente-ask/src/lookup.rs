//! Polities by whatever name a person types.

use crate::error::AskError;
use entente_text::fold;
use entente_world::{Polity, World};

/// The polity that a typed name means. The error names those that are near.
pub fn polity(typed: &str) -> Result<&'static Polity, AskError> {
    let world = World::embedded();
    let found = world.find(typed);
    let [first, more @ ..] = found.as_slice() else {
        return Err(AskError::Unknown { typed: typed.to_owned(), hint: near(world, typed) });
    };
    // One that is named so, or the only one whose name begins so.
    if more.is_empty() || is_named(world, first, typed) {
        return Ok(first);
    }
    let names = found.iter().take(6).map(|p| format!("{} ({})", p.name("en"), p.code)).collect();
    Err(AskError::Ambiguous { typed: typed.to_owned(), names })
}

fn is_named(world: &World, polity: &Polity, typed: &str) -> bool {
    let wanted = letters(typed);
    letters(&polity.code) == wanted
        || [&polity.name_en, &polity.name_vi].into_iter().any(|n| letters(n) == wanted)
        || world
            .languages()
            .any(|lang| world.names(&polity.code, lang).iter().any(|a| letters(&a.text) == wanted))
}

fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn near(world: &World, typed: &str) -> String {
    let wanted = letters(typed);
    let mut fits: Vec<(usize, &str, &str)> = world
        .polities()
        .iter()
        .flat_map(|p| {
            [&p.code, &p.name_en, &p.name_vi]
                .map(|n| (distance(&wanted, &letters(n)), p.name("en"), p.code.as_str()))
        })
        .filter(|(d, ..)| *d <= 1 + wanted.chars().count() / 4)
        .collect();
    fits.sort_unstable();
    fits.dedup_by_key(|f| f.2);
    let names: Vec<_> = fits.iter().take(3).map(|(_, name, code)| format!("{name} ({code})")).collect();
    if names.is_empty() {
        "; give a code (JPN, NATO) or a name in any language".to_owned()
    } else {
        format!("; did you mean {}?", names.join(", "))
    }
}

/// Letters to change, add or take away to get from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let best = (diagonal + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()]
}

/// The codes of the polities that typed names mean; those not given are left out.
pub fn codes<'a>(typed: impl IntoIterator<Item = Option<&'a str>>) -> Result<Vec<String>, AskError> {
    typed.into_iter().flatten().map(|t| Ok(polity(t)?.code.clone())).collect()
}

/// Two polities that are not one.
pub fn pair(a: &str, b: &str) -> Result<(&'static Polity, &'static Polity), AskError> {
    let (one, two) = (polity(a)?, polity(b)?);
    if one.code == two.code { Err(AskError::Same(one.name("en").to_owned())) } else { Ok((one, two)) }
}

/// What a polity is called in a table: states by their English name, organisations and groups by their acronym.
pub fn name(code: &str) -> &str {
    World::embedded().polity(code).filter(|p| p.kind.is_state()).map_or(code, |p| p.name("en"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_typed() {
        for typed in ["JPN", "jpn", "Japan", "Nhật Bản", "Nhat Ban", "nhật bản"] {
            assert_eq!(polity(typed).map(|p| p.code.as_str()).ok(), Some("JPN"), "{typed}");
        }
    }

    #[test]
    fn an_unknown_name_suggests_near_ones() {
        let said = |typed: &str| polity(typed).expect_err(typed).to_string();
        assert!(said("Japann").contains("Japan (JPN)"), "{}", said("Japann"));
        assert!(said("qqqqqqqqqqqqqqq").contains("give a code"));
        assert!(said("").contains("give a code"));
    }

    #[test]
    fn distance_counts_letters() {
        for (a, b, n) in
            [("", "", 0), ("nato", "nato", 0), ("nato", "nata", 1), ("nato", "nto", 1), ("", "abc", 3)]
        {
            assert_eq!((distance(a, b), distance(b, a)), (n, n), "{a} {b}");
        }
    }
}
