//! Events in the terms of PLOVER and of CAMEO.
//!
//! Our categories are PLOVER's as annotators of news use them; strict PLOVER differs in places: a signed treaty is SUPPORT,
//! what is only announced is AGREE or THREATEN, a protest note is ACCUSE. What a kind of event is in either coding stands
//! in `schema/kinds.toml`, PLOVER's scores in `schema/plover.toml`.

use crate::record::Record;
use entente_code::{Kind, Kinds};
use entente_resolve::{Event, Reported};
use entente_text::{Category, Party, Status};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ontology {
    /// PLOVER's sixteen categories as annotators of news use them, and our kinds.
    #[default]
    Own,
    /// Strict PLOVER: category, mode, context.
    Plover,
    /// CAMEO codes.
    Cameo,
}

/// An event in the terms of a coding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// The event; its type is that of the coding.
    #[serde(flatten)]
    pub record: Record,
    /// What the coding tells beside the type.
    #[serde(flatten)]
    pub beside: Option<Beside>,
}

/// What a coding tells beside the type of an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Beside {
    /// Strict PLOVER.
    Plover {
        /// Mode, or empty.
        mode: &'static str,
        /// Context, or empty.
        context: &'static str,
        /// `future`, `hypothetical`, `negation`, or empty for what took place.
        auxiliary: &'static str,
        /// PLOVER's score of category and mode.
        score: f64,
    },
    /// CAMEO.
    Cameo {
        /// The first two digits of the code.
        root: &'static str,
    },
}

impl Ontology {
    /// The event in the terms of this coding.
    pub fn tell<C: Reported>(self, event: &Event<C>, mut record: Record) -> Told {
        let Some(kind) = Kinds::embedded().ok().and_then(|k| k.get(&event.kind)) else {
            return Told { record, beside: None };
        };
        let beside = match self {
            Self::Own => None,
            Self::Plover => {
                let (category, mode) = plover(kind, event.status);
                record.category = category;
                together(event.symmetric, &mut record);
                let context = kind.context.as_deref().unwrap_or_default();
                let score = score(category, mode).unwrap_or_default();
                Some(Beside::Plover { mode, context, auxiliary: auxiliary(event.status), score })
            }
            Self::Cameo => {
                let code = cameo(kind, event.status);
                record.category = code;
                Some(Beside::Cameo { root: code.get(..2).unwrap_or(code) })
            }
        };
        Told { record, beside }
    }
}

/// Strict category and mode of an act of this kind that has come so far.
pub fn plover(kind: &'static Kind, status: Status) -> (&'static str, &'static str) {
    let coding = match status {
        Status::CalledOff if kind.category == Category::Consult => "REJECT/meet",
        Status::Scheduled | Status::Conditional => kind.planned.as_deref().unwrap_or(&kind.strict),
        _ => &kind.strict,
    };
    coding.split_once('/').unwrap_or((coding, ""))
}

/// CAMEO's code of an act of this kind that has come so far.
pub fn cameo(kind: &'static Kind, status: Status) -> &'static str {
    match status {
        Status::CalledOff if kind.category == Category::Consult => "125",
        Status::Scheduled | Status::Conditional => kind.cameo_planned.as_deref().unwrap_or(&kind.cameo),
        _ => &kind.cameo,
    }
}

fn auxiliary(status: Status) -> &'static str {
    match status {
        Status::Happened => "",
        Status::Scheduled => "future",
        Status::Proposed | Status::Conditional => "hypothetical",
        Status::CalledOff => "negation",
    }
}

/// PLOVER has everybody among the actors of an act done together.
fn together(symmetric: bool, record: &mut Record) {
    if !symmetric {
        return;
    }
    for party in std::mem::take(&mut record.recipients) {
        let known = |p: &Party| p.code == party.code;
        if !record.actors.iter().any(known) {
            record.actors.push(party);
        }
    }
}

type Scores = BTreeMap<String, BTreeMap<String, f64>>;

/// PLOVER's score of a category and mode; that of the category where the mode has none.
pub fn score(category: &str, mode: &str) -> Option<f64> {
    const SOURCE: &str = include_str!("../../../schema/plover.toml");
    static SCORES: OnceLock<Scores> = OnceLock::new();
    let scores = SCORES.get_or_init(|| toml::from_str(SOURCE).unwrap_or_default());
    let modes = scores.get(category)?;
    modes.get(mode).or_else(|| modes.get("")).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, status: Status, expect: (&str, &str, &str)) {
        let kind = Kinds::embedded().expect("kinds").get(kind).expect("a kind");
        let (category, mode) = plover(kind, status);
        assert_eq!((category, mode, cameo(kind, status)), expect, "{} {status:?}", kind.id);
    }

    #[test]
    fn strict_coding_differs_where_the_manual_does() {
        check("sign", Status::Happened, ("SUPPORT", "", "057"));
        check("sign", Status::Scheduled, ("AGREE", "", "030"));
        check("visit", Status::Happened, ("CONSULT", "visit", "042"));
        check("visit", Status::Scheduled, ("AGREE", "", "036"));
        check("visit", Status::CalledOff, ("REJECT", "meet", "125"));
        check("military_aid", Status::Scheduled, ("AGREE", "", "0332"));
        check("withdraw_troops", Status::Scheduled, ("CONCEDE", "", "0356"));
        check("sanction", Status::Scheduled, ("THREATEN", "restrict", "1312"));
        check("strike", Status::Conditional, ("THREATEN", "violence", "1384"));
        check("deploy", Status::Scheduled, ("THREATEN", "violence", "138"));
        check("arrest", Status::Scheduled, ("THREATEN", "arrest", "132"));
        check("summon", Status::Happened, ("ACCUSE", "disapprove", "114"));
        check("protest_note", Status::Happened, ("ACCUSE", "disapprove", "114"));
        check("invite", Status::Happened, ("AGREE", "", "050"));
        check("exercise", Status::Happened, ("COOPERATE", "", "062"));
        check("own_exercise", Status::Happened, ("MOBILIZE", "troops", "150"));
        check("expel", Status::Happened, ("SANCTION", "expel", "166"));
    }

    #[test]
    fn every_kind_has_a_category_and_mode_that_plover_scores() {
        for kind in Kinds::embedded().expect("kinds").iter() {
            for coding in [Some(&kind.strict), kind.planned.as_ref()].into_iter().flatten() {
                let (category, mode) = coding.split_once('/').unwrap_or((coding, ""));
                let category: Category = category.parse().expect("one of the sixteen");
                let scores: Scores =
                    toml::from_str(include_str!("../../../schema/plover.toml")).expect("it is well formed");
                assert!(scores[category.name()].contains_key(mode), "{}: {coding}", kind.id);
            }
            let digits =
                |code: &str| (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
            assert!(digits(&kind.cameo) && kind.cameo_planned.as_deref().is_none_or(digits), "{}", kind.id);
        }
        assert_eq!(score("RETREAT", "nothing of the kind"), Some(6.5));
        assert_eq!(score("nothing", ""), None);
    }
}
