//! From a document to its claims.

use crate::explanation::{Explanation, Wanted};
use crate::language;
use entente_annotate::Annotator;
use entente_assert::{Asserter, Bodies, Meetings, Names, Ties};
use entente_clean::Cleaner;
use entente_code::{Coder, MOST_CLAIMS, Trial};
use entente_lang::Pack;
use entente_resolve::dating::{Dater, Dating};
use entente_text::{
    Annotated, Assertion, Claim, CleanDocument, Document, Edtf, Located, Note, Published, Span,
};
use entente_time::Tagger;
use entente_world::World;
use entente_world::history::History;
use rayon::join;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub use entente_ask::DEFAULT_CONFIDENCE;

/// Why the stages can't be set up.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// A file of a language pack is wrong.
    #[error("the language pack is broken: {0}")]
    Pack(String),
    /// There is no pack of that language.
    #[error("no language pack for {0:?} (there are: {1})")]
    NoPack(String, String),
}

/// What became of a document.
#[derive(Debug, Clone)]
pub struct Coded {
    /// The document with its labelled lines.
    pub clean: CleanDocument,
    /// What its sentences assert, in the order of the text.
    pub claims: Vec<Claim>,
    /// Its quotations, stances and steps of plans, in the order of the text.
    pub assertions: Vec<Assertion>,
    /// Why nothing was coded, where nothing could be: no pack for its language.
    pub passed_over: Option<String>,
}

/// The stages of all languages that have a pack. One serves any number of threads.
#[derive(Debug)]
pub struct Pipeline {
    engines: BTreeMap<&'static str, Engine>,
    /// Whether quotations, stances, plans, persons and ties are wanted beside events.
    asserts: bool,
}

/// The stages of one language.
#[derive(Debug)]
struct Engine {
    cleaner: Cleaner,
    /// `None` where the pack has furniture phrases but no frames yet.
    annotator: Annotator,
    dater: Dater,
    coder: Coder,
    asserter: Asserter,
    names: Names,
    ties: Ties,
    bodies: Bodies,
    meetings: Meetings,
}

impl Engine {
    /// Annotates a document and dates its articles; what they leave open of their dates is settled where the
    /// dating tells. An undated document gets the stretch in which it must have been published.
    fn annotate(&self, document: Document) -> Annotated {
        let (mut annotated, tags) = self.annotator.annotate_and_tag(self.cleaner.clean(document));
        let articles: Vec<u32> = annotated.clean.articles.iter().map(|a| a.number).collect();
        let date = |article: &u32| self.dater.date_tagged(&annotated, tags.as_deref(), *article);
        let datings: Vec<Dating> = articles.iter().map(date).collect();
        for dating in &datings {
            self.dater.settle(&mut annotated, dating);
        }
        let remark = datings.iter().find_map(Dating::remark);
        annotated.clean.notes.extend(remark.map(|message| Note { span: None, message }));
        if annotated.clean.document.published.date.is_none() {
            annotated.clean.document.published = published(&articles, &datings);
        }
        annotated
    }

    fn new(pack: &Pack, world: &World) -> Result<Self, PipelineError> {
        let broken = |e: &dyn std::fmt::Display| PipelineError::Pack(e.to_string());
        let (tagger, (cleaner, coder, asserter)) = join(
            || Tagger::new(pack).map(Arc::new),
            || (Cleaner::new(pack), Coder::new(pack, world), Asserter::new(pack, world)),
        );
        let tagger = tagger.map_err(|e| broken(&e))?;
        let (annotator, dater) = join(
            || Annotator::with_tagger(pack, world, Arc::clone(&tagger)),
            || Dater::with_tagger(pack, History::embedded(), Arc::clone(&tagger)),
        );
        Ok(Self {
            cleaner: cleaner.map_err(|e| broken(&e))?,
            annotator: annotator.map_err(|e| broken(&e))?,
            dater: dater.map_err(|e| broken(&e))?,
            coder: coder.map_err(|e| broken(&e))?,
            asserter: asserter.map_err(|e| broken(&e))?,
            names: Names::new(pack).map_err(|e| broken(&e))?,
            ties: Ties::new(pack).map_err(|e| broken(&e))?,
            bodies: Bodies::new(pack).map_err(|e| broken(&e))?,
            meetings: Meetings::new(pack).map_err(|e| broken(&e))?,
        })
    }

    /// Quotations, stances and steps of plans; persons and bodies; ties.
    fn assertions(&self, annotated: &Annotated) -> Vec<Assertion> {
        let mut found = self.asserter.assert(annotated);
        found.extend(self.names.find(annotated));
        found.extend(self.ties.find(annotated));
        found.extend(self.bodies.find(annotated));
        found
    }
}

impl Pipeline {
    /// Sets up the languages that have a complete pack.
    pub fn new() -> Result<Self, PipelineError> {
        let world = World::embedded();
        let packs: Vec<Pack> =
            Pack::languages().into_iter().filter_map(Pack::of).filter(is_complete).collect();
        let engine = |pack: &Pack| Ok((pack.lang(), Engine::new(pack, world)?));
        let engines: BTreeMap<_, _> = packs.par_iter().map(engine).collect::<Result<_, PipelineError>>()?;
        if engines.is_empty() {
            return Err(PipelineError::NoPack("any language".to_owned(), Pack::languages().join(", ")));
        }
        Ok(Self { engines, asserts: true })
    }

    /// The same stages for events alone: faster, for [`Coded::assertions`] stays empty.
    #[must_use]
    pub fn events_only(mut self) -> Self {
        self.asserts = false;
        self
    }

    /// The languages that can be coded, sorted.
    pub fn languages(&self) -> Vec<&'static str> {
        self.engines.keys().copied().collect()
    }

    /// Version of the coder, stored with each claim.
    pub fn version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Cleans, annotates and codes one document. Never fails: what can't be coded says why.
    pub fn run(&self, document: Document) -> Coded {
        let (engine, passed_over) = self.engine(&document);
        let copy = document.clone();
        // One document must not end a run over thousands: a bug in a stage costs that document only.
        let stages = AssertUnwindSafe(|| {
            if passed_over.is_some() {
                return (engine.cleaner.clean(document), Vec::new(), Vec::new());
            }
            let mut annotated = engine.annotate(document);
            let mut claims = engine.coder.code(&annotated);
            if claims.len() >= MOST_CLAIMS {
                let message = format!("only its first {MOST_CLAIMS} claims were taken");
                annotated.clean.notes.push(Note { span: None, message });
            }
            self.code_foreign(&annotated, engine.coder.lang(), &mut claims);
            let meetings = engine.meetings.find(&annotated);
            Meetings::settle(&meetings, &mut claims);
            let mut assertions = Vec::new();
            if self.asserts {
                assertions = engine.assertions(&annotated);
                assertions.extend(meetings);
            }
            (annotated.clean, claims, assertions)
        });
        match catch_unwind(stages) {
            Ok((clean, claims, assertions)) => Coded { clean, claims, assertions, passed_over },
            Err(_) => Coded {
                clean: bare(copy),
                claims: Vec::new(),
                assertions: Vec::new(),
                passed_over: Some("the program failed on it; please report this text".to_owned()),
            },
        }
    }

    /// Puts what passages and quotations in another known language assert in place of what `lang` makes of them.
    fn code_foreign(&self, annotated: &Annotated, lang: &'static str, claims: &mut Vec<Claim>) {
        let foreign = self.foreign(annotated, lang);
        if foreign.is_empty() {
            return;
        }
        let document = &annotated.clean.document;
        let places: Vec<(Located, &str)> = foreign.iter().map(|(s, l)| (document.locate(*s), *l)).collect();
        let within = |claim: &Claim, place: &Located| {
            let (at, of) = (claim.trigger, place);
            at.part == of.part && of.span.start <= at.span.start && at.span.end <= of.span.end
        };
        claims.retain(|c| !places.iter().any(|(place, _)| within(c, place)));
        for (other, engine) in self.engines.iter().filter(|(l, _)| places.iter().any(|(_, of)| of == *l)) {
            let told = engine.coder.code(&engine.annotate(document.clone()));
            let here = |c: &Claim| places.iter().any(|(place, of)| of == other && within(c, place));
            claims.extend(told.into_iter().filter(here));
        }
        claims.sort_by_key(|c| (c.trigger.part, c.trigger.span.start));
    }

    /// Passages, and quotations of others, that speak another language than the document.
    fn foreign(&self, annotated: &Annotated, lang: &str) -> Vec<(Span, &'static str)> {
        let known = self.languages();
        let passages = annotated.clean.passages.iter().map(|p| p.span);
        let spans = passages.chain(annotated.quotations.iter().map(|q| q.span));
        let other = |span: Span| Some((span, language::other(span.slice(annotated.text()), lang, &known)?));
        spans.filter_map(other).collect()
    }

    /// One document as it is before it is coded, dated: for training. `None` for a language without a pack.
    pub fn annotated(&self, document: Document) -> Option<Annotated> {
        let (engine, passed_over) = self.engine(&document);
        passed_over.is_none().then(|| engine.annotate(document))
    }

    /// What one document asserts, each claim with the features that the confidence model sees: for training it.
    pub fn signals(&self, document: Document) -> Vec<(Claim, Vec<String>)> {
        let (engine, passed_over) = self.engine(&document);
        if passed_over.is_some() {
            return Vec::new();
        }
        let annotated = engine.annotate(document);
        let trials = engine.coder.explain(&annotated).into_iter().flat_map(|(_, trials)| trials);
        trials
            .filter_map(|t| Some((t.outcome.ok()?, t.signals.names().map(str::to_owned).collect())))
            .collect()
    }

    /// The coder of a language, for training and comparing.
    pub fn coder(&mut self, lang: &str) -> Option<&mut Coder> {
        self.engines.get_mut(lang).map(|e| &mut e.coder)
    }

    /// Everything that was tried in an annotated document of a language, with what came of it.
    pub fn trials(&self, lang: &str, annotated: &Annotated) -> Vec<Trial> {
        let trials = self.engines.get(lang).map(|e| e.coder.explain(annotated));
        trials.into_iter().flatten().flat_map(|(_, trials)| trials).collect()
    }

    /// What was seen in a document and why it was coded as it was.
    pub fn explain(&self, document: Document, wanted: &Wanted) -> Explanation {
        let (engine, passed_over) = self.engine(&document);
        let lang = document.lang.clone().unwrap_or_else(|| engine.coder.lang().to_owned());
        if passed_over.is_some() {
            let doc = document.id;
            return Explanation { doc, lang, published: String::new(), passed_over, sentences: Vec::new() };
        }
        let annotated = engine.annotate(document);
        Explanation::of(&annotated, &engine.coder, engine.coder.lang(), wanted)
    }

    /// Labels the lines of a document, without coding it.
    pub fn clean(&self, document: Document) -> CleanDocument {
        self.engine(&document).0.cleaner.clean(document)
    }

    /// The engine of a document's language; where there is none, one that can clean, and the reason in words.
    fn engine(&self, document: &Document) -> (&Engine, Option<String>) {
        let known = self.languages();
        let lang = language::of(document, &known);
        let lang = lang.as_deref().unwrap_or(known[0]);
        match self.engines.get(lang) {
            Some(engine) => (engine, None),
            None => (
                &self.engines[known[0]],
                Some(format!("no language pack for {lang:?} (there are: {})", known.join(", "))),
            ),
        }
    }
}

/// The publication date of a document from those of its articles: of several, the stretch that holds all.
fn published(articles: &[u32], datings: &[Dating]) -> Published {
    match datings {
        [] => Published::default(),
        [dating] => dating.published(),
        _ => {
            let several = |(n, d): (&u32, &Dating)| {
                let reasons = d.published().reasons;
                reasons.into_iter().map(|r| format!("article {n}: {r}")).collect::<Vec<_>>()
            };
            let basis = datings.iter().map(|d| d.basis).max_by_key(|b| *b as u8).unwrap_or_default();
            let reasons = articles.iter().zip(datings).flat_map(several).collect();
            Published { date: hull(datings), basis, reasons }
        }
    }
}

/// The shortest stretch that holds the intervals of all; `None` where nothing is known of one end or the other.
fn hull(datings: &[Dating]) -> Option<Edtf> {
    let first = datings.iter().map(|d| d.bounds().0).min().flatten();
    let last = datings
        .iter()
        .map(|d| d.bounds().1)
        .collect::<Option<Vec<_>>>()
        .and_then(|all| all.into_iter().max());
    let iso = |(y, m, d): (i32, u8, u8)| format!("{y:04}-{m:02}-{d:02}");
    let text = match (first, last) {
        (Some(a), Some(b)) => format!("{}/{}", iso(a), iso(b)),
        (Some(a), None) => format!("{}/..", iso(a)),
        (None, Some(b)) => format!("../{}", iso(b)),
        (None, None) => return None,
    };
    Edtf::parse(&text).ok()
}

/// A pack that has frames; others are being written.
fn is_complete(pack: &Pack) -> bool {
    !pack.files("events", ".toml").is_empty()
}

fn bare(document: Document) -> CleanDocument {
    let note = Note { span: None, message: "not cleaned".to_owned() };
    CleanDocument { document, passages: Vec::new(), articles: Vec::new(), notes: vec![note] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn pipeline() -> &'static Pipeline {
        static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
        PIPELINE.get_or_init(|| Pipeline::new().expect("the packs load"))
    }

    /// Every span of every stage slices back to its words.
    fn spans_hold(document: &Document) -> Result<usize, TestCaseError> {
        let coded = pipeline().run(document.clone());
        prop_assert_eq!(&coded.passed_over, &None);
        for passage in &coded.clean.passages {
            let words = document.text().get(passage.span.range());
            prop_assert!(words.is_some_and(|w| !w.trim().is_empty()));
        }
        for claim in &coded.claims {
            prop_assert_eq!(document.words(claim.at), &claim.quote);
            prop_assert!(!document.words(claim.trigger).is_empty());
            prop_assert!(document.words(claim.sentence).contains(document.words(claim.trigger)));
            prop_assert!((0.0..=1.0).contains(&claim.confidence));
        }
        Ok(coded.claims.len())
    }

    fn vietnamese(title: &str, body: &str) -> Document {
        let mut document = Document::new("a", title, body);
        document.lang = Some("vi".to_owned());
        document
    }

    #[test]
    fn a_plain_sentence_is_coded() {
        let document = vietnamese(
            "Nhật Bản và NATO hội đàm",
            "Ngày 12/1/2007, Nhật Bản và NATO đã hội đàm tại Brussels.",
        );
        let claims = spans_hold(&document).expect("spans hold");
        assert!(claims >= 2);
    }

    #[test]
    fn a_passage_in_another_language_is_coded_by_its_own_pack() {
        let document = vietnamese(
            "Pháp lên án Nga",
            "Pháp lên án Nga hôm 3/5/2023.\n\nGermany condemned Russia over the attack on the town, the ministry said on Monday.",
        );
        let claims = pipeline().run(document.clone()).claims;
        assert!(claims.iter().any(|c| c.rule.starts_with("en.") && c.actors[0].code == "DEU"), "{claims:?}");
        assert!(claims.iter().any(|c| c.rule.starts_with("vi.")), "{claims:?}");
        assert!(claims.iter().all(|c| document.words(c.at) == c.quote));
    }

    /// Takes minutes where a stage compares each with each.
    #[test]
    fn a_text_that_repeats_itself_is_read_to_its_end() {
        let last = "Ngày 5/6/2022, Tổng thống Mỹ Joe Biden đã hội đàm với Thủ tướng Nhật Bản Fumio Kishida tại Tokyo.";
        for piece in [
            "\"",
            "(",
            "7",
            "hợp tác ",
            "Nga Mỹ ",
            "ngày 3/5 ",
            "năm 2020 hôm sau ",
            "Nguyễn Văn An\n",
            "Hôm 12/3, Bộ trưởng Quốc phòng Nhật Bản hội đàm với người đồng cấp Philippines tại Manila. ",
        ] {
            let text = format!("{}\n\n{last}\n{last}\n", piece.repeat(40_000 / piece.len()));
            let coded = pipeline().run(vietnamese("", &text));
            assert_eq!(coded.passed_over, None, "{piece:?}");
            let ends = coded.clean.passages.last().map(|p| p.span.end as usize);
            assert_eq!(ends, Some(text.trim_end().len()), "{piece:?}");
            let near_the_end = |c: &Claim| c.trigger.span.start as usize > text.len() - 2 * last.len() - 9;
            assert!(coded.claims.iter().any(near_the_end), "{piece:?}");
        }
    }

    #[test]
    fn another_language_is_passed_over_with_a_reason() {
        let mut document = Document::new("a", "", "Bonjour.");
        document.lang = Some("fr".to_owned());
        let reason = pipeline().run(document).passed_over.unwrap_or_default();
        assert!(reason.contains("\"fr\"") && reason.contains("vi"), "{reason}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn spans_hold_on_anything(title in "\\PC{0,30}", body in "[\\PC\n\t\u{300}\u{301}\u{323}]{0,200}") {
            spans_hold(&vietnamese(&title, &body))?;
        }

        #[test]
        fn spans_hold_on_words_of_the_news(
            words in prop::collection::vec(prop::sample::select(vec![
                "Nhật Bản", "NATO", "Tổng thư ký", "thăm", "hội đàm với", "đã", "sẽ", "không", "và", ",", ".", "\n\n", "“", "”",
                "ngày 11/7", "hôm qua", "được", "bị", "lên án", "Ha\u{300}n Quo\u{302}\u{301}c", "ký thỏa thuận", "ông", "hai bên", "(", ")", ":",
                "theo", "cho biết", "nếu", "tại Tokyo", "chuyến thăm", "của", "2022-06", "🇯🇵", "Mỹ - Hàn",
            ]), 0..60)
        ) {
            spans_hold(&vietnamese("", &words.join(" ")))?;
        }
    }
}
