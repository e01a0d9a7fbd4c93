//! Reads when a fare applies, from the optional columns of its row.

use airside_fares::FareConditions;
use airside_primitives::{AirlineCode, FlightNumber};
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::sheet::{Reported, Row, quoted};

/// No flight is booked longer ahead than its timetable is published.
const MOST_DAYS_BEFORE: u16 = 365;

const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// When the fare applies. Reads every column before it returns.
pub(super) fn conditions(
    row: &mut Row,
    airline: Option<&AirlineCode>,
) -> Result<FareConditions, Reported> {
    let flight = row.may_with("flight_number", |text| match airline {
        Some(airline) => flight_number(text, *airline).map(Some),
        // The airline's own fault has been told.
        None => Ok(None),
    });
    let travel_from = row.may_with("travel_from", date);
    let travel_until = row.may_with("travel_until", date);
    let days = row.may("days_of_week");
    let book_days_before = row.may_with("book_days_before", days_before);
    let brand = row.may("brand");

    let conditions = FareConditions {
        flight: flight?.flatten(),
        travel_from: travel_from?,
        travel_until: travel_until?,
        days: days?,
        book_days_before: book_days_before?,
        brand: brand?,
    };
    match (conditions.travel_from, conditions.travel_until) {
        (Some(first), Some(last)) if last < first => {
            row.fault("travel_until", "is before travel_from")
        }
        _ => Ok(conditions),
    }
}

/// `161`, or the same with the airline before it, `AI161`.
fn flight_number(text: &str, airline: AirlineCode) -> Result<FlightNumber, String> {
    let with_airline = format!("{airline}{text}").parse().or_else(|_| text.parse());
    match with_airline {
        Ok(number) if FlightNumber::airline(&number) == airline => Ok(number),
        Ok(number) => Err(format!("{number} is not a flight of {airline}")),
        Err(_) => Err(format!("{} is not a flight number such as 161", quoted(text))),
    }
}

fn date(text: &str) -> Result<Date, String> {
    let wrong = || format!("{} is not a date such as 2026-10-25", quoted(text));
    Date::parse(text, DATE).map_err(|_| wrong())
}

fn days_before(text: &str) -> Result<u16, String> {
    let days = text.bytes().all(|it| it.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    days.filter(|days| *days <= MOST_DAYS_BEFORE)
        .ok_or_else(|| format!("{} is not a number of days, 0 to {MOST_DAYS_BEFORE}", quoted(text)))
}

#[cfg(test)]
mod tests {
    use airside_fares::Fare;
    use airside_primitives::Currency;

    use super::*;
    use crate::{RowErrors, fares};

    const CONDITIONS: &str = "airline,flight_number,origin,destination,cabin,base,currency,\
        travel_from,travel_until,days_of_week,book_days_before,brand\n";

    fn read_conditions(rows: &str) -> Result<Vec<Fare>, RowErrors> {
        let file = format!("{CONDITIONS}{rows}");
        fares(file.as_bytes(), Currency::INR, &|code| code.as_str() != "XXX")
    }

    #[test]
    fn every_condition_is_read_and_may_be_left_out() {
        let fares = read_conditions(
            "AI,161A,DEL,BOM,ECONOMY,1,INR,2026-12-01,2027-03-31,1457,14,SAVER\n\
             AI,,DEL,BOM,ECONOMY,1,INR,,,,,\n",
        );
        let [some, none] = fares.unwrap().try_into().unwrap();
        let FareConditions { flight, travel_from, travel_until, days, book_days_before, brand } =
            some.conditions;
        assert_eq!(flight, "AI161A".parse().ok());
        assert_eq!((travel_from, travel_until), (date("2026-12-01").ok(), date("2027-03-31").ok()));
        assert_eq!(days, "1457".parse().ok());
        assert_eq!((book_days_before, brand), (Some(14), "SAVER".parse().ok()));
        assert_eq!(none.conditions, FareConditions::none());
    }

    #[test]
    fn a_condition_that_makes_no_sense_is_a_fault_of_the_row() {
        let errors = read_conditions(
            "AI,UK161,DEL,BOM,ECONOMY,1,INR,2027-03-31,2026-12-01,1,0,SAVER\n\
             AI,161,DEL,BOM,ECONOMY,1,INR,2027-03-31,2026-12-01,,,\n\
             AI,0,DEL,BOM,ECONOMY,1,INR,31.03.2027,,18,366,CHEAP\n\
             AI,161,DEL,BOM,ECONOMY,1,INR,,,,,\n\
             AI,AI161,DEL,BOM,ECONOMY,2,INR,,,,,\n",
        )
        .unwrap_err();
        assert_eq!(
            errors.to_string(),
            "line 2, column flight_number: UK161 is not a flight of AI\n\
             line 3, column travel_until: is before travel_from\n\
             line 4, column flight_number: \"0\" is not a flight number such as 161\n\
             line 4, column travel_from: \"31.03.2027\" is not a date such as 2026-10-25\n\
             line 4, column days_of_week: \"18\" is not days of the week such as 1457, where 1 \
             is Monday\n\
             line 4, column book_days_before: \"366\" is not a number of days, 0 to 365\n\
             line 4, column brand: \"CHEAP\" is not SAVER, STANDARD or FLEXIBLE\n\
             line 6: lines 5 and 6 are the same fare"
        );
    }
}
