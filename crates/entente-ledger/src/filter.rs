//! Which events are asked for.

use entente_resolve::When;
use entente_text::{Category, Edtf};
use rusqlite::ToSql;

/// A choice of events; what is empty or `None` chooses all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventFilter {
    /// Codes of polities that all take part, on whichever side.
    pub parties: Vec<String>,
    /// The first two parties must face each other: on opposite sides, or acting together.
    pub facing: bool,
    /// Not over before this date begins. Undated events are left out.
    pub from: Option<Edtf>,
    /// Begun when this date ends. Undated events are left out.
    pub to: Option<Edtf>,
    /// One of these categories.
    pub categories: Vec<Category>,
    /// One of these kinds.
    pub kinds: Vec<String>,
    /// Touches this field of cooperation.
    pub field: Option<String>,
    /// Reported by this outlet, in any case.
    pub outlet: Option<String>,
    /// At least this confidence.
    pub min_confidence: Option<f32>,
    /// Events within one polity as well.
    pub domestic: bool,
}

/// A condition on the event `e` with its values.
pub(crate) struct Condition {
    pub sql: String,
    pub values: Vec<Box<dyn ToSql>>,
}

impl EventFilter {
    pub(crate) fn condition(&self) -> Condition {
        let mut all = Condition { sql: "1".to_owned(), values: Vec::new() };
        for code in &self.parties {
            all.and(
                "EXISTS (SELECT 1 FROM event_party p WHERE p.event = e.number AND p.code = ?)",
                code.clone(),
            );
        }
        if let (true, [a, b, ..]) = (self.facing, self.parties.as_slice()) {
            all.and(
                "(e.symmetric OR EXISTS (SELECT 1 FROM event_party p, event_party q
                  WHERE p.event = e.number AND q.event = e.number AND p.acted <> q.acted AND p.code = ?",
                a.clone(),
            );
            all.sql.push_str(" AND q.code = ?))");
            all.values.push(Box::new(b.clone()));
        }
        let bounds = |date: &Option<Edtf>| date.as_ref().and_then(|d| When::of(d).bounds());
        if let Some((from, _)) = bounds(&self.from) {
            all.and("e.date_to >= ?", from);
        }
        if let Some((_, to)) = bounds(&self.to) {
            all.and("e.date_from <= ?", to);
        }
        all.and_any("e.category", self.categories.iter().map(|c| c.name().to_owned()));
        all.and_any("e.kind", self.kinds.iter().cloned());
        if let Some(field) = &self.field {
            all.and("EXISTS (SELECT 1 FROM json_each(e.fields) f WHERE f.value = ?)", field.clone());
        }
        if let Some(outlet) = &self.outlet {
            all.and(
                "EXISTS (SELECT 1 FROM json_each(e.outlets) o WHERE fold(o.value) = fold(?))",
                outlet.clone(),
            );
        }
        if let Some(least) = self.min_confidence {
            all.and("e.confidence >= ?", least);
        }
        if !self.domestic {
            all.sql.push_str(" AND e.scope <> 'domestic'");
        }
        all
    }
}

impl Condition {
    pub(crate) fn and(&mut self, sql: &str, value: impl ToSql + 'static) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.push(Box::new(value));
    }

    fn and_any(&mut self, column: &str, values: impl Iterator<Item = String>) {
        let before = self.values.len();
        self.values.extend(values.map(|v| Box::new(v) as Box<dyn ToSql>));
        let marks = vec!["?"; self.values.len() - before].join(", ");
        if !marks.is_empty() {
            self.sql.push_str(&[" AND ", column, " IN (", &marks, ")"].concat());
        }
    }
}
