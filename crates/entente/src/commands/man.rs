//! `entente man`: the manual page, made of the same definitions as `--help`.

use crate::args::Cli;
use crate::output::Output;
use anyhow::Result;
use clap::CommandFactory;
use std::io::Write;

/// Prints the manual: one page for the program, then one for each command.
pub fn run(out: &mut Output) -> Result<()> {
    let mut program = Cli::command();
    program.build();
    clap_mangen::Man::new(program.clone()).render(out)?;
    for command in program.get_subcommands().filter(|c| c.get_name() != "help") {
        let name = format!("entente-{}", command.get_name());
        out.write_all(b"\n")?;
        clap_mangen::Man::new(command.clone()).title(name).render(out)?;
    }
    Ok(())
}
