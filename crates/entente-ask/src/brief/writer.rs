//! Writes a briefing from the lines of a ledger.

use super::{Brief, Cited, Phrases, fill};
use crate::choice::DEFAULT_CONFIDENCE;
use crate::curve;
use crate::disputes::{DisputeRecord, SideRecord};
use crate::error::AskError;
use crate::lookup;
use crate::ties::{TieClaim, TieRecord, Ties};
use entente_code::Kinds;
use entente_ledger::{EventFilter, EventRow, Ledger, LineFilter, PlanRow, Source, StepRow};
use entente_resolve::closeness::weight;
use entente_resolve::knowledge::Block;
use entente_text::{Edtf, Located, Party, SourceSpan, Status, Voice};
use std::collections::BTreeSet;

/// The most events that a briefing tells; the weightiest are chosen.
const EVENTS: usize = 40;
/// The most sources of one sentence.
const SOURCES: usize = 4;

/// A briefing on two polities; `known` are the disputes of the ledger.
pub fn of_relation(
    ledger: &Ledger,
    a: &str,
    b: &str,
    lang: &str,
    known: &[DisputeRecord],
) -> Result<Brief, AskError> {
    let phrases = Phrases::of(lang)?;
    let (a, b) = lookup::pair(a, b)?;
    Writer { phrases: &phrases, lang, ledger, known }.relation(&a.code, &b.code)
}

/// A briefing on the plan that these words name best; `known` are the disputes of the ledger.
pub fn of_plan(ledger: &Ledger, words: &str, lang: &str, known: &[DisputeRecord]) -> Result<Brief, AskError> {
    let phrases = Phrases::of(lang)?;
    Writer { phrases: &phrases, lang, ledger, known }.plan(words)
}

struct Writer<'a> {
    phrases: &'a Phrases,
    lang: &'a str,
    ledger: &'a Ledger,
    known: &'a [DisputeRecord],
}

impl Writer<'_> {
    fn relation(&self, a: &str, b: &str) -> Result<Brief, AskError> {
        let p = self.phrases;
        let codes = [a.to_owned(), b.to_owned()];
        let filter = EventFilter {
            parties: codes.to_vec(),
            facing: true,
            min_confidence: Some(DEFAULT_CONFIDENCE),
            ..EventFilter::default()
        };
        let events = self.ledger.whole_events(&filter)?;
        let name = |code: &str| p.names(&[code.to_owned()], self.lang);
        let mut brief = Brief::new(fill(&p.title, &[("a", &name(a)), ("b", &name(b))]));
        self.numbers(&mut brief, &events)?;
        brief.heading(p.heading("ties"));
        let ties = Ties::of(self.ledger, &codes, DEFAULT_CONFIDENCE)?;
        for tie in &ties.found {
            self.tie(&mut brief, &ties.record(tie), tie.since.as_ref(), tie.until.as_ref());
        }
        self.events(&mut brief, &events);
        let plans = self.ledger.plans(&LineFilter {
            codes: codes.to_vec(),
            min_confidence: Some(DEFAULT_CONFIDENCE),
            ..LineFilter::default()
        })?;
        brief.heading(p.heading("plans"));
        for plan in &plans {
            self.plan_in_short(&mut brief, plan);
        }
        self.stances(&mut brief, &plans);
        self.disputes(&mut brief, |d| codes.iter().all(|c| d.codes.contains(c)));
        Ok(brief)
    }

    fn plan(&self, typed: &str) -> Result<Brief, AskError> {
        let p = self.phrases;
        let words: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
        let plans = self.ledger.plans(&LineFilter { words, ..LineFilter::default() })?;
        let Some(plan) = plans.iter().max_by_key(|x| (x.steps.len(), x.spread.reports)) else {
            return Err(AskError::NoPlan(typed.to_owned()));
        };
        let mut brief = Brief::new(fill(&p.plan_title, &[("what", &plan.what)]));
        self.plan_in_short(&mut brief, plan);
        brief.heading(p.heading("events"));
        for step in &plan.steps {
            let by = if step.by.is_empty() {
                String::new()
            } else {
                fill(&p.by, &[("who", &self.voices(&step.by))])
            };
            let values =
                [("date", &*p.date(step.date.as_ref())), ("stage", p.word(step.stage.name())), ("by", &by)];
            let mut sentence = fill(&p.step, &values);
            if let Some(target) = &step.target {
                sentence = format!("{sentence} {}", fill(&p.target, &[("date", &p.date(Some(target)))]));
            }
            brief.sentence(&sentence, [cited_step(step)]);
        }
        self.stances(&mut brief, std::slice::from_ref(plan));
        let about = plan.what.clone();
        self.disputes(&mut brief, |d| d.about == about);
        Ok(brief)
    }

    /// How many events there are, and where the curve stands.
    fn numbers(&self, brief: &mut Brief, events: &[EventRow]) -> Result<(), AskError> {
        let p = self.phrases;
        let dated = || events.iter().filter(|e| e.date.as_ref().is_some_and(|d| d.bounds().is_some()));
        let (Some(first), Some(last)) = (dated().next(), dated().next_back()) else { return Ok(()) };
        let docs: BTreeSet<&str> =
            events.iter().flat_map(|e| &e.claims).map(|c| c.source.sha256.as_str()).collect();
        let sentence = fill(
            &p.events,
            &[
                ("n", &events.len().to_string()),
                ("from", &p.date(first.date.as_ref())),
                ("to", &p.date(last.date.as_ref())),
                ("docs", &docs.len().to_string()),
            ],
        );
        let both = || [cited_event(first, 0), cited_event(last, 0)];
        brief.sentence(&sentence, both());
        let (points, _) = curve::curve(events, None)?;
        let Some(now) = points.last() else { return Ok(()) };
        let highest = points.iter().max_by(|a, b| a.closeness.total_cmp(&b.closeness)).unwrap_or(now);
        let lowest = points.iter().min_by(|a, b| a.closeness.total_cmp(&b.closeness)).unwrap_or(now);
        let number = |x: f64| format!("{x:+.1}");
        let day = |until: &str| p.date(Edtf::parse(until).ok().as_ref());
        let sentence = fill(
            &p.closeness,
            &[
                ("now", &number(now.closeness)),
                ("until", &day(&now.until)),
                ("high", &number(highest.closeness)),
                ("high_until", &day(&highest.until)),
                ("low", &number(lowest.closeness)),
                ("low_until", &day(&lowest.until)),
            ],
        );
        let moved: BTreeSet<&str> = points.iter().flat_map(|x| &x.moved).map(|m| m.id.as_str()).collect();
        let sources = events.iter().filter(|e| moved.contains(e.id.as_str())).map(|e| cited_event(e, e.best));
        brief.sentence(&sentence, sources.take(SOURCES));
        Ok(())
    }

    fn tie(&self, brief: &mut Brief, tie: &TieRecord, since: Option<&Edtf>, until: Option<&Edtf>) {
        let p = self.phrases;
        let when = |form: &str, date: Option<&Edtf>| {
            date.map(|d| fill(form, &[("date", &p.date(Some(d)))])).unwrap_or_default()
        };
        let mut what = p.word(tie.kind).to_owned();
        if let Some(name) = &tie.name {
            what = format!("{what} ({})", name.replace('_', " "));
        }
        let sentence = fill(
            &p.tie,
            &[
                ("what", &what),
                ("a", &p.names(&tie.from, self.lang)),
                ("b", &p.names(&tie.to, self.lang)),
                ("since", &when(&p.since, since)),
                ("until", &when(&p.until, until)),
                ("status", p.word(tie.status)),
            ],
        );
        brief.sentence(&sentence, tie.claims.iter().take(SOURCES).map(|c| self.cited_tie(c)));
    }

    fn cited_tie(&self, claim: &TieClaim) -> Cited {
        let world = claim.doc == "world";
        let part = if claim.part.is_some() { entente_text::Part::Title } else { entente_text::Part::Text };
        Cited {
            doc: if world { self.phrases.world.clone() } else { claim.doc.clone() },
            outlet: claim.outlet.clone(),
            published: claim.published.clone(),
            quote: claim.quote.clone(),
            at: (!world).then_some(Located { part, span: SourceSpan { start: claim.start, end: claim.end } }),
        }
    }

    /// The weightiest events, by date.
    fn events(&self, brief: &mut Brief, events: &[EventRow]) {
        let p = self.phrases;
        brief.heading(p.heading("events"));
        let mut chosen: Vec<&EventRow> = events.iter().collect();
        chosen.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then_with(|| a.id.cmp(&b.id)));
        let keep: BTreeSet<&str> = chosen.iter().take(EVENTS).map(|e| e.id.as_str()).collect();
        for event in events.iter().filter(|e| keep.contains(e.id.as_str())) {
            let sources = (0..event.claims.len()).take(SOURCES).map(|i| cited_event(event, i));
            brief.sentence(&self.event(event), sources);
        }
        if let Some(left) = events.len().checked_sub(EVENTS).filter(|n| *n > 0) {
            let rest = events.iter().find(|e| !keep.contains(e.id.as_str()));
            brief.sentence(&fill(&p.more, &[("n", &left.to_string())]), rest.map(|e| cited_event(e, e.best)));
        }
    }

    fn event(&self, event: &EventRow) -> String {
        let p = self.phrases;
        let (mut from, mut to) = (self.side(&event.actors), self.side(&event.recipients));
        if to.is_empty() && from.len() > 1 {
            to = from.split_off(1);
        }
        let kinds = Kinds::embedded().ok();
        let named = kinds.and_then(|k| k.get(&event.kind)).and_then(|k| k.name.get(self.lang).cloned());
        let verb = p.verb.get(&event.kind).cloned().or(named).unwrap_or_else(|| event.kind.replace('_', " "));
        let join = |names: &[String]| match names {
            [names @ .., last] if !names.is_empty() => {
                format!("{} {} {last}", names.join(", "), p.word("and"))
            }
            _ => names.join(""),
        };
        let form = match event.status {
            _ if to.is_empty() => &p.alone,
            Status::Happened => &p.happened,
            Status::Scheduled => &p.planned,
            Status::Proposed => &p.proposed,
            Status::Conditional => &p.conditional,
            Status::CalledOff => &p.called_off,
        };
        let date = p.date(event.date.as_ref());
        let mut sentence =
            fill(form, &[("date", &date), ("a", &join(&from)), ("verb", &verb), ("b", &join(&to))]);
        if let Some(said) = event.attribution() {
            let source = fill(&p.reported, &[("source", &said.source)]);
            sentence = format!("{} ({source}).", sentence.trim_end_matches('.'));
        }
        sentence
    }

    /// The polities of a side with the persons who act for them.
    fn side(&self, parties: &[Party]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        for party in parties {
            if !seen.insert(&party.code) {
                continue;
            }
            let name = self.phrases.names(std::slice::from_ref(&party.code), self.lang);
            let persons: Vec<&str> =
                parties.iter().filter(|x| x.code == party.code).filter_map(|x| x.name.as_deref()).collect();
            names.push(if persons.is_empty() { name } else { format!("{name} ({})", persons.join(", ")) });
        }
        names
    }

    fn plan_in_short(&self, brief: &mut Brief, plan: &PlanRow) {
        let p = self.phrases;
        let date = plan.status_date.as_ref().map(|d| format!(" ({})", p.date(Some(d)))).unwrap_or_default();
        let status = p.word(plan.status.name());
        let mut sentence = fill(&p.plan, &[("what", &plan.what), ("status", status), ("date", &date)]);
        if let Some(target) = &plan.target {
            sentence = format!("{sentence} {}", fill(&p.target, &[("date", &p.date(Some(target)))]));
        }
        for block in &plan.blocked_by {
            sentence = format!("{sentence} {}", self.blocked(block));
        }
        brief.sentence(&sentence, plan.steps.iter().rev().take(SOURCES).map(cited_step));
    }

    fn blocked(&self, block: &Block) -> String {
        let p = self.phrases;
        let who = p.names(std::slice::from_ref(&block.who), self.lang);
        let org = p.names(std::slice::from_ref(&block.body), self.lang);
        fill(&p.blocked, &[("who", &who), ("org", &org), ("decision", p.word(&block.rule))])
    }

    fn voices(&self, by: &[Voice]) -> String {
        let one = |v: &Voice| match &v.name {
            None if v.codes.is_empty() => v.words.clone(),
            name => self.who(name.as_deref(), &v.codes),
        };
        by.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// Somebody by name, with the polities spoken for; these alone where there is no name.
    fn who(&self, name: Option<&str>, codes: &[String]) -> String {
        let polities = self.phrases.names(codes, self.lang);
        match name {
            Some(name) if codes.is_empty() => name.to_owned(),
            Some(name) => format!("{name} ({polities})"),
            None => polities,
        }
    }

    fn stances(&self, brief: &mut Brief, plans: &[PlanRow]) {
        let p = self.phrases;
        brief.heading(p.heading("stances"));
        for stance in plans.iter().flat_map(|plan| &plan.stances) {
            let reason = stance.reason.as_ref().map(|r| fill(&p.reason, &[("words", r)])).unwrap_or_default();
            let position = p.word(stance.position.name());
            // A holder without a name is called by codes.
            let named = Some(stance.holder.as_str()).filter(|h| *h != stance.codes.join(", "));
            let who = self.who(named, &stance.codes);
            let sentence = fill(&p.stance, &[("who", &who), ("position", position), ("reason", &reason)]);
            let best = &stance.best;
            brief.sentence(&sentence, [cited(&best.source, &best.assertion.quote, best.assertion.at)]);
        }
    }

    fn disputes(&self, brief: &mut Brief, wanted: impl Fn(&DisputeRecord) -> bool) {
        let p = self.phrases;
        brief.heading(p.heading("disputes"));
        for dispute in self.known.iter().filter(|d| wanted(d)) {
            let [one, two] = dispute.sides.as_slice() else { continue };
            let value = |s: &SideRecord| {
                // "delayed for 2024": a stage and when the plan is then to be carried out.
                if let Some((stage, target)) = s.value.split_once(" for ")
                    && let Ok(target) = Edtf::parse(target)
                {
                    return format!("{} ({})", p.word(stage), p.date(Some(&target)));
                }
                let words: Vec<&str> = s.value.split(' ').map(|w| p.word(w)).collect();
                words.join(" ").trim().trim_matches(['(', ')']).to_owned()
            };
            let kind = p.word(dispute.kind);
            let sentence = fill(&p.dispute, &[("kind", kind), ("one", &value(one)), ("two", &value(two))]);
            let source = |s: &SideRecord| Cited {
                doc: s.doc.clone(),
                outlet: s.outlet.clone(),
                published: s.published.clone(),
                quote: s.quote.clone(),
                at: Some(Located {
                    part: if s.part.is_some() { entente_text::Part::Title } else { entente_text::Part::Text },
                    span: SourceSpan { start: s.start, end: s.end },
                }),
            };
            brief.sentence(&sentence, [source(one), source(two)]);
        }
    }
}

fn cited(source: &Source, quote: &str, at: Located) -> Cited {
    Cited {
        doc: source.name.clone(),
        outlet: source.outlet.clone(),
        published: source.published.clone(),
        quote: quote.to_owned(),
        at: Some(at),
    }
}

fn cited_event(event: &EventRow, claim: usize) -> Cited {
    let stored = event.claims.get(claim).unwrap_or(&event.claims[event.best]);
    cited(&stored.source, &stored.claim.quote, stored.claim.at)
}

fn cited_step(step: &StepRow) -> Cited {
    cited(step.ground.source(), step.ground.quote(), step.ground.at())
}
