//! Quotations, stances and plans as the outside sees them, and as tables.

use crate::args::{Filter, Format};
use crate::ask;
use crate::lookup;
use crate::output::{FAINT, Output, STRONG};
use crate::table::{Line, Table, flat, wrap};
use anyhow::{Result, bail};
use entente_ledger::{Ledger, LedgerError, LineFilter, PlanRow, QuotationRow, StanceRow, StepRow};
use entente_resolve::knowledge::Block;
use entente_text::{Edtf, Part, Position, Voice};
use serde::Serialize;

/// A quotation in the output formats.
#[derive(Debug, Serialize)]
pub struct QuotationRecord {
    id: String,
    speaker: String,
    role: Option<String>,
    polity: Option<String>,
    words: String,
    form: &'static str,
    outlet: Option<String>,
    date: String,
    doc: String,
    start: u32,
    end: u32,
    reports: usize,
    confidence: f64,
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
            date: text(row.date.as_ref()),
            doc: row.best.source.name.clone(),
            start: span.start,
            end: span.end,
            reports: row.spread.reports,
            confidence: entente::record::three_places(row.spread.confidence),
        }
    }
}

/// A stance in the output formats.
#[derive(Debug, Serialize)]
pub struct StanceRecord {
    id: String,
    holder: String,
    role: Option<String>,
    polity: Option<String>,
    toward: String,
    toward_kind: &'static str,
    position: &'static str,
    reason: Option<String>,
    reported_by: Option<String>,
    plan: Option<String>,
    link: Option<String>,
    date: String,
    quote: String,
    doc: String,
    start: u32,
    end: u32,
    reports: usize,
    confidence: f64,
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
            date: text(row.date.as_ref()),
            quote: row.best.assertion.quote.clone(),
            doc: row.best.source.name.clone(),
            start: span.start,
            end: span.end,
            reports: row.spread.reports,
            confidence: entente::record::three_places(row.spread.confidence),
        }
    }
}

/// A plan in the output formats.
#[derive(Debug, Serialize)]
pub struct PlanRecord {
    id: String,
    kind: String,
    what: String,
    parties: Vec<String>,
    places: Vec<String>,
    fields: Vec<String>,
    proposer: Vec<Voice>,
    target_date: String,
    status: &'static str,
    status_date: String,
    steps: Vec<StepRecord>,
    supporters: Vec<Side>,
    objectors: Vec<Side>,
    reserved: Vec<Side>,
    blocked_by: Vec<Block>,
    reports: usize,
    outlets: Vec<String>,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct StepRecord {
    date: String,
    status: &'static str,
    by: Vec<Voice>,
    reason: Option<String>,
    target_date: String,
    superseded: bool,
    quote: String,
    doc: String,
}

/// Who stands on one side of a plan.
#[derive(Debug, Serialize)]
struct Side {
    who: String,
    polity: Option<String>,
    reason: Option<String>,
    /// `plan`: toward the plan itself; `context`: toward what its parties do together.
    link: String,
    date: String,
    stance: String,
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
            target_date: text(row.target.as_ref()),
            status: row.status.name(),
            status_date: text(row.status_date.as_ref()),
            steps: row.steps.iter().map(step_record).collect(),
            supporters: side(Position::Supports),
            objectors: side(Position::Opposes),
            reserved: side(Position::Reserves),
            blocked_by: row.blocked_by.clone(),
            reports: row.spread.reports,
            outlets: row.spread.outlets.clone(),
            confidence: entente::record::three_places(row.spread.confidence),
        }
    }
}

fn side_of(stance: &StanceRow) -> Side {
    Side {
        who: stance.holder.clone(),
        polity: polity(&stance.codes),
        reason: stance.reason.clone(),
        link: stance.plan.as_ref().map(|(_, link)| link.clone()).unwrap_or_default(),
        date: text(stance.date.as_ref()),
        stance: stance.id.clone(),
    }
}

fn step_record(step: &StepRow) -> StepRecord {
    StepRecord {
        date: text(step.date.as_ref()),
        status: step.stage.name(),
        by: step.by.clone(),
        reason: step.reason.clone(),
        target_date: text(step.target.as_ref()),
        superseded: step.superseded,
        quote: step.ground.quote().to_owned(),
        doc: step.ground.source().name.clone(),
    }
}

fn text(date: Option<&Edtf>) -> String {
    date.map(ToString::to_string).unwrap_or_default()
}

fn polity(codes: &[String]) -> Option<String> {
    (!codes.is_empty()).then(|| codes.join(" "))
}

fn names(codes: &[String]) -> String {
    codes.iter().map(|c| lookup::name(c)).collect::<Vec<_>>().join(", ")
}

/// The filters in the terms of these lines. Kinds are those of the lines: forms of quotations, positions of stances,
/// kinds of plans.
pub fn filter(filter: &Filter) -> Result<LineFilter> {
    if !filter.categories.is_empty() {
        bail!("--type chooses events; here --kind chooses");
    }
    if let (Some(from), Some(to)) = (&filter.from, &filter.to)
        && from.first_day() > to.last_day()
    {
        bail!("--from {from} is after --to {to}");
    }
    Ok(LineFilter {
        from: filter.from.clone(),
        to: filter.to.clone(),
        kinds: filter.kinds.clone(),
        field: filter.field.clone(),
        outlet: filter.outlet.clone(),
        min_confidence: Some(ask::threshold(filter)),
        ..LineFilter::default()
    })
}

/// A polity by any of its names, else the words as they are: a person, a paper.
pub fn of_actor(mut filter: LineFilter, typed: &str) -> LineFilter {
    match lookup::polity(typed) {
        Ok(polity) => filter.codes.push(polity.code.clone()),
        Err(_) => filter.words.extend(typed.split_whitespace().map(str::to_owned)),
    }
    filter
}

/// Quotations in the format asked for.
pub fn quotations(out: &mut Output, format: Format, rows: &[QuotationRow], heading: &str) -> Result<()> {
    match format {
        Format::Json => out.json_array(&rows.iter().map(QuotationRecord::from).collect::<Vec<_>>())?,
        Format::Csv => out.csv(csv(rows.iter().map(QuotationRecord::from))?)?,
        Format::Table => {
            let mut table = Table::new(&["Date", "*Who", "How", "Id"]);
            for row in rows {
                let who = with_role(&row.speaker, row.role.as_deref(), &row.codes);
                let said = row.outlet.as_ref().map_or(String::new(), |o| format!(" ({o})"));
                table.row_with_note(
                    [text(row.date.as_ref()), who, row.form.name().to_owned(), row.id[..8].to_owned()],
                    &format!("“{}”{said} ({})", row.words, row.best.source.name),
                );
            }
            print(out, &table, heading, rows.len())?;
        }
    }
    Ok(())
}

fn with_role(name: &str, role: Option<&str>, codes: &[String]) -> String {
    let mut who = if name.is_empty() { "unknown".to_owned() } else { name.to_owned() };
    let mut more: Vec<String> = role.map(|r| r.replace('_', " ")).into_iter().collect();
    if !codes.is_empty() && names(codes) != who && codes.join(", ") != who {
        more.push(names(codes));
    } else if codes.join(", ") == who {
        who = names(codes);
    }
    if more.is_empty() { who } else { format!("{who} ({})", more.join(", ")) }
}

/// Stances in the format asked for.
pub fn stances(out: &mut Output, format: Format, rows: &[StanceRow], heading: &str) -> Result<()> {
    match format {
        Format::Json => out.json_array(&rows.iter().map(StanceRecord::from).collect::<Vec<_>>())?,
        Format::Csv => out.csv(csv(rows.iter().map(StanceRecord::from))?)?,
        Format::Table => {
            let mut table = Table::new(&["Date", "*Who", "Stands", "*Toward", "Id"]);
            for row in rows {
                let who = with_role(&row.holder, row.role.as_deref(), &row.codes);
                let note = format!("“{}” ({})", row.best.assertion.quote, row.best.source.name);
                let why = row.reason.as_ref().map_or(String::new(), |r| format!("because: {r} – "));
                table.row_with_note(
                    [
                        text(row.date.as_ref()),
                        who,
                        row.position.name().to_owned(),
                        row.toward.clone(),
                        row.id[..8].to_owned(),
                    ],
                    &format!("{why}{note}"),
                );
            }
            print(out, &table, heading, rows.len())?;
        }
    }
    Ok(())
}

/// Plans in the format asked for.
pub fn plans(out: &mut Output, format: Format, rows: &[PlanRow], heading: &str) -> Result<()> {
    match format {
        Format::Json => out.json_array(&rows.iter().map(PlanRecord::from).collect::<Vec<_>>())?,
        Format::Csv => out.csv(csv(rows.iter().map(PlanRecord::from))?)?,
        Format::Table => {
            let mut table = Table::new(&["Since", "*Plan", "Whom", "Status", "Target", "Id"]);
            for row in rows {
                let since = row.steps.iter().find_map(|s| s.date.as_ref());
                let parties: Vec<String> = row.parties.iter().chain(&row.places).cloned().collect();
                table.row([
                    text(since),
                    row.what.clone(),
                    parties.join(" "),
                    row.status.name().to_owned(),
                    text(row.target.as_ref()),
                    row.id[..8].to_owned(),
                ]);
            }
            print(out, &table, heading, rows.len())?;
        }
    }
    Ok(())
}

/// A plan with its life and who stands where on it.
pub fn plan(out: &mut Output, row: &PlanRow) -> Result<()> {
    out.line(&out.paint(STRONG, &flat(&row.what)))?;
    let mut about = vec![row.kind.replace('_', " "), row.status.name().to_owned()];
    about.extend(row.status_date.as_ref().map(|d| format!("since {d}")));
    about.extend(row.target.as_ref().map(|d| format!("planned for {d}")));
    about.push(names(&row.parties));
    if !row.places.is_empty() {
        about.push(format!("in {}", names(&row.places)));
    }
    about.push(ask::count(row.spread.reports, "report"));
    about.push(row.id.clone());
    about.retain(|words| !words.is_empty());
    out.line(&about.join(" · "))?;
    if !row.proposer.is_empty() {
        let who: Vec<_> = row.proposer.iter().map(Voice::label).collect();
        out.line(&format!("proposed by {}", who.join(", ")))?;
    }
    for block in &row.blocked_by {
        let (who, body) = (lookup::name(&block.who), lookup::name(&block.body));
        out.line(&format!("blocked by {who}: {body} decides by {}", block.rule))?;
    }
    for step in &row.steps {
        print_step(out, step)?;
    }
    if !row.stances.is_empty() {
        out.line("")?;
        stances(out, Format::Table, &row.stances, "Who stands where")?;
    }
    Ok(())
}

/// Opens the plan, stance or quotation whose id begins so; gives `false` where there is none.
pub fn open(ledger: &Ledger, id: &str, format: Format, out: &mut Output) -> Result<bool> {
    let by_id = LineFilter { id: Some(id.to_owned()), ..LineFilter::default() };
    if id.is_empty() {
        return Ok(false);
    }
    let (found, held, said) = (ledger.plans(&by_id)?, ledger.stances(&by_id)?, ledger.quotations(&by_id)?);
    let several = found.len() + held.len() + said.len();
    if several > 1 {
        return Err(LedgerError::NoSuchId { id: id.to_owned(), found: several }.into());
    }
    match (found.as_slice(), held.as_slice(), said.as_slice(), format) {
        ([one], _, _, Format::Table) => plan(out, one)?,
        ([_], _, _, _) => plans(out, format, &found, "")?,
        (_, [one], _, _) => {
            stances(out, format, &held, "Stances")?;
            reports(ledger, &one.id, format, out)?;
        }
        (_, _, [one], _) => {
            quotations(out, format, &said, "Quotations")?;
            reports(ledger, &one.id, format, out)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Every sentence that tells of a line, below its table.
fn reports(ledger: &Ledger, id: &str, format: Format, out: &mut Output) -> Result<()> {
    if format != Format::Table {
        return Ok(());
    }
    for stored in ledger.reports_of(id)? {
        let (title, body) = ledger.text(&stored.source.sha256)?.unwrap_or_default();
        let at = stored.assertion.sentence;
        let words = if at.part == Part::Title { at.span.slice(&title) } else { at.span.slice(&body) };
        let mut head = vec![stored.source.name.clone()];
        head.push(format!("bytes {}–{}", stored.assertion.at.span.start, stored.assertion.at.span.end));
        head.extend(stored.source.outlet.clone());
        head.extend(stored.source.published.as_ref().map(|d| format!("published {d}")));
        head.push(stored.assertion.rule.clone());
        out.line("")?;
        out.line(&out.paint(FAINT, &head.join(" · ")))?;
        for line in wrap(&flat(words), out.width.saturating_sub(4)) {
            out.line(&format!("  {line}"))?;
        }
    }
    Ok(())
}

fn print_step(out: &mut Output, step: &StepRow) -> Result<()> {
    let by: Vec<_> = step.by.iter().map(Voice::label).collect();
    let mut words = vec![text(step.date.as_ref()), step.stage.name().to_owned()];
    words.extend((!by.is_empty()).then(|| format!("by {}", by.join(", "))));
    words.extend(step.target.as_ref().map(|t| format!("for {t}")));
    words.extend(step.superseded.then(|| "superseded by a later report".to_owned()));
    words.retain(|w| !w.is_empty());
    out.line(&words.join(" · "))?;
    let note = format!("“{}” ({})", flat(step.ground.quote()), step.ground.source().name);
    for line in wrap(&note, out.width.saturating_sub(4)) {
        out.line(&out.paint(FAINT, &format!("    {line}")))?;
    }
    Ok(())
}

fn print(out: &mut Output, table: &Table, heading: &str, rows: usize) -> Result<()> {
    if rows == 0 {
        out.line(&format!("{heading}: nothing found"))?;
        return Ok(());
    }
    out.line(&out.paint(STRONG, &format!("{heading}: {rows}")))?;
    for line in table.lines(out.width) {
        let words = match line {
            Line::Row(words) => words,
            Line::Header(words) | Line::Note(words) => out.paint(FAINT, &words),
        };
        out.line(&words)?;
    }
    Ok(())
}

/// Records as rows of CSV, header first: lists of plain words are joined by semicolons, anything deeper is JSON.
fn csv<T: Serialize>(records: impl Iterator<Item = T>) -> Result<Vec<Vec<String>>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in records {
        let serde_json::Value::Object(fields) = serde_json::to_value(record)? else { continue };
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
