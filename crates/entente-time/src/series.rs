//! From a meaning to times: the stretches that a meaning names, before and after a moment.
//!
//! Every meaning is a series ("Thursday" is every Thursday, "4 July 2013" a series of one) that can be asked for the
//! times after a moment, nearest first, and for those before it. Joining two meanings walks the coarser series and
//! keeps what the finer one has inside. Work is counted: a meaning that no time satisfies ends with nothing, soon.

use crate::calendar;
use crate::civil::{self, DAY, Day, Secs, add, floor};
use crate::node::{Arena, Node, NodeId, Portion};
use entente_text::Grain;
use std::cell::Cell;

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its beginning.
    pub start: Secs,
    /// One past its end.
    pub end: Secs,
    /// The unit that it is precise to.
    pub grain: Grain,
    /// Whether it is more than the one unit.
    pub interval: bool,
}

impl Stretch {
    /// One unit.
    pub fn unit(start: Secs, grain: Grain) -> Self {
        Self { start, end: add(start, grain, 1), grain, interval: false }
    }

    /// From one moment to another.
    pub fn interval(start: Secs, end: Secs, grain: Grain) -> Self {
        Self { start, end: end.max(start), grain, interval: true }
    }

    fn meet(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        if start >= end {
            return None;
        }
        let finer = if self.grain <= other.grain { self } else { other };
        let whole = start == finer.start && end == finer.end;
        Some(Self { start, end, grain: finer.grain, interval: finer.interval || !whole })
    }
}

/// Which way a series is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// What is or is to come, nearest first.
    After,
    /// What has passed, nearest first.
    Before,
}

/// What meanings are evaluated against.
#[derive(Debug)]
pub struct Eval<'a> {
    /// The meanings.
    pub arena: &'a Arena,
    /// The moment of reference, local time.
    pub now: Secs,
    /// Minutes east of Greenwich of that local time.
    pub offset: i32,
    /// The time that the text last spoke of.
    pub last: Option<Stretch>,
    /// Whether "three weeks ago" is a week (as news means it) or the day three weeks ago.
    pub coarse: bool,
    fuel: Cell<u32>,
}

/// Steps that one evaluation may take.
const FUEL: u32 = 40_000;
/// The most times that are listed within one stretch.
const MANY: usize = 400;

impl<'a> Eval<'a> {
    /// An evaluation against a moment of local time.
    pub fn new(arena: &'a Arena, now: Secs, offset: i32) -> Self {
        Self { arena, now, offset, last: None, coarse: false, fuel: Cell::new(FUEL) }
    }

    fn burn(&self) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1));
        left > 0
    }

    /// The time that is meant, when it is more likely to come (or to have passed).
    pub fn resolve(&self, id: NodeId, way: Way) -> Option<Stretch> {
        let first = |way| self.times(id, self.now, way, 1).into_iter().next();
        match way {
            Way::After => first(Way::After).or_else(|| first(Way::Before)),
            Way::Before => first(Way::After)
                .filter(|t| t.start <= self.now)
                .or_else(|| first(Way::Before))
                .or_else(|| first(Way::After)),
        }
    }

    /// The nearest `limit` times before or after a moment.
    pub fn times(&self, id: NodeId, from: Secs, way: Way, limit: usize) -> Vec<Stretch> {
        if !self.burn() || limit == 0 {
            return Vec::new();
        }
        match self.arena.get(id) {
            Node::Fields(f) => calendar::fields(&f, from, way, limit),
            Node::Unit(unit) => self.units(unit, from, way, limit),
            Node::Weekend => self.repeating(from, way, limit, |week| {
                let monday = add(floor(from, Grain::Week), Grain::Week, week);
                Some(Stretch::interval(monday + 4 * DAY + 18 * 3600, monday + 7 * DAY, Grain::Hour))
            }),
            Node::Season => self.repeating(from, way, limit, |n| season(from, n)),
            Node::Holiday(h) => {
                let year = civil::ymd(civil::day_of(from)).0;
                let years = self.walk(way, 12).map(|n| year.saturating_add(n as i32));
                let days = years.flat_map(|y| {
                    let mut days = h.days_in(y);
                    if way == Way::Before {
                        days.reverse();
                    }
                    days
                });
                keep(days.map(|d| holiday_on(d, h.days, h.minutes)), from, way, limit)
            }
            Node::And(a, b) => self.both(a, b, from, way, limit),
            Node::Between(a, b) => {
                let starts = self.times(a, from, way, limit);
                starts.into_iter().filter_map(|s| self.through(s, b)).collect()
            }
            Node::Portion { node, portion } => {
                let whole = self.times(node, from, way, limit);
                whole.into_iter().map(|t| part_of(t, portion)).collect()
            }
            Node::Shift { base, n, unit, .. } if !self.is_anchor(base) => {
                // The series moves as a whole: a year after Christmas may be this Christmas.
                let back = add(from, unit, -i64::from(n));
                let moved = |t: Stretch| Stretch {
                    start: add(t.start, unit, n.into()),
                    end: add(t.end, unit, n.into()),
                    grain: t.grain.min(unit),
                    ..t
                };
                self.times(base, back, way, limit).into_iter().map(moved).map(one_unit).collect()
            }
            Node::Length { node, n, unit } => {
                let starts = self.times(node, from, way, limit);
                starts
                    .into_iter()
                    .map(|t| {
                        let grain = t.grain.min(unit);
                        Stretch::interval(t.start, add(add(t.start, unit, n.into()), grain, 1), grain)
                    })
                    .collect()
            }
            // In news the hour is told as it was there.
            Node::Zone { node, .. } if self.coarse => self.times(node, from, way, limit),
            Node::Zone { node, minutes } => {
                let shift = i64::from(self.offset - i32::from(minutes)) * 60;
                let there = Eval {
                    now: self.now - shift,
                    offset: minutes.into(),
                    last: None,
                    fuel: Cell::new(self.fuel.get()),
                    ..*self
                };
                let times = there.times(node, from - shift, way, limit);
                self.fuel.set(there.fuel.get());
                let back = |t: Stretch| Stretch {
                    start: t.start + shift,
                    end: t.end + shift,
                    grain: t.grain.min(Grain::Minute),
                    ..t
                };
                times.into_iter().map(back).collect()
            }
            Node::Nth { what, n, of } => {
                let wholes = self.times(of, from, way, limit.saturating_add(2));
                wholes.into_iter().filter_map(|w| self.nth_within(what, n, w)).take(limit).collect()
            }
            Node::About(node) | Node::EveryOne(node) => self.times(node, from, way, limit),
            node => self.single(node).filter(|t| (t.end > from) == (way == Way::After)).into_iter().collect(),
        }
    }

    fn is_anchor(&self, id: NodeId) -> bool {
        matches!(self.arena.get(id), Node::Now | Node::Last)
    }

    /// Steps 0, 1, 2 … or 0, -1, -2 ….
    fn walk(&self, way: Way, most: i64) -> impl Iterator<Item = i64> + '_ {
        let sign = if way == Way::After { 1 } else { -1 };
        (-1..most).map(move |n| n * sign).take_while(|_| self.burn())
    }

    fn repeating(
        &self,
        from: Secs,
        way: Way,
        limit: usize,
        at: impl Fn(i64) -> Option<Stretch>,
    ) -> Vec<Stretch> {
        keep(self.walk(way, limit as i64 + 2).filter_map(at), from, way, limit)
    }

    fn units(&self, unit: Grain, from: Secs, way: Way, limit: usize) -> Vec<Stretch> {
        let base = floor(from, unit);
        self.repeating(from, way, limit, |n| Some(Stretch::unit(add(base, unit, n), unit)))
    }

    /// Meanings that are one time.
    fn single(&self, node: Node) -> Option<Stretch> {
        Some(match node {
            Node::Now | Node::Vague(_) => Stretch::unit(self.now, Grain::Second),
            Node::Last => self.last?,
            Node::Cycle { base, unit, n } => {
                let base = self.base(base)?;
                Stretch::unit(add(floor(base.start, unit), unit, n.into()), unit)
            }
            Node::Run { unit, n, .. } => {
                let this = floor(self.now, unit);
                let (a, b) = if n > 0 { (1, i64::from(n) + 1) } else { (n.into(), 0) };
                Stretch::interval(add(this, unit, a), add(this, unit, b), unit)
            }
            Node::Shift { base, n, unit, .. } => {
                let base = self.base(base)?;
                let grain = match unit {
                    _ if self.coarse => unit,
                    Grain::Second | Grain::Minute => Grain::Second,
                    Grain::Hour => Grain::Minute,
                    Grain::Day => Grain::Hour,
                    Grain::Week | Grain::Month => Grain::Day,
                    Grain::Quarter | Grain::Year => Grain::Month,
                    Grain::Decade | Grain::Century => Grain::Year,
                };
                Stretch::unit(floor(add(base.start, unit, n.into()), grain), grain)
            }
            Node::By(node) => {
                let t = self.resolve(node, Way::After)?;
                Stretch::interval(self.now, if t.interval { t.end } else { t.start }, Grain::Second)
            }
            Node::Pick { node, n } => self.pick(node, n)?,
            Node::From { node, base } => {
                let base = self.resolve(base, Way::After)?;
                self.times(node, base.start, Way::After, 1).into_iter().next()?
            }
            Node::NthAfter { what, n, after } => {
                let after = self.resolve(after, Way::After)?;
                let least = if n == 0 { after.start } else { after.end };
                let all = self.times(what, least, Way::After, n.clamp(1, 60) as usize + 1);
                all.into_iter().filter(|t| t.start >= least).nth((n - 1).max(0) as usize)?
            }
            Node::Closest { node, n, to } => {
                let to = self.resolve(to, Way::After)?;
                let k = n.clamp(1, 60) as usize;
                let mut near = self.times(node, to.start, Way::After, k);
                near.extend(self.times(node, to.start, Way::Before, k));
                near.sort_by_key(|t| (t.start - to.start).abs());
                near.into_iter().nth(k - 1)?
            }
            Node::Rest(unit) => {
                let today = floor(self.now, Grain::Day);
                Stretch::interval(today, add(floor(self.now, unit), unit, 1) - DAY, Grain::Day)
            }
            Node::Since(node) | Node::Until(node) => self.resolve(node, Way::After)?,
            _ => return None,
        })
    }

    fn base(&self, id: NodeId) -> Option<Stretch> {
        match self.arena.get(id) {
            Node::Now => Some(Stretch::unit(self.now, Grain::Second)),
            Node::Last => self.last,
            _ => self.resolve(id, Way::After),
        }
    }

    fn pick(&self, node: NodeId, n: i32) -> Option<Stretch> {
        let k = n.unsigned_abs().clamp(1, 100) as usize;
        if n < 0 {
            return self.times(node, self.now, Way::Before, k).into_iter().nth(k - 1);
        }
        let coming = self.times(node, self.now, Way::After, k + 1);
        if n == 0 {
            return coming.into_iter().next();
        }
        coming.into_iter().filter(|t| t.start > self.now).nth(k - 1)
    }

    /// What `a` has inside the times of `b`, or the other way round: the coarser is walked.
    fn both(&self, a: NodeId, b: NodeId, from: Secs, way: Way, limit: usize) -> Vec<Stretch> {
        let (fine, coarse) = if self.arena.grain(a) <= self.arena.grain(b) { (a, b) } else { (b, a) };
        let mut found = Vec::new();
        for whole in self.times(coarse, from, way, 60) {
            // The first inside counts, in what has passed too: "Monday of last month" is its first.
            let inside = self
                .times(fine, whole.start, Way::After, limit)
                .into_iter()
                .take_while(|t| t.start < whole.end)
                .filter_map(|t| t.meet(whole));
            found.extend(inside);
            if found.len() >= limit || !self.burn() {
                break;
            }
        }
        found.truncate(limit);
        found
    }

    /// From `start` through the first time of `b` that follows.
    fn through(&self, start: Stretch, b: NodeId) -> Option<Stretch> {
        let mut ends = self.times(b, start.start, Way::After, 3).into_iter();
        let end = ends.find(|t| t.start > start.start || (t.start == start.start && t.end > start.end))?;
        let grain = start.grain.min(end.grain);
        // A time of day is the moment at which it begins: until 6 pm is until 18:00, not 19:00.
        let last = if end.interval || end.grain >= Grain::Day { end.end } else { add(end.start, grain, 1) };
        Some(Stretch::interval(start.start, last, grain))
    }

    /// The `n`th that lies wholly within a stretch; from its end when `n` is negative.
    fn nth_within(&self, what: NodeId, n: i32, whole: Stretch) -> Option<Stretch> {
        let mut inside = self
            .times(what, whole.start, Way::After, MANY)
            .into_iter()
            .skip_while(|t| t.start < whole.start)
            .take_while(|t| t.end <= whole.end);
        let k = n.unsigned_abs().max(1) as usize - 1;
        if n > 0 { inside.nth(k) } else { inside.collect::<Vec<_>>().into_iter().rev().nth(k) }
    }
}

/// A shifted unit may have got another length.
fn one_unit(t: Stretch) -> Stretch {
    if t.interval { t } else { Stretch::unit(t.start, t.grain) }
}

fn holiday_on(day: Day, days: u8, minutes: Option<(u16, u16)>) -> Stretch {
    let start = day * DAY;
    match minutes {
        Some((from, to)) => {
            Stretch::interval(start + i64::from(from) * 60, start + i64::from(to) * 60, Grain::Minute)
        }
        None if days > 1 => Stretch::interval(start, start + i64::from(days) * DAY, Grain::Day),
        None => Stretch::unit(start, Grain::Day),
    }
}

/// Keeps what lies on the right side of a moment.
pub fn keep(all: impl Iterator<Item = Stretch>, from: Secs, way: Way, limit: usize) -> Vec<Stretch> {
    all.filter(|t| (t.end > from) == (way == Way::After)).take(limit).collect()
}

/// First days of the seasons, from spring.
const SEASONS: [(u8, u8); 4] = [(3, 20), (6, 21), (9, 23), (12, 21)];

/// The `n`th season from the one that may hold `from`.
fn season(from: Secs, n: i64) -> Option<Stretch> {
    let year = i64::from(civil::ymd(civil::day_of(from)).0);
    let at = |k: i64| {
        let (m, d) = SEASONS[k.rem_euclid(4) as usize];
        civil::day(k.div_euclid(4) as i32, m, d)
    };
    let first = (0..5).map(|k| year * 4 + k - 1).find(|&k| at(k + 1).is_some_and(|d| d * DAY > from))?;
    Some(Stretch::interval(at(first + n)? * DAY, (at(first + n + 1)? - 1) * DAY, Grain::Day))
}

/// A named season of a year: through the day on which the next begins.
pub fn season_of(year: i32, season: u8) -> Option<Stretch> {
    let (m, d) = SEASONS[usize::from(season.clamp(1, 4)) - 1];
    let (m2, d2) = SEASONS[usize::from(season.clamp(1, 4)) % 4];
    let end = civil::day(if season == 4 { year + 1 } else { year }, m2, d2)?;
    Some(Stretch::interval(civil::day(year, m, d)? * DAY, (end + 1) * DAY, Grain::Day))
}

fn part_of(t: Stretch, portion: Portion) -> Stretch {
    let thirds = |unit: Grain, a: i64, b: i64| {
        let (from, to) = match portion {
            Portion::Start => (t.start, add(t.start, unit, a)),
            Portion::Mid => (add(t.start, unit, a), add(t.start, unit, b)),
            Portion::End => (add(t.start, unit, b), t.end),
        };
        Stretch::interval(from, to, unit)
    };
    match t.grain {
        Grain::Month => thirds(Grain::Day, 10, 20),
        Grain::Year if portion == Portion::Start => thirds(Grain::Month, 3, 8),
        Grain::Year => thirds(Grain::Month, 4, 8),
        Grain::Week if portion == Portion::Mid => thirds(Grain::Day, 2, 4),
        Grain::Week => thirds(Grain::Day, 3, 4),
        Grain::Quarter => thirds(Grain::Month, 1, 2),
        Grain::Decade => thirds(Grain::Year, 3, 7),
        Grain::Century => thirds(Grain::Year, 33, 67),
        _ => {
            let third = (t.end - t.start) / 3;
            let (from, to) = match portion {
                Portion::Start => (t.start, t.start + third),
                Portion::Mid => (t.start + third, t.end - third),
                Portion::End => (t.end - third, t.end),
            };
            Stretch::interval(from, to, t.grain.min(Grain::Hour))
        }
    }
}
