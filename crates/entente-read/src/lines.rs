//! Lines of a stream as bytes, with a limit on their length.

use std::io::{self, BufRead};

/// One line, or the fact that it was too long.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line break.
    Whole(Vec<u8>),
    /// Longer than the limit; it was read over.
    TooLong,
}

/// Reads the next line and says how many bytes of the stream it took. `None` at the end.
pub fn next_line(from: &mut dyn BufRead, limit: u64) -> io::Result<Option<(Line, u64)>> {
    let mut line = Vec::new();
    let mut taken = 0u64;
    loop {
        let buffer = match from.fill_buf() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if buffer.is_empty() {
            break;
        }
        let end = memchr::memchr(b'\n', buffer);
        let used = end.map_or(buffer.len(), |at| at + 1);
        if taken + (used as u64) <= limit.saturating_add(1) {
            line.extend_from_slice(&buffer[..end.unwrap_or(used)]);
        }
        from.consume(used);
        taken += used as u64;
        if end.is_some() {
            break;
        }
    }
    if taken == 0 {
        return Ok(None);
    }
    let whole = taken <= limit.saturating_add(1) && line.len() as u64 <= limit;
    Ok(Some((if whole { Line::Whole(line) } else { Line::TooLong }, taken)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    fn all(bytes: &[u8], limit: u64, buffer: usize) -> (Vec<Line>, u64) {
        let mut from = BufReader::with_capacity(buffer, bytes);
        let (mut lines, mut total) = (Vec::new(), 0);
        while let Some((line, taken)) = next_line(&mut from, limit).expect("no I/O error in memory") {
            lines.push(line);
            total += taken;
        }
        (lines, total)
    }

    #[test]
    fn a_long_line_is_read_over() {
        let (lines, total) = all(b"ab\nabcdef\n\ncd", 3, 2);
        let whole = |s: &str| Line::Whole(s.as_bytes().to_vec());
        assert_eq!(lines, [whole("ab"), Line::TooLong, whole(""), whole("cd")]);
        assert_eq!(total, 13);
    }

    proptest! {
        #[test]
        fn every_byte_is_counted(bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), any::<u8>()], 0..80), limit in 0u64..20, buffer in 1usize..9) {
            let (lines, total) = all(&bytes, limit, buffer);
            prop_assert_eq!(total, bytes.len() as u64);
            let expected: Vec<Line> = bytes
                .split_inclusive(|&b| b == b'\n')
                .map(|l| l.strip_suffix(b"\n").unwrap_or(l))
                .map(|l| if l.len() as u64 <= limit { Line::Whole(l.to_vec()) } else { Line::TooLong })
                .collect();
            prop_assert_eq!(lines, expected);
        }
    }
}
