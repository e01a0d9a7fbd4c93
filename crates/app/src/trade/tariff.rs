//! Sells by another tariff from now on. Uses the store.
//!
//! What was offered and sold before stays as it was; each tariff is kept under its version.

use std::sync::Arc;

use airside_primitives::Currency;
use airside_tariff::{TariffFaults, Terms};
use thiserror::Error;

use crate::context::App;
use crate::history::{Deed, Subject};
use crate::ports::store::{NewTariff, Store, StoreError};
use crate::timetable::{Capacity, Closed, restock};
use crate::trade::By;

/// The name that a tariff has which came over the API.
pub const OVER_THE_API: &str = "the API";

/// A tariff that is in use.
#[derive(Debug)]
pub struct Loaded {
    pub version: u32,
    /// Whether it was in use before.
    pub is_known: bool,
    pub terms: Terms,
    /// Flights of the store that cannot be sold by it, for want of seats.
    pub grounded: usize,
    /// Cabins that have sold more than they now hold.
    pub closed: Vec<Closed>,
}

/// Reads a tariff and sells by it.
pub async fn load_tariff(app: &App, text: &str, by: &By) -> Result<Loaded, TariffError> {
    // An editor may have put a mark before the text.
    let text = text.trim_start_matches('\u{feff}').to_owned();
    let terms = airside_tariff::read(&text).map_err(TariffError::Faults)?;
    let (selling, found) = (app.loader.selling, terms.tariff.currency);
    if found != selling {
        return Err(TariffError::Currency { found, selling });
    }
    if terms.is_demo && app.ports.payments.is_live() {
        return Err(TariffError::Demo);
    }
    let store = &*app.ports.store;
    let before = store.tariff().await?.map(|tariff| tariff.version);
    let grounded = grounded(store, &terms).await?;

    let version = |version: u32| serde_json::json!({"version": version}).to_string();
    let next = before.unwrap_or(0) + 1;
    let entry = by.entry(
        app,
        (Subject::Tariff, Deed::TariffSaved),
        before.map(version),
        Some(version(next)),
    );
    let tariff = NewTariff { name: OVER_THE_API.to_owned(), text, loaded_at: app.now() };
    let version = store.save_tariff(tariff, vec![entry]).await?;
    app.outbox.notify_one();

    let fleet = terms.fleet.clone();
    let seats: Capacity = Arc::new(move |aircraft, cabin| fleet.capacity(aircraft, cabin));
    let closed = restock(store, seats, app.now().date()).await?;
    app.outbox.notify_one();
    Ok(Loaded { version, is_known: before == Some(version), terms, grounded, closed })
}

async fn grounded(store: &dyn Store, terms: &Terms) -> Result<usize, StoreError> {
    let flights = store.flights().await?;
    Ok(flights.iter().filter(|flight| terms.fleet.layout(flight.aircraft).is_none()).count())
}

/// Why the tariff before stays in use.
#[derive(Debug, Error)]
pub enum TariffError {
    #[error("{0}")]
    Faults(TariffFaults),
    #[error("the tariff is in {found}, and selling.currency is {selling}")]
    Currency { found: Currency, selling: Currency },
    #[error("the tariff says demo = true, and payments take real money")]
    Demo,
    #[error(transparent)]
    Store(#[from] StoreError),
}
