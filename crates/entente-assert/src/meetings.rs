//! Which of the known meetings an article speaks of: a series by its name ("the NATO summit"), told from its other meetings by
//! a place, a time, or the day of publication.

use crate::build::assertion;
use entente_lang::{Pack, PackError, Phrases, Vocabulary};
use entente_text::edtf::Ymd;
use entente_text::{
    Annotated, Asserted, Assertion, Claim, DateBasis, Edtf, Grain, Met, Party, Sentence, Span, TimeExpression,
};
use entente_world::World;
use entente_world::history::{History, Meeting, fold};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The list of `dates/dating.toml` that is of use here.
#[derive(Debug, Deserialize)]
struct Dating {
    /// Nouns for a meeting of leaders, without whose it is.
    summit: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Series(usize),
    Summit,
}

/// Finds known meetings in documents of one language.
#[derive(Debug)]
pub struct Meetings {
    lang: &'static str,
    phrases: Phrases<Is>,
    /// By the number of the series, the earliest first.
    by_series: Vec<Vec<Known>>,
    /// The leaders' meetings of an organisation.
    by_org: BTreeMap<&'static str, usize>,
}

#[derive(Debug)]
struct Known {
    meeting: &'static Meeting,
    /// Folded.
    towns: Vec<String>,
}

/// A meeting's place and time stand within so many tokens behind its name.
const REACH: usize = 14;
/// A meeting told apart by nothing but its place was held, or is to be, within so many months of the report.
const MONTHS: i32 = 9;
/// How sure it is which meeting is meant: told apart in its sentence, or the only one that its article tells apart.
const SURE: f32 = 0.8;
const ONLY: f32 = 0.6;

/// The kind of claims that meetings of leaders are.
const SUMMIT: &str = "summit";

impl Meetings {
    /// Reads the names of the series in the pack's language from the reference world.
    pub fn new(pack: &Pack) -> Result<Self, PackError> {
        let history = History::embedded();
        let mut vocabulary = Vocabulary::new(pack)?;
        let mut phrases = Phrases::default();
        let mut by_org = BTreeMap::new();
        let mut by_series = Vec::new();
        for (number, series) in history.series().iter().enumerate() {
            for name in series.names(pack.lang()) {
                phrases.insert(&vocabulary.folded_phrase(&name), Is::Series(number));
            }
            if series.id == format!("{}-summit", series.org.to_lowercase()) {
                by_org.insert(series.org, number);
            }
            by_series.push(history.find_meetings(series.id, &[]).into_iter().map(known).collect());
        }
        let dating: Dating = pack.toml("dates/dating.toml")?;
        for noun in &dating.summit {
            phrases.insert(&vocabulary.folded_phrase(noun), Is::Summit);
        }
        Ok(Self { lang: pack.lang(), phrases, by_series, by_org })
    }

    /// The meetings that a document speaks of, in the order of the text: each once in a sentence. Where its place or time is
    /// not told again, the series alone means the only meeting of it that the article tells apart.
    pub fn find(&self, annotated: &Annotated) -> Vec<Assertion> {
        let spoken: Vec<(&Sentence, Vec<(Named, Span)>)> =
            annotated.sentences.iter().map(|s| (s, self.in_sentence(annotated, s))).collect();
        let mut told: BTreeMap<(u32, &str), BTreeMap<&str, &'static Meeting>> = BTreeMap::new();
        for (sentence, found) in &spoken {
            for (named, _) in found {
                if let Named::One(meeting) = named {
                    told.entry((sentence.article, meeting.series)).or_default().insert(meeting.id, meeting);
                }
            }
        }
        let only = |article: u32, series: usize| {
            let all = told.get(&(article, self.by_series[series].first()?.meeting.series))?;
            all.values().next().copied().filter(|_| all.len() == 1)
        };
        let mut all = Vec::new();
        for (sentence, found) in spoken {
            let mut seen = BTreeSet::new();
            for (named, at) in found {
                let (meeting, sure) = match named {
                    Named::One(meeting) => (Some(meeting), SURE),
                    Named::Series(series) => (only(sentence.article, series), ONLY),
                };
                if let Some(meeting) = meeting.filter(|m| seen.insert(m.id)) {
                    all.push(self.line(annotated, sentence, (meeting, sure), at));
                }
            }
        }
        all
    }

    /// Claims of leaders meeting that stand in the words of a known meeting are of that meeting: they have its days, unless
    /// their own are stated, and the organisation whose meeting it is takes part.
    pub fn settle(found: &[Assertion], claims: &mut [Claim]) {
        let history = History::embedded();
        for claim in claims.iter_mut().filter(|c| c.kind == SUMMIT) {
            let here = |a: &&Assertion| {
                let (x, y) = (a.at, claim.trigger);
                x.part == y.part && x.span.start < y.span.end && y.span.start < x.span.end
            };
            let Some(told) = found.iter().find(here) else { continue };
            let Asserted::Meeting(met) = &told.asserted else { continue };
            let Some(meeting) = history.all_meetings().iter().find(|m| m.id == met.id) else { continue };
            if claim.date.is_none() || claim.date_basis == Some(DateBasis::Inferred) {
                claim.date.clone_from(&told.date);
                claim.date_basis = Some(DateBasis::Inferred);
            }
            // A series that is two states' own ("US_DPRK") is no party.
            let acts = World::embedded().polity(meeting.org).is_some();
            let known = |p: &Party| p.code == meeting.org;
            if acts && !claim.actors.iter().chain(&claim.recipients).any(known) {
                claim.recipients.push(Party::of(meeting.org));
            }
        }
    }

    fn in_sentence(&self, annotated: &Annotated, sentence: &Sentence) -> Vec<(Named, Span)> {
        let words = &annotated.words[sentence.tokens()];
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((length, is)) = self.phrases.longest(words[at..].iter().map(|w| w.folded)) else {
                at += 1;
                continue;
            };
            let name = (sentence.first as usize + at, sentence.first as usize + at + length);
            let series = match is.first() {
                Some(Is::Series(number)) => Some((*number, true)),
                _ => self.series_of(annotated, sentence, name.1),
            };
            let spoken = Spoken { annotated, sentence, name };
            found.extend(series.and_then(|(number, near)| spoken.named(&self.by_series, number, near)));
            at += length;
        }
        found
    }

    /// The leaders' meetings of the organisation named right behind the noun, else of the only one in the sentence; and whether
    /// it is right behind.
    fn series_of(&self, annotated: &Annotated, sentence: &Sentence, behind: usize) -> Option<(usize, bool)> {
        const NEAR: usize = 3;
        let org = |codes: &[String]| match codes {
            [only] => self.by_org.get(only.as_str()).copied(),
            _ => None,
        };
        let all: Vec<(usize, usize)> = annotated
            .mentions_in(sentence.span)
            .filter_map(|(_, m)| Some((m.first as usize, org(&m.polities)?)))
            .collect();
        let near = all.iter().find(|(at, _)| (behind..=behind + NEAR).contains(at));
        let first = all.first().filter(|first| all.iter().all(|other| other.1 == first.1));
        near.map(|(_, number)| (*number, true)).or(first.map(|(_, number)| (*number, false)))
    }

    fn line(
        &self,
        annotated: &Annotated,
        sentence: &Sentence,
        (meeting, sure): (&Meeting, f32),
        at: Span,
    ) -> Assertion {
        let met = Asserted::Meeting(Met { id: meeting.id.to_owned() });
        let rule = format!("{}.meeting", self.lang);
        Assertion { date: meeting.dates(), ..assertion(annotated, sentence, at, met, sure, rule) }
    }
}

fn known(meeting: &'static Meeting) -> Known {
    Known { meeting, towns: meeting.places.iter().map(|p| fold(p)).collect() }
}

/// What a name stands for.
enum Named {
    One(&'static Meeting),
    /// A series, and nothing that tells its meetings apart.
    Series(usize),
}

/// A series named in a sentence.
struct Spoken<'a> {
    annotated: &'a Annotated,
    sentence: &'a Sentence,
    /// First token of the name and one past its last.
    name: (usize, usize),
}

impl Spoken<'_> {
    /// What is named: a meeting, or only its series where the organisation is named with it (`near`).
    fn named(&self, all: &[Vec<Known>], series: usize, near: bool) -> Option<(Named, Span)> {
        if let Some((meeting, at)) = self.meant(&all[series]) {
            return Some((Named::One(meeting), at));
        }
        let tokens = &self.annotated.tokens;
        let name = tokens[self.name.0].span.cover(tokens[self.name.1 - 1].span);
        let bare = near && self.time().is_none() && self.place(&all[series]).is_none();
        bare.then_some((Named::Series(series), name))
    }

    /// The one meeting that place, time and day of publication leave, with the words that name it.
    fn meant(&self, all: &[Known]) -> Option<(&'static Meeting, Span)> {
        let mut last = self.name.1;
        let mut fitting: Vec<&Known> = all.iter().collect();
        let mut told = false;
        if let Some((date, end)) = self.time() {
            fitting.retain(|m| is_at(m.meeting, date));
            told = true;
            last = last.max(end);
        }
        if let Some((place, end)) = self.place(all) {
            let there: Vec<&Known> = fitting.iter().copied().filter(|m| place.is_of(m)).collect();
            // A place that none fits was said of something else.
            if !there.is_empty() {
                fitting = there;
                told = true;
                last = last.max(end);
            }
        }
        if fitting.len() > 1 {
            let published = self.annotated.clean.document.published.date.as_ref().and_then(Edtf::bounds)?;
            fitting.retain(|m| is_near(m.meeting, published));
        }
        let tokens = &self.annotated.tokens;
        let span = tokens[self.name.0].span.cover(tokens[last - 1].span);
        match fitting.as_slice() {
            [only] if told => Some((only.meeting, span)),
            _ => None,
        }
    }

    fn window(&self) -> std::ops::Range<usize> {
        self.name.1..(self.sentence.last as usize).min(self.name.1 + REACH)
    }

    /// The first date behind the name, else the one that opens the sentence; with where it ends, 0 for one before.
    fn time(&self) -> Option<(&Edtf, usize)> {
        let of = |t: &TimeExpression| self.annotated.tokens_in(t.span);
        let all = || {
            let fine = self.annotated.times_in(self.sentence.span).filter(|t| t.grain <= Grain::Year);
            fine.filter_map(|t| Some((t.edtf.as_ref()?, of(t))))
        };
        let behind = all().find(|(_, at)| self.window().contains(&at.start)).map(|(date, at)| (date, at.end));
        let opens = |at: &std::ops::Range<usize>| at.start <= self.sentence.first as usize + 2;
        behind.or_else(|| all().find(|(_, at)| opens(at)).map(|(date, _)| (date, 0)))
    }

    /// The town or state behind the name, with where it ends.
    fn place(&self, all: &[Known]) -> Option<(Place, usize)> {
        let tokens = &self.annotated.tokens;
        let text = self.annotated.text();
        for at in self.window() {
            for end in (at + 1..=(at + 4).min(self.sentence.last as usize)).rev() {
                let name = fold(tokens[at].span.cover(tokens[end - 1].span).slice(text));
                if all.iter().any(|m| m.towns.contains(&name)) {
                    return Some((Place::Town(name), end));
                }
            }
        }
        let hosts: BTreeSet<&str> = all.iter().map(|m| m.meeting.place_code).collect();
        let behind = |m: &entente_text::Mention| self.window().contains(&(m.first as usize));
        let states = self.annotated.mentions_in(self.sentence.span).map(|(_, m)| m).filter(|m| behind(m));
        states.filter(|m| m.polities.len() == 1).find_map(|m| {
            let host = hosts.get(m.polities[0].as_str())?;
            Some((Place::State((*host).to_owned()), m.last as usize))
        })
    }
}

enum Place {
    Town(String),
    State(String),
}

impl Place {
    fn is_of(&self, known: &Known) -> bool {
        match self {
            Self::Town(town) => known.towns.contains(town),
            Self::State(code) => known.meeting.place_code == code,
        }
    }
}

/// Whether a meeting can have been at a time; with an open year, in any.
fn is_at(meeting: &Meeting, date: &Edtf) -> bool {
    let in_its_year = || {
        let (year, _, _) = meeting.term.outer().0;
        Edtf::parse(&date.as_str().replace("XXXX", &format!("{year:04}"))).ok()?.bounds()
    };
    date.bounds().or_else(in_its_year).is_some_and(|(first, last)| meeting.term.may_hold_within(first, last))
}

/// Whether a meeting lies within some months of a stretch of days.
fn is_near(meeting: &Meeting, (from, to): (Ymd, Ymd)) -> bool {
    let month = |(y, m, _): Ymd| y * 12 + i32::from(m);
    let (first, last) = meeting.term.outer();
    month(last) + MONTHS >= month(from) && month(to) + MONTHS >= month(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::annotate;
    use entente_text::{Located, SourceSpan};

    fn met(published: &str, text: &str) -> Vec<String> {
        let pack = Pack::of("vi").expect("Vietnamese");
        let found = Meetings::new(&pack).expect("the lists load").find(&annotate(text, published));
        let id = |a: &Assertion| match &a.asserted {
            Asserted::Meeting(met) => met.id.clone(),
            _ => String::new(),
        };
        found.iter().map(id).collect()
    }

    #[track_caller]
    fn check(published: &str, text: &str, expect: &[&str]) {
        assert_eq!(met(published, text), expect, "{text}");
    }

    #[test]
    fn place_time_or_publication_tell_which_meeting_is_meant() {
        check("", "Tổng thống Pháp phát biểu tại hội nghị thượng đỉnh NATO ở Lisbon.", &["nato-2010-lisbon"]);
        check("", "Tháng 9/2014, lãnh đạo Đức tới dự hội nghị thượng đỉnh NATO.", &["nato-2014-newport"]);
        check("2016-08", "Ba Lan đánh giá cao hội nghị thượng đỉnh NATO tháng 7.", &["nato-2016-warsaw"]);
        check("", "Lãnh đạo các nước NATO họp thượng đỉnh ở Chicago năm 2012.", &["nato-2012-chicago"]);
    }

    #[test]
    fn a_series_alone_means_the_only_meeting_that_the_article_tells_apart() {
        let lisbon = "Hội nghị thượng đỉnh NATO ở Lisbon khai mạc.";
        let bare = "Lãnh đạo Gruzia tham dự hội nghị thượng đỉnh NATO.";
        check("", &format!("{lisbon} {bare}"), &["nato-2010-lisbon", "nato-2010-lisbon"]);
        let other = "Tháng 9/2014, lãnh đạo Đức tới dự hội nghị thượng đỉnh NATO.";
        check("", &format!("{lisbon} {other} {bare}"), &["nato-2010-lisbon", "nato-2014-newport"]);
    }

    #[test]
    fn claims_in_the_words_of_a_meeting_are_of_it() {
        let at = Located { span: SourceSpan { start: 10, end: 40 }, ..Located::default() };
        let meetings = Meetings::new(&Pack::of("vi").expect("Vietnamese")).expect("the lists load");
        let told = |text: &str| -> Vec<Assertion> {
            let found = meetings.find(&annotate(text, "")).into_iter();
            found.map(|told| Assertion { at, ..told }).collect()
        };
        let claim = |kind: &str, start| Claim {
            kind: kind.to_owned(),
            trigger: Located { span: SourceSpan { start, end: start + 5 }, ..Located::default() },
            actors: vec![Party::of("GEO")],
            ..crate::testing::claim()
        };
        let mut claims = [claim(SUMMIT, 12), claim(SUMMIT, 50), claim("visit", 12)];
        Meetings::settle(&told("Hội nghị thượng đỉnh NATO ở Lisbon khai mạc."), &mut claims);
        let dated: Vec<_> = claims.iter().map(|c| c.date.as_ref().map(ToString::to_string)).collect();
        assert_eq!(dated, [Some("2010-11-19/2010-11-20".to_owned()), None, None]);
        assert_eq!(claims[0].recipients, [Party::of("NATO")]);
        assert!(claims[1].recipients.is_empty());
        let mut of_two = [claim(SUMMIT, 12)];
        Meetings::settle(&told("Hội nghị thượng đỉnh Mỹ - Triều ở Singapore khai mạc."), &mut of_two);
        assert!(of_two[0].date.is_some() && of_two[0].recipients.is_empty(), "{of_two:?}");
    }

    #[test]
    fn a_series_alone_names_no_meeting() {
        check("2016-08", "Hội nghị thượng đỉnh NATO luôn được chú ý.", &[]);
        check("", "Lãnh đạo Pháp tới Brussels dự hội nghị thượng đỉnh NATO ở Brussels.", &[]);
        check("", "Hội nghị thượng đỉnh NATO năm 2011 không diễn ra.", &[]);
    }
}
