//! Bookings and what hangs on them: a document each, read back through the domain's rules.

use airside_app::ports::StoreError;
use airside_app::ports::changes::{Version, Versioned};
use airside_app::ports::store::{BookingFilter, Bookings, Page};
use airside_booking::{
    Booking, BookingStatus, Cancellation, CheckoutId, Document, GatewayRefundId, IntentId, Payment,
    RecordLocator, Refund,
};
use airside_primitives::{BookingId, CancellationId, DocumentId, FlightId, PaymentId, RefundId};
use airside_records::{
    BookingRecord, CancellationRecord, DocumentRecord, PaymentRecord, RefundRecord,
};
use async_trait::async_trait;
use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::sql_types::Text;
use time::Date;
use uuid::Uuid;

use crate::PostgresStore;
use crate::column::{Code, Json};
use crate::failure::Failure;
use crate::schema::{booking_departures, bookings, cancellations, documents, payments, refunds};

/// A document and its version, as they are selected.
pub(crate) type Row<R> = (i64, Json<R>);

pub(crate) const BOOKING: (bookings::version, bookings::document) =
    (bookings::version, bookings::document);
const PAYMENT: (payments::version, payments::document) = (payments::version, payments::document);
const CANCELLATION: (cancellations::version, cancellations::document) =
    (cancellations::version, cancellations::document);
const REFUND: (refunds::version, refunds::document) = (refunds::version, refunds::document);
const DOCUMENT: (documents::version, documents::document) =
    (documents::version, documents::document);

#[async_trait]
impl Bookings for PostgresStore {
    async fn booking(&self, id: BookingId) -> Result<Option<Versioned<Booking>>, StoreError> {
        let found = bookings::table.find(id.0).select(BOOKING);
        one(self.find::<_, Row<BookingRecord>>(found).await?)
    }

    async fn booking_by_reference(
        &self,
        reference: RecordLocator,
    ) -> Result<Option<Versioned<Booking>>, StoreError> {
        let found = bookings::table.filter(bookings::reference.eq(Code(reference)));
        one(self.find::<_, Row<BookingRecord>>(found.select(BOOKING)).await?)
    }

    async fn bookings(
        &self,
        filter: BookingFilter,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        let BookingFilter { owner, status, now } = filter;
        let before = page.before.map_or(Uuid::max(), |id| id.0);
        let wanted: Vec<_> = match status {
            Some(status) => vec![status.code().to_owned()],
            None => BookingStatus::ALL.iter().map(|status| status.code().to_owned()).collect(),
        };
        // There is an end of the hold only while the payment is pending.
        let is_overdue = bookings::due_by.le(now);
        let expired = BookingStatus::Expired.code().to_owned().into_sql::<Text>();
        let reads_as = case_when(is_overdue, expired).otherwise(bookings::status);
        let found = bookings::table
            .filter(bookings::owner.eq(owner.0))
            .filter(bookings::id.lt(before))
            .filter(reads_as.eq_any(wanted))
            .order(bookings::id.desc())
            .limit(page.limit.into());
        let rows = self.load::<_, Json<BookingRecord>>(found.select(bookings::document)).await?;
        let read = rows.into_iter().map(|Json(record)| record.try_into());
        Ok(read.collect::<Result<Vec<Booking>, _>>().map_err(Failure::from)?)
    }

    async fn all_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let found = bookings::table
            .filter(bookings::id.gt(after))
            .order(bookings::id)
            .limit(limit.into())
            .select(BOOKING);
        all(self.load::<_, Row<BookingRecord>>(found).await?)
    }

    async fn booked_from(&self, date: Date) -> Result<Vec<(FlightId, Date)>, StoreError> {
        let departures = (booking_departures::flight, booking_departures::date);
        let found = booking_departures::table
            .filter(booking_departures::date.ge(date))
            .select(departures)
            .distinct();
        let rows = self.load::<_, (Uuid, Date)>(found).await?;
        Ok(rows.into_iter().map(|(flight, date)| (FlightId(flight), date)).collect())
    }

    async fn bookings_on(
        &self,
        flight: FlightId,
        date: Date,
    ) -> Result<Vec<BookingId>, StoreError> {
        let found = booking_departures::table
            .filter(booking_departures::flight.eq(flight.0))
            .filter(booking_departures::date.eq(date))
            .order(booking_departures::booking)
            .select(booking_departures::booking);
        let ids = self.load::<_, Uuid>(found).await?;
        Ok(ids.into_iter().map(BookingId).collect())
    }

    async fn payment(&self, id: PaymentId) -> Result<Option<Versioned<Payment>>, StoreError> {
        let found = payments::table.find(id.0).select(PAYMENT);
        one(self.find::<_, Row<PaymentRecord>>(found).await?)
    }

    async fn payment_by_intent(
        &self,
        id: &IntentId,
    ) -> Result<Option<Versioned<Payment>>, StoreError> {
        let found = payments::table.filter(payments::intent.eq(id.0.clone()));
        one(self.find::<_, Row<PaymentRecord>>(found.select(PAYMENT)).await?)
    }

    async fn payment_by_checkout(
        &self,
        id: &CheckoutId,
    ) -> Result<Option<Versioned<Payment>>, StoreError> {
        let found = payments::table.filter(payments::checkout.eq(id.0.clone()));
        one(self.find::<_, Row<PaymentRecord>>(found.select(PAYMENT)).await?)
    }

    async fn payments(&self, booking: BookingId) -> Result<Vec<Versioned<Payment>>, StoreError> {
        let found = payments::table.filter(payments::booking.eq(booking.0));
        all(self.load::<_, Row<PaymentRecord>>(found.order(payments::id).select(PAYMENT)).await?)
    }

    async fn cancellation(
        &self,
        id: CancellationId,
    ) -> Result<Option<Versioned<Cancellation>>, StoreError> {
        let found = cancellations::table.find(id.0).select(CANCELLATION);
        one(self.find::<_, Row<CancellationRecord>>(found).await?)
    }

    async fn cancellations(
        &self,
        booking: BookingId,
    ) -> Result<Vec<Versioned<Cancellation>>, StoreError> {
        let found = cancellations::table
            .filter(cancellations::booking.eq(booking.0))
            .order(cancellations::id);
        all(self.load::<_, Row<CancellationRecord>>(found.select(CANCELLATION)).await?)
    }

    async fn refund(&self, id: RefundId) -> Result<Option<Versioned<Refund>>, StoreError> {
        let found = refunds::table.find(id.0).select(REFUND);
        one(self.find::<_, Row<RefundRecord>>(found).await?)
    }

    async fn refund_by_gateway_id(
        &self,
        id: &GatewayRefundId,
    ) -> Result<Option<Versioned<Refund>>, StoreError> {
        let found = refunds::table.filter(refunds::gateway.eq(id.0.clone()));
        one(self.find::<_, Row<RefundRecord>>(found.select(REFUND)).await?)
    }

    async fn refunds(&self, booking: BookingId) -> Result<Vec<Versioned<Refund>>, StoreError> {
        let found = refunds::table.filter(refunds::booking.eq(booking.0));
        all(self.load::<_, Row<RefundRecord>>(found.order(refunds::id).select(REFUND)).await?)
    }

    async fn document(&self, id: DocumentId) -> Result<Option<Versioned<Document>>, StoreError> {
        let found = documents::table.find(id.0).select(DOCUMENT);
        one(self.find::<_, Row<DocumentRecord>>(found).await?)
    }

    async fn documents(&self, booking: BookingId) -> Result<Vec<Versioned<Document>>, StoreError> {
        let found = documents::table.filter(documents::booking.eq(booking.0));
        all(self
            .load::<_, Row<DocumentRecord>>(found.order(documents::id).select(DOCUMENT))
            .await?)
    }
}

fn one<R, T>(row: Option<Row<R>>) -> Result<Option<Versioned<T>>, StoreError>
where
    R: TryInto<T>,
    Failure: From<R::Error>,
{
    Ok(row.map(versioned).transpose()?)
}

pub(crate) fn all<R, T>(rows: Vec<Row<R>>) -> Result<Vec<Versioned<T>>, StoreError>
where
    R: TryInto<T>,
    Failure: From<R::Error>,
{
    Ok(rows.into_iter().map(versioned).collect::<Result<_, Failure>>()?)
}

fn versioned<R, T>((version, Json(record)): Row<R>) -> Result<Versioned<T>, Failure>
where
    R: TryInto<T>,
    Failure: From<R::Error>,
{
    Ok(Versioned { value: record.try_into()?, version: Version(version) })
}
