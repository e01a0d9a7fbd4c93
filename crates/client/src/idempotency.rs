//! What makes a write safe to repeat.

use std::fmt;

use thiserror::Error;

/// The longest that the API takes.
const LONGEST: usize = 255;

/// Names one write: sent again under the same key, it takes effect once and answers the same.
///
/// The API knows a key for 24 hours, for one user, method and path.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

/// A text that cannot be a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an idempotency key has 1 to {LONGEST} visible ASCII characters, quotes left out")]
pub struct InvalidIdempotencyKey;

impl IdempotencyKey {
    /// A key that nobody has used.
    pub fn random() -> Self {
        Self(format!("{:032x}", rand::random::<u128>()))
    }

    /// A key of the caller's own, such as the number of an order.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidIdempotencyKey> {
        let text = text.into();
        let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
        if (1..=LONGEST).contains(&text.len()) && is_visible {
            Ok(Self(text))
        } else {
            Err(InvalidIdempotencyKey)
        }
    }

    /// The key as it is sent, to be kept until the answer is known.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdempotencyKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_keys_are_well_formed_and_differ() {
        let (one, other) = (IdempotencyKey::random(), IdempotencyKey::random());
        assert_ne!(one, other);
        assert_eq!(IdempotencyKey::new(one.as_str()), Ok(one));
    }

    #[test]
    fn a_key_that_the_api_would_refuse_is_none() {
        for text in ["", "a b", "a\"b", "a\nb", "clé", &"k".repeat(256)] {
            assert_eq!(IdempotencyKey::new(text), Err(InvalidIdempotencyKey), "{text}");
        }
        assert!(IdempotencyKey::new("k".repeat(255)).is_ok());
    }
}
