//! What a booking says in the books: a line for each journey that was sold, and one for each that
//! was given back.
//!
//! A line follows from the record that it is kept beside, and is never changed: a sale stands on the
//! day it was made, and what is given back later is a line of its own day.

use std::collections::BTreeMap;

use airside_fares::TaxCode;
use airside_primitives::{
    AirlineCode, AirportCode, Amount, BookingId, Brand, CancellationId, Currency,
};
use time::OffsetDateTime;

use crate::booking::{Booking, Journey, State};
use crate::cancellation::{Cancellation, CancellationState, CancelledJourney};
use crate::trip::Direction;

/// One journey of a booking that was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    pub booking: BookingId,
    pub direction: Direction,
    /// When the booking was confirmed.
    pub at: OffsetDateTime,
    pub currency: Currency,
    /// The seller of the journey.
    pub airline: AirlineCode,
    pub origin: AirportCode,
    pub destination: AirportCode,
    pub brand: Brand,
    pub base: Amount,
    /// Of a promo code; taken off the base.
    pub discount: Amount,
    /// Prepaid baggage.
    pub extras: Amount,
    /// Each code once, sorted.
    pub taxes: Vec<(TaxCode, Amount)>,
}

/// One journey that was given back, and what of its price came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenBack {
    pub cancellation: CancellationId,
    pub booking: BookingId,
    pub direction: Direction,
    /// When the cancellation was confirmed.
    pub at: OffsetDateTime,
    pub refund: Amount,
    /// Kept of the base.
    pub charge: Amount,
    /// Kept of the taxes.
    pub taxes_kept: Amount,
}

/// A line of the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SalesLine {
    Sale(Sale),
    GivenBack(GivenBack),
}

impl Sale {
    /// What was paid: the base less the discount, taxes and extras.
    pub fn paid(&self) -> Amount {
        self.base - self.discount + self.extras + self.all_taxes()
    }

    pub fn all_taxes(&self) -> Amount {
        self.taxes.iter().map(|(_, amount)| *amount).sum()
    }
}

impl Booking {
    /// What it says in the books: a sale for each journey, once it is confirmed.
    pub fn sales(&self) -> Vec<Sale> {
        let State::Confirmed { at, .. } = self.state else { return Vec::new() };
        let sale = |journey: &Journey| Sale {
            booking: self.id,
            direction: journey.direction,
            at,
            currency: self.currency,
            airline: journey.offer.airline,
            origin: journey.offer.origin(),
            destination: journey.offer.destination(),
            brand: journey.offer.brand,
            base: journey.offer.price.base(),
            discount: journey.discount,
            extras: journey.extra_baggage,
            taxes: by_code(journey),
        };
        self.journeys.iter().map(sale).collect()
    }
}

fn by_code(journey: &Journey) -> Vec<(TaxCode, Amount)> {
    let mut taxes: BTreeMap<TaxCode, Amount> = BTreeMap::new();
    for tax in journey.offer.price.taxes() {
        let amount = taxes.entry(tax.code).or_default();
        *amount += tax.amount;
    }
    taxes.into_iter().collect()
}

impl Cancellation {
    /// What it says in the books: a line for each journey, once it is confirmed.
    pub fn given_back(&self) -> Vec<GivenBack> {
        let CancellationState::Confirmed { at, .. } = self.state else { return Vec::new() };
        let line = |it: &CancelledJourney| GivenBack {
            cancellation: self.id,
            booking: self.booking,
            direction: it.direction,
            at,
            refund: it.line.refund(),
            charge: it.line.charge(),
            taxes_kept: it.line.taxes_kept(),
        };
        self.lines.iter().map(line).collect()
    }
}
