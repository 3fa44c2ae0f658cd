//! Seats that several share: "Brussels" is the EU's and NATO's.

use crate::chunk::Chunk;
use crate::lexicon::Lexicon;
use entente_world::AliasClass;
use rustc_hash::FxHashMap;

/// Lets each shared seat stand for the one that the article names most by its own name; the seat's first owner among
/// equals.
pub(crate) fn settle<'a>(lexicon: &'a Lexicon, chunks: &mut [Chunk<'a>]) {
    let shared = |c: &Chunk<'a>| match (c.class, c.codes.as_slice()) {
        (Some(AliasClass::Metonym), [code]) => lexicon.seats.get(*code),
        _ => None,
    };
    if !chunks.iter().any(|c| shared(c).is_some()) {
        return;
    }
    let mut named: FxHashMap<&str, usize> = FxHashMap::default();
    for code in chunks.iter().filter(|c| c.class != Some(AliasClass::Metonym)).flat_map(|c| &c.codes) {
        *named.entry(*code).or_default() += 1;
    }
    let times = |code: &str| named.get(code).copied().unwrap_or(0);
    for chunk in chunks {
        let Some(others) = shared(chunk) else { continue };
        let mut most = chunk.codes[0];
        for other in others {
            if times(other) > times(most) {
                most = other.as_str();
            }
        }
        chunk.codes = vec![most];
    }
}
