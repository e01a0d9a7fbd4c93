//! The demo's tariff: the figures that it has always sold by, and the same in other currencies.
#![expect(clippy::unwrap_used, reason = "a test fails so")]

use std::fmt::Write as _;

use airside_cancellation::Conditions;
use airside_demo_data::{Selling, TARIFF, tariff};
use airside_fares::{Fare, FareConditions, FareTable, Sector, price};
use airside_primitives::{Amount, Brand, Cabin, Currency, Party};
use airside_seating::{Layout, Row};
use airside_tariff::{Terms, read};
use time::Date;
use time::macros::date;

/// Booked and flown: none of these prices hangs on a date.
const DAY: Date = date!(2026 - 11 - 22);

const GOLDEN: &str = include_str!("golden/tariff.txt");

/// The lines of the golden file under a heading.
fn golden(heading: &str) -> Vec<&'static str> {
    let lines = GOLDEN.lines().skip_while(|line| !line.starts_with(heading)).skip(1);
    lines.take_while(|line| !line.starts_with('#')).collect()
}

fn demo() -> Terms {
    read(TARIFF).unwrap()
}

fn sold_in(currency: &str, minor_per_dollar: i64) -> Terms {
    let currency = currency.parse().unwrap();
    read(&tariff(Selling { currency, minor_per_dollar }).unwrap()).unwrap()
}

/// Rows that look alike, as `4-10 ABC-DEF WMAAMW`.
fn rows(layout: &Layout, cabin: Cabin) -> String {
    let mut runs: Vec<(u8, u8, String)> = Vec::new();
    for row in layout.rows(cabin) {
        let words = looks(row);
        match runs.last_mut() {
            Some((_, last, same)) if *same == words && *last + 1 == row.number() => {
                *last = row.number();
            }
            Some(_) | None => runs.push((row.number(), row.number(), words)),
        }
    }
    let runs = runs.iter().map(|(first, last, words)| format!("{first}-{last} {words}"));
    runs.collect::<Vec<_>>().join(", ")
}

fn looks(row: &Row) -> String {
    let letters = row.blocks().map(|block| block.iter().map(|it| it.number.letter()).collect());
    let letters = letters.collect::<Vec<String>>().join("-");
    let exit = if row.seats().all(|seat| seat.exit_row) { " exit" } else { "" };
    let kinds: String = row.seats().map(|seat| &seat.kind.code()[..1]).collect();
    format!("{letters}{exit} {kinds}")
}

#[test]
fn every_aircraft_has_the_seats_it_has_always_had() {
    let terms = demo();
    let seats = |(code, layout): (_, &Layout)| {
        let cabins =
            layout.cabins().map(|it| format!("{it} {}: {}", layout.capacity(it), rows(layout, it)));
        let cabins: Vec<_> = cabins.collect();
        format!("{code} {} | {}", layout.aircraft_name(), cabins.join(" | "))
    };
    let mut drawn: Vec<_> = terms.fleet.iter().map(seats).collect();
    drawn.sort();
    assert_eq!(drawn, golden("# Seats"));
}

#[test]
fn tickets_begin_as_they_have_always_begun() {
    let terms = demo();
    for line in golden("# Ticket prefixes") {
        let (airline, prefix) = line.split_once(' ').unwrap();
        let given = terms.carriers.prefixes.of(airline.parse().unwrap());
        assert_eq!(format!("{given:03}"), prefix, "{airline}");
    }
}

#[test]
fn cancelling_costs_what_it_has_always_cost() {
    let terms = demo();
    let told = Brand::ALL.map(|brand| {
        let promised = terms.cancellation.conditions(brand, Currency::INR.major(12_340));
        let word = if promised.refundable() { "refundable" } else { "not refundable" };
        format!("{brand} {word} {}", steps(&promised))
    });
    assert_eq!(told.as_slice(), golden("# Cancelling"));
}

fn steps(conditions: &Conditions) -> String {
    let step = |step: &airside_cancellation::ChargeStep| {
        format!("{} h {}", step.above_hours, Currency::INR.show(step.charge))
    };
    conditions.charges().iter().map(step).collect::<Vec<_>>().join(", ")
}

#[test]
fn baggage_costs_what_it_has_always_cost() {
    let baggage = demo().tariff.baggage;
    let mut told = Vec::new();
    for cabin in Cabin::ALL {
        let allowance = baggage.allowance(cabin);
        let (hand, checked) = (allowance.hand_kg, allowance.checked_kg);
        told.push(format!("{cabin} hand {hand} kg, checked {checked} kg"));
    }
    let shown = |amount| Currency::INR.show(amount);
    told.extend(baggage.steps.iter().map(|it| format!("{} kg {}", it.kg, shown(it.prepaid))));
    told.push(format!("a kilogram at the airport {}", shown(baggage.at_airport_per_kg)));
    assert_eq!(told, golden("# Baggage"));
}

#[test]
fn journeys_cost_what_they_have_always_cost() {
    let terms = demo();
    let mut journey = None;
    for line in golden("# Prices") {
        match line.strip_prefix("  ") {
            None => journey = Some(line),
            Some(priced) => {
                assert_eq!(told(&terms, journey.unwrap(), priced), priced, "{journey:?}");
            }
        }
    }
}

/// Prices a line of the golden file again.
fn told(terms: &Terms, journey: &str, line: &str) -> String {
    let (flights, published) =
        journey.strip_suffix(", published").map_or((journey, false), |flights| (flights, true));
    let sectors: Vec<_> = flights.split(", ").map(sector).collect();
    let first = sectors[0];
    let fare = published.then(|| Fare {
        airline: first.airline,
        origin: first.origin,
        destination: first.destination,
        cabin: Cabin::Economy,
        base: Currency::INR.major(4_589),
        conditions: FareConditions::none(),
    });
    let asked = line.split_once(':').unwrap().0;
    let [cabin, brand, party] = words(asked);
    let people: Vec<u8> = party.split('+').map(|it| it.parse().unwrap()).collect();
    let party = Party::new(people[0], people[1], people[2]).unwrap();
    let fares = FareTable::new(fare);
    let (cabin, brand) = (cabin.parse().unwrap(), brand.parse().unwrap());
    let price = price(&terms.tariff, &fares, &sectors, cabin, brand, party, DAY).unwrap();

    let mut told = format!("{asked}: base {} taxes", price.base().get());
    for tax in price.taxes() {
        let mark = if tax.refundable { "r" } else { "" };
        write!(told, " {} {}{mark}", tax.code, tax.amount.get()).unwrap();
    }
    format!("{told} total {}", price.total().get())
}

fn sector(flight: &str) -> Sector {
    let [origin, from, destination, to, km] = words(flight);
    Sector {
        airline: "QZ".parse().unwrap(),
        origin: origin.parse().unwrap(),
        destination: destination.parse().unwrap(),
        origin_country: from.parse().unwrap(),
        destination_country: to.parse().unwrap(),
        distance_km: km.parse().unwrap(),
        flight: "QZ1".parse().unwrap(),
        date: DAY,
    }
}

fn words<const N: usize>(text: &str) -> [&str; N] {
    text.split(' ').collect::<Vec<_>>().try_into().unwrap()
}

#[test]
fn every_tax_is_called_as_it_has_always_been() {
    let tariff = demo().tariff;
    let named = |rule: &airside_fares::TaxRule| {
        format!("{} {}", rule.code, tariff.tax_name(rule.code).unwrap())
    };
    assert_eq!(tariff.taxes.iter().map(named).collect::<Vec<_>>(), golden("# Taxes"));
}

#[test]
fn in_rupees_the_file_is_taken_as_it_is_written() {
    let selling = Selling { currency: Currency::INR, minor_per_dollar: 8_500 };
    assert_eq!(tariff(selling).unwrap(), TARIFF);
    assert!(demo().is_demo);
}

#[test]
fn in_another_currency_a_charge_is_worth_what_it_is_in_rupees() {
    let charge = |currency, rate| {
        let terms = sold_in(currency, rate);
        let base = terms.tariff.currency.major(1_000_000);
        let conditions = terms.cancellation.conditions(Brand::Standard, base);
        conditions.charges().iter().map(|step| step.charge.get()).collect::<Vec<_>>()
    };
    // INR 3,000 and 3,500 are 35.29 and 41.18 dollars.
    assert_eq!(charge("USD", 100), [0, 3_530, 4_120]);
    assert_eq!(charge("EUR", 90), [0, 3_180, 3_710]);
    assert_eq!(charge("KWD", 305), [0, 10_800, 12_600]);
    assert_eq!(charge("JPY", 150), [0, 5_290, 6_180]);
}

#[test]
fn in_another_currency_only_amounts_change() {
    let rupees = demo();
    for (currency, rate) in
        [("EUR", 90), ("JPY", 150), ("KWD", 305), ("VND", 25_000), ("BHD", 376), ("CLP", 950)]
    {
        let terms = sold_in(currency, rate);
        let (tariff, before) = (&terms.tariff, &rupees.tariff);
        assert_eq!(tariff.currency.code(), currency);
        assert_eq!(tariff.rounding, tariff.currency.minor_per_major());
        assert_eq!((tariff.brands, tariff.cabins), (before.brands, before.cabins));
        assert_eq!((&terms.fleet, &terms.carriers), (&rupees.fleet, &rupees.carriers));
        assert_eq!(terms.connecting, rupees.connecting);
        assert_eq!(tariff.taxes.len(), before.taxes.len());
        assert!(terms.is_demo);

        // Within half a per cent, or half a coin.
        let near = |after: Amount, before: Amount| {
            let exact = before.scaled(rate, 8_500);
            (after.get() - exact.get()).abs() <= exact.get() / 200 + 1
        };
        let steps = tariff.baggage.steps.iter().zip(&before.baggage.steps);
        for (after, before) in steps {
            assert!(near(after.prepaid, before.prepaid), "{currency}: {after:?}");
        }
        let distance = tariff.per_distance.unwrap();
        assert!(near(distance.per_100_km, before.per_distance.unwrap().per_100_km), "{currency}");
    }
}
