//! Writes of bookings and what hangs on them: a document, and the columns beside it.
//!
//! Saving replaces both at the version that was read; no row at that version is a conflict.

use airside_app::ports::CommitError;
use airside_app::ports::changes::Versioned;
use airside_booking::payment::Handle;
use airside_booking::{
    Booking, BookingStatus, Cancellation, Document, DocumentState, Payment, PaymentState, Refund,
    RefundState, State, TicketNumber,
};
use airside_primitives::{BookingId, FlightId};
use airside_records::{
    BookingRecord, CancellationRecord, DocumentRecord, PaymentRecord, RefundRecord,
};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, Text, Untyped, Uuid};
use time::{Date, OffsetDateTime};

use super::Part;
use crate::column::{Code, Json};
use crate::schema::{bookings, cancellations, documents, payments, refunds};

/// The version of a record that was just added.
const FIRST: i64 = 1;

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = bookings, treat_none_as_null = true, treat_none_as_default_value = false)]
struct BookingColumns {
    status: &'static str,
    due_by: Option<OffsetDateTime>,
    answer_by: Option<OffsetDateTime>,
    document: Json<BookingRecord>,
}

/// A gateway id that the payment no longer tells stays in its column.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = payments, treat_none_as_default_value = false)]
struct PaymentColumns {
    is_live: bool,
    intent: Option<String>,
    checkout: Option<String>,
    updated_at: OffsetDateTime,
    document: Json<PaymentRecord>,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = refunds, treat_none_as_null = true, treat_none_as_default_value = false)]
struct RefundColumns {
    gateway: Option<String>,
    is_finished: bool,
    document: Json<RefundRecord>,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = documents)]
struct DocumentColumns {
    is_pending: bool,
    document: Json<DocumentRecord>,
}

macro_rules! add {
    ($table:ident, $value:ident, $($column:expr),+) => {
        Part::added(
            diesel::insert_into($table::table)
                .values(($table::id.eq($value.id.0), $table::version.eq(FIRST), $($column),+)),
        )
    };
}

macro_rules! save {
    ($table:ident, $versioned:ident, $columns:expr) => {{
        let read = $table::table
            .find($versioned.value.id.0)
            .filter($table::version.eq($versioned.version.0));
        let saved = diesel::update(read).set(($table::version.eq($table::version + 1), $columns));
        Part::one_or(CommitError::Conflict, saved)
    }};
}

pub(super) fn add_booking(booking: &Booking) -> Part {
    add!(
        bookings,
        booking,
        bookings::reference.eq(Code(booking.reference)),
        bookings::owner.eq(booking.owner.0),
        BookingColumns::from(booking)
    )
}

pub(super) fn save_booking(booking: &Versioned<Booking>) -> Part {
    save!(bookings, booking, BookingColumns::from(&booking.value))
}

/// Departures that the booking hangs on; those that it has already are fine.
pub(super) fn add_departures(booking: BookingId, departures: &[(FlightId, Date)]) -> Part {
    let (flights, dates): (Vec<_>, Vec<_>) =
        departures.iter().map(|(flight, date)| (flight.0, *date)).unzip();
    let added = sql::<Untyped>("INSERT INTO booking_departures (booking, flight, date) SELECT ")
        .bind::<Uuid, _>(booking.0)
        .sql("::uuid, flight, date FROM unnest(")
        .bind::<Array<Uuid>, _>(flights)
        .sql("::uuid[], ")
        .bind::<Array<sql_types::Date>, _>(dates)
        .sql("::date[]) AS departure (flight, date) ON CONFLICT DO NOTHING");
    Part::added(added)
}

/// A number that somebody has breaks the primary key, which is a conflict.
pub(super) fn add_ticket_numbers(booking: BookingId, numbers: &[TicketNumber]) -> Part {
    let numbers: Vec<_> = numbers.iter().copied().map(Code).collect();
    let added = sql::<Untyped>("INSERT INTO ticket_numbers (booking, number) SELECT ")
        .bind::<Uuid, _>(booking.0)
        .sql("::uuid, unnest(")
        .bind::<Array<Text>, _>(numbers)
        .sql("::text[])");
    Part::added(added)
}

pub(super) fn add_payment(payment: &Payment) -> Part {
    add!(payments, payment, payments::booking.eq(payment.booking.0), PaymentColumns::from(payment))
}

pub(super) fn save_payment(payment: &Versioned<Payment>) -> Part {
    save!(payments, payment, PaymentColumns::from(&payment.value))
}

pub(super) fn add_cancellation(cancellation: &Cancellation) -> Part {
    add!(
        cancellations,
        cancellation,
        cancellations::booking.eq(cancellation.booking.0),
        cancellations::document.eq(Json(CancellationRecord::from(cancellation)))
    )
}

pub(super) fn save_cancellation(cancellation: &Versioned<Cancellation>) -> Part {
    let record = CancellationRecord::from(&cancellation.value);
    save!(cancellations, cancellation, cancellations::document.eq(Json(record)))
}

pub(super) fn add_refund(refund: &Refund) -> Part {
    add!(
        refunds,
        refund,
        refunds::booking.eq(refund.booking.0),
        refunds::created_at.eq(refund.created_at),
        RefundColumns::from(refund)
    )
}

pub(super) fn save_refund(refund: &Versioned<Refund>) -> Part {
    save!(refunds, refund, RefundColumns::from(&refund.value))
}

pub(super) fn add_document(document: &Document) -> Part {
    add!(
        documents,
        document,
        documents::booking.eq(document.booking.0),
        documents::created_at.eq(document.created_at),
        DocumentColumns::from(document)
    )
}

pub(super) fn save_document(document: &Versioned<Document>) -> Part {
    save!(documents, document, DocumentColumns::from(&document.value))
}

impl From<&Booking> for BookingColumns {
    fn from(booking: &Booking) -> Self {
        let (status, due_by) = match booking.state {
            State::PendingPayment { due_by } => (BookingStatus::PendingPayment, Some(due_by)),
            // From here on the status does not depend on the time.
            State::Expired { .. } | State::Confirmed { .. } => {
                (booking.status(booking.created_at), None)
            }
        };
        let answer_by = booking.earliest_answer_by();
        let document = Json(BookingRecord::from(booking));
        Self { status: status.code(), due_by, answer_by, document }
    }
}

impl From<&Payment> for PaymentColumns {
    fn from(payment: &Payment) -> Self {
        let checkout = match &payment.state {
            PaymentState::Open { handle: Handle::Checkout { id, .. }, .. } => Some(id.0.clone()),
            PaymentState::Open { handle: Handle::Intent(_), .. }
            | PaymentState::Opening
            | PaymentState::Succeeded { .. }
            | PaymentState::Failed { .. }
            | PaymentState::Canceled { .. } => None,
        };
        Self {
            is_live: payment.is_live(),
            intent: payment.intent().map(|id| id.0.clone()),
            checkout,
            updated_at: payment.updated_at,
            document: Json(PaymentRecord::from(payment)),
        }
    }
}

impl From<&Refund> for RefundColumns {
    fn from(refund: &Refund) -> Self {
        let (gateway, is_finished) = match &refund.state {
            RefundState::Pending { gateway, .. } | RefundState::Failed { gateway, .. } => {
                (gateway, false)
            }
            RefundState::Succeeded { gateway, .. } => (gateway, true),
        };
        Self {
            gateway: gateway.as_ref().map(|id| id.0.clone()),
            is_finished,
            document: Json(RefundRecord::from(refund)),
        }
    }
}

impl From<&Document> for DocumentColumns {
    fn from(document: &Document) -> Self {
        let is_pending = match document.state {
            DocumentState::Pending => true,
            DocumentState::Awaited | DocumentState::Ready { .. } | DocumentState::Failed => false,
        };
        Self { is_pending, document: Json(DocumentRecord::from(document)) }
    }
}
