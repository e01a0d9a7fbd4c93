//! Offers of every form, as this code hands them out.

use airside_booking::{Offer, Segment};
use airside_cancellation::{ChargeStep, Conditions};
use airside_fares::{Allowance, JourneyPrice, PassengerPrice, TaxLine};
use airside_port_contracts::samples::code;
use airside_primitives::{Amount, Brand, Cabin, FlightNumber, Party, PassengerType};
use airside_timetable::Flight;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::every::all_of;

/// Every offer, by a name.
pub(crate) fn offers() -> Vec<(&'static str, Offer)> {
    let short = || segment("AI101", "DEL", "BOM", datetime!(2027-03-10 08:30 +05:30));
    let feeder = segment("AI503D", "BLR", "DEL", datetime!(2027-03-20 20:00 +05:30));
    let flown_by_another = Segment {
        inventory: Flight::id_of(code("BA142"), code("DEL"), code("LHR")),
        operating_airline: code("BA"),
        aircraft: code("77W"),
        ..segment("AI7161", "DEL", "LHR", datetime!(2027-03-21 02:15 +05:30))
    };
    let across = segment("AI9", "LHR", "JFK", datetime!(2027-03-21 11:15 +00:00));
    let one = Party::ONE;
    let family = Party::new(2, 1, 1).unwrap();
    vec![
        ("one_way", offer(Brand::Standard, Cabin::Economy, one, vec![short()])),
        (
            "connection",
            offer(Brand::Flexible, Cabin::Business, one, vec![feeder, flown_by_another, across]),
        ),
        ("party_with_infant", offer(Brand::Saver, Cabin::PremiumEconomy, family, vec![short()])),
        (
            "first_in_yen",
            Offer {
                currency: code("JPY"),
                ..offer(Brand::Standard, Cabin::First, one, vec![short()])
            },
        ),
    ]
}

fn segment(number: &str, origin: &str, destination: &str, departs_at: OffsetDateTime) -> Segment {
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

fn offer(brand: Brand, cabin: Cabin, party: Party, segments: Vec<Segment>) -> Offer {
    let step = |above_hours, charge| ChargeStep { above_hours, charge: Amount::minor(charge) };
    Offer {
        airline: segments[0].number.airline(),
        brand,
        cabin,
        party,
        segments: segments.try_into().unwrap(),
        currency: code("INR"),
        price: price(party),
        baggage: Allowance { hand_kg: 7, checked_kg: 15 },
        conditions: Conditions::new(brand != Brand::Saver, vec![step(72, 0), step(2, 350_000)])
            .unwrap(),
        expires_at: datetime!(2026-11-29 08:30 UTC),
        tariff: 300,
    }
}

fn price(party: Party) -> JourneyPrice {
    let each = |kind| {
        let (base, taxes) = (Amount::minor(500_000), Amount::minor(84_600));
        PassengerPrice { kind, count: party.count(kind), base, taxes }
    };
    let per_passenger: Vec<_> =
        PassengerType::ALL.into_iter().map(each).filter(|price| price.count > 0).collect();
    let all = 84_600 * i64::from(party.total());
    let line = |tax, amount, refundable| TaxLine {
        code: code(tax),
        amount: Amount::minor(amount),
        refundable,
    };
    let taxes = vec![line("K3", all - 2_000, true), line("YQ", 2_000, false)];
    JourneyPrice::from_parts(per_passenger, taxes).unwrap()
}

#[test]
fn the_offers_are_of_every_brand_cabin_and_form() {
    let offers = offers();
    let segments = || offers.iter().flat_map(|(_, offer)| &offer.segments);
    all_of!(offers.iter().map(|(_, offer)| offer.brand) => {
        Brand::Saver, Brand::Standard, Brand::Flexible
    });
    all_of!(offers.iter().map(|(_, offer)| offer.cabin) => {
        Cabin::First, Cabin::Business, Cabin::PremiumEconomy, Cabin::Economy
    });
    all_of!(segments().map(|it| it.number.suffix()) => { None, Some(_) });
    all_of!(segments().map(|it| it.inventory == it.flight) => { true, false });
}
