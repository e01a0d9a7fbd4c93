//! How much of the world is loaded, and why it may not be.

use airside_primitives::Currency;
use airside_tariff::TariffFaults;
use thiserror::Error;

use crate::ports::StoreError;

/// Loads what is sold in one currency.
#[derive(Debug, Clone, Copy)]
pub struct WorldLoader {
    /// The one selling currency of this deployment.
    pub selling: Currency,
    pub scope: Scope,
}

impl WorldLoader {
    pub const fn everything(selling: Currency) -> Self {
        Self { selling, scope: Scope::Everything }
    }
}

/// How much of the world a process needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What is sold, and how much of it is left.
    Everything,
    /// What documents need of it: airports, airlines and the tariff.
    Names,
}

/// Why the world is not loaded.
#[derive(Debug, Error)]
pub enum LoadError {
    #[error(
        "the tariff in the store (version {version}) is in {found}, and selling.currency is \
         {selling}: set selling.currency to {found}, or load a tariff in {selling} with \
         `airside tariff load FILE`"
    )]
    TariffCurrency { version: u32, found: Currency, selling: Currency },
    #[error(
        "the fares in the store are in {found}, and selling.currency is {selling}: set \
         selling.currency to {found}, or replace them by fares in {selling} with \
         `airside import fares FILE --replace`"
    )]
    FaresCurrency { found: Currency, selling: Currency },
    /// A later release asks more of a tariff than the one that took it.
    #[error("the tariff in the store (version {version}) cannot be used:\n{faults}")]
    Tariff { version: u32, faults: TariffFaults },
    #[error("loading was interrupted")]
    Interrupted,
    #[error(transparent)]
    Store(#[from] StoreError),
}
