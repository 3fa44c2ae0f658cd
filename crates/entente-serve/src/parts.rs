//! Pieces that several pages are made of.

pub mod events;
pub mod filters;
pub mod lines;
pub mod links;
pub mod pictures;
