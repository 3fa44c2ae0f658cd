//! What can be typed after `ties`, `disputes` and `rebuild`.

use crate::args::{Format, LedgerAt};
use clap::Args;
use entente_text::Edtf;

/// Ties.
#[derive(Debug, Args)]
#[command(
    after_help = "Memberships and partner formats come from the reference world; agreements, programmes, missions, liaison postings, troops,
sanctions and relations from the articles, each with its words. --as-of asks what held on a date, whoever tells of it and when; --known-by
leaves out what was published later.

Examples:
  entente ties JPN NATO
  entente ties JPN NATO --as-of 2016       what tied the two in 2016
  entente ties Azerbaijan --kind partnership --format json"
)]
pub struct Ties {
    /// A polity by code or by any of its names
    pub a: Option<String>,
    /// Another
    pub b: Option<String>,

    #[command(flatten)]
    pub at: LedgerAt,

    /// Only what held on this date (2016, 2016-07, 2016-07-08)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Edtf>,

    /// Only what had been reported by this date
    #[arg(long, value_name = "DATE")]
    pub known_by: Option<Edtf>,

    /// Only these kinds (membership, partnership, agreement, programme, mission, liaison, presence, sanctions, relations)
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
    pub kinds: Vec<String>,

    /// Only ties that this outlet tells of
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Disputes.
#[derive(Debug, Args)]
#[command(
    after_help = "Reports that can't both hold: other dates, numbers or roles for the same, two firsts, and what a later report supersedes. Both
sides are shown with their words; which of them is right is left to the reader.

Examples:
  entente disputes
  entente disputes NATO --kind superseded
  entente disputes --as-of 2023-06 --format json"
)]
pub struct Disputes {
    /// A polity by code or by any of its names
    pub a: Option<String>,
    /// Another
    pub b: Option<String>,

    #[command(flatten)]
    pub at: LedgerAt,

    /// As the ledger would have answered on this date
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Edtf>,

    /// Only these kinds (date, number, role, first, superseded)
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
    pub kinds: Vec<String>,

    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Make again what is derived.
#[derive(Debug, Args)]
#[command(
    after_help = "Claims and documents stay as they are. The result is the same, byte for byte, in whatever order the documents were read.

Examples:
  entente rebuild
  entente rebuild --ledger may.db"
)]
pub struct Rebuild {
    #[command(flatten)]
    pub at: LedgerAt,
}

/// A briefing.
#[derive(Debug, Args)]
#[command(
    after_help = "Every sentence is made of lines of the ledger and bears its sources; nothing is added.

Examples:
  entente brief NATO Japan
  entente brief NATO Japan --lang vi --format html -o brief.html
  entente brief --plan van phong Tokyo --as-of 2023-06"
)]
pub struct Brief {
    /// A polity by code or by any of its names
    pub a: Option<String>,
    /// The other
    pub b: Option<String>,

    /// Words of a plan, in place of two polities
    #[arg(long, value_name = "WORDS", num_args = 1.., conflicts_with_all = ["a", "b"])]
    pub plan: Vec<String>,

    #[command(flatten)]
    pub at: LedgerAt,

    /// As the ledger would have answered on this date
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Edtf>,

    /// Language of the briefing (vi, en)
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub lang: String,

    /// How to write
    #[arg(long, value_enum, default_value_t = Written::Markdown)]
    pub format: Written,

    /// Where to write; standard output where not given
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<std::path::PathBuf>,
}

/// How a briefing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Written {
    /// Markdown with footnotes.
    #[value(alias = "md")]
    Markdown,
    /// One HTML page.
    Html,
}
