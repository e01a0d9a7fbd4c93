//! Telling a webhook of the API from a forged or an old one (Standard Webhooks 1.0).
//!
//! Verify the body as it came, before it is read as anything: what is parsed and written
//! again has another signature.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use thiserror::Error;
use time::{Duration, OffsetDateTime};

use crate::secret::Secret;

/// The header that names a message; it stays the same when the message is sent again.
pub const ID: &str = "webhook-id";
/// The header that says when a message was sent.
pub const TIMESTAMP: &str = "webhook-timestamp";
/// The header with the signatures.
pub const SIGNATURE: &str = "webhook-signature";

/// How far the clock of a sender may be from ours, either way.
const TOLERANCE: Duration = Duration::minutes(5);

/// The headers of a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headers<'a> {
    /// Of [`ID`].
    pub id: &'a str,
    /// Of [`TIMESTAMP`].
    pub timestamp: &'a str,
    /// Of [`SIGNATURE`]: one or several, between spaces.
    pub signature: &'a str,
}

/// Why a webhook is not to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    /// A header is missing.
    #[error("the header {0} is missing")]
    NoHeader(&'static str),
    /// The secret is not one of the API's.
    #[error("the secret is not base64 after whsec_")]
    UnusableSecret,
    /// The time of sending is no time.
    #[error("the timestamp is no number of seconds")]
    UnreadableTimestamp,
    /// It was sent too long ago, or in the future: somebody may be playing it again.
    #[error("the timestamp is more than five minutes from now")]
    NotNow,
    /// No signature is that of the body.
    #[error("no signature is right")]
    WrongSignature,
}

impl<'a> Headers<'a> {
    /// By a function that finds a header by its name, of whatever framework.
    pub fn find(header: impl Fn(&'static str) -> Option<&'a str>) -> Result<Self, Refused> {
        let find = |name| header(name).ok_or(Refused::NoHeader(name));
        Ok(Self { id: find(ID)?, timestamp: find(TIMESTAMP)?, signature: find(SIGNATURE)? })
    }
}

/// Succeeds if the body was sent by who knows the secret, now.
pub fn verify(
    secret: &Secret,
    headers: &Headers<'_>,
    body: &[u8],
    now: OffsetDateTime,
) -> Result<(), Refused> {
    let sent_at: i64 = headers.timestamp.parse().map_err(|_| Refused::UnreadableTimestamp)?;
    let sent_at =
        OffsetDateTime::from_unix_timestamp(sent_at).map_err(|_| Refused::UnreadableTimestamp)?;
    if (now - sent_at).abs() > TOLERANCE {
        return Err(Refused::NotNow);
    }

    let expected = signature(secret, headers, body)?;
    let given = headers.signature.split(' ').filter_map(|it| it.strip_prefix("v1,"));
    let mut given = given.filter_map(|it| BASE64_STANDARD.decode(it).ok());
    // In constant time.
    let is_signed = given.any(|given| expected.clone().verify_slice(&given).is_ok());
    if is_signed { Ok(()) } else { Err(Refused::WrongSignature) }
}

fn signature(secret: &Secret, headers: &Headers<'_>, body: &[u8]) -> Result<Hmac<Sha256>, Refused> {
    let text = secret.reveal();
    let key = BASE64_STANDARD.decode(text.strip_prefix("whsec_").unwrap_or(text)).ok();
    let key = key.filter(|key| !key.is_empty()).ok_or(Refused::UnusableSecret)?;
    let mut signed = Hmac::new_from_slice(&key).map_err(|_| Refused::UnusableSecret)?;
    for part in [headers.id.as_bytes(), b".", headers.timestamp.as_bytes(), b".", body] {
        signed.update(part);
    }
    Ok(signed)
}
