//! Short, stable names made from content.

use sha2::{Digest, Sha256};

/// Letters and digits that are not mistaken for each other (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Twelve letters for a list of parts: the first 60 bits of their SHA-256. Parts are kept apart, so that
/// `["ab", "c"]` and `["a", "bc"]` differ.
///
/// ```
/// let id = entente_resolve::short_hash(&["CONSULT", "JPN", "NATO"]);
/// assert_eq!(id.len(), 12);
/// assert_ne!(id, entente_resolve::short_hash(&["CONSULT", "JPNNATO"]));
/// ```
pub fn short_hash(parts: &[impl AsRef<str>]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        let part = part.as_ref();
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let digest = hasher.finalize();
    let bits = digest.iter().take(8).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..12).map(|i| ALPHABET[(bits >> (59 - 5 * i)) as usize & 31] as char).collect()
}
