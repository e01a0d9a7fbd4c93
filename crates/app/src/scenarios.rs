//! What happens to a booking because of what its first passenger is called, so that those who
//! build clients can see what they would else wait for: `SOLDOUT`, `DECLINED`.
//!
//! Played only where the gateway is the sandbox; with any other a name is nothing but a name. Each
//! is what a client meets anyhow, and comes the way it always does.

use std::sync::{Mutex, PoisonError};

use airside_booking::Booking;
use airside_booking::booking::Inventory;
use airside_primitives::BookingId;

use crate::context::App;
use crate::ports::changes::SeatClaim;
use crate::ports::scenario::Scenario;
use crate::stock_writes::seat_claims;

/// What happens to this booking; nothing unless the gateway is the sandbox.
fn of(app: &App, booking: &Booking) -> Option<Scenario> {
    if !app.settings.plays_scenarios {
        return None;
    }
    let person = booking.passengers.first()?.person.as_ref()?;
    Scenario::ALL.into_iter().find(|scenario| scenario.name() == person.name.family())
}

/// What the gateway is told to play with the payments of this booking.
pub fn of_payment(app: &App, booking: &Booking) -> Option<Scenario> {
    of(app, booking).filter(|scenario| scenario.is_of_gateway())
}

/// What becomes of the flights of this booking once it is confirmed.
pub(crate) fn of_flights(app: &App, booking: &Booking) -> Option<Scenario> {
    of(app, booking).filter(|it| matches!(it, Scenario::Retimed | Scenario::CancelledFlight))
}

/// Bookings whose flights change a moment after they were confirmed. A process that ends forgets
/// them; they change when somebody reads them, then.
#[derive(Debug, Default)]
pub struct ToPlay(Mutex<Vec<BookingId>>);

impl ToPlay {
    pub(crate) fn add(&self, booking: BookingId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(booking);
    }

    pub(crate) fn take(&self) -> Vec<BookingId> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What is to be sold out when this booking is placed.
pub(crate) fn sold_out(app: &App, booking: &Booking) -> Option<Inventory> {
    let is_sold_out = of(app, booking) == Some(Scenario::SoldOut);
    let inventory = is_sold_out.then(|| booking.inventory(&booking.directions()));
    inventory.into_iter().flatten().next()
}

/// Whether the price is to be gone when this booking is placed.
pub(crate) fn price_is_gone(app: &App, booking: &Booking) -> bool {
    of(app, booking) == Some(Scenario::PriceGone)
}

/// The picked seats that this booking is to lose when it is paid.
pub(crate) fn lost_seats(app: &App, booking: &Booking) -> Vec<SeatClaim> {
    let loses = of(app, booking) == Some(Scenario::SeatLost);
    if loses { seat_claims(booking, &booking.directions()) } else { Vec::new() }
}
