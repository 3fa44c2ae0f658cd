//! Bytes to text, whatever the encoding. Never fails: what can't be decoded is replaced and counted.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes the guess of an encoding looks at.
const SAMPLE: usize = 1 << 20;

/// A text with how it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding's name in the WHATWG standard: `UTF-8`, `UTF-16LE`, `windows-1258` …
    pub encoding: &'static str,
    /// How many U+FFFD stand for bytes that fit the encoding nowhere.
    pub replaced: usize,
}

/// Decodes `bytes`: by the byte order mark; as UTF-8 where that fits; as UTF-16 by where the zero bytes
/// stand; as UTF-8 with a few broken bytes; else by a guess among the legacy encodings.
///
/// `hint` is the top-level domain of the likeliest country (`vn`), which settles close guesses; anything
/// but lower-case ASCII letters is ignored.
///
/// ```
/// let text = entente_read::decode("\u{feff}Hà Nội".as_bytes(), None);
/// assert_eq!((text.text.as_str(), text.encoding), ("Hà Nội", "UTF-8"));
/// let wide: Vec<u8> = "Seoul".encode_utf16().flat_map(u16::to_le_bytes).collect();
/// assert_eq!(entente_read::decode(&wide, None).text, "Seoul");
/// ```
pub fn decode(bytes: &[u8], hint: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), encoding: UTF_8.name(), replaced: 0 },
        Err(_) if mostly_utf8(bytes) => decode_as(UTF_8, bytes),
        Err(error) => decode_as(guess_legacy(bytes, error.valid_up_to(), hint), bytes),
    }
}

/// Which UTF-16 a stream is in, by its first bytes; `None` for all else.
pub(crate) fn utf16_of(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) => (encoding != UTF_8).then_some(encoding),
        None => utf16_without_mark(head),
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let replaced = if broken { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

/// UTF-16 shows by its zero bytes: the high halves of ASCII letters, all on one side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(8192)];
    let pairs = sample.len() / 2;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    // Vietnamese has a third of its letters outside Latin-1, but spaces and plain letters make up the rest.
    let many = |n: usize| pairs >= 2 && n * 10 >= pairs * 4;
    let few = |n: usize| n * 20 <= pairs;
    if many(low_first) && few(high_first) {
        Some(UTF_16LE)
    } else if many(high_first) && few(low_first) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether broken bytes are the exception among characters of two bytes and more. In legacy encodings such
/// characters come about by chance only: their accented letters rarely stand before a symbol.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

fn guess_legacy(bytes: &[u8], first_broken: usize, hint: Option<&str>) -> &'static Encoding {
    // The letters before the first odd byte tell what it may be.
    let from = first_broken.saturating_sub(64);
    let sample = &bytes[from..bytes.len().min(from + SAMPLE)];
    let hint = hint.filter(|h| !h.is_empty() && h.bytes().all(|b| b.is_ascii_lowercase()));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(hint.map(str::as_bytes), Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SENTENCE: &str = "Ngày 5/3, hai nước ký thỏa thuận về an ninh hàng hải tại thủ đô Hà Nội.";

    fn check(bytes: &[u8], encoding: &str, text: &str, replaced: usize) {
        let got = decode(bytes, Some("vn"));
        assert_eq!((got.encoding, got.text.as_str(), got.replaced), (encoding, text, replaced));
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn unicode_with_and_without_mark() {
        check(SENTENCE.as_bytes(), "UTF-8", SENTENCE, 0);
        check(&[b"\xef\xbb\xbf", SENTENCE.as_bytes()].concat(), "UTF-8", SENTENCE, 0);
        check(&utf16(SENTENCE, u16::to_le_bytes), "UTF-16LE", SENTENCE, 0);
        check(&utf16(SENTENCE, u16::to_be_bytes), "UTF-16BE", SENTENCE, 0);
        let marked = format!("\u{feff}{SENTENCE}");
        check(&utf16(&marked, u16::to_le_bytes), "UTF-16LE", SENTENCE, 0);
        check(&utf16(&marked, u16::to_be_bytes), "UTF-16BE", SENTENCE, 0);
    }

    /// windows-1258 has the vowels with their shape and writes the tone behind them.
    #[test]
    fn windows_1258_is_detected() {
        let with_tones_apart = "Ng\u{e0}y 5/3, hai n\u{1b0}\u{1a1}\u{301}c ky\u{301} tho\u{309}a thu\u{e2}\u{323}n vê\u{300} an ninh ha\u{300}ng ha\u{309}i.";
        let (bytes, _, lost) = encoding_rs::WINDOWS_1258.encode(with_tones_apart);
        assert!(!lost);
        check(&bytes, "windows-1258", with_tones_apart, 0);
    }

    #[test]
    fn a_broken_byte_costs_one_character() {
        let mut bytes = SENTENCE.as_bytes().to_vec();
        bytes.insert(9, 0xff);
        let got = decode(&bytes, Some("vn"));
        assert_eq!((got.encoding, got.replaced), ("UTF-8", 1));
        assert_eq!(got.text.replace('\u{fffd}', ""), SENTENCE);
    }

    #[test]
    fn zero_bytes_are_harmless() {
        check("Hà\0 Nội\0".as_bytes(), "UTF-8", "Hà\0 Nội\0", 0);
        check(&[0; 64], "UTF-8", &"\0".repeat(64), 0);
        check(b"", "UTF-8", "", 0);
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(bytes in proptest::collection::vec(any::<u8>(), 0..300), hint in "[a-zA-Z.]{0,3}") {
            let got = decode(&bytes, Some(&hint));
            prop_assert!(got.text.len() <= bytes.len() * 3);
        }

        #[test]
        fn utf8_comes_through_unchanged(text in "[^\u{feff}\0]{0,80}") {
            let got = decode(text.as_bytes(), None);
            prop_assert_eq!(got.text, text);
            prop_assert_eq!(got.replaced, 0);
        }
    }
}
