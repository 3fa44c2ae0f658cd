//! The measure against cases worked out by hand, and against the script that defines it where it is at hand.

use super::*;
use std::path::Path;
use std::process::Command;

fn one(line: &str) -> Documents {
    parse(line).expect("it is well formed")
}

#[track_caller]
fn check(gold: &str, predicted: &str, expect: (usize, usize, usize)) {
    let (gold, predicted) = (one(&format!("{{\"id\":\"a\",\"events\":[{gold}]}}")), one(predicted));
    let (scores, errors) = score(&gold, &predicted, Options::default());
    let strict = &scores.strict.measure;
    assert_eq!((strict.matched, scores.quad.matched, scores.category.matched), expect);
    assert_eq!(errors[0].missed.len(), strict.gold - strict.matched);
    assert_eq!(errors[0].wrong.len(), strict.predicted - strict.matched);
}

#[test]
fn actors_must_agree() {
    let visit = r#"{"type":"CONSULT","actors":["JPN"],"recipients":["NATO"],"date":"2023"}"#;
    check(
        visit,
        r#"{"doc":"a","type":"CONSULT","actors":["NATO"],"recipients":[{"code":"JPN"}]}"#,
        (1, 1, 1),
    );
    check(visit, r#"{"doc":"a","type":"CONSULT","actors":["JPN"],"recipients":[]}"#, (0, 0, 1));
    check(visit, r#"{"doc":"a","type":"AGREE","actors":["JPN","NATO"]}"#, (0, 1, 0));
    check(visit, r#"{"doc":"b","type":"CONSULT","actors":["JPN","NATO"]}"#, (0, 0, 0));
    let accuse = r#"{"type":"ACCUSE","actors":["CHN"],"recipients":["NATO"]}"#;
    check(accuse, r#"{"doc":"a","type":"ACCUSE","actors":["NATO"],"recipients":["CHN"]}"#, (0, 0, 1));
    check(accuse, r#"{"doc":"a","type":"ACCUSE","actors":["CHN","RUS"],"recipients":["NATO"]}"#, (1, 1, 1));
}

#[test]
fn domestic_predictions_do_not_count() {
    let gold = r#"{"type":"ACCUSE","actors":["CHN"],"recipients":[]}"#;
    check(gold, r#"{"doc":"a","type":"ACCUSE","actors":["CHN"],"scope":"domestic"}"#, (0, 0, 0));
}

#[test]
fn a_date_of_open_year_is_matched_by_its_day() {
    assert!(same_date("XXXX-07-11", "2023-07-11"));
    assert!(!same_date("XXXX-07-11", "2023-07-12"));
    assert!(!same_date("2023", ""));
    assert!(!same_date("XXXX-07-11", "Đ"));
}

#[test]
fn what_can_not_be_read_is_said_with_its_line() {
    let error =
        parse("{\"id\":\"a\",\"events\":[]}\n\n{\"doc\":\"a\"}\n").expect_err("the event lacks its type");
    assert!(error.to_string().starts_with("line 3: missing field `type`"), "{error}");
}

/// The causes of the differences between an event of gold and the predicted ones, with nothing known of the text.
#[track_caller]
fn check_causes(gold: &str, predicted: &[&str], expect: &[Cause]) {
    let gold = one(&format!("{{\"id\":\"a\",\"events\":[{gold}]}}"));
    let lines: Vec<String> = predicted.iter().map(|p| p.replacen('{', "{\"doc\":\"a\",", 1)).collect();
    let predicted = one(&lines.join("\n"));
    let options = Options::default();
    let (_, scored) = score(&gold, &predicted, options);
    let findings = causes(&scored, &predicted, options, |_| None);
    assert_eq!(findings.iter().map(|f| f.cause).collect::<Vec<_>>(), expect);
    assert_eq!(tally(&findings).iter().map(|(_, n)| n).sum::<usize>(), expect.len());
}

#[test]
fn each_difference_has_its_cause() {
    let accuse = r#"{"type":"ACCUSE","actors":["CHN"],"recipients":["NATO"],"quote":"Beijing blames NATO","status":"happened","date":"2023"}"#;
    check_causes(accuse, &[], &[Cause::TriggerMissed]);
    let turned = r#"{"type":"ACCUSE","actors":["NATO"],"recipients":["CHN"]}"#;
    check_causes(accuse, &[turned], &[Cause::WrongDirection]);
    let reject = r#"{"type":"REJECT","actors":["CHN"],"recipients":["NATO"],"quote":"Beijing blames NATO"}"#;
    check_causes(accuse, &[reject], &[Cause::WrongType]);
    let elsewhere =
        r#"{"type":"REJECT","actors":["CHN"],"recipients":["NATO"],"quote":"it turns down talks"}"#;
    check_causes(accuse, &[elsewhere], &[Cause::TriggerMissed, Cause::NotInGold]);
    let other = r#"{"type":"ACCUSE","actors":["RUS"],"recipients":["NATO"],"quote":"blames NATO"}"#;
    check_causes(accuse, &[other], &[Cause::WrongActor]);
    let right =
        r#"{"type":"ACCUSE","actors":["CHN"],"recipients":["NATO"],"status":"happened","date":"2023"}"#;
    check_causes(accuse, &[right, right], &[Cause::Doubled]);
    let alone = r#"{"type":"MOBILIZE","actors":["CHN"],"recipients":[]}"#;
    check_causes(accuse, &[right, alone], &[Cause::NotInternational]);
    let domestic =
        r#"{"type":"ACCUSE","actors":["CHN"],"recipients":["NATO"],"scope":"domestic","quote":"x"}"#;
    check_causes(accuse, &[domestic], &[Cause::NotInternational]);
    let planned =
        r#"{"type":"ACCUSE","actors":["CHN"],"recipients":["NATO"],"status":"scheduled","date":""}"#;
    check_causes(accuse, &[planned], &[Cause::WrongStatus, Cause::WrongDate]);
}

#[test]
fn what_the_text_shows_tells_missed_triggers_from_failed_frames() {
    let text =
        "The weather in France was fine. Nobody in Paris has visited Berlin yet. Japan visited Canada.";
    let event = |quote: &str, actors: &str| {
        format!(
            r#"{{"type":"CONSULT","actors":{actors},"recipients":[],"quote":"{quote}","status":"","date":""}}"#
        )
    };
    let events = [
        event("weather in France was fine", r#"["FRA","DEU"]"#),
        event("visited Berlin", r#"["ITA","DEU"]"#),
        event("Japan visited Canada", r#"["JPN","CAN"]"#),
    ];
    let line = format!(r#"{{"id":"a","lang":"en","text":"{text}","events":[{}]}}"#, events.join(","));
    let (gold, predicted) = (one(&line), Documents::default());
    let (_, scored) = score(&gold, &predicted, Options::default());
    let pipeline = crate::Pipeline::new().expect("packs that load");
    let mut documents = texts(&line);
    let explain =
        |id: &str| Some(pipeline.explain(documents.remove(id)?, &crate::explanation::Wanted::default()));
    let findings = causes(&scored, &predicted, Options::default(), explain);
    let found: Vec<_> = findings.iter().map(|f| f.cause).collect();
    assert_eq!(found[0], Cause::TriggerMissed, "{findings:?}");
    assert!(found.contains(&Cause::Withheld), "{findings:?}");
    assert!(findings[0].sentence.as_deref().is_some_and(|s| s.starts_with("The weather")), "{findings:?}");
}

#[test]
fn reliability_counts_by_confidence_and_groups_by_kind() {
    let gold = one(r#"{"id":"a","events":[{"type":"CONSULT","actors":["JPN","CAN"]}]}"#);
    let predicted = one(concat!(
        r#"{"doc":"a","type":"CONSULT","kind":"visit","actors":["JPN","CAN"],"confidence":1.0}"#,
        "\n",
        r#"{"doc":"a","type":"ACCUSE","kind":"condemn","actors":["JPN"],"confidence":0.31}"#,
    ));
    let (_, scored) = score(&gold, &predicted, Options::default());
    let bins = reliability(&scored);
    assert_eq!((bins[9].count, bins[9].right), (1, Some(1.0)));
    assert_eq!((bins[3].count, bins[3].right), (1, Some(0.0)));
    assert_eq!(bins.iter().map(|b| b.count).sum::<usize>(), 2);
    let kinds = groups(&scored, By::Kind);
    let visit = kinds.iter().find(|g| g.name == "visit").expect("the kind");
    assert_eq!((visit.matched, visit.predicted, visit.gold), (1, 1, None));
    let types = groups(&scored, By::Type);
    assert_eq!(types.iter().map(|g| g.gold).collect::<Vec<_>>(), [Some(0), Some(1)]);
}

/// A small generator, so that the same cases come in every run.
struct Cases(u64);

impl Cases {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }

    fn side(&mut self) -> String {
        let n = self.below(4);
        let codes: Vec<String> = (0..n)
            .map(|_| {
                let code = self.pick(&["JPN", "NATO", "USA", "CHN", "EU", "HAMAS", ""]);
                if self.below(2) == 0 { format!("\"{code}\"") } else { format!("{{\"code\":\"{code}\"}}") }
            })
            .collect();
        format!("[{}]", codes.join(","))
    }

    fn event(&mut self, more: &str) -> String {
        format!(
            r#"{{{more}"type":"{}","actors":{},"recipients":{},"symmetric":{},"date":"{}","status":"{}","scope":"{}","quote":"x"}}"#,
            self.pick(&["CONSULT", "AGREE", "ACCUSE", "REJECT", "ASSAULT", "OTHER"]),
            self.side(),
            self.side(),
            self.below(2) == 0,
            self.pick(&["", "2022", "2022-06", "XXXX-07-11", "2023-07-11"]),
            self.pick(&["", "happened", "scheduled"]),
            self.pick(&["international", "international", "domestic"]),
        )
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn the_script_that_defines_the_measure_agrees() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/tools/score_events.py");
    if !script.exists() || Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: no python3 or no {}", script.display());
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    let mut cases = Cases(7);
    for round in 0..12 {
        let (mut gold, mut predicted) = (String::new(), String::new());
        for doc in 0..4 {
            let n = cases.below(7);
            let events: Vec<_> = (0..n).map(|_| cases.event("")).collect();
            gold += &["{\"id\":\"d", &doc.to_string(), "\",\"events\":[", &events.join(","), "]}\n"].concat();
            for _ in 0..cases.below(7) {
                let doc = format!("\"doc\":\"d{}\",", cases.below(5));
                predicted.push_str(&cases.event(&doc));
                predicted.push('\n');
            }
        }
        let (g, p) = (dir.path().join("g.jsonl"), dir.path().join("p.jsonl"));
        std::fs::write(&g, &gold).expect("written");
        std::fs::write(&p, &predicted).expect("written");
        for (flags, options) in [
            (vec![], Options::default()),
            (vec!["--igo", "--scope", "all"], Options { domestic: true, igo: true }),
        ] {
            let out = Command::new("python3").arg(&script).args([&g, &p]).arg("--json").args(&flags).output();
            let out = out.expect("the script runs");
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            let theirs: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
            let ours = serde_json::to_value(score(&one(&gold), &one(&predicted), options).0).expect("JSON");
            assert_eq!(ours, theirs, "round {round} {flags:?}\n{gold}\n{predicted}");
        }
    }
}
