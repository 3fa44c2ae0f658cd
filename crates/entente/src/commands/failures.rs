//! What could not be read or coded, counted and named.

use crate::output::remark;
use entente_read::ReadError;
use std::collections::BTreeMap;

/// How many inputs of each reason are named.
const NAMED: usize = 5;

/// Inputs that gave nothing, or not all, by reason.
#[derive(Debug, Default)]
pub struct Failures {
    unread: BTreeMap<String, Named>,
    passed_over: BTreeMap<String, Named>,
    in_part: BTreeMap<String, Named>,
}

#[derive(Debug, Default)]
struct Named {
    count: usize,
    names: Vec<String>,
}

impl Named {
    fn add(&mut self, name: String) {
        self.count += 1;
        if self.names.len() < NAMED {
            self.names.push(name);
        }
    }

    fn line(&self, reason: &str) -> String {
        let more = self.count - self.names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("  {reason}: {}{more}", self.names.join(", "))
    }
}

impl Failures {
    /// An input that could not be read.
    pub fn unread(&mut self, error: &ReadError) {
        let name = error.line.map_or_else(|| error.path.clone(), |n| format!("{}, line {n}", error.path));
        self.unread.entry(error.reason.to_string()).or_default().add(name);
    }

    /// A document that was read but not coded.
    pub fn passed_over(&mut self, name: &str, reason: &str) {
        self.passed_over.entry(reason.to_owned()).or_default().add(name.to_owned());
    }

    /// A document so long that something was not read to its end.
    pub fn in_part(&mut self, name: &str, what: &str) {
        self.in_part.entry(what.to_owned()).or_default().add(name.to_owned());
    }

    /// Whether an input could not be read.
    pub fn any_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// In words, a line a reason; empty where all went well.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (heading, reasons) in [
            ("not read", &self.unread),
            ("not coded", &self.passed_over),
            ("not read to the end", &self.in_part),
        ] {
            let count: usize = reasons.values().map(|n| n.count).sum();
            if count > 0 {
                lines.push(format!("{count} {heading}:"));
                lines.extend(reasons.iter().map(|(reason, named)| named.line(reason)));
            }
        }
        lines
    }

    /// Says all on standard error.
    pub fn complain(&self) {
        self.lines().iter().for_each(|line| remark(line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_read::Reason;

    #[test]
    fn failures_are_counted_by_reason_and_named() {
        let mut failures = Failures::default();
        assert!(failures.lines().is_empty());
        for i in 0..7 {
            failures.unread(&ReadError { path: format!("{i}.txt"), line: None, reason: Reason::Empty });
        }
        failures.unread(&ReadError { path: "x.jsonl".to_owned(), line: Some(3), reason: Reason::NoText });
        failures.passed_over("y", "no pack");
        failures.in_part("z", "only its first 9 claims were taken");
        assert!(failures.any_unread());
        let lines = failures.lines();
        assert_eq!(lines[0], "8 not read:");
        assert_eq!(lines[1], "  is empty: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more");
        assert!(lines[2].ends_with(": x.jsonl, line 3"), "{}", lines[2]);
        assert_eq!(lines[3..5], ["1 not coded:", "  no pack: y"]);
        assert_eq!(lines[5..], ["1 not read to the end:", "  only its first 9 claims were taken: z"]);
    }
}
