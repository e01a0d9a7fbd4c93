//! The Deliverer port over HTTP: webhooks go out to addresses that strangers typed, and to nothing
//! that only this machine or its network can reach.
//!
//! A name is resolved once for each connection, by a resolver of ours that refuses what is not
//! public: the connection goes to the very addresses that were checked. No redirect is followed, and
//! no proxy of the environment is used.

mod client;
mod public;
mod resolver;
mod target;

use std::time::{Duration as Patience, Instant, SystemTime, UNIX_EPOCH};

use airside_app::ports::deliverer::{Deliverer, UnsafeUrl, Webhook};
use airside_app::webhooks::{Answered, NoAnswer};
use async_trait::async_trait;
use hyper::Request;
use hyper::header::{CONTENT_TYPE, HeaderValue, USER_AGENT};
use time::Duration;
use tokio::time::timeout;

use crate::client::{Clients, Failed};
use crate::public::Reach;
use crate::resolver::resolve;
use crate::target::{Scheme, Target};

pub use client::NoTls;
pub use public::Loopback;

/// From the first look at the address to the last byte that is read.
const PATIENCE: Patience = Patience::from_secs(10);

/// Sends webhooks.
pub struct HttpDeliverer {
    clients: Clients,
    loopback: Loopback,
}

impl HttpDeliverer {
    pub fn new(loopback: Loopback) -> Result<Self, NoTls> {
        Ok(Self { clients: Clients::new(loopback)?, loopback })
    }

    fn target(&self, url: &str) -> Result<Target, UnsafeUrl> {
        let target = Target::parse(url)?;
        match (target.scheme, self.loopback) {
            (Scheme::Https, _) | (Scheme::Http, Loopback::Allowed) => Ok(target),
            (Scheme::Http, Loopback::Refused) => Err(UnsafeUrl::NotHttps),
        }
    }

    async fn answer(&self, webhook: &Webhook<'_>) -> Answered {
        let request = self.target(webhook.url).map(|target| request(&target, webhook));
        let Ok(Ok(request)) = request else {
            return Answered::Not(NoAnswer::UnsafeUrl);
        };
        match timeout(PATIENCE, self.clients.answer(request)).await {
            Ok(Ok((status, beginning))) => Answered::With { status, beginning },
            Ok(Err(failed)) => Answered::Not(match failed {
                Failed::Unsafe(UnsafeUrl::UnknownHost) => NoAnswer::UnknownHost,
                Failed::Unsafe(_) => NoAnswer::UnsafeUrl,
                Failed::Broken => NoAnswer::ConnectionFailed,
            }),
            Err(_) => Answered::Not(NoAnswer::TimedOut),
        }
    }
}

#[async_trait]
impl Deliverer for HttpDeliverer {
    async fn check(&self, url: &str) -> Result<(), UnsafeUrl> {
        let target = self.target(url)?;
        let reach = Reach::of(target.scheme, self.loopback);
        if let Some(address) = target.literal() {
            return reach.check(address);
        }
        let resolving = timeout(PATIENCE, resolve(&target.host, reach));
        match resolving.await.unwrap_or(Err(UnsafeUrl::UnknownHost)) {
            Ok(_) => Ok(()),
            // There is no https to look for on a public host that was called without.
            Err(UnsafeUrl::NotPublic) if target.scheme == Scheme::Http => Err(UnsafeUrl::NotHttps),
            Err(error) => Err(error),
        }
    }

    async fn post(&self, webhook: Webhook<'_>) -> (Answered, Duration) {
        let began = Instant::now();
        let answered = self.answer(&webhook).await;
        let took = Duration::try_from(began.elapsed()).unwrap_or(Duration::MAX);
        (answered, took)
    }
}

/// What is sent, in the words of Standard Webhooks 1.0.
fn request(target: &Target, webhook: &Webhook<'_>) -> Result<Request<String>, hyper::http::Error> {
    let timestamp = machine_time();
    let signed =
        webhook.secrets.iter().map(|secret| secret.sign(webhook.id, timestamp, webhook.body));
    Request::post(target.uri.clone())
        .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
        .header(USER_AGENT, concat!("Airside/", env!("CARGO_PKG_VERSION")))
        .header("webhook-id", webhook.id)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", signed.collect::<Vec<_>>().join(" "))
        .body(webhook.body.to_owned())
}

/// In Unix seconds.
#[expect(clippy::disallowed_methods, reason = "receivers hold it against their own clocks")]
fn machine_time() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or_default()
}
