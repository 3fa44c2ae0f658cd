//! Why a sentence was coded as it was: each trigger with every frame that it could set off.

use crate::arguments::Miss;
use crate::coder::{Coder, Trial};
use crate::confidence::Weighed;
use crate::frame::{Form, Frame};
use crate::units::{Cutter, Unit, UnitKind};
use entente_text::{Annotated, Span};

/// A trigger of a sentence.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The words.
    pub trigger: Span,
    /// The frames that were tried, in order; of those the last is the one that made the claim, if any did.
    pub trials: Vec<Trial>,
    /// Rule ids of the frames that were not: an earlier one had made the claim, or the word is read in another way.
    pub untried: Vec<String>,
}

impl Coder {
    /// The language of its pack.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// A sentence (by its index) as the row of units that the frames see.
    pub fn units(&self, annotated: &Annotated, sentence: usize) -> Vec<Unit> {
        let Some(sentence) = annotated.sentences.get(sentence) else { return Vec::new() };
        let cutter = Cutter { frames: &self.frames, functions: &self.functions };
        let words = Cutter::words(annotated, sentence);
        cutter.units(annotated, sentence, &words)
    }

    /// The triggers among the units of a sentence, with the trials of that sentence shared out among them.
    pub fn tried(&self, units: &[Unit], trials: &[Trial]) -> Vec<Tried> {
        let of_unit = |unit: &Unit| {
            let trials: Vec<Trial> = trials.iter().filter(|t| t.trigger == unit.span).cloned().collect();
            let frames = match &unit.kind {
                UnitKind::Trigger(frames, _) => frames.as_slice(),
                // Only the proposer makes a claim of a word that no frame knows.
                _ if !trials.is_empty() => &[],
                _ => return None,
            };
            let rules = frames.iter().map(|f| format!("{}.{}", self.lang, self.frames.get(*f).id));
            let untried = rules.filter(|rule| trials.iter().all(|t| *t.rule != **rule)).collect();
            Some(Tried { trigger: unit.span, trials, untried })
        };
        units.iter().filter_map(of_unit).collect()
    }

    /// The frame behind the rule id of a claim or a trial.
    pub fn frame(&self, rule: &str) -> Option<&Frame> {
        let id = rule.strip_prefix(self.lang)?.strip_prefix('.')?;
        self.frames.iter().find(|f| f.id == id)
    }

    /// What each signal of a trial weighs.
    pub fn weigh(&self, trial: &Trial) -> Weighed {
        self.model.weigh(&trial.signals)
    }

    /// Why a trial made no claim, with what its frame asked for; `None` where it made one.
    pub fn reason(&self, trial: &Trial) -> Option<String> {
        let miss = *trial.outcome.as_ref().err()?;
        let Some(frame) = self.frame(&trial.rule) else { return Some(miss.words().to_owned()) };
        Some(reason(miss, frame))
    }
}

fn reason(miss: Miss, frame: &Frame) -> String {
    match miss {
        Miss::NoActor => match frame.form {
            Form::Verb => {
                "nobody who acts for a polity stands free before it, where its subject would".to_owned()
            }
            Form::Noun => {
                format!("nobody stands where the actor of this noun would: {}", before_or(&frame.actor))
            }
            Form::Passive => "nobody stands between it and a word of the agent".to_owned(),
        },
        Miss::NoRecipient => {
            format!("nobody stands where the recipient would: {}", brought_in(&frame.object))
        }
        Miss::NoTopic => match (&frame.needs, &frame.with, &frame.lacks) {
            (_, Some(topic), _) => format!("its object is no word of the topic “{topic}”"),
            (Some(topic), ..) => format!("no word of the topic “{topic}” is near"),
            (_, _, Some(topic)) => {
                format!("a word of the topic “{topic}” stands behind it, which tells another act")
            }
            _ => miss.words().to_owned(),
        },
        Miss::NotFollowed => format!("none of these words follows closely: {}", frame.then.join(", ")),
        Miss::SameSides => "actor and recipient are the same, and it counts only between two".to_owned(),
        Miss::Absorbed => {
            "it is part of what another act is about (asked for, promised, condemned …)".to_owned()
        }
        Miss::Negated => "it is denied, put off or has not come about".to_owned(),
        _ => miss.words().to_owned(),
    }
}

fn before_or(prepositions: &[String]) -> String {
    let by = brought_in(prepositions);
    if prepositions.is_empty() {
        "before it, or as the subject of its verb".to_owned()
    } else {
        format!("before it, or {by}")
    }
}

fn brought_in(prepositions: &[String]) -> String {
    let words: Vec<String> =
        prepositions.iter().filter(|p| !p.is_empty()).map(|p| format!("“{p}”")).collect();
    let bare = prepositions.iter().any(String::is_empty);
    match (bare, words.is_empty()) {
        (true, true) => "just behind it".to_owned(),
        (true, false) => format!("behind it, bare or brought in by {}", words.join(", ")),
        (false, false) => format!("behind it, brought in by {}", words.join(", ")),
        (false, true) => "it takes none".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_what_the_frame_asked_for() {
        let frame = |toml: &str| -> Frame {
            let common = "id = 'a'\nkind = 'talks'\nform = 'verb'\ntriggers = []\nconfidence = 0.5\n";
            toml::from_str(&format!("{common}{toml}")).expect("a frame")
        };
        let said = |miss, toml| reason(miss, &frame(toml));
        assert!(said(Miss::NoRecipient, "object = ['with', '']").ends_with("bare or brought in by “with”"));
        assert!(said(Miss::NoTopic, "needs = 'arms'").contains("“arms” is near"));
        assert!(said(Miss::NoTopic, "with = 'sanctions'").contains("no word of the topic “sanctions”"));
        assert!(said(Miss::NotFollowed, "then = ['from', 'out']").ends_with("from, out"));
        assert_eq!(said(Miss::Expected, ""), Miss::Expected.words());
    }
}
