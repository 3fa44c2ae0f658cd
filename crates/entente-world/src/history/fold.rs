//! Names made comparable.

use entente_text::fold_letters;

/// A name in small ASCII letters, without diacritics, apostrophes and hyphens, its words parted by one blank:
/// `Kim Jong - un` and `Kim Jong-un` become `kim jong un`, `Phạm Bình Minh` becomes `pham binh minh`.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    fold_letters(name, |c| {
        if c.is_alphanumeric() {
            folded.push(c);
        } else if !"'’ʼ`".contains(c) && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    });
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (name, expected) in [
            ("Kim Jong - un", "kim jong un"),
            ("Kim Jong-un", "kim jong un"),
            ("Phạm Bình Minh", "pham binh minh"),
            ("Đỗ Mười", "do muoi"),
            ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
            ("Binali Yıldırım", "binali yildirim"),
            ("Lars Løkke Rasmussen", "lars lokke rasmussen"),
            ("Peter O’Neill", "peter oneill"),
            ("  H. R. McMaster ", "h r mcmaster"),
            ("", ""),
        ] {
            assert_eq!(fold(name), expected, "{name:?}");
        }
    }
}
