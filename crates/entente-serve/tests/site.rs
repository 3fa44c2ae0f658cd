//! The pages of a real ledger, asked in-process.

#[path = "site/world.rs"]
mod world;

#[path = "site/access.rs"]
mod access;
#[path = "site/hostile.rs"]
mod hostile;
#[path = "site/pages.rs"]
mod pages;
#[path = "site/schema.rs"]
mod schema;
