//! A stateful stand-in for the part of Stripe's HTTP API that we use. No money moves.
//!
//! It knows nothing of bookings: whatever talks to it must talk to Stripe the
//! same way. Everything lies under `/sandbox`, so Stripe's base address is
//! `…/sandbox/stripe` and the page a payer sees is `…/sandbox/payments/{id}`.
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
mod objects;
mod page;
mod refusal;
mod routes;
pub mod server;
mod settings;
mod signature;
mod store;
mod test_cards;

use std::sync::Arc;

use actix_web::web::{Data, ServiceConfig};
use thiserror::Error;

pub use faults::{Fault, FaultKind};
pub use settings::{Clock, Database, Ids, Settings, Webhook};

use settings::Access;
use store::Store;

/// The sandbox: cheap to clone, and every clone is the same sandbox.
#[derive(Clone)]
pub struct Sandbox {
    store: Arc<Store>,
    access: Arc<Access>,
    client: reqwest::Client,
}

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

    /// Breaks something on purpose, so that callers can be tested.
    pub fn inject(&self, fault: Fault) {
        self.store.faults.inject(fault);
    }
}

/// Why the sandbox could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The file is not there, not ours, or not writable.
    #[error("cannot open the payment sandbox's database")]
    Database(#[from] diesel::ConnectionError),
    /// A migration failed.
    #[error("cannot prepare the payment sandbox's database: {0}")]
    Migration(String),
    /// The database opened and then failed.
    #[error("cannot read the payment sandbox's database")]
    Store(#[from] store::StoreError),
    /// The webhook address of the settings is not one the sandbox can call.
    #[error("the payment sandbox cannot call {0:?}: it must be an http:// address")]
    WebhookUrl(String),
    /// No HTTP client could be made.
    #[error("cannot make the HTTP client that delivers events")]
    Client(#[source] reqwest::Error),
}
