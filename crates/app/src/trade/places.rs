//! Airports and airlines: added, changed, taken away. Uses the store.
//!
//! An airport is needed as long as the timetable or a booking that is not over has it: it stays, and
//! so does its clock, by which their times are told.

use std::collections::HashSet;

use airside_primitives::{AirportCode, BookingId};
use airside_timetable::{Airline, Airport};
use thiserror::Error;
use time::Duration;

use crate::context::App;
use crate::history::{Deed, Subject};
use crate::ports::bus::Message;
use crate::ports::store::{StoreError, WorldVersion};
use crate::ports::{Changes, CommitError, Write};
use crate::trade::By;

/// Adds an airport, or replaces it; tells whether it is new.
pub async fn save_airport(app: &App, airport: Airport, by: &By) -> Result<bool, PlaceError> {
    let (store, code) = (&app.ports.store, airport.iata);
    let world = store.world_version().await?;
    let before = store.airports().await?.into_iter().find(|it| it.iata == code);
    let moves_clock =
        before.as_ref().is_some_and(|before| before.zone.name() != airport.zone.name());
    if moves_clock && let Some(need) = needed_by(app, code).await? {
        return Err(PlaceError::ClockNeeded(need));
    }
    let entry = by.entry(
        app,
        (Subject::Airport(code), Deed::AirportSaved),
        before.as_ref().map(told),
        Some(told(&airport)),
    );
    let changes = changes(world).write(Write::SaveAirport(airport)).write(entry);
    app.commit(changes).await?;
    Ok(before.is_none())
}

/// Takes an airport away that nothing needs; `None` when there is none.
pub async fn remove_airport(
    app: &App,
    code: AirportCode,
    by: &By,
) -> Result<Option<()>, PlaceError> {
    let store = &app.ports.store;
    let world = store.world_version().await?;
    let known = store.airports().await?.into_iter().find(|it| it.iata == code);
    let Some(before) = known else { return Ok(None) };
    if let Some(need) = needed_by(app, code).await? {
        return Err(PlaceError::Needed(need));
    }
    let what = (Subject::Airport(code), Deed::AirportRemoved);
    let entry = by.entry(app, what, Some(told(&before)), None);
    app.commit(changes(world).write(Write::RemoveAirport(code)).write(entry)).await?;
    Ok(Some(()))
}

/// Adds an airline, or gives it another name; tells whether it is new.
pub async fn save_airline(app: &App, airline: Airline, by: &By) -> Result<bool, PlaceError> {
    let store = &app.ports.store;
    let before = store.airlines().await?.into_iter().find(|it| it.code == airline.code);
    let name = |airline: &Airline| serde_json::json!({"name": airline.name}).to_string();
    let entry = by.entry(
        app,
        (Subject::Airline(airline.code), Deed::AirlineSaved),
        before.as_ref().map(name),
        Some(name(&airline)),
    );
    let saved = Changes::default().write(Write::SaveAirline(airline)).write(entry);
    app.commit(saved.send(Message::TimetableChanged)).await?;
    Ok(before.is_none())
}

/// Of the world that they were decided in: a timetable that comes between may need the airport.
fn changes(world: WorldVersion) -> Changes {
    Changes::default().write(Write::InWorld(world)).send(Message::TimetableChanged)
}

/// What needs an airport.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Need {
    #[error("{flights} flights of the timetable leave from {airport} or land there")]
    Timetable { airport: AirportCode, flights: usize },
    #[error("bookings that are not over leave from {airport} or land there")]
    Bookings { airport: AirportCode },
}

async fn needed_by(app: &App, airport: AirportCode) -> Result<Option<Need>, StoreError> {
    let store = &app.ports.store;
    let rows = store.flights().await?;
    let flights = rows.iter().filter(|it| it.origin == airport || it.destination == airport);
    let flights = flights.count();
    if flights > 0 {
        return Ok(Some(Need::Timetable { airport, flights }));
    }
    // What is booked and still in the timetable is elsewhere, then.
    let flown: HashSet<_> = rows.iter().map(|it| it.id).collect();
    let lately = (app.now() - Duration::days(2)).date();
    let mut looked_at: HashSet<BookingId> = HashSet::new();
    for (flight, date) in store.booked_from(lately).await? {
        if flown.contains(&flight) {
            continue;
        }
        for id in store.bookings_on(flight, date).await? {
            if !looked_at.insert(id) {
                continue;
            }
            let Some(booking) = store.booking(id).await? else { continue };
            let mut segments =
                booking.value.journeys.iter().flat_map(|it| it.offer.segments.iter());
            if segments.any(|it| it.origin == airport || it.destination == airport) {
                return Ok(Some(Need::Bookings { airport }));
            }
        }
    }
    Ok(None)
}

/// As the history shows it.
fn told(airport: &Airport) -> String {
    serde_json::json!({
        "icao": airport.icao,
        "name": airport.name,
        "city": airport.city,
        "country": airport.country.to_string(),
        "city_code": airport.city_code.map(|code| code.to_string()),
        "latitude": airport.latitude,
        "longitude": airport.longitude,
        "time_zone": airport.zone.name(),
    })
    .to_string()
}

/// Why a place stays as it is.
#[derive(Debug, Error)]
pub enum PlaceError {
    #[error("{0}")]
    Needed(Need),
    #[error("{0}, by the clock that it has")]
    ClockNeeded(Need),
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
