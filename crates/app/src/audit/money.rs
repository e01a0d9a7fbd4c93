//! What was paid and given back, against what a booking costs.

use airside_booking::{
    Booking, Cancellation, CancellationState, Payment, PaymentState, Refund, RefundCause, State,
};
use airside_primitives::Amount;

use super::finding::Finding;

/// Everything that moved money for one booking.
pub(super) struct Moved {
    pub(super) payments: Vec<Payment>,
    pub(super) refunds: Vec<Refund>,
    pub(super) cancellations: Vec<Cancellation>,
}

impl Moved {
    /// What does not add up.
    pub(super) fn findings(&self, booking: &Booking) -> Vec<Finding> {
        let reference = booking.reference;
        let mut findings = Vec::new();

        // What bought nothing goes back; all else is the price.
        let price = match booking.state {
            State::Confirmed { .. } => booking.price().total,
            State::PendingPayment { .. } | State::Expired { .. } => Amount::ZERO,
        };
        let owed = price + self.refunded(|cause| cause.cancellation().is_none());
        let captured: Amount = self.captured().map(|payment| payment.amount).sum();
        if captured != owed {
            findings.push(Finding::Paid { reference, captured, owed });
        }
        if self.payments.iter().filter(|payment| payment.is_live()).count() > 1 {
            findings.push(Finding::PayableTwice { reference });
        }
        for payment in &self.payments {
            let of_it = self.refunds.iter().filter(|refund| refund.payment == payment.id);
            let asked_for: Amount = of_it.map(Refund::due).sum();
            let returned = asked_for + payment.reversed();
            let captured = if is_captured(payment) { payment.amount } else { Amount::ZERO };
            if returned > captured {
                findings.push(Finding::ReturnedTooMuch { reference, captured, returned });
            }
        }
        findings.extend(self.owed_again(booking));
        findings.extend(self.cancelled(booking));
        findings
    }

    /// What counted as returned elsewhere, and has come back since: a dispute that was won, a refund
    /// that did not reach its payer.
    fn owed_again(&self, booking: &Booking) -> impl Iterator<Item = Finding> {
        let reference = booking.reference;
        self.payments.iter().filter_map(move |payment| {
            let of_it = self.refunds.iter().filter(|refund| refund.payment == payment.id);
            let counted: Amount = of_it.map(|refund| refund.elsewhere).sum();
            let owed = counted - payment.reversed().min(counted);
            (!owed.is_zero()).then_some(Finding::OwedAgain { reference, owed })
        })
    }

    /// Payments that brought money, or needed none.
    pub(super) fn captured(&self) -> impl Iterator<Item = &Payment> {
        self.payments.iter().filter(|payment| is_captured(payment))
    }

    /// Each confirmed cancellation has the refund that it names, and each such refund its
    /// cancellation.
    fn cancelled(&self, booking: &Booking) -> Vec<Finding> {
        let reference = booking.reference;
        let confirmed = self.cancellations.iter().filter_map(|it| match it.state {
            CancellationState::Confirmed { refund, .. } => Some((it, refund)),
            CancellationState::Quoted | CancellationState::Superseded => None,
        });
        let confirmed: Vec<_> = confirmed.collect();
        let unpaid = confirmed.iter().filter(|(cancellation, refund)| {
            let of_it = self.refunds.iter().find(|it| it.id == *refund);
            of_it.is_none_or(|it| {
                it.amount != cancellation.refund()
                    || it.cause.cancellation() != Some(cancellation.id)
            })
        });
        let unpaid =
            unpaid.map(|(it, _)| Finding::NotReturned { reference, promised: it.refund() });

        let names = |refund: &&Refund| {
            refund.cause.cancellation().is_some()
                && !confirmed.iter().any(|(_, id)| *id == refund.id)
        };
        let for_nothing = self.refunds.iter().filter(names);
        let for_nothing = for_nothing
            .map(|refund| Finding::ReturnedForNothing { reference, returned: refund.amount });

        let cancelled = booking.directions().into_iter().filter(|it| booking.is_cancelled(*it));
        let is_covered = |direction| {
            confirmed.iter().any(|(cancellation, _)| cancellation.directions().contains(&direction))
        };
        let uncovered = cancelled.filter(|direction| !is_covered(*direction));
        let uncovered = uncovered.map(|_| Finding::CancelledWithoutFigures { reference });
        unpaid.chain(for_nothing).chain(uncovered).collect()
    }

    fn refunded(&self, counts: impl Fn(RefundCause) -> bool) -> Amount {
        let refunds = self.refunds.iter().filter(|refund| counts(refund.cause));
        refunds.map(|refund| refund.amount).sum()
    }
}

const fn is_captured(payment: &Payment) -> bool {
    matches!(payment.state, PaymentState::Succeeded { .. })
}
