//! Tells a sandbox in a process of its own where our events go.
//!
//! Not for Stripe itself: it would sign with a secret that it makes up and tells
//! once, so there an operator registers the address and puts the secret into the settings.

use airside_app::ports::payments::PaymentsError;
use serde::Serialize;
use stripe_client_core::{RequestBuilder, StripeMethod};

use crate::StripePayments;
use crate::objects::{Page, WebhookEndpoint};

/// The events that may change what we know; their meaning is in `airside_app::payments`.
const EVENTS: &[&str] = &[
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.dispute.funds_reinstated",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.updated",
    "checkout.session.completed",
    "checkout.session.expired",
    "payment_intent.canceled",
    "payment_intent.payment_failed",
    "payment_intent.succeeded",
    "refund.created",
    "refund.failed",
    "refund.updated",
];

#[derive(Serialize)]
struct Listing {
    limit: u8,
}

#[derive(Serialize)]
struct Registration<'a> {
    url: &'a str,
    enabled_events: &'a [&'a str],
}

impl StripePayments {
    /// Has our events sent to `url`, unless they are already.
    ///
    /// Any number of nodes may do so at once with the same `url`: the sandbox keeps one endpoint
    /// for each address. Events are signed with the secret that the sandbox was started with.
    pub async fn register_webhook(&self, url: &str) -> Result<(), PaymentsError> {
        let address = "/webhook_endpoints";
        let list = RequestBuilder::new(StripeMethod::Get, address).query(&Listing { limit: 100 });
        let known: Page<WebhookEndpoint> = self.calls.ask(list).await?;
        let is_registered = |endpoint: &WebhookEndpoint| {
            let gets = |event: &&str| {
                endpoint.enabled_events.iter().any(|enabled| enabled == event || enabled == "*")
            };
            endpoint.url == url && EVENTS.iter().all(gets)
        };
        if known.data.iter().any(is_registered) {
            return Ok(());
        }
        let registration = Registration { url, enabled_events: EVENTS };
        let create = RequestBuilder::new(StripeMethod::Post, address).form(&registration);
        let _: WebhookEndpoint = self.calls.ask(create).await?;
        Ok(())
    }
}
