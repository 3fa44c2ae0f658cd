//! The commands, one a file.

mod actor;
mod body;
mod brief;
mod clean;
mod code;
mod completions;
mod curve;
mod dates;
mod disputes;
mod explain;
mod export;
mod failures;
mod man;
mod meetings;
mod person;
mod plans;
mod quotes;
mod read;
mod rebuild;
mod relation;
mod score;
mod search;
mod serve;
mod show;
mod stances;
mod ties;
mod timeline;
mod watch;

use crate::args::{Cli, Command};
use crate::output::Output;
use anyhow::Result;
use std::process::ExitCode;

/// How a run ended that was not cut short by an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All was done.
    Done,
    /// Some inputs could not be read.
    SomeFailed,
}

impl Outcome {
    /// The exit code, as `--help` documents it.
    pub fn exit_code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::SomeFailed => ExitCode::from(1),
        }
    }
}

/// Does what was typed.
pub fn run(cli: &Cli, out: &mut Output) -> Result<Outcome> {
    let done = |result: Result<()>| result.map(|()| Outcome::Done);
    match &cli.command {
        Command::Read(args) => read::run(args, cli.quiet, out),
        Command::Code(args) => code::run(args, cli.quiet, out),
        Command::Explain(args) => explain::run(args, out),
        Command::Clean(args) => clean::run(args, out),
        Command::Dates(args) => done(dates::run(args, out)),
        Command::Timeline(args) => done(timeline::run(args, cli.quiet, out)),
        Command::Relation(args) => done(relation::run(args, out)),
        Command::Ties(args) => done(ties::run(args, out)),
        Command::Brief(args) => done(brief::run(args, out)),
        Command::Disputes(args) => done(disputes::run(args, out)),
        Command::Meetings(args) => done(meetings::run(args, cli.quiet, out)),
        Command::Actor(args) => done(actor::run(args, out)),
        Command::Plans(args) => done(plans::run(args, cli.quiet, out)),
        Command::Stances(args) => done(stances::run(args, cli.quiet, out)),
        Command::Quotes(args) => done(quotes::run(args, cli.quiet, out)),
        Command::Search(args) => done(search::run(args, out)),
        Command::Show(args) => done(show::run(args, out)),
        Command::Serve(args) => done(serve::run(args, cli.quiet, out)),
        Command::Rebuild(args) => done(rebuild::run(args, out)),
        Command::Score(args) => done(score::run(args, out)),
        Command::Export(args) => done(export::run(args, out)),
        Command::Completions(args) => done(completions::run(args, out)),
        Command::Man => done(man::run(out)),
    }
}
