//! Bookings, found.

use airside_app::ports::store::{Finding, Known, Page};
use airside_app::ports::{StoreError, Versioned};
use airside_booking::Booking;
use airside_primitives::BookingId;
use async_trait::async_trait;

use super::StoreGate;

#[async_trait]
impl Finding for StoreGate {
    async fn find_bookings(
        &self,
        any: Vec<Vec<Known>>,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        self.read("store.find_bookings", self.store.find_bookings(any, page)).await
    }

    async fn unindexed_bookings(&self, limit: u16) -> Result<Vec<Versioned<Booking>>, StoreError> {
        self.read("store.unindexed_bookings", self.store.unindexed_bookings(limit)).await
    }
}
