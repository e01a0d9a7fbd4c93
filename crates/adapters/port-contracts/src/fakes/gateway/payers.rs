//! What payers and their banks do at the gateway.

use airside_app::ports::payments::{
    CheckoutStatus, EventSubject, IntentId, IntentStatus, RefundStatus, ReversalId, ReversalState,
    ToldReversal,
};
use airside_primitives::{Amount, PaymentId};

use super::{ScriptedGateway, intent, intent_id, page_id};

impl ScriptedGateway {
    /// The payer pays on the page of this payment.
    pub fn pay_on_page(&self, payment: PaymentId) {
        let mut state = self.state();
        let id = intent_id(payment);
        let page = state.pages.get_mut(&page_id(payment)).unwrap();
        assert_eq!(page.checkout.status, CheckoutStatus::Open, "nobody pays on a closed page");
        page.checkout.status = CheckoutStatus::Complete;
        page.checkout.intent = Some(id.clone());
        let paid = intent(id.clone(), page.amount, IntentStatus::Succeeded);
        state.intents.insert(id, paid);
    }

    /// The payments whose pages are open, in the order of their ids.
    pub fn open_pages(&self) -> Vec<PaymentId> {
        let state = self.state();
        let open = state.pages.iter().filter(|(_, it)| it.checkout.status == CheckoutStatus::Open);
        sorted(open.filter_map(|(id, _)| id.0.strip_prefix("cs_")?.parse().ok()))
    }

    /// The payments that a bank takes its time over, in the order of their ids.
    pub fn processing(&self) -> Vec<PaymentId> {
        let state = self.state();
        let slow = state.intents.values().filter(|it| it.status == IntentStatus::Processing);
        sorted(slow.filter_map(|it| it.id.0.strip_prefix("pi_")?.parse().ok()))
    }

    /// The bank says no to this payment at last.
    pub fn decline(&self, payment: PaymentId) {
        let mut state = self.state();
        let slow = state.intents.get_mut(&intent_id(payment)).unwrap();
        *slow = intent(slow.id.clone(), slow.amount, IntentStatus::Failed);
    }

    /// Every refund that a bank takes its time over is made.
    pub fn make_pending_refunds(&self) {
        for made in &mut self.state().refunds {
            if made.answer.status == RefundStatus::Pending {
                made.answer.status = RefundStatus::Succeeded;
            }
        }
    }

    /// The payer tries to pay on the page of this payment, with this outcome.
    pub fn try_on_page(&self, payment: PaymentId, status: IntentStatus) {
        let mut state = self.state();
        let id = intent_id(payment);
        let page = state.pages.get_mut(&page_id(payment)).unwrap();
        page.checkout.intent = Some(id.clone());
        let tried = intent(id.clone(), page.amount, status);
        state.intents.insert(id, tried);
    }

    /// The money of this payment arrives, whatever its status was.
    pub fn receive(&self, payment: PaymentId) {
        let mut state = self.state();
        let intent = state.intents.get_mut(&intent_id(payment)).unwrap();
        intent.status = IntentStatus::Succeeded;
        intent.received = intent.amount;
    }

    /// Somebody moves money of this payment back, or what they moved turns out so; an event about
    /// that.
    pub fn reverse(
        &self,
        payment: PaymentId,
        id: &str,
        amount: Amount,
        to: ReversalState,
    ) -> String {
        let (intent, id) = (intent_id(payment), ReversalId(id.to_owned()));
        let mut state = self.state();
        state.reversals.retain(|(_, known)| known.id != id);
        state
            .reversals
            .push((intent.clone(), ToldReversal { id, refund: None, amount, state: to }));
        drop(state);
        self.event(EventSubject::Reversal { intent })
    }

    /// The gateway takes money for this payment a second time; an event about that.
    pub fn take_again(&self, payment: PaymentId) -> String {
        let id = IntentId(format!("pi_stray_{payment}"));
        let first = self.state().intent(&intent_id(payment)).unwrap().amount;
        let again = intent(id.clone(), first, IntentStatus::Succeeded);
        self.state().intents.insert(id.clone(), again);
        self.event(EventSubject::Intent { id, payment: Some(payment) })
    }
}

fn sorted(ids: impl Iterator<Item = PaymentId>) -> Vec<PaymentId> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    ids
}
