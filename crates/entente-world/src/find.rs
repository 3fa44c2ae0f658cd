//! Polities by whatever name a person types.

use crate::{AliasClass, World};
use entente_text::fold;

/// A name made comparable: folded, hyphens and stops as blanks, one blank between words.
pub(crate) fn key(typed: &str) -> String {
    let folded = fold(typed);
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_alphanumeric() || c == '+' {
            key.push(c);
        } else if !matches!(c, '\'' | '’') && !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// How well a name fits what was typed; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The code itself.
    Code,
    /// The name as it is written, marks and case included.
    Written(AliasClass),
    /// The name, marks and case aside.
    Folded(AliasClass),
    /// The name begins so.
    Begins(AliasClass),
    /// A word of the name begins so.
    Within(AliasClass),
}

/// One name under which a polity can be found.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    key: String,
    written: String,
    class: AliasClass,
    /// Index into [`World::polities`].
    polity: usize,
}

/// All names of all languages, sorted by key.
pub(crate) fn index(world: &World) -> Vec<Entry> {
    let names = world.languages().flat_map(|lang| world.aliases(lang)).filter_map(|alias| {
        let polity = world.position(&alias.code)?;
        Some(Entry { key: key(&alias.text), written: alias.text.clone(), class: alias.class, polity })
    });
    let own = world.polities().iter().enumerate().flat_map(|(polity, p)| {
        [&p.name_en, &p.name_vi].map(|name| Entry {
            key: key(name),
            written: name.clone(),
            class: AliasClass::Name,
            polity,
        })
    });
    let mut entries: Vec<Entry> = names.chain(own).collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    entries
}

fn fit(entry: &Entry, typed: &str, wanted: &str) -> Option<Fit> {
    if entry.written == typed {
        Some(Fit::Written(entry.class))
    } else if entry.key == wanted {
        Some(Fit::Folded(entry.class))
    } else if entry.key.starts_with(wanted) {
        Some(Fit::Begins(entry.class))
    } else {
        let mut words = entry.key.match_indices(' ');
        words.any(|(at, _)| entry.key[at + 1..].starts_with(wanted)).then_some(Fit::Within(entry.class))
    }
}

/// The polities that a typed name can mean, as indexes, the best first. Names that only begin or hold what was
/// typed count when no name is it.
pub(crate) fn find(world: &World, entries: &[Entry], typed: &str) -> Vec<usize> {
    let typed = typed.trim();
    let wanted = key(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut fits: Vec<(Fit, usize)> =
        entries.iter().filter_map(|e| Some((fit(e, typed, &wanted)?, e.polity))).collect();
    fits.extend(world.position(&typed.to_uppercase()).map(|polity| (Fit::Code, polity)));
    fits.sort_unstable();
    let exact = fits.first().is_some_and(|(fit, _)| *fit < Fit::Begins(AliasClass::Name));
    let mut found = Vec::new();
    for (fit, polity) in fits {
        let counts = !exact || fit < Fit::Begins(AliasClass::Name);
        if counts && !found.contains(&polity) {
            found.push(polity);
        }
    }
    found
}
