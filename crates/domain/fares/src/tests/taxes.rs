//! The demo's taxes: where they are due, who pays, how often.

use super::journeys::{BOOKED, fare, sector};
use crate::{FareTable, JourneyPrice, Sector, Tariff, price};
use airside_primitives::{Amount, Brand, Cabin, Currency, Party};

fn priced(flights: &[&str], cabin: Cabin, party: Party) -> JourneyPrice {
    let fares = flights.iter().map(|flight| fare(flight, cabin, 1_000_000));
    let sectors: Vec<Sector> = flights.iter().map(|flight| sector(flight)).collect();
    let tariff = Tariff::demo(Currency::INR);
    let fares = FareTable::new(fares);
    price(&tariff, &fares, &sectors, cabin, Brand::Standard, party, BOOKED).unwrap()
}

/// Code, rupees, and whether it comes back.
fn rows(price: &JourneyPrice) -> Vec<(String, i64, bool)> {
    let row =
        |line: &crate::TaxLine| (line.code.to_string(), line.amount.get() / 100, line.refundable);
    price.taxes().iter().map(row).collect()
}

fn taxes(flights: &[&str], cabin: Cabin) -> Vec<(String, i64, bool)> {
    rows(&priced(flights, cabin, Party::ONE))
}

fn row(code: &str, rupees: i64, refundable: bool) -> (String, i64, bool) {
    (code.to_owned(), rupees, refundable)
}

#[test]
fn a_share_of_the_base_depends_on_the_cabin() {
    let flight = ["QZ DEL BOM"];
    let (fees, service) = (row("IN", 360, true), row("P2", 236, true));

    let economy = taxes(&flight, Cabin::Economy);
    assert_eq!(economy, [row("K3", 500, false), fees.clone(), service.clone()]);
    let business = taxes(&flight, Cabin::Business);
    assert_eq!(business, [row("K3", 1_800, false), fees, service]);
}

#[test]
fn a_tax_for_each_flight_is_due_twice_on_a_connection_and_one_for_the_journey_once() {
    let connection = taxes(&["QZ DEL BOM", "QZ BOM GOI"], Cabin::Economy);
    assert_eq!(connection, [row("K3", 1_000, false), row("IN", 360, true), row("P2", 472, true)]);
}

#[test]
fn a_journey_across_the_border_pays_the_international_rate() {
    let abroad = taxes(&["QZ DEL BOM", "QZ BOM DXB"], Cabin::Economy);
    assert!(abroad.contains(&row("IN", 900, true)));
    assert!(!abroad.contains(&row("IN", 360, true)));
}

#[test]
fn rules_with_one_code_make_one_row() {
    let round_the_block = taxes(&["QZ JFK LHR", "QZ LHR LAX"], Cabin::Economy);
    assert_eq!(
        round_the_block,
        [row("US", 3_800, false), row("AY", 475, true), row("XF", 380, true)]
    );
}

#[test]
fn a_tax_on_arrival_is_due_where_the_journey_ends() {
    let to_new_york = taxes(&["QZ DXB LHR", "QZ LHR JFK"], Cabin::Economy);
    assert!(to_new_york.contains(&row("US", 1_900, false)));

    let from_dubai = taxes(&["QZ DXB LHR"], Cabin::Economy);
    assert!(from_dubai.iter().all(|(code, ..)| code != "US"));
}

#[test]
fn what_comes_back_never_shares_a_row_with_what_is_kept() {
    let mut tariff = Tariff::demo(Currency::INR);
    for rule in &mut tariff.taxes {
        rule.code = "XT".parse().unwrap();
    }
    let fares = FareTable::new([fare("QZ DEL BOM", Cabin::Economy, 1_000_000)]);
    let sectors = [sector("QZ DEL BOM")];
    let brand = Brand::Standard;
    let price =
        price(&tariff, &fares, &sectors, Cabin::Economy, brand, Party::ONE, BOOKED).unwrap();

    assert_eq!(rows(&price), [row("XT", 500, false), row("XT", 596, true)]);
}

#[test]
fn a_tax_of_nothing_has_no_row() {
    let free = FareTable::new([fare("QZ DEL BOM", Cabin::Economy, 0)]);
    let tariff = Tariff::demo(Currency::INR);
    let sectors = [sector("QZ DEL BOM")];
    let brand = Brand::Standard;
    let price = price(&tariff, &free, &sectors, Cabin::Economy, brand, Party::ONE, BOOKED).unwrap();

    assert_eq!(rows(&price), [row("IN", 360, true), row("P2", 236, true)]);
}

#[test]
fn each_type_pays_only_the_taxes_that_name_it() {
    let family = priced(&["QZ DEL BOM"], Cabin::Economy, Party::new(1, 1, 1).unwrap());
    let paid: Vec<i64> = family.per_passenger().iter().map(|it| it.taxes.get()).collect();

    let fees = 36_000 + 23_600;
    assert_eq!(paid, [50_000 + fees, 37_500 + fees, 5_000]);
    assert_eq!(family.taxes_total(), Amount::minor(paid.iter().sum()));
}

#[test]
fn a_country_without_rules_of_its_own_pays_the_general_ones() {
    assert_eq!(
        taxes(&["QZ DXB DEL"], Cabin::Economy),
        [row("XT", 650, true), row("VA", 200, false)]
    );
}

#[test]
fn some_tax_is_kept_and_some_comes_back_on_every_journey() {
    let flights = ["QZ DEL BOM", "QZ DEL DXB", "QZ JFK LAX", "QZ JFK LHR", "QZ LHR EDI"];
    for flight in flights.into_iter().chain(["QZ LHR JFK", "QZ DXB KWI", "QZ DXB JFK"]) {
        for cabin in Cabin::ALL {
            let price = priced(&[flight], cabin, Party::ONE);
            assert!(price.taxes().iter().any(|line| !line.refundable), "{flight} {cabin}");
            assert!(price.taxes().iter().any(|line| line.refundable), "{flight} {cabin}");
        }
    }
}
