//! The ledger in the browser: pages, their JSON and CSV twins, and an API.
//!
//! Every page is made on the server from a question of `entente_ask` and works without scripts. The same address with
//! `.json` or `.csv` behind it, and the same path below `/api/v1`, gives the same answer as data. This is the only crate
//! that knows HTTP. It reads the ledger and never writes it.

mod answer;
mod app;
mod asked;
mod assets;
mod error;
mod guard;
mod layout;
mod openapi;
mod pages;
mod parts;
mod pool;
mod problem;
mod routes;
mod server;
mod shelf;
mod words;
mod writers;
mod written;

pub use error::ServeError;
pub use guard::Access;
pub use routes::router;
pub use server::{Options, run};
