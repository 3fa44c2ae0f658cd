//! The persons that news names most.

use super::table::Row;
use super::{FromRow, Term};

/// A person, and the polity on whose behalf they act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name as Vietnamese news writes it most.
    pub name: &'static str,
    /// The polity: ISO 3166-1 alpha-3, or the acronym of an organisation or armed group.
    pub code: &'static str,
    /// The role that they are named for most.
    pub role: &'static str,
    /// Other spellings.
    pub variants: Vec<&'static str>,
    /// What names the person without a first name or a title. A match must not follow another name's word
    /// ("Daniil Medvedev").
    pub alone: Vec<&'static str>,
    /// What a title or honorific is followed by once the person is named ("ông Tập"). Several persons share one.
    pub short: Option<&'static str>,
    /// The time in which they acted for this polity, where they acted for another before or after.
    pub term: Term,
}

impl FromRow for Person {
    const COLUMNS: &'static [&'static str] =
        &["name", "code", "role", "variants", "alone", "short", "from", "until"];

    fn from_row(row: &Row) -> Result<Self, String> {
        let name = row.required(0, "the name")?;
        let variants = row.list(3);
        if variants.contains(&name) {
            return Err(format!("{name:?} is no variant of itself"));
        }
        Ok(Self {
            name,
            code: row.code(1)?,
            role: row.id(2, "role")?,
            variants,
            alone: row.list(4),
            short: Some(row.get(5)).filter(|s| !s.is_empty()),
            term: Term::new(row.date(6)?, row.date(7)?)?,
        })
    }
}

impl Person {
    /// The name and its variants as they stand in the file.
    pub fn full_names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.variants.iter().copied())
    }

    /// Every spelling of the full name, the derived ones included: hyphens kept, spaced or left out (`Jong-un`,
    /// `Jong - un`, `Jong un`, `Jong Un`), first names as initials where the rest names the person alone (`V. Putin`).
    pub fn spellings(&self) -> Vec<String> {
        let mut all: Vec<String> = self.full_names().flat_map(hyphen_forms).collect();
        for alone in &self.alone {
            all.extend(self.full_names().filter_map(|name| initial(name, alone)).flatten());
        }
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|s| seen.insert(s.clone()));
        all
    }
}

fn hyphen_forms(name: &str) -> Vec<String> {
    if !name.contains('-') {
        return vec![name.to_owned()];
    }
    let capital = capital_after_hyphen(name);
    let mut forms = Vec::new();
    for form in [name, &capital] {
        forms.extend([form.to_owned(), form.replace('-', " - "), form.replace('-', " ")]);
    }
    forms
}

fn capital_after_hyphen(name: &str) -> String {
    let mut after = false;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if after {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        after = c == '-';
    }
    out
}

/// `V. Putin`, `V.Putin` and `V Putin` of `Vladimir Putin`.
fn initial(name: &str, alone: &str) -> Option<[String; 3]> {
    let first = name.strip_suffix(alone)?.strip_suffix(' ')?;
    let letter = first.chars().next().filter(|c| c.is_uppercase())?;
    (!first.contains([' ', '.']))
        .then(|| [format!("{letter}. {alone}"), format!("{letter}.{alone}"), format!("{letter} {alone}")])
}
