//! The dates that an act can have, each with what speaks for it.

use super::calendar::{Calendar, Line, Place, Shape, Value};
use super::features::{Feature, Template};
use entente_text::{Anchor, Category, DateBasis, Edtf, Grain, Part, Relative, Span, Status};

/// An act as its sentence tells it.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// Its sentence, by index into the document's.
    pub sentence: usize,
    /// Its words.
    pub span: Span,
    /// The word that tells it, where that is known.
    pub trigger: Option<Span>,
    /// What it is.
    pub category: Category,
    /// How far it has come.
    pub status: Status,
    /// Codes of those who act.
    pub actors: Vec<&'a str>,
    /// Codes of both sides.
    pub parties: Vec<&'a str>,
}

/// A date that an act can have.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// EDTF.
    pub date: Edtf,
    /// How it would be known.
    pub basis: DateBasis,
    /// What speaks for or against it.
    pub features: Vec<Feature>,
}

/// Sentences from the article's beginning that count as its lead.
const LEAD: usize = 2;

/// More features than a candidate has.
const MOST_FEATURES: usize = 36;

/// What the features of all candidates of one act share.
struct Act<'c, 'a> {
    calendar: &'c Calendar<'a>,
    told: &'c Told<'c>,
    line: usize,
    here: &'c Line<'a>,
    said: usize,
    status: usize,
    category: usize,
    undated: usize,
    /// How many days the article names.
    days: usize,
    /// The last day or range named up to the act.
    last: Option<usize>,
    in_title: bool,
}

impl Calendar<'_> {
    /// The dates that an act of the article can have.
    pub fn candidates(&self, told: &Told<'_>) -> Vec<Candidate> {
        let Some(line) = told.sentence.checked_sub(self.first).filter(|i| *i < self.lines.len()) else {
            return Vec::new();
        };
        let here = &self.lines[line];
        let act = Act {
            calendar: self,
            told,
            line,
            here,
            said: usize::from(is_said(told.category)),
            status: told.status as usize,
            category: told.category as usize,
            undated: usize::from(!here.dated),
            days: self.values.iter().filter(|v| v.shape == Shape::Day).count(),
            last: self.last_before(line, told.span),
            in_title: self.annotated.clean.document.locate(told.span).part == Part::Title,
        };
        let mut found = Vec::with_capacity(self.values.len() * 2);
        for (index, value) in self.values.iter().enumerate() {
            let place = act.nearest(value);
            found.push(act.plain(index, value, place));
            match value.shape {
                Shape::Day => found.extend(act.month(index, value, place)),
                Shape::Range => found.extend(act.month_of_stretch(value, place)),
                Shape::Month | Shape::Year => {}
            }
        }
        found.extend(here.relative.iter().filter_map(|(span, relative)| act.reckoned(*span, *relative)));
        found.extend(here.relative.iter().filter_map(|(_, relative)| act.reckoned_from_month(*relative)));
        found
    }

    fn last_before(&self, line: usize, act: Span) -> Option<usize> {
        let days =
            self.values.iter().enumerate().filter(|(_, v)| matches!(v.shape, Shape::Day | Shape::Range));
        days.filter_map(|(i, v)| {
            let before = |p: &&Place| p.line < line || p.line == line && p.span.start <= act.end;
            Some((v.places.iter().rev().find(before)?.span.start, i))
        })
        .max()
        .map(|(_, i)| i)
    }
}

/// Whether acts of a category are mostly words.
fn is_said(category: Category) -> bool {
    use Category::{Accuse, Agree, Concede, Reject, Request, Support, Threaten};
    matches!(category, Accuse | Reject | Request | Threaten | Support | Agree | Concede)
}

impl Act<'_, '_> {
    /// The place of a date that is nearest to the act.
    fn nearest<'v>(&self, value: &'v Value) -> &'v Place {
        let act = self.told.trigger.unwrap_or(self.told.span);
        let key = |p: &&Place| (p.line.abs_diff(self.line), gap(act, p.span).1);
        value.places.iter().min_by_key(key).unwrap_or(&value.places[0])
    }

    /// How far a date of the same sentence lies from the trigger, over how many marks, and how many lie nearer.
    fn beside_trigger(
        &self,
        trigger: Span,
        value: &Value,
        place: &Place,
        add: &mut dyn FnMut(Template, &[usize]),
    ) {
        use Template as T;
        let (side, far) = gap(trigger, place.span);
        let near = match far {
            0..3 => 0,
            3..20 => 1,
            20..60 => 2,
            60..140 => 3,
            _ => 4,
        };
        let marks = |time: Span| {
            let between = Span { start: trigger.end.min(time.end), end: trigger.start.max(time.start) };
            between.slice(self.calendar.annotated.text()).matches([',', ';', ':', '"', '“', '”']).count()
        };
        let cost = |time: Span| gap(trigger, time).1 + 40 * marks(time) as u32;
        let own = cost(place.span);
        let places = self.calendar.values.iter().flat_map(|v| &v.places).filter(|p| p.line == self.line);
        let nearer = places.filter(|p| p.span != place.span && cost(p.span) < own).count();
        add(T::Trigger, &[side, near]);
        add(T::TriggerSaid, &[self.said, side, near]);
        add(T::TriggerMarks, &[marks(place.span)]);
        add(T::Rank, &[nearer, value.shape as usize]);
    }

    fn plain(&self, index: usize, value: &Value, place: &Place) -> Candidate {
        use Template as T;
        let g = value.shape as usize;
        let mut features = Vec::with_capacity(MOST_FEATURES);
        features.extend([
            Feature::new(T::Shape, &[g]),
            Feature::new(T::ShapeStatus, &[g, self.status]),
            Feature::new(T::Times, &[value.places.len()]),
        ]);
        let mut add = |template, values: &[usize]| features.push(Feature::new(template, values));
        if place.line == self.line {
            let (side, far) = gap(self.told.span, place.span);
            add(T::Same, &[g, side]);
            add(T::SameSaid, &[self.said, g, side]);
            if side > 0 {
                add(T::Gap, &[side, step(far)]);
            }
            if let Some(trigger) = self.told.trigger {
                self.beside_trigger(trigger, value, place, &mut add);
            }
            let other = self.calendar.annotated.quotation_of(place.span);
            add(T::OtherWords, &[usize::from(other.is_some_and(|q| !q.span.contains(self.told.span)))]);
        } else {
            let away = self.away(place);
            add(T::Away, &[away]);
            add(T::AwayShape, &[away, g]);
            if self.undated == 1 { add(T::AwayUndated, &[away, g]) } else { add(T::Elsewhere, &[g]) }
        }
        if self.calendar.day == Some(index) {
            add(T::Day, &[]);
            add(T::DaySaid, &[self.said]);
            add(T::DayUndated, &[self.undated]);
            add(T::DayStatus, &[self.status]);
            add(T::DayTold, &[usize::from(self.calendar.day_is_told)]);
            add(T::DayCategory, &[self.category]);
        }
        if self.last == Some(index) {
            add(T::Last, &[]);
            add(T::LastSaid, &[self.said]);
            add(T::LastUndated, &[self.undated]);
        }
        if self.in_title {
            add(T::Title, &[usize::from(self.calendar.day == Some(index))]);
        }
        if value.places.first().is_some_and(|p| p.line <= LEAD) {
            add(T::Lead, &[g]);
        }
        if let Some(later) = self.is_later(value) {
            add(T::Later, &[usize::from(later), self.status]);
        }
        if value.shape == Shape::Year {
            let words = place.span.slice(self.calendar.annotated.text());
            add(T::Number, &[usize::from(words.starts_with(|c: char| c.is_ascii_digit()))]);
            add(T::YearCategory, &[self.category]);
        }
        if place.ahead {
            add(T::Ahead, &[self.status]);
        }
        if place.quoted {
            add(T::Quoted, &[]);
        }
        if place.line != self.line {
            let [actor, parties, first, persons, passage] = self.beside(place);
            add(T::Actor, &[g, actor]);
            add(T::Parties, &[g, parties]);
            add(T::First, &[g, first]);
            add(T::Persons, &[g, persons]);
            add(T::Passage, &[g, passage]);
        }
        let basis = if place.line == self.line { stated(place.relative) } else { DateBasis::Inferred };
        Candidate { date: value.date.clone(), basis, features }
    }

    /// The month of a day, for an act of which nobody tells the day.
    fn month(&self, index: usize, value: &Value, place: &Place) -> Option<Candidate> {
        use Template as T;
        let date = month_of(&value.date)?;
        let is_day = usize::from(self.calendar.day == Some(index));
        let days = self.days;
        let depth = match self.line {
            0..=1 => 0,
            2..=3 => 1,
            4..=8 => 2,
            _ => 3,
        };
        let mut features = Vec::with_capacity(MOST_FEATURES);
        features.extend([
            Feature::new(T::Month, &[]),
            Feature::new(T::MonthUndated, &[self.undated]),
            Feature::new(T::MonthSaid, &[self.said]),
            Feature::new(T::MonthCategory, &[self.category]),
            Feature::new(T::MonthStatus, &[self.status]),
            Feature::new(T::MonthDay, &[is_day]),
            Feature::new(T::MonthDays, &[days]),
            Feature::new(T::MonthDepth, &[depth]),
        ]);
        let mut add = |template, values: &[usize]| features.push(Feature::new(template, values));
        if is_day == 1 {
            add(T::MonthDayUndated, &[self.undated]);
            add(T::MonthDayTold, &[usize::from(self.calendar.day_is_told)]);
            add(T::MonthDaySaid, &[self.said]);
        }
        if self.last == Some(index) {
            add(T::MonthLast, &[]);
        }
        match place.line.abs_diff(self.line) {
            0 => add(T::MonthSame, &[]),
            1..=2 => add(T::MonthClose, &[self.undated]),
            _ => add(T::MonthFar, &[]),
        }
        for (_, relative) in &self.here.relative {
            add(T::MonthRelative, &[unit(relative.unit)]);
        }
        if self.here.relative.is_empty() && !self.here.dated {
            add(T::MonthPlain, &[]);
        }
        if place.line != self.line {
            let [actor, parties, first, persons, passage] = self.beside(place);
            add(T::MonthActor, &[actor]);
            add(T::MonthParties, &[parties]);
            add(T::MonthFirst, &[first]);
            add(T::MonthPersons, &[persons]);
            add(T::MonthPassage, &[passage]);
        }
        Some(Candidate { date, basis: DateBasis::Inferred, features })
    }

    /// The month of a stretch of days, for an act of which nobody tells the day.
    fn month_of_stretch(&self, value: &Value, place: &Place) -> Option<Candidate> {
        use Template as T;
        let (first, last) = value.date.as_str().split_once('/')?;
        let month = first.get(..7).filter(|month| first.len() > month.len() && last.starts_with(month))?;
        let days = self.days;
        let features = vec![
            Feature::new(T::Stretch, &[self.undated, self.said]),
            Feature::new(T::StretchStatus, &[self.status]),
            Feature::new(T::StretchDays, &[days]),
            Feature::new(T::StretchSame, &[usize::from(place.line == self.line)]),
        ];
        Some(Candidate { date: Edtf::parse(month).ok()?, basis: DateBasis::Inferred, features })
    }

    /// What relative words of the sentence come to, as seen from the article's month: of days and weeks no more than
    /// that is said of an article whose day nobody tells.
    fn reckoned_from_month(&self, relative: Relative) -> Option<Candidate> {
        if relative.anchor != Anchor::Document || relative.fuzzy || relative.offset.abs() > 60 {
            return None;
        }
        let month = self.calendar.month()?;
        let date = match relative.unit {
            Grain::Minute | Grain::Hour | Grain::Day | Grain::Week => month,
            Grain::Month | Grain::Year => month.shifted(relative.unit, relative.offset)?,
            _ => return None,
        };
        let features = vec![Feature::new(Template::Vaguely, &[unit(relative.unit), self.said])];
        Some(Candidate { date, basis: DateBasis::RelativeToDocument, features })
    }

    /// What relative words of the sentence come to, as seen from the article's day.
    fn reckoned(&self, span: Span, relative: Relative) -> Option<Candidate> {
        use Template as T;
        if relative.anchor != Anchor::Document || relative.fuzzy || relative.offset.abs() > 60 {
            return None;
        }
        let day = &self.calendar.values[self.calendar.day?].date;
        let date = match relative.unit {
            Grain::Day | Grain::Hour | Grain::Minute => day.shifted(Grain::Day, relative.offset)?,
            Grain::Week => month_of(&day.shifted(Grain::Day, 7 * relative.offset)?)?,
            Grain::Month | Grain::Year => day.shifted(relative.unit, relative.offset)?,
            _ => return None,
        };
        let unit = unit(relative.unit);
        let features = vec![
            Feature::new(T::Reckoned, &[unit, gap(self.told.span, span).0]),
            Feature::new(T::ReckonedSaid, &[self.said, unit]),
            Feature::new(T::ReckonedStatus, &[self.status]),
            Feature::new(T::ReckonedTold, &[usize::from(self.calendar.day_is_told)]),
        ];
        Some(Candidate { date, basis: DateBasis::RelativeToDocument, features })
    }

    /// How many sentences behind (or ahead) the act the place lies, as a step.
    fn away(&self, place: &Place) -> usize {
        match place.line as i64 - self.line as i64 {
            ..-5 => 0,
            -5..-2 => 1,
            -2 => 2,
            -1 => 3,
            1 => 4,
            2 => 5,
            _ => 6,
        }
    }

    /// Whether a date lies behind the article's day; years are not looked at.
    fn is_later(&self, value: &Value) -> Option<bool> {
        fn month_day(e: &Edtf) -> Option<(&str, &str)> {
            let text = e.as_str();
            (text.len() >= 7).then(|| (&text[5..7], text.get(8..10).unwrap_or("15")))
        }
        let day = &self.calendar.values[self.calendar.day?].date;
        Some(month_day(&value.date)? > month_day(day)?)
    }

    /// Who stands in the sentence of a date: an actor of the act, all its parties, an actor as the first, the persons
    /// of the act's sentence; and whether it is the same passage.
    fn beside(&self, place: &Place) -> [usize; 5] {
        let there = &self.calendar.lines[place.line];
        let has = |code: &&str| there.polities.contains(code);
        let actor = self.told.actors.iter().any(&has);
        let parties = self.told.parties.iter().all(has);
        let first = there.polities.first().is_some_and(|c| self.told.actors.contains(c));
        let persons = match &self.here.persons {
            none if none.is_empty() => 0,
            here if here.iter().any(|p| there.persons.contains(p)) => 2,
            _ => 1,
        };
        let passage = there.passage == self.here.passage;
        [usize::from(actor), usize::from(parties), usize::from(first), persons, usize::from(passage)]
    }
}

/// How a date is known that the sentence itself names.
pub(crate) fn stated(relative: Option<Relative>) -> DateBasis {
    match relative.map(|r| r.anchor) {
        None => DateBasis::Stated,
        Some(Anchor::Document) => DateBasis::RelativeToDocument,
        Some(Anchor::LastMentioned) => DateBasis::RelativeToText,
    }
}

/// On which side of an act a time lies, and how many bytes away.
fn gap(act: Span, time: Span) -> (usize, u32) {
    if time.end <= act.start {
        (1, act.start - time.end)
    } else if time.start >= act.end {
        (2, time.start - act.end)
    } else {
        (0, 0)
    }
}

fn step(bytes: u32) -> usize {
    match bytes {
        0..20 => 0,
        20..80 => 1,
        _ => 2,
    }
}

fn unit(grain: Grain) -> usize {
    match grain {
        Grain::Week => 1,
        Grain::Month | Grain::Quarter => 2,
        Grain::Year | Grain::Decade | Grain::Century => 3,
        _ => 0,
    }
}

fn month_of(day: &Edtf) -> Option<Edtf> {
    Edtf::parse(day.as_str().get(..7)?).ok()
}
