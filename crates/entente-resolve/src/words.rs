//! How alike the words of two claims are.

use entente_text::letters::{each_lower, is_alphanumeric};
use entente_text::{Claim, Located};

/// The words of a quote without regard to case, sorted, each once; as numbers, for they are compared by the million.
pub(crate) fn bag(text: &str) -> Vec<u64> {
    let mut words: Vec<_> =
        text.split(|c: char| !is_alphanumeric(c)).filter(|w| !w.is_empty()).map(number).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of a text in their order, repeated as they are.
pub(crate) fn bag_order(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(number).collect()
}

/// FNV-1a of the lower-cased letters: the same in every run.
fn number(word: &str) -> u64 {
    let step = |hash: u64, c: char| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    let mut hash = 0xcbf2_9ce4_8422_2325;
    each_lower(word, |c| hash = step(hash, c));
    hash
}

/// One number for a whole bag.
pub(crate) fn digest(bag: &[u64]) -> u64 {
    bag.iter()
        .fold(bag.len() as u64, |hash, word| (hash.rotate_left(5) ^ word).wrapping_mul(0x0100_0000_01b3))
}

/// Words in common, as a share of the shorter and of all.
pub(crate) struct Likeness {
    /// Words in common.
    pub shared: usize,
    /// Share of the shorter bag that is in the other.
    pub contained: f32,
    /// Share of all words that are in both.
    pub jaccard: f32,
}

pub(crate) fn likeness(a: &[u64], b: &[u64]) -> Likeness {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let shorter = a.len().min(b.len()).max(1);
    let all = (a.len() + b.len() - shared).max(1);
    Likeness { shared, contained: shared as f32 / shorter as f32, jaccard: shared as f32 / all as f32 }
}

/// The words of the trigger, lower-cased; empty where it lies outside of the quote.
pub(crate) fn trigger(claim: &Claim) -> String {
    let (Located { part: a, span: quote }, Located { part: b, span }) = (claim.at, claim.trigger);
    if a != b || span.start < quote.start {
        return String::new();
    }
    let range = (span.start - quote.start) as usize..span.end.saturating_sub(quote.start) as usize;
    claim.quote.get(range).unwrap_or_default().to_lowercase()
}

/// Whether two places in the same document share at least one byte.
pub(crate) fn overlap(a: Located, b: Located) -> bool {
    a.part == b.part && a.span.start < b.span.end && b.span.start < a.span.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::claim;

    #[test]
    fn words_are_compared_without_case_and_marks() {
        let (a, b) = (bag("Nga lên án Mỹ, \"lên án\""), bag("nga LÊN ÁN"));
        assert_eq!((a.len(), b.len()), (4, 3));
        let alike = likeness(&a, &b);
        assert_eq!((alike.shared, alike.contained), (3, 1.0));
        assert!((alike.jaccard - 0.75).abs() < 1e-6);
    }

    #[test]
    fn a_trigger_is_read_from_the_quote_and_never_panics() {
        let mut c = claim("ACCUSE", "condemn", &["RUS"], &["USA"]);
        c.quote = "Nga lên án Mỹ".to_owned();
        c.at.span = entente_text::SourceSpan { start: 10, end: 27 };
        c.trigger.span = entente_text::SourceSpan { start: 14, end: 22 };
        assert_eq!(trigger(&c), "lên án");
        c.trigger.span.start = 2;
        assert_eq!(trigger(&c), "");
        c.trigger.span = entente_text::SourceSpan { start: 15, end: 999 };
        assert_eq!(trigger(&c), "");
    }
}
