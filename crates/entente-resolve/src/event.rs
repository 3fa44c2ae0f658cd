//! One happening in the world, with all that is said of it.

use crate::setting::Setting;
use entente_text::{Attribution, Category, Claim, DateBasis, Edtf, Party, Scope, Status};

/// A claim with what is known of where it comes from.
///
/// A bare [`Claim`] will do for one document; the ledger passes its rows, so that it finds them again in the
/// events.
pub trait Reported {
    /// The claim.
    fn claim(&self) -> &Claim;

    /// What tells its document from all others.
    fn document(&self) -> &str {
        &self.claim().doc
    }

    /// What tells the text from all others: the same for documents that are copies of each other.
    fn text(&self) -> &str {
        self.document()
    }

    /// Who published the document.
    fn outlet(&self) -> Option<&str> {
        None
    }

    /// Its sentence and what its article is about, where the text is at hand.
    fn setting(&self) -> Option<&Setting> {
        None
    }

    /// When the document was published.
    fn published(&self) -> Option<Edtf> {
        None
    }
}

impl Reported for Claim {
    fn claim(&self) -> &Claim {
        self
    }
}

/// One happening, merged from the claims that report it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event<C = Claim> {
    /// Twelve letters, made from category, parties, date and first claim.
    pub id: String,
    /// PLOVER category.
    pub category: Category,
    /// Kind, finer than the category.
    pub kind: String,
    /// Who did it.
    pub actors: Vec<Party>,
    /// Who received it.
    pub recipients: Vec<Party>,
    /// Whether both sides did it together.
    pub symmetric: bool,
    /// When: the most precise date that the claims give.
    pub date: Option<Edtf>,
    /// How the date is known.
    pub date_basis: Option<DateBasis>,
    /// The furthest that it has come, as the claims say.
    pub status: Status,
    /// Whether it crosses a border.
    pub scope: Scope,
    /// Fields of cooperation, sorted.
    pub fields: Vec<String>,
    /// From 0 to 1: that of the best claim of each document, raised by independent documents.
    pub confidence: f32,
    /// How many documents report it.
    pub reports: usize,
    /// How many independent sources report it: copies of one text, and texts of one outlet, count once.
    pub independent: usize,
    /// Who published them, sorted.
    pub outlets: Vec<String>,
    /// All claims, in the order of documents and text.
    pub claims: Vec<C>,
    /// Index of the most informative claim: highest confidence, then the longest quote.
    pub best: usize,
}

impl<C: Reported> Event<C> {
    /// The most informative claim.
    pub fn best_claim(&self) -> &Claim {
        self.claims[self.best].claim()
    }

    /// Its words.
    pub fn quote(&self) -> &str {
        &self.best_claim().quote
    }

    /// Who says so, by the most informative claim.
    pub fn attribution(&self) -> Option<&Attribution> {
        self.best_claim().attribution.as_ref()
    }
}
