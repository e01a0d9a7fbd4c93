//! The way out to endpoints that others run: one request, and the beginning of its answer.

use async_trait::async_trait;
use thiserror::Error;
use time::Duration;

use crate::webhooks::{Answered, EndpointSecret};

/// One webhook, ready to be signed and sent.
pub struct Webhook<'a> {
    pub url: &'a str,
    /// The same in each try, so that whoever gets it twice can tell.
    pub id: &'a str,
    pub body: &'a str,
    /// What signs it, by the newest first.
    pub secrets: Vec<EndpointSecret>,
}

/// Sends webhooks, to addresses of others alone.
///
/// What it is given is an address that a stranger typed: it goes to nothing that only this machine
/// or its network can reach, whatever names resolve to, and follows no redirect.
#[async_trait]
pub trait Deliverer: Send + Sync {
    /// Whether webhooks may go to this address as it is now.
    async fn check(&self, url: &str) -> Result<(), UnsafeUrl>;

    /// Checks the address, and posts to the very address that it checked. The time that is signed
    /// is the machine's, which receivers hold against their own clocks. Tells what came of it, and
    /// how long it took; that is ten seconds at most.
    async fn post(&self, webhook: Webhook<'_>) -> (Answered, Duration);
}

/// Why no webhook goes to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UnsafeUrl {
    #[error("must be an absolute URL such as https://shop.example/webhooks")]
    NotAUrl,
    #[error("must be https")]
    NotHttps,
    #[error("must have no user name or password in it: the signature tells who calls")]
    HasCredentials,
    #[error("must have no fragment")]
    HasFragment,
    #[error("has a host without an address")]
    UnknownHost,
    #[error("must be reachable from the internet: private and special addresses are refused")]
    NotPublic,
}
