//! Reading an article sentence by sentence, and putting assertions together.

use crate::lexicon::Lexicon;
use crate::memory::Memory;
use crate::scene::Scene;
use entente_text::{Annotated, Asserted, Assertion, Attribution, DateBasis, Edtf, Sentence, Span};

/// Reads one document.
pub(crate) struct Reader<'a> {
    pub lang: &'static str,
    pub lexicon: &'a Lexicon,
    pub states: &'a std::collections::BTreeSet<String>,
    pub annotated: &'a Annotated,
    pub memory: Memory,
    /// The sentence being read.
    pub index: usize,
}

impl<'a> Reader<'a> {
    /// All that the document asserts.
    pub fn read(mut self) -> Vec<Assertion> {
        let mut all = Vec::new();
        for (index, sentence) in self.annotated.sentences.iter().enumerate() {
            if self.memory.article != sentence.article {
                self.memory = Memory { article: sentence.article, ..Memory::default() };
            }
            self.index = index;
            let Some(scene) = Scene::new(self.lexicon, self.annotated, sentence) else { continue };
            self.direct(&scene, index, &mut all);
            self.indirect(&scene, index, &mut all);
            self.plans(&scene, index, &mut all);
        }
        all
    }

    /// Steps of plans, and stances, which may be held toward these plans.
    fn plans(&mut self, scene: &Scene<'_>, index: usize, all: &mut Vec<Assertion>) {
        let mut named = self.objects(scene);
        self.decision(scene, all);
        for plan in &mut named {
            all.extend(self.step(scene, index, plan));
            if plan.object.parties.is_empty()
                && let Some(before) = self.memory.main(&[&plan.object.kind], &[])
            {
                plan.object.parties.clone_from(&before.parties);
            }
        }
        self.stances(scene, index, &named, all);
        for plan in &named {
            let bare = plan.object.parties.is_empty() && plan.object.places.is_empty();
            if !plan.object.pointed && !bare {
                self.memory.name(&plan.object, index);
            }
        }
        self.note_list(scene);
    }

    /// Keeps the last list of three parties or more.
    fn note_list(&mut self, scene: &Scene<'_>) {
        let lists = (0..scene.items.len()).rev().filter(|i| scene.mention(*i).is_some());
        let long = lists.map(|i| scene.codes(scene.list_start(i), i + 1)).find(|codes| codes.len() >= 3);
        if let Some(codes) = long {
            self.memory.list = codes;
        }
    }

    /// The sentence that a place lies in, as a scene.
    pub fn scene_of(&self, at: u32) -> Option<Scene<'a>> {
        let sentences = &self.annotated.sentences;
        let sentence = sentences.get(sentences.partition_point(|s| s.span.end <= at))?;
        Scene::new(self.lexicon, self.annotated, sentence)
    }
}

/// What words of a sentence assert, without a date.
pub(crate) fn assertion(
    annotated: &Annotated,
    sentence: &Sentence,
    words: Span,
    asserted: Asserted,
    confidence: f32,
    rule: String,
) -> Assertion {
    let document = &annotated.clean.document;
    Assertion {
        doc: document.id.clone(),
        article: sentence.article,
        asserted,
        date: None,
        date_basis: None,
        quote: document.quote(words).to_owned(),
        at: document.locate(words),
        sentence: document.locate(sentence.span),
        attribution: None,
        confidence,
        rule,
    }
}

/// What words of a scene assert, with its date where one is stated.
pub(crate) fn made(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    asserted: Asserted,
    words: Span,
    date: Option<Edtf>,
    confidence: f32,
    rule: &str,
) -> Assertion {
    let rule = format!("{}.{rule}", reader.lang);
    Assertion {
        date_basis: date.as_ref().map(|_| DateBasis::Stated),
        date,
        ..assertion(reader.annotated, scene.sentence, words, asserted, confidence, rule)
    }
}

/// Who says so, as it is kept with an assertion.
pub(crate) fn attributed(reader: &Reader<'_>, words: Span, codes: &[String]) -> Attribution {
    let document = &reader.annotated.clean.document;
    Attribution {
        source: document.quote(words).to_owned(),
        code: codes.first().cloned(),
        at: document.locate(words),
    }
}
