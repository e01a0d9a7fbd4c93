//! Which departure a page is about.

use actix_web::web::Path;
use airside_app::App;
use airside_app::departures::{PassengerList, passenger_list};
use airside_primitives::FlightId;
use time::Date;

use crate::refusal::Refusal;
use crate::shown::times::{iso, read_iso};

/// A flight and a date, as an address has them.
pub(super) type At = Path<(String, String)>;

pub(super) fn read(path: &At) -> Result<(FlightId, Date), Refusal> {
    let flight = path.0.parse().map_err(|_| Refusal::NotFound)?;
    Ok((FlightId(flight), read_iso(&path.1).ok_or(Refusal::NotFound)?))
}

pub(super) fn address((flight, date): (FlightId, Date)) -> String {
    format!("desk/departures/{flight}/{}", iso(date))
}

/// The departure and who is on it.
pub(super) async fn list(
    app: &App,
    (flight, date): (FlightId, Date),
) -> Result<PassengerList, Refusal> {
    let list = passenger_list(app, flight, date).await;
    list.map_err(|error| Refusal::fault(&error))?.ok_or(Refusal::NotFound)
}
