//! Reading bookings, and what belongs to them.

use airside_booking::{
    Booking, BookingStatus, Cancellation, CheckoutId, Document, Exchange, GatewayRefundId,
    IntentId, Payment, RecordLocator, Refund,
};
use airside_primitives::{
    BookingId, CancellationId, DocumentId, ExchangeId, FlightId, PaymentId, RefundId, UserId,
};
use airside_records::{Column, Kept, REVERSALS};
use async_trait::async_trait;
use time::{Date, OffsetDateTime};

use crate::ports::changes::Versioned;
use crate::ports::store::StoreError;

/// A page of a list that is ordered newest first by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<Id> {
    pub limit: u16,
    /// Only ids before this one.
    pub before: Option<Id>,
}

/// Which bookings to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookingFilter {
    pub owner: UserId,
    /// As it reads at `now`: an overdue hold counts as expired.
    pub status: Option<BookingStatus>,
    pub now: OffsetDateTime,
}

/// Reads records of any kind as they were written.
#[async_trait]
pub trait Records: Send + Sync {
    /// The rows of a table where a column has this value: their bodies, oldest first.
    async fn records(
        &self,
        table: &'static str,
        column: Column,
    ) -> Result<Vec<Versioned<String>>, StoreError>;
}

/// Reads bookings. Lists are ordered oldest first unless they say otherwise.
#[async_trait]
pub trait Bookings: Records {
    /// Newest first.
    async fn bookings(
        &self,
        filter: BookingFilter,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError>;

    /// The bookings of an account that hold inventory unpaid at `now`, at most so many.
    async fn unpaid_bookings(
        &self,
        owner: UserId,
        now: OffsetDateTime,
        limit: u16,
    ) -> Result<Vec<Booking>, StoreError>;

    /// Every booking, oldest first, some at a time.
    async fn all_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError>;

    /// Bookings that have people and are not sealed with the key of this name, by id, some at a
    /// time.
    async fn sealed_otherwise(
        &self,
        key: &str,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError>;

    /// The departures from `date` on that some booking depends on, each once; a codeshare's under
    /// its own flight and under the one whose seats it takes.
    async fn booked_from(&self, date: Date) -> Result<Vec<(FlightId, Date)>, StoreError>;

    /// The bookings that depend on a departure, oldest first.
    async fn bookings_on(&self, flight: FlightId, date: Date)
    -> Result<Vec<BookingId>, StoreError>;

    async fn booking(&self, id: BookingId) -> Result<Option<Versioned<Booking>>, StoreError> {
        one(self, Column::id("id", id.0)).await
    }

    async fn booking_by_reference(
        &self,
        reference: RecordLocator,
    ) -> Result<Option<Versioned<Booking>>, StoreError> {
        one(self, Column::text("reference", reference.to_string())).await
    }

    async fn payment(&self, id: PaymentId) -> Result<Option<Versioned<Payment>>, StoreError> {
        one(self, Column::id("id", id.0)).await
    }

    async fn payment_by_intent(
        &self,
        id: &IntentId,
    ) -> Result<Option<Versioned<Payment>>, StoreError> {
        one(self, Column::text("intent", &*id.0)).await
    }

    async fn payment_by_checkout(
        &self,
        id: &CheckoutId,
    ) -> Result<Option<Versioned<Payment>>, StoreError> {
        one(self, Column::text("checkout", &*id.0)).await
    }

    async fn payments(&self, booking: BookingId) -> Result<Vec<Versioned<Payment>>, StoreError> {
        all(self, Column::id("booking", booking.0)).await
    }

    /// Those with reversals that nobody has noted anything about.
    async fn payments_to_look_at(&self) -> Result<Vec<Versioned<Payment>>, StoreError> {
        all(self, Column::text("queue", REVERSALS)).await
    }

    async fn cancellation(
        &self,
        id: CancellationId,
    ) -> Result<Option<Versioned<Cancellation>>, StoreError> {
        one(self, Column::id("id", id.0)).await
    }

    async fn cancellations(
        &self,
        booking: BookingId,
    ) -> Result<Vec<Versioned<Cancellation>>, StoreError> {
        all(self, Column::id("booking", booking.0)).await
    }

    async fn exchange(&self, id: ExchangeId) -> Result<Option<Versioned<Exchange>>, StoreError> {
        one(self, Column::id("id", id.0)).await
    }

    async fn exchanges(&self, booking: BookingId) -> Result<Vec<Versioned<Exchange>>, StoreError> {
        all(self, Column::id("booking", booking.0)).await
    }

    async fn refund(&self, id: RefundId) -> Result<Option<Versioned<Refund>>, StoreError> {
        one(self, Column::id("id", id.0)).await
    }

    async fn refund_by_gateway_id(
        &self,
        id: &GatewayRefundId,
    ) -> Result<Option<Versioned<Refund>>, StoreError> {
        one(self, Column::text("gateway", &*id.0)).await
    }

    async fn refunds(&self, booking: BookingId) -> Result<Vec<Versioned<Refund>>, StoreError> {
        all(self, Column::id("booking", booking.0)).await
    }

    async fn document(&self, id: DocumentId) -> Result<Option<Versioned<Document>>, StoreError> {
        one(self, Column::id("id", id.0)).await
    }

    async fn documents(&self, booking: BookingId) -> Result<Vec<Versioned<Document>>, StoreError> {
        all(self, Column::id("booking", booking.0)).await
    }
}

pub(super) async fn one<T: Kept>(
    store: &(impl Records + ?Sized),
    column: Column,
) -> Result<Option<Versioned<T>>, StoreError> {
    Ok(all(store, column).await?.pop())
}

pub(super) async fn all<T: Kept>(
    store: &(impl Records + ?Sized),
    column: Column,
) -> Result<Vec<Versioned<T>>, StoreError> {
    let rows = store.records(T::TABLE, column).await?.into_iter();
    let read = rows.map(|Versioned { value, version }| {
        let value = T::read(&value).map_err(StoreError::new)?;
        Ok(Versioned { value, version })
    });
    read.collect()
}
