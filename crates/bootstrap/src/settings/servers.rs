//! What the server stack alone has to be told: where its servers are, and its secrets.

use std::num::NonZeroU16;

use serde::Deserialize;

use super::choice::choice;

/// The secret that every node of one deployment shares.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    pub secret: String,
}

/// A document worker.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worker {
    pub port: u16,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postgres {
    pub url: String,
    pub connections: usize,
    pub statement_timeout_ms: u32,
    pub lock_timeout_ms: u32,
    pub migrate: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RabbitMq {
    pub url: String,
    pub prefix: String,
    pub prefetch: NonZeroU16,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redis {
    pub url: String,
    pub certificate: Certificate,
    pub prefix: String,
    pub when_away: WhenAway,
    pub timeout_ms: u32,
}

choice! {
    /// What a server that is spoken to in TLS has to show.
    pub enum Certificate {
        /// One of its own, signed by an authority that this machine trusts.
        Checked = "checked",
        /// Whatever it likes: what is said is encrypted, and nobody knows who hears it.
        Any = "any",
    }
}

choice! {
    /// What happens to requests that cannot be counted.
    pub enum WhenAway {
        Allow = "allow",
        Refuse = "refuse",
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    pub endpoint: String,
    pub region: String,
    pub bucket: String,
    pub access_key: String,
    pub secret_key: String,
    pub path_style: bool,
    pub public_endpoint: String,
}

// Addresses and keys hold secrets, so none of these is shown.
airside_primitives::hide_in_debug!(Keys, Postgres, RabbitMq, Redis, S3);
