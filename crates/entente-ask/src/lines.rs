//! Quotations, stances and plans as the outside sees them.

use crate::choice::Choice;
use crate::error::AskError;
use crate::lookup;
use crate::record::{edtf, three_places};
use entente_ledger::{Ledger, LineFilter, PlanRow, QuotationRow, StanceRow, StepRow};
use entente_resolve::knowledge::Block;
use entente_text::{Position, Voice};
use serde::Serialize;
use std::collections::BTreeSet;

/// A quotation in the output formats. Its field names are a promise to other programs.
#[derive(Debug, Clone, Serialize)]
pub struct QuotationRecord {
    /// Its id.
    pub id: String,
    /// Who said it; empty where it is not known.
    pub speaker: String,
    /// Role id, or what the article calls the speaker.
    pub role: Option<String>,
    /// Codes of the polities spoken for.
    pub polity: Option<String>,
    /// The words.
    pub words: String,
    /// `direct`, `partial` or `indirect`.
    pub form: &'static str,
    /// Whom they were said to, or who printed them.
    pub outlet: Option<String>,
    /// EDTF, or empty.
    pub date: String,
    /// The document.
    pub doc: String,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// How many documents report it.
    pub reports: usize,
    /// From 0 to 1, to three places.
    pub confidence: f64,
}

impl From<&QuotationRow> for QuotationRecord {
    fn from(row: &QuotationRow) -> Self {
        let span = row.best.assertion.at.span;
        Self {
            id: row.id.clone(),
            speaker: row.speaker.clone(),
            role: row.role.clone(),
            polity: polity(&row.codes),
            words: row.words.clone(),
            form: row.form.name(),
            outlet: row.outlet.clone().or_else(|| row.best.source.outlet.clone()),
            date: edtf(row.date.as_ref()),
            doc: row.best.source.name.clone(),
            start: span.start,
            end: span.end,
            reports: row.spread.reports,
            confidence: three_places(row.spread.confidence),
        }
    }
}

/// A stance in the output formats. Its field names are a promise to other programs.
#[derive(Debug, Clone, Serialize)]
pub struct StanceRecord {
    /// Its id.
    pub id: String,
    /// Who holds it.
    pub holder: String,
    /// Role id, or what the article calls the holder.
    pub role: Option<String>,
    /// Codes of the holder's polities.
    pub polity: Option<String>,
    /// The words for what it is toward.
    pub toward: String,
    /// `plan`, `event`, `polity` or `policy`.
    pub toward_kind: &'static str,
    /// `supports`, `opposes` or `reserves`.
    pub position: &'static str,
    /// Why.
    pub reason: Option<String>,
    /// Who says so, where it is not the holder.
    pub reported_by: Option<String>,
    /// The id of the plan that it concerns.
    pub plan: Option<String>,
    /// `plan` itself, or its `context`.
    pub link: Option<String>,
    /// EDTF, or empty.
    pub date: String,
    /// The words that tell it.
    pub quote: String,
    /// The document.
    pub doc: String,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// How many documents report it.
    pub reports: usize,
    /// From 0 to 1, to three places.
    pub confidence: f64,
}

impl From<&StanceRow> for StanceRecord {
    fn from(row: &StanceRow) -> Self {
        let span = row.best.assertion.at.span;
        Self {
            id: row.id.clone(),
            holder: row.holder.clone(),
            role: row.role.clone(),
            polity: polity(&row.codes),
            toward: row.toward.clone(),
            toward_kind: row.toward_kind.name(),
            position: row.position.name(),
            reason: row.reason.clone(),
            reported_by: row.reported_by.clone(),
            plan: row.plan.as_ref().map(|(id, _)| id.clone()),
            link: row.plan.as_ref().map(|(_, link)| link.clone()),
            date: edtf(row.date.as_ref()),
            quote: row.best.assertion.quote.clone(),
            doc: row.best.source.name.clone(),
            start: span.start,
            end: span.end,
            reports: row.spread.reports,
            confidence: three_places(row.spread.confidence),
        }
    }
}

/// A plan in the output formats. Its field names are a promise to other programs.
#[derive(Debug, Clone, Serialize)]
pub struct PlanRecord {
    /// Its id.
    pub id: String,
    /// Kind of thing.
    pub kind: String,
    /// What is planned.
    pub what: String,
    /// Codes of those whom it concerns.
    pub parties: Vec<String>,
    /// Codes of where it is to be.
    pub places: Vec<String>,
    /// Fields of cooperation.
    pub fields: Vec<String>,
    /// Who proposed it.
    pub proposer: Vec<Voice>,
    /// EDTF, or empty.
    pub target_date: String,
    /// How far it has come.
    pub status: &'static str,
    /// When it came there; EDTF, or empty.
    pub status_date: String,
    /// Its life.
    pub steps: Vec<StepRecord>,
    /// Who is for it.
    pub supporters: Vec<Side>,
    /// Who is against it.
    pub objectors: Vec<Side>,
    /// Who has reservations.
    pub reserved: Vec<Side>,
    /// Who blocks it.
    pub blocked_by: Vec<Block>,
    /// How many documents report it.
    pub reports: usize,
    /// Who published them.
    pub outlets: Vec<String>,
    /// From 0 to 1, to three places.
    pub confidence: f64,
}

/// A step of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct StepRecord {
    /// EDTF, or empty.
    pub date: String,
    /// How far the plan came.
    pub status: &'static str,
    /// Who took it.
    pub by: Vec<Voice>,
    /// Why.
    pub reason: Option<String>,
    /// When the plan was then to be carried out; EDTF, or empty.
    pub target_date: String,
    /// Whether a later report overtook it.
    pub superseded: bool,
    /// The words that tell it.
    pub quote: String,
    /// The document.
    pub doc: String,
}

/// Who stands on one side of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// Who.
    pub who: String,
    /// Codes of their polities.
    pub polity: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// `plan`: toward the plan itself; `context`: toward what its parties do together.
    pub link: String,
    /// EDTF, or empty.
    pub date: String,
    /// The id of the stance.
    pub stance: String,
}

impl From<&PlanRow> for PlanRecord {
    fn from(row: &PlanRow) -> Self {
        let side = |position: Position| {
            row.stances.iter().filter(move |s| s.position == position).map(side_of).collect()
        };
        Self {
            id: row.id.clone(),
            kind: row.kind.clone(),
            what: row.what.clone(),
            parties: row.parties.clone(),
            places: row.places.clone(),
            fields: row.fields.clone(),
            proposer: row.proposer.clone(),
            target_date: edtf(row.target.as_ref()),
            status: row.status.name(),
            status_date: edtf(row.status_date.as_ref()),
            steps: row.steps.iter().map(step_record).collect(),
            supporters: side(Position::Supports),
            objectors: side(Position::Opposes),
            reserved: side(Position::Reserves),
            blocked_by: row.blocked_by.clone(),
            reports: row.spread.reports,
            outlets: row.spread.outlets.clone(),
            confidence: three_places(row.spread.confidence),
        }
    }
}

fn side_of(stance: &StanceRow) -> Side {
    Side {
        who: stance.holder.clone(),
        polity: polity(&stance.codes),
        reason: stance.reason.clone(),
        link: stance.plan.as_ref().map(|(_, link)| link.clone()).unwrap_or_default(),
        date: edtf(stance.date.as_ref()),
        stance: stance.id.clone(),
    }
}

fn step_record(step: &StepRow) -> StepRecord {
    StepRecord {
        date: edtf(step.date.as_ref()),
        status: step.stage.name(),
        by: step.by.clone(),
        reason: step.reason.clone(),
        target_date: edtf(step.target.as_ref()),
        superseded: step.superseded,
        quote: step.ground.quote().to_owned(),
        doc: step.ground.source().name.clone(),
    }
}

fn polity(codes: &[String]) -> Option<String> {
    (!codes.is_empty()).then(|| codes.join(" "))
}

/// Quotations: all, or those of one speaker, polity or outlet.
pub fn quotations(
    ledger: &Ledger,
    choice: &Choice,
    who: Option<&str>,
) -> Result<Vec<QuotationRow>, AskError> {
    let mut filter = choice.lines()?;
    if let Some(who) = who {
        filter = of_actor(filter, who);
    }
    Ok(ledger.quotations(&filter)?)
}

/// Plans: all, or those that words name or a polity takes part in.
pub fn plans(ledger: &Ledger, choice: &Choice, typed: &str) -> Result<Vec<PlanRow>, AskError> {
    let mut filter = choice.lines()?;
    if !typed.is_empty() {
        filter = of_actor(filter, typed);
    }
    Ok(ledger.plans(&filter)?)
}

/// Stances: all, or those that a plan's id, a polity, or words name: of a plan, a holder, a matter.
pub fn stances(ledger: &Ledger, choice: &Choice, about: Option<&str>) -> Result<Vec<StanceRow>, AskError> {
    let filter = choice.lines()?;
    let Some(typed) = about else { return Ok(ledger.stances(&filter)?) };
    let by_id = LineFilter { id: Some(typed.to_owned()), ..LineFilter::default() };
    let mut plans = if typed.len() >= 4 { ledger.plans(&by_id)? } else { Vec::new() };
    if plans.is_empty() && lookup::polity(typed).is_ok() {
        return Ok(ledger.stances(&of_actor(filter, typed))?);
    }
    let words: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
    let mut wanted = BTreeSet::new();
    if plans.is_empty() {
        plans = ledger.plans(&LineFilter { words: words.clone(), ..LineFilter::default() })?;
        let named = ledger.stances(&LineFilter { words, ..filter.clone() })?;
        wanted.extend(named.into_iter().map(|s| s.id));
    }
    wanted.extend(plans.into_iter().flat_map(|p| p.stances).map(|s| s.id));
    let mut found = ledger.stances(&filter)?;
    found.retain(|s| wanted.contains(&s.id));
    Ok(found)
}

/// A filter for a polity by any of its names, else for the words as they are: a person, a paper.
pub fn of_actor(mut filter: LineFilter, typed: &str) -> LineFilter {
    match lookup::polity(typed) {
        Ok(polity) => filter.codes.push(polity.code.clone()),
        Err(_) => filter.words.extend(typed.split_whitespace().map(str::to_owned)),
    }
    filter
}

/// Records as rows of a table, header first: lists of plain words are joined by semicolons, anything deeper is JSON.
pub fn rows<T: Serialize>(records: impl IntoIterator<Item = T>) -> Result<Vec<Vec<String>>, AskError> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in records {
        let value = serde_json::to_value(record).map_err(|e| AskError::Data(e.to_string()))?;
        let serde_json::Value::Object(fields) = value else { continue };
        if rows.is_empty() {
            rows.push(fields.keys().cloned().collect());
        }
        rows.push(fields.values().map(cell).collect());
    }
    Ok(rows)
}

fn cell(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Null => String::new(),
        Value::String(s) => s.clone(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";")
        }
        other => other.to_string(),
    }
}
