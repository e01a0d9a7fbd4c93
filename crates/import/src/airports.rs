//! Reads a file of airports.
//!
//! The zone is part of the row: an airport whose clock is unknown would make
//! every duration wrong, so none is guessed.

use airside_timetable::{Airport, Zone};

use crate::sheet::{self, Columns, Reported, Row, distinct};
use crate::values::degrees;
use crate::{RowErrors, Table};

const COLUMNS: Columns = Columns {
    required: &["iata", "name", "city", "country", "latitude", "longitude", "time_zone"],
    optional: &["icao", "city_code"],
};

/// The airports of a file, or everything that is wrong with it.
pub fn airports(csv: &[u8]) -> Result<Table<Airport>, RowErrors> {
    distinct(csv, &COLUMNS, "airport", airport, |airport| airport.iata)
}

/// Reads every column before it returns, so that one pass finds all faults.
fn airport(row: &mut Row) -> Result<Airport, Reported> {
    let iata = row.need("iata");
    let icao = row.may_with("icao", icao);
    let name = row.need_with("name", sheet::plain);
    let city = row.need_with("city", sheet::plain);
    let country = row.need("country");
    let latitude = row.need_with("latitude", |text| degrees(text, 90.0));
    let longitude = row.need_with("longitude", |text| degrees(text, 180.0));
    let zone =
        row.need_with("time_zone", |text| Zone::named(text).map_err(|unknown| unknown.to_string()));
    let city_code = row.may("city_code");

    Ok(Airport {
        iata: iata?,
        icao: icao?,
        name: name?,
        city: city?,
        country: country?,
        city_code: city_code?,
        latitude: latitude?,
        longitude: longitude?,
        zone: zone?,
    })
}

fn icao(text: &str) -> Result<String, String> {
    let is_code = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_code
        .then(|| text.to_ascii_uppercase())
        .ok_or_else(|| "is not a four-character ICAO code".to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEADER: &str = "iata,icao,name,city,country,latitude,longitude,time_zone,city_code\n";

    fn faults(rows: &str) -> Vec<String> {
        let errors = airports(format!("{HEADER}{rows}").as_bytes()).unwrap_err();
        errors.listed.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn columns_come_in_any_order_and_optional_ones_may_be_missing() {
        let file = "time_zone,country,longitude,latitude,city,name,iata\n\
                    Asia/Kolkata,IN,77.103104,28.5665,New Delhi,\"Indira Gandhi, International\",DEL\n";
        let airports = airports(file.as_bytes()).unwrap().rows;
        assert_eq!(airports.len(), 1);
        assert_eq!(airports[0].name, "Indira Gandhi, International");
        assert_eq!(airports[0].zone.name(), "Asia/Kolkata");
        assert_eq!(airports[0].icao, None);
    }

    #[test]
    fn a_file_written_by_a_spreadsheet_is_read() {
        let file = format!(
            "\u{feff}{}LHR,EGLL,Heathrow,London,GB,51.47,-0.46,Europe/London,LON\r\n",
            HEADER.replace('\n', "\r\n"),
        );
        let airports = airports(file.as_bytes()).unwrap().rows;
        assert_eq!(airports[0].city_code, "LON".parse().ok());
    }

    #[test]
    fn every_fault_of_every_row_is_told_at_once() {
        let rows = "DEL,VIDP,Delhi,Delhi,IN,28.5,77.1,Asia/Kolkata,\n\
                    lhrx,EGL,,London,GB,95,x,Europe/Londres,\n\
                    DEL,VIDP,Delhi,Delhi,IN,28.6,77.1,Asia/Kolkata,\n\
                    BOM,VABB\n";
        assert_eq!(
            faults(rows),
            [
                "line 3, column iata: \"lhrx\" is not a three-letter IATA code",
                "line 3, column icao: is not a four-character ICAO code",
                "line 3, column name: is empty",
                "line 3, column latitude: \"95\" is not a number of degrees from -90 to 90",
                "line 3, column longitude: \"x\" is not a number of degrees from -180 to 180",
                "line 3, column time_zone: \"Europe/Londres\" is not an IANA time zone such as \
                 Asia/Kolkata",
                "line 4: lines 2 and 4 are about the same airport",
                "line 5: has 2 fields where the header has 9",
            ]
        );
    }

    #[test]
    fn a_header_that_is_not_understood_is_the_only_fault_told() {
        let errors = airports(b"iata,nam,iata\nDEL,x,y\n").unwrap_err();
        let shown = errors.to_string();
        assert!(shown.contains("line 1, column nam: is no column of this file"));
        assert!(shown.contains("line 1, column iata: the header has this column twice"));
        assert!(shown.contains("line 1, column time_zone: the header lacks this column"));
        assert!(!shown.contains("line 2"));
    }

    #[test]
    fn an_empty_file_lacks_a_header() {
        let errors = airports(b"").unwrap_err();
        assert_eq!(errors.to_string(), "line 1: the file is empty: a header is needed");
    }

    #[test]
    fn codes_may_be_in_any_case_and_numbers_may_have_a_comma() {
        let file = format!(
            "{};\nlhr;egll;Heathrow;London;gb;51,47;-0,46;Europe/London;lon\n",
            HEADER.trim_end().replace(',', ";").to_uppercase()
        );
        let airport = &airports(file.as_bytes()).unwrap().rows[0];
        assert_eq!((airport.iata.as_str(), airport.icao.as_deref()), ("LHR", Some("EGLL")));
        assert_eq!((airport.latitude, airport.longitude), (51.47, -0.46));
    }

    #[test]
    fn an_exact_repeat_is_counted_and_passed_over() {
        let row = "DEL,VIDP,Delhi,Delhi,IN,28.5,77.1,Asia/Kolkata,\n";
        let table = airports(format!("{HEADER}{row}{row}").as_bytes()).unwrap();
        assert_eq!((table.rows.len(), table.read, table.repeated), (1, 2, 1));
    }

    #[test]
    fn names_in_another_encoding_are_read_with_a_note() {
        let row = b"ZRH,LSZH,Z\xfcrich,Zurich,CH,47.4,8.5,Europe/Zurich,\n";
        let table = airports(&[HEADER.as_bytes(), row].concat()).unwrap();
        assert_eq!(table.rows[0].name, "Zürich");
        assert!(table.notes[0].contains("Windows-1252"), "{:?}", table.notes);
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = airports(&bytes);
            let _ = airports(&[HEADER.as_bytes(), &bytes].concat());
        }
    }
}
