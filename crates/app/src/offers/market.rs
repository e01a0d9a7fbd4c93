//! What the search compares journeys by: whether the party fits, and what it pays in the cheapest
//! brand that will do.

use airside_fares::{Cheapest, SectorPrices};
use airside_primitives::{Amount, Brand, Cabin, Party};
use airside_search::{Besides, Least, Leg, Market, Sold};
use airside_timetable::Flight;
use time::Date;

use crate::world::Snapshot;

/// The offers of one search, before they are offers.
pub struct OfferMarket<'a> {
    world: &'a Snapshot,
    prices: &'a SectorPrices,
    cheapest: Cheapest<'a>,
    /// No journey that costs more.
    max_price: Option<Amount>,
    has_room: &'a dyn Fn(&Flight, Date) -> bool,
}

impl<'a> OfferMarket<'a> {
    /// For a party in a cabin, in one of these brands.
    pub fn new(
        world: &'a Snapshot,
        (party, cabin, brands): (Party, Cabin, Vec<Brand>),
        max_price: Option<Amount>,
        booked_on: Date,
        has_room: &'a dyn Fn(&Flight, Date) -> bool,
    ) -> Self {
        let prices = world.sector_prices(cabin);
        let known = (&world.terms.tariff, &world.fares, prices);
        let cheapest = Cheapest::new(known, cabin, brands, party, booked_on);
        Self { world, prices, cheapest, max_price, has_room }
    }
}

impl OfferMarket<'_> {
    /// What a journey costs in one brand, whatever is wanted at most.
    pub fn price_in(&self, brand: Brand, flights: &[Leg<'_>]) -> Option<Amount> {
        let sector = |at: usize| {
            let Leg { service, flight, date, .. } = *flights.get(at)?;
            self.world.sector_of(service, flight, date)
        };
        let services = flights.iter().map(|leg| leg.service as usize);
        self.cheapest.in_brand(brand, services, sector)
    }
}

impl Market for OfferMarket<'_> {
    fn has_room(&self, flight: &Flight, date: Date) -> bool {
        (self.has_room)(flight, date)
    }

    fn price(&self, flights: &[Sold<'_>]) -> Option<Amount> {
        let sector = |at: usize| {
            let Sold { service, flight, date } = *flights.get(at)?;
            self.world.sector_of(service, flight, date)
        };
        let services = flights.iter().map(|sold| sold.service as usize);
        let price = self.cheapest.of(services, sector);
        price.filter(|price| self.max_price.is_none_or(|most| *price <= most))
    }

    fn varies(&self, service: u32) -> bool {
        self.prices.varies(service as usize)
    }

    fn varies_through(&self, first: u32, last: u32) -> bool {
        self.cheapest.varies_through(first as usize, last as usize)
    }

    fn least(&self, service: u32) -> Least {
        let (fare, taxes) = self.cheapest.least(service as usize);
        Least { fare, taxes }
    }

    fn least_besides(&self, first: u32, last: u32) -> Besides {
        let (permille, fixed) = self.cheapest.least_besides(first as usize, last as usize);
        Besides { permille, fixed }
    }

    fn least_through(&self, first: u32, last: u32) -> Option<Amount> {
        self.cheapest.least_through(first as usize, last as usize)
    }
}
