//! Documents to try the renderer with: tests, benchmarks, and a look at the pages.
//!
//! Everything in them is made up; the airline does not exist.

#![expect(clippy::expect_used, reason = "the codes written here are valid, as the tests show")]

mod change_receipt;
mod passenger_list;

use std::str::FromStr;

use airside_app::ports::documents::{
    ExtraBaggage, FareBreakdown, FlightStop, IssuingAirline, JourneyStatus, LocalTime,
    PassengerJourney, ReceiptDocument, ReceiptJourney, ReceiptStatus, RuleGroup, ShownBaggage,
    ShownTicketNumber, TaxLine, TicketDocument, TicketJourney, TicketPassenger, TicketSegment,
};
use airside_primitives::{Amount, Brand, Cabin, Currency, PassengerType, SeatNumber};
use time::macros::datetime;
use time::{Duration, OffsetDateTime, UtcOffset};

pub use change_receipt::sample_change_receipt;
pub use passenger_list::sample_passenger_list;

const AIRLINE: &str = "Quartz Air";

/// A round trip with one change each way, for 1 to 10 passengers.
pub fn sample_ticket(passengers: u8) -> TicketDocument {
    let journeys = vec![
        journey("Departing", &[0, 1], datetime!(2026-12-01 08:00 +05:30)),
        journey("Returning", &[2, 3], datetime!(2026-12-14 21:05 +00:00)),
    ];
    ticket("Round trip", journeys, passengers)
}

/// The longest ticket of two journeys: three flights each way.
pub fn sample_long_ticket(passengers: u8) -> TicketDocument {
    let journeys = vec![
        journey("Departing", &[0, 1, 4], datetime!(2026-12-01 08:00 +05:30)),
        journey("Returning", &[5, 2, 3], datetime!(2026-12-14 14:05 +01:00)),
    ];
    ticket("Round trip", journeys, passengers)
}

/// A refund of one of two journeys.
pub fn sample_receipt() -> ReceiptDocument {
    ReceiptDocument {
        seller: AIRLINE.to_owned(),
        booking_ref: "K7Q2MZ".to_owned(),
        receipt_id: "0198c0de-6a4b-7c1e-9f20-3b5a8d7e1c44".to_owned(),
        quoted_at: Some(LocalTime::utc(datetime!(2026-11-20 10:02 UTC))),
        confirmed_at: LocalTime::utc(datetime!(2026-11-20 10:05 UTC)),
        refunded_at: Some(LocalTime::utc(datetime!(2026-11-20 10:06 UTC))),
        passengers: vec!["Asha Rao".to_owned(), "Şule Gülşen Öztürk".to_owned()],
        journeys: vec![ReceiptJourney {
            direction: "Returning".to_owned(),
            route: vec![valid("LHR"), valid("BOM"), valid("DEL")],
            origin_city: "London".to_owned(),
            destination_city: "New Delhi".to_owned(),
            flights: vec![valid("QZ132"), valid("QZ2046")],
            departure: LocalTime { at: datetime!(2026-12-14 21:05 +00:00), zone: "GMT".to_owned() },
            paid: Amount::minor(6_824_500),
            charge: Amount::minor(300_000),
            taxes_kept: Amount::minor(184_500),
            refund: Amount::minor(6_340_000),
        }],
        currency: Currency::INR,
        total_refund: Amount::minor(6_340_000),
        refunded_to: "To the card that paid, through Stripe".to_owned(),
        gateway_reference: Some("re_3QmVx2KZf0sample".to_owned()),
        status: ReceiptStatus::Refunded,
        notice: Some("Demo data: not valid for travel".to_owned()),
    }
}

fn ticket(trip: &str, journeys: Vec<TicketJourney>, passengers: u8) -> TicketDocument {
    let passengers = (0..passengers).map(|number| passenger(number, &journeys)).collect();
    TicketDocument {
        airline: IssuingAirline { code: valid("QZ"), name: AIRLINE.to_owned() },
        booking_ref: "K7Q2MZ".to_owned(),
        trip: trip.to_owned(),
        booked_at: LocalTime::utc(datetime!(2026-11-01 09:12 UTC)),
        issued_at: LocalTime::utc(datetime!(2026-11-01 09:15 UTC)),
        journeys,
        passengers,
        fare: fare(),
        rules: rules(),
        boarding: sentences(&[
            "Be at the airport 3 hours before an international flight leaves and 2 hours before \
             a domestic one. Bag drop closes 60 minutes before departure.",
            "Bring this ticket, on paper or on a screen, and the passport or identity card whose \
             name is on it. Check which visas your journey needs, places of change included.",
            "The gate closes 25 minutes before departure, and does not open again.",
        ]),
        notice: Some("Demo data: not valid for travel".to_owned()),
    }
}

struct Leg {
    flight: &'static str,
    from: Airport,
    to: Airport,
    minutes: u32,
    aircraft: &'static str,
}

#[derive(Clone, Copy)]
struct Airport {
    code: &'static str,
    city: &'static str,
    name: &'static str,
    country: &'static str,
    terminal: Option<&'static str>,
    offset_minutes: i32,
    zone: &'static str,
}

const DELHI: Airport = Airport {
    code: "DEL",
    city: "New Delhi",
    name: "Indira Gandhi International Airport",
    country: "India",
    terminal: Some("3"),
    offset_minutes: 330,
    zone: "IST",
};
const MUMBAI: Airport = Airport {
    code: "BOM",
    city: "Mumbai",
    name: "Chhatrapati Shivaji Maharaj International Airport",
    country: "India",
    terminal: Some("2"),
    offset_minutes: 330,
    zone: "IST",
};
const LONDON: Airport = Airport {
    code: "LHR",
    city: "London",
    name: "Heathrow Airport",
    country: "United Kingdom",
    terminal: Some("4"),
    offset_minutes: 0,
    zone: "GMT",
};
const GDANSK: Airport = Airport {
    code: "GDN",
    city: "Gdańsk",
    name: "Port Lotniczy Gdańsk im. Lecha Wałęsy",
    country: "Poland",
    terminal: None,
    offset_minutes: 60,
    zone: "CET",
};

const LEGS: [Leg; 6] = [
    Leg { flight: "QZ2045", from: DELHI, to: MUMBAI, minutes: 130, aircraft: "Airbus A320neo" },
    Leg { flight: "QZ131", from: MUMBAI, to: LONDON, minutes: 585, aircraft: "Boeing 787-9" },
    Leg { flight: "QZ132", from: LONDON, to: MUMBAI, minutes: 540, aircraft: "Boeing 787-9" },
    Leg { flight: "QZ2046", from: MUMBAI, to: DELHI, minutes: 125, aircraft: "Airbus A320neo" },
    Leg { flight: "QZ810", from: LONDON, to: GDANSK, minutes: 125, aircraft: "Embraer E195-E2" },
    Leg { flight: "QZ811", from: GDANSK, to: LONDON, minutes: 140, aircraft: "Embraer E195-E2" },
];

fn journey(direction: &str, legs: &[usize], leaves: OffsetDateTime) -> TicketJourney {
    const LAYOVER: u32 = 95;
    let mut departs = leaves;
    let mut segments = Vec::new();
    for (number, leg) in legs.iter().map(|at| &LEGS[*at]).enumerate() {
        let arrives = departs + Duration::minutes(leg.minutes.into());
        let is_last = number + 1 == legs.len();
        let departure = stop(leg.from, departs);
        let arrival = stop(leg.to, arrives);
        let days = (arrival.time.at.date() - departure.time.at.date()).whole_days();
        segments.push(TicketSegment {
            flight: valid(leg.flight),
            airline: AIRLINE.to_owned(),
            operated_by: (leg.flight.len() == 5).then(|| "Quartz Long Haul".to_owned()),
            aircraft: leg.aircraft.to_owned(),
            cabin: Cabin::Economy,
            brand: Brand::Standard,
            fare_basis: "YSTANDARD".to_owned(),
            departure,
            arrival,
            duration_minutes: leg.minutes,
            arrival_day_offset: i8::try_from(days).unwrap_or_default(),
            layover_minutes: (!is_last).then_some(LAYOVER),
        });
        departs = arrives + Duration::minutes(LAYOVER.into());
    }
    TicketJourney { direction: direction.to_owned(), status: JourneyStatus::Confirmed, segments }
}

fn stop(airport: Airport, at: OffsetDateTime) -> FlightStop {
    let offset = UtcOffset::from_whole_seconds(airport.offset_minutes * 60);
    FlightStop {
        airport: valid(airport.code),
        city: airport.city.to_owned(),
        airport_name: airport.name.to_owned(),
        country: airport.country.to_owned(),
        terminal: airport.terminal.map(str::to_owned),
        time: LocalTime {
            at: at.to_offset(offset.unwrap_or(UtcOffset::UTC)),
            zone: airport.zone.to_owned(),
        },
    }
}

const PEOPLE: [(&str, &str, PassengerType); 10] = [
    ("Asha Rao", "RAO/ASHA MS", PassengerType::Adult),
    ("Şule Gülşen Öztürk", "OZTURK/SULE GULSEN MS", PassengerType::Adult),
    ("Søren Ærø Nørgaard", "NORGAARD/SOREN AERO MR", PassengerType::Adult),
    ("Łukasz Świętosławski", "SWIETOSLAWSKI/LUKASZ MR", PassengerType::Adult),
    ("Núria Muñoz i Peña", "MUNOZ I PENA/NURIA MS", PassengerType::Adult),
    ("Őry Győző", "GYOZO/ORY MR", PassengerType::Adult),
    ("Дмитрий Щукин", "SHCHUKIN/DMITRII MR", PassengerType::Adult),
    ("Ελένη Παπαδοπούλου", "PAPADOPOULOU/ELENI MS", PassengerType::Adult),
    ("Mira Rao", "RAO/MIRA MISS", PassengerType::Child),
    ("Kabir Rao", "RAO/KABIR MSTR", PassengerType::Infant),
];

fn passenger(number: u8, journeys: &[TicketJourney]) -> TicketPassenger {
    let (typed, ticketed, kind) = PEOPLE[usize::from(number) % PEOPLE.len()];
    let letter = char::from(b"ABCDEFGHJK"[usize::from(number) % 10]);
    let seat = |row: u8| kind.has_seat().then(|| SeatNumber::new(row, letter)).flatten();
    let rows = (0_u8..).map(|flight| 12 + flight * 11);
    let mut legs = 0;
    let travels = journeys
        .iter()
        .map(|journey| {
            let seats = if kind.has_seat() {
                journey
                    .segments
                    .iter()
                    .zip(rows.clone().skip(legs))
                    .map(|(_, row)| seat(row))
                    .collect()
            } else {
                Vec::new()
            };
            legs += journey.segments.len();
            PassengerJourney { travels: true, seats, baggage: baggage(number, kind) }
        })
        .collect();
    TicketPassenger {
        ticket_name: ticketed.to_owned(),
        typed_name: typed.to_owned(),
        kind,
        exchanged_from: None,
        ticket_number: ShownTicketNumber {
            number: format!("098-{}", 1_234_567_890_u64 + u64::from(number)),
            check_digit: number % 7,
        },
        services: Vec::new(),
        journeys: travels,
        bar_codes: bar_codes(ticketed, kind, letter, journeys),
    }
}

fn baggage(number: u8, kind: PassengerType) -> ShownBaggage {
    let extra = match number {
        0 => ExtraBaggage::Prepaid { kg: 5 },
        2 => ExtraBaggage::AtAirport { kg: 10, per_kg: Currency::INR.major(550) },
        _ => ExtraBaggage::None,
    };
    match kind {
        PassengerType::Adult | PassengerType::Child => {
            ShownBaggage { hand_kg: 7, checked_kg: 15, extra }
        }
        PassengerType::Infant => ShownBaggage { hand_kg: 0, checked_kg: 10, extra },
    }
}

/// As IATA's BCBP writes them, but the day of the year need not be right.
fn bar_codes(
    name: &str,
    kind: PassengerType,
    letter: char,
    journeys: &[TicketJourney],
) -> Vec<String> {
    let legs: Vec<String> = journeys
        .iter()
        .flat_map(|journey| &journey.segments)
        .zip(0_u8..)
        .map(|(segment, flight)| {
            let seat = match kind {
                PassengerType::Adult | PassengerType::Child => {
                    format!("{:03}{letter}", 12 + flight * 11)
                }
                PassengerType::Infant => "INF ".to_owned(),
            };
            format!(
                "K7Q2MZ {}{}{:<3}{:04} {:03}Y{seat}     000",
                segment.departure.airport,
                segment.arrival.airport,
                segment.flight.airline(),
                segment.flight.number(),
                segment.departure.time.at.ordinal(),
            )
        })
        .collect();
    legs.chunks(4).map(|legs| format!("M{}{name:<20.20}E{}", legs.len(), legs.concat())).collect()
}

fn fare() -> FareBreakdown {
    let tax = |code: &str, name: &str, amount, refundable| TaxLine {
        code: code.to_owned(),
        name: Some(name.to_owned()),
        amount: Amount::minor(amount),
        refundable,
    };
    FareBreakdown {
        currency: Currency::INR,
        base: Amount::minor(11_240_000),
        taxes: vec![
            tax("K3", "Goods and services tax", 562_000, false),
            tax("IN", "User development fee", 184_200, true),
            tax("UB", "Passenger service charge", 412_600, true),
            tax("GB", "Air passenger duty", 1_018_000, true),
        ],
        extra_baggage: Amount::minor(450_000),
        discount: Amount::minor(1_124_000),
        promo_code: Some("WELCOME10".to_owned()),
        total: Amount::minor(12_742_800),
    }
}

fn rules() -> Vec<RuleGroup> {
    let group = |title: &str, rules: &[&str]| RuleGroup {
        title: title.to_owned(),
        sentences: sentences(rules),
    };
    vec![
        group(
            "Cancellation",
            &[
                "More than 7 days before departure: free of charge.",
                "More than 72 hours and up to 7 days before departure: INR 3,000.00 a journey.",
                "More than 2 hours and up to 72 hours before departure: INR 3,500.00 a journey.",
                "2 hours or less before departure: no cancellation, nothing is refunded.",
                "Taxes marked refundable and prepaid baggage are refunded in full.",
            ],
        ),
        group(
            "Baggage",
            &[
                "Hand baggage up to 7 kg, in one piece that fits under the seat or overhead.",
                "More checked baggage costs INR 550.00 a kilogram at the airport.",
            ],
        ),
        group("Changes", &["To change a flight, cancel the journey and book it anew."]),
    ]
}

fn sentences(sentences: &[&str]) -> Vec<String> {
    sentences.iter().map(|it| (*it).to_owned()).collect()
}

fn valid<T: FromStr>(code: &str) -> T {
    code.parse().ok().expect("a valid code")
}
