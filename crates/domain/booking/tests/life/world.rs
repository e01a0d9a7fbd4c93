//! A small trip to try things on.

use airside_booking::offer::{Offer, Segment, Segments};
use airside_booking::place::{Identity, JourneyTerms, Request, Traveller};
use airside_booking::{Booking, Contact, Issue, Name, TicketPrefixes, TripType};
use airside_cancellation::{ChargeStep, Conditions};
use airside_exchange::Rules;
use airside_fares::{
    Allowance, BaggageTariff, ExtraBaggageMode, ExtraBaggageStep, JourneyPrice, PassengerPrice,
    PerCabin, TaxLine,
};
use airside_primitives::{
    Amount, BookingId, Brand, Cabin, Currency, FlightId, Gender, Party, PassengerId, PassengerType,
    SeatPreference, TicketId, UserId,
};
use airside_seating::{Fleet, Layout, Plan, Section};
use std::collections::HashSet;
use time::macros::{date, datetime};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-01 10:00 UTC);
pub(crate) const DUE_BY: OffsetDateTime = datetime!(2026-11-01 10:15 UTC);
/// The first flight leaves 30 days from now.
pub(crate) const OUT: OffsetDateTime = datetime!(2026-12-01 10:00 +5:30);
pub(crate) const BACK: OffsetDateTime = datetime!(2026-12-08 18:00 +5:30);

pub(crate) fn baggage() -> BaggageTariff {
    let steps = [(3, 1_350), (5, 2_250), (10, 4_500), (15, 6_750), (20, 9_000), (30, 13_500)];
    let step = |(kg, price)| ExtraBaggageStep { kg, prepaid: Currency::INR.major(price) };
    BaggageTariff {
        hand_kg: 7,
        checked_kg: PerCabin { economy: 15, premium_economy: 20, business: 30, first: 40 },
        steps: steps.map(step).to_vec(),
        at_airport_per_kg: Currency::INR.major(550),
    }
}

/// One aircraft, an A320 with exits at rows 11 and 12.
pub(crate) fn fleet() -> Fleet {
    let section = |cabin, first, last, letters: &str| Section {
        cabin,
        first,
        last,
        letters: letters.to_owned(),
    };
    let plan = Plan {
        sections: vec![
            section(Cabin::Business, 1, 3, "AC-DF"),
            section(Cabin::Economy, 4, 26, "ABC-DEF"),
        ],
        exit_rows: vec![11, 12],
        ..Plan::default()
    };
    let a320 = ("320".parse().unwrap(), Layout::new("Airbus A320", &plan).unwrap());
    [a320].into_iter().collect()
}

/// Free until 7 days before departure, then 3,000.00, then 3,500.00 until 2 hours before.
fn conditions() -> Conditions {
    let step =
        |above_hours, charge| ChargeStep { above_hours, charge: Currency::INR.major(charge) };
    Conditions::new(true, vec![step(168, 0), step(72, 3_000), step(2, 3_500)]).unwrap()
}

/// Changed for 1,000.00 until 2 hours before; what is left over comes back.
pub(crate) fn rules() -> Rules {
    let step = ChargeStep { above_hours: 2, charge: Currency::INR.major(1_000) };
    Rules::new(vec![step], true).unwrap()
}

/// DEL-BOM or BOM-DEL on an A320 in economy, 4,000.00 a seat and 500.00 of taxes.
pub(crate) fn offer(airline: &str, departs_at: OffsetDateTime, party: Party) -> Offer {
    let (origin, destination) = if departs_at == OUT { ("DEL", "BOM") } else { ("BOM", "DEL") };
    let flight = u128::from(departs_at.unix_timestamp().unsigned_abs());
    let per_passenger = PassengerType::ALL
        .into_iter()
        .filter(|kind| party.count(*kind) > 0)
        .map(|kind| PassengerPrice {
            kind,
            count: party.count(kind),
            base: Amount::minor(400_000),
            taxes: Amount::minor(50_000),
        })
        .collect();
    let people = i64::from(party.total());
    let taxes = [("IN", 30_000, true), ("K3", 20_000, false)].map(|(code, amount, refundable)| {
        let amount = Amount::minor(amount).times(people);
        TaxLine { code: code.parse().unwrap(), amount, refundable }
    });
    let price = JourneyPrice::from_parts(per_passenger, taxes.to_vec()).unwrap();
    Offer {
        airline: airline.parse().unwrap(),
        brand: Brand::Standard,
        cabin: Cabin::Economy,
        party,
        segments: Segments::one(Segment {
            flight: FlightId(Uuid::from_u128(flight)),
            inventory: FlightId(Uuid::from_u128(flight)),
            number: format!("{airline}100").parse().unwrap(),
            operating_airline: airline.parse().unwrap(),
            origin: origin.parse().unwrap(),
            destination: destination.parse().unwrap(),
            date: departs_at.date(),
            departs_at,
            arrives_at: departs_at + Duration::hours(2),
            aircraft: "320".parse().unwrap(),
        }),
        currency: Currency::INR,
        conditions: conditions(),
        price,
        baggage: Allowance { hand_kg: 7, checked_kg: 15 },
        expires_at: NOW + Duration::minutes(30),
        tariff: 1,
    }
}

pub(crate) fn adult(name: &str) -> Traveller {
    Traveller {
        name: Name::plain(name, "Rao").unwrap(),
        gender: Gender::Female,
        date_of_birth: date!(1990 - 05 - 01),
        seat_preference: SeatPreference::Any,
        seats: Vec::new(),
        hand_baggage_kg: 0,
        extra_baggage_kg: 0,
        services: Vec::new(),
        infant_of: None,
    }
}

pub(crate) fn infant(of: usize) -> Traveller {
    let date_of_birth = date!(2026 - 02 - 01);
    Traveller { date_of_birth, infant_of: Some(of), ..adult("Baby") }
}

pub(crate) fn child() -> Traveller {
    Traveller { date_of_birth: date!(2018 - 02 - 01), ..adult("Child") }
}

pub(crate) fn request(offers: Vec<Offer>, passengers: Vec<Traveller>) -> Request {
    Request {
        offers,
        passengers,
        extra_baggage_mode: ExtraBaggageMode::Prepaid,
        contact: Contact { email: "asha@example.com".to_owned(), phone: None },
        promo_code: None,
    }
}

pub(crate) fn placed(request: Request, trip_type: TripType, discounts: &[Amount]) -> Booking {
    let id = Uuid::from_u128;
    let people = u128::try_from(request.passengers.len()).unwrap();
    let offers = u128::try_from(request.offers.len()).unwrap();
    let identity = Identity {
        booking: BookingId(id(1)),
        reference: "K7Q2MZ".parse().unwrap(),
        owner: UserId(id(2)),
        passengers: (0..people).map(|at| PassengerId(id(100 + at))).collect(),
        tickets: (0..offers).map(|at| TicketId(id(200 + at))).collect(),
    };
    let checked = request.check(&baggage(), &fleet(), NOW).unwrap();
    let discounts = discounts.iter().copied().chain(std::iter::repeat(Amount::ZERO));
    let terms = discounts.map(|discount| JourneyTerms { discount, changes: Some(rules()) });
    let terms: Vec<_> = terms.take(checked.offers().len()).collect();
    checked.place(identity, trip_type, &terms, &baggage(), DUE_BY, NOW)
}

/// Two adults there and back, on the airlines given.
pub(crate) fn round_trip(out: &str, back: &str) -> Booking {
    let party = Party::new(2, 0, 0).unwrap();
    let offers = vec![offer(out, OUT, party), offer(back, BACK, party)];
    placed(request(offers, vec![adult("Asha"), adult("Asha")]), TripType::RoundTrip, &[])
}

pub(crate) fn issue(booking: &Booking) -> Issue {
    let mut serial = 0;
    Issue::plan(booking, &fleet(), &TicketPrefixes::default(), &|_, _| HashSet::new(), &mut || {
        serial += 1;
        serial
    })
}

pub(crate) fn confirmed(booking: Booking) -> Booking {
    let issue = issue(&booking);
    booking.confirm(issue, NOW).unwrap()
}
