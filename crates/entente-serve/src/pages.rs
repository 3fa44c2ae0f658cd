//! The pages, one a file: each asks the ledger and shows what it finds.

pub mod event;
pub mod events;
pub mod home;
