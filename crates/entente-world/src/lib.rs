//! The reference world: polities, names, roles, members, meetings.

pub mod history;
