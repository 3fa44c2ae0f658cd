//! Chores of the project. `cargo xtask tidy` checks what the compiler can't: see [`tidy`].

mod tidy;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut err = std::io::stderr().lock();
    let command = std::env::args().nth(1);
    let Some("tidy") = command.as_deref() else {
        let _ = writeln!(err, "usage: cargo xtask tidy");
        return ExitCode::from(2);
    };
    let found = tidy::check(root());
    for problem in &found {
        let _ = writeln!(err, "{problem}");
    }
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The project's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
