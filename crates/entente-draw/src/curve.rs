//! Closeness over time.

use crate::Caption;
use crate::svg::{Svg, attrs, number};
use crate::time::Axis;
use std::collections::BTreeMap;

/// A curve of closeness with the events that it rests on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    /// What it is called.
    pub caption: Caption,
    /// The curve, in order of days.
    pub samples: Vec<Sample>,
    /// The events.
    pub points: Vec<Point>,
    /// What the upper half is called: cooperation.
    pub above: String,
    /// What the lower half is called: conflict.
    pub below: String,
}

/// The curve on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Days since 1970-01-01.
    pub day: i64,
    /// From -10 to 10.
    pub closeness: f64,
    /// How much evidence that rests on; the curve is dashed below 1.
    pub evidence: f64,
}

/// An event.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Days since 1970-01-01.
    pub day: i64,
    /// PLOVER score, from -10 to 10: how high it lies.
    pub score: f64,
    /// How much it counts: how large it is.
    pub weight: f64,
    /// What is said of it: date, kind, words.
    pub label: String,
    /// Where it leads.
    pub href: Option<String>,
}

const SIZE: (f64, f64) = (960.0, 320.0);
const LEFT: f64 = 44.0;
const RIGHT: f64 = 948.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 288.0;
/// Below so much evidence the curve says little.
const WEAK: f64 = 1.0;
/// Events that lie closer than this are one point.
const CELL: f64 = 8.0;
/// How many of them its name tells.
const NAMED: usize = 6;

/// Draws it.
///
/// ```
/// use entente_draw::{Curve, Point, curve};
/// let visit = Point { day: 19_549, score: 4.0, weight: 0.9, label: "2023-07-11 visit".into(), href: None };
/// assert!(curve(&Curve { points: vec![visit], ..Curve::default() }).contains("2023-07-11 visit"));
/// ```
pub fn curve(curve: &Curve) -> String {
    let mut svg = Svg::new(&curve.caption, "curve", SIZE, curve.points.iter().any(|p| p.href.is_some()));
    let days = curve.samples.iter().map(|s| s.day).chain(curve.points.iter().map(|p| p.day));
    if let Some(axis) = Axis::over(days, (LEFT, RIGHT)) {
        axis.draw(&mut svg, TOP, BOTTOM);
        scale(&mut svg, curve);
        let places: Vec<_> =
            curve.samples.iter().map(|s| (axis.x(s.day), y(s.closeness), s.evidence >= WEAK)).collect();
        areas(&mut svg, &places);
        strokes(&mut svg, &places);
        points(&mut svg, &axis, &curve.points);
    }
    svg.finish()
}

/// Where a score lies.
fn y(score: f64) -> f64 {
    let score = if score.is_finite() { score.clamp(-10.0, 10.0) } else { 0.0 };
    TOP + (10.0 - score) / 20.0 * (BOTTOM - TOP)
}

fn scale(svg: &mut Svg, curve: &Curve) {
    svg.open("g", attrs![class: "axis"]);
    for (score, name) in [(10.0, "+10"), (5.0, "+5"), (0.0, "0"), (-5.0, "−5"), (-10.0, "−10")] {
        svg.line(if score == 0.0 { "zero" } else { "grid" }, (LEFT, y(score)), (RIGHT, y(score)));
        svg.words("tick", (LEFT - 6.0, y(score) + 4.0), "end", name);
    }
    svg.words("side", (LEFT + 6.0, TOP + 14.0), "start", &curve.above);
    svg.words("side", (LEFT + 6.0, BOTTOM - 6.0), "start", &curve.below);
    svg.close();
}

/// What lies between the curve and nought, above and below.
fn areas(svg: &mut Svg, places: &[(f64, f64, bool)]) {
    let zero = y(0.0);
    for (class, side) in [("area good", -1.0), ("area bad", 1.0)] {
        let mut outline: Vec<(f64, f64)> = Vec::new();
        for pair in places.windows(2) {
            let ((x1, y1, _), (x2, y2, _)) = (pair[0], pair[1]);
            outline.push((x1, beyond(y1, zero, side)));
            if (y1 - zero) * (y2 - zero) < 0.0 {
                outline.push((x1 + (x2 - x1) * (zero - y1) / (y2 - y1), zero));
            }
        }
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return };
        outline.push((last.0, beyond(last.1, zero, side)));
        if outline.iter().any(|p| (p.1 - zero).abs() > 0.05) {
            let path = format!(
                "M{} {}{}L{} {}Z",
                number(first.0),
                number(zero),
                path(&outline, "L"),
                number(last.0),
                number(zero)
            );
            svg.empty("path", attrs![class: class, d: &path]);
        }
    }
}

/// `y` where it lies on a side of `zero` (-1 above, 1 below), else `zero`.
fn beyond(y: f64, zero: f64, side: f64) -> f64 {
    if (y - zero) * side > 0.0 { y } else { zero }
}

/// The curve, in pieces of which each rests on enough evidence or each does not.
fn strokes(svg: &mut Svg, places: &[(f64, f64, bool)]) {
    let mut from = 0;
    while from + 1 < places.len() {
        let strong = places[from + 1].2;
        let to = (from + 1..places.len()).take_while(|&i| places[i].2 == strong).last().unwrap_or(from + 1);
        let piece: Vec<_> = places[from..=to].iter().map(|p| (p.0, p.1)).collect();
        let class = if strong { "line" } else { "line weak" };
        svg.empty("path", attrs![class: class, d: &path(&piece, "M")]);
        from = to;
    }
}

fn path(places: &[(f64, f64)], first: &str) -> String {
    let step = |(i, (x, y)): (usize, &(f64, f64))| {
        format!("{}{} {}", if i == 0 { first } else { "L" }, number(*x), number(*y))
    };
    places.iter().enumerate().map(step).collect()
}

/// The events; those that would hide each other are one point, which leads to the weightiest.
fn points(svg: &mut Svg, axis: &Axis, points: &[Point]) {
    let mut cells: BTreeMap<(i64, i64), Vec<&Point>> = BTreeMap::new();
    for point in points {
        let cell = |at: f64| (at / CELL).round() as i64;
        cells.entry((cell(axis.x(point.day)), cell(y(point.score)))).or_default().push(point);
    }
    svg.open("g", attrs![class: "points"]);
    for mut together in cells.into_values() {
        together.sort_by(|a, b| {
            b.weight.total_cmp(&a.weight).then_with(|| (a.day, &a.label).cmp(&(b.day, &b.label)))
        });
        let first = together[0];
        let label: Vec<&str> = together.iter().take(NAMED).map(|p| p.label.as_str()).collect();
        let more = together.len().saturating_sub(NAMED);
        let label = label.join("; ") + &if more > 0 { format!("; … +{more}") } else { String::new() };
        let side = if first.score < 0.0 { "bad" } else { "good" };
        svg.link(first.href.as_deref(), side, &label, true);
        mark(svg, (axis.x(first.day), y(first.score)), size(&together), first.score < 0.0);
        svg.close();
    }
    svg.close();
}

/// The radius of a point: its area grows with what its events count.
fn size(together: &[&Point]) -> f64 {
    let weight: f64 = together.iter().map(|p| p.weight).filter(|w| w.is_finite()).map(|w| w.max(0.1)).sum();
    (3.5 * weight.sqrt()).clamp(2.5, 8.0)
}

/// A circle for cooperation, a lozenge for conflict: the two differ without colours as well.
fn mark(svg: &mut Svg, (x, y): (f64, f64), r: f64, bad: bool) {
    if bad {
        let r = r * 1.25;
        let corners = [(x, y - r), (x + r, y), (x, y + r), (x - r, y)];
        svg.empty("path", attrs![class: "mark", d: &(path(&corners, "M") + "Z")]);
    } else {
        svg.empty("circle", attrs![class: "mark", cx: x, cy: y, r: r]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Picture, hostile};
    use proptest::prelude::*;

    fn point(day: i64, score: f64, label: &str) -> Point {
        Point { day, score, weight: 1.0, label: label.to_owned(), href: Some(format!("/event/{day}")) }
    }

    fn sample(day: i64, closeness: f64, evidence: f64) -> Sample {
        Sample { day, closeness, evidence }
    }

    #[test]
    fn events_are_points_above_and_below_nought() {
        let drawn = curve(&Curve {
            points: vec![point(18_000, 4.0, "visit"), point(18_900, -9.5, "strike")],
            ..Curve::default()
        });
        let picture = Picture::of(&drawn);
        assert_eq!(picture.links(), [("/event/18000", "visit"), ("/event/18900", "strike")]);
        assert_eq!((picture.count("circle"), picture.count_class("bad")), (1, 1));
    }

    #[test]
    fn events_of_one_place_are_one_point_that_leads_to_the_weightiest() {
        let mut points: Vec<_> = (0..9).map(|i| point(18_000 + i, 4.0, &format!("visit {i}"))).collect();
        points[3].weight = 2.0;
        points.push(point(21_000, 4.0, "far"));
        let drawn = curve(&Curve { points, ..Curve::default() });
        let links =
            Picture::of(&drawn).links().iter().map(|l| (l.0.to_owned(), l.1.to_owned())).collect::<Vec<_>>();
        assert_eq!(links.len(), 2);
        assert_eq!(links[0].0, "/event/18003");
        assert!(
            links[0].1.starts_with("visit 3; visit 0; ") && links[0].1.ends_with("; … +3"),
            "{}",
            links[0].1
        );
    }

    #[test]
    fn the_curve_is_dashed_where_little_is_known_and_filled_to_nought() {
        let samples =
            vec![sample(0, 0.0, 0.0), sample(100, 3.0, 2.0), sample(200, -2.0, 1.5), sample(900, -0.5, 0.3)];
        let drawn = curve(&Curve { samples, ..Curve::default() });
        let picture = Picture::of(&drawn);
        assert_eq!((picture.count_class("line"), picture.count_class("weak")), (2, 1));
        assert_eq!((picture.count_class("good"), picture.count_class("bad")), (1, 1));
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let drawn = curve(&Curve::default());
        let picture = Picture::of(&drawn);
        assert_eq!((picture.count("path"), picture.count("line")), (0, 0));
    }

    proptest! {
        #[test]
        fn any_curve_is_well_formed_and_within(
            title in hostile(),
            points in prop::collection::vec((any::<i64>(), any::<f64>(), any::<f64>(), hostile(), hostile()), 0..20),
            samples in prop::collection::vec((any::<i64>(), any::<f64>(), any::<f64>()), 0..20),
        ) {
            let points = points.into_iter().map(|(day, score, weight, label, href)| Point { day, score, weight, label, href: Some(href) });
            let samples = samples.into_iter().map(|(day, closeness, evidence)| Sample { day, closeness, evidence });
            let drawn = curve(&Curve {
                caption: Caption { id: title.clone(), title: title.clone(), description: title.clone() },
                points: points.collect(), samples: samples.collect(), above: title.clone(), below: title,
            });
            Picture::of(&drawn);
        }
    }
}
