//! The seat map of an offer: its own cabin, flight by flight. Uses the store.

use std::collections::HashSet;

use airside_booking::Offer;
use airside_primitives::SeatNumber;
use thiserror::Error;

use crate::context::App;
use crate::offers::read::{OfferError, read_offer};
use crate::ports::StoreError;

/// An offer, and which seats of each of its segments are taken now.
pub struct SeatMaps {
    pub offer: Offer,
    /// One set for each segment.
    pub taken: Vec<HashSet<SeatNumber>>,
}

/// Reads what is taken on the flights of an offer.
pub async fn seat_maps(app: &App, id: &str) -> Result<SeatMaps, SeatMapError> {
    let offer = read_offer(app, &app.world.load(), id)?;

    let flights: Vec<_> = offer.segments.iter().map(|it| (it.flight, it.date)).collect();
    let rows = app.ports.store.taken_seats(&flights).await?;

    let taken = flights
        .iter()
        .map(|(flight, date)| {
            let rows = rows.iter().filter(|row| (row.0, row.1) == (*flight, *date));
            rows.map(|row| row.2).collect()
        })
        .collect();
    Ok(SeatMaps { offer, taken })
}

/// Why there is no seat map.
#[derive(Debug, Error)]
pub enum SeatMapError {
    #[error(transparent)]
    Offer(#[from] OfferError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
