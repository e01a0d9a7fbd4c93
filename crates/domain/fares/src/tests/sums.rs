//! A total is the sum of its parts to the last minor unit, whatever the tariff.

use std::borrow::Cow;

use super::journeys::{BOOKED, TRAVEL};
use crate::{
    BrandShares, Cheapest, DistanceFare, Fare, FareConditions, FareTable, JourneyPrice, PerCabin,
    Purchase, Sector, SectorPrices, Tariff, TaxCharge, TaxRule, TaxedAt, TaxedRoutes, price, total,
};
use airside_primitives::{
    Amount, Brand, Cabin, CountryCode, Currency, FlightNumber, Party, PassengerType,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const COUNTRIES: [CountryCode; 3] =
    [CountryCode::INDIA, CountryCode::UNITED_KINGDOM, CountryCode::UNITED_STATES];
const AIRPORTS: [&str; 4] = ["DEL", "BOM", "LHR", "JFK"];
const AIRLINES: [&str; 2] = ["QZ", "XY"];

fn amount() -> impl Strategy<Value = Amount> {
    (0_i64..5_000_000).prop_map(Amount::minor)
}

fn currency() -> impl Strategy<Value = Currency> {
    select(vec!["INR", "JPY", "KWD", "MGA"]).prop_map(|code| code.parse().unwrap())
}

fn party() -> impl Strategy<Value = Party> {
    (1_u8..=6, 0_u8..=4, 0_u8..=3)
        .prop_filter_map("no such party", |(a, c, i)| Party::new(a, c, i).ok())
}

prop_compose! {
    fn tax_rule()(
        code in select(vec!["K3", "IN", "US", "XT"]),
        at in prop_oneof![
            Just(TaxedAt::Anywhere),
            select(&COUNTRIES[..]).prop_map(TaxedAt::DepartureFrom),
            select(&COUNTRIES[..]).prop_map(TaxedAt::ArrivalIn),
            subsequence(COUNTRIES.to_vec(), 0..3)
                .prop_map(|some| TaxedAt::DepartureOutside(Cow::Owned(some))),
        ],
        routes in select(vec![
            TaxedRoutes::Domestic, TaxedRoutes::International, TaxedRoutes::All,
        ]),
        cabins in subsequence(Cabin::ALL.to_vec(), 0..=4),
        payers in subsequence(PassengerType::ALL.to_vec(), 0..=3),
        charge in prop_oneof![
            amount().prop_map(TaxCharge::PerSector),
            amount().prop_map(TaxCharge::PerJourney),
            (0_u32..400).prop_map(TaxCharge::PermilleOfBase),
        ],
        refundable in any::<bool>(),
    ) -> TaxRule {
        let code = code.parse().unwrap();
        let (cabins, payers) = (Cow::Owned(cabins), Cow::Owned(payers));
        TaxRule { code, name: None, at, routes, cabins, payers, charge, refundable }
    }
}

prop_compose! {
    fn tariff()(
        currency in currency(),
        rounding in select(vec![1_i64, 5, 10, 100, 1_000]),
        (saver, standard, flexible) in (0_u32..1_000, 1_000_u32..1_200, 1_200_u32..2_000),
        (premium_economy, business, first) in (0_u32..9_000, 0_u32..9_000, 0_u32..9_000),
        (child_permille, infant_permille) in (0_u32..=1_000, 0_u32..=1_000),
        (per_flight, per_100_km) in (amount(), amount()),
        taxes in prop::collection::vec(tax_rule(), 0..12),
    ) -> Tariff {
        Tariff {
            rounding,
            brands: BrandShares { saver, standard, flexible },
            cabins: PerCabin { economy: 1_000, premium_economy, business, first },
            child_permille,
            infant_permille,
            per_distance: Some(DistanceFare { per_flight, per_100_km }),
            taxes,
            ..Tariff::demo(currency)
        }
    }
}

prop_compose! {
    fn sector()(
        airline in select(&AIRLINES[..]),
        origin in select(&AIRPORTS[..]),
        destination in select(&AIRPORTS[..]),
        origin_country in select(&COUNTRIES[..]),
        destination_country in select(&COUNTRIES[..]),
        distance_km in 0_u32..20_000,
    ) -> Sector {
        let (origin, destination) = (origin.parse().unwrap(), destination.parse().unwrap());
        let airline = airline.parse().unwrap();
        let flight = FlightNumber::new(airline, 1).unwrap();
        Sector {
            airline, origin, destination, origin_country, destination_country, distance_km,
            flight, date: TRAVEL,
        }
    }
}

prop_compose! {
    fn fare()(sector in sector(), cabin in select(&Cabin::ALL[..]), base in amount()) -> Fare {
        let Sector { airline, origin, destination, .. } = sector;
        let conditions = FareConditions::none();
        Fare { airline, origin, destination, cabin, base, conditions }
    }
}

fn fare_table() -> impl Strategy<Value = FareTable> {
    prop::collection::vec(fare(), 0..40).prop_map(FareTable::new)
}

/// Some of whose fares are of a brand, of a flight or of some days alone.
fn fare_table_with_conditions() -> impl Strategy<Value = FareTable> {
    let conditions =
        (select(vec![None, None, Some(Brand::Saver), Some(Brand::Flexible)]), any::<bool>())
            .prop_map(|(brand, in_time)| FareConditions {
                brand,
                book_days_before: in_time.then_some(10),
                ..FareConditions::none()
            });
    let conditional =
        (fare(), conditions).prop_map(|(fare, conditions)| Fare { conditions, ..fare });
    let fares = prop_oneof![4 => fare(), 1 => conditional];
    prop::collection::vec(fares, 0..40).prop_map(FareTable::new)
}

proptest! {
    #[test]
    fn a_total_is_the_sum_of_its_parts(
        tariff in tariff(), fares in fare_table(), sectors in prop::collection::vec(sector(), 0..4),
        cabin in select(&Cabin::ALL[..]), brand in select(&Brand::ALL[..]), party in party(),
    ) {
        let price = price(&tariff, &fares, &sectors, cabin, brand, party, BOOKED).unwrap();

        let each = price.per_passenger().iter();
        let by_passenger: i64 =
            each.clone().map(|it| (it.base + it.taxes).get() * i64::from(it.count)).sum();
        let rows: i64 = price.taxes().iter().map(|line| line.amount.get()).sum();
        prop_assert_eq!(price.total().get(), by_passenger);
        prop_assert_eq!(price.total().get(), price.base().get() + rows);

        let counts: Vec<_> = each.map(|it| (it.kind, it.count)).collect();
        let travelling = PassengerType::ALL.map(|kind| (kind, party.count(kind)));
        let travelling: Vec<_> = travelling.into_iter().filter(|(_, count)| *count > 0).collect();
        prop_assert_eq!(counts, travelling);
    }

    #[test]
    fn ranking_and_offers_agree_with_the_price(
        tariff in tariff(), fares in fare_table(), sectors in prop::collection::vec(sector(), 0..4),
        cabin in select(&Cabin::ALL[..]), brand in select(&Brand::ALL[..]), party in party(),
    ) {
        let price = price(&tariff, &fares, &sectors, cabin, brand, party, BOOKED).unwrap();

        let ranked = total(&tariff, &fares, &sectors, cabin, brand, party, BOOKED);
        prop_assert_eq!(ranked, Some(price.total()));
        let (passengers, taxes) = (price.per_passenger().to_vec(), price.taxes().to_vec());
        prop_assert_eq!(JourneyPrice::from_parts(passengers, taxes), Some(price));
    }

    #[test]
    fn the_cheapest_brand_costs_what_asking_each_of_them_says(
        tariff in tariff(), fares in fare_table_with_conditions(),
        sectors in prop::collection::vec(sector(), 1..4), cabin in select(&Cabin::ALL[..]),
        brands in subsequence(Brand::ALL.to_vec(), 0..=3), party in party(),
        by_distance in any::<bool>(),
    ) {
        let tariff = Tariff { per_distance: tariff.per_distance.filter(|_| by_distance), ..tariff };
        let least_of = |sectors: &[Sector]| {
            let each = brands.iter().filter_map(|brand| {
                total(&tariff, &fares, sectors, cabin, *brand, party, BOOKED)
            });
            each.min()
        };
        let least = least_of(&sectors);

        let prices = SectorPrices::new(&tariff, &fares, cabin, &sectors);
        let known = (&tariff, &fares, &prices);
        let cheapest = Cheapest::new(known, cabin, brands.clone(), party, BOOKED);
        let of_all = || cheapest.of(0..sectors.len(), |at| sectors.get(at).copied());
        prop_assert_eq!(of_all(), least);
        // What was looked up is the same the next time.
        prop_assert_eq!(of_all(), least);
        for brand in Brand::ALL {
            let in_brand =
                cheapest.in_brand(brand, 0..sectors.len(), |at| sectors.get(at).copied());
            let asked = total(&tariff, &fares, &sectors, cabin, brand, party, BOOKED);
            prop_assert_eq!(in_brand, asked);
        }

        let varies = (0..sectors.len()).any(|at| prices.varies(at));
        if !varies && (sectors.len() == 1 || !cheapest.varies_through(0, sectors.len() - 1)) {
            // Too late for a fare that has to be bought before.
            let today = sectors.iter().map(|sector| Sector { date: BOOKED, ..*sector });
            prop_assert_eq!(least_of(&today.collect::<Vec<_>>()), least);
        }

        let each = (0..sectors.len()).map(|at| cheapest.least(at));
        let (fare, taxes) = each.fold((Amount::ZERO, Amount::ZERO), |sum, it| {
            (sum.0 + it.0, sum.1 + it.1)
        });
        let through = cheapest.least_through(0, sectors.len() - 1);
        let fare = through.filter(|_| sectors.len() > 1).unwrap_or(fare);
        let (permille, fixed) = cheapest.least_besides(0, sectors.len() - 1);
        let levied = Amount::minor(fare.get() * i64::from(permille) / 1_000);
        let bound = fare + levied + fixed + taxes;
        prop_assert!(least.is_none_or(|least| bound <= least), "{bound:?} {least:?}");
    }

    #[test]
    fn bases_are_rounded_and_a_freer_brand_costs_no_less(
        tariff in tariff(), fares in fare_table(), sectors in prop::collection::vec(sector(), 0..4),
        cabin in select(&Cabin::ALL[..]), party in party(),
    ) {
        let priced =
            |brand| price(&tariff, &fares, &sectors, cabin, brand, party, BOOKED).unwrap();
        let prices = Brand::ALL.map(priced);

        for passenger in prices.iter().flat_map(JourneyPrice::per_passenger) {
            prop_assert_eq!(passenger.base.get() % tariff.rounding, 0);
        }
        prop_assert!(prices.is_sorted_by_key(JourneyPrice::base));
    }

    #[test]
    fn whatever_is_paid_can_be_charged(
        tariff in tariff(), fares in fare_table(), sectors in prop::collection::vec(sector(), 0..4),
        cabin in select(&Cabin::ALL[..]), brand in select(&Brand::ALL[..]), party in party(),
    ) {
        let price = price(&tariff, &fares, &sectors, cabin, brand, party, BOOKED).unwrap();

        let step = tariff.currency.chargeable_step();
        let of_passengers = price.per_passenger().iter().flat_map(|it| [it.base, it.taxes]);
        let of_rows = price.taxes().iter().map(|line| line.amount);
        for amount in of_passengers.chain(of_rows).chain([price.total()]) {
            prop_assert!(amount.is_multiple_of(step), "{}", tariff.currency.show(amount));
        }
    }

    #[test]
    fn every_published_fare_is_found(fares in prop::collection::vec(fare(), 0..60)) {
        let table = FareTable::new(fares.iter().copied());
        for fare in &fares {
            let same = |it: &&Fare| Fare { base: fare.base, ..**it } == *fare;
            let last = fares.iter().rev().find(same).map(|it| it.base);
            let Fare { airline, origin, destination, cabin, .. } = *fare;
            let purchase = Purchase {
                flight: None, departs_on: TRAVEL, booked_on: BOOKED, brand: Brand::Saver,
            };
            let found = table.find(airline, origin, destination, cabin, &purchase);
            prop_assert_eq!(found.map(|it| it.base), last);
        }
        prop_assert!(table.len() <= fares.len());
    }
}
