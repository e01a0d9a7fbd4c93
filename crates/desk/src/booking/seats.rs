//! The seats of a trip that is being booked.

use std::collections::HashSet;

use airside_app::App;
use airside_app::offers::seat_map::{SeatMapError, seat_maps};
use airside_app::world::Snapshot;
use airside_primitives::SeatNumber;
use maud::Markup;

use super::offers::Chosen;
use crate::form::{Fields, Wrong};
use crate::refusal::Refusal;
use crate::shown::journey::named;
use crate::shown::seat_maps::{Flight, SeatMaps};
use crate::texts::Texts;

/// Which seats can be picked, for each flight of the trip.
pub(super) async fn open_seats(
    app: &App,
    chosen: &Chosen,
) -> Result<Vec<HashSet<SeatNumber>>, Refusal> {
    let mut open = Vec::new();
    for (id, offer) in chosen.ids.iter().zip(&chosen.offers) {
        match seat_maps(app, id).await {
            Ok(maps) => open.extend(maps.available),
            // It lapsed at this moment, and is renewed when the page is sent.
            Err(SeatMapError::Offer(_)) => {
                open.extend(offer.segments.iter().map(|_| HashSet::new()));
            }
            Err(SeatMapError::Store(error)) if error.is_away() => return Err(Refusal::Away),
            Err(SeatMapError::Store(error)) => return Err(Refusal::fault(&error)),
        }
    }
    Ok(open)
}

/// The travellers who have a seat.
pub(super) fn seated(chosen: &Chosen) -> Vec<usize> {
    let kinds = chosen.kinds().into_iter().enumerate();
    kinds.filter(|(_, kind)| kind.has_seat()).map(|(at, _)| at).collect()
}

/// The maps of all flights.
pub(super) fn maps(
    texts: &Texts,
    world: &Snapshot,
    chosen: &Chosen,
    fields: &Fields,
    (open, faults): (&[HashSet<SeatNumber>], &Wrong),
) -> Markup {
    let open = open.iter().cloned().chain(std::iter::repeat(HashSet::new()));
    let flights: Vec<Flight<'_>> = chosen
        .segments()
        .zip(open)
        .enumerate()
        .map(|(at, ((offer, segment), open))| Flight {
            at,
            title: named(world, segment),
            segment,
            cabin: offer.cabin,
            seated: seated(chosen),
            open,
        })
        .collect();
    SeatMaps {
        texts,
        fleet: &world.terms.fleet,
        flights: &flights,
        fields,
        faults,
        name: &|at| traveller(texts, fields, at),
        may_give_up: true,
    }
    .shown()
}

fn traveller(texts: &Texts, fields: &Fields, at: usize) -> String {
    let given = fields.get(&format!("given{at}"));
    if given.is_empty() { (texts.traveller)(at + 1) } else { given.to_owned() }
}
