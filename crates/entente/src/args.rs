//! What can be typed. One definition for parsing, help, completions and the manual page.

mod coding;
mod events;
mod lasting;
mod lines;
mod serve;

use clap::{Args, Parser, Subcommand, ValueEnum};
pub use coding::{Clean, Code, Coding, Dates, Explain, Grouped, Lines, Scope, Score, Side, Told};
use entente_ask::Choice;
use entente_text::{Category, Edtf};
pub use events::{Actor, Relation, Search, Step, Timeline};
pub use lasting::{Brief, Disputes, Rebuild, Ties, Written};
pub use lines::{Meetings, Plans, Quotes, Stances};
pub use serve::Serve;
use std::path::PathBuf;

const AFTER: &str = "Exit codes:
  0  done (nothing found is no error)
  1  done, but some inputs could not be read: they are named on standard error
  2  wrong usage, or an error that ended the run

Environment:
  ENTENTE_LEDGER  the ledger to use where --ledger is not given
  NO_COLOR        no colours

Examples:
  entente read articles/                   read a folder into ./entente.db
  entente timeline NATO Japan              how the two got here
  entente search \"Nhat Ban\"                finds the words with their diacritics
  entente code news.jsonl > events.jsonl   events as JSON Lines, without a ledger";

/// Reads the news and keeps the ledger of relations between states and international organisations: who met, signed,
/// promised, objected, deployed or struck; when; who says so; and in which exact words.
#[derive(Debug, Parser)]
#[command(name = "entente", version, after_help = AFTER, max_term_width = 110, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// No progress bar and no remarks
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands, one a file under `commands/`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read files and folders into the ledger, then say what was found
    Read(Read),
    /// Code documents and print events as JSON Lines, without a ledger
    Code(Code),
    /// Show why a text is coded as it is: mentions, dates, each frame tried and what came of it
    Explain(Explain),
    /// Show the lines of documents with their labels
    Clean(Clean),
    /// Show the time expressions of texts with their values
    Dates(Dates),
    /// Events by date: all, those of A, or those between A and B
    Timeline(Timeline),
    /// What lies between A and B: in numbers, then event by event
    Relation(Relation),
    /// What ties A and B: memberships, agreements, missions, sanctions; since when and until when
    Ties(Ties),
    /// A sourced briefing on A and B, or on a plan
    Brief(Brief),
    /// Where reports contradict each other, or a later one supersedes an earlier one
    Disputes(Disputes),
    /// The known meetings that articles speak of: when, where, in which words
    Meetings(Meetings),
    /// With whom A deals, who acts for it, and its latest events
    Actor(Actor),
    /// What was planned, and what became of it: steps, who is for and against, who blocks it
    Plans(Plans),
    /// Who is for and against what, and why
    Stances(Stances),
    /// Who said what, in which words
    Quotes(Quotes),
    /// Find passages by their words, with or without diacritics
    Search(Search),
    /// Open an event, plan, stance or quotation to its words, or a document to its events
    Show(Show),
    /// Open the ledger in the browser: pages, and the same data by an API
    Serve(Serve),
    /// Make all that is derived from the stored claims again
    Rebuild(Rebuild),
    /// Hold predicted events against gold: precision, recall and F1
    Score(Score),
    /// Write events to a file or to standard output
    Export(Export),
    /// Print the completions of a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

/// Where the ledger is.
#[derive(Debug, Args)]
pub struct LedgerAt {
    /// The ledger's file
    #[arg(long, value_name = "FILE", env = "ENTENTE_LEDGER", default_value = "entente.db")]
    pub ledger: PathBuf,
}

/// Read files and folders into the ledger.
#[derive(Debug, Args)]
#[command(
    after_help = "Reads .txt, .md and .jsonl ({\"id\", \"text\"}, optional title, lang, published, url, outlet), folders with all \
that is in them, and standard input (-). Reading the same bytes twice adds nothing, so a run that was stopped goes on where it was \
when the same command is given again.

Examples:
  entente read articles/
  entente read --ledger may.db feed.jsonl notes.txt
  entente read --watch inbox/              goes on: what is put into the folder is read
  curl … | entente read -"
)]
pub struct Read {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub at: LedgerAt,

    /// Make all events again from the stored claims
    #[arg(long)]
    pub rebuild: bool,

    /// Go on and read new and changed files as they appear, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
}

/// How to print the answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table to look at.
    Table,
    /// A JSON array of objects.
    Json,
    /// Comma-separated values, header first.
    Csv,
}

/// Which events, and how to print them.
#[derive(Debug, Args)]
pub struct Asked {
    #[command(flatten)]
    pub at: LedgerAt,

    #[command(flatten)]
    pub filter: Filter,

    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Which events.
#[derive(Debug, Clone, PartialEq, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct Filter {
    /// Not before this date (2022, 2022-06, 2022-06-28); leaves out undated events
    #[arg(long, value_name = "DATE")]
    pub from: Option<Edtf>,

    /// Not after this date; leaves out undated events
    #[arg(long, value_name = "DATE")]
    pub to: Option<Edtf>,

    /// Only these categories (CONSULT, AGREE …), separated by commas
    #[arg(long = "type", value_name = "CATEGORY", value_delimiter = ',')]
    pub categories: Vec<Category>,

    /// Only these kinds (visit, sanction …), separated by commas
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
    pub kinds: Vec<String>,

    /// Only events that touch this field (cyber, space …)
    #[arg(long, value_name = "FIELD")]
    pub field: Option<String>,

    /// Only events that this outlet reports
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Hide events below this confidence [default: the coder's own threshold]
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    pub min_confidence: Option<f32>,

    /// As the ledger would have answered on this date: nothing that was published later is known
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Edtf>,

    /// Hide nothing: neither events of low confidence nor those within one state
    #[arg(long)]
    pub all: bool,
}

impl Filter {
    /// What is asked for, without the date as of which it is.
    pub fn choice(&self) -> Choice {
        Choice {
            from: self.from.clone(),
            to: self.to.clone(),
            categories: self.categories.clone(),
            kinds: self.kinds.clone(),
            field: self.field.clone(),
            outlet: self.outlet.clone(),
            min_confidence: self.min_confidence,
            all: self.all,
        }
    }
}

/// Open an event or a document.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente show k3f9a0            the event, plan, stance or quotation whose id begins so, with every sentence that tells it
  entente show articles/05.txt   what is known of a document")]
pub struct Show {
    /// The id of an event, plan, stance or quotation or its first letters, or a document's id, path or SHA-256
    pub id: String,

    #[command(flatten)]
    pub at: LedgerAt,

    /// As the ledger would have answered on this date
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Edtf>,

    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Write events out.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente export > events.jsonl
  entente export --format csv --from 2023 -o events.csv")]
pub struct Export {
    #[command(flatten)]
    pub at: LedgerAt,

    #[command(flatten)]
    pub filter: Filter,

    /// What to write
    #[arg(long, value_enum, default_value_t = Exported::Jsonl)]
    pub format: Exported,

    /// Where to write; standard output where not given
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Exported {
    /// One JSON object an event, a line each.
    Jsonl,
    /// Comma-separated values, header first.
    Csv,
}

/// Completions.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente completions bash > ~/.local/share/bash-completion/completions/entente
  entente completions fish > ~/.config/fish/completions/entente.fish")]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

fn confidence(typed: &str) -> Result<f32, String> {
    match typed.parse::<f32>() {
        Ok(x) if (0.0..=1.0).contains(&x) => Ok(x),
        _ => Err("not a number from 0 to 1".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_help_with_examples() {
        for command in Cli::command().get_subcommands().filter(|c| c.get_name() != "man") {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Examples:\n  "), "{} has no examples", command.get_name());
            assert!(command.get_about().is_some(), "{}", command.get_name());
        }
    }
}
