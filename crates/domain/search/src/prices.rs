//! Prices of candidates, each asked for once while the flights of the same services are tried.

use airside_primitives::Amount;
use smallvec::SmallVec;

use crate::dated::Dated;
use crate::graph::date_of;
use crate::hunt::Hunt;
use crate::market::Sold;

/// What journeys cost that take the same services, while one way is tried.
#[derive(Default)]
pub(crate) struct PricesOfWay(Vec<([u32; 3], Option<Amount>)>);

impl PricesOfWay {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The price of a journey by these flights.
    pub(crate) fn of(&mut self, hunt: &Hunt<'_, '_>, legs: &[Dated]) -> Option<Amount> {
        // Flights of one number may have a fare of their own.
        let (_, onward) = legs.split_last()?;
        if legs.iter().any(|leg| leg.varies) || onward.iter().any(|leg| leg.goes_on) {
            return hunt.price(legs);
        }
        let mut services = [u32::MAX; 3];
        for (service, leg) in services.iter_mut().zip(legs) {
            *service = leg.service;
        }
        let known = self.0.iter().find(|(it, _)| *it == services);
        if let Some((_, price)) = known {
            return *price;
        }
        let price = hunt.price(legs);
        self.0.push((services, price));
        price
    }
}

impl Hunt<'_, '_> {
    pub(crate) fn price(&self, legs: &[Dated]) -> Option<Amount> {
        let sold = legs.iter().map(|leg| {
            let flight = &self.index.flights()[leg.flight as usize];
            Some(Sold { service: leg.service, flight, date: date_of(leg.day)? })
        });
        let sold: SmallVec<[Sold<'_>; 3]> = sold.collect::<Option<_>>()?;
        self.market.price(&sold)
    }
}
