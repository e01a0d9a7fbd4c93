//! A refund that was asked for, and what came of it.

use airside_app::ports::payments::{
    GatewayRefund, RefundOrder, RefundStatus, ReversalId, ReversalState, ToldReversal,
};
use airside_primitives::Amount;

pub(super) struct MadeRefund {
    pub(super) order: RefundOrder,
    pub(super) answer: GatewayRefund,
}

impl MadeRefund {
    pub(super) fn paid_back(&self) -> Option<Amount> {
        (self.answer.status != RefundStatus::Failed).then_some(self.order.amount)
    }

    /// As money that moved back.
    pub(super) fn told(&self) -> ToldReversal {
        let state = match self.answer.status {
            RefundStatus::Pending => ReversalState::RefundPending,
            RefundStatus::Succeeded => ReversalState::Refunded,
            RefundStatus::Failed => ReversalState::RefundFailed,
        };
        let id = ReversalId(self.answer.id.0.clone());
        let RefundOrder { refund, amount, .. } = self.order;
        ToldReversal { id, refund: Some(refund), amount, state }
    }
}
