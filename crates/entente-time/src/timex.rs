//! A meaning as TIMEX3 and EDTF, with as much of the calendar as is known.
//!
//! Where nobody knows when the text was written, a meaning is tried out against several moments. What comes out the
//! same each time is what the words say by themselves: "11 July" gives `XXXX-07-11`, "June last year" `XXXX-06`,
//! "yesterday" nothing.

use crate::civil::{self, DAY, Secs};
use crate::fields::Fields;
use crate::node::{Arena, Node, NodeId, Portion, Vague};
use crate::series::{Eval, Stretch, Way};
use entente_text::{Edtf, Grain, TimexType};

/// A time that relative expressions are reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The time; of any year where that is open.
    pub stretch: Stretch,
    /// Whether only month and day are known.
    pub open_year: bool,
}

/// What is known beside the words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Anchors {
    /// When the text was written.
    pub document: Option<Known>,
    /// What it last spoke of.
    pub last: Option<Known>,
}

/// A meaning written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// TIMEX3 type.
    pub timex: TimexType,
    /// TIMEX3 value.
    pub value: String,
    /// The time on the calendar, where there is one.
    pub edtf: Option<Edtf>,
    /// The unit that it is precise to.
    pub grain: Grain,
    /// The same time for reckoning.
    pub known: Option<Known>,
}

/// Writes a meaning down. `way` tells where a time lies whose year is open, when the document's date is known.
pub fn read(arena: &Arena, id: NodeId, anchors: &Anchors, way: Way) -> Reading {
    let grain = arena.grain(id);
    let weekend = has_weekend(arena, id);
    let timex = if grain < Grain::Day && !weekend { TimexType::Time } else { TimexType::Date };
    let bare = |timex, value: String| Reading { timex, value, edtf: None, grain, known: None };
    match arena.get(id) {
        Node::Duration { n, unit, fuzzy } => bare(TimexType::Duration, period(n, unit, fuzzy)),
        Node::Every { n, unit } => bare(TimexType::Set, period(n, unit, false)),
        Node::EveryOne(node) => Reading {
            timex: TimexType::Set,
            ..bare(timex, read(arena, node, &Anchors::default(), way).value)
        },
        Node::Vague(vague) => bare(
            TimexType::Date,
            match vague {
                Vague::Present => "PRESENT_REF",
                Vague::Past => "PAST_REF",
                Vague::Future => "FUTURE_REF",
            }
            .to_owned(),
        ),
        Node::Now => bare(TimexType::Date, "PRESENT_REF".to_owned()),
        Node::Shift { n, fuzzy: true, .. } => {
            bare(TimexType::Date, if n < 0 { "PAST_REF" } else { "FUTURE_REF" }.to_owned())
        }
        // "At the end of June" is June, with a modifier: its days would claim more than the words say.
        Node::Portion { node, .. } | Node::About(node) => read(arena, node, anchors, way),
        Node::Since(node) => {
            let inner = read(arena, node, anchors, way);
            Reading { edtf: inner.edtf.as_ref().and_then(|e| Edtf::parse(&format!("{e}/..")).ok()), ..inner }
        }
        Node::Until(node) | Node::By(node) => {
            let inner = read(arena, node, anchors, way);
            Reading { edtf: inner.edtf.as_ref().and_then(|e| Edtf::parse(&format!("../{e}")).ok()), ..inner }
        }
        Node::Between(a, b) if grain >= Grain::Day => between(arena, a, b, anchors, way, grain),
        Node::Run { unit, n, fuzzy } => {
            let found = settle(arena, id, anchors, way).filter(|_| !fuzzy);
            let edtf = found.and_then(|k| edtf(&k));
            Reading {
                edtf,
                known: found,
                ..bare(TimexType::Duration, period(n.saturating_abs(), unit, fuzzy))
            }
        }
        Node::Fields(f) if anchors.document.is_none_or(|k| k.open_year) && !f.lunar => {
            fields(&f, timex, grain)
        }
        Node::And(..) if date_beside(arena, id).is_some() => {
            // "Today (22 March)": the date says all.
            let date = date_beside(arena, id).unwrap_or_default();
            let reading = fields(&date, timex, grain);
            let full = reading.known.filter(|k| k.open_year).zip(anchors.document);
            match full.filter(|(_, document)| !document.open_year) {
                Some((_, document)) => {
                    let year = civil::ymd(civil::day_of(document.stretch.start)).0;
                    fields(&Fields { year: Some(year), ..date }, timex, grain)
                }
                None => reading,
            }
        }
        _ => match settle(arena, id, anchors, way) {
            Some(known) => {
                let value = value(&known, part_of_day(arena, id));
                Reading { timex, value, edtf: edtf(&known), grain: known.stretch.grain, known: Some(known) }
            }
            None => bare(timex, unknown(arena, id, grain)),
        },
    }
}

/// Writes a meaning down whose time has been settled already.
pub fn read_as(arena: &Arena, id: NodeId, stretch: Option<Stretch>) -> Reading {
    let open = read(arena, id, &Anchors::default(), Way::After);
    let by_itself = matches!(
        arena.get(id),
        Node::Duration { .. } | Node::Every { .. } | Node::EveryOne(_) | Node::Vague(_) | Node::Run { .. }
    );
    match stretch.filter(|_| !by_itself) {
        Some(stretch) => {
            let known = Known { stretch, open_year: false };
            let value = value(&known, part_of_day(arena, id));
            Reading { value, edtf: edtf(&known), grain: stretch.grain, known: Some(known), ..open }
        }
        None => open,
    }
}

/// The date of the calendar, with the time of day, that stands beside a relative day or week and says more than it.
pub fn date_beside(arena: &Arena, id: NodeId) -> Option<Fields> {
    fn gather(arena: &Arena, id: NodeId, all: &mut Option<Fields>, relative: &mut bool) -> bool {
        match arena.get(id) {
            Node::And(a, b) => gather(arena, a, all, relative) && gather(arena, b, all, relative),
            Node::Fields(f) => {
                *all = all.map_or(Some(f), |known| known.merge(f));
                all.is_some()
            }
            Node::Cycle { unit: Grain::Day | Grain::Week, .. } => {
                *relative = true;
                true
            }
            _ => false,
        }
    }
    let (mut all, mut relative) = (None, false);
    let date = gather(arena, id, &mut all, &mut relative).then_some(all)??;
    (relative && date.day.is_some() && date.month.is_some() && !date.lunar).then_some(date)
}

/// Reads both ends of an interval of days or more; the end takes the year of the beginning and the other way round.
fn between(arena: &Arena, a: NodeId, b: NodeId, anchors: &Anchors, way: Way, grain: Grain) -> Reading {
    let (from, to) = (read(arena, a, anchors, way), read(arena, b, anchors, way));
    let ends = |(x, y): (&Edtf, &Edtf)| {
        let first = |e: &Edtf| e.as_str().split('/').next().unwrap_or_default().to_owned();
        let last = |e: &Edtf| e.as_str().rsplit('/').next().unwrap_or_default().to_owned();
        Edtf::parse(&format!("{}/{}", first(x), last(y))).ok()
    };
    let edtf = from.edtf.as_ref().zip(to.edtf.as_ref()).and_then(ends);
    let known = from.known.zip(to.known).filter(|(x, y)| x.open_year == y.open_year).map(|(x, y)| Known {
        stretch: Stretch::interval(x.stretch.start, y.stretch.end, grain),
        open_year: x.open_year,
    });
    Reading { timex: TimexType::Date, value: format!("{}/{}", from.value, to.value), edtf, grain, known }
}

/// The moments that a meaning is tried against where the document's date is not known: of different years, months,
/// weekdays and halves.
const PROBES: [(i32, u8, u8); 3] = [(2001, 2, 10), (2002, 6, 20), (2003, 11, 27)];

/// The time that is meant, as far as it can be known.
fn settle(arena: &Arena, id: NodeId, anchors: &Anchors, way: Way) -> Option<Known> {
    let needs_last = arena.any(id, &|n| n == Node::Last);
    let vague = |n| matches!(n, Node::Shift { fuzzy: true, .. } | Node::Run { fuzzy: true, .. });
    if (needs_last && anchors.last.is_none()) || arena.any(id, &vague) {
        return None;
    }
    let dated = |k: Option<Known>| k.filter(|k| !k.open_year);
    let open = |k: Option<Known>| k.is_some_and(|k| k.open_year);
    if let Some(document) = dated(anchors.document).filter(|_| !(needs_last && open(anchors.last))) {
        let last = anchors.last.map(|k| k.stretch);
        let found = nearest(arena, id, document.stretch, last, way)?;
        return Some(Known { stretch: found, open_year: false });
    }
    // Without a date of the calendar in it, what is reckoned from an unknown day is unknown.
    let dated_part = |n| match n {
        Node::Fields(f) => {
            f.month.is_some()
                || f.year.is_some()
                || f.half.is_some()
                || f.quarter.is_some()
                || f.season.is_some()
        }
        Node::Holiday(h) => h.is_fixed(),
        _ => false,
    };
    if anchors.document.is_none() && !needs_last && !arena.any(id, &dated_part) {
        return None;
    }
    let mut found: Option<(Stretch, i32)> = None;
    let has_year = arena.any(id, &|n| matches!(n, Node::Fields(Fields { year: Some(_), .. })));
    for (year, month, day) in PROBES {
        let now = match anchors.document {
            Some(k) if k.open_year => in_year(k.stretch.start, year)? + DAY / 2,
            Some(k) => k.stretch.start + DAY / 2,
            None => civil::day(year, month, day)? * DAY + DAY / 2,
        };
        let mut eval = Eval::new(arena, now, 0);
        eval.coarse = true;
        eval.last = match anchors.last {
            Some(k) if k.open_year => {
                let start = in_year(k.stretch.start, year)?;
                Some(Stretch { start, end: start + (k.stretch.end - k.stretch.start), ..k.stretch })
            }
            k => k.map(|k| k.stretch),
        };
        let stretch = eval.resolve(id, Way::After)?;
        match found {
            None => found = Some((stretch, year)),
            Some((first, _)) if first == stretch => {}
            Some((first, _)) if same_but_year(&first, &stretch) => {}
            Some(_) => return None,
        }
    }
    let (stretch, _) = found?;
    let anchored = dated(anchors.last).is_some() && needs_last;
    let open_year = !has_year && !anchored;
    (!open_year || stretch.grain < Grain::Year).then_some(Known { stretch, open_year })
}

/// The same day and time in another year.
fn in_year(t: Secs, year: i32) -> Option<Secs> {
    let (_, m, d) = civil::ymd(civil::day_of(t));
    Some(civil::day(year, m, d)? * DAY + t.rem_euclid(DAY))
}

fn same_but_year(a: &Stretch, b: &Stretch) -> bool {
    // A unit that is reckoned by the week does not repeat from year to year.
    if a.grain == Grain::Week || a.grain >= Grain::Year || a.grain != b.grain {
        return false;
    }
    let same = |x: Secs, y: Secs| in_year(x, 2000) == in_year(y, 2000) && in_year(x, 2000).is_some();
    same(a.start, b.start) && (same(a.end, b.end) || !a.interval)
}

/// How much nearer a time to come must be than one that has passed, to be meant without a word that says so.
const PAST_BIAS: i64 = 2;

/// The time that is meant in a document of a known date: news tells what has happened, unless a time to come is much
/// nearer or the words before say that it is to come.
fn nearest(arena: &Arena, id: NodeId, document: Stretch, last: Option<Stretch>, way: Way) -> Option<Stretch> {
    let mut eval = Eval::new(arena, document.start + DAY / 2, 0);
    eval.coarse = true;
    eval.last = last;
    let fixed =
        !arena.any(id, &|n| matches!(n, Node::Fields(_) | Node::Holiday(_) | Node::Unit(_) | Node::Weekend));
    if fixed {
        return eval.resolve(id, way);
    }
    let day = document.start;
    let past = eval.resolve(id, Way::Before).filter(|t| t.start < day + DAY);
    let coming = eval.times(id, day + DAY, Way::After, 1).into_iter().find(|t| t.start >= day + DAY);
    let (Some(past), Some(coming)) = (past, coming) else { return past.or(coming) };
    let (back, ahead) = ((day - past.end + DAY).max(0), coming.start - day);
    let by_week = matches!(arena.get(id), Node::Fields(f) if f.weekday.is_some() && f.day.is_none());
    let forward = match way {
        Way::After => ahead < 270 * DAY && (back > 0 || past.grain < Grain::Month),
        Way::Before => !by_week && ahead * PAST_BIAS < back,
    };
    Some(if forward { coming } else { past })
}

fn period(n: i32, unit: Grain, fuzzy: bool) -> String {
    let n = if fuzzy { "X".to_owned() } else { n.to_string() };
    match unit {
        Grain::Second => format!("PT{n}S"),
        Grain::Minute => format!("PT{n}M"),
        Grain::Hour => format!("PT{n}H"),
        Grain::Day => format!("P{n}D"),
        Grain::Week => format!("P{n}W"),
        Grain::Month => format!("P{n}M"),
        Grain::Quarter => format!("P{n}Q"),
        Grain::Year => format!("P{n}Y"),
        Grain::Decade => format!("P{n}DE"),
        Grain::Century => format!("P{n}CE"),
    }
}

/// Fields as they are, without looking for a time that they may mean.
fn fields(f: &Fields, timex: TimexType, grain: Grain) -> Reading {
    let year = match (f.year, f.years) {
        (None, _) => "XXXX".to_owned(),
        (Some(y), None) => four(y),
        (Some(y), Some(Grain::Decade)) => format!("{:03}X", y / 10),
        (Some(y), _) => format!("{:02}XX", y / 100),
    };
    let (date, edtf) = match (f.month, f.day) {
        (Some(m), Some(d)) => both(format!("{year}-{m:02}-{d:02}")),
        (Some(m), None) => both(format!("{year}-{m:02}")),
        (None, Some(d)) => (format!("{year}-XX-{d:02}"), None),
        (None, None) => part_of_year(f, &year),
    };
    let date = match f.weekday {
        Some(w) if f.day.is_none() => format!("{year}-WXX-{w}"),
        _ => date,
    };
    let edtf = edtf.filter(|_| f.weekday.is_none() || f.day.is_some());
    let value = match time_of(f) {
        Some(time) if f.has_date() => format!("{date}{time}"),
        Some(time) => format!("XXXX-XX-XX{time}"),
        None => date,
    };
    let edtf = edtf.and_then(|e| Edtf::parse(&e).ok()).filter(|_| f.has_date());
    let known = edtf.as_ref().and_then(known);
    Reading { timex, value, edtf, grain, known }
}

fn both(s: String) -> (String, Option<String>) {
    (s.clone(), Some(s))
}

fn part_of_year(f: &Fields, year: &str) -> (String, Option<String>) {
    const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];
    match (f.season, f.quarter, f.half) {
        (Some(s), ..) => {
            let s = s.clamp(1, 4);
            (format!("{year}-{}", SEASONS[usize::from(s) - 1]), Some(format!("{year}-{}", 20 + s)))
        }
        (_, Some(q), _) => (format!("{year}-Q{q}"), Some(format!("{year}-{}", 32 + q))),
        (.., Some(h)) => (format!("{year}-H{h}"), Some(format!("{year}-{}", 39 + h))),
        _ if f.year.is_some() => both(year.to_owned()),
        _ => (year.to_owned(), None),
    }
}

/// `T15:30`, `TEV`.
fn time_of(f: &Fields) -> Option<String> {
    if let Some(hour) = f.hour {
        let minute = f.minute.unwrap_or(0);
        let second = f.second.map(|s| format!(":{s:02}")).unwrap_or_default();
        return Some(format!("T{:02}:{minute:02}{second}", hour.hour));
    }
    f.part.map(|p| format!("T{}", p.code.letters()))
}

fn four(year: i32) -> String {
    if year < 0 { format!("-{:04}", -i64::from(year)) } else { format!("{year:04}") }
}

/// The time of an EDTF date, for reckoning.
pub fn known(edtf: &Edtf) -> Option<Known> {
    let open_year = edtf.has_open_year();
    let filled = if open_year { edtf.with_year(2004) } else { edtf.clone() };
    let ((y, m, d), (y2, m2, d2)) = filled.bounds()?;
    let (start, end) = (civil::day(y, m, d)? * DAY, (civil::day(y2, m2, d2)? + 1) * DAY);
    let grain = edtf.precision();
    Some(Known { stretch: Stretch { start, end, grain, interval: edtf.is_interval() }, open_year })
}

/// The day of the month and so on of a stretch, for EDTF.
pub fn edtf(known: &Known) -> Option<Edtf> {
    let Stretch { start, end, grain, interval } = known.stretch;
    let ((y, m, d), (y2, m2, d2)) = (civil::ymd(civil::day_of(start)), civil::ymd(civil::day_of(end - 1)));
    let year = |year: i32| if known.open_year { "XXXX".to_owned() } else { four(year) };
    let of_month = |y: i32, m: u8| format!("{}-{m:02}", year(y));
    let of_day = |y: i32, m: u8, d: u8| format!("{}-{m:02}-{d:02}", year(y));
    let single = !interval || (y, m, d) == (y2, m2, d2);
    let text = match grain {
        Grain::Second | Grain::Minute | Grain::Hour if interval && end - start > DAY => {
            format!("{}/{}", of_day(y, m, d), of_day(y2, m2, d2))
        }
        Grain::Second | Grain::Minute | Grain::Hour => of_day(y, m, d),
        Grain::Day if single => of_day(y, m, d),
        Grain::Day | Grain::Week => format!("{}/{}", of_day(y, m, d), of_day(y2, m2, d2)),
        Grain::Month if !interval => of_month(y, m),
        Grain::Quarter if !interval => format!("{}-{}", year(y), 33 + (m - 1) / 3),
        Grain::Month | Grain::Quarter => format!("{}/{}", of_month(y, m), of_month(y2, m2)),
        Grain::Year if !interval => year(y),
        Grain::Decade if !interval => format!("{:03}X", y / 10),
        Grain::Century if !interval => format!("{:02}XX", y / 100),
        _ => format!("{}/{}", year(y), year(y2)),
    };
    Edtf::parse(&text).ok()
}

/// TIMEX3 value of a time that is known.
fn value(known: &Known, part: Option<&'static str>) -> String {
    if part == Some(WEEKEND) {
        let week = Known {
            stretch: Stretch::unit(civil::floor(known.stretch.start, Grain::Week), Grain::Week),
            ..*known
        };
        return format!("{}-{WEEKEND}", value(&week, None));
    }
    let Stretch { start, end, grain, interval } = known.stretch;
    let (y, m, d) = civil::ymd(civil::day_of(start));
    let year = if known.open_year { "XXXX".to_owned() } else { four(y) };
    let day = format!("{year}-{m:02}-{d:02}");
    let clock = |t: Secs| {
        let s = t.rem_euclid(DAY);
        if grain == Grain::Second {
            format!("T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
        } else {
            format!("T{:02}:{:02}", s / 3600, s / 60 % 60)
        }
    };
    match grain {
        Grain::Second | Grain::Minute | Grain::Hour => match part {
            Some(part) if interval => format!("{day}T{part}"),
            _ if interval => {
                let (_, m2, d2) = civil::ymd(civil::day_of(end - 1));
                format!("{day}{}/{year}-{m2:02}-{d2:02}{}", clock(start), clock(end))
            }
            _ => format!("{day}{}", clock(start)),
        },
        Grain::Week if !interval && !known.open_year => {
            // ISO 8601: the week belongs to the year of its Thursday.
            let thursday = civil::day_of(start) + 3;
            let year = civil::ymd(thursday).0;
            let first = civil::day(year, 1, 1).unwrap_or(thursday);
            format!("{}-W{:02}", four(year), (thursday - first) / 7 + 1)
        }
        Grain::Quarter if !interval => format!("{year}-Q{}", (m - 1) / 3 + 1),
        _ => edtf(known).map(|e| e.to_string()).unwrap_or(day),
    }
}

/// TIMEX3's weekend.
const WEEKEND: &str = "WE";

fn has_weekend(arena: &Arena, id: NodeId) -> bool {
    arena.any(id, &|n| n == Node::Weekend)
}

/// The part of the day or week that a meaning names.
fn part_of_day(arena: &Arena, id: NodeId) -> Option<&'static str> {
    let node = arena.get(id);
    if node == Node::Weekend {
        return Some(WEEKEND);
    }
    if let Node::Fields(Fields { part: Some(part), .. }) = node {
        return Some(part.code.letters());
    }
    node.parts().into_iter().flatten().find_map(|part| part_of_day(arena, part))
}

/// TIMEX3 value of a time that is not known: what is open is `X`.
fn unknown(arena: &Arena, id: NodeId, grain: Grain) -> String {
    fn clock(arena: &Arena, id: NodeId) -> Option<String> {
        let node = arena.get(id);
        if let Node::Fields(f) = node
            && let Some(time) = time_of(&f)
        {
            return Some(time);
        }
        node.parts().into_iter().flatten().find_map(|part| clock(arena, part))
    }
    let weekday = weekday(arena, id);
    if has_weekend(arena, id) {
        return format!("XXXX-WXX-{WEEKEND}");
    }
    match grain {
        Grain::Second | Grain::Minute | Grain::Hour => {
            format!("XXXX-XX-XX{}", clock(arena, id).unwrap_or_else(|| "TXX:XX".to_owned()))
        }
        Grain::Day => weekday.map_or_else(|| "XXXX-XX-XX".to_owned(), |w| format!("XXXX-WXX-{w}")),
        Grain::Week => "XXXX-WXX".to_owned(),
        Grain::Month => "XXXX-XX".to_owned(),
        Grain::Quarter => "XXXX-QX".to_owned(),
        Grain::Year => "XXXX".to_owned(),
        Grain::Decade => "XXX".to_owned(),
        Grain::Century => "XX".to_owned(),
    }
}

/// The weekday that a meaning names.
pub fn weekday(arena: &Arena, id: NodeId) -> Option<u8> {
    let node = arena.get(id);
    if let Node::Fields(Fields { weekday: Some(w), .. }) = node {
        return Some(w);
    }
    node.parts().into_iter().flatten().find_map(|part| weekday(arena, part))
}

/// The part of a time that a meaning is cut to.
pub fn portion(arena: &Arena, id: NodeId) -> Option<Portion> {
    match arena.get(id) {
        Node::Portion { portion, .. } => Some(portion),
        node => node.parts().into_iter().flatten().find_map(|part| self::portion(arena, part)),
    }
}
