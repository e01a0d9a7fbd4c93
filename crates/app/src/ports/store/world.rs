//! The world that is sold: airports, airlines, the timetable, fares, promo codes.
//!
//! Loaded whole at start and after each change; searches never come here. A timetable is
//! staged first, in as much time as that takes, and then adopted by one short commit.

use airside_fares::{Fare, PromoCode, PromoName, PromoUses};
use airside_primitives::{Currency, UserId};
use airside_timetable::{Airline, Airport, Flight};
use async_trait::async_trait;

use crate::ports::store::StoreError;
use crate::ports::store::adoption::{AdoptError, Adoption, Stage};
use crate::ports::store::world_version::WorldVersion;

/// Reads and replaces the world.
#[async_trait]
pub trait World: Send + Sync {
    async fn airports(&self) -> Result<Vec<Airport>, StoreError>;

    async fn airlines(&self) -> Result<Vec<Airline>, StoreError>;

    /// The rows of the timetable that are current.
    async fn flights(&self) -> Result<Vec<Flight>, StoreError>;

    async fn fares(&self) -> Result<Vec<Fare>, StoreError>;

    /// Counts what was adopted.
    async fn world_version(&self) -> Result<WorldVersion, StoreError>;

    /// Adds or replaces rows by their keys (airport and airline code, fare's airline, pair
    /// and cabin), all or none, and sends `TimetableChanged`.
    async fn load(&self, rows: WorldRows) -> Result<(), StoreError>;

    /// Puts rows of the timetable aside, where nobody sees them until they are adopted.
    ///
    /// Done in batches, between which other writers have their turn; `progress` hears how
    /// many rows are there. Rows of an earlier stage that were not adopted are cleared away.
    async fn stage(
        &self,
        rows: Vec<Flight>,
        progress: &(dyn Fn(usize) + Send + Sync),
    ) -> Result<Stage, StoreError>;

    /// Makes a new world current, with the stock that was sold of the old one, in one
    /// commit, and sends `TimetableChanged`.
    async fn adopt(&self, adoption: Adoption) -> Result<WorldVersion, AdoptError>;

    /// Where the world came from (`demo`, or the name of a file), for people.
    async fn provenance(&self) -> Result<Option<String>, StoreError>;

    /// The currency of the fares; `None` when no fares were loaded, or by a release that kept none.
    async fn fares_currency(&self) -> Result<Option<Currency>, StoreError>;

    async fn promo_code(&self, code: &PromoName) -> Result<Option<PromoCode>, StoreError>;

    /// Promo codes by name, each with how often it was used in all, some at a time.
    async fn promo_codes(
        &self,
        after: Option<&PromoName>,
        limit: u16,
    ) -> Result<Vec<(PromoCode, u32)>, StoreError>;

    /// How often the code was used, in all and by this user.
    async fn promo_uses(&self, code: &PromoName, user: UserId) -> Result<PromoUses, StoreError>;
}

/// Rows of the world to add or replace. Nothing is removed, except that `replace_fares` empties the
/// fares first.
#[derive(Debug, Default)]
pub struct WorldRows {
    pub airports: Vec<Airport>,
    pub airlines: Vec<Airline>,
    pub fares: Vec<Fare>,
    pub promo_codes: Vec<PromoCode>,
    pub replace_fares: bool,
    /// Set when it changes what [`World::provenance`] answers.
    pub provenance: Option<String>,
    /// Set with fares: what [`World::fares_currency`] answers from then on.
    pub fares_currency: Option<Currency>,
}
