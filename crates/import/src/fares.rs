//! Reads a file of fares: one-way, for an adult, before taxes.
//!
//! A deployment sells in one currency. A fare in another is a fault of the row, never converted:
//! only the operator knows the rate.
//!
//! Optional columns say when a fare applies; rows that differ in any of them are different
//! fares.

mod conditions;

use std::collections::HashMap;

use airside_fares::Fare;
use airside_primitives::{AirportCode, Amount, Currency};

use self::conditions::conditions;
use crate::RowErrors;
use crate::sheet::{self, Columns, Reported, Row, quoted};

const COLUMNS: Columns = Columns {
    required: &["airline", "origin", "destination", "cabin", "base", "currency"],
    optional: &[
        "flight_number",
        "travel_from",
        "travel_until",
        "days_of_week",
        "book_days_before",
        "brand",
    ],
};

/// No fare is higher than this many minor units: more is a slip of the keyboard.
const MOST: i64 = 1_000_000_000_000;

/// The fares of a file, or everything that is wrong with it.
///
/// `known` tells which airports there are.
pub fn fares(
    csv: &[u8],
    currency: Currency,
    known: &dyn Fn(AirportCode) -> bool,
) -> Result<Vec<Fare>, RowErrors> {
    let mut lines = HashMap::new();
    sheet::rows(csv, &COLUMNS, |row| {
        let fare = fare(row, currency, known)?;
        let key = (fare.airline, fare.origin, fare.destination, fare.cabin, fare.conditions);
        row.once(&mut lines, key, "fare")?;
        Ok(fare)
    })
}

/// Reads every column before it returns, so that one pass finds all faults.
fn fare(
    row: &mut Row,
    selling: Currency,
    known: &dyn Fn(AirportCode) -> bool,
) -> Result<Fare, Reported> {
    let airport = |text: &str| sheet::airport(text, |code| known(code).then_some(code));
    let airline = row.need("airline");
    let origin = row.need_with("origin", airport);
    let destination = row.need_with("destination", airport);
    let cabin = row.need("cabin");
    let base = row.need_with("base", |text| amount(text, selling));
    let currency = row.need_with("currency", |text| match text.parse::<Currency>() {
        Ok(currency) if currency == selling => Ok(()),
        Ok(currency) => Err(format!("{currency} is not {selling}, the currency sold in")),
        Err(error) => Err(error.to_string()),
    });

    let conditions = conditions(row, airline.as_ref().ok());

    let fare = Fare {
        airline: airline?,
        origin: origin?,
        destination: destination?,
        cabin: cabin?,
        base: base?,
        conditions: conditions?,
    };
    currency?;
    if fare.origin == fare.destination {
        return row.fault("destination", "is the origin");
    }
    Ok(fare)
}

/// Major units as people write them, `4500` or `4500.50`, without grouping or sign.
fn amount(text: &str, currency: Currency) -> Result<Amount, String> {
    let wrong = || {
        let decimals = currency.decimals();
        let text = quoted(text);
        format!("{text} is not an amount above zero in {currency}, at most {decimals} decimals")
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let decimals = usize::from(currency.decimals());
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let is_exact = fraction.len() <= decimals || fraction.bytes().all(|it| it == b'0');
    if !is_number(whole) || !is_number(fraction) || !is_exact {
        return Err(wrong());
    }
    let padded = format!("{fraction:0<decimals$}");
    let minor = format!("{whole}{}", &padded[..decimals]).parse::<i64>().map_err(|_| wrong())?;
    let base = Amount::minor(minor);
    if !base.is_multiple_of(currency.chargeable_step()) {
        let step = currency.show(Amount::minor(currency.chargeable_step()));
        return Err(format!("{} cannot be charged: it is no multiple of {step}", quoted(text)));
    }
    if (1..=MOST).contains(&minor) { Ok(base) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use airside_fares::{FareConditions, FareTable, Purchase};
    use airside_primitives::Brand;
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    const HEADER: &str = "airline,origin,destination,cabin,base,currency\n";

    fn read(rows: &str) -> Result<Vec<Fare>, RowErrors> {
        let known = |code: AirportCode| ["DEL", "BOM"].contains(&code.as_str());
        fares(format!("{HEADER}{rows}").as_bytes(), Currency::INR, &known)
    }

    #[test]
    fn a_fare_is_read_in_major_units() {
        let fares = read("6E,DEL,BOM,ECONOMY,4500.5,INR\n6E,DEL,BOM,BUSINESS,14400,INR\n").unwrap();
        assert_eq!(fares[0].base, Amount::minor(450_050));
        assert_eq!(fares[1].base, Amount::minor(1_440_000));
    }

    #[test]
    fn decimals_are_those_of_the_currency() {
        let [yen, dinar] = ["JPY", "KWD"].map(|code| code.parse::<Currency>().unwrap());
        assert_eq!(amount("1200", yen), Ok(Amount::minor(1_200)));
        assert_eq!(amount("1200.00", yen), Ok(Amount::minor(1_200)));
        assert!(amount("1200.5", yen).is_err());
        assert_eq!(amount("1.050", dinar), Ok(Amount::minor(1_050)));
        let refused = "\"1.005\" cannot be charged: it is no multiple of KWD 0.010";
        assert_eq!(amount("1.005", dinar), Err(refused.to_owned()));
        for wrong in ["", ".", "1.", ".5", "-1", "+1", "0", "0.00", "1,000", "1e3", "1.0.0", "NaN"]
        {
            assert!(amount(wrong, Currency::INR).is_err(), "{wrong}");
        }
        assert!(amount("99999999999999999999", Currency::INR).is_err());
        assert!(amount("10000000000.01", Currency::INR).is_err());
    }

    #[test]
    fn another_currency_or_an_unknown_airport_is_a_fault_of_the_row() {
        let errors = read(
            "6E,DEL,BOM,ECONOMY,45,USD\n\
             6E,DEL,XXX,COACH,45,INR\n\
             6E,DEL,DEL,ECONOMY,45,INR\n\
             6E,DEL,BOM,FIRST,45,INR\n\
             6E,DEL,BOM,FIRST,46,INR\n",
        )
        .unwrap_err();
        assert_eq!(
            errors.to_string(),
            "line 2, column currency: USD is not INR, the currency sold in\n\
             line 3, column destination: there is no airport XXX: load its row first\n\
             line 3, column cabin: \"COACH\" is not ECONOMY, PREMIUM_ECONOMY, BUSINESS or FIRST\n\
             line 4, column destination: is the origin\n\
             line 6: lines 5 and 6 are the same fare"
        );
    }

    #[test]
    fn each_flight_keeps_a_fare_of_its_own() {
        let file = include_bytes!("samples/fares-by-flight.csv");
        let fares = fares(file, Currency::INR, &|_| true).unwrap();
        let table = FareTable::new(fares.iter().copied());
        assert_eq!((fares.len(), table.len()), (24, 24));

        for fare in &fares {
            let FareConditions { flight, travel_from, book_days_before, brand, .. } =
                fare.conditions;
            let departs_on = travel_from.unwrap_or(date!(2026 - 12 - 01));
            let ahead = time::Duration::days(book_days_before.unwrap_or(0).into());
            let purchase = Purchase {
                flight,
                departs_on,
                booked_on: departs_on - ahead,
                brand: brand.unwrap_or(Brand::Standard),
            };
            let Fare { airline, origin, destination, cabin, .. } = *fare;
            let found = table.find(airline, origin, destination, cabin, &purchase);
            assert_eq!(found.map(|it| it.base), Some(fare.base), "{fare:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let file = [HEADER.as_bytes(), &bytes].concat();
            let _ = fares(&bytes, Currency::INR, &|_| true);
            let _ = fares(&file, Currency::INR, &|_| true);
        }

        #[test]
        fn an_amount_is_read_as_it_is_written(minor in 1..MOST) {
            let text = format!("{}.{:02}", minor / 100, minor % 100);
            prop_assert_eq!(amount(&text, Currency::INR), Ok(Amount::minor(minor)));
        }
    }
}
