//! Quotations, stances and plans made again from assertions and claims.

use crate::assertions::StoredAssertion;
use crate::claims::{EventRow, StoredClaim};
use crate::error::LedgerError;
use crate::filter::Condition;
use crate::ledger::Ledger;
use entente_resolve::When;
use entente_resolve::knowledge::{Ground, Knowledge, Plan, Quotation, Stance, derive};
use entente_text::{Edtf, Voice};
use rusqlite::{Connection, params};

/// What all rows of one rebuilding rest on.
struct Grounds<'a> {
    told: &'a [StoredAssertion],
    events: &'a [EventRow],
}

impl Ledger {
    /// Makes all quotations, stances and plans again. They are few beside the claims, and a plan can be changed by
    /// any article, so that all are made at once. Runs in the caller's transaction.
    pub(crate) fn rebuild_knowledge(&self) -> Result<(), LedgerError> {
        let told = self.assertions_where("a.what IN ('quotation', 'stance', 'step') ORDER BY a.id", [])?;
        let events = self.announced_events()?;
        let knowledge = derive(&told, &events);
        // The tables that point at others first: over a ledger of another day nothing watches over that.
        for table in
            ["quotation_report", "stance_report", "stance", "plan_step", "plan_party", "plan", "quotation"]
        {
            self.db.execute(&format!("DELETE FROM {table}"), [])?;
        }
        write(&self.db, &knowledge, &Grounds { told: &told, events: &events })
    }

    /// Events that some claim announces or calls off, with all their claims.
    fn announced_events(&self) -> Result<Vec<EventRow>, LedgerError> {
        let announced = "e.scope <> 'domestic' AND e.number IN (SELECT ec.event FROM event_claim ec
             JOIN claim k ON k.id = ec.claim WHERE k.status <> 'happened')";
        let condition = Condition { sql: announced.to_owned(), values: Vec::new() };
        self.with_claims(self.select(announced, [])?, &condition)
    }
}

fn write(db: &Connection, knowledge: &Knowledge, grounds: &Grounds<'_>) -> Result<(), LedgerError> {
    for quotation in &knowledge.quotations {
        insert_quotation(db, quotation, grounds)?;
    }
    let mut numbers = Vec::new();
    for plan in &knowledge.plans {
        numbers.push(insert_plan(db, plan, grounds)?);
    }
    for stance in &knowledge.stances {
        insert_stance(db, stance, &numbers, grounds)?;
    }
    Ok(())
}

fn days(date: Option<&Edtf>) -> (Option<String>, Option<String>) {
    date.and_then(|d| When::of(d).bounds()).unzip()
}

fn insert_quotation(db: &Connection, q: &Quotation, grounds: &Grounds<'_>) -> Result<(), LedgerError> {
    let (from, to) = days(q.date.as_ref());
    let speaker = q.speaker.as_ref();
    let added = db
        .prepare_cached(
            "INSERT OR IGNORE INTO quotation (id, form, words, speaker, role, codes, outlet, date, date_from, date_to,
             outlets, reports, confidence, best) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            q.id,
            q.form.name(),
            q.words,
            speaker.map(Voice::label).unwrap_or_default(),
            speaker.and_then(|s| s.role.as_ref()),
            serde_json::to_string(&speaker.map(|s| s.codes.clone()).unwrap_or_default())?,
            q.outlet,
            q.date.as_ref().map(Edtf::as_str),
            from,
            to,
            serde_json::to_string(&q.spread.outlets)?,
            q.spread.reports as i64,
            q.spread.confidence,
            grounds.told[q.best].id,
        ])?;
    if added == 0 {
        return Ok(());
    }
    insert_reports(
        db,
        "INSERT OR IGNORE INTO quotation_report (assertion, quotation) VALUES (?1, ?2)",
        &q.told,
        grounds,
    )
}

/// Ties the line that was inserted last to the assertions that report it.
fn insert_reports(
    db: &Connection,
    insert: &str,
    told: &[usize],
    grounds: &Grounds<'_>,
) -> Result<(), LedgerError> {
    let number = db.last_insert_rowid();
    let mut report = db.prepare_cached(insert)?;
    for t in told {
        report.execute([grounds.told[*t].id, number])?;
    }
    Ok(())
}

fn insert_plan(db: &Connection, plan: &Plan, grounds: &Grounds<'_>) -> Result<i64, LedgerError> {
    let (target_from, target_to) = days(plan.target.as_ref());
    let all = || plan.steps.iter().filter_map(|s| s.date.as_ref()).filter_map(|d| When::of(d).bounds());
    db.prepare_cached(
        "INSERT OR REPLACE INTO plan (id, kind, what, parties, places, fields, proposer, target, target_from, target_to,
         status, status_date, blocked_by, date_from, date_to, outlets, reports, confidence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?
    .execute(params![
        plan.id,
        plan.kind,
        plan.what,
        serde_json::to_string(&plan.parties)?,
        serde_json::to_string(&plan.places)?,
        serde_json::to_string(&plan.fields)?,
        serde_json::to_string(&plan.proposer)?,
        plan.target.as_ref().map(Edtf::as_str),
        target_from,
        target_to,
        plan.status.name(),
        plan.status_date.as_ref().map(Edtf::as_str),
        serde_json::to_string(&plan.blocked_by)?,
        all().map(|b| b.0).min(),
        all().map(|b| b.1).max(),
        serde_json::to_string(&plan.spread.outlets)?,
        plan.spread.reports as i64,
        plan.spread.confidence,
    ])?;
    let number = db.last_insert_rowid();
    let mut party = db.prepare_cached("INSERT OR IGNORE INTO plan_party (code, plan) VALUES (?1, ?2)")?;
    for code in plan.parties.iter().chain(&plan.places) {
        party.execute(params![code, number])?;
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO plan_step (plan, n, stage, date, date_from, date_to, by, reason, target, superseded, assertion, claim)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for (n, step) in plan.steps.iter().enumerate() {
        let (from, to) = days(step.date.as_ref());
        let (assertion, claim) = match step.ground {
            Ground::Assertion(i) => (Some(grounds.told[i].id), None),
            Ground::Claim(event, claim) => {
                let claim: &StoredClaim = &grounds.events[event].claims[claim];
                (None, Some(claim.id))
            }
        };
        insert.execute(params![
            number,
            n as i64,
            step.stage.name(),
            step.date.as_ref().map(Edtf::as_str),
            from,
            to,
            serde_json::to_string(&step.by)?,
            step.reason,
            step.target.as_ref().map(Edtf::as_str),
            step.superseded,
            assertion,
            claim,
        ])?;
    }
    Ok(number)
}

fn insert_stance(
    db: &Connection,
    stance: &Stance,
    plans: &[i64],
    grounds: &Grounds<'_>,
) -> Result<(), LedgerError> {
    let (from, to) = days(stance.date.as_ref());
    let added = db
        .prepare_cached(
            "INSERT OR IGNORE INTO stance (id, holder, role, codes, toward_kind, toward, toward_codes, plan, link, position,
             reason, reported_by, date, date_from, date_to, outlets, reports, confidence, best)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?
        .execute(params![
            stance.id,
            stance.holder.label(),
            stance.holder.role,
            serde_json::to_string(&stance.holder.codes)?,
            stance.toward.kind.name(),
            stance.toward.words,
            serde_json::to_string(&stance.toward.codes)?,
            stance.plan.map(|(plan, _)| plans[plan]),
            stance.plan.map(|(_, link)| link.name()),
            stance.position.name(),
            stance.reason,
            stance.reported_by,
            stance.date.as_ref().map(Edtf::as_str),
            from,
            to,
            serde_json::to_string(&stance.spread.outlets)?,
            stance.spread.reports as i64,
            stance.spread.confidence,
            grounds.told[stance.best].id,
        ])?;
    if added == 0 {
        return Ok(());
    }
    insert_reports(
        db,
        "INSERT OR IGNORE INTO stance_report (assertion, stance) VALUES (?1, ?2)",
        &stance.told,
        grounds,
    )
}
