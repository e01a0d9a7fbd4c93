//! Reading bookings, and what hangs on them.

use airside_booking::{
    Booking, BookingStatus, Cancellation, CheckoutId, Document, GatewayRefundId, IntentId, Payment,
    RecordLocator, Refund,
};
use airside_primitives::{
    BookingId, CancellationId, DocumentId, FlightId, PaymentId, RefundId, UserId,
};
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

/// Reads bookings. Lists are ordered oldest first unless they say otherwise.
#[async_trait]
pub trait Bookings: Send + Sync {
    async fn booking(&self, id: BookingId) -> Result<Option<Versioned<Booking>>, StoreError>;

    async fn booking_by_reference(
        &self,
        reference: RecordLocator,
    ) -> Result<Option<Versioned<Booking>>, StoreError>;

    /// Newest first.
    async fn bookings(
        &self,
        filter: BookingFilter,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError>;

    /// Every booking, oldest first, some at a time.
    async fn all_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError>;

    /// The departures from `date` on that some booking hangs on, each once; a codeshare's
    /// under its own flight and under the one whose seats it takes.
    async fn booked_from(&self, date: Date) -> Result<Vec<(FlightId, Date)>, StoreError>;

    /// The bookings that hang on a departure, oldest first.
    async fn bookings_on(&self, flight: FlightId, date: Date)
    -> Result<Vec<BookingId>, StoreError>;

    async fn payment(&self, id: PaymentId) -> Result<Option<Versioned<Payment>>, StoreError>;

    async fn payment_by_intent(
        &self,
        id: &IntentId,
    ) -> Result<Option<Versioned<Payment>>, StoreError>;

    async fn payment_by_checkout(
        &self,
        id: &CheckoutId,
    ) -> Result<Option<Versioned<Payment>>, StoreError>;

    async fn payments(&self, booking: BookingId) -> Result<Vec<Versioned<Payment>>, StoreError>;

    async fn cancellation(
        &self,
        id: CancellationId,
    ) -> Result<Option<Versioned<Cancellation>>, StoreError>;

    async fn cancellations(
        &self,
        booking: BookingId,
    ) -> Result<Vec<Versioned<Cancellation>>, StoreError>;

    async fn refund(&self, id: RefundId) -> Result<Option<Versioned<Refund>>, StoreError>;

    async fn refund_by_gateway_id(
        &self,
        id: &GatewayRefundId,
    ) -> Result<Option<Versioned<Refund>>, StoreError>;

    async fn refunds(&self, booking: BookingId) -> Result<Vec<Versioned<Refund>>, StoreError>;

    async fn document(&self, id: DocumentId) -> Result<Option<Versioned<Document>>, StoreError>;

    async fn documents(&self, booking: BookingId) -> Result<Vec<Versioned<Document>>, StoreError>;
}
