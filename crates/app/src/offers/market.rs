//! What the search compares journeys by: whether the party fits, and what it pays in the cheapest
//! brand that will do.

use airside_fares::{Cheapest, SectorPrices};
use airside_primitives::{Amount, Brand, Cabin, Party};
use airside_search::{Market, Sold};
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
}
