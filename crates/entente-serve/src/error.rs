//! Why the server can't start.

use entente_lang::PackError;
use entente_ledger::LedgerError;
use std::net::SocketAddr;

/// Why the server can't start or had to stop.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Something else listens there.
    #[error("{0} is taken by another program; name another port with --listen {host}:{port}", host = .0.ip(), port = .0.port().checked_add(1).unwrap_or(8_000))]
    Taken(SocketAddr),
    /// The address is none of this machine, or needs rights.
    #[error("can't listen on {0}: {1}")]
    CannotListen(SocketAddr, std::io::Error),
    /// Others could read the ledger.
    #[error(
        "{0} can be reached from other machines: give a token of at least {least} letters with --token, or listen on 127.0.0.1",
        least = crate::guard::SHORTEST
    )]
    NeedsToken(SocketAddr),
    /// The ledger can't be opened.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The words of the pages are broken.
    #[error(transparent)]
    Words(#[from] PackError),
    /// The server itself failed.
    #[error("the server stopped: {0}")]
    Io(#[from] std::io::Error),
}
