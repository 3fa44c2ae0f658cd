//! The times of a whole document, in order: what "yesterday" and "a month after that" are reckoned from.
//!
//! Four things are settled that a sentence alone leaves open. The document's day, where the text gives it in passing
//! ("today (22 March)"). The year of a bare day and month, where a neighbour names the same month with its year, or where
//! the sentence has just said the year. What is relative to the document's day. What is relative to the date last
//! mentioned. A year that nothing settles stays open: days are reckoned without it.

use crate::node::Node;
use crate::series::{Stretch, Way};
use crate::tagger::{Prefer, Tagged};
use crate::timex::{self, Anchors, Known, Reading};
use entente_text::{Anchor, Edtf, Grain, TimexType};
use std::collections::BTreeMap;

/// Sentences within which a month with its year settles the year of a day of that month.
const NEAR: u32 = 4;
/// Bytes within which two expressions count as neighbours, where the caller numbers no sentences.
const CLOSE: u32 = 400;

/// Fills in what the whole document settles, in place. `tagged` holds the expressions of one document in order, with
/// their sentences numbered ([`Tagged::sentence`]) and spans in the document's text; `published` is the publication date,
/// when it is known: a day, or an interval where every day of it says the same.
pub fn resolve_in_text(tagged: &mut [Tagged], published: Option<&Edtf>) {
    let published = published.and_then(timex::known);
    let day = published.filter(|k| !k.open_year && k.stretch.grain == Grain::Day && !k.stretch.interval);
    let document = day.or_else(|| tagged.iter().find_map(told_day));
    settle_years(tagged);
    let window = published.filter(|k| day.is_none() && !k.open_year);
    let mut mentioned = Mentioned::default();
    for tag in tagged.iter_mut() {
        if matches!(tag.expression.timex, TimexType::Duration | TimexType::Set)
            && tag.expression.relative.is_none()
        {
            continue;
        }
        // "The same day" is that of the last day told, even if a year was told since.
        let any = tag.meaning.arena.get(tag.meaning.root) == Node::Last;
        let unit = tag.expression.relative.filter(|_| !any).map_or(Grain::Century, |r| r.unit);
        let last = mentioned.last(unit);
        if tag.is_open() {
            let anchors = Anchors { document, last };
            let reading = match window {
                Some(window) => by_window(tag, window, document, last),
                None => tag.read(&anchors),
            };
            tag.take(reading);
        }
        if let Some(known) = tag.known.filter(|k| k.stretch.grain <= Grain::Year) {
            mentioned.note(known);
        }
    }
}

/// The dates mentioned last, one for each unit that they are precise to, with their number.
#[derive(Default)]
struct Mentioned {
    by_grain: BTreeMap<Grain, (usize, Known)>,
    count: usize,
}

impl Mentioned {
    fn note(&mut self, known: Known) {
        self.count += 1;
        self.by_grain.insert(known.stretch.grain, (self.count, known));
    }

    /// The date mentioned last that is at least as precise as a unit.
    fn last(&self, unit: Grain) -> Option<Known> {
        self.by_grain.range(..=unit).map(|(_, last)| last).max_by_key(|(at, _)| *at).map(|(_, known)| *known)
    }
}

/// Reads an expression against both ends of the stretch in which the document was published: what they agree on holds.
fn by_window(tag: &Tagged, window: Known, document: Option<Known>, last: Option<Known>) -> Reading {
    let plain = tag.read(&Anchors { document, last });
    if plain.edtf.as_ref().is_some_and(|e| !e.has_open_year()) {
        return plain;
    }
    let at = |t: i64| {
        let document = Known {
            stretch: Stretch::unit(crate::civil::floor(t, Grain::Day), Grain::Day),
            open_year: false,
        };
        tag.read(&Anchors { document: Some(document), last })
    };
    let (first, end) = (at(window.stretch.start), at(window.stretch.end - 1));
    if first.edtf == end.edtf && first.edtf.is_some() { first } else { plain }
}

/// The document's day, where a relative day stands beside its date.
fn told_day(tag: &Tagged) -> Option<Known> {
    timex::date_beside(&tag.meaning.arena, tag.meaning.root)?;
    let relative =
        tag.expression.relative.filter(|r| r.anchor == Anchor::Document && r.unit == Grain::Day)?;
    let known = tag.known?;
    let day = crate::civil::floor(known.stretch.start, Grain::Day);
    let start = crate::civil::add(day, Grain::Day, -i64::from(relative.offset));
    Some(Known { stretch: Stretch::unit(start, Grain::Day), open_year: known.open_year })
}

/// Gives days and months without a year the year that their neighbours name.
fn settle_years(tagged: &mut [Tagged]) {
    for i in 0..tagged.len() {
        let bare = tagged[i].known.is_some_and(|k| k.open_year) && tagged[i].expression.relative.is_none();
        if !bare {
            continue;
        }
        if let Some(year) = year_of_same_month(tagged, i).or_else(|| year_just_said(tagged, i))
            && let Some(edtf) = tagged[i].expression.edtf.as_ref().map(|e| e.with_year(year))
            && !edtf.has_open_year()
        {
            let tag = &mut tagged[i];
            tag.expression.value = tag.expression.value.replace("XXXX-", &format!("{year:04}-"));
            tag.known = timex::known(&edtf);
            tag.expression.edtf = Some(edtf);
        }
    }
}

fn near(a: &Tagged, b: &Tagged) -> bool {
    let gap = a.expression.span.start.abs_diff(b.expression.span.start);
    a.sentence.abs_diff(b.sentence) <= NEAR && gap <= 3 * CLOSE
}

fn beside(a: &Tagged, b: &Tagged) -> bool {
    a.sentence == b.sentence && a.expression.span.start.abs_diff(b.expression.span.start) <= CLOSE
}

/// Year and month of an expression that names both.
fn year_and_month(tag: &Tagged) -> Option<(i32, u8)> {
    let known = tag.known.filter(|k| !k.open_year && k.stretch.grain <= Grain::Month)?;
    let (y, m, _) = crate::civil::ymd(crate::civil::day_of(known.stretch.start));
    Some((y, m))
}

/// The one year that neighbours give to the month of an expression.
fn year_of_same_month(tagged: &[Tagged], i: usize) -> Option<i32> {
    let known = tagged[i].known?;
    let (_, month, _) = crate::civil::ymd(crate::civil::day_of(known.stretch.start));
    let dated = |t: &&Tagged| t.known.is_some();
    let before = tagged[..i].iter().rev().find(dated);
    let after = tagged[i + 1..].iter().find(dated);
    let neighbours = [before, after].into_iter().flatten().filter(|t| near(t, &tagged[i]));
    let mut years: Vec<i32> =
        neighbours.filter_map(year_and_month).filter(|(_, m)| *m == month).map(|(y, _)| y).collect();
    years.dedup();
    if let [year] = years[..] { Some(year) } else { None }
}

/// The one year that the sentence has named before an expression: "in 2018, … on 12 June".
fn year_just_said(tagged: &[Tagged], i: usize) -> Option<i32> {
    let from = i.saturating_sub(8);
    let mut years: Vec<(i32, Grain)> = tagged[from..i]
        .iter()
        .filter(|t| beside(t, &tagged[i]) && t.expression.relative.is_none())
        .filter_map(|t| t.known.filter(|k| !k.open_year && !k.stretch.interval))
        .map(|k| (crate::civil::ymd(crate::civil::day_of(k.stretch.start)).0, k.stretch.grain))
        .collect();
    years.dedup();
    match years[..] {
        [(year, Grain::Year)] => Some(year),
        _ => None,
    }
}

impl Tagged {
    /// Moves it by so many bytes and numbers its sentence: from a sentence's own text to the document's.
    #[must_use]
    pub fn moved(mut self, by: usize, sentence: u32) -> Self {
        self.expression.span = self.expression.span.shift(by);
        self.sentence = sentence;
        self
    }

    /// Whether the calendar does not settle it yet.
    fn is_open(&self) -> bool {
        self.expression.edtf.as_ref().is_none_or(Edtf::has_open_year)
    }

    fn read(&self, anchors: &Anchors) -> Reading {
        let way = if self.expression.ahead { Way::After } else { self.prefer.way() };
        timex::read(&self.meaning.arena, self.meaning.root, anchors, way)
    }

    /// Takes over what a reading knows better.
    fn take(&mut self, reading: Reading) {
        if reading.edtf.is_none() && self.expression.edtf.is_some() {
            return;
        }
        self.known = reading.known;
        self.expression.value = reading.value;
        self.expression.edtf = reading.edtf;
        self.expression.grain = reading.grain;
    }
}

impl Prefer {
    pub(crate) fn way(self) -> Way {
        match self {
            Self::Past => Way::Before,
            Self::Future => Way::After,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Context, Tagged, Tagger, resolve_in_text};
    use entente_lang::Pack;
    use entente_text::Edtf;

    /// Tags each sentence by itself, then the whole.
    fn times(sentences: &[&str], published: Option<&str>) -> Vec<(String, String)> {
        let tagger = Tagger::new(&Pack::of("vi").expect("a pack")).expect("a valid pack");
        let published = published.map(|p| Edtf::parse(p).expect("a date"));
        let context = Context { published: published.clone(), ..Context::default() };
        let mut at = 0;
        let mut all: Vec<Tagged> = Vec::new();
        for (i, sentence) in sentences.iter().enumerate() {
            all.extend(tagger.tag(sentence, &context).into_iter().map(|t| t.moved(at, i as u32)));
            at += sentence.len() + 1;
        }
        resolve_in_text(&mut all, published.as_ref());
        let text = sentences.join(" ");
        let edtf = |t: &Tagged| t.expression.edtf.as_ref().map(Edtf::to_string).unwrap_or_default();
        all.iter().map(|t| (t.expression.span.slice(&text).to_owned(), edtf(t))).collect()
    }

    fn check(sentences: &[&str], published: Option<&str>, expect: &[(&str, &str)]) {
        let found = times(sentences, published);
        let found: Vec<_> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, expect, "{sentences:?}");
    }

    #[test]
    fn the_text_tells_its_day() {
        check(
            &[
                "Hai ngoại trưởng hội đàm hôm nay (22-3).",
                "Hôm qua họ đã dùng bữa tối.",
                "Ngày mai đoàn về nước.",
            ],
            None,
            &[("hôm nay (22-3)", "XXXX-03-22"), ("Hôm qua", "XXXX-03-21"), ("Ngày mai", "XXXX-03-23")],
        );
        check(
            &["Tàu rời cảng hôm qua 1-3.", "Hôm nay biển lặng."],
            None,
            &[("hôm qua 1-3", "XXXX-03-01"), ("Hôm nay", "XXXX-03-02")],
        );
    }

    #[test]
    fn a_narrative_goes_on_from_its_last_date() {
        check(
            &[
                "Hai nước ký biên bản vào tháng 4/2005.",
                "Một tháng sau đó, đoàn đàm phán trở lại.",
                "Cùng năm, văn phòng mở cửa.",
            ],
            None,
            &[("tháng 4/2005", "2005-04"), ("Một tháng sau đó", "2005-05"), ("Cùng năm", "2005")],
        );
        check(
            &["Cuộc họp bế mạc ngày 30/6.", "Hai ngày sau đó, các bên công bố văn kiện."],
            None,
            &[("ngày 30/6", "XXXX-06-30"), ("Hai ngày sau đó", "XXXX-07-02")],
        );
    }

    #[test]
    fn a_year_is_taken_from_a_neighbour_that_is_plainly_the_same() {
        check(
            &["Hội nghị tháng 6/2022 họp tại thủ đô.", "Ngày 28/6, các nhà lãnh đạo tới nơi."],
            None,
            &[("tháng 6/2022", "2022-06"), ("Ngày 28/6", "2022-06-28")],
        );
        check(
            &["Năm 2018, hai bên gặp nhau hôm 12/6 trên đảo."],
            None,
            &[("Năm 2018", "2018"), ("hôm 12/6", "2018-06-12")],
        );
        check(
            &["Ngày 11/7, ông nhắc lại thoả thuận năm 2005."],
            None,
            &[("Ngày 11/7", "XXXX-07-11"), ("năm 2005", "2005")],
        );
    }

    #[test]
    fn the_publication_date_settles_the_rest() {
        check(
            &["Đoàn đến nơi ngày 25/12.", "Tuần trước họ còn ở châu Âu.", "Lễ ký dự kiến diễn ra ngày 10/1."],
            Some("2024-01-05"),
            &[
                ("ngày 25/12", "2023-12-25"),
                ("Tuần trước", "2023-12-25/2023-12-31"),
                ("ngày 10/1", "2024-01-10"),
            ],
        );
        check(&["Ông phát biểu ngày 31/1."], Some("2023-04-04/2023-07-11"), &[("ngày 31/1", "2023-01-31")]);
    }
}
