//! Pictures as SVG: pure functions from plain data to text, the same picture for the same data.
//!
//! A picture holds no colours, scripts or styles: elements bear classes that [`CSS`] (or a page's own style sheet) fills
//! in, in light and dark. Each has a title and a description, each link a name of its own; all text is escaped, and a link
//! can lead nowhere but to `http:`, `https:` or a place on the same site.
//!
//! | picture | of what |
//! |---|---|
//! | [`curve()`] | closeness of two polities over time, with the events that it rests on |
//! | [`bars()`] | ties: what held from when to when |
//! | [`track()`] | the steps of a plan, in order |
//! | [`network()`] | who deals with whom, by cooperation and conflict |
//!
//! Days are counted from 1970-01-01. Lengths are in units of the view box, in which letters are 12 high.

mod bars;
mod curve;
mod network;
mod svg;
mod time;
mod track;

pub use bars::{Bar, Bars, bars};
pub use curve::{Curve, Point, Sample, curve};
pub use network::{Edge, Network, Node, NodeShape, network};
pub use track::{Stop, Track, track};

/// Colours and strokes for all pictures, light and dark. Set the custom properties that it begins with to fit a page.
pub const CSS: &str = include_str!("draw.css");

/// What a picture is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// Begins the ids inside the picture; must be unlike those of other pictures of the page. Other than ASCII letters,
    /// digits and hyphens are left out.
    pub id: String,
    /// What the picture shows, in a few words.
    pub title: String,
    /// What can be read off it, for those who do not see it.
    pub description: String,
}

#[cfg(test)]
mod testing;
