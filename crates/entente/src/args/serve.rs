//! What can be typed after `serve`.

use super::LedgerAt;
use clap::Args;
use std::net::SocketAddr;

/// Pages and API.
#[derive(Debug, Args)]
#[command(
    after_help = "The pages only read: `entente read` can fill the same ledger meanwhile, and what it adds shows at the next look. Every page has a
twin with .json or .csv at the end of its address; /api describes the API. Without --token only this machine is let in.

Examples:
  entente serve                                   then open http://127.0.0.1:7878/
  entente serve --ledger may.db --listen 127.0.0.1:8080
  entente serve --listen 0.0.0.0:7878 --token \"$(openssl rand -hex 16)\""
)]
pub struct Serve {
    #[command(flatten)]
    pub at: LedgerAt,

    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7878")]
    pub listen: SocketAddr,

    /// What others must know to look: in the address once (?token=…), or as a bearer token; needed wherever other machines could reach the
    /// server
    #[arg(long, value_name = "WORDS", env = "ENTENTE_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
}
