//! The program from the outside: what a user types, what comes back, and what happens when things go wrong.

#[path = "cli/asking.rs"]
mod asking;
#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/coding.rs"]
mod coding;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/lines.rs"]
mod lines;
#[path = "cli/reading.rs"]
mod reading;
#[path = "cli/snapshots.rs"]
mod snapshots;
#[path = "cli/world.rs"]
mod world;
