//! A stateful stand-in for the part of Stripe's HTTP API that we use. No money moves.
//!
//! It knows nothing of bookings: its clients must talk to Stripe the same way. Everything lies
//! under `/sandbox`, so Stripe's base address is `…/sandbox/stripe` and the page a payer sees is
//! `…/sandbox/payments/{id}`. The program has Stripe's API at `/v1` as well.
//!
//! An answer is given after its effect, its events and its idempotency key are
//! stored in one commit; [`Sandbox::run_deliveries`] then carries the events out.

// `json!` recurses once for each token, and Stripe's objects are long.
#![recursion_limit = "256"]

mod call;
mod deliveries;
mod faults;
mod form;
mod ledger;
mod listing;
mod objects;
mod open_error;
mod page;
pub mod program;
mod refusal;
mod routes;
mod sandbox;
mod scenarios;
pub mod server;
mod settings;
mod signature;
mod store;
mod test_cards;

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use actix_web::web::{Data, ServiceConfig, to};

pub use faults::{Fault, FaultKind};
pub use open_error::OpenError;
pub use sandbox::Sandbox;
pub use settings::{Clock, Database, FaultsFor, Ids, Settings, Webhook};

use objects::Links;
use objects::webhook_endpoint::{WebhookEndpoint, is_deliverable};
use settings::Access;
use store::{Context, Store};

impl Sandbox {
    /// Opens the sandbox with the state it had when it was last closed.
    ///
    /// The webhook of the settings replaces the one of an earlier start, and
    /// takes over the events still owed to it.
    pub fn open(settings: Settings) -> Result<Self, OpenError> {
        let client = deliveries::client().map_err(OpenError::Client)?;
        let (store, access) = settings.open()?;
        Ok(Self { store: Arc::new(store), access: Arc::new(access), client })
    }

    /// Adds everything under `/sandbox` to a server.
    pub fn configure(&self, config: &mut ServiceConfig) {
        config.service(routes::scope(Data::new(self.clone())));
    }

    /// Adds Stripe's API at `/v1` as well, to a server that has nothing else there.
    pub fn configure_host(&self, config: &mut ServiceConfig) {
        config
            .service(routes::of_host(Data::new(self.clone())))
            .default_service(to(routes::unknown_address));
    }

    /// Breaks something on purpose, so that callers can be tested.
    pub fn inject(&self, fault: Fault) {
        self.store.faults.inject(fault);
    }
}

impl Settings {
    /// The state as these settings want it, and what the routes need to know of them.
    fn open(self) -> Result<(Store, Access), OpenError> {
        let Self { database, merchant, secret_key, webhook, faults_for, .. } = self;
        if let Some(webhook) = &webhook
            && !is_deliverable(&webhook.url)
        {
            return Err(OpenError::WebhookUrl(webhook.url.clone()));
        }

        let public_url = self.public_url.trim_end_matches('/').to_owned();
        let context = Context {
            clock: self.clock,
            moved: AtomicI64::new(0),
            ids: self.ids,
            links: Links { public_url },
            refunds_settle_after: self.refunds_settle_after,
            late_payments_after: self.late_payments_after,
            endpoint_secret: self.endpoint_secret,
        };
        let store = Store::open(&database, context)?;
        store.transaction(|transaction| {
            let created = transaction.now().unix_timestamp();
            let endpoint = webhook.map(|webhook| WebhookEndpoint::from_settings(webhook, created));
            transaction.keep_settings_endpoint(endpoint)?;
            transaction.retry_deliveries_now()
        })?;

        Ok((store, Access { secret_key, merchant, faults_for }))
    }
}
