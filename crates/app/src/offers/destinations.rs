//! Where one can go from a place in a month, and what it costs one adult at least: memory only.
//!
//! Working it out takes a moment, so answers are kept. What can change beneath them is looked at
//! anew each time: which flights have room, and which are too soon to be sold.

use std::cell::RefCell;
use std::collections::BTreeSet;

use airside_primitives::{AirportCode, Amount, Brand, Cabin, FlightId, Party};
use airside_search::{Cheapest, Leaving, Sought};
use airside_timetable::Flight;
use time::{Date, Month, OffsetDateTime};

use crate::context::App;
use crate::offers::fare_calendar::days_of;
use crate::offers::known_destinations::{Answer, Asked, Departures, Kept};
use crate::offers::market::OfferMarket;
use crate::offers::search::{End, SearchError};
use crate::offers::slices::today;
use crate::world::Snapshot;

/// A month of travel from a place to anywhere.
#[derive(Debug, Clone)]
pub struct Destinations {
    /// A code or a city name, as typed.
    pub origin: String,
    /// On the origin's calendar.
    pub year: i32,
    pub month: Month,
    pub cabin: Cabin,
    pub max_price: Option<Amount>,
}

/// The cheapest journey to an airport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DestinationFare {
    pub destination: AirportCode,
    pub total: Amount,
    /// The first of the month on which it costs this.
    pub date: Date,
    pub stops: u8,
}

/// Finds the cheapest journey of the month to every airport in other cities, by price, then code.
pub fn destinations(
    app: &App,
    world: &Snapshot,
    command: &Destinations,
) -> Result<Vec<DestinationFare>, SearchError> {
    let Destinations { year, month, cabin, max_price, .. } = *command;
    let unknown = SearchError::UnknownPlace { slice: 0, end: End::Origin };
    let origin = world.index.place(&command.origin).ok_or(unknown)?;
    let today = today(world, &origin, app.now());
    let asked = Asked {
        origins: origin.airports,
        month: (year, month),
        cabin,
        today,
        world: (world.version, world.tariff),
    };

    let known = app.known_destinations.of(&asked);
    let mut known = known.lock();
    // Taken out, so that an answer that is half mended is never kept.
    let mut answer = known.take().unwrap_or_default();
    Mending { app, world, asked: &asked }.mend(&mut answer);
    let fares = answer.kept.iter().map(|(destination, kept)| DestinationFare {
        destination: *destination,
        total: kept.score.price,
        date: kept.score.date,
        stops: kept.score.stops,
    });
    let wanted = fares.filter(|fare| max_price.is_none_or(|most| fare.total <= most));
    let mut fares: Vec<DestinationFare> = wanted.collect();
    known.put(answer);

    fares.sort_by_key(|fare| (fare.total, fare.destination));
    Ok(fares)
}

/// Makes an answer of before true of now.
struct Mending<'m> {
    app: &'m App,
    world: &'m Snapshot,
    asked: &'m Asked,
}

impl Mending<'_> {
    fn mend(&self, answer: &mut Answer) {
        let not_before = self.app.now() + self.app.settings.sales_cutoff;
        let mut gone = BTreeSet::new();
        answer.kept.retain(|destination, kept| {
            let has_room = |(flight, date): &(FlightId, Date)| self.had_room(*flight, *date);
            let stays = kept.departs_at >= not_before && kept.flights.iter().all(has_room);
            if !stays {
                gone.insert(*destination);
            }
            stays
        });
        let were_full = answer.full.len();
        answer.full.retain(|(flight, date)| !self.had_room(*flight, *date));
        let is_all_open = !answer.is_worked_out || answer.full.len() < were_full;

        let sought = |destination| match answer.kept.get(&destination) {
            Some(kept) if is_all_open => Sought::BetterThan(kept.score),
            None if is_all_open || gone.contains(&destination) => Sought::Anything,
            Some(_) | None => Sought::Nothing,
        };
        if is_all_open || !gone.is_empty() {
            let (better, full) = self.search(not_before, &sought);
            answer.kept.extend(better);
            answer.full.extend(full);
            answer.is_worked_out = true;
        }
    }

    /// The best journeys that are sought, and the flights that were asked about and are full.
    fn search(
        &self,
        not_before: OffsetDateTime,
        sought: &dyn Fn(AirportCode) -> Sought,
    ) -> (Vec<(AirportCode, Kept)>, Departures) {
        let Asked { origins, month: (year, month), cabin, today, .. } = self.asked;
        let full = RefCell::new(Departures::new());
        let room = |flight: &Flight, date| {
            let has_room = self.has_room(flight, date);
            if !has_room && self.has_seats(flight, date) {
                full.borrow_mut().insert((flight.id, date));
            }
            has_room
        };
        let wanted = (Party::ONE, *cabin, Brand::ALL.to_vec());
        let market = OfferMarket::new(self.world, wanted, None, *today, &room);
        let dates: Vec<Date> = days_of(*year, *month).filter(|day| day >= today).collect();
        let leaving = Leaving { origins, dates: &dates, not_before };
        let found = self.world.index.cheapest_everywhere(&leaving, sought, &market);
        (found.iter().filter_map(kept).collect(), full.into_inner())
    }

    fn had_room(&self, flight: FlightId, date: Date) -> bool {
        let row = self.world.index.row_on(flight, date);
        row.is_some_and(|flight| self.has_room(flight, date))
    }

    fn has_room(&self, flight: &Flight, date: Date) -> bool {
        self.app.stock.left(self.world, flight, date, self.asked.cabin) > 0
    }

    /// Whether a flight has seats of the cabin at all, sold or not.
    fn has_seats(&self, flight: &Flight, date: Date) -> bool {
        let fleet = &self.world.terms.fleet;
        let row = self.world.seats_of(flight, date);
        row.is_some_and(|row| fleet.capacity(row.aircraft, self.asked.cabin) > 0)
    }
}

fn kept(found: &Cheapest<'_>) -> Option<(AirportCode, Kept)> {
    let legs = &found.journey.legs;
    let kept = Kept {
        score: found.score(),
        departs_at: found.journey.departs_at(),
        flights: legs.iter().map(|leg| (leg.flight.id, leg.date)).collect(),
    };
    Some((legs.last()?.flight.destination, kept))
}
