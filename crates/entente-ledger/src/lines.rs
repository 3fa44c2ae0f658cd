//! Questions about quotations, stances and plans.

use crate::ask::Slice;
use crate::assertions::StoredAssertion;
use crate::claims::{COLUMNS as CLAIM, StoredClaim, date, from_word, json, read_claim};
use crate::error::LedgerError;
use crate::filter::Condition;
use crate::ledger::Ledger;
use entente_resolve::When;
use entente_resolve::knowledge::{Block, PlanStep, Spread};
use entente_text::{Edtf, Located, Position, SaidForm, Stage, TowardKind, Voice};
use rusqlite::{Row, params_from_iter};

/// A choice of lines; what is empty or `None` chooses all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LineFilter {
    /// Codes of polities that all take part: as speaker's or holder's polity, as what a stance is toward, as a plan's party.
    pub codes: Vec<String>,
    /// Words that all stand in the line, in any case and without regard to diacritics: name, matter, words.
    pub words: Vec<String>,
    /// The id, or its first letters.
    pub id: Option<String>,
    /// Not over before this date begins. Undated lines are left out.
    pub from: Option<Edtf>,
    /// Begun when this date ends. Undated lines are left out.
    pub to: Option<Edtf>,
    /// One of these kinds: of plans, forms of quotations, positions of stances.
    pub kinds: Vec<String>,
    /// Plans that touch this field of cooperation.
    pub field: Option<String>,
    /// Reported by this outlet, in any case.
    pub outlet: Option<String>,
    /// At least this confidence.
    pub min_confidence: Option<f32>,
    /// Stances that concern the plan of this id.
    pub plan: Option<String>,
}

/// How the columns of a table answer a question.
struct Shape {
    kind: &'static str,
    words: &'static str,
    codes: &'static [&'static str],
    fields: bool,
}

impl LineFilter {
    fn stance_condition(&self) -> Condition {
        let mut condition = self.condition(&STANCE);
        if let Some(plan) = &self.plan {
            let n = condition.values.len() + 1;
            condition.and(&format!("x.plan = (SELECT number FROM plan WHERE id = ?{n})"), plan.clone());
        }
        condition
    }

    fn condition(&self, shape: &Shape) -> Condition {
        let mut all = Condition { sql: "1".to_owned(), values: Vec::new() };
        for code in &self.codes {
            let any: Vec<String> = shape
                .codes
                .iter()
                .map(|c| {
                    // As the list is written: its codes between quotation marks.
                    format!("instr(x.{c}, ?{}) > 0", all.values.len() + 1)
                })
                .collect();
            all.and(&format!("({})", any.join(" OR ")), serde_json::Value::from(code.as_str()).to_string());
        }
        for word in &self.words {
            let n = all.values.len() + 1;
            all.and(&format!("instr(fold({}), fold(?{n})) > 0", shape.words), word.clone());
        }
        if let Some(id) = &self.id {
            let n = all.values.len() + 1;
            all.and(&format!("substr(x.id, 1, length(?{n})) = ?{n}"), id.to_ascii_lowercase());
        }
        let bounds = |date: &Option<Edtf>| date.as_ref().and_then(|d| When::of(d).bounds());
        if let Some((from, _)) = bounds(&self.from) {
            all.and(&format!("x.date_to >= ?{}", all.values.len() + 1), from);
        }
        if let Some((_, to)) = bounds(&self.to) {
            all.and(&format!("x.date_from <= ?{}", all.values.len() + 1), to);
        }
        if !self.kinds.is_empty() {
            let kinds = serde_json::to_string(&self.kinds).unwrap_or_default();
            let n = all.values.len() + 1;
            all.and(&format!("{} IN (SELECT value FROM json_each(?{n}))", shape.kind), kinds);
        }
        if let (Some(field), true) = (&self.field, shape.fields) {
            let n = all.values.len() + 1;
            all.and(&format!("EXISTS (SELECT 1 FROM json_each(x.fields) WHERE value = ?{n})"), field.clone());
        }
        if let Some(outlet) = &self.outlet {
            let n = all.values.len() + 1;
            let sql = format!("EXISTS (SELECT 1 FROM json_each(x.outlets) WHERE fold(value) = fold(?{n}))");
            all.and(&sql, outlet.clone());
        }
        if let Some(least) = self.min_confidence {
            all.and(&format!("x.confidence >= ?{}", all.values.len() + 1), least);
        }
        all
    }
}

/// A quotation of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotationRow {
    /// Its id.
    pub id: String,
    /// How the words are quoted.
    pub form: SaidForm,
    /// The words.
    pub words: String,
    /// Who said them; empty where it is not known.
    pub speaker: String,
    /// Role id, or what the article calls the speaker.
    pub role: Option<String>,
    /// Polities spoken for.
    pub codes: Vec<String>,
    /// Whom they were said to, or what they are reported through.
    pub outlet: Option<String>,
    /// When.
    pub date: Option<Edtf>,
    /// How far they are reported.
    pub spread: Spread,
    /// The assertion that tells it best.
    pub best: StoredAssertion,
}

/// A stance of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct StanceRow {
    /// Its id.
    pub id: String,
    /// Who holds it.
    pub holder: String,
    /// Role id, or what the article calls the holder.
    pub role: Option<String>,
    /// Polities of the holder.
    pub codes: Vec<String>,
    /// What sort of thing it is toward.
    pub toward_kind: TowardKind,
    /// The words for it.
    pub toward: String,
    /// Polities concerned.
    pub toward_codes: Vec<String>,
    /// The id of the plan that it concerns, and how: `plan` itself, or its `context`.
    pub plan: Option<(String, String)>,
    /// Where the holder stands.
    pub position: Position,
    /// Why.
    pub reason: Option<String>,
    /// Who says so, where it is not the holder.
    pub reported_by: Option<String>,
    /// When.
    pub date: Option<Edtf>,
    /// How far it is reported.
    pub spread: Spread,
    /// The assertion that tells it best.
    pub best: StoredAssertion,
}

/// A step of a plan, with the line that it rests on.
pub type StepRow = PlanStep<Telling>;

/// The line that a step rests on.
#[derive(Debug, Clone, PartialEq)]
pub enum Telling {
    /// An assertion.
    Assertion(Box<StoredAssertion>),
    /// A claim.
    Claim(Box<StoredClaim>),
}

impl Telling {
    /// Its words.
    pub fn quote(&self) -> &str {
        match self {
            Self::Assertion(a) => &a.assertion.quote,
            Self::Claim(c) => &c.claim.quote,
        }
    }

    /// Where they stand.
    pub fn at(&self) -> Located {
        match self {
            Self::Assertion(a) => a.assertion.at,
            Self::Claim(c) => c.claim.at,
        }
    }

    /// Where their sentence stands.
    pub fn sentence(&self) -> Located {
        match self {
            Self::Assertion(a) => a.assertion.sentence,
            Self::Claim(c) => c.claim.sentence,
        }
    }

    /// The document.
    pub fn source(&self) -> &crate::Source {
        match self {
            Self::Assertion(a) => &a.source,
            Self::Claim(c) => &c.source,
        }
    }
}

/// A plan of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRow {
    /// Its id.
    pub id: String,
    /// Kind of thing.
    pub kind: String,
    /// What is planned.
    pub what: String,
    /// Whom it concerns.
    pub parties: Vec<String>,
    /// Where it is to be.
    pub places: Vec<String>,
    /// Fields of cooperation.
    pub fields: Vec<String>,
    /// Who proposed it.
    pub proposer: Vec<Voice>,
    /// When it is to be carried out.
    pub target: Option<Edtf>,
    /// How far it has come.
    pub status: Stage,
    /// When it came there.
    pub status_date: Option<Edtf>,
    /// Who blocks it.
    pub blocked_by: Vec<Block>,
    /// How far it is reported.
    pub spread: Spread,
    /// Its life.
    pub steps: Vec<StepRow>,
    /// Who stands where on it, by date.
    pub stances: Vec<StanceRow>,
}

const QUOTATION: Shape = Shape {
    kind: "x.form",
    words: "x.speaker || ' ' || coalesce(x.outlet, '') || ' ' || x.words",
    codes: &["codes"],
    fields: false,
};

const STANCE: Shape = Shape {
    kind: "x.position",
    words: "x.holder || ' ' || x.toward || ' ' || coalesce(x.reason, '')",
    codes: &["codes", "toward_codes"],
    fields: false,
};

const PLAN: Shape = Shape {
    kind: "x.kind",
    words: "x.what || ' ' || x.parties || ' ' || x.places || ' ' ||
        coalesce((SELECT group_concat(a.asserted || a.quote) FROM plan_step s JOIN assertion a ON a.id = s.assertion
        WHERE s.plan = x.number), '')",
    codes: &["parties", "places"],
    fields: true,
};

const OLDEST: &str = "x.date_from IS NULL, x.date_from, x.date_to, x.number";

fn order(slice: Slice) -> String {
    let by = if slice.newest_first { "x.date_to DESC, x.number" } else { OLDEST };
    format!("{by} LIMIT {} OFFSET {}", slice.limit, slice.offset)
}

/// Quotations of sentences that tell of events.
const TOLD_WITH: &str =
    "x.best IN (SELECT a.id FROM json_each(?) wanted CROSS JOIN event e ON e.id = wanted.value
    CROSS JOIN event_claim ec ON ec.event = e.number CROSS JOIN claim c ON c.id = ec.claim
    CROSS JOIN assertion a ON a.document = c.document AND +a.what = 'quotation'
    AND a.sentence_part = c.sentence_part AND a.sentence_start = c.sentence_start)";

impl Ledger {
    /// Quotations by date.
    pub fn quotations(&self, asked: &LineFilter) -> Result<Vec<QuotationRow>, LedgerError> {
        self.select_quotations(&asked.condition(&QUOTATION), OLDEST)
    }

    /// A part of the quotations.
    pub fn quotations_slice(
        &self,
        asked: &LineFilter,
        slice: Slice,
    ) -> Result<Vec<QuotationRow>, LedgerError> {
        self.select_quotations(&asked.condition(&QUOTATION), &order(slice))
    }

    /// How many quotations a filter chooses.
    pub fn count_quotations(&self, asked: &LineFilter) -> Result<usize, LedgerError> {
        self.count("quotation", &asked.condition(&QUOTATION))
    }

    /// The last quotations that stand in sentences which tell of one of these events.
    pub fn quotations_of_events(&self, ids: &[&str], most: usize) -> Result<Vec<QuotationRow>, LedgerError> {
        let mut condition = Condition { sql: "1".to_owned(), values: Vec::new() };
        condition.and(TOLD_WITH, serde_json::to_string(ids)?);
        self.select_quotations(&condition, &order(Slice { newest_first: true, offset: 0, limit: most }))
    }

    fn count(&self, table: &str, condition: &Condition) -> Result<usize, LedgerError> {
        let sql = format!("SELECT count(*) FROM {table} x WHERE {}", condition.sql);
        let mut statement = self.db.prepare_cached(&sql)?;
        let values = params_from_iter(condition.values.iter());
        Ok(statement.query_row(values, |row| row.get::<_, i64>(0))? as usize)
    }

    fn select_quotations(
        &self,
        condition: &Condition,
        order: &str,
    ) -> Result<Vec<QuotationRow>, LedgerError> {
        let sql = format!(
            "SELECT x.id, x.form, x.words, x.speaker, x.role, x.codes, x.outlet, x.date, x.outlets, x.reports, x.confidence, x.best
             FROM quotation x WHERE {} ORDER BY {order}",
            condition.sql
        );
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(condition.values.iter()))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(QuotationRow {
                id: row.get(0)?,
                form: from_word(row.get(1)?)?,
                words: row.get(2)?,
                speaker: row.get(3)?,
                role: row.get(4)?,
                codes: json(row, 5)?,
                outlet: row.get(6)?,
                date: date(row.get(7)?),
                spread: spread(row, 8)?,
                best: self.assertion(row.get(11)?)?,
            });
        }
        Ok(found)
    }

    /// Stances by date.
    pub fn stances(&self, asked: &LineFilter) -> Result<Vec<StanceRow>, LedgerError> {
        self.select_stances(&asked.stance_condition(), OLDEST)
    }

    /// A part of the stances.
    pub fn stances_slice(&self, asked: &LineFilter, slice: Slice) -> Result<Vec<StanceRow>, LedgerError> {
        self.select_stances(&asked.stance_condition(), &order(slice))
    }

    /// How many stances a filter chooses.
    pub fn count_stances(&self, asked: &LineFilter) -> Result<usize, LedgerError> {
        self.count("stance", &asked.stance_condition())
    }

    fn select_stances(&self, condition: &Condition, order: &str) -> Result<Vec<StanceRow>, LedgerError> {
        let sql = format!(
            "SELECT x.id, x.holder, x.role, x.codes, x.toward_kind, x.toward, x.toward_codes, p.id, x.link, x.position,
             x.reason, x.reported_by, x.date, x.outlets, x.reports, x.confidence, x.best
             FROM stance x LEFT JOIN plan p ON p.number = x.plan WHERE {} ORDER BY {order}",
            condition.sql
        );
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(condition.values.iter()))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let plan = row.get::<_, Option<String>>(7)?;
            found.push(StanceRow {
                id: row.get(0)?,
                holder: row.get(1)?,
                role: row.get(2)?,
                codes: json(row, 3)?,
                toward_kind: from_word(row.get(4)?)?,
                toward: row.get(5)?,
                toward_codes: json(row, 6)?,
                plan: plan.zip(row.get(8)?),
                position: from_word(row.get(9)?)?,
                reason: row.get(10)?,
                reported_by: row.get(11)?,
                date: date(row.get(12)?),
                spread: spread(row, 13)?,
                best: self.assertion(row.get(16)?)?,
            });
        }
        Ok(found)
    }

    /// Plans by their first step, each with its life and who stands where on it.
    pub fn plans(&self, asked: &LineFilter) -> Result<Vec<PlanRow>, LedgerError> {
        self.select_plans(&asked.condition(&PLAN), OLDEST)
    }

    /// A part of the plans, by their last step where the newest come first.
    pub fn plans_slice(&self, asked: &LineFilter, slice: Slice) -> Result<Vec<PlanRow>, LedgerError> {
        self.select_plans(&asked.condition(&PLAN), &order(slice))
    }

    /// How many plans a filter chooses.
    pub fn count_plans(&self, asked: &LineFilter) -> Result<usize, LedgerError> {
        self.count("plan", &asked.condition(&PLAN))
    }

    fn select_plans(&self, condition: &Condition, order: &str) -> Result<Vec<PlanRow>, LedgerError> {
        let sql = format!(
            "SELECT x.id, x.kind, x.what, x.parties, x.places, x.fields, x.proposer, x.target, x.status, x.status_date,
             x.blocked_by, x.outlets, x.reports, x.confidence, x.number
             FROM plan x WHERE {} ORDER BY {order}",
            condition.sql
        );
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(condition.values.iter()))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            let on_it = LineFilter { plan: Some(id.clone()), ..LineFilter::default() };
            found.push(PlanRow {
                kind: row.get(1)?,
                what: row.get(2)?,
                parties: json(row, 3)?,
                places: json(row, 4)?,
                fields: json(row, 5)?,
                proposer: json(row, 6)?,
                target: date(row.get(7)?),
                status: from_word(row.get(8)?)?,
                status_date: date(row.get(9)?),
                blocked_by: json(row, 10)?,
                spread: spread(row, 11)?,
                steps: self.steps(row.get(14)?)?,
                stances: self.stances(&on_it)?,
                id,
            });
        }
        Ok(found)
    }

    fn steps(&self, plan: i64) -> Result<Vec<StepRow>, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT stage, date, by, reason, target, superseded, assertion, claim FROM plan_step WHERE plan = ?1 ORDER BY n",
        )?;
        let mut rows = statement.query([plan])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let ground = match row.get::<_, Option<i64>>(6)? {
                Some(assertion) => Telling::Assertion(Box::new(self.assertion(assertion)?)),
                None => Telling::Claim(Box::new(self.claim(row.get(7)?)?)),
            };
            found.push(StepRow {
                stage: from_word(row.get(0)?)?,
                date: date(row.get(1)?),
                by: json(row, 2)?,
                reason: row.get(3)?,
                target: date(row.get(4)?),
                superseded: row.get(5)?,
                ground,
            });
        }
        Ok(found)
    }

    /// The assertions that a quotation or stance rests on.
    pub fn reports_of(&self, id: &str) -> Result<Vec<StoredAssertion>, LedgerError> {
        self.assertions_where(
            "a.id IN (SELECT r.assertion FROM quotation_report r JOIN quotation q ON q.number = r.quotation WHERE q.id = ?1
             UNION SELECT r.assertion FROM stance_report r JOIN stance s ON s.number = r.stance WHERE s.id = ?1)
             ORDER BY a.document, a.part, a.\"start\", a.id",
            [id],
        )
    }

    fn assertion(&self, id: i64) -> Result<StoredAssertion, LedgerError> {
        let mut found = self.assertions_where("a.id = ?1", [id])?;
        found.pop().ok_or_else(|| LedgerError::Unknown(format!("assertion {id}")))
    }

    fn claim(&self, id: i64) -> Result<StoredClaim, LedgerError> {
        let mut statement =
            self.db.prepare_cached(&format!("SELECT {CLAIM} FROM claim c WHERE c.id = ?1"))?;
        let mut sources = self.sources()?;
        let mut rows = statement.query([id])?;
        match rows.next()? {
            Some(row) => read_claim(row, &mut sources),
            None => Err(LedgerError::Unknown(format!("claim {id}"))),
        }
    }
}

fn spread(row: &Row<'_>, at: usize) -> Result<Spread, LedgerError> {
    Ok(Spread {
        outlets: json(row, at)?,
        reports: row.get::<_, i64>(at + 1)? as usize,
        confidence: row.get(at + 2)?,
    })
}
