//! The books: a line for each journey that was sold, for each that was exchanged, and for each that
//! was given back.
//!
//! A store writes them in the commit of the booking, the exchange or the cancellation that they
//! follow from, each once; none is changed or taken away.

use std::ops::Range;

use airside_booking::{Booking, Direction, ExchangedSale, GivenBack, Sale, SalesLine};
use airside_primitives::BookingId;
use async_trait::async_trait;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::ports::changes::Versioned;
use crate::ports::store::StoreError;

/// Reads the books.
#[async_trait]
pub trait Sales: Send + Sync {
    /// What was sold within a time, some lines at a time, in the order of their keys.
    async fn sales(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<Sale>, StoreError>;

    /// What was exchanged within a time.
    async fn exchanged(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<ExchangedSale>, StoreError>;

    /// What was given back within a time, each line with what had been sold: last, where it was
    /// exchanged before.
    async fn given_back(
        &self,
        during: Range<OffsetDateTime>,
        after: Option<LineKey>,
        limit: u16,
    ) -> Result<Vec<(GivenBack, Sale)>, StoreError>;

    /// All lines of one booking: sales first, then exchanges, each kind by its key.
    async fn sales_lines(&self, booking: BookingId) -> Result<Vec<SalesLine>, StoreError>;

    /// Bookings that have more to say in the books than is written: a release wrote them that kept
    /// none. To save them again writes it.
    async fn unposted(&self, limit: u16) -> Result<Vec<Versioned<Booking>>, StoreError>;
}

/// Where a line stands among those of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineKey {
    pub at: OffsetDateTime,
    /// The booking of a sale, the exchange or the cancellation of what follows.
    pub of: Uuid,
    pub direction: Direction,
}

impl LineKey {
    pub const fn of_sale(sale: &Sale) -> Self {
        Self { at: sale.at, of: sale.booking.0, direction: sale.direction }
    }

    pub const fn of_exchanged(line: &ExchangedSale) -> Self {
        let Sale { at, direction, .. } = line.sale;
        Self { at, of: line.exchange.0, direction }
    }

    pub const fn of_given_back(line: &GivenBack) -> Self {
        Self { at: line.at, of: line.cancellation.0, direction: line.direction }
    }
}

/// What had last been sold of a journey when it was given back: `first`, or what that was exchanged
/// for.
pub fn sold_last(line: &GivenBack, first: Sale, exchanged: &[ExchangedSale]) -> Sale {
    let before = exchanged.iter().map(|it| &it.sale).filter(|sale| {
        (sale.booking, sale.direction) == (line.booking, line.direction) && sale.at <= line.at
    });
    before.max_by_key(|sale| sale.at).cloned().unwrap_or(first)
}
