//! Gives up the places that are held for an exchange.

use airside_booking::Booking;
use airside_booking::schedule_change::Followed;
use time::OffsetDateTime;

use crate::context::App;
use crate::ports::{Changes, Versioned};
use crate::schedule_changes::moves::writes;

/// Gives up what is held for an exchange that was not paid for in time; nothing where there is none.
pub(crate) fn lapsed(
    app: &App,
    booking: &Versioned<Booking>,
    now: OffsetDateTime,
) -> Option<Changes> {
    let lapsed = booking.value.clone().lapse_exchange(now)?;
    Some(freed(app, booking, lapsed, now))
}

/// Gives up what is held for an exchange that has become impossible, so that nobody pays for it
/// once more.
pub(crate) fn given_up(app: &App, booking: &Versioned<Booking>, now: OffsetDateTime) -> Changes {
    let without = Booking { exchanging: None, ..booking.value.clone() };
    freed(app, booking, without, now)
}

fn freed(app: &App, booking: &Versioned<Booking>, after: Booking, now: OffsetDateTime) -> Changes {
    let moved = Followed::between(&booking.value, after);
    writes(app, &app.world.load(), moved, booking.version, now)
}
