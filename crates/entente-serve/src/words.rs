//! The words of the pages, by language: `lang/<code>/pages.toml`.

use crate::guard::cookie;
use axum::http::{HeaderMap, Uri, header};
use entente_ask::AskError;
use entente_ask::brief::{Phrases, fill};
use entente_code::Kinds;
use entente_lang::{Pack, PackError};
use entente_text::Edtf;
use entente_world::World;
use std::collections::BTreeMap;

/// The file in each language pack.
const FILE: &str = "pages.toml";
/// The cookie and the parameter that choose a language.
pub const LANG: &str = "lang";

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// ISO 639-1.
    pub lang: &'static str,
    /// How dates, names and sentences are written.
    pub phrases: Phrases,
    entries: BTreeMap<String, String>,
}

/// The words of all languages that have pages.
#[derive(Debug)]
pub struct AllWords(Vec<Words>);

impl AllWords {
    /// Loads the words; the language of whoever says nothing else comes first.
    pub fn load() -> Result<Self, PackError> {
        let mut all = Vec::new();
        for pack in Pack::languages().into_iter().filter_map(Pack::of).filter(|p| p.file(FILE).is_ok()) {
            let sections: BTreeMap<String, BTreeMap<String, String>> = pack.toml(FILE)?;
            let flat = |(section, words): (String, BTreeMap<String, String>)| {
                words.into_iter().map(move |(key, value)| (format!("{section}.{key}"), value))
            };
            let phrases = Phrases::of(pack.lang()).map_err(|e| match e {
                AskError::Pack(error) => error,
                other => pack.error(FILE, None, other.to_string()),
            })?;
            all.push(Words {
                lang: pack.lang(),
                phrases,
                entries: sections.into_iter().flat_map(flat).collect(),
            });
        }
        Ok(Self(all))
    }

    /// All languages.
    pub fn iter(&self) -> impl Iterator<Item = &Words> {
        self.0.iter()
    }

    fn get(&self, lang: &str) -> Option<&Words> {
        self.0.iter().find(|w| w.lang.eq_ignore_ascii_case(lang))
    }

    /// The language that a request chooses: by its address, by its cookie, by what its browser accepts.
    pub fn of_request(&self, headers: &HeaderMap, uri: &Uri) -> &Words {
        let query = uri.query().unwrap_or_default();
        let asked = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == LANG).map(|(_, v)| v);
        asked
            .and_then(|lang| self.get(&lang))
            .or_else(|| self.get(cookie(headers, LANG)?))
            .or_else(|| self.accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
            .unwrap_or(&self.0[0])
    }

    /// The best of `vi,en;q=0.8`.
    fn accepted(&self, header: &str) -> Option<&Words> {
        let weighed = header.split(',').filter_map(|part| {
            let (lang, rest) = part.split_once(';').unwrap_or((part, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
            let words = self.get(lang.trim().split('-').next()?)?;
            (weight > 0.0).then_some((weight, words))
        });
        // The first of the heaviest.
        weighed
            .fold(None, |best: Option<(f32, &Words)>, one| match best {
                Some(best) if best.0 >= one.0 => Some(best),
                _ => Some(one),
            })
            .map(|(_, words)| words)
    }
}

impl Words {
    /// The words for a key; the key itself where there are none.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.entries.get(key).map_or(key, String::as_str)
    }

    /// The words for a key of two parts; the second part, with blanks for underscores, where there are none.
    pub fn name(&self, section: &str, key: &str) -> String {
        self.entries.get(&format!("{section}.{key}")).cloned().unwrap_or_else(|| key.replace('_', " "))
    }

    /// All words of a section, by key.
    pub fn section<'a>(&'a self, section: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.entries.iter().filter_map(move |(key, word)| {
            Some((key.strip_prefix(section)?.strip_prefix('.')?, word.as_str()))
        })
    }

    /// The words for a key with their blanks filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.t(key), values)
    }

    /// A number of things: `key.one` where there is one, else `key.many`, each with a blank `{n}`.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = format!("count.{key}_{}", if n == 1 { "one" } else { "many" });
        self.fill(&form, &[("n", &self.number(n))])
    }

    /// A number with its thousands apart.
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let mut grouped = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push_str(self.t("number.thousands"));
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A polity's usual name: states by their name, organisations and groups by their code.
    pub fn polity<'a>(&self, code: &'a str) -> &'a str {
        World::embedded()
            .polity(code)
            .map_or(code, |p| if p.kind.is_state() { p.name(self.lang) } else { code })
    }

    /// A polity's full name.
    pub fn full_name<'a>(&self, code: &'a str) -> &'a str {
        World::embedded().polity(code).map_or(code, |p| p.name(self.lang))
    }

    /// A role's name, or what the article calls it.
    pub fn role(&self, id: &str) -> String {
        World::embedded().role(id).map_or_else(|| id.replace('_', " "), |r| r.name(self.lang).to_owned())
    }

    /// A kind of events: a verb phrase.
    pub fn kind(&self, id: &str) -> String {
        let named = Kinds::embedded().ok().and_then(|k| k.get(id)).and_then(|k| k.name.get(self.lang));
        named.cloned().unwrap_or_else(|| id.replace('_', " "))
    }

    /// A kind of events as a verb that leads on to the other side.
    pub fn verb(&self, id: &str) -> String {
        self.phrases.verb.get(id).cloned().unwrap_or_else(|| self.kind(id))
    }

    /// A date as people write it.
    pub fn date(&self, date: Option<&Edtf>) -> String {
        let open = |key: &str, point: &str| {
            let point = Edtf::parse(point).ok();
            self.fill(key, &[("date", &self.phrases.date(point.as_ref()))])
        };
        match date.map(Edtf::as_str).and_then(|d| d.split_once('/')) {
            Some((from, "..")) => open("line.from", from),
            Some(("..", to)) => open("line.until", to),
            _ => self.phrases.date(date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_languages_have_the_same_keys() {
        let all = AllWords::load().expect("the words load");
        assert!(all.0.len() >= 2);
        let keys = |w: &Words| w.entries.keys().cloned().collect::<Vec<_>>();
        for words in all.iter() {
            assert_eq!(keys(words), keys(&all.0[0]), "{}", words.lang);
        }
    }

    #[test]
    fn the_language_is_that_of_address_cookie_or_browser() {
        let all = AllWords::load().expect("the words load");
        let check = |uri: &str, cookie: &str, accept: &str, expect: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, cookie.parse().expect("a value"));
            headers.insert(header::ACCEPT_LANGUAGE, accept.parse().expect("a value"));
            let uri: Uri = uri.parse().expect("an address");
            assert_eq!(all.of_request(&headers, &uri).lang, expect, "{uri} {cookie} {accept}");
        };
        check("/", "", "", "en");
        check("/?lang=vi", "lang=en", "en", "vi");
        check("/?lang=xx", "a=b; lang=vi", "en", "vi");
        check("/", "", "fr, vi-VN;q=0.8, en;q=0.7", "vi");
        check("/", "", "vi;q=0, en;q=0.1", "en");
        check("/", "", "en-GB,en;q=0.9,vi;q=0.8", "en");
    }

    #[test]
    fn every_key_that_the_pages_use_has_words() {
        let all = AllWords::load().expect("the words load");
        let mut sources = Vec::new();
        for folder in ["src", "src/pages", "src/parts"] {
            let Ok(files) = std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))) else {
                continue;
            };
            sources.extend(files.flatten().filter_map(|f| std::fs::read_to_string(f.path()).ok()));
        }
        let mut used = 0;
        for (call, source) in sources.iter().flat_map(|s| s.split(".t(\"").skip(1).map(move |c| (c, s))) {
            let key = call.split('"').next().unwrap_or_default();
            let template = source.contains(&format!("/// `{key}`"));
            for words in all.iter().filter(|_| key.contains('.') && !template) {
                assert!(words.entries.contains_key(key), "{}: {key}", words.lang);
                used += 1;
            }
        }
        assert!(used > 40, "{used}");
    }
}
