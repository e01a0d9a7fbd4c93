//! Passwords and keys of one instance, drawn once.
//!
//! Letters and digits alone, so that each can stand in a URL, a settings file and
//! a line of SQL as it is. No `Debug`: they are never printed but by `services env`.

use std::fs::File;
use std::io::{BufReader, Read};

use anyhow::Context;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct Secrets {
    /// `keys.secret` of Airside.
    pub(super) signing: String,
    pub(super) postgres: String,
    pub(super) rabbitmq: String,
    pub(super) redis: String,
    pub(super) s3_access_key: String,
    pub(super) s3_secret_key: String,
    /// As Stripe writes it: `sk_test_…`.
    pub(super) payments: String,
    /// As Stripe writes it: `whsec_…`.
    pub(super) webhooks: String,
}

impl Secrets {
    pub(super) fn draw() -> anyhow::Result<Self> {
        Ok(Self {
            signing: random_text(48)?,
            postgres: random_text(32)?,
            rabbitmq: random_text(32)?,
            redis: random_text(32)?,
            s3_access_key: random_text(20)?,
            s3_secret_key: random_text(40)?,
            payments: format!("sk_test_{}", random_text(32)?),
            webhooks: format!("whsec_{}", random_text(32)?),
        })
    }
}

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// So many letters and digits, each as likely as any other.
pub(super) fn random_text(length: usize) -> anyhow::Result<String> {
    let source = File::open("/dev/urandom").context("cannot open /dev/urandom")?;
    let mut text = String::with_capacity(length);
    for byte in BufReader::new(source).bytes() {
        // A byte has 256 values, which 62 does not divide: the last few are drawn again.
        let byte = usize::from(byte?);
        if byte < LETTERS.len() * 4 {
            text.push(char::from(LETTERS[byte % LETTERS.len()]));
        }
        if text.len() == length {
            break;
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_need_no_quoting() {
        let (one, other) = (random_text(32).unwrap(), random_text(32).unwrap());
        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
        assert!(one.chars().all(|letter| letter.is_ascii_alphanumeric()), "{one}");
    }

    #[test]
    fn the_signing_secret_is_as_long_as_airside_wants() {
        assert!(Secrets::draw().unwrap().signing.len() >= 32);
    }
}
