//! The airports that the schedules of these tests fly between.

use std::collections::HashMap;
use std::sync::LazyLock;

use airside_import::{Horizon, RowErrors, SsimFile, airports, ssim};
use airside_primitives::AirportCode;
use airside_timetable::Airport;
use time::macros::date;

const AIRPORTS: &[u8] = include_bytes!("../../src/samples/ssim/airports.csv");

static WORLD: LazyLock<HashMap<AirportCode, Airport>> = LazyLock::new(|| {
    let airports = airports(AIRPORTS).unwrap().rows;
    airports.into_iter().map(|airport| (airport.iata, airport)).collect()
});

pub(crate) fn airport(code: &str) -> &'static Airport {
    &WORLD[&code.parse().unwrap()]
}

/// Reads a file in this world, up to the end of 2026.
pub(crate) fn read(file: impl AsRef<[u8]>) -> Result<SsimFile, RowErrors> {
    let horizon = Horizon { valid_from: date!(2026 - 01 - 01), valid_until: date!(2026 - 12 - 31) };
    ssim(file.as_ref(), &|code| WORLD.get(&code), horizon)
}

/// What is wrong with a file, line by line.
pub(crate) fn faults(file: impl AsRef<[u8]>) -> Vec<String> {
    read(file).unwrap_err().to_string().lines().map(str::to_owned).collect()
}
