//! Prices drawn from a number, for random worlds.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use airside_primitives::{AirlineCode, AirportCode, Amount, FlightNumber};
use airside_search::{Besides, Least, Leg, Market, Sold};
use airside_timetable::Flight;
use time::Date;

/// An airline and two airports.
pub(crate) type Way = (AirlineCode, AirportCode, AirportCode);

/// Prices from a number: of pairs by themselves, of whole ways, of single flights; low ones, so
/// that many are equal.
pub(crate) struct Prices<'a> {
    pub(crate) seed: u64,
    pub(crate) has_room: &'a dyn Fn(&Flight, Date) -> bool,
    /// In the order of the index.
    pub(crate) services: &'a [Way],
}

impl Prices<'_> {
    fn drawn(&self, from: impl Hash, below: u64) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.seed, from).hash(&mut hasher);
        hasher.finish() % below
    }

    fn fare(&self, Sold { service, flight, date }: &Sold<'_>) -> Option<u64> {
        if self.varies(*service) {
            return Some(self.drawn((flight.id, flight.departs, date), 4));
        }
        (self.drawn(("unsold", service), 9) > 0).then(|| self.drawn(service, 4))
    }

    fn tax(&self, origin: AirportCode) -> u64 {
        self.drawn(("tax", origin), 2)
    }

    fn levied_once(&self, origin: AirportCode, destination: AirportCode) -> u64 {
        self.drawn(("once", origin, destination), 2)
    }

    fn has_through_fare(&self, way: Way) -> bool {
        self.drawn(("through", way), 3) == 0
    }

    /// Flights of one number have one of their own, and some ways one for each date.
    fn through_fare(&self, way: Way, number: Option<FlightNumber>, date: Option<Date>) -> u64 {
        let date = date.filter(|_| self.has_dated_through_fare(way));
        self.drawn(("through fare", way, number, date), 6)
    }

    fn has_dated_through_fare(&self, way: Way) -> bool {
        self.seed % 2 == 1 && self.drawn(("dated", way), 3) == 0
    }

    /// The seller and the ends of journeys that begin and end with these services.
    fn way(&self, first: u32, last: u32) -> Way {
        let (seller, origin, _) = self.services[first as usize];
        (seller, origin, self.services[last as usize].2)
    }

    pub(crate) fn of_legs(&self, legs: &[Leg<'_>]) -> Option<Amount> {
        let sold = legs.iter().map(|leg| {
            let Leg { service, flight, date, .. } = *leg;
            Sold { service, flight, date }
        });
        self.price(&sold.collect::<Vec<_>>())
    }
}

fn minor(units: u64) -> Amount {
    Amount::minor(i64::try_from(units).unwrap())
}

impl Market for Prices<'_> {
    fn has_room(&self, flight: &Flight, date: Date) -> bool {
        (self.has_room)(flight, date)
    }

    fn price(&self, flights: &[Sold<'_>]) -> Option<Amount> {
        if self.seed == 0 {
            return Some(Amount::ZERO);
        }
        let (first, last) = (&flights[0].flight, &flights[flights.len() - 1].flight);
        let taxes = flights.iter().map(|sold| self.tax(sold.flight.origin));
        let taxes = taxes.sum::<u64>() + self.levied_once(first.origin, last.destination);
        let way = (first.number.airline(), first.origin, last.destination);
        let fare = if flights.len() == 1 || !self.has_through_fare(way) {
            flights.iter().map(|sold| self.fare(sold)).sum::<Option<u64>>()?
        } else {
            let is_one = flights.iter().all(|sold| sold.flight.number == first.number);
            self.through_fare(way, is_one.then_some(first.number), Some(flights[0].date))
        };
        Some(minor(fare + taxes))
    }

    fn varies(&self, service: u32) -> bool {
        self.seed % 2 == 1 && self.drawn(("varies", service), 4) == 0
    }

    fn varies_through(&self, first: u32, last: u32) -> bool {
        let way = self.way(first, last);
        self.has_through_fare(way) && self.has_dated_through_fare(way)
    }

    fn least(&self, service: u32) -> Least {
        if self.seed == 0 {
            return Least::default();
        }
        let (_, origin, _) = self.services[service as usize];
        let fare = if self.varies(service) { 0 } else { self.drawn(service, 4) };
        Least { fare: minor(fare), taxes: minor(self.tax(origin)) }
    }

    fn least_besides(&self, first: u32, last: u32) -> Besides {
        if self.seed == 0 {
            return Besides::default();
        }
        let (_, origin, destination) = self.way(first, last);
        Besides { permille: 0, fixed: minor(self.levied_once(origin, destination)) }
    }

    fn least_through(&self, first: u32, last: u32) -> Option<Amount> {
        let way = self.way(first, last);
        if self.seed == 0 || !self.has_through_fare(way) {
            return None;
        }
        if self.has_dated_through_fare(way) {
            return Some(Amount::ZERO);
        }
        let numbers = (1..6).map(|number| format!("{}{number}", way.0).parse().unwrap());
        let fares = numbers.map(Some).chain([None]).map(|it| self.through_fare(way, it, None));
        fares.min().map(minor)
    }
}
