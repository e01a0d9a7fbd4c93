//! Which fare a journey gets, and what each passenger pays of it.

use super::journeys::{BOOKED, fare, sector};
use crate::{Fare, FareTable, JourneyPrice, Sector, Tariff, fare_basis, price, total};
use airside_primitives::PassengerType::{self, Adult, Child, Infant};
use airside_primitives::{Amount, Brand, Cabin, Currency, Party};

/// The demo's shares without its taxes.
fn untaxed() -> Tariff {
    Tariff { taxes: Vec::new(), ..Tariff::demo(Currency::INR) }
}

fn adult_base(tariff: &Tariff, fares: &[Fare], sectors: &[Sector], cabin: Cabin) -> i64 {
    let table = FareTable::new(fares.iter().copied());
    let brand = Brand::Standard;
    price(tariff, &table, sectors, cabin, brand, Party::ONE, BOOKED).unwrap().base().get()
}

fn bases(price: &JourneyPrice) -> Vec<(PassengerType, u8, i64)> {
    let row = |it: &crate::PassengerPrice| (it.kind, it.count, it.base.get());
    price.per_passenger().iter().map(row).collect()
}

#[test]
fn a_published_fare_is_the_adult_standard_base() {
    let fares = [fare("QZ DEL BOM", Cabin::Economy, 458_900)];
    let base = adult_base(&untaxed(), &fares, &[sector("QZ DEL BOM")], Cabin::Economy);
    assert_eq!(base, 458_900);
}

#[test]
fn brands_and_passengers_pay_their_share_rounded_to_one_rupee() {
    let table = FareTable::new([fare("QZ DEL BOM", Cabin::Economy, 458_900)]);
    let party = Party::new(2, 1, 1).unwrap();
    let priced = |brand| {
        let sectors = [sector("QZ DEL BOM")];
        price(&untaxed(), &table, &sectors, Cabin::Economy, brand, party, BOOKED).unwrap()
    };

    // 4,589 × 0.85 = 3,900.65; × 0.75 = 2,925.4875; × 0.1 = 390.065
    let saver = priced(Brand::Saver);
    assert_eq!(bases(&saver), [(Adult, 2, 390_100), (Child, 1, 292_500), (Infant, 1, 39_000)]);
    assert_eq!(saver.base(), Amount::minor(2 * 390_100 + 292_500 + 39_000));
    // 4,589 × 1.35 = 6,195.15
    assert_eq!(priced(Brand::Flexible).base_of(Adult), Some(Amount::minor(619_500)));
}

#[test]
fn a_through_fare_of_the_selling_airline_covers_the_journey() {
    let fares = [
        fare("QZ DEL BOM", Cabin::Economy, 300_000),
        fare("XY BOM GOI", Cabin::Economy, 200_000),
        fare("XY DEL GOI", Cabin::Economy, 100_000),
        fare("QZ DEL GOI", Cabin::Economy, 400_000),
    ];
    let journey = [sector("QZ DEL BOM"), sector("XY BOM GOI")];

    assert_eq!(adult_base(&untaxed(), &fares, &journey, Cabin::Economy), 400_000);
    assert_eq!(adult_base(&untaxed(), &fares[..3], &journey, Cabin::Economy), 500_000);
}

#[test]
fn a_cabin_without_a_fare_of_its_own_costs_its_share_of_the_economy_fare() {
    let economy = fare("QZ DEL BOM", Cabin::Economy, 100_000);
    let business = fare("QZ DEL BOM", Cabin::Business, 250_000);
    let there = [sector("QZ DEL BOM")];
    let base = |cabin| adult_base(&untaxed(), &[economy, business], &there, cabin);

    assert_eq!(base(Cabin::PremiumEconomy), 160_000);
    assert_eq!(base(Cabin::Business), 250_000);
    assert_eq!(base(Cabin::First), 500_000);
}

#[test]
fn a_through_fare_in_economy_covers_the_other_cabins_too() {
    let fares = [
        fare("QZ DEL BOM", Cabin::Economy, 300_000),
        fare("QZ BOM GOI", Cabin::Economy, 200_000),
        fare("QZ DEL GOI", Cabin::Economy, 400_000),
    ];
    let journey = [sector("QZ DEL BOM"), sector("QZ BOM GOI")];
    assert_eq!(adult_base(&untaxed(), &fares, &journey, Cabin::Business), 1_280_000);
}

#[test]
fn a_flight_that_nobody_published_a_fare_for_is_priced_by_distance() {
    let there = [Sector { distance_km: 1_000, ..sector("QZ DEL BOM") }];
    // 1,800 and 1,000 × 4.20
    assert_eq!(adult_base(&untaxed(), &[], &there, Cabin::Economy), 600_000);
    assert_eq!(adult_base(&untaxed(), &[], &there, Cabin::Business), 1_920_000);
}

#[test]
fn without_a_price_for_distances_a_flight_without_a_fare_is_not_sold() {
    let tariff = Tariff { per_distance: None, ..untaxed() };
    let fares = FareTable::new([fare("QZ DEL BOM", Cabin::Economy, 300_000)]);
    let (known, unknown) = (sector("QZ DEL BOM"), sector("QZ BOM GOI"));
    let sold = |sectors: &[Sector], cabin| {
        let brand = Brand::Standard;
        let priced = price(&tariff, &fares, sectors, cabin, brand, Party::ONE, BOOKED);
        let ranked = total(&tariff, &fares, sectors, cabin, brand, Party::ONE, BOOKED);
        assert_eq!(priced.as_ref().map(JourneyPrice::total), ranked);
        priced.is_some()
    };

    assert!(sold(&[known], Cabin::Economy) && sold(&[known], Cabin::First));
    assert!(!sold(&[unknown], Cabin::Economy) && !sold(&[known, unknown], Cabin::Economy));
}

#[test]
fn a_base_is_rounded_once_and_only_at_the_end() {
    let yen = Tariff { taxes: Vec::new(), ..Tariff::demo("JPY".parse().unwrap()) };
    let table = FareTable::new([fare("QZ DEL BOM", Cabin::Economy, 12_343)]);
    let sectors = [sector("QZ DEL BOM")];
    let (cabin, brand) = (Cabin::PremiumEconomy, Brand::Saver);
    let priced = price(&yen, &table, &sectors, cabin, brand, Party::ONE, BOOKED).unwrap();

    // 12,343 × 1.6 × 0.85 = 16,786.48; rounding 19,748.8 first would give 16,787.
    assert_eq!(priced.base(), Amount::minor(16_786));
}

#[test]
fn a_dinar_is_rounded_to_a_whole_one_of_a_thousand_fils() {
    let dinar = Tariff { taxes: Vec::new(), ..Tariff::demo("KWD".parse().unwrap()) };
    let base = |fils| {
        let fares = [fare("QZ KWI BAH", Cabin::Economy, fils)];
        adult_base(&dinar, &fares, &[sector("QZ KWI BAH")], Cabin::Economy)
    };
    assert_eq!((base(20_499), base(20_500)), (20_000, 21_000));
}

#[test]
fn a_rounding_that_no_card_can_be_charged_becomes_the_next_that_can() {
    let demo = Tariff { taxes: Vec::new(), ..Tariff::demo("KWD".parse().unwrap()) };
    let base = |rounding, fils| {
        let fares = [fare("QZ KWI BAH", Cabin::Economy, fils)];
        let tariff = Tariff { rounding, ..demo.clone() };
        adult_base(&tariff, &fares, &[sector("QZ KWI BAH")], Cabin::Economy)
    };
    assert_eq!(base(1, 15_809), 15_810);
    assert_eq!(base(5, 15_804), 15_800);
    assert_eq!(base(15, 15_809), 15_800);
    assert_eq!(base(50, 15_809), 15_800);
}

#[test]
fn ranking_sees_the_price_that_is_charged() {
    let table = FareTable::new([fare("QZ DEL BOM", Cabin::Economy, 458_900)]);
    let tariff = Tariff::demo(Currency::INR);
    let party = Party::new(3, 2, 1).unwrap();
    let journey = [sector("QZ DEL BOM"), sector("XY BOM DXB")];
    for cabin in Cabin::ALL {
        for brand in Brand::ALL {
            let ranked = total(&tariff, &table, &journey, cabin, brand, party, BOOKED);
            let priced = price(&tariff, &table, &journey, cabin, brand, party, BOOKED);
            assert_eq!(priced.map(|it| it.total()), ranked);
        }
    }
}

#[test]
fn a_fare_basis_is_the_cabins_letter_and_the_brand() {
    assert_eq!(fare_basis(Cabin::Economy, Brand::Saver), "YSAVER");
    assert_eq!(fare_basis(Cabin::First, Brand::Flexible), "FFLEXIBLE");
}
