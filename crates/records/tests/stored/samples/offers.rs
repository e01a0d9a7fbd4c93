//! Offers: what was promised of one journey.

use airside_booking::{Offer, Segment};
use airside_cancellation::{ChargeStep, Conditions};
use airside_fares::{Allowance, JourneyPrice, PassengerPrice, TaxLine};
use airside_primitives::{Amount, Brand, Cabin, FlightNumber, Party, PassengerType};
use airside_timetable::Flight;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::code;

/// A flight that its own airline flies, for two hours and ten minutes.
pub(super) fn segment(
    number: &str,
    origin: &str,
    destination: &str,
    departs_at: OffsetDateTime,
) -> Segment {
    let (origin, destination) = (code(origin), code(destination));
    let number: FlightNumber = code(number);
    let flight = Flight::id_of(number, origin, destination);
    Segment {
        flight,
        inventory: flight,
        number,
        operating_airline: number.airline(),
        origin,
        destination,
        date: departs_at.date(),
        departs_at,
        arrives_at: departs_at + Duration::minutes(130),
        aircraft: code("320"),
    }
}

/// The same flight, sold under another number than the one that it is flown under.
pub(super) fn codeshare(segment: &Segment, flown_as: &str) -> Segment {
    let number: FlightNumber = code(flown_as);
    Segment {
        inventory: Flight::id_of(number, segment.origin, segment.destination),
        operating_airline: number.airline(),
        aircraft: code("77W"),
        ..segment.clone()
    }
}

/// An offer in rupees of the airline that sells the first of these flights.
pub(super) fn offer(brand: Brand, cabin: Cabin, party: Party, segments: Vec<Segment>) -> Offer {
    Offer {
        airline: segments[0].number.airline(),
        brand,
        cabin,
        party,
        segments: segments.try_into().unwrap(),
        currency: code("INR"),
        price: price(party),
        baggage: Allowance { hand_kg: 7, checked_kg: 15 },
        conditions: conditions(brand),
        expires_at: datetime!(2026-11-29 08:30 UTC),
        tariff: 7,
    }
}

/// Half a base for a child, a tenth for an infant, and two taxes for each of them.
fn price(party: Party) -> JourneyPrice {
    let each = |kind| {
        let (base, taxes) = match kind {
            PassengerType::Adult => (500_000, 84_600),
            PassengerType::Child => (250_000, 42_300),
            PassengerType::Infant => (50_000, 2_500),
        };
        let (base, taxes) = (Amount::minor(base), Amount::minor(taxes));
        PassengerPrice { kind, count: party.count(kind), base, taxes }
    };
    let per_passenger: Vec<_> =
        PassengerType::ALL.into_iter().map(each).filter(|price| price.count > 0).collect();
    let taxes: i64 =
        per_passenger.iter().map(|price| price.taxes.get() * i64::from(price.count)).sum();
    let line = |tax, amount, refundable| TaxLine {
        code: code(tax),
        amount: Amount::minor(amount),
        refundable,
    };
    let taxes = vec![line("K3", taxes - 2_000, true), line("YQ", 2_000, false)];
    JourneyPrice::from_parts(per_passenger, taxes).unwrap()
}

fn conditions(brand: Brand) -> Conditions {
    let step = |above_hours, charge| ChargeStep { above_hours, charge: Amount::minor(charge) };
    let charges = match brand {
        Brand::Saver => vec![step(2, 500_000)],
        Brand::Standard => vec![step(168, 0), step(72, 300_000), step(2, 350_000)],
        Brand::Flexible => vec![step(2, 0)],
    };
    Conditions::new(brand != Brand::Saver, charges).unwrap()
}
