//! Quotations, stances and plans as tables.

use crate::args::Format;
use crate::ask;
use crate::output::{FAINT, Output, STRONG};
use crate::table::{Table, flat, wrap};
use anyhow::Result;
use entente_ask::lines::{PlanRecord, QuotationRecord, StanceRecord, rows as csv};
use entente_ask::lookup;
use entente_ask::record::edtf as text;
use entente_ledger::{Ledger, LedgerError, LineFilter, PlanRow, QuotationRow, StanceRow, StepRow};
use entente_text::{Part, Voice};

fn names(codes: &[String]) -> String {
    codes.iter().map(|c| lookup::name(c)).collect::<Vec<_>>().join(", ")
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
    table.print(out)?;
    Ok(())
}
