//! Everything that is remembered.
//!
//! Reading is grouped by subject, one trait and one file each; writing is a
//! single `commit` of one [`Changes`] value, so nobody outside the adapter ever
//! holds a transaction.

mod accounts;
mod adoption;
mod bookings;
mod carry_over;
mod departures;
mod due;
mod error;
mod finding;
mod history;
mod mails;
mod personal_data;
mod queues;
mod sales;
mod stock;
mod tariffs;
mod watching;
mod webhooks;
mod world;
mod world_version;

use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

pub use accounts::Accounts;
pub use adoption::{AdoptError, Adoption, Judge, Restocked, Stage, Touched};
pub use bookings::{BookingFilter, Bookings, Page, Records};
pub use carry_over::{Carried, CarryOver};
pub use departures::Departures;
pub use due::{Claim, Due, FIRST_PAUSE, LONGEST_PAUSE, TouchedDeparture, Work};
pub use error::StoreError;
pub use finding::{Finding, Known, Sought};
pub use history::History;
pub use mails::Mails;
pub use personal_data::{AfterAnswer, Leaving, PersonalData};
pub use queues::Queues;
pub use sales::{LineKey, Sales, sold_last};
pub use stock::{Sold, Stock};
pub use tariffs::{NewTariff, StoredTariff, Tariffs};
pub use watching::{Backlog, Connections, Waiting, Watching};
pub use webhooks::{EventFilter, EventsOf, Webhooks};
pub use world::{World, WorldRows};
pub use world_version::WorldVersion;

use crate::ports::changes::{Changes, CommitError};

/// Remembers accounts, the world, stock, bookings and messages.
///
/// Instants are kept to the microsecond; what is finer may be cut off.
#[async_trait]
pub trait Store:
    Accounts
    + World
    + Tariffs
    + Stock
    + Bookings
    + CarryOver
    + Departures
    + Due
    + PersonalData
    + Mails
    + Sales
    + History
    + Finding
    + Queues
    + Watching
    + Webhooks
{
    /// Makes every change, or none of them; durable once it returns.
    ///
    /// Runs on a task of its own: dropping the returned future does not stop it half way.
    /// Messages become visible to [`Due::unsent`] together with the changes.
    async fn commit(&self, changes: Changes) -> Result<(), CommitError>;

    /// The time by the store's own clock, which dates what it writes of itself.
    async fn time(&self) -> Result<OffsetDateTime, StoreError>;

    /// How far those who try things out have moved the time of all nodes ahead of it.
    async fn moved_ahead(&self) -> Result<Duration, StoreError>;

    /// Whether it can be reached now.
    async fn ping(&self) -> Result<(), StoreError>;
}
