//! Prices of candidates, asked for once where all flights of the same services cost the same.

use std::cell::OnceCell;

use airside_primitives::Amount;
use smallvec::SmallVec;

use crate::dated::Dated;
use crate::graph::date_of;
use crate::hunt::Hunt;
use crate::market::Sold;

/// What the journeys cost that take the same services one after the other.
#[derive(Default)]
pub(crate) struct PriceOfServices(OnceCell<Option<Amount>>);

impl PriceOfServices {
    /// The price of a journey by these flights of the services.
    pub(crate) fn of(&self, hunt: &Hunt<'_, '_>, legs: &[Dated]) -> Option<Amount> {
        // Flights of one number may have a fare of their own.
        let (_, onward) = legs.split_last()?;
        if legs.iter().any(|leg| leg.varies) || onward.iter().any(|leg| leg.goes_on) {
            return hunt.price(legs);
        }
        *self.0.get_or_init(|| hunt.price(legs))
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
