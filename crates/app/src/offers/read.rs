//! Reads an offer that a client brings back, and checks that it still stands.

use airside_booking::{Offer, TripType};
use airside_primitives::Amount;
use airside_search::Sort;
use thiserror::Error;

use crate::context::App;
use crate::offers::id::{self, Unreadable};
use crate::offers::search::{Filters, FoundOffer, SearchOffers, Slice, search_offers};
use crate::world::Snapshot;

/// The offer, if it was made here, has not expired, and its flights still fly as promised.
pub fn read_offer(app: &App, world: &Snapshot, id: &str) -> Result<Offer, OfferError> {
    let offer = id::read(id, &app.secrets.offer_key)?;
    let was_made_for_us = offer.currency == world.terms.tariff.currency;
    if !was_made_for_us || offer.expires_at <= app.now() || !is_before_cutoff(app, &offer) {
        return Err(OfferError::Expired);
    }
    if flies_as_promised(world, &offer) { Ok(offer) } else { Err(OfferError::FlightChanged) }
}

/// The same with the seats that are left on the fullest of its flights.
pub fn offer_now(app: &App, world: &Snapshot, id: &str) -> Result<FoundOffer, OfferError> {
    let offer = read_offer(app, world, id)?;
    let left = offer.segments.iter().map(|segment| {
        let flight = world.index.row_on(segment.flight, segment.date);
        flight.map_or(0, |flight| app.stock.left(world, flight, segment.date, offer.cabin))
    });
    let seats_left = left.min().unwrap_or_default();
    Ok(FoundOffer { id: id.to_owned(), offer, seats_left })
}

/// An offer in the place of one that has lapsed.
#[derive(Debug, Clone)]
pub struct Renewed {
    pub found: FoundOffer,
    /// What the one before cost.
    pub cost_before: Amount,
}

/// The same flights in the same brand, as they are sold now; `None` when they are not, or when this
/// was no offer of ours.
pub fn renewed_offer(app: &App, world: &Snapshot, id: &str) -> Option<Renewed> {
    let old = id::read(id, &app.secrets.offer_key).ok()?;
    let first = old.segments.first();
    let slice = Slice {
        origin: old.origin().to_string(),
        destination: old.destination().to_string(),
        date: first.date,
    };
    let search = SearchOffers {
        trip_type: TripType::OneWay,
        slices: vec![slice],
        flexible_days: 0,
        party: old.party,
        cabin: old.cabin,
        filters: Filters {
            max_stops: u8::try_from(old.segments.len() - 1).unwrap_or(u8::MAX),
            flight_number: Some(first.number),
            ..Filters::default()
        },
        sort: Sort::default(),
        limit: usize::MAX,
        offset: 0,
    };
    let found = search_offers(app, world, &search).ok()?.slices.pop()?;
    let is_same =
        |it: &FoundOffer| it.offer.segments == old.segments && it.offer.brand == old.brand;
    let found = found.into_iter().find(is_same)?;
    Some(Renewed { found, cost_before: old.price.total() })
}

/// Whether the journey could still be sold, even if its offer has expired.
pub(crate) fn still_sold(app: &App, offer: &Offer) -> bool {
    is_before_cutoff(app, offer) && flies_as_promised(&app.world.load(), offer)
}

fn is_before_cutoff(app: &App, offer: &Offer) -> bool {
    app.now() < offer.departs_at() - app.settings.sales_cutoff
}

fn flies_as_promised(world: &Snapshot, offer: &Offer) -> bool {
    offer.segments.iter().all(|segment| {
        let Some(flight) = world.index.row_on(segment.flight, segment.date) else { return false };
        let seats = world.seats_of(flight, segment.date);
        let same_aircraft =
            seats.is_some_and(|it| (it.id, it.aircraft) == (segment.inventory, segment.aircraft));
        let departure = world.index.departure(flight, segment.date);
        same_aircraft
            && departure.is_some_and(|departure| {
                departure.departs_at == segment.departs_at
                    && departure.arrives_at == segment.arrives_at
            })
    })
}

/// Why an offer cannot be taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OfferError {
    #[error("this is not an offer that was made here, or it was changed")]
    Invalid,
    #[error("the offer has expired; search again for a new one")]
    Expired,
    #[error("a flight of this offer was cancelled or retimed; search again")]
    FlightChanged,
}

impl From<Unreadable> for OfferError {
    fn from(error: Unreadable) -> Self {
        match error {
            Unreadable::Invalid => Self::Invalid,
            Unreadable::OfOlderRelease => Self::Expired,
        }
    }
}
