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
use diesel::prelude::*;
use time::Date;

use crate::SqliteStore;
use crate::column::{Code, Day, Instant, Json, Key};
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
impl Bookings for SqliteStore {
    async fn booking(&self, id: BookingId) -> Result<Option<Versioned<Booking>>, StoreError> {
        self.read(move |connection| {
            let found = bookings::table.find(Key(id.0)).select(BOOKING);
            one(found.first::<Row<BookingRecord>>(connection))
        })
        .await
    }

    async fn booking_by_reference(
        &self,
        reference: RecordLocator,
    ) -> Result<Option<Versioned<Booking>>, StoreError> {
        self.read(move |connection| {
            let found = bookings::table.filter(bookings::reference.eq(Code(reference)));
            one(found.select(BOOKING).first::<Row<BookingRecord>>(connection))
        })
        .await
    }

    async fn bookings(
        &self,
        filter: BookingFilter,
        page: Page<BookingId>,
    ) -> Result<Vec<Booking>, StoreError> {
        let BookingFilter { owner, status, now } = filter;
        self.read(move |connection| {
            let mut found = bookings::table.filter(bookings::owner.eq(Key(owner.0))).into_boxed();
            if let Some(before) = page.before {
                found = found.filter(bookings::id.lt(Key(before.0)));
            }
            let overdue = bookings::due_by.le(Instant(now)).assume_not_null();
            found = match status {
                None => found,
                Some(status @ BookingStatus::PendingPayment) => found
                    .filter(bookings::status.eq(status.code()))
                    .filter(bookings::due_by.gt(Instant(now))),
                Some(status @ BookingStatus::Expired) => {
                    found.filter(bookings::status.eq(status.code()).or(overdue))
                }
                Some(
                    status @ (BookingStatus::Confirmed
                    | BookingStatus::PartiallyCancelled
                    | BookingStatus::Cancelled),
                ) => found.filter(bookings::status.eq(status.code())),
            };
            let found = found.order(bookings::id.desc()).limit(page.limit.into());
            let rows = found.select(bookings::document).load::<Json<BookingRecord>>(connection)?;
            rows.into_iter().map(|Json(record)| Ok(record.try_into()?)).collect()
        })
        .await
    }

    async fn all_bookings(
        &self,
        after: Option<BookingId>,
        limit: u16,
    ) -> Result<Vec<Versioned<Booking>>, StoreError> {
        let after = Key(after.map_or(uuid::Uuid::nil(), |id| id.0));
        self.read(move |connection| {
            let found = bookings::table
                .filter(bookings::id.gt(after))
                .order(bookings::id)
                .limit(limit.into());
            all(found.select(BOOKING).load::<Row<BookingRecord>>(connection))
        })
        .await
    }

    async fn booked_from(&self, date: Date) -> Result<Vec<(FlightId, Date)>, StoreError> {
        self.read(move |connection| {
            let rows = booking_departures::table
                .filter(booking_departures::date.ge(Day(date)))
                .select((booking_departures::flight, booking_departures::date))
                .distinct()
                .load::<(Key, Day)>(connection)?;
            Ok(rows.into_iter().map(|(Key(flight), Day(date))| (FlightId(flight), date)).collect())
        })
        .await
    }

    async fn bookings_on(
        &self,
        flight: FlightId,
        date: Date,
    ) -> Result<Vec<BookingId>, StoreError> {
        self.read(move |connection| {
            let ids = booking_departures::table
                .filter(booking_departures::flight.eq(Key(flight.0)))
                .filter(booking_departures::date.eq(Day(date)))
                .order(booking_departures::booking)
                .select(booking_departures::booking)
                .load::<Key>(connection)?;
            Ok(ids.into_iter().map(|Key(id)| BookingId(id)).collect())
        })
        .await
    }

    async fn payment(&self, id: PaymentId) -> Result<Option<Versioned<Payment>>, StoreError> {
        self.read(move |connection| {
            let found = payments::table.find(Key(id.0)).select(PAYMENT);
            one(found.first::<Row<PaymentRecord>>(connection))
        })
        .await
    }

    async fn payment_by_intent(
        &self,
        id: &IntentId,
    ) -> Result<Option<Versioned<Payment>>, StoreError> {
        let IntentId(intent) = id.clone();
        self.read(move |connection| {
            let found = payments::table.filter(payments::intent.eq(intent));
            one(found.select(PAYMENT).first::<Row<PaymentRecord>>(connection))
        })
        .await
    }

    async fn payment_by_checkout(
        &self,
        id: &CheckoutId,
    ) -> Result<Option<Versioned<Payment>>, StoreError> {
        let CheckoutId(checkout) = id.clone();
        self.read(move |connection| {
            let found = payments::table.filter(payments::checkout.eq(checkout));
            one(found.select(PAYMENT).first::<Row<PaymentRecord>>(connection))
        })
        .await
    }

    async fn payments(&self, booking: BookingId) -> Result<Vec<Versioned<Payment>>, StoreError> {
        self.read(move |connection| {
            let found = payments::table.filter(payments::booking.eq(Key(booking.0)));
            all(found.order(payments::id).select(PAYMENT).load::<Row<PaymentRecord>>(connection))
        })
        .await
    }

    async fn cancellation(
        &self,
        id: CancellationId,
    ) -> Result<Option<Versioned<Cancellation>>, StoreError> {
        self.read(move |connection| {
            let found = cancellations::table.find(Key(id.0)).select(CANCELLATION);
            one(found.first::<Row<CancellationRecord>>(connection))
        })
        .await
    }

    async fn cancellations(
        &self,
        booking: BookingId,
    ) -> Result<Vec<Versioned<Cancellation>>, StoreError> {
        self.read(move |connection| {
            let found = cancellations::table
                .filter(cancellations::booking.eq(Key(booking.0)))
                .order(cancellations::id);
            all(found.select(CANCELLATION).load::<Row<CancellationRecord>>(connection))
        })
        .await
    }

    async fn refund(&self, id: RefundId) -> Result<Option<Versioned<Refund>>, StoreError> {
        self.read(move |connection| {
            let found = refunds::table.find(Key(id.0)).select(REFUND);
            one(found.first::<Row<RefundRecord>>(connection))
        })
        .await
    }

    async fn refund_by_gateway_id(
        &self,
        id: &GatewayRefundId,
    ) -> Result<Option<Versioned<Refund>>, StoreError> {
        let GatewayRefundId(gateway) = id.clone();
        self.read(move |connection| {
            let found = refunds::table.filter(refunds::gateway.eq(gateway));
            one(found.select(REFUND).first::<Row<RefundRecord>>(connection))
        })
        .await
    }

    async fn refunds(&self, booking: BookingId) -> Result<Vec<Versioned<Refund>>, StoreError> {
        self.read(move |connection| {
            let found = refunds::table.filter(refunds::booking.eq(Key(booking.0)));
            all(found.order(refunds::id).select(REFUND).load::<Row<RefundRecord>>(connection))
        })
        .await
    }

    async fn document(&self, id: DocumentId) -> Result<Option<Versioned<Document>>, StoreError> {
        self.read(move |connection| {
            let found = documents::table.find(Key(id.0)).select(DOCUMENT);
            one(found.first::<Row<DocumentRecord>>(connection))
        })
        .await
    }

    async fn documents(&self, booking: BookingId) -> Result<Vec<Versioned<Document>>, StoreError> {
        self.read(move |connection| {
            let found = documents::table.filter(documents::booking.eq(Key(booking.0)));
            all(found.order(documents::id).select(DOCUMENT).load::<Row<DocumentRecord>>(connection))
        })
        .await
    }
}

fn one<R, T>(found: QueryResult<Row<R>>) -> Result<Option<Versioned<T>>, Failure>
where
    R: TryInto<T>,
    Failure: From<R::Error>,
{
    found.optional()?.map(versioned).transpose()
}

pub(crate) fn all<R, T>(found: QueryResult<Vec<Row<R>>>) -> Result<Vec<Versioned<T>>, Failure>
where
    R: TryInto<T>,
    Failure: From<R::Error>,
{
    found?.into_iter().map(versioned).collect()
}

fn versioned<R, T>((version, Json(record)): Row<R>) -> Result<Versioned<T>, Failure>
where
    R: TryInto<T>,
    Failure: From<R::Error>,
{
    Ok(Versioned { value: record.try_into()?, version: Version(version) })
}
