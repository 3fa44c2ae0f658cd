//! What a block is by its neighbours: teasers, names under articles, where articles begin and end.

use crate::block::Block;
use crate::form;
use crate::lexicon::{Lexicon, Role};
use crate::shape::{Ending, Shape};
use crate::signal::Class;
use entente_text::Span;
use std::collections::BTreeSet;

/// How strong the signs of a new article must be (see [`Page::score`]).
const ENOUGH: i32 = 4;
/// The same in a record with a title of its own: it is one article, nearly always.
const ENOUGH_IN_RECORD: i32 = 5;
/// The fewest bytes of sentences that make an article, and the fewest below another's end.
const ARTICLE: (usize, usize) = (300, 160);
/// How many blocks above a title its names are looked for in, and how many below it give them.
const NEIGHBOURS: (usize, usize) = (40, 6);
/// With a smaller share of its names known from above, a text is about something else.
const FEW_NAMES: f64 = 0.3;
/// Longer texts are not searched for names, in bytes.
const MAX_TEXT: usize = 4000;
/// How many short lines before a title are looked over.
const MENU: usize = 60;

/// Where an article begins, and whether that line is its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// Index of the block.
    pub block: usize,
    /// Whether the block is the title; otherwise the article has none of its own here.
    pub titled: bool,
}

/// A document's blocks in their context.
pub struct Page<'a> {
    text: &'a str,
    /// The separate title, empty when there is none.
    record_title: &'a str,
    lexicon: &'a Lexicon,
    /// The blocks; the steps set their classes.
    pub blocks: Vec<Block>,
}

impl<'a> Page<'a> {
    pub fn new(text: &'a str, record_title: &'a str, blocks: Vec<Block>, lexicon: &'a Lexicon) -> Self {
        Self { text, record_title, lexicon, blocks }
    }

    /// Settles what every block is; returns where the articles begin, in order.
    pub fn settle(&mut self) -> Vec<Start> {
        self.front_matter();
        self.chronology();
        self.cut_texts();
        self.repeated_titles();
        self.names();
        let starts = self.starts();
        self.linked_titles(&starts);
        for (i, start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).map_or(self.blocks.len(), |next| next.block);
            self.after_the_end(start.block, end);
        }
        starts
    }

    fn words(&self, span: Span) -> &'a str {
        span.slice(self.text)
    }

    fn same_words(&self, a: usize, b: usize) -> bool {
        self.words(self.blocks[a].span) == self.words(self.blocks[b].span)
    }

    /// The `---` block at the head of a Markdown file.
    fn front_matter(&mut self) {
        let rule = |b: &Block| matches!(b.span.slice(self.text), "---" | "...");
        if !self.blocks.first().is_some_and(rule) {
            return;
        }
        let Some(end) = self.blocks.iter().skip(1).take(80).position(rule) else { return };
        let keys = self.blocks[1..=end].iter().all(|b| {
            let words = b.span.slice(self.text);
            words.contains(':') || words.starts_with(['-', '#'])
        });
        if keys {
            for block in &mut self.blocks[..=end + 1] {
                block.class = Class::Furniture(Role::Plain);
            }
        }
    }

    /// Dates between the paragraphs of an article are its subheads.
    fn chronology(&mut self) {
        let mut sentences = 0;
        for i in 0..self.blocks.len() {
            let dates = self.blocks[i].class == Class::Furniture(Role::Date);
            let between = |a: Option<&Block>, b: Option<&Block>| {
                a.is_some_and(|a| a.class == Class::Text) && b.is_some_and(Block::is_sentence)
            };
            if dates && sentences >= 2 && between(self.blocks.get(i - 1), self.blocks.get(i + 1)) {
                self.blocks[i].class = Class::Text;
            }
            sentences += usize::from(self.blocks[i].is_sentence());
        }
    }

    /// Texts that were cut off belong to other articles, and so do the titles above them.
    fn cut_texts(&mut self) {
        let mut article_text = 0;
        for i in 0..self.blocks.len() {
            let block = &self.blocks[i];
            if block.class != Class::Text {
                continue;
            }
            if article_text > 0 && self.is_cut_off(i) && self.stands_apart(i) {
                self.blocks[i].class = Class::Teaser;
                self.titles_above(i);
            } else if block.is_sentence() {
                article_text += 1;
            }
        }
    }

    /// Whether the block's text breaks off: dots after a blank, or after a word that can't end a sentence, or
    /// under a title that is given twice, or after the article's end.
    fn is_cut_off(&self, i: usize) -> bool {
        let block = &self.blocks[i];
        match block.shape.ending {
            Ending::Cut => true,
            Ending::Dots => {
                let words = self.words(block.span).trim_end_matches(['.', '…']);
                let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
                self.lexicon.is_dangling(last) || self.is_doubled_above(i) || self.follows_an_end(i)
            }
            _ => false,
        }
    }

    /// Whether a cut text is not the last words of a paragraph among others: a title stands above it, or no
    /// further text below.
    fn stands_apart(&self, i: usize) -> bool {
        let below = self.blocks[i + 1..].iter().find(|b| !is_plain(b));
        let text_below = below.is_some_and(|b| b.is_sentence() && b.shape.ending != Ending::Cut);
        let above = &self.blocks[i - 1];
        !text_below || above.class == Class::Teaser || (above.is_title_like() && above.shape.words >= 5)
    }

    fn is_doubled_above(&self, i: usize) -> bool {
        i >= 2 && self.blocks[i - 1].is_title_like() && self.same_words(i - 1, i - 2)
    }

    /// Whether the next article-like thing above is the sign of an article's end.
    fn follows_an_end(&self, i: usize) -> bool {
        let above = self.blocks[..i].iter().rev().find(|b| !is_plain(b));
        above.is_some_and(|b| ends_an_article(b) || b.class == Class::Teaser)
    }

    /// Marks the title, given once or twice, right above a cut text.
    fn titles_above(&mut self, i: usize) {
        let Some(title) = i.checked_sub(1) else { return };
        if !(self.blocks[title].is_title_like() && self.blocks[title].shape.words >= 4) {
            return;
        }
        self.blocks[title].class = Class::Teaser;
        if title > 0 && self.blocks[title - 1].is_title_like() && self.same_words(title, title - 1) {
            self.blocks[title - 1].class = Class::Teaser;
        }
    }

    /// A title given twice below an article's text is a link to another one.
    fn repeated_titles(&mut self) {
        let Some(first) = self.blocks.iter().position(Block::is_sentence) else { return };
        for i in first + 2..self.blocks.len() {
            let pair = self.blocks[i].is_title_like() && self.blocks[i - 1].is_title_like();
            if pair && self.blocks[i].shape.words >= 4 && self.same_words(i, i - 1) {
                self.blocks[i].class = Class::Teaser;
                self.blocks[i - 1].class = Class::Teaser;
            }
        }
    }

    /// What may be a name is one where no text follows: under the article, or before a picture or a menu; but
    /// not among key words or links.
    fn names(&mut self) {
        let unsigned = self.listed_below_text();
        let mut below = None;
        for i in (0..self.blocks.len()).rev() {
            let block = &self.blocks[i];
            let text_follows = below.is_some_and(|b: usize| {
                let b = &self.blocks[b];
                b.class == Class::Caption
                    || (b.class == Class::Text && !(b.is_title_like() && b.shape.words >= 6))
            });
            if block.name && block.class == Class::Text && !text_follows && unsigned[i] == Some(false) {
                self.blocks[i].class = Class::Byline;
            }
            if !is_plain(&self.blocks[i]) {
                below = Some(i);
            }
        }
    }

    /// For each block, whether a list (of links, of key words, a form) stands between it and the last text
    /// above; `None` where no text stands above.
    fn listed_below_text(&self) -> Vec<Option<bool>> {
        let mut state = None;
        let step = |block: &Block| {
            let before = state;
            if block.is_sentence() {
                state = Some(false);
            } else if matches!(block.class, Class::Furniture(Role::Related | Role::End)) {
                state = state.map(|_| true);
            }
            before
        };
        self.blocks.iter().map(step).collect()
    }

    /// Where articles begin.
    fn starts(&mut self) -> Vec<Start> {
        let mut starts = vec![self.first_start()];
        let enough = if self.record_title.is_empty() { ENOUGH } else { ENOUGH_IN_RECORD };
        let mut sentences = 0;
        for i in starts[0].block + 1..self.blocks.len() {
            let block = &self.blocks[i];
            if sentences >= 2 && block.is_title_like() && self.is_new_article(i, enough) {
                starts.push(Start { block: i, titled: true });
                sentences = 0;
            } else if block.is_sentence() {
                sentences += 1;
            }
        }
        starts
    }

    /// The first article: its title is the first line like one; the short lines before it are a menu.
    fn first_start(&mut self) -> Start {
        let text: Vec<usize> =
            (0..self.blocks.len()).filter(|&i| self.blocks[i].class == Class::Text).take(MENU).collect();
        let untitled = Start { block: 0, titled: false };
        let first_sentence = text.iter().position(|&i| self.blocks[i].is_sentence()).unwrap_or(text.len());
        if !self.record_title.is_empty() {
            let again = text.first().filter(|&&i| self.repeats_record_title(i));
            return again.map_or(untitled, |&block| Start { block, titled: true });
        }
        // A headline may trail off, where a text does not.
        let trailing =
            |i: usize| self.blocks[i].shape.ending == Ending::Dots && self.blocks[i].shape.bytes <= 200;
        if first_sentence == 0 && text.len() > 2 && trailing(text[0]) {
            return Start { block: text[0], titled: true };
        }
        let titles = &text[..first_sentence];
        let long = |&&i: &&usize| self.blocks[i].shape.words >= 5 && self.blocks[i].is_title_like();
        let title_like = |&&i: &&usize| self.blocks[i].is_title_like();
        let Some(&title) = titles.iter().find(long).or_else(|| titles.iter().rev().find(title_like)) else {
            return untitled;
        };
        for &i in titles.iter().take_while(|&&i| i < title) {
            self.blocks[i].class = Class::Furniture(Role::Plain);
        }
        Start { block: title, titled: true }
    }

    /// Whether a block says again what the record's title says.
    fn repeats_record_title(&self, i: usize) -> bool {
        let (mut a, mut b) = (String::new(), String::new());
        form::compared(self.words(self.blocks[i].span), &mut a);
        form::compared(self.record_title, &mut b);
        self.blocks[i].shape.words >= 3
            && !a.is_empty()
            && (a == b || b.contains(&a) || a.contains(&b) && a.len() < b.len() + 40)
    }

    /// Whether an article begins at the title-like block `i`; that it is about something else than what stands
    /// above settles the close cases.
    fn is_new_article(&self, i: usize, enough: i32) -> bool {
        let score = self.score(i);
        score >= enough || (score + 1 == enough && self.share_of_known_names(i) < FEW_NAMES)
    }

    /// Which share of the capitalised words in and below block `i` stands above it too.
    fn share_of_known_names(&self, i: usize) -> f64 {
        let (above, below) = NEIGHBOURS;
        let known = self.names_in(i.saturating_sub(above), i);
        let here = self.names_in(i, (i + below).min(self.blocks.len()));
        let shared = here.intersection(&known).count();
        if here.is_empty() { 1.0 } else { shared as f64 / here.len() as f64 }
    }

    fn names_in(&self, from: usize, to: usize) -> BTreeSet<&'a str> {
        let texts =
            self.blocks[from..to].iter().filter(|b| b.class == Class::Text && b.shape.bytes <= MAX_TEXT);
        texts
            .flat_map(|b| self.words(b.span).split([' ', ',', '.', '"', '“', '”', '(', ')', ':', ';', '\'']))
            .filter(|word| word.starts_with(form::is_capital))
            .collect()
    }

    /// How much speaks for a new article that begins with the title-like block `i`: the end of another
    /// before it, its length, and what follows: a standfirst, a picture, enough text.
    fn score(&self, i: usize) -> i32 {
        let (sentences, bytes) = self.text_below(i);
        let end = self.end_above(i);
        if sentences < 2 || bytes < if end >= ENOUGH { ARTICLE.1 } else { ARTICLE.0 } {
            return 0;
        }
        let block = &self.blocks[i];
        let long = match block.shape.words {
            ..=5 => -2,
            6..=7 => 0,
            8..=11 => 1,
            12.. => 2,
        };
        let mark = i32::from(block.shape.ending == Ending::Mark);
        end + long - mark + self.opening_below(i)
    }

    /// Signs above a block that an article ended there.
    fn end_above(&self, i: usize) -> i32 {
        if self.blocks[i].glued {
            return 3;
        }
        let above = self.blocks[..i].iter().rev().find(|b| !is_plain(b));
        match above {
            Some(b) if matches!(b.class, Class::Furniture(Role::End)) => 3,
            Some(b) if ends_an_article(b) => 4,
            Some(b) if matches!(b.class, Class::Teaser | Class::Furniture(Role::Related)) => 1,
            _ => 0,
        }
    }

    /// Signs below a title that an article opens: a short first text, and a picture after it.
    fn opening_below(&self, i: usize) -> i32 {
        let mut below =
            self.blocks[i + 1..].iter().filter(|b| !matches!(b.class, Class::Furniture(_) | Class::Byline));
        let (Some(first), Some(second)) = (below.next(), below.next()) else { return 0 };
        let third_is_text = below.next().is_some_and(Block::is_sentence);
        let standfirst = first.is_sentence() && first.shape.bytes <= 420;
        match (standfirst, second.class) {
            (true, Class::Caption) => 3,
            (true, Class::Text) if second.shape.bytes > first.shape.bytes && third_is_text => 1,
            _ if first.class == Class::Caption => 1,
            _ => 0,
        }
    }

    /// Sentences below a title, up to the next sign of an end: how many, and their bytes.
    fn text_below(&self, i: usize) -> (usize, usize) {
        let (mut sentences, mut bytes) = (0, 0);
        for block in self.blocks[i + 1..].iter().take(12) {
            match block.class {
                Class::Teaser | Class::Credit { ends: true } => break,
                Class::Furniture(Role::Related | Role::End) if sentences > 0 => break,
                Class::Text if block.is_sentence() => {
                    sentences += 1;
                    bytes += block.shape.bytes;
                }
                _ => {}
            }
        }
        (sentences, bytes)
    }

    /// Titles under "Tin liên quan" and its like, up to the next text, are links.
    fn linked_titles(&mut self, starts: &[Start]) {
        let titles: Vec<usize> = starts.iter().filter(|s| s.titled).map(|s| s.block).collect();
        let mut linking = false;
        for i in 0..self.blocks.len() {
            let block = &self.blocks[i];
            match block.class {
                _ if titles.binary_search(&i).is_ok() => linking = false,
                Class::Furniture(Role::Related) => linking = true,
                Class::Furniture(Role::Plain | Role::Date) | Class::Teaser => {}
                Class::Text if linking && block.is_title_like() && !self.is_subhead_below_links(i) => {
                    let words = block.shape.words;
                    self.blocks[i].class =
                        if words >= 4 { Class::Teaser } else { Class::Furniture(Role::Plain) };
                }
                _ => linking = false,
            }
        }
    }

    /// A short title between links and a text belongs to the text.
    fn is_subhead_below_links(&self, i: usize) -> bool {
        let above_is_link = i > 0 && self.blocks[i - 1].class == Class::Teaser;
        let text_below = self.blocks.get(i + 1).is_some_and(Block::is_sentence);
        self.blocks[i].shape.words <= 5 && above_is_link && text_below
    }

    /// What stands below an article's last text and a sign of its end is no part of it.
    fn after_the_end(&mut self, from: usize, to: usize) {
        self.page_footer(from, to);
        let Some(last) = (from..to).rev().find(|&i| self.blocks[i].is_sentence()) else { return };
        let (mut ended, mut page) = (false, false);
        for block in &mut self.blocks[last + 1..to] {
            let words = block.shape.words;
            if block.class == Class::Text && (ended || (page && words <= 3)) {
                let title = block.shape.is_title_like() && words >= 5;
                block.class = if title { Class::Teaser } else { Class::Furniture(Role::Plain) };
            }
            page |= is_plain(block);
            ended |= ends_an_article(block)
                || matches!(block.class, Class::Teaser | Class::Furniture(Role::Related));
        }
    }

    /// Texts below a comment form or a footer are readers' words and the like, when most of the article stands
    /// above: the same phrases stand in tool bars at its head too.
    fn page_footer(&mut self, from: usize, to: usize) {
        let bytes = |b: &Block| if b.is_sentence() { b.shape.bytes } else { 0 };
        let all: usize = self.blocks[from..to].iter().map(bytes).sum();
        let mut above = 0;
        let end = (from..to).find(|&i| {
            above += bytes(&self.blocks[i]);
            self.blocks[i].class == Class::Furniture(Role::End) && above * 3 >= all * 2
        });
        let Some(end) = end.filter(|_| all > 0) else { return };
        for block in &mut self.blocks[end..to] {
            if block.is_sentence() {
                block.class = Class::Furniture(Role::Plain);
            }
        }
    }
}

/// Whether a block is a phrase of the page that tells nothing about its surroundings.
fn is_plain(block: &Block) -> bool {
    matches!(block.class, Class::Furniture(Role::Plain | Role::Date))
}

/// Whether a block stands at the end of articles only.
fn ends_an_article(block: &Block) -> bool {
    matches!(block.class, Class::Credit { ends: true } | Class::Byline | Class::Furniture(Role::End))
}

/// Whether a line can be the summary under a headline, by its outside.
pub fn can_be_standfirst(shape: Shape) -> bool {
    shape.words >= 6 && shape.bytes <= 900
}
