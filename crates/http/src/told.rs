//! What a remembered answer told its client of, read again from its JSON: for audits.
//!
//! The counterpart of the views of bookings, payments, changes and cancellations; a test of whole flows
//! holds it to them.

use airside_app::audit::{By, Told};
use airside_app::ports::Remembered;
use airside_primitives::{Amount, CancellationId, DepartureCancellationId, ExchangeId, PaymentId};
use serde::Deserialize;
use uuid::Uuid;

/// Told apart by the fields that one view alone has.
#[derive(Deserialize)]
#[serde(untagged)]
enum View {
    Cancellation { id: Uuid, booking_ref: String, refund: Money },
    Exchange { id: Uuid, booking_ref: String, to_pay: Money },
    Payment { id: Uuid, booking_ref: String, amount: Money },
    Booking { booking_ref: String, price: Price },
    CancelledDeparture { id: Uuid, total: u32 },
}

#[derive(Deserialize)]
struct Price {
    total: Money,
}

#[derive(Deserialize)]
struct Money {
    amount: i64,
}

impl Money {
    const fn read(&self) -> Amount {
        Amount::minor(self.amount)
    }
}

/// Calls of those who serve others have this in their path.
const STAFF: &str = " /v1/admin/";

/// What an answer of this API told of, and whose call it was; `None` when it is none, or tells of
/// nothing that is kept.
pub fn told(answer: &Remembered) -> Option<(Told, By)> {
    let is_staff = answer.key.operation.contains(STAFF);
    Some((read(answer)?, if is_staff { By::Operator } else { By::Owner }))
}

fn read(answer: &Remembered) -> Option<Told> {
    Some(match serde_json::from_str(&answer.body).ok()? {
        View::Cancellation { id, booking_ref, refund } => Told::Cancellation {
            id: CancellationId(id),
            booking: booking_ref.parse().ok()?,
            refund: refund.read(),
        },
        View::Exchange { id, booking_ref, to_pay } => Told::Exchange {
            id: ExchangeId(id),
            booking: booking_ref.parse().ok()?,
            to_pay: to_pay.read(),
        },
        View::Payment { id, booking_ref, amount } => Told::Payment {
            id: PaymentId(id),
            booking: booking_ref.parse().ok()?,
            amount: amount.read(),
        },
        View::CancelledDeparture { id, total } => {
            Told::CancelledDeparture { id: DepartureCancellationId(id), total }
        }
        View::Booking { booking_ref, price } => {
            Told::Booking { reference: booking_ref.parse().ok()?, total: price.total.read() }
        }
    })
}
