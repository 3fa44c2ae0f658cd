//! What can be typed to the commands that need no ledger.

use super::confidence;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Code documents.
#[derive(Debug, Args)]
#[command(
    after_help = "One JSON object an event, a line each, in the order of the documents; an event that a document tells several \
times is printed once.

Types are PLOVER's sixteen as annotators of news use them; a plan is the planned act with status \"scheduled\". --ontology plover makes them strict \
PLOVER: signing a treaty is SUPPORT; a visit, support, cooperation or aid to come is AGREE, a withdrawal to come CONCEDE; sanctions, coercion, assault \
and mobilization to come are THREATEN; a protest note and a summons are ACCUSE; a meeting called off is REJECT; all who act together are actors; with \
mode, context, auxiliary (future, hypothetical, negation) and PLOVER's score. --ontology cameo gives CAMEO codes as type, with their root.

Examples:
  entente code article.txt
  entente code corpus.jsonl --ontology plover
  entente code corpus.jsonl --min-confidence 0.7 > events.jsonl
  cat article.txt | entente code -"
)]
pub struct Code {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Leave out events below this confidence [default: the coder's own threshold]
    #[arg(long, value_name = "0..1", value_parser = confidence)]
    pub min_confidence: Option<f32>,

    /// In whose terms to give types
    #[arg(long, value_enum, default_value_t = Coding::Own)]
    pub ontology: Coding,
}

/// In whose terms types are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Coding {
    /// PLOVER's sixteen as annotators of news use them.
    Own,
    /// Strict PLOVER.
    Plover,
    /// CAMEO codes.
    Cameo,
}

/// Explain coding.
#[derive(Debug, Args)]
#[command(
    after_help = "What has no blank is taken for a path, what has one for a text. Of each sentence you see the pieces that the rules see, \
the mentions with the polity that they act for, the time expressions, and at each trigger every frame that was tried: what it claims and what \
speaks for and against it, or why it claims nothing. Confidence starts from a value that all claims share; +0.7 doubles the odds of being \
right, -0.7 halves them. A cost grows with what stands between a trigger and who is taken for actor or recipient; 0 is plain.

Pieces: [mention] <time> *trigger* word(what it does).

Examples:
  entente explain \"Japan and NATO signed an agreement in Brussels on 12 July 2023.\"
  entente explain article.txt --grep Brussels
  entente explain news.jsonl --rule consult.visit --format json
  cat article.txt | entente explain - --lang vi"
)]
pub struct Explain {
    /// Files, folders, - for standard input, or texts
    #[arg(required = true, value_name = "TEXT|PATH")]
    pub inputs: Vec<String>,

    /// Language of all of it [default: as each document says or shows]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,

    /// Only sentences with these words, with or without diacritics
    #[arg(long, value_name = "WORDS")]
    pub grep: Option<String>,

    /// Only frames whose rule id holds this (consult.visit)
    #[arg(long, value_name = "PART")]
    pub rule: Option<String>,

    /// How to print
    #[arg(long, value_enum, default_value_t = Told::Text)]
    pub format: Told,
}

/// How to print what is told at length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Told {
    /// To read.
    Text,
    /// One JSON object a document, a line each.
    Json,
}

/// Label lines.
#[derive(Debug, Args)]
#[command(
    after_help = "Labels: title, standfirst, body, caption, byline, credit, furniture, teaser. Blank lines are counted, not printed.

Examples:
  entente clean page.txt
  entente clean pages/ --format jsonl"
)]
pub struct Clean {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// How to print
    #[arg(long, value_enum, default_value_t = Lines::Table)]
    pub format: Lines,
}

/// Time expressions.
#[derive(Debug, Args)]
#[command(
    after_help = "Texts come as arguments or, without any, from standard input: plain lines, or JSON Lines {\"text\", \"reference\"}.

Examples:
  entente dates --lang vi --reference 2023-07-12 \"11/7\"
  entente dates --lang vi --format jsonl < phrases.jsonl"
)]
pub struct Dates {
    /// Language of the texts
    #[arg(long, value_name = "LANG", default_value = "vi")]
    pub lang: String,

    /// Date and time that "yesterday" and the like count from (2023-07-12, 2023-07-12T09:00:00+07:00) [default: now]
    #[arg(long, value_name = "DATETIME")]
    pub reference: Option<String>,

    /// Where a date can lie on both sides of the reference
    #[arg(long, value_enum)]
    pub prefer: Option<Side>,

    /// How to print
    #[arg(long, value_enum, default_value_t = Lines::Table)]
    pub format: Lines,

    /// The texts
    #[arg(value_name = "TEXT")]
    pub texts: Vec<String>,
}

/// A side of the reference time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// Before it.
    Past,
    /// After it.
    Future,
}

/// How to print lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lines {
    /// One JSON object a line.
    Jsonl,
    /// A table to look at.
    Table,
}

/// Score predictions.
#[derive(Debug, Args)]
#[command(
    after_help = "GOLD has a document a line, {\"id\", \"events\": […]}; PREDICTED the same, or an event a line with its document's id as \"doc\", as \
`entente code` prints it. Where gold has the \"text\" too, --errors codes it again to tell what no frame was tried for from what a frame failed at.

Examples:
  entente code gold.jsonl > predicted.jsonl; entente score gold.jsonl predicted.jsonl
  entente score gold.jsonl predicted.jsonl --errors | less
  entente score gold.jsonl predicted.jsonl --by rule
  entente code gold.jsonl --min-confidence 0 | entente score gold.jsonl - --reliability"
)]
pub struct Score {
    /// The right events
    pub gold: PathBuf,
    /// The events to score
    pub predicted: PathBuf,

    /// Print the result as one JSON object
    #[arg(long)]
    pub json: bool,

    /// List what was missed and what was wrong, by cause
    #[arg(long)]
    pub errors: bool,

    /// Group the counts by this [default: type]
    #[arg(long, value_enum)]
    pub by: Option<Grouped>,

    /// How often events of each confidence are right
    #[arg(long)]
    pub reliability: bool,

    /// Which predicted events count
    #[arg(long, value_enum, default_value_t = Scope::International)]
    pub scope: Scope,

    /// Gold knows organisations only as IGO
    #[arg(long)]
    pub igo: bool,
}

/// What counts are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Grouped {
    /// PLOVER category.
    Type,
    /// Kind of what was predicted.
    Kind,
    /// Rule that made what was predicted.
    Rule,
}

/// Which events count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scope {
    /// Those that cross a border.
    International,
    /// Those within one state as well.
    All,
}
