//! How a change of journeys is shown.

use airside_app::world::Snapshot;
use airside_booking::exchange::Waiver;
use airside_booking::{Booking, Exchange, ExchangedJourney, Payment};
use airside_primitives::Amount;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use crate::money::MoneyView;
use crate::offers::view::SegmentView;
use crate::payments::view::PaymentView;
use crate::times::Utc;
use crate::words;

/// A quote to change journeys, and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
pub(crate) struct ChangeView {
    #[schema(value_type = words::Id)]
    id: String,
    #[schema(value_type = words::BookingRef)]
    booking_ref: String,
    /// QUOTED, `PENDING_PAYMENT`, CONFIRMED, EXPIRED or SUPERSEDED.
    #[schema(value_type = words::ChangeStatus)]
    status: &'static str,
    /// Until when the quote can be confirmed; once it was, until when it can be paid for.
    expires_at: Utc,
    to_pay: MoneyView,
    to_refund: MoneyView,
    /// The schedule change that it answers, if it does.
    #[schema(value_type = Option<words::Id>, required)]
    schedule_change_id: Option<String>,
    lines: Vec<LineView>,
    /// The newest attempt to pay, once something was to be paid for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    payment: Option<PaymentView>,
}

/// `difference` is the new price and the fee less what of the old value counts: less the extras that
/// go along, and less what is not returned. A negative one comes back.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangeLine)]
pub(super) struct LineView {
    #[schema(value_type = words::Direction)]
    journey: String,
    #[schema(value_type = words::Id)]
    ticket_id: String,
    /// As the journey is to fly.
    segments: Vec<SegmentView>,
    old_value: MoneyView,
    new_price: MoneyView,
    change_fee: MoneyView,
    /// What of the money that comes back are taxes.
    taxes_returned: MoneyView,
    extras_moved: MoneyView,
    not_returned: MoneyView,
    difference: MoneyView,
}

impl ChangeView {
    pub(crate) fn of(
        world: &Snapshot,
        booking: &Booking,
        exchange: &Exchange,
        payment: Option<&Payment>,
        now: OffsetDateTime,
    ) -> Self {
        let money = |amount| MoneyView::of(amount, booking.currency);
        let held = booking.exchanging.as_ref().filter(|it| it.exchange == exchange.id);
        Self {
            id: exchange.id.to_string(),
            booking_ref: booking.reference.to_string(),
            status: exchange.status_code(booking, now),
            expires_at: Utc(held.map_or(exchange.expires_at, |it| it.due_by)),
            to_pay: money(exchange.to_pay()),
            to_refund: money(exchange.to_refund()),
            schedule_change_id: match exchange.waiver {
                Waiver::ScheduleChange(id) => Some(id.to_string()),
                Waiver::Nothing | Waiver::Fee => None,
            },
            lines: exchange.lines.iter().map(|line| LineView::of(world, line, &money)).collect(),
            payment: payment.map(|payment| PaymentView::of(booking, payment)),
        }
    }
}

impl LineView {
    pub(super) fn of(
        world: &Snapshot,
        exchanged: &ExchangedJourney,
        money: &dyn Fn(Amount) -> MoneyView,
    ) -> Self {
        let (offer, parts) = (&exchanged.offer, exchanged.line.parts());
        Self {
            journey: exchanged.direction.to_string(),
            ticket_id: exchanged.ticket.to_string(),
            segments: offer.segments.iter().map(|it| SegmentView::of(world, offer, it)).collect(),
            old_value: money(parts.old_value),
            new_price: money(parts.new_price),
            change_fee: money(parts.change_fee),
            taxes_returned: money(parts.taxes_returned),
            extras_moved: money(parts.extras_moved),
            not_returned: money(parts.not_returned),
            difference: money(exchanged.line.difference()),
        }
    }
}
