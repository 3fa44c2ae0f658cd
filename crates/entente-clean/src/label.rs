//! From settled blocks to labelled passages.

use crate::block::Block;
use crate::form;
use crate::lexicon::{Lexicon, Standfirst};
use crate::page::{Page, Start, can_be_standfirst};
use crate::shape::Ending;
use crate::signal::Class;
use entente_text::{Article, Passage, PassageKind, Span};

/// A first line that is no longer than this is a standfirst where such are rare; in bytes.
const SHORT_STANDFIRST: usize = 200;
/// A first line below a byline is a standfirst when it is no longer than this, in bytes.
const BELOW_BYLINE: usize = 260;
/// A first text no longer than this sums up, where outlets begin so; in bytes.
const SUMMARY: usize = 450;
/// A line that describes a picture is not longer than this, in bytes.
const SHORT_CAPTION: usize = 230;

/// Labels the blocks of `page`, whose articles begin at `starts`; `body` is where the document's body begins.
pub fn label(
    page: &Page,
    starts: &[Start],
    lexicon: &Lexicon,
    text: &str,
    body: usize,
) -> (Vec<Passage>, Vec<Article>) {
    let mut labels = Labels { blocks: &page.blocks, lexicon, text, kinds: Vec::new() };
    labels.kinds = page.blocks.iter().map(|b| kind_of(b.class)).collect();
    for (i, &start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(page.blocks.len(), |next| next.block);
        let titled_outside = i == 0 && body > 0;
        labels.article(start, end, titled_outside);
    }
    let mut passages = title_passage(text, body);
    let mut article = 1;
    let mut next = 1;
    for (i, block) in page.blocks.iter().enumerate() {
        if starts.get(next).is_some_and(|s| s.block == i) {
            article += 1;
            next += 1;
        }
        let kind = labels.kinds[i];
        let outside = matches!(kind, PassageKind::Furniture | PassageKind::Teaser);
        passages.push(Passage {
            kind,
            span: block.span,
            line: block.line,
            article: (!outside).then_some(article),
        });
    }
    let articles = articles(&passages);
    (passages, articles)
}

fn kind_of(class: Class) -> PassageKind {
    match class {
        Class::Text => PassageKind::Body,
        Class::Furniture(_) => PassageKind::Furniture,
        Class::Caption => PassageKind::Caption,
        Class::Credit { .. } => PassageKind::Credit,
        Class::Byline => PassageKind::Byline,
        Class::Teaser => PassageKind::Teaser,
    }
}

/// The separate title, without the white space around it.
fn title_passage(text: &str, body: usize) -> Vec<Passage> {
    let raw = &text[..body];
    let title = raw.trim();
    if title.is_empty() {
        return Vec::new();
    }
    let start = raw.len() - raw.trim_start().len();
    let span = Span::new(start, start + title.len());
    vec![Passage { kind: PassageKind::Title, span, line: 0, article: Some(1) }]
}

/// The articles that the passages make up.
fn articles(passages: &[Passage]) -> Vec<Article> {
    let mut articles: Vec<Article> = Vec::new();
    for passage in passages {
        let Some(number) = passage.article else { continue };
        if articles.last().is_none_or(|a| a.number != number) {
            articles.push(Article { number, title: None, byline: None });
        }
        let Some(article) = articles.last_mut() else { continue };
        match passage.kind {
            PassageKind::Title => article.title = article.title.or(Some(passage.span)),
            PassageKind::Byline => article.byline = Some(passage.span),
            PassageKind::Credit => article.byline = article.byline.or(Some(passage.span)),
            _ => {}
        }
    }
    articles
}

/// What stands right above a line at an article's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Above {
    Title,
    Byline,
    Standfirst,
    Other,
}

struct Labels<'a> {
    blocks: &'a [Block],
    lexicon: &'a Lexicon,
    text: &'a str,
    kinds: Vec<PassageKind>,
}

impl Labels<'_> {
    /// Labels what only the place in the article tells: title, standfirst, byline and caption below it.
    fn article(&mut self, start: Start, end: usize, titled_outside: bool) {
        let mut at = start.block;
        if start.titled {
            self.kinds[at] = PassageKind::Title;
            at += 1;
            // Saved pages give the title twice: in the path and above the text.
            while at < end && self.words(at) == self.words(start.block) {
                self.kinds[at] = PassageKind::Title;
                at += 1;
            }
        } else if !titled_outside {
            return;
        }
        self.head(at, end, titled_outside);
    }

    fn words(&self, i: usize) -> &str {
        self.blocks[i].span.slice(self.text)
    }

    /// The lines under the title, up to the second text.
    fn head(&mut self, from: usize, end: usize, in_record: bool) {
        let mut above = Above::Title;
        for i in from..end {
            let block = &self.blocks[i];
            match block.class {
                Class::Byline => above = Above::Byline,
                Class::Caption => above = Above::Other,
                Class::Text if block.name && self.text_follows(i, end) => {
                    self.kinds[i] = PassageKind::Byline;
                    above = if above == Above::Standfirst { Above::Other } else { Above::Byline };
                }
                Class::Text if above != Above::Standfirst && self.is_standfirst(i, end, above, in_record) => {
                    self.kinds[i] = PassageKind::Standfirst;
                    above = Above::Standfirst;
                }
                Class::Text => return self.captions_below(i, end),
                _ => {}
            }
        }
    }

    /// Whether two more texts of the article stand below, so that a name above them is a byline, not a subhead.
    fn text_follows(&self, i: usize, end: usize) -> bool {
        self.blocks[i + 1..end].iter().filter(|b| b.is_sentence()).nth(1).is_some()
    }

    /// Whether the first text under a title sums up: others follow, and it is of the kind that outlets write.
    fn is_standfirst(&self, i: usize, end: usize, above: Above, in_record: bool) -> bool {
        let shape = self.blocks[i].shape;
        let below: Vec<usize> = self.blocks[i + 1..end]
            .iter()
            .filter(|b| b.is_sentence())
            .take(3)
            .map(|b| b.shape.bytes)
            .collect();
        let (Some(&next), Some(&longest)) = (below.first(), below.iter().max()) else { return false };
        if below.len() < 2 || !can_be_standfirst(shape) || above == Above::Other {
            return false;
        }
        match (self.lexicon.standfirst, above) {
            (Standfirst::Usual, Above::Byline) => shape.bytes <= BELOW_BYLINE && shape.bytes < longest,
            (Standfirst::Usual, _) => {
                in_record || shape.bytes <= SUMMARY || shape.bytes < longest || self.picture_below(i, end)
            }
            (Standfirst::Rare, Above::Byline) => false,
            (Standfirst::Rare, _) => {
                shape.bytes <= SHORT_STANDFIRST && shape.bytes * 3 <= next * 2 && !has_dateline(self.words(i))
            }
        }
    }

    /// Whether a picture's words come next.
    fn picture_below(&self, i: usize, end: usize) -> bool {
        let next = self.blocks[i + 1..end].iter().find(|b| !matches!(b.class, Class::Furniture(_)));
        next.is_some_and(|b| b.class == Class::Caption)
    }

    /// The line in the place of the first picture, when it describes one; and the line above a credit that
    /// stands alone.
    fn captions_below(&mut self, from: usize, end: usize) {
        let mut scratch = String::new();
        let first =
            (from..end).find(|&i| !matches!(self.blocks[i].class, Class::Furniture(_) | Class::Byline));
        for i in from..end {
            let block = &self.blocks[i];
            if block.class != Class::Text || block.shape.bytes > SHORT_CAPTION || block.shape.words < 4 {
                continue;
            }
            let credited =
                self.blocks[i + 1..end].first().is_some_and(|b| b.class == Class::Credit { ends: false });
            let described =
                Some(i) == first && matches!(block.shape.ending, Ending::Stop | Ending::Open) && {
                    form::compared(self.words(i), &mut scratch);
                    self.lexicon.describes(&scratch) && self.text_follows(i, end)
                };
            if credited || described {
                self.kinds[i] = PassageKind::Caption;
            }
        }
    }
}

/// `BRUSSELS -`, `SEOUL (Reuters) —`: a place in capitals and a dash begin the text itself.
fn has_dateline(words: &str) -> bool {
    let Some(dash) = words.find(['-', '–', '—']) else {
        return false;
    };
    let place = words[..dash].split('(').next().unwrap_or_default().trim();
    dash <= 60
        && place.chars().filter(|c| c.is_uppercase()).count() >= 3
        && !place.contains(char::is_lowercase)
}
