//! What journeys cost in the cheapest of some brands: what a search compares them by.
//!
//! The same figure as the least of [`total`](crate::total), by adding up what is known of each
//! sector; where a fare depends on the flight, the date or the day of booking, by asking it.

use std::cell::RefCell;

use airside_primitives::{AirlineCode, AirportCode, Amount, Brand, Cabin, Party, PassengerType};
use time::Date;

use crate::fare_table::FareTable;
use crate::journey_fare::ExactFare;
use crate::pricing::{base_step, total};
use crate::sector::Sector;
use crate::sector_prices::{OfEach, PublishedFare, SectorPrices};
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
    /// Through fares that were asked for, and the taxes of journeys between two countries.
    through: RefCell<Vec<(Route, PublishedFare)>>,
    taxes: RefCell<Vec<(Ends, JourneyTaxes)>>,
}

type Route = (AirlineCode, AirportCode, AirportCode);

/// The taxes of a journey as a whole.
#[derive(Debug, Clone)]
struct JourneyTaxes {
    fixed: OfEach,
    /// Thousandths of the base, for each rule, by passenger type.
    permille: Vec<[u32; PassengerType::ALL.len()]>,
}

/// A flight of a journey: its number among the [`SectorPrices`], and what pricing sees of it.
pub type Flown = (usize, Sector);

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
        let (through, taxes) = (RefCell::default(), RefCell::default());
        Self { tariff, fares, prices, cabin, party, booked_on, brands, share, through, taxes }
    }

    /// The least that a journey of these flights costs the party; `None` when it has no price.
    pub fn of(&self, flights: &[Flown]) -> Option<Amount> {
        match self.standard_fare(flights) {
            PublishedFare::Fixed(standard) => self.with_taxes(standard, flights),
            PublishedFare::Depends => self.by_asking(flights),
            PublishedFare::None => None,
        }
    }

    fn by_asking(&self, flights: &[Flown]) -> Option<Amount> {
        let sectors: Vec<Sector> = flights.iter().map(|(_, sector)| *sector).collect();
        let total = |brand| {
            let (cabin, party) = (self.cabin, self.party);
            total(self.tariff, self.fares, &sectors, cabin, brand, party, self.booked_on)
        };
        self.brands.iter().filter_map(|brand| total(*brand)).min()
    }

    fn standard_fare(&self, flights: &[Flown]) -> PublishedFare {
        if let [(_, first), .., (_, last)] = flights {
            let through = self.through((first.airline, first.origin, last.destination));
            if through != PublishedFare::None {
                return through;
            }
        }
        let mut sum = 0_i64;
        for (number, _) in flights {
            match self.prices.of(*number).map(|price| price.fare) {
                Some(PublishedFare::Fixed(fare)) => sum = sum.saturating_add(fare),
                // One without any fare leaves the journey without a price.
                Some(PublishedFare::Depends) => return PublishedFare::Depends,
                Some(PublishedFare::None) | None => return PublishedFare::None,
            }
        }
        PublishedFare::Fixed(sum)
    }

    fn through(&self, route: Route) -> PublishedFare {
        let mut known = self.through.borrow_mut();
        if let Some((_, fare)) = known.iter().find(|(it, _)| *it == route) {
            return *fare;
        }
        let (airline, origin, destination) = route;
        let ends = (origin, destination);
        let fare = PublishedFare::between(self.tariff, self.fares, self.cabin, airline, ends);
        known.push((route, fare));
        fare
    }

    fn with_taxes(&self, standard: i64, flights: &[Flown]) -> Option<Amount> {
        let fare = ExactFare::of_standard(standard);
        let (share, step) = (self.share?, base_step(self.tariff));
        let mut known = self.taxes.borrow_mut();
        let of_journey = self.journey_taxes(&mut known, flights)?;
        let mut total = Amount::ZERO;
        for (at, kind) in PassengerType::ALL.into_iter().enumerate() {
            let count = self.party.count(kind);
            if count == 0 {
                continue;
            }
            let base = fare.base(share, self.tariff.passenger_permille(kind), step);
            let mut each = base + of_journey.fixed[at];
            for (number, _) in flights {
                each += self.prices.taxes(self.prices.of(*number)?)[at];
            }
            let chargeable = self.tariff.currency.chargeable_step();
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
        flights: &[Flown],
    ) -> Option<&'k JourneyTaxes> {
        let ends = Ends::of(flights.iter().map(|(_, sector)| sector))?;
        let at = known.iter().position(|(it, _)| *it == ends).unwrap_or_else(|| {
            known.push((ends, JourneyTaxes::of(self.tariff, self.cabin, ends)));
            known.len() - 1
        });
        Some(&known[at].1)
    }
}

impl JourneyTaxes {
    fn of(tariff: &Tariff, cabin: Cabin, ends: Ends) -> Self {
        let mut taxes = Self { fixed: OfEach::default(), permille: Vec::new() };
        let rules = tariff.taxes.iter();
        for rule in rules.filter(|rule| rule.cabins.contains(&cabin) && rule.covers(ends)) {
            let pays = |kind| rule.payers.contains(&kind);
            match rule.charge {
                TaxCharge::PerSector(_) => {}
                TaxCharge::PerJourney(_) => {
                    for (sum, kind) in taxes.fixed.iter_mut().zip(PassengerType::ALL) {
                        *sum += rule.owed(tariff.currency, kind, Amount::ZERO);
                    }
                }
                TaxCharge::PermilleOfBase(permille) => {
                    let of = |kind| if pays(kind) { permille } else { 0 };
                    taxes.permille.push(PassengerType::ALL.map(of));
                }
            }
        }
        taxes
    }
}
