//! The events that use cases make, each with what to look at.

use std::collections::BTreeSet;

use airside_booking::{
    Booking, Cancellation, Direction, Document, DocumentKind, Exchange, Refund, RefundState,
    ScheduleChange,
};
use airside_primitives::{FlightId, FlightNumber, HappeningId, PassengerId};
use serde_json::{Value, json};
use time::{Date, OffsetDateTime};

use super::event::{Event, EventKind};
use crate::context::App;

impl Event {
    /// A booking was placed and waits for its payment.
    pub fn booking_created(app: &App, booking: &Booking) -> Self {
        Self::of_booking(app, EventKind::BookingCreated, booking, json!({}))
    }

    /// A booking was paid: it has its seats and ticket numbers.
    pub fn booking_confirmed(app: &App, booking: &Booking) -> Self {
        Self::of_booking(app, EventKind::BookingConfirmed, booking, json!({}))
    }

    /// A hold ended unpaid: by its time, given up by its owner, or because its flights are gone.
    pub fn booking_expired(app: &App, booking: &Booking) -> Self {
        Self::of_booking(app, EventKind::BookingExpired, booking, json!({}))
    }

    /// Some or all journeys of a booking were cancelled, or some travellers left them.
    pub fn booking_cancelled(app: &App, booking: &Booking, cancellation: &Cancellation) -> Self {
        let (left, over): (Vec<_>, Vec<_>) =
            cancellation.lines.iter().partition(|it| it.passengers.is_some());
        let journeys: Vec<_> = over.iter().map(|it| it.direction.to_string()).collect();
        let left = left.iter().map(|it| {
            let some = it.passengers.iter().flatten().map(|id| id.0);
            let passengers: Vec<_> = some.collect();
            json!({ "journey": it.direction.to_string(), "passengers": passengers })
        });
        let left: Vec<_> = left.collect();
        let more =
            json!({ "cancellation_id": cancellation.id.0, "journeys": journeys, "left": left });
        Self::of_booking(app, EventKind::BookingCancelled, booking, more)
    }

    /// Journeys of a booking were exchanged for others.
    pub fn booking_changed(app: &App, booking: &Booking, exchange: &Exchange) -> Self {
        let journeys: Vec<_> = exchange.directions().iter().map(ToString::to_string).collect();
        let more = json!({ "change_id": exchange.id.0, "journeys": journeys });
        Self::of_booking(app, EventKind::BookingChanged, booking, more)
    }

    /// A traveller of a booking is called otherwise than before, or has other special services.
    pub fn passenger_changed(app: &App, booking: &Booking, passenger: PassengerId) -> Self {
        let more = json!({ "passenger_id": passenger.0 });
        Self::of_booking(app, EventKind::BookingChanged, booking, more)
    }

    /// Travellers of a booking sit elsewhere on these journeys.
    pub fn reseated(app: &App, booking: &Booking, journeys: &BTreeSet<Direction>) -> Self {
        let journeys: Vec<_> = journeys.iter().map(ToString::to_string).collect();
        Self::of_booking(app, EventKind::BookingChanged, booking, json!({ "journeys": journeys }))
    }

    /// Some travellers of a booking have one of their own now; told of both.
    pub fn booking_split(app: &App, booking: &Booking, other: &Booking) -> Self {
        let more = json!({ "other_booking_ref": other.reference.to_string() });
        Self::of_booking(app, EventKind::BookingSplit, booking, more)
    }

    /// Flights of a booking fly otherwise than it was told; `None` when nothing of it is new.
    pub fn schedule_changed(app: &App, booking: &Booking, now: OffsetDateTime) -> Option<Self> {
        let new: Vec<&ScheduleChange> =
            booking.schedule_changes.iter().filter(|change| change.made_at == now).collect();
        if new.is_empty() {
            return None;
        }
        let changes = new.into_iter().map(|change| {
            json!({
                "id": change.id.0,
                "journey": change.direction.to_string(),
                "kind": change.kind.code(),
                "is_major": change.is_major,
                "status": change.status_code(now),
            })
        });
        let changes: Vec<Value> = changes.collect();
        let more = json!({ "schedule_changes": changes });
        Some(Self::of_booking(app, EventKind::BookingScheduleChanged, booking, more))
    }

    /// The file of a ticket or receipt can be fetched.
    pub fn document_ready(app: &App, booking: &Booking, document: &Document) -> Self {
        let (ticket, cancellation) = match document.kind {
            DocumentKind::Ticket(id) => (Some(id.0), None),
            DocumentKind::RefundReceipt { cancellation, .. } => (None, cancellation.map(|id| id.0)),
            DocumentKind::ChangeReceipt(_) => (None, None),
        };
        let change = match document.kind {
            DocumentKind::ChangeReceipt(id) => Some(id.0),
            DocumentKind::Ticket(_) | DocumentKind::RefundReceipt { .. } => None,
        };
        let more = json!({
            "document_id": document.id.0,
            "kind": document.kind.code(),
            "ticket_id": ticket,
            "cancellation_id": cancellation,
            "change_id": change,
        });
        Self::of_booking(app, EventKind::DocumentReady, booking, more)
    }

    /// What became of a refund; `None` while it is on its way, when it was to return nothing, and
    /// when it fails not for the first time.
    pub fn refund_moved(
        app: &App,
        booking: &Booking,
        refund: &Refund,
        had_failed: bool,
    ) -> Option<Self> {
        let kind = match refund.state {
            RefundState::Succeeded { .. } if !refund.amount.is_zero() => EventKind::RefundSucceeded,
            RefundState::Failed { .. } if !had_failed => EventKind::RefundFailed,
            RefundState::Succeeded { .. }
            | RefundState::Failed { .. }
            | RefundState::Pending { .. } => return None,
        };
        let more = json!({
            "refund_id": refund.id.0,
            "cancellation_id": refund.cause.cancellation().map(|id| id.0),
            "change_id": refund.cause.exchange().map(|id| id.0),
            "amount": { "amount": refund.amount.get(), "currency": booking.currency.code() },
        });
        Some(Self::of_booking(app, kind, booking, more))
    }

    /// An operator cancelled a departure: one event for all who ask, beside
    /// `booking.schedule_changed` for each booking on it.
    pub fn flight_cancelled(app: &App, flight: FlightId, number: FlightNumber, day: Date) -> Self {
        let data = json!({
            "flight_id": flight.0,
            "flight_number": number.to_string(),
            "departure_date": day.to_string(),
        });
        Self {
            id: HappeningId(app.ports.entropy.id()),
            kind: EventKind::FlightCancelled,
            at: app.now(),
            owner: None,
            booking: None,
            data: data.to_string(),
        }
    }

    fn of_booking(app: &App, kind: EventKind, booking: &Booking, more: Value) -> Self {
        let at = app.now();
        let mut data = json!({
            "booking_ref": booking.reference.to_string(),
            "status": booking.status(at).code(),
        });
        if let (Value::Object(data), Value::Object(more)) = (&mut data, more) {
            data.extend(more);
        }
        Self {
            id: HappeningId(app.ports.entropy.id()),
            kind,
            at,
            owner: Some(booking.owner),
            booking: Some(booking.id),
            data: data.to_string(),
        }
    }
}
