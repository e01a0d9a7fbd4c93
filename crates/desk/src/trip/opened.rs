//! A trip as its visitor may see it.

use airside_app::App;
use airside_app::accounts::Caller;
use airside_app::bookings::read::{ReadError, any_booking};
use airside_booking::Booking;

use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// A booking, if the visitor may see it. To who may not it does not exist.
pub(super) async fn trip(
    app: &App,
    visitor: &Visitor,
    reference: &str,
) -> Result<Booking, Refusal> {
    let reference = reference.trim().to_ascii_uppercase();
    let reference = reference.parse().map_err(|_| Refusal::NotFound)?;
    let booking = match any_booking(app, reference).await {
        Ok(booking) => booking.value,
        Err(ReadError::NotFound) => return Err(not_theirs(visitor)),
        Err(error) => return Err(read_fault(&error)),
    };
    if visitor.may_see(app, &booking) { Ok(booking) } else { Err(not_theirs(visitor)) }
}

/// Who is not logged in may be the owner.
fn not_theirs(visitor: &Visitor) -> Refusal {
    if visitor.caller.is_some() {
        Refusal::NotFound
    } else {
        Refusal::LogIn { then: visitor.here.clone() }
    }
}

pub(super) fn read_fault(error: &ReadError) -> Refusal {
    match error {
        ReadError::NotFound => Refusal::NotFound,
        ReadError::Store(error) if error.is_away() => Refusal::Away,
        error => Refusal::fault(error),
    }
}

/// Whether it is the visitor who booked, and is logged in.
pub(super) fn is_theirs(visitor: &Visitor, booking: &Booking) -> bool {
    visitor.caller.is_some_and(|caller| caller.user == booking.owner)
}

/// The trip of somebody who is logged in and booked it.
pub(super) async fn owned(
    app: &App,
    visitor: &Visitor,
    reference: &str,
) -> Result<(Caller, Booking), Refusal> {
    let booking = trip(app, visitor, reference).await?;
    match visitor.caller {
        Some(caller) if is_theirs(visitor, &booking) => Ok((caller, booking)),
        Some(_) => Err(Refusal::NotFound),
        None => Err(Refusal::LogIn { then: visitor.here.clone() }),
    }
}
