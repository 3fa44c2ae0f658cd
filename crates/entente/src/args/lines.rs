//! What can be typed to ask for plans, stances, quotations and meetings.

use super::Asked;
use clap::Args;

/// Plans.
#[derive(Debug, Args)]
#[command(
    after_help = "The words stand anywhere in what is told of a plan, with or without diacritics; a plan's parties are found by their names.
Up to three plans are shown with their whole life, more as a list. --kind: office, agreement, project, visit, meeting …

Examples:
  entente plans                              all plans
  entente plans van phong Tokyo              one plan, step by step
  entente plans NATO --kind office --format json"
)]
pub struct Plans {
    /// Words of the plan, or a polity
    pub words: Vec<String>,

    #[command(flatten)]
    pub asked: Asked,
}

/// Stances.
#[derive(Debug, Args)]
#[command(after_help = "--kind: supports, opposes, reserves.

Examples:
  entente stances                            all stances
  entente stances \"van phong Tokyo\"         who stands where on a plan
  entente stances CHN --kind opposes         what China is against, and who is against China")]
pub struct Stances {
    /// A plan by its id or its words, or a polity or person by name
    #[arg(value_name = "PLAN|ACTOR")]
    pub about: Option<String>,

    #[command(flatten)]
    pub asked: Asked,
}

/// Quotations.
#[derive(Debug, Args)]
#[command(
    after_help = "--kind: direct (whole clauses between quotation marks), partial (a few words), indirect (in the reporter's words).

Examples:
  entente quotes                             all quotations
  entente quotes \"Mao Ning\" --kind direct   what one person said, word for word
  entente quotes NATO --from 2023"
)]
pub struct Quotes {
    /// A person, polity or outlet by name
    #[arg(value_name = "ACTOR")]
    pub who: Option<String>,

    #[command(flatten)]
    pub asked: Asked,
}

/// Known meetings.
#[derive(Debug, Args)]
#[command(
    after_help = "Summits and other meetings of the reference world (world/meetings.tsv), each once, with all articles that speak of it and
the events of the ledger that it is.

Examples:
  entente meetings                           all that articles speak of
  entente meetings NATO 2023                 by name, organisation, year or town
  entente meetings Madrid --format json"
)]
pub struct Meetings {
    /// Words of its name, its organisation, its town or year
    pub words: Vec<String>,

    #[command(flatten)]
    pub asked: Asked,
}
