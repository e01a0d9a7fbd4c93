//! The seat maps of an offer and of a booking: its own cabin, flight by flight. Uses the store.
//!
//! Of an offer no more seats are open than there are places left: holds that picked no seat have a
//! place, too. Who has booked has a place, and may have any seat that is nobody else's.

use std::collections::HashSet;

use airside_booking::{Booking, Direction, Journey, Offer};
use airside_primitives::SeatNumber;
use thiserror::Error;

use crate::context::App;
use crate::offers::read::{OfferError, read_offer};
use crate::ports::StoreError;
use crate::ports::store::Sold;

/// An offer, and which seats of each of its segments can be picked now.
pub struct SeatMaps {
    pub offer: Offer,
    /// One set for each segment.
    pub available: Vec<HashSet<SeatNumber>>,
}

/// Reads what can be picked on the flights of an offer.
pub async fn seat_maps(app: &App, id: &str) -> Result<SeatMaps, SeatMapError> {
    let world = app.world.load();
    let offer = read_offer(app, &world, id)?;

    let departures: Vec<_> = offer.segments.iter().map(|it| (it.inventory, it.date)).collect();
    let taken = app.ports.store.taken_seats(&departures).await?;
    let sold = app.ports.store.sold_on(&departures).await?;

    let fleet = &world.terms.fleet;
    let available = offer.segments.iter().map(|segment| {
        let departure = (segment.inventory, segment.date);
        let taken = taken.iter().filter(|row| (row.0, row.1) == departure);
        let taken: HashSet<_> = taken.map(|row| row.2).collect();
        let row = sold.iter().find(|Sold { inventory, .. }| {
            (inventory.flight, inventory.date) == departure && inventory.cabin == offer.cabin
        });
        let capacity = world.capacity(segment.inventory, segment.date, offer.cabin);
        let left = row.map_or(capacity, Sold::left);
        let layout = fleet.layout(segment.aircraft);
        layout.map(|layout| layout.open_seats(offer.cabin, &taken, left)).unwrap_or_default()
    });
    let available = available.collect();
    Ok(SeatMaps { offer, available })
}

/// A flight on which those who booked it may sit elsewhere.
pub struct BookedSeatMap {
    pub journey: Direction,
    /// The position of the flight in its journey.
    pub segment: usize,
    /// The seats of its cabin that are nobody else's.
    pub available: HashSet<SeatNumber>,
}

/// Reads what can be picked on the flights of a booking.
pub async fn booked_seat_maps(
    app: &App,
    booking: &Booking,
) -> Result<Vec<BookedSeatMap>, StoreError> {
    let flights = booking.flights_to_sit_on(app.now());
    let departure = |journey: &Journey, at: usize| {
        let segment = &journey.offer.segments[at];
        (segment.inventory, segment.date)
    };
    let departures: Vec<_> = flights.iter().map(|(journey, at)| departure(journey, *at)).collect();
    let taken = app.ports.store.taken_seats(&departures).await?;
    let world = app.world.load();
    let maps = flights.into_iter().map(|(journey, at)| {
        let on = departure(journey, at);
        let own = journey.seats.on(at);
        let taken = taken.iter().filter(|row| (row.0, row.1) == on && !own.contains(&Some(row.2)));
        let taken: HashSet<_> = taken.map(|row| row.2).collect();
        let layout = world.terms.fleet.layout(journey.offer.segments[at].aircraft);
        let free = layout.map(|it| it.open_seats(journey.offer.cabin, &taken, u16::MAX));
        let available = free.unwrap_or_default();
        BookedSeatMap { journey: journey.direction, segment: at, available }
    });
    Ok(maps.collect())
}

/// Why there is no seat map.
#[derive(Debug, Error)]
pub enum SeatMapError {
    #[error(transparent)]
    Offer(#[from] OfferError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
