//! The pages, one a file: each asks the ledger and shows what it finds.

pub mod actor;
pub mod actors;
pub mod brief;
pub mod disputes;
pub mod document;
pub mod documents;
pub mod event;
pub mod events;
pub mod home;
pub mod network;
pub mod plan;
pub mod plans;
pub mod quotes;
pub mod relation;
pub mod search;
pub mod stances;
pub mod ties;

use crate::asked::{Asked, Format, path};
use crate::problem::Problem;

/// Leads to the one address of a page where it was asked for under another name; data is given at any.
fn canonical(asked: &Asked, pieces: &[&str]) -> Result<(), Problem> {
    let address = path(pieces);
    if asked.format != Format::Page || asked.path() == address {
        return Ok(());
    }
    Err(Problem::elsewhere(crate::asked::address(&address, asked.others(&["a", "b"]))))
}
