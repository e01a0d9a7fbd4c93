//! What a successful payment means for its booking.

use time::OffsetDateTime;

use crate::booking::{Booking, ExpiredBecause, State};
use crate::exchange::{Exchange, ExchangeState};
use crate::refund::RefundCause;

/// What follows from a payment that succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// It buys the booking; after the end of the hold, if there is still room.
    Confirm,
    /// It buys nothing, and all of it goes back.
    GiveBack(RefundCause),
}

/// `is_still_sold` tells whether every flight of the booking may still be sold today, as it was
/// booked. Nobody flies on a booking whose people were erased. A hold past its time follows its flights no more, also before anybody has ended it.
pub fn conclusion(booking: &Booking, is_still_sold: bool, now: OffsetDateTime) -> Conclusion {
    match booking.state {
        State::PendingPayment { .. } | State::Expired { .. } if booking.erased_at.is_some() => {
            Conclusion::GiveBack(RefundCause::TooLate)
        }
        // Whoever gave it up wants it no more, though there may be room.
        State::Expired { because: ExpiredBecause::Released, .. } => {
            Conclusion::GiveBack(RefundCause::TooLate)
        }
        State::PendingPayment { due_by } if now < due_by => Conclusion::Confirm,
        State::PendingPayment { .. } | State::Expired { .. } if is_still_sold => {
            Conclusion::Confirm
        }
        State::PendingPayment { .. } | State::Expired { .. } => {
            Conclusion::GiveBack(RefundCause::TooLate)
        }
        State::Confirmed { .. } => Conclusion::GiveBack(RefundCause::PaidTwice),
    }
}

/// What follows from a payment for an exchange. It buys what the booking still holds for it; without
/// places it buys nothing, and the booking stays as it was.
pub fn conclusion_of_exchange(
    booking: &Booking,
    exchange: &Exchange,
    is_still_sold: bool,
    now: OffsetDateTime,
) -> Conclusion {
    let held = booking.exchanging.as_ref().filter(|it| it.exchange == exchange.id);
    match (exchange.state, held) {
        (ExchangeState::Done { .. }, _) => Conclusion::GiveBack(RefundCause::PaidTwice),
        (ExchangeState::Quoted | ExchangeState::Superseded, Some(held))
            if now < held.due_by || is_still_sold =>
        {
            Conclusion::Confirm
        }
        (ExchangeState::Quoted | ExchangeState::Superseded, _) => {
            Conclusion::GiveBack(RefundCause::TooLate)
        }
    }
}
