//! Searches journeys and prices them: memory only, the store is never asked.

use std::cell::RefCell;

use airside_booking::{Offer, Segment, Segments, TripType};
use airside_fares::{Sector, price};
use airside_primitives::{AirlineCode, AirportCode, Amount, Brand, Cabin, FlightNumber, Party};
use airside_search::{Journey, Leg, Place, Query, Rank, Sort, Window, order};
use airside_timetable::Flight;
use thiserror::Error;
use time::{Date, Duration, OffsetDateTime};

use crate::context::App;
use crate::offers::id::{self, Unencodable};
use crate::offers::known_offers::{FollowsFrom, KEPT};
use crate::offers::market::OfferMarket;
use crate::offers::slices::{places, today as today_at};
use crate::world::Snapshot;

/// A search for offers.
#[derive(Debug, Clone)]
pub struct SearchOffers {
    pub trip_type: TripType,
    /// One for each direction, in the order of travel.
    pub slices: Vec<Slice>,
    /// How many days before and after that of each slice will do as well.
    pub flexible_days: u8,
    pub party: Party,
    pub cabin: Cabin,
    pub filters: Filters,
    pub sort: Sort,
    /// The most offers in each list.
    pub limit: usize,
    /// Offers to leave out at the start of each list.
    pub offset: usize,
}

/// One direction of the trip.
#[derive(Debug, Clone)]
pub struct Slice {
    /// A code or a city name, as typed.
    pub origin: String,
    pub destination: String,
    /// On the origin's calendar.
    pub date: Date,
}

/// What an offer must be. Each direction is filtered alone.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    pub max_stops: u8,
    pub airlines: Vec<AirlineCode>,
    pub exclude_airlines: Vec<AirlineCode>,
    pub max_price: Option<Amount>,
    pub max_minutes: Option<u32>,
    pub min_layover: Option<u32>,
    pub max_layover: Option<u32>,
    pub via: Option<AirportCode>,
    pub refundable: bool,
    pub checked_baggage: bool,
    /// These three hold for the first direction only.
    pub flight_number: Option<FlightNumber>,
    pub departure_window: Option<Window>,
    pub arrival_window: Option<Window>,
}

/// Offers, a list for each direction.
#[derive(Debug, Clone)]
pub struct Found {
    pub slices: Vec<Vec<FoundOffer>>,
    /// Where the next page starts, while any list has more.
    pub next_offset: Option<usize>,
    /// What these offers follow from; `None` when time alone may change them.
    pub follows_from: Option<FollowsFrom>,
}

/// An offer under its signed id.
#[derive(Debug, Clone)]
pub struct FoundOffer {
    pub id: String,
    pub offer: Offer,
    /// Seats left on the fullest of its flights.
    pub seats_left: u16,
}

/// Finds offers for every direction.
pub fn search_offers(
    app: &App,
    world: &Snapshot,
    command: &SearchOffers,
) -> Result<Found, SearchError> {
    let places = places(world, &command.slices, app.now())?;
    let until = unchanged_until(app, world, command, &places);

    let mut slices = Vec::new();
    let mut more = false;
    let seen = RefCell::new(Vec::new());
    for (at, (slice, (origin, destination, today))) in command.slices.iter().zip(places).enumerate()
    {
        let query = query(app, command, at, slice, origin, destination);
        let room = |flight: &Flight, date| {
            let look = app.stock.look(world, flight, date, command.cabin);
            seen.borrow_mut().extend(look);
            look.is_some_and(|look| look.left >= u16::from(command.party.seated()))
        };
        let brands = brands(world, command);
        let wanted = (command.party, command.cabin, brands.clone());
        let max_price = command.filters.max_price;
        let market = OfferMarket::new(world, wanted, max_price, today, &room);
        let dates = dates_around(slice.date, command.flexible_days, today);
        let journeys: Vec<Journey<'_>> = dates
            .flat_map(|date| world.index.journeys(&Query { date, ..query.clone() }, &market))
            .collect();
        let priced = priced(&market, command, &brands, &journeys);

        let ranks: Vec<Rank> = priced.iter().map(|it| it.rank).collect();
        let ranked = order(command.sort, &ranks);
        more |= ranked.len() > command.offset.saturating_add(command.limit);
        let page = ranked.into_iter().skip(command.offset).take(command.limit);
        let offers: Result<Vec<_>, _> = page
            .filter_map(|at| found(app, world, command, &priced[at], today).transpose())
            .collect();
        slices.push(offers?);
    }
    let next_offset = more.then(|| command.offset.saturating_add(command.limit));
    let seen = seen.into_inner();
    let follows_from = until.map(|until| FollowsFrom { seen, until });
    Ok(Found { slices, next_offset, follows_from })
}

/// Until when the same search finds the same, if the stock and the world stay as they are: not on
/// days of which flights leave meanwhile, or are not sold any more, and not beyond midnight, when
/// prices may change.
fn unchanged_until(
    app: &App,
    world: &Snapshot,
    command: &SearchOffers,
    places: &[(Place, Place, Date)],
) -> Option<OffsetDateTime> {
    let until = app.now() + KEPT.min(app.settings.offer_lifetime / 10);
    // No clock is a day ahead.
    let last_cut_off = (until + app.settings.sales_cutoff + Duration::DAY).date();
    let stays = |(slice, (origin, _, today)): (&Slice, &(Place, Place, Date))| {
        let first = slice.date.saturating_sub(Duration::days(command.flexible_days.into()));
        today_at(world, origin, until) == *today && first > last_cut_off
    };
    command.slices.iter().zip(places).all(stays).then_some(until)
}

/// The days so many before and after a date that are not past.
fn dates_around(date: Date, days: u8, today: Date) -> impl Iterator<Item = Date> {
    let days = i64::from(days);
    let around = (-days..=days).filter_map(move |day| date.checked_add(Duration::days(day)));
    around.filter(move |date| *date >= today)
}

fn query(
    app: &App,
    command: &SearchOffers,
    slice: usize,
    wanted: &Slice,
    origin: Place,
    destination: Place,
) -> Query {
    let filters = &command.filters;
    let departing = slice == 0;
    Query {
        not_before: app.now() + app.settings.sales_cutoff,
        max_stops: filters.max_stops,
        airlines: filters.airlines.clone(),
        exclude_airlines: filters.exclude_airlines.clone(),
        flight_number: filters.flight_number.filter(|_| departing),
        max_minutes: filters.max_minutes,
        departure_window: filters.departure_window.filter(|_| departing),
        arrival_window: filters.arrival_window.filter(|_| departing),
        min_layover: filters.min_layover,
        max_layover: filters.max_layover,
        via: filters.via,
        ..Query::new(origin.airports, destination.airports, wanted.date)
    }
}

/// A journey in one brand, priced but not yet written out.
struct Priced<'a, 'j> {
    journey: &'a Journey<'j>,
    brand: Brand,
    rank: Rank,
}

/// The brands that will do.
fn brands(world: &Snapshot, command: &SearchOffers) -> Vec<Brand> {
    let SearchOffers { cabin, filters, .. } = command;
    if filters.checked_baggage && world.terms.tariff.baggage.allowance(*cabin).checked_kg == 0 {
        return Vec::new();
    }
    let will_do = |brand: &Brand| {
        !filters.refundable
            || world.terms.cancellation.conditions(*brand, Amount::ZERO).refundable()
    };
    Brand::ALL.into_iter().filter(will_do).collect()
}

/// Every journey in every brand that costs no more than is wanted.
fn priced<'a, 'j>(
    market: &OfferMarket<'_>,
    command: &SearchOffers,
    brands: &[Brand],
    journeys: &'a [Journey<'j>],
) -> Vec<Priced<'a, 'j>> {
    let mut priced = Vec::with_capacity(journeys.len() * brands.len());
    for journey in journeys {
        for brand in brands {
            let Some(total) = market.price_in(*brand, &journey.legs) else { continue };
            if command.filters.max_price.is_some_and(|most| total > most) {
                continue;
            }
            let rank = Rank {
                total,
                departs_at: journey.departs_at(),
                arrives_at: journey.arrives_at(),
                minutes: journey.minutes(),
                stops: journey.stops(),
            };
            priced.push(Priced { journey, brand: *brand, rank });
        }
    }
    priced
}

fn found(
    app: &App,
    world: &Snapshot,
    command: &SearchOffers,
    priced: &Priced<'_, '_>,
    booked_on: Date,
) -> Result<Option<FoundOffer>, SearchError> {
    let SearchOffers { party, cabin, .. } = command;
    let Priced { journey, brand, .. } = priced;
    let terms = &world.terms;
    let tariff = &terms.tariff;

    let legs = journey.legs.iter();
    let sectors: Option<Vec<Sector>> =
        legs.map(|leg| world.sector_of(leg.service, leg.flight, leg.date)).collect();
    let Some(sectors) = sectors else { return Ok(None) };
    let price = price(tariff, &world.fares, &sectors, *cabin, *brand, *party, booked_on);
    let Some(price) = price else { return Ok(None) };
    let conditions = terms.cancellation.conditions(*brand, price.base());
    // An id holds whole seconds, and an offer is shown as its id will be read.
    let now = app.now();
    let now = now.replace_nanosecond(0).unwrap_or(now);
    let legs = journey.legs.iter().map(|leg| segment(world, leg)).collect::<Vec<_>>();
    let Ok(segments) = Segments::try_from(legs) else { return Ok(None) };
    let offer = Offer {
        airline: journey.airline(),
        brand: *brand,
        cabin: *cabin,
        party: *party,
        segments,
        currency: tariff.currency,
        price,
        baggage: tariff.baggage.allowance(*cabin),
        conditions,
        expires_at: now + app.settings.offer_lifetime,
        tariff: world.tariff,
    };
    let left = journey.legs.iter().map(|leg| app.stock.left(world, leg.flight, leg.date, *cabin));
    let seats_left = left.min().unwrap_or_default();
    let id = id::of(&offer, &app.secrets.offer_key)?;
    Ok(Some(FoundOffer { id, offer, seats_left }))
}

fn segment(world: &Snapshot, leg: &Leg<'_>) -> Segment {
    let Leg { flight, date, departure, .. } = leg;
    // Never the fallback: only flights with known seats have room and are offered.
    let seats = world.seats_of(flight, *date).unwrap_or(flight);
    Segment {
        flight: flight.id,
        inventory: seats.id,
        number: flight.number,
        operating_airline: flight.operating_airline,
        origin: flight.origin,
        destination: flight.destination,
        date: *date,
        departs_at: departure.departs_at,
        arrives_at: departure.arrives_at,
        aircraft: seats.aircraft,
    }
}

/// One end of a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Origin,
    Destination,
}

/// Why nothing was searched. Slices count from 0.
#[derive(Debug, Error)]
pub enum SearchError {
    #[error("no airport or city is called that")]
    UnknownPlace { slice: usize, end: End },
    #[error("the destination must be another place than the origin")]
    SamePlace { slice: usize },
    #[error("the date is in the past")]
    DateInThePast { slice: usize },
    #[error("the date is before the one of the journey before")]
    DatesOutOfOrder { slice: usize },
    #[error(transparent)]
    Unencodable(#[from] Unencodable),
}
