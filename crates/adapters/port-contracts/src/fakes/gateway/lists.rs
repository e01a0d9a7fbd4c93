//! The gateway's own lists. It keeps no dates: whatever there is counts as made since.

use airside_app::ports::payments::{Intent, Listed, ListedPayment, ListedRefund, Part};
use airside_primitives::PaymentId;

use super::State;
use super::refunds::MadeRefund;

impl State {
    pub(super) fn listed_payments(&self, part: &Part) -> Listed<ListedPayment> {
        let ours = |intent: &Intent| {
            let payment = intent.id.0.strip_prefix("pi_")?.parse().ok()?;
            let (id, received) = (intent.id.clone(), intent.received);
            Some(ListedPayment { id, payment: PaymentId(payment), received })
        };
        let all = self.intents.iter().map(|(id, intent)| (id.0.clone(), ours(intent)));
        let mut all: Vec<_> = all.collect();
        all.sort_by(|(one, _), (other, _)| other.cmp(one));
        listed(part, all)
    }

    pub(super) fn listed_refunds(&self, part: &Part) -> Listed<ListedRefund> {
        let refund = |made: &MadeRefund| ListedRefund {
            id: made.answer.id.clone(),
            refund: Some(made.order.refund),
            intent: made.order.intent.clone(),
            amount: made.order.amount,
            status: made.answer.status,
        };
        let all = self.refunds.iter().rev().map(|it| (it.answer.id.0.clone(), Some(refund(it))));
        listed(part, all.collect())
    }
}

/// A part of all that there is, each with its id.
fn listed<T>(part: &Part, mut all: Vec<(String, Option<T>)>) -> Listed<T> {
    if let Some(after) = &part.after {
        let seen = all.iter().position(|(id, _)| id == after).map_or(all.len(), |at| at + 1);
        all.drain(..seen);
    }
    let goes_on = all.len() > usize::from(part.limit);
    all.truncate(part.limit.into());
    let next = all.last().map(|(id, _)| id.clone()).filter(|_| goes_on);
    Listed { found: all.into_iter().filter_map(|(_, it)| it).collect(), next }
}
