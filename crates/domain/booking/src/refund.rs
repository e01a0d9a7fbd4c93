//! Money on its way back to the payer.

use airside_primitives::{Amount, BookingId, CancellationId, DocumentId, PaymentId, RefundId};
use time::{Duration, OffsetDateTime};

use crate::payment::{GatewayRefundId, IntentId, Payment};

const FIRST_WAIT: Duration = Duration::seconds(15);

/// One repayment of part or all of one payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    pub id: RefundId,
    pub booking: BookingId,
    pub payment: PaymentId,
    /// Absent when the amount is 0 and nothing was ever charged.
    pub intent: Option<IntentId>,
    pub amount: Amount,
    pub cause: RefundCause,
    /// The receipt, made once the money is on its way.
    pub receipt: DocumentId,
    pub created_at: OffsetDateTime,
    pub state: RefundState,
}

/// Why money goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundCause {
    Cancellation(CancellationId),
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
            Self::TooLate | Self::PaidTwice => None,
        }
    }
}

/// Where a refund is in its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundState {
    /// Decided; the gateway has to be asked, or asked again.
    Pending {
        gateway: Option<GatewayRefundId>,
        attempts: u32,
    },
    Succeeded {
        gateway: Option<GatewayRefundId>,
        attempts: u32,
        at: OffsetDateTime,
    },
    /// The gateway gave up on it; it is tried again as a new request, and an operator told.
    Failed {
        gateway: Option<GatewayRefundId>,
        attempts: u32,
        at: OffsetDateTime,
    },
}

impl Refund {
    /// A refund to ask the gateway for; one of nothing has already succeeded.
    pub fn decided(
        id: RefundId,
        payment: &Payment,
        amount: Amount,
        cause: RefundCause,
        receipt: DocumentId,
        now: OffsetDateTime,
    ) -> Self {
        let state = if amount.is_zero() {
            RefundState::Succeeded { gateway: None, attempts: 0, at: now }
        } else {
            RefundState::Pending { gateway: None, attempts: 0 }
        };
        Self {
            id,
            booking: payment.booking,
            payment: payment.id,
            intent: payment.intent().cloned(),
            amount,
            cause,
            receipt,
            created_at: now,
            state,
        }
    }

    /// How often the gateway failed it: the number of the next attempt.
    pub const fn attempts(&self) -> u32 {
        match self.state {
            RefundState::Pending { attempts, .. }
            | RefundState::Succeeded { attempts, .. }
            | RefundState::Failed { attempts, .. } => attempts,
        }
    }

    /// Whether it is time to ask the gateway: at once, but for one that it failed. The `n`th
    /// failure is waited out for 15 s × 2^n, a day at most.
    pub fn is_due(&self, now: OffsetDateTime) -> bool {
        match self.state {
            RefundState::Pending { .. } | RefundState::Succeeded { .. } => true,
            RefundState::Failed { attempts, at, .. } => {
                let wait = FIRST_WAIT * 2_i32.pow(attempts.min(13));
                now >= at + wait.min(Duration::DAY)
            }
        }
    }

    /// The code of the API, `PENDING`.
    pub const fn status_code(&self) -> &'static str {
        match self.state {
            RefundState::Pending { .. } => "PENDING",
            RefundState::Succeeded { .. } => "SUCCEEDED",
            RefundState::Failed { .. } => "FAILED",
        }
    }

    /// Moves to `state`.
    #[must_use]
    pub fn moved(self, state: RefundState) -> Self {
        Self { state, ..self }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    fn failed(attempts: u32, at: OffsetDateTime) -> Refund {
        let id = Uuid::nil();
        Refund {
            id: RefundId(id),
            booking: BookingId(id),
            payment: PaymentId(id),
            intent: None,
            amount: Amount::minor(1),
            cause: RefundCause::PaidTwice,
            receipt: DocumentId(id),
            created_at: datetime!(2026-01-01 00:00 UTC),
            state: RefundState::Failed { gateway: None, attempts, at },
        }
    }

    #[test]
    fn each_failure_is_waited_out_longer_and_a_day_at_most() {
        let at = datetime!(2026-03-01 00:00 UTC);
        for (attempts, seconds) in [(1, 30), (2, 60), (5, 480), (40, 86_400)] {
            let refund = failed(attempts, at);
            let due = at + Duration::seconds(seconds);
            assert!(!refund.is_due(due - Duration::SECOND), "{attempts}");
            assert!(refund.is_due(due), "{attempts}");
        }
    }
}
