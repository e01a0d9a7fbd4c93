//! Reads a cancellation for the owner of its booking. Uses the store.

use airside_booking::{Booking, Cancellation, CancellationState, Document, Refund};
use airside_primitives::{CancellationId, UserId};

use crate::bookings::read::ReadError;
use crate::context::App;
use crate::payments::repay::refunded_for;
use crate::ports::Versioned;
use crate::schedule_changes::follow::up_to_date;

/// Money on its way back, and the receipt for it.
pub struct Repayment {
    /// All of it as one, also where it comes from several payments.
    pub refund: Refund,
    pub receipt: Document,
}

/// The cancellation and its booking, if they are this user's. The booking has followed its
/// flights.
pub async fn own_cancellation(
    app: &App,
    owner: UserId,
    id: CancellationId,
) -> Result<(Versioned<Cancellation>, Versioned<Booking>), ReadError> {
    let store = &app.ports.store;
    let cancellation = store.cancellation(id).await?.ok_or(ReadError::NotFound)?;
    let booking = store.booking(cancellation.value.booking).await?.ok_or(ReadError::NotFound)?;
    if booking.value.owner != owner {
        return Err(ReadError::NotFound);
    }
    Ok((cancellation, up_to_date(app, booking).await?))
}

/// What became of the money of a confirmed cancellation.
pub async fn repayment(
    app: &App,
    cancellation: &Cancellation,
) -> Result<Option<Repayment>, ReadError> {
    let store = &app.ports.store;
    match cancellation.state {
        CancellationState::Quoted | CancellationState::Superseded => Ok(None),
        CancellationState::Confirmed { refund, .. } => {
            let refund = refunded_for(app, refund).await?.ok_or(ReadError::NotFound)?;
            let receipt = store.document(refund.receipt).await?.ok_or(ReadError::NotFound)?.value;
            Ok(Some(Repayment { refund, receipt }))
        }
    }
}
