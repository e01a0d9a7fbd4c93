//! Which of several fares counts.

use super::journeys::{BOOKED, TRAVEL, fare, sector};
use crate::{Fare, FareConditions, FareTable, Purchase, Sector, Tariff, price};
use airside_primitives::{Amount, Brand, Cabin, Currency, FlightNumber, OperatingDays, Party};
use proptest::prelude::*;
use proptest::sample::select;
use time::Duration;
use time::macros::date;

const NONE: FareConditions = FareConditions::none();

fn number(digits: u16) -> FlightNumber {
    FlightNumber::new("QZ".parse().unwrap(), digits).unwrap()
}

fn with(conditions: FareConditions, base: i64) -> Fare {
    Fare { conditions, ..fare("QZ DEL BOM", Cabin::Economy, base) }
}

fn of_flight(digits: u16) -> FareConditions {
    FareConditions { flight: Some(number(digits)), ..NONE }
}

fn base(fares: &[Fare], sectors: &[Sector], brand: Brand) -> Option<i64> {
    let table = FareTable::new(fares.iter().copied());
    let tariff = Tariff { taxes: Vec::new(), per_distance: None, ..Tariff::demo(Currency::INR) };
    let priced = price(&tariff, &table, sectors, Cabin::Economy, brand, Party::ONE, BOOKED);
    priced.map(|price| price.base().get())
}

fn standard(fares: &[Fare], sector: Sector) -> Option<i64> {
    base(fares, &[sector], Brand::Standard)
}

#[test]
fn every_flight_may_have_a_fare_of_its_own() {
    let fares: Vec<Fare> =
        (1..=300_u16).map(|it| with(of_flight(it), i64::from(it) * 10_000)).collect();
    for flight in 1..=300 {
        let sector = Sector { flight: number(flight), ..sector("QZ DEL BOM") };
        assert_eq!(standard(&fares, sector), Some(i64::from(flight) * 10_000));
    }
    let other = Sector { flight: number(301), ..sector("QZ DEL BOM") };
    assert_eq!(standard(&fares, other), None);
    let fares = [fares, vec![with(NONE, 7_000_000)]].concat();
    assert_eq!(standard(&fares, other), Some(7_000_000));
    assert_eq!(FareTable::new(fares).len(), 301);
}

#[test]
fn each_condition_goes_before_those_after_it() {
    let season = |until| FareConditions {
        travel_from: Some(date!(2026 - 12 - 01)),
        travel_until: Some(until),
        ..NONE
    };
    let days = |text: &str| FareConditions { days: Some(text.parse().unwrap()), ..NONE };
    let ahead = |days| FareConditions { book_days_before: Some(days), ..NONE };
    let least_first = [
        NONE,
        days("1234567"),
        days("257"),
        FareConditions { travel_until: Some(date!(2026 - 12 - 31)), ..NONE },
        season(date!(2027 - 03 - 31)),
        season(date!(2026 - 12 - 31)),
        ahead(0),
        ahead(7),
        ahead(14),
        FareConditions { brand: Some(Brand::Standard), ..NONE },
        of_flight(1),
    ];
    for (at, conditions) in least_first.into_iter().enumerate().skip(1) {
        let less = least_first[at - 1];
        assert!(less.specificity() < conditions.specificity(), "{less:?} and {conditions:?}");
        let both = [with(conditions, 200), with(less, 100)];
        assert_eq!(standard(&both.map(rupees), sector("QZ DEL BOM")), Some(20_000));
    }
}

fn rupees(fare: Fare) -> Fare {
    Fare { base: fare.base.times(100), ..fare }
}

#[test]
fn of_equally_specific_fares_the_later_one_counts() {
    let days = |text: &str| FareConditions { days: Some(text.parse().unwrap()), ..NONE };
    let fares = [with(days("12"), 100), with(days("23"), 200), with(days("34"), 300)];
    assert_eq!(standard(&fares.map(rupees), sector("QZ DEL BOM")), Some(20_000));

    let again = [with(days("12"), 100), with(days("23"), 200), with(days("12"), 300)];
    assert_eq!(standard(&again.map(rupees), sector("QZ DEL BOM")), Some(30_000));
    assert_eq!(FareTable::new(again).len(), 2);
    let [first, .., last] = again;
    let plain = [with(NONE, 100), with(NONE, 900), first, last];
    assert_eq!(FareTable::new(plain).len(), 2);
}

#[test]
fn a_season_and_a_lead_time_hold_on_their_edges() {
    let on = |date| Sector { date, ..sector("QZ DEL BOM") };
    let season = FareConditions { travel_from: Some(TRAVEL), travel_until: Some(TRAVEL), ..NONE };
    let ahead = FareConditions { book_days_before: Some(14), ..NONE };
    for conditions in [season, ahead] {
        let fares = [rupees(with(conditions, 5)), rupees(with(NONE, 9))];
        assert_eq!(standard(&fares, on(TRAVEL)), Some(500));
        assert_eq!(standard(&fares, on(TRAVEL - Duration::DAY)), Some(900));
    }
}

#[test]
fn the_fare_of_a_brand_is_its_price_and_no_share_of_one() {
    let saver = FareConditions { brand: Some(Brand::Saver), ..NONE };
    let fares = [with(NONE, 1_000), with(saver, 400)].map(rupees);
    let there = [sector("QZ DEL BOM")];
    let price = |brand| base(&fares, &there, brand);

    assert_eq!(price(Brand::Saver), Some(40_000));
    assert_eq!(price(Brand::Standard), Some(100_000));
    assert_eq!(price(Brand::Flexible), Some(135_000));
    assert_eq!(base(&fares[1..], &there, Brand::Flexible), None);

    let onward = rupees(fare("QZ BOM GOI", Cabin::Economy, 1_000));
    let both = [fares[0], fares[1], onward];
    let journey = [sector("QZ DEL BOM"), sector("QZ BOM GOI")];
    assert_eq!(base(&both, &journey, Brand::Saver), Some(40_000 + 85_000));
}

#[test]
fn a_through_fare_of_a_flight_needs_that_number_on_every_sector() {
    let through = Fare { conditions: of_flight(1), ..fare("QZ DEL GOI", Cabin::Economy, 50_000) };
    let legs =
        [fare("QZ DEL BOM", Cabin::Economy, 40_000), fare("QZ BOM GOI", Cabin::Economy, 40_000)];
    let fares = [through, legs[0], legs[1]];
    let (first, second) = (sector("QZ DEL BOM"), sector("QZ BOM GOI"));
    let other = Sector { flight: number(2), ..second };

    assert_eq!(base(&fares, &[first, second], Brand::Standard), Some(50_000));
    assert_eq!(base(&fares, &[first, other], Brand::Standard), Some(80_000));
}

fn some<T: Clone + std::fmt::Debug + 'static>(of: Vec<T>) -> impl Strategy<Value = Option<T>> {
    prop_oneof![2 => Just(None), 1 => select(of).prop_map(Some)]
}

prop_compose! {
    fn conditions()(
        flight in some(vec![number(1), number(2), number(3)]),
        travel_from in some(vec![TRAVEL - Duration::days(9), TRAVEL, TRAVEL + Duration::DAY]),
        travel_until in some(vec![TRAVEL - Duration::DAY, TRAVEL, TRAVEL + Duration::days(9)]),
        days in some(vec![1_u8, 2, 3, 0b111_0010, 127]),
        book_days_before in some(vec![0, 7, 14, 21]),
        brand in some(Brand::ALL.to_vec()),
    ) -> FareConditions {
        let days = days.and_then(OperatingDays::from_bits);
        FareConditions { flight, travel_from, travel_until, days, book_days_before, brand }
    }
}

prop_compose! {
    fn published()(
        pair in select(vec!["QZ DEL BOM", "QZ BOM DEL", "XY DEL BOM"]),
        cabin in select(vec![Cabin::Economy, Cabin::First]),
        conditions in prop_oneof![1 => Just(NONE), 4 => conditions()],
        base in 0_i64..1_000,
    ) -> Fare {
        Fare { conditions, ..fare(pair, cabin, base) }
    }
}

/// Every fare in the order of publication: the more specific counts, of equals the later.
fn by_scan(fares: &[Fare], wanted: &Fare, purchase: &Purchase) -> Option<(Amount, Option<Brand>)> {
    let key = |it: &Fare| (it.airline, it.origin, it.destination, it.cabin);
    let applying =
        fares.iter().filter(|it| key(it) == key(wanted) && it.conditions.apply_to(purchase));
    let best = applying.max_by_key(|it| it.conditions.specificity());
    best.map(|it| (it.base, it.conditions.brand))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn the_table_finds_what_a_scan_of_all_fares_finds(
        fares in prop::collection::vec(published(), 1..40),
        flight in some(vec![number(1), number(2), number(4)]),
        later in 0_i64..12, ahead in 0_i64..30, brand in select(Brand::ALL.to_vec()),
    ) {
        let departs_on = TRAVEL + Duration::days(later);
        let booked_on = departs_on - Duration::days(ahead);
        let purchase = Purchase { flight, departs_on, booked_on, brand };
        let table = FareTable::new(fares.iter().copied());

        for wanted in &fares {
            let Fare { airline, origin, destination, cabin, .. } = *wanted;
            let found = table.find(airline, origin, destination, cabin, &purchase);
            let found = found.map(|it| (it.base, it.brand));
            prop_assert_eq!(found, by_scan(&fares, wanted, &purchase));
        }
        prop_assert_eq!(table.iter().count(), table.len());
        prop_assert!(table.iter().all(|it| fares.contains(&it)));
    }
}
