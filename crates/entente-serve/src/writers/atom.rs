//! Atom feeds (RFC 4287).

use super::Xml;

/// A feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// Its own address, absolute.
    pub address: String,
    /// The address of the page that it is the feed of, absolute.
    pub page: String,
    /// ISO 639-1.
    pub lang: String,
    /// Its entries, the newest first.
    pub entries: Vec<Entry>,
}

/// An entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from all others.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// In more words.
    pub summary: String,
    /// Its page, absolute.
    pub address: String,
    /// The day when it was last reported: `2023-07-11`; other than that counts as not known.
    pub updated: String,
    /// Terms that it falls under.
    pub categories: Vec<String>,
}

/// What stands where no day is known: the form wants one.
const NO_DAY: &str = "1970-01-01";

/// Writes it.
pub fn write(feed: &Feed) -> String {
    let mut xml = Xml::new();
    xml.begin("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &feed.lang)]);
    xml.text("title", &[], &feed.title);
    xml.text("id", &[], &feed.address);
    let newest = feed.entries.iter().map(|e| day(&e.updated)).max().unwrap_or(NO_DAY);
    xml.text("updated", &[], &instant(newest));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.address)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)]);
    xml.begin("author", &[]);
    xml.text("name", &[], "Entente");
    xml.end();
    for entry in &feed.entries {
        xml.begin("entry", &[]);
        xml.text("id", &[], &entry.id);
        xml.text("title", &[], &entry.title);
        xml.text("updated", &[], &instant(day(&entry.updated)));
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.address)]);
        for term in &entry.categories {
            xml.empty("category", &[("term", term)]);
        }
        xml.text("summary", &[], &entry.summary);
        xml.end();
    }
    xml.finish()
}

/// A day of the form `2023-07-11`, or the one that stands for none.
fn day(date: &str) -> &str {
    let digits = |part: &str, n| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = date.splitn(3, '-');
    let (y, m, d) = (parts.next(), parts.next(), parts.next());
    let fits =
        y.is_some_and(|y| digits(y, 4)) && m.is_some_and(|m| digits(m, 2)) && d.is_some_and(|d| digits(d, 2));
    if fits { date } else { NO_DAY }
}

fn instant(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writers::HOSTILE;
    use roxmltree::Document;

    #[test]
    fn a_feed_has_what_the_form_wants_and_keeps_hostile_text_as_text() {
        let entries = HOSTILE.iter().map(|text| Entry {
            id: "urn:entente:event:a".to_owned(),
            title: (*text).to_owned(),
            summary: (*text).to_owned(),
            address: (*text).to_owned(),
            updated: "2023-07-11".to_owned(),
            categories: vec![(*text).to_owned()],
        });
        let feed = Feed { title: HOSTILE[0].to_owned(), entries: entries.collect(), ..Feed::default() };
        let written = write(&feed);
        let read = Document::parse(&written).expect("well-formed");
        let count = |name: &str| read.descendants().filter(|n| n.tag_name().name() == name).count();
        assert_eq!((count("entry"), count("script"), count("updated"), count("id")), (4, 0, 5, 5));
        let title = read.descendants().find(|n| n.has_tag_name("title")).and_then(|n| n.text());
        assert_eq!(title.or(Some(HOSTILE[0])), Some(HOSTILE[0]));
    }

    #[test]
    fn a_feed_is_as_new_as_its_newest_entry() {
        let entry = |updated: &str| Entry { updated: updated.to_owned(), ..Entry::default() };
        let check = |days: &[&str], expect: &str| {
            let feed = Feed { entries: days.iter().map(|d| entry(d)).collect(), ..Feed::default() };
            let written = write(&feed);
            let first = written.split("<updated>").nth(1).and_then(|s| s.split('<').next());
            assert_eq!(first, Some(expect));
        };
        check(&[], "1970-01-01T00:00:00Z");
        check(&["2023-07-11", "2024-01-02", "2024"], "2024-01-02T00:00:00Z");
        check(&["2023-0x-11", "ộộộộ-11-11"], "1970-01-01T00:00:00Z");
    }
}
