//! What a journey could be exchanged for on a day, each with what it would cost: nothing is kept of it,
//! and nothing is promised but by a quote. Uses the store for tariffs no longer in use.

use airside_booking::exchange::{Asked, CannotExchange, Rebooking, Refused, Replacement, Waiver};
use airside_booking::{Booking, Direction, Exchange, RecordLocator, TripType};
use airside_primitives::{Cabin, ExchangeId, UserId};
use airside_search::Sort;
use thiserror::Error;
use time::Date;
use uuid::Uuid;

use crate::bookings::read::{ReadError, own_booking};
use crate::context::App;
use crate::offers::change_rules::change_rules;
use crate::offers::search::{Filters, FoundOffer, SearchError, SearchOffers, Slice, search_offers};
use crate::ports::StoreError;

/// More than a page of brands of each flight of a day.
const MOST: usize = 200;

/// What to look for; what is not said is as it is booked.
#[derive(Debug, Clone)]
pub struct WantedInstead {
    pub direction: Direction,
    pub date: Date,
    /// Airports or cities, as a search has them.
    pub origin: Option<String>,
    pub destination: Option<String>,
    pub cabin: Option<Cabin>,
    pub max_stops: u8,
    /// The fee or, where a schedule change is answered, all of it.
    pub waiver: Waiver,
}

/// An offer that could stand in the place of a journey, and the quote that would be made for it now.
pub struct Alternative {
    pub found: FoundOffer,
    pub exchange: Exchange,
}

/// The alternatives for the owner of a booking, the cheapest first.
pub async fn own_alternatives(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
    wanted: &WantedInstead,
) -> Result<(Booking, Vec<Alternative>), AlternativesError> {
    let booking = own_booking(app, owner, reference).await?.value;
    let found = alternatives(app, &booking, wanted).await?;
    Ok((booking, found))
}

/// Flights of the airline that sold the journey, for those who travel on it. Those that it cannot be
/// exchanged for are left out; where it can be exchanged for nothing, that is refused.
pub async fn alternatives(
    app: &App,
    booking: &Booking,
    wanted: &WantedInstead,
) -> Result<Vec<Alternative>, AlternativesError> {
    let (world, now) = (app.world.load(), app.now());
    let unknown = CannotExchange::Journey { at: 0, why: Refused::UnknownJourney };
    let journey = booking.journey(wanted.direction).ok_or(unknown)?;
    let offer = &journey.offer;
    let place = |said: &Option<String>, booked: String| said.clone().unwrap_or(booked);
    let slice = Slice {
        origin: place(&wanted.origin, offer.origin().to_string()),
        destination: place(&wanted.destination, offer.destination().to_string()),
        date: wanted.date,
    };
    let search = SearchOffers {
        trip_type: TripType::OneWay,
        slices: vec![slice],
        flexible_days: 0,
        party: offer.party,
        cabin: wanted.cabin.unwrap_or(offer.cabin),
        filters: Filters {
            max_stops: wanted.max_stops,
            airlines: vec![offer.airline],
            ..Filters::default()
        },
        sort: Sort::Departure,
        limit: MOST,
        offset: 0,
    };
    let found = search_offers(app, &world, &search)?;
    let city = |airport| world.index.city(airport);
    let within = app.settings.schedule_changes.rebook_within;
    let (mut alternatives, mut refusals) = (Vec::new(), Vec::new());
    for found in found.slices.into_iter().flatten() {
        let changes = change_rules(app, &world, &found.offer).await?;
        let offer = found.offer.clone();
        let replace = vec![Replacement { direction: wanted.direction, offer, changes }];
        let asked = Asked { replace, waiver: wanted.waiver };
        let rebooking = Rebooking { within, city: &city };
        // It is kept nowhere, so it needs no id of its own.
        let id = ExchangeId(Uuid::nil());
        match Exchange::quote(id, booking, asked, rebooking, app.settings.quote_lifetime, now) {
            Ok(exchange) => alternatives.push(Alternative { found, exchange }),
            Err(refused) => refusals.push(refused),
        }
    }
    if alternatives.is_empty()
        && let Some(refused) = refusals.into_iter().find(|it| !is_of_the_offer(*it))
    {
        return Err(refused.into());
    }
    alternatives.sort_by_key(|it| it.exchange.difference());
    Ok(alternatives)
}

/// Whether another offer might do.
const fn is_of_the_offer(refused: CannotExchange) -> bool {
    match refused {
        CannotExchange::OutOfOrder | CannotExchange::OfAnotherType { .. } => true,
        CannotExchange::Journey { why, .. } => !matches!(
            why,
            Refused::NotChangeable(_) | Refused::AlreadyCancelled | Refused::UnknownJourney
        ),
        CannotExchange::NotConfirmed | CannotExchange::Nothing => false,
    }
}

/// Why there is no list.
#[derive(Debug, Error)]
pub enum AlternativesError {
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error(transparent)]
    Refused(#[from] CannotExchange),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
