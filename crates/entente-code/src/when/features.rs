//! What speaks for or against a date, as numbered features with names.

use std::collections::BTreeMap;

/// One feature: a template with its values filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature(u16);

const SHAPE: &[&str] = &["day", "month", "year", "range"];
const WHERE: &[&str] = &["within", "before", "after"];
const GAP: &[&str] = &["near", "mid", "far"];
const NEAR: &[&str] = &["beside", "near", "mid", "far", "very far"];
const AWAY: &[&str] = &["-far", "-5", "-2", "-1", "+1", "+2", "+far"];
const FLAG: &[&str] = &["no", "yes"];
const STATUS: &[&str] = &["happened", "scheduled", "proposed", "conditional", "called_off"];
const CATEGORY: &[&str] = &[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];
const COUNT: &[&str] = &["0", "1", "2", "3", "4+"];
const PERSONS: &[&str] = &["none", "new", "shared"];
const DEPTH: &[&str] = &["lead", "early", "middle", "late"];
const UNIT: &[&str] = &["day", "week", "month", "year"];

macro_rules! templates {
    ($($variant:ident $name:literal [$($values:ident),*];)+) => {
        /// What is looked at.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Template { $($variant),+ }

        const TEMPLATES: &[(&str, &[&[&str]])] = &[$(($name, &[$($values),*])),+];
    };
}

templates! {
    Shape "shape" [SHAPE];
    Same "same sentence" [SHAPE, WHERE];
    Gap "gap" [WHERE, GAP];
    SameSaid "same sentence, said" [FLAG, SHAPE, WHERE];
    Trigger "from the trigger" [WHERE, NEAR];
    TriggerSaid "from the trigger, said" [FLAG, WHERE, NEAR];
    TriggerMarks "marks to the trigger" [COUNT];
    Rank "by nearness to the trigger" [COUNT, SHAPE];
    Number "year as a mere number" [FLAG];
    OtherWords "in other words" [FLAG];
    Away "away" [AWAY];
    AwayShape "away" [AWAY, SHAPE];
    AwayUndated "away, sentence undated" [AWAY, SHAPE];
    Elsewhere "sentence has another" [SHAPE];
    Day "article's day" [];
    DaySaid "article's day, said" [FLAG];
    DayUndated "article's day, sentence undated" [FLAG];
    DayStatus "article's day" [STATUS];
    DayTold "article's day, told" [FLAG];
    DayCategory "article's day" [CATEGORY];
    Last "last named" [];
    LastSaid "last named, said" [FLAG];
    LastUndated "last named, sentence undated" [FLAG];
    Title "act in the title, article's day" [FLAG];
    Times "times" [COUNT];
    Lead "named in the lead" [SHAPE];
    Later "later than the article's day" [FLAG, STATUS];
    ShapeStatus "shape" [SHAPE, STATUS];
    YearCategory "year" [CATEGORY];
    Ahead "to come" [STATUS];
    Quoted "quoted" [];
    Actor "actor beside it" [SHAPE, FLAG];
    Parties "all parties beside it" [SHAPE, FLAG];
    First "actor first beside it" [SHAPE, FLAG];
    Persons "persons" [SHAPE, PERSONS];
    Passage "same passage" [SHAPE, FLAG];
    Month "its month" [];
    MonthUndated "its month, sentence undated" [FLAG];
    MonthSaid "its month, said" [FLAG];
    MonthCategory "its month" [CATEGORY];
    MonthStatus "its month" [STATUS];
    MonthDay "its month, article's day" [FLAG];
    MonthDayUndated "its month, article's day, sentence undated" [FLAG];
    MonthDayTold "its month, article's day, told" [FLAG];
    MonthDaySaid "its month, article's day, said" [FLAG];
    MonthLast "its month, last named" [];
    MonthSame "its month, same sentence" [];
    MonthClose "its month, close" [FLAG];
    MonthFar "its month, far" [];
    MonthDays "its month, days named" [COUNT];
    MonthDepth "its month" [DEPTH];
    MonthRelative "its month, relative words" [UNIT];
    MonthPlain "its month, no words of time" [];
    MonthActor "its month, actor beside it" [FLAG];
    MonthParties "its month, all parties beside it" [FLAG];
    MonthFirst "its month, actor first beside it" [FLAG];
    MonthPersons "its month, persons" [PERSONS];
    MonthPassage "its month, same passage" [FLAG];
    Stretch "month of a stretch" [FLAG, FLAG];
    StretchStatus "month of a stretch" [STATUS];
    StretchDays "month of a stretch, days named" [COUNT];
    StretchSame "month of a stretch, same sentence" [FLAG];
    Reckoned "reckoned" [UNIT, WHERE];
    ReckonedSaid "reckoned, said" [FLAG, UNIT];
    ReckonedStatus "reckoned" [STATUS];
    ReckonedTold "reckoned, day told" [FLAG];
    Vaguely "reckoned from the month" [UNIT, FLAG];
}

const fn size(template: usize) -> usize {
    let values = TEMPLATES[template].1;
    let (mut n, mut i) = (1, 0);
    while i < values.len() {
        n *= values[i].len();
        i += 1;
    }
    n
}

const OFFSETS: [usize; TEMPLATES.len() + 1] = {
    let mut offsets = [0; TEMPLATES.len() + 1];
    let mut i = 0;
    while i < TEMPLATES.len() {
        offsets[i + 1] = offsets[i] + size(i);
        i += 1;
    }
    offsets
};

impl Feature {
    /// How many there are.
    pub const COUNT: usize = OFFSETS[TEMPLATES.len()];

    /// A template with its values, as indexes into their lists; an index past the end counts as the last.
    pub(crate) fn new(template: Template, values: &[usize]) -> Self {
        let template = template as usize;
        let lists = TEMPLATES[template].1;
        let at = lists.iter().zip(values).fold(0, |at, (list, v)| at * list.len() + (*v).min(list.len() - 1));
        Self((OFFSETS[template] + at) as u16)
    }

    /// Its number, below [`Feature::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The feature of a number.
    pub fn from_index(index: usize) -> Option<Self> {
        (index < Self::COUNT).then_some(Self(index as u16))
    }

    /// Its name in `events/dates.tsv`: the template and its values.
    pub fn name(self) -> String {
        let template = OFFSETS.partition_point(|o| *o <= self.index()) - 1;
        let (name, lists) = TEMPLATES[template];
        let mut rest = self.index() - OFFSETS[template];
        let mut values = Vec::new();
        for list in lists.iter().rev() {
            values.push(list[rest % list.len()]);
            rest /= list.len();
        }
        let values = values.into_iter().rev();
        std::iter::once(name).chain(values).collect::<Vec<_>>().join(": ")
    }

    /// All features by their names.
    pub(crate) fn by_name() -> BTreeMap<String, Self> {
        (0..Self::COUNT).filter_map(Self::from_index).map(|f| (f.name(), f)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_go_both_ways() {
        let named = Feature::by_name();
        assert_eq!(named.len(), Feature::COUNT, "two features of one name");
        let same = Feature::new(Template::Same, &[1, 2]);
        assert_eq!(same.name(), "same sentence: month: after");
        assert_eq!(named.get("same sentence: month: after"), Some(&same));
        assert_eq!(named.get("same sentence: month"), None);
    }
}
