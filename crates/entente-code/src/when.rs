//! When: the date of an act, chosen among all that its article offers.
//!
//! A sentence states the date of a third of the acts that it tells; the rest are dated by the course of the article:
//! the day of the press conference three sentences before, the month of the news itself, "last week" as seen from its
//! day. So every date of the article is a candidate ([`calendar`]), as are the month of each day and what relative words
//! of the sentence come to; a log-linear model over what lies between act and date ([`features`]) picks one. Its weights are
//! data of the language pack (`events/dates.tsv`), trained on annotated articles by `cargo xtask train-dates`; a pack without
//! them takes the expression nearest to the trigger.

mod calendar;
mod candidates;
mod features;
mod nearest;

pub use calendar::Calendar;
pub use candidates::{Candidate, Told};
pub use features::Feature;
pub(crate) use nearest::{article_day, date_of};

use entente_lang::{Pack, PackError};
use entente_text::{Category, DateBasis, Edtf, Party, Span, Status};
use rustc_hash::FxHashMap;

/// A date with how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dated {
    /// EDTF.
    pub date: Option<Edtf>,
    /// How it is known.
    pub basis: Option<DateBasis>,
}

/// The weights of a language: how much each feature speaks for a date.
#[derive(Debug)]
pub struct When {
    weights: Vec<f32>,
}

impl When {
    /// Reads `events/dates.tsv` (`feature`, `weight`); `None` for a pack without it.
    pub fn new(pack: &Pack) -> Result<Option<Self>, PackError> {
        const FILE: &str = "events/dates.tsv";
        let rows = pack.weights(FILE)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let mut weights = vec![0.0; Feature::COUNT];
        let named = Feature::by_name();
        for row in rows {
            let feature = named.get(row.name).ok_or_else(|| {
                let what =
                    format!("no feature is called {:?}; run `cargo xtask train-dates` again", row.name);
                pack.error(FILE, Some(row.line), what)
            })?;
            weights[feature.index()] = row.weight;
        }
        Ok(Some(Self { weights }))
    }

    /// The date of an act of the sentence with the index `sentence`, of which trigger and words, category and status, and
    /// the two sides are known.
    pub(crate) fn date(
        &self,
        calendar: &Calendar<'_>,
        sentence: usize,
        (trigger, span): (Span, Span),
        (category, status): (Category, Status),
        (actors, recipients): (&[Party], &[Party]),
    ) -> Dated {
        let told = Told {
            sentence,
            span,
            trigger: Some(trigger),
            category,
            status,
            parties: actors.iter().chain(recipients).map(|p| p.code.as_str()).collect(),
            actors: actors.iter().map(|p| p.code.as_str()).collect(),
        };
        let candidates = calendar.candidates(&told);
        let published = calendar.annotated.clean.document.published.date.as_ref().and_then(Edtf::first_day);
        // What happened in years before the article's own is dated where it is told. Of 175 acts of annotated articles that were
        // given such a date from another sentence, it was that of one.
        let chosen = self.choose(&candidates).filter(|c| {
            let last = c.date.last_day().filter(|_| c.basis == DateBasis::Inferred);
            last.zip(published).is_none_or(|(last, published)| last.0 >= published.0)
        });
        Dated { date: chosen.map(|c| c.date.clone()), basis: chosen.map(|c| c.basis) }
    }

    /// The candidate of the date that the weights speak for, all its candidates together: a month can be that of several
    /// days. Of several candidates the likeliest, among equals the first.
    pub fn choose<'c>(&self, candidates: &'c [Candidate]) -> Option<&'c Candidate> {
        let scores: Vec<f32> =
            candidates.iter().map(|c| c.features.iter().map(|f| self.weights[f.index()]).sum()).collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let shares: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
        let mut of_dates: FxHashMap<&str, f32> = FxHashMap::default();
        for (candidate, share) in candidates.iter().zip(&shares) {
            *of_dates.entry(candidate.date.as_str()).or_default() += share;
        }
        let mut best: Option<((f32, f32), &Candidate)> = None;
        for (candidate, share) in candidates.iter().zip(&shares) {
            let key = (of_dates[candidate.date.as_str()], *share);
            if best.is_none_or(|(most, _)| key > most) {
                best = Some((key, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}
