//! Holds the places of an exchange while it is paid for. Uses the store.

use airside_booking::exchange::CannotAgree;
use airside_booking::schedule_change::Followed;
use airside_booking::{Booking, Exchange};
use time::OffsetDateTime;

use super::confirm::{ConfirmError, ConfirmExchange, line};
use super::read::own_exchange;
use crate::context::App;
use crate::decision::Decision;
use crate::offers::read::still_sold;
use crate::schedule_changes::moves::writes;

/// Takes the places that the new journeys need beside those of the booking, unless it has them.
/// Places of another exchange, that is not wanted any more, go back.
pub(super) async fn hold(
    app: &App,
    command: &ConfirmExchange,
) -> Result<Decision<()>, ConfirmError> {
    let (exchange, booking) = own_exchange(app, command.owner, command.id).await?;
    let (world, now) = (app.world.load(), app.now());
    check(app, &exchange.value, &booking.value, now)?;
    if exchange.value.is_held(&booking.value, now) {
        return Ok(Decision::nothing(()));
    }
    let due_by = due_by(app, &exchange.value, &booking.value, now);
    if due_by <= now {
        return Err(CannotAgree::Expired.into());
    }
    let holding = booking.value.clone().holding(&exchange.value, due_by);
    let moved = Followed::between(&booking.value, holding);
    let changes = writes(app, &world, moved, booking.version, now);
    let line = line(app, command, &exchange.value, &booking.value);
    Ok(Decision { changes: changes.write_all(line), outcome: () })
}

/// Whether it can be carried out now, if it is paid for.
pub(super) fn check(
    app: &App,
    exchange: &Exchange,
    booking: &Booking,
    now: OffsetDateTime,
) -> Result<(), ConfirmError> {
    exchange.check(booking, now)?;
    booking.can_exchange(exchange, now)?;
    // What is held follows the timetable. What is not, and flies otherwise than it was quoted, is
    // not what the traveller agreed to.
    let flies_as_quoted = || exchange.lines.iter().all(|line| still_sold(app, &line.offer));
    if exchange.is_held(booking, now) || flies_as_quoted() {
        Ok(())
    } else {
        Err(CannotAgree::Superseded.into())
    }
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
