//! A booking as a model reads it. Names are what people typed: data, and nothing else.

use airside_client::bookings::{
    Booking, Journey, Passenger, ScheduleChange, SpecialService, Ticket,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::journey::{CancellationRules, ChangeRules, FlightLine};
use super::{Amount, instant};

/// A booking.
#[derive(Serialize, JsonSchema)]
pub(crate) struct BookingDetails {
    booking_ref: String,
    /// PENDING_PAYMENT, CONFIRMED, PARTIALLY_CANCELLED, CANCELLED or EXPIRED.
    status: String,
    /// Until then places are held without payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_due_by: Option<String>,
    price: BookingPrice,
    journeys: Vec<JourneyDetails>,
    passengers: Vec<PassengerDetails>,
    tickets: Vec<TicketDetails>,
    /// What the airline changed. An OPEN one waits for an answer: propose_change_answer.
    schedule_changes: Vec<ScheduleChangeDetails>,
}

/// What is paid for a booking, or to be paid.
#[derive(Serialize, JsonSchema)]
pub(crate) struct BookingPrice {
    base: Amount,
    taxes: Amount,
    extra_baggage: Amount,
    discount: Amount,
    total: Amount,
}

/// One journey of a booking.
#[derive(Serialize, JsonSchema)]
struct JourneyDetails {
    /// DEPARTING, RETURNING, or LEG_1 to LEG_6.
    direction: String,
    /// PENDING, CONFIRMED, CANCELLED or EXPIRED.
    status: String,
    brand: String,
    flights: Vec<FlightLine>,
    /// Flight by flight, in the order of `passengers`; null without a seat, and before payment.
    seats: Vec<Vec<Option<String>>>,
    cancellation: CancellationRules,
    change: ChangeRules,
}

/// Who travels.
#[derive(Serialize, JsonSchema)]
struct PassengerDetails {
    id: String,
    /// ADULT, CHILD or INFANT.
    r#type: String,
    given_name: Option<String>,
    family_name: Option<String>,
    /// As on the ticket.
    ticket_name: Option<String>,
    extra_baggage_kg: u32,
    special_services: Vec<ServiceDetails>,
    /// CANCELLED once they travel on no journey any more.
    status: Option<String>,
}

/// A special service.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ServiceDetails {
    /// IATA's code, as WCHR.
    code: String,
    name: String,
    journeys: Vec<String>,
    text: Option<String>,
}

/// A ticket.
#[derive(Serialize, JsonSchema)]
struct TicketDetails {
    airline: String,
    status: String,
    /// In the order of its passengers; null before payment.
    numbers: Vec<Option<String>>,
}

/// A change of the timetable.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ScheduleChangeDetails {
    id: String,
    journey: String,
    /// OPEN, ACCEPTED, REBOOKED, REFUNDED or LAPSED.
    status: String,
    /// RETIMED, EQUIPMENT, WITHDRAWN or CANCELLED.
    kind: String,
    before: Vec<FlightLine>,
    /// Null where there is nothing to accept.
    after: Option<Vec<FlightLine>>,
    answer_by: String,
}

/// A booking in a list.
#[derive(Serialize, JsonSchema)]
pub(crate) struct BookingLine {
    booking_ref: String,
    status: String,
    /// As `DEL-BOM 2026-12-01T08:00:00+05:30`.
    journeys: Vec<String>,
    passengers: usize,
    total: Amount,
    /// How many changes of the timetable wait for an answer.
    open_schedule_changes: usize,
}

impl BookingDetails {
    pub(crate) fn of(booking: &Booking) -> Self {
        let passengers = &booking.passengers;
        let price = &booking.price;
        Self {
            booking_ref: booking.booking_ref.clone(),
            status: booking.status.code().to_owned(),
            payment_due_by: booking.payment_due_by.map(instant),
            price: BookingPrice {
                base: Amount::of(&price.base),
                taxes: Amount::of(&price.taxes),
                extra_baggage: Amount::of(&price.extra_baggage),
                discount: Amount::of(&price.discount),
                total: Amount::of(&price.total),
            },
            journeys: booking
                .journeys
                .iter()
                .map(|it| JourneyDetails::of(it, passengers))
                .collect(),
            passengers: passengers.iter().map(PassengerDetails::of).collect(),
            tickets: booking.tickets.iter().map(TicketDetails::of).collect(),
            schedule_changes: booking
                .schedule_changes
                .iter()
                .map(ScheduleChangeDetails::of)
                .collect(),
        }
    }
}

impl JourneyDetails {
    fn of(journey: &Journey, passengers: &[Passenger]) -> Self {
        let seats = journey.segments.iter().map(|flown| {
            let seat_of = |passenger: &Passenger| {
                let its = flown.seats.iter().find(|seat| seat.passenger_id == passenger.id);
                its.and_then(|seat| seat.seat.clone())
            };
            passengers.iter().map(seat_of).collect()
        });
        Self {
            direction: journey.direction.code().to_owned(),
            status: journey.status.code().to_owned(),
            brand: journey.brand.code.clone(),
            flights: FlightLine::all(journey.segments.iter().map(|flown| &flown.segment)),
            seats: seats.collect(),
            cancellation: CancellationRules::of(&journey.conditions),
            change: ChangeRules::of(&journey.conditions),
        }
    }
}

impl PassengerDetails {
    fn of(passenger: &Passenger) -> Self {
        Self {
            id: passenger.id.clone(),
            r#type: passenger.kind.code().to_owned(),
            given_name: passenger.given_name.clone(),
            family_name: passenger.family_name.clone(),
            ticket_name: passenger.ticket_name.clone(),
            extra_baggage_kg: passenger.extra_baggage_kg,
            special_services: passenger.special_services.iter().map(ServiceDetails::of).collect(),
            status: passenger.status.as_ref().map(|it| it.code().to_owned()),
        }
    }
}

impl ServiceDetails {
    pub(crate) fn of(service: &SpecialService) -> Self {
        Self {
            code: service.code.clone(),
            name: service.name.clone(),
            journeys: service.journeys.iter().map(|it| it.code().to_owned()).collect(),
            text: service.text.clone(),
        }
    }
}

impl TicketDetails {
    fn of(ticket: &Ticket) -> Self {
        Self {
            airline: ticket.airline.clone(),
            status: ticket.status.code().to_owned(),
            numbers: ticket.passengers.iter().map(|it| it.ticket_number.clone()).collect(),
        }
    }
}

impl ScheduleChangeDetails {
    pub(crate) fn of(change: &ScheduleChange) -> Self {
        Self {
            id: change.id.clone(),
            journey: change.journey.code().to_owned(),
            status: change.status.code().to_owned(),
            kind: change.kind.code().to_owned(),
            before: FlightLine::all(&change.before.segments),
            after: change.after.as_ref().map(|flown| FlightLine::all(&flown.segments)),
            answer_by: instant(change.answer_by),
        }
    }
}

impl BookingLine {
    pub(crate) fn of(booking: &Booking) -> Self {
        let journeys = booking.journeys.iter().filter_map(|journey| {
            let (first, last) = (journey.segments.first()?, journey.segments.last()?);
            let (from, to) = (&first.segment.origin.iata, &last.segment.destination.iata);
            Some(format!("{from}-{to} {}", instant(first.segment.departure)))
        });
        let is_open = |change: &&ScheduleChange| change.status.code() == "OPEN";
        Self {
            booking_ref: booking.booking_ref.clone(),
            status: booking.status.code().to_owned(),
            journeys: journeys.collect(),
            passengers: booking.passengers.len(),
            total: Amount::of(&booking.price.total),
            open_schedule_changes: booking.schedule_changes.iter().filter(is_open).count(),
        }
    }
}
