//! What is sold and given of each departure.

use airside_app::ports::StoreError;
use airside_app::ports::store::{Sold, Stock};
use airside_booking::ServiceAt;
use airside_primitives::{BookingId, FlightId, SeatNumber};
use async_trait::async_trait;
use time::Date;

use super::StoreGate;

#[async_trait]
impl Stock for StoreGate {
    async fn sold_from(&self, date: Date) -> Result<Vec<Sold>, StoreError> {
        self.read("store.sold_from", self.store.sold_from(date)).await
    }

    async fn sold_on(&self, flights: &[(FlightId, Date)]) -> Result<Vec<Sold>, StoreError> {
        self.read("store.sold_on", self.store.sold_on(flights)).await
    }

    async fn taken_seats(
        &self,
        flights: &[(FlightId, Date)],
    ) -> Result<Vec<(FlightId, Date, SeatNumber, BookingId)>, StoreError> {
        self.read("store.taken_seats", self.store.taken_seats(flights)).await
    }

    async fn services_from(&self, date: Date) -> Result<Vec<(ServiceAt, u16)>, StoreError> {
        self.read("store.services_from", self.store.services_from(date)).await
    }
}
