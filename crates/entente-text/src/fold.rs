//! Letters without case and marks, so that a name is found however it is typed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, diacritics off, `đ` as `d`. Spaces, hyphens and digits stay as they are.
///
/// ```
/// use entente_text::fold;
/// assert_eq!(fold("Nhật Bản, ĐỨC"), "nhat ban, duc");
/// assert_eq!(fold("Recep Tayyip Erdoğan"), "recep tayyip erdogan");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            c.nfd()
                .filter(|c| !is_combining_mark(*c))
                .flat_map(char::to_lowercase)
                .for_each(|c| push(&mut folded, c));
        }
    }
    folded
}

/// Adds a letter; those that Unicode does not take apart go as the letters that a keyboard has for them.
fn push(folded: &mut String, c: char) {
    match c {
        'đ' | 'ð' => folded.push('d'),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        'ə' => folded.push('e'),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ß' => folded.push_str("ss"),
        'þ' => folded.push_str("th"),
        _ if is_combining_mark(c) => {}
        _ => folded.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (typed, expected) in [
            ("Hà Nội", "ha noi"),
            ("Ha\u{300} No\u{323}\u{302}i", "ha noi"),
            ("ĐÔNG ĐỨC", "dong duc"),
            ("Hàn Quốc", "han quoc"),
            ("Ả-rập Xê-út", "a-rap xe-ut"),
            ("Türkiye", "turkiye"),
            ("İstanbul", "istanbul"),
            ("Tromsø", "tromso"),
            ("", ""),
        ] {
            assert_eq!(fold(typed), expected, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
