//! The form in which lines and phrases are compared: small letters, any number as `#`, white space as one
//! blank, no punctuation at the ends.

/// Writes the compared form of `line` into `out`.
///
/// ```
/// let mut out = String::new();
/// entente_clean::compared("  [Bình  luận (12)] ", &mut out);
/// assert_eq!(out, "bình luận (#");
/// ```
pub fn compared(line: &str, out: &mut String) {
    write(line, out);
    let end = out.trim_end_matches(|c| !in_words(c)).len();
    out.truncate(end);
}

/// The compared form of a phrase that a line may begin with: what it ends in is kept (`ảnh:`), `#` is a number.
pub fn prefix(phrase: &str) -> String {
    let mut out = String::new();
    write(&phrase.replace('#', "0"), &mut out);
    out
}

/// The compared form of a phrase that is a whole line; `#` is a number.
pub fn whole(phrase: &str) -> String {
    let mut out = String::new();
    compared(&phrase.replace('#', "0"), &mut out);
    out
}

/// The first word of a compared form, by which prefixes are found.
pub fn first_word(form: &str) -> &str {
    &form[..form.find(|c| !in_words(c)).unwrap_or(form.len())]
}

/// What counts as part of a word in a compared form.
pub fn in_words(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '#' | '©')
}

fn write(line: &str, out: &mut String) {
    out.clear();
    let (mut number, mut gap) = (false, false);
    for c in line.chars() {
        let digit = c.is_ascii_digit();
        if digit && number {
            continue;
        }
        number = digit;
        if c == ' ' || c == '#' || (!('!'..='~').contains(&c) && (c.is_whitespace() || is_invisible(c))) {
            gap = !out.is_empty();
            continue;
        }
        if out.is_empty() && !in_words(c) {
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        push_small(if digit { '#' } else { c }, out);
    }
}

/// Writes the small letter of `c`. The blocks that Vietnamese is written in have capitals on even places, small
/// letters on the odd ones after them; looking all letters up takes most of the stage's time.
fn push_small(c: char, out: &mut String) {
    match c {
        '\0'..='\x7f' => out.push(c.to_ascii_lowercase()),
        '\u{100}'..='\u{12f}' | '\u{14a}'..='\u{177}' | '\u{1ea0}'..='\u{1eff}' => {
            out.push(char::from_u32(c as u32 | 1).unwrap_or(c));
        }
        'ß'..='ÿ' | 'ơ' | 'ư' => out.push(c),
        _ => out.extend(c.to_lowercase()),
    }
}

/// Whether `c` is a capital; quick for the letters of Vietnamese, as [`push_small`] is.
pub fn is_capital(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_uppercase(),
        '\u{1ea0}'..='\u{1eff}' => c as u32 & 1 == 0,
        'ß'..='ÿ' | 'ơ' | 'ư' => false,
        _ => c.is_uppercase(),
    }
}

/// Marks without a width that pages are strewn with: joiners, soft hyphens, byte order marks, controls.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_left_out() {
        for (line, form) in [
            ("NHỎ  Bình\u{a0}thường Lớn", "nhỏ bình thường lớn"),
            ("» Xem thêm…", "xem thêm"),
            ("1.234 lượt xem", "#.# lượt xem"),
            ("#NATO", "nato"),
            ("© 2024", "© #"),
            ("\u{feff}\u{200b}*** ", ""),
        ] {
            assert_eq!(whole(&line.replace('#', "")), form, "{line}");
        }
        assert_eq!(prefix("Ảnh:"), "ảnh:");
        assert_eq!(whole("Bình luận (#)"), "bình luận (#");
    }

    proptest! {
        #[test]
        fn letters_are_made_small_as_unicode_does(c in prop_oneof!["[\\u{0}-\\u{250}\\u{1e00}-\\u{1eff}]", "\\PC"]) {
            let mut out = String::new();
            c.chars().for_each(|c| push_small(c, &mut out));
            prop_assert_eq!(out, c.to_lowercase());
            prop_assert!(c.chars().all(|c| is_capital(c) == c.is_uppercase()));
        }

        #[test]
        fn comparing_twice_changes_nothing(line in "\\PC{0,60}") {
            let once = whole(&line.replace('#', " "));
            prop_assert_eq!(whole(&once), once);
        }
    }
}
