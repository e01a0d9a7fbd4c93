//! A file is read whole and exactly, or every fault of it is told.
#![expect(clippy::unwrap_used, reason = "a test fails so")]

use airside_cancellation::BrandPolicy;
use airside_fares::{TaxCharge, TaxedAt};
use airside_primitives::{Amount, Brand, Cabin};
use airside_search::ConnectingMinutes;
use airside_tariff::{Rate, converted, read};
use proptest::prelude::*;

const EXAMPLE: &str = include_str!("example.toml");

/// The faults of the example with some of its text changed.
fn faults(changes: &[(&str, &str)]) -> Vec<String> {
    let text = changes.iter().fold(EXAMPLE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    read(&text).unwrap_err().0.iter().map(ToString::to_string).collect()
}

/// The same without their lines.
fn told(changes: &[(&str, &str)]) -> Vec<String> {
    let faults = faults(changes);
    faults.iter().map(|it| it.split_once(", ").unwrap().1.to_owned()).collect()
}

#[test]
fn amounts_and_shares_are_read_exactly() {
    let terms = read(EXAMPLE).unwrap();
    let tariff = &terms.tariff;

    assert_eq!((tariff.currency.code(), tariff.rounding), ("EUR", 50));
    assert_eq!((tariff.child_permille, tariff.infant_permille), (700, 125));
    assert_eq!(tariff.brands.of(Brand::Saver), 900);
    assert_eq!(
        (*tariff.cabins.of(Cabin::Economy), *tariff.cabins.of(Cabin::First)),
        (1_000, 4_000)
    );
    assert_eq!(tariff.per_distance, None);
    assert_eq!(tariff.taxes[0].charge, TaxCharge::PerSector(Amount::minor(894)));
    assert_eq!(tariff.taxes[1].charge, TaxCharge::PermilleOfBase(15));
    assert_eq!(tariff.taxes[1].at, TaxedAt::Anywhere);
    assert_eq!(tariff.taxes[1].cabins.as_ref(), Cabin::ALL);
    assert_eq!(tariff.tax_name(tariff.taxes[0].code), Some("Airport security charge"));
    assert_eq!(tariff.baggage.steps[1].prepaid, Amount::minor(3_990));
    assert!(!terms.is_demo);
}

#[test]
fn brands_promise_what_the_file_says() {
    let policy = read(EXAMPLE).unwrap().cancellation;
    assert_eq!(policy.saver, BrandPolicy::KeepsBase { above_hours: 24 });
    let standard = policy.conditions(Brand::Standard, Amount::ZERO);
    let steps: Vec<_> =
        standard.charges().iter().map(|it| (it.above_hours, it.charge.get())).collect();
    assert_eq!(steps, [(168, 1_500), (2, 4_550)]);
}

#[test]
fn airlines_have_names_prefixes_and_partners() {
    let carriers = read(EXAMPLE).unwrap().carriers;
    let [qz, xy, zx] = ["QZ", "XY", "ZX"].map(|code| code.parse().unwrap());
    assert_eq!(carriers.names[&xy], "Meridian");
    assert_eq!(carriers.prefixes.of(qz), 98);
    assert_eq!(carriers.partners, [[qz, xy], [qz, zx], [xy, zx]]);
}

#[test]
fn an_airport_differs_in_one_kind_or_in_all() {
    let connecting = read(EXAMPLE).unwrap().connecting;
    let at = |code: &str| connecting.airports[&code.parse().unwrap()];
    assert_eq!(at("FRA"), ConnectingMinutes { international: 75, ..connecting.usual });
    assert_eq!(at("ERF"), ConnectingMinutes::all(20));
}

#[test]
fn blocked_and_missing_seats_are_not_sold() {
    let fleet = read(EXAMPLE).unwrap().fleet;
    let [named, other] = ["AT7", "AT6"].map(|code| fleet.layout(code.parse().unwrap()).unwrap());
    assert_eq!((named.aircraft_name(), other.aircraft_name()), ("ATR 72", "ATR 72-600"));
    assert_eq!(named.capacity(Cabin::Economy), 17 * 4 - 2);
    assert!(named.seat("18A".parse().unwrap()).unwrap().blocked);
}

#[test]
fn every_fault_is_told_with_its_line_and_path() {
    let faults = faults(&[
        ("rounding = \"0.50\"", "rounding = 0"),
        ("child = 70", "child = 170"),
        ("business = 250", "busines = 250"),
        ("charge = 45.5", "charge = 12"),
        ("percent = 140", "percent = 140\nchange_returns_difference = true"),
        ("payers = [\"ADULT\", \"CHILD\"]", "payers = [\"ADULT\", \"SENIOR\"]"),
        ("per_flight = 8.94", "per_flight = 8.945"),
        ("price = \"39.90\"", "price = -1"),
        ("\"ECONOMY\", rows", "\"COACH\", rows"),
    ]);
    assert_eq!(
        faults,
        [
            "line 3, rounding: must be more than 0",
            "line 6, passengers.child: must be 0 to 100 percent, as 85 or 7.5, with at most one \
             decimal",
            "line 9, cabins.business: is missing",
            "line 11, cabins.busines: is not known; what may stand here: premium_economy, \
             business, first",
            "line 20, brands.standard.cancellation: cancelling later must not cost less",
            "line 27, brands.flexible.change_returns_difference: is about a change, and the brand \
             has none",
            "line 34, taxes[0].payers[1]: \"SENIOR\" is not ADULT, CHILD or INFANT",
            "line 35, taxes[0].per_flight: must be an amount in EUR, as 1350 or 13.50",
            "line 47, baggage.prepaid[1].price: must be an amount in EUR, as 1350 or 13.50",
            "line 69, aircraft[0].cabins[0].cabin: \"COACH\" is not ECONOMY, PREMIUM_ECONOMY, \
             BUSINESS or FIRST",
        ]
    );
}

#[test]
fn a_seat_plan_that_no_aircraft_has_is_a_fault() {
    let told = told(&[
        (
            "cabins = [{ cabin = \"ECONOMY\", rows = \"1-18\", letters = \"AC-DF\" }]",
            "cabins = [\n    { cabin = \"BUSINESS\", rows = \"1-4\", letters = \"AC-DI\" },\n    \
             { cabin = \"ECONOMY\", rows = \"4-18\", letters = \"ABA-DEF\" },\n]",
        ),
        ("exit_rows = [1]", "exit_rows = [13]"),
        ("\"18A\", \"18F\"", "\"18A\", \"18A\", \"18G\""),
        ("AT6 = \"ATR 72-600\"", "AT72 = \"ATR 72-600\""),
    ]);
    assert_eq!(
        told,
        [
            "aircraft[0].cabins[0].letters: 'I' is no seat letter: they are A to K without I, \
             with - for an aisle",
            "aircraft[0].cabins[1].letters: the letter A stands twice in one row",
            "aircraft[0].cabins[1].rows: row 4 does not come after row 4: cabins are written \
             front to back, and no row belongs to two",
            "aircraft[0].exit_rows[0]: 13 is no row of this aircraft",
            "aircraft[0].blocked_seats[1]: 18A is blocked twice",
            "aircraft[0].blocked_seats[2]: 18G is no seat of this aircraft",
            "aircraft[0].types.AT72: \"AT72\" is not a three-character IATA aircraft type",
        ]
    );
}

#[test]
fn what_contradicts_itself_is_a_fault() {
    let told = told(&[
        ("XY = { name = \"Meridian\" }", "XY = { ticket_prefix = \"098\", partners = [\"XY\"] }"),
        ("FRA = { international = 75 }", "Frankfurt = 75"),
        ("code = \"YR\"", "code = \"DE\"\nname = \"Levy\"\narriving_in = \"DE\"\nper_journey = 1"),
        ("\"ZX\"]", "\"QZ\"]"),
        ("kg = 23", "kg = 15"),
    ]);
    assert_eq!(
        told,
        [
            "taxes[1]: has exactly one of per_flight, per_journey and percent_of_base",
            "taxes[1].name: was called \"Airport security charge\" before: one code has one name",
            "baggage.prepaid[1].kg: must be more than the 15 before it",
            "carriers.XY.ticket_prefix: is the one of QZ too: tickets would be mistaken",
            "carriers.XY.partners: XY is no partner of itself",
            "alliances[0].members[2]: QZ stands here twice",
            "connecting.airports.Frankfurt: \"Frankfurt\" is not a three-letter IATA code",
        ]
    );
}

#[test]
fn a_ticket_prefix_is_three_digits_in_quotation_marks() {
    for wrong in ["98", "\"98\"", "\"000\"", "\"1234\"", "\"A98\""] {
        let told = told(&[("ticket_prefix = \"098\"", &format!("ticket_prefix = {wrong}"))]);
        let expected = "carriers.QZ.ticket_prefix: must be three digits in quotation marks, \
                        \"001\" to \"999\"";
        assert_eq!(told, [expected], "{wrong}");
    }
}

#[test]
fn a_file_that_is_no_toml_is_told_by_its_line() {
    let faults = faults(&[("[passengers]", "[passengers")]);
    assert!(faults[0].starts_with("line 5: "), "{faults:?}");
}

#[test]
fn the_faults_of_a_file_that_is_no_toml_come_in_the_order_of_its_lines() {
    let faults = read("a = [{ b\n' c\n\"\"\"").unwrap_err();
    assert!(faults.0.len() > 1 && faults.0.is_sorted_by_key(|fault| fault.line), "{faults}");
}

#[test]
fn a_tariff_whose_prices_would_leave_all_room_is_refused() {
    let far = "[distance]\nper_flight = 100\nper_100_km = 25000000.01\n\n[passengers]";
    let told = faults(&[("[passengers]", far)]);
    assert!(told[0].contains("distance.per_100_km: is a slip"), "{told:?}");
    let tax = "[[taxes]]\ncode = \"XA\"\npercent_of_base = 100\nrefundable = true\n\n";
    let eleven = format!("{}[baggage]", tax.repeat(11));
    let told = faults(&[("[baggage]", &eleven)]);
    assert!(told[0].contains("taxes: take more than ten times"), "{told:?}");
}

#[test]
fn an_empty_file_lacks_everything() {
    let faults = read("").unwrap_err().to_string();
    for part in ["currency", "rounding", "brands", "baggage", "connecting", "aircraft"] {
        assert!(faults.contains(&format!("line 1, {part}: is missing")), "{faults}");
    }
}

#[test]
fn a_converted_file_keeps_its_words() {
    let rate = Rate { currency: "JPY".parse().unwrap(), minor: 160, per_minor: 100 };
    let whole = EXAMPLE.replace("\"0.50\"", "1 # a unit");
    let text = converted(&whole, rate).unwrap();

    assert!(
        text.starts_with("# A small airline's own tariff.\ncurrency = \"JPY\"\nrounding = 1 # a")
    );
    assert!(text.contains("{ more_than_hours = 2, charge = 7280 }"), "{text}");
    assert_eq!(text.lines().count(), whole.lines().count());
    assert_eq!(read(&text).unwrap().tariff.baggage.at_airport_per_kg, Amount::minor(1_920));
}

#[test]
fn a_conversion_that_could_not_be_read_is_refused() {
    let rate = Rate { currency: "JPY".parse().unwrap(), minor: 160, per_minor: 100 };
    let refused = converted(EXAMPLE, rate).unwrap_err().to_string();
    assert_eq!(refused, "line 3, rounding: must be an amount in JPY, as 1350");
}

proptest! {
    #[test]
    fn no_text_is_too_strange(at in 0..EXAMPLE.len(), length in 0..40_usize, other in ".{0,20}") {
        let end = (at + length).min(EXAMPLE.len());
        let mut text = EXAMPLE.to_owned();
        text.replace_range(at..end, &other);
        let _ = read(&text);
    }
}
