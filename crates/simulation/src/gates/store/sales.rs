//! The books, read.

use std::ops::Range;

use airside_app::ports::store::{LineKey, Sales};
use airside_app::ports::{StoreError, Versioned};
use airside_booking::{Booking, ExchangedSale, GivenBack, Sale, SalesLine};
use airside_primitives::BookingId;
use async_trait::async_trait;
use time::OffsetDateTime;

use super::StoreGate;

#[async_trait]
impl Sales for StoreGate {
    async fn sales(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<Sale>, StoreError> {
        self.read("store.sales", self.store.sales(during, after, limit)).await
    }

    async fn exchanged(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<ExchangedSale>, StoreError> {
        self.read("store.exchanged", self.store.exchanged(during, after, limit)).await
    }

    async fn given_back(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<(GivenBack, Sale)>, StoreError> {
        self.read("store.given_back", self.store.given_back(during, after, limit)).await
    }

    async fn sales_lines(&self, booking: BookingId) -> Result<Vec<SalesLine>, StoreError> {
        self.read("store.sales_lines", self.store.sales_lines(booking)).await
    }

    async fn unposted(&self, limit: u16) -> Result<Vec<Versioned<Booking>>, StoreError> {
        self.read("store.unposted", self.store.unposted(limit)).await
    }
}
