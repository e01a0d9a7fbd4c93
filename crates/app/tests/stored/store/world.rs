//! Rows of the world of every form: airports, recurring flights, fares with their conditions.

use airside_app::ports::store::WorldRows;
use airside_fares::{Fare, FareConditions};
use airside_port_contracts::samples::code;
use airside_primitives::{Amount, Brand, Cabin, Currency, OperatingDays};
use airside_timetable::{Airline, Airport, Flight, Zone};
use time::macros::{date, datetime, time};
use time::{Date, OffsetDateTime, Time};

pub(super) const NOW: OffsetDateTime = datetime!(2026-11-29 09:00:00.654321 UTC);
/// The day that is sold from.
pub(super) const DAY: Date = date!(2027 - 03 - 10);

/// Everything but the timetable and promo codes.
pub(super) fn rows() -> WorldRows {
    let airport = |iata: &str, city: &str, city_code: Option<&str>, zone: &str| Airport {
        iata: code(iata),
        icao: city_code.map(|_| "EGLL".to_owned()),
        name: format!("{city} “International”"),
        city: city.to_owned(),
        country: code("IN"),
        city_code: city_code.map(code),
        latitude: -28.5665,
        longitude: 77.103_125,
        zone: Zone::named(zone).unwrap(),
    };
    WorldRows {
        airports: vec![
            airport("DEL", "Delhi", None, "Asia/Kolkata"),
            airport("LHR", "London", Some("LON"), "Europe/London"),
        ],
        airlines: vec![
            Airline { code: code("AI"), name: "Meridian Air".to_owned() },
            Airline { code: code("6E"), name: "Çelik’s Shuttle".to_owned() },
        ],
        fares: fares(),
        promo_codes: Vec::new(),
        replace_fares: false,
        provenance: Some("next.csv".to_owned()),
        fares_currency: Some(Currency::INR),
    }
}

/// A fare of each cabin; one with every condition, and one with each of them alone.
fn fares() -> Vec<Fare> {
    let all = FareConditions {
        flight: Some(code("AI101D")),
        travel_from: Some(date!(2026 - 10 - 25)),
        travel_until: Some(date!(2027 - 03 - 27)),
        days: Some(code("1457")),
        book_days_before: Some(21),
        brand: Some(Brand::Saver),
    };
    let none = FareConditions::none();
    let each = [
        FareConditions { flight: all.flight, ..none },
        FareConditions { travel_from: all.travel_from, ..none },
        FareConditions { travel_until: all.travel_until, ..none },
        FareConditions { days: all.days, ..none },
        FareConditions { book_days_before: Some(0), ..none },
        FareConditions { brand: Some(Brand::Standard), ..none },
        FareConditions { brand: Some(Brand::Flexible), ..none },
        all,
    ];
    let fare = |cabin, base, conditions| Fare {
        airline: code("AI"),
        origin: code("DEL"),
        destination: code("LHR"),
        cabin,
        base: Amount::minor(base),
        conditions,
    };
    let plain = Cabin::ALL.into_iter().zip(1..).map(|(cabin, at)| fare(cabin, at * 500_000, none));
    let conditional =
        each.into_iter().zip(1..).map(|(it, at)| fare(Cabin::Economy, 400_000 + at, it));
    plain.chain(conditional).collect()
}

/// Flights of two seasons, of some days, over midnight, with a suffix, and a codeshare.
pub(super) fn flights() -> Vec<Flight> {
    let winter = (date!(2026 - 10 - 25), date!(2027 - 03 - 27));
    let summer = (date!(2027 - 03 - 28), date!(2027 - 10 - 30));
    let early = (time!(02:15), time!(07:20), 0);
    let late = (time!(23:59), time!(00:00), 2);
    let own = |number: &str, days: &str, season, times| flight(number, days, season, times);
    vec![
        own("AI161", "1234567", winter, early),
        own("AI161", "1457", summer, (time!(03:05), time!(08:10), 0)),
        own("AI101D", "7", winter, late),
        own("6E2045", "26", summer, (time!(00:00), time!(23:59), -1)),
        Flight {
            operating_airline: code("AI"),
            operating_number: Some(code("AI161")),
            ..own("6E7161", "1234567", winter, early)
        },
        Flight { operating_airline: code("BA"), ..own("6E7142", "1234567", winter, early) },
    ]
}

fn flight(
    number: &str,
    days: &str,
    (valid_from, valid_until): (Date, Date),
    (departs, arrives, arrival_day_offset): (Time, Time, i8),
) -> Flight {
    let (number, origin, destination) = (code(number), code("DEL"), code("LHR"));
    Flight {
        id: Flight::id_of(number, origin, destination),
        number,
        operating_airline: number.airline(),
        operating_number: None,
        origin,
        destination,
        departs,
        arrives,
        arrival_day_offset,
        days: code::<OperatingDays>(days),
        valid_from,
        valid_until,
        aircraft: code("788"),
    }
}
