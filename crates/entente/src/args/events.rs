//! What can be typed after `timeline`, `relation`, `actor` and `search`.

use super::Asked;
use clap::{Args, ValueEnum};

/// Events by date.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente timeline                          everything
  entente timeline NATO                     all that NATO takes part in
  entente timeline NATO JPN --from 2022     what both take part in since 2022
  entente timeline \"Nhat Ban\" --type CONSULT --format csv")]
pub struct Timeline {
    /// A polity by code or by any of its names
    pub a: Option<String>,
    /// Another
    pub b: Option<String>,

    #[command(flatten)]
    pub asked: Asked,
}

/// What lies between two.
#[derive(Debug, Args)]
#[command(
    after_help = "Only events in which the two face each other or act together; `timeline A B` also lists those that both are merely named in.
The curve says how close the two are, from -10 to 10: PLOVER scores weighted by confidence and independent sources, halved
each year (docs/RELATION.md). --curve gives it as JSON or CSV in place of the events.

Examples:
  entente relation NATO Japan
  entente relation CHN USA --from 2023 --format json
  entente relation NATO Japan --curve --step year --format csv"
)]
pub struct Relation {
    /// A polity by code or by any of its names
    pub a: String,
    /// The other
    pub b: String,

    /// Only the curve
    #[arg(long)]
    pub curve: bool,

    /// The steps of the curve [default: what fits the time between the first and the last event]
    #[arg(long, value_enum)]
    pub step: Option<Step>,

    #[command(flatten)]
    pub asked: Asked,
}

/// The steps of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Month by month.
    Month,
    /// Quarter by quarter.
    Quarter,
    /// Year by year.
    Year,
}

/// One polity or person.
#[derive(Debug, Args)]
#[command(
    after_help = "A name that is no polity's is looked for among the persons that articles name, in either order of family and given name, with or
without diacritics.

Examples:
  entente actor Japan
  entente actor \"Han Quoc\" --from 2022
  entente actor Kishida                    roles over time, partners, events"
)]
pub struct Actor {
    /// A polity by code or by any of its names, or a person by name
    #[arg(value_name = "NAME")]
    pub a: String,

    #[command(flatten)]
    pub asked: Asked,
}

/// Full-text search.
#[derive(Debug, Args)]
#[command(
    after_help = "Words typed without diacritics are found with them. Words in quotation marks stand together. With filters, only
passages that tell of such events are shown.

Examples:
  entente search Nhat Ban
  entente search '\"van phong lien lac\" Tokyo'
  entente search duc --limit 5 --format json"
)]
pub struct Search {
    /// The words, all of which a passage must hold
    #[arg(required = true)]
    pub words: Vec<String>,

    #[command(flatten)]
    pub asked: Asked,

    /// The most passages to show
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
}
