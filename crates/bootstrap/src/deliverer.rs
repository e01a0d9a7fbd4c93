//! What carries webhooks out.

use std::sync::Arc;

use airside_app::ports::Deliverer;
use airside_webhooks_http::{HttpDeliverer, Loopback};

use crate::settings::{Gateway, Settings};

/// Where no money moves, whoever tries things may have a receiver on this machine.
pub(crate) fn deliverer(settings: &Settings) -> anyhow::Result<Arc<dyn Deliverer>> {
    let loopback = match settings.payments.gateway {
        Gateway::Sandbox => Loopback::Allowed,
        Gateway::Stripe => Loopback::Refused,
    };
    Ok(Arc::new(HttpDeliverer::new(loopback)?))
}
