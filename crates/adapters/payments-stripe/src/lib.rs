//! The payment gateway: Stripe, or whatever answers as Stripe does.
//!
//! Each call that makes something carries our id as its idempotency key, and is
//! repeated with it a few times before it counts as failed. What Stripe tells of
//! cards and clients is neither kept nor logged.

mod answers;
mod calls;
mod orders;
mod webhook;

use std::time::Duration;

use airside_app::ports::Payments;
use airside_app::ports::payments::{
    ChargeOrder, Checkout, CheckoutId, CheckoutOrder, CheckoutStatus, GatewayEvent, GatewayRefund,
    GatewayRefundId, Intent, IntentId, IntentStatus, InvalidSignature, PaymentsError, RefundOrder,
};
use async_trait::async_trait;
use stripe::{Client, ClientBuilder, StripeRequest as _};
use stripe_checkout::checkout_session::{ExpireCheckoutSession, RetrieveCheckoutSession};
use stripe_core::payment_intent::{
    CancelPaymentIntent, ConfirmPaymentIntent, RetrievePaymentIntent,
};
use stripe_core::refund::RetrieveRefund;
use thiserror::Error;
use time::OffsetDateTime;

use calls::{Failure, Patience, once_for};

/// What the adapter must be told.
#[derive(Clone)]
pub struct Settings {
    /// `sk_test_…` or `sk_live_…`; a live one moves real money.
    pub secret_key: String,
    /// The secret that signs events (`whsec_…`).
    pub webhook_secret: String,
    /// Another address for the API, as `http://127.0.0.1:8080/sandbox/stripe`; Stripe's own if
    /// `None`.
    pub api_url: Option<String>,
    /// How long Stripe may take to answer one attempt.
    pub timeout: Duration,
    /// How often a call is attempted in all, at least once.
    pub attempts: u32,
}

/// Takes and returns money through Stripe.
pub struct StripePayments {
    client: Client,
    patience: Patience,
    webhook_secret: String,
    is_live: bool,
}

impl StripePayments {
    /// Prepares to talk to Stripe, without doing so yet.
    pub fn new(settings: Settings) -> Result<Self, InvalidSettings> {
        let Settings { secret_key, webhook_secret, api_url, timeout, attempts } = settings;
        let is_live = ["sk_live_", "rk_live_"].iter().any(|live| secret_key.starts_with(live));
        let builder = ClientBuilder::new(secret_key).timeout(timeout);
        let builder = match api_url {
            // The client appends `v1/…` to this as it is.
            Some(url) => builder.url(format!("{}/", url.trim_end_matches('/'))),
            None => builder,
        };
        let client = builder.build().map_err(|error| InvalidSettings(error.to_string()))?;
        Ok(Self { client, patience: Patience { attempts }, webhook_secret, is_live })
    }
}

impl StripePayments {
    /// Makes a card payment known without taking money: the same order, the same payment.
    async fn intend(&self, order: ChargeOrder) -> Result<IntentId, PaymentsError> {
        let key = once_for(&format!("charge-{}", order.payment))?;
        let request = orders::charge(order);
        let intent = self
            .patience
            .call(|| request.customize().request_strategy(key.clone()).send(&self.client))
            .await?;
        Ok(IntentId(intent.id.into()))
    }
}

/// The secret key or the address cannot be sent in a request.
#[derive(Debug, Error)]
#[error("the settings of the payment gateway cannot be used: {0}")]
pub struct InvalidSettings(String);

#[async_trait]
impl Payments for StripePayments {
    fn is_live(&self) -> bool {
        self.is_live
    }

    async fn open_checkout(&self, order: CheckoutOrder) -> Result<Checkout, PaymentsError> {
        let key = once_for(&format!("checkout-{}", order.payment))?;
        let request = orders::checkout(order);
        let session = self
            .patience
            .call(|| request.customize().request_strategy(key.clone()).send(&self.client))
            .await?;
        answers::checkout(session)
    }

    async fn checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError> {
        let request = RetrieveCheckoutSession::new(id.0.as_str());
        let session = self.patience.call(|| request.send(&self.client)).await?;
        answers::checkout(session)
    }

    async fn expire_checkout(&self, id: &CheckoutId) -> Result<Checkout, PaymentsError> {
        let request = ExpireCheckoutSession::new(id.0.as_str());
        match self.patience.call(|| request.send(&self.client)).await {
            Ok(session) => answers::checkout(session),
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

    async fn charge(&self, order: ChargeOrder) -> Result<Intent, PaymentsError> {
        let key = once_for(&format!("confirm-{}", order.payment))?;
        let return_url = order.return_url.clone();
        let id = self.intend(order).await?;
        let request = ConfirmPaymentIntent::new(id.0.as_str()).return_url(return_url);
        let confirmed = self
            .patience
            .call(|| request.customize().request_strategy(key.clone()).send(&self.client))
            .await;
        match confirmed.map_err(Failure::into_declined) {
            Ok(intent) | Err(Ok(intent)) => answers::intent(intent),
            // It was given up, or made, before.
            Err(Err(refusal)) if refusal.is_bad_request() => {
                let intent = self.intent(&id).await?;
                match intent.status {
                    IntentStatus::Canceled | IntentStatus::Succeeded => Ok(intent),
                    IntentStatus::RequiresAction
                    | IntentStatus::Processing
                    | IntentStatus::Failed => Err(refusal.into()),
                }
            }
            Err(Err(failure)) => Err(failure.into()),
        }
    }

    async fn abandon_charge(&self, order: ChargeOrder) -> Result<Intent, PaymentsError> {
        let id = self.intend(order).await?;
        self.cancel_intent(&id).await
    }

    async fn intent(&self, id: &IntentId) -> Result<Intent, PaymentsError> {
        let request = RetrievePaymentIntent::new(id.0.as_str());
        let intent = self.patience.call(|| request.send(&self.client)).await?;
        answers::intent(intent)
    }

    async fn cancel_intent(&self, id: &IntentId) -> Result<Intent, PaymentsError> {
        let request = CancelPaymentIntent::new(id.0.as_str());
        match self.patience.call(|| request.send(&self.client)).await {
            Ok(intent) => answers::intent(intent),
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
        let key = once_for(&format!("refund-{}-{}", order.refund, order.attempt))?;
        // Stripe forgets keys after a day, and a refund may be asked for again after two.
        let known = orders::refunds_of(&order.intent);
        let known = self.patience.call(|| known.send(&self.client)).await?;
        if let Some(refund) = known.data.into_iter().find(|refund| orders::is_for(&order, refund)) {
            return answers::refund(&refund);
        }

        let request = orders::refund(&order);
        let refund = self
            .patience
            .call(|| request.customize().request_strategy(key.clone()).send(&self.client))
            .await?;
        answers::refund(&refund)
    }

    async fn refund_state(&self, id: &GatewayRefundId) -> Result<GatewayRefund, PaymentsError> {
        let request = RetrieveRefund::new(id.0.as_str());
        let refund = self.patience.call(|| request.send(&self.client)).await?;
        answers::refund(&refund)
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
