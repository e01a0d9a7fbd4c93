//! The keys that seal: AES-SIV (RFC 5297), which needs no nonce and so no randomness in a store, and
//! where equal texts about different things look different.
//!
//! The newest key of a ring seals, all of them open. What a text is about is sealed in with it: moved
//! to another record, it does not open.

use std::sync::Arc;

use aes_siv::KeyInit as _;
use aes_siv::siv::Aes256Siv;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use thiserror::Error;

/// The bytes of a key: half of them for the signature, half for the cipher.
const BYTES: usize = 64;
/// The longest name of a key, in characters.
const LONGEST_NAME: usize = 32;

/// The keys of the settings, newest first. Without any, nothing is sealed.
#[derive(Clone, Default)]
pub struct KeyRing {
    keys: Arc<[Key]>,
}

#[derive(Clone)]
struct Key {
    /// What it is called in the store.
    name: String,
    bytes: [u8; BYTES],
}

airside_primitives::hide_in_debug!(KeyRing, Key);

impl KeyRing {
    /// Reads `name:base64` for each key, newest first, separated by commas; empty for no key.
    pub fn parse(text: &str) -> Result<Self, BadRing> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let keys = parts.map(Key::parse).collect::<Result<Vec<_>, _>>()?;
        for (at, key) in keys.iter().enumerate() {
            if keys[..at].iter().any(|other| other.name == key.name) {
                return Err(BadRing::Twice { name: key.name.clone() });
            }
        }
        Ok(Self { keys: keys.into() })
    }

    /// What the key is called that seals now.
    pub fn newest(&self) -> Option<&str> {
        self.keys.first().map(|key| &*key.name)
    }

    /// The text as `name:base64`; `None` if there is no key.
    pub(super) fn seal_text(
        &self,
        about: &[&[u8]],
        text: &str,
    ) -> Result<Option<String>, NotSealed> {
        let Some(key) = self.keys.first() else { return Ok(None) };
        let sealed = key.cipher().encrypt(about, text.as_bytes()).map_err(|_| NotSealed)?;
        Ok(Some(format!("{}:{}", key.name, STANDARD_NO_PAD.encode(sealed))))
    }

    pub(super) fn open_text(&self, about: &[&[u8]], sealed: &str) -> Result<String, Unopened> {
        let (name, sealed) = sealed.split_once(':').ok_or(Unopened::Changed)?;
        let key = self.keys.iter().find(|key| key.name == name);
        let key = key.ok_or_else(|| Unopened::NoSuchKey { name: name.to_owned() })?;
        let sealed = STANDARD_NO_PAD.decode(sealed).map_err(|_| Unopened::Changed)?;
        let text = key.cipher().decrypt(about, &sealed).map_err(|_| Unopened::Changed)?;
        String::from_utf8(text).map_err(|_| Unopened::Changed)
    }
}

impl Key {
    fn parse(text: &str) -> Result<Self, BadRing> {
        let (name, base64) = text.split_once(':').ok_or(BadRing::NoName)?;
        let is_name = |char: char| char.is_ascii_alphanumeric() || char == '-' || char == '_';
        if !(1..=LONGEST_NAME).contains(&name.len()) || !name.chars().all(is_name) {
            return Err(BadRing::NoName);
        }
        let bytes = STANDARD.decode(base64).ok().and_then(|bytes| bytes.try_into().ok());
        let bytes = bytes.ok_or_else(|| BadRing::NotAKey { name: name.to_owned() })?;
        Ok(Self { name: name.to_owned(), bytes })
    }

    fn cipher(&self) -> Aes256Siv {
        Aes256Siv::new(&self.bytes.into())
    }
}

/// Why a text is no ring of keys. Says nothing of the keys themselves.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadRing {
    #[error(
        "a key is a name of up to {LONGEST_NAME} letters, digits, - and _, a colon, and 64 bytes in base64"
    )]
    NoName,
    #[error(
        "key {name} is not 64 bytes in base64; openssl rand -base64 64 | tr -d '\\n' makes one"
    )]
    NotAKey { name: String },
    #[error("two keys are called {name}")]
    Twice { name: String },
}

/// A text was not sealed, and so must not be kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("what is to be kept could not be sealed")]
pub(super) struct NotSealed;

/// Why a sealed text stays closed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unopened {
    #[error("personal_data.keys has no key {name:?}, which sealed what is to be read")]
    NoSuchKey { name: String },
    #[error("what was sealed has been changed, or belongs elsewhere")]
    Changed,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(names: &[(&str, u8)]) -> KeyRing {
        let key = |(name, byte): &(&str, u8)| format!("{name}:{}", STANDARD.encode([*byte; BYTES]));
        let keys: Vec<_> = names.iter().map(key).collect();
        KeyRing::parse(&keys.join(", ")).unwrap()
    }

    #[test]
    fn an_older_key_opens_and_the_newest_seals() {
        let old = ring(&[("2025", 1)]);
        let sealed = old.seal_text(&[b"a"], "hush").unwrap().unwrap();
        assert!(sealed.starts_with("2025:") && !sealed.contains("hush"));

        let both = ring(&[("2026", 2), ("2025", 1)]);
        assert_eq!(both.newest(), Some("2026"));
        assert_eq!(both.open_text(&[b"a"], &sealed).unwrap(), "hush");
        let again = both.seal_text(&[b"a"], "hush").unwrap().unwrap();
        assert!(again.starts_with("2026:"));

        let without = ring(&[("2026", 2)]);
        let missing = Unopened::NoSuchKey { name: "2025".to_owned() };
        assert_eq!(without.open_text(&[b"a"], &sealed), Err(missing));
        assert_eq!(without.open_text(&[b"a"], &again).unwrap(), "hush");
    }

    #[test]
    fn what_is_moved_or_changed_does_not_open() {
        let ring = ring(&[("k", 7)]);
        let sealed = ring.seal_text(&[b"one"], "1990-05-17").unwrap().unwrap();
        assert_ne!(ring.seal_text(&[b"other"], "1990-05-17").unwrap().unwrap(), sealed);
        assert_eq!(ring.open_text(&[b"other"], &sealed), Err(Unopened::Changed));
        for at in 2..sealed.len() {
            let mut bytes = sealed.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert_eq!(ring.open_text(&[b"one"], &changed), Err(Unopened::Changed), "{at}");
        }
    }

    #[test]
    fn settings_that_are_no_ring_say_what_is_wrong() {
        let key = STANDARD.encode([1; BYTES]);
        assert!(KeyRing::parse("  ").unwrap().newest().is_none());
        assert_eq!(KeyRing::parse(&key).unwrap_err(), BadRing::NoName);
        assert_eq!(KeyRing::parse(&format!("a b:{key}")).unwrap_err(), BadRing::NoName);
        let short = KeyRing::parse("a:AAAA").unwrap_err();
        assert_eq!(short, BadRing::NotAKey { name: "a".to_owned() });
        let twice = KeyRing::parse(&format!("a:{key},a:{key}")).unwrap_err();
        assert_eq!(twice, BadRing::Twice { name: "a".to_owned() });
    }
}
