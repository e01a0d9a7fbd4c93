//! What becomes a record comes back as it was, in text and in bytes.
//!
//! Payments and the rest are held to the same by the promises of a store; here is the offer,
//! which nobody stores: it travels. Bookings are in `bookings.rs`.

#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use airside_booking::{Offer, Segment, Segments};
use airside_cancellation::{ChargeStep, Conditions};
use airside_fares::{Allowance, JourneyPrice, PassengerPrice, TaxLine};
use airside_primitives::{
    Amount, Brand, Cabin, Currency, FlightId, FlightNumber, Party, PassengerType,
};
use airside_records::{BadRecord, OfferRecord, SegmentRecord};
use airside_timetable::Flight;
use proptest::prelude::*;
use proptest::sample::select;
use time::macros::{date, datetime};
use time::{Duration, OffsetDateTime, UtcOffset};
use uuid::Uuid;

/// What an offer id may cost in a URL, before it is signed and encoded.
const MOST_BYTES: usize = 260;

/// Without a number of its own the inventory is the flight's.
fn segment(
    inventory: Option<u128>,
    number: u16,
    departs_at: OffsetDateTime,
    minutes: i64,
) -> Segment {
    let number = FlightNumber::new("6E".parse().unwrap(), number).unwrap();
    let (origin, destination) = ("DEL".parse().unwrap(), "LHR".parse().unwrap());
    let flight = Flight::id_of(number, origin, destination);
    Segment {
        flight,
        inventory: inventory.map_or(flight, |number| FlightId(Uuid::from_u128(number))),
        number,
        operating_airline: "AI".parse().unwrap(),
        origin,
        destination,
        date: departs_at.date(),
        departs_at,
        arrives_at: departs_at + Duration::minutes(minutes),
        aircraft: "77W".parse().unwrap(),
    }
}

/// An adult, a child and an infant on one flight, with more taxes than most.
fn family_offer() -> Offer {
    let passenger = |kind, base, taxes| PassengerPrice {
        kind,
        count: 1,
        base: Amount::minor(base),
        taxes: Amount::minor(taxes),
    };
    let codes = ["K3", "IN", "P2", "US", "AY", "XF", "GB", "UB"];
    let line = |code: &str| TaxLine {
        code: code.parse().unwrap(),
        amount: Amount::minor(3_000_000),
        refundable: true,
    };
    let step = |above_hours, charge| ChargeStep { above_hours, charge: Amount::minor(charge) };
    let charges = vec![step(168, 0), step(72, 300_000), step(2, 350_000)];
    Offer {
        airline: "6E".parse().unwrap(),
        brand: Brand::Standard,
        cabin: Cabin::PremiumEconomy,
        party: Party::new(1, 1, 1).unwrap(),
        segments: Segments::one(segment(None, 9_999, datetime!(2026-12-01 02:15 +05:30), 545)),
        currency: Currency::INR,
        price: JourneyPrice::from_parts(
            vec![
                passenger(PassengerType::Adult, 45_123_000, 12_000_000),
                passenger(PassengerType::Child, 33_842_000, 11_000_000),
                passenger(PassengerType::Infant, 4_512_000, 1_000_000),
            ],
            codes.iter().map(|code| line(code)).collect(),
        )
        .unwrap(),
        baggage: Allowance { hand_kg: 7, checked_kg: 20 },
        conditions: Conditions::new(true, charges).unwrap(),
        expires_at: datetime!(2026-11-01 08:30 UTC),
        tariff: 41,
    }
}

#[test]
fn an_offer_is_short_enough_for_a_url() {
    let bytes = postcard::to_stdvec(&OfferRecord::from(&family_offer())).unwrap();
    assert!(bytes.len() < MOST_BYTES, "{} bytes", bytes.len());
}

#[test]
fn an_offer_is_readable_as_text() {
    let text = serde_json::to_string(&OfferRecord::from(&family_offer())).unwrap();
    for words in [r#""origin":"DEL""#, r#""date":"2026-12-01""#, r#""cabin":"PREMIUM_ECONOMY""#] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
}

#[test]
fn an_offer_that_was_kept_before_tariffs_had_versions_has_none() {
    let mut kept = serde_json::to_value(OfferRecord::from(&family_offer())).unwrap();
    kept.as_object_mut().unwrap().remove("tariff");
    let record: OfferRecord = serde_json::from_value(kept).unwrap();
    assert_eq!(Offer::try_from(record).unwrap(), Offer { tariff: 0, ..family_offer() });
}

#[test]
fn a_record_that_makes_no_sense_is_refused_by_name() {
    let record = || OfferRecord::from(&family_offer());
    let refused = |record: OfferRecord| Offer::try_from(record).unwrap_err();
    let bad = |record, field| BadRecord { record, field };

    assert_eq!(refused(OfferRecord { party: [0, 1, 0], ..record() }), bad("offer", "party"));
    assert_eq!(refused(OfferRecord { taxes: Vec::new(), ..record() }), bad("offer", "price"));
    assert_eq!(refused(OfferRecord { segments: Vec::new(), ..record() }), bad("offer", "segments"));
    let mut no_such_number = record();
    no_such_number.segments[0].number = 0;
    assert_eq!(refused(no_such_number), bad("segment", "number"));
}

#[test]
fn a_flight_that_was_stored_under_another_id_is_the_flight_of_its_number_and_airports() {
    let offer = family_offer();
    let stored = Uuid::from_u128(7);
    let mut record = OfferRecord::from(&offer);
    record.segments[0] = SegmentRecord { flight: stored, ..record.segments[0].clone() };
    assert_eq!(Offer::try_from(record), Ok(offer));
}

fn offers() -> impl Strategy<Value = Offer> {
    let party = (1..=4_u8, 0..=3_u8, 0..=1_u8)
        .prop_map(|(adults, children, infants)| Party::new(adults, children, infants).unwrap());
    let segments = prop::collection::vec(
        (any::<Option<u128>>(), 1..=9_999_u16, 0..500_000_i64, -720..=840_i32, 15..1_200_i64),
        1..=3,
    )
    .prop_map(|segments| {
        let segments: Vec<_> = segments.into_iter().map(any_segment).collect();
        Segments::try_from(segments).unwrap()
    });
    let money = 0..10_000_000_i64;
    let kinds = (select(Brand::ALL.to_vec()), select(Cabin::ALL.to_vec()));
    let times = (0..10_000_000_i64, 0..=40_u8);
    (party, segments, prop::array::uniform4(money), kinds, times).prop_map(
        |(party, segments, [base, tax, first, more], (brand, cabin), (seconds, kg))| Offer {
            brand,
            cabin,
            party,
            segments,
            currency: "JPY".parse().unwrap(),
            price: price(party, base, tax),
            baggage: Allowance { hand_kg: 7, checked_kg: kg },
            conditions: Conditions::new(
                base > tax,
                vec![
                    ChargeStep { above_hours: 72, charge: Amount::minor(first) },
                    ChargeStep { above_hours: 2, charge: Amount::minor(first + more) },
                ],
            )
            .unwrap(),
            expires_at: datetime!(2026-01-01 00:00 UTC) + Duration::seconds(seconds),
            ..family_offer()
        },
    )
}

fn any_segment(
    (inventory, number, minute, offset, minutes): (Option<u128>, u16, i64, i32, i64),
) -> Segment {
    let utc = date!(2026 - 01 - 01).midnight().assume_utc() + Duration::minutes(minute);
    let offset = UtcOffset::from_whole_seconds(offset * 60).unwrap();
    segment(inventory, number, utc.to_offset(offset), minutes)
}

fn price(party: Party, base: i64, tax: i64) -> JourneyPrice {
    let each = |kind: PassengerType| PassengerPrice {
        kind,
        count: party.count(kind),
        base: Amount::minor(base),
        taxes: Amount::minor(tax),
    };
    let per_passenger: Vec<_> =
        PassengerType::ALL.into_iter().filter(|kind| party.count(*kind) > 0).map(each).collect();
    let line = TaxLine {
        code: "YQ".parse().unwrap(),
        amount: Amount::minor(tax * i64::from(party.total())),
        refundable: false,
    };
    JourneyPrice::from_parts(per_passenger, vec![line]).unwrap()
}

proptest! {
    #[test]
    fn an_offer_comes_back_from_bytes_as_it_was(offer in offers()) {
        let bytes = postcard::to_stdvec(&OfferRecord::from(&offer)).unwrap();
        let record: OfferRecord = postcard::from_bytes(&bytes).unwrap();
        prop_assert_eq!(Offer::try_from(record), Ok(offer));
    }

    #[test]
    fn an_offer_comes_back_from_text_as_it_was(offer in offers()) {
        let text = serde_json::to_string(&OfferRecord::from(&offer)).unwrap();
        let record: OfferRecord = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(Offer::try_from(record), Ok(offer));
    }

    #[test]
    fn bytes_that_are_no_offer_do_no_harm(bytes: Vec<u8>) {
        if let Ok(record) = postcard::from_bytes::<OfferRecord>(&bytes) {
            let _ = Offer::try_from(record);
        }
    }
}
