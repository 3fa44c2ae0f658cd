//! Why a document was coded as it was, sentence by sentence, in a form to print or to hand on.

use crate::record::three_places;
use entente_code::{Coder, Kinds, Trial, Tried, UnitKind};
use entente_text::{Annotated, Claim, DateBasis, Located, Part, Party, Sentence, Span, fold};
use serde::Serialize;

/// A document with all that was seen in it.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// Id of the document.
    pub doc: String,
    /// Its language.
    pub lang: String,
    /// EDTF, or empty: what "yesterday" counts from.
    pub published: String,
    /// Why nothing was coded, where nothing could be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed_over: Option<String>,
    /// Its sentences, in order.
    pub sentences: Vec<SentenceSeen>,
}

/// A place in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// `title` when the bytes count in the document's separate title.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub part: Option<&'static str>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl From<Located> for Place {
    fn from(at: Located) -> Self {
        let part = (at.part == Part::Title).then_some("title");
        Self { part, start: at.span.start, end: at.span.end }
    }
}

/// A sentence.
#[derive(Debug, Clone, Serialize)]
pub struct SentenceSeen {
    /// From 1.
    pub number: usize,
    /// The article within the document, from 1.
    pub article: u32,
    /// What kind of passage it stands in.
    pub passage: &'static str,
    /// Its words.
    pub text: String,
    /// Where they stand.
    #[serde(flatten)]
    pub at: Place,
    /// The pieces that the frames see, in order.
    pub pieces: Vec<Piece>,
    /// Mentions of polities and of those who act for them.
    pub mentions: Vec<MentionSeen>,
    /// Time expressions.
    pub times: Vec<TimeSeen>,
    /// Triggers with the frames that were tried.
    pub triggers: Vec<TriggerSeen>,
}

/// A piece of a sentence as the frames see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Its words.
    pub words: String,
    /// `mention`, `time`, `trigger`, `word`, `mark`, or what a small word does (`preposition`, `auxiliary` …).
    pub roles: Vec<String>,
}

/// A mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionSeen {
    /// Its words.
    pub words: String,
    /// What it names: `polity`, `person`, `body` …
    pub kind: String,
    /// Codes of the polities that it stands for.
    pub polities: Vec<String>,
    /// Whether what it does is done by its polity.
    pub acts: bool,
    /// The person or body.
    pub name: Option<String>,
    /// Role id.
    pub role: Option<String>,
    /// The rule or list that found it.
    pub rule: String,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeSeen {
    /// Its words.
    pub words: String,
    /// TIMEX3 value.
    pub value: String,
    /// EDTF, or empty.
    pub date: String,
    /// The rule that found it.
    pub rule: String,
}

/// A trigger.
#[derive(Debug, Clone, Serialize)]
pub struct TriggerSeen {
    /// Its words.
    pub words: String,
    /// Where they stand.
    #[serde(flatten)]
    pub at: Place,
    /// The frames that were tried, in order.
    pub tried: Vec<FrameTried>,
    /// Rules of frames that were not tried: an earlier one fired, or the word is read in another way here.
    pub untried: Vec<String>,
}

/// A frame tried at a trigger.
#[derive(Debug, Clone, Serialize)]
pub struct FrameTried {
    /// Its rule id.
    pub rule: String,
    /// The kind of event that it makes.
    pub kind: String,
    /// PLOVER category.
    #[serde(rename = "type")]
    pub category: String,
    /// Whether it made a claim.
    pub fired: bool,
    /// Why not, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not: Option<String>,
    /// What it claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimSeen>,
}

/// What a frame claims.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimSeen {
    /// Who did it.
    pub actors: Vec<Party>,
    /// Who received it.
    pub recipients: Vec<Party>,
    /// Done together.
    pub symmetric: bool,
    /// EDTF, or empty.
    pub date: String,
    /// How the date is known.
    pub date_basis: Option<DateBasis>,
    /// How far it has come.
    pub status: &'static str,
    /// `international` or `domestic`.
    pub scope: entente_text::Scope,
    /// Who says so, in the article's words.
    pub attribution: Option<String>,
    /// From 0 to 1.
    pub confidence: f64,
    /// Log odds that every claim starts from; `None` where the pack has no weights.
    pub bias: Option<f64>,
    /// What was seen, with what it weighs in log odds.
    pub signals: Vec<SignalSeen>,
}

/// Something that was seen while the claim was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignalSeen {
    /// Its name in the model.
    pub signal: String,
    /// In words.
    pub words: String,
    /// Added to the log odds: 0.7 doubles the odds, -0.7 halves them.
    pub weight: f64,
}

/// What is looked at.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only sentences with these words, diacritics and case aside.
    pub words: Option<String>,
    /// Only frames whose rule id holds this, and the sentences that tried one.
    pub rule: Option<String>,
}

impl Explanation {
    /// Explains an annotated document.
    pub fn of(annotated: &Annotated, coder: &Coder, lang: &str, wanted: &Wanted) -> Self {
        let needle = wanted.words.as_deref().map(fold);
        let mut sentences = Vec::new();
        for (index, trials) in coder.explain(annotated) {
            let sentence = &annotated.sentences[index];
            if needle.as_ref().is_some_and(|n| !fold(sentence.span.slice(annotated.text())).contains(n)) {
                continue;
            }
            let mut seen = seen(annotated, coder, index, sentence, &trials);
            if let Some(rule) = &wanted.rule {
                seen.triggers.iter_mut().for_each(|t| t.tried.retain(|f| f.rule.contains(rule)));
                seen.triggers.retain(|t| !t.tried.is_empty());
                if seen.triggers.is_empty() {
                    continue;
                }
            }
            sentences.push(seen);
        }
        let document = &annotated.clean.document;
        Self {
            doc: document.id.clone(),
            lang: lang.to_owned(),
            published: document.published.date.as_ref().map(ToString::to_string).unwrap_or_default(),
            passed_over: None,
            sentences,
        }
    }
}

fn seen(
    annotated: &Annotated,
    coder: &Coder,
    index: usize,
    sentence: &Sentence,
    trials: &[Trial],
) -> SentenceSeen {
    let words = |span: Span| span.slice(annotated.text()).to_owned();
    let place = |span: Span| Place::from(annotated.clean.document.locate(span));
    let units = coder.units(annotated, index);
    let piece = |unit: &entente_code::Unit| {
        let mut roles = match unit.kind {
            UnitKind::Mention(_) => vec!["mention".to_owned()],
            UnitKind::Time => vec!["time".to_owned()],
            UnitKind::Trigger(..) => vec!["trigger".to_owned()],
            UnitKind::Function(_) => Vec::new(),
            UnitKind::Word => vec!["word".to_owned()],
            UnitKind::Punct => vec!["mark".to_owned()],
        };
        roles.extend(unit.functions().names());
        Piece { words: words(unit.span), roles }
    };
    let trigger = |tried: Tried| TriggerSeen {
        words: words(tried.trigger),
        at: place(tried.trigger),
        tried: tried.trials.iter().map(|t| frame_tried(coder, t)).collect(),
        untried: tried.untried,
    };
    SentenceSeen {
        number: index + 1,
        article: sentence.article,
        passage: sentence.kind.name(),
        text: words(sentence.span),
        at: place(sentence.span),
        pieces: units.iter().map(piece).collect(),
        mentions: mentions(annotated, sentence),
        times: times(annotated, sentence),
        triggers: coder.tried(&units, trials).into_iter().map(trigger).collect(),
    }
}

fn mentions(annotated: &Annotated, sentence: &Sentence) -> Vec<MentionSeen> {
    let seen = |(_, m): (usize, &entente_text::Mention)| MentionSeen {
        words: m.span.slice(annotated.text()).to_owned(),
        kind: format!("{:?}", m.kind).to_lowercase(),
        polities: m.polities.clone(),
        acts: m.kind.acts() && !m.polities.is_empty(),
        name: m.name.clone(),
        role: m.role.clone(),
        rule: m.rule.clone(),
    };
    annotated.mentions_in(sentence.span).map(seen).collect()
}

fn times(annotated: &Annotated, sentence: &Sentence) -> Vec<TimeSeen> {
    let seen = |t: &entente_text::TimeExpression| TimeSeen {
        words: t.span.slice(annotated.text()).to_owned(),
        value: t.value.clone(),
        date: t.edtf.as_ref().map(ToString::to_string).unwrap_or_default(),
        rule: t.rule.clone(),
    };
    annotated.times_in(sentence.span).map(seen).collect()
}

fn frame_tried(coder: &Coder, trial: &Trial) -> FrameTried {
    let claim = trial.outcome.as_ref().ok();
    let kind = claim.map(|c| c.kind.clone()).or_else(|| coder.frame(&trial.rule).map(|f| f.kind.clone()));
    let kind = kind.unwrap_or_default();
    let category = Kinds::embedded().ok().and_then(|k| k.get(&kind)).map(|k| k.category.name().to_owned());
    FrameTried {
        rule: trial.rule.to_string(),
        category: category.unwrap_or_default(),
        kind,
        fired: claim.is_some(),
        why_not: coder.reason(trial),
        claim: claim.map(|c| claim_seen(coder, trial, c)),
    }
}

fn claim_seen(coder: &Coder, trial: &Trial, claim: &Claim) -> ClaimSeen {
    let weighed = coder.weigh(trial);
    let signal = |(signal, weight): (String, f32)| SignalSeen {
        words: in_words(&signal),
        signal,
        weight: three_places(weight),
    };
    ClaimSeen {
        actors: claim.actors.clone(),
        recipients: claim.recipients.clone(),
        symmetric: claim.symmetric,
        date: claim.date.as_ref().map(ToString::to_string).unwrap_or_default(),
        date_basis: claim.date_basis,
        status: claim.status.name(),
        scope: claim.scope,
        attribution: claim.attribution.as_ref().map(|a| a.source.clone()),
        confidence: three_places(claim.confidence),
        bias: weighed.bias.map(three_places),
        signals: weighed.signals.into_iter().map(signal).collect(),
    }
}

/// A signal of the confidence model in words.
pub fn in_words(signal: &str) -> String {
    let (name, value) = signal.split_once('=').unwrap_or((signal, ""));
    let words = match name {
        "frame" => "this frame's record",
        "prior" => return format!("the frame's author trusts it with {value}"),
        "category" => return format!("the record of {value} in general"),
        "actor.cost" => return format!("the actor found at a cost of {value}"),
        "recipient.cost" => return format!("the recipient found at a cost of {value}"),
        "actor" | "recipient" if value == "none" => return format!("no mention names the {name}"),
        "actor" | "recipient" => return format!("the {name} is named by a {}", value.to_lowercase()),
        "status" => return format!("its status is {}", value.replace('_', " ")),
        "passage" => return format!("it stands in a {value}"),
        "proposed" => return format!("the proposer gives it {value}"),
        "proposed from" => return format!("the proposer has its actor from: {value}"),
        "proposed to" => return format!("the proposer has its recipient from: {value}"),
        "seconded" => return format!("the proposer seconds it with {}", value.to_lowercase()),
        "doubted" => return format!("the proposer gives another act between the two {value}"),
        "within" => "it is told within the words of another act",
        "carried" => "its actor comes from the sentence before or from the speaker",
        "implied" => "its recipient is not named but meant",
        "together" => "both sides do it together",
        "negated" => "it is negated",
        "quoted" => "it stands in quotation marks",
        "no recipient" => "nobody is on the other side",
        "many" => "more than three take part",
        "dated" => "a time expression stands in the sentence",
        "long" => "the sentence is long",
        "outsider" => "somebody who acts for nobody is named before it",
        "question" => "the sentence is a question",
        "late" => "it stands late in its sentence",
        _ => return signal.replace('=', " is ").replace(['_', '.'], " "),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_are_told_in_words() {
        for (signal, words) in [
            ("frame=consult.visit.verb", "this frame's record"),
            ("actor=none", "no mention names the actor"),
            ("recipient=Polity", "the recipient is named by a polity"),
            ("status=called_off", "its status is called off"),
            ("seconded=0.7-0.8", "the proposer seconds it with 0.7-0.8"),
            ("a.new=one", "a new is one"),
        ] {
            assert_eq!(in_words(signal), words);
        }
    }
}
