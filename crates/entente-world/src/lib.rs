//! The reference world: polities, names, roles, members, meetings.
//!
//! The files under `world/` are compiled in. [`World`] holds what is true at any time: which polities there are,
//! what they are called, which roles persons hold. [`history`] holds what is true for a while.
//!
//! ```
//! use entente_world::World;
//! let world = World::embedded();
//! assert_eq!(world.find("Nhat Ban")[0].code, "JPN");
//! assert_eq!(world.polity("JPN").map(|p| p.name("vi")), Some("Nhật Bản"));
//! ```

mod alias;
mod error;
mod find;
pub mod history;
mod polity;
mod role;
mod table;

pub use alias::{Alias, AliasClass, AliasRule};
pub use error::WorldError;
pub use polity::{Decision, Polity, PolityKind};
pub use role::Role;

use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::OnceLock;

static NAMES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../world/names");

/// The texts of the files, as they stand under `world/`.
#[derive(Debug, Clone, Default)]
pub struct WorldTexts<'a> {
    /// `polities.tsv`
    pub polities: &'a str,
    /// `roles.tsv`
    pub roles: &'a str,
    /// `names/LANG.tsv`, by language (ISO 639-1).
    pub names: BTreeMap<&'a str, &'a str>,
}

impl WorldTexts<'static> {
    /// The texts that are compiled in.
    pub fn embedded() -> Self {
        let names = NAMES.files().filter_map(|f| Some((f.path().file_stem()?.to_str()?, f.contents_utf8()?)));
        Self {
            polities: include_str!("../../../world/polities.tsv"),
            roles: include_str!("../../../world/roles.tsv"),
            names: names.collect(),
        }
    }
}

/// Polities with their names, and roles.
#[derive(Debug, Default)]
pub struct World {
    polities: Vec<Polity>,
    roles: Vec<Role>,
    names: BTreeMap<String, Vec<Alias>>,
    /// Code to index in `polities`.
    places: BTreeMap<String, usize>,
    typed: OnceLock<Vec<find::Entry>>,
}

impl World {
    /// The world that is compiled in. A file that does not load leaves an empty world (the tests hold the embedded
    /// files to load).
    pub fn embedded() -> &'static Self {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(|| Self::load(&WorldTexts::embedded()).unwrap_or_default())
    }

    /// The world of other texts, in the same columns.
    ///
    /// # Errors
    /// The first row that is wrong, with file and line.
    pub fn load(texts: &WorldTexts<'_>) -> Result<Self, WorldError> {
        let polities = polity::read(texts.polities)?;
        let places: BTreeMap<String, usize> =
            polities.iter().enumerate().map(|(i, p)| (p.code.clone(), i)).collect();
        let mut names = BTreeMap::new();
        for (lang, text) in &texts.names {
            let aliases = alias::read(&format!("names/{lang}.tsv"), text, |code| places.contains_key(code))?;
            names.insert((*lang).to_owned(), aliases);
        }
        Ok(Self { polities, roles: role::read(texts.roles)?, names, places, typed: OnceLock::new() })
    }

    /// The polity of a code.
    pub fn polity(&self, code: &str) -> Option<&Polity> {
        self.polities.get(self.position(code)?)
    }

    /// All polities: states and territories by code, then organisations, then groups.
    pub fn polities(&self) -> &[Polity] {
        &self.polities
    }

    /// The languages that have names, sorted (ISO 639-1).
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// All names in a language; those of one code stand together, its usual name first.
    pub fn aliases(&self, lang: &str) -> &[Alias] {
        self.names.get(lang).map_or(&[], Vec::as_slice)
    }

    /// The names of one polity in a language, its usual name first.
    pub fn names(&self, code: &str, lang: &str) -> Vec<&Alias> {
        self.aliases(lang).iter().filter(|a| a.code == code).collect()
    }

    /// The polities that a typed name can mean, the best first: a code, or a name in any language, in any case, with
    /// or without diacritics. When no name is what was typed, those that begin so or hold a word that does.
    pub fn find(&self, typed: &str) -> Vec<&Polity> {
        let entries = self.typed.get_or_init(|| find::index(self));
        find::find(self, entries, typed).into_iter().filter_map(|i| self.polities.get(i)).collect()
    }

    /// The role of an id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|r| r.id == id)
    }

    /// All roles.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    fn position(&self, code: &str) -> Option<usize> {
        self.places.get(code).copied()
    }
}

#[cfg(test)]
mod tests;
