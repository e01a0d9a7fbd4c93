//! Reads the files under `data/`, which are part of the program.
//!
//! The files are checked by the tests, so an error here means a broken build,
//! not a broken machine. Where they come from is told in this crate's `README.md`.

use std::collections::HashMap;
use std::io::Read;

use airside_primitives::{AirlineCode, AirportCode, CountryCode, InvalidCode};
use airside_timetable::{Airline, Airport, UnknownZone, Zone};
use csv::StringRecord;
use flate2::read::GzDecoder;
use thiserror::Error;

use crate::moved;

const AIRPORTS: File =
    File { name: "airports.csv", packed: include_bytes!("../data/airports.csv.gz") };
const AIRLINES: File =
    File { name: "airlines.csv", packed: include_bytes!("../data/airlines.csv.gz") };
const ROUTES: File = File {
    name: "openflights-routes.csv",
    packed: include_bytes!("../data/openflights-routes.csv.gz"),
};
const MOVED_AIRPORTS: &str = include_str!("../data/moved-airports.csv");
const US_FARES: File =
    File { name: "us-fares.csv", packed: include_bytes!("../data/us-fares.csv.gz") };

/// A file of this crate that cannot be read.
#[derive(Debug, Error)]
#[error("demo data, {file}")]
pub struct DemoDataError {
    file: &'static str,
    source: Fault,
}

#[derive(Debug, Error)]
enum Fault {
    #[error("cannot be unpacked")]
    Packed(#[from] std::io::Error),
    #[error("is no CSV file")]
    Csv(#[from] csv::Error),
    #[error("holds no such code")]
    Code(#[from] InvalidCode),
    #[error("holds no such zone")]
    Zone(#[from] UnknownZone),
    #[error("lacks column {0}")]
    Short(usize),
    #[error("holds {0:?} where a number belongs")]
    Number(String),
}

/// An airline flying one direction of a pair of airports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CarrierRoute {
    pub(crate) airline: AirlineCode,
    pub(crate) origin: AirportCode,
    pub(crate) destination: AirportCode,
}

/// What a one-way journey costs in the United States, taxes included, in dollars.
#[derive(Debug, Clone)]
pub(crate) struct UsFare {
    pub(crate) lower_quartile: u32,
    pub(crate) median: u32,
    pub(crate) upper_quartile: u32,
    pub(crate) airlines: Vec<AirlineCode>,
}

/// Every airport that `wanted` says yes to, by code.
pub(crate) fn airports(
    wanted: impl Fn(AirportCode) -> bool,
) -> Result<Vec<Airport>, DemoDataError> {
    AIRPORTS.rows(|row| {
        let iata = field(row, 0)?.parse()?;
        if !wanted(iata) {
            return Ok(None);
        }
        Ok(Some(Airport {
            iata,
            icao: some(field(row, 1)?).map(str::to_owned),
            name: field(row, 2)?.to_owned(),
            city: field(row, 3)?.to_owned(),
            country: field(row, 4)?.parse::<CountryCode>()?,
            latitude: number(field(row, 5)?)?,
            longitude: number(field(row, 6)?)?,
            zone: Zone::named(field(row, 7)?)?,
            city_code: some(field(row, 8)?).map(str::parse).transpose()?,
        }))
    })
}

/// One airline for each code, by code.
pub(crate) fn airlines() -> Result<Vec<Airline>, DemoDataError> {
    AIRLINES.rows(|row| {
        Ok(Some(Airline { code: field(row, 0)?.parse()?, name: field(row, 1)?.to_owned() }))
    })
}

/// Which airline flies where; a direction may be missing.
pub(crate) fn routes() -> Result<Vec<CarrierRoute>, DemoDataError> {
    Ok(ROUTES.rows(carrier_routes)?.into_iter().flatten().collect())
}

/// The same of airports that the routes lack because they have moved, one direction each.
pub(crate) fn routes_of_moved_airports() -> Result<Vec<CarrierRoute>, DemoDataError> {
    let rows = rows(MOVED_AIRPORTS.as_bytes(), carrier_routes);
    let failed = |source| DemoDataError { file: "moved-airports.csv", source };
    Ok(rows.map_err(failed)?.into_iter().flatten().collect())
}

fn carrier_routes(row: &StringRecord) -> Result<Option<Vec<CarrierRoute>>, Fault> {
    let origin = moved::today(field(row, 0)?.parse()?);
    let destination = moved::today(field(row, 1)?.parse()?);
    let airlines = codes(field(row, 2)?)?.into_iter();
    Ok(Some(airlines.map(|airline| CarrierRoute { airline, origin, destination }).collect()))
}

/// United States fares by direction.
pub(crate) fn us_fares() -> Result<HashMap<(AirportCode, AirportCode), UsFare>, DemoDataError> {
    let rows = US_FARES.rows(|row| {
        let pair = (field(row, 0)?.parse()?, field(row, 1)?.parse()?);
        let fare = UsFare {
            median: number(field(row, 2)?)?,
            lower_quartile: number(field(row, 3)?)?,
            upper_quartile: number(field(row, 4)?)?,
            // Among the carriers are codes that are no airline's (`99`).
            airlines: field(row, 5)?.split(' ').filter_map(|code| code.parse().ok()).collect(),
        };
        Ok(Some((pair, fare)))
    })?;
    Ok(rows.into_iter().collect())
}

struct File {
    name: &'static str,
    packed: &'static [u8],
}

impl File {
    /// Every row that `read` makes something of, in the file's order.
    fn rows<T>(
        &self,
        read: impl FnMut(&StringRecord) -> Result<Option<T>, Fault>,
    ) -> Result<Vec<T>, DemoDataError> {
        let failed = |source: Fault| DemoDataError { file: self.name, source };

        let mut text = Vec::new();
        GzDecoder::new(self.packed)
            .read_to_end(&mut text)
            .map_err(|error| failed(Fault::Packed(error)))?;
        rows(&text, read).map_err(failed)
    }
}

/// Every row that `read` makes something of.
fn rows<T>(
    text: &[u8],
    mut read: impl FnMut(&StringRecord) -> Result<Option<T>, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut rows = Vec::new();
    let mut reader = csv::Reader::from_reader(text);
    let mut row = StringRecord::new();
    while reader.read_record(&mut row)? {
        rows.extend(read(&row)?);
    }
    Ok(rows)
}

fn field(row: &StringRecord, column: usize) -> Result<&str, Fault> {
    row.get(column).ok_or(Fault::Short(column))
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, Fault> {
    text.parse().map_err(|_| Fault::Number(text.to_owned()))
}

fn codes(text: &str) -> Result<Vec<AirlineCode>, Fault> {
    text.split(' ').map(|code| code.parse().map_err(Fault::Code)).collect()
}
