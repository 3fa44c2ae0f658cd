//! `entente completions`: what a shell needs to complete commands.

use crate::args::{Cli, Completions};
use crate::output::Output;
use anyhow::Result;
use clap::CommandFactory;
use std::io::Write;

/// Prints the completions of a shell.
pub fn run(args: &Completions, out: &mut Output) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "entente", &mut script);
    out.write_all(&script)?;
    Ok(())
}
