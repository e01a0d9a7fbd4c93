//! The calls of the port, made to Stripe.
//!
//! What has ended cannot be ended again: Stripe answers 400, and we look how it ended.

use airside_app::ports::Payments;
use airside_app::ports::payments::{
    ChargeOrder, Checkout, CheckoutId, CheckoutOrder, CheckoutStatus, GatewayEvent, GatewayRefund,
    GatewayRefundId, Intent, IntentId, IntentStatus, InvalidSignature, Listed, ListedPayment,
    ListedRefund, Part, PaymentsError, RefundOrder, ToldReversal,
};
use async_trait::async_trait;
use stripe_checkout::checkout_session::{ExpireCheckoutSession, RetrieveCheckoutSession};
use stripe_client_core::StripeRequest as _;
use stripe_core::payment_intent::{
    CancelPaymentIntent, ConfirmPaymentIntent, RetrievePaymentIntent,
};
use stripe_core::refund::RetrieveRefund;
use time::OffsetDateTime;

use crate::failures::Failure;
use crate::objects::{CheckoutSession, Dispute, Page, PaymentIntent, Refund};
use crate::{StripePayments, lists, orders, webhook};

#[async_trait]
impl Payments for StripePayments {
    fn is_live(&self) -> bool {
        self.is_live
    }

    async fn ping(&self) -> Result<(), PaymentsError> {
        self.pulse.check(&self.calls).await
    }

    async fn follow_time(&self, now: OffsetDateTime) -> Result<(), PaymentsError> {
        self.advance_clock(now).await
    }

    async fn open_checkout(&self, order: CheckoutOrder) -> Result<Checkout, PaymentsError> {
        let key = format!("checkout-{}", order.payment);
        let request = orders::checkout(order)?;
        // Nobody was told the address of a page that Stripe may have made before it failed.
        let nothing = || async { Ok(None) };
        let session: CheckoutSession = self.calls.make(&key, || request.build(), nothing).await?;
        session.into_ours()
    }

    async fn checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError> {
        let request = RetrieveCheckoutSession::new(id.0.as_str()).build();
        let session: CheckoutSession = self.calls.ask(request).await?;
        session.into_ours()
    }

    async fn expire_checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError> {
        let request = ExpireCheckoutSession::new(id.0.as_str()).build();
        match self.calls.ask::<CheckoutSession>(request).await {
            Ok(session) => session.into_ours(),
            Err(refusal) if refusal.is_bad_request() => {
                let checkout = self.checkout(id).await?;
                match checkout.status {
                    CheckoutStatus::Complete | CheckoutStatus::Expired => Ok(checkout),
                    CheckoutStatus::Open => Err(refusal.into()),
                }
            }
            Err(failure) => Err(failure.into()),
        }
    }

    async fn prepare_charge(&self, order: ChargeOrder) -> Result<IntentId, PaymentsError> {
        let key = format!("charge-{}", order.payment);
        let request = orders::charge(order)?;
        // One that Stripe may have made before it failed is never confirmed.
        let nothing = || async { Ok(None) };
        let intent: PaymentIntent = self.calls.make(&key, || request.build(), nothing).await?;
        Ok(IntentId(intent.id))
    }

    async fn charge(&self, id: &IntentId, order: ChargeOrder) -> Result<Intent, PaymentsError> {
        let key = format!("confirm-{}", order.payment);
        let request = ConfirmPaymentIntent::new(id.0.as_str()).return_url(order.return_url);
        let confirmed = || async {
            let retrieve = RetrievePaymentIntent::new(id.0.as_str()).build();
            let intent: PaymentIntent = self.calls.ask(retrieve).await?;
            Ok(Some(intent).filter(|intent| !intent.awaits_confirmation()))
        };
        match self.calls.make(&key, || request.build(), confirmed).await {
            Ok(intent) => intent.into_ours(),
            Err(Failure::Declined(Some(intent))) => intent.into_ours(),
            Err(Failure::Declined(None)) => self.intent(id).await,
            // It was given up, or made, before.
            Err(refusal) if refusal.is_bad_request() => {
                let intent = self.intent(id).await?;
                match intent.status {
                    IntentStatus::Canceled | IntentStatus::Succeeded => Ok(intent),
                    IntentStatus::RequiresAction
                    | IntentStatus::Processing
                    | IntentStatus::Failed => Err(refusal.into()),
                }
            }
            Err(failure) => Err(failure.into()),
        }
    }

    async fn intent(&self, id: &IntentId) -> Result<Intent, PaymentsError> {
        let request = RetrievePaymentIntent::new(id.0.as_str()).build();
        let intent: PaymentIntent = self.calls.ask(request).await?;
        intent.into_ours()
    }

    async fn cancel_intent(&self, id: &IntentId) -> Result<Intent, PaymentsError> {
        let request = CancelPaymentIntent::new(id.0.as_str()).build();
        match self.calls.ask::<PaymentIntent>(request).await {
            Ok(intent) => intent.into_ours(),
            Err(refusal) if refusal.is_bad_request() => {
                let intent = self.intent(id).await?;
                match intent.status {
                    IntentStatus::Succeeded | IntentStatus::Canceled | IntentStatus::Processing => {
                        Ok(intent)
                    }
                    IntentStatus::RequiresAction | IntentStatus::Failed => Err(refusal.into()),
                }
            }
            Err(failure) => Err(failure.into()),
        }
    }

    async fn refund(&self, order: RefundOrder) -> Result<GatewayRefund, PaymentsError> {
        let key = format!("refund-{}-{}", order.refund, order.attempt);
        // Stripe forgets keys after a day, and a refund may be asked for again after two.
        let known = || async {
            let all = orders::refunds_of(&order.intent).build();
            let all: Page<Refund> = self.calls.ask(all).await?;
            Ok(all.data.into_iter().find(|refund| orders::is_for(&order, refund)))
        };
        if let Some(refund) = known().await? {
            return refund.into_ours();
        }

        let request = orders::refund(&order)?;
        self.calls.make(&key, || request.build(), known).await?.into_ours()
    }

    async fn refund_state(&self, id: &GatewayRefundId) -> Result<GatewayRefund, PaymentsError> {
        let request = RetrieveRefund::new(id.0.as_str()).build();
        let refund: Refund = self.calls.ask(request).await?;
        refund.into_ours()
    }

    async fn reversals(&self, id: &IntentId) -> Result<Vec<ToldReversal>, PaymentsError> {
        let refunds: Page<Refund> = self.calls.ask(orders::refunds_of(id).build()).await?;
        let disputes: Page<Dispute> = self.calls.ask(orders::disputes_of(id)).await?;
        let refunds = refunds.data.into_iter().map(|refund| {
            let ours = orders::refund_of(&refund);
            refund.into_reversal(ours)
        });
        refunds.chain(disputes.data.into_iter().map(Dispute::into_reversal)).collect()
    }

    async fn listed_payments(&self, part: Part) -> Result<Listed<ListedPayment>, PaymentsError> {
        lists::payments(&self.calls, part).await
    }

    async fn listed_refunds(&self, part: Part) -> Result<Listed<ListedRefund>, PaymentsError> {
        lists::refunds(&self.calls, part).await
    }

    fn verify(
        &self,
        payload: &[u8],
        signature: &str,
        now: OffsetDateTime,
    ) -> Result<GatewayEvent, InvalidSignature> {
        webhook::verify(&self.webhook_secret, payload, signature, now)
    }
}
