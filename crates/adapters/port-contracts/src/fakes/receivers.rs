//! Receivers of webhooks that are told what to answer, and remember what came.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use airside_app::ports::deliverer::{Deliverer, UnsafeUrl, Webhook};
use airside_app::webhooks::{Answered, NoAnswer};
use async_trait::async_trait;
use time::Duration;

/// Everybody who receives webhooks, by address.
#[derive(Debug, Default)]
pub struct Receivers(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    answers: HashMap<String, Answered>,
    received: Vec<Received>,
}

/// A webhook as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub url: String,
    pub id: String,
    pub body: String,
    /// One for each secret.
    pub signatures: Vec<String>,
}

impl Receivers {
    /// What the time of every signature is.
    pub const TIMESTAMP: i64 = 1_700_000_000;

    /// Whoever is told nothing answers 200.
    pub fn answer(&self, url: &str, status: u16) {
        let beginning = format!("status {status}");
        self.state().answers.insert(url.to_owned(), Answered::With { status, beginning });
    }

    /// Nobody listens there any more.
    pub fn vanish(&self, url: &str) {
        self.state().answers.insert(url.to_owned(), Answered::Not(NoAnswer::ConnectionFailed));
    }

    /// Everything that came there, in the order in which it came.
    pub fn received(&self, url: &str) -> Vec<Received> {
        self.state().received.iter().filter(|it| it.url == url).cloned().collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Deliverer for Receivers {
    async fn check(&self, url: &str) -> Result<(), UnsafeUrl> {
        if url.starts_with("https://") { Ok(()) } else { Err(UnsafeUrl::NotHttps) }
    }

    async fn post(&self, webhook: Webhook<'_>) -> (Answered, Duration) {
        let sign = |secret: &airside_app::webhooks::EndpointSecret| {
            secret.sign(webhook.id, Self::TIMESTAMP, webhook.body)
        };
        let received = Received {
            url: webhook.url.to_owned(),
            id: webhook.id.to_owned(),
            body: webhook.body.to_owned(),
            signatures: webhook.secrets.iter().map(sign).collect(),
        };
        let mut state = self.state();
        let answer = state.answers.get(webhook.url).cloned();
        let fine = Answered::With { status: 200, beginning: String::new() };
        let answer = answer.unwrap_or(fine);
        if matches!(answer, Answered::With { .. }) {
            state.received.push(received);
        }
        (answer, Duration::milliseconds(20))
    }
}
