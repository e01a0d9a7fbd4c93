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
use diesel::prelude::*;
use time::Date;

use super::one_or;
use crate::column::{Code, Day, Instant, Json, Key};
use crate::failure::Refusal;
use crate::schema::{
    booking_departures, bookings, cancellations, documents, payments, refunds, ticket_numbers,
};

/// The version of a record that was just added.
const FIRST: i64 = 1;

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = bookings, treat_none_as_null = true)]
struct BookingColumns {
    status: &'static str,
    due_by: Option<Instant>,
    answer_by: Option<Instant>,
    document: Json<BookingRecord>,
}

/// A gateway id that the payment no longer tells stays in its column.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = payments)]
struct PaymentColumns {
    is_live: bool,
    intent: Option<String>,
    checkout: Option<String>,
    updated_at: Instant,
    document: Json<PaymentRecord>,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = refunds, treat_none_as_null = true)]
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
    ($connection:ident, $table:ident, $value:ident, $($column:expr),+) => {{
        diesel::insert_into($table::table)
            .values(($table::id.eq(Key($value.id.0)), $table::version.eq(FIRST), $($column),+))
            .execute($connection)?;
        Ok(())
    }};
}

macro_rules! save {
    ($connection:ident, $table:ident, $versioned:ident, $columns:expr) => {{
        let read = $table::table
            .find(Key($versioned.value.id.0))
            .filter($table::version.eq($versioned.version.0));
        let rows = diesel::update(read)
            .set(($table::version.eq($table::version + 1), $columns))
            .execute($connection)?;
        one_or(rows, CommitError::Conflict)
    }};
}

pub(super) fn add_booking(
    connection: &mut SqliteConnection,
    booking: &Booking,
) -> Result<(), Refusal> {
    let added: Result<(), Refusal> = add!(
        connection,
        bookings,
        booking,
        bookings::reference.eq(Code(booking.reference)),
        bookings::owner.eq(Key(booking.owner.0)),
        BookingColumns::from(booking)
    );
    added?;
    add_departures(connection, booking.id, &booking.departures(&booking.directions()))
}

/// Departures that the booking hangs on; those that it has already are fine.
pub(super) fn add_departures(
    connection: &mut SqliteConnection,
    booking: BookingId,
    departures: &[(FlightId, Date)],
) -> Result<(), Refusal> {
    for (flight, date) in departures {
        diesel::insert_or_ignore_into(booking_departures::table)
            .values((
                booking_departures::flight.eq(Key(flight.0)),
                booking_departures::date.eq(Day(*date)),
                booking_departures::booking.eq(Key(booking.0)),
            ))
            .execute(connection)?;
    }
    Ok(())
}

pub(super) fn save_booking(
    connection: &mut SqliteConnection,
    booking: &Versioned<Booking>,
) -> Result<(), Refusal> {
    save!(connection, bookings, booking, BookingColumns::from(&booking.value))
}

pub(super) fn add_ticket_numbers(
    connection: &mut SqliteConnection,
    booking: BookingId,
    numbers: Vec<TicketNumber>,
) -> Result<(), Refusal> {
    for number in numbers {
        diesel::insert_into(ticket_numbers::table)
            .values((
                ticket_numbers::number.eq(Code(number)),
                ticket_numbers::booking.eq(Key(booking.0)),
            ))
            .execute(connection)?;
    }
    Ok(())
}

pub(super) fn add_payment(
    connection: &mut SqliteConnection,
    payment: &Payment,
) -> Result<(), Refusal> {
    add!(
        connection,
        payments,
        payment,
        payments::booking.eq(Key(payment.booking.0)),
        PaymentColumns::from(payment)
    )
}

pub(super) fn save_payment(
    connection: &mut SqliteConnection,
    payment: &Versioned<Payment>,
) -> Result<(), Refusal> {
    save!(connection, payments, payment, PaymentColumns::from(&payment.value))
}

pub(super) fn add_cancellation(
    connection: &mut SqliteConnection,
    cancellation: &Cancellation,
) -> Result<(), Refusal> {
    add!(
        connection,
        cancellations,
        cancellation,
        cancellations::booking.eq(Key(cancellation.booking.0)),
        cancellations::document.eq(Json(CancellationRecord::from(cancellation)))
    )
}

pub(super) fn save_cancellation(
    connection: &mut SqliteConnection,
    cancellation: &Versioned<Cancellation>,
) -> Result<(), Refusal> {
    let record = CancellationRecord::from(&cancellation.value);
    save!(connection, cancellations, cancellation, cancellations::document.eq(Json(record)))
}

pub(super) fn add_refund(
    connection: &mut SqliteConnection,
    refund: &Refund,
) -> Result<(), Refusal> {
    add!(
        connection,
        refunds,
        refund,
        refunds::booking.eq(Key(refund.booking.0)),
        refunds::created_at.eq(Instant(refund.created_at)),
        RefundColumns::from(refund)
    )
}

pub(super) fn save_refund(
    connection: &mut SqliteConnection,
    refund: &Versioned<Refund>,
) -> Result<(), Refusal> {
    save!(connection, refunds, refund, RefundColumns::from(&refund.value))
}

pub(super) fn add_document(
    connection: &mut SqliteConnection,
    document: &Document,
) -> Result<(), Refusal> {
    add!(
        connection,
        documents,
        document,
        documents::booking.eq(Key(document.booking.0)),
        documents::created_at.eq(Instant(document.created_at)),
        DocumentColumns::from(document)
    )
}

pub(super) fn save_document(
    connection: &mut SqliteConnection,
    document: &Versioned<Document>,
) -> Result<(), Refusal> {
    save!(connection, documents, document, DocumentColumns::from(&document.value))
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
        Self {
            status: status.code(),
            due_by: due_by.map(Instant),
            answer_by: booking.earliest_answer_by().map(Instant),
            document: Json(BookingRecord::from(booking)),
        }
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
            updated_at: Instant(payment.updated_at),
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
