//! What the project holds itself to, beyond what the compiler and clippy see:
//!
//! - a Rust file begins by saying what it is for, and is short enough to be read in one go;
//! - Vietnamese words are data: none in the engine's code outside of tests and examples in comments;
//! - nothing but tests, benches and documents about measurements leans on the folder beside the project.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// The most lines of a Rust file; of one that holds only tests, more.
const LINES: usize = 500;
const TEST_LINES: usize = 600;

/// Folders that are not ours to check.
const PASSED_OVER: [&str; 6] =
    ["target", ".git", "corpus", "artifacts", "node_modules", ".proptest-regressions"];

/// Letters that only Vietnamese writes.
const LETTERS: &str = "ăắằẳẵặấầẩẫậđếềểễệốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉĩọỏụủũỵỷỹ";

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    file: PathBuf,
    line: usize,
    message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.message)
    }
}

/// Checks the project under `root`; empty when all is well.
pub fn check(root: &Path) -> Vec<Problem> {
    let mut found = Vec::new();
    for path in files(root) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let file = path.strip_prefix(root).unwrap_or(&path).to_owned();
        let problems = check_file(&file.to_string_lossy().replace('\\', "/"), &text);
        found.extend(problems.into_iter().map(|(line, message)| Problem {
            file: file.clone(),
            line,
            message,
        }));
    }
    found
}

/// All files of the project, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|p| !is_passed_over(p))
        .flat_map(|p| if p.is_dir() { files(&p) } else { vec![p] })
        .collect()
}

fn is_passed_over(path: &Path) -> bool {
    path.file_name().is_some_and(|name| PASSED_OVER.iter().any(|p| name == *p))
}

/// What is wrong with one file: line and message.
fn check_file(file: &str, text: &str) -> Vec<(usize, String)> {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let mut found = Vec::new();
    if leans_outside(file, ending) {
        // Built from pieces, so that this file does not find itself.
        let outside = ["../", "shared"].concat();
        for (number, _) in text.lines().enumerate().filter(|(_, l)| l.contains(&outside)) {
            found.push((number + 1, format!("mentions {outside}: only tests, benches and docs may")));
        }
    }
    if ending != "rs" {
        return found;
    }
    if !text.starts_with("//!") && !text.starts_with("#![") {
        found.push((1, "does not begin with //! and what it is for".to_owned()));
    }
    let most = if is_test_file(file) { TEST_LINES } else { LINES };
    let lines = text.lines().count();
    if lines > most {
        found.push((most, format!("has {lines} lines: split it (at most {most})")));
    }
    if is_engine(file) {
        found.extend(vietnamese(text));
    }
    found
}

/// Whether a file may not mention the folder beside the project.
fn leans_outside(file: &str, ending: &str) -> bool {
    let meant = ["docs/", ".ci/", "fuzz/", "xtask/"].iter().any(|d| file.starts_with(d));
    let is_text = ["rs", "toml", "md", "tsv", "sql", "sh"].contains(&ending);
    let top = !file.contains('/') && ending == "md";
    is_text && !meant && !top && !is_test_file(file) && !file.contains("/benches/")
}

fn is_test_file(file: &str) -> bool {
    file.contains("/tests/") || file.ends_with("/tests.rs") || file.ends_with("/testing.rs")
}

fn is_engine(file: &str) -> bool {
    file.starts_with("crates/") && file.contains("/src/") && !is_test_file(file)
}

/// Lines of code that hold Vietnamese letters, tests and comments left out.
fn vietnamese(text: &str) -> Vec<(usize, String)> {
    let code = text.lines().take_while(|l| !l.trim_start().starts_with("#[cfg(test)]"));
    let wrong = |line: &str| {
        let code = line.split_once("//").map_or(line, |(code, _)| code);
        // Single letters are part of rules of writing; words belong into the packs.
        code.split(|c: char| !c.is_alphabetic())
            .find(|w| w.chars().count() > 1 && w.to_lowercase().chars().any(|c| LETTERS.contains(c)))
            .map(str::to_owned)
    };
    code.enumerate()
        .filter_map(|(i, l)| {
            Some((i + 1, format!("{:?}: Vietnamese words belong into lang/ or world/", wrong(l)?)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_tidy() {
        let found = check(crate::root());
        let lines: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "\n{}", lines.join("\n"));
    }

    #[track_caller]
    fn finds(file: &str, text: &str, expect: &[usize]) {
        let lines: Vec<_> = check_file(file, text).into_iter().map(|p| p.0).collect();
        assert_eq!(lines, expect, "{file}: {text:?}");
    }

    #[test]
    fn untidy_files_are_found() {
        finds("crates/a/src/b.rs", "//! Is fine.\nfn a() {}\n", &[]);
        finds("crates/a/src/b.rs", "fn a() {}\n", &[1]);
        finds("crates/a/src/b.rs", &format!("//! Long.\n{}", "\n".repeat(LINES)), &[LINES]);
        finds("crates/a/src/tests.rs", &format!("//! Long.\n{}", "\n".repeat(LINES)), &[]);
        finds("crates/a/src/b.rs", "//! Words.\nlet a = \"thăm\";\n", &[2]);
        finds("crates/a/src/b.rs", "//! Words.\nlet a = 'đ'; // thăm\n", &[]);
        finds("crates/a/src/b.rs", "//! Words.\n#[cfg(test)]\nlet a = \"thăm\";\n", &[]);
        let outside = ["//! See ../", "shared/x\n"].concat();
        finds("crates/a/src/b.rs", &outside, &[1]);
        finds("crates/a/tests/b.rs", &outside, &[]);
        finds("lang/vi/a.toml", &outside, &[1]);
        finds("docs/a.md", &outside, &[]);
    }
}
