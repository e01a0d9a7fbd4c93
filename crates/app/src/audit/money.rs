//! What was paid and given back, against what a booking costs.

use airside_booking::{
    Booking, Cancellation, CancellationState, Direction, Exchange, ExchangeState, Payment,
    PaymentState, Refund, RefundCause, State,
};
use airside_primitives::{Amount, PassengerId, RefundId};
use time::OffsetDateTime;

use super::finding::Finding;

/// Everything that moved money for one booking.
pub(super) struct Moved {
    pub(super) payments: Vec<Payment>,
    pub(super) refunds: Vec<Refund>,
    pub(super) cancellations: Vec<Cancellation>,
    pub(super) exchanges: Vec<Exchange>,
}

/// A journey that some left while others still travel it.
pub(super) struct LeftJourney {
    pub(super) direction: Direction,
    pub(super) at: OffsetDateTime,
    /// What they had paid for it.
    pub(super) paid: Amount,
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
        // What an exchange kept, and what it gave back, was paid for journeys that are no more.
        let exchanged: Amount = self.done().map(kept_of).sum();
        // Whoever left a journey that others still travel is no longer in its price.
        let of_who_left: Amount = self.left().iter().map(|it| it.paid).sum();
        let given_back = self.refunded(|cause| cause.is_of_nothing() || cause.exchange().is_some());
        let owed = price + exchanged + of_who_left + given_back;
        let captured: Amount = self.captured().map(Payment::pays).sum();
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
        findings.extend(self.exchanged(booking));
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
        let confirmed: Vec<_> = self.confirmed().collect();
        let unpaid = confirmed.iter().filter(|(cancellation, refund)| {
            let cause = RefundCause::Cancellation(cancellation.id);
            let is_there = self.refunds.iter().any(|it| it.id == *refund && it.cause == cause);
            !is_there || self.refunded(|it| it == cause) != cancellation.refund()
        });
        let unpaid =
            unpaid.map(|(it, _)| Finding::NotReturned { reference, promised: it.refund() });

        let names = |refund: &&Refund| {
            let cancellation = refund.cause.cancellation();
            cancellation.is_some_and(|id| !confirmed.iter().any(|(it, _)| it.id == id))
        };
        let for_nothing = self.refunds.iter().filter(names);
        let for_nothing = for_nothing
            .map(|refund| Finding::ReturnedForNothing { reference, returned: refund.amount });

        let lines = || confirmed.iter().flat_map(|(it, _)| &it.lines);
        let cancelled = booking.directions().into_iter().filter(|it| booking.is_cancelled(*it));
        let is_covered =
            |direction| lines().any(|it| it.direction == direction && it.passengers.is_none());
        let uncovered = cancelled.filter(|direction| !is_covered(*direction)).count();
        let left = booking.journeys.iter().flat_map(|journey| {
            journey.left.keys().map(|passenger| (journey.direction, *passenger))
        });
        let names = |(direction, passenger): &(Direction, PassengerId)| {
            lines().any(|it| {
                let some = it.passengers.as_ref();
                it.direction == *direction && some.is_some_and(|it| it.contains(passenger))
            })
        };
        let unnamed = left.filter(|it| !names(it)).count();
        let without = Finding::CancelledWithoutFigures { reference };
        let without = std::iter::repeat_n(without, uncovered + unnamed);
        unpaid.chain(for_nothing).chain(without).collect()
    }

    /// What those had paid who left journeys that others still travel.
    pub(super) fn left(&self) -> Vec<LeftJourney> {
        let lines = self.confirmed().flat_map(|(cancellation, _)| {
            let some = cancellation.lines.iter().filter(|it| it.passengers.is_some());
            some.map(|it| (it, cancellation.state))
        });
        let left = lines.filter_map(|(line, state)| match state {
            CancellationState::Confirmed { at, .. } => {
                Some(LeftJourney { direction: line.direction, at, paid: line.line.paid() })
            }
            CancellationState::Quoted | CancellationState::Superseded => None,
        });
        left.collect()
    }

    /// Cancellations that were carried out, with the refund that each names.
    fn confirmed(&self) -> impl Iterator<Item = (&Cancellation, RefundId)> {
        self.cancellations.iter().filter_map(|it| match it.state {
            CancellationState::Confirmed { refund, .. } => Some((it, refund)),
            CancellationState::Quoted | CancellationState::Superseded => None,
        })
    }

    /// Exchanges that were carried out.
    fn done(&self) -> impl Iterator<Item = &Exchange> {
        let is_done = |it: &&Exchange| matches!(it.state, ExchangeState::Done { .. });
        self.exchanges.iter().filter(is_done)
    }

    /// Each exchange that was carried out has the payment and the refunds that it names.
    fn exchanged(&self, booking: &Booking) -> Vec<Finding> {
        let reference = booking.reference;
        let is_wrong = |exchange: &&Exchange| {
            let ExchangeState::Done { payment, refund, .. } = exchange.state else { return false };
            let brought = self.captured().find(|it| Some(it.id) == payment);
            let brought = brought.map_or(Amount::ZERO, |it| it.amount);
            let back = self.refunded(|it| it == RefundCause::Exchange(exchange.id));
            let names_it = refund.is_some() != back.is_zero();
            brought != exchange.to_pay() || back != exchange.to_refund() || !names_it
        };
        let wrong = self.done().filter(is_wrong);
        wrong.map(|it| Finding::ExchangedOtherwise { reference, exchange: it.id }).collect()
    }

    fn refunded(&self, counts: impl Fn(RefundCause) -> bool) -> Amount {
        let refunds = self.refunds.iter().filter(|refund| counts(refund.cause));
        refunds.map(|refund| refund.amount).sum()
    }
}

/// What an exchange took for no journey that is left: fees, and what did not come back.
fn kept_of(exchange: &Exchange) -> Amount {
    let parts = exchange.lines.iter().map(|it| it.line.parts());
    parts.map(|it| it.change_fee + it.not_returned).sum()
}

const fn is_captured(payment: &Payment) -> bool {
    matches!(payment.state, PaymentState::Succeeded { .. })
}
