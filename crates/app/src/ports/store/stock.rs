//! What is sold of each flight, date and cabin, and which seats are given.

use airside_booking::ServiceAt;
use airside_booking::booking::Inventory;
use airside_primitives::{BookingId, FlightId, SeatNumber};
use async_trait::async_trait;
use time::Date;

use crate::ports::store::StoreError;

/// What is sold or held of one cabin, and what it can sell in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sold {
    pub inventory: Inventory,
    /// Less than what is sold when the cabin shrank after it was sold.
    pub capacity: u16,
}

impl Sold {
    /// How many seats can still be sold.
    pub const fn left(&self) -> u16 {
        self.capacity.saturating_sub(self.inventory.count)
    }
}

/// Reads inventory.
#[async_trait]
pub trait Stock: Send + Sync {
    /// Everything sold or held on flights from `date` on; untouched flights are not listed.
    async fn sold_from(&self, date: Date) -> Result<Vec<Sold>, StoreError>;

    /// What is sold or held on these flights, as it stands now.
    async fn sold_on(&self, flights: &[(FlightId, Date)]) -> Result<Vec<Sold>, StoreError>;

    /// Seats given or picked on these flights, and by which booking.
    async fn taken_seats(
        &self,
        flights: &[(FlightId, Date)],
    ) -> Result<Vec<(FlightId, Date, SeatNumber, BookingId)>, StoreError>;

    /// How many travellers have each special service on flights from `date` on; none that nobody has.
    async fn services_from(&self, date: Date) -> Result<Vec<(ServiceAt, u16)>, StoreError>;
}
