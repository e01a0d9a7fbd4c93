//! Tariffs: faults that can be found in the file, or terms by which every price adds up.

use airside_cancellation::{JourneyAccount, Rules, quote};
use airside_fares::{FareTable, JourneyPrice, Sector, price, total};
use airside_primitives::{Amount, Brand, Cabin, Currency, FlightNumber, Party};
use airside_tariff::{Rate, TariffFaults, Terms, converted, read};
use time::Duration;

use crate::faults::readable;
use crate::world::{NOW, airport};

/// Whether `file` is refused with faults that can be used, or sells at prices that add up.
pub fn holds(file: &[u8]) {
    let Ok(text) = std::str::from_utf8(file) else { return };
    let terms = match read(text) {
        Ok(terms) => terms,
        Err(faults) => return can_be_used(&faults, text),
    };
    sells(&terms);
    for currency in ["JPY", "KWD"] {
        let currency: Currency = currency.parse().unwrap();
        let rate = Rate { currency, minor: 150, per_minor: 8_500 };
        match converted(text, rate) {
            Ok(converted) => {
                let other = read(&converted).unwrap_or_else(|faults| panic!("{faults}"));
                assert_eq!(other.tariff.currency, currency);
                assert_eq!(other.tariff.taxes.len(), terms.tariff.taxes.len());
                assert_eq!(other.fleet, terms.fleet);
                sells(&other);
            }
            Err(faults) => assert!(!faults.0.is_empty(), "refused without a fault"),
        }
    }
}

fn can_be_used(faults: &TariffFaults, text: &str) {
    assert!(!faults.0.is_empty(), "refused without a fault");
    assert!(faults.0.is_sorted_by_key(|fault| fault.line), "faults out of order:\n{faults}");
    let lines = 1 + text.matches('\n').count();
    for fault in &faults.0 {
        assert!((1..=lines).contains(&fault.line), "of {lines} lines: {fault}");
        readable(&fault.to_string());
    }
}

/// Whether all journeys have a price, in every cabin and brand, or none for want of fares.
fn sells(terms: &Terms) {
    let sector = |origin: &str, destination: &str, distance_km| {
        let [origin, destination] =
            [origin, destination].map(|code| airport(code.parse().unwrap()).unwrap());
        let flight: FlightNumber = "QZ1".parse().unwrap();
        Sector {
            airline: flight.airline(),
            origin: origin.iata,
            destination: destination.iata,
            origin_country: origin.country,
            destination_country: destination.country,
            distance_km,
            flight,
            date: NOW.date(),
        }
    };
    let home = sector("DEL", "BOM", 1_148);
    let abroad = sector("BOM", "LHR", 20_000);
    let back = sector("LHR", "DEL", 6_712);
    let journeys = [vec![home], vec![abroad], vec![home, abroad], vec![home, abroad, back]];
    let parties = [(1, 0, 0), (9, 0, 0), (4, 2, 4)];
    for journey in &journeys {
        for party in parties
            .map(|(adults, children, infants)| Party::new(adults, children, infants).unwrap())
        {
            for cabin in Cabin::ALL {
                for brand in Brand::ALL {
                    sell(terms, journey, cabin, brand, party);
                }
            }
        }
    }
}

fn sell(terms: &Terms, journey: &[Sector], cabin: Cabin, brand: Brand, party: Party) {
    let (tariff, fares) = (&terms.tariff, FareTable::new(Vec::new()));
    let priced = price(tariff, &fares, journey, cabin, brand, party, NOW.date());
    let ranked = total(tariff, &fares, journey, cabin, brand, party, NOW.date());
    assert_eq!(priced.as_ref().map(JourneyPrice::total), ranked);
    let Some(price) = priced else {
        assert!(tariff.per_distance.is_none(), "no price for a distance");
        return;
    };

    // In figures that have room for any sum.
    let wide = |amount: Amount| i128::from(amount.get());
    let each = price.per_passenger().iter();
    let by_passenger: i128 =
        each.clone().map(|it| (wide(it.base) + wide(it.taxes)) * i128::from(it.count)).sum();
    let rows: i128 = price.taxes().iter().map(|line| wide(line.amount)).sum();
    assert_eq!(wide(price.total()), by_passenger, "{price:?}");
    assert_eq!(wide(price.total()), wide(price.base()) + rows, "{price:?}");
    let step = tariff.currency.chargeable_step();
    for amount in each.flat_map(|it| [it.base, it.taxes]) {
        assert!(amount >= Amount::ZERO && amount.is_multiple_of(step), "{price:?}");
    }

    let conditions = terms.cancellation.conditions(brand, price.base());
    let first_departure = NOW + Duration::days(400);
    let account = JourneyAccount {
        base: price.base(),
        discount: Amount::ZERO,
        taxes: price.taxes().to_vec(),
        extra_baggage: Amount::ZERO,
        first_departure,
        conditions: conditions.clone(),
    };
    let moments = conditions.charges().iter().map(|step| step.ends_at(first_departure));
    for moment in moments.flat_map(|at| [at - Duration::SECOND, at]) {
        if let Ok(quote) = quote(&account, Rules::default(), NOW, moment) {
            assert!(quote.true_until > moment, "{quote:?}");
            let refund = quote.line.refund();
            assert!((Amount::ZERO..=account.paid()).contains(&refund), "{quote:?}");
        }
    }
}
