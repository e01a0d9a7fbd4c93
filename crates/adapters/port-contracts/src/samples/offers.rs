//! An offer for a small family, with every kind of passenger and tax.

use airside_booking::{Offer, Segment, Segments};
use airside_cancellation::{ChargeStep, Conditions};
use airside_fares::{Allowance, JourneyPrice, PassengerPrice, TaxLine};
use airside_primitives::{Amount, Brand, Cabin, Currency, Party, PassengerType};
use airside_timetable::Flight;
use time::macros::datetime;

use super::{DAY, code, flight_number};

/// One flight of a journey, on [`DAY`].
pub fn segment(flight: u128, origin: &str, destination: &str) -> Segment {
    let (number, origin, destination) = (flight_number(flight), code(origin), code(destination));
    let flight = Flight::id_of(number, origin, destination);
    Segment {
        flight,
        inventory: flight,
        number,
        operating_airline: code("AI"),
        origin,
        destination,
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
        segments: Segments::one(segment(flight, "DEL", "LHR")),
        currency: Currency::INR,
        price: price(),
        baggage: Allowance { hand_kg: 7, checked_kg: 15 },
        conditions: conditions(),
        expires_at: datetime!(2026-11-01 08:30 UTC),
        tariff: 3,
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
