//! Why money goes back.

use airside_primitives::{CancellationId, ExchangeId};

/// Why money goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundCause {
    Cancellation(CancellationId),
    /// Journeys were exchanged for cheaper ones.
    Exchange(ExchangeId),
    /// The payment succeeded after its hold had expired, and the seats were gone.
    TooLate,
    /// The booking had been paid already.
    PaidTwice,
}

impl RefundCause {
    /// The cancellation it belongs to, if any.
    pub const fn cancellation(self) -> Option<CancellationId> {
        match self {
            Self::Cancellation(id) => Some(id),
            Self::Exchange(_) | Self::TooLate | Self::PaidTwice => None,
        }
    }

    /// The exchange it belongs to, if any.
    pub const fn exchange(self) -> Option<ExchangeId> {
        match self {
            Self::Exchange(id) => Some(id),
            Self::Cancellation(_) | Self::TooLate | Self::PaidTwice => None,
        }
    }

    /// Whether the payment bought nothing, so that all of it goes back.
    pub const fn is_of_nothing(self) -> bool {
        match self {
            Self::TooLate | Self::PaidTwice => true,
            Self::Cancellation(_) | Self::Exchange(_) => false,
        }
    }
}
