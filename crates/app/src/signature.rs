//! Keyed signatures (HMAC-SHA256) on what we hand out and must recognise again.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// A key that signs. It has taken in its own bytes already, which costs as much as a short text.
#[derive(Clone)]
pub struct SigningKey(Hmac<Sha256>);

airside_primitives::hide_in_debug!(SigningKey);

impl From<[u8; 32]> for SigningKey {
    fn from(key: [u8; 32]) -> Self {
        // HMAC fills a short key up with zeros to a block of 64 bytes (RFC 2104).
        let mut block = [0; 64];
        block[..key.len()].copy_from_slice(&key);
        Self(<Hmac<Sha256> as hmac::digest::KeyInit>::new(&block.into()))
    }
}

impl SigningKey {
    /// The signature of `parts`, which are told apart by their lengths.
    pub fn sign(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.over(parts).finalize().into_bytes().into()
    }

    /// Whether `signature` is the one of `parts`, whole or its first 16 bytes or more;
    /// takes as long for a wrong one.
    pub fn verify(&self, parts: &[&[u8]], signature: &[u8]) -> bool {
        signature.len() >= 16 && self.over(parts).verify_truncated_left(signature).is_ok()
    }

    fn over(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac
    }
}

/// Base64 for addresses, without padding (RFC 4648, section 5).
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// `None` when the text is not such base64.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_own_parts_and_key_only() {
        let key = SigningKey::from([1; 32]);
        let signature = key.sign(&[b"ab", b"c"]);
        assert!(key.verify(&[b"ab", b"c"], &signature));
        assert!(key.verify(&[b"ab", b"c"], &signature[..16]));
        assert!(!key.verify(&[b"ab", b"c"], &signature[..8]));
        assert!(!key.verify(&[b"a", b"bc"], &signature));
        assert!(!SigningKey::from([2; 32]).verify(&[b"ab", b"c"], &signature));
    }
}
