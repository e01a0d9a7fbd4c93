//! What is sold of each flight, date and cabin, and which seats are given.

use airside_booking::booking::Places;
use airside_primitives::{BookingId, FlightId, SeatNumber};
use async_trait::async_trait;
use time::Date;

use crate::ports::store::StoreError;

/// How much is gone; `count` is the number sold or held.
pub type Sold = Places;

/// Reads inventory.
#[async_trait]
pub trait Stock: Send + Sync {
    /// Everything sold or held on flights from `date` on; what is untouched is not listed.
    async fn sold_from(&self, date: Date) -> Result<Vec<Sold>, StoreError>;

    /// What is sold or held on these flights, as it stands now.
    async fn sold_on(&self, flights: &[(FlightId, Date)]) -> Result<Vec<Sold>, StoreError>;

    /// Seats given or picked on these flights, and by which booking.
    async fn taken_seats(
        &self,
        flights: &[(FlightId, Date)],
    ) -> Result<Vec<(FlightId, Date, SeatNumber, BookingId)>, StoreError>;
}
