//! Holds the places of an exchange while it is paid for, and gives them up when it is not. Uses the
//! store.

use airside_booking::exchange::CannotAgree;
use airside_booking::schedule_change::Followed;
use airside_booking::{Booking, Exchange};
use airside_primitives::{ExchangeId, UserId};
use time::OffsetDateTime;

use super::confirm::ConfirmError;
use super::read::own_exchange;
use crate::context::App;
use crate::decision::Decision;
use crate::ports::{Changes, Versioned};
use crate::schedule_changes::moves::writes;

/// Takes the places that the new journeys need beside those of the booking, unless it has them.
/// Places of another exchange, that is not wanted any more, go back.
pub(super) async fn hold(
    app: &App,
    owner: UserId,
    id: ExchangeId,
) -> Result<Decision<()>, ConfirmError> {
    let (exchange, booking) = own_exchange(app, owner, id).await?;
    let (world, now) = (app.world.load(), app.now());
    check(&exchange.value, &booking.value, now)?;
    let held = booking.value.exchanging.as_ref();
    if held.is_some_and(|held| held.exchange == id && now < held.due_by) {
        return Ok(Decision::nothing(()));
    }
    let due_by = due_by(app, &exchange.value, &booking.value, now);
    if due_by <= now {
        return Err(CannotAgree::Expired.into());
    }
    let holding = booking.value.clone().holding(&exchange.value, due_by);
    let moved = Followed::between(&booking.value, holding);
    Ok(Decision { changes: writes(app, &world, moved, booking.version, now), outcome: () })
}

/// Whether it can be carried out now, if it is paid for.
pub(super) fn check(
    exchange: &Exchange,
    booking: &Booking,
    now: OffsetDateTime,
) -> Result<(), ConfirmError> {
    exchange.check(booking, now)?;
    Ok(booking.can_exchange(exchange, now)?)
}

/// A hold never outlives the sale of the new journeys, or the old ones' departure.
fn due_by(
    app: &App,
    exchange: &Exchange,
    booking: &Booking,
    now: OffsetDateTime,
) -> OffsetDateTime {
    let cutoffs = exchange.lines.iter().map(|it| it.offer.departs_at() - app.settings.sales_cutoff);
    let old = exchange.lines.iter().filter_map(|it| booking.journey(it.direction));
    let departures = old.map(|journey| journey.offer.departs_at());
    cutoffs.chain(departures).fold(now + app.settings.hold, OffsetDateTime::min)
}

/// Gives up what is held for an exchange that was not paid for in time; nothing where there is none.
pub(crate) fn lapsed(
    app: &App,
    booking: &Versioned<Booking>,
    now: OffsetDateTime,
) -> Option<Changes> {
    let lapsed = booking.value.clone().lapse_exchange(now)?;
    let moved = Followed::between(&booking.value, lapsed);
    Some(writes(app, &app.world.load(), moved, booking.version, now))
}
