//! Why predictions and gold differ: each event that was missed, wrong, or right with a wrong field, by its cause.
//!
//! What was missed and what was wrong is put together where both tell of the same clause, from the surest cause to the
//! least sure one; what is then left was missed because no frame made it, or is in no gold.

use super::{Documents, Errors, Options, Scored, actors_agree, agrees, same_date};
use crate::explanation::{Explanation, FrameTried, SentenceSeen};
use entente_text::fold;
use serde::Serialize;
use std::collections::BTreeSet;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// No word of the clause sets off a frame of gold's category.
    TriggerMissed,
    /// A frame of gold's category was tried, and made no claim.
    FrameFailed,
    /// The claim was made; its confidence is too low, or another event of the document swallowed it.
    Withheld,
    /// Another category, with actors that agree.
    WrongType,
    /// The same clause and category, with other actors.
    WrongActor,
    /// Actor and recipient exchanged.
    WrongDirection,
    /// Told twice.
    Doubled,
    /// Taken for an act within one polity, or such an act taken for one between two.
    NotInternational,
    /// Gold has no such event.
    NotInGold,
    /// Right but for its status.
    WrongStatus,
    /// Right but for its date.
    WrongDate,
}

impl Cause {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 11] = [
        Self::TriggerMissed,
        Self::FrameFailed,
        Self::Withheld,
        Self::WrongType,
        Self::WrongActor,
        Self::WrongDirection,
        Self::Doubled,
        Self::NotInternational,
        Self::NotInGold,
        Self::WrongStatus,
        Self::WrongDate,
    ];

    /// Its name in a table.
    pub fn name(self) -> &'static str {
        match self {
            Self::TriggerMissed => "trigger missed",
            Self::FrameFailed => "frame failed",
            Self::Withheld => "withheld",
            Self::WrongType => "wrong type",
            Self::WrongActor => "wrong actor",
            Self::WrongDirection => "wrong direction",
            Self::Doubled => "doubled",
            Self::NotInternational => "not international",
            Self::NotInGold => "not in gold",
            Self::WrongStatus => "wrong status",
            Self::WrongDate => "wrong date",
        }
    }

    /// What it means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::TriggerMissed => "missed: no word of the clause sets off a frame of its type",
            Self::FrameFailed => "missed: a frame of its type was tried and made no claim",
            Self::Withheld => "missed: claimed below the threshold, or merged into another event",
            Self::WrongType => "the actors agree, the type does not",
            Self::WrongActor => "the same clause and type, other actors",
            Self::WrongDirection => "actor and recipient exchanged",
            Self::Doubled => "wrong: an event that is right is told again",
            Self::NotInternational => "only one polity takes part, on one of the two sides",
            Self::NotInGold => "wrong: gold has no such event",
            Self::WrongStatus => "right but for its status",
            Self::WrongDate => "right but for its date",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding<'a> {
    /// The document.
    pub document: &'a str,
    /// What went wrong.
    pub cause: Cause,
    /// In words, where more is known.
    pub detail: String,
    /// The event of gold.
    pub gold: Option<&'a Scored>,
    /// The predicted event.
    pub predicted: Option<&'a Scored>,
    /// The sentence, where the text is known.
    pub sentence: Option<String>,
}

/// How often each cause occurs, in the order of [`Cause::ALL`], those that do not left out.
pub fn tally(findings: &[Finding<'_>]) -> Vec<(Cause, usize)> {
    let count = |cause: Cause| findings.iter().filter(|f| f.cause == cause).count();
    Cause::ALL.into_iter().map(|c| (c, count(c))).filter(|(_, n)| *n > 0).collect()
}

/// The causes of all differences. `explain` gives what was seen in a document whose text is known: with it, what no frame
/// made is told from what a frame failed at.
pub fn causes<'a>(
    scored: &[Errors<'a>],
    predicted: &'a Documents,
    options: Options,
    mut explain: impl FnMut(&str) -> Option<Explanation>,
) -> Vec<Finding<'a>> {
    let mut findings = Vec::new();
    for document in scored {
        let mut pairing = Pairing {
            document: document.document,
            missed: document.missed.clone(),
            wrong: document.wrong.clone(),
            findings: Vec::new(),
        };
        pairing.pair_up(options);
        pairing.left(document, predicted, options);
        if !pairing.missed.is_empty() {
            let seen = explain(document.document);
            for gold in std::mem::take(&mut pairing.missed) {
                let (cause, detail, sentence) = why_missed(gold, seen.as_ref(), options);
                pairing.add(cause, detail, Some(gold), None);
                if let Some(last) = pairing.findings.last_mut() {
                    last.sentence = sentence;
                }
            }
        }
        pairing.fields(document);
        findings.append(&mut pairing.findings);
    }
    findings.sort_by_key(|f| f.cause);
    findings
}

/// The differences of one document, while they are put together.
struct Pairing<'a> {
    document: &'a str,
    missed: Vec<&'a Scored>,
    wrong: Vec<&'a Scored>,
    findings: Vec<Finding<'a>>,
}

impl<'a> Pairing<'a> {
    fn add(&mut self, cause: Cause, detail: String, gold: Option<&'a Scored>, predicted: Option<&'a Scored>) {
        let document = self.document;
        self.findings.push(Finding { document, cause, detail, gold, predicted, sentence: None });
    }

    fn pair_up(&mut self, options: Options) {
        self.pair(Cause::WrongDirection, |g, p| g.category == p.category && agrees(g, &turned(p), options));
        self.pair(Cause::WrongType, |g, p| {
            g.category != p.category && actors_agree(g, p, options.igo) && same_clause(g, p)
        });
        self.pair(Cause::WrongActor, |g, p| g.category == p.category && same_clause(g, p));
        self.pair(Cause::WrongActor, |g, p| g.category == p.category && share_a_party(g, p));
    }

    fn pair(&mut self, cause: Cause, fits: impl Fn(&Scored, &Scored) -> bool) {
        let mut i = 0;
        while i < self.missed.len() {
            let gold = self.missed[i];
            let Some(j) = self.wrong.iter().position(|p| fits(gold, p)) else {
                i += 1;
                continue;
            };
            let predicted = self.wrong.remove(j);
            self.missed.remove(i);
            self.add(cause, String::new(), Some(gold), Some(predicted));
        }
    }

    /// What was wrong without a counterpart, and what was taken for domestic.
    fn left(&mut self, document: &Errors<'a>, predicted: &'a Documents, options: Options) {
        for event in std::mem::take(&mut self.wrong) {
            let parties: BTreeSet<_> = event.actors.iter().chain(&event.recipients).collect();
            if let Some((gold, _)) = document.matched.iter().find(|(g, _)| agrees(g, event, options)) {
                self.add(Cause::Doubled, String::new(), Some(gold), Some(event));
            } else if parties.len() < 2 {
                self.add(Cause::NotInternational, "one polity only".to_owned(), None, Some(event));
            } else {
                self.add(Cause::NotInGold, String::new(), None, Some(event));
            }
        }
        if options.domestic {
            return;
        }
        let mut domestic: Vec<&Scored> = predicted.get(self.document).iter().filter(|e| e.domestic).collect();
        for gold in std::mem::take(&mut self.missed) {
            if let Some(j) = domestic.iter().position(|p| agrees(gold, p, options)) {
                let taken = Some(domestic.remove(j));
                self.add(Cause::NotInternational, "taken for domestic".to_owned(), Some(gold), taken);
            } else {
                self.missed.push(gold);
            }
        }
    }

    /// What is right but for a field.
    fn fields(&mut self, document: &Errors<'a>) {
        for (g, p) in &document.matched {
            if !g.status.is_empty() && g.status != p.status {
                let detail = format!("{} in place of {}", named(&p.status), g.status);
                self.add(Cause::WrongStatus, detail, Some(g), Some(p));
            }
            if !g.date.is_empty() && !same_date(&g.date, &p.date) {
                let detail = format!("{} in place of {}", named(&p.date), g.date);
                self.add(Cause::WrongDate, detail, Some(g), Some(p));
            }
        }
    }
}

fn named(value: &str) -> &str {
    if value.is_empty() { "nothing" } else { value }
}

fn turned(event: &Scored) -> Scored {
    Scored { actors: event.recipients.clone(), recipients: event.actors.clone(), ..event.clone() }
}

fn share_a_party(a: &Scored, b: &Scored) -> bool {
    let all = |e: &Scored| -> BTreeSet<String> { e.actors.iter().chain(&e.recipients).cloned().collect() };
    !all(a).is_disjoint(&all(b))
}

/// Whether most words of the shorter quote are in the longer one.
fn same_clause(a: &Scored, b: &Scored) -> bool {
    let (a, b) = (words(&a.quote), words(&b.quote));
    let shorter = a.len().min(b.len());
    shorter > 0 && a.intersection(&b).count() * 5 >= shorter * 3
}

fn words(text: &str) -> BTreeSet<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The sentence that holds most words of the quote.
fn sentence_of<'e>(quote: &BTreeSet<String>, seen: &'e Explanation) -> Option<&'e SentenceSeen> {
    let share = |s: &&SentenceSeen| words(&s.text).intersection(quote).count();
    let best = seen.sentences.iter().rev().max_by_key(share)?;
    (share(&best) * 2 >= quote.len()).then_some(best)
}

fn why_missed(
    gold: &Scored,
    seen: Option<&Explanation>,
    options: Options,
) -> (Cause, String, Option<String>) {
    let nothing = |detail: &str| (Cause::TriggerMissed, detail.to_owned(), None);
    let Some(seen) = seen else { return nothing("") };
    if let Some(reason) = &seen.passed_over {
        return nothing(reason);
    }
    let quote = words(&gold.quote);
    let Some(sentence) = sentence_of(&quote, seen) else { return nothing("its sentence was not found") };
    let text = Some(sentence.text.clone());
    let of_quote = |t: &&crate::explanation::TriggerSeen| words(&t.words).is_subset(&quote);
    let frames = |inside: bool| {
        let triggers = sentence.triggers.iter().filter(move |t| !inside || of_quote(t));
        triggers.flat_map(|t| t.tried.iter().map(move |f| (t.words.as_str(), f)))
    };
    let right = |(_, f): &(&str, &FrameTried)| f.category == gold.category;
    let agreeing = |(_, f): &(&str, &FrameTried)| claimed(f).is_some_and(|c| agrees(gold, &c, options));
    if let Some((trigger, frame)) = frames(false).find(agreeing) {
        let confidence = frame.claim.as_ref().map_or(0.0, |c| c.confidence);
        return (Cause::Withheld, format!("“{trigger}”, {}, confidence {confidence:.2}", frame.rule), text);
    }
    // The frames of the quote first, then those of its sentence.
    let found = frames(true).find(right).or_else(|| frames(false).find(right));
    match found {
        Some((trigger, frame)) => match (&frame.why_not, claimed(frame)) {
            (Some(why), _) => (Cause::FrameFailed, format!("“{trigger}”, {}: {why}", frame.rule), text),
            (None, Some(c)) => {
                let sides = format!("{} -> {}", c.actors.join(","), c.recipients.join(","));
                (Cause::WrongActor, format!("“{trigger}”, {}: {sides}, withheld", frame.rule), text)
            }
            (None, None) => (Cause::FrameFailed, format!("“{trigger}”, {}", frame.rule), text),
        },
        None => (Cause::TriggerMissed, others(sentence), text),
    }
}

/// The triggers of other categories in the sentence.
fn others(sentence: &SentenceSeen) -> String {
    let told: Vec<String> = sentence
        .triggers
        .iter()
        .filter_map(|t| Some(format!("“{}” ({})", t.words, t.tried.first()?.category)))
        .collect();
    if told.is_empty() { "no trigger at all".to_owned() } else { format!("only {}", told.join(", ")) }
}

fn claimed(frame: &FrameTried) -> Option<Scored> {
    let claim = frame.claim.as_ref()?;
    let codes = |side: &[entente_text::Party]| side.iter().map(|p| p.code.clone()).collect();
    Some(Scored {
        category: frame.category.clone(),
        actors: codes(&claim.actors),
        recipients: codes(&claim.recipients),
        symmetric: claim.symmetric,
        ..Scored::default()
    })
}
