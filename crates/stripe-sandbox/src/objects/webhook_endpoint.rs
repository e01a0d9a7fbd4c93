//! A webhook endpoint: an address that events are sent to, and the secret that signs them.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Document;
use super::event::Kind;
use crate::settings::Webhook;

/// The endpoint of the settings has one id for ever, so that what is owed to it
/// follows it to a new address.
pub(crate) const FROM_SETTINGS: &str = "we_settings";

/// More than anybody has.
pub(crate) const ENDPOINTS: i64 = 1000;

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct WebhookEndpoint {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) secret: String,
    /// Names of events, or `*`.
    pub(crate) enabled_events: Vec<String>,
    pub(crate) created: i64,
}

/// Without its secret.
impl fmt::Debug for WebhookEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookEndpoint").field("id", &self.id).finish_non_exhaustive()
    }
}

impl WebhookEndpoint {
    pub(crate) fn from_settings(webhook: Webhook, created: i64) -> Self {
        let Webhook { url, secret } = webhook;
        let enabled_events = vec!["*".to_owned()];
        Self { id: FROM_SETTINGS.to_owned(), url, secret, enabled_events, created }
    }

    /// The same, for these events as well.
    pub(crate) fn wanting(mut self, events: Vec<String>) -> Self {
        let new = events.into_iter().filter(|event| !self.enabled_events.contains(event));
        let new: Vec<String> = new.collect();
        self.enabled_events.extend(new);
        self
    }

    pub(crate) fn wants(&self, kind: Kind) -> bool {
        self.enabled_events.iter().any(|name| name == "*" || name == kind.name())
    }

    /// As Stripe writes it, but for the secret, which is shown once.
    pub(crate) fn show(&self) -> Value {
        json!({
            "id": self.id,
            "object": "webhook_endpoint",
            "api_version": null,
            "application": null,
            "created": self.created,
            "description": null,
            "enabled_events": self.enabled_events,
            "livemode": false,
            "metadata": {},
            "status": "enabled",
            "url": self.url,
        })
    }
}

/// Whether the sandbox can call this address: it speaks plain HTTP only, for it
/// is meant to sit beside its caller.
pub(crate) fn is_deliverable(url: &str) -> bool {
    let address = reqwest::Url::parse(url);
    address.is_ok_and(|address| address.scheme() == "http" && address.host().is_some())
}

impl Document for WebhookEndpoint {
    const KIND: &'static str = "webhook_endpoint";

    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> i64 {
        self.created
    }
}
