//! What is asked for: the same filters for events and for lines.

use crate::error::AskError;
use entente_code::Kinds;
use entente_ledger::{EventFilter, LineFilter};
use entente_text::{Category, Edtf};

/// Events below this confidence are left out where nothing else is asked for.
pub const DEFAULT_CONFIDENCE: f32 = 0.45;

/// A choice of events or lines; what is empty or `None` chooses all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// Not before this date; leaves out what is undated.
    pub from: Option<Edtf>,
    /// Not after this date; leaves out what is undated.
    pub to: Option<Edtf>,
    /// One of these categories of events.
    pub categories: Vec<Category>,
    /// One of these kinds: of events, or of the lines asked for.
    pub kinds: Vec<String>,
    /// Touches this field of cooperation.
    pub field: Option<String>,
    /// Reported by this outlet.
    pub outlet: Option<String>,
    /// At least this confidence; [`DEFAULT_CONFIDENCE`] where none is given.
    pub min_confidence: Option<f32>,
    /// Hides nothing: neither what is unsure nor what happened within one state.
    pub all: bool,
}

impl Choice {
    /// The confidence below which nothing is shown.
    pub fn threshold(&self) -> f32 {
        if self.all { 0.0 } else { self.min_confidence.unwrap_or(DEFAULT_CONFIDENCE) }
    }

    /// The choice in the ledger's terms for events; confidence is left to the caller.
    pub fn events(&self) -> Result<EventFilter, AskError> {
        self.check_kinds()?;
        self.check_dates()?;
        Ok(EventFilter {
            from: self.from.clone(),
            to: self.to.clone(),
            categories: self.categories.clone(),
            kinds: self.kinds.clone(),
            field: self.field.clone(),
            outlet: self.outlet.clone(),
            domestic: self.all,
            ..EventFilter::default()
        })
    }

    /// The choice in the ledger's terms for quotations, stances and plans. Kinds are those of the lines: forms of
    /// quotations, positions of stances, kinds of plans.
    pub fn lines(&self) -> Result<LineFilter, AskError> {
        if !self.categories.is_empty() {
            return Err(AskError::NotOfEvents);
        }
        self.check_dates()?;
        Ok(LineFilter {
            from: self.from.clone(),
            to: self.to.clone(),
            kinds: self.kinds.clone(),
            field: self.field.clone(),
            outlet: self.outlet.clone(),
            min_confidence: Some(self.threshold()),
            ..LineFilter::default()
        })
    }

    fn check_dates(&self) -> Result<(), AskError> {
        match (&self.from, &self.to) {
            (Some(from), Some(to)) if from.first_day() > to.last_day() => {
                Err(AskError::Backwards { from: from.clone(), to: to.clone() })
            }
            _ => Ok(()),
        }
    }

    fn check_kinds(&self) -> Result<(), AskError> {
        let known = kinds()?;
        check_kinds("", &self.kinds, || known.iter().map(|k| k.id.clone()).collect())
    }
}

/// The kinds of events.
pub fn kinds() -> Result<&'static Kinds, AskError> {
    Kinds::embedded().map_err(|e| AskError::Data(e.to_string()))
}

/// Refuses kinds that are not among those known.
pub(crate) fn check_kinds(
    of: &'static str,
    typed: &[String],
    known: impl Fn() -> Vec<String>,
) -> Result<(), AskError> {
    if typed.is_empty() {
        return Ok(());
    }
    let known = known();
    match typed.iter().find(|t| !known.contains(t)) {
        None => Ok(()),
        Some(unknown) => Err(AskError::UnknownKind { of, typed: unknown.clone(), known }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_refused() {
        let date = |s: &str| Edtf::parse(s).ok();
        let choice = Choice { from: date("2023"), to: date("2022"), ..Choice::default() };
        assert!(matches!(choice.events(), Err(AskError::Backwards { .. })));
        assert!(matches!(choice.lines(), Err(AskError::Backwards { .. })));
        let choice = Choice { from: date("2023"), to: date("2023-01"), ..Choice::default() };
        assert!(choice.events().is_ok());
        let choice = Choice { kinds: vec!["visits".to_owned()], ..Choice::default() };
        assert!(choice.events().is_err_and(|e| e.to_string().contains("sanction")));
        let choice = Choice { categories: vec![Category::Agree], ..Choice::default() };
        assert!(matches!(choice.lines(), Err(AskError::NotOfEvents)));
    }
}
