//! A plan's life as a track of steps.

use crate::Caption;
use crate::svg::{Svg, attrs, class, clip};

/// The steps of a plan, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Track {
    /// What the picture is called.
    pub caption: Caption,
    /// The steps.
    pub stops: Vec<Stop>,
}

/// One step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stop {
    /// How it stands after the step (proposed, objected, done …): part of the class `status-…`.
    pub status: String,
    /// That in words.
    pub name: String,
    /// When, in words; empty where not known.
    pub date: String,
    /// Who, in words.
    pub by: String,
    /// All that is said of it.
    pub label: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether it lies ahead: scheduled, not done.
    pub ahead: bool,
    /// Whether it speaks against the plan: objected, delayed, rejected …
    pub against: bool,
}

const WIDTH: f64 = 960.0;
/// The most steps of one line.
const LINE: usize = 7;
/// How high a line is, and where in it the track runs.
const ROW: f64 = 104.0;
const RAIL: f64 = 30.0;
const RADIUS: f64 = 9.0;

/// Draws it.
pub fn track(track: &Track) -> String {
    let columns = track.stops.len().clamp(1, LINE);
    let lines = track.stops.len().div_ceil(LINE).max(1);
    let links = track.stops.iter().any(|s| s.href.is_some());
    let mut svg = Svg::new(&track.caption, "track", (WIDTH, ROW * lines as f64), links);
    // Few steps do not lie at the ends of the world.
    let room = (WIDTH / columns as f64).min(240.0);
    let place = |i: usize| ((i % LINE) as f64 * room + room / 2.0, (i / LINE) as f64 * ROW + RAIL);
    for (i, stop) in track.stops.iter().enumerate().skip(1) {
        let class = if stop.ahead { "rail ahead" } else { "rail" };
        let ((x1, y1), (x2, y2)) = (place(i - 1), place(i));
        if i % LINE > 0 {
            svg.line(class, (x1, y1), (x2, y2));
        } else {
            svg.line(class, (x1, y1), (x1 + room / 2.0, y1));
            svg.line(class, (0.0, y2), (x2, y2));
        }
    }
    for (i, one) in track.stops.iter().enumerate() {
        stop(&mut svg, one, place(i), room);
    }
    svg.finish()
}

fn stop(svg: &mut Svg, stop: &Stop, (x, y): (f64, f64), room: f64) {
    let side = if stop.against { " against" } else { "" };
    let ahead = if stop.ahead { " ahead" } else { "" };
    let classes = format!("stop status-{}{side}{ahead}", class(&stop.status));
    svg.link(stop.href.as_deref(), &classes, &stop.label, true);
    svg.empty("rect", attrs![class: "hit", x: x - room / 2.0, y: y - RAIL, width: room, height: ROW]);
    svg.empty("circle", attrs![class: "mark", cx: x, cy: y, r: RADIUS]);
    if stop.against {
        let d = RADIUS * 0.45;
        svg.line("cross", (x - d, y - d), (x + d, y + d));
        svg.line("cross", (x - d, y + d), (x + d, y - d));
    }
    for (i, (class, words)) in
        [("name", &stop.name), ("date", &stop.date), ("by", &stop.by)].into_iter().enumerate()
    {
        svg.words(class, (x, y + 28.0 + 16.0 * i as f64), "middle", &clip(words, room - 8.0));
    }
    svg.close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Picture, hostile};
    use proptest::prelude::*;

    fn stops(n: usize) -> Vec<Stop> {
        let one = |i: usize| Stop {
            status: "proposed".to_owned(),
            name: format!("step {i}"),
            date: format!("20{i:02}"),
            against: i == 2,
            ahead: i + 1 == n,
            ..Stop::default()
        };
        (0..n).map(one).collect()
    }

    #[test]
    fn steps_lie_on_a_line_in_order() {
        let drawn = track(&Track { stops: stops(4), ..Track::default() });
        let picture = Picture::of(&drawn);
        assert_eq!((picture.count_class("rail"), picture.count_class("status-proposed")), (3, 4));
        assert_eq!((picture.count_class("against"), picture.count_class("cross")), (1, 2));
        let names: Vec<_> = picture.words().into_iter().filter(|w| w.starts_with("step")).collect();
        assert_eq!(names, ["step 0", "step 1", "step 2", "step 3"]);
    }

    #[test]
    fn many_steps_take_several_lines() {
        let height = |n| {
            let drawn = track(&Track { stops: stops(n), ..Track::default() });
            Picture::of(&drawn);
            drawn.split("height=\"").nth(1).and_then(|h| h.split('"').next()).map(str::to_owned)
        };
        assert_eq!(height(7).as_deref(), Some("104"));
        assert_eq!(height(16).as_deref(), Some("312"));
    }

    proptest! {
        #[test]
        fn any_track_is_well_formed_and_within(
            all in prop::collection::vec((hostile(), hostile(), any::<bool>(), any::<bool>()), 0..30),
        ) {
            let all = all.into_iter().map(|(text, more, ahead, against)| Stop {
                status: text.clone(), name: text.clone(), date: more.clone(), by: more, label: text.clone(),
                href: Some(text), ahead, against,
            });
            let drawn = track(&Track { stops: all.collect(), ..Track::default() });
            Picture::of(&drawn);
        }
    }
}
