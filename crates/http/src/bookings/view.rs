//! How a booking is shown.

use airside_app::world::Snapshot;
use airside_booking::booking::Journey;
use airside_booking::{Booking, Passenger, Ticket};
use airside_fares::ExtraBaggageMode;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::money::MoneyView;
use crate::offers::view::{
    AirlineView, BaggageView, BrandView, ConditionsView, LayoverView, PriceView, SegmentView,
    layovers, minutes,
};
use crate::schedule_changes::view::ScheduleChangeView;
use crate::times::Utc;

/// Journeys sold together.
#[derive(Serialize, ToSchema)]
pub(crate) struct BookingView {
    /// The record locator.
    booking_ref: String,
    /// `PENDING_PAYMENT`, CONFIRMED, `PARTIALLY_CANCELLED`, CANCELLED or EXPIRED.
    status: &'static str,
    payment_due_by: Option<Utc>,
    created_at: Utc,
    trip_type: &'static str,
    tickets: Vec<TicketView>,
    journeys: Vec<JourneyView>,
    passengers: Vec<PassengerView>,
    /// Null once personal data was erased.
    contact: Option<ContactView>,
    /// When names, dates of birth and contact were erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    personal_data_erased_at: Option<Utc>,
    extra_baggage_mode: &'static str,
    /// What a kilogram costs at the airport, when that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    extra_baggage_rate_per_kg: Option<MoneyView>,
    promo_code: Option<String>,
    price: BookingPriceView,
    /// What changed timetables did to its journeys, oldest first.
    schedule_changes: Vec<ScheduleChangeView>,
    links: LinksView,
}

/// The journeys that one airline sold.
#[derive(Serialize, ToSchema)]
struct TicketView {
    id: String,
    airline: String,
    journeys: Vec<String>,
    /// PENDING, ISSUED, `PARTIALLY_CANCELLED`, CANCELLED or EXPIRED.
    status: &'static str,
    passengers: Vec<TicketPassengerView>,
}

#[derive(Serialize, ToSchema)]
struct TicketPassengerView {
    passenger_id: String,
    /// `098-1234567890`, once it is issued.
    ticket_number: Option<String>,
}

/// One direction of the trip.
#[derive(Debug, Serialize, ToSchema)]
struct JourneyView {
    /// DEPARTING, RETURNING, or `LEG_1` to `LEG_6`.
    direction: String,
    /// PENDING, CONFIRMED, CANCELLED or EXPIRED.
    status: &'static str,
    airline: AirlineView,
    brand: BrandView,
    duration_minutes: i64,
    segments: Vec<BookedSegmentView>,
    layovers: Vec<LayoverView>,
    price: PriceView,
    baggage: BaggageView,
    conditions: ConditionsView,
}

/// A flight, and who sits where.
#[derive(Debug, Serialize, ToSchema)]
struct BookedSegmentView {
    #[serde(flatten)]
    segment: SegmentView,
    /// Everyone but infants.
    seats: Vec<SeatView>,
}

#[derive(Debug, Serialize, ToSchema)]
struct SeatView {
    passenger_id: String,
    /// Null until it is given; after payment, null means at the airport.
    seat: Option<String>,
}

/// One traveller. Names, gender and date of birth are null once they were erased.
#[derive(Serialize, ToSchema)]
struct PassengerView {
    id: String,
    /// ADULT, CHILD or INFANT.
    #[serde(rename = "type")]
    kind: &'static str,
    given_name: Option<String>,
    middle_name: Option<String>,
    family_name: Option<String>,
    gender: Option<&'static str>,
    date_of_birth: Option<String>,
    seat_preference: &'static str,
    hand_baggage_kg: u8,
    extra_baggage_kg: u8,
    infant_of: Option<usize>,
}

#[derive(Serialize, ToSchema)]
struct ContactView {
    email: String,
    phone: Option<String>,
}

/// `total` is base + taxes + extra baggage − discount.
#[derive(Debug, Serialize, ToSchema)]
struct BookingPriceView {
    base: MoneyView,
    taxes: MoneyView,
    extra_baggage: MoneyView,
    discount: MoneyView,
    total: MoneyView,
}

#[derive(Debug, Serialize, ToSchema)]
struct LinksView {
    #[serde(rename = "self")]
    itself: String,
    payments: String,
    documents: String,
    cancellations: String,
}

impl BookingView {
    pub(crate) fn of(world: &Snapshot, booking: &Booking, now: OffsetDateTime) -> Self {
        let here = format!("/v1/bookings/{}", booking.reference);
        let tariff = &world.terms.tariff;
        let rate = tariff.baggage.at_airport_per_kg;
        Self {
            booking_ref: booking.reference.to_string(),
            status: booking.status(now).code(),
            payment_due_by: booking.payment_due_by().map(Utc),
            created_at: Utc(booking.created_at),
            trip_type: booking.trip_type.code(),
            tickets: booking.tickets.iter().map(|it| TicketView::of(booking, it, now)).collect(),
            journeys: booking
                .journeys
                .iter()
                .map(|journey| JourneyView::of(world, booking, journey, now))
                .collect(),
            passengers: booking.passengers.iter().map(PassengerView::of).collect(),
            contact: booking.contact.as_ref().map(|contact| ContactView {
                email: contact.email.clone(),
                phone: contact.phone.clone(),
            }),
            personal_data_erased_at: booking.erased_at.map(Utc),
            extra_baggage_mode: booking.extra_baggage_mode.code(),
            extra_baggage_rate_per_kg: match booking.extra_baggage_mode {
                ExtraBaggageMode::AtAirport => Some(MoneyView::of(rate, tariff.currency)),
                ExtraBaggageMode::Prepaid => None,
            },
            promo_code: booking.promo_code.as_ref().map(ToString::to_string),
            price: BookingPriceView::of(booking),
            schedule_changes: ScheduleChangeView::all(world, booking, now),
            links: LinksView {
                payments: format!("{here}/payments"),
                documents: format!("{here}/documents"),
                cancellations: format!("{here}/cancellations"),
                itself: here,
            },
        }
    }
}

impl TicketView {
    fn of(booking: &Booking, ticket: &Ticket, now: OffsetDateTime) -> Self {
        let numbers = booking.ticket_numbers(ticket.id);
        let passengers = booking.passengers.iter().enumerate();
        Self {
            id: ticket.id.to_string(),
            airline: ticket.airline.to_string(),
            journeys: ticket.journeys.iter().map(ToString::to_string).collect(),
            status: booking.ticket_status(ticket, now).code(),
            passengers: passengers
                .map(|(at, passenger)| TicketPassengerView {
                    passenger_id: passenger.id.to_string(),
                    ticket_number: numbers
                        .and_then(|numbers| numbers.get(at))
                        .map(ToString::to_string),
                })
                .collect(),
        }
    }
}

impl JourneyView {
    fn of(world: &Snapshot, booking: &Booking, journey: &Journey, now: OffsetDateTime) -> Self {
        let offer = &journey.offer;
        let segments = offer.segments.iter().zip(journey.seats.iter());
        Self {
            direction: journey.direction.to_string(),
            status: booking.journey_status(journey.direction, now).code(),
            airline: AirlineView::of(world, offer.airline),
            brand: BrandView::of(offer),
            duration_minutes: minutes(offer),
            segments: segments
                .map(|(segment, seats)| {
                    let passengers = booking.passengers.iter().zip(seats);
                    let seated = passengers.filter(|(passenger, _)| passenger.kind.has_seat());
                    BookedSegmentView {
                        segment: SegmentView::of(world, offer, segment),
                        seats: seated
                            .map(|(passenger, seat)| SeatView {
                                passenger_id: passenger.id.to_string(),
                                seat: seat.map(|seat| seat.to_string()),
                            })
                            .collect(),
                    }
                })
                .collect(),
            layovers: layovers(offer),
            price: PriceView::of(offer),
            baggage: BaggageView::of(offer),
            conditions: ConditionsView::of(offer),
        }
    }
}

impl PassengerView {
    fn of(passenger: &Passenger) -> Self {
        let person = passenger.person.as_ref();
        Self {
            id: passenger.id.to_string(),
            kind: passenger.kind.code(),
            given_name: person.map(|it| it.given_name.clone()),
            middle_name: person.and_then(|it| it.middle_name.clone()),
            family_name: person.map(|it| it.family_name.clone()),
            gender: person.map(|it| it.gender.code()),
            date_of_birth: person.map(|it| crate::date::show(it.date_of_birth)),
            seat_preference: passenger.seat_preference.code(),
            hand_baggage_kg: passenger.hand_baggage_kg,
            extra_baggage_kg: passenger.extra_baggage_kg,
            infant_of: passenger.infant_of,
        }
    }
}

impl BookingPriceView {
    fn of(booking: &Booking) -> Self {
        let money = |amount| MoneyView::of(amount, booking.currency);
        let price = booking.price();
        Self {
            base: money(price.base),
            taxes: money(price.taxes),
            extra_baggage: money(price.extra_baggage),
            discount: money(price.discount),
            total: money(price.total),
        }
    }
}
