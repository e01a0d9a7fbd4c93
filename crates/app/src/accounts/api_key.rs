//! The text of an API key: made here, shown once, and kept only as a hash.
//!
//! A key ends in a checksum, so a mistyped or made-up one is refused without asking
//! the store, and scanners can tell a leaked key from noise.

use sha2::{Digest, Sha256};

use crate::account::SecretHash;
use crate::ports::Entropy;

/// All keys start like this, in tests and in live deployments.
pub(super) const START: &str = "air_";
const TEST: &str = "air_test_";
const LIVE: &str = "air_live_";
/// Random characters: 190 bits.
const RANDOM: usize = 32;
/// Enough for 32 bits in base 62.
const CHECKSUM: usize = 6;
/// Characters of the random part that its owner is shown again.
const HINT: usize = 4;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A new key, on its way to its owner.
#[derive(Clone, PartialEq, Eq)]
pub struct NewApiKey(String);

impl NewApiKey {
    /// A key that nobody can guess; `is_live` when it will move real money.
    pub(super) fn generate(entropy: &dyn Entropy, is_live: bool) -> Self {
        let mut key = String::from(if is_live { LIVE } else { TEST });
        let mut random = 0;
        while random < RANDOM {
            let mut bytes = [0; RANDOM];
            entropy.fill(&mut bytes);
            // 248 is four times 62: without the rest, every digit is as likely as the next.
            for byte in bytes.into_iter().filter(|byte| *byte < 248).take(RANDOM - random) {
                key.push(char::from(DIGITS[usize::from(byte % 62)]));
                random += 1;
            }
        }
        let checksum = checksum(&key);
        key.push_str(&checksum);
        Self(key)
    }

    /// The whole key. Only its owner may see it, and only once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub(super) fn hash(&self) -> SecretHash {
        hash(&self.0)
    }

    /// Its first characters, by which its owner recognises it.
    pub(super) fn hint(&self) -> String {
        self.0.chars().take(TEST.len() + HINT).collect()
    }
}

airside_primitives::hide_in_debug!(NewApiKey);

/// The hash of a presented key; `None` when no such key can have been made here, where real money
/// moves or does not: a key of the trials is none of a live deployment's.
pub(super) fn read(text: &str, is_live: bool) -> Option<SecretHash> {
    let has_prefix = text.starts_with(if is_live { LIVE } else { TEST });
    let is_whole = text.len() == TEST.len() + RANDOM + CHECKSUM;
    if !has_prefix || !is_whole || !text.is_ascii() {
        return None;
    }
    let (key, given) = text.split_at(text.len() - CHECKSUM);
    (checksum(key) == given).then(|| hash(text))
}

fn hash(text: &str) -> SecretHash {
    SecretHash(Sha256::digest(text.as_bytes()).into())
}

/// CRC-32 in base 62, the highest digit first.
fn checksum(key: &str) -> String {
    let mut rest = u64::from(crc32fast::hash(key.as_bytes()));
    let mut digits = [b'0'; CHECKSUM];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[usize::try_from(rest % 62).unwrap_or(0)];
        rest /= 62;
    }
    digits.map(char::from).iter().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use uuid::Uuid;

    use super::*;

    struct Counted(AtomicU64);

    impl Entropy for Counted {
        fn id(&self) -> Uuid {
            Uuid::nil()
        }

        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                let count = self.0.fetch_add(1, Ordering::Relaxed);
                *byte = u8::try_from((count * 37) % 256).unwrap();
            }
        }
    }

    fn key(is_live: bool) -> NewApiKey {
        NewApiKey::generate(&Counted(AtomicU64::new(0)), is_live)
    }

    #[test]
    fn a_key_is_read_back_as_the_hash_that_was_kept() {
        for is_live in [false, true] {
            let key = key(is_live);
            assert_eq!(read(key.reveal(), is_live), Some(key.hash()));
            assert_eq!(read(key.reveal(), !is_live), None);
            assert_eq!(key.reveal().len(), 9 + 32 + 6);
            assert_eq!(key.reveal().starts_with("air_live_"), is_live);
            assert!(key.reveal().starts_with(&key.hint()));
        }
    }

    #[test]
    fn a_mistyped_key_is_refused_by_its_checksum() {
        let key = key(false).reveal().to_owned();
        for at in 0..key.len() {
            let mut wrong = key.clone().into_bytes();
            wrong[at] = if wrong[at] == b'x' { b'y' } else { b'x' };
            assert_eq!(read(&String::from_utf8(wrong).unwrap(), false), None, "{at}");
        }
        for wrong in ["", "air_test_", &key[1..], &format!("{key}0"), "air_test_é"] {
            assert_eq!(read(wrong, false), None, "{wrong}");
        }
    }

    #[test]
    fn a_key_shows_itself_in_no_log() {
        assert_eq!(format!("{:?}", key(true)), "NewApiKey { .. }");
    }
}
