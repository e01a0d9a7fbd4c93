//! The way to the gateway, and the events that it sends of what it did.

use std::sync::{Arc, Mutex};

use airside_app::ports::Payments;
use airside_app::ports::payments::{
    ChargeOrder, Checkout, CheckoutId, CheckoutOrder, CheckoutStatus, GatewayEvent, GatewayRefund,
    GatewayRefundId, Intent, IntentId, IntentStatus, InvalidSignature, Listed, ListedPayment,
    ListedRefund, Part, PaymentsError, RefundOrder, RefundStatus, ToldReversal,
};
use airside_port_contracts::fakes::ScriptedGateway;
use airside_port_contracts::samples;
use airside_primitives::{Amount, PaymentId, RefundId};
use async_trait::async_trait;
use time::OffsetDateTime;

use super::{Gate, Lost, chance_of};
use crate::plants::Plant;

pub(crate) struct PaymentsGate {
    pub gate: Gate,
    pub gateway: Arc<ScriptedGateway>,
    /// Events that were not delivered yet: what to pass to `verify`.
    pub events: Arc<Mutex<Vec<String>>>,
    /// Ids that nobody else has.
    pub strange: Mutex<u128>,
}

fn lost() -> PaymentsError {
    PaymentsError::Unavailable(Lost.into())
}

impl PaymentsGate {
    fn strange(&self) -> u128 {
        let mut strange = self.strange.lock().unwrap();
        *strange += 1;
        *strange
    }

    fn tell_of(&self, payment: PaymentId) {
        self.events.lock().unwrap().push(self.gateway.event_of_payment(payment));
    }

    async fn prepared(&self, mut order: ChargeOrder) -> Result<IntentId, PaymentsError> {
        if self.gate.has(Plant::ChargesMore) {
            order.amount += Amount::minor(1);
        }
        self.gateway.prepare_charge(order).await
    }

    async fn charged(
        &self,
        id: &IntentId,
        mut order: ChargeOrder,
    ) -> Result<Intent, PaymentsError> {
        let (payment, mut id) = (order.payment, id.clone());
        if self.gate.has(Plant::ChargesUnderNewKeys) {
            order.payment = PaymentId(samples::id(self.strange()));
            id = self.gateway.prepare_charge(order.clone()).await?;
        }
        let charged = self.gateway.charge(&id, order).await;
        self.tell_of(payment);
        charged
    }

    async fn refunded(&self, mut order: RefundOrder) -> Result<GatewayRefund, PaymentsError> {
        let refund = order.refund;
        if self.gate.has(Plant::RefundsUnasked) {
            let id = GatewayRefundId(format!("re_{}_{}", order.refund, order.attempt));
            return Ok(GatewayRefund { id, status: RefundStatus::Succeeded });
        }
        if self.gate.has(Plant::RefundsUnderNewKeys) {
            order.refund = RefundId(samples::id(self.strange()));
        }
        if self.gate.has(Plant::RefundsLess) {
            order.amount -= Amount::minor(1);
        }
        // A repeated order finds what became of the first.
        let chance = chance_of(&format!("{} {}", order.refund, order.attempt));
        let outcomes = [
            RefundStatus::Succeeded,
            RefundStatus::Succeeded,
            RefundStatus::Pending,
            RefundStatus::Failed,
        ];
        self.gateway.make_refunds(if order.attempt > 2 {
            outcomes[0]
        } else {
            chance.pick(&outcomes)
        });
        let refunded = self.gateway.refund(order).await;
        if refunded.is_ok() {
            self.events.lock().unwrap().push(self.gateway.event_of_refund(refund));
        }
        refunded
    }
}

#[async_trait]
impl Payments for PaymentsGate {
    fn is_live(&self) -> bool {
        self.gateway.is_live()
    }

    async fn ping(&self) -> Result<(), PaymentsError> {
        Ok(())
    }

    async fn open_checkout(&self, order: CheckoutOrder) -> Result<Checkout, PaymentsError> {
        let open = || self.gateway.open_checkout(order.clone());
        self.gate.pass_remote("gateway.open_checkout", open, lost).await
    }

    async fn checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError> {
        self.gate.pass_remote("gateway.checkout", || self.gateway.checkout(id), lost).await
    }

    async fn expire_checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError> {
        if self.gate.has(Plant::LeavesPagesOpen) {
            let intent = None;
            return Ok(Checkout {
                id: id.clone(),
                url: None,
                status: CheckoutStatus::Expired,
                intent,
            });
        }
        let expire = || self.gateway.expire_checkout(id);
        self.gate.pass_remote("gateway.expire_checkout", expire, lost).await
    }

    async fn prepare_charge(&self, order: ChargeOrder) -> Result<IntentId, PaymentsError> {
        let prepare = || self.prepared(order.clone());
        self.gate.pass_remote("gateway.prepare_charge", prepare, lost).await
    }

    async fn charge(&self, id: &IntentId, order: ChargeOrder) -> Result<Intent, PaymentsError> {
        let amount = order.amount;
        let charge = || self.charged(id, order.clone());
        let charged = self.gate.pass_remote("gateway.charge", charge, lost).await;
        match charged {
            Err(PaymentsError::Unavailable(_)) if self.gate.has(Plant::BelievesInSilence) => {
                let (id, status) = (id.clone(), IntentStatus::Canceled);
                let (received, next_url, decline) = (Amount::ZERO, None, None);
                Ok(Intent { id, status, amount, received, next_url, decline })
            }
            charged => charged,
        }
    }

    async fn intent(&self, id: &IntentId) -> Result<Intent, PaymentsError> {
        self.gate.pass_remote("gateway.intent", || self.gateway.intent(id), lost).await
    }

    async fn cancel_intent(&self, id: &IntentId) -> Result<Intent, PaymentsError> {
        let cancel = || self.gateway.cancel_intent(id);
        self.gate.pass_remote("gateway.cancel_intent", cancel, lost).await
    }

    async fn refund(&self, order: RefundOrder) -> Result<GatewayRefund, PaymentsError> {
        let refund = || self.refunded(order.clone());
        self.gate.pass_remote("gateway.refund", refund, lost).await
    }

    async fn refund_state(&self, id: &GatewayRefundId) -> Result<GatewayRefund, PaymentsError> {
        let state = || self.gateway.refund_state(id);
        self.gate.pass_remote("gateway.refund_state", state, lost).await
    }

    async fn reversals(&self, id: &IntentId) -> Result<Vec<ToldReversal>, PaymentsError> {
        self.gate.pass_remote("gateway.reversals", || self.gateway.reversals(id), lost).await
    }

    async fn listed_payments(&self, part: Part) -> Result<Listed<ListedPayment>, PaymentsError> {
        let list = || self.gateway.listed_payments(part.clone());
        self.gate.pass_remote("gateway.listed_payments", list, lost).await
    }

    async fn listed_refunds(&self, part: Part) -> Result<Listed<ListedRefund>, PaymentsError> {
        let list = || self.gateway.listed_refunds(part.clone());
        self.gate.pass_remote("gateway.listed_refunds", list, lost).await
    }

    fn verify(
        &self,
        payload: &[u8],
        signature: &str,
        now: OffsetDateTime,
    ) -> Result<GatewayEvent, InvalidSignature> {
        self.gateway.verify(payload, signature, now)
    }
}
