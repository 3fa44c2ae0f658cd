//! The `entente` program. See `entente --help`.

mod args;
mod ask;
mod commands;
mod lines;
mod output;
mod progress;
mod table;

use args::Cli;
use clap::Parser;
use output::Output;
use std::process::ExitCode;

/// The stages ask for many small pieces of memory: this one hands them out in a tenth less time than most systems' own.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = Output::stdout();
    let done = commands::run(&cli, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match done {
        Ok(outcome) => outcome.exit_code(),
        // The reader at the other end of a pipe has seen enough.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            ExitCode::from(2)
        }
    }
}
