//! Departures, read.

use airside_app::ports::StoreError;
use airside_app::ports::store::Departures;
use airside_booking::Booking;
use airside_primitives::FlightId;
use async_trait::async_trait;
use time::Date;

use super::StoreGate;

#[async_trait]
impl Departures for StoreGate {
    async fn unpaid_on(&self, departures: &[(FlightId, Date)]) -> Result<Vec<Booking>, StoreError> {
        self.read("store.unpaid_on", self.store.unpaid_on(departures)).await
    }
}
