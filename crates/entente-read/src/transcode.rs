//! A stream of UTF-16 as a stream of UTF-8, so that it can be cut into lines.

use encoding_rs::{CoderResult, Decoder, Encoding};
use std::io::{self, BufRead, Read};

/// How much is decoded at a time.
const CHUNK: usize = 8 << 10;

/// Decodes what it reads; broken units become U+FFFD.
pub struct Transcoded<R> {
    from: R,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: BufRead> Transcoded<R> {
    /// `encoding` as the head of the stream shows it; its byte order mark is left out.
    pub fn new(from: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { from, decoder, ready: Vec::new(), at: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let input = self.from.fill_buf()?;
        let input = &input[..input.len().min(CHUNK)];
        self.ended = input.is_empty();
        self.at = 0;
        self.ready.resize(CHUNK * 4, 0);
        let (result, read, written, _) = self.decoder.decode_to_utf8(input, &mut self.ready, self.ended);
        debug_assert!(result == CoderResult::InputEmpty, "the output is large enough for all of the input");
        self.ready.truncate(written);
        self.from.consume(read);
        Ok(())
    }
}

impl<R: BufRead> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let n = into.len().min(self.ready.len() - self.at);
        into[..n].copy_from_slice(&self.ready[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    proptest! {
        #[test]
        fn same_text_whatever_the_chunks(text in "[a-zà-ỹ\u{10a}\u{a00}\n🚢]{0,60}", buffer in 1usize..7, mark in any::<bool>()) {
            let marked = format!("{}{text}", if mark { "\u{feff}" } else { "" });
            let bytes: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let mut got = String::new();
            Transcoded::new(BufReader::with_capacity(buffer, &bytes[..]), encoding_rs::UTF_16LE)
                .read_to_string(&mut got)
                .expect("UTF-8 comes out");
            prop_assert_eq!(got, text);
        }
    }
}
