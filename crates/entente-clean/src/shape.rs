//! What can be told from a line's outside: how long it is, how it begins and ends.

/// Lines of more bytes than this are paragraphs, whatever they say; they are not looked into.
pub const LONG: usize = 700;

/// How a line ends, quotation marks and brackets behind it left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Like a sentence: a full stop, a semicolon, a comma.
    Stop,
    /// `?` or `!`: sentences and headlines.
    Mark,
    /// Three dots.
    Dots,
    /// Three dots after a blank, as content systems cut texts.
    Cut,
    /// A colon.
    Colon,
    /// None of these.
    Open,
}

/// The outside of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Length in bytes.
    pub bytes: usize,
    /// Words between blanks; not counted beyond [`LONG`] bytes.
    pub words: usize,
    /// How it ends.
    pub ending: Ending,
    /// Whether it begins with a capital, a digit or an opening quotation mark.
    pub capital: bool,
}

impl Shape {
    /// The shape of a trimmed line.
    pub fn of(line: &str) -> Self {
        Self {
            bytes: line.len(),
            words: words(line),
            ending: ending(line),
            capital: begins_like_a_title(line),
        }
    }

    /// Whether it may be a headline or a subhead.
    pub fn is_title_like(self) -> bool {
        self.capital
            && matches!(self.ending, Ending::Open | Ending::Mark)
            && (2..=36).contains(&self.words)
            && self.bytes <= 320
    }

    /// Whether it may be a sentence, or several.
    pub fn is_sentence_like(self) -> bool {
        !self.is_title_like() && self.words >= 5
    }
}

/// How many words: the blanks between them are counted, unless they seem to be of another kind (no-break
/// spaces), for that is several times as fast.
fn words(line: &str) -> usize {
    if line.len() > LONG {
        return LONG;
    }
    let blanks = line.bytes().filter(|&b| b == b' ').count();
    if blanks * 20 < line.len() { line.split_whitespace().count() } else { blanks + 1 }
}

fn ending(line: &str) -> Ending {
    let line = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']);
    let before_dots = line.trim_end_matches(['.', '…']);
    let dots = line.len() - before_dots.len();
    if dots >= 2 {
        return if before_dots.ends_with(char::is_whitespace) { Ending::Cut } else { Ending::Dots };
    }
    match line.chars().next_back() {
        Some('.' | ';' | ',' | '。') => Ending::Stop,
        Some('?' | '!') => Ending::Mark,
        Some(':') => Ending::Colon,
        _ => Ending::Open,
    }
}

/// A capital or a digit, behind quotation marks or a tag in brackets; but no quotation that is left open.
fn begins_like_a_title(line: &str) -> bool {
    let opening = ['"', '\'', '“', '‘', '«', '[', '(', '#', '*', ' '];
    let tagged = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(line, |(_, rest)| rest);
    let left_open = match line.chars().next() {
        Some('"') => line.len() <= LONG && line.matches('"').count() % 2 == 1,
        Some('“') => !line.contains('”'),
        _ => false,
    };
    let first = tagged.trim_start_matches(opening).chars().next();
    !left_open && first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        for (line, expected) in [
            ("Hai bên ký kết.", Ending::Stop),
            ("Ông nói: \"Chúng tôi sẵn sàng.\"", Ending::Stop),
            ("Vì sao hai nước xích lại gần nhau?", Ending::Mark),
            ("Ngoại trưởng nước này cho rằng ...", Ending::Cut),
            ("Ngoại trưởng nước này cho rằng…", Ending::Dots),
            ("gạo, cà phê...", Ending::Dots),
            ("Danh sách gồm:", Ending::Colon),
            ("Hai nước mở rộng hợp tác (kỳ cuối)", Ending::Open),
            ("", Ending::Open),
        ] {
            assert_eq!(ending(line), expected, "{line}");
        }
    }

    #[test]
    fn titles_and_sentences() {
        for (line, title) in [
            ("Hai nước mở rộng hợp tác trên biển", true),
            ("'Cửa hẹp' cho một thỏa thuận", true),
            ("30 năm một chặng đường", true),
            ("[infographic] Các cuộc gặp cấp cao trong năm", true),
            ("\"Chúng tôi không có ý định gặp lại họ, ít nhất là", false),
            ("Hai nước mở rộng hợp tác trên biển.", false),
            ("và các nước khác cũng vậy", false),
            ("NATO", false),
        ] {
            assert_eq!(Shape::of(line).is_title_like(), title, "{line}");
        }
    }
}
