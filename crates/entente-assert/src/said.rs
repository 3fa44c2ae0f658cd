//! Quotations: the words and who said them.

use crate::build::{Reader, made};
use crate::lexicon::Tag;
use crate::scene::{Scene, What};
use crate::voice::voice;
use entente_text::{Asserted, Assertion, Edtf, Mention, MentionKind, Quotation, Said, SaidForm, Span, Voice};

/// The fewest words of a quotation that is somebody's own sentence wherever it stands; of one behind a colon or a comma;
/// of a few words within a sentence.
const WHOLE: usize = 9;
const OPENED: usize = 4;
const PARTIAL: usize = 3;
/// The fewest words of a clause in the reporter's words.
const CLAUSE: usize = 6;

impl Reader<'_> {
    /// The quotations between marks that begin in the sentence of a scene.
    pub(crate) fn direct(&mut self, scene: &Scene<'_>, index: usize, out: &mut Vec<Assertion>) {
        let within = scene.sentence.span;
        let first = self.annotated.quotations.partition_point(|q| q.span.start < within.start);
        for q in self.annotated.quotations[first..].iter().take_while(|q| q.span.start < within.end) {
            out.extend(self.quotation(scene, index, q));
        }
    }

    fn quotation(&mut self, scene: &Scene<'_>, index: usize, q: &Quotation) -> Option<Assertion> {
        let document = &self.annotated.clean.document;
        let words = trimmed(self.annotated.text(), q.span);
        let form = self.form(scene, words)?;
        let (speaker, surely) = self.speaker(scene, q, form)?;
        let speaker = self.memory.voices.settle(speaker);
        if speaker.name.is_none() && speaker.codes.is_empty() {
            return None;
        }
        let stated = scene
            .time((0..scene.items.len()).filter(|i| !scene.items[*i].quoted))
            .and_then(|t| t.edtf.clone());
        let date = self.memory.dated(&speaker, stated.filter(is_day), index);
        let said = Said {
            speaker: Some(speaker),
            words: document.quote(words).to_owned(),
            form,
            outlet: outlet(scene, q.span),
        };
        let rule = if form == SaidForm::Direct { "said.marks" } else { "said.few" };
        let confidence = match (form, surely) {
            (SaidForm::Direct, true) => 0.9,
            (SaidForm::Direct, false) => 0.7,
            (_, true) => 0.65,
            _ => 0.5,
        };
        Some(made(self, scene, Asserted::Quotation(said), words, date, confidence, rule))
    }

    /// How the words are quoted; `None` where they are a title or a word used with distance.
    fn form(&self, scene: &Scene<'_>, words: Span) -> Option<SaidForm> {
        let text = words.slice(self.annotated.text());
        let count = text.split_whitespace().count();
        let first = scene.items.iter().position(|i| i.span.start >= words.start).unwrap_or(scene.items.len());
        // The item before the opening mark.
        let before = first.checked_sub(2);
        let titled = before.is_some_and(|b| scene.items[b].has(Tag::Title));
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        let opened =
            before.is_none_or(|b| scene.is_mark(b, &[":", ",", "-", "–"]) || scene.items[b].has(Tag::That));
        if count >= WHOLE && !titled || opened && capital && count >= OPENED {
            return Some(SaidForm::Direct);
        }
        (count >= PARTIAL && !titled && !capital).then_some(SaidForm::Partial)
    }

    /// Who speaks, and whether that is plain.
    fn speaker(&self, scene: &Scene<'_>, q: &Quotation, form: SaidForm) -> Option<(Voice, bool)> {
        let at = scene.items.iter().position(|i| i.span.start >= q.span.start).unwrap_or(scene.items.len());
        if form == SaidForm::Partial {
            let verb = (0..at).rev().find(|i| {
                !scene.items[*i].quoted
                    && scene.items[*i].any(|t| matches!(t, Tag::Say(_) | Tag::Quoting | Tag::Stance(_)))
            })?;
            let subject = scene.subject(verb, 0)?;
            if scene.mention(subject).is_some_and(|m| m.rule == "media") {
                return None;
            }
            return Some((voice(scene, subject, verb), true));
        }
        if let Some(mention) = q.speaker.and_then(|s| self.annotated.mentions.get(s as usize)) {
            return Some((self.voice_of(mention), true));
        }
        self.unnamed(scene, q, at)
    }

    /// A speaker whom only a name behind the marks or before them tells of.
    fn unnamed(&self, scene: &Scene<'_>, q: &Quotation, at: usize) -> Option<(Voice, bool)> {
        let last = self.scene_of(q.span.end.saturating_sub(1))?;
        let close = last.items.iter().position(|i| i.span.start >= q.span.end)?;
        let name = (close..last.items.len().min(close + 4)).find(|i| last.items[*i].what == What::Name);
        let says = |s: &Scene<'_>, i: usize| s.items[i].any(|t| matches!(t, Tag::Say(_)));
        if let Some(name) = name
            && (name + 1..last.items.len()).any(|i| says(&last, i))
        {
            return Some((voice(&last, name, last.items.len()), false));
        }
        let verb = (0..at).rev().find(|i| says(scene, *i) && !scene.items[*i].quoted)?;
        let subject = scene.subject(verb, 0)?;
        Some((voice(scene, subject, verb), false))
    }

    /// The voice of a mention, with what its own sentence says of it.
    fn voice_of(&self, mention: &Mention) -> Voice {
        let plain = || Voice {
            words: self.annotated.clean.document.quote(mention.span).to_owned(),
            name: mention.name.clone(),
            role: mention.role.clone(),
            codes: if mention.kind == MentionKind::Outsider { Vec::new() } else { mention.polities.clone() },
        };
        let Some(scene) = self.scene_of(mention.span.start) else { return plain() };
        let at = scene.items.iter().position(|i| {
            matches!(i.what, What::Mention(_))
                && i.span.start >= mention.span.start
                && i.span.end == mention.span.end
        });
        at.map_or_else(plain, |at| {
            let at = cited(&scene, at).unwrap_or(at);
            let verb =
                (at + 1..scene.items.len()).find(|i| scene.items[*i].any(|t| matches!(t, Tag::Say(_))));
            voice(&scene, at, verb.unwrap_or(scene.items.len()))
        })
    }

    /// Clauses in the reporter's words: "X cho rằng …", "…, X cho biết".
    pub(crate) fn indirect(&mut self, scene: &Scene<'_>, index: usize, out: &mut Vec<Assertion>) {
        let mut done = 0;
        for verb in 0..scene.items.len() {
            let item = &scene.items[verb];
            let Some(bare) = item.find(|t| if let Tag::Say(bare) = t { Some(*bare) } else { None }) else {
                continue;
            };
            if verb < done || item.quoted {
                continue;
            }
            // "…", ông X nói: the words stand before.
            let that = scene.items.get(verb + 1).is_some_and(|i| i.has(Tag::That));
            let direct = scene.subject(verb, done).is_some_and(|s| {
                let first = scene.list_start(s);
                scene.items[first.saturating_sub(3)..first].iter().any(|i| i.quoted)
            });
            if direct && !that {
                continue;
            }
            if let Some((subject, words)) = clause_behind(scene, verb, bare, done) {
                done =
                    scene.items.iter().position(|i| i.span.start >= words.end).unwrap_or(scene.items.len());
                out.extend(self.reported(scene, index, subject, verb, words));
            } else if let Some((subject, words)) = clause_before(scene, verb, done) {
                done = verb + 1;
                out.extend(self.reported(scene, index, subject, verb, words));
            }
        }
    }

    fn reported(
        &mut self,
        scene: &Scene<'_>,
        index: usize,
        subject: usize,
        verb: usize,
        words: Span,
    ) -> Option<Assertion> {
        let document = &self.annotated.clean.document;
        if words.slice(self.annotated.text()).split_whitespace().count() < CLAUSE {
            return None;
        }
        let speaker = self.memory.voices.settle(voice(scene, subject, verb));
        if speaker.name.is_none() && speaker.codes.is_empty() {
            return None;
        }
        let stated = scene.time((0..verb).rev()).and_then(|t| t.edtf.clone());
        let date = self.memory.dated(&speaker, stated.filter(is_day), index);
        let outlet = outlet(scene, words);
        let said = Said {
            speaker: Some(speaker),
            words: document.quote(words).to_owned(),
            form: SaidForm::Indirect,
            outlet,
        };
        Some(made(self, scene, Asserted::Quotation(said), words, date, 0.7, "said.clause"))
    }
}

/// "Hãng tin A dẫn lời X": the one whom a paper or agency cites.
fn cited(scene: &Scene<'_>, at: usize) -> Option<usize> {
    if scene.mention(at)?.kind != MentionKind::Outsider {
        return None;
    }
    let verb = (at + 1..scene.items.len().min(at + 5)).find(|i| scene.items[*i].has(Tag::Cite))?;
    (verb + 1..scene.items.len().min(verb + 5))
        .find(|i| scene.mention(*i).is_some() || scene.items[*i].what == What::Name)
}

/// A day or month, not a mere year: those belong to what is said.
fn is_day(date: &Edtf) -> bool {
    date.precision() <= entente_text::Grain::Month
}

/// The words without a comma that the marks enclose.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.slice(text).trim_end_matches([',', ' ']);
    Span::new(span.start as usize, span.start as usize + words.len())
}

/// "X cho rằng …": the subject before the verb and the words to the end of the clause.
fn clause_behind(scene: &Scene<'_>, verb: usize, bare: bool, from: usize) -> Option<(usize, Span)> {
    let mut begin = verb + 1;
    let opened =
        scene.items.get(begin).is_some_and(|i| i.has(Tag::That)) || scene.is_mark(begin, &[",", ":"]);
    if opened {
        begin += 1;
        if scene.is_mark(begin, &[","]) {
            begin += 1;
        }
    } else if bare {
        return None;
    }
    let subject = scene.subject(verb, from)?;
    if scene.items.get(begin)?.quoted
        || scene.items[begin].any(|t| matches!(t, Tag::Say(_)))
        || scene.is_mark(begin, &["“", "\"", "«"])
    {
        return None;
    }
    let mut end = (begin..scene.items.len()).find(|i| scene.is_mark(*i, &[";"])).unwrap_or(scene.items.len());
    let source =
        (begin + 3..end).rev().find(|i| scene.is_mark(i - 1, &[","]) && scene.items[*i].has(Tag::To));
    if let Some(source) = source.filter(|s| s + 5 >= end) {
        end = source - 1;
    }
    while end > begin
        && scene.items[end - 1].what == What::Mark
        && !scene.is_mark(end - 1, &[")", "”", "\"", "%"])
    {
        end -= 1;
    }
    (end > begin + 2).then(|| (subject, scene.span(begin, end)))
}

/// "…, X cho biết.": the verb ends the sentence and its subject stands right behind a comma.
fn clause_before(scene: &Scene<'_>, verb: usize, from: usize) -> Option<(usize, Span)> {
    let ends = (verb + 1..scene.items.len()).all(|i| scene.items[i].what == What::Mark);
    let subject = scene.subject(verb, from)?;
    let comma = scene.list_start(subject).checked_sub(1)?;
    let free = !scene.items[from..comma].iter().any(|i| i.quoted || i.any(|t| matches!(t, Tag::Say(_))));
    (ends && free && scene.is_mark(comma, &[","]) && comma > from + 2)
        .then(|| (subject, scene.span(from, comma)))
}

/// A newspaper or agency that the sentence says the words were told to or reported through.
fn outlet(scene: &Scene<'_>, words: Span) -> Option<String> {
    (1..scene.items.len())
        .filter(|i| !words.contains(scene.items[*i].span))
        .find(|i| {
            let near = (i.saturating_sub(2)..*i).any(|b| scene.items[b].has(Tag::To));
            near && scene.mention(*i).is_some_and(|m| m.rule == "media")
        })
        .and_then(|i| scene.mention(i)?.name.clone())
}
