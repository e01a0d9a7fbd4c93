//! Stripe as it may really answer: in another version of its API, busy, broken, or
//! with somebody on the way who answers in its place.

mod answers;
mod outages;
mod refusals;
#[cfg(test)]
mod server;

use airside_app::ports::payments::{ChargeOrder, CheckoutOrder, IntentId, RefundOrder};
use airside_primitives::{Amount, Currency, PaymentId, RefundId};
use uuid::Uuid;

/// A payment with no more than what is always there.
const PAID: &str = r#"{"id": "pi_1", "status": "succeeded", "currency": "inr",
    "amount": 458900, "amount_received": 458900}"#;

fn intent() -> IntentId {
    IntentId("pi_1".to_owned())
}

fn page() -> CheckoutOrder {
    CheckoutOrder {
        payment: PaymentId(Uuid::from_u128(1)),
        booking_ref: "K7Q2MZ".to_owned(),
        description: "K7Q2MZ: DEL-BOM".to_owned(),
        amount: Amount::minor(458_900),
        currency: Currency::INR,
        return_url: "https://flights.example/back?token=1".to_owned(),
        scenario: None,
    }
}

fn card() -> ChargeOrder {
    let CheckoutOrder { payment, booking_ref, description, amount, currency, return_url, .. } =
        page();
    let payment_method = "pm_1".to_owned();
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

fn repayment() -> RefundOrder {
    let refund = RefundId(Uuid::from_u128(2));
    let (amount, currency) = (Amount::minor(100), Currency::INR);
    RefundOrder { refund, attempt: 0, intent: intent(), amount, currency }
}
