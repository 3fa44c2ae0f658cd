//! From when to when something held.

use entente_text::Edtf;
use entente_text::edtf::Ymd;
use std::fmt;

/// The first and the last day of an office or a membership, each as precise as it is known. Both days belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    start: Option<Edtf>,
    end: Option<Edtf>,
    outer: (Ymd, Ymd),
    inner: Option<(Ymd, Ymd)>,
}

/// Before every date that is known, and after.
const EVER: (Ymd, Ymd) = ((i32::MIN, 1, 1), (i32::MAX, 12, 31));

impl Term {
    pub(super) fn new(start: Option<Edtf>, end: Option<Edtf>) -> Result<Self, String> {
        let from = start.as_ref().and_then(Edtf::bounds);
        let to = end.as_ref().and_then(Edtf::bounds);
        if (start.is_some() && from.is_none()) || (end.is_some() && to.is_none()) {
            return Err("a term begins and ends on dates with a year".to_owned());
        }
        let outer = (from.map_or(EVER.0, |f| f.0), to.map_or(EVER.1, |t| t.1));
        let inner = from.map(|f| (f.1, to.map_or(EVER.1, |t| t.0))).filter(|(first, last)| first <= last);
        let term = Self { start, end, outer, inner };
        if outer.0 <= outer.1 { Ok(term) } else { Err(format!("it ends before it begins: {term}")) }
    }

    /// The beginning; `None`: not known.
    pub fn start(&self) -> Option<&Edtf> {
        self.start.as_ref()
    }

    /// The end; `None`: it still held when the source was written.
    pub fn end(&self) -> Option<&Edtf> {
        self.end.as_ref()
    }

    /// The first and the last day on which it can have held; the first or last of all days where it is open.
    pub fn outer(&self) -> (Ymd, Ymd) {
        self.outer
    }

    /// The first and the last day on which it surely held, when there are such.
    pub fn inner(&self) -> Option<(Ymd, Ymd)> {
        self.inner
    }

    /// Whether it can have held on a day.
    pub fn may_hold_on(&self, day: Ymd) -> bool {
        self.may_hold_within(day, day)
    }

    /// Whether it can have held on one of the days from `from` to `to`.
    pub fn may_hold_within(&self, from: Ymd, to: Ymd) -> bool {
        let (first, last) = self.outer();
        first <= to && from <= last
    }

    /// Whether it surely held on a day.
    pub fn surely_holds_on(&self, day: Ymd) -> bool {
        self.inner().is_some_and(|(first, last)| first <= day && day <= last)
    }

    /// Whether both ends are known to the day; an open end counts as known.
    pub fn is_exact(&self) -> bool {
        self.start.is_some() && self.inner == Some(self.outer)
    }

    /// Sorts along the timeline.
    pub fn sort_key(&self) -> (Ymd, Ymd) {
        self.outer()
    }
}

impl fmt::Display for Term {
    /// As an EDTF interval: `2021-10-04/2024-10-01`, open ends as `..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |d: &Option<Edtf>| d.as_ref().map_or("..".to_owned(), ToString::to_string);
        write!(f, "{}/{}", text(&self.start), text(&self.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(start: &str, end: &str) -> Term {
        let date = |s: &str| (!s.is_empty()).then(|| Edtf::parse(s).unwrap());
        Term::new(date(start), date(end)).unwrap()
    }

    #[test]
    fn what_may_hold_is_wider_than_what_surely_holds() {
        let months = term("2012-05", "2013-07-03");
        assert!(months.may_hold_on((2012, 5, 1)) && !months.surely_holds_on((2012, 5, 1)));
        assert!(months.surely_holds_on((2012, 5, 31)) && months.surely_holds_on((2013, 7, 3)));
        assert!(!months.may_hold_on((2013, 7, 4)) && !months.is_exact());
        assert!(months.may_hold_within((2013, 7, 3), (2013, 8, 1)));
        assert!(!months.may_hold_within((2013, 7, 4), (2013, 8, 1)));
    }

    #[test]
    fn open_ends() {
        let open = term("2021-10-04", "");
        assert!(open.surely_holds_on((2030, 1, 1)) && open.is_exact());
        assert_eq!(open.to_string(), "2021-10-04/..");
        assert_eq!(term("", "2001").inner(), None);
    }

    #[test]
    fn an_end_before_the_beginning_is_refused() {
        let day = |s: &str| Some(Edtf::parse(s).unwrap());
        assert!(Term::new(day("2020-02-01"), day("2020-01")).is_err());
        assert!(Term::new(day("2020-02-01"), day("2020")).is_ok());
    }
}
