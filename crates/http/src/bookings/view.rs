//! How a booking is shown.

use airside_app::App;
use airside_app::travel_documents::due_by;
use airside_app::world::Snapshot;
use airside_booking::booking::Journey;
use airside_booking::{Booking, ExpiredBecause, Passenger, Ticket};
use airside_fares::ExtraBaggageMode;
use serde::Serialize;
use time::{Duration, OffsetDateTime};
use utoipa::ToSchema;

use super::travel_document_view::TravelDocumentView;
use crate::bookings::services::ServiceView;
use crate::money::MoneyView;
use crate::offers::view::{
    AirlineView, BaggageView, BrandView, ConditionsView, LayoverView, PriceView, SegmentView,
    layovers, minutes,
};
use crate::schedule_changes::view::ScheduleChangeView;
use crate::times::Utc;
use crate::words;

/// Journeys sold together.
#[derive(Serialize, ToSchema)]
#[schema(as = Booking)]
pub(crate) struct BookingView {
    /// The record locator.
    #[schema(value_type = words::BookingRef)]
    booking_ref: String,
    /// `PENDING_PAYMENT`, CONFIRMED, `PARTIALLY_CANCELLED`, CANCELLED or EXPIRED.
    #[schema(value_type = words::BookingStatus)]
    status: &'static str,
    #[schema(required)]
    payment_due_by: Option<Utc>,
    /// Why it is EXPIRED: its time is over, its owner gave it up, or a flight does not fly any more
    /// as it was held.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Option<words::ExpiredBecause>)]
    expired_because: Option<&'static str>,
    created_at: Utc,
    #[schema(value_type = words::TripType)]
    trip_type: &'static str,
    tickets: Vec<TicketView>,
    journeys: Vec<JourneyView>,
    passengers: Vec<PassengerView>,
    /// Null once personal data was erased.
    #[schema(required)]
    contact: Option<ContactView>,
    /// When names, dates of birth and contact were erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    personal_data_erased_at: Option<Utc>,
    #[schema(value_type = words::ExtraBaggageMode)]
    extra_baggage_mode: &'static str,
    /// What a kilogram costs at the airport, when that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    extra_baggage_rate_per_kg: Option<MoneyView>,
    #[schema(required)]
    promo_code: Option<String>,
    price: BookingPriceView,
    /// The booking that its people parted from.
    #[schema(value_type = Option<words::BookingRef>, required)]
    split_from: Option<String>,
    /// The bookings of people who parted from it, oldest first.
    #[schema(value_type = Vec<words::BookingRef>)]
    split_to: Vec<String>,
    /// What changed timetables did to its journeys, oldest first.
    schedule_changes: Vec<ScheduleChangeView>,
    links: LinksView,
}

/// The journeys that one airline sold.
#[derive(Serialize, ToSchema)]
#[schema(as = Ticket)]
struct TicketView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(value_type = words::AirlineCode)]
    airline: String,
    #[schema(value_type = Vec<words::Direction>)]
    journeys: Vec<String>,
    /// PENDING, ISSUED, `PARTIALLY_CANCELLED`, CANCELLED or EXPIRED.
    #[schema(value_type = words::TicketStatus)]
    status: &'static str,
    passengers: Vec<TicketPassengerView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = TicketPassenger)]
struct TicketPassengerView {
    #[schema(value_type = words::Id)]
    passenger_id: String,
    /// `098-1234567890`, once it is issued.
    #[schema(value_type = Option<words::TicketNumber>, required)]
    ticket_number: Option<String>,
    /// The numbers that it was exchanged from when journeys were changed, oldest first.
    #[schema(value_type = Vec<words::TicketNumber>)]
    exchanged_numbers: Vec<String>,
}

/// One direction of the trip.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Journey)]
struct JourneyView {
    /// DEPARTING, RETURNING, or `LEG_1` to `LEG_6`.
    #[schema(value_type = words::Direction)]
    direction: String,
    /// PENDING, CONFIRMED, CANCELLED or EXPIRED.
    #[schema(value_type = words::JourneyStatus)]
    status: &'static str,
    airline: AirlineView,
    brand: BrandView,
    duration_minutes: i64,
    segments: Vec<BookedSegmentView>,
    /// Who travels on it, infants too: not those who cancelled it for themselves.
    #[schema(value_type = Vec<words::Id>)]
    passengers: Vec<String>,
    layovers: Vec<LayoverView>,
    price: PriceView,
    baggage: BaggageView,
    conditions: ConditionsView,
    /// Until when its travellers are to have told their travel documents; null within one country,
    /// and where nobody travels.
    #[schema(required)]
    documents_due_by: Option<Utc>,
}

/// A flight, and who sits where.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BookedSegment)]
struct BookedSegmentView {
    #[serde(flatten)]
    segment: SegmentView,
    /// Everyone who travels on it but infants.
    seats: Vec<SeatView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeatAssignment)]
struct SeatView {
    #[schema(value_type = words::Id)]
    passenger_id: String,
    /// Null until it is given; after payment, null means at the airport.
    #[schema(value_type = Option<words::SeatNumber>, required)]
    seat: Option<String>,
}

/// One traveller. Names, gender and date of birth are null once they were erased.
#[derive(Serialize, ToSchema)]
#[schema(as = Passenger)]
struct PassengerView {
    #[schema(value_type = words::Id)]
    id: String,
    /// ADULT, CHILD or INFANT.
    #[serde(rename = "type")]
    #[schema(value_type = words::PassengerType)]
    kind: &'static str,
    #[schema(required)]
    given_name: Option<String>,
    #[schema(required)]
    middle_name: Option<String>,
    #[schema(required)]
    family_name: Option<String>,
    /// As tickets and bar codes have it, family name first.
    #[schema(required, example = "RAO/ASHA")]
    ticket_name: Option<String>,
    #[schema(value_type = Option<words::Gender>, required)]
    gender: Option<&'static str>,
    #[schema(value_type = Option<time::Date>, required)]
    date_of_birth: Option<String>,
    /// Null until it is told, and once it was erased.
    #[schema(required)]
    travel_document: Option<TravelDocumentView>,
    #[schema(value_type = words::SeatPreference)]
    seat_preference: &'static str,
    hand_baggage_kg: u8,
    extra_baggage_kg: u8,
    /// What is done for them; nothing once they were erased.
    special_services: Vec<ServiceView>,
    #[schema(required)]
    infant_of: Option<usize>,
    /// As the journeys' own: CANCELLED once they travel on none any more.
    #[schema(value_type = words::JourneyStatus)]
    status: &'static str,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Contact)]
struct ContactView {
    #[schema(format = "email")]
    email: String,
    #[schema(required)]
    phone: Option<String>,
}

/// `total` is base + taxes + extra baggage − discount.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BookingPrice)]
struct BookingPriceView {
    base: MoneyView,
    taxes: MoneyView,
    extra_baggage: MoneyView,
    discount: MoneyView,
    total: MoneyView,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BookingLinks)]
struct LinksView {
    #[serde(rename = "self")]
    itself: String,
    payments: String,
    documents: String,
    changes: String,
    cancellations: String,
}

impl BookingView {
    pub(crate) fn of(app: &App, booking: &Booking) -> Self {
        let (world, now, documents_due) = (app.world.load(), app.now(), app.settings.documents_due);
        let world = &*world;
        let here = format!("/v1/bookings/{}", booking.reference);
        let tariff = &world.terms.tariff;
        let rate = tariff.baggage.at_airport_per_kg;
        Self {
            booking_ref: booking.reference.to_string(),
            status: booking.status(now).code(),
            payment_due_by: booking.payment_due_by().map(Utc),
            expired_because: booking.state.expired_because(now).map(ExpiredBecause::code),
            created_at: Utc(booking.created_at),
            trip_type: booking.trip_type.code(),
            tickets: booking.tickets.iter().map(|it| TicketView::of(booking, it, now)).collect(),
            journeys: booking
                .journeys
                .iter()
                .map(|journey| JourneyView::of((world, documents_due), booking, journey, now))
                .collect(),
            passengers: booking
                .passengers
                .iter()
                .map(|it| PassengerView::of(world, booking, it, now))
                .collect(),
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
            split_from: other_halves(booking, true).next(),
            split_to: other_halves(booking, false).collect(),
            schedule_changes: ScheduleChangeView::all(world, booking, now),
            links: LinksView {
                payments: format!("{here}/payments"),
                documents: format!("{here}/documents"),
                changes: format!("{here}/changes"),
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
                    exchanged_numbers: booking
                        .exchanged_numbers(ticket.id, at)
                        .iter()
                        .map(ToString::to_string)
                        .collect(),
                })
                .collect(),
        }
    }
}

impl JourneyView {
    fn of(
        (world, documents_due): (&Snapshot, Duration),
        booking: &Booking,
        journey: &Journey,
        now: OffsetDateTime,
    ) -> Self {
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
                    let seated = passengers.filter(|(passenger, _)| {
                        passenger.kind.has_seat() && journey.carries(passenger)
                    });
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
            passengers: booking.travellers(journey).map(|(_, it)| it.id.to_string()).collect(),
            layovers: layovers(offer),
            price: PriceView::of(offer),
            baggage: BaggageView::of(offer),
            conditions: ConditionsView::of(offer, journey.changes.as_ref()),
            documents_due_by: due_by(world, documents_due, booking, journey).map(Utc),
        }
    }
}

impl PassengerView {
    fn of(world: &Snapshot, booking: &Booking, passenger: &Passenger, now: OffsetDateTime) -> Self {
        let services = passenger.services.iter().map(|it| ServiceView::of(world, it));
        let person = passenger.person.as_ref();
        let name = person.map(|person| &person.name);
        Self {
            id: passenger.id.to_string(),
            kind: passenger.kind.code(),
            given_name: name.and_then(|it| it.given().map(str::to_owned)),
            middle_name: name.and_then(|it| it.middle().map(str::to_owned)),
            family_name: name.map(|it| it.family().to_owned()),
            ticket_name: name.map(|it| it.ticketed().to_string()),
            gender: person.map(|it| it.gender.code()),
            date_of_birth: person.map(|it| crate::date::show(it.date_of_birth)),
            travel_document: TravelDocumentView::of(booking, passenger),
            seat_preference: passenger.seat_preference.code(),
            hand_baggage_kg: passenger.hand_baggage_kg,
            extra_baggage_kg: passenger.extra_baggage_kg,
            special_services: services.collect(),
            infant_of: passenger.infant_of,
            status: booking.passenger_status(passenger, now).code(),
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

/// The bookings that it came of, or that came of it.
fn other_halves(booking: &Booking, is_part: bool) -> impl Iterator<Item = String> {
    let partings = booking.partings.iter().filter(move |it| it.is_part == is_part);
    partings.map(|it| it.other.to_string())
}
