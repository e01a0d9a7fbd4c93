//! What each flight adds to the price of the journeys it is part of, worked out once for a whole
//! timetable and cabin, so that a search compares prices by adding them up.

use airside_primitives::{AirlineCode, AirportCode, Amount, Cabin, CountryCode, PassengerType};
use std::collections::HashMap;

use crate::fare_table::{FareTable, Offered};
use crate::sector::Sector;
use crate::tariff::Tariff;
use crate::tax::{Ends, TaxCharge};

/// An amount for each passenger type, in the order of [`PassengerType::ALL`].
pub(crate) type OfEach = [Amount; PassengerType::ALL.len()];

/// The prices of sectors in one cabin, by the numbers that a timetable gives them.
#[derive(Debug, Default)]
pub struct SectorPrices {
    prices: Vec<SectorPrice>,
    /// Taxes for each sector, by passenger type: many sectors have the same.
    taxes: Vec<OfEach>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct SectorPrice {
    pub(crate) fare: PublishedFare,
    /// The seller and the airport that a through fare would begin with.
    pub(crate) seller: AirlineCode,
    pub(crate) origin: AirportCode,
    pub(crate) destination: AirportCode,
    pub(crate) ends: Ends,
    /// A position in [`SectorPrices::taxes`].
    taxes: u16,
}

/// What is published for a pair of airports, as far as it does not depend on who buys when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PublishedFare {
    /// The adult's fare of STANDARD, in thousandths of a minor unit.
    Fixed(i64),
    /// One of several, by flight, date, brand or day of booking.
    Depends,
    None,
}

impl SectorPrices {
    /// Works the prices out; the flights and dates of the sectors do not matter.
    pub fn new<'a>(
        tariff: &Tariff,
        fares: &FareTable,
        cabin: Cabin,
        sectors: impl IntoIterator<Item = &'a Sector>,
    ) -> Self {
        let mut this = Self::default();
        let mut known: HashMap<(CountryCode, CountryCode), u16> = HashMap::new();
        for sector in sectors {
            let ends = Ends::of_sector(sector);
            let countries = (sector.origin_country, sector.destination_country);
            let taxes = *known.entry(countries).or_insert_with(|| {
                this.taxes.push(sector_taxes(tariff, cabin, ends));
                u16::try_from(this.taxes.len() - 1).unwrap_or(u16::MAX)
            });
            let fare = PublishedFare::of_sector(tariff, fares, cabin, sector);
            let Sector { airline: seller, origin, destination, .. } = *sector;
            this.prices.push(SectorPrice { fare, seller, origin, destination, ends, taxes });
        }
        this
    }

    /// Whether what a sector adds depends on the flight, the date, the brand or the day of booking.
    pub fn varies(&self, sector: usize) -> bool {
        self.of(sector).is_some_and(|price| price.fare == PublishedFare::Depends)
    }

    pub(crate) fn of(&self, sector: usize) -> Option<&SectorPrice> {
        self.prices.get(sector)
    }

    pub(crate) fn taxes(&self, price: &SectorPrice) -> &OfEach {
        const NONE: OfEach = [Amount::ZERO; PassengerType::ALL.len()];
        self.taxes.get(usize::from(price.taxes)).unwrap_or(&NONE)
    }
}

impl PublishedFare {
    /// The fare of a flight by itself.
    fn of_sector(tariff: &Tariff, fares: &FareTable, cabin: Cabin, sector: &Sector) -> Self {
        let ends = (sector.origin, sector.destination);
        match Self::between(tariff, fares, cabin, sector.airline, ends) {
            Self::None => match tariff.per_distance {
                Some(fare) => {
                    Self::share(fare.economy(sector.distance_km), *tariff.cabins.of(cabin))
                }
                None => Self::None,
            },
            published => published,
        }
    }

    /// What an airline publishes between two airports: for the cabin, else for economy.
    pub(crate) fn between(
        tariff: &Tariff,
        fares: &FareTable,
        cabin: Cabin,
        airline: AirlineCode,
        (origin, destination): (AirportCode, AirportCode),
    ) -> Self {
        let offered = |cabin| fares.offered(airline, origin, destination, cabin);
        match (offered(cabin), offered(Cabin::Economy)) {
            (Offered::Alone(base), _) => Self::share(base, 1_000),
            (Offered::Several, _) | (Offered::Nothing, Offered::Several) => Self::Depends,
            (Offered::Nothing, Offered::Alone(base)) => Self::share(base, *tariff.cabins.of(cabin)),
            (Offered::Nothing, Offered::Nothing) => Self::None,
        }
    }

    fn share(fare: Amount, permille: u32) -> Self {
        Self::Fixed(fare.times(permille.into()).get())
    }
}

/// The taxes that are levied for each flight between two countries.
fn sector_taxes(tariff: &Tariff, cabin: Cabin, ends: Ends) -> OfEach {
    PassengerType::ALL.map(|kind| {
        let per_sector = tariff.taxes.iter().filter(|rule| {
            matches!(rule.charge, TaxCharge::PerSector(_))
                && rule.cabins.contains(&cabin)
                && rule.covers(ends)
        });
        per_sector.map(|rule| rule.owed(tariff.currency, kind, Amount::ZERO)).sum()
    })
}
