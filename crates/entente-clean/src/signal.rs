//! What a line says by itself, whatever stands around it.

use crate::form;
use crate::lexicon::{Head, Lexicon, Role};
use crate::shape::{Ending, LONG, Shape};

/// What a block is, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Words of an article: title, standfirst or body.
    Text,
    /// A phrase of the page.
    Furniture(Role),
    /// The words under a picture.
    Caption,
    /// A source; `ends` when it is the article's, not a picture's.
    Credit { ends: bool },
    /// Who wrote it.
    Byline,
    /// Another article's title or first words.
    Teaser,
}

/// The most bytes of a line that is looked up as a whole.
const SHORT: usize = 200;
/// A sentence longer than this is looked up by its first words only; in bytes.
const MEDIUM: usize = 130;
/// No phrase that a line can begin with is longer; in bytes.
const LONGEST_HEAD: usize = 90;
/// No phrase's first word is longer, with the punctuation that may stand before it; in bytes.
const FIRST_WORD: usize = 28;
/// With no more words than these behind it, "Ảnh:" begins a credit, not a caption.
const CREDIT_WORDS: usize = 5;
/// A caption is not longer than this, unless it ends in a credit; in bytes.
const CAPTION: usize = 320;

/// The class of a trimmed line, and whether it may be a person's name.
pub fn class(line: &str, shape: Shape, lexicon: &Lexicon, scratch: &mut String) -> (Class, bool) {
    if shape.bytes > LONG {
        return (Class::Text, false);
    }
    let class = if begins_with_nothing(line, shape, lexicon, scratch) {
        caption(line, shape, lexicon)
    } else {
        form::compared(line, scratch);
        arrow(line, shape)
            .or_else(|| phrase(line, scratch, shape, lexicon))
            .or_else(|| page(line, scratch, shape, lexicon))
            .or_else(|| caption(line, shape, lexicon))
    };
    if let Some(class) = class {
        return (class, false);
    }
    match name(line, shape, lexicon) {
        Name::No => (Class::Text, false),
        Name::Bare => (Class::Text, true),
        Name::Signed => (Class::Byline, true),
    }
}

/// Whether a long line, most of them paragraphs, begins with none of the phrases: that is soon told.
fn begins_with_nothing(line: &str, shape: Shape, lexicon: &Lexicon, scratch: &mut String) -> bool {
    if shape.bytes <= if shape.ending == Ending::Stop { MEDIUM } else { SHORT } {
        return false;
    }
    for bytes in [FIRST_WORD, LONGEST_HEAD] {
        form::compared(&line[..line.floor_char_boundary(bytes)], scratch);
        if !scratch.contains(char::is_alphabetic) {
            return false;
        }
        if !lexicon.has_head(scratch) {
            return true;
        }
    }
    lexicon.head(scratch).is_none()
}

/// `>> Title`: arrows before a title point to another article.
fn arrow(line: &str, shape: Shape) -> Option<Class> {
    let rest = line.trim_start_matches(['>', '»', '›', '►', '▶', '➤', ' ']);
    let arrows = line[..line.len() - rest.len()].replace(' ', "");
    let points = arrows.len() >= 2 && shape.words >= 4 && !matches!(shape.ending, Ending::Stop);
    points.then(|| Shape::of(rest).is_title_like().then_some(Class::Teaser)).flatten()
}

/// What the line's first words make it.
fn phrase(line: &str, form: &str, shape: Shape, lexicon: &Lexicon) -> Option<Class> {
    if shape.bytes <= SHORT {
        if let Some(role) = lexicon.line(form) {
            return Some(Class::Furniture(role));
        }
        if lexicon.is_source(form) {
            return Some(Class::Credit { ends: false });
        }
    }
    let (len, head) = lexicon.head(form)?;
    let rest = form[len..].trim_matches(|c| !form::in_words(c));
    let words = rest.split_whitespace().count();
    let sentence = matches!(shape.ending, Ending::Stop);
    match head {
        Head::Furniture(role) => {
            let phrase = &form[..len];
            let sure = phrase.split(' ').count() >= 3 || phrase.contains([':', '©']);
            (sure || !sentence || shape.words <= 12).then_some(Class::Furniture(role))
        }
        Head::Picture if words <= CREDIT_WORDS => Some(Class::Credit { ends: false }),
        Head::Picture => Some(Class::Caption),
        Head::Opener => (shape.bytes <= CAPTION && !lexicon.asserts(form)).then_some(Class::Caption),
        Head::Source => (shape.words <= 9 && !sentence && names_a_source(line, &form[..len]))
            .then_some(Class::Credit { ends: true }),
        Head::Writer => {
            let signed = words > 0 && shape.words <= 14 && shape.ending == Ending::Open;
            let named = form[..len].ends_with(':') || is_mostly_names(line, &form[..len]);
            (form.len() == len || signed && named).then_some(Class::Byline)
        }
        Head::Other if words >= 3 => {
            let marked = line.contains([':', '>', '»', '|']) || !sentence;
            marked.then_some(Class::Teaser)
        }
        Head::Other => (words == 0).then_some(Class::Furniture(Role::Related)),
    }
}

/// Whether what stands behind the head is names, not a clause: "Theo AFP, Reuters", not "Theo Reuters, ngày …".
fn names_a_source(line: &str, head: &str) -> bool {
    let words = head.split(' ').count();
    let rest: Vec<&str> = line.split_whitespace().skip(words).collect();
    let is_name = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.starts_with(char::is_uppercase) || word.contains('.')
    };
    let Some(first) = rest.first() else { return false };
    let after_comma = rest.windows(2).filter(|w| w[0].ends_with([',', ';'])).map(|w| w[1]);
    is_name(first) && after_comma.into_iter().all(is_name)
}

/// Whether what stands behind the head begins with a capital, as half of its words do.
fn is_mostly_names(line: &str, head: &str) -> bool {
    let rest = line.split_whitespace().skip(head.split(' ').count());
    let capital: Vec<bool> = rest.map(|word| word.starts_with(char::is_uppercase)).collect();
    capital.first() == Some(&true) && capital.iter().filter(|&&c| c).count() * 2 >= capital.len()
}

/// Furniture without a phrase of its own at the beginning.
fn page(line: &str, form: &str, shape: Shape, lexicon: &Lexicon) -> Option<Class> {
    let sentence = shape.ending == Ending::Stop && shape.words > 5;
    if !form.contains(char::is_alphabetic) && !form.contains('#') {
        return Some(Class::Furniture(Role::Plain));
    }
    if shape.bytes > SHORT {
        return None;
    }
    let tags = line.starts_with('#') && line[1..].contains(" #");
    if tags || (shape.words == 1 && is_address(line)) {
        return Some(Class::Furniture(Role::Plain));
    }
    let numbered = form.contains('#') && shape.ending != Ending::Stop && form.len() <= 120;
    let pattern = if numbered { lexicon.pattern(form) } else { None };
    pattern.or_else(|| lexicon.within(form, sentence)).map(Class::Furniture)
}

/// An address of a page or a mailbox, or a hashtag.
fn is_address(word: &str) -> bool {
    word.starts_with("http://")
        || word.starts_with("https://")
        || word.starts_with("www.")
        || word.starts_with(['#', '@'])
        || (word.contains('@') && word.contains('.'))
}

/// A caption by its end or by who stands where in it.
fn caption(line: &str, shape: Shape, lexicon: &Lexicon) -> Option<Class> {
    let from = line.ceil_char_boundary(line.len().saturating_sub(110));
    let end = &line[from..];
    // Sentences without any of these bytes have no credit behind them: most lines are done here.
    let maybe = shape.ending != Ending::Stop || end.bytes().any(|b| matches!(b, b':' | b'(' | b'/' | b'['));
    if let Some((at, mark)) = if maybe { lexicon.caption_tail(end) } else { None } {
        let (before, credit) = line.split_at(from + at);
        let marked = mark.contains([':', '/', '(', '[']) || mark.contains(' ');
        let apart = before.trim_end().ends_with(|c: char| !c.is_alphanumeric());
        if credit.split_whitespace().count() <= 8 && (marked || apart) {
            return Some(if before.trim().is_empty() {
                Class::Credit { ends: false }
            } else {
                Class::Caption
            });
        }
    }
    (shape.bytes <= CAPTION && lexicon.has_mark(line)).then_some(Class::Caption)
}

/// Whether a line is a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    No,
    /// It may be: two to five capitalised words, or initials.
    Bare,
    /// It is, for it says what the person did: "(Tổng hợp)", "/TTXVN".
    Signed,
}

fn name(line: &str, shape: Shape, lexicon: &Lexicon) -> Name {
    if shape.bytes > 90 || shape.words > 12 {
        return Name::No;
    }
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (names, tail) = behind_name(line);
    let count = names.split([' ', '.']).filter(|w| w.starts_with(char::is_uppercase)).count();
    let capital = names.split_whitespace().all(is_part_of_name);
    if !capital || count == 0 || count > 8 {
        return Name::No;
    }
    if !tail.is_empty() {
        let mut scratch = String::new();
        form::compared(tail, &mut scratch);
        let signed = match tail.chars().next() {
            Some('/') => tail[1..].trim_start().starts_with(char::is_uppercase),
            Some('(') => scratch.split(' ').count() <= 7 && lexicon.opens_writer_tail(&scratch),
            _ => lexicon.is_writer_tail(&scratch),
        };
        return if signed { Name::Signed } else { Name::No };
    }
    let initials = names.len() <= 6 && !names.contains(char::is_lowercase);
    if (2..=5).contains(&count) || initials { Name::Bare } else { Name::No }
}

/// A line's first, capitalised words, and what follows: brackets, a slash, words in small letters.
fn behind_name(line: &str) -> (&str, &str) {
    let cut = line.find(['(', '/']).unwrap_or(line.len());
    let lower = line
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .find(|&at| line[at..].starts_with(char::is_lowercase))
        .unwrap_or(line.len());
    let (names, tail) = line.split_at(cut.min(lower));
    (names.trim_end(), tail)
}

/// A word of a name, initials, or what stands between two names.
fn is_part_of_name(word: &str) -> bool {
    matches!(word, "-" | "–" | "&" | ",")
        || (word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '-' | '\'' | '’')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use entente_lang::Pack;

    fn check(lang: &str, cases: &[(&str, Class)]) {
        let lexicon = Lexicon::new(&Pack::of(lang).expect("there is a pack")).expect("its phrases load");
        for (line, expected) in cases {
            let got = class(line, Shape::of(line), &lexicon, &mut String::new()).0;
            assert_eq!(got, *expected, "{line}");
        }
    }

    const PLAIN: Class = Class::Furniture(Role::Plain);
    const DATE: Class = Class::Furniture(Role::Date);
    const RELATED: Class = Class::Furniture(Role::Related);
    const END: Class = Class::Furniture(Role::End);
    const SOURCE: Class = Class::Credit { ends: true };
    const PICTURE: Class = Class::Credit { ends: false };

    #[test]
    fn vietnamese_lines() {
        check(
            "vi",
            &[
                ("Trang chủ", PLAIN),
                ("Chia sẻ 25", PLAIN),
                ("Thứ Ba, 14/5/2024 | 09:41 GMT+7", DATE),
                ("14:05, 02/03/2024", DATE),
                ("***", PLAIN),
                ("#biển #hợp tác quốc phòng", PLAIN),
                ("https://bao.example/tin-1", PLAIN),
                ("Theo dõi báo Biển Xanh trên Google News", PLAIN),
                ("Tin liên quan", RELATED),
                ("Xem thêm:", RELATED),
                ("Bình luận (3)", END),
                ("Từ khóa: tập trận, hải quân", END),
                ("Xem thêm > > Hai nước lập đường dây nóng", Class::Teaser),
                (">> Hai nước lập đường dây nóng", Class::Teaser),
                ("Tàu cập cảng Đà Nẵng sáng 5/3. Ảnh: TTXVN", Class::Caption),
                ("Tàu cập cảng Đà Nẵng sáng 5/3 - Ảnh: REUTERS", Class::Caption),
                ("Lễ ký tại Seoul. (Nguồn: Yonhap)", Class::Caption),
                ("(Ảnh: Hai bộ trưởng trao đổi văn kiện sau lễ ký tại Seoul.)", Class::Caption),
                ("Bộ trưởng Tanaka (trái) và người đồng cấp Park ở Seoul.", Class::Caption),
                ("Toàn cảnh phiên khai mạc tại Jakarta", Class::Caption),
                ("Ảnh: Reuters", PICTURE),
                ("HÌNH ẢNH: AGENCE FRANCE-PRESSE", PICTURE),
                ("TTXVN", PICTURE),
                ("Theo Tuần báo Biển", SOURCE),
                ("(Theo AFP, Reuters)", SOURCE),
                ("Nguồn: Báo Biển Xanh", SOURCE),
                ("Hải Yến (Theo AFP)", Class::Byline),
                ("D.T (Tổng hợp)", Class::Byline),
                ("Hải Yến/TTXVN", Class::Byline),
                ("Phóng viên Hải Yến", Class::Byline),
                ("Nhân viên của TẠP CHÍ", Class::Byline),
                ("Phóng viên Mỹ bị mời ra khỏi cuộc họp báo chung", Class::Text),
                ("Theo Reuters, ngày 5/3 hai bên đã gặp nhau", Class::Text),
                ("Theo ông Park, hai bên đã gặp nhau.", Class::Text),
                ("Ảnh vệ tinh cho thấy tàu chiến đã rời cảng.", Class::Text),
                ("Đường dây nóng Mỹ - Trung được nối lại", Class::Text),
                ("Hai nước mở rộng hợp tác", Class::Text),
                ("Bình luận về chuyến thăm, ông Park nói rằng hai bên đã tiến gần nhau hơn.", Class::Text),
            ],
        );
    }

    #[test]
    fn english_lines() {
        check(
            "en",
            &[
                ("Skip to main content", PLAIN),
                ("March 5, 2024 10:15 AM GMT", DATE),
                ("4 min read", DATE),
                ("Related Stories", RELATED),
                ("READ MORE: Two navies open a hotline", Class::Teaser),
                ("Back to top", END),
                ("© 2024 The Harbour Post", END),
                ("A frigate leaves Busan on Tuesday. (Photo: AP)", Class::Caption),
                ("The ministers in Seoul. REUTERS/Kim Soo-hyeon", Class::Caption),
                ("Source: Harbour Post", SOURCE),
                ("Reporting by Jane Roe in Seoul; Editing by Paul Low", Class::Byline),
                ("By Jane Roe", Class::Byline),
                ("By Tuesday the two sides had agreed to meet again.", Class::Text),
                ("Two navies open a hotline", Class::Text),
            ],
        );
    }

    #[test]
    fn names() {
        let lexicon = Lexicon::new(&Pack::of("vi").expect("there is a pack")).expect("its phrases load");
        for (line, expected) in [
            ("Hải Yến", Name::Bare),
            ("QV", Name::Bare),
            ("T.A.", Name::Bare),
            ("Hải Yến - Minh Quân", Name::Bare),
            ("QV (T / H)", Name::Signed),
            ("HẢI YẾN chuyển ngữ", Name::Signed),
            (". Hải Yến (Theo AFP)", Name::Signed),
            ("Hải Yến (Hà Nội)", Name::No),
            ("Palau từ chối lời mời", Name::No),
            ("Thách thức mới", Name::No),
            ("Hội nghị G20", Name::No),
            ("Tàu", Name::No),
        ] {
            assert_eq!(name(line, Shape::of(line), &lexicon), expected, "{line}");
        }
    }
}
