//! Letters without case and marks, so that words are found however they are typed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, marks off, `đ` as `d`.
///
/// ```
/// assert_eq!(entente_ledger::fold("Nhật Bản, ĐỨC"), "nhat ban, duc");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(plain));
        }
    }
    out
}

/// Letters that Unicode does not take apart.
fn plain(c: char) -> char {
    match c {
        'đ' => 'd',
        'ø' => 'o',
        'ł' => 'l',
        'ı' => 'i',
        _ => c,
    }
}

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

    #[test]
    fn folding_finds_what_is_typed_without_marks() {
        assert_eq!(fold("Hà Nội"), "ha noi");
        assert_eq!(fold("Ha\u{300} No\u{323}\u{302}i"), "ha noi");
        assert_eq!(fold("Đông Đức"), "dong duc");
    }

    proptest! {
        #[test]
        fn words_lie_where_they_say(text in "\\PC{0,40}") {
            for (at, word) in words(&text) {
                prop_assert_eq!(&text[at..at + word.len()], word);
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in "[a-zà-ỹĐđA-Z ]{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
