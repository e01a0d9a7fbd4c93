//! What is written is read, and nothing is too strange to be read or refused.

use airside_primitives::FlightNumber;
use airside_timetable::OperatingDays;
use proptest::prelude::*;
use time::Duration;

use super::*;

/// A flight as this file format writes it.
fn written(flight: &Flight) -> String {
    let Flight { number, origin, destination, departs, arrives, days, aircraft, .. } = flight;
    let operating = flight.operating_number.map(|number| number.to_string()).unwrap_or_default();
    format!(
        "{number},{origin},{destination},{:02}:{:02},{:02}:{:02},{days},{},{},{aircraft},{},{},\
         {operating}\n",
        departs.hour(),
        departs.minute(),
        arrives.hour(),
        arrives.minute(),
        flight.valid_from,
        flight.valid_until,
        flight.arrival_day_offset,
        flight.operating_airline,
    )
}

prop_compose! {
    fn a_flight()(
        number in "(AI|6E|9W)[1-9][0-9]{0,3}[A-Z]?",
        minutes in (0_u16..1_440, 80_i64..400),
        bits in 1_u8..128,
        season in (0_i64..300, 7_i64..60),
        operating in prop::option::of("(UA|LH)[1-9][0-9]{0,3}"),
        aircraft in "320|77W|AT7",
    ) -> Flight {
        let number: FlightNumber = number.parse().unwrap();
        let [origin, destination] = ["DEL", "BOM"].map(|code| code.parse().unwrap());
        let departs = time!(00:00) + Duration::minutes(minutes.0.into());
        let lands = i64::from(minutes.0) + minutes.1;
        let operating: Option<FlightNumber> =
            operating.map(|number| number.parse().unwrap());
        let valid_from = date!(2026 - 12 - 01) + Duration::days(season.0);
        Flight {
            id: Flight::id_of(number, origin, destination),
            number,
            operating_airline: operating.map_or(number.airline(), |number| number.airline()),
            operating_number: operating,
            origin,
            destination,
            departs,
            arrives: time!(00:00) + Duration::minutes(lands),
            arrival_day_offset: i8::try_from(lands / 1_440).unwrap(),
            days: OperatingDays::from_bits(bits).unwrap(),
            valid_from,
            valid_until: valid_from + Duration::days(season.1),
            aircraft: aircraft.parse().unwrap(),
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let known = |_: AirportCode| None;
        let file = [HEADER.as_bytes(), b"\n", &bytes].concat();
        let _ = timetable(&bytes, &known, &defaults());
        let _ = timetable(&file, &known, &defaults());
    }

    #[test]
    fn what_is_written_is_read(flight in a_flight()) {
        let header = "flight_number,origin,destination,departure_local,arrival_local,days_of_week,\
                      valid_from,valid_until,aircraft,arrival_day_offset,operating_airline,\
                      operating_flight_number\n";
        let file = [header, &written(&flight)].concat();
        prop_assert_eq!(read(file.as_bytes()).unwrap().rows, [flight]);
    }

    #[test]
    fn no_row_is_too_strange(fields in prop::collection::vec("[ -~]{0,8}|é|[0-9:]{4,5}", 7)) {
        let _ = rows(&fields.join(","));
    }
}
