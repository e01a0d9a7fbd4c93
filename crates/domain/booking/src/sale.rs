//! What a booking says in the books: a line for each journey that was sold, exchanged or given
//! back.
//!
//! A line follows from the record that it is kept beside, and is never changed: a sale stands on the
//! day it was made, and what is given back later is a line of its own day.

use std::collections::BTreeMap;

use airside_fares::TaxCode;
use airside_primitives::{
    AirlineCode, AirportCode, Amount, BookingId, Brand, CancellationId, Currency, ExchangeId,
};
use time::OffsetDateTime;

use crate::booking::{Booking, Journey, State};
use crate::cancellation::{Cancellation, CancellationState, CancelledJourney};
use crate::exchange::{Exchange, ExchangeState, ExchangedJourney, Waiver};
use crate::offer::Offer;
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

/// One journey that was exchanged: what was sold instead, and what of the old one counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangedSale {
    pub exchange: ExchangeId,
    /// The new journey, sold when the exchange was carried out.
    pub sale: Sale,
    /// What of the old journey's price paid for the new one or came back.
    pub credit: Amount,
    pub fee: Amount,
    /// What of the old journey's price was kept for nothing.
    pub kept: Amount,
}

/// A line of the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SalesLine {
    Sale(Sale),
    Exchanged(ExchangedSale),
    GivenBack(GivenBack),
}

impl Sale {
    /// What was paid: the base less the discount, taxes and extras.
    pub fn paid(&self) -> Amount {
        self.base - self.discount + self.extras + self.all_taxes()
    }

    /// Whether nothing was sold by it.
    pub fn is_of_nothing(&self) -> bool {
        self.base.is_zero() && self.extras.is_zero() && self.taxes.is_empty()
    }

    pub fn all_taxes(&self) -> Amount {
        self.taxes.iter().map(|(_, amount)| *amount).sum()
    }
}

impl Booking {
    /// What it says in the books: a sale for each journey, once it is confirmed. Where a journey was
    /// exchanged since, its sale has been written, and stays as it was. What is part of another
    /// booking was sold there, and its own sale is of nothing.
    pub fn sales(&self) -> Vec<Sale> {
        let State::Confirmed { at, .. } = self.state else { return Vec::new() };
        let sale = |journey: &Journey| {
            let sale = sold(self.id, journey.direction, &journey.offer, at);
            if self.is_part() {
                return Sale { base: Amount::ZERO, taxes: Vec::new(), ..sale };
            }
            Sale { discount: journey.discount, extras: journey.extra_baggage, ..sale }
        };
        self.journeys.iter().map(sale).collect()
    }
}

impl Exchange {
    /// What it says in the books: a line for each journey, once it is done. An exchange free of
    /// charge says nothing there: the price stays what it was.
    pub fn exchanged_sales(&self) -> Vec<ExchangedSale> {
        let ExchangeState::Done { at, .. } = self.state else { return Vec::new() };
        if matches!(self.waiver, Waiver::ScheduleChange(_)) {
            return Vec::new();
        }
        let line = |it: &ExchangedJourney| {
            let parts = it.line.parts();
            let sale = sold(self.booking, it.direction, &it.offer, at);
            ExchangedSale {
                exchange: self.id,
                sale: Sale { extras: parts.extras_moved, ..sale },
                credit: it.line.credit() + parts.extras_moved,
                fee: parts.change_fee,
                kept: parts.not_returned,
            }
        };
        self.lines.iter().map(line).collect()
    }
}

/// A journey as its offer says, without what was added to it or taken off.
fn sold(booking: BookingId, direction: Direction, offer: &Offer, at: OffsetDateTime) -> Sale {
    Sale {
        booking,
        direction,
        at,
        currency: offer.currency,
        airline: offer.airline,
        origin: offer.origin(),
        destination: offer.destination(),
        brand: offer.brand,
        base: offer.price.base(),
        discount: Amount::ZERO,
        extras: Amount::ZERO,
        taxes: by_code(offer),
    }
}

fn by_code(offer: &Offer) -> Vec<(TaxCode, Amount)> {
    let mut taxes: BTreeMap<TaxCode, Amount> = BTreeMap::new();
    for tax in offer.price.taxes() {
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
