//! Plans from the steps and stances that articles tell of.

use super::*;
use crate::testing::{With, claim, told};
use entente_text::{Claim, Held, Located, PlanObject, SourceSpan, Step, TowardKind};

/// What an article of some day tells in one of its sentences.
#[derive(Debug, Clone)]
struct Report {
    published: &'static str,
    told: Assertion,
}

impl Told for Report {
    fn assertion(&self) -> &Assertion {
        &self.told
    }

    fn published(&self) -> Option<Edtf> {
        Edtf::parse(self.published).ok()
    }
}

fn report(doc: &str, published: &'static str, sentence: u32, asserted: Asserted) -> Report {
    let at = |start| Located { span: SourceSpan { start, end: start + 40 }, ..Located::default() };
    let quote = format!("{} {sentence}", asserted.name());
    let (at, sentence) = (at(sentence * 100), at(sentence * 100));
    Report { published, told: Assertion { at, sentence, confidence: 0.7, ..told(doc, &quote, asserted) } }
}

fn office() -> PlanObject {
    let codes = |code: &str| vec![code.to_owned()];
    PlanObject {
        kind: "office".to_owned(),
        head: "office".to_owned(),
        words: "an office".to_owned(),
        parties: codes("NATO"),
        places: codes("MNG"),
        ..PlanObject::default()
    }
}

fn step(stage: Stage, target: &str) -> Asserted {
    let target = Edtf::parse(target).ok();
    Asserted::Step(Step { stage, object: office(), by: Vec::new(), target, reason: None })
}

fn against(holder: &str, toward: &str, plan: bool) -> Asserted {
    let object = plan.then(office);
    let kind = if plan { TowardKind::Plan } else { TowardKind::Policy };
    let codes = vec!["NATO".to_owned()];
    Asserted::Stance(Held {
        holder: Voice { words: holder.to_owned(), codes: vec![holder.to_owned()], ..Voice::default() },
        toward: Toward { kind, words: toward.to_owned(), codes, object },
        position: Position::Opposes,
        reason: None,
    })
}

fn known(reports: &[Report]) -> Knowledge {
    let known = derive(reports, &[] as &[Event<entente_text::Claim>]);
    let turned: Vec<Report> = reports.iter().rev().cloned().collect();
    let again = derive(&turned, &[] as &[Event<entente_text::Claim>]);
    let lives = |k: &Knowledge| k.plans.iter().map(|p| (p.id.clone(), p.status)).collect::<Vec<_>>();
    assert_eq!(lives(&known), lives(&again), "the order is of no account");
    known
}

/// Stages of the steps of the only plan, a star behind those that were overtaken.
#[track_caller]
fn check(reports: &[Report], status: Stage, expect: &[&str]) {
    let known = known(reports);
    let [plan] = known.plans.as_slice() else { panic!("one plan: {:?}", known.plans) };
    let mark = |s: &PlanStep| format!("{}{}", s.stage, if s.superseded { "*" } else { "" });
    assert_eq!(plan.status, status);
    assert_eq!(plan.steps.iter().map(mark).collect::<Vec<_>>(), expect);
}

#[test]
fn a_later_report_overtakes_an_earlier_one() {
    let early = report("a", "2023-05", 0, step(Stage::Scheduled, ""));
    let late = report("b", "2023-07", 0, step(Stage::Shelved, ""));
    check(&[early.clone(), late.clone()], Stage::Shelved, &["scheduled*", "shelved"]);
    let anew = report("c", "2023-09", 0, step(Stage::Scheduled, ""));
    check(&[early, late, anew], Stage::Scheduled, &["scheduled*", "shelved", "scheduled"]);
}

#[test]
fn what_an_article_looks_back_on_is_overtaken_by_what_it_reports() {
    let of = |n, stage, target| report("a", "2023-07-12", n, step(stage, target));
    let off = of(0, Stage::Shelved, "");
    check(&[off.clone(), of(1, Stage::Scheduled, "2024")], Stage::Shelved, &["scheduled*", "shelved"]);
    check(&[off, of(0, Stage::Scheduled, "2024")], Stage::Shelved, &["scheduled", "shelved"]);
    let later = of(2, Stage::Delayed, "2023-12");
    check(
        &[of(1, Stage::Scheduled, "2023-07-11"), later.clone()],
        Stage::Delayed,
        &["scheduled*", "delayed"],
    );
    // The new day of what is put off.
    check(&[of(1, Stage::Scheduled, "2024-02"), later], Stage::Delayed, &["scheduled", "delayed"]);
}

#[test]
fn what_others_drop_is_not_overtaken() {
    let by = |code: &str, n, stage| {
        let mut asserted = step(stage, "");
        if let Asserted::Step(step) = &mut asserted {
            step.by = vec![Voice { codes: vec![code.to_owned()], ..Voice::default() }];
        }
        report("a", "2023-07-12", n, asserted)
    };
    check(
        &[by("PER", 0, Stage::Cancelled), by("CHL", 1, Stage::Scheduled)],
        Stage::Cancelled,
        &["scheduled", "cancelled"],
    );
    check(
        &[by("PER", 0, Stage::Cancelled), by("PER", 1, Stage::Scheduled)],
        Stage::Cancelled,
        &["scheduled*", "cancelled"],
    );
}

#[test]
fn who_is_against_two_things_in_one_breath_objects_once() {
    let at = |n, asserted| report("a", "2023-07-12", n, asserted);
    let mut background = at(4, against("RUS", "the alliance's growth", false));
    background.told.at.span.end -= 20;
    let mut object = at(4, against("RUS", "its reach elsewhere", false));
    object.told.at.span.start += 20;
    "its words".clone_into(&mut object.told.quote);
    let reports = [
        at(0, step(Stage::Scheduled, "")),
        at(1, step(Stage::Proposed, "")),
        at(2, step(Stage::Shelved, "")),
        at(3, against("FRA", "the office", true)),
        background,
        object,
    ];
    let known = known(&reports);
    let who: Vec<_> = known.stances_on(0).map(|s| (s.holder.label(), s.toward.words.clone())).collect();
    let expect = [("FRA", "the office"), ("RUS", "its reach elsewhere")];
    assert_eq!(who, expect.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

/// Status and target of the plans behind one event that these claims tell of.
#[track_caller]
fn check_announced(claims: Vec<Claim>, expect: &[(Stage, &str)]) {
    let events = [Event::of(claims).expect("claims")];
    let known = derive(&[] as &[Assertion], &events);
    let target = |p: &Plan| p.target.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut found: Vec<_> = known.plans.iter().map(|p| (p.status, target(p))).collect();
    found.sort();
    let mut expect: Vec<_> = expect.iter().map(|(s, t)| (*s, (*t).to_owned())).collect();
    expect.sort();
    assert_eq!(found, expect);
}

#[test]
fn what_was_announced_for_one_time_is_not_what_was_done_at_another() {
    use entente_text::Status::{CalledOff, Happened, Scheduled};
    let visit =
        |doc, date, status| claim("CONSULT", "visit", &["PER"], &["CHL"]).doc(doc).on(date).status(status);
    let planned = || visit("a", "2030-05-04", Scheduled);
    check_announced(vec![planned(), visit("b", "2030-05-04", Happened)], &[(Stage::Done, "2030-05-04")]);
    check_announced(vec![planned(), visit("b", "2030-06", Happened)], &[(Stage::Scheduled, "2030-05-04")]);
    check_announced(vec![planned(), visit("b", "2030", Happened)], &[(Stage::Scheduled, "2030-05-04")]);
    check_announced(
        vec![planned(), visit("b", "2030-05-11", Scheduled)],
        &[(Stage::Scheduled, "2030-05-04"), (Stage::Scheduled, "2030-05-11")],
    );
    // That somebody does not go is not yet that the visit is called off, and "may be put off" is only feared.
    let off = |words: &str| Claim { quote: words.to_owned(), ..visit("b", "2030-05-04", CalledOff) };
    check_announced(vec![planned(), off("Peru postponed the visit")], &[(Stage::Cancelled, "2030-05-04")]);
    check_announced(vec![planned(), off("Peru did not visit")], &[(Stage::Scheduled, "2030-05-04")]);
    check_announced(vec![planned(), off("may be postponed")], &[(Stage::Scheduled, "2030-05-04")]);
    // That somebody did not come is no plan by itself.
    check_announced(vec![visit("a", "2030-05-04", CalledOff)], &[]);
}

#[test]
fn an_article_that_announces_does_not_tell_that_it_was_done() {
    use entente_text::Status::{Happened, Proposed, Scheduled};
    let visit = |doc, start, status| {
        claim("CONSULT", "visit", &["PER"], &["CHL"])
            .doc(doc)
            .at(start, "Peru visits Chile")
            .on("2030-05-04")
            .status(status)
    };
    check_announced(
        vec![visit("a", 0, Scheduled), visit("a", 100, Happened)],
        &[(Stage::Scheduled, "2030-05-04")],
    );
    let unsure = Claim { confidence: 0.3, ..visit("a", 0, Scheduled) };
    check_announced(vec![unsure], &[]);
    let wish = |words: &str| Claim { quote: words.to_owned(), ..visit("a", 0, Proposed) };
    check_announced(vec![wish("Peru proposed to visit Chile")], &[(Stage::Proposed, "2030-05-04")]);
    check_announced(vec![wish("Peru may visit Chile")], &[]);
}

#[test]
fn a_report_that_says_less_of_the_day_is_of_the_plan() {
    use entente_text::DateBasis;
    use entente_text::Status::Scheduled;
    let visit = |doc, from: &str, to: &str, date| {
        claim("CONSULT", "visit", &[from], &[to]).doc(doc).on(date).status(Scheduled)
    };
    let inferred = |claim| Claim { date_basis: Some(DateBasis::Inferred), ..claim };
    let day = || visit("a", "PER", "CHL", "2030-05-04");
    let one = [(Stage::Scheduled, "2030-05-04")];
    check_announced(vec![day(), inferred(visit("b", "PER", "CHL", "2030-06"))], &one);
    check_announced(vec![day(), visit("b", "PER", "CHL", "2030-05")], &one);
    // The visit that is returned, and another season.
    let other = |date| [(Stage::Scheduled, "2030-05-04"), (Stage::Scheduled, date)];
    check_announced(vec![day(), visit("b", "CHL", "PER", "2030-05")], &other("2030-05"));
    check_announced(vec![day(), inferred(visit("b", "PER", "CHL", "2030-09"))], &other("2030-09"));
}
