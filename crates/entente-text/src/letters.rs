//! Letters told and folded fast, where the general tables of Unicode are slow: those of the Latin scripts.

/// The letters of Latin scripts beyond ASCII.
///
/// ```
/// use entente_text::letters::is_latin;
/// assert!(is_latin('ệ') && is_latin('đ') && !is_latin('×') && !is_latin('a'));
/// ```
pub fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether it is a letter or digit: [`char::is_alphanumeric`].
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_latin(c) || c.is_alphanumeric() }
}

/// The lower case of a letter that has a short way to it: ASCII and the letters of Vietnamese. `None` says nothing.
pub fn quick_lower(c: char) -> Option<char> {
    match c {
        '\0'..='\x7f' => Some(c.to_ascii_lowercase()),
        '\u{1ea0}'..='\u{1eff}' => char::from_u32(u32::from(c) | 1),
        '\u{df}'..='\u{f6}' | '\u{f8}'..='\u{ff}' => Some(c),
        'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => Some(c),
        _ => None,
    }
}

/// Calls `give` with each letter of the lower case of a word: [`char::to_lowercase`] of its letters.
pub fn each_lower(word: &str, mut give: impl FnMut(char)) {
    for c in word.chars() {
        match quick_lower(c) {
            Some(c) => give(c),
            None => c.to_lowercase().for_each(&mut give),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_ways_lead_where_the_long_ones_do() {
        for c in '\0'..='\u{2fff}' {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            if let Some(lower) = quick_lower(c) {
                assert_eq!(lower.to_string(), c.to_lowercase().to_string(), "{c:?}");
            }
        }
    }
}
