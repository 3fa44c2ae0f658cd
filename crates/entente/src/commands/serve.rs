//! `entente serve`: the ledger in the browser.

use crate::args::Serve;
use crate::ask;
use crate::output::{self, Output};
use anyhow::Result;
use entente_serve::Options;

/// Serves until it is told to stop.
pub fn run(args: &Serve, quiet: bool, out: &mut Output) -> Result<()> {
    // Whatever is wrong with the ledger is said as all asking commands say it.
    drop(ask::open(&args.at, None)?);
    let options = Options { ledger: args.at.ledger.clone(), listen: args.listen, token: args.token.clone() };
    let mut told = Ok(());
    entente_serve::run(&options, |address| {
        told = out.line(address).and_then(|()| out.flush());
        if !quiet {
            output::remark("press Ctrl-C to stop");
        }
    })?;
    Ok(told?)
}
