//! What an address asks for: page, form, filters.

use crate::problem::Problem;
use axum::http::Uri;
use entente_ask::Choice;
use entente_text::{Category, Edtf};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// How the answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// HTML.
    Page,
    /// JSON.
    Json,
    /// Comma-separated values.
    Csv,
}

/// Where the API lies.
pub const API: &str = "/api/v1";

const ENDINGS: [(&str, Format); 2] = [(".json", Format::Json), (".csv", Format::Csv)];

impl Format {
    /// The form that a path asks for.
    pub fn of_path(path: &str) -> Self {
        let ending = ENDINGS.iter().find(|(ending, _)| path.ends_with(ending));
        match ending {
            Some((_, format)) => *format,
            None if path.starts_with(API) => Self::Json,
            None => Self::Page,
        }
    }
}

/// The most lines of one page of a list.
pub const MOST: usize = 500;
/// The lines of one page of a list where nothing else is asked for.
const USUAL: usize = 50;
/// The most parameters that are looked at.
const PARAMETERS: usize = 100;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The form of the answer.
    pub format: Format,
    /// The pieces of the path that name something, decoded.
    pub args: Vec<String>,
    /// The filters.
    pub choice: Choice,
    /// As the ledger would have answered on this date.
    pub as_of: Option<Edtf>,
    /// Which page of a list, from 1.
    pub page: usize,
    /// How many lines a page of a list has.
    pub limit: usize,
    /// The language of the answer.
    pub lang: &'static str,
    /// Path of the page, without ending, encoded.
    path: String,
    /// The parameters that are not empty, decoded.
    pairs: Vec<(String, String)>,
}

impl Asked {
    /// Reads an address. `args` are the pieces of its path that name something.
    pub fn read(uri: &Uri, mut args: Vec<String>, lang: &'static str) -> Result<Self, Problem> {
        let full = uri.path();
        let format = Format::of_path(full);
        let ending = ENDINGS.iter().find(|(ending, _)| full.ends_with(ending)).map_or("", |(e, _)| e);
        if let Some(last) = args.last_mut()
            && let Some(name) = last.strip_suffix(ending)
        {
            *last = name.to_owned();
        }
        let path = full.strip_suffix(ending).unwrap_or(full);
        let path = path.strip_prefix(API).unwrap_or(path);
        let path = if path.is_empty() { "/" } else { path };
        let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let pairs: Vec<(String, String)> = pairs
            .take(PARAMETERS)
            .map(|(key, value)| (key.into_owned(), value.trim().to_owned()))
            // Forms send what was left empty; programs don't.
            .filter(|(_, value)| !value.is_empty() || full.starts_with(API))
            .collect();
        let mut asked = Self {
            format,
            args,
            choice: Choice::default(),
            as_of: None,
            page: 1,
            limit: USUAL,
            lang,
            path: path.to_owned(),
            pairs,
        };
        asked.filters()?;
        Ok(asked)
    }

    fn filters(&mut self) -> Result<(), Problem> {
        self.choice = Choice {
            from: self.date("from")?,
            to: self.date("to")?,
            categories: self.categories()?,
            kinds: self.list("kind"),
            field: self.value("field").map(str::to_owned),
            outlet: self.value("outlet").map(str::to_owned),
            min_confidence: self.confidence()?,
            all: self.one_of("all", &["0", "1", "false", "true"])?.is_some_and(|v| v == "1" || v == "true"),
        };
        self.as_of = self.date("as_of")?;
        self.one_of("order", &["newest", "oldest"])?;
        self.page = self.number("page", 1, 100_000)?.unwrap_or(1);
        self.limit = self.number("limit", 1, MOST)?.unwrap_or(USUAL);
        Ok(())
    }

    /// A date among the parameters.
    pub fn date(&self, name: &str) -> Result<Option<Edtf>, Problem> {
        let read = |v| match Edtf::parse(v) {
            Ok(date) if date.bounds().is_some() => Ok(date),
            Ok(_) => Err(Problem::parameter(name, format!("{v:?}"))),
            Err(e) => Err(Problem::parameter(name, e)),
        };
        self.value(name).map(read).transpose()
    }

    fn categories(&self) -> Result<Vec<Category>, Problem> {
        let read = |v: String| v.parse::<Category>().map_err(|e| Problem::parameter("type", e));
        self.list("type").into_iter().map(read).collect()
    }

    fn confidence(&self) -> Result<Option<f32>, Problem> {
        let read = |v: &str| match v.parse::<f32>() {
            Ok(x) if (0.0..=1.0).contains(&x) => Ok(x),
            _ => Err(Problem::parameter("confidence", format!("{v:?} (0–1)"))),
        };
        self.value("confidence").map(read).transpose()
    }

    /// A number among the parameters.
    pub fn number(&self, name: &str, least: usize, most: usize) -> Result<Option<usize>, Problem> {
        let read = |v: &str| match v.parse::<usize>() {
            Ok(n) if (least..=most).contains(&n) => Ok(n),
            _ => Err(Problem::parameter(name, format!("{v:?} ({least}–{most})"))),
        };
        self.value(name).map(read).transpose()
    }

    fn one_of(&self, name: &str, known: &[&str]) -> Result<Option<&str>, Problem> {
        match self.value(name) {
            Some(typed) if !known.contains(&typed) => {
                Err(Problem::parameter(name, format!("{typed:?} ({})", known.join(", "))))
            }
            typed => Ok(typed),
        }
    }

    /// A parameter that is not empty.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The values of a parameter that can stand several times, or hold several separated by commas.
    pub fn list(&self, name: &str) -> Vec<String> {
        let values = self.pairs.iter().filter(|(key, _)| key == name).flat_map(|(_, v)| v.split(','));
        values.map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
    }

    /// All parameters but these.
    pub fn others<'a>(&'a self, but: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).filter(move |(k, _)| !but.contains(k))
    }

    /// Whether the newest come first; `newest` where nothing is asked for.
    pub fn newest_first(&self, newest: bool) -> bool {
        match self.value("order") {
            Some("oldest") => false,
            Some("newest") => true,
            _ => newest,
        }
    }

    /// How many lines stand before this page of a list.
    pub fn offset(&self) -> usize {
        (self.page - 1) * self.limit
    }

    /// The part of a list that this page of it shows.
    pub fn part<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let from = self.offset().min(all.len());
        &all[from..(from + self.limit).min(all.len())]
    }

    /// The path of the page.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The address of this page with a parameter changed, or taken away; begins at the first page of a list.
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let kept = self.others(&["page"]).filter(|(k, _)| *k != name);
        address(&self.path, kept.chain(value.map(|v| (name, v))))
    }

    /// The address of another page of the list.
    pub fn at_page(&self, page: usize) -> String {
        let page = page.to_string();
        address(&self.path, self.others(&["page"]).chain([("page", page.as_str())]))
    }

    /// The address of the same answer in another form.
    pub fn twin(&self, ending: &str) -> String {
        let path = if self.path == "/" { "/home" } else { &self.path };
        address(&format!("{path}.{ending}"), self.others(&["lang"]))
    }

    /// The address of another form of this page that has a path of its own, with all parameters.
    pub fn other(&self, path: &str) -> String {
        address(path, self.others(&["page", "lang"]))
    }

    /// The address of another page with the filters that make sense everywhere kept.
    pub fn to(&self, path: &str) -> String {
        address(path, self.pairs.iter().filter(|(k, _)| k == "as_of").map(|(k, v)| (k.as_str(), v.as_str())))
    }
}

/// A path with parameters.
pub fn address<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (key, value) in pairs {
        query.append_pair(key, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');

/// A path of pieces that name something.
pub fn path(pieces: &[&str]) -> String {
    pieces.iter().flat_map(|piece| std::iter::once("/").chain(utf8_percent_encode(piece, SEGMENT))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str, args: &[&str]) -> Asked {
        let uri: Uri = address.parse().expect("an address");
        let args = args.iter().map(|a| (*a).to_owned()).collect();
        Asked::read(&uri, args, "en").unwrap_or_else(|p| panic!("{address}: {p:?}"))
    }

    #[test]
    fn an_address_names_page_form_and_filters() {
        let asked = read(
            "/relation/NATO/JPN.csv?from=2022&type=consult,AGREE&type=aid&page=2&to=&x=y",
            &["NATO", "JPN.csv"],
        );
        assert_eq!(asked.format, Format::Csv);
        assert_eq!(asked.args, ["NATO", "JPN"]);
        assert_eq!(asked.path(), "/relation/NATO/JPN");
        assert_eq!(asked.choice.categories.len(), 3);
        assert_eq!((asked.page, asked.choice.to.is_none()), (2, true));
        assert_eq!(asked.with("x", None), "/relation/NATO/JPN?from=2022&type=consult%2CAGREE&type=aid");
        assert_eq!(read("/api/v1/events", &[]).format, Format::Json);
        assert_eq!(read("/api/v1/events", &[]).path(), "/events");
        assert_eq!(read("/?lang=vi", &[]).twin("json"), "/home.json");
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        for bad in [
            "from=x",
            "to=2022-13",
            "confidence=2",
            "page=0",
            "page=-1",
            "limit=100000",
            "type=LOVE",
            "as_of=%FF",
        ] {
            let uri: Uri = format!("/events?{bad}").parse().expect("an address");
            assert!(Asked::read(&uri, Vec::new(), "en").is_err(), "{bad}");
        }
    }

    #[test]
    fn names_are_encoded_in_paths() {
        assert_eq!(path(&["actor", "a/b.json?"]), "/actor/a%2Fb%2Ejson%3F");
        assert_eq!(path(&["actor", "Nhật"]), "/actor/Nh%E1%BA%ADt");
    }
}
