//! Who exchanges journeys for the owner of a booking, and the lines of the history that say so.

use airside_booking::exchange::Waiver;
use airside_booking::{Booking, Exchange};
use airside_primitives::Amount;
use serde_json::json;

use crate::accounts::Caller;
use crate::context::App;
use crate::history::{Deed, HistoryEntry, Subject};

/// Who acts for the owner of a booking, and why.
#[derive(Debug, Clone)]
pub struct Serving {
    pub agent: Caller,
    pub reason: String,
}

/// The line of the history: what was quoted or accepted, and which fee was waived.
pub(super) fn told(
    app: &App,
    Serving { agent, reason }: &Serving,
    deed: Deed,
    (exchange, booking): (&Exchange, &Booking),
) -> HistoryEntry {
    let money = |amount: Amount| json!({ "amount": amount.get(), "currency": booking.currency.to_string() });
    let is_waived = exchange.waiver == Waiver::Fee;
    let mut after = json!({
        "change_id": exchange.id.to_string(),
        "journeys": exchange.directions().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "waive_fee": is_waived,
        "to_pay": money(exchange.to_pay()),
        "to_refund": money(exchange.to_refund()),
    });
    if is_waived && deed == Deed::ChangeQuoted {
        after["fee_waived"] = money(fee_waived(exchange, booking));
    }
    HistoryEntry::new(app, agent, Subject::Booking(booking.id), deed)
        .because(reason)
        .changed(None, Some(after.to_string()))
}

/// What the fee would have been when it was quoted; nothing for a journey that could not have been
/// changed any more.
fn fee_waived(exchange: &Exchange, booking: &Booking) -> Amount {
    let old = exchange.lines.iter().filter_map(|it| booking.journey(it.direction));
    let fee = old.filter_map(|journey| {
        journey.changes.as_ref()?.fee_at(journey.offer.departs_at(), exchange.quoted_at)
    });
    fee.sum()
}
