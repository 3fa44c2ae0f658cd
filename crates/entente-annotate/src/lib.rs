//! Annotation: sentences, tokens, mentions, time expressions, quotations.
//!
//! Useful for: what an article names, where, and which polity stands behind it. Not useful for: what the
//! parties do to each other (`entente-code`). Pure: no I/O, no clock, no randomness; never fails on text.
//!
//! The way through: passages are split into sentences and tokens ([`sentence`]); at each token the longest
//! entry of the lists is taken ([`pieces`]); neighbours grow into noun phrases ([`chunk`]); a first look at
//! all phrases of an article gathers its persons ([`people`]); a second one, in reading order, resolves names
//! and words of reference ([`reference`]); quotation marks are paired and given a speaker ([`quotation`]).

mod abbreviation;
mod chunk;
mod focus;
mod grammar;
mod lexicon;
mod people;
mod pieces;
mod quotation;
mod reference;
mod seat;
mod sentence;

pub use lexicon::Lexicon;

use chunk::{Chunk, chunks};
use entente_lang::{Pack, PackError};
use entente_text::{
    Annotated, CleanDocument, Mention, Note, Quotation, Sentence, TimeExpression, Token, Word,
};
use entente_time::{Context, Tagged, Tagger};
use entente_world::World;
use entente_world::history::History;
use focus::Focus;
use people::People;
use pieces::Words;
use std::sync::Arc;

/// So many time expressions of a document are looked for: some thousand times as many as an article has.
const MOST_TIMES: usize = 500_000;
/// So many of an article are settled together: what they leave open for each other lies nearer.
const SETTLED_TOGETHER: usize = 20_000;
/// So many of an article are handed on to dating, which reads fewer.
const FIRST_TIMES: usize = 4_000;

/// Annotates documents of one language.
#[derive(Debug)]
pub struct Annotator {
    lexicon: Lexicon,
    tagger: Arc<Tagger>,
}

impl Annotator {
    /// Compiles the pack's lists and the reference world's names.
    pub fn new(pack: &Pack, world: &World) -> Result<Self, PackError> {
        Self::with_tagger(pack, world, Arc::new(Tagger::new(pack)?))
    }

    /// The same with a time tagger of the pack that others use as well.
    pub fn with_tagger(pack: &Pack, world: &World, tagger: Arc<Tagger>) -> Result<Self, PackError> {
        Ok(Self { lexicon: Lexicon::new(pack, world, History::embedded())?, tagger })
    }

    /// Finds sentences, tokens, mentions, time expressions and quotations.
    pub fn annotate(&self, clean: CleanDocument) -> Annotated {
        self.annotate_and_tag(clean).0
    }

    /// The same, with the time expressions as the words of each sentence alone tell them: what dating an article begins
    /// with. None where the document came with its day, which the words are then read by.
    pub fn annotate_and_tag(&self, clean: CleanDocument) -> (Annotated, Option<Vec<Tagged>>) {
        let (sentences, tokens) = sentence::split(&self.lexicon, &clean);
        let words = self.lexicon.vocabulary.look_up_all(clean.document.text(), &tokens);
        let (times, tags) = self.times(&clean, &sentences);
        let mut clean = clean;
        if times.len() >= MOST_TIMES {
            let message = format!("only its first {MOST_TIMES} times and dates were read");
            clean.notes.push(Note { span: None, message });
        }
        let (mut mentions, mut quotations) = (Vec::new(), Vec::new());
        for range in articles(&sentences) {
            let part = &sentences[range];
            let (found, said) = self.article(&clean, part, (&tokens, &words), &times);
            let shift = mentions.len() as u32;
            mentions.extend(found);
            quotations
                .extend(said.into_iter().map(|q| Quotation { speaker: q.speaker.map(|s| s + shift), ..q }));
        }
        (Annotated { clean, sentences, tokens, words, mentions, times, quotations }, tags)
    }

    fn times(
        &self,
        clean: &CleanDocument,
        sentences: &[Sentence],
    ) -> (Vec<TimeExpression>, Option<Vec<Tagged>>) {
        let text = clean.document.text();
        let context = Context { published: clean.document.published.date.clone(), ..Context::default() };
        let mut all: Vec<TimeExpression> = Vec::new();
        let mut alone = context.published.is_none().then(Vec::new);
        for range in articles(sentences) {
            let (mut tagged, mut kept): (Vec<Tagged>, usize) = (Vec::new(), 0);
            let settle = |tagged: &mut Vec<Tagged>, all: &mut Vec<TimeExpression>| {
                entente_time::resolve_in_text(tagged, context.published.as_ref());
                all.extend(tagged.drain(..).map(|t| t.expression));
            };
            for (number, sentence) in sentences[range].iter().enumerate() {
                if all.len() + tagged.len() >= MOST_TIMES {
                    break;
                }
                for mut found in self.tagger.tag(sentence.span.slice(text), &context) {
                    found.expression.span = found.expression.span.shift(sentence.span.start as usize);
                    found.sentence = number as u32;
                    if let Some(alone) = alone.as_mut().filter(|_| kept < FIRST_TIMES) {
                        alone.push(found.clone());
                        kept += 1;
                    }
                    tagged.push(found);
                }
                if tagged.len() >= SETTLED_TOGETHER {
                    settle(&mut tagged, &mut all);
                }
            }
            settle(&mut tagged, &mut all);
        }
        (all, alone)
    }

    fn article(
        &self,
        clean: &CleanDocument,
        sentences: &[Sentence],
        (tokens, known): (&[Token], &[Word]),
        times: &[TimeExpression],
    ) -> (Vec<Mention>, Vec<Quotation>) {
        let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else {
            return Default::default();
        };
        let base = first.first as usize;
        let day = clean.document.published.date.as_ref().and_then(entente_text::Edtf::first_day);
        let own = base..last.last as usize;
        let words = Words {
            text: clean.document.text(),
            tokens: &tokens[own.clone()],
            known: &known[own],
            lexicon: &self.lexicon,
            day,
        };
        let local: Vec<Sentence> = sentences
            .iter()
            .map(|s| Sentence { first: s.first - base as u32, last: s.last - base as u32, ..s.clone() })
            .collect();
        let from = times.partition_point(|t| t.span.end <= first.span.start);
        let to = times.partition_point(|t| t.span.start < last.span.end);
        let timed = TimeMask::new(&words, &times[from..to]);
        let mut found: Vec<Chunk<'_>> = local
            .iter()
            .flat_map(|s| chunks(&words, s.first as usize, s.last as usize, &|at| timed.covers(at)))
            .collect();
        seat::settle(&self.lexicon, &mut found);
        let people = People::gather(&words, &found);
        let pairs = quotation::pairs(&words);
        let mut mentions = resolve(&words, &people, &local, &pairs, &found);
        let quotations = quotation::quotations(&words, &pairs, &local, &mentions);
        quotation::fill_speakers(&words, &mut mentions, &quotations, &local);
        for mention in &mut mentions {
            mention.first += base as u32;
            mention.last += base as u32;
        }
        abbreviation::settle(clean.document.text(), tokens, &mut mentions);
        (mentions, quotations)
    }
}

/// The mentions of an article, in reading order.
fn resolve(
    words: &Words<'_>,
    people: &People,
    sentences: &[Sentence],
    quoted: &[(usize, usize)],
    chunks: &[Chunk<'_>],
) -> Vec<Mention> {
    let mut focus = Focus::default();
    let (mut sentence, mut pair, mut first) = (0, 0, 0);
    let mut mentions: Vec<Mention> = Vec::new();
    for chunk in chunks {
        while sentences.get(sentence).is_some_and(|s| chunk.first >= s.last as usize) {
            reference::of_only_state(words.lexicon, &mut mentions[first..]);
            first = mentions.len();
            focus.next_sentence();
            sentence += 1;
        }
        while quoted.get(pair).is_some_and(|(_, to)| *to <= chunk.first) {
            focus.quoted(false);
            pair += 1;
        }
        focus.quoted(quoted.get(pair).is_some_and(|(from, _)| *from < chunk.first));
        let begin = sentences.get(sentence).map_or(0, |s| s.first as usize);
        mentions.extend(reference::mention(words, people, &mut focus, chunk, begin));
    }
    reference::of_only_state(words.lexicon, &mut mentions[first..]);
    mentions
}

/// Which tokens lie in a time expression.
struct TimeMask(Vec<bool>);

impl TimeMask {
    fn new(words: &Words<'_>, times: &[TimeExpression]) -> Self {
        let mut mask = vec![false; words.tokens.len()];
        let mut at = 0;
        for time in times {
            while at < words.tokens.len() && words.tokens[at].span.end <= time.span.start {
                at += 1;
            }
            let mut i = at;
            while i < words.tokens.len() && words.tokens[i].span.start < time.span.end {
                mask[i] = true;
                i += 1;
            }
        }
        Self(mask)
    }

    fn covers(&self, at: usize) -> bool {
        self.0.get(at).copied().unwrap_or(false)
    }
}

/// So many tokens of an article are annotated together; a longer one, as no newspaper prints, in parts that know nothing
/// of each other's persons.
const LONGEST: u32 = 300_000;

/// Runs of sentences of the same article.
fn articles(sentences: &[Sentence]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (i, sentence) in sentences.iter().enumerate() {
        match runs.last_mut() {
            Some(run)
                if sentences[run.start].article == sentence.article
                    && sentence.last - sentences[run.start].first <= LONGEST =>
            {
                run.end = i + 1;
            }
            _ => runs.push(i..i + 1),
        }
    }
    runs
}
