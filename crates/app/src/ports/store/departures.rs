//! Reading what was decided about single departures.
//!
//! An amendment changes by an adoption alone: it is part of the world.

use airside_booking::Booking;
use airside_primitives::{DepartureCancellationId, FlightId};
use airside_records::Column;
use airside_timetable::{Amendment, Amendments};
use async_trait::async_trait;
use time::Date;

use super::bookings::{all, one};
use crate::departures::DepartureCancellation;
use crate::ports::changes::Versioned;
use crate::ports::store::{Records, StoreError};

/// Reads what was decided about departures.
#[async_trait]
pub trait Departures: Records {
    /// Bookings that wait for their payment and depend on any of these departures, overdue ones
    /// too: each once, oldest first.
    async fn unpaid_on(&self, departures: &[(FlightId, Date)]) -> Result<Vec<Booking>, StoreError>;

    /// All that is in force.
    async fn amendments(&self) -> Result<Amendments, StoreError> {
        let found = all::<Amendment>(self, Column::flag("in_force", true)).await?;
        Ok(Amendments::new(found.into_iter().map(|it| it.value)))
    }

    /// What was decided about a departure, even if nothing of it is left.
    async fn amendment(
        &self,
        flight: FlightId,
        date: Date,
    ) -> Result<Option<Versioned<Amendment>>, StoreError> {
        one(self, Column::id("id", Amendment::none(flight, date).id())).await
    }

    async fn departure_cancellation(
        &self,
        id: DepartureCancellationId,
    ) -> Result<Option<Versioned<DepartureCancellation>>, StoreError> {
        one(self, Column::id("id", id.0)).await
    }

    /// The cancellation of a departure, if there is one.
    async fn cancellation_of(
        &self,
        flight: FlightId,
        date: Date,
    ) -> Result<Option<Versioned<DepartureCancellation>>, StoreError> {
        let departure = DepartureCancellation::departure(flight, date);
        one(self, Column::text("departure", departure)).await
    }

    /// Cancellations of departures that are not done, oldest first.
    async fn running_cancellations(
        &self,
    ) -> Result<Vec<Versioned<DepartureCancellation>>, StoreError> {
        all(self, Column::text("state", DepartureCancellation::RUNNING)).await
    }
}
