//! Lists the attempts to pay for a booking. Uses the store.

use airside_booking::{Booking, Payment, RecordLocator};
use airside_primitives::UserId;

use crate::bookings::read::{ReadError, own_booking};
use crate::context::App;

/// The booking and every attempt to pay for it, oldest first.
pub async fn own_payments(
    app: &App,
    owner: UserId,
    reference: RecordLocator,
) -> Result<(Booking, Vec<Payment>), ReadError> {
    let booking = own_booking(app, owner, reference).await?.value;
    let payments = app.ports.store.payments(booking.id).await?;
    Ok((booking, payments.into_iter().map(|it| it.value).collect()))
}
