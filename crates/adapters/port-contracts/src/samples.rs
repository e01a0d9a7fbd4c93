//! Well-formed values to test with, each a function of a number.
//!
//! The same number gives the same value, and a higher one an id that sorts later.
//! Nothing here is one of the demo's flights or bookings.

use std::collections::BTreeSet;

use airside_app::account::{ApiKey, RefreshToken, Role, SecretHash, Session, User};
use airside_booking::booking::Places;
use airside_booking::payment::Method;
use airside_booking::{
    Booking, Cancellation, CancellationState, CancelledJourney, Contact, Direction, Document,
    DocumentKind, DocumentState, Journey, Offer, Passenger, Payment, PaymentState, RecordLocator,
    Refund, RefundCause, RefundState, Segment, State, Ticket, TicketNumber, TripType,
};
use airside_cancellation::{ChargeStep, Conditions, Line};
use airside_fares::{
    Allowance, ExtraBaggageMode, Fare, JourneyPrice, PassengerPrice, PromoCode, Reduction, TaxLine,
};
use airside_primitives::{
    AirportCode, Amount, ApiKeyId, BookingId, Brand, Cabin, CancellationId, Currency, DocumentId,
    FlightId, Gender, Party, PassengerId, PassengerType, PaymentId, RefundId, SeatNumber,
    SeatPreference, SessionId, TicketId, UserId,
};
use airside_timetable::{Airline, Airport, Flight, OperatingDays, Zone};
use time::macros::{date, datetime, time};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

/// When everything here happens.
pub const NOW: OffsetDateTime = datetime!(2026-11-01 08:00:00.123456 UTC);
/// The day on which the sample flights leave.
pub const DAY: Date = date!(2026 - 12 - 01);

/// Anything that is read from text.
pub fn code<T>(text: &str) -> T
where
    T: std::str::FromStr,
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

/// An id; a higher number sorts later.
pub const fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0193_7b5e_0000_7000_8000_0000_0000_0000 + number)
}

pub const fn user_id(number: u128) -> UserId {
    UserId(id(number))
}

pub const fn flight_id(number: u128) -> FlightId {
    FlightId(id(number))
}

pub const fn booking_id(number: u128) -> BookingId {
    BookingId(id(number))
}

/// A user with an address of their own.
pub fn user(number: u128) -> User {
    User {
        id: user_id(number),
        email: format!("Asha.{number}@example.com"),
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".to_owned(),
        given_name: "Asha".to_owned(),
        family_name: "Rao".to_owned(),
        phone: Some("+919800000000".to_owned()),
        role: Role::Customer,
        created_at: NOW,
    }
}

/// A secret's hash.
pub const fn hash(number: u8) -> SecretHash {
    SecretHash([number; 32])
}

/// A live key of a user.
pub fn api_key(number: u8, user: UserId) -> ApiKey {
    ApiKey {
        id: ApiKeyId(id(number.into())),
        user,
        hash: hash(number),
        hint: format!("air_test_{number}"),
        created_at: NOW,
        revoked_at: None,
    }
}

/// A live session of a user.
pub const fn session(number: u128, user: UserId) -> Session {
    Session { id: SessionId(id(number)), user, created_at: NOW, revoked_at: None }
}

/// A refresh token that nobody has used.
pub fn refresh_token(number: u8, session: SessionId) -> RefreshToken {
    let expires_at = NOW + Duration::days(30);
    RefreshToken { hash: hash(number), session, expires_at, used_at: None }
}

/// Somewhere in India.
pub fn airport(iata: &str) -> Airport {
    Airport {
        iata: code(iata),
        icao: Some("VIDP".to_owned()),
        name: "Indira Gandhi International Airport".to_owned(),
        city: "Delhi".to_owned(),
        country: code("IN"),
        city_code: Some(code("DEL")),
        latitude: 28.5665,
        longitude: 77.103_1,
        zone: Zone::named("Asia/Kolkata").unwrap(),
    }
}

pub fn airline(iata: &str) -> Airline {
    Airline { code: code(iata), name: "Meridian Air".to_owned() }
}

/// A daily flight from Delhi to London.
pub fn flight(number: u128) -> Flight {
    Flight {
        id: flight_id(number),
        number: code("AI161"),
        operating_airline: code("AI"),
        origin: code("DEL"),
        destination: code("LHR"),
        departs: time!(02:15),
        arrives: time!(07:20),
        arrival_day_offset: 0,
        days: OperatingDays::EVERY_DAY,
        valid_from: date!(2026 - 10 - 25),
        valid_until: date!(2027 - 03 - 27),
        aircraft: code("788"),
    }
}

pub fn fare(destination: &str, base: i64) -> Fare {
    Fare {
        airline: code("AI"),
        origin: code("DEL"),
        destination: code(destination),
        cabin: Cabin::Economy,
        base: Amount::minor(base),
    }
}

/// So many economy places of a flight on [`DAY`].
pub const fn places(flight: u128, count: u16) -> Places {
    Places { flight: flight_id(flight), date: DAY, cabin: Cabin::Economy, count }
}

/// A code that takes 500.00 off.
pub fn promo_code(name: &str) -> PromoCode {
    PromoCode::unlimited(code(name), Reduction::Fixed(Amount::minor(50_000)))
}

/// One flight of a journey, on [`DAY`].
pub fn segment(flight: u128, origin: &str, destination: &str) -> Segment {
    Segment {
        flight: flight_id(flight),
        number: code("AI161"),
        operating_airline: code("AI"),
        origin: code(origin),
        destination: code(destination),
        date: DAY,
        departs_at: datetime!(2026-12-01 02:15 +05:30),
        arrives_at: datetime!(2026-12-01 07:20 +00:00),
        aircraft: code("788"),
    }
}

/// A direct flight for an adult, a child and an infant.
pub fn offer(flight: u128) -> Offer {
    Offer {
        airline: code("AI"),
        brand: Brand::Standard,
        cabin: Cabin::Economy,
        party: Party::new(1, 1, 1).unwrap(),
        segments: vec![segment(flight, "DEL", "LHR")],
        currency: Currency::INR,
        price: price(),
        baggage: Allowance { hand_kg: 7, checked_kg: 15 },
        conditions: conditions(),
        expires_at: datetime!(2026-11-01 08:30 UTC),
    }
}

fn price() -> JourneyPrice {
    let passenger = |kind, base, taxes| PassengerPrice {
        kind,
        count: 1,
        base: Amount::minor(base),
        taxes: Amount::minor(taxes),
    };
    let tax = |tax, amount, refundable| TaxLine {
        code: code(tax),
        amount: Amount::minor(amount),
        refundable,
    };
    let per_passenger = vec![
        passenger(PassengerType::Adult, 4_512_300, 362_515),
        passenger(PassengerType::Child, 3_384_200, 305_110),
        passenger(PassengerType::Infant, 451_200, 22_560),
    ];
    let taxes = vec![tax("K3", 417_385, false), tax("IN", 180_000, true), tax("P2", 92_800, true)];
    JourneyPrice::from_parts(per_passenger, taxes).unwrap()
}

fn conditions() -> Conditions {
    let step = |above_hours, charge| ChargeStep { above_hours, charge: Amount::minor(charge) };
    let steps = vec![step(168, 0), step(72, 300_000), step(2, 350_000)];
    Conditions::new(true, steps).unwrap()
}

/// A record locator of its own for each number below 262,144.
pub fn reference(number: u128) -> RecordLocator {
    let digit = |at: u32| char::from(b'2' + u8::try_from(number >> (3 * at) & 7).unwrap());
    code(&(0..6).rev().map(digit).collect::<String>())
}

/// Three travellers who have booked a round trip and not paid for it yet.
///
/// It leaves with flight `number` and comes back, on another ticket, with the next.
pub fn booking(number: u128) -> Booking {
    let direction = [Direction::Departing, Direction::Returning];
    let back = Offer { segments: vec![segment(number + 1, "LHR", "DEL")], ..offer(number + 1) };
    let seats = vec![vec![Some(code("12A")), Some(code("12B")), None]];
    Booking {
        id: booking_id(number),
        reference: reference(number),
        owner: user_id(1),
        created_at: NOW,
        trip_type: TripType::RoundTrip,
        contact: Contact { email: "asha@example.com".to_owned(), phone: None },
        passengers: passengers(number),
        extra_baggage_mode: ExtraBaggageMode::Prepaid,
        promo_code: Some(code("WELCOME10")),
        currency: Currency::INR,
        journeys: vec![
            Journey {
                direction: direction[0],
                offer: offer(number),
                discount: Amount::minor(50_000),
                extra_baggage: Amount::minor(225_000),
                seats: seats.clone(),
            },
            Journey {
                direction: direction[1],
                offer: back,
                discount: Amount::ZERO,
                extra_baggage: Amount::minor(225_000),
                seats,
            },
        ],
        tickets: direction
            .map(|direction| Ticket {
                id: ticket_id(number, direction),
                airline: code("AI"),
                journeys: vec![direction],
            })
            .to_vec(),
        state: State::PendingPayment { due_by: NOW + Duration::minutes(15) },
    }
}

fn ticket_id(booking: u128, direction: Direction) -> TicketId {
    TicketId(id(booking * 10 + u128::from(direction == Direction::Returning)))
}

fn passengers(booking: u128) -> Vec<Passenger> {
    let traveller = |at: u128, kind, date_of_birth| Passenger {
        id: PassengerId(id(booking * 10 + at)),
        kind,
        given_name: "Zoë".to_owned(),
        middle_name: (at == 0).then(|| "Łucja".to_owned()),
        family_name: "Müller".to_owned(),
        gender: Gender::Unspecified,
        date_of_birth,
        seat_preference: SeatPreference::Window,
        hand_baggage_kg: 7,
        extra_baggage_kg: 5,
        infant_of: (kind == PassengerType::Infant).then_some(0),
    };
    vec![
        traveller(0, PassengerType::Adult, date!(1990 - 02 - 28)),
        traveller(1, PassengerType::Child, date!(2020 - 02 - 29)),
        traveller(2, PassengerType::Infant, date!(2026 - 01 - 31)),
    ]
}

/// The same booking, paid, with these journeys cancelled since.
pub fn confirmed(number: u128, cancelled: impl IntoIterator<Item = Direction>) -> Booking {
    let ticket_numbers = (0..2).map(|ticket| ticket_numbers(number * 2 + ticket)).collect();
    let cancelled: BTreeSet<Direction> = cancelled.into_iter().collect();
    let state = State::Confirmed { at: NOW + Duration::minutes(5), ticket_numbers, cancelled };
    Booking { state, ..booking(number) }
}

/// Numbers for the three travellers of one ticket.
pub fn ticket_numbers(ticket: u128) -> Vec<TicketNumber> {
    let first = u64::try_from(ticket).unwrap() * 3;
    (first..first + 3).map(|serial| TicketNumber::new(98, serial).unwrap()).collect()
}

/// The same booking, never paid.
pub fn expired(number: u128) -> Booking {
    let state = State::Expired { due_by: NOW + Duration::minutes(15) };
    Booking { state, ..booking(number) }
}

/// An attempt to pay for a booking, written down and no more.
pub fn payment(number: u128, booking: BookingId) -> Payment {
    Payment {
        id: PaymentId(id(number)),
        booking,
        amount: Amount::minor(1_846_105),
        method: Method::Checkout,
        return_url: "https://shop.example.com/thanks".to_owned(),
        created_at: NOW,
        updated_at: NOW,
        state: PaymentState::Opening,
    }
}

/// A quote to cancel the way out.
pub fn cancellation(number: u128, booking: BookingId) -> Cancellation {
    let [paid, charge, taxes_kept] = [923_052, 350_000, 41_738].map(Amount::minor);
    Cancellation {
        id: CancellationId(id(number)),
        booking,
        lines: vec![CancelledJourney {
            direction: Direction::Departing,
            ticket: TicketId(id(number)),
            line: Line::new(paid, charge, taxes_kept).unwrap(),
        }],
        quoted_at: NOW,
        expires_at: NOW + Duration::minutes(10),
        state: CancellationState::Quoted,
    }
}

/// A refund that the gateway has not been asked for.
pub fn refund(number: u128, booking: BookingId) -> Refund {
    Refund {
        id: RefundId(id(number)),
        booking,
        payment: PaymentId(id(number)),
        intent: None,
        amount: Amount::minor(531_314),
        cause: RefundCause::Cancellation(CancellationId(id(number))),
        receipt: DocumentId(id(number)),
        created_at: NOW,
        state: RefundState::Pending { gateway: None, attempts: 0 },
    }
}

/// A ticket's file that was asked for.
pub fn document(number: u128, booking: BookingId) -> Document {
    Document {
        id: DocumentId(id(number)),
        booking,
        kind: DocumentKind::Ticket(TicketId(id(number))),
        created_at: NOW,
        state: DocumentState::Pending,
    }
}

/// A seat in row `row`, by the window.
pub fn seat(row: u8) -> SeatNumber {
    SeatNumber::new(row, 'A').unwrap()
}

/// The two ends of the sample flights.
pub fn route() -> (AirportCode, AirportCode) {
    (code("DEL"), code("LHR"))
}
