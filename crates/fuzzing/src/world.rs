//! The world that files are read against and offers are made in: the demo's small one, and for
//! files a few airports more, whose clocks change at other times.

use std::collections::HashMap;
use std::sync::LazyLock;

use airside_demo_data::{Selling, Size, World};
use airside_primitives::{AirportCode, Currency};
use airside_timetable::Airport;
use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};

/// The time at which everything happens.
pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-10 06:30 UTC);
/// From when and until when a timetable is read.
pub(crate) const SEASON: (Date, Date) = (date!(2026 - 01 - 01), date!(2026 - 12 - 31));

pub(crate) static WORLD: LazyLock<World> = LazyLock::new(|| {
    let selling = Selling { currency: Currency::INR, minor_per_dollar: 8_500 };
    airside_demo_data::world(Size::Small, NOW.date(), selling).unwrap()
});

static AIRPORTS: LazyLock<HashMap<AirportCode, Airport>> = LazyLock::new(|| {
    let others = airside_import::airports(include_bytes!("airports.csv")).unwrap().rows;
    let all = WORLD.airports.iter().cloned().chain(others);
    all.map(|airport| (airport.iata, airport)).collect()
});

/// An airport that there is.
pub(crate) fn airport(code: AirportCode) -> Option<&'static Airport> {
    AIRPORTS.get(&code)
}
