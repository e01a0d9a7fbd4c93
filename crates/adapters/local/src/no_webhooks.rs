//! Webhooks that go nowhere, for processes that send none.

use airside_app::ports::deliverer::{Deliverer, UnsafeUrl, Webhook};
use airside_app::webhooks::{Answered, NoAnswer};
use async_trait::async_trait;
use time::Duration;

/// Takes any address that is https, and reaches none.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoWebhooks;

#[async_trait]
impl Deliverer for NoWebhooks {
    async fn check(&self, url: &str) -> Result<(), UnsafeUrl> {
        match url.split_once("://") {
            Some(("https", host)) if host.contains('@') => Err(UnsafeUrl::HasCredentials),
            Some(("https", host)) if !host.is_empty() => Ok(()),
            Some(("http", _)) => Err(UnsafeUrl::NotHttps),
            Some(_) | None => Err(UnsafeUrl::NotAUrl),
        }
    }

    async fn post(&self, _: Webhook<'_>) -> (Answered, Duration) {
        (Answered::Not(NoAnswer::ConnectionFailed), Duration::ZERO)
    }
}
