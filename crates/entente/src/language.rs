//! Which language a text is in: a document, or a passage that speaks another one than the rest.
//!
//! A pack says how its language shows (`language.toml`): letters of its own and frequent words. Where the packs tell,
//! they decide, also of a headline; else, and for languages without a pack, trigrams do (`whatlang`).

use entente_lang::Pack;
use entente_text::Document;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::OnceLock;
use whatlang::{Detector, Lang};

/// How much of a text is looked at: the language shows early, and long texts cost time.
const ENOUGH: usize = 4096;
/// The share of a text's words that must show a language for its pack to claim the text.
const CLEAR: f64 = 0.2;
/// A passage of fewer words is taken to be in the language of the rest.
const FEW: usize = 8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    letters: String,
    words: Vec<String>,
}

/// How a language shows.
struct Profile {
    lang: &'static str,
    letters: FxHashSet<char>,
    words: FxHashSet<String>,
}

impl Profile {
    fn of(lang: &'static str) -> Option<Self> {
        let file: File = Pack::of(lang)?.toml("language.toml").ok()?;
        Some(Self { lang, letters: file.letters.chars().collect(), words: file.words.into_iter().collect() })
    }

    /// The share of the words that show this language.
    fn share(&self, words: &[String]) -> f64 {
        let shows = |w: &&String| self.words.contains(*w) || w.chars().any(|c| self.letters.contains(&c));
        words.iter().filter(shows).count() as f64 / words.len().max(1) as f64
    }
}

fn profiles() -> &'static [Profile] {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    PROFILES.get_or_init(|| Pack::languages().into_iter().filter_map(Profile::of).collect())
}

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
    if let Some(lang) = by_packs(text, known) {
        return Some(lang);
    }
    if let Some(info) = whatlang::detect(text).filter(whatlang::Info::is_reliable) {
        return Some(two_letters(info.lang()));
    }
    let packs = [Lang::Vie, Lang::Eng].into_iter().filter(|l| known.contains(&two_letters(*l)));
    Detector::with_allowlist(packs.collect()).detect_lang(text).map(two_letters)
}

/// The language whose letters and words clearly show more than those of any other pack.
fn by_packs(text: &str, known: &[&str]) -> Option<&'static str> {
    let words: Vec<String> = words(text).map(str::to_lowercase).collect();
    let known = profiles().iter().filter(|p| known.contains(&p.lang));
    let mut shares: Vec<(f64, &'static str)> = known.map(|p| (p.share(&words), p.lang)).collect();
    shares.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, lang) = *shares.first()?;
    let next = shares.get(1).map_or(0.0, |s| s.0);
    (best >= CLEAR && best >= 1.5 * next).then_some(lang)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty())
}

/// The known language of a passage that is not `rest`, the language of the text around it.
pub fn other(passage: &str, rest: &str, known: &[&str]) -> Option<&'static str> {
    let profile = profiles().iter().find(|p| p.lang == rest)?;
    // Most passages show their language by a letter, or by none that another pack claims.
    let letters = |p: &Profile| !passage.is_ascii() && passage.chars().any(|c| p.letters.contains(&c));
    let plainly_rest = if profile.letters.is_empty() {
        !profiles().iter().any(|p| p.lang != rest && letters(p))
    } else {
        letters(profile)
    };
    if plainly_rest || words(passage).take(FEW).count() < FEW {
        return None;
    }
    by_packs(passage, known).filter(|lang| *lang != rest)
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

    #[test]
    fn headlines_and_bare_letters_tell_too() {
        check(None, "Nga phản đối NATO", Some("vi"));
        check(None, "EU - Philippines ký kết", Some("vi"));
        check(None, "Tổng thống Macron thăm Berlin", Some("vi"));
        check(None, "Thu tuong Viet Nam gap Tong thong Phap", Some("vi"));
        check(None, "Trung Quoc len an NATO voi loi le cung ran", Some("vi"));
        check(None, "France condemns the attack", Some("en"));
        check(None, "Leaders of Vietnam and Laos met in Vientiane", Some("en"));
        check(None, "President Võ Văn Thưởng met the king of Cambodia in Phnom Penh", Some("en"));
        let german =
            "Die Außenminister der beiden Länder trafen sich gestern in Berlin und sprachen über die Krise.";
        check(None, german, Some("de"));
    }

    #[test]
    fn a_passage_in_another_language_is_told_from_the_rest() {
        let known = ["en", "vi"];
        let english = "The minister said that the two sides would meet again in the spring.";
        let vietnamese = "Bộ trưởng cho biết hai bên sẽ gặp lại nhau vào mùa xuân tới.";
        assert_eq!(other(english, "vi", &known), Some("en"));
        assert_eq!(other(vietnamese, "en", &known), Some("vi"));
        assert_eq!(other(english, "en", &known), None);
        assert_eq!(other(vietnamese, "vi", &known), None);
        assert_eq!(other("the new deal", "vi", &known), None);
    }
}
