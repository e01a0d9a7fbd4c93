//! What columns are called: the names that other systems give them.
//!
//! Names are compared by their letters and digits alone, so `Flight No.`, `flight_no` and
//! `FLIGHT-NO` are one. A name that could be two columns takes the one that no other name has; a
//! wrong choice is always noticed, since no time is an airport and no airport a date.

use super::columns::Columns;

/// Other names of a column.
const NAMES: [(&str, &[&str]); 33] = [
    ("airline", &["airlinecode", "carrier", "carriercode", "marketingairline", "marketingcarrier"]),
    (
        "flight_number",
        &[
            "flight",
            "flightno",
            "flightnr",
            "flightnum",
            "flt",
            "fltno",
            "fltnr",
            "fltnum",
            "fltnumber",
        ],
    ),
    (
        "origin",
        &[
            "orig",
            "org",
            "originairport",
            "departureairport",
            "depairport",
            "departurestation",
            "depstn",
        ],
    ),
    (
        "destination",
        &[
            "dest",
            "dst",
            "destinationairport",
            "arrivalairport",
            "arrairport",
            "arrivalstation",
            "arrstn",
        ],
    ),
    (
        "departure_local",
        &[
            "std",
            "departuretime",
            "deptime",
            "departurelocaltime",
            "localdeparture",
            "localdeparturetime",
            "scheduleddeparture",
            "scheduleddeparturetime",
            "stdlocal",
            "deplocal",
            "departs",
        ],
    ),
    (
        "arrival_local",
        &[
            "sta",
            "arrivaltime",
            "arrtime",
            "arrivallocaltime",
            "localarrival",
            "localarrivaltime",
            "scheduledarrival",
            "scheduledarrivaltime",
            "stalocal",
            "arrlocal",
            "arrives",
        ],
    ),
    (
        "days_of_week",
        &[
            "days",
            "day",
            "dayofweek",
            "dow",
            "freq",
            "frequency",
            "weekdays",
            "operatingdays",
            "operationdays",
            "daysofoperation",
            "dayofoperation",
            "doop",
            "opdays",
        ],
    ),
    (
        "operating_airline",
        &["operatingcarrier", "operatedby", "operator", "opairline", "opcarrier"],
    ),
    (
        "operating_flight_number",
        &[
            "operatingflight",
            "operatingflightno",
            "opflight",
            "opflightno",
            "opflightnumber",
            "opflt",
            "opfltno",
        ],
    ),
    (
        "valid_from",
        &[
            "effective",
            "effectivefrom",
            "effectivedate",
            "effdate",
            "efffrom",
            "eff",
            "startdate",
            "start",
            "periodfrom",
            "firstdate",
        ],
    ),
    (
        "valid_until",
        &[
            "validto",
            "validtill",
            "effectiveto",
            "effto",
            "discontinue",
            "discontinuedate",
            "disc",
            "discdate",
            "enddate",
            "end",
            "until",
            "periodto",
            "lastdate",
        ],
    ),
    (
        "aircraft",
        &[
            "aircrafttype",
            "aircraftcode",
            "actype",
            "acft",
            "ac",
            "equipment",
            "equipmenttype",
            "equip",
            "eqp",
            "eqt",
        ],
    ),
    (
        "arrival_day_offset",
        &["dayoffset", "daychange", "arrivalday", "arrivaldaychange", "arrday", "plusdays"],
    ),
    ("iata", &["iatacode", "airport", "airportcode", "airportiata", "code"]),
    ("icao", &["icaocode"]),
    ("code", &["iata", "iatacode", "airline", "airlinecode", "carrier", "carriercode"]),
    ("name", &["airportname", "airlinename", "carriername"]),
    ("city", &["cityname", "town", "municipality"]),
    ("country", &["countrycode", "isocountry"]),
    ("city_code", &["iatacity", "metrocode"]),
    ("latitude", &["lat", "latitudedeg"]),
    ("longitude", &["lon", "long", "lng", "longitudedeg"]),
    ("time_zone", &["tz", "tzname", "tzid", "olson", "zone", "timezonename"]),
    ("cabin", &["cabinclass"]),
    ("base", &["basefare"]),
    ("currency", &["ccy", "curr", "currencycode"]),
    // What could be one thing or another.
    ("departure_local", &["dep", "departure"]),
    ("origin", &["from", "dep", "departure"]),
    ("arrival_local", &["arr", "arrival"]),
    ("destination", &["to", "arr", "arrival"]),
    ("valid_from", &["from"]),
    ("valid_until", &["to"]),
    ("name", &["airline", "airport"]),
];

/// A name as names are compared.
pub(crate) fn spelled(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The columns that a name can mean in a file of this kind, the likelier first; its own
/// name, when it has one, is the only meaning.
pub(super) fn meanings(name: &str, columns: &Columns) -> Vec<&'static str> {
    let name = spelled(name);
    let has = |column: &&'static str| columns.all().any(|known| known == *column);
    if let Some(own) = columns.all().find(|column| spelled(column) == name) {
        return vec![own];
    }
    let called = NAMES.into_iter().filter(|(_, names)| names.contains(&name.as_str()));
    called.map(|(column, _)| column).filter(has).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMETABLE: Columns = Columns {
        required: &["airline", "flight_number", "origin", "destination", "departure_local"],
        optional: &["valid_from", "operating_flight_number"],
    };

    #[test]
    fn case_spaces_and_signs_make_no_difference() {
        for name in ["flight_number", "Flight Number", "FLIGHT-NO.", " flt ", "Flight_Nr"] {
            assert_eq!(meanings(name, &TIMETABLE), ["flight_number"], "{name}");
        }
        assert_eq!(meanings("Op. Flight No", &TIMETABLE), ["operating_flight_number"]);
    }

    #[test]
    fn a_name_may_have_several_meanings_or_none() {
        assert_eq!(meanings("Dep", &TIMETABLE), ["departure_local", "origin"]);
        assert_eq!(meanings("from", &TIMETABLE), ["origin", "valid_from"]);
        assert_eq!(meanings("to", &TIMETABLE), ["destination"]);
        assert!(meanings("cabin", &TIMETABLE).is_empty());
        assert!(meanings("STD UTC", &TIMETABLE).is_empty());
        assert!(meanings("", &TIMETABLE).is_empty());
    }

    #[test]
    fn a_column_is_called_by_its_own_name_first() {
        let airlines = Columns { required: &["code", "name"], optional: &["icao"] };
        assert_eq!(meanings("IATA", &airlines), ["code"]);
        let airports = Columns { required: &["iata", "name"], optional: &["icao"] };
        assert_eq!(meanings("Code", &airports), ["iata"]);
        assert_eq!(meanings("IATA", &airports), ["iata"]);
    }

    #[test]
    fn every_name_is_written_as_names_are_compared() {
        for name in NAMES.iter().flat_map(|(_, names)| *names) {
            assert_eq!(spelled(name), *name);
        }
    }
}
