//! Which language a document is in.

use entente_text::Document;
use whatlang::{Detector, Lang};

/// How much of a text is looked at: the language shows early, and long texts cost time.
const ENOUGH: usize = 4096;

/// The document's language (ISO 639-1): as it says itself, else as its letters and words show; `None` where
/// neither tells. `known` are the languages with a pack, which are preferred for short texts.
pub fn of(document: &Document, known: &[&str]) -> Option<String> {
    match &document.lang {
        Some(lang) if !lang.trim().is_empty() => {
            let primary = lang.split(['-', '_']).next().unwrap_or_default();
            Some(primary.trim().to_ascii_lowercase())
        }
        _ => detect(document.text(), known).map(str::to_owned),
    }
}

/// The language of a text, when it shows.
///
/// ```
/// use entente::language::detect;
/// assert_eq!(detect("Hai nước nhất trí tăng cường hợp tác quốc phòng.", &["vi"]), Some("vi"));
/// let french = "Les ministres des Affaires étrangères des deux pays se sont rencontrés hier soir à Paris pour parler de la crise.";
/// assert_eq!(detect(french, &["vi"]), Some("fr"));
/// ```
pub fn detect(text: &str, known: &[&str]) -> Option<&'static str> {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    if let Some(info) = whatlang::detect(text).filter(whatlang::Info::is_reliable) {
        return Some(two_letters(info.lang()));
    }
    let packs = [Lang::Vie, Lang::Eng].into_iter().filter(|l| known.contains(&two_letters(*l)));
    Detector::with_allowlist(packs.collect()).detect_lang(text).map(two_letters)
}

/// ISO 639-1 of the languages that a newsroom meets; the three letters of the others.
fn two_letters(lang: Lang) -> &'static str {
    match lang.code() {
        "vie" => "vi",
        "eng" => "en",
        "fra" => "fr",
        "deu" => "de",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "nld" => "nl",
        "rus" => "ru",
        "ukr" => "uk",
        "cmn" => "zh",
        "jpn" => "ja",
        "kor" => "ko",
        "ara" => "ar",
        "ind" => "id",
        "tha" => "th",
        "tur" => "tr",
        "pol" => "pl",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lang: Option<&str>, text: &str, expect: Option<&str>) {
        let mut document = Document::new("a", "", text);
        document.lang = lang.map(str::to_owned);
        assert_eq!(of(&document, &["en", "vi"]).as_deref(), expect, "{text}");
    }

    #[test]
    fn what_the_document_says_counts_before_what_it_looks_like() {
        check(Some("vi-VN"), "The two sides met in Brussels on Monday.", Some("vi"));
        check(Some(" "), "Hai bên đã gặp nhau tại Brussels hôm thứ hai.", Some("vi"));
        check(None, "Hai bên đã gặp nhau tại Brussels hôm thứ hai.", Some("vi"));
        check(None, "The two sides met in Brussels on Monday to discuss the plan.", Some("en"));
        check(None, "", None);
        check(None, "123 456 ...", None);
    }
}
