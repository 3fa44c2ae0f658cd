//! States, organisations and armed groups.

use crate::WorldError;
use crate::table::{Row, rows};

/// What a polity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PolityKind {
    /// Member or permanent observer of the United Nations, now or formerly.
    State,
    /// Any other entry of ISO 3166-1.
    Territory,
    /// An intergovernmental organisation or one of its organs.
    Igo,
    /// A military alliance or coalition.
    Alliance,
    /// States that act together without an organisation of their own.
    Bloc,
    /// An armed group, a movement or an authority that no member of the United Nations is.
    Group,
    /// A non-governmental organisation that states answer to: of human rights, relief, the press.
    Ngo,
}

impl PolityKind {
    /// All kinds by the word in `polities.tsv`.
    const WORDS: [(&'static str, Self); 7] = [
        ("state", Self::State),
        ("territory", Self::Territory),
        ("igo", Self::Igo),
        ("alliance", Self::Alliance),
        ("bloc", Self::Bloc),
        ("group", Self::Group),
        ("ngo", Self::Ngo),
    ];

    /// The word in `polities.tsv`.
    pub fn name(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// A state or territory, so that "this country" can mean it.
    pub fn is_state(self) -> bool {
        matches!(self, Self::State | Self::Territory)
    }

    /// An organisation, alliance or bloc, so that "this alliance" can mean it.
    pub fn is_organisation(self) -> bool {
        matches!(self, Self::Igo | Self::Alliance | Self::Bloc)
    }
}

/// How an organisation decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// No member against.
    Consensus,
    /// A majority, which some members can veto.
    Veto,
    /// A majority.
    Majority,
}

impl Decision {
    const WORDS: [(&'static str, Option<Self>); 4] = [
        ("consensus", Some(Self::Consensus)),
        ("veto", Some(Self::Veto)),
        ("majority", Some(Self::Majority)),
        ("", None),
    ];

    /// The word in `polities.tsv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consensus => "consensus",
            Self::Veto => "veto",
            Self::Majority => "majority",
        }
    }
}

/// A state, organisation or armed group: one that others have relations with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Polity {
    /// ISO 3166-1 alpha-3 (3166-3 for states that are no more), or the usual acronym, or a word in capitals.
    pub code: String,
    /// What it is.
    pub kind: PolityKind,
    /// Its item in Wikidata, when known: `Q17`.
    pub wikidata: Option<String>,
    /// The polity that it is an organ of or administered by.
    pub parent: Option<String>,
    /// How it decides, when known.
    pub decision: Option<Decision>,
    /// English name.
    pub name_en: String,
    /// Vietnamese name.
    pub name_vi: String,
}

impl Polity {
    /// Its usual name in a language (ISO 639-1): Vietnamese for `vi`, English for any other.
    pub fn name(&self, lang: &str) -> &str {
        if lang == "vi" { &self.name_vi } else { &self.name_en }
    }

    fn from_row(row: &Row<'_>) -> Result<Self, WorldError> {
        let code = row.required(0, "the code")?;
        if !code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
            return Err(row.error(format!("\"{code}\" is no code: write capital letters and digits")));
        }
        Ok(Self {
            code: code.to_owned(),
            kind: row.one_of(1, &PolityKind::WORDS)?,
            wikidata: wikidata(row)?,
            parent: filled(row.get(3)),
            decision: row.one_of(4, &Decision::WORDS)?,
            name_en: row.required(5, "the English name")?.to_owned(),
            name_vi: row.required(6, "the Vietnamese name")?.to_owned(),
        })
    }
}

fn wikidata(row: &Row<'_>) -> Result<Option<String>, WorldError> {
    let id = row.get(2);
    match id.strip_prefix('Q') {
        Some(digits) if digits.parse::<u64>().is_ok() => Ok(Some(id.to_owned())),
        _ if id.is_empty() => Ok(None),
        _ => Err(row.error(format!("\"{id}\" is no item of Wikidata: write it as Q17, or nothing"))),
    }
}

fn filled(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

/// Reads `polities.tsv`.
pub(crate) fn read(text: &str) -> Result<Vec<Polity>, WorldError> {
    let file = "polities.tsv";
    let rows = rows(file, text, &["code", "kind", "wikidata", "parent", "decision", "name_en", "name_vi"])?;
    let polities: Vec<Polity> = rows.iter().map(Polity::from_row).collect::<Result<_, _>>()?;
    let mut codes: Vec<&str> = polities.iter().map(|p| p.code.as_str()).collect();
    codes.sort_unstable();
    for (row, polity) in rows.iter().zip(&polities) {
        let at = codes.partition_point(|c| *c < polity.code.as_str());
        if codes.get(at + 1) == Some(&polity.code.as_str()) {
            return Err(row.error(format!("{} has two rows: keep one", polity.code)));
        }
        if let Some(parent) = &polity.parent
            && codes.binary_search(&parent.as_str()).is_err()
        {
            return Err(
                row.error(format!("the parent {parent} has no row of its own: add one, or leave it empty"))
            );
        }
    }
    Ok(polities)
}
