//! What journeys cost in the cheapest of some brands: what a search compares them by.
//!
//! The same figure as the least of [`total`](crate::total), by adding up what is known of each
//! sector; where a fare depends on the flight, the date or the day of booking, by asking it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use airside_primitives::{AirlineCode, AirportCode, Amount, Brand, Cabin, Party, PassengerType};
use foldhash::fast::FixedState;
use smallvec::SmallVec;
use time::Date;

use crate::fare_table::FareTable;
use crate::journey_fare::ExactFare;
use crate::pricing::{base_step, total};
use crate::sector::Sector;
use crate::sector_prices::{OfEach, PublishedFare, SectorPrice, SectorPrices};
use crate::tariff::Tariff;
use crate::tax::{Ends, TaxCharge};

/// Prices journeys of one party, one after the other.
#[derive(Debug)]
pub struct Cheapest<'a> {
    tariff: &'a Tariff,
    fares: &'a FareTable,
    prices: &'a SectorPrices,
    cabin: Cabin,
    party: Party,
    booked_on: Date,
    brands: Vec<Brand>,
    /// The smallest share of the brands; `None` when there are none.
    share: Option<u32>,
    /// A fare of STANDARD for one adult is so many thousandths for the party, in that share.
    weight: i64,
    /// Through fares that were asked for, and the last of them.
    through: RefCell<HashMap<Route, PublishedFare, FixedState>>,
    last_through: Cell<Option<(Route, PublishedFare)>>,
    /// The taxes of journeys between two countries.
    taxes: RefCell<Vec<(Ends, JourneyTaxes)>>,
}

type Route = (AirlineCode, AirportCode, AirportCode);

/// The prices of the flights of a journey.
type Flights<'a> = SmallVec<[&'a SectorPrice; 3]>;

/// The taxes of a journey as a whole.
#[derive(Debug, Clone)]
struct JourneyTaxes {
    fixed: OfEach,
    /// Thousandths of the base, for each rule, by passenger type.
    permille: Vec<[u32; PassengerType::ALL.len()]>,
}

impl<'a> Cheapest<'a> {
    /// For a party in a cabin, of which `prices` were worked out by the same tariff and fares.
    pub fn new(
        (tariff, fares, prices): (&'a Tariff, &'a FareTable, &'a SectorPrices),
        cabin: Cabin,
        brands: Vec<Brand>,
        party: Party,
        booked_on: Date,
    ) -> Self {
        let share = brands.iter().map(|brand| tariff.brands.of(*brand)).min();
        let weights = PassengerType::ALL.map(|kind| {
            let each = i64::from(tariff.passenger_permille(kind));
            each.saturating_mul(party.count(kind).into())
        });
        let weight = weights.iter().sum::<i64>().saturating_mul(share.unwrap_or(0).into()) / 1_000;
        Self {
            tariff,
            fares,
            prices,
            cabin,
            party,
            booked_on,
            brands,
            share,
            weight,
            through: RefCell::default(),
            last_through: Cell::default(),
            taxes: RefCell::default(),
        }
    }

    /// The least that a journey by these sectors costs the party; `None` when it has no price.
    ///
    /// `sector` tells one of them with its flight and date, by its position in the journey.
    pub fn of(
        &self,
        sectors: impl IntoIterator<Item = usize>,
        sector: impl Fn(usize) -> Option<Sector>,
    ) -> Option<Amount> {
        self.price(self.share, sectors, sector, |sectors| self.by_asking(sectors))
    }

    /// What a journey by these sectors costs the party in one brand; as [`of`](Self::of).
    pub fn in_brand(
        &self,
        brand: Brand,
        sectors: impl IntoIterator<Item = usize>,
        sector: impl Fn(usize) -> Option<Sector>,
    ) -> Option<Amount> {
        let share = self.tariff.brands.of(brand);
        self.price(Some(share), sectors, sector, |sectors| self.total(brand, sectors))
    }

    /// A share of the fare with its taxes; where the fare depends on the flights, what `asking`
    /// about them says.
    fn price(
        &self,
        share: Option<u32>,
        sectors: impl IntoIterator<Item = usize>,
        sector: impl Fn(usize) -> Option<Sector>,
        asking: impl FnOnce(&[Sector]) -> Option<Amount>,
    ) -> Option<Amount> {
        let flights = sectors.into_iter().map(|number| self.prices.of(number));
        let flights: Flights<'_> = flights.collect::<Option<_>>()?;
        match self.standard_fare(&flights) {
            PublishedFare::Fixed(standard) => self.with_taxes(share?, standard, &flights),
            PublishedFare::Depends => {
                asking(&(0..flights.len()).map(sector).collect::<Option<Vec<_>>>()?)
            }
            PublishedFare::None => None,
        }
    }

    /// What a journey costs the party at least for a sector of it: a fare, in the place of which a
    /// through fare may come, and taxes besides.
    pub fn least(&self, sector: usize) -> (Amount, Amount) {
        let Some(price) = self.prices.of(sector) else { return Default::default() };
        let kinds = PassengerType::ALL.into_iter().zip(self.prices.taxes(price));
        let taxes = kinds.map(|(kind, each)| each.times(self.party.count(kind).into())).sum();
        (self.least_fare(price.fare), taxes)
    }

    /// The least fare of journeys that begin with one sector and end with another; `None` when it
    /// is the sum of their sectors'.
    pub fn least_through(&self, first: usize, last: usize) -> Option<Amount> {
        let (first, last) = (self.prices.of(first)?, self.prices.of(last)?);
        match self.through((first.seller, first.origin, last.destination)) {
            PublishedFare::None => None,
            through => Some(self.least_fare(through)),
        }
    }

    /// Whether journeys that begin with one sector and end with another have a through fare that
    /// depends on more than them.
    pub fn varies_through(&self, first: usize, last: usize) -> bool {
        let (Some(first), Some(last)) = (self.prices.of(first), self.prices.of(last)) else {
            return false;
        };
        self.through((first.seller, first.origin, last.destination)) == PublishedFare::Depends
    }

    /// What journeys that begin with one sector and end with another are levied at least as a
    /// whole: thousandths of the party's fare, and an amount.
    pub fn least_besides(&self, first: usize, last: usize) -> (u32, Amount) {
        let (Some(first), Some(last)) = (self.prices.of(first), self.prices.of(last)) else {
            return Default::default();
        };
        let ends = Ends { domestic: false, ..first.ends.and_on(last.ends) };
        if ends.from == ends.to {
            // It may be domestic or not, by what lies between.
            return Default::default();
        }
        let mut known = self.taxes.borrow_mut();
        let taxes = self.journey_taxes(&mut known, ends);
        let kinds = || PassengerType::ALL.into_iter().map(|kind| self.party.count(kind));
        let fixed: Amount =
            kinds().zip(taxes.fixed).map(|(count, each)| each.times(count.into())).sum();
        let travels = || kinds().enumerate().filter(|(_, count)| *count > 0);
        let permille = travels().map(|(at, _)| taxes.permille.iter().map(|of| of[at]).sum()).min();
        // Each is rounded for each passenger.
        let rules = i64::try_from(taxes.permille.len()).unwrap_or(0);
        let passengers: i64 = kinds().map(i64::from).sum();
        let step = self.tariff.currency.chargeable_step();
        let rounding = Amount::minor(step.saturating_mul(rules).saturating_mul(passengers));
        (permille.unwrap_or(0), (fixed - rounding).max(Amount::ZERO))
    }

    /// As much as is left however each passenger's base is rounded.
    fn least_fare(&self, fare: PublishedFare) -> Amount {
        let PublishedFare::Fixed(standard) = fare else { return Amount::ZERO };
        let exact = (standard / 1_000).saturating_mul(self.weight) / 1_000;
        let passengers = PassengerType::ALL.map(|kind| i64::from(self.party.count(kind)));
        let rounding = base_step(self.tariff).saturating_mul(passengers.iter().sum());
        Amount::minor(exact.saturating_sub(rounding).max(0))
    }

    fn by_asking(&self, sectors: &[Sector]) -> Option<Amount> {
        self.brands.iter().filter_map(|brand| self.total(*brand, sectors)).min()
    }

    fn total(&self, brand: Brand, sectors: &[Sector]) -> Option<Amount> {
        let (cabin, party) = (self.cabin, self.party);
        total(self.tariff, self.fares, sectors, cabin, brand, party, self.booked_on)
    }

    fn standard_fare(&self, flights: &[&SectorPrice]) -> PublishedFare {
        if let [first, .., last] = flights {
            let through = self.through((first.seller, first.origin, last.destination));
            if through != PublishedFare::None {
                return through;
            }
        }
        let mut sum = 0_i64;
        let mut depends = false;
        for flight in flights {
            match flight.fare {
                PublishedFare::Fixed(fare) => sum = sum.saturating_add(fare),
                PublishedFare::Depends => depends = true,
                // One without any fare leaves the journey without a price.
                PublishedFare::None => return PublishedFare::None,
            }
        }
        if depends { PublishedFare::Depends } else { PublishedFare::Fixed(sum) }
    }

    fn through(&self, route: Route) -> PublishedFare {
        if let Some((last, fare)) = self.last_through.get()
            && last == route
        {
            return fare;
        }
        let fare = *self.through.borrow_mut().entry(route).or_insert_with(|| {
            let (airline, origin, destination) = route;
            let ends = (origin, destination);
            PublishedFare::between(self.tariff, self.fares, self.cabin, airline, ends)
        });
        self.last_through.set(Some((route, fare)));
        fare
    }

    fn with_taxes(&self, share: u32, standard: i64, flights: &[&SectorPrice]) -> Option<Amount> {
        let fare = ExactFare::of_standard(standard);
        let step = base_step(self.tariff);
        let ends = flights.iter().map(|flight| flight.ends).reduce(Ends::and_on)?;
        let mut known = self.taxes.borrow_mut();
        let of_journey = self.journey_taxes(&mut known, ends);
        let chargeable = self.tariff.currency.chargeable_step();
        let mut total = Amount::ZERO;
        for (at, kind) in PassengerType::ALL.into_iter().enumerate() {
            let count = self.party.count(kind);
            if count == 0 {
                continue;
            }
            let base = fare.base(share, self.tariff.passenger_permille(kind), step);
            let mut each = base + of_journey.fixed[at];
            for flight in flights {
                each += self.prices.taxes(flight)[at];
            }
            for permille in &of_journey.permille {
                each += base.permille(permille[at].into()).rounded_to(chargeable);
            }
            total += each.times(count.into());
        }
        Some(total)
    }

    fn journey_taxes<'k>(
        &self,
        known: &'k mut Vec<(Ends, JourneyTaxes)>,
        ends: Ends,
    ) -> &'k JourneyTaxes {
        let at = known.iter().position(|(it, _)| *it == ends).unwrap_or_else(|| {
            known.push((ends, JourneyTaxes::of(self.tariff, self.cabin, ends)));
            known.len() - 1
        });
        &known[at].1
    }
}

impl JourneyTaxes {
    fn of(tariff: &Tariff, cabin: Cabin, ends: Ends) -> Self {
        let mut taxes = Self { fixed: OfEach::default(), permille: Vec::new() };
        let rules = tariff.taxes.iter();
        for rule in rules.filter(|rule| rule.cabins.contains(&cabin) && rule.covers(ends)) {
            match rule.charge {
                TaxCharge::PerSector(_) => {}
                TaxCharge::PerJourney(_) => {
                    for (sum, kind) in taxes.fixed.iter_mut().zip(PassengerType::ALL) {
                        *sum += rule.owed(tariff.currency, kind, Amount::ZERO);
                    }
                }
                TaxCharge::PermilleOfBase(permille) => {
                    let of = |kind| if rule.payers.contains(&kind) { permille } else { 0 };
                    taxes.permille.push(PassengerType::ALL.map(of));
                }
            }
        }
        taxes
    }
}
