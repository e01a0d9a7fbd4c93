//! Whether the server is alive and can work, and what it tells of itself.

use serde::Deserialize;
use serde_json::Value;

use crate::call::Call;
use crate::client::Client;
use crate::code::codes;
use crate::error::Error;

/// Calls about the server; see [`Client::health`].
#[derive(Debug, Clone, Copy)]
pub struct Health<'a>(&'a Client);

impl Client {
    /// Whether the server can work.
    pub const fn health(&self) -> Health<'_> {
        Health(self)
    }
}

/// Each dependency and its state.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Readiness {
    /// Whether the server can work.
    pub status: State,
    /// Where bookings are kept.
    pub store: State,
    /// What carries messages.
    pub bus: State,
    /// What counts calls.
    pub limits: State,
    /// Where files are kept.
    pub blobs: State,
    /// The payment gateway.
    pub payments: State,
    /// Flights on sale; 0 until a timetable is loaded.
    pub flights: u64,
}

codes! {
    /// Whether something answers.
    State {
        Up "up",
        Down "down",
    }
}

impl Health<'_> {
    /// Succeeds if the server is alive.
    pub async fn alive(&self) -> Result<(), Error> {
        self.0.send(&Call::get(&["healthz"]).unsigned()).await?.accepted().map(drop)
    }

    /// Whether the server can work, now: an answer that it cannot is an answer.
    pub async fn readiness(&self) -> Result<Readiness, Error> {
        let answer = self.0.send(&Call::get(&["readyz"]).unsigned().if_unheard()).await?;
        match answer.status {
            503 => answer.read(),
            _ => answer.accepted()?.read(),
        }
    }

    /// The metrics of the server, as Prometheus reads them.
    pub async fn metrics(&self) -> Result<String, Error> {
        let answer = self.0.send(&Call::get(&["metrics"]).unsigned()).await?.accepted()?;
        Ok(String::from_utf8_lossy(&answer.body).into_owned())
    }

    /// The API as `OpenAPI` 3.1 describes it.
    pub async fn description(&self) -> Result<Value, Error> {
        self.0.ask(&Call::get(&["openapi.json"]).unsigned()).await
    }
}
