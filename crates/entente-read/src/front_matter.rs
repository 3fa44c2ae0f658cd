//! The `key: value` block between two `---` lines at the head of a Markdown file.

/// How many lines the block may have before we take the opening line for a mere rule.
const MAX_LINES: usize = 80;

/// What the block says, as written; nothing is checked here.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    pub title: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub lang: Option<String>,
}

/// Reads the front matter of `text`, when it has one. The text itself is left as it is.
pub fn read(text: &str) -> Option<FrontMatter> {
    let mut lines = text.lines();
    (lines.next()?.trim_end() == "---").then_some(())?;
    let mut found = FrontMatter::default();
    for line in lines.take(MAX_LINES) {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(found);
        }
        if let Some((key, value)) = line.split_once(':') {
            found.set(&key.trim().to_ascii_lowercase(), unquoted(value));
        } else if !belongs(line) {
            return None;
        }
    }
    None
}

impl FrontMatter {
    fn set(&mut self, key: &str, value: &str) {
        let slot = match key {
            "title" => &mut self.title,
            "date" | "published" | "publish_date" | "pubdate" => &mut self.published,
            "url" | "link" | "canonical" => &mut self.url,
            "outlet" | "site" | "source" | "publisher" => &mut self.outlet,
            "lang" | "language" => &mut self.lang,
            _ => return,
        };
        if !value.is_empty() {
            slot.get_or_insert_with(|| value.to_owned());
        }
    }
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    ['"', '\''].iter().find_map(|&q| value.strip_prefix(q)?.strip_suffix(q)).unwrap_or(value)
}

/// Lines without a colon that may stand in the block: blank ones, comments, list items, what goes on from above.
fn belongs(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with(['#', ' ', '\t', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_and_their_other_names() {
        let text = "---\ntitle: \"Hai nước: một bờ biển\"\ndate: 2024-05-02\nlink: https://a.example/1\nsource: Báo Biển\nlanguage: vi\ntags:\n  - biển\n---\nThân bài.";
        let found = read(text).expect("has front matter");
        assert_eq!(found.title.as_deref(), Some("Hai nước: một bờ biển"));
        assert_eq!(found.published.as_deref(), Some("2024-05-02"));
        assert_eq!(found.url.as_deref(), Some("https://a.example/1"));
        assert_eq!(found.outlet.as_deref(), Some("Báo Biển"));
        assert_eq!(found.lang.as_deref(), Some("vi"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in
            ["", "---", "---\nMột câu bình thường.\n---\n", "--- \ntitle: a\n", "Tựa\n---\ntitle: a\n---"]
        {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_safe(text in "(---\n)?(\\PC{0,10}|title: ?['\"]?a?['\"]?|---|\n|:){0,12}") {
            if let Some(found) = read(&text) {
                prop_assert!(text.starts_with("---"));
                prop_assert!(found.title.is_none_or(|t| text.contains(&t)));
            }
        }
    }
}
