//! Money on its way back to the payer.

use airside_primitives::{Amount, BookingId, DocumentId, PaymentId, RefundId};
use time::{Duration, OffsetDateTime};

use crate::payment::{GatewayRefundId, IntentId, Payment};
pub use crate::refund_cause::RefundCause;

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
    /// How much of it the gateway had moved back without our asking: that is not asked for again.
    pub elsewhere: Amount,
    pub cause: RefundCause,
    /// The receipt, made once the money is on its way.
    pub receipt: DocumentId,
    pub created_at: OffsetDateTime,
    pub state: RefundState,
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

/// How a refund stands at the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundStatus {
    Pending,
    Succeeded,
    Failed,
}

/// What to ask the gateway next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundStep {
    Nothing,
    /// How this refund stands.
    AskAbout(GatewayRefundId),
    /// For the refund, under this number.
    AskFor {
        intent: IntentId,
        attempt: u32,
    },
}

impl Refund {
    /// A refund to ask the gateway for, of which so much is back without our asking. One of which
    /// nothing is left has already succeeded.
    pub fn decided(
        id: RefundId,
        payment: &Payment,
        amount: Amount,
        back: Amount,
        cause: RefundCause,
        receipt: DocumentId,
        now: OffsetDateTime,
    ) -> Self {
        let elsewhere = back.min(amount);
        let state = if elsewhere == amount {
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
            elsewhere,
            cause,
            receipt,
            created_at: now,
            state,
        }
    }

    /// Several refunds of one cause as one: of all of their money, and done when all are done.
    ///
    /// # Panics
    /// When there is none.
    #[expect(clippy::expect_used, reason = "whoever gives money back has decided on a refund")]
    pub fn together(refunds: Vec<Self>) -> Self {
        let rank = |it: &Self| match it.state {
            RefundState::Failed { .. } => 0,
            RefundState::Pending { .. } => 1,
            RefundState::Succeeded { .. } => 2,
        };
        let amount = refunds.iter().map(|it| it.amount).sum();
        let elsewhere = refunds.iter().map(|it| it.elsewhere).sum();
        let behind = refunds.iter().min_by_key(|it| rank(it)).map(|it| it.state.clone());
        let first = refunds.into_iter().next().expect("at least one refund");
        let state = behind.unwrap_or_else(|| first.state.clone());
        Self { amount, elsewhere, state, ..first }
    }

    /// What the gateway is asked for.
    pub fn due(&self) -> Amount {
        self.amount - self.elsewhere
    }

    /// The refund that failed, when so much of it is back without our asking; `None` when that
    /// changes nothing, or when the gateway may be at work on it.
    pub fn counting(&self, back: Amount, now: OffsetDateTime) -> Option<Self> {
        let RefundState::Failed { attempts, .. } = self.state else { return None };
        let back = back.min(self.due());
        if back.is_zero() {
            return None;
        }
        let elsewhere = self.elsewhere + back;
        let state = if elsewhere == self.amount {
            RefundState::Succeeded { gateway: None, attempts, at: now }
        } else {
            RefundState::Pending { gateway: None, attempts }
        };
        Some(Self { elsewhere, state, ..self.clone() })
    }

    /// How often the gateway failed it: the number of the next attempt.
    pub const fn attempts(&self) -> u32 {
        match self.state {
            RefundState::Pending { attempts, .. }
            | RefundState::Succeeded { attempts, .. }
            | RefundState::Failed { attempts, .. } => attempts,
        }
    }

    /// Whether it is time to ask the gateway: at once, or 15 s × 2^n after the `n`th failure, a day
    /// at most.
    pub fn is_due(&self, now: OffsetDateTime) -> bool {
        match self.state {
            RefundState::Pending { .. } | RefundState::Succeeded { .. } => true,
            RefundState::Failed { attempts, at, .. } => {
                let wait = FIRST_WAIT * 2_i32.pow(attempts.min(13));
                now >= at + wait.min(Duration::DAY)
            }
        }
    }

    /// What to do about it now. A refund that failed is asked for again as a new request, even if
    /// it had succeeded before: a bank may return money days later.
    pub fn next(&self, now: OffsetDateTime) -> RefundStep {
        if !self.is_due(now) {
            return RefundStep::Nothing;
        }
        match (&self.state, &self.intent) {
            (
                RefundState::Pending { gateway: Some(id), .. }
                | RefundState::Succeeded { gateway: Some(id), .. },
                _,
            ) => RefundStep::AskAbout(id.clone()),
            (
                RefundState::Pending { gateway: None, attempts }
                | RefundState::Failed { attempts, .. },
                Some(intent),
            ) => RefundStep::AskFor { intent: intent.clone(), attempt: *attempts },
            // Nothing was ever charged.
            (RefundState::Succeeded { gateway: None, .. }, _)
            | (RefundState::Pending { gateway: None, .. } | RefundState::Failed { .. }, None) => {
                RefundStep::Nothing
            }
        }
    }

    /// The state that follows from the gateway's answer; `None` when it is the same.
    pub fn hear(
        &self,
        id: GatewayRefundId,
        status: RefundStatus,
        now: OffsetDateTime,
    ) -> Option<RefundState> {
        let (gateway, attempts) = (Some(id), self.attempts());
        let next = match (status, &self.state) {
            (RefundStatus::Pending, _) => RefundState::Pending { gateway, attempts },
            (RefundStatus::Succeeded, RefundState::Succeeded { .. }) => return None,
            (RefundStatus::Succeeded, RefundState::Pending { .. } | RefundState::Failed { .. }) => {
                RefundState::Succeeded { gateway, attempts, at: now }
            }
            (RefundStatus::Failed, _) => {
                RefundState::Failed { gateway, attempts: attempts + 1, at: now }
            }
        };
        (next != self.state).then_some(next)
    }

    /// The state after a refusal by the gateway: it is tried again later.
    pub const fn hear_refusal(&self, now: OffsetDateTime) -> RefundState {
        RefundState::Failed { gateway: None, attempts: self.attempts() + 1, at: now }
    }

    /// The gateway's refund, if it is known.
    pub const fn gateway(&self) -> Option<&GatewayRefundId> {
        match &self.state {
            RefundState::Pending { gateway, .. }
            | RefundState::Succeeded { gateway, .. }
            | RefundState::Failed { gateway, .. } => gateway.as_ref(),
        }
    }

    /// Whether money of it is still to arrive.
    pub const fn is_finished(&self) -> bool {
        match self.state {
            RefundState::Succeeded { .. } => true,
            RefundState::Pending { .. } | RefundState::Failed { .. } => false,
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

    #[must_use]
    pub fn moved(self, state: RefundState) -> Self {
        Self { state, ..self }
    }
}

#[cfg(test)]
mod tests {
    use airside_primitives::CancellationId;
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-03-01 00:00 UTC);

    fn re() -> GatewayRefundId {
        GatewayRefundId("re_1".to_owned())
    }

    fn failed(attempts: u32, at: OffsetDateTime) -> Refund {
        let id = Uuid::nil();
        Refund {
            id: RefundId(id),
            booking: BookingId(id),
            payment: PaymentId(id),
            intent: Some(IntentId("pi_1".to_owned())),
            amount: Amount::minor(10),
            elsewhere: Amount::ZERO,
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

    /// Every state, each long due.
    fn states() -> [RefundState; 5] {
        let at = datetime!(2026-01-01 00:00 UTC);
        [
            RefundState::Pending { gateway: None, attempts: 2 },
            RefundState::Pending { gateway: Some(re()), attempts: 2 },
            RefundState::Succeeded { gateway: None, attempts: 2, at },
            RefundState::Succeeded { gateway: Some(re()), attempts: 2, at },
            RefundState::Failed { gateway: Some(re()), attempts: 2, at },
        ]
    }

    #[test]
    fn a_refund_is_asked_for_until_there_is_one_and_asked_about_from_then_on() {
        let ask_for = || RefundStep::AskFor { intent: IntentId("pi_1".to_owned()), attempt: 2 };
        let about = || RefundStep::AskAbout(re());
        let expected = [ask_for(), about(), RefundStep::Nothing, about(), ask_for()];
        for (state, step) in states().into_iter().zip(expected) {
            let refund = failed(2, NOW).moved(state.clone());
            assert_eq!(refund.next(NOW), step, "{state:?}");
            let free = Refund { intent: None, ..refund };
            let is_at_gateway = matches!(step, RefundStep::AskAbout(_));
            assert_eq!(free.next(NOW) == RefundStep::Nothing, !is_at_gateway, "{state:?}");
        }
        assert_eq!(failed(2, NOW).next(NOW), RefundStep::Nothing, "it is too early");
    }

    #[test]
    fn a_refund_becomes_what_the_gateway_says_of_it() {
        for state in states() {
            let refund = failed(2, NOW).moved(state.clone());
            let hear = |status| refund.hear(re(), status, NOW);
            let pending = RefundState::Pending { gateway: Some(re()), attempts: 2 };
            let news = (state != pending).then_some(pending);
            assert_eq!(hear(RefundStatus::Pending), news, "{state:?}");
            let succeeded = RefundState::Succeeded { gateway: Some(re()), attempts: 2, at: NOW };
            let is_known = matches!(state, RefundState::Succeeded { .. });
            assert_eq!(hear(RefundStatus::Succeeded), (!is_known).then_some(succeeded));
            let again = RefundState::Failed { gateway: Some(re()), attempts: 3, at: NOW };
            assert_eq!(hear(RefundStatus::Failed), Some(again));
            let refused = RefundState::Failed { gateway: None, attempts: 3, at: NOW };
            assert_eq!(refund.hear_refusal(NOW), refused);
        }
    }

    #[test]
    fn what_is_back_already_is_not_asked_for_again() {
        let refund = failed(2, NOW);
        let part = refund.counting(Amount::minor(4), NOW).unwrap();
        assert_eq!((part.elsewhere, part.due()), (Amount::minor(4), Amount::minor(6)));
        assert_eq!(part.state, RefundState::Pending { gateway: None, attempts: 2 });

        let whole = refund.counting(Amount::minor(25), NOW).unwrap();
        assert_eq!((whole.elsewhere, whole.due()), (Amount::minor(10), Amount::ZERO));
        let succeeded = RefundState::Succeeded { gateway: None, attempts: 2, at: NOW };
        assert_eq!(whole.state, succeeded);

        assert_eq!(refund.counting(Amount::ZERO, NOW), None);
        let asked = [
            RefundState::Pending { gateway: Some(re()), attempts: 0 },
            RefundState::Pending { gateway: None, attempts: 0 },
            succeeded,
        ];
        for state in asked {
            let under_way = failed(2, NOW).moved(state.clone());
            assert_eq!(under_way.counting(Amount::minor(4), NOW), None, "{state:?}");
        }
    }

    #[test]
    fn the_api_calls_a_refund_by_how_far_it_is() {
        let codes = states().map(|state| failed(2, NOW).moved(state).status_code());
        assert_eq!(codes, ["PENDING", "PENDING", "SUCCEEDED", "SUCCEEDED", "FAILED"]);
    }

    #[test]
    fn a_refund_of_a_cancellation_tells_which() {
        let id = CancellationId(Uuid::nil());
        assert_eq!(RefundCause::Cancellation(id).cancellation(), Some(id));
        assert_eq!(RefundCause::TooLate.cancellation(), None);
        assert_eq!(RefundCause::PaidTwice.cancellation(), None);
    }
}
