//! Ties as bars over time.

use crate::Caption;
use crate::svg::{Svg, attrs, class, clip, pair};
use crate::time::Axis;

/// What held from when to when, a bar each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bars {
    /// What the picture is called.
    pub caption: Caption,
    /// The bars, from top to bottom.
    pub bars: Vec<Bar>,
    /// The day up to which things are known: what has no end goes on to here at least.
    pub until: Option<i64>,
}

/// One tie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bar {
    /// Its name, beside the bar.
    pub name: String,
    /// Its kind: part of the class `kind-…`.
    pub kind: String,
    /// All that is said of it.
    pub label: String,
    /// Its first day, in days since 1970-01-01; not known where `None`.
    pub since: Option<i64>,
    /// Its last day; open where `None`.
    pub until: Option<i64>,
    /// Where it leads.
    pub href: Option<String>,
}

const WIDTH: f64 = 960.0;
/// Where the names end and the bars begin.
const NAMES: f64 = 268.0;
const RIGHT: f64 = 944.0;
const TOP: f64 = 8.0;
const ROW: f64 = 24.0;
const BAR: f64 = 12.0;
/// The least width of a bar.
const LEAST: f64 = 4.0;

/// Draws them.
pub fn bars(bars: &Bars) -> String {
    let bottom = TOP + ROW * bars.bars.len() as f64;
    let links = bars.bars.iter().any(|b| b.href.is_some());
    let mut svg = Svg::new(&bars.caption, "bars", (WIDTH, bottom + 26.0), links);
    let days = bars.bars.iter().flat_map(|b| [b.since, b.until]).flatten().chain(bars.until);
    if let Some(axis) = Axis::over(days, (NAMES, RIGHT)) {
        axis.draw(&mut svg, TOP, bottom);
        for (i, bar) in bars.bars.iter().enumerate() {
            row(&mut svg, &axis, bar, TOP + ROW * i as f64);
        }
    }
    svg.finish()
}

fn row(svg: &mut Svg, axis: &Axis, bar: &Bar, top: f64) {
    let (from, to) = (bar.since.map_or(NAMES, |day| axis.x(day)), bar.until.map_or(RIGHT, |day| axis.x(day)));
    let (from, to) = (from.min(to), to.max(from));
    let from = from.min(RIGHT - LEAST);
    let to = to.max(from + LEAST);
    let kind = format!("tie kind-{}", class(&bar.kind));
    svg.link(bar.href.as_deref(), &kind, &bar.label, true);
    // A wide target for the pointer.
    svg.empty("rect", attrs![class: "hit", x: 0.0, y: top, width: WIDTH, height: ROW]);
    let name = clip(&bar.name, NAMES - 14.0);
    svg.words("name", (NAMES - 10.0, top + ROW / 2.0 + 4.0), "end", &name);
    let y = top + (ROW - BAR) / 2.0;
    svg.empty("rect", attrs![class: "mark", x: from, y: y, width: to - from, height: BAR, rx: 2.0]);
    if bar.since.is_none() {
        arrow(svg, "open", from, 6.0, y);
    }
    if bar.until.is_none() {
        arrow(svg, "mark", to, 8.0, y);
    }
    svg.close();
}

/// A triangle as high as a bar that points to the right.
fn arrow(svg: &mut Svg, class: &str, x: f64, length: f64, y: f64) {
    let corners = [(x, y), (x + length, y + BAR / 2.0), (x, y + BAR)];
    let corners = corners.map(pair).join(" ");
    svg.empty("polygon", attrs![class: class, points: &corners]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Picture, hostile};
    use proptest::prelude::*;

    fn bar(name: &str, since: Option<i64>, until: Option<i64>) -> Bar {
        Bar { name: name.to_owned(), kind: "programme".to_owned(), since, until, ..Bar::default() }
    }

    #[test]
    fn what_has_no_end_has_a_tip_and_what_has_no_beginning_a_notch() {
        let all = vec![bar("a", Some(0), Some(900)), bar("b", Some(400), None), bar("c", None, Some(500))];
        let drawn = bars(&Bars { bars: all, ..Bars::default() });
        let picture = Picture::of(&drawn);
        assert_eq!((picture.count("polygon"), picture.count_class("open")), (2, 1));
        assert_eq!(picture.count_class("kind-programme"), 3);
        let names: Vec<_> = picture.words().into_iter().filter(|w| w.len() == 1).collect();
        assert_eq!(names, ["a", "b", "c"]);
    }

    proptest! {
        #[test]
        fn any_bars_are_well_formed_and_within(
            all in prop::collection::vec((hostile(), any::<Option<i64>>(), any::<Option<i64>>()), 0..20),
            until in any::<Option<i64>>(),
        ) {
            let all = all.into_iter().map(|(text, since, until)| Bar {
                name: text.clone(), kind: text.clone(), label: text.clone(), since, until, href: Some(text),
            });
            let drawn = bars(&Bars { bars: all.collect(), until, ..Bars::default() });
            Picture::of(&drawn);
        }
    }
}
