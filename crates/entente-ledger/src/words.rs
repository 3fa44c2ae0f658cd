//! The words of a text with their places.

use unicode_normalization::char::is_combining_mark;

/// The words of a text: runs of letters and digits, with their places.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c)))
        .filter(|w| !w.is_empty())
        .map(|w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_lie_where_they_say(text in "\\PC{0,40}") {
            for (at, word) in words(&text) {
                prop_assert_eq!(&text[at..at + word.len()], word);
            }
        }
    }
}
