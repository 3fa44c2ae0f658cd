//! What a rule makes of the pieces it has matched: the small language of the `make` lines.
//!
//! `and(day(d), month(m))` calls the functions below on captures (`d`, `m`), numbers and keywords. They are the
//! engine's whole stock of meanings; a pack combines them and cannot do anything else.

use crate::fields::{Fields, Hour, Part, PartCode};
use crate::node::{Arena, Node, NodeId, Portion, Vague};
use entente_text::Grain;

/// A value of a piece of text, or of an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Val {
    /// A number.
    Int(i64),
    /// A unit of time.
    Unit(Grain),
    /// A length of time; `fuzzy` where its number is none ("a few days").
    Length { n: i32, unit: Grain, fuzzy: bool },
    /// A meaning.
    Time(NodeId),
    /// A part of the day, for `part`.
    Code(PartCode),
    /// A third, for `portion`.
    Third(Portion),
    /// A vague time, for `vague`.
    Vague(Vague),
}

/// A `make` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Make {
    /// A fixed value.
    Fixed(Val),
    /// A capture.
    Capture(usize),
    /// A function and its arguments.
    Call(Op, Vec<Make>),
}

macro_rules! ops {
    ($($name:literal $variant:ident),+ $(,)?) => {
        /// A function of the `make` lines.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Op { $($variant),+ }

        fn op(name: &str) -> Option<Op> {
            Some(match name { $($name => Op::$variant,)+ _ => return None })
        }
    };
}

ops! {
    "add" Add, "mul" Mul, "neg" Neg,
    "length" Length, "some" Some, "plus_half" PlusHalf, "sum" Sum, "fraction" Fraction,
    "year" Year, "short_year" ShortYear, "decade" Decade, "century" Century, "quarter" Quarter, "half" Half,
    "season" Season, "month" Month, "day" Day, "weekday" Weekday, "lunar" Lunar, "bc" Bc,
    "hour" Hour, "hour12" Hour12, "minute" Minute, "second" Second, "part" Part, "less" Less, "more" More, "hhmm" Hhmm,
    "like" Like,
    "and" And, "now" Now, "last" Last, "cycle" Cycle, "run" Run, "shift" Shift, "back" Back,
    "between" Between, "since" Since, "until" Until, "by" By, "pick" Pick, "from" From,
    "nth" Nth, "nth_after" NthAfter, "each" Each, "weekend" Weekend, "seasons" Seasons, "portion" Portion, "zone" Zone,
    "long" Long, "closest" Closest, "rest" Rest, "about" About, "vague" Vague, "duration" Duration, "every" Every,
}

/// A unit by its name.
pub fn unit(name: &str) -> Option<Grain> {
    Some(match name {
        "second" => Grain::Second,
        "minute" => Grain::Minute,
        "hour" => Grain::Hour,
        "day" => Grain::Day,
        "week" => Grain::Week,
        "month" => Grain::Month,
        "quarter" => Grain::Quarter,
        "year" => Grain::Year,
        "decade" => Grain::Decade,
        "century" => Grain::Century,
        _ => return None,
    })
}

fn keyword(name: &str) -> Option<Val> {
    if let Some(unit) = unit(name) {
        return Some(Val::Unit(unit));
    }
    Some(match name {
        "MO" => Val::Code(PartCode::Morning),
        "MI" => Val::Code(PartCode::Midday),
        "AF" => Val::Code(PartCode::Afternoon),
        "EV" => Val::Code(PartCode::Evening),
        "NI" => Val::Code(PartCode::Night),
        "DT" => Val::Code(PartCode::Daytime),
        "AM" => Val::Code(PartCode::Am),
        "PM" => Val::Code(PartCode::Pm),
        "start" => Val::Third(Portion::Start),
        "mid" => Val::Third(Portion::Mid),
        "end" => Val::Third(Portion::End),
        "present" => Val::Vague(Vague::Present),
        "past" => Val::Vague(Vague::Past),
        "future" => Val::Vague(Vague::Future),
        _ => return None,
    })
}

impl Make {
    /// Reads a `make` line; `captures` are the names in the pattern, in order.
    pub fn parse(text: &str, captures: &[String]) -> Result<Self, String> {
        let mut rest = text.trim();
        let make = Self::read(&mut rest, captures)?;
        if rest.is_empty() {
            Ok(make)
        } else {
            Err(format!("what is {rest:?} doing at the end of {text:?}?"))
        }
    }

    fn read(rest: &mut &str, captures: &[String]) -> Result<Self, String> {
        let text = rest.trim_start();
        let end = text.find(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).unwrap_or(text.len());
        let (name, tail) = text.split_at(end);
        *rest = tail.trim_start();
        if let Some(inside) = rest.strip_prefix('(') {
            let op = op(name).ok_or_else(|| format!("no function is called {name:?}"))?;
            let mut args = Vec::new();
            *rest = inside.trim_start();
            while !rest.starts_with(')') {
                args.push(Self::read(rest, captures)?);
                *rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
                if rest.is_empty() {
                    return Err(format!("a ')' is missing after {name}("));
                }
            }
            *rest = rest[1..].trim_start();
            return Ok(Self::Call(op, args));
        }
        if let Ok(n) = name.parse() {
            return Ok(Self::Fixed(Val::Int(n)));
        }
        if let Some(i) = captures.iter().position(|c| c == name) {
            return Ok(Self::Capture(i));
        }
        keyword(name).map(Self::Fixed).ok_or_else(|| format!("{name:?} is neither captured nor known"))
    }

    /// The value; `None` where the pieces make no sense together.
    pub fn run(&self, captures: &[Val], arena: &mut Arena) -> Option<Val> {
        match self {
            Self::Fixed(val) => Some(*val),
            Self::Capture(i) => captures.get(*i).copied(),
            Self::Call(op, args) => {
                let mut values = [Val::Int(0); 4];
                for (slot, arg) in values.iter_mut().zip(args) {
                    *slot = arg.run(captures, arena)?;
                }
                apply(*op, &values[..args.len().min(4)], arena)
            }
        }
    }
}

fn int(v: Option<&Val>) -> Option<i64> {
    match v? {
        Val::Int(n) => Some(*n),
        _ => None,
    }
}

fn small(v: Option<&Val>) -> Option<u8> {
    u8::try_from(int(v)?).ok()
}

fn grain(v: Option<&Val>) -> Option<Grain> {
    match v? {
        Val::Unit(unit) => Some(*unit),
        _ => None,
    }
}

fn length(v: Option<&Val>) -> Option<(i32, Grain, bool)> {
    match v? {
        Val::Length { n, unit, fuzzy } => Some((*n, *unit, *fuzzy)),
        _ => None,
    }
}

/// A meaning as a node of the arena.
pub fn node(v: Option<&Val>, arena: &mut Arena) -> Option<NodeId> {
    match v? {
        Val::Time(id) => Some(*id),
        Val::Length { n, unit, fuzzy } => {
            Some(arena.add(Node::Duration { n: *n, unit: *unit, fuzzy: *fuzzy }))
        }
        _ => None,
    }
}

fn fields(v: Option<&Val>, arena: &Arena) -> Option<Fields> {
    match v? {
        Val::Time(id) => match arena.get(*id) {
            Node::Fields(f) => Some(f),
            _ => None,
        },
        _ => None,
    }
}

/// What both say: fields are merged, other meanings are joined where they differ in their unit.
fn join(a: NodeId, b: NodeId, arena: &mut Arena) -> Option<Node> {
    if let (Node::Fields(x), Node::Fields(y)) = (arena.get(a), arena.get(b)) {
        return x.merge(y).map(Node::Fields);
    }
    // A clock time takes the half of the day from the part of the day beside it.
    if let (Node::Fields(clock), Node::And(x, y)) = (arena.get(a), arena.get(b))
        && let Node::Fields(part) = arena.get(x)
        && clock.hour.is_some()
        && part.part.is_some()
    {
        let both = arena.add(Node::Fields(clock.merge(part)?));
        return Some(Node::And(both, y));
    }
    (!arena.same(a, b)).then_some(Node::And(a, b))
}

fn apply(op: Op, args: &[Val], arena: &mut Arena) -> Option<Val> {
    let [a, b, c] = [args.first(), args.get(1), args.get(2)];
    let of = |f: Fields| f.exists().then_some(Node::Fields(f));
    let none = Fields::default();
    let made = match op {
        Op::Add => return Some(Val::Int(int(a)?.checked_add(int(b)?)?)),
        Op::Mul => return Some(Val::Int(int(a)?.checked_mul(int(b)?)?)),
        Op::Neg => return Some(Val::Int(int(a)?.checked_neg()?)),
        Op::Length | Op::Some | Op::PlusHalf | Op::Sum | Op::Fraction => return lengths(op, args),
        Op::Hour => of(Fields { hour: Some(Hour { hour: small(a)?, twelve: false }), ..none })?,
        Op::Hour12 => {
            let hour = small(a)?;
            of(Fields { hour: Some(Hour { hour, twelve: (1..=12).contains(&hour) }), ..none })?
        }
        Op::Hhmm => {
            let (hour, minute) = (u8::try_from(int(a)? / 100).ok()?, (int(a)? % 100) as u8);
            if hour > 23 || minute > 59 {
                return None;
            }
            let hour = Hour { hour, twelve: (1..=12).contains(&hour) };
            Node::Fields(Fields { hour: Some(hour), minute: Some(minute), ..none })
        }
        Op::Minute => of(Fields { minute: Some(small(a)?), ..none })?,
        Op::Second => of(Fields { second: Some(small(a)?), ..none })?,
        Op::Less | Op::More => {
            let f = fields(a, arena)?;
            let hour = f.hour.filter(|_| f.minute.is_none() || op == Op::More)?;
            let shift = u8::try_from(int(b)?).ok().filter(|m| (1..60).contains(m))?;
            of(if op == Op::More {
                Fields { minute: Some(shift), ..f }
            } else {
                let before = if hour.twelve { (hour.hour + 10) % 12 + 1 } else { (hour.hour + 23) % 24 };
                Fields { hour: Some(Hour { hour: before, ..hour }), minute: Some(60 - shift), ..f }
            })?
        }
        Op::Like => of(like(fields(a, arena)?, fields(b, arena)?))?,
        Op::Lunar => of(Fields { lunar: true, ..fields(a, arena)? })?,
        Op::Bc => of(Fields { year: fields(a, arena)?.year.map(|y| -y), ..fields(a, arena)? })?,
        Op::Part => {
            let [Val::Code(code)] = args.get(2..3)? else { return None };
            let part = Part { from: int(a)? as u16, to: int(b)? as u16, code: *code };
            of(Fields { part: Some(part), ..none })?
        }
        Op::Year
        | Op::ShortYear
        | Op::Decade
        | Op::Century
        | Op::Quarter
        | Op::Half
        | Op::Season
        | Op::Month
        | Op::Day
        | Op::Weekday => of(date(op, int(a)?)?)?,
        Op::And => {
            let pair = (node(a, arena)?, node(b, arena)?);
            let both = join(pair.0, pair.1, arena)?;
            if args.len() > 2 {
                let rest = [&[Val::Time(arena.add(both))], &args[2..]].concat();
                return apply(Op::And, &rest, arena);
            }
            both
        }
        Op::Now => Node::Now,
        Op::Last => Node::Last,
        Op::Cycle => {
            let base = if args.len() > 2 { node(c, arena)? } else { arena.add(Node::Now) };
            Node::Cycle { base, unit: grain(a)?, n: int(b)? as i32 }
        }
        Op::Run => {
            let (n, unit, fuzzy) = length(a)?;
            Node::Run { unit, n: n.checked_mul(int(b)? as i32)?, fuzzy }
        }
        Op::Shift | Op::Back => {
            let (n, unit, fuzzy) = length(b)?;
            let n = if op == Op::Back { n.checked_neg()? } else { n };
            Node::Shift { base: node(a, arena)?, n, unit, fuzzy }
        }
        Op::Between => {
            let (from, to) = (node(a, arena)?, node(b, arena)?);
            let (from, to) = share_year(from, to, arena);
            Node::Between(from, to)
        }
        Op::Since => Node::Since(node(a, arena)?),
        Op::Until => Node::Until(node(a, arena)?),
        Op::By => Node::By(node(a, arena)?),
        Op::About => Node::About(node(a, arena)?),
        Op::Pick => Node::Pick { node: node(a, arena)?, n: int(b)? as i32 },
        Op::From => Node::From { node: node(a, arena)?, base: node(b, arena)? },
        Op::Nth => Node::Nth { what: node(a, arena)?, n: int(b)? as i32, of: node(c, arena)? },
        Op::NthAfter => Node::NthAfter { what: node(a, arena)?, n: int(b)? as i32, after: node(c, arena)? },
        Op::Each => Node::Unit(grain(a)?),
        Op::Weekend => Node::Weekend,
        Op::Seasons => Node::Season,
        Op::Portion => {
            let Val::Third(portion) = *b? else { return None };
            Node::Portion { node: node(a, arena)?, portion }
        }
        Op::Zone => Node::Zone { node: node(a, arena)?, minutes: int(b)? as i16 },
        Op::Long => {
            let (n, unit, _) = length(b)?;
            Node::Length { node: node(a, arena)?, n, unit }
        }
        Op::Closest => Node::Closest { node: node(a, arena)?, n: int(b)? as i32, to: node(c, arena)? },
        Op::Rest => Node::Rest(grain(a)?),
        Op::Vague => match a? {
            Val::Vague(v) => Node::Vague(*v),
            _ => return None,
        },
        Op::Duration => {
            let (n, unit, fuzzy) = length(a)?;
            Node::Duration { n, unit, fuzzy }
        }
        Op::Every => match a? {
            Val::Length { n, unit, .. } => Node::Every { n: *n, unit: *unit },
            Val::Unit(unit) => Node::Every { n: 1, unit: *unit },
            _ => Node::EveryOne(node(a, arena)?),
        },
    };
    Some(Val::Time(arena.add(made)))
}

fn date(op: Op, n: i64) -> Option<Fields> {
    let within = |low: i64, high: i64| (low..=high).contains(&n).then_some(n as u8);
    let none = Fields::default();
    let year = |y: i64| i32::try_from(y).ok().filter(|y| (1..=9999).contains(y));
    Some(match op {
        Op::Year => Fields { year: Some(year(n)?), ..none },
        // Two digits: the hundred that holds the year nearest to now, as news is read now.
        Op::ShortYear => Fields { year: Some(year(if n < 50 { 2000 + n } else { 1900 + n })?), ..none },
        Op::Decade => {
            let first = if n < 100 { if n < 30 { 2000 + n } else { 1900 + n } } else { n };
            (first % 10 == 0).then_some(Fields {
                year: Some(year(first)?),
                years: Some(Grain::Decade),
                ..none
            })?
        }
        Op::Century => Fields { year: Some(year((n - 1) * 100 + 1)?), years: Some(Grain::Century), ..none },
        Op::Quarter => Fields { quarter: Some(within(1, 4)?), ..none },
        Op::Half => Fields { half: Some(within(1, 2)?), ..none },
        Op::Season => Fields { season: Some(within(1, 4)?), ..none },
        Op::Month => Fields { month: Some(within(1, 12)?), ..none },
        Op::Day => Fields { day: Some(within(1, 31)?), ..none },
        Op::Weekday => Fields { weekday: Some(within(1, 7)?), ..none },
        _ => return None,
    })
}

/// Where one end of an interval names its year, the other is of the same, or of the next to it across New Year.
fn share_year(from: NodeId, to: NodeId, arena: &mut Arena) -> (NodeId, NodeId) {
    let (Node::Fields(first), Node::Fields(last)) = (arena.get(from), arena.get(to)) else {
        return (from, to);
    };
    if first.month.is_none() || last.month.is_none() {
        return (from, to);
    }
    let crosses = i32::from((first.month, first.day) > (last.month, last.day));
    let dated = |f: Fields, year: i32| Some(Fields { year: Some(year), ..f }).filter(Fields::exists);
    match (first.year, last.year) {
        (None, Some(year)) => {
            let first = dated(first, year - crosses).map_or(from, |f| arena.add(Node::Fields(f)));
            (first, to)
        }
        (Some(year), None) => {
            let last = dated(last, year + crosses).map_or(to, |f| arena.add(Node::Fields(f)));
            (from, last)
        }
        _ => (from, to),
    }
}

/// The first time of a pair takes the half of the day from the second: 3 – 4 pm.
fn like(first: Fields, second: Fields) -> Fields {
    let (Some(a), Some(b)) = (first.hour, second.hour) else { return first };
    if !a.twelve || b.twelve {
        return first;
    }
    let later = a.hour % 12 + 12;
    let hour = if b.hour >= 12 && later <= b.hour { later } else { a.hour };
    Fields { hour: Some(Hour { hour, twelve: false }), ..first }
}

/// How many of the next finer unit make one.
fn finer(unit: Grain) -> Option<(i32, Grain)> {
    Some(match unit {
        Grain::Century => (10, Grain::Decade),
        Grain::Decade => (10, Grain::Year),
        Grain::Year => (12, Grain::Month),
        Grain::Quarter => (3, Grain::Month),
        Grain::Month => (30, Grain::Day),
        Grain::Week => (7, Grain::Day),
        Grain::Day => (24, Grain::Hour),
        Grain::Hour => (60, Grain::Minute),
        Grain::Minute => (60, Grain::Second),
        Grain::Second => return None,
    })
}

/// Lengths are kept whole: half a day is twelve hours, a year and two months are fourteen months.
fn lengths(op: Op, args: &[Val]) -> Option<Val> {
    let [a, b] = [args.first(), args.get(1)];
    let whole = |n: i64, unit| i32::try_from(n).ok().map(|n| Val::Length { n, unit, fuzzy: false });
    match op {
        Op::Length => whole(int(a)?, grain(b)?),
        Op::Some => Some(Val::Length { n: int(a)? as i32, unit: grain(b)?, fuzzy: true }),
        Op::PlusHalf => {
            let (n, unit, fuzzy) = length(a)?;
            let (per, fine) = finer(unit)?;
            Some(Val::Length { n: n.checked_mul(per)?.checked_add(per / 2)?, unit: fine, fuzzy })
        }
        Op::Fraction => {
            let (part, of) = (int(a)?, int(b)?);
            let (per, fine) = finer(grain(args.get(2))?)?;
            let n = part.checked_mul(per.into())?;
            (of > 0 && n % of == 0).then(|| whole(n / of, fine))?
        }
        _ => {
            let (long, short) = (length(a)?, length(b)?);
            let (mut n, mut unit) = (long.0, long.1);
            while unit > short.1 {
                let (per, fine) = finer(unit)?;
                (n, unit) = (n.checked_mul(per)?, fine);
            }
            (unit == short.1 && long.1 != short.1).then_some(())?;
            Some(Val::Length { n: n.checked_add(short.0)?, unit, fuzzy: long.2 || short.2 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Option<Val> {
        Make::parse(text, &[]).unwrap_or_else(|e| panic!("{e}")).run(&[], &mut Arena::default())
    }

    #[test]
    fn lengths_stay_whole() {
        let length = |n, unit| Some(Val::Length { n, unit, fuzzy: false });
        assert_eq!(run("plus_half(length(2, hour))"), length(150, Grain::Minute));
        assert_eq!(run("fraction(3, 4, hour)"), length(45, Grain::Minute));
        assert_eq!(run("sum(length(1, year), length(2, month))"), length(14, Grain::Month));
        assert_eq!(run("sum(length(1, day), length(2, day))"), None);
    }

    #[test]
    fn no_impossible_day_is_made() {
        assert_eq!(run("and(day(30), month(2))"), None);
        assert_eq!(run("and(day(29), month(2), year(2023))"), None);
        assert!(run("and(day(29), month(2), year(2024))").is_some());
        assert_eq!(run("month(13)"), None);
    }

    #[test]
    fn mistakes_are_told() {
        for text in ["fly(1)", "day(", "day(1) x", "and(d, m)"] {
            assert!(Make::parse(text, &[]).is_err(), "{text}");
        }
    }
}
