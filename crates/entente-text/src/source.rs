//! Text normalised to NFC, with the way back to the original bytes.

use crate::span::{SourceSpan, Span};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// One stretch in which the normalised and the original text run in step, or a changed piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    nfc: u32,
    original: u32,
}

/// A text in NFC together with the text that it was made from.
///
/// Where the input already is NFC (nearly always) nothing is stored twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceText {
    nfc: String,
    /// `None` when the input was NFC.
    original: Option<(String, Vec<Step>)>,
}

impl SourceText {
    /// Normalises `input`.
    ///
    /// ```
    /// use entente_text::{SourceText, Span};
    /// let text = SourceText::new("Ha\u{300} No\u{323}\u{302}i".to_owned());
    /// assert_eq!(text.nfc(), "Hà Nội");
    /// let whole = text.to_source(Span::new(0, text.nfc().len()));
    /// assert_eq!(whole.slice(text.original()), text.original());
    /// ```
    pub fn new(input: String) -> Self {
        if input.chars().all(stands_in_nfc)
            || is_nfc_quick(input.chars()) == IsNormalized::Yes
            || is_nfc(&input)
        {
            return Self { nfc: input, original: None };
        }
        let (nfc, steps) = normalise_by_cluster(&input);
        Self { nfc, original: Some((input, steps)) }
    }

    /// The normalised text: what all stages read.
    pub fn nfc(&self) -> &str {
        &self.nfc
    }

    /// The text as it was given.
    pub fn original(&self) -> &str {
        self.original.as_ref().map_or(&self.nfc, |(text, _)| text)
    }

    /// The place in the original of a place in the normalised text. A span that cuts through a changed
    /// cluster is widened to the whole of it.
    pub fn to_source(&self, span: Span) -> SourceSpan {
        let Some((original, steps)) = &self.original else {
            return SourceSpan { start: span.start, end: span.end };
        };
        let start = map_back(steps, span.start, false, original.len());
        let end = map_back(steps, span.end, true, original.len());
        SourceSpan { start, end: end.max(start) }
    }
}

/// The letters of Latin scripts and the marks of news, which NFC leaves as they are: a quick look for most texts.
fn stands_in_nfc(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}')
}

/// Splits into clusters (a starter with the marks behind it), normalises each, and notes where both begin.
fn normalise_by_cluster(input: &str) -> (String, Vec<Step>) {
    let mut nfc = String::with_capacity(input.len());
    let mut steps = Vec::new();
    let mut begin = 0;
    let mut flush = |range: std::ops::Range<usize>, nfc: &mut String| {
        if range.is_empty() {
            return;
        }
        steps.push(Step { nfc: nfc.len() as u32, original: range.start as u32 });
        nfc.extend(input[range].nfc());
    };
    for (at, c) in input.char_indices() {
        if at > begin && joins_nothing_before(c) {
            flush(begin..at, &mut nfc);
            begin = at;
        }
    }
    flush(begin..input.len(), &mut nfc);
    steps.push(Step { nfc: nfc.len() as u32, original: input.len() as u32 });
    (nfc, steps)
}

/// Whether NFC never composes `c` with what stands before it.
fn joins_nothing_before(c: char) -> bool {
    unicode_normalization::char::canonical_combining_class(c) == 0
        && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}

fn map_back(steps: &[Step], at: u32, end: bool, len: usize) -> u32 {
    let i = steps.partition_point(|s| s.nfc <= at);
    let Some(step) = i.checked_sub(1).map(|i| steps[i]) else { return 0 };
    if step.nfc == at {
        return step.original;
    }
    if end { steps.get(i).map_or(len as u32, |s| s.original) } else { step.original }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nfd_maps_back_to_its_own_bytes() {
        let nfd = "Tổng thống Hàn Quốc".nfd().collect::<String>();
        let text = SourceText::new(nfd.clone());
        let at = text.nfc().find("Hàn").expect("present");
        let span = Span::new(at, at + "Hàn Quốc".len());
        assert_eq!(text.to_source(span).slice(&nfd).nfc().collect::<String>(), "Hàn Quốc");
    }

    #[test]
    fn letters_that_stand_in_nfc_do() {
        let quick = |c: &char| stands_in_nfc(*c);
        for c in ('\0'..='\u{2fff}').filter(quick) {
            let starts = unicode_normalization::char::canonical_combining_class(c) == 0;
            assert!(starts && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes, "{c:?}");
        }
    }

    // Marks that stand apart are what these tests are about.
    #[allow(clippy::unicode_not_nfc)]
    mod properties {
        use super::*;

        proptest! {
            #[test]
            fn normalising_by_cluster_is_nfc(input in "\\PC*|[a-zà-ỹ\u{300}\u{301}\u{323}\u{302}가각각 ]{0,40}") {
                let text = SourceText::new(input.clone());
                prop_assert_eq!(text.nfc(), input.nfc().collect::<String>());
                prop_assert_eq!(text.original(), &input);
            }

            #[test]
            fn every_span_maps_into_the_original(input in "[a-eà-ễ\u{300}\u{301}\u{323}\u{302} ]{0,40}", a in 0usize..60, b in 0usize..60) {
                let text = SourceText::new(input);
                let n = text.nfc().len();
                let (a, b) = (a.min(n), b.min(n));
                let (a, b) = (a.min(b), a.max(b));
                if text.nfc().is_char_boundary(a) && text.nfc().is_char_boundary(b) {
                    let source = text.to_source(Span::new(a, b));
                    prop_assert!(text.original().get(source.start as usize..source.end as usize).is_some());
                    let back: String = source.slice(text.original()).nfc().collect();
                    prop_assert!(back.contains(Span::new(a, b).slice(text.nfc())));
                }
            }
        }
    }
}
