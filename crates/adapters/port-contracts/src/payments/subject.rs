//! A gateway to be tested: with a payer, cards and orders that are always the same.

use airside_app::ports::Payments;
use airside_app::ports::payments::{
    ChargeOrder, CheckoutOrder, Intent, IntentId, PaymentsError, RefundOrder,
};
use airside_primitives::{Amount, Currency, PaymentId, RefundId};
use async_trait::async_trait;
use time::OffsetDateTime;
use uuid::Uuid;

/// A gateway with a payer, some cards and a receiver of events.
#[async_trait]
pub trait PaymentsSubject: Send + Sync {
    fn payments(&self) -> &dyn Payments;

    /// The payer pays on this page.
    async fn approve(&self, url: &str);

    /// The payer's card is declined on this page.
    async fn decline(&self, url: &str);

    /// A payment method with this effect.
    fn card(&self, card: Card) -> &'static str;

    /// Somebody pays so much of a payment back at the gateway's dashboard.
    async fn pay_back_by_hand(&self, intent: &IntentId, amount: i64);

    /// The next event that the gateway sends: its body and its signature.
    async fn next_event(&self) -> (Vec<u8>, String);

    /// The time by which events are signed.
    fn now(&self) -> OffsetDateTime;
}

/// The cards that the promises need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    Good,
    Declining,
    /// Wants the payer to pass 3-D Secure.
    Challenging,
    /// Pays, and its bank takes the money back at once.
    Disputing,
}

pub(super) const PRICE: Amount = Amount::minor(458_900);
pub(super) const PAYMENT: PaymentId = PaymentId(Uuid::from_u128(1));
pub(super) const REFUND: RefundId = RefundId(Uuid::from_u128(2));

pub(super) fn page_order() -> CheckoutOrder {
    CheckoutOrder {
        payment: PAYMENT,
        booking_ref: "K7Q2MZ".to_owned(),
        description: "K7Q2MZ: DEL-BOM, BOM-DEL".to_owned(),
        amount: PRICE,
        currency: Currency::INR,
        return_url: "http://127.0.0.1/payments/return?token=abc".to_owned(),
        scenario: None,
    }
}

pub(super) fn charge_order(subject: &impl PaymentsSubject, card: Card) -> ChargeOrder {
    let CheckoutOrder { payment, booking_ref, description, amount, currency, return_url, .. } =
        page_order();
    let payment_method = subject.card(card).to_owned();
    ChargeOrder {
        payment,
        booking_ref,
        description,
        amount,
        currency,
        payment_method,
        return_url,
        scenario: None,
    }
}

pub(super) async fn charge(subject: &impl PaymentsSubject, card: Card) -> Intent {
    prepare_and_charge(subject.payments(), charge_order(subject, card)).await.unwrap()
}

/// Both calls of a card payment.
pub async fn prepare_and_charge(
    payments: &dyn Payments,
    order: ChargeOrder,
) -> Result<Intent, PaymentsError> {
    let id = payments.prepare_charge(order.clone()).await?;
    payments.charge(&id, order).await
}

pub(super) fn refund_order(paid: &Intent, amount: i64) -> RefundOrder {
    let amount = Amount::minor(amount);
    let (intent, currency) = (paid.id.clone(), Currency::INR);
    RefundOrder { refund: REFUND, attempt: 0, intent, amount, currency }
}
