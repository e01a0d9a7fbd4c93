//! One row of a timetable: read column by column, then checked as a whole.

use airside_primitives::{AircraftCode, AirlineCode, AirportCode, FlightNumber};
use airside_timetable::{Airport, Flight, OperatingDays};
use time::{Date, Time};

use super::TimetableDefaults;
use super::times::{self, Arrival, Clocks};
use crate::sheet::{self, Columns, Reported, Row};
use crate::values;

pub(super) const COLUMNS: Columns = Columns {
    required: &[
        "flight_number",
        "origin",
        "destination",
        "departure_local",
        "arrival_local",
        "days_of_week",
    ],
    optional: &[
        "airline",
        "operating_airline",
        "operating_flight_number",
        "valid_from",
        "valid_until",
        "aircraft",
        "arrival_day_offset",
    ],
};

/// The column of the operating days.
pub(super) const DAYS: &str = "days_of_week";

/// A row as it is written, before its parts are compared with each other.
struct Written<'a> {
    number: FlightNumber,
    operating: Operating,
    origin: &'a Airport,
    destination: &'a Airport,
    departs: Time,
    arrives: Time,
    arrival_day_offset: Option<i8>,
    days: OperatingDays,
    valid_from: Date,
    valid_until: Date,
    aircraft: Option<AircraftCode>,
}

/// The operating airline, and its number if the row names another airline's flight.
struct Operating {
    airline: AirlineCode,
    number: Option<FlightNumber>,
}

/// The flight of a row; every fault of it is reported.
pub(super) fn flight<'a>(
    row: &mut Row,
    known: &dyn Fn(AirportCode) -> Option<&'a Airport>,
    defaults: &TimetableDefaults,
) -> Result<Flight, Reported> {
    let written = written(row, known, defaults)?;
    let Written { number, origin, destination, .. } = written;
    let kilometres = origin.distance_km(destination);

    let is_round = origin.iata == destination.iata;
    let has_season = written.valid_from <= written.valid_until;
    let places = if is_round { row.fault("destination", "is the origin") } else { Ok(()) };
    let season = if has_season { Ok(()) } else { row.fault("valid_until", "is before valid_from") };
    places.and(season)?;

    let clocks = Clocks {
        origin,
        destination,
        departs: written.departs,
        arrives: written.arrives,
        days: written.days,
        valid_from: written.valid_from,
        valid_until: written.valid_until,
    };
    let arrival_day_offset = match times::arrival(&clocks, written.arrival_day_offset) {
        Arrival::After(days) => days,
        Arrival::Unbelievable(detail) => return row.fault("arrival_local", detail),
    };
    Ok(Flight {
        id: Flight::id_of(number, origin.iata, destination.iata),
        number,
        operating_airline: written.operating.airline,
        operating_number: written.operating.number,
        origin: origin.iata,
        destination: destination.iata,
        departs: written.departs,
        arrives: written.arrives,
        arrival_day_offset,
        days: written.days,
        valid_from: written.valid_from,
        valid_until: written.valid_until,
        aircraft: written.aircraft.unwrap_or_else(|| defaults.aircraft.over(kilometres)),
    })
}

/// Reads every column before it returns, so that one pass finds all faults.
fn written<'a>(
    row: &mut Row,
    known: &dyn Fn(AirportCode) -> Option<&'a Airport>,
    defaults: &TimetableDefaults,
) -> Result<Written<'a>, Reported> {
    let airport = |text: &str| sheet::airport(text, known);
    let number = number(row);
    let operating = operating(row, number);
    let origin = row.need_with("origin", airport);
    let destination = row.need_with("destination", airport);
    let departs = row.need_with("departure_local", values::clock);
    let arrival = arrival(row);
    let days = row.need_with(DAYS, values::days);
    let valid_from = row.may_with("valid_from", values::date);
    let valid_until = row.may_with("valid_until", values::date);
    let aircraft = row.may_with("aircraft", values::aircraft);

    let (arrives, arrival_day_offset) = arrival?;
    Ok(Written {
        number: number?,
        operating: operating?,
        origin: origin?,
        destination: destination?,
        departs: departs?,
        arrives,
        arrival_day_offset,
        days: days?,
        valid_from: valid_from?.unwrap_or(defaults.valid_from),
        valid_until: valid_until?.unwrap_or(defaults.valid_until),
        aircraft: aircraft?,
    })
}

/// The airline may stand in its own column, ahead of the number, or in both alike.
fn number(row: &mut Row) -> Result<FlightNumber, Reported> {
    let airline = row.may("airline");
    // Where the airline is wrong, the number is looked at as if it were that of the number.
    let beside = airline.unwrap_or_else(|Reported| {
        let stands_alone = values::flight_number(row.text("flight_number"), None).is_ok();
        if stands_alone { None } else { "ZZ".parse().ok() }
    });
    let number = row.need_with("flight_number", |text| values::flight_number(text, beside));
    airline.and(number)
}

/// Who flies it: the seller, unless the row names another airline or another airline's flight.
/// Another airline under the seller's own number is a wet lease: the seats are the seller's.
fn operating(row: &mut Row, number: Result<FlightNumber, Reported>) -> Result<Operating, Reported> {
    let airline = row.may("operating_airline")?;
    let is_own = |text: &str| number.is_ok_and(|own| values::flight_number(text, None) == Ok(own));
    let operating = row.may_with("operating_flight_number", |text| match number {
        Ok(own) if is_own(text) => Ok(own),
        Ok(_) | Err(_) => values::flight_number(text, airline),
    })?;
    let number = number?;
    match (operating, airline) {
        (Some(operating), Some(lessor)) if operating == number && lessor != number.airline() => {
            Ok(Operating { airline: lessor, number: Some(number) })
        }
        (Some(operating), _) if operating == number => {
            Ok(Operating { airline: number.airline(), number: None })
        }
        (Some(operating), _) if operating.airline() == number.airline() => {
            let detail = format!("{operating} is of the airline that sells {number} itself");
            row.fault("operating_flight_number", detail)
        }
        (Some(operating), _) => {
            Ok(Operating { airline: operating.airline(), number: Some(operating) })
        }
        (None, airline) => {
            Ok(Operating { airline: airline.unwrap_or(number.airline()), number: None })
        }
    }
}

/// The day of an arrival may stand behind its time, in its own column, or in both alike.
fn arrival(row: &mut Row) -> Result<(Time, Option<i8>), Reported> {
    let arrives = row.need_with("arrival_local", values::arrival_clock);
    let offset = row.may_with("arrival_day_offset", values::day_offset);
    let ((time, day), offset) = (arrives?, offset?);
    if day.zip(offset).is_some_and(|(day, offset)| day != offset) {
        return row.fault("arrival_day_offset", "is another day than the one behind the time");
    }
    Ok((time, offset.or(day)))
}
