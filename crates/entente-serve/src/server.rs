//! Listening, and stopping when told to.

use crate::error::ServeError;
use crate::guard::{Access, SHORTEST};
use crate::routes::router;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::net::TcpListener;

/// What to serve, where, and to whom.
#[derive(Debug, Clone)]
pub struct Options {
    /// The ledger's file.
    pub ledger: PathBuf,
    /// Where to listen; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// What others must know to ask.
    pub token: Option<String>,
}

/// Serves until the process is told to stop. `ready` is told the address to open.
pub fn run(options: &Options, ready: impl FnOnce(&str)) -> Result<(), ServeError> {
    let token = options.token.as_deref().filter(|t| !t.is_empty());
    let access = match token {
        Some(token) if token.chars().count() >= SHORTEST => Access::with_token(token),
        None if options.listen.ip().is_loopback() => Access::local(),
        _ => return Err(ServeError::NeedsToken(options.listen)),
    };
    let router = router(&options.ledger, access)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(options.listen).await.map_err(|e| match e.kind() {
            ErrorKind::AddrInUse => ServeError::Taken(options.listen),
            _ => ServeError::CannotListen(options.listen, e),
        })?;
        ready(&format!("http://{}/", listener.local_addr()?));
        axum::serve(listener, router).with_graceful_shutdown(told_to_stop()).await?;
        Ok(())
    })
}

/// Ends when the process is interrupted or asked to terminate.
async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
