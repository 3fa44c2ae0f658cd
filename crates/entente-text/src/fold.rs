//! Letters without case and marks, so that a name is found however it is typed.

use std::sync::LazyLock;
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
    fold_letters(text, |c| folded.push(c));
    folded
}

/// The letters of a folded text, one after the other.
pub fn fold_letters(text: &str, mut give: impl FnMut(char)) {
    for c in text.chars() {
        if c.is_ascii() {
            give(c.to_ascii_lowercase());
        } else if let Some(c) = plain(c) {
            keyboard(c, &mut give);
        } else {
            decomposed(c).for_each(|c| keyboard(c, &mut give));
        }
    }
}

/// The small letters of a character, marks off.
fn decomposed(c: char) -> impl Iterator<Item = char> {
    let is_mark = |c: &char| is_combining_mark(*c);
    c.nfd().filter(move |c| !is_mark(c)).flat_map(char::to_lowercase).filter(move |c| !is_mark(c))
}

/// The small letter of a letter of the Latin scripts, marks off, where it is one. Names are folded by the thousand
/// when the reference world is indexed, and taking a letter apart is slow.
fn plain(c: char) -> Option<char> {
    static TABLE: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
        let one = |c: char| {
            let mut letters = decomposed(c);
            letters.next().filter(|_| letters.next().is_none())
        };
        ('\0'..LATIN_END).chain(VIETNAMESE).map(one).collect()
    });
    let code = u32::from(c) as usize;
    let (low, high) = (u32::from(LATIN_END) as usize, u32::from(*VIETNAMESE.start()) as usize);
    let at = if code < low { code } else { code.checked_sub(high)? + low };
    TABLE.get(at).copied().flatten()
}

const LATIN_END: char = '\u{250}';
const VIETNAMESE: std::ops::RangeInclusive<char> = '\u{1e00}'..='\u{1eff}';

/// Gives a letter; those that Unicode does not take apart as the letters that a keyboard has for them.
fn keyboard(c: char, give: &mut impl FnMut(char)) {
    let letters = match c {
        'đ' | 'ð' => "d",
        'ø' => "o",
        'ł' => "l",
        'ı' => "i",
        'ə' => "e",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ => return give(c),
    };
    letters.chars().for_each(give);
}

#[cfg(test)]
mod tests {
    use super::{decomposed, fold, plain};
    use proptest::prelude::*;

    #[test]
    fn letters_are_found_in_the_table_as_they_decompose() {
        for c in '\0'..='\u{2fff}' {
            if let Some(letter) = plain(c) {
                assert!(decomposed(c).eq([letter]), "{c:?}");
            }
        }
        assert_eq!(plain('Ệ'), Some('e'));
    }

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
