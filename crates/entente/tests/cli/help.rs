//! Help, completions, manual.

use crate::world::World;

const COMMANDS: [&str; 22] = [
    "brief",
    "ties",
    "disputes",
    "rebuild",
    "read",
    "code",
    "explain",
    "clean",
    "dates",
    "timeline",
    "relation",
    "meetings",
    "actor",
    "plans",
    "stances",
    "quotes",
    "search",
    "show",
    "score",
    "export",
    "completions",
    "man",
];

#[test]
fn each_command_has_help() {
    let world = World::new();
    let overview = world.prints(&["--help"]);
    assert!(overview.contains("Exit codes:") && overview.contains("ENTENTE_LEDGER"));
    for command in COMMANDS {
        assert!(overview.contains(&format!("\n  {command} ")), "{command} is not in the overview");
        let help = world.prints(&[command, "--help"]);
        assert!(help.contains("Usage: entente"), "{command}: {help}");
    }
}

#[test]
fn completions_and_manual_know_the_commands() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = world.prints(&["completions", shell]);
        assert!(script.contains("timeline"), "{shell}");
    }
    let manual = world.prints(&["man"]);
    assert!(manual.contains(".TH") && manual.contains("entente\\-timeline"));
}

#[test]
fn wrong_usage_is_two() {
    let world = World::new();
    for args in [
        &["timelines"][..],
        &[],
        &["read"],
        &["code", "a", "--min-confidence", "1.5"],
        &["timeline", "--type", "VISIT"],
        &["timeline", "--from", "2023-02-30"],
        &["timeline", "--format", "xml"],
        &["dates", "--lang", "xx", "a"],
    ] {
        let (code, said) = world.fails(args);
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(!said.is_empty());
    }
    let (_, said) = world.fails(&["timeline", "--type", "VISIT"]);
    assert!(said.contains("PLOVER"), "{said}");
}
