//! Which names of a network are shown, and where: those of the most important nodes first, none over another.

use crate::svg::{FONT, width};

/// Where a name stands beside its node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub x: f64,
    pub y: f64,
    pub anchor: &'static str,
    /// Whether there is room to show it always; else it is shown when looked at.
    pub shown: bool,
}

#[derive(Debug, Clone, Copy)]
struct Rect {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Rect {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn within(&self, (width, height): (f64, f64)) -> bool {
        self.left >= 0.0 && self.top >= 0.0 && self.right <= width && self.bottom <= height
    }

    fn disc((x, y): (f64, f64), r: f64) -> Self {
        Self { left: x - r, top: y - r, right: x + r, bottom: y + r }
    }
}

/// Places for the names of nodes at `at`, which come in order of importance.
pub fn place(at: &[(f64, f64)], radii: &[f64], names: &[String], size: (f64, f64)) -> Vec<Place> {
    let discs: Vec<Rect> = at.iter().zip(radii).map(|(p, r)| Rect::disc(*p, *r)).collect();
    let mut taken: Vec<Rect> = Vec::new();
    let mut places = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let tried = candidates(at[i], radii[i], width(name));
        let free = |(_, r): &&(Place, Rect)| {
            r.within(size)
                && !taken.iter().any(|t| t.meets(r))
                && !discs.iter().enumerate().any(|(j, d)| j != i && d.meets(r))
        };
        if let Some((place, rect)) = tried.iter().find(free) {
            taken.push(*rect);
            places.push(*place);
        } else {
            let inside = tried.iter().find(|(_, r)| r.within(size)).unwrap_or(&tried[0]).0;
            places.push(Place { shown: false, ..inside });
        }
    }
    places
}

/// Right of the node, left of it, below, above.
fn candidates((x, y): (f64, f64), r: f64, wide: f64) -> [(Place, Rect); 4] {
    let at = |dx: f64, dy: f64, anchor: &'static str| {
        let (x, y) = (x + dx, y + dy);
        let left = match anchor {
            "start" => x,
            "end" => x - wide,
            _ => x - wide / 2.0,
        };
        let rect = Rect { left, top: y - FONT, right: left + wide, bottom: y + 3.0 };
        (Place { x, y, anchor, shown: true }, rect)
    };
    [
        at(r + 3.0, 4.0, "start"),
        at(-r - 3.0, 4.0, "end"),
        at(0.0, r + FONT, "middle"),
        at(0.0, -r - 4.0, "middle"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_important_name_is_shown_the_other_on_another_side_or_when_looked_at() {
        let names = ["Nhật Bản", "Hàn Quốc", "Úc"].map(str::to_owned);
        let at = [(100.0, 100.0), (130.0, 100.0), (115.0, 104.0)];
        let placed = place(&at, &[5.0; 3], &names, (300.0, 200.0));
        assert_eq!(
            (placed[0].anchor, placed[0].shown),
            ("end", true),
            "to the right another node is in the way"
        );
        assert_eq!((placed[1].anchor, placed[1].shown), ("start", true));
        assert!(placed[2].anchor == "middle" || !placed[2].shown);
    }

    #[test]
    fn names_stay_inside() {
        let placed = place(&[(198.0, 50.0)], &[2.0], &["Hoa Kỳ".to_owned()], (200.0, 100.0));
        assert_eq!((placed[0].anchor, placed[0].shown), ("end", true));
    }
}
