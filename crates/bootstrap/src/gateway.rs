//! The payment gateway: Stripe, or a sandbox in this process or in one of its own.
//!
//! The adapter is the same each time; only the address and the secrets differ.

use std::sync::Arc;
use std::time::Duration;

use airside_app::ports::{Clock, Entropy};
use airside_payments_stripe::{self as stripe, StripePayments};
use airside_stripe_sandbox as sandbox;
use anyhow::Context;

use crate::addresses::Addresses;
use crate::data_folder::SANDBOX;
use crate::settings::{Gateway, Settings};

/// How long the gateway may take to answer one attempt.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How often a call to the gateway is attempted in all.
const ATTEMPTS: u32 = 3;
/// How long after the end of a hold the money of a late payment arrives.
const AFTER_THE_HOLD: Duration = Duration::from_secs(30);
/// Where the API takes events.
const WEBHOOK: &str = "/v1/webhooks/stripe";
/// The key for a sandbox in another process, which takes every test key.
const ANY_TEST_KEY: &str = "sk_test_airside";

/// A gateway outside this process.
pub(crate) struct Outside {
    pub(crate) payments: Arc<StripePayments>,
    /// The address that a sandbox in another process must be told.
    pub(crate) webhook: Option<String>,
}

/// Stripe, or a sandbox in a process of its own; `None` when it is to be in this one.
pub(crate) fn outside(
    settings: &Settings,
    addresses: &Addresses,
) -> anyhow::Result<Option<Outside>> {
    let told = &settings.payments;
    let gateway = |secret_key: &str, api_url, webhook| {
        let payments = adapter(secret_key, &told.webhook_secret, api_url)?;
        Ok(Some(Outside { payments, webhook }))
    };
    match (told.gateway, told.sandbox_url.trim_end_matches('/')) {
        (Gateway::Stripe, _) => {
            let other = Some(told.stripe_url.as_str()).filter(|url| !url.is_empty());
            gateway(&told.secret_key, other.map(str::to_owned), None)
        }
        (Gateway::Sandbox, "") => Ok(None),
        (Gateway::Sandbox, url) => {
            let key = Some(told.secret_key.as_str()).filter(|key| !key.is_empty());
            let webhook = match told.webhook_url.as_str() {
                "" => format!("{}{WEBHOOK}", addresses.public),
                url => url.to_owned(),
            };
            let api_url = format!("{url}/sandbox/stripe");
            gateway(key.unwrap_or(ANY_TEST_KEY), Some(api_url), Some(webhook))
        }
    }
}

/// The sandbox inside the server at this address.
pub(crate) fn of_server(
    addresses: &Addresses,
    webhook_secret: &str,
) -> anyhow::Result<Arc<StripePayments>> {
    let api_url = format!("{}/sandbox/stripe", addresses.local);
    adapter(&key_of(webhook_secret), webhook_secret, Some(api_url))
}

fn key_of(webhook_secret: &str) -> String {
    format!("sk_test_{}", webhook_secret.trim_start_matches("whsec_"))
}

/// A sandbox in this process, to be mounted beside the API, with its state in the data folder.
pub(crate) fn inside(
    settings: &Settings,
    addresses: &Addresses,
    webhook_secret: &str,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> anyhow::Result<(Arc<StripePayments>, sandbox::Sandbox)> {
    let secret_key = key_of(webhook_secret);
    let held_for = Duration::from_secs(settings.booking.hold_seconds.unsigned_abs());
    let payments = of_server(addresses, webhook_secret)?;
    let sandbox = sandbox::Sandbox::open(sandbox::Settings {
        database: sandbox::Database::File(settings.data_dir.join(SANDBOX)),
        public_url: addresses.public.clone(),
        merchant: "Airside".to_owned(),
        secret_key: Some(secret_key),
        webhook: Some(sandbox::Webhook {
            url: format!("{}{WEBHOOK}", addresses.local),
            secret: webhook_secret.to_owned(),
        }),
        endpoint_secret: None,
        // Whoever tries it out, on this machine or with a token.
        faults_for: if addresses.is_of_this_machine {
            sandbox::FaultsFor::Anybody
        } else {
            sandbox::FaultsFor::TokenHolders(settings.sandbox.token.clone())
        },
        refunds_settle_after: Duration::from_secs(1),
        late_payments_after: held_for + AFTER_THE_HOLD,
        clock: Arc::new(move || clock.now()),
        ids: Arc::new(move || {
            let mut bytes = [0; 16];
            entropy.fill(&mut bytes);
            uuid::Builder::from_random_bytes(bytes).into_uuid()
        }),
    });
    Ok((payments, sandbox.context("cannot open the payment sandbox")?))
}

fn adapter(
    secret_key: &str,
    webhook_secret: &str,
    api_url: Option<String>,
) -> anyhow::Result<Arc<StripePayments>> {
    let payments = StripePayments::new(stripe::Settings {
        secret_key: secret_key.to_owned(),
        webhook_secret: webhook_secret.to_owned(),
        api_url,
        timeout: TIMEOUT,
        attempts: ATTEMPTS,
    })?;
    Ok(Arc::new(payments))
}
